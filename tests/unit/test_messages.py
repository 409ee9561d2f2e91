"""Every code that is raised has words, the words take every fact, and nobody is shouted at."""

from __future__ import annotations

import ast
import string
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from workstation import messages
from workstation.documents.notices import Notice
from workstation.errors import AccessError, ConflictError, ErrorList, StorageError, UserError

ROOT = Path(__file__).parents[2]
SOURCES = [
    path for name in ("workstation", "ui", "forms", "printing") for path in (ROOT / name).rglob("*.py")
]
RAISED = {"UserError", "AccessError", "ConflictError", "StorageError", "Notice"}
OWN_PARAMETERS = {"code", "field"}


def raised() -> list[tuple[str, str, frozenset[str]]]:
    """(file, code, facts) of each error or notice made with a literal code."""
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            code = node.args[0]
            if name in RAISED and isinstance(code, ast.Constant) and isinstance(code.value, str):
                facts = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
                found.append((path.name, code.value, facts))
    return found


def test_the_sources_were_found() -> None:
    assert len(raised()) > 60


def test_every_raised_code_has_words() -> None:
    missing = {f"{file}: {code}" for file, code, _ in raised() if not messages.has_text(code)}
    assert not missing


def test_no_fact_takes_the_name_of_the_code_or_the_field() -> None:
    assert not {f"{file}: {code}" for file, code, facts in raised() if facts & OWN_PARAMETERS}


@pytest.mark.parametrize("code", sorted(messages.TEXTS))
def test_words_are_polite_and_can_be_filled(code: str) -> None:
    words = messages.TEXTS[code]
    assert "!" not in words
    assert words[0].isupper() or words[0] in "{IMEI"
    assert messages.text(UserError(code))
    for _, place, _, _ in string.Formatter().parse(words):
        assert place is None or place.isidentifier()


def test_facts_stand_in_the_words() -> None:
    error = UserError("order_not_found", None, number="СЦ-2026-000123")
    assert messages.text(error) == "Не найден заказ СЦ-2026-000123. Проверьте номер или ищите по фамилии."
    moment = datetime(2026, 5, 22, 7, 0, tzinfo=UTC)
    changed = messages.text(ConflictError("conflict_changed", by="Петрова А. С.", at=moment))
    assert "Петрова А. С., 22.05.2026 10:00" in changed
    assert "25.06.2026" in messages.text(UserError("agreed_too_late", limit=date(2026, 6, 25)))


def test_a_fact_that_nobody_gave_is_a_dash() -> None:
    assert "—" in messages.text(StorageError("storage_unknown"))


@pytest.mark.parametrize(("seconds", "words"), [(1, "1 секунду"), (3, "3 секунды"), (11, "11 секунд")])
def test_seconds_have_their_form(seconds: int, words: str) -> None:
    assert messages.text(AccessError("login_delay", seconds=seconds)).endswith(words)


def test_an_unknown_code_is_told() -> None:
    assert "no_such_code" in messages.text(UserError("no_such_code"))


def test_a_list_of_errors_has_all_its_words() -> None:
    errors = ErrorList((UserError("required", "customer.name"), UserError("inn_check", "customer.inn")))
    assert messages.text(errors) == "Введите имя или название заказчика"
    assert messages.text(UserError("required", "items.1.device.brand")) == "Укажите бренд"
    assert messages.text(UserError("field_required", "name")) == "Заполните это поле"
    assert [field for field, _ in messages.texts(errors)] == ["customer.name", "customer.inn"]


def test_warnings_have_words() -> None:
    assert "А, О" in messages.notice_text(Notice("serial_cyrillic", None, {"letters": "А, О"}))
    assert messages.warning_text("LIQUID_NOT_A_GROUND").startswith("LIQUID")
    assert messages.warning_text("TST_15") == messages.TEXTS["TST_15"]
