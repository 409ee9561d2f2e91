"""Everything around one order in one answer: for its card and for the command line."""

from __future__ import annotations

from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.around import OrderAround
from workstation.queries.contacts import (
    list_approvals,
    list_contacts,
    list_feedback,
    list_follow_ups,
    list_messages,
    list_notes,
)
from workstation.queries.loaners import list_loans
from workstation.queries.places import list_place_moves, where_is
from workstation.queries.sla import get_order_sla
from workstation.queries.unclaimed import get_disposal, list_notices, list_unclaimed


def get_order_around(session: Session, order_id: int) -> OrderAround:
    """What is known around an order as of now; raises UserError `order_not_found`."""
    waiting = list_unclaimed(session, clock.today(), order_id)
    return OrderAround(
        where=where_is(session, order_id),
        moves=list_place_moves(session, order_id),
        contacts=list_contacts(session, order_id=order_id),
        notes=list_notes(session, order_id),
        messages=list_messages(session, order_id),
        approvals=list_approvals(session, order_id),
        loans=list_loans(session, order_id),
        waiting=waiting[0] if waiting else None,
        notices=list_notices(session, order_id),
        disposal=get_disposal(session, order_id),
        follow_ups=list_follow_ups(session, order_id=order_id, waiting_only=False),
        feedback=list_feedback(session, order_id),
        sla=get_order_sla(session, order_id, clock.now()),
    )
