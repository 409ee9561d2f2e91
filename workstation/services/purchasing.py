"""Orders to suppliers: made of wanted parts, sent, promised, promised anew, closed.

Numbers run without gaps per branch and year. What is received is in `receipts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from workstation import clock, keys
from workstation.documents.people import Actor
from workstation.documents.purchasing import OPEN_PURCHASES, PurchaseState, RequestState, WantedLine
from workstation.errors import ConflictError, UserError
from workstation.models import (
    PartRequest,
    PromiseChange,
    PurchaseLine,
    PurchaseOrder,
    Supplier,
    Warehouse,
)
from workstation.services import journal, ledger, numbering, pieces, store_papers
from workstation.services.rights import require
from workstation.statuses import DocumentKind

_purchases = PurchaseOrder.__table__
_lines = PurchaseLine.__table__
_promises = PromiseChange.__table__
_requests = PartRequest.__table__
_suppliers = Supplier.__table__
_warehouses = Warehouse.__table__

SERIES = "ЗП"
_OPEN = frozenset(state.value for state in OPEN_PURCHASES)


def make_purchase(
    session: Session,
    actor: Actor,
    supplier_id: int,
    warehouse_id: int,
    lines: Sequence[WantedLine],
    note: str = "",
) -> int:
    """Make an order to a supplier for a warehouse; gives its id. The requests that it serves wait for it.

    Raises UserError `supplier_unknown`, `warehouse_unknown`, `part_unknown`, `quantity_bad`,
    `purchase_empty`, `request_not_found`, `request_state`, `request_other_part`.
    """
    require(actor, "purchasing.change")
    if not lines:
        raise UserError("purchase_empty", "lines")
    _check_parties(session, actor, supplier_id, warehouse_id)
    purchase_id = keys.new_key()
    row: dict[str, Any] = {
        "id": purchase_id,
        "branch_id": actor.branch_id,
        **numbering.number_columns(session, actor.branch_id, SERIES, clock.today().year),
        "supplier_id": supplier_id,
        "warehouse_id": warehouse_id,
        "state": PurchaseState.DRAFT.value,
        "note": note.strip() or None,
        "made_at": clock.now(),
        "user_id": actor.user_id,
        "version": 1,
    }
    session.execute(insert(_purchases), row)
    for line in sorted(lines, key=lambda one: one.part_id):
        _add(session, actor, purchase_id, line)
    body = {"number": row["number"], "lines": len(lines)}
    journal.record(session, actor, "purchasing.make", "purchase", purchase_id, body=body)
    return purchase_id


def add_line(session: Session, actor: Actor, purchase_id: int, line: WantedLine) -> None:
    """Add a part to an order that is not sent yet; more of a part that is in it joins its line.

    Raises UserError as `make_purchase` does, `purchase_not_found`, `purchase_state`.
    """
    require(actor, "purchasing.change")
    purchase = purchase_row(session, actor, purchase_id, {PurchaseState.DRAFT.value})
    _add(session, actor, purchase_id, line)
    body = {"number": purchase["number"], "part": line.part_id, "quantity": line.quantity}
    journal.record(session, actor, "purchasing.add_line", "purchase", purchase_id, body=body)


def order_wanted(
    session: Session, actor: Actor, supplier_id: int, warehouse_id: int, lines: Sequence[WantedLine]
) -> int:
    """Order wanted parts: in the supplier's draft for the warehouse or, without one, anew; gives its id.

    Raises UserError as `make_purchase` does.
    """
    require(actor, "purchasing.change")
    query = select(_purchases).where(
        _purchases.c.branch_id == actor.branch_id,
        _purchases.c.supplier_id == supplier_id,
        _purchases.c.warehouse_id == warehouse_id,
        _purchases.c.state == PurchaseState.DRAFT.value,
    )
    newest = query.order_by(_purchases.c.id.desc()).limit(1).with_for_update()
    draft = session.execute(newest).mappings().one_or_none()
    if draft is None or not lines:
        return make_purchase(session, actor, supplier_id, warehouse_id, lines)
    for line in sorted(lines, key=lambda one: one.part_id):
        _add(session, actor, draft["id"], line)
    body = {"number": draft["number"], "lines": len(lines)}
    journal.record(session, actor, "purchasing.add_lines", "purchase", draft["id"], body=body)
    return int(draft["id"])


def change_line(
    session: Session, actor: Actor, purchase_id: int, part_id: int, quantity: int, price: int
) -> None:
    """Order another quantity of a part or at another price (kopecks a unit) while the order is not sent.

    Raises UserError `purchase_not_found`, `purchase_state`, `purchase_line_unknown`, `quantity_bad`,
    `price_bad`, `purchase_line_less` (requests wait for more).
    """
    require(actor, "purchasing.change")
    purchase = purchase_row(session, actor, purchase_id, {PurchaseState.DRAFT.value})
    line = _line_of(session, purchase_id, part_id)
    if quantity < 1:
        raise UserError("quantity_bad", "quantity")
    if price < 0:
        raise UserError("price_bad", "price")
    asked = select(func.sum(_requests.c.quantity)).where(
        _requests.c.purchase_line_id == line["id"], _requests.c.state == RequestState.ORDERED.value
    )
    least = session.execute(asked).scalar() or 0
    if quantity < least:
        raise UserError("purchase_line_less", "quantity", least=int(least))
    values = {"quantity": quantity, "price_kopecks": price}
    session.execute(update(_lines).where(_lines.c.id == line["id"]).values(**values))
    body = {
        "number": purchase["number"],
        "part": part_id,
        "quantity": [line["quantity"], quantity],
        "price_kopecks": [line["price_kopecks"], price],
    }
    journal.record(session, actor, "purchasing.change_line", "purchase", purchase_id, body=body)


def drop_line(session: Session, actor: Actor, purchase_id: int, part_id: int) -> None:
    """Take a part off an order that is not sent yet; its requests wait again.

    Raises UserError `purchase_not_found`, `purchase_state`, `purchase_line_unknown`.
    """
    require(actor, "purchasing.change")
    purchase = purchase_row(session, actor, purchase_id, {PurchaseState.DRAFT.value})
    line = _line_of(session, purchase_id, part_id)
    _let_go(session, line["id"])
    session.execute(delete(_lines).where(_lines.c.id == line["id"]))
    body = {"number": purchase["number"], "part": part_id, "quantity": line["quantity"]}
    journal.record(session, actor, "purchasing.drop_line", "purchase", purchase_id, body=body)


def mark_sent(
    session: Session, actor: Actor, purchase_id: int, how: str, promised_on: date | None = None
) -> None:
    """The order went to the supplier, by the way named, and he promised a day or none.

    Raises UserError `purchase_not_found`, `purchase_state`, `purchase_empty`, `field_required`.
    """
    require(actor, "purchasing.change")
    purchase = purchase_row(session, actor, purchase_id, {PurchaseState.DRAFT.value})
    if not how.strip():
        raise UserError("field_required", "how")
    if session.execute(select(_lines.c.id).where(_lines.c.purchase_id == purchase_id)).first() is None:
        raise UserError("purchase_empty", "lines")
    values: dict[str, Any] = {
        "state": PurchaseState.SENT.value,
        "sent_at": clock.now(),
        "sent_how": how.strip(),
    }
    if promised_on is not None:
        _promise(session, actor, purchase, promised_on, "")
    change_row(session, purchase, values)
    body = {"number": purchase["number"], "how": how.strip(), "promised_on": [None, _iso(promised_on)]}
    journal.record(session, actor, "purchasing.mark_sent", "purchase", purchase_id, body=body)


def promise(
    session: Session, actor: Actor, purchase_id: int, promised_on: date | None, reason: str = ""
) -> None:
    """The supplier promised another day; the days he promised before are kept.

    Raises UserError `purchase_not_found`, `purchase_state`.
    """
    require(actor, "purchasing.change")
    sent = {PurchaseState.SENT.value, PurchaseState.PARTLY.value}
    purchase = purchase_row(session, actor, purchase_id, sent)
    _promise(session, actor, purchase, promised_on, reason)
    change_row(session, purchase, {})
    body = {
        "number": purchase["number"],
        "promised_on": [_iso(purchase["promised_on"]), _iso(promised_on)],
        "reason": reason.strip() or None,
    }
    journal.record(session, actor, "purchasing.promise", "purchase", purchase_id, body=body)


def cancel_rest(
    session: Session, actor: Actor, purchase_id: int, reason: str, version: int | None = None
) -> None:
    """What has not come will not come: the order is closed and its requests wait again.

    Raises UserError `reason_required`, `purchase_not_found`, `purchase_state`, ConflictError.
    """
    require(actor, "purchasing.change")
    if not reason.strip():
        raise UserError("reason_required", "reason")
    purchase = purchase_row(session, actor, purchase_id, _OPEN)
    if version is not None and purchase["version"] != version:
        raise ConflictError("conflict_changed", None, subject=purchase["number"])
    lines = list(session.execute(select(_lines).where(_lines.c.purchase_id == purchase_id)).mappings())
    for line in lines:
        rest = line["quantity"] - line["received"] - line["cancelled"]
        if rest:
            _let_go(session, line["id"])
            values = {"cancelled": line["cancelled"] + rest}
            session.execute(update(_lines).where(_lines.c.id == line["id"]).values(**values))
    came = any(line["received"] for line in lines)
    state = PurchaseState.RECEIVED if came else PurchaseState.CANCELLED
    change_row(session, purchase, {"state": state.value, "closed_at": clock.now()})
    if not came:
        store_papers.annul_of(session, actor, DocumentKind.PURCHASE_ORDER, purchase["number"])
    body = {"number": purchase["number"], "state": [purchase["state"], state.value], "reason": reason.strip()}
    journal.record(session, actor, "purchasing.cancel", "purchase", purchase_id, body=body)


def purchase_row(
    session: Session, actor: Actor, purchase_id: int, states: frozenset[str] | set[str]
) -> dict[str, Any]:
    """A purchase order of the branch in one of some states, locked. Part of a verb."""
    query = select(_purchases).where(
        _purchases.c.id == purchase_id, _purchases.c.branch_id == actor.branch_id
    )
    row = session.execute(query.with_for_update()).mappings().one_or_none()
    if row is None:
        raise UserError("purchase_not_found", "purchase")
    if row["state"] not in states:
        state = PurchaseState(row["state"]).label
        raise UserError("purchase_state", "purchase", number=row["number"], state=state)
    return dict(row)


def change_row(session: Session, purchase: dict[str, Any], values: dict[str, Any]) -> None:
    """Write new values into a purchase order that is locked. Part of a verb."""
    session.execute(
        update(_purchases)
        .where(_purchases.c.id == purchase["id"])
        .values(version=purchase["version"] + 1, **values)
    )


def _line_of(session: Session, purchase_id: int, part_id: int) -> Any:
    query = select(_lines).where(_lines.c.purchase_id == purchase_id, _lines.c.part_id == part_id)
    line = session.execute(query).mappings().one_or_none()
    if line is None:
        raise UserError("purchase_line_unknown", "part")
    return line


def _check_parties(session: Session, actor: Actor, supplier_id: int, warehouse_id: int) -> None:
    if session.execute(select(_suppliers.c.id).where(_suppliers.c.id == supplier_id)).first() is None:
        raise UserError("supplier_unknown", "supplier")
    here = (_warehouses.c.id == warehouse_id) & (_warehouses.c.branch_id == actor.branch_id)
    if session.execute(select(_warehouses.c.id).where(here)).first() is None:
        raise UserError("warehouse_unknown", "warehouse")


def _add(session: Session, actor: Actor, purchase_id: int, line: WantedLine) -> None:
    if line.quantity < 1:
        raise UserError("quantity_bad", "quantity")
    ledger.lock(session, line.part_id)
    query = select(_lines).where(_lines.c.purchase_id == purchase_id, _lines.c.part_id == line.part_id)
    known = session.execute(query).mappings().one_or_none()
    if known is None:
        line_id = keys.new_key()
        row = {
            "id": line_id,
            "purchase_id": purchase_id,
            "part_id": line.part_id,
            "quantity": line.quantity,
            "price_kopecks": line.price,
            "received": 0,
            "cancelled": 0,
        }
        session.execute(insert(_lines), row)
    else:
        line_id = known["id"]
        values = {"quantity": known["quantity"] + line.quantity, "price_kopecks": line.price}
        session.execute(update(_lines).where(_lines.c.id == line_id).values(**values))
    for request_id in dict.fromkeys(line.request_ids):
        _tie(session, actor, request_id, line.part_id, line_id)


def _tie(session: Session, actor: Actor, request_id: int, part_id: int, line_id: int) -> None:
    """A wanted part waits for a line from now on."""
    query = select(_requests).where(_requests.c.id == request_id, _requests.c.branch_id == actor.branch_id)
    row = session.execute(query.with_for_update()).mappings().one_or_none()
    if row is None:
        raise UserError("request_not_found", "request")
    if row["part_id"] != part_id:
        raise UserError("request_other_part", "request")
    if row["state"] != RequestState.WANTED.value:
        state = RequestState(row["state"]).label
        raise UserError("request_state", "request", part=pieces.number_of(session, part_id), state=state)
    values = {
        "state": RequestState.ORDERED.value,
        "purchase_line_id": line_id,
        "version": row["version"] + 1,
    }
    session.execute(update(_requests).where(_requests.c.id == request_id).values(**values))


def _let_go(session: Session, line_id: int) -> None:
    """What waited for a line waits for nothing in particular again."""
    session.execute(
        update(_requests)
        .where(_requests.c.purchase_line_id == line_id, _requests.c.state == RequestState.ORDERED.value)
        .values(state=RequestState.WANTED.value, purchase_line_id=None, version=_requests.c.version + 1)
    )


def _promise(
    session: Session, actor: Actor, purchase: dict[str, Any], promised_on: date | None, reason: str
) -> None:
    row = {
        "id": keys.new_key(),
        "purchase_id": purchase["id"],
        "before_on": purchase["promised_on"],
        "after_on": promised_on,
        "reason": reason.strip() or None,
        "made_at": clock.now(),
        "user_id": actor.user_id,
    }
    session.execute(insert(_promises), row)
    session.execute(
        update(_purchases).where(_purchases.c.id == purchase["id"]).values(promised_on=promised_on)
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
