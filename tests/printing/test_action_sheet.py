"""The sheet over the bench: each code reads back as its deed, each deed is named beside it."""

from __future__ import annotations

import pytest

from forms.bench import scanning
from printing import render
from printing.label import rasterise
from printing.registry import ACTION_SHEET
from printing.templates.action_sheet import lay_out
from tests.printing.reading import codes_of, text_of
from workstation import clock
from workstation.documents.papers import PrintStamp
from workstation.rules.codes import action_of


def test_every_code_reads_back() -> None:
    sheet = scanning.sheet()
    page = lay_out(sheet, ACTION_SHEET)
    found = codes_of(rasterise(page))
    assert sorted(found) == sorted(code for code, _words in sheet.actions)
    assert {action_of(code) for code in found} == {*scanning.DEEDS, scanning.YES}


def test_every_deed_is_named() -> None:
    text = " ".join(text_of(render(scanning.sheet(), PrintStamp(clock.now(), "Сидоров А. В."))).split())
    for _code, words in scanning.WORDS:
        assert words in text


@pytest.mark.parametrize(("scanned", "name"), [("ASA1:NEXT", "NEXT"), ("фыф1Жтуче", "NEXT"), ("X", None)])
def test_a_deed_is_told_from_other_codes(scanned: str, name: str | None) -> None:
    assert action_of(scanned) == name
