"""Parts, the store, purchasing and their import by the command line, in the process of the tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import INTAKES, Ran, Run
from tests.printing.reading import codes_of, pages_of, text_of

GOOD = min(INTAKES.glob("good_*.json"))
PUMP = {
    "number": "00751313",
    "name": "Помпа сливная",
    "brand": "Bosch",
    "warranty_months": 6,
    "models": ["WAN28263BY"],
    "sale_price": "2400.00",
}


@pytest.fixture
def base(base_within: Run) -> Run:
    return base_within


def deed(base: Run, command: str, verb: str, **said: Any) -> Ran:
    """One verb with its data from standard input."""
    return base(command, verb, "-", stdin=json.dumps(said))


def done(base: Run, command: str, verb: str, **said: Any) -> Any:
    """A verb that is done; its document."""
    ran = deed(base, command, verb, **said)
    assert ran.code == 0, ran
    return ran.document


def test_a_part_goes_its_whole_way(base: Run, tmp_path: Path) -> None:
    number = base("intake", GOOD).document["order"]
    done(base, "stock", "add_part", **PUMP)
    done(base, "stock", "add_warehouse", name="Склад")
    done(base, "stock", "rename_warehouse", warehouse="Склад", name="Основной склад")
    done(base, "stock", "add_bin", warehouse="Основной склад", bin="А-12")
    assert deed(base, "stock", "add_bin", warehouse="Основной склад", bin="а12").error["code"] == "bin_exists"
    done(base, "purchase", "add_supplier", name="ООО «Детали»")
    asked = done(base, "stock", "request", order=number, part="00 751 313", quantity=1)
    (request,) = asked["requests"]
    assert (request["state"], request["order"]) == ("wanted", number)
    line = {"part": "00751313", "quantity": 3, "price": "1250.00", "requests": [request["id"]]}
    made = done(base, "purchase", "make", supplier="ООО «Детали»", warehouse="Основной склад", lines=[line])
    assert (made["number"], made["lines"][0]["amount"]) == ("ЗП-2026-000001", "3750.00")
    sent = done(base, "purchase", "send", purchase=made["number"], how="почта", promised_on="2026-05-29")
    assert (sent["state"], sent["promised_on"]) == ("sent", "2026-05-29")
    shown = base("purchase", "show", made["number"], "--out", tmp_path / "order.csv")
    assert shown.document["lines"][0]["orders"] == [number]
    written = (tmp_path / "order.csv").read_text(encoding="utf-8-sig")
    assert written.splitlines()[1] == "00751313;Помпа сливная;3;шт.;1250.00;3750.00"
    item = {"part": "00751313", "quantity": 2, "cost": "2500.00", "damaged": 1, "bin": "А-12"}
    came = done(base, "stock", "receive", purchase=made["number"], items=[item])
    assert (came["act"]["differs"], came["act"]["lines"][0]["cost"]) == (True, "2500.00")
    (woken,) = came["woken"]
    assert (woken["order"], woken["part_place"]) == (number, "Основной склад, А-12")
    assert base("stock", "arrived").document == came["woken"]
    done(base, "stock", "issue", request=request["id"])
    (row,) = base("stock", "find", "помпа").document
    assert (row["on_hand"], row["free"], row["expected"], row["sale_price"]) == (1, 1, 1, "2400.00")
    moves = base("stock", "moves", "--order", number).document
    assert [one["kind"] for one in moves] == ["issue", "reservation"]
    assert moves[0]["cost"] == "-1250.00"
    assert base("check").code == 0


def test_papers_of_the_store_are_printed_and_printed_again(base: Run, tmp_path: Path) -> None:
    number = base("intake", GOOD).document["order"]
    done(base, "stock", "add_part", **PUMP)
    done(base, "stock", "add_part", number="BD-1", name="Плата", is_serial=True)
    done(base, "stock", "add_warehouse", name="Склад")
    done(base, "stock", "rename_warehouse", warehouse="Склад", name="Основной склад")
    done(base, "stock", "add_bin", warehouse="Основной склад", bin="А-12")
    assert deed(base, "stock", "add_bin", warehouse="Основной склад", bin="а12").error["code"] == "bin_exists"
    done(base, "purchase", "add_supplier", name="ООО «Детали»")
    done(base, "stock", "request", order=number, part="00751313")
    lines = [
        {"part": "00751313", "quantity": 2, "price": "100.00"},
        {"part": "BD-1", "quantity": 1, "price": "5"},
    ]
    made = done(base, "purchase", "make", supplier="ООО «Детали»", warehouse="Основной склад", lines=lines)
    done(base, "purchase", "send", purchase=made["number"], how="почта")
    items = [
        {"part": "00751313", "quantity": 1, "cost": "100.00", "missing": 1, "bin": "А-12"},
        {"part": "BD-1", "quantity": 1, "cost": "5.00", "serials": ["SN-7"]},
    ]
    act = done(base, "purchase", "receive", purchase=made["number"], items=items)["act"]["number"]
    prints = (
        ("purchase", "print", made["number"]),
        ("purchase", "act", act),
        ("stock", "label", "00751313", "--page", "43x25"),
        ("stock", "label", "BD-1", "--serial", "SN-7"),
    )
    for words in prints:
        first, second = (base(*words, "--pdf", tmp_path / f"{copy}.pdf") for copy in (1, 2))
        assert (first.code, first.document["copy"], second.document["copy"]) == (0, False, True)
        assert ["КОПИЯ" in text_of((tmp_path / f"{copy}.pdf").read_bytes()) for copy in (1, 2)] == [
            False,
            True,
        ]
    (code,) = codes_of(pages_of((tmp_path / "1.pdf").read_bytes())[0])
    assert base("stock", "label", code, "--pdf", tmp_path / "3.pdf").document["number"] == code
    wanted = base("paper", number, "part_request_sheet", tmp_path / "4.pdf")
    assert (wanted.code, wanted.document["copy"]) == (0, False)
    cells = base("stock", "cells", tmp_path / "5.pdf", "--page", "58x30").document
    assert len(pages_of((tmp_path / "5.pdf").read_bytes())) == cells["labels"] == 2
    assert base("stock", "cells", tmp_path / "6.pdf", "--page", "A4").error["code"] == "paper_page_unknown"
    assert base("purchase", "print", made["number"]).error["field"] == "pdf"
    assert base("stock", "label", "BD-1", "--serial", "?", "--pdf", "x").error["code"] == "serial_unknown"
    bad = base("stock", "label", "BD-1", "--page", "A4", "--pdf", "x")
    assert (bad.code, bad.error["code"]) == (2, "paper_page_unknown")
    assert base("check").code == 0


def test_a_fitted_part_is_a_line_of_the_order(base: Run) -> None:
    number = base("intake", GOOD).document["order"]
    done(base, "stock", "add_part", **PUMP, is_serial=True)
    done(base, "stock", "add_warehouse", name="Склад")
    item = {"part": "00751313", "quantity": 1, "cost": "100.00", "serials": ["SN-7"]}
    done(base, "stock", "receive", warehouse="склад", items=[item])
    (request,) = done(base, "stock", "request", order=number, part="00751313")["requests"]
    done(base, "stock", "issue", request=request["id"], serials=["SN-7"])
    assert base("do", number, "start_diagnosis").code == 0
    said = json.dumps({"nature": "production", "conclusion": "износ помпы"})
    assert base("do", number, "record_diagnosis", "-", stdin=said).code == 0
    assert base("do", number, "start_repair").code == 0
    fitted = done(base, "stock", "fit", request=request["id"], serial_out="SN-1", old_part="to_customer")
    told = base("order", number).document
    assert [(one["state"], one["number"]) for one in told["part_requests"]] == [("fitted", "00751313")]
    assert [(one["id"], one["part_number"]) for one in told["parts"]] == [(fitted["line"], "00751313")]
    assert deed(base, "stock", "fit", request=request["id"]).error["code"] == "request_state"
    tag = done(base, "stock", "tag", order=number, name="Помпа", fate="manufacturer", due_on="2026-06-20")
    assert [one["number"] for one in base("stock", "old_parts").document] == [tag["old_part"]]
    done(base, "stock", "settle", old_part=tag["old_part"], fate="manufacturer", rma_number="R-1")
    assert base("stock", "old_parts").document == []
    assert base("check").code == 0


def test_a_part_is_waited_for_fitted_in_one_step_and_taken_back(base: Run) -> None:
    number = base("intake", GOOD).document["order"]
    assert base("do", number, "start_diagnosis").code == 0
    done(base, "stock", "add_part", **PUMP, is_serial=True)
    done(base, "stock", "add_warehouse", name="Склад")
    (waiting,) = done(base, "stock", "request", order=number, part="00751313", wait=True)["requests"]
    told = base("order", number).document
    assert (told["status"], told["part_requests"][0]["state"]) == ("waiting_part", "wanted")
    assert "00751313" in told["history"][-1]["reason"]
    item = {"part": "00751313", "quantity": 1, "cost": "100.00", "serials": ["SN-7"]}
    done(base, "stock", "receive", warehouse="склад", items=[item])
    said = {"request": waiting["id"], "serials": ["SN-7"], "serial_out": "SN-1", "fate": "customer"}
    line = done(base, "stock", "fit", **said)["line"]
    (old,) = base("stock", "old_parts").document
    assert (old["serial_number"], old["fate"]) == ("SN-1", "customer")
    removed = json.dumps({"line": line, "reason": "не помогла"})
    assert base("do", number, "remove_part", "-", stdin=removed).code == 0
    assert base("order", number).document["part_requests"][0]["state"] == "returned"
    assert [one["on_hand"] for one in base("stock", "balances").document] == [1]
    assert base("stock", "old_parts").document == []
    (again,) = done(base, "stock", "request", order=number, part="00751313")["requests"]
    done(base, "stock", "issue", request=again["id"], serials=["SN-7"])
    assert done(base, "stock", "put_back_request", request=again["id"])["cost"] == "100.00"
    assert base("check").code == 0


def test_mistakes_name_their_field(base: Run) -> None:
    done(base, "stock", "add_part", **PUMP)
    refused = deed(base, "stock", "add_part", **PUMP)
    assert (refused.code, refused.error["code"], refused.error["field"]) == (2, "part_exists", "number")
    assert deed(base, "stock", "add_part", number="1").error["field"] == "name"
    assert deed(base, "stock", "add_part", **PUMP, colour="red").error["code"] == "unknown_key"
    assert base("stock", "dance").error["code"] == "action_unknown"
    assert base("stock", "show").error["field"] == "word"
    assert base("stock", "show", "нет").error["code"] == "part_not_found"
    assert base("purchase", "show", "ЗП-1").error["code"] == "purchase_not_found"
    verbs = {one["verb"]: one["fields"] for one in base("stock").document["verbs"]}
    assert verbs["receive"]["items"] == {"type": "list of object", "required": True, "choices": []}
    assert verbs["settle"]["fate"]["choices"][0] == "customer"
