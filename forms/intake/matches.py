"""What the base knows already: customers and devices found while one types, taken by a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from forms.intake import asks
from forms.intake.editors import MatchEdit
from forms.intake.words import day_text, orders_text
from ui.tasks import Tasks
from ui.widgets.popup import PopupRow
from workstation.i18n import tr
from workstation.rules import counter

if TYPE_CHECKING:
    from forms.intake.fields import IntakeFields
    from forms.intake.visit import Visit
    from workstation.documents.orders import CustomerMatch, DeviceMatch

WHOLE_PHONE = 10
CARD = ("email", "address", "inn", "kpp", "contact")
REACH = ("request.notify_by", "request.for_work")
DEVICE = (
    "brand",
    "model",
    "imei",
    "produced_on",
    "sold_on",
    "delivered_on",
    "seller",
    "price_paid",
    "weight_g",
)


class Matches(QObject):
    """Looks up the customer and the device of a visit, and tells when another one is known."""

    customer_changed = Signal()
    device_changed = Signal()

    def __init__(self, form: IntakeFields, tasks: Tasks, visit: Callable[[], Visit]) -> None:
        super().__init__(form)
        self._form, self._tasks, self._visit = form, tasks, visit
        self._taking = False
        for edit in (form.customer.phone, form.customer.name):
            edit.asked.connect(partial(self._ask_customers, edit))
            edit.chosen.connect(partial(self._on_customer, edit))
        number = form.device.number
        number.asked.connect(lambda text: self.ask_devices(text))
        number.chosen.connect(self.take_device)
        form.edited.connect(self._on_edited)

    # -- customer --------------------------------------------------------------------------------

    def _ask_customers(self, edit: MatchEdit, text: str) -> None:
        read = partial(asks.customers, text=text)
        self._tasks.run(self, read, partial(self._offer, edit, text), latest="customers")

    def _offer(self, edit: MatchEdit, text: str, found: Sequence[CustomerMatch]) -> None:
        known = self._visit().customer
        rows = [_customer_row(match) for match in found if known is None or match.id != known.id]
        if known is not None and rows:
            rows.append(PopupRow(None, tr("Новый заказчик"), icon="plus"))
        digits = sum(character.isdigit() for character in text)
        sure = len(rows) == 1 and digits >= WHOLE_PHONE and digits > len(text) // 2
        edit.offer(sure)
        foot = tr("Enter — взять, Esc — новый заказчик") if sure else tr("↓ и Enter — взять из списка")
        edit.show_rows(rows, text, foot if rows else "")

    def _on_customer(self, edit: MatchEdit, match: CustomerMatch | None) -> None:
        if match is None:
            self.forget_customer()
            return
        by_phone = edit is self._form.customer.phone
        note = tr("найдено по телефону") if by_phone else tr("найдено по имени")
        typed = edit.text().strip()
        if match.data.inn and typed == match.data.inn:
            note = tr("найдено по ИНН")
        self.take_customer(match, note)

    def take_customer(self, match: CustomerMatch, note: str = "") -> None:
        """Fill in a known customer."""
        self._visit().customer = match
        self._taking = True
        self._fill_customer(match, note)
        self._taking = False
        self.customer_changed.emit()

    def _fill_customer(self, match: CustomerMatch, note: str) -> None:
        form, card = self._form, tr("из карточки")
        form.fill("customer.kind", match.data.kind)
        for path, value, words in (
            ("customer.phone", match.data.phone, ""),
            ("customer.name", match.data.name, note or card),
            *((f"customer.{name}", getattr(match.data, name), card) for name in CARD),
        ):
            if form.value(path) != value:
                form.set_value(path, None, undoable=True)
            narrow = path in {"customer.inn", "customer.kpp"}
            form.fill(path, value, words if value and not narrow else "")
        form.know("customer.kind", "more.representative", *REACH, *(f"customer.{name}" for name in CARD))

    def forget_customer(self) -> None:
        """Somebody else after all: what was filled in and not overtyped goes."""
        if self._visit().customer is not None:
            self._visit().customer = None
            self._form.unfill(*(f"customer.{name}" for name in CARD))
            self._form.field("customer.name").set_note("")
            self.customer_changed.emit()

    # -- device ----------------------------------------------------------------------------------

    def ask_devices(self, number: str, go_on: bool = False) -> None:
        """Look a serial number or IMEI up; after a scan `go_on` does what Enter does."""
        read = partial(asks.devices, number=number)
        always = self._go_on if go_on else None
        self._tasks.run(self, read, partial(self._on_devices, number), latest="devices", always=always)

    def _go_on(self) -> None:
        if self._form.current() == "device.serial_number":
            self._form.go(1)

    def _on_devices(self, number: str, found: Sequence[DeviceMatch]) -> None:
        if number.strip() != self._form.device.number.text().strip():
            return
        self._form.device.number.close_list()
        if len(found) == 1:
            self.take_device(found[0])
        elif found:
            rows = [PopupRow(one, counter.device_title(one.data, one.category_name)) for one in found]
            self._form.device.number.show_rows(rows, number, tr("↓ и Enter — выбрать изделие"))
        else:
            self.forget_device()

    def take_device(self, match: DeviceMatch) -> None:
        """Fill in a known device."""
        item, form = self._visit().item, self._form
        if item.device is not None and item.device.id == match.id:
            return
        self.forget_device()
        item.device, item.device_id = match, match.id
        form.fill("device.category", match.data.category)
        for name in DEVICE:
            value = getattr(match.data, name)
            if value is not None:
                form.fill(f"device.{name}", value)
        form.know("device.category", *(f"device.{name}" for name in DEVICE))
        form.go_past_known()
        self.device_changed.emit()

    def show_device_note(self) -> None:
        """«был у нас …» over the number, or over the kind where the number shares its row with the IMEI."""
        match, form = self._visit().item.device, self._form
        last = match.last_orders[0].accepted_on if match and match.last_orders else None
        note = tr("был у нас {day}", day=day_text(last)) if last else tr("есть в базе") if match else ""
        shared = form.field("device.imei").isVisibleTo(form)
        for path, has_note in (("device.serial_number", not shared), ("device.category", shared)):
            form.field(path).set_note(note if has_note else "", "history")

    def forget_device(self) -> None:
        """Another device: what was filled in and not overtyped goes."""
        item = self._visit().item
        if item.device is None and item.device_id is None:
            return
        item.device, item.device_id = None, None
        self._form.unfill("device.category", *(f"device.{name}" for name in DEVICE))
        self.device_changed.emit()

    def _on_edited(self, path: str) -> None:
        known = self._visit().customer
        form = self._form
        if path == "customer.name" and known is not None and form.is_typed(path) and not self._taking:
            name = form.value(path)
            if not name or not counter.is_same_customer(known.data, name):
                self.forget_customer()
        elif path == "device.serial_number" and not form.value(path) and not form.value("device.imei"):
            self.forget_device()


def _customer_row(match: CustomerMatch) -> PopupRow:
    last = match.last_orders[0] if match.last_orders else None
    second = match.data.phone
    if last is not None:
        second += f" · {last.device}, {day_text(last.accepted_on)}"
    count = orders_text(match.order_count) if match.order_count else ""
    return PopupRow(match, match.data.name, second, count)
