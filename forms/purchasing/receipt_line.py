"""The fields of the line under the cursor: how many, at what price, where to, what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.form import Form
from ui.widgets.basics import Fill, Hairline, SectionTitle, label
from ui.widgets.combo import Combo
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import MoneyEdit, NumberEdit, TextEdit
from ui.widgets.popup import PopupRow
from ui.widgets.row_list import RowItem, RowList
from workstation.documents.parts import PartUnit
from workstation.errors import UserError
from workstation.i18n import tr
from workstation.rules.receiving import SheetLine

WIDTH = 308
MOST = 1_000_000


class ReceiptLine(Fill):
    """changed(SheetLine): a field was changed by hand. left(): Enter on the last field."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", "l", parent)
        self.setFixedWidth(WIDTH)
        self._line: SheetLine | None = None
        self.form = Form()
        column = QVBoxLayout(self)
        column.setContentsMargins(17, 14, 16, 8)
        column.setSpacing(8)
        self._number, self._name = label("", bold=True), label("", "text2", wrap=True)
        for part in (self._number, self._name, self.form):
            column.addWidget(part)
        column.addStretch(1)
        self._build()
        self.form.edited.connect(self._on_edited)
        self.form.finished.connect(self.left)
        self.serials.deleted.connect(self._drop_serial)

    def _build(self) -> None:
        inner = QVBoxLayout(self.form)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        quantity = self.form.add("quantity", Field(tr("Принято"), NumberEdit(0, MOST), 84))
        price = self.form.add("price", Field(tr("Цена за единицу, ₽"), MoneyEdit("0,00"), 130))
        inner.addWidget(FieldRow(quantity, price, stretch=True))
        self._bins = Combo(placeholder=tr("без ячейки"), addable=True)
        inner.addWidget(self.form.add("bin", Field(tr("Ячейка"), self._bins, 130)))
        self._serial_title = SectionTitle(tr("Серийные номера"))
        self.serials = RowList(tr("Серийные номера"))
        inner.addWidget(self._serial_title)
        inner.addWidget(self.serials)
        inner.addWidget(Hairline(6))
        inner.addWidget(label(tr("Расхождения"), bold=True))
        damaged = self.form.add("damaged", Field(tr("Повреждено"), NumberEdit(0, MOST), 84))
        missing = self.form.add("missing", Field(tr("Не хватает"), NumberEdit(0, MOST), 84))
        inner.addWidget(FieldRow(damaged, missing, stretch=True))
        note = Field(tr("Что не так"), TextEdit(tr("войдёт в акт о расхождениях"), 2))
        inner.addWidget(self.form.add("note", note))

    def offer_bins(self, codes: Sequence[str]) -> None:
        """Cells of the warehouse."""
        self._bins.set_rows(PopupRow(code, code) for code in codes if code)

    def show_line(self, line: SheetLine | None) -> None:
        """Show another line, or the same one anew; nothing where there is none."""
        other = line is None or self._line is None or line.part.part_id != self._line.part.part_id
        self._line = line
        for part in (self._number, self._name, self.form):
            part.setVisible(line is not None)
        if line is None:
            return
        if other:
            self.form.clear_errors()
        self._number.setText(line.part.number)
        self._name.setText(" · ".join(filter(None, (line.part.name, line.part.brand))))
        self._fill(line)
        self._show_serials(line)

    def type_quantity(self, digit: str) -> None:
        """A digit typed in the table begins the quantity of its line."""
        editor = self.form.field("quantity").editor
        editor.setFocus()
        editor.setText(digit)

    def show_problem(self, error: UserError) -> None:
        """What keeps the line from being taken in, at its field where it has one."""
        self.form.show_error(error)

    def _fill(self, line: SheetLine) -> None:
        tracked = line.part.is_serial
        quantity = self.form.field("quantity")
        quantity.editor.setEnabled(not tracked)
        unit = PartUnit(line.part.unit).label
        quantity.set_title(tr("Принято, {unit}", unit=unit))
        values = {
            "quantity": line.quantity,
            "price": line.price or None,
            "bin": line.bin or None,
            "damaged": line.damaged or None,
            "missing": line.missing or None,
            "note": line.note or None,
        }
        for path, value in values.items():
            if self.form.value(path) != value:
                self.form.set_value(path, value)

    def _show_serials(self, line: SheetLine) -> None:
        tracked = line.part.is_serial
        self._serial_title.setVisible(tracked)
        self.serials.setVisible(tracked)
        self.serials.set_items([RowItem(one, one) for one in line.serials])
        self._serial_title.set_note("" if line.serials else tr("отсканируйте"), "amber")

    def _on_edited(self, _path: str) -> None:
        line, value = self._line, self.form.value
        if line is None or self.form.check():
            return
        self._line = replace(
            line,
            quantity=line.quantity if line.part.is_serial else value("quantity") or 0,
            price=value("price") or 0,
            bin=value("bin") or "",
            damaged=value("damaged") or 0,
            missing=value("missing") or 0,
            note=value("note") or "",
        )
        if self._line != line:
            self.changed.emit(self._line)

    def _drop_serial(self, serial: object) -> None:
        if self._line is not None:
            serials = tuple(one for one in self._line.serials if one != serial)
            self._line = replace(self._line, serials=serials, quantity=len(serials))
            self._show_serials(self._line)
            self.changed.emit(self._line)
