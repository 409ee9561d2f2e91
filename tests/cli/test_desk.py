"""What is around orders, by the words of the command line: a day from the shelf to the customer's hands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import INTAKES, Run

pytestmark = pytest.mark.slow


def said(folder: Path, **data: Any) -> str:
    """A file with the data of a verb."""
    file = folder / f"{len(list(folder.glob('said*.json')))}said.json"
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return str(file)


def test_a_day_around_an_order(base: Run, tmp_path: Path) -> None:
    number = base("intake", INTAKES / "good_01_warranty_washing_machine.json").document["order"]
    base("place", "save", said(tmp_path, data={"kind": "shelf", "name": "А-1"}))
    moved = base("do", number, "move_to", said(tmp_path, place="А-1"))
    assert (moved.code, base("place", "where", number).document[0]["place"]) == (0, "А-1")
    fund = {
        "inventory_number": "П-1", "category": "washing_machine", "brand": "LG", "condition": "хорошее",
        "value": "15000.00", "accessories": [{"name": "шланг"}],
    }  # fmt: skip
    assert base("loaner", "save", said(tmp_path, data=fund)).code == 0
    assert base("loaner", "demands").document[0]["fitting"] == 1
    assert base("do", number, "lend", said(tmp_path, loaner="П-1")).code == 0
    asked = said(tmp_path, channel="in_person", reason="complex_defect", term="2026-07-01")
    assert base("do", number, "ask_customer", asked).document["status"] == "waiting_customer"
    answer = said(tmp_path, answer="agreed", way="signature")
    assert base("do", number, "record_answer", answer).document["due_on"] == "2026-07-01"
    deeds = {one["verb"]: one for one in base("do", number).document}
    assert deeds["take_back"]["allowed"]
    assert [one["code"] for one in deeds["record_answer"]["lacks"]] == ["approval_none"]
    assert base("do", number, "note", said(tmp_path, text="ключ у вахтёра")).code == 0
    told = base("order", number).document["around"]
    assert [one["text"] for one in told["notes"]] == ["ключ у вахтёра"]
    assert (told["where"]["place"], told["loans"][0]["value"]) == ("А-1", "15000.00")
    assert [one["topic"] for one in told["contacts"]] == ["approval", "approval"]
    assert told["approvals"][0]["answer"] == "agreed"
    checked = base("check").document
    assert checked["ok"], [one for one in checked["checks"] if one["failed"]]


def test_a_request_and_the_work_of_the_night(base: Run, tmp_path: Path) -> None:
    call = said(
        tmp_path,
        channel="phone",
        text="не греет",
        answers={"dissatisfied": False, "worked_before": True, "works_now": False},
        name="Ли Виктор",
        phone="8 916 704-66-97",
    )
    assert base("request", "record", call).code == 0
    (row,) = base("request", "list").document
    assert (row["number"], row["kind"], row["phone"]) == ("ОБ-2026-000001", "incident", "+7 916 704-66-97")
    assert base("request", "start_order", said(tmp_path, number=row["number"])).code == 0
    assert base("request", "show", row["number"]).document["has_draft"]
    number = base("intake", INTAKES / "good_01_warranty_washing_machine.json").document["order"]
    target = {"name": "Все", "response_minutes": 30, "calendar": "always"}
    assert base("target", "save", said(tmp_path, data=target)).code == 0
    later = "2026-05-23T10:00:00+03:00"
    assert base("target", "pressing", now=later).document[0]["number"] == number
    assert base("remind", now=later).document == {"written": 0, "escalated": 1}
    assert base("remind", now=later).document == {"written": 0, "escalated": 0}
    (due,) = base("call", "list", now=later).document
    assert base("call", "finish", said(tmp_path, call=due["id"], result="взят в работу"), now=later).code == 0
    assert base("call", "list", now=later).document == []
    assert base("message", "list").document == []
    assert base("unclaimed", "list").document == []
    wrong = base("place", "fly")
    assert (wrong.code, wrong.error["code"]) == (2, "action_unknown")
