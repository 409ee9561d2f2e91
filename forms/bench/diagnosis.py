"""What was established: codes out of the dictionaries, the nature of the defect, the conclusion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.form import Form
from ui.widgets.basics import SectionTitle
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.field import Field
from ui.widgets.lines import TextEdit, tall
from ui.widgets.popup import PopupRow
from workstation.documents.bench import CodeRow, DiagnosisRow, SimilarCase
from workstation.documents.conclusions import DefectNature
from workstation.documents.deeds import DiagnosisData
from workstation.i18n import mark, tr

KINDS = ("section", "defect", "repair")
TITLES = {"section": mark("Узел"), "defect": mark("Дефект"), "repair": mark("Ремонт")}
NATURES = (
    (DefectNature.PRODUCTION, mark("Производство"), mark("П")),
    (DefectNature.OPERATIONAL, mark("Эксплуатация"), mark("Э")),
    (DefectNature.NOT_ESTABLISHED, mark("Не установлен"), mark("Н")),
    (DefectNature.ABSENT, mark("Недостатка нет"), mark("О")),
)


class DiagnosisForm(Form):
    """Kept as a draft while it is typed; written by its verb, alone or before a move."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: DiagnosisRow | None = None
        self._brought_back = False
        self._title = SectionTitle(tr("Коды"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addLayout(self._make_codes())
        natures = ChipGroup([ChipItem(one.value, tr(word), tr(key)) for one, word, key in NATURES], tall=True)
        needed = tr("Выберите характер недостатка буквой")
        column.addWidget(self.add("nature", Field(tr("Характер недостатка"), natures), required=needed))
        self._cause = Combo(placeholder=tr("насос слива заклинил"), addable=True)
        tall(self._cause)
        column.addWidget(self.add("cause", Field(tr("Причина коротко"), self._cause)))
        words = TextEdit(tr("Что найдено и чем доказано"), 3)
        told = tr("Напишите вывод: он войдёт в решение о гарантии")
        column.addWidget(self.add("conclusion", Field(tr("Вывод"), words), required=told))

    def _make_codes(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._codes: dict[str, Combo] = {}
        for kind in KINDS:
            combo = self._codes[kind] = Combo()
            tall(combo)
            row.addWidget(self.add(f"{kind}_code", Field(tr(TITLES[kind]), combo)), 1)
        return row

    def set_codes(self, codes: Iterable[CodeRow], brand: str) -> None:
        """The lines of the dictionaries to choose from; what is typed stays."""
        rows: dict[str, list[PopupRow]] = {kind: [] for kind in KINDS}
        own = False
        for one in codes:
            if one.kind in rows:
                rows[one.kind].append(PopupRow(one.code, f"{one.code} {one.text}"))
                own = own or bool(one.brand)
        for kind, combo in self._codes.items():
            value = combo.value()
            combo.set_rows(rows[kind])
            if value is not None and not combo.hasFocus():
                self.set_value(f"{kind}_code", value)
        known = any(rows.values())
        words = tr("словарь {brand}", brand=brand) if own else tr("общий словарь") if known else ""
        self._title.set_note(words or tr("словаря {brand} нет, код пишется как есть", brand=brand))
        for kind, combo in self._codes.items():
            combo.set_addable(not rows[kind])

    def set_causes(self, cases: Sequence[SimilarCase]) -> None:
        """Causes of like cases, so that the same thing is called by the same name."""
        self._cause.set_rows([PopupRow(one.cause, one.cause, right=str(one.count)) for one in cases])

    def is_unrecorded(self) -> bool:
        """Whether something was typed, now or in a draft, that is not recorded."""
        return self.is_dirty() or self._brought_back

    def bring_back(self, fields: Mapping[str, Any]) -> None:
        """What was typed before the window closed."""
        self.restore(fields)
        self._brought_back = True

    def settle(self) -> None:
        """Everything typed is recorded, or belongs to another order."""
        self._brought_back = False
        self.set_clean()

    def show_diagnosis(self, row: DiagnosisRow | None) -> None:
        """What is recorded; nothing typed is overwritten."""
        self._shown = row
        if self.is_unrecorded():
            return
        for kind in KINDS:
            self.set_value(f"{kind}_code", getattr(row, f"{kind}_code") if row else None)
        self.set_value("nature", row.nature.value if row else None)
        self.set_value("cause", row.cause if row else None)
        self.set_value("conclusion", row.conclusion if row else None)
        self.clear_errors()
        self.set_clean()

    def data(self) -> DiagnosisData:
        """What is typed; what this form does not show stays as it is recorded."""
        shown = self._shown
        return DiagnosisData(
            nature=DefectNature(str(self.value("nature"))),
            conclusion=str(self.value("conclusion")),
            cause=self.value("cause"),
            extended_condition_code=shown.extended_condition_code if shown else None,
            section_code=self.value("section_code"),
            defect_code=self.value("defect_code"),
            repair_code=self.value("repair_code"),
            ntf_code=shown.ntf_code if shown else None,
            outcome=shown.outcome if shown else None,
            measured=shown.measured if shown else (),
        )
