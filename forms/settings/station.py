"""Sections of the work place and of oneself: printers, lock, scanner; looks, password and PIN."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from forms.settings.centre import store_all
from forms.settings.printers import PrintersFields
from forms.settings.section import Section, Verb
from ui.context import Context
from ui.form import Form
from ui.widgets.basics import Hairline, SectionTitle, label
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import LineEdit, NumberEdit
from workstation.i18n import mark, tr
from workstation.queries.people import list_stations
from workstation.queries.settings import load_settings
from workstation.services import people


class StationSection(Section):
    """This work place."""

    title, text = mark("Рабочее место"), mark("Принтеры, блокировка и сканер этого компьютера.")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._printers = PrintersFields(context)
        self.column.addWidget(self._printers)
        for form in self._printers.forms.values():
            self.forms.append(form)
            form.changed.connect(self.touched)
        self.column.addWidget(Hairline(6))
        desk = self.take(Form())
        row = QHBoxLayout(desk)
        row.setContentsMargins(0, 0, 0, 0)
        lock = desk.add("lock.minutes", Field(tr("Блокировать через, мин (0 — нет)"), NumberEdit(0, 480), 96))
        prefix = desk.add("scanner.prefix", Field(tr("Приставка сканера"), LineEdit(tr("нет")), 96))
        row.addWidget(lock)
        row.addSpacing(24)
        row.addWidget(prefix)
        row.addStretch(1)
        self._stations = label("", "text3", "small", wrap=True)
        self.column.addWidget(self._stations)

    def read(self, session: Any) -> Any:
        actor = self.context.actor
        return load_settings(session, actor.station_id, actor.user_id), list_stations(session)

    def show_facts(self, facts: Any) -> None:
        settings, stations = facts
        for purpose, form in self._printers.forms.items():
            form.show_setting(settings[f"printer.{purpose}"])
        for path in ("lock.minutes", "scanner.prefix"):
            self.forms[-1].set_value(path, settings[path] if settings[path] != "" else None)
        self.forms[-1].set_clean()
        names = ", ".join(station.name for station in stations)
        self._stations.setText(tr("Рабочие места базы: {names}", names=names))
        self._printers.ask_names()

    def is_right(self) -> bool:
        right = super().is_right()
        for form in self._printers.forms.values():
            lacking = form.missing()
            if lacking and right:
                form.show_errors([lacking])
                right = False
        return right

    def verb(self) -> Verb | None:
        if not self.is_right():
            return None
        values: dict[str, Any] = {
            f"printer.{purpose}": form.setting() for purpose, form in self._printers.forms.items()
        }
        values["lock.minutes"] = self.forms[-1].value("lock.minutes") or 0
        values["scanner.prefix"] = self.forms[-1].value("scanner.prefix") or ""
        return partial(store_all, actor=self.context.actor, values=values)


class SelfSection(Section):
    """One's own looks, password and PIN."""

    title, text = mark("Вид и вход"), mark("Оформление, язык, ваш пароль и ПИН.")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        looks = self._looks = Form()
        column = QVBoxLayout(looks)
        column.setContentsMargins(0, 0, 0, 0)
        themes = ChipGroup([ChipItem("light", tr("Светлое"), "С"), ChipItem("dark", tr("Тёмное"), "Т")])
        languages = ChipGroup([ChipItem("ru", "Русский", "Р"), ChipItem("en", "English", "E")])
        column.addWidget(looks.add("ui.theme", Field(tr("Оформление"), themes)))
        column.addWidget(looks.add("ui.language", Field(tr("Язык"), languages)))
        self.column.addWidget(looks)
        looks.edited.connect(self._on_look)
        self.column.addWidget(Hairline(6))
        self._secrets = SecretFields()
        self.forms.append(self._secrets)
        self.column.addWidget(self._secrets)
        self._showing = False

    def read(self, session: Any) -> Any:
        actor = self.context.actor
        return load_settings(session, actor.station_id, actor.user_id)

    def show_facts(self, facts: Any) -> None:
        self._showing = True
        for path in ("ui.theme", "ui.language"):
            self._looks.set_value(path, facts[path])
        self._showing = False

    def focus_first(self) -> None:
        self._looks.focus("ui.theme")

    def verb(self) -> Verb | None:
        wrong = self._secrets.complaint()
        self._secrets.show_errors(wrong)
        if wrong:
            return None
        values = {path: self._secrets.value(path) for path in ("current", "password", "pin")}
        return partial(_save_secrets, actor=self.context.actor, **values)

    def saved(self, result: object = None) -> None:
        """Passwords do not stay on the screen."""
        self._secrets.wipe()

    def _on_look(self, path: str) -> None:
        """A look is seen at once, so it is stored at once."""
        if not self._showing and self._looks.value(path):
            verb = partial(store_all, actor=self.context.actor, values={path: self._looks.value(path)})
            self.context.tasks.run(self, verb, None, self.failed.emit, write=True)


class SecretFields(Form):
    """A new password, a new PIN, and the password in force to prove who asks."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionTitle(tr("Ваш пароль и ПИН")))
        fields = {}
        for path, title in (
            ("current", tr("Пароль сейчас")),
            ("password", tr("Новый пароль")),
            ("again", tr("Новый пароль ещё раз")),
            ("pin", tr("Новый ПИН, 4–8 цифр")),
        ):
            editor = LineEdit()
            editor.setEchoMode(QLineEdit.EchoMode.Password)
            fields[path] = self.add(path, Field(title, editor, 180))
        column.addWidget(fields["current"])
        column.addWidget(FieldRow(fields["password"], fields["again"], stretch=True))
        column.addWidget(fields["pin"])
        words = tr("ПИН нужен для быстрой смены пользователя у общей стойки: Ctrl+U.")
        column.addWidget(label(words, "text3", "small", wrap=True))

    def complaint(self) -> list[tuple[str | None, str]]:
        """(path, words) of what is wrong."""
        password, again, pin = (self.value(path) for path in ("password", "again", "pin"))
        if not password and not pin:
            return [("password", tr("Наберите новый пароль или ПИН"))]
        if password and len(str(password)) < people.PASSWORD_SHORTEST:
            return [("password", tr("Наберите не меньше {n} знаков", n=people.PASSWORD_SHORTEST))]
        if password and password != again:
            return [("again", tr("Пароли разные. Наберите тот же ещё раз"))]
        return []

    def draft(self) -> dict[str, Any]:
        """Secrets are kept nowhere."""
        return {}

    def wipe(self) -> None:
        """Blank fields."""
        for path in ("current", "password", "again", "pin"):
            self.set_value(path, None)
        self.set_clean()


def _save_secrets(
    session: Any, actor: Any, current: str | None, password: str | None, pin: str | None
) -> None:
    if pin:
        people.set_pin(session, actor, actor.user_id, pin, current)
    if password:
        people.set_password(session, actor, actor.user_id, password, current)
