"""A section that is a register: rows with a filter on the left, the card of the one chosen on the right.

What is typed in a card stays with its row when another one is looked at, until F9 stores it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.settings.section import Section, Verb
from ui.context import Context
from ui.form import Form
from ui.widgets.basics import Hairline, SectionTitle, label
from ui.widgets.buttons import Button
from ui.widgets.filters import FilterEdit
from ui.widgets.side_list import SideList
from workstation.i18n import mark, tr

LIST, CARD, LOWEST = 304, 500, 380
NEW = "new"


class Row(NamedTuple):
    """One row of a register: its key, two lines of the list, what the card is filled from."""

    key: str
    title: str
    second: str
    data: Any


class Card(Form):
    """The fields of one row; `shown` is the row they were filled from, None for a new one."""

    new_title = mark("Новая строка")

    def __init__(self) -> None:
        super().__init__()
        self.shown: Row | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._head = SectionTitle(tr(self.new_title))
        self._column.addWidget(self._head)
        self._build()
        self._origin = label("", "text3", "small", wrap=True)
        self._column.addWidget(self._origin)
        self._column.addStretch(1)
        self.setFixedWidth(CARD)

    def put(self, part: QWidget) -> QWidget:
        """A part under the others."""
        self._column.addWidget(part)
        return part

    def show_row(self, row: Row | None, like: Row | None = None) -> None:
        """Fill the fields; None: a new row, which may begin as another one (`like`)."""
        self.shown = row
        self._head.set_title(row.title if row else tr(self.new_title))
        self._fill(row.data if row else None, like.data if like else None)
        is_own = row is None or getattr(row.data, "is_own", True)
        self._origin.setText("" if is_own else tr("Строка поставлена с программой. Изменённая станет вашей."))
        self.clear_errors()
        self.show_warnings(())
        self.set_clean()

    def typed(self) -> dict[str, Any]:
        """Only what was typed by hand, as JSON keeps it."""
        return {path: raw for path, raw in self.draft().items() if self.is_typed(path)}

    def _build(self) -> None:
        """Put the fields into the card."""

    def _fill(self, data: Any, like: Any) -> None:
        """Show a row, or a new one."""
        raise NotImplementedError

    def verb(self, actor: Any) -> Verb:
        """The write that stores what is typed."""
        raise NotImplementedError

    def show_error(self, error: Exception, rename: Any = None) -> list[str]:
        """Errors of a list inside a field stand at that field."""
        return super().show_error(error, rename or (lambda path: path.partition(".")[0]))


class Register(Section):
    """Rows and a card. The class names its `card`, gives `rows_of(facts)` and may refuse new rows."""

    card: type[Card] = Card
    can_add = True
    empty = mark("Строк ещё нет. F7 — добавить первую.")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: Sequence[Row] = ()
        self._shown: list[Row] = []
        self._typed: dict[str, dict[str, Any]] = {}
        self._wanted: str | None = None
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self._make_side())
        row.addWidget(Hairline(upright=True))
        self.fields = self.card()
        self.fields.changed.connect(self.touched)
        self.forms.append(self.fields)
        row.addWidget(self.fields, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self.column.addLayout(row)

    def _make_side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(LIST)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._filter = FilterEdit()
        self._filter.settled.connect(lambda _text: self._list_rows(self._key()))
        self._filter.left.connect(self.focus_first)
        self._list = SideList(tr(self.title))
        self._list.setMinimumHeight(LOWEST)
        self._list.currentRowChanged.connect(self._on_row)
        self._nothing = label("", "text2", wrap=True)
        self._nothing.hide()
        for part in (self._filter, self._nothing, self._list):
            column.addWidget(part)
        if self.can_add:
            button = Button(tr("Добавить"), "F7", icon="plus")
            button.clicked.connect(self.add)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return side

    # -- rows ------------------------------------------------------------------------------------

    def rows_of(self, facts: Any) -> Sequence[Row]:
        """The rows of what was read."""
        raise NotImplementedError

    def show_facts(self, facts: Any) -> None:
        key = self._wanted or self._key()
        self._wanted = None
        self._rows = self.rows_of(facts)
        self._list_rows(key, anew=True)

    def _list_rows(self, key: str, *, anew: bool = False) -> None:
        self._put_aside()
        words = self._filter.text().casefold().split()
        self._shown = [row for row in self._rows if all(word in _folded(row) for word in words)]
        self._list.blockSignals(True)
        self._list.clear()
        for row in self._shown:
            self._list.add(row.title, row.second)
        places = [place for place, row in enumerate(self._shown) if row.key == key]
        place = places[0] if places else 0 if self._shown and key != NEW else -1
        self._list.setCurrentRow(place)
        self._list.blockSignals(False)
        self._nothing.setText(tr(self.empty) if not self._rows else tr("Под отбор ничего не подошло."))
        self._nothing.setVisible(not self._shown)
        if anew or place >= 0:
            self._show(self._shown[place] if place >= 0 else None)
        self._dress()

    def _key(self) -> str:
        return self.fields.shown.key if self.fields.shown else NEW if self._rows else ""

    def _put_aside(self) -> None:
        """What is typed stays with the row it was typed in."""
        key = self._key() or NEW
        typed = self.fields.typed() if self.fields.is_dirty() else {}
        if typed:
            self._typed[key] = typed
        else:
            self._typed.pop(key, None)

    def _show(self, row: Row | None, like: Row | None = None) -> None:
        self.fields.show_row(row, like)
        typed = self._typed.get(row.key if row else NEW)
        if typed:
            self.fields.restore(typed)
            self.fields.set_dirty()

    def _on_row(self, place: int) -> None:
        if 0 <= place < len(self._shown) and self._shown[place] is not self.fields.shown:
            self._put_aside()
            self._show(self._shown[place])
            self._dress()

    def _dress(self) -> None:
        for place, row in enumerate(self._shown):
            self._list.set_note(place, row.key in self._typed)

    def add(self) -> None:
        """F7: a new row; it may begin as the one chosen."""
        if not self.can_add:
            return
        like = self.fields.shown
        self._put_aside()
        self._list.setCurrentRow(-1)
        self._show(None, like)
        self._dress()
        self.fields.go(1)

    # -- the page asks ---------------------------------------------------------------------------

    def focus_first(self) -> None:
        self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right}
        if self._list.hasFocus() and event.key() in keys:
            self.fields.go(1)
        else:
            super().keyPressEvent(event)

    def verb(self) -> Verb | None:
        if self.fields.shown is None and not self.can_add:
            return None
        return self.fields.verb(self.context.actor) if self.is_right() else None

    def saved(self, result: object = None) -> None:
        self._typed.pop(self._key() or NEW, None)
        self.fields.set_clean()
        self._wanted = str(result) if result is not None else None

    def is_dirty(self) -> bool:
        return self.fields.is_dirty() or bool(self._typed)

    def draft(self) -> dict[str, Any]:
        self._put_aside()
        return dict(self._typed)

    def bring_back(self, draft: Mapping[str, Any]) -> None:
        known = {NEW, *(row.key for row in self._rows)}
        self._typed.update({key: dict(typed) for key, typed in draft.items() if key in known})
        if NEW in self._typed:
            self._list.setCurrentRow(-1)
        self._show(None if NEW in self._typed else self.fields.shown)
        self._dress()


def _folded(row: Row) -> str:
    return f"{row.title} {row.second} {row.key}".casefold()
