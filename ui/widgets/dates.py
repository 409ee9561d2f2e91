"""A date as typed text."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCalendarWidget, QWidget

from ui.typed import is_month, parse_date, show_date, show_month
from ui.widgets.lines import ICON_SPACE, FormattedEdit
from workstation import clock
from workstation.i18n import tr


class DateEdit(FormattedEdit):
    """A date: `1.6`, `010626`, `+3`, `с` - сегодня; F4 opens the calendar, `partial` takes `03.2025` too.

    `prefer` (`past`, `future`) says which year is meant when none is typed. The value is a `date`; of a month
    its first day, and `is_partial()` says so.
    """

    def __init__(
        self, placeholder: str = "", *, prefer: str = "", partial: bool = False, icon: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(placeholder, icon, parent)
        self._prefer, self._partial = prefer, partial
        self._calendar: QCalendarWidget | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setToolTip(tr("1.6, 010626, +3 — через 3 дня, с — сегодня, F4 — календарь"))

    def parse(self, text: str) -> object:
        try:
            return parse_date(text, clock.today(), self._prefer, partial=self._partial)
        except OverflowError as error:
            raise ValueError(text) from error

    def format(self, value: object) -> str:
        return show_date(value) if isinstance(value, date) else ""

    def complaint(self) -> str:
        if self._partial:
            return tr("Введите дату или месяц: 01.06.2026 или 06.2026")
        return tr("Введите дату: 01.06.2026")

    def is_partial(self) -> bool:
        """Whether only a month is known."""
        return self._partial and is_month(self.text())

    def set_month(self, day: date, undoable: bool = False) -> None:
        """Show only month and year of a date (a guess by the serial number)."""
        self._put(show_month(day), undoable)

    def tidy(self) -> None:
        value = self.value()
        if isinstance(value, date) and self.is_partial():
            self._put(show_month(value), undoable=True)
        else:
            super().tidy()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4 and not event.modifiers():
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self._icon and event.position().x() > self.width() - ICON_SPACE:
            self.open_calendar()

    def open_calendar(self) -> None:
        """Choose a day by eye; Enter or a click takes it."""
        if self._calendar is None:
            calendar = self._calendar = QCalendarWidget(self)
            calendar.setWindowFlag(Qt.WindowType.Popup)
            calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            calendar.activated.connect(self._on_picked)
            calendar.clicked.connect(self._on_picked)
        shown = self.value() or clock.today()
        if isinstance(shown, date):
            self._calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self._calendar.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._calendar.show()
        self._calendar.setFocus()

    def _on_picked(self, day: QDate) -> None:
        self.set_value(date(day.year(), day.month(), day.day()), undoable=True)
        if self._calendar is not None:
            self._calendar.hide()
        self.setFocus()
