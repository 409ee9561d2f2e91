"""The fields of one finding: its cause, the link to the defect, what was seen, the photos that show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from forms.warranty.evidence import EvidenceStrip
from forms.warranty.words import NORM
from ui.context import Context
from ui.form import Form
from ui.widgets.basics import SectionTitle, label
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.field import Field
from ui.widgets.lines import TextEdit
from ui.widgets.popup import PopupRow
from workstation.documents.findings import EvidenceRow, FindingData, FindingRow
from workstation.documents.terms import RefusalRow
from workstation.documents.warranty import Causal
from workstation.i18n import mark, tr

LINKS = (
    (Causal.YES, mark("Да, она причина"), "Д"),
    (Causal.NO, mark("Нет"), "Н"),
    (Causal.UNKNOWN, mark("Выясняем"), "В"),
)
BY_DATES = "EXPIRED"
"""The end of a term is told by dates: it is nothing that is found on a device."""


class FindingEditor(Form):
    """A new finding, or one that is being changed: its cause stays then."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.shown: FindingRow | None = None
        self._head = SectionTitle(tr("Новая находка"))
        self._code = Combo()
        self.photos = EvidenceStrip(context)
        links = ChipGroup([ChipItem(link.value, tr(words), letter) for link, words, letter in LINKS])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._head)
        needed = tr("Выберите причину: F4 — список")
        column.addWidget(self.add("code", Field(tr("Что найдено"), self._code), required=needed))
        column.addWidget(label(tr(NORM), "text3", "small", wrap=True))
        chosen = tr("Выберите, связана ли находка с недостатком")
        column.addWidget(self.add("causal", Field(tr("Из-за неё недостаток"), links), required=chosen))
        column.addWidget(self.add("note", Field(tr("Что увидели"), TextEdit("", 3))))
        column.addWidget(Field(tr("Снимки заказа: отметьте, где это видно"), self.photos))
        self.show_finding(None)

    def set_codes(self, codes: Sequence[RefusalRow]) -> None:
        """The refusal codes to choose from."""
        self._code.set_rows(
            [PopupRow(row.code, row.text, right=row.code) for row in codes if row.code != BY_DATES]
        )

    def show_files(self, files: Sequence[EvidenceRow], folder: Path) -> None:
        """The photos of the order."""
        self.photos.show_files(files, folder)

    def show_finding(self, row: FindingRow | None) -> None:
        """Fill the fields; None: a new finding."""
        self.shown = row
        self._head.set_title(row.text if row else tr("Новая находка"))
        self._code.setEnabled(row is None)
        self.set_value("code", row.code if row else None)
        self.set_value("causal", (row.causal if row else Causal.UNKNOWN).value)
        self.set_value("note", row.note if row else None)
        self.photos.set_ticks(one.sha256 for one in row.evidence) if row else self.photos.set_ticks(())
        self.clear_errors()
        self.set_clean()

    def kept(self) -> dict[str, Any]:
        """What is typed or ticked and not stored, as JSON keeps it; nothing where nothing is."""
        if not self.is_busy():
            return {}
        typed = {path: raw for path, raw in self.draft().items() if self.is_typed(path)}
        finding = self.shown.id if self.shown else None
        return {"finding": finding, "fields": typed, "photos": self.photos.ticked()}

    def bring_back(self, kept: Mapping[str, Any], rows: Iterable[FindingRow]) -> None:
        """Show again what `kept` gave; a finding that is gone takes what was typed with it."""
        row = next((row for row in rows if row.id == kept.get("finding")), None)
        if self.is_busy() or (row is None and kept.get("finding") is not None):
            return
        self.show_finding(row)
        self.restore(kept["fields"])
        for one in kept["photos"]:
            self.photos.tick(one)
        self.set_dirty()

    def is_busy(self) -> bool:
        """Whether something typed or ticked would be lost."""
        return self.is_dirty() or bool(self.photos.ticked())

    def data(self) -> FindingData:
        """What is typed."""
        return FindingData(self.value("code"), Causal(self.value("causal")), self.value("note"))
