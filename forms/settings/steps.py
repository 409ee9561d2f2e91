"""The steps of the first set-up: their fields, what is right in each, and the plan made of them all."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from forms.settings.brands import BrandsFields
from forms.settings.company import CompanyFields
from forms.settings.founding import ADMIN, Plan
from forms.settings.logo import LogoField
from forms.settings.printers import PrintersFields
from ui import file_dialog
from ui.context import Context
from ui.form import Form
from ui.problems import error_pairs
from ui.widgets.action_bar import ActionBar
from ui.widgets.basics import IconLabel, label
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.field import Field
from ui.widgets.lines import LineEdit
from workstation.documents.centre import CompanyData
from workstation.i18n import tr
from workstation.services.catalogues import read_shipped
from workstation.services.people import PASSWORD_SHORTEST

START, COMPANY, BRANDS, PEOPLE, PRINTERS, BACKUP = range(6)
SECRET = frozenset({"password", "again"})


class Steps(QObject):
    """changed(): something was typed. practice_asked(): a practice base is wanted. finished(): Enter on the
    last field of a step.
    """

    changed = Signal()
    practice_asked = Signal()
    finished = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.company, self.brands, self.people = CompanyFields(), BrandsFields(), PeopleFields()
        self.printers, self.backup = PrintersFields(context), BackupFields()
        self.brands.set_brands(brand.name for brand in read_shipped().brands)
        self._start = self._make_start()
        self._forms: dict[str, Form] = {
            "company": self.company,
            "brands": self.brands,
            "people": self.people,
            **{f"printer.{purpose}": form for purpose, form in self.printers.forms.items()},
            "backup": self.backup,
        }
        for form in self._forms.values():
            form.changed.connect(self.changed)
        for form in (self.company, self.people, self.backup):
            form.finished.connect(self.finished)
        for form in self.printers.forms.values():
            form.show_setting({})
        self.printers.ask_names()

    def _make_start(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        for icon, words in (
            ("clipboard-list", tr("Реквизиты для бумаг, бренды по договорам, вход руководителя")),
            ("printer", tr("Принтеры для актов и ярлыков")),
            ("database", tr("Папка, куда каждый день ложится проверенная копия базы")),
        ):
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(IconLabel(icon, "text2", 16))
            row.addWidget(label(words))
            row.addStretch(1)
            column.addLayout(row)
        column.addSpacing(16)
        column.addWidget(label(tr("Хотите сначала попробовать?"), bold=True))
        words = tr("Учебная база лежит отдельно, в ней придуманные заказы, на бумагах стоит «УЧЕБНЫЙ».")
        column.addWidget(label(words, "text2"))
        self._practice = Button(tr("Учебная база"), icon="wrench")
        self._practice.clicked.connect(self.practice_asked)
        column.addWidget(self._practice)
        return page

    def pages(self) -> list[tuple[str, str, QWidget]]:
        """(title, a line of text, widget) of every step."""
        return [
            (tr("Начало"), tr("Несколько коротких шагов, и можно принимать первое изделие."), self._start),
            (tr("Сервисный центр"), tr("Эти сведения стоят в шапке каждой бумаги."), self.company),
            (tr("Бренды"), tr("Чьи изделия вы чините по договору с изготовителем."), self.brands),
            (tr("Вход руководителя"), tr("Он добавит остальных в настройках."), self.people),
            (
                tr("Печать"),
                tr("Принтеры этого рабочего места. Без принтера бумаги ждут в очереди."),
                self.printers,
            ),
            (
                tr("Копии базы"),
                tr("Копия делается сама каждый день и перед каждым обновлением."),
                self.backup,
            ),
        ]

    def follow(self, bar: ActionBar) -> None:
        """Let the bar count errors."""
        for form in self._forms.values():
            form.errors_changed.connect(bar.show_errors)

    # -- what is typed ---------------------------------------------------------------------------

    def draft(self) -> dict[str, Any]:
        """All that is typed but passwords, as JSON keeps it."""
        return {
            name: {path: raw for path, raw in form.draft().items() if path not in SECRET}
            for name, form in self._forms.items()
        }

    def restore(self, kept: dict[str, Any]) -> None:
        """Bring it back."""
        for name, form in self._forms.items():
            form.restore(kept.get(name) or {})

    def plan(self) -> Plan:
        """What the base is to be made of."""
        settings: dict[str, Any] = {
            f"printer.{purpose}": form.setting() for purpose, form in self.printers.forms.items()
        }
        settings["backup.folder"] = self.backup.value("folder") or ""
        company = CompanyData(self.company.details(), self.company.regime(), self.brands.contracts())
        logo = self.company.field("logo_sha256").editor
        return Plan(
            company=company,
            logo_path=logo.pending() if isinstance(logo, LogoField) else "",
            name=self.people.value("name") or "",
            login=self.people.value("login") or ADMIN,
            password=self.people.value("password") or "",
            settings={key: value for key, value in settings.items() if value},
        )

    # -- what is right ---------------------------------------------------------------------------

    def is_right(self, step: int) -> bool:
        """Mark what is wrong in a step and go there; True when nothing is."""
        right = True
        for form in self._forms_of(step):
            wrong = self._wrong(form)
            form.show_errors(wrong, focus=right)
            right = right and not wrong
        return right

    def first_wrong(self) -> int | None:
        """The first step with something that cannot be stored."""
        for step in range(len(self.pages())):
            if any(self._wrong(form) for form in self._forms_of(step)):
                return step
        return None

    def clear_errors(self, step: int) -> None:
        """The step is put off: what is typed stays, its red marks go."""
        for form in self._forms_of(step):
            form.clear_errors()

    def show_error(self, error: Exception) -> None:
        """Mark a field that the service found fault with."""
        for path, words in error_pairs(error):
            if path in SECRET or path == "login":
                self.people.show_errors([(path, words)])

    def focus(self, step: int) -> None:
        """Put the focus where the step begins."""
        first = {COMPANY: "name", PEOPLE: "name", BACKUP: "folder"}
        if step in first:
            self._forms_of(step)[0].focus(first[step])
        elif step == BRANDS:
            self.brands.begin()
        elif step == PRINTERS:
            self.printers.forms["paper"].focus("kind")

    def _forms_of(self, step: int) -> list[Form]:
        return {
            COMPANY: [self.company],
            BRANDS: [self.brands],
            PEOPLE: [self.people],
            PRINTERS: list(self.printers.forms.values()),
            BACKUP: [self.backup],
        }.get(step, [])

    def _wrong(self, form: Form) -> list[tuple[str | None, str]]:
        found: list[tuple[str | None, str]] = list(form.check())
        if form is self.people:
            found += self.people.complaint()
        lacking = form.missing() if form in self.printers.forms.values() else None
        return found + ([lacking] if lacking else [])


class PeopleFields(Form):
    """The first manager: name, login, password. All blank: an administrator without a password."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        for path, title, width in (
            ("name", tr("Фамилия, имя, отчество"), 316),
            ("login", tr("Логин"), 200),
            ("password", tr("Пароль, не короче {n} знаков", n=PASSWORD_SHORTEST), 200),
            ("again", tr("Пароль ещё раз"), 200),
        ):
            editor = LineEdit(ADMIN if path == "login" else "")
            if path in SECRET:
                editor.setEchoMode(QLineEdit.EchoMode.Password)
            column.addWidget(self.add(path, Field(title, editor, width)))

    def complaint(self) -> list[tuple[str | None, str]]:
        """(path, words) of what is wrong with the passwords."""
        typed, again = self.value("password") or "", self.value("again") or ""
        if not typed and not again:
            return []
        if len(typed) < PASSWORD_SHORTEST:
            return [("password", tr("Наберите не меньше {n} знаков", n=PASSWORD_SHORTEST))]
        if typed != again:
            return [("again", tr("Пароли разные. Наберите тот же ещё раз"))]
        return []


class BackupFields(Form):
    """Where the daily copies go."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        editor = LineEdit(tr("рядом с базой"))
        column.addWidget(self.add("folder", Field(tr("Папка копий"), editor, 440)))
        column.addWidget(LinkButton(tr("Выбрать папку"), "", partial(self._ask, editor)))
        words = tr(
            "Лучше всего другой диск или сетевая папка: копия рядом с базой не спасёт от поломки диска."
        )
        column.addWidget(label(words, "text3", "small", wrap=True))

    def check(self) -> list[tuple[str, str]]:
        """A folder that is not there."""
        folder = self.value("folder")
        if folder and not Path(folder).is_dir():
            return [("folder", tr("Такой папки нет. Создайте её или выберите другую"))]
        return super().check()

    def _ask(self, editor: LineEdit) -> None:
        path = file_dialog.folder_name(self, tr("Папка копий"), str(Path.home()))
        if path:
            editor.set_value(path, undoable=True)
