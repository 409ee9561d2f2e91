"""Parts, the store, purchasing and their import by the command line, in the process of the tests."""

from __future__ import annotations

import csv
import io
import json
import logging
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import INTAKES, NOW, Ran, Run
from workstation import i18n
from workstation.cli import app

GOOD = min(INTAKES.glob("good_*.json"))
PUMP = {
    "number": "00751313",
    "name": "Помпа сливная",
    "brand": "Bosch",
    "warranty_months": 6,
    "models": ["WAN28263BY"],
    "sale_price": "2400.00",
}
HEAD = "Артикул;Наименование;Бренд;Ед.;Цена закупки;Цена;Гарантия;Модели"


@pytest.fixture
def base(made_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Commands on this test's own practice base; what a process would end with is put back after the test."""
    for file in made_base.glob("a.db*"):
        copy = shutil.copytree if file.is_dir() else shutil.copyfile
        copy(file, tmp_path / file.name)
    monkeypatch.setenv("WORKSTATION_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WORKSTATION_NOW", NOW)
    handlers, level = list(logging.getLogger().handlers), logging.getLogger().level

    def run(*words: object, stdin: str = "") -> Ran:
        streams = [
            io.TextIOWrapper(io.BytesIO(part), encoding="utf-8") for part in (stdin.encode(), b"", b"")
        ]
        with monkeypatch.context() as patched:
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patched.setattr(sys, name, stream)
            code = app.run(["--db", str(tmp_path / "a.db"), *map(str, words)])
        said = [stream.buffer.getvalue().decode() for stream in streams[1:]]  # type: ignore[attr-defined]
        return Ran(code, json.loads(said[0]) if said[0].strip() else None, said[1])

    yield run
    for handler in [one for one in logging.getLogger().handlers if one not in handlers]:
        logging.getLogger().removeHandler(handler)
        handler.close()
    logging.getLogger().setLevel(level)
    i18n.set_language("ru")


def deed(base: Run, command: str, verb: str, **said: Any) -> Ran:
    """One verb with its data from standard input."""
    return base(command, verb, "-", stdin=json.dumps(said))


def done(base: Run, command: str, verb: str, **said: Any) -> Any:
    """A verb that is done; its document."""
    ran = deed(base, command, verb, **said)
    assert ran.code == 0, ran
    return ran.document


def price_list(path: Path, *lines: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
    path.write_text("\n".join((head, *lines)) + "\n", encoding=encoding)
    return path


def test_a_part_goes_its_whole_way(base: Run, tmp_path: Path) -> None:
    number = base("intake", GOOD).document["order"]
    done(base, "stock", "add_part", **PUMP)
    done(base, "stock", "add_warehouse", name="Основной склад")
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


def test_a_price_list_comes_in_and_comes_again(base: Run, tmp_path: Path) -> None:
    lines = (
        "0075;Помпа;Bosch;шт;1 250,50;2400;6;WAN28263BY|WAN 24260",
        "0076;Ремень, 1200 мм;;шт.;;300;;",
        "0077;=Клапан;Bosch;компл;10;;;",
    )
    file = price_list(tmp_path / "prices.csv", *lines, encoding="cp1251")
    dry = base("import", "parts", file, "--dry-run").document
    assert (dry["good"], dry["bad"], dry["added"]) == (3, 0, 3)
    assert base("stock", "find").document == []
    first = base("import", "parts", file).document
    assert (first["added"], first["prices"]) == (3, 4)
    again = base("import", "parts", file).document
    assert (again["added"], again["changed"], again["same"], again["prices"]) == (0, 0, 3, 0)
    price_list(file, lines[0].replace("2400", "2500").replace("Помпа", "Насос"))
    third = base("import", "parts", file).document
    assert (third["changed"], third["prices"]) == (1, 1)
    card = base("stock", "show", "0075").document["part"]
    assert (card["data"]["name"], card["data"]["sale_price"]) == ("Насос", "2500.00")
    assert card["data"]["models"] == ["WAN28263BY", "WAN 24260"]
    assert card["prices"][0]["source"] == "prices.csv"


def test_bad_rows_are_named_and_nothing_is_taken(base: Run, tmp_path: Path) -> None:
    lines = (
        "0075;Помпа;Bosch;шт;1250;2400;6;",
        ";Без номера;;;;;;",
        "0076;Ремень;;ящик;дорого;-5;полгода;",
        "00-75;Помпа снова;BOSCH;;;;;",
        "0078;Клапан;;;;;;;;лишнее",
    )
    file = price_list(tmp_path / "prices.csv", *lines)
    refused = base("import", "parts", file)
    assert (refused.code, refused.error["code"]) == (2, "import_bad_rows")
    named = {row["row"]: [one["code"] for one in row["errors"]] for row in refused.document["rows"]}
    assert named == {
        3: ["required"],
        4: ["import_unit", "import_months", "money_bad", "money_negative"],
        5: ["import_repeated"],
        6: ["import_columns"],
    }
    assert "Строка 4: unit: Единица «ящик» не подходит" in refused.messages
    assert base("stock", "find").document == []
    skipped = base("import", "parts", file, "--skip-bad", tmp_path / "bad.csv")
    assert (skipped.code, skipped.document["added"], skipped.document["bad"]) == (0, 1, 4)
    with (tmp_path / "bad.csv").open(encoding="utf-8-sig", newline="") as bad:
        rows = list(csv.reader(bad, delimiter=";"))
    assert [row[8] for row in rows[1:4]] == ["3", "4", "5"]
    assert rows[2][:3] == ["0076", "Ремень", ""]


def test_columns_called_otherwise_are_mapped(base: Run, tmp_path: Path) -> None:
    file = price_list(tmp_path / "p.csv", "A1\tШланг\t5", head="SKU\tТовар\tРозница")
    refused = base("import", "parts", file)
    assert (refused.error["code"], refused.error["field"]) == ("import_header", "map")
    mapped = base("import", "parts", file, "--map", "number=SKU", "--map", "name=товар")
    assert mapped.document["added"] == 1
    assert base("stock", "show", "a1").document["part"]["data"]["sale_price"] == "5.00"
    assert base("import", "parts", file, "--map", "colour=SKU").error["code"] == "import_map_bad"
    assert base("import", "parts", tmp_path / "none.csv").error["code"] == "file_unreadable"
    assert base("import", "poems", file).error["code"] == "usage"


@pytest.mark.parametrize("text", ['number;name\n1;"нет конца', "number;name\n"])
def test_a_file_without_rows_is_refused(base: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "p.csv").write_text(text + "x" * 200_000 * text.count('"'), encoding="utf-8")
    refused = base("import", "parts", tmp_path / "p.csv")
    assert refused.code == 2
    assert refused.error["code"] in {"import_torn", "import_empty"}
