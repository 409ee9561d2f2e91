"""Binding, the way of Enter, errors, drafts, what is filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ui.keys import press, type_text
from ui.form import Form
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field
from ui.widgets.lines import CheckBox, LineEdit, MoneyEdit, TextEdit
from workstation.errors import ErrorList, UserError

Shown = Callable[[QWidget], Any]


@dataclass(frozen=True, slots=True)
class Paper:
    """A nested part that may be absent."""

    number: str
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A nested part."""

    name: str
    phone: str
    kind: str = "person"
    id: int | None = None
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """What the form edits."""

    person: Person
    fault: str
    value: int
    loaner: bool = False
    note: str | None = None


KINDS = [ChipItem("person", "Человек"), ChipItem("company", "Компания")]


@pytest.fixture
def form(shown: Shown) -> Form:
    made = Form()
    column = QVBoxLayout(made)
    for path, field in (
        ("person.kind", Field("Кто", ChipGroup(KINDS))),
        ("person.name", Field("ФИО", LineEdit())),
        ("person.phone", Field("Телефон", LineEdit())),
        ("person.paper.number", Field("Доверенность", LineEdit())),
        ("person.paper.issued_on", Field("Выдана", DateEdit())),
        ("fault", Field("Недостаток", TextEdit())),
        ("value", Field("Оценка", MoneyEdit())),
        ("loaner", CheckBox("Подменное")),
    ):
        required = {"person.name": "Укажите имя", "value": "Укажите оценку"}.get(path, "")
        column.addWidget(made.add(path, field, required=required))
    shown(made)
    made.focus("person.kind")
    return made


def editor(form: Form, path: str) -> Any:
    return form.field(path).editor


def enter(shift: bool = False) -> None:
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier)


def test_keys_alone_make_the_dataclass(form: Form) -> None:
    press("к")
    enter()
    type_text("ООО «Ёлка»")
    enter()
    type_text("89123456789")
    enter()
    enter()
    enter()
    type_text("не отжимает")
    enter()
    type_text("40000")
    enter()
    press(Qt.Key.Key_Space)
    assert form.check() == []
    assert form.read(Visit) == Visit(
        Person("ООО «Ёлка»", "89123456789", "company"), "не отжимает", 4_000_000, loaner=True
    )


def test_enter_walks_there_and_back_and_tells_the_end(form: Form) -> None:
    ended: list[int] = []
    form.finished.connect(lambda: ended.append(1))
    way = [form.current()]
    while not ended:
        enter()
        way.append(form.current())
    assert way[:-1] == list(form.draft())
    enter(shift=True)
    enter(shift=True)
    assert form.current() == "fault"


def test_enter_passes_hidden_and_disabled_fields(form: Form) -> None:
    form.field("person.name").hide()
    form.field("person.phone").setEnabled(False)
    enter()
    assert form.current() == "person.paper.number"


def test_shift_enter_at_the_first_field_stays(form: Form) -> None:
    enter(shift=True)
    assert form.current() == "person.kind"


def test_long_text_does_not_trap_the_keyboard(form: Form) -> None:
    form.focus("fault")
    enter()
    assert form.current() == "value"
    form.focus("fault")
    enter(shift=True)
    assert form.current() == "person.paper.issued_on"
    form.focus("fault")
    press(Qt.Key.Key_Tab)
    assert form.current() == "value"


def test_load_shows_a_dataclass_and_unbound_values_come_from_the_base(form: Form) -> None:
    known = Visit(
        Person("Ли", "1", id=7, paper=Paper("12", date(2026, 6, 1))), "шум", 100, note="для мастера"
    )
    form.load(known)
    assert not form.is_dirty()
    assert editor(form, "person.paper.issued_on").text() == "01.06.2026"
    form.focus("person.name")
    type_text("Ли Анна")
    changed = form.read(Visit, base=known)
    assert changed.person == Person("Ли Анна", "1", id=7, paper=Paper("12", date(2026, 6, 1)))
    assert changed.note == "для мастера"


def test_blank_optional_part_is_none_and_a_part_can_be_read_alone(form: Form) -> None:
    form.set_value("person.name", "Ли")
    person = form.read(Person, "person")
    assert person.paper is None
    assert person.phone == ""


def test_missing_value_without_default_is_our_bug(form: Form) -> None:
    with pytest.raises(ValueError, match="value"):
        form.read(Visit)


def test_check_names_unreadable_and_missing_in_order(form: Form) -> None:
    editor(form, "person.paper.issued_on").set_raw("31.02")
    assert form.check() == [
        ("person.name", "Укажите имя"),
        ("person.paper.issued_on", "Введите дату: 01.06.2026"),
        ("value", "Укажите оценку"),
    ]


def test_errors_are_shown_counted_and_walked(form: Form) -> None:
    told: list[tuple[int, str]] = []
    form.errors_changed.connect(lambda count, title: told.append((count, title)))
    lost = form.show_errors(
        [("value", "Больше нуля"), ("person.name", "Укажите имя"), ("nowhere", "Потеряно")]
    )
    assert lost == ["Потеряно"]
    assert form.current() == "person.name"
    assert form.field("value").error() == "Больше нуля"
    assert editor(form, "value").property("mark") == "error"
    assert told[-1][0] == 2
    press(Qt.Key.Key_Tab)
    assert form.current() == "value"
    press(Qt.Key.Key_Tab)
    assert form.current() == "person.name"
    type_text("Ли")
    assert form.errors() == {"value": "Больше нуля"}
    assert told[-1] == (1, "Оценка")
    assert form.field("person.name").error() == ""
    form.focus("value")
    press(Qt.Key.Key_Tab)
    assert form.current() == "loaner"


def test_errors_of_a_service_go_to_their_fields(form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.form.error_pairs", lambda error: [(e.field, e.code) for e in error.errors])
    error = ErrorList((UserError("blank", "customer.name"), UserError("none", None)))
    lost = form.show_error(error, lambda path: path.replace("customer.", "person."))
    assert form.errors() == {"person.name": "blank"}
    assert lost == ["none"]


def test_warning_is_amber_and_does_not_block(form: Form) -> None:
    form.set_value("person.name", "Ли")
    form.set_value("value", 100)
    form.show_warnings([("person.phone", "Такой телефон уже есть")])
    assert form.field("person.phone").error() == "Такой телефон уже есть"
    assert editor(form, "person.phone").property("mark") == "warning"
    assert form.check() == []
    form.show_errors([("person.phone", "Не хватает цифр")])
    assert editor(form, "person.phone").property("mark") == "error"
    form.clear_errors()
    assert form.field("person.phone").error() == "Такой телефон уже есть"
    form.show_warnings([])
    assert form.field("person.phone").error() == ""


def test_leaving_an_unreadable_field_says_so_at_once(form: Form) -> None:
    form.focus("person.paper.issued_on")
    type_text("31.02")
    enter()
    assert form.current() == "fault"
    assert form.errors() == {"person.paper.issued_on": "Введите дату: 01.06.2026"}


def test_typing_wants_a_draft_within_a_second_and_filling_too(form: Form, qtbot: Any) -> None:
    changes: list[int] = []
    form.changed.connect(lambda: changes.append(1))
    form.focus("person.name")
    with qtbot.waitSignal(form.changed, timeout=900):
        type_text("Ли")
    assert form.is_dirty()
    assert changes == [1]
    form.set_clean()
    with qtbot.waitSignal(form.changed, timeout=900):
        form.fill("person.phone", "+7 912 345-67-89", "из карточки")


def test_draft_keeps_what_is_no_value_yet(form: Form) -> None:
    press("к")
    editor(form, "person.paper.issued_on").set_raw("31.")
    editor(form, "fault").set_raw("стук\nв баке")
    draft = form.draft()
    form.clear()
    assert form.value("fault") is None
    form.restore(draft)
    assert form.draft() == draft
    assert not form.is_dirty()
    form.restore({"gone.field": "x", "fault": "y"})
    assert form.value("fault") == "y"


def test_filled_in_is_said_overtyped_and_never_overwrites_the_hand(form: Form) -> None:
    assert form.fill("person.name", "Иванова Мария", "найдено по телефону")
    assert form.field("person.name").note() == "найдено по телефону"
    form.unfill("person.name")
    assert form.value("person.name") is None
    form.fill("person.name", "Иванова Мария", "найдено по телефону")
    form.focus("person.name")
    type_text("Ли")
    assert form.field("person.name").note() == ""
    assert not form.fill("person.name", "Петрова", "из карточки")
    assert form.value("person.name") == "Ли"
    form.unfill("person.name")
    assert form.value("person.name") == "Ли"


def test_undo_of_what_was_filled_in(form: Form) -> None:
    form.focus("person.name")
    form.fill("person.name", "Иванова", "из карточки")
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.value("person.name") is None


def test_reader_and_writer_turn_values(shown: Shown) -> None:
    form = Form()
    QVBoxLayout(form).addWidget(
        form.add("weight_g", LineEdit(), read=lambda text: int(text) * 1000, write=lambda g: str(g // 1000))
    )
    shown(form)
    form.set_value("weight_g", 5000)
    assert form.draft() == {"weight_g": "5"}
    assert form.value("weight_g") == 5000
