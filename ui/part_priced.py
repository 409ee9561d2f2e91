"""A field that names a part to buy: found as one types or scanned, and it brings the price it cost last."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.part_pick import PartPick, part_popup
from ui.problems import error_text
from workstation import clock
from workstation.documents.parts import PartRow
from workstation.documents.people import Actor
from workstation.i18n import tr


class PricedPart(PartPick):
    """The value is the id of a part; priced(kopecks) when one was taken: what a unit cost last."""

    priced = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, tr("артикул или слова названия"), parent)
        self.picked.connect(self._ask_price)

    def scan(self, code: str) -> bool:
        """A scanned code; a part that it names alone is taken."""
        self.setText(code)
        self.setFocus()
        if self._context.actor is not None:
            ask = partial(_scanned, actor=self._context.actor, code=code)
            self._context.tasks.run(self, ask, self._on_scanned, self._refuse, latest="parts")
        return True

    def _on_scanned(self, rows: Sequence[PartRow]) -> None:
        self._remember(rows)
        if len(rows) == 1:
            self._take(rows[0].id)
        else:
            foot = "" if rows else tr("Такой запчасти нет в каталоге")
            self.show_rows([part_popup(row) for row in rows], self.text(), foot)

    def _ask_price(self, row: PartRow) -> None:
        self._context.tasks.run(self, partial(_price, part_id=row.id), self._tell_price, latest="price")

    def _tell_price(self, kopecks: int) -> None:
        if kopecks:
            self.priced.emit(kopecks)

    def _refuse(self, error: Exception) -> None:
        self._context.tell(error_text(error), "red")


def _scanned(session: Any, actor: Actor, code: str) -> list[PartRow]:
    from workstation.queries.parts import find_parts  # asked for long after the window is painted
    from workstation.queries.receiving import read_scan

    named = {one.part_id: one.number for one in read_scan(session, code, clock.today()).parts}
    found = find_parts(session, actor.branch_id, next(iter(named.values()), code), on=clock.today())
    return [row for row in found if row.id in named] or found


def _price(session: Any, part_id: int) -> int:
    from workstation.queries.receiving import get_incoming

    return get_incoming(session, [part_id], clock.today())[part_id].price
