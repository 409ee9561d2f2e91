"""A whole life by `do`: from the counter over a failed check to the customer's hands, told by `order`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import INTAKES, NOW, Ran, Run
from tests.support.people import PASSWORD
from workstation.cli import app
from workstation.db import open_database
from workstation.services import people, seating, settings
from workstation.statuses import Role

GOOD = INTAKES / "good_01_warranty_washing_machine.json"
PNG = b"\x89PNG\r\n\x1a\nthe plate"
NUMBER = "СЦ-2026-000001"
PUMP = {
    "nature": "production",
    "conclusion": "Насос слива заклинил, разрушена крыльчатка. Насос заменён, слив проверен.",
    "cause": "Насос слива",
    "section_code": "220",
    "measured": [{"name": "Сопротивление изоляции", "value": 12.4, "unit": "МОм", "least": 2}],
}


@pytest.fixture
def staffed(
    made_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Commands, in this process, on a practice base of three people who want a second person to check."""
    for file in made_base.glob("a.db*"):
        copy = shutil.copytree if file.is_dir() else shutil.copyfile
        copy(file, tmp_path / file.name)
    add_people(tmp_path / "a.db")

    def run(login: str, *words: object, now: str = NOW) -> Ran:
        monkeypatch.setenv("WORKSTATION_HOME", str(tmp_path / "home"))
        monkeypatch.setenv("WORKSTATION_NOW", now)
        monkeypatch.setenv("WORKSTATION_PASSWORD", PASSWORD)
        capsys.readouterr()
        code = app.run(["--db", str(tmp_path / "a.db"), "--login", login, *map(str, words)])
        out, told = capsys.readouterr()
        return Ran(code, json.loads(out) if out.strip() else None, told)

    return run


def add_people(path: Path) -> None:
    """An administrator with a password, two technicians, and a second person's check."""
    database = open_database(str(path))
    with database.begin(write=True) as session:
        lone = seating.lone_administrator(session)
        assert lone is not None
        admin = seating.actor_for(session, lone, "стойка")
        people.set_password(session, admin, admin.user_id, PASSWORD)
        for login in ("petrov", "sidorov"):
            data = people.UserData(login, f"{login.capitalize()} Артём Викторович", Role.TECHNICIAN)
            people.add_user(session, admin, data, PASSWORD)
        settings.set_setting(session, admin, "bench.second_check", True)
    database.close()


class Story:
    """One order and who does what with it, when."""

    def __init__(self, run: Run, folder: Path) -> None:
        self.run, self.folder = run, folder

    def do(self, login: str, day: str, verb: str, data: dict[str, Any] | None = None) -> Ran:
        file = self.folder / "data.json"
        file.write_text(json.dumps(data or {}), "utf-8")
        now = f"2026-{day}T12:00:00+03:00"
        return self.run(login, "do", NUMBER, verb, file, now=now)

    def done(self, login: str, day: str, verb: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        ran = self.do(login, day, verb, data)
        assert ran.code == 0, ran
        found: dict[str, Any] = ran.document
        return found

    def deeds(self, login: str) -> dict[str, dict[str, Any]]:
        ran = self.run(login, "do", NUMBER)
        assert ran.code == 0, ran
        return {deed["verb"]: deed for deed in ran.document}

    def order(self) -> dict[str, Any]:
        found: dict[str, Any] = self.run("admin", "order", NUMBER).document
        return found


def test_from_the_counter_to_the_customers_hands(staffed: Run, tmp_path: Path) -> None:
    (tmp_path / "plate.png").write_bytes(PNG)
    made = staffed("admin", "intake", GOOD)
    assert made.document["order"] == NUMBER
    story = Story(staffed, tmp_path)
    deeds = story.deeds("petrov")
    assert deeds["start_diagnosis"] == {
        "verb": "start_diagnosis",
        "allowed": True,
        "lacks": [],
        "fields": {"note": {"type": "string", "required": False, "choices": []}},
        "to": ["in_diagnosis"],
    }
    assert [one["code"] for one in deeds["hand_over"]["lacks"]] == ["right_missing", "move_not_from"]
    story.done("petrov", "05-23", "start_diagnosis")
    story.done("petrov", "05-23", "record_diagnosis", PUMP)
    story.done("petrov", "05-23", "wait_for", {"status": "waiting_customer", "reason": "срок"})
    assert story.done("petrov", "05-25", "start_repair")["status"] == "in_repair"
    work = story.done("petrov", "05-25", "add_work", {"operation": "R02"})
    story.done("petrov", "05-25", "add_part", {
        "name": "Насос слива", "part_number": "00145212", "warranty_months": 12,
        "old_part": "to_manufacturer",
    })  # fmt: skip
    story.done("petrov", "05-25", "start_timer", {"work": work["result"]})
    assert story.do("petrov", "05-25", "finish_repair").error["code"] == "item_open"
    for item in story.order()["checklist"]["items"]:
        if item["required"]:
            value = (
                {"value": "12"} if item["least"] else {"value": "0.21"} if item["most"] else {"value": "yes"}
            )
            answer = {"photo": "plate.png"} if item["kind"] == "photo" else value
            story.done("petrov", "05-25", "tick", {"item": item["position"], **answer})
    assert story.done("petrov", "05-26", "finish_repair")["status"] == "in_check"
    assert story.do("petrov", "05-26", "pass_check").error["code"] == "second_person"
    story.done("sidorov", "05-26", "fail_check", {"reason": "гудит"})
    assert story.done("petrov", "05-27", "finish_repair")["status"] == "in_check"
    assert story.done("sidorov", "05-27", "pass_check")["status"] == "ready"
    refused = story.do("petrov", "05-28", "hand_over")
    assert (refused.code, refused.error["code"]) == (5, "right_missing")
    assert story.done("admin", "05-28", "hand_over")["status"] == "handed_over"
    tells_all(story.order())
    assert staffed("admin", "check").code == 0


def answer(item: dict[str, Any]) -> dict[str, str]:
    """A good answer on an item."""
    if item["kind"] == "photo":
        return {"photo": "plate.png"}
    return {"value": "12" if item["least"] else "0,21" if item["most"] else "yes"}


def tells_all(order: dict[str, Any]) -> None:
    """`order` tells the whole story, and the warranty moved by exactly the days till the handover."""
    assert [row["status"] for row in order["history"]] == [
        "accepted", "in_diagnosis", "waiting_customer", "in_repair", "in_check", "in_repair", "in_check",
        "ready", "handed_over",
    ]  # fmt: skip
    assert order["failed_checks"] == 1
    assert [(one["passed"], one["note"]) for one in order["checks"]] == [(False, "гудит"), (True, None)]
    assert order["diagnosis"]["measured"][0]["value"] == "12.4"
    assert [one["name"] for one in order["works"]] == ["Замена насоса слива"]
    assert [one["part_number"] for one in order["parts"]] == ["00145212"]
    assert len(order["times"]) == 1
    assert order["times"][0]["ended_at"] is not None
    given = order["handover"]
    facts = ("demanded_on", "received_on", "repaired_on", "handed_on")
    assert [given[name] for name in facts] == ["2026-05-20", "2026-05-22", "2026-05-27", "2026-05-28"]
    assert given["defects"] == PUMP["conclusion"]
    assert [one["warranty_until"] for one in given["parts"]] == ["2027-05-28"]
    assert given["extension_days"] == 8
    assert order["journal"][-1]["verb"] == "orders.hand_over"


def test_data_that_is_wrong_is_named(staffed: Run, tmp_path: Path) -> None:
    staffed("admin", "intake", GOOD)
    story = Story(staffed, tmp_path)
    story.done("petrov", "05-23", "start_diagnosis")
    wrong = story.do("petrov", "05-23", "record_diagnosis", {"nature": "production", "colour": "red"})
    assert [(one["code"], one["field"]) for one in wrong.document["errors"]] == [
        ("unknown_key", "colour"),
        ("required", "conclusion"),
    ]
    strange = story.do("petrov", "05-23", "record_diagnosis", {**PUMP, "nature": "magic"})
    assert (strange.code, strange.error["code"], strange.error["field"]) == (2, "deed_data_bad", "nature")
    assert story.do("petrov", "05-23", "fly").error["code"] == "deed_unknown"
    version = ("--version", "1")
    late = staffed("petrov", "do", NUMBER, "take", *version)
    assert (late.code, late.error["code"]) == (3, "conflict_changed")
