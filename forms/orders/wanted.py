"""Parts that an order has asked for, as its card shows them: to be read; the bench does the rest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.store_faces import request_face
from ui.widgets.basics import Hairline, SectionTitle
from ui.widgets.row_list import RowItem, RowList
from workstation import clock
from workstation.documents.purchasing import (
    OPEN_REQUESTS,
    WAITING_REQUESTS,
    RequestRow,
    RequestState,
)
from workstation.i18n import tr
from workstation.rules.order_words import day_month

SHOWN = (*OPEN_REQUESTS, RequestState.ISSUED)
"""What is fitted stands among the parts of the repair, what is over in the journal."""


class WantedParts(QWidget):
    """A title and a line for each wanted part; hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._title = SectionTitle(tr("Запчасти"))
        self.rows = RowList(tr("Запчасти заказа"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Hairline(8))
        column.addWidget(self._title)
        column.addWidget(self.rows)
        self.hide()

    def show_rows(self, rows: Sequence[RequestRow]) -> None:
        """Show these; that one has come is said beside the title."""
        self.rows.set_items([_item(row) for row in rows])
        self._title.set_note(tr("запчасть пришла") if any(map(has_come, rows)) else "", "green")
        self.setVisible(bool(rows))


def has_come(row: RequestRow) -> bool:
    """Whether a part that was waited for lies ready."""
    return row.state is RequestState.RESERVED and row.arrived_at is not None


def _item(row: RequestRow) -> RowItem:
    count = f" × {row.quantity}" if row.quantity != 1 else ""
    told = (row.number, _where(row), row.by)
    return RowItem(row.id, row.name + count, " · ".join(filter(None, told)), badge=request_face(row.state))


def _where(row: RequestRow) -> str | None:
    """In which cell a part is, or when it should come."""
    today, cell = clock.today(), (row.place or "").rpartition(", ")[2]
    if row.state in WAITING_REQUESTS:
        day = day_month(row.expected_on, today) if row.expected_on else ""
        return tr("ожидается {day}", day=day) if day else tr("срок не известен")
    if has_come(row) and row.arrived_at is not None:
        came = tr("пришла {day}", day=day_month(clock.local(row.arrived_at).date(), today))
        return ", ".join(filter(None, (came, cell)))
    return cell
