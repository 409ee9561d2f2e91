"""The first start: from nothing to a base, put off and gone on with; what stands in the way of opening."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from tests.forms.session_desk import Desk, put
from ui.local_state import recall
from workstation.db import open_database
from workstation.queries.settings import load_settings
from workstation.services.logins import check

pytestmark = pytest.mark.real_clock

Open = Callable[[str], Desk]


@pytest.fixture
def open_desk(qtbot: Any) -> Iterator[Open]:
    made: list[Desk] = []

    def make(address: str) -> Desk:
        made.append(Desk(qtbot, address))
        return made[-1]

    yield make
    for desk in made:
        desk.close()


def editor(form: Any, path: str) -> Any:
    return form.field(path).editor


def test_the_walk_makes_a_base_with_its_centre_manager_and_printers(open_desk: Open, tmp_path: Path) -> None:
    address, copies = str(tmp_path / "new.db"), tmp_path / "copies"
    copies.mkdir()
    logo = tmp_path / "logo.jpg"
    QImage(1400, 700, QImage.Format.Format_RGB32).save(str(logo))
    desk = open_desk(address)
    wizard = desk.gate("setup")
    steps = wizard._steps
    wizard._next()
    for path, text in (("name", "ООО «Ёлка»"), ("inn", "7701007776"), ("bank.bic", "044525999")):
        put(editor(steps.company, path), text)
    editor(steps.company, "logo_sha256").show_file(str(logo))
    wizard._next()
    put(editor(steps.brands, "brand.0"), "Bosch")
    put(editor(steps.brands, "contract.0"), "АСЦ-1")
    wizard._next()
    for path, text in (("name", "Орлов Пётр Ильич"), ("login", "orlov"), ("password", "сова-сова"),
                       ("again", "сова-сова")):  # fmt: skip
        put(editor(steps.people, path), text)
    wizard._next()
    printer = steps.printers.forms["paper"]
    printer.set_value("kind", "folder")
    put(editor(printer, "folder"), str(tmp_path / "pdf"))
    wizard._next()
    put(editor(steps.backup, "folder"), str(copies))
    wizard._next()
    assert desk.inside().title == "Заказы"
    base = open_database(address)
    with base.begin() as session:
        settings = load_settings(session, desk.session.window.context.actor.station_id)
        assert settings["centre.details"]["name"] == "ООО «Ёлка»"
        assert settings["printer.paper"]["target"] == f"folder:{tmp_path / 'pdf'}"
        assert settings["backup.folder"] == str(copies)
        assert settings["setup.finished"]
        assert check(session, "orlov", "сова-сова").refusal is None
        sha256 = settings["centre.details"]["logo_sha256"]
    kept = QImage(str(next(base.folder.glob(f"attachments/*/{sha256}"))))
    assert kept.width() == 720
    base.close()
    assert recall(address).get("setup") is None


def test_numbers_are_judged_as_one_types(open_desk: Open, tmp_path: Path) -> None:
    company = open_desk(str(tmp_path / "new.db")).gate("setup")._steps.company
    put(editor(company, "inn"), "77010")
    assert company.field("inn").note() == "5 из 10 или 12"
    assert not company.field("inn").error()
    put(editor(company, "inn"), "7701007775")
    assert company.field("inn").error()
    put(editor(company, "inn"), "7701007776")
    assert company.field("inn").note() == "верно"
    assert not company.field("inn").error()


def test_a_wrong_number_that_was_put_off_is_met_again_at_the_end(open_desk: Open, tmp_path: Path) -> None:
    wizard = open_desk(str(tmp_path / "new.db")).gate("setup")
    wizard._next()
    put(editor(wizard._steps.company, "kpp"), "12")
    wizard._next()
    assert wizard._stack.currentIndex() == 1
    for _ in range(4):
        wizard._skip_step()
    wizard._next()
    assert wizard._stack.currentIndex() == 1
    assert not (tmp_path / "new.db").exists()


def test_what_was_typed_is_there_after_a_crash_but_no_password(open_desk: Open, tmp_path: Path) -> None:
    address = str(tmp_path / "new.db")
    first = open_desk(address)
    wizard = first.gate("setup")
    wizard._next()
    put(editor(wizard._steps.company, "name"), "ООО «Ёлка»")
    wizard._next()
    wizard._skip_step()
    put(editor(wizard._steps.people, "password"), "тайный-пароль")
    wizard._keep_typed()
    assert "тайный" not in str(recall(address))
    again = open_desk(address).gate("setup")
    assert again._stack.currentIndex() == 3
    assert again._steps.company.value("name") == "ООО «Ёлка»"


def test_everything_may_be_skipped(open_desk: Open, tmp_path: Path) -> None:
    desk = open_desk(str(tmp_path / "new.db"))
    wizard = desk.gate("setup")
    wizard._next()
    for _ in range(4):
        wizard._skip_step()
    wizard._next()
    assert desk.inside().title == "Заказы"
    desk.rest()
    assert open_desk(str(tmp_path / "new.db")).gate("password")


def test_a_file_that_is_no_base_is_named_and_left_alone(open_desk: Open, tmp_path: Path) -> None:
    content = b"no database at all, just words" * 40
    path = tmp_path / "strange.db"
    path.write_bytes(content)
    page = open_desk(str(path)).gate("trouble")
    assert page._head.text() == "Это не база рабочего места"
    assert path.read_bytes() == content


def test_a_newer_base_is_refused_in_words_and_opened_once_the_cause_is_gone(
    open_desk: Open, sqlite_address: str, sqlite_database: Any, actor: Any
) -> None:
    from sqlalchemy import text

    from workstation import schema

    def name(version: str) -> None:
        with sqlite_database.writer.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})

    name("9999")
    desk = open_desk(sqlite_address)
    page = desk.gate("trouble")
    assert page._head.text() == "База новее программы"
    name(schema.VERSION)
    page.refresh()
    assert desk.inside().title == "Заказы"
