"""Counts of shelves by scanning: what should stand there and does not, what stands there and should not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents import codec
from workstation.documents.people import Actor
from workstation.documents.places import CountResult, PlaceKind, Scanned
from workstation.errors import UserError
from workstation.models import Place, ShelfCount, ShelfScan, WorkOrder
from workstation.queries.order_view import order_id_of
from workstation.queries.places import count_result, where_is
from workstation.services import journal, places
from workstation.services.rights import require

_places = Place.__table__
_counts = ShelfCount.__table__
_scans = ShelfScan.__table__
_orders = WorkOrder.__table__


def start_count(session: Session, actor: Actor, place_ids: Sequence[int] = ()) -> int:
    """Begin a count of some places, of all shelf cells where none is named; gives its id.

    Raises UserError `place_not_found`, `count_empty`.
    """
    require(actor, "places.count")
    query = select(_places.c.id).where(_places.c.branch_id == actor.branch_id, _places.c.is_active)
    wanted = query.where(
        _places.c.id.in_(place_ids) if place_ids else _places.c.kind == PlaceKind.SHELF.value
    )
    found = list(session.execute(wanted.order_by(_places.c.position, _places.c.id)).scalars())
    if set(place_ids) - set(found):
        raise UserError("place_not_found", "places", place=", ".join(map(str, set(place_ids) - set(found))))
    if not found:
        raise UserError("count_empty", "places")
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "branch_id": actor.branch_id,
        "places": codec.encode(tuple(found)).decode(),
        "started_at": clock.now(),
        "user_id": actor.user_id,
    }
    session.execute(insert(_counts), row)
    journal.record(session, actor, "places.count", "shelf_count", row["id"], body={"places": len(found)})
    return int(row["id"])


def scan(session: Session, actor: Actor, count_id: int, place: str, code: str) -> Scanned:
    """A device was scanned in a place; gives what it is and where the base has it.

    Scanned again elsewhere, the later place counts. Raises UserError `count_not_found`, `count_over`,
    `place_not_found`, `place_not_counted`, `order_not_found`, `scan_code_…`.
    """
    require(actor, "places.count")
    count = _running(session, count_id)
    here = places.find_place(session, actor, place)
    if here["id"] not in codec.decode_as(tuple[int, ...], count["places"]):
        raise UserError("place_not_counted", "place", place=here["name"])
    order_id = order_id_of(session, code)
    where = where_is(session, order_id)
    known = _put(session, actor, count_id, order_id, here["id"])
    body = {"number": where.number, "place": here["name"], "belongs": where.place}
    journal.record(session, actor, "places.scan", "shelf_count", count_id, body=body)
    return Scanned(
        order_id=order_id,
        number=where.number,
        device=where.device,
        place=here["name"],
        belongs=where.place,
        is_extra=where.place != here["name"],
        is_known=known == here["id"],
    )


def finish_count(session: Session, actor: Actor, count_id: int, *, put_right: bool = False) -> CountResult:
    """End a count and keep its result; `put_right` moves what was found elsewhere to where it was seen.

    What is missing stays where the base has it: somebody must look. Raises UserError `count_not_found`,
    `count_over`.
    """
    require(actor, "places.count")
    count = _running(session, count_id)
    place_ids = codec.decode_as(tuple[int, ...], count["places"])
    result = count_result(session, count_id, place_ids)
    moved = _put_right(session, actor, count_id, result) if put_right else []
    values = {
        "finished_at": clock.now(),
        "finished_by": actor.user_id,
        "result": codec.encode(result).decode(),
    }
    session.execute(update(_counts).where(_counts.c.id == count_id).values(**values))
    body = {
        "found": result.found,
        "missing": [line.number for line in result.missing],
        "extra": [line.number for line in result.extra],
        "moved": moved,
    }
    journal.record(session, actor, "places.finish_count", "shelf_count", count_id, body=body)
    return result


def _running(session: Session, count_id: int) -> dict[str, Any]:
    query = select(_counts).where(_counts.c.id == count_id).with_for_update()
    found = session.execute(query).mappings().one_or_none()
    if found is None:
        raise UserError("count_not_found", None)
    if found["finished_at"] is not None:
        raise UserError("count_over", None)
    return dict(found)


def _put(session: Session, actor: Actor, count_id: int, order_id: int, place_id: int) -> int | None:
    """Keep the scan; gives the place of an earlier scan of the same device."""
    this = (_scans.c.shelf_count_id == count_id, _scans.c.order_id == order_id)
    known = session.execute(select(_scans.c.place_id).where(*this)).scalar()
    values = {"place_id": place_id, "scanned_at": clock.now(), "user_id": actor.user_id}
    if known is None:
        session.execute(insert(_scans), {"shelf_count_id": count_id, "order_id": order_id, **values})
    else:
        session.execute(update(_scans).where(*this).values(**values))
    return known


def _put_right(session: Session, actor: Actor, count_id: int, result: CountResult) -> list[str]:
    """Move the extra devices of open orders to where they were seen; gives their numbers."""
    extra = [line.order_id for line in result.extra]
    query = (
        select(_orders.c.id, _orders.c.number, _orders.c.place_id, _scans.c.place_id.label("seen"))
        .join(_scans, _scans.c.order_id == _orders.c.id)
        .where(_scans.c.shelf_count_id == count_id, _orders.c.id.in_(extra), _orders.c.closed_at.is_(None))
        .order_by(_orders.c.id)
    )
    moved = []
    for row in session.execute(query).mappings().all():
        places.put(session, actor, dict(row), row["seen"])
        moved.append(row["number"])
    return moved
