"""Dictionaries of codes: both formats, both encodings, each bad row told by its line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from workstation.documents.catalogues import DictionaryCode, DictionaryKind
from workstation.errors import UserError
from workstation.exchange.dictionary_file import read_dictionary

SHIPPED = Path(__file__).parents[2] / "resources" / "catalogues" / "iris.json"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv(encoding: str, separator: str) -> None:
    lines = [
        ["kind", "code", "text", "brand", "valid_from", "valid_to"],
        ["section", "220", '"слив; воды, насос"', "Bosch", "2026-10-01", ""],
        ["repair", "A", "замена", "", "", ""],
    ]
    data = "\r\n".join(separator.join(line) for line in lines).encode(encoding)
    result = read_dictionary(data, source="словарь Bosch, 10.2026")
    assert result.errors == ()
    assert result.rows == (
        DictionaryCode(
            DictionaryKind.SECTION,
            "220",
            "слив; воды, насос",
            "Bosch",
            date(2026, 10, 1),
            None,
            "словарь Bosch, 10.2026",
        ),
        DictionaryCode(DictionaryKind.REPAIR, "A", "замена", source="словарь Bosch, 10.2026"),
    )


def test_json_and_defaults_for_the_whole_file() -> None:
    data = json.dumps([{"code": "111", "text": "нет питания"}]).encode()
    result = read_dictionary(data, kind=DictionaryKind.SYMPTOM, brand="LG")
    assert result.rows == (DictionaryCode(DictionaryKind.SYMPTOM, "111", "нет питания", "LG"),)


def test_the_shipped_file_can_be_imported() -> None:
    result = read_dictionary(SHIPPED.read_bytes())
    assert result.errors == ()
    assert len(result.rows) == 40
    assert all(row.source for row in result.rows)


def test_bad_rows_are_told_and_the_good_ones_stay() -> None:
    text = """kind;code;text;valid_from;valid_to
symptom;111;нет питания;;
symptom;111;ещё раз;;
symptom;11;короткий;;
condition;12;длинный;;
colour;1;красный;;
section;;без кода;;
section;22Ж;кириллица;;
section;221;;;
section;222;даты;2026-02-01;2026-01-01
section;223;дата;вчера;

section;224;хорошая;;
"""
    result = read_dictionary(text.encode())
    assert [row.code for row in result.rows] == ["111", "224"]
    assert [(bad.row, bad.error.code, bad.error.field) for bad in result.errors] == [
        (3, "dictionary_repeated", "code"),
        (4, "dictionary_code", "code"),
        (5, "dictionary_code", "code"),
        (6, "choice_bad", "kind"),
        (7, "required", "code"),
        (8, "dictionary_code", "code"),
        (9, "required", "text"),
        (10, "date_before", "valid_to"),
        (11, "date_bad", "valid_from"),
    ]


def test_rows_of_another_shape() -> None:
    result = read_dictionary(b'[1, {"kind": "symptom", "code": "111", "text": "x", "y": 1}]')
    assert [bad.error.code for bad in result.errors] == ["required", "unknown_key"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "dictionary_header"),
        (b"a;b\n1;2", "dictionary_header"),
        (b"code;text\n111;x", "dictionary_header"),
        (b'{"x": 1}', "dictionary_header"),
        (b"[1, 2", "json_bad"),
        ("kind;code;text".encode("utf-16"), "dictionary_encoding"),
    ],
)
def test_files_that_are_no_dictionary(data: bytes, code: str) -> None:
    with pytest.raises(UserError, match=code):
        read_dictionary(data)
