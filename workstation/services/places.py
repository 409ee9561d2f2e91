"""Places of devices: set up, moves by two scans, and the places an intake and a handover put a device in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from workstation import clock, keys, rows
from workstation.documents.people import Actor
from workstation.documents.places import MoveToData, PlaceData, PlaceKind
from workstation.errors import UserError
from workstation.models import Branch, Place, PlaceMove, User, WorkOrder
from workstation.rules import codes
from workstation.rules.places import LONGEST_NAME, place_key, shown
from workstation.services import journal
from workstation.services.moving import enter
from workstation.services.rights import require
from workstation.statuses import OrderStatus

_orders = WorkOrder.__table__
_places = Place.__table__
_moves = PlaceMove.__table__
_branches = Branch.__table__
_users = User.__table__

USUAL = (
    (PlaceKind.COUNTER, "Стойка приёма"),
    (PlaceKind.COURIER, "Курьер"),
    (PlaceKind.MANUFACTURER, "Изготовитель"),
    (PlaceKind.CUSTOMER, "У заказчика"),
)
"""What every branch has from the first day; names are the centre's to change."""

_BY_NAME = text("SELECT id, name, kind FROM place WHERE branch_id = :branch AND name_key = :key")
_FIRST = text(
    "SELECT id FROM place WHERE branch_id = :branch AND kind = :kind AND is_active "
    "ORDER BY position, id LIMIT 1"
)


def ensure_usual(session: Session) -> int:
    """Give each branch a place of every usual kind; gives how many were made. Part of a verb."""
    made = 0
    for branch_id in session.execute(select(_branches.c.id)).scalars().all():
        query = select(_places.c.kind, _places.c.name_key).where(_places.c.branch_id == branch_id)
        known = session.execute(query).all()
        kinds, names = {row.kind for row in known}, {row.name_key for row in known}
        for kind, name in USUAL:
            if kind.value not in kinds and place_key(name) not in names:
                make(session, branch_id, PlaceData(kind, name))
                made += 1
    return made


def save_place(session: Session, actor: Actor, data: PlaceData, place_id: int | None = None) -> int:
    """Add a place or change one; gives its id, which its code carries.

    Raises UserError `field_required`, `place_name_long`, `place_exists`, `place_not_found`,
    `place_occupied` (one with devices is not put out of use), `user_not_found`.
    """
    require(actor, "places.change")
    name = shown(data.name)
    _check_name(session, actor, name, place_id)
    if data.person_id is not None:
        known = session.execute(select(_users.c.id).where(_users.c.id == data.person_id)).scalar()
        if known is None:
            raise UserError("user_not_found", "person_id")
    if place_id is None:
        place_id = make(session, actor.branch_id, data)
        changes: dict[str, Any] = {"name": [None, name], "kind": [None, data.kind.value]}
    else:
        changes = _change(session, actor, place_id, data)
    body = {"place": name, **changes}
    journal.record(session, actor, "places.change", "place", place_id, body=body)
    return place_id


def move_to(
    session: Session, actor: Actor, order_id: int, data: MoveToData, version: int | None = None
) -> int:
    """Put an order's device into a place, given by its scanned code or its name; gives the place's id.

    A move makes no new version of the order: whoever works on it goes on undisturbed.
    The same place again changes nothing and writes nothing. Raises UserError `order_not_found`,
    `order_closed`, `place_not_found`, `scan_code_bad`, `scan_code_check`.
    """
    require(actor, "places.move")
    enter(session, actor, order_id, "move_to", version)
    target = find_place(session, actor, data.place)
    order = _order(session, order_id)
    if order["place_id"] == target["id"]:
        return int(target["id"])
    before = put(session, actor, order, target["id"])
    body = {"number": order["number"], "place": [before, target["name"]]}
    journal.record(session, actor, "places.move", "order", order_id, body=body)
    return int(target["id"])


def move_many(session: Session, actor: Actor, order_ids: list[int], place: str) -> int:
    """Put several devices into one place at once; gives how many moved. Raises what `move_to` raises."""
    require(actor, "places.move")
    target = find_place(session, actor, place)
    moved = []
    for order_id in dict.fromkeys(order_ids):
        order = _order(session, order_id)
        _check_here(order, target)
        if order["place_id"] != target["id"]:
            put(session, actor, order, target["id"])
            moved.append(order["number"])
    if moved:
        body = {"orders": moved, "place": [None, target["name"]]}
        journal.record(session, actor, "places.move", "place", target["id"], body=body)
    return len(moved)


def find_place(session: Session, actor: Actor, place: str) -> dict[str, Any]:
    """A place in use by its scanned code or its name; raises UserError `place_not_found`, `scan_code_…`."""
    if codes.is_scan_code(place):
        wanted: Any = _places.c.id == codes.decode(place, "place")
    else:
        wanted = _places.c.name_key == place_key(place)
    query = select(_places).where(wanted, _places.c.branch_id == actor.branch_id, _places.c.is_active)
    found = session.execute(query).mappings().one_or_none()
    if found is None:
        raise UserError("place_not_found", "place", place=place)
    return dict(found)


def of_intake(session: Session, actor: Actor, name: str | None) -> tuple[int | None, str | None]:
    """The place that an intake puts a device in: the named one, made where it is new, else the counter.

    Gives its id, and its name where it is a cell: that one is printed on the label. Part of a verb.
    """
    if not name or not shown(name):
        found = rows.run(session, _FIRST, branch=actor.branch_id, kind=PlaceKind.COUNTER.value)
        return (int(found[0][0]) if found else None), None
    found = rows.run(session, _BY_NAME, branch=actor.branch_id, key=place_key(name))
    if not found:
        return make(session, actor.branch_id, PlaceData(PlaceKind.SHELF, name)), shown(name)
    place_id, known, kind = found[0]
    return int(place_id), (known if kind == PlaceKind.SHELF.value else None)


def correct(session: Session, actor: Actor, order: dict[str, Any], name: str | None) -> list[Any] | None:
    """Put a corrected order where the form says; gives before and after, None where it stands there.

    A form without a place leaves the device where it is. Part of a verb.
    """
    if not name or not shown(name):
        return None
    place_id, _cell = of_intake(session, actor, name)
    if place_id is None or place_id == order["place_id"]:
        return None
    return [put(session, actor, order, place_id), shown(name)]


def give_out(session: Session, actor: Actor, order_id: int) -> None:
    """The device of an order leaves with its customer. Part of a verb that closes the order."""
    order = _order(session, order_id)
    found = rows.run(session, _FIRST, branch=actor.branch_id, kind=PlaceKind.CUSTOMER.value)
    if found and order["place_id"] != found[0][0]:
        put(session, actor, order, int(found[0][0]))


def put(session: Session, actor: Actor, order: dict[str, Any], place_id: int) -> str | None:
    """Move the device of a locked order row; gives the name of the place it left. Part of a verb."""
    before = order["place_id"]
    session.execute(update(_orders).where(_orders.c.id == order["id"]).values(place_id=place_id))
    row = {
        "id": keys.new_key(),
        "order_id": order["id"],
        "from_place_id": before,
        "place_id": place_id,
        "moved_at": clock.now(),
        "user_id": actor.user_id,
    }
    session.execute(insert(_moves), row)
    if before is None:
        return None
    return session.execute(select(_places.c.name).where(_places.c.id == before)).scalar()


def _check_here(order: dict[str, Any], target: dict[str, Any]) -> None:
    """A closed order's device can only go out to its customer; an unclaimed one is still with the centre."""
    is_gone = order["closed_at"] is not None and order["status"] != OrderStatus.UNCLAIMED.value
    if is_gone and target["kind"] != PlaceKind.CUSTOMER.value:
        raise UserError("order_closed", None, number=order["number"])


def _order(session: Session, order_id: int) -> dict[str, Any]:
    columns = (_orders.c.id, _orders.c.number, _orders.c.status, _orders.c.place_id, _orders.c.closed_at)
    query = select(*columns)
    found = session.execute(query.where(_orders.c.id == order_id).with_for_update()).mappings().one_or_none()
    if found is None:
        raise UserError("order_not_found", None, number=order_id)
    return dict(found)


def _check_name(session: Session, actor: Actor, name: str, place_id: int | None) -> None:
    if not name:
        raise UserError("field_required", "name")
    if len(name) > LONGEST_NAME:
        raise UserError("place_name_long", "name", most=LONGEST_NAME)
    found = rows.run(session, _BY_NAME, branch=actor.branch_id, key=place_key(name))
    if found and found[0][0] != place_id:
        raise UserError("place_exists", "name", place=name)


def make(session: Session, branch_id: int, data: PlaceData) -> int:
    """Store a new place; gives its id. Part of a verb."""
    row: dict[str, Any] = {"id": keys.new_key(), "branch_id": branch_id, **_values(data)}
    rows.add(session, _places, row)
    return int(row["id"])


def _change(session: Session, actor: Actor, place_id: int, data: PlaceData) -> dict[str, Any]:
    wanted = _places.c.id == place_id, _places.c.branch_id == actor.branch_id
    known = session.execute(select(_places).where(*wanted)).mappings().one_or_none()
    if known is None:
        raise UserError("place_not_found", None, place=data.name)
    if known["is_active"] and not data.is_active:
        standing = select(_orders.c.number).where(
            _orders.c.place_id == place_id, _orders.c.closed_at.is_(None)
        )
        number = session.execute(standing.limit(1)).scalar()
        if number is not None:
            raise UserError("place_occupied", None, place=known["name"], number=number)
    values = _values(data)
    session.execute(update(_places).where(_places.c.id == place_id).values(**values))
    hidden = {"name_key"}
    return {
        name: [known[name], value]
        for name, value in values.items()
        if known[name] != value and name not in hidden
    }


def _values(data: PlaceData) -> dict[str, Any]:
    return {
        "kind": data.kind.value,
        "name": shown(data.name),
        "name_key": place_key(data.name),
        "user_id": data.person_id,
        "position": data.position,
        "is_active": data.is_active,
    }
