"""A price list comes in whole or not at all, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.support.stock import Store, open_store
from tests.support.verbs import one_entry, refused_without, see
from workstation import clock
from workstation.db import Database
from workstation.documents.parts import PartData, PartImport, PartLine, PriceKind
from workstation.errors import UserError
from workstation.queries.parts import find_parts, get_part, list_prices, part_id_of
from workstation.rows import MANY
from workstation.services import part_import

COUNT = 2 * MANY + part_import.BATCH
FIELDS = frozenset({"number", "name", "brand", "models", "purchase_price", "sale_price"})


@pytest.fixture
def store(database: Database) -> Store:
    return open_store(database)


def lines(
    count: int = COUNT, *, name: str = "Деталь", price: int = 100, model: str = "M"
) -> Iterator[PartLine]:
    for place in range(count):
        data = PartData(
            f"{place:06d}", f"{name} {place}", "Bosch", models=(f"{model}{place}",), sale_price=price + place
        )
        yield PartLine(place + 2, (data.number,), data)


def take(store: Store, found: Iterator[PartLine]) -> PartImport:
    with closing(see(store.database, part_import.judge, found, FIELDS).parts) as parts:
        done: PartImport = store.do(part_import.import_parts, parts, FIELDS, "prices.csv")
    return done


def shown(store: Store, text: str) -> list[str]:
    found = see(store.database, find_parts, store.actor.branch_id, text, on=clock.today())
    return [row.number for row in found]


def test_a_long_list_comes_in_and_changes_what_it_says(store: Store) -> None:
    done = one_entry(store.database, "parts.import", lambda: take(store, lines()))
    assert done == PartImport(COUNT, added=COUNT, prices=COUNT)
    assert take(store, lines()) == PartImport(COUNT, same=COUNT)
    changed = take(store, lines(MANY + 5, name="Узел", price=200, model="X"))
    assert changed == PartImport(MANY + 5, changed=MANY + 5, prices=MANY + 5)
    part = see(store.database, part_id_of, "000007")
    card = see(store.database, get_part, store.actor.branch_id, part, clock.today())
    assert (card.data.name, card.data.models, card.data.sale_price, card.version) == (
        "Узел 7",
        ("X7",),
        207,
        2,
    )
    prices = see(store.database, list_prices, part)
    assert [(one.kind, one.price, one.source) for one in prices] == [(PriceKind.SALE, 207, "prices.csv")]
    assert shown(store, "узел 000007") == shown(store, "x7")[:1] == ["000007"]
    assert shown(store, "деталь 000007") == []
    store.assert_whole()


def test_judging_writes_nothing_and_can_be_stopped(store: Store) -> None:
    heard: list[int] = []

    def stop(done: int) -> None:
        heard.append(done)
        if done > part_import.BATCH:
            raise UserError("import_empty")

    judged = see(store.database, part_import.judge, lines(), FIELDS)
    assert (judged.good, judged.done.added) == (COUNT, COUNT)
    judged.parts.close()
    with pytest.raises(UserError, match="import_empty"):
        see(store.database, part_import.judge, lines(), FIELDS, stop)
    assert heard == [part_import.BATCH, COUNT]
    assert shown(store, "") == []


def test_an_import_that_is_stopped_leaves_nothing(store: Store) -> None:
    def stop(done: int) -> None:
        raise UserError("import_empty")

    judged = see(store.database, part_import.judge, lines(), FIELDS)
    with closing(judged.parts):
        with pytest.raises(UserError, match="import_empty"):
            store.do(part_import.import_parts, judged.parts, FIELDS, "prices.csv", stop)
        assert shown(store, "") == []
        store.assert_whole()
        assert store.do(part_import.import_parts, judged.parts, FIELDS, "prices.csv").added == COUNT


def test_an_import_asks_for_its_right(store: Store) -> None:
    with closing(see(store.database, part_import.judge, lines(3), FIELDS).parts) as parts:
        refused_without(
            store.database,
            store.actor,
            "parts.import",
            lambda actor: store.database.run(
                lambda session: part_import.import_parts(session, actor, parts, FIELDS, "p"), write=True
            ),
        )
    assert shown(store, "") == []
