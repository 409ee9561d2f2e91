"""Who sits here: login by password, switch by PIN, the way back in after idle hands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ui.context import Context
from ui.gate import GatePage
from ui.opening import MACHINE
from ui.problems import error_text
from ui.widgets.basics import label
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.combo import Combo, fold
from ui.widgets.field import ErrorLine, Field
from ui.widgets.lines import LineEdit
from ui.widgets.popup import PopupRow
from workstation.documents.people import Actor
from workstation.errors import AccessError
from workstation.i18n import ntr, tr


class LoginForm(GatePage):
    """Shown for `("start", login of last time)`, or `("lock" | "switch", actor)` of who is here.

    May be up before the base is open: what is typed and sent meanwhile waits for it.
    """

    help_topic = "login"

    def __init__(self, context: Context) -> None:
        super().__init__(context, 320)
        self._mode, self._before = "start", None
        self._users: Sequence[object] = ()
        self._by_pin = False
        self._wait = 0
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._on_tick)
        self._build()

    def _build(self) -> None:
        self.set_title(tr("Вход"))
        self._head = self.column.add(label(tr("Вход"), "", "title"))
        self._under = self.column.add(label("", "text2", wrap=True))
        self.column.gap(6)
        self._who = Combo(addable=True, placeholder=tr("имя или логин"))
        self._who_field = self.column.add(Field(tr("Кто"), self._who))
        self._secret = LineEdit()
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret_field = self.column.add(Field(tr("Пароль"), self._secret))
        self._error = self.column.add(ErrorLine())
        self._error.hide()
        self.column.gap(4)
        row = QHBoxLayout()
        self._enter = Button(tr("Войти"), "Enter", kind="main")
        self._other = LinkButton(tr("По паролю"), slot=self._on_other)
        self._back = Button(tr("Отмена"), "Esc", kind="flat")
        for part in (self._enter, self._back):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._other)
        self.column.add(row)
        self.column.gap(12)
        self.column.add(label(tr("Забыли пароль: F1"), "text3", "small"))
        self._enter.clicked.connect(self._try)
        self._back.clicked.connect(self.leave)
        self._who.edited.connect(self._on_who)

    def activate(self, key: object = None) -> None:
        """Ask for the people of the base, and put the focus where the next key belongs."""
        if isinstance(key, tuple):
            self._mode, self._before = str(key[0]), key[1]
        self._back.setVisible(self._mode == "switch")
        titles = {"lock": tr("Место заблокировано"), "switch": tr("Сменить пользователя")}
        self.set_title(titles.get(self._mode, tr("Вход")))
        self._head.setText(self.title)
        self._under.setVisible(self._mode == "lock")
        self._under.setText(tr("Открытая работа сохранена и ждёт вас."))
        if self._mode == "lock" and isinstance(self._before, Actor):
            self._who.set_shown(self._before.user_id, self._before.name)
        elif self._mode == "start" and self._before:
            self._who.set_shown(self._before, str(self._before))
        self._dress()
        (self._secret if self._who.text() else self._who).setFocus(Qt.FocusReason.TabFocusReason)
        self.context.tasks.run(self, _list_people, self._on_people)

    def leave(self) -> bool:
        """Esc: back to the work where nobody must say who he is; else it only clears."""
        if self._mode == "switch":
            self.asked.emit("back")
        else:
            self._secret.clear()
        return False

    # -- people ----------------------------------------------------------------------------------

    def _on_people(self, users: Sequence[object]) -> None:
        self._users = users
        self._who.set_rows(PopupRow(row.id, row.name, "", row.title) for row in users)
        found = self._user()
        if found is not None and self._who.text() != found.name:
            self._who.set_value(found.id)
        self._on_who()

    def _user(self) -> object | None:
        """The user that is meant: chosen in the list, or typed by name or login."""
        value, typed = self._who.value(), fold(self._who.text())
        for row in self._users:
            if row.id == value or typed in {fold(row.login), fold(row.name), fold(row.short_name)}:
                return row
        return None

    def _on_who(self) -> None:
        user = self._user()
        has_pin = user is not None and user.has_pin and self._mode != "start"
        self._by_pin = has_pin
        self._other.setVisible(has_pin)
        self._dress()

    def _on_other(self) -> None:
        self._by_pin = not self._by_pin
        self._dress()
        self._secret.clear()
        self._secret.setFocus(Qt.FocusReason.TabFocusReason)

    def _dress(self) -> None:
        self._secret_field.set_title(tr("ПИН") if self._by_pin else tr("Пароль"))
        self._other.set_text(tr("По паролю") if self._by_pin else tr("По ПИН"))
        user = self._user()
        self._other.setVisible(user is not None and user.has_pin and self._mode != "start")
        self._enter.setEnabled(self._wait <= 0)

    # -- trying ----------------------------------------------------------------------------------

    def _try(self) -> None:
        if self._wait > 0 or not self._enter.isEnabled():
            return
        if not self._who.text().strip():
            self._say(tr("Выберите себя в списке или наберите логин"))
            self._who.setFocus(Qt.FocusReason.TabFocusReason)
            return
        user, secret = self._user(), self._secret.text()
        self._enter.setEnabled(False)
        if self._by_pin and user is not None:
            self._by_digits(user.id, secret)
        else:
            self._by_words(user.login if user is not None else self._who.text(), secret)

    def _by_digits(self, user_id: int, pin: str) -> None:
        from workstation.services import logins  # noqa: PLC0415 - the gate may be painted before the base

        verb = partial(logins.switch_by_pin, user_id=user_id, pin=pin, machine=MACHINE)
        self.context.tasks.run(self, verb, self._on_answer, self._on_refused, write=True)

    def _by_words(self, login: str, password: str) -> None:
        """The password is checked by a read: a slow hash must not hold the lane of writes."""
        check = partial(_check, login=login, password=password)
        self.context.tasks.run(self, check, self._on_checked, self._on_refused)

    def _on_checked(self, checked: object) -> None:
        verb = partial(_conclude, checked=checked, switching=self._mode != "start")
        self.context.tasks.run(self, verb, self._on_answer, self._on_refused, write=True)

    def _on_answer(self, outcome: object) -> None:
        if outcome.actor is not None:
            self._say("")
            self.passed.emit(outcome.actor)
        else:
            self._on_refused(outcome.refusal or AccessError("login_refused"))

    def _on_refused(self, error: Exception) -> None:
        self._enter.setEnabled(True)
        self._secret.selectAll()
        self._secret.setFocus(Qt.FocusReason.TabFocusReason)
        if getattr(error, "code", "") == "login_wait":
            self._begin_wait(int(error.params["seconds"]))
            return
        self._say(tr("Пароль не подходит") if not self._by_pin else tr("ПИН не подходит"))
        if getattr(error, "code", "") != "login_refused":
            self._say(error_text(error))
        user = self._user()
        if user is not None:
            self.context.tasks.run(self, partial(_wait_of, user_id=user.id), self._begin_wait)

    def _begin_wait(self, seconds: int) -> None:
        self._wait = seconds
        if seconds > 0:
            self._tick.start()
            self._say_wait()
            self._enter.setEnabled(False)

    def _on_tick(self) -> None:
        self._wait -= 1
        if self._wait > 0:
            self._say_wait()
        else:
            self._tick.stop()
            self._say("")
            self._enter.setEnabled(True)

    def _say_wait(self) -> None:
        if self._wait >= 60:
            left = ntr("{n} минуту", "{n} минут", -(-self._wait // 60))
        else:
            left = ntr("{n} секунду", "{n} секунд", self._wait)
        self._say(tr("Не подходит несколько раз подряд. Следующая попытка через {left}", left=left))

    def _say(self, text: str) -> None:
        self._error.show_text(text, "red")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._who.hasFocus() and not self._secret.text():
                self._secret.setFocus(Qt.FocusReason.TabFocusReason)
            else:
                self._try()
        else:
            super().keyPressEvent(event)


def _list_people(session: object) -> Sequence[object]:
    from workstation.queries.people import list_users  # noqa: PLC0415

    return list_users(session, active_only=True)


def _check(session: object, login: str, password: str) -> object:
    from workstation.services import logins  # noqa: PLC0415

    return logins.check(session, login, password)


def _conclude(session: object, checked: object, switching: bool) -> object:
    from workstation.services import logins  # noqa: PLC0415

    return logins.conclude(session, checked, MACHINE, "people.switch" if switching else "people.login")


def _wait_of(session: object, user_id: int) -> int:
    from workstation.services import logins  # noqa: PLC0415

    return logins.seconds_to_wait(session, user_id)
