"""The card of a customer to be corrected: F9 writes, Esc closes and keeps what is typed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import Context
from ui.form import Form
from ui.problems import error_text
from ui.widgets.ask import WIDTH, Ask
from ui.widgets.basics import label, set_tone
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.field import Field, FieldRow, FormColumn
from ui.widgets.lines import LineEdit, PhoneEdit
from workstation.documents.intake import CustomerData
from workstation.documents.orders import CustomerView
from workstation.i18n import tr
from workstation.services import customers
from workstation.statuses import CustomerKind, NotifyBy

LETTERS = {
    CustomerKind.PERSON: "Ч", CustomerKind.COMPANY: "К", CustomerKind.ENTREPRENEUR: "И",
    NotifyBy.PHONE: "З", NotifyBy.SMS: "С", NotifyBy.EMAIL: "П", NotifyBy.MESSENGER: "М",
}  # fmt: skip
TEXTS = ("name", "email", "address", "inn", "kpp", "contact")


class CustomerFields(Form):
    """What a card says; legal details show where the kind has them."""

    def __init__(self) -> None:
        super().__init__()
        column = FormColumn(WIDTH - 40)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(column)
        kinds = [ChipItem(one.value, one.label, LETTERS[one]) for one in CustomerKind]
        kind = self.add("customer.kind", ChipGroup(kinds))
        kind.setAccessibleName(tr("Кто это"))
        column.add(kind)
        phone = self.add("customer.phone", Field(tr("Телефон"), PhoneEdit(), 150))
        self._inn = self.add("customer.inn", Field(tr("ИНН"), LineEdit(), 120))
        column.add(FieldRow(phone, self._inn, stretch=True))
        self._name = column.add(self.add("customer.name", Field(tr("ФИО"), LineEdit())))
        self._contact = self.add("customer.contact", Field(tr("Контактное лицо"), LineEdit(), 240))
        self._kpp = self.add("customer.kpp", Field(tr("КПП"), LineEdit(), 120))
        self._legal = column.add(FieldRow(self._contact, self._kpp, stretch=True))
        column.add(self.add("customer.address", Field(tr("Адрес"), LineEdit())))
        column.add(self.add("customer.email", Field(tr("Электронная почта"), LineEdit(), 240)))
        ways = ChipGroup([ChipItem(one.value, one.label, LETTERS[one]) for one in NotifyBy])
        column.add(self.add("notify_by", Field(tr("Сообщать"), ways)))
        self.edited.connect(self._on_edited_field)

    def show_view(self, view: CustomerView) -> None:
        """Show what is stored."""
        self.set_value("customer.kind", view.data.kind.value)
        self.set_value("customer.phone", view.data.phone)
        for name in TEXTS:
            self.set_value(f"customer.{name}", getattr(view.data, name))
        self.set_value("notify_by", view.notify_by.value)
        self.set_clean()

    def data(self, known: CustomerData) -> CustomerData:
        """What is typed over what was known."""
        kind = CustomerKind(self.value("customer.kind") or known.kind.value)
        typed = {name: self.value(f"customer.{name}") for name in TEXTS}
        if kind is CustomerKind.PERSON:
            typed |= {"inn": None}
        if kind is not CustomerKind.COMPANY:
            typed |= {"kpp": None}
        typed["name"] = typed["name"] or ""
        phone = self.field("customer.phone").editor.text()
        return replace(known, kind=kind, phone=phone, **typed)

    def notify_by(self) -> NotifyBy:
        """How to tell him."""
        return NotifyBy(self.value("notify_by") or NotifyBy.PHONE.value)

    def _on_edited_field(self, path: str) -> None:
        if path == "customer.kind":
            kind = CustomerKind(self.value(path) or CustomerKind.PERSON.value)
            legal = kind is not CustomerKind.PERSON
            self._inn.setVisible(legal)
            self._legal.setVisible(legal)
            self._kpp.setVisible(kind is CustomerKind.COMPANY)
            self._name.set_title(tr("Наименование") if legal else tr("ФИО"))


class CustomerEdit(Ask):
    """typed(fields): not written yet, empty once it is; changed(what): the card was corrected."""

    typed = Signal(dict)
    changed = Signal(object)

    def __init__(
        self, parent: QWidget, context: Context, view: CustomerView, kept: dict[str, Any] | None
    ) -> None:
        super().__init__(parent, tr("Исправить карточку"), "")
        self._context, self._view = context, view
        self.form = CustomerFields()
        self._column.addWidget(self.form)
        self._words = label("", "text2", wrap=True)
        self._column.addWidget(self._words)
        back = Button(tr("Не сейчас"), "Esc", "", "flat")
        back.clicked.connect(self.reject)
        self._save = Button(tr("Записать"), "F9", "", "main")
        self._save.clicked.connect(self.save)
        self._add_buttons(back, self._save)
        self.form.show_view(view)
        if kept:
            self.form.restore(kept)
            self.form.set_dirty()
            self._words.setText(tr("Незаписанное возвращено"))
        self.form.changed.connect(self._on_typed)
        self.form.finished.connect(self.save)
        self.form.focus("customer.phone")

    def save(self) -> None:
        """F9: write the card."""
        wrong = self.form.check()
        if wrong or not self._save.isEnabled():
            self.form.show_errors(wrong)
            return
        self._save.setEnabled(False)
        data, way = self.form.data(self._view.data), self.form.notify_by()
        verb = partial(customers.change, actor=self._context.actor, data=data, notify_by=way)
        self._context.tasks.run(self, verb, self._on_saved, self._on_refused, write=True)

    def _on_saved(self, changes: object) -> None:
        self.form.set_clean()
        self.typed.emit({})
        self.changed.emit(changes)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self._save.setEnabled(True)
        left = self.form.show_error(error)
        if left:
            set_tone(self._words, "red")
            self._words.setText(error_text(error))

    def _on_typed(self) -> None:
        if self.form.is_dirty():
            self.typed.emit(self.form.draft())

    def reject(self) -> None:
        """Esc: what is typed waits for the next time."""
        self._on_typed()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F9:
            self.save()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
