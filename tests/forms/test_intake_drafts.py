"""What is typed survives: a draft within a second, another start, Esc, an error of the disk, a conflict."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from sqlalchemy import func, select, text

from tests.forms.intake_desk import Counter, Make, fill_washer
from tests.support.intakes import accept
from tests.ui.keys import press, type_text
from ui.preview import Preview
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.models import (
    Attachment,
    Customer,
    Draft,
    IssuedDocument,
    JournalEntry,
    PrintJob,
    Visit,
    WorkOrder,
)
from workstation.queries.drafts import list_drafts
from workstation.services.intake_preview import preview_acts

TABLES = (Customer, Visit, WorkOrder, IssuedDocument, PrintJob, JournalEntry)


def rows(database: Database, model: Any) -> int:
    with database.begin() as session:
        return int(session.execute(select(func.count()).select_from(model.__table__)).scalar_one())


def newest(database: Database, actor: Actor) -> Any:
    with database.begin() as session:
        return list_drafts(session, "intake", actor.user_id)[0]


def test_a_draft_is_there_within_a_second_of_the_first_key(
    counter: Counter, sqlite_database: Database, actor: Actor
) -> None:
    began = time.monotonic()
    type_text("912")
    counter.qtbot.waitUntil(lambda: rows(sqlite_database, Draft) == 1, timeout=1000)
    assert time.monotonic() - began < 1
    assert newest(sqlite_database, actor).body["fields"]["customer.phone"] == "912"


def test_one_visit_has_one_draft_that_follows_every_change(
    counter: Counter, sqlite_database: Database, actor: Actor
) -> None:
    fill_washer(counter)
    counter.go("request.note", "осторожно, ")
    counter.qtbot.wait(450)
    type_text("стекло")
    counter.qtbot.wait(500)
    counter.rest()
    assert rows(sqlite_database, Draft) == 1
    body = newest(sqlite_database, actor).body
    assert body["items"][0]["fields"]["request.note"] == "осторожно, стекло"


def test_half_typed_things_come_back_at_the_next_start(
    open_counter: Make, sqlite_database: Database, actor: Actor
) -> None:
    first = open_counter()
    fill_washer(first, **{"device.sold_on": "10.06.20", "request.declared_value": "40 тыс"})
    first.go("request.accessories", "иключ")
    press(Qt.Key.Key_Return)
    first.go("more.representative")
    press(Qt.Key.Key_F4)
    first.walk("Петров")
    first.trigger("intake.more")
    first.go("device.brand", "LG")
    first.qtbot.wait(500)
    first.rest()
    row = newest(sqlite_database, actor)
    second = open_counter()
    second.window.open_form("intake", ("draft", row.id))
    second.rest()
    assert second.form.value("device.brand") == "LG"
    assert second.form.value("customer.representative") == "Петров"
    second.trigger("intake.previous_item")
    assert second.form.draft()["request.declared_value"] == "40 тыс"
    assert second.form.draft()["device.sold_on"] == "10.06.2020"
    assert [one.name for one in second.form.value("request.accessories")] == ["ключ"]
    assert second.visit.draft_id == row.id
    second.accept()
    assert "request.declared_value" in second.form.errors()


def test_an_accepted_draft_is_gone_and_its_customer_has_the_key_of_the_draft(
    counter: Counter, sqlite_database: Database
) -> None:
    fill_washer(counter)
    counter.qtbot.wait(500)
    counter.rest()
    person = counter.visit.person_id
    counter.accept()
    assert rows(sqlite_database, Draft) == 0
    with sqlite_database.begin() as session:
        assert session.execute(select(Customer.__table__.c.id)).scalar_one() == person


def test_f9_right_after_the_last_key_leaves_no_draft_behind(
    counter: Counter, sqlite_database: Database
) -> None:
    fill_washer(counter)
    counter.go("request.note", "быстро")
    counter.trigger("intake.accept")
    counter.qtbot.wait(900)
    counter.rest()
    assert (rows(sqlite_database, WorkOrder), rows(sqlite_database, Draft)) == (1, 0)


def test_esc_puts_the_visit_aside_and_ctrl_d_brings_it_back(
    counter: Counter, sqlite_database: Database
) -> None:
    fill_washer(counter)
    press(Qt.Key.Key_Escape)
    counter.rest()
    assert counter.page.desk.is_blank()
    assert counter.bar_text().startswith("Отложено в черновики")
    assert next(
        one for one in counter.page.actions_bound if one.spec.id == "intake.drafts"
    ).action.text() == ("Черновики: 1")
    counter.trigger("intake.drafts")
    counter.rest()
    dialog = counter.page.findChild(type(counter.page), "") or counter.window.findChildren(object)
    taken = [one for one in dialog if type(one).__name__ == "DraftList"]
    assert taken[0].list.count() == 1
    assert "Иванова Мария Петровна" in taken[0].list.item(0).text()
    press(Qt.Key.Key_Return)
    counter.rest()
    assert counter.form.value("customer.name") == "Иванова Мария Петровна"
    assert counter.form.value("request.declared_value") == 4_000_000
    counter.accept()
    assert (rows(sqlite_database, WorkOrder), rows(sqlite_database, Draft)) == (1, 0)


def test_a_full_disk_loses_nothing_and_f9_works_again(counter: Counter, sqlite_database: Database) -> None:
    fill_washer(counter)
    counter.qtbot.wait(500)
    counter.rest()
    with sqlite_database.begin(write=True) as session:
        session.execute(
            text("CREATE TRIGGER full BEFORE INSERT ON visit BEGIN SELECT RAISE(ABORT, 'disk'); END")
        )
    before = counter.visit.request_id
    try:
        counter.trigger("intake.accept")
        counter.qtbot.wait(400)
    finally:
        with sqlite_database.begin(write=True) as session:
            session.execute(text("DROP TRIGGER full"))
    told = counter.bar_text()
    counter.crashes.clear()
    assert counter.form.value("customer.name") == "Иванова Мария Петровна"
    assert counter.visit.request_id == before
    assert rows(sqlite_database, WorkOrder) == 0, told
    counter.accept()
    assert rows(sqlite_database, WorkOrder) == 1


def test_a_card_changed_elsewhere_is_told_and_f9_works_again(
    open_counter: Make, sqlite_database: Database, actor: Actor
) -> None:
    accept(sqlite_database, actor)
    counter = open_counter()
    type_text("9123456789")
    counter.rest()
    press(Qt.Key.Key_Return)
    for path, words in (
        ("device.category", "Холодильник"),
        ("device.brand", "LG"),
        ("request.appearance", "чисто"),
        ("request.reported_fault", "шумит"),
        ("request.declared_value", "1"),
    ):
        counter.go(path, words)
    with sqlite_database.begin(write=True) as session:
        session.execute(text("UPDATE customer SET version = version + 1, address = 'новый'"))
    counter.accept()
    assert rows(sqlite_database, WorkOrder) == 1
    assert "F9 ещё раз" in counter.bar_text()
    counter.accept()
    assert rows(sqlite_database, WorkOrder) == 2


def test_a_preview_shows_the_act_and_writes_nothing(counter: Counter, sqlite_database: Database) -> None:
    fill_washer(counter)
    counter.qtbot.wait(500)
    counter.rest()
    before = [rows(sqlite_database, model) for model in TABLES]
    changed: list[set[str]] = []
    counter.tasks.changed.connect(changed.append)
    counter.trigger("intake.preview")
    counter.rest()
    counter.rest()
    shown = counter.window.findChildren(Preview)
    assert shown
    assert shown[0].page_count() >= 1
    assert [rows(sqlite_database, model) for model in TABLES] == before
    assert changed == []
    shown[0].close()
    counter.rest()
    counter.accept()
    assert rows(sqlite_database, WorkOrder) == 1


def test_the_act_of_a_preview_has_no_number_yet(
    counter: Counter, sqlite_database: Database, actor: Actor
) -> None:
    fill_washer(counter)
    data, problems = counter.page.desk.read()
    assert not problems
    acts, _changed = sqlite_database.run(lambda session: preview_acts(session, data, actor), write=True)
    assert [act.number for act in acts] == ["будет присвоен"]
    assert acts[0].items[0].reported_fault == "не отжимает"


def test_photos_are_kept_by_their_content(counter: Counter, sqlite_database: Database, tmp_path: Any) -> None:
    fill_washer(counter)
    picture = QImage(320, 240, QImage.Format.Format_RGB32)
    picture.fill(QColor("#446688"))
    name = str(tmp_path / "снимок ё.png")
    picture.save(name)
    counter.form.device.photos.files_given.emit([name, name])
    counter.form.device.photos.image_given.emit(picture.scaled(64, 64))
    counter.rest()
    assert len(counter.form.value("photos")) == 2
    (tmp_path / "не снимок.jpg").write_bytes(b"text")
    counter.form.device.photos.files_given.emit([str(tmp_path / "не снимок.jpg")])
    counter.rest()
    assert "не снимок.jpg" in counter.bar_text()
    counter.form.focus("photos")
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Delete)
    assert len(counter.form.value("photos")) == 1
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(counter.form.value("photos")) == 2
    counter.accept()
    assert rows(sqlite_database, Attachment) == 2


def test_undo_brings_back_what_a_known_customer_replaced(
    open_counter: Make, sqlite_database: Database, actor: Actor
) -> None:
    accept(sqlite_database, actor)
    counter = open_counter()
    counter.go("customer.name", "Иван")
    counter.rest()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert counter.form.value("customer.name") == "Иванова Мария Петровна"
    for _ in range(3):
        if counter.form.value("customer.name") != "Иван":
            counter.form.customer.name.undo()
    assert counter.form.customer.name.text() == "Иван"
