"""Terms in words, and the Russian plural forms of every counted text."""

from __future__ import annotations

import ast
import gettext
from datetime import date, timedelta
from pathlib import Path

import pytest

from workstation.rules import wording

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "resources" / "locale"
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (0, "сегодня"),
        (1, "остался 1 день"),
        (3, "осталось 3 дня"),
        (11, "осталось 11 дней"),
        (21, "остался 21 день"),
        (45, "осталось 45 дней"),
        (-1, "просрочено на 1 день"),
        (-2, "просрочено на 2 дня"),
        (-12, "просрочено на 12 дней"),
        (-111, "просрочено на 111 дней"),
    ],
)
def test_time_left(left: int, words: str) -> None:
    assert wording.time_left(TODAY + timedelta(left), TODAY) == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 дней"), (1, "1 день"), (22, "22 дня"), (14, "14 дней"), (101, "101 день")]
)
def test_days_of_stored_texts(number: int, words: str) -> None:
    assert wording.days(number) == words


def counted() -> set[str]:
    """The first form of every `ntr` in the sources."""
    found = set()
    for name in ("workstation", "ui", "forms", "printing"):
        for path in (ROOT / name).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                called = isinstance(node, ast.Call) and getattr(
                    node.func, "id", getattr(node.func, "attr", "")
                )
                if called == "ntr" and isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant):
                    found.add(str(node.args[0].value))
    return found


def test_every_counted_text_has_its_three_forms() -> None:
    catalogue = gettext.translation("workstation", LOCALE, languages=["ru"])
    missing = {one for one in counted() if catalogue.ngettext(one, "NO FORM", 5) == "NO FORM"}
    assert not missing, "add the forms to resources/locale/ru and compile"


def test_the_compiled_catalogue_follows_its_source() -> None:
    source = (LOCALE / "ru" / "LC_MESSAGES" / "workstation.po").read_text("utf-8")
    catalogue = gettext.translation("workstation", LOCALE, languages=["ru"])
    forms = [line.split('"')[1] for line in source.splitlines() if line.startswith("msgstr[")]
    ones = [
        line.split('"')[1]
        for line in source.splitlines()
        if line.startswith('msgid "') and line != 'msgid ""'
    ]
    assert len(forms) == 3 * len(ones)
    for place, one in enumerate(ones):
        compiled = [catalogue.ngettext(one, "", number) for number in (1, 2, 5)]
        assert compiled == forms[3 * place : 3 * place + 3]
