"""Places: one for each device, moves by two scans, where it is, counts of shelves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.bench import handed_over
from tests.support.intakes import accept, ready, request, visit, washer
from tests.support.verbs import count, do, one_entry, refused_without, rows, see
from workstation import clock
from workstation.db import Database
from workstation.documents.intake import IntakeItem
from workstation.documents.people import Actor
from workstation.documents.places import MoveToData, PlaceData, PlaceKind, PlaceRow
from workstation.errors import ErrorList, UserError
from workstation.models import Place, PlaceMove, WorkOrder
from workstation.queries.order_view import get_order_by_id
from workstation.queries.orders import get_order_rows
from workstation.queries.places import (
    find_place_code,
    find_where,
    get_place,
    get_shelf_count,
    list_at,
    list_place_moves,
    list_places,
    list_shelf_counts,
    where_is,
)
from workstation.services import orders, places, shelf_counts
from workstation.services.check import is_whole, run_checks


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


def taken(database: Database, actor: Actor, serial: str, place: str | None = None) -> int:
    item = IntakeItem(washer(serial), request(place=place))
    return accept(database, actor, visit(item)).orders[0].id


def cell(database: Database, actor: Actor, name: str) -> PlaceRow:
    do(database, places.save_place, actor, PlaceData(PlaceKind.SHELF, name))
    found: PlaceRow = see(database, get_place, name)
    return found


def move(database: Database, actor: Actor, order_id: int, place: str) -> int:
    made: int = do(database, places.move_to, actor, order_id, MoveToData(place))
    return made


def whole(database: Database) -> bool:
    return is_whole(run_checks(database, ("places", "foreign_keys", "journal")))


def test_a_new_base_has_a_place_of_every_usual_kind(database: Database, actor: Actor) -> None:
    found = {row.kind for row in see(database, list_places)}
    assert found == {PlaceKind.COUNTER, PlaceKind.COURIER, PlaceKind.MANUFACTURER, PlaceKind.CUSTOMER}
    assert do(database, places.ensure_usual) == 0


def test_an_intake_puts_the_device_where_it_was_said_or_on_the_counter(
    database: Database, actor: Actor
) -> None:
    first, second = taken(database, actor, "S1", "  А-12 "), taken(database, actor, "S2")
    third = taken(database, actor, "S3", "а-12")
    names = [row.place for row in see(database, get_order_rows, [first, second, third])]
    assert names == ["А-12", "Стойка приёма", "А-12"]
    assert see(database, get_place, "А-12").count == 2
    assert see(database, get_order_by_id, first).request.place == "А-12"
    assert count(database, PlaceMove) == 0


def test_two_scans_move_a_device(database: Database, actor: Actor) -> None:
    order_id, shelf = taken(database, actor, "S1"), cell(database, actor, "Б-3")
    code = see(database, get_order_by_id, order_id).code
    assert see(database, find_place_code, code) is None
    assert see(database, find_place_code, shelf.code) == shelf
    one_entry(database, "places.move", lambda: move(database, actor, order_id, shelf.code))
    where = see(database, where_is, order_id)
    assert (where.place, where.kind, where.user, where.since) == (
        "Б-3",
        PlaceKind.SHELF,
        actor.short_name,
        clock.now(),
    )
    (moved,) = see(database, list_place_moves, order_id)
    assert (moved.came_from, moved.place) == ("Стойка приёма", "Б-3")
    assert [row.order_id for row in see(database, list_at, shelf.id)] == [order_id]
    assert see(database, find_where, "S1")[0].place == "Б-3"
    move(database, actor, order_id, "б-3")
    assert len(see(database, list_place_moves, order_id)) == 1
    assert whole(database)


def test_a_move_disturbs_nobody(database: Database, actor: Actor) -> None:
    order_id, shelf = taken(database, actor, "S1"), cell(database, actor, "Б-3")
    before = rows(database, WorkOrder)[0]["version"]
    move(database, actor, order_id, shelf.name)
    assert rows(database, WorkOrder)[0]["version"] == before


def test_many_go_to_one_place_at_once(database: Database, actor: Actor) -> None:
    ids = [taken(database, actor, f"S{number}") for number in range(3)]
    cell(database, actor, "В-1")
    move(database, actor, ids[0], "В-1")
    moved = one_entry(
        database, "places.move", lambda: do(database, places.move_many, actor, [*ids, ids[1]], "В-1")
    )
    assert (moved, see(database, get_place, "В-1").count) == (2, 3)
    assert whole(database)


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("нет такого", "place_not_found"),
        ("ASC1:00000000000001", "scan_code_check"),
        ("ASC1:1", "scan_code_bad"),
    ],
)
def test_an_unknown_place_is_refused(database: Database, actor: Actor, place: str, code: str) -> None:
    order_id = taken(database, actor, "S1")
    with pytest.raises(UserError) as caught:
        move(database, actor, order_id, place)
    assert caught.value.code == code
    assert count(database, PlaceMove) == 0


def test_what_was_handed_over_is_with_its_customer_and_stays_there(database: Database, actor: Actor) -> None:
    order_id, other = taken(database, actor, "S1", "А-1"), taken(database, actor, "S2", "А-1")
    handed_over(database, actor, order_id)
    do(database, orders.cancel, actor, other, "ошибка")
    for one in (order_id, other):
        assert see(database, where_is, one).kind is PlaceKind.CUSTOMER
    assert see(database, get_place, "А-1").count == 0
    with pytest.raises(ErrorList):
        move(database, actor, order_id, "А-1")
    with pytest.raises(UserError, match="order_closed"):
        do(database, places.move_many, actor, [order_id], "А-1")
    assert whole(database)


def test_names_are_told_apart_by_their_signs(database: Database, actor: Actor) -> None:
    assert cell(database, actor, "А-11").id != cell(database, actor, "А-1-1").id
    with pytest.raises(UserError, match="place_exists"):
        cell(database, actor, " а-11")
    with pytest.raises(UserError, match="field_required"):
        cell(database, actor, "  ")
    with pytest.raises(UserError, match="place_name_long"):
        cell(database, actor, "я" * 41)


def test_a_place_is_changed_and_put_out_of_use_only_when_empty(database: Database, actor: Actor) -> None:
    order_id, shelf = taken(database, actor, "S1", "А-1"), None
    shelf = see(database, get_place, "А-1")
    out = PlaceData(PlaceKind.SHELF, "А-1", is_active=False)
    with pytest.raises(UserError, match="place_occupied"):
        do(database, places.save_place, actor, out, shelf.id)
    move(database, actor, order_id, "Курьер")
    one_entry(database, "places.change", lambda: do(database, places.save_place, actor, out, shelf.id))
    assert "А-1" not in [row.name for row in see(database, list_places)]
    with pytest.raises(UserError, match="place_not_found"):
        move(database, actor, order_id, "А-1")
    with pytest.raises(UserError, match="user_not_found"):
        do(database, places.save_place, actor, PlaceData(PlaceKind.BENCH, "Верстак", person_id=7))
    refused_without(
        database,
        actor,
        "places.change",
        lambda who: do(database, places.save_place, who, PlaceData(PlaceKind.SHELF, "Я-1")),
    )


def test_a_count_of_shelves_tells_what_is_missing_and_what_is_extra(database: Database, actor: Actor) -> None:
    here, gone, wrong = (taken(database, actor, f"S{number}", "А-1") for number in range(3))
    extra, cell_two = taken(database, actor, "S9", "А-2"), see(database, get_place, "А-2")
    shelf = see(database, get_place, "А-1")
    count_id = one_entry(database, "places.count", lambda: do(database, shelf_counts.start_count, actor))
    codes = {one: see(database, get_order_by_id, one).code for one in (here, gone, wrong, extra)}

    def scan(place: str, order_id: int) -> object:
        return do(database, shelf_counts.scan, actor, count_id, place, codes[order_id])

    assert scan(shelf.code, here).is_extra is False  # type: ignore[attr-defined]
    assert scan(shelf.code, here).is_known  # type: ignore[attr-defined]
    seen = scan(shelf.code, extra)
    assert (seen.belongs, seen.is_extra) == ("А-2", True)  # type: ignore[attr-defined]
    scan(cell_two.code, wrong)
    view = see(database, get_shelf_count, count_id)
    assert view.places == ("А-1", "А-2")
    assert [line.order_id for line in view.result.missing] == [gone]
    assert {(line.order_id, line.belongs, line.seen) for line in view.result.extra} == {
        (extra, "А-2", "А-1"),
        (wrong, "А-1", "А-2"),
    }
    assert view.result.found == 1
    do(database, shelf_counts.finish_count, actor, count_id, put_right=True)
    assert see(database, where_is, extra).place == "А-1"
    assert see(database, where_is, gone).place == "А-1"
    with clock.standing_at(clock.now() + timedelta(hours=1)):
        (kept,) = see(database, list_shelf_counts)
    assert kept.result == view.result
    with pytest.raises(UserError, match="count_over"):
        scan(shelf.code, here)
    assert whole(database)


def test_a_count_of_some_places_takes_no_scan_of_others(database: Database, actor: Actor) -> None:
    with pytest.raises(UserError, match="count_empty"):
        do(database, shelf_counts.start_count, actor)
    order_id, shelf = taken(database, actor, "S1", "А-1"), cell(database, actor, "А-2")
    count_id = do(database, shelf_counts.start_count, actor, [shelf.id])
    code = see(database, get_order_by_id, order_id).code
    with pytest.raises(UserError, match="place_not_counted"):
        do(database, shelf_counts.scan, actor, count_id, "А-1", code)
    with pytest.raises(UserError, match="place_not_found"):
        do(database, shelf_counts.start_count, actor, [7])
    result = do(database, shelf_counts.finish_count, actor, count_id)
    assert (result.found, result.missing, result.extra) == (0, (), ())


def test_a_broken_chain_of_moves_is_found(database: Database, actor: Actor) -> None:
    order_id = taken(database, actor, "S1", "А-1")
    move(database, actor, order_id, "Курьер")
    assert whole(database)
    other = rows(database, Place, Place.__table__.c.name == "А-1")[0]["id"]
    with database.begin(write=True) as session:
        session.execute(WorkOrder.__table__.update().values(place_id=other))
    (result,) = run_checks(database, ("places",))
    assert result.failed == 1
