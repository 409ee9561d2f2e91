"""Everything around an order that is not its status: where it is, what was said, loaners, waiting, clocks."""

from __future__ import annotations

from dataclasses import dataclass, field

from workstation.documents.contacts import (
    ApprovalRow,
    ContactRow,
    FeedbackRow,
    FollowUpRow,
    MessageRow,
    OrderNoteRow,
)
from workstation.documents.loaners import LoanRow
from workstation.documents.places import PlaceMoveRow, WhereRow
from workstation.documents.sla import OrderSla
from workstation.documents.unclaimed import DisposalRow, NoticeRow, UnclaimedRow


@dataclass(frozen=True, slots=True)
class OrderAround:
    """What the card of an order tells beside its life; `waiting` is there while it waits to be collected."""

    where: WhereRow
    moves: tuple[PlaceMoveRow, ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    notes: tuple[OrderNoteRow, ...] = ()
    messages: tuple[MessageRow, ...] = ()
    approvals: tuple[ApprovalRow, ...] = ()
    loans: tuple[LoanRow, ...] = ()
    waiting: UnclaimedRow | None = None
    notices: tuple[NoticeRow, ...] = ()
    disposal: DisposalRow | None = None
    follow_ups: tuple[FollowUpRow, ...] = ()
    feedback: tuple[FeedbackRow, ...] = ()
    sla: OrderSla = field(default_factory=OrderSla)
