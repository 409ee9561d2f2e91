"""An order waits for its parts: a move of its own with the promised day in its reason. It stops no clock."""

from __future__ import annotations

from sqlalchemy.orm import Session

from workstation.documents.deeds import WaitData
from workstation.documents.people import Actor
from workstation.documents.purchasing import RequestState
from workstation.errors import UserError
from workstation.queries.part_requests import list_requests
from workstation.rules.part_words import waiting_reason
from workstation.services import life
from workstation.statuses import OrderStatus

_WAITING = (RequestState.WANTED, RequestState.ORDERED)


def wait_for_parts(session: Session, actor: Actor, order_id: int) -> str:
    """The order waits for the parts that it wants, till the day the supplier promised; gives the reason.

    Raises UserError `parts_not_awaited`, and as `life.wait_for`.
    """
    waiting = list_requests(session, actor.branch_id, order_id=order_id, states=_WAITING)
    if not waiting:
        raise UserError("parts_not_awaited", "order")
    reason = waiting_reason(waiting)
    life.wait_for(session, actor, order_id, WaitData(OrderStatus.WAITING_PART, reason=reason))
    return reason
