"""Sections about the centre: details, brands, the terms of intake, copies."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from forms.settings.company import CompanyFields
from forms.settings.logo import LogoField, store_logo
from forms.settings.section import Section, Verb
from forms.settings.steps import BackupFields
from ui.context import Context
from ui.form import Form
from ui.widgets.basics import Hairline, SectionTitle, label
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import CheckBox, NumberEdit
from ui.widgets.popup import PopupRow
from workstation import clock
from workstation.documents.centre import CompanyData
from workstation.documents.warranty import AuthorisationMode, BrandAuthorisation
from workstation.i18n import mark, tr
from workstation.queries.settings import load_settings
from workstation.services import setup
from workstation.services.centre import Centre, load_centre
from workstation.services.settings import set_setting

ZONES = {
    "Europe/Kaliningrad": mark("Калининград"), "Europe/Moscow": mark("Москва"),
    "Europe/Samara": mark("Самара"), "Asia/Yekaterinburg": mark("Екатеринбург"), "Asia/Omsk": mark("Омск"),
    "Asia/Novosibirsk": mark("Новосибирск"), "Asia/Krasnoyarsk": mark("Красноярск"),
    "Asia/Irkutsk": mark("Иркутск"), "Asia/Yakutsk": mark("Якутск"),
    "Asia/Vladivostok": mark("Владивосток"), "Asia/Magadan": mark("Магадан"),
    "Asia/Kamchatka": mark("Камчатка"),
}  # fmt: skip


def contracts_of(centre: Centre) -> tuple[BrandAuthorisation, ...]:
    """The stored contracts as the frozen documents that a change hands over."""
    names = ("brand", "contract", "valid_from", "valid_to", "doa_days", "cap_months_from_production")
    return tuple(
        BrandAuthorisation(
            **{name: row[name] for name in names},
            groups=tuple(json.loads(row["groups"] or "[]")),
            mode=AuthorisationMode(row["mode"]),
            excludes_business_use=bool(row["excludes_business_use"]),
        )
        for row in centre.authorisations
    )


class CentreSection(Section):
    """The head of papers, taxes, time zone."""

    title, text = mark("Сервисный центр"), mark("Эти сведения стоят в шапке каждой бумаги.")
    right = "settings.change"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._centre: Centre | None = None
        self._company = CompanyFields()
        self._zone = Form()
        column = QVBoxLayout(self._zone)
        zones = [PopupRow(zone, tr(city), "", zone) for zone, city in ZONES.items()]
        column.setContentsMargins(0, 14, 0, 0)
        column.addWidget(SectionTitle(tr("Время")))
        column.addWidget(self._zone.add("zone", Field(tr("Часовой пояс"), Combo(zones, addable=True), 240)))
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(24)
        self.column.addLayout(row)
        self.take(self._company, row)
        row.addWidget(Hairline(upright=True))
        self.take(self._zone, row)
        row.addStretch(1)

    def read(self, session: Any) -> Any:
        return load_centre(session, self.context.actor, clock.today())

    def show_facts(self, facts: Any) -> None:
        self._centre = facts
        self._company.show_details(facts.details, facts["centre.tax_regime"])
        self._zone.set_value("zone", facts["centre.timezone"])
        self._zone.set_clean()

    def verb(self) -> Verb | None:
        if self._centre is None or not self.is_right():
            return None
        logo = self._company.field("logo_sha256").editor
        pending = logo.pending() if isinstance(logo, LogoField) else ""
        company = CompanyData(
            self._company.details(self._centre.details), self._company.regime(), contracts_of(self._centre)
        )
        zone = self._zone.value("zone") or clock.DEFAULT_ZONE
        return partial(_save_centre, actor=self.context.actor, company=company, logo=pending, zone=zone)


def _save_centre(session: Any, actor: Any, company: CompanyData, logo: str, zone: str) -> None:
    if logo:
        sha256 = store_logo(Path(session.info["folder"]), logo)
        company = replace(company, details=replace(company.details, logo_sha256=sha256))
    setup.save_company(session, actor, company)
    set_setting(session, actor, "centre.timezone", zone)


class IntakeSection(Section):
    """What intake prints and keeps."""

    title, text = mark("Приём"), mark("Что печатается при приёме и сколько хранится.")
    right = "settings.change"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        form = self.take(Form())
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        copies = form.add("intake.act_copies", Field(tr("Экземпляров акта"), NumberEdit(0, 5), 96))
        pages = ChipGroup([ChipItem("A4", "A4", "4"), ChipItem("A5", "A5", "5")])
        column.addWidget(
            FieldRow(copies, form.add("intake.act_page", Field(tr("Лист акта"), pages, 130)), stretch=True)
        )
        ticks = {"intake.print_label": tr("Печатать ярлык при приёме"),
                 "intake.print_passport": tr("Печатать паспорт оборудования при приёме")}  # fmt: skip
        for key, words in ticks.items():
            column.addWidget(form.add(key, CheckBox(words)))
        cards = [ChipItem(page, tr(words), letter) for page, words, letter in _PASSPORTS]
        passport = Field(tr("Паспорт оборудования печатать как"), ChipGroup(cards))
        column.addWidget(form.add("intake.passport_page", passport))
        sizes = [ChipItem(size, size.replace("x", "×"), letter) for size, letter in _LABELS.items()]
        column.addWidget(form.add("intake.label_size", Field(tr("Ярлык, мм"), ChipGroup(sizes))))
        days = Field(tr("Код разблокировки хранить после закрытия, дней"), NumberEdit(0, 3650), 96)
        column.addWidget(form.add("intake.unlock_code_days", days))
        extend = CheckBox(tr("Считать день выдачи в продление гарантии"))
        column.addWidget(form.add("warranty.inclusive_extension", extend))

    def read(self, session: Any) -> Any:
        return load_settings(session)

    def show_facts(self, facts: Any) -> None:
        for path in _INTAKE:
            self.forms[0].set_value(path, facts[path])
        self.forms[0].set_clean()

    def verb(self) -> Verb | None:
        if not self.is_right():
            return None
        values = {path: self.forms[0].value(path) for path in _INTAKE}
        return partial(store_all, actor=self.context.actor, values=values)


_PASSPORTS = (
    ("A6", mark("Карточка А6"), "К"),
    ("58x40", mark("Ярлык 58×40"), "Я"),
    ("A6 58x40", mark("И то и другое"), "И"),
)
_LABELS = {"58x40": "4", "58x30": "3", "43x25": "2"}
_INTAKE = ("intake.act_copies", "intake.act_page", "intake.print_label", "intake.print_passport",
           "intake.passport_page", "intake.label_size", "intake.unlock_code_days",
           "warranty.inclusive_extension")  # fmt: skip


class BackupSection(Section):
    """Where and when the daily copy is made; a copy now."""

    title, text = mark("Копии базы"), mark("Копия делается сама каждый день и перед каждым обновлением.")
    right = "settings.change"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._folder = BackupFields()
        self.take(self._folder)
        times = self.take(Form())
        column = QVBoxLayout(times)
        column.setContentsMargins(0, 0, 0, 0)
        hour = times.add("backup.hour", Field(tr("В котором часу"), NumberEdit(0, 23), 96))
        keep = times.add("backup.keep", Field(tr("Сколько копий хранить"), NumberEdit(1, 365), 96))
        column.addWidget(FieldRow(hour, keep, stretch=True))
        self._last = label("", "text2")
        self.column.addWidget(self._last)
        self._make = Button(tr("Сделать копию сейчас"), icon="database")
        self._make.clicked.connect(self._on_make)
        self.column.addWidget(self._make, 0, Qt.AlignmentFlag.AlignLeft)

    def read(self, session: Any) -> Any:
        return load_settings(session)

    def show_facts(self, facts: Any) -> None:
        settings = facts
        self._folder.set_value("folder", settings["backup.folder"] or None)
        for path in ("backup.hour", "backup.keep"):
            self.forms[1].set_value(path, settings[path])
        last = settings["backup.last"]
        self._last.setText(tr("Последняя копия: {file}", file=last["file"]) if last else tr("Копий ещё нет"))
        for form in self.forms:
            form.set_clean()

    def verb(self) -> Verb | None:
        if not self.is_right():
            return None
        values = {path: self.forms[1].value(path) for path in ("backup.hour", "backup.keep")}
        values["backup.folder"] = self._folder.value("folder") or ""
        return partial(store_all, actor=self.context.actor, values=values)

    def _on_make(self) -> None:
        if self.context.make_copy is not None:
            self._make.setEnabled(False)
            self.context.make_copy(self, self._on_made, self._on_not_made)

    def _on_made(self, report: Any) -> None:
        self._last.setText(tr("Последняя копия: {file}", file=report.path))
        self._make.setEnabled(True)
        self.done.emit(tr("Копия сделана и проверена"))

    def _on_not_made(self, error: Exception) -> None:
        self._make.setEnabled(True)
        self.failed.emit(error)


def store_all(session: Any, actor: Any, values: dict[str, Any]) -> None:
    """Change several settings in one transaction."""
    for key, value in values.items():
        set_setting(session, actor, key, value)
