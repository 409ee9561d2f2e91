"""Filled bases of every earlier version come to the head whole, on both engines."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from sqlalchemy import Table, func, insert, select, update

from tests.support.older_bases import BASES, older_base
from workstation import clock, migrations, schema
from workstation.db import Database, open_database, stored_version
from workstation.documents.parts import PartData
from workstation.models import Base, Part, PartFit, Payment, Place, StoredVerdict, WorkOrder, load_all
from workstation.queries.money import get_order_money
from workstation.services.check import is_whole, run_checks
from workstation.services.parts import fit_rows, part_values

FILES_APART = {"keys"}
"""Checks of what lies beside the base: a dump has none of it."""

load_all()


def count(database: Database, table: Table) -> int:
    with database.begin() as session:
        return int(session.execute(select(func.count()).select_from(table)).scalar_one())


@pytest.mark.parametrize("dump", BASES, ids=lambda path: path.name.partition(".")[0])
def test_a_filled_base_comes_to_the_head_whole(empty_address: str, dump: Path) -> None:
    database = older_base(empty_address, dump)
    before = {
        table.name: count(database, table)
        for table in Base.metadata.sorted_tables
        if table.name in json.loads(gzip.decompress(dump.read_bytes()))["tables"]
    }
    migrations.upgrade(database)
    assert stored_version(database) == schema.VERSION
    after = {name: count(database, Base.metadata.tables[name]) for name in before}
    assert after | {"counter": 0} == before | {"counter": 0}
    results = [result for result in run_checks(database) if result.name not in FILES_APART]
    assert is_whole(results), [result.problems for result in results if result.failed]
    database.close()


def test_verdicts_of_a_first_base_become_rows(empty_address: str) -> None:
    """Their orders kept them; the row tells the moment and the person of the intake."""
    database = older_base(empty_address, BASES[0])
    migrations.upgrade(database)
    orders, verdicts = WorkOrder.__table__, StoredVerdict.__table__
    with database.begin() as session:
        kept = (
            session.execute(
                select(orders.c.verdict, orders.c.accepted_at, verdicts).join(
                    verdicts, verdicts.c.order_id == orders.c.id
                )
            )
            .mappings()
            .all()
        )
        first = session.execute(select(verdicts.c.id).order_by(verdicts.c.id)).scalars().all()
    assert len(kept) == count(database, orders) > 0
    assert len(set(first)) == len(kept)
    for row in kept:
        verdict = json.loads(row["verdict"])["verdict"]
        assert row["content"] == row["verdict"]
        assert row["made_at"] == row["accepted_at"]
        assert (row["code"], row["free"]) == (verdict["entitlement"]["code"], verdict["entitlement"]["free"])
        assert row["payer"] == verdict["compensation"]["payer"]
    database.close()


def test_prepayments_of_a_first_base_become_payments(empty_address: str) -> None:
    """What came at the counter is a payment by a way unknown; of closed orders no receipt is due."""
    database = older_base(empty_address, BASES[0])
    orders, payments = WorkOrder.__table__, Payment.__table__
    with database.begin(write=True) as session:
        query = select(orders.c.id).where(orders.c.closed_at.is_(None)).order_by(orders.c.id)
        is_open = session.execute(query).scalars().first()
        gone = session.execute(select(orders.c.id).where(orders.c.closed_at.is_not(None))).scalars().first()
        session.execute(update(orders).values(prepayment_kopecks=0))
        for order_id, sum_ in ((is_open, 150000), (gone, 7)):
            here = update(orders).where(orders.c.id == order_id)
            session.execute(here.values(prepayment_kopecks=sum_))
    migrations.upgrade(database)
    with database.begin() as session:
        found = {row["order_id"]: dict(row) for row in session.execute(select(payments)).mappings()}
        assert get_order_money(session, is_open).prepaid == 150000
    assert {key: (row["amount_kopecks"], row["receipt_state"]) for key, row in found.items()} == {
        is_open: (150000, "not_punched"),
        gone: (7, "not_needed"),
    }
    assert {(row["kind"], row["method"]) for row in found.values()} == {("prepayment", "unknown")}
    (result,) = run_checks(database, ["payments"])
    assert (result.count, result.problems) == (2, ())
    database.close()


def test_parts_that_were_there_are_found(empty_address: str) -> None:
    """The text that an upgrade writes is the one that the program itself would."""
    database = open_database(empty_address, create=True, check_version=False)
    migrations.upgrade(database, "0007")
    data = PartData("00-ВЁ 75", "Помпа сливная АСКО 30 Вт", "Бёш", models=("WAN 28263", "ВЕКО-5"))
    with database.begin(write=True) as session:
        row = {**part_values(data), "id": 7, "created_at": clock.now(), "version": 1}
        session.execute(insert(Part.__table__), row)
        session.execute(insert(PartFit.__table__), fit_rows(7, data))
    migrations.upgrade(database)
    (result,) = run_checks(database, ["part_search"])
    assert (result.count, result.problems) == (1, ())
    database.close()


def test_words_for_places_become_places(empty_address: str) -> None:
    """What an order had in words is the name of the place that it stands in now."""
    dump = json.loads(gzip.decompress(BASES[0].read_bytes()))["tables"]["work_order"]
    said = {row["id"]: row["place"] for row in dump if row["place"]}
    database = older_base(empty_address, BASES[0])
    migrations.upgrade(database)
    orders, places = WorkOrder.__table__, Place.__table__
    with database.begin() as session:
        query = select(orders.c.id, places.c.name).join(places, places.c.id == orders.c.place_id)
        assert {row.id: row.name for row in session.execute(query)} == said
        kinds = dict.fromkeys(session.execute(select(places.c.kind).order_by(places.c.id)).scalars())
    assert list(kinds) == ["counter", "courier", "manufacturer", "customer", "shelf"]
    database.close()
