"""The money of a day by method, beside the list of its payments, and as a table in a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.basics import Fill, Hairline, SectionTitle, label
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field
from ui.widgets.sums import SumRow, Sums
from workstation import clock, files
from workstation.documents.billing_rows import DaySummary, PaymentRow
from workstation.exchange.money_file import day_table
from workstation.i18n import ntr, tr
from workstation.money import format_roubles
from workstation.rules.order_words import near_day

WIDTH = 250


class DayPanel(Fill):
    """chosen(day): another day was typed. Ctrl+Left and Ctrl+Right of the page go by one day."""

    chosen = Signal(date)

    def __init__(self) -> None:
        super().__init__("panel", "l")
        self.setFixedWidth(WIDTH)
        self._edit = DateEdit(prefer="past", icon="calendar")
        self._edit.returnPressed.connect(self._take)
        self._field = Field(tr("День"), self._edit, 136)
        self._field.set_note("Ctrl+← →")
        self._title = SectionTitle(tr("Итог дня"))
        self._sums = Sums(tr("Итог дня"))
        self._warn = label("", "amber", "small", wrap=True)
        self._note = label("", "text2", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(17, 14, 16, 12)
        column.setSpacing(8)
        parts: tuple[QWidget, ...] = (
            self._field,
            Hairline(6),
            self._title,
            self._sums,
            self._warn,
            self._note,
        )
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)

    def go(self) -> None:
        """F6: the focus goes to the day."""
        self._edit.setFocus(Qt.FocusReason.TabFocusReason)

    def show_summary(self, summary: DaySummary) -> None:
        """The sums of a day; the field shows which."""
        self._edit.set_value(summary.day)
        self._field.set_error("")
        self._title.set_note(near_day(summary.day, clock.today()))
        rows = [SumRow(one.method.label, format_roubles(one.came)) for one in summary.sums]
        if summary.returned:
            rows.append(SumRow(tr("Возвращено"), format_roubles(-summary.returned), "amber"))
        rows.append(SumRow(tr("Всего"), format_roubles(summary.came - summary.returned), bold=True))
        self._sums.show_rows(rows)
        waiting = sum(one.unpunched for one in summary.sums)
        words = ntr("Не пробит {n} чек", "Не пробито {n} чеков", waiting) if waiting else ""
        self._warn.setText(words)
        self._warn.setVisible(bool(words))
        offset = tr("Зачтено авансов: {sum}. Это деньги прежних дней.", sum=format_roubles(summary.offset))
        self._note.setText(offset if summary.offset else "")
        self._note.setVisible(bool(summary.offset))

    def _take(self) -> None:
        day = self._edit.value()
        if isinstance(day, date):
            self.chosen.emit(day)
        else:
            self._field.set_error(self._edit.complaint())


def export_day(path: str, summary: DaySummary, rows: Sequence[PaymentRow]) -> None:
    """Write the day as CSV; the file appears only when it is whole."""
    files.write_beside(Path(path), day_table(summary, rows))
