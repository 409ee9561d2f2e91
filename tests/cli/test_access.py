"""Who the command line lets in, the way back for an administrator, and keys between computers."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import COMPANY, INTAKES, Run

PASSWORD = "верная лошадь"
GOOD = sorted(INTAKES.glob("good_*.json"))


@pytest.fixture
def password(tmp_path: Path) -> Path:
    file = tmp_path / "password.txt"
    file.write_text(f"{PASSWORD}\n", encoding="utf-8")
    return file


def test_a_name_and_a_password_are_asked_once_there_is_one(run: Run, tmp_path: Path, password: Path) -> None:
    base = ["--db", tmp_path / "b.db"]
    made = run(*base, "--password-file", password, "init", "--admin", "Boss", now=None)
    assert made.code == 0, made
    assert not made.document["training"]
    nobody = run(*base, "find", "Ли", now=None)
    assert (nobody.code, nobody.error["code"]) == (5, "login_required")
    inside = run(*base, "--login", "boss", "--password-file", password, "find", "Ли", now=None)
    assert (inside.code, inside.document) == (0, [])
    known = {"WORKSTATION_LOGIN": "boss", "WORKSTATION_PASSWORD": PASSWORD}
    assert run(*base, "find", "Ли", now=None, **known).code == 0
    for wrong in ("boss", "nobody"):
        refused = run(*base, "--login", wrong, "find", "Ли", now=None, WORKSTATION_PASSWORD="не тот")
        assert (refused.code, refused.error["code"]) == (5, "login_refused")
    with sqlite3.connect(tmp_path / "b.db") as connection:
        (failed,) = connection.execute("SELECT failed_count FROM user_account").fetchone()
        everything = "\n".join(connection.iterdump())
    connection.close()
    assert failed == 1
    assert PASSWORD not in everything


def test_a_lone_administrator_comes_in_by_his_name_only(base: Run) -> None:
    assert base("--login", "admin", "find", "Ли").code == 0
    assert base("--login", "other", "find", "Ли").code == 5


def test_a_forgotten_password_is_replaced_beside_the_keys(run: Run, tmp_path: Path, password: Path) -> None:
    base = ["--db", tmp_path / "b.db"]
    run(*base, "--password-file", password, "init", "--admin", "boss", now=None)
    reset = run(*base, "admin-reset", "--login", "boss", now=None)
    assert reset.code == 0, reset
    new = {"WORKSTATION_LOGIN": "boss", "WORKSTATION_PASSWORD": reset.document["password"]}
    assert run(*base, "find", "Ли", now=None, **new).code == 0
    assert run(*base, "check", now=None, **new).code == 0
    (tmp_path / "b.db-files" / "keys.json").rename(tmp_path / "keys.json")
    refused = run(*base, "admin-reset", "--login", "boss", now=None)
    assert (refused.code, refused.error["code"]) == (5, "keyring_needed")


def test_a_second_init_changes_details_in_somebodys_name(base: Run, run: Run, tmp_path: Path) -> None:
    again = base("init", "--company", COMPANY)
    assert (again.code, again.document["created"], again.document["training"]) == (0, False, True)
    facts = json.loads(COMPANY.read_text(encoding="utf-8"))
    bad = tmp_path / "company.json"
    bad.write_text(json.dumps({**facts, "inn": "7701007777"}), encoding="utf-8")
    refused = base("init", "--company", bad)
    assert (refused.code, refused.error["field"]) == (2, "inn")
    run("--db", tmp_path / "work.db", "init", now=None)
    training = run("--db", tmp_path / "work.db", "init", "--training", now=None)
    assert training.error["code"] == "setting_fixed"


def test_the_clock_stands_in_a_practice_base_only(base: Run, run: Run, tmp_path: Path) -> None:
    assert base("intake", GOOD[0], now="2026-06-01T10:00:00+03:00").document["order"] == "СЦ-2026-000001"
    bad = base("find", "Ли", now="вчера")
    assert (bad.code, bad.error["code"]) == (2, "moment_bad")
    run("--db", tmp_path / "work.db", "init", now=None)
    found = run("--db", tmp_path / "work.db", "find", "Ли", now="1999-01-01T00:00:00+03:00")
    assert found.code == 0
    assert "WORKSTATION_NOW" in found.messages


def test_demo_orders_are_the_same_every_time(run: Run, tmp_path: Path) -> None:
    seen = []
    for name in ("one", "two"):
        base = ["--db", tmp_path / f"{name}.db"]
        made = run(*base, "init", "--training", "--demo", "40")
        assert made.document["demo_orders"] == 40
        rows = run(*base, "find", "СЦ-2026", "--limit", "100").document
        seen.append([{key: row[key] for key in row if key != "id"} for row in rows])
    assert seen[0] == seen[1]
    assert len({row["status"] for row in seen[0]}) >= 3
    run("--db", tmp_path / "work.db", "init", "--demo", "5", now=None)
    refused = run("--db", tmp_path / "work.db", "init", "--demo", "5", now=None)
    assert (refused.code, refused.error["code"]) == (2, "demo_not_empty")


def test_a_passport_is_known_at_home_and_after_an_introduction(base: Run, run: Run, tmp_path: Path) -> None:
    number = base("intake", GOOD[0], "--passport", tmp_path / "p.pdf").document["order"]
    with sqlite3.connect(tmp_path / "a.db") as connection:
        query = "SELECT snapshot FROM issued_document WHERE kind = 'equipment_passport'"
        code = json.loads(connection.execute(query).fetchone()[0])["code"]
    connection.close()
    assert number
    other = ["--db", tmp_path / "other.db"]
    run(*other, "init", "--training")
    forged = code[:-20] + ("0" if code[-20] != "0" else "1") + code[-19:]
    assert base("passport-check", code).document["result"] == "genuine"
    assert base("passport-check", forged).document["result"] == "forged"
    assert run(*other, "passport-check", code).document["result"] == "unknown_key"
    assert base("key", "public", tmp_path / "centre.json").code == 0
    trusted = run(*other, "key", "trust", tmp_path / "centre.json")
    assert trusted.document["owner"] == "ООО «Сервис-Центр»"
    assert run(*other, "passport-check", code).document["result"] == "genuine"
    assert run(*other, "passport-check", forged).document["result"] == "forged"
    assert base("passport-check", "это не код").error["code"] == "passport_code_bad"
    assert base("check").code == 0


def test_the_keys_travel_to_another_computer(base: Run, run: Run, tmp_path: Path) -> None:
    exported = base("key", "export", tmp_path / "keys.json")
    assert exported.code == 0
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0
    assert base("key", "import", tmp_path / "keys.json").error["code"] == "keyring_exists"
    here = tmp_path / "a.db-files" / "keys.json"
    kept = here.read_bytes()
    here.unlink()
    assert base("check").code == 4
    run("--db", tmp_path / "other.db", "init", "--training")
    run("--db", tmp_path / "other.db", "key", "export", tmp_path / "foreign.json")
    assert base("key", "import", tmp_path / "foreign.json").error["code"] == "keyring_foreign"
    assert base("key", "import", tmp_path / "keys.json").code == 0
    assert here.read_bytes() == kept
    assert base("check").code == 0


def test_a_file_that_cannot_be_written_is_named(base: Run, tmp_path: Path) -> None:
    refused = base("key", "public", tmp_path / "no" / "such" / "folder.json")
    assert (refused.code, refused.error["code"]) == (2, "file_unwritable")
    missing = base("intake", tmp_path / "no.json")
    assert (missing.code, missing.error["code"]) == (2, "file_unreadable")


@pytest.mark.postgresql
def test_the_same_words_on_a_server(run: Run, postgres_empty_address: str, tmp_path: Path) -> None:
    files = {"WORKSTATION_FILES": os.environ["WORKSTATION_FILES"]}
    base = ["--db", postgres_empty_address]
    assert run(*base, "init", "--training", "--company", COMPANY, **files).code == 0
    made = run(*base, "intake", GOOD[0], "--act", tmp_path / "act.pdf", **files)
    assert made.code == 0, made
    assert run(*base, "find", "Иванова", **files).document[0]["order"] == made.document["order"]
    assert run(*base, "check", **files).code == 0
    assert run(*base, "backup", tmp_path / "copy.zip", **files).document["orders"] == 1
