"""A field that finds a part of the catalogue by its number or words as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.problems import error_text
from ui.widgets.field import Raw
from ui.widgets.popup import PopupRow
from ui.widgets.search import SearchEdit
from workstation import clock
from workstation.documents.parts import PartRow
from workstation.documents.people import Actor
from workstation.i18n import tr
from workstation.rules import codes
from workstation.rules.validators import serial_key

MOST = 9


class PartEdit(SearchEdit):
    """The value is the id of a part. priced(kopecks) when one was taken: what a unit cost last."""

    priced = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("артикул или слова названия"), icon="search", parent=parent)
        self._context = context
        self._row: PartRow | None = None
        self.asked.connect(self._find)
        self.chosen.connect(self._take)

    def row(self) -> PartRow | None:
        """The part that is shown."""
        same = self._row is not None and serial_key(self._row.number) == serial_key(self.text())
        return self._row if same else None

    def value(self) -> object:
        """The id of the part, or None."""
        row = self.row()
        return row.id if row is not None else None

    def set_value(self, value: object, undoable: bool = False) -> None:
        """Show a part (a PartRow), or nothing."""
        self._row = value if isinstance(value, PartRow) else None
        super().set_value(self._row.number if self._row else None, undoable)

    def set_raw(self, raw: Raw) -> None:
        """Bring back words as typed; the part is to be taken anew."""
        self._row = None
        super().set_raw(raw)

    def problem(self) -> str:
        """Words that are no part yet."""
        if self.text().strip() and self.row() is None:
            return tr("Выберите запчасть из списка под полем или проверьте артикул")
        return ""

    def scan(self, code: str) -> bool:
        """A scanned code; a part that it names alone is taken."""
        self.set_value(None)
        self.setText(code)
        self.setFocus()
        self._ask_for(code, self._on_scanned)
        return True

    def _on_scanned(self, rows: Sequence[PartRow]) -> None:
        if len(rows) == 1:
            self._take(rows[0])
        else:
            self._show(self.text(), rows)

    def _find(self, text: str) -> None:
        self._ask_for(text, partial(self._show, text))

    def _ask_for(self, text: str, done: Callable[[Sequence[PartRow]], object]) -> None:
        actor = self._context.actor
        if actor is not None:
            ask = partial(_find, actor=actor, text=text)
            self._context.tasks.run(self, ask, done, self._refuse, latest="parts")

    def _show(self, text: str, rows: Sequence[PartRow]) -> None:
        foot = "" if rows else tr("Такой запчасти нет в каталоге")
        self.show_rows([_popup_row(row) for row in rows], text, foot)

    def _take(self, row: PartRow) -> None:
        self._row = row
        self._put(row.number, undoable=True)
        self.edited.emit()
        self._context.tasks.run(self, partial(_price, part_id=row.id), self._tell_price, latest="price")

    def _tell_price(self, kopecks: int) -> None:
        if kopecks:
            self.priced.emit(kopecks)

    def _refuse(self, error: Exception) -> None:
        self._context.tell(error_text(error), "red")


def _popup_row(row: PartRow) -> PopupRow:
    second = " · ".join(filter(None, (row.name, row.brand)))
    return PopupRow(row, row.number, second, tr("свободно {n}", n=row.free))


def _find(session: Any, actor: Actor, text: str) -> list[PartRow]:
    from workstation.queries.parts import find_parts  # a screen is painted before it asks
    from workstation.queries.receiving import read_scan

    if codes.is_scan_code(text):
        named = read_scan(session, text, clock.today()).parts
        text = named[0].number if named else text
    return find_parts(session, actor.branch_id, text, on=clock.today(), limit=MOST)


def _price(session: Any, part_id: int) -> int:
    from workstation.queries.receiving import get_incoming

    return get_incoming(session, [part_id], clock.today())[part_id].price
