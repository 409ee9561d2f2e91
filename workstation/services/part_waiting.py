"""An order waits for its parts: a move of its own with the promised day in its reason. It stops no clock."""

from __future__ import annotations

from sqlalchemy.orm import Session

from workstation.documents.deeds import WaitData
from workstation.documents.people import Actor
from workstation.documents.purchasing import WAITING_REQUESTS, Asked, PartWish
from workstation.errors import UserError
from workstation.queries.moves import find_move_facts
from workstation.queries.part_requests import list_requests
from workstation.rules.part_words import waiting_reason
from workstation.services import life, part_requests
from workstation.statuses import OrderStatus


def wait_for_parts(session: Session, actor: Actor, order_id: int, state: str | None = None) -> str:
    """The order waits for the parts that it wants, till the day the supplier promised; gives the reason.

    `state` is one of the centre's own. Raises UserError `parts_not_awaited`, and as `life.wait_for`.
    """
    waiting = list_requests(session, actor.branch_id, order_id=order_id, states=WAITING_REQUESTS)
    if not waiting:
        raise UserError("parts_not_awaited", "order")
    reason = waiting_reason(waiting)
    life.wait_for(session, actor, order_id, WaitData(OrderStatus.WAITING_PART, state, reason))
    return reason


def ask_and_wait(session: Session, actor: Actor, wish: PartWish) -> Asked:
    """Ask for a part; where it is not reserved at once the order waits for it, in the same step.

    An order that waits for parts already stays where it is. Raises what `part_requests.ask` and
    `life.wait_for` do.
    """
    facts = find_move_facts(session, actor, wish.order_id, whole=False, lock=True)
    if facts is None:
        raise UserError("order_not_found", "order", number=wish.order_id)
    asked = part_requests.ask(session, actor, wish)
    is_waiting = any(one.state in WAITING_REQUESTS for one in asked.requests)
    if is_waiting and facts.status is not OrderStatus.WAITING_PART:
        wait_for_parts(session, actor, wish.order_id)
    return asked
