"""The panel on the right of a page: verdict, trace, clocks, history."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.badge import Badge
from ui.widgets.banner import Banner
from ui.widgets.basics import Fill, Hairline, IconLabel, label
from ui.widgets.buttons import LinkButton

WIDTH = 328
ASK_ROOM = WIDTH - 62
_TRACE_ICONS = {
    "green": "check",
    "amber": "triangle-alert",
    "red": "circle-x",
    "text2": "info",
    "violet": "hourglass",
}


class RunIn(QLabel):
    """A paragraph that begins with grey words (a date)."""

    def __init__(self, first: str, text: str) -> None:
        super().__init__()
        self._first, self._rest = first, text
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAccessibleName(f"{first} {text}")
        self._write()

    def _write(self) -> None:
        tone = theme.colour("text2").name()
        self.setText(f'<span style="color:{tone}">{escape(self._first)}</span>&nbsp; {escape(self._rest)}')

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._write()


class Section(QWidget):
    """A titled group of rows; `clear` and add anew when facts change. Hidden while it has no rows."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(17, 0, 16, 0)
        self._column.setSpacing(0)
        self._line = Hairline(14)
        self._column.addWidget(self._line)
        self._title = label(title, bold=True)
        self._column.addWidget(self._title)
        self._title.setVisible(bool(title))
        self._gap = QSpacerItem(0, 7 if title else 0)
        self._column.addItem(self._gap)
        self._rows = QWidget()
        self._column.addWidget(self._rows)
        self._grid = QGridLayout(self._rows)
        self.setAccessibleName(title)
        self._reset()

    def _reset(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(5)
        self._grid.setHorizontalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.hide()

    def set_title(self, title: str) -> None:
        """Rename the group."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._gap.changeSize(0, 7 if title else 0)
        self.setAccessibleName(title)

    def without_line(self) -> Section:
        """The first group under a banner needs air, not a hairline."""
        self._line.setVisible(False)
        self._column.setContentsMargins(17, 14, 16, 0)
        return self

    def clear(self) -> None:
        """Take all rows away."""
        rows = QWidget()
        self._column.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows, self._grid = rows, QGridLayout(rows)
        self._reset()

    def add_trace(self, tone: str, text: str, source: str = "") -> None:
        """One reason with its source: `green` speaks for, `amber` warns, `red` against."""
        row = QHBoxLayout()
        row.setSpacing(7)
        row.addWidget(IconLabel(_TRACE_ICONS.get(tone, "info"), tone, 14), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(text, wrap=True), 1)
        if source:
            row.addWidget(label(source, "text2", "small"), 0, _RIGHT)
        self._grid.addLayout(row, self._grid.rowCount(), 0, 1, 3)
        self.show()

    def add_ask(self, text: str, slot: Callable[[], object]) -> None:
        """Something that is missing; a click goes to the field that takes it."""
        row = QHBoxLayout()
        row.setSpacing(7)
        row.addWidget(IconLabel("pencil", "amber", 14))
        words = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, ASK_ROOM)
        link = LinkButton(words, slot=slot)
        link.setAccessibleName(text)
        link.setToolTip(text if words != text else "")
        row.addWidget(link)
        row.addStretch(1)
        self._grid.addLayout(row, self._grid.rowCount(), 0, 1, 3)
        self.show()

    def add_clock(self, name: str, day: str, left: str, tone: str = "text2") -> None:
        """A term: its name, its date, what is left (bold where it presses)."""
        row = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(name, wrap=True), row, 0, top)
        self._grid.addWidget(label(day), row, 1, _RIGHT | top)
        self._grid.addWidget(label(left, tone, bold=tone in {"amber", "red"}), row, 2, _RIGHT | top)
        self.show()

    def add_fact(self, name: str, value: str, tone: str = "") -> None:
        """A grey word and its value."""
        row = self._grid.rowCount()
        name_label = label(name, "text2", "small")
        name_label.setFixedWidth(86)
        self._grid.addWidget(name_label, row, 0, Qt.AlignmentFlag.AlignTop)
        value_label = label(value, tone, wrap=True)
        value_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(value_label, row, 1, 1, 2)
        self.show()

    def add_order(  # noqa: PLR0913
        self, number: str, badge: tuple[str, str, str] | None, when: str, text: str,
        slot: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        """An order of the history: number (opens it), badge (word, tone, icon), dates, what it was."""
        box = QVBoxLayout()
        box.setSpacing(3)
        head = QHBoxLayout()
        head.addWidget(LinkButton(number, slot=slot))
        head.addStretch(1)
        if badge is not None:
            head.addWidget(Badge(*badge))
        box.addLayout(head)
        box.addWidget(RunIn(when, text))
        box.setContentsMargins(0, 0, 0, 4)
        self._grid.addLayout(box, self._grid.rowCount(), 0, 1, 3)
        self.show()

    def add_note(self, text: str, tone: str = "text2") -> None:
        """A line of small words."""
        self._grid.addWidget(label(text, tone, "small", wrap=True), self._grid.rowCount(), 0, 1, 3)
        self.show()

    def add_widget(self, widget: QWidget) -> None:
        """Anything else over the whole width."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 3)
        self.show()


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class SidePanel(Fill):
    """A panel of `width` px: verdict on top, sections under it, buttons at the foot; scrolls when it must."""

    def __init__(self, width: int = WIDTH, parent: QWidget | None = None) -> None:
        super().__init__("panel", "l", parent)
        self.setFixedWidth(width)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = Fill("panel")
        inner.setMinimumHeight(1)  # else wrapped words ask for the height they need at their narrowest
        scroll.setWidget(inner)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 12)
        self._column.setSpacing(0)
        self.banner = Banner()
        self.banner.hide()
        self._column.addWidget(self.banner)
        self._column.addStretch(1)
        outer.addWidget(scroll, 1)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(17, 0, 16, 0)
        self._foot.setSpacing(8)
        outer.addLayout(self._foot)

    def say(self, tone: str, title: str, text: str = "", icon: str = "") -> None:
        """The verdict; an empty title hides it."""
        self.banner.say(tone, title, text, icon)
        self.banner.setVisible(bool(title))

    def add_section(self, title: str = "") -> Section:
        """A new group under the others; the first stands without a hairline."""
        section = Section(title)
        if self._column.count() == 2:  # noqa: PLR2004 - banner and stretch
            section.without_line()
        self._column.insertWidget(self._column.count() - 1, section)
        return section

    def add_top(self, widget: QWidget) -> None:
        """A part over the banner (number and badge of an order)."""
        self._column.insertWidget(0, widget)

    def add_part(self, widget: QWidget) -> None:
        """A part of the page's own under what is there, over the sections to come."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def add_buttons(self, *buttons: QWidget) -> None:
        """A row of buttons at the foot."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self._foot.addLayout(row)
        self._foot.setContentsMargins(17, 8, 16, 14)
