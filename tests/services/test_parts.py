"""The catalogue of parts: numbers, prices by days, what fits, what stands in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.stock import Store, open_store
from tests.support.verbs import one_entry, refused_without, see
from workstation import clock
from workstation.db import Database
from workstation.documents.parts import LinkKind, PartCard, PartData, PartUnit, PriceKind
from workstation.errors import ConflictError, ErrorList, UserError
from workstation.queries.parts import find_parts, get_part, part_id_of, prices_on
from workstation.services import parts

PUMP = PartData(
    "00 751-313",
    "Помпа сливная",
    "Bosch",
    warranty_months=6,
    categories=("washing_machine",),
    models=("WAN28263BY", "WAN 24260"),
    purchase_price=1_250_00,
    sale_price=2_400_00,
)


@pytest.fixture
def store(database: Database) -> Store:
    return open_store(database)


def card(store: Store, part_id: int, on: date | None = None) -> PartCard:
    found: PartCard = see(store.database, get_part, store.actor.branch_id, part_id, on or clock.today())
    return found


def found(store: Store, text: str = "", **named: Any) -> list[str]:
    rows = see(store.database, find_parts, store.actor.branch_id, text, on=clock.today(), **named)
    return [row.number for row in rows]


def test_a_part_is_kept_as_it_was_entered(store: Store) -> None:
    part = one_entry(store.database, "parts.add", lambda: store.do(parts.add_part, PUMP))
    assert card(store, part).data == PUMP
    assert [(one.kind, one.price) for one in card(store, part).prices] == [
        (PriceKind.PURCHASE, 125_000),
        (PriceKind.SALE, 240_000),
    ]
    changed = PartData("00751313", "Насос", "Bosch", PartUnit.SET, sale_price=2_500_00)
    one_entry(store.database, "parts.change", lambda: store.do(parts.change_part, part, changed, 1))
    after = card(store, part)
    assert (after.data.name, after.data.sale_price, after.data.purchase_price) == ("Насос", 250_000, 125_000)
    assert (after.data.models, after.version) == ((), 2)
    with pytest.raises(ConflictError):
        store.do(parts.change_part, part, changed, 1)


def test_one_number_of_one_brand_is_one_part(store: Store) -> None:
    part = store.do(parts.add_part, PUMP)
    with pytest.raises(UserError, match="part_exists"):
        store.do(parts.add_part, PartData("00751313", "Насос", "BOSCH"))
    other = store.do(parts.add_part, PartData("00751313", "Датчик", "Siemens"))
    with pytest.raises(UserError) as caught:
        see(store.database, part_id_of, "00-751313")
    assert (caught.value.code, caught.value.params["brands"]) == ("part_ambiguous", "Bosch, Siemens")
    assert see(store.database, part_id_of, "00-751313", "siemens") == other
    with pytest.raises(UserError, match="part_not_found"):
        see(store.database, part_id_of, "нет такой")
    with pytest.raises(UserError, match="part_exists"):
        store.do(parts.change_part, other, PUMP, 1)
    assert card(store, part).data.name == "Помпа сливная"


def test_what_a_part_must_have(store: Store) -> None:
    with pytest.raises(ErrorList) as caught:
        store.do(parts.add_part, PartData(" - ", "", warranty_months=-1))
    assert [one.field for one in caught.value.errors] == ["number", "name", "warranty_months"]
    with pytest.raises(UserError, match="category_unknown"):
        store.do(parts.add_part, PartData("1", "Помпа", categories=("vehicle",)))
    with pytest.raises(ErrorList):
        store.do(parts.add_part, PartData("1" * 65, "П" * 301))
    assert found(store) == []


def test_a_price_is_in_force_from_its_day(store: Store) -> None:
    part = store.do(parts.add_part, PUMP)
    today = clock.today()

    def set_price(price: int, on: date) -> None:
        store.do(parts.set_price, part, PriceKind.SALE, price, on)

    one_entry(store.database, "parts.set_price", lambda: set_price(300_000, today + timedelta(days=10)))
    set_price(310_000, today + timedelta(days=10))

    def price(on: date) -> int | None:
        prices: dict[int, int] = see(store.database, prices_on, [part], PriceKind.SALE, on)
        return prices.get(part)

    assert price(today - timedelta(days=1)) is None
    assert price(today + timedelta(days=9)) == 240_000
    assert price(today + timedelta(days=10)) == 310_000


def test_a_part_is_found_by_what_is_known_of_it(store: Store) -> None:
    store.do(parts.add_part, PUMP)
    store.part("751", "Ремень привода")
    store.part("11-751", "Клапан заливной")
    assert found(store, "751") == ["751", "00 751-313", "11-751"]
    assert found(store, "ПОМП") == ["00 751-313"]
    assert found(store, "слив bosch") == ["00 751-313"]
    assert found(store, "лив") == []
    assert found(store, "wan 24260 помпа") == found(store, "28263by") == ["00 751-313"]
    assert found(store, "ремень 7", category="washing_machine") == []
    assert found(store, "ВОSCН 00-751") == ["00 751-313"]
    assert found(store, "п") == found(store, "сливная п") == found(store, "01") == []
    assert found(store, "-") == found(store)
    assert found(store, model="wan-28263by") == ["00 751-313"]
    assert found(store, category="washing_machine") == ["00 751-313"]
    assert found(store, "помпа", model="X") == []


def test_what_is_changed_is_found_anew(store: Store) -> None:
    part = store.do(parts.add_part, PUMP)
    store.do(parts.change_part, part, PartData("00751399", "Насос", "Siemens", models=("KG39",)), 1)
    assert found(store, "помпа") == found(store, "00751313") == found(store, "wan28263by") == []
    assert found(store, "насос") == found(store, "751399") == found(store, "kg39 sie") == ["00751399"]
    store.assert_whole()


def test_the_number_itself_comes_first_of_very_many(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workstation.queries.parts.NEWEST", 2)
    for number in ("75", "751", "0751", "1751", "2751"):
        store.part(number, "Ремень")
    assert found(store, "751") == ["751", "1751", "2751"]
    assert found(store, "75") == ["75", "751"]
    assert found(store, "ремень") == ["1751", "2751"]
    assert found(store, "75", limit=1) == ["75"]


def test_tracking_by_serials_is_chosen_before_the_first_piece(store: Store) -> None:
    part = store.do(parts.add_part, PUMP)
    store.receive(part, 1, 100)
    with pytest.raises(UserError, match="part_tracking"):
        store.do(parts.change_part, part, PartData("00751313", "Насос", "Bosch", is_serial=True), 1)
    assert not card(store, part).data.is_serial


def test_links_are_made_and_undone(store: Store) -> None:
    first, second = store.part("1"), store.part("2")
    one_entry(store.database, "parts.link", lambda: store.do(parts.link, first, second, LinkKind.ANALOGUE))
    assert [one.number for one in card(store, second).substitutes] == ["1"]
    store.do(parts.link, second, first, LinkKind.REPLACED_BY)
    assert [one.kind for one in card(store, second).substitutes] == [LinkKind.REPLACED_BY]
    assert card(store, first).substitutes == ()
    one_entry(store.database, "parts.unlink", lambda: store.do(parts.unlink, first, second))
    assert card(store, second).substitutes == ()
    with pytest.raises(UserError, match="link_self"):
        store.do(parts.link, first, first, LinkKind.ANALOGUE)


def test_the_catalogue_asks_for_its_right(store: Store) -> None:
    refused_without(
        store.database,
        store.actor,
        "parts.change",
        lambda actor: store.database.run(lambda session: parts.add_part(session, actor, PUMP), write=True),
    )
    assert found(store) == []
