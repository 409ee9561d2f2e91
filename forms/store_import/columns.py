"""Which column of a file is which field of a part, with what stands in it, set by keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.widgets.basics import SectionTitle, label
from ui.widgets.combo import Combo
from ui.widgets.popup import PopupRow
from workstation.exchange.parts_file import NEEDED
from workstation.exchange.tables import TableRow
from workstation.i18n import mark, tr

FIELDS: Mapping[str, str] = {
    "number": mark("Номер"),
    "name": mark("Название"),
    "brand": mark("Бренд"),
    "purchase_price": mark("Цена закупки"),
    "sale_price": mark("Цена продажи"),
    "unit": mark("Единица"),
    "warranty_months": mark("Гарантия, мес."),
    "models": mark("Модели"),
    "categories": mark("Виды изделий"),
    "is_serial": mark("Серийный учёт"),
    "is_original": mark("Оригинал"),
    "is_consumable": mark("Расходник"),
    "note": mark("Примечание"),
}
CHOICE, SAMPLE = 168, 104


class ColumnsPanel(QWidget):
    """changed(): a person said otherwise. Beside each choice stands what the first row has there."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 12, 12, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        grid.addWidget(SectionTitle(tr("Что в каком столбце")), 0, 0, 1, 3)
        self._combos: dict[str, Combo] = {}
        self._samples = {}
        self._row: Sequence[str] = ()
        for line, (name, title) in enumerate(FIELDS.items(), 1):
            text = tr(title) + (" *" if name in NEEDED else "")
            combo = Combo(placeholder=tr("не загружать"))
            combo.setFixedWidth(CHOICE)
            combo.setAccessibleName(tr(title))
            combo.edited.connect(self._on_edited)
            sample = label("", "text2", "small")
            sample.setFixedWidth(SAMPLE)
            self._combos[name], self._samples[name] = combo, sample
            caption = label(text, "text" if name in NEEDED else "text2", bold=name in NEEDED)
            grid.addWidget(caption, line, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(combo, line, 1)
            grid.addWidget(sample, line, 2)
        grid.setRowStretch(len(FIELDS) + 1, 1)
        self._quiet = False

    def show_file(self, heading: Sequence[str], columns: Mapping[str, int], rows: Sequence[TableRow]) -> None:
        """Offer the columns of a file."""
        self._quiet = True
        self._row = rows[0].cells if rows else ()
        names = titles(heading)
        for name, combo in self._combos.items():
            combo.set_rows(PopupRow(place, text) for place, text in enumerate(names))
            place = columns.get(name)
            combo.set_value(place if place is not None and place < len(names) else None)
        self._quiet = False
        self._show_samples()

    def columns(self) -> dict[str, int]:
        """Which field is in which column; those that are not loaded are not there."""
        found = {name: combo.value() for name, combo in self._combos.items()}
        return {name: place for name, place in found.items() if isinstance(place, int)}

    def problem(self) -> str:
        """What is still to be said before the file can be judged."""
        for combo in self._combos.values():
            if combo.problem():
                return combo.problem()
        columns = self.columns()
        missing = [tr(FIELDS[name]) for name in NEEDED if name not in columns]
        if missing:
            return tr("Укажите столбец: {names}", names=", ".join(missing).lower())
        twice = [name for name, place in columns.items() if list(columns.values()).count(place) > 1]
        if twice:
            names = ", ".join(tr(FIELDS[name]) for name in twice)
            return tr("Один столбец выбран дважды: {names}", names=names)
        return ""

    def focus_first(self) -> None:
        """The first field that must be said and is not; else the first."""
        columns = self.columns()
        name = next((one for one in NEEDED if one not in columns), "number")
        self._combos[name].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_edited(self) -> None:
        if not self._quiet:
            self._show_samples()
            self.changed.emit()

    def _show_samples(self) -> None:
        columns = self.columns()
        for name, sample in self._samples.items():
            place = columns.get(name, len(self._row))
            text = self._row[place].strip() if place < len(self._row) else ""
            width = sample.fontMetrics()
            sample.setText(width.elidedText(text, Qt.TextElideMode.ElideRight, SAMPLE))
            sample.setToolTip(text)


def titles(heading: Sequence[str]) -> list[str]:
    """What the columns of a file are called, each by a name of its own."""
    found: list[str] = []
    for place, name in enumerate(heading, 1):
        text = name or tr("Столбец {number}", number=place)
        found.append(f"{text} ({place})" if text in found else text)
    return found
