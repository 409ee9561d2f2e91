"""A field that names a part: found in the catalogue as one types its number or words of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.widgets.field import Raw
from ui.widgets.popup import PopupRow
from ui.widgets.search import SearchEdit
from workstation import clock
from workstation.documents.parts import PartRow
from workstation.i18n import tr

ROWS = 9


class PartPick(SearchEdit):
    """The value is the id of the part that was chosen; picked(PartRow) tells of it."""

    picked = Signal(object)

    def __init__(self, context: Context, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder or tr("номер или название"), icon="search", parent=parent)
        self._context = context
        self._part_id: int | None = None
        self._shown = ""
        self._found: dict[int, PartRow] = {}
        self.asked.connect(self._find)
        self.chosen.connect(self._take)

    def value(self) -> object:
        """The id of the part named, None while none is."""
        return self._part_id if self.text().strip() and self.text() == self._shown else None

    def set_part(self, part_id: int, words: str) -> None:
        """Show a part that is known."""
        self._part_id, self._shown = part_id, words
        self.setText(words)

    def raw(self) -> Raw:
        """What is typed and the part behind it."""
        return {"text": self.text(), "data": self._part_id, "of": self._shown}

    def set_raw(self, raw: Raw) -> None:
        """Bring back what `raw` gave."""
        if isinstance(raw, dict):
            self._part_id = int(raw["data"]) if raw.get("data") else None
            self._shown = str(raw.get("of") or "")
            self.setText(str(raw.get("text") or ""))

    def problem(self) -> str:
        """A text that names no part yet."""
        if self.text().strip() and self.value() is None:
            return tr("Выберите запчасть из найденных")
        return ""

    def _find(self, text: str) -> None:
        find_popups(self, self._context, text, self._remember)

    def _remember(self, found: Sequence[PartRow]) -> None:
        self._found = {row.id: row for row in found}

    def _take(self, part_id: object) -> None:
        row = self._found[int(str(part_id))]
        self.set_part(row.id, f"{row.number} {row.name}")
        self.picked.emit(row)


def find_popups(
    edit: SearchEdit, context: Context, text: str, told: Callable[[Sequence[PartRow]], object] | None = None
) -> None:
    """Show under a field the parts that fit what is typed; `told` gets them first."""

    def show(found: Sequence[PartRow]) -> None:
        if told is not None:
            told(found)
        foot = "" if found else tr("Такой запчасти нет в каталоге")
        edit.show_rows([part_popup(row) for row in found], text, foot)

    ask = partial(_find, branch_id=context.actor.branch_id if context.actor else 0, text=text)
    context.tasks.run(edit, ask, show, latest="parts")


def part_popup(row: PartRow) -> PopupRow:
    """A part in a list under a field: number and name, brand, what of it is free."""
    free = tr("свободно {n}", n=row.free) if row.free else tr("нет в наличии")
    return PopupRow(row.id, row.number, " · ".join(filter(None, (row.name, row.brand))), free)


def _find(session: Any, branch_id: int, text: str) -> list[PartRow]:
    from workstation.queries.parts import find_parts  # asked for long after the window is painted

    return find_parts(session, branch_id, text, on=clock.today(), limit=ROWS)
