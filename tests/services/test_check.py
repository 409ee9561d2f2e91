"""Each invariant is found broken when it is broken, and a base at work breaks none."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.support.intakes import accept, request, visit, washer
from tests.support.people import COMPANY, first_base
from workstation import clock, files, sealing
from workstation.db import Database
from workstation.documents.findings import FindingData
from workstation.documents.intake import IntakeItem, Photo
from workstation.documents.people import Actor
from workstation.documents.purchasing import OPEN_PURCHASES, RequestState
from workstation.documents.warranty import Causal
from workstation.queries.part_requests import list_arrived, list_requests
from workstation.queries.parts import find_parts
from workstation.queries.purchasing import list_purchases
from workstation.services import check, demo, findings, orders, papers
from workstation.statuses import DocumentKind

PICTURE = b"\xff\xd8\xff\xe0 a picture"


def failed(database: Database) -> dict[str, tuple[str, ...]]:
    return {result.name: result.problems for result in check.run_checks(database) if result.failed}


def at_work(database: Database) -> Actor:
    """A base with orders of every sort: cancelled, corrected, two in a visit, with a photo and a passport."""
    actor = first_base(database, company=COMPANY)
    photo = Photo(files.keep(database.folder, PICTURE), len(PICTURE), "image/jpeg", "вид.jpg")
    first = accept(database, actor, visit(IntakeItem(washer(), request(), (photo,))))
    two = (IntakeItem(washer("FD 1"), request()), IntakeItem(washer("FD 2"), request()))
    accept(database, actor, visit(*two))
    gone = accept(database, actor, visit(IntakeItem(washer("FD 3"), request())))
    with database.begin(write=True) as session:
        orders.cancel(session, actor, gone.orders[0].id, "передумал")
        papers.issue(session, actor, first.orders[0].id, DocumentKind.EQUIPMENT_PASSPORT)
        papers.issue(session, actor, first.orders[0].id, DocumentKind.PERSONAL_DATA_CONSENT)
        found = findings.add_finding(session, actor, first.orders[0].id, FindingData("LIQUID", Causal.YES))
        findings.attach_evidence(
            session, actor, found, session.execute(text("SELECT id FROM attachment")).scalars().all()
        )
    return actor


def test_a_base_at_work_is_whole_and_everything_is_counted(database: Database) -> None:
    at_work(database)
    results = check.run_checks(database)
    counts = {result.name: result.count for result in results}
    assert {result.name: result.problems for result in results if result.failed} == {}
    assert check.is_whole(results)
    assert [result.name for result in results] == list(check.TITLES)
    assert all(result.title for result in results)
    assert (counts["order_numbers"], counts["attachments"], counts["visits"]) == (4, 1, 3)
    assert counts["journal"] >= 6


BREAKS = {
    "schema": "UPDATE alembic_version SET version_num = '0000'",
    "journal": "UPDATE journal_entry SET body = '{}' WHERE seq = 2",
    "sealed_values": "UPDATE person_key SET key = zeroblob(32)",
    "keys": "UPDATE trusted_key SET kid = '00000000'",
    "settings": "INSERT INTO setting (key, owner_id, value) VALUES ('no.such', 0, '1')",
    "people": "UPDATE user_account SET role = 'clerk'",
    "order_numbers": "UPDATE work_order SET seq = 9, number = 'СЦ-2026-000009' WHERE seq = 2",
    "order_states": "UPDATE work_order SET closed_at = NULL WHERE status = 'cancelled'",
    "order_history": "DELETE FROM status_change WHERE to_status = 'cancelled'",
    "search": "DELETE FROM order_search WHERE rowid = (SELECT min(id) FROM work_order)",
    "acceptance_acts": "UPDATE issued_document SET state = 'annulled' WHERE kind = 'acceptance_act'",
    "document_numbers": "UPDATE counter SET last = 2 WHERE series = 'П'",
    "document_versions": "UPDATE issued_document SET version = 3 WHERE kind = 'equipment_passport'",
    "snapshots": "UPDATE issued_document SET snapshot = zeroblob(9) WHERE kind = 'device_label'",
    "print_jobs": "UPDATE print_job SET state = 'lost'",
    "attachments": "UPDATE attachment SET sha256 = printf('%064d', 7)",
    "verdicts": "DELETE FROM verdict WHERE id = (SELECT max(id) FROM verdict)",
    "evidence": "UPDATE attachment SET order_id = (SELECT max(id) FROM work_order)",
    "law": "UPDATE law_param SET valid_to = '2000-01-01' WHERE code = 'PENALTY_GOODS_CAP'",
}
UNLINKED = {
    "foreign_keys": "DELETE FROM customer",
    "order_parties": "UPDATE work_order SET device_id = 1 WHERE seq = 1",
    "visits": "UPDATE work_order SET visit_id = 1 WHERE seq = 1",
}


@pytest.mark.parametrize("name", [*BREAKS, *UNLINKED])
def test_what_is_broken_is_named(sqlite_database: Database, name: str) -> None:
    at_work(sqlite_database)
    with sqlite_database.writer.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute({**BREAKS, **UNLINKED}[name])
    found = failed(sqlite_database)
    assert found[name]
    assert all(found[name])


def test_a_cut_tail_of_the_journal_is_found(sqlite_database: Database) -> None:
    at_work(sqlite_database)
    with sqlite_database.begin(write=True) as session:
        session.execute(text("DELETE FROM journal_entry WHERE seq = (SELECT max(seq) FROM journal_entry)"))
    assert "конец журнала" in failed(sqlite_database)["journal"][0]


def test_a_lost_middle_of_the_journal_is_found(sqlite_database: Database) -> None:
    at_work(sqlite_database)
    with sqlite_database.begin(write=True) as session:
        session.execute(text("DELETE FROM journal_entry WHERE seq = 3"))
    assert failed(sqlite_database)["journal"]


def test_a_lost_picture_and_lost_keys_are_found(sqlite_database: Database) -> None:
    at_work(sqlite_database)
    sealing.keyring_path(sqlite_database.folder).unlink()
    next(path for path in files.store_folder(sqlite_database.folder).glob("??/*")).write_bytes(b"other")
    found = failed(sqlite_database)
    assert set(found) == {"keys", "attachments"}


def test_a_torn_file_is_found(sqlite_database: Database) -> None:
    at_work(sqlite_database)
    path = Path(str(sqlite_database.url.database))
    with sqlite_database.writer.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = raw.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_work_order_device'"
        ).fetchone()
        size = raw.execute("PRAGMA page_size").fetchone()
        assert root is not None
        assert size is not None
    sqlite_database.close()
    with path.open("rb+") as file:
        file.seek((root[0] - 1) * size[0] + 8)
        file.write(b"\x00" * 64)
    assert failed(sqlite_database)["storage"]


def test_practice_orders_keep_every_invariant(sqlite_database: Database) -> None:
    """The second thousand is repeated in bulk, without going through intake."""
    actor = first_base(sqlite_database, training=True)
    assert demo.add_orders(sqlite_database, actor, 60) == 60
    assert failed(sqlite_database) == {}
    with sqlite_database.begin() as session:
        states = {row.state for row in list_purchases(session, actor.branch_id, clock.today())}
        assert states == set(OPEN_PURCHASES)
        assert list_arrived(session, actor.branch_id)
        wanted = {one.state for one in list_requests(session, actor.branch_id)}
        assert {RequestState.RESERVED, RequestState.ORDERED} <= wanted
        assert find_parts(session, actor.branch_id, "насос слива", on=clock.today())[0].free > 0
    assert demo.add_orders(sqlite_database, actor, 5) == 5
    assert failed(sqlite_database) == {}


def test_practice_orders_made_in_bulk_keep_every_invariant(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "PATTERNS", 20)
    actor = first_base(sqlite_database, training=True)
    assert demo.add_orders(sqlite_database, actor, 203) == 203
    assert failed(sqlite_database) == {}
    with sqlite_database.begin() as session:
        statuses = session.execute(text("SELECT DISTINCT status FROM work_order")).scalars().all()
        names = session.execute(text("SELECT DISTINCT name FROM customer")).scalars().all()
    assert len(statuses) >= 5
    assert len(names) >= 80
