"""Windows of a work, from the catalogue by its code or words, and of a part that is written by hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.form_ask import FormAsk
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import LineEdit, NumberEdit, tall
from ui.widgets.popup import PopupRow
from workstation.documents.bench import OperationRow
from workstation.documents.deeds import PartData, WorkData
from workstation.i18n import mark, tr
from workstation.statuses import OldParts, PartSource

MOST_MINUTES, MOST_MONTHS, MOST_PIECES, MOST_LEVEL = 60_000, 600, 10_000, 9
SOURCES = (
    (PartSource.STOCK, mark("С")),
    (PartSource.MANUFACTURER, mark("И")),
    (PartSource.CUSTOMER, mark("З")),
)


class WorkAsk(FormAsk):
    """Ctrl+R. given(WorkData): an operation of the catalogue, or a work of its own name."""

    def __init__(self, owner: QWidget, operations: Sequence[OperationRow]) -> None:
        self._operations = {row.code: row for row in operations}
        text = tr("Код или слово из справочника операций; чего там нет, назовите сами.")
        super().__init__(owner.window(), tr("Операция"), text, tr("Добавить"))

    def _build(self) -> None:
        rows = [
            PopupRow(row.code, row.name, right=" · ".join(filter(None, (row.code, _norm(row)))))
            for row in self._operations.values()
        ]
        self._operation = Combo(rows, addable=True)
        tall(self._operation)
        self._operation.picked.connect(self._on_picked)
        self.put("operation", tr("Операция"), self._operation, tr("Назовите операцию: F4 — список"))
        fields = (
            ("level", tr("Уровень"), NumberEdit(1, MOST_LEVEL)),
            ("norm", tr("Норма, мин"), NumberEdit(0, MOST_MINUTES)),
            ("actual", tr("Факт, мин"), NumberEdit(0, MOST_MINUTES)),
        )
        made = [self.form.add(name, Field(title, tall(editor), 96)) for name, title, editor in fields]
        self._fields.addWidget(FieldRow(*made, stretch=True))

    def _on_picked(self, code: object) -> None:
        row = self._operations.get(str(code))
        if row is not None and row.norm_minutes is not None:
            self.form.fill("norm", row.norm_minutes, tr("по норме"))

    def data(self) -> WorkData:
        """What is typed."""
        value = self.form.value
        code = str(value("operation"))
        known = code in self._operations
        return WorkData(
            operation=code if known else None,
            name=None if known else code,
            level=value("level"),
            norm_minutes=value("norm"),
            actual_minutes=value("actual"),
        )


class HandPartAsk(FormAsk):
    """given(PartData): a part that is not of the catalogue was fitted, and where the old one went."""

    def __init__(self, owner: QWidget, name: str = "") -> None:
        text = tr("Деталь войдёт в акт выдачи: название, номер и гарантия на неё. Склад её не учитывает.")
        super().__init__(owner.window(), tr("Деталь вручную"), text, tr("Добавить"))
        self.form.set_value("name", name or None)

    def _build(self) -> None:
        self.put("part_number", tr("Артикул"), tall(LineEdit(upper=True)))
        self.put("name", tr("Деталь"), tall(LineEdit()), tr("Назовите деталь"))
        quantity, months = NumberEdit(1, MOST_PIECES), NumberEdit(0, MOST_MONTHS)
        row = (
            self.form.add("quantity", Field(tr("Кол."), tall(quantity), 72)),
            self.form.add("months", Field(tr("Гарантия, мес."), tall(months), 110)),
        )
        self._fields.addWidget(FieldRow(*row, stretch=True))
        self.form.set_value("quantity", 1)
        serials = (
            self.form.add("serial_in", Field(tr("Номер новой"), tall(LineEdit(upper=True)))),
            self.form.add("serial_out", Field(tr("Номер старой"), tall(LineEdit(upper=True)))),
        )
        self._fields.addWidget(FieldRow(*serials))
        sources = ChipGroup([ChipItem(one.value, one.label, tr(key)) for one, key in SOURCES], tall=True)
        self.put("source", tr("Чья"), sources)
        self.form.set_value("source", PartSource.STOCK.value)
        old = [one for one in OldParts if one is not OldParts.NONE]
        self.put("old_part", tr("Старая деталь"), Combo([PopupRow(one.value, one.label) for one in old]))

    def data(self) -> PartData:
        """What is typed."""
        value = self.form.value
        old = value("old_part")
        return PartData(
            name=str(value("name")),
            part_number=value("part_number"),
            quantity=value("quantity") or 1,
            serial_in=value("serial_in"),
            serial_out=value("serial_out"),
            warranty_months=value("months"),
            source=PartSource(str(value("source") or PartSource.STOCK.value)),
            old_part=OldParts(str(old)) if old else None,
        )


def _norm(row: OperationRow) -> str:
    return tr("{minutes} мин", minutes=row.norm_minutes) if row.norm_minutes is not None else ""
