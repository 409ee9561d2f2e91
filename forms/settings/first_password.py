"""The first password of a lone administrator: asked once, may be put off."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from ui.context import Context
from ui.form import Form
from ui.gate import GatePage
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.lines import LineEdit
from workstation.documents.people import Actor
from workstation.i18n import tr
from workstation.services import people
from workstation.services.settings import set_setting


class PasswordFields(Form):
    """A new password typed twice."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for path, title in (("password", tr("Пароль, не короче 8 знаков")), ("again", tr("Ещё раз"))):
            editor = LineEdit()
            editor.setEchoMode(QLineEdit.EchoMode.Password)
            column.addWidget(self.add(path, Field(title, editor)))

    def complaint(self, needed: bool = True) -> list[tuple[str | None, str]]:
        """(path, words) of what is wrong; nothing at all is right where it is not needed."""
        typed, again = self.value("password") or "", self.value("again") or ""
        if not typed and not again and not needed:
            return []
        if len(typed) < people.PASSWORD_SHORTEST:
            return [("password", tr("Наберите не меньше {n} знаков", n=people.PASSWORD_SHORTEST))]
        if typed != again:
            return [("again", tr("Пароли разные. Наберите тот же ещё раз"))]
        return []


class FirstPassword(GatePage):
    """Shown for the lone administrator's actor."""

    help_topic = "login"

    def __init__(self, context: Context) -> None:
        super().__init__(context, 360)
        self._actor: Actor | None = None
        self.head(
            tr("Пароль администратора"),
            tr("Пока пароля нет, в базу войдёт любой, кто откроет программу. Задайте его сейчас или позже "
               "в настройках."),
        )  # fmt: skip
        self._fields = self.column.add(PasswordFields())
        self.column.gap(8)
        row = QHBoxLayout()
        self._save = Button(tr("Задать пароль"), "Enter", kind="main")
        later = Button(tr("Позже"), "Esc", kind="flat")
        self._save.clicked.connect(self._on_save)
        later.clicked.connect(self.leave)
        row.addWidget(self._save)
        row.addWidget(later)
        row.addStretch(1)
        self.column.add(row)
        self._fields.finished.connect(self._on_save)

    def activate(self, key: object = None) -> None:
        """The focus goes into the first field."""
        self._actor = key if isinstance(key, Actor) else None
        self._fields.focus("password")

    def leave(self) -> bool:
        """Esc: later; the question is not asked again."""
        self._write(None)
        return False

    def _on_save(self) -> None:
        complaint = self._fields.complaint()
        if complaint:
            self._fields.show_errors(complaint)
        else:
            self._write(str(self._fields.value("password")))

    def _write(self, password: str | None) -> None:
        if self._actor is not None and self._save.isEnabled():
            self._save.setEnabled(False)
            verb = partial(_settle, actor=self._actor, password=password)
            self.context.tasks.run(self, verb, self._on_done, self._on_refused, write=True)

    def _on_done(self, _none: object) -> None:
        self.passed.emit(self._actor)

    def _on_refused(self, error: Exception) -> None:
        self._save.setEnabled(True)
        self._fields.show_error(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_save()
        else:
            super().keyPressEvent(event)


def _settle(session: Any, actor: Actor, password: str | None) -> None:
    if password is not None:
        people.set_password(session, actor, actor.user_id, password)
    set_setting(session, actor, "setup.finished", True)
