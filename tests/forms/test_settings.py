"""Settings: rights, what is stored, what is seen at once; print queue and copy that run by themselves."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from forms.settings.form import SettingsForm
from tests.forms.session_desk import Desk, put
from tests.support.intakes import accept
from ui import theme
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.queries.people import list_users
from workstation.queries.print_jobs import list_print_jobs
from workstation.queries.settings import load_settings
from workstation.services import settings
from workstation.statuses import PrintState, Role

pytestmark = pytest.mark.real_clock


@pytest.fixture
def desk(qtbot: Any, sqlite_address: str, actor: Actor) -> Iterator[Desk]:
    made = Desk(qtbot, sqlite_address)
    made.inside()
    yield made
    made.close()
    theme.apply(qtbot_app(), "light")


def qtbot_app() -> Any:
    from PySide6.QtWidgets import QApplication

    return QApplication.instance()


def section(desk: Desk, name: str) -> Any:
    desk.session.window.open_form("settings", None)
    page = desk.inside()
    assert isinstance(page, SettingsForm)
    page.activate(name)
    desk.rest()
    return page, page.sections[page._current()]


def stored(database: Database, actor: Actor) -> Any:
    with database.begin() as session:
        return load_settings(session, actor.station_id, actor.user_id)


def test_a_clerk_sees_only_his_sections(desk: Desk, actor: Actor) -> None:
    from dataclasses import replace

    clerk = replace(actor, role=Role.CLERK)
    page = SettingsForm(desk.session.window.context._replace(actor=clerk))
    names = {type(one).__name__ for one in page.sections}
    assert names >= {"SelfSection", "StationSection"}
    assert not names & {
        "CentreSection",
        "PeopleSection",
        "BackupSection",
        "ContractsSection",
        "IntakeSection",
    }
    page.deleteLater()
    desk.rest()


def test_the_theme_is_seen_and_stored_at_once(desk: Desk, sqlite_database: Database, actor: Actor) -> None:
    _page, one = section(desk, "SelfSection")
    one._looks.set_value("ui.theme", "dark")
    desk.wait(lambda: theme.scheme() == "dark")
    assert stored(sqlite_database, actor)["ui.theme"] == "dark"


def test_the_centre_is_stored_and_a_wrong_number_is_not(
    desk: Desk, sqlite_database: Database, actor: Actor
) -> None:
    page, one = section(desk, "CentreSection")
    company = one.forms[0]
    put(company.field("inn").editor, "7701007775")
    page.save()
    assert "inn" in company.errors()
    put(company.field("inn").editor, "7701007776")
    put(company.field("phones").editor, "8 495 123-45-67, 8 (912) 345-67-89 доб. 12")
    page.save()
    desk.rest()
    details = stored(sqlite_database, actor)["centre.details"]
    assert details["inn"] == "7701007776"
    assert details["phones"] == ["+74951234567", "+79123456789#12"]


def test_an_account_with_a_wrong_check_digit_is_not_stored(
    desk: Desk, sqlite_database: Database, actor: Actor
) -> None:
    page, one = section(desk, "CentreSection")
    company = one.forms[0]
    put(company.field("name").editor, "ООО «Ёлка»")
    put(company.field("bank.bic").editor, "044525225")
    put(company.field("bank.account").editor, "40702810900000002851")
    page.save()
    desk.rest()
    assert "bank.account" in company.errors()
    assert not (stored(sqlite_database, actor)["centre.details"].get("bank") or {}).get("account")
    put(company.field("bank.account").editor, "40702810900000002859")
    page.save()
    desk.rest()
    assert stored(sqlite_database, actor)["centre.details"]["bank"]["account"] == "40702810900000002859"


def test_a_second_user_needs_the_own_password_first(desk: Desk, sqlite_database: Database) -> None:
    page, one = section(desk, "PeopleSection")
    one._on_add()
    card = one._card
    for path, text in (("name", "Петрова Анна"), ("login", "anna"), ("password", "пароль-анны")):
        put(card.field(path).editor, text)
    page.save()
    desk.rest()
    assert "password" in card.errors()
    with sqlite_database.begin() as session:
        assert len(list_users(session)) == 1


def test_a_user_is_added_with_password_and_pin(desk: Desk, sqlite_database: Database) -> None:
    page, own = section(desk, "SelfSection")
    for path in ("password", "again"):
        put(own._secrets.field(path).editor, "главный-пароль")
    page.save()
    desk.rest()
    assert own._secrets.value("password") is None
    page, one = section(desk, "PeopleSection")
    one._on_add()
    card = one._card
    for path, text in (
        ("name", "Петрова Анна"),
        ("login", "anna"),
        ("password", "пароль-анны"),
        ("pin", "2580"),
    ):
        put(card.field(path).editor, text)
    card.set_value("role", "technician")
    page.save()
    desk.rest()
    with sqlite_database.begin() as session:
        made = next(row for row in list_users(session) if row.login == "anna")
    assert (made.role, made.has_password, made.has_pin) == (Role.TECHNICIAN, True, True)


def test_an_intake_waits_for_a_printer_and_is_printed_once_there_is_one(
    desk: Desk, sqlite_database: Database, actor: Actor, tmp_path: Path
) -> None:
    desk.wait(lambda: desk.session._machines is not None)
    accept(sqlite_database, actor)
    desk.session._machines._print.look()

    def waiting() -> list[Any]:
        with sqlite_database.begin() as session:
            return list_print_jobs(session, actor.station_id)

    desk.wait(lambda: all(job.state is PrintState.FAILED for job in waiting()))
    count = len(waiting())
    desk.wait(lambda: desk.session.window.status.state("print").startswith(f"Печать: {count} докум"))
    page, one = section(desk, "StationSection")
    for form in one._printers.forms.values():
        form.set_value("kind", "folder")
        form.set_value("folder", str(tmp_path / "pdf"))
    page.save()
    desk.wait(lambda: desk.session.window.status.state("print") == "Печать: очередь пуста")
    assert len(list((tmp_path / "pdf").glob("*.pdf"))) == count


def test_a_label_goes_straight_to_a_printer_on_the_network(
    desk: Desk, sqlite_database: Database, actor: Actor
) -> None:
    got: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(20)

    def listen() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.settimeout(20)
            while part := connection.recv(65536):
                got.append(part)

    thread = threading.Thread(target=listen)
    thread.start()
    target = f"tcp:127.0.0.1:{listener.getsockname()[1]}"
    setting = {"target": target, "offset_x": 0, "offset_y": 0, "language": "zpl", "dpi": 203}
    sqlite_database.run(
        lambda session: settings.set_setting(session, actor, "printer.label", setting), write=True
    )
    desk.session._on_changed({"settings"})
    desk.rest()
    accept(sqlite_database, actor)
    desk.wait(lambda: desk.session._machines is not None)
    desk.session._machines._print.look()
    desk.wait(lambda: not thread.is_alive())
    listener.close()
    desk.rest()
    assert b"".join(got).startswith(b"^XA")


def test_the_daily_copy_is_made_in_the_background(
    desk: Desk, sqlite_database: Database, actor: Actor, tmp_path: Path
) -> None:
    page, one = section(desk, "BackupSection")
    put(one._folder.field("folder").editor, str(tmp_path / "nowhere"))
    page.save()
    assert one._folder.errors()
    put(one._folder.field("folder").editor, str(tmp_path))
    page.save()
    desk.rest()
    desk.wait(lambda: desk.session._machines is not None)
    one._on_make()
    desk.wait(lambda: list(tmp_path.glob("workstation-*.zip")))
    desk.rest()
    assert "workstation-" in stored(sqlite_database, actor)["backup.last"]["file"]
