"""How states of requests and of orders to suppliers look, everywhere alike: word, colour and shape."""

from __future__ import annotations

from datetime import date

from ui.table_model import Cell
from workstation.documents.purchasing import PurchaseState, RequestState
from workstation.i18n import tr
from workstation.rules.order_words import day_month
from workstation.rules.wording import time_left

Face = tuple[str, str, str]

_REQUESTS = {
    RequestState.WANTED: ("red", "circle-alert"),
    RequestState.ORDERED: ("violet", "hourglass"),
    RequestState.RESERVED: ("green", "package"),
    RequestState.ISSUED: ("accent", "user-check"),
    RequestState.FITTED: ("green", "circle-check"),
    RequestState.RETURNED: ("grey", "undo-2"),
    RequestState.CANCELLED: ("grey", "ban"),
}
_PURCHASES = {
    PurchaseState.DRAFT: ("grey", "pencil"),
    PurchaseState.SENT: ("violet", "truck"),
    PurchaseState.PARTLY: ("amber", "package"),
    PurchaseState.RECEIVED: ("green", "circle-check"),
    PurchaseState.CANCELLED: ("grey", "ban"),
}


def request_face(state: RequestState) -> Face:
    """Word, tone and icon of a request's state."""
    return (state.label, *_REQUESTS[state])


def purchase_face(state: PurchaseState) -> Face:
    """Word, tone and icon of the state of an order to a supplier."""
    return (state.label, *_PURCHASES[state])


def badge_cell(face: Face) -> Cell:
    """A state in a table."""
    word, tone, icon = face
    return Cell(word, badge=tone, icon=icon)


def promise_cell(promised_on: date | None, limit_on: date | None, today: date) -> Cell:
    """The supplier's day; red words where it is over, or later than the order may wait."""
    if promised_on is None:
        return Cell(tr("не назван"), tone="text2")
    day = day_month(promised_on, today)
    if promised_on < today:
        return Cell(f"{day}, {time_left(promised_on, today)}", tone="red", bold=True)
    if limit_on is not None and promised_on > limit_on:
        return Cell(tr("{day}, позже срока", day=day), tone="red", bold=True)
    return Cell(day)
