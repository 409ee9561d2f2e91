"""Keeps fields, visit and catalogues in step: what a category brings, several devices, reading all."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from forms.intake import asks, reading
from forms.intake.device_column import NEW_CATEGORY
from forms.intake.fields import IntakeFields
from forms.intake.visit import Item, Visit, is_blank, is_of_item
from ui.tasks import Tasks
from ui.widgets.chips import ChipItem
from ui.widgets.popup import PopupRow
from workstation import clock
from workstation.documents.intake import IntakeData, IntakeItem
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.i18n import tr
from workstation.rules import counter

OTHER = "Иное"
"""The chip that asks for a word of one's own; the catalogue may list it too."""
SETTLE_MS = 16
Problem = tuple[int, str, str]


class Desk(QObject):
    """One visit on the screen. settled(): typing has paused; category_asked(): a new kind is wanted."""

    settled = Signal()
    category_asked = Signal()
    items_changed = Signal()

    def __init__(self, form: IntakeFields, tasks: Tasks, actor: Actor) -> None:
        super().__init__(form)
        self.form, self._tasks, self._actor = form, tasks, actor
        self.visit = Visit()
        self.shelf: asks.Shelf | None = None
        self._blank = form.draft()
        self._marks: tuple[str, ...] = ()
        self._asked: dict[str, object] = {}
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self.settled)
        form.edited.connect(self._on_edited)
        form.device.switch.edited.connect(self._on_switched)

    # -- catalogues ------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the catalogues (again)."""
        self._tasks.run(self, partial(asks.load_shelf, actor=self._actor), self._on_shelf, latest="shelf")

    def _on_shelf(self, shelf: asks.Shelf) -> None:
        self.shelf = shelf
        device = self.form.device
        device.offer_categories([(row.code, row.name) for row in shelf.categories], shelf.may_add)
        device.brand.set_rows(PopupRow(name, name) for name in shelf.brands)
        device.photos.use(self._tasks, shelf.folder)
        self.form.request.show_prints(shelf.prints)
        self._asked.clear()
        self._follow_category()
        self._follow_brand()
        self.settled.emit()

    def has_imei(self) -> bool:
        """Whether the chosen category has an IMEI."""
        code = self.form.value("device.category")
        rows = self.shelf.categories if self.shelf else ()
        return any(row.has_imei for row in rows if row.code == code)

    def category_name(self, code: str) -> str:
        """The name of a category by its code."""
        rows = self.shelf.categories if self.shelf else ()
        return next((row.name for row in rows if row.code == code), "")

    def _on_edited(self, path: str) -> None:
        if path == "device.category":
            self._follow_category()
        if path in {"device.category", "device.brand"}:
            self._follow_brand()
        self._timer.start()

    def _is_news(self, question: str, about: object) -> bool:
        """Whether a question has another subject than when it was asked last."""
        if question in self._asked and self._asked[question] == about:
            return False
        self._asked[question] = about
        return True

    def _follow_category(self) -> None:
        code = self.form.value("device.category")
        if code == NEW_CATEGORY:
            self.form.set_value("device.category", None)
            self.category_asked.emit()
            return
        if self._is_news("choices", code):
            self.form.show_category(code, self.has_imei())
            self._move_imei()
            if not code:
                self._on_choices(())
            else:
                read = partial(asks.choices, category=code)
                self._tasks.run(self, read, self._on_choices, latest="choices")

    def _move_imei(self) -> None:
        """An IMEI typed before the kind was known goes into its own field."""
        typed = self.form.value("device.serial_number")
        serial, imei = counter.split_number(typed, self.form.value("device.imei"), self.has_imei())
        if typed and serial is None:
            self.form.set_value("device.imei", imei, undoable=True)
            self.form.set_value("device.serial_number", None, undoable=True)

    def _on_choices(self, rows: Sequence[Any]) -> None:
        def chips(kind: str) -> list[ChipItem]:
            found = [row for row in rows if row.kind == kind and row.name != OTHER]
            return [ChipItem(row.name, row.name, row.letter) for row in found]

        self.form.device.offer_choices(chips("accessory"), chips("appearance"))
        self._marks = tuple(row.name for row in rows if row.kind == "appearance")
        if self.visit.order is not None:
            reading.split_appearance(self.form, self._marks)

    def _follow_brand(self) -> None:
        brand = str(self.form.value("device.brand") or "")
        code = self.form.value("device.category")
        if self._is_news("models", (brand, code)):
            model = self.form.device.model
            model.set_rows(())
            if brand:
                read = partial(asks.models, brand=brand, category=code)
                self._tasks.run(self, read, self._on_models, latest="models")
        if self._is_news("codes", brand):
            self._tasks.run(self, partial(asks.codes, brand=brand), self._on_codes, latest="codes")

    def _on_models(self, names: Sequence[str]) -> None:
        self.form.device.model.set_rows(PopupRow(name, name) for name in names)

    def _on_codes(self, codes: asks.Codes) -> None:
        self.form.request.offer_codes(codes.conditions, codes.symptoms)

    # -- devices of the visit --------------------------------------------------------------------

    def begin(self, visit: Visit, fields: dict[str, Any] | None = None) -> None:
        """Another visit: blank, or with the fields of a draft."""
        self.visit = visit
        self._asked.clear()
        self.form.clear()
        if fields is not None:
            self.form.restore({**self._blank, **fields})
        self._follow_category()
        self._follow_brand()
        self._show_items()

    def is_blank(self) -> bool:
        """Whether nothing is typed."""
        return len(self.visit.items) == 1 and is_blank(self.form.draft(), self._blank)

    def add_item(self) -> None:
        """Another device of the same customer."""
        self._store()
        self.visit.items.append(Item())
        self._show(len(self.visit.items) - 1)
        self._show_items()
        self.form.focus("device.serial_number")

    def remove_item(self) -> None:
        """Take the device shown out of the visit."""
        if len(self.visit.items) > 1:
            del self.visit.items[self.visit.current]
            self._show(min(self.visit.current, len(self.visit.items) - 1))
            self._show_items()
            self.form.focus("device.serial_number")

    def switch(self, step: int) -> None:
        """To the next or previous device of the visit."""
        if len(self.visit.items) > 1:
            self._store()
            self._show((self.visit.current + step) % len(self.visit.items))
            self._show_items()
            self.form.focus("device.serial_number")

    def _on_switched(self) -> None:
        chosen = self.form.device.switch.value()
        if chosen is not None and int(str(chosen)) != self.visit.current and len(self.visit.items) > 1:
            self._store()
            self._show(int(str(chosen)))
            self._show_items()

    def _store(self) -> None:
        fields = self.form.draft()
        self.visit.item.raw = {path: raw for path, raw in fields.items() if is_of_item(path)}
        brand = self.form.device.brand.text().strip()
        self.visit.item.title = brand or self.form.device.category.text().strip()

    def _show(self, place: int) -> None:
        self.visit.current = place
        self.form.clear_errors()
        item = self.visit.item
        fields = self.form.draft()
        kept = {path: raw for path, raw in fields.items() if not is_of_item(path)}
        device, device_id = item.device, item.device_id
        blank = {path: raw for path, raw in self._blank.items() if is_of_item(path)}
        self.form.restore({**kept, **blank, **item.raw})
        item.device, item.device_id = device, device_id
        self._follow_category()

    def _show_items(self) -> None:
        titles = [item.title or tr("Новое") for item in self.visit.items]
        self.form.device.show_items(titles, self.visit.current)
        self.form.request.show_acts(len(titles) > 1)
        count = len(titles)
        note = tr("{place} из {count}", place=self.visit.current + 1, count=count) if count > 1 else ""
        self.form.device.title.set_title(tr("Изделие {note}", note=note).strip())
        self.items_changed.emit()

    # -- reading ---------------------------------------------------------------------------------

    def read_item(self) -> IntakeItem:
        """The device shown."""
        item = reading.read_item(self.form, has_imei=self.has_imei(), device_id=self.visit.item.device_id)
        order = self.visit.order
        if order is not None and order.request.unlock_code_given and not item.request.unlock_code:
            return dataclasses.replace(
                item, request=dataclasses.replace(item.request, unlock_code_given=True)
            )
        return item

    def read(self) -> tuple[IntakeData, list[Problem]]:
        """The whole visit, and every problem of it as (device, path, words) in the order of the form."""
        self._store()
        here, items, found = self.visit.current, [], list[Problem]()
        self._drop_blank()
        for place in range(len(self.visit.items)):
            if place != self.visit.current:
                self._show(place)
            found += [(place, path, words) for path, words in self._own_problems()]
            items.append(self.read_item())
        if self.visit.current != min(here, len(items) - 1):
            self._show(min(here, len(items) - 1))
        customer = reading.read_customer(self.form, self.visit.customer, self.visit.person_id)
        one_act = self.form.value("one_act") != "each"
        data = IntakeData(self.visit.request_id, customer, tuple(items), one_act, self.visit.draft_id)
        return data, self._with_rules(data, found)

    def _drop_blank(self) -> None:
        blank = {path: raw for path, raw in self._blank.items() if is_of_item(path)}
        kept = [item for item in self.visit.items if not is_blank(item.raw, blank)] or self.visit.items[:1]
        if len(kept) != len(self.visit.items):
            shown = self.visit.item
            self.visit.items = kept
            self._show(kept.index(shown) if shown in kept else len(kept) - 1)
            self._show_items()

    def _own_problems(self) -> list[tuple[str, str]]:
        return [*self.form.check(), *self.form.hidden_problems()]

    def _with_rules(self, data: IntakeData, found: list[Problem]) -> list[Problem]:
        from forms.intake.words import error_words
        from workstation.rules import intake as rules

        known = {(place, path) for place, path, _words in found}
        for error in rules.check(data, clock.today()).errors:
            place, path = self.place_of(error)
            if (place, path) not in known:
                found.append((place, path, error_words(error)))
        order = list(self.form.draft())
        return sorted(found, key=lambda one: (one[0], order.index(one[1]) if one[1] in order else -1))

    def place_of(self, error: UserError) -> tuple[int, str]:
        """(device, path of the form) of an error of the service."""
        path, place = error.field or "", self.visit.current
        if path.startswith("items."):
            _items, number, path = path.split(".", 2)
            place = int(number)
        elif not path.startswith("customer") and len(self.visit.items) == 1:
            place = 0
        if path.startswith("request.accessories"):
            path = "request.accessories"
        return place, {"device.weight_kg": "device.weight_g", "customer": "customer.name"}.get(path, path)

    def show_problems(self, found: Sequence[Problem]) -> list[str]:
        """Mark what is wrong with the first device that has a problem; gives texts without a field."""
        first = found[0][0]
        if first != self.visit.current:
            self._store()
            self._show(first)
            self._show_items()
        return self.form.show_errors([(path, words) for place, path, words in found if place == first])
