"""The panel beside the list: what a clerk is asked on the phone about the order under the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.orders.views import device_words
from ui.widgets.badge import Badge
from ui.widgets.basics import label
from ui.widgets.side_panel import SidePanel
from workstation import clock
from workstation.documents.order_rows import OrderRow, StatusRow
from workstation.i18n import ntr, tr
from workstation.rules.order_words import day_month, moment_words, term
from workstation.rules.wording import show_date, time_left

WIDTH = 308


class _Head(QWidget):
    """Number, badge, device and its serial number."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(17, 13, 16, 12)
        column.setSpacing(0)
        self.number = label("", "", "title")
        self.badge = Badge()
        self.since = label("", "text2", "small")
        self.device = label("", bold=True, wrap=True)
        self.serial = label("", "text2", "small", wrap=True)
        for part in (self.number, self.serial):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.badge)
        line.addWidget(self.since, 1)
        column.addWidget(self.number)
        column.addSpacing(8)
        column.addLayout(line)
        column.addSpacing(8)
        column.addWidget(self.device)
        column.addWidget(self.serial)


class OrderPreview(SidePanel):
    """Shows a row at once and its history when that has come."""

    def __init__(self, shown_phone: Sequence[str] | None = None) -> None:
        super().__init__(WIDTH)
        self._head = _Head()
        self.add_top(self._head)
        self._facts = self.add_section().without_line()
        self._history = self.add_section(tr("Ход работы"))
        self.clear()

    def clear(self) -> None:
        """Nothing is under the cursor."""
        self._head.hide()
        self.say("grey", "")
        self._facts.clear()
        self._history.clear()

    def show_row(self, row: OrderRow, phone: str) -> None:
        """The facts of a row; `phone` as this user may read it."""
        self._head.show()
        self._head.number.setText(row.number)
        self._head.badge.set_state(row.face)
        self._head.since.setText("")
        self._head.device.setText(f"{row.category} {device_words(row)}")
        where = tr("место {place}", place=row.place) if row.place else ""
        self._head.serial.setText(" · ".join(part for part in (row.serial_number, where) if part))
        self._say_term(row)
        self._facts.clear()
        for name, value in (
            (tr("Заказчик"), row.customer),
            (tr("Телефон"), phone),
            (tr("Недостаток"), row.reported_fault),
            (tr("Вид"), row.kind.label),
            (tr("Мастер"), row.technician or "—"),
            (tr("Принят"), moment_words(row.accepted_at, clock.today())),
        ):
            self._facts.add_fact(name, value)

    def show_history(self, history: Sequence[StatusRow]) -> None:
        """The moves of the order, the newest first."""
        self._history.clear()
        if not history:
            return
        today = clock.today()
        since = clock.local(history[-1].changed_at).date()
        days = (today - since).days
        passed = ntr("{n} день", "{n} дней", days) + ", " if days else ""
        self._head.since.setText(tr("{passed}с {day}", passed=passed, day=day_month(since, today)))
        for move in reversed(history):
            local = clock.local(move.changed_at)
            words = ", ".join(part for part in (move.face.label, move.user, move.reason) if part)
            self._history.add_fact(f"{day_month(local.date(), today)}, {local:%H:%M}", words)

    def _say_term(self, row: OrderRow) -> None:
        words = term(row.status, row.due_on, clock.today())
        if words.tone not in {"red", "amber"} or row.due_on is None:
            self.say("grey", "")
            return
        text = tr("Срок {day}", day=show_date(row.due_on))
        if row.legal_until is not None and row.legal_until != row.due_on:
            left = time_left(row.legal_until, clock.today())
            text = tr("По закону до {day}, {left}", day=show_date(row.legal_until), left=left)
        title = words.text[:1].upper() + words.text[1:]
        self.say(words.tone, title, text, "circle-alert" if words.tone == "red" else "clock")
