"""The head of a receipt: delivery note, whom it is from, which warehouse; and the field of the scanner."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.purchasing.receipt_reading import Facts
from ui.form import Form
from ui.widgets.basics import label, set_tone
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import LineEdit
from ui.widgets.popup import PopupRow
from workstation.documents.stock import ReceiptData
from workstation.i18n import tr


class ScanEdit(LineEdit):
    """Takes what is typed where there is no scanner. entered(text) on Enter; lowered() on Down."""

    entered = Signal(str)
    lowered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.text().strip():
                self.entered.emit(self.text().strip())
        elif event.key() == Qt.Key.Key_Down:
            self.lowered.emit()
        else:
            super().keyPressEvent(event)


class ReceiptHead(QWidget):
    """The fields of a receipt as a form, the scan field apart from them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Form()
        self.scan = ScanEdit(tr("артикул, штрихкод или код с ярлыка"), "scan-barcode")
        self.scan_field = Field(tr("Скан"), self.scan, 320)
        self._said = label("", "text2", wrap=True)
        self._suppliers, self._warehouses = Combo(), Combo()
        row = self._make_row()
        inner = QVBoxLayout(self.form)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.form, self.scan_field, self._said):
            column.addWidget(part)

    def _make_row(self) -> FieldRow:
        note = self.form.add("delivery_note", Field(tr("Накладная №"), LineEdit(), 130))
        day = DateEdit(prefer="past", icon="calendar")
        delivered = self.form.add("delivered_on", Field(tr("От какого дня"), day, 120))
        self._supplier = self.form.add("supplier_id", Field(tr("Поставщик"), self._suppliers, 220))
        self._warehouse = self.form.add(
            "warehouse_id", Field(tr("Склад"), self._warehouses, 160), required=tr("Выберите склад: F4")
        )
        return FieldRow(note, delivered, self._supplier, self._warehouse, stretch=True)

    def show_facts(self, facts: Facts) -> None:
        """Offer what may be chosen; of an order supplier and warehouse are known."""
        self._suppliers.set_rows(PopupRow(one.id, one.name) for one in facts.suppliers)
        names = {one.warehouse_id: one.warehouse for one in facts.places}
        self._warehouses.set_rows(PopupRow(key, name) for key, name in names.items())
        purchase = facts.purchase
        for field in (self._supplier, self._warehouse):
            field.editor.setEnabled(purchase is None)
        if purchase is not None:
            self.form.set_value("supplier_id", purchase.supplier_id)
            self.form.set_value("warehouse_id", purchase.warehouse_id)
        elif len(names) == 1 and not self.form.value("warehouse_id"):
            self.form.set_value("warehouse_id", next(iter(names)))

    def say(self, text: str, tone: str = "text2") -> None:
        """What the last scan was."""
        self._said.setText(text)
        set_tone(self._said, tone)

    def said(self) -> str:
        """The last words under the scan field."""
        return self._said.text()

    def data(self, purchase_id: int | None) -> ReceiptData:
        """The head of the receipt, without lines."""
        value = self.form.value
        return ReceiptData(
            warehouse_id=value("warehouse_id"),
            items=(),
            supplier_id=value("supplier_id"),
            purchase_id=purchase_id,
            delivery_note=value("delivery_note"),
            delivered_on=value("delivered_on"),
        )
