"""Price lists by the command line: CSV and XLSX, bad rows named, all or nothing, columns called otherwise."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support.books import as_excel, book

HEAD = "Артикул;Наименование;Бренд;Ед.;Цена закупки;Цена;Гарантия;Модели"


@pytest.fixture
def base(base_within: Run) -> Run:
    return base_within


def price_list(path: Path, *lines: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
    path.write_text("\n".join((head, *lines)) + "\n", encoding=encoding)
    return path


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
    assert "Строка 4: столбец «Ед.»: Единица «ящик» не подходит" in refused.messages
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


BAD = ("", "ящик", "дорого", "полгода", "дважды")


def spoilt(rows: int, bad: int) -> tuple[list[list[str]], dict[int, str]]:
    """Rows of a price list, and the field at fault of each bad one by its row in the file."""
    lines, named = [], {}
    for place in range(rows):
        line = [f"{place:06d}", f"Деталь {place}", "Bosch", "шт", f"{place},50", "100", "6", "WAN1|WAN2"]
        if place % (rows // bad) == 1:
            kind = len(named) % 5
            column = (0, 3, 4, 6, 0)[kind]
            named[place + 2] = HEAD.split(";")[column]
            line[column] = "000-000" if kind == 4 else BAD[kind]
        lines.append(line)
    return lines, named


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_every_bad_row_of_a_long_list_is_named(base: Run, tmp_path: Path, suffix: str) -> None:
    lines, expected = spoilt(1500, 50)
    file = tmp_path / f"prices.{suffix}"
    if suffix == "csv":
        price_list(file, *(";".join(line) for line in lines))
    else:
        as_excel(book(file, tuple(HEAD.split(";")), *map(tuple, lines)))
    dry = base("import", "parts", file, "--dry-run")
    assert (dry.code, dry.document["good"], dry.document["bad"]) == (0, 1450, 50)
    named = {row["row"]: row["errors"][0]["column"] for row in dry.document["rows"]}
    assert named == expected
    assert all(f"Строка {row}: столбец «{column}»" in dry.messages for row, column in expected.items())
    assert base("import", "parts", file).error["code"] == "import_bad_rows"
    assert base("stock", "find").document == []
    done = base("import", "parts", file, "--skip-bad", tmp_path / "bad.csv").document
    assert (done["added"], done["prices"]) == (1450, 2900)
    with (tmp_path / "bad.csv").open(encoding="utf-8-sig", newline="") as bad:
        again = list(csv.reader(bad, delimiter=";"))
    assert [int(row[8]) for row in again[1:]] == list(expected)
    assert base("stock", "show", "000000").document["part"]["data"]["purchase_price"] == "0.50"


def test_a_dry_run_says_what_would_change(base: Run, tmp_path: Path) -> None:
    file = price_list(tmp_path / "p.csv", "0075;Помпа;;;1;2;;", "0076;Ремень;;;;3;;", "0077;Клапан;;;;3;;M1")
    assert base("import", "parts", file).code == 0
    price_list(file, "0075;Насос;;;1;2;;", "00-76;Ремень;;;;4;;", "0077;Клапан;;;;3;;M2", "0078;Мотор;;;5;;;")
    dry = base("import", "parts", file, "--dry-run").document
    counts = {name: dry[name] for name in ("added", "changed", "same", "prices")}
    assert counts == {"added": 1, "changed": 3, "same": 0, "prices": 2}
    done = base("import", "parts", file).document
    assert {name: done[name] for name in counts} == counts
    card = base("stock", "show", "0076").document["part"]["data"]
    assert (card["number"], card["name"], card["sale_price"]) == ("00-76", "Ремень", "4.00")
    assert base("stock", "show", "0077").document["part"]["data"]["models"] == ["M2"]
    found = {
        word: [row["number"] for row in base("stock", "find", word).document] for word in ("помпа", "m2")
    }
    assert found == {"помпа": [], "m2": ["0077"]}
    assert base("check").code == 0


def test_serial_tracking_of_what_was_in_stock_is_a_bad_row(base: Run, tmp_path: Path) -> None:
    """A part that never came in may be tracked otherwise; one that did may not, and its row says so."""
    head = "Артикул;Наименование;Серийный учёт"
    file = price_list(tmp_path / "p.csv", "A1;Помпа;нет", "A2;Ремень;нет", head=head)
    assert base("import", "parts", file).code == 0
    base("stock", "add_warehouse", "-", stdin=json.dumps({"name": "Основной склад"}))
    coming = {"warehouse": "Основной склад", "items": [{"part": "A1", "quantity": 1, "cost": "10.00"}]}
    received = base("stock", "receive", "-", stdin=json.dumps(coming))
    assert received.code == 0, received
    price_list(file, "A1;Помпа;да", "A2;Ремень;да", head=head)
    refused = base("import", "parts", file)
    assert [(row["row"], row["errors"][0]["code"]) for row in refused.document["rows"]] == [
        (2, "part_tracking")
    ]
    done = base("import", "parts", file, "--skip-bad", tmp_path / "bad.csv").document
    assert (done["changed"], done["bad"]) == (1, 1)
    assert base("stock", "show", "A2").document["part"]["data"]["is_serial"] is True


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_goes_out_comes_in_again(base: Run, tmp_path: Path, suffix: str) -> None:
    """Every field: signs that a spreadsheet would take for a formula, leading noughts, no price at all."""
    odd = {
        "number": "00-75", "name": "=Клапан; \"кран\"", "brand": "+Bosch", "unit": "set", "is_serial": False,
        "is_original": True, "is_consumable": True, "warranty_months": 0, "categories": ["washing_machine"],
        "models": ["WAN 28263", "-5"], "purchase_price": "1250.05", "sale_price": "0.00", "note": "@home",
    }  # fmt: skip
    plain = {"number": "12", "name": "Ремень", "is_serial": True}
    for part in (odd, plain):
        assert base("stock", "add_part", "-", stdin=json.dumps(part)).code == 0
    base("stock", "add_warehouse", "-", stdin=json.dumps({"name": "Основной склад"}))
    coming = {"part": "00-75", "quantity": 3, "cost": "10.00", "bin": "А-1"}
    received = {"warehouse": "Основной склад", "items": [coming]}
    assert base("stock", "receive", "-", stdin=json.dumps(received)).code == 0
    file = tmp_path / f"out.{suffix}"
    assert base("export", "parts", file).document == {"file": str(file), "parts": 2}
    before = base("stock", "show", "00-75").document["part"]["data"]
    dry = base("import", "parts", file, "--dry-run").document
    assert {name: dry[name] for name in ("bad", "added", "changed", "same", "prices")} == {
        "bad": 0, "added": 0, "changed": 0, "same": 2, "prices": 0,
    }  # fmt: skip
    assert base("export", "parts", file, "--in-stock").document["parts"] == 1
    assert base("export", "parts", file, "--text", "ремень").document["parts"] == 1
    assert {name: before[name] for name in odd} == odd
    refused = base("export", "parts", tmp_path / "none" / "x.csv")
    assert refused.error["code"] == "file_unwritable"
