"""The search field of the window: answers under it as one types, codes opened at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from forms.search.finding import Found, find, is_code, page_of
from forms.search.words import phone_for
from ui.context import Context
from ui.widgets.popup import PopupRow
from ui.widgets.search import SearchEdit
from workstation.documents.order_rows import FoundRow
from workstation.i18n import ntr, tr

SHOWN = 8


class SearchBox(QObject):
    """Lives with the field; `context` gives the surroundings of whoever works now."""

    def __init__(self, field: SearchEdit, context: Callable[[], Context]) -> None:
        super().__init__(field)
        self._field, self._context = field, context
        field.asked.connect(self._on_asked)
        field.chosen.connect(self._on_chosen)
        field.submitted.connect(self._on_submitted)

    def _on_asked(self, text: str) -> None:
        context = self._context()
        if context.actor is not None and not is_code(text):
            ask = partial(find, text=text, branch_id=context.actor.branch_id, limit=SHOWN)
            context.tasks.run(self, ask, partial(self._show, text), latest="find")

    def _show(self, text: str, found: Found) -> None:
        rows = [self._row(row) for row in found.orders]
        if len(found.orders) < SHOWN:
            for match in found.customers[: SHOWN - len(rows)]:
                words = ntr("{n} заказ", "{n} заказов", match.order_count)
                phone = phone_for(self._context().actor, match.data.phone)
                rows.append(PopupRow(("customer", match.id), match.data.name, phone, words, "user"))
        for part in found.parts[: SHOWN - len(rows)]:
            free = tr("свободно {n}", n=part.free)
            rows.append(
                PopupRow(("part", part.id), f"{part.number}  {part.name}", part.brand, free, "package")
            )
        if rows:
            rows.append(PopupRow(("search", text), tr("Показать всё найденное"), icon="search"))
        self._field.show_rows(rows, text, "" if rows else tr("Ничего не найдено"))

    def _row(self, row: FoundRow) -> PopupRow:
        who = f"{row.customer}, {phone_for(self._context().actor, row.phone)}"
        second = " · ".join(part for part in (who, row.serial) if part)
        return PopupRow(("order", row.id), f"{row.order}  {row.device}", second, row.face.label)

    def _on_chosen(self, data: object) -> None:
        if isinstance(data, tuple):
            self._field.clear()
            self._context().open_form(str(data[0]), data[1])

    def _on_submitted(self, text: str) -> None:
        context = self._context()
        if context.actor is None or not text.strip() or not self._field.text().strip():
            return  # the page dealt with it and emptied the field
        ask = partial(find, text=text, branch_id=context.actor.branch_id)
        context.tasks.run(self, ask, partial(self._open, text), latest="find")

    def _open(self, text: str, found: Found) -> None:
        self._field.clear()
        self._context().open_form(*(page_of(found) or ("search", text)))
