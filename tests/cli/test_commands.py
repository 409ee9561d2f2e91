"""The words, documents and exit codes of the command line: a public interface."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import INTAKES, NOW, ROOT, Run
from tests.support.processes import run as run_program

GOOD = sorted(INTAKES.glob("good_*.json"))
BAD = sorted(INTAKES.glob("bad_*.json"))
FIELDS = {
    "bad_01_agreed_over_45_days": "request.agreed_until",
    "bad_02_phone_cut": "customer.phone",
    "bad_03_no_reported_fault": "request.reported_fault",
    "bad_04_inn_zeros": "customer.inn",
    "bad_05_sold_in_future": "device.sold_on",
    "bad_06_unknown_key": "request.warantee",
    "bad_07_negative_value": "request.declared_value",
    "bad_08_sold_before_produced": "device.sold_on",
    "bad_09_no_declared_value": "request.declared_value",
    "bad_10_date_word": "request.demanded_on",
    "bad_11_three_decimals": "device.price_paid",
    "bad_12_demand_in_future": "request.demanded_on",
    "bad_13_not_json": None,
    "bad_14_empty": "customer",
}


def rows(path: Path) -> str:
    """Everything in the base as text, but for the counter of processes that wrote."""
    with sqlite3.connect(path) as base:
        lines = [line for line in base.iterdump() if "'node'" not in line]
    base.close()
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def test_good_intakes_in_their_order(base: Run, tmp_path: Path) -> None:
    numbers = []
    for file in GOOD:
        wanted = [("act", "act.pdf"), ("label", "label.pdf"), ("passport", "passport.pdf")]
        options = [word for name, pdf in wanted for word in (f"--{name}", tmp_path / f"{file.stem}-{pdf}")]
        made = base("intake", file, *options)
        assert made.code == 0, made
        assert set(made.document) >= {"order", "device", "customer", "warranty", "clocks", "documents"}
        numbers.append(made.document["order"])
        for _name, pdf in wanted:
            assert (tmp_path / f"{file.stem}-{pdf}").read_bytes().startswith(b"%PDF")
    assert numbers == [f"СЦ-2026-{number:06d}" for number in range(1, len(GOOD) + 1)]
    assert made.document["repeat_of"] == numbers[0]
    act = run_program(["pdftotext", "-layout", tmp_path / f"{GOOD[0].stem}-act.pdf", "-"])
    assert "КОПИЯ" not in act
    assert "УЧЕБНЫЙ" in act
    assert "Иванова Мария Петровна" in act
    whole = base("check")
    assert whole.code == 0
    assert whole.document["ok"]
    assert {one["name"]: one["count"] for one in whole.document["checks"]}["order_numbers"] == len(GOOD)


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_bad_intake_names_its_field_and_changes_nothing(base: Run, tmp_path: Path, file: Path) -> None:
    before = rows(tmp_path / "a.db")
    refused = base("intake", file, "--act", tmp_path / "act.pdf")
    assert refused.code == 2
    assert refused.error["field"] == FIELDS[file.stem]
    assert refused.error["message"] in refused.messages
    assert "Traceback" not in refused.messages
    assert rows(tmp_path / "a.db") == before
    assert not (tmp_path / "act.pdf").exists()


def test_an_order_is_found_shown_and_printed_again(base: Run, tmp_path: Path) -> None:
    number = base("intake", GOOD[0], "--act", tmp_path / "first.pdf").document["order"]
    (found,) = base("find", "иванова 6789").document
    assert set(found) >= set(
        ["order", "status", "customer", "phone", "device", "serial", "accepted_on", "due_on", "matched"]
    )
    assert (found["order"], found["accepted_on"], found["due_on"]) == (number, "2026-05-22", "2026-06-19")
    order = base("order", number).document
    assert order["device"]["price_paid"] == "48990.00"
    assert order["request"]["declared_value"] == "40000.00"
    assert order["accepted_at"] == NOW
    assert [entry["verb"] for entry in order["journal"]].count("intake.accept") == 1
    again = base("paper", number, "act", tmp_path / "again.pdf")
    assert again.document["copy"] is True
    assert "КОПИЯ" in run_program(["pdftotext", tmp_path / "again.pdf", "-"])
    consent = base("paper", number, "consent", tmp_path / "consent.pdf")
    assert consent.document["copy"] is False
    assert base("find", "никого нет").document == []
    assert base("order", "СЦ-2026-999999").error["code"] == "order_not_found"
    assert base("paper", number, "poem", tmp_path / "x.pdf").error["code"] == "paper_kind_unknown"
    assert base("paper", number, "act", tmp_path / "x.pdf", "--page", "A0").error["field"] == "page"


def test_an_intake_without_a_window_leaves_nothing_to_print(base: Run, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.db") as connection:
        (before,) = connection.execute("SELECT count(*) FROM journal_entry").fetchone()
        base("intake", GOOD[0])
        (after,) = connection.execute("SELECT count(*) FROM journal_entry").fetchone()
        (jobs,) = connection.execute("SELECT count(*) FROM print_job").fetchone()
    connection.close()
    assert (after - before, jobs) == (1, 0)


def test_the_same_request_makes_one_order(base: Run) -> None:
    first = base("intake", GOOD[0], "--request-id", "7d1c5f0e-2a34-4a0c-9f51-0d4f2a9c0001")
    again = base("intake", GOOD[0], "--request-id", "7d1c5f0e-2a34-4a0c-9f51-0d4f2a9c0001")
    assert (first.document["order"], again.document["repeated"]) == (again.document["order"], True)


def test_photos_are_taken_from_beside_the_file(base: Run, tmp_path: Path) -> None:
    facts = json.loads(GOOD[0].read_text(encoding="utf-8"))
    (tmp_path / "one.jpg").write_bytes(b"\xff\xd8\xff\xe0 picture")
    (tmp_path / "intake.json").write_text(json.dumps({**facts, "photos": ["one.jpg"]}), encoding="utf-8")
    number = base("intake", tmp_path / "intake.json").document["order"]
    assert base("order", number).document["photos"][0]["file_name"] == "one.jpg"
    (tmp_path / "intake.json").write_text(json.dumps({**facts, "photos": ["two.jpg"]}), encoding="utf-8")
    refused = base("intake", tmp_path / "intake.json")
    assert (refused.code, refused.error["field"]) == (2, "photos.0")


def test_standard_input_and_a_list_of_facts(run: Run) -> None:
    facts = {"asked_on": "2026-05-20", "sold_on": "2025-06-10", "manufacturer_months": 12}
    one = run("warranty", "-", stdin=json.dumps(facts))
    assert one.code == 0
    assert one.document["entitlement"]["code"] == "W1"
    two = run("warranty", "-", stdin=json.dumps([facts, facts]))
    assert two.document == [one.document, one.document]
    refused = run("warranty", "-", stdin='{"asked_on": "вчера"}')
    assert (refused.code, refused.error["field"]) == (2, "asked_on")


def test_a_copy_and_the_way_back(base: Run, run: Run, tmp_path: Path) -> None:
    number = base("intake", GOOD[0]).document["order"]
    made = base("backup", tmp_path / "copy.zip")
    assert made.code == 0
    assert made.document["orders"] == 1
    restored = run("--db", tmp_path / "b.db", "restore", tmp_path / "copy.zip")
    assert restored.code == 0, restored
    assert run("--db", tmp_path / "b.db", "order", number).document["number"] == number
    assert run("--db", tmp_path / "b.db", "check").code == 0
    assert (
        run("--db", tmp_path / "b.db", "restore", tmp_path / "copy.zip").error["code"] == "restore_not_empty"
    )


def test_storage_faults_have_a_code_of_their_own(run: Run, base: Run, tmp_path: Path) -> None:
    missing = run("--db", tmp_path / "nowhere.db", "find", "Ли")
    assert (missing.code, missing.error["code"]) == (4, "storage_missing")
    (tmp_path / "letter.db").write_text("не база " * 500, encoding="utf-8")
    assert run("--db", tmp_path / "letter.db", "find", "Ли").code == 4
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    newer = base("find", "Ли")
    assert (newer.code, newer.error["code"]) == (4, "storage_newer")
    assert (newer.code, newer.error["field"]) == (4, None)
    assert run("--db", "postgresql+psycopg://nobody@127.0.0.1:1/none", "find", "Ли").code == 4


def test_a_broken_base_fails_the_check(base: Run, tmp_path: Path) -> None:
    base("intake", GOOD[0])
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute("UPDATE journal_entry SET verb = 'x' WHERE seq = 1")
    connection.close()
    found = base("check")
    assert found.code == 4
    assert not found.document["ok"]
    assert [one["name"] for one in found.document["checks"] if one["failed"]] == ["journal"]


def test_words_nobody_knows_are_an_error_document(run: Run) -> None:
    for words in (["dance"], ["find"], ["find", "x", "--limit", "-1"], ["order"]):
        refused = run(*words)
        assert (refused.code, refused.error["code"]) == (2, "usage")


def test_benchmarks_need_a_checkout() -> None:
    code = (
        "import sys; from pathlib import Path; from workstation.cli import app, free_commands; "
        "free_commands.RUNNER = Path('nowhere.py'); sys.exit(app.run(['bench']))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == "bench_no_checkout"


def test_a_benchmark_nobody_knows_is_refused_with_the_names_of_those_there_are(run: Run) -> None:
    refused = run("bench", "--only", "dance")
    assert (refused.code, refused.error["code"], refused.error["field"]) == (2, "bench_unknown", "only")
    assert "intake" in refused.error["message"]
    assert "start" in refused.error["message"]


def test_a_benchmark_gives_rows_that_hold_a_median_against_a_baseline() -> None:
    command = [sys.executable, "main.py", "bench", "--only", "label", "--orders", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (row,) = json.loads(done.stdout)
    assert set(row) == {"name", "median_ms", "p95_ms", "baseline", "baseline_ms", "ratio"}
    assert row["name"] == "label"
    assert 0 < row["median_ms"] <= row["p95_ms"]
    assert row["ratio"] == pytest.approx(row["median_ms"] / row["baseline_ms"], abs=0.02)


@pytest.mark.parametrize(
    "words",
    [["intake", str(GOOD[0]), "--act", "a.pdf"], ["check"], ["find", "Ли"]],
    ids=lambda words: words[0],
)
def test_a_command_never_brings_the_window(base: Run, tmp_path: Path, words: list[str]) -> None:
    assert base("find", "Ли").code == 0
    done = subprocess.run(
        [sys.executable, "-X", "importtime", str(ROOT / "main.py"), "--db", str(tmp_path / "a.db"), *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "WORKSTATION_HOME": str(tmp_path / "home"), "WORKSTATION_NOW": NOW},
        cwd=tmp_path,
    )
    assert done.returncode == 0
    assert "sqlalchemy" in done.stderr
    assert "PySide6" not in done.stderr
