"""Users of the base: who they are, what their role lets them do, and the way in for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from forms.settings.section import Section, Verb
from ui.context import Context
from ui.form import Form
from ui.widgets.basics import Hairline, SectionTitle, label
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import CheckBox, LineEdit
from ui.widgets.side_list import SideList
from workstation.i18n import mark, tr
from workstation.queries.people import UserRow, list_users
from workstation.services import people
from workstation.statuses import Role

LETTERS = {Role.CLERK: "П", Role.TECHNICIAN: "М", Role.STOREKEEPER: "К", Role.MANAGER: "Р",
           Role.ADMINISTRATOR: "А"}  # fmt: skip
MAY = {
    Role.CLERK: mark("принимает изделия, печатает бумаги, ведёт заказчиков"),
    Role.TECHNICIAN: mark("видит заказы, прикладывает снимки, печатает копии"),
    Role.STOREKEEPER: mark("видит заказы, печатает копии"),
    Role.MANAGER: mark("всё у стойки, аннулирование бумаг, настройки центра"),
    Role.ADMINISTRATOR: mark("всё, включая людей и стирание персональных данных"),
}
NEW = 0


class PeopleSection(Section):
    """A list of people and the card of the one chosen."""

    title, text = mark("Люди и права"), mark("Кто работает в базе. Роль решает, что человеку можно.")
    right = "people.add"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._users: Sequence[UserRow] = ()
        self._wanted: int | None = None
        row = QHBoxLayout()
        row.setSpacing(24)
        side = QVBoxLayout()
        self._list = SideList(tr("Люди"))
        self._list.setFixedWidth(252)
        self._list.setMinimumHeight(320)
        self._add = Button(tr("Добавить человека"), icon="plus")
        side.addWidget(self._list, 1)
        side.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(side)
        row.addWidget(Hairline(upright=True))
        self._card = UserFields()
        self.forms.append(self._card)
        self._card.changed.connect(self.touched)
        row.addWidget(self._card)
        row.addStretch(1)
        self.column.addLayout(row)
        self._list.currentRowChanged.connect(self._on_row)
        self._add.clicked.connect(self._on_add)

    def read(self, session: Any) -> Any:
        return list_users(session)

    def show_facts(self, facts: Any) -> None:
        self._users = facts
        chosen = self._wanted if self._wanted is not None else self._chosen_id()
        self._list.blockSignals(True)
        self._list.clear()
        for user in facts:
            words = user.name if user.is_active else tr("{name} — не работает", name=user.name)
            self._list.add(words, user.role.label)
        self._list.blockSignals(False)
        places = [place for place, user in enumerate(facts) if user.id == chosen]
        self._list.setCurrentRow(places[0] if places else 0)
        self._wanted = None

    def focus_first(self) -> None:
        self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def _chosen_id(self) -> int:
        place = self._list.currentRow()
        return self._users[place].id if 0 <= place < len(self._users) else NEW

    def _on_row(self, place: int) -> None:
        if 0 <= place < len(self._users):
            self._card.show_user(self._users[place])

    def _on_add(self) -> None:
        self._list.setCurrentRow(-1)
        self._card.show_user(None)
        self._card.focus("name")

    def verb(self) -> Verb | None:
        wrong = [*self._card.check(), *self._card.complaint()]
        self._card.show_errors(wrong)
        if wrong:
            return None
        shown = self._card.shown
        secrets = {name: self._card.value(name) for name in ("password", "pin")}
        return partial(_save, actor=self.context.actor, data=self._card.data(), shown=shown, **secrets)

    def draft(self) -> dict[str, Any]:
        """Kept with the person it is about."""
        typed = {path: raw for path, raw in self._card.draft().items() if self._card.is_typed(path)}
        return {"user": self._chosen_id(), "fields": typed} if typed and self._card.is_dirty() else {}

    def bring_back(self, draft: Mapping[str, Any]) -> None:
        places = [place for place, user in enumerate(self._users) if user.id == draft.get("user")]
        if not places and draft.get("user") != NEW:
            return
        self._list.setCurrentRow(places[0] if places else -1)
        self._card.show_user(self._users[places[0]] if places else None)
        self._card.restore(draft["fields"])
        self._card.set_dirty()

    def saved(self, result: object = None) -> None:
        shown = self._card.shown
        self._wanted = shown.id if shown is not None else None
        self._card.wipe()


class UserFields(Form):
    """The card of one person; `shown` is the row it was filled from, None for a new one."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: UserRow | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._head = SectionTitle(tr("Новый человек"))
        column.addWidget(self._head)
        needed = tr("Введите фамилию, имя и отчество")
        column.addWidget(
            self.add("name", Field(tr("Фамилия, имя, отчество"), LineEdit(), 316), required=needed)
        )
        login = self.add("login", Field(tr("Логин"), LineEdit(), 152), required=tr("Придумайте логин"))
        post = self.add("title", Field(tr("Должность в бумагах"), LineEdit(tr("как роль")), 152))
        column.addWidget(FieldRow(login, post, stretch=True))
        roles = ChipGroup([ChipItem(role.value, role.label, LETTERS[role]) for role in Role])
        column.addWidget(self.add("role", Field(tr("Роль"), roles)))
        self._may = label("", "text3", "small", wrap=True)
        column.addWidget(self._may)
        column.addWidget(self.add("is_active", CheckBox(tr("Работает"))))
        password, pin = LineEdit(), LineEdit()
        for editor in (password, pin):
            editor.setEchoMode(QLineEdit.EchoMode.Password)
        first = self.add("password", Field(tr("Новый пароль"), password, 152))
        second = self.add("pin", Field(tr("Новый ПИН, 4–8 цифр"), pin, 152))
        column.addWidget(FieldRow(first, second, stretch=True))
        self._has = label("", "text3", "small", wrap=True)
        column.addWidget(self._has)
        column.addStretch(1)
        self.edited.connect(self._on_edit)
        self.setFixedWidth(420)
        self.show_user(None)

    def show_user(self, user: UserRow | None) -> None:
        """Fill the card; None: a new person."""
        self.shown = user
        self._head.set_title(user.name if user else tr("Новый человек"))
        self.set_value("name", user.name if user else None)
        self.set_value("login", user.login if user else None)
        self.set_value("title", user.title if user and user.title != user.role.label else None)
        self.set_value("role", (user.role if user else Role.CLERK).value)
        self.set_value("is_active", user.is_active if user else True)
        self.wipe()
        words = []
        if user is not None:
            words.append(tr("пароль есть") if user.has_password else tr("пароля нет, войти нельзя"))
            words.append(tr("ПИН есть") if user.has_pin else tr("ПИН не задан"))
        self._has.setText(", ".join(words))
        self.clear_errors()

    def data(self) -> people.UserData:
        """What is typed."""
        return people.UserData(
            login=self.value("login"),
            name=self.value("name"),
            role=Role(self.value("role")),
            title=self.value("title") or "",
            is_active=self.value("is_active"),
        )

    def complaint(self) -> list[tuple[str | None, str]]:
        """A password that is too short, or none for somebody new."""
        password = self.value("password") or ""
        if (password or self.shown is None) and len(password) < people.PASSWORD_SHORTEST:
            return [("password", tr("Наберите не меньше {n} знаков", n=people.PASSWORD_SHORTEST))]
        return []

    def wipe(self) -> None:
        """Passwords do not stay on the screen."""
        self.set_value("password", None)
        self.set_value("pin", None)
        self.set_clean()

    def draft(self) -> dict[str, Any]:
        """Secrets are kept nowhere."""
        return {path: raw for path, raw in super().draft().items() if path not in {"password", "pin"}}

    def _on_edit(self, path: str) -> None:
        if path == "role" and self.value("role"):
            self._may.setText(tr(MAY[Role(self.value("role"))]))


def _save(  # noqa: PLR0913 - the card as it was read and as it is now
    session: Any,
    actor: Any,
    data: people.UserData,
    shown: UserRow | None,
    password: str | None,
    pin: str | None,
) -> int:
    if shown is None:
        user_id = people.add_user(session, actor, data, password)
    else:
        user_id = shown.id
        people.change_user(session, actor, user_id, data, shown.version)
        if password:
            people.set_password(session, actor, user_id, password)
    if pin:
        people.set_pin(session, actor, user_id, pin)
    return user_id
