"""Money of an order's lines: the price and the payer of a line, discounts within the limit of a role.

A line of an invoice in force does not change, nor does any line once the device was handed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.bench import MoveFacts
from workstation.documents.billing import LineKind, PricedLine
from workstation.documents.billing_data import DiscountData, LinePriceData
from workstation.documents.parts import PriceKind
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Device, LabourLine, PartLine
from workstation.money import format_roubles
from workstation.queries.money import invoice_of_line, list_lines, list_work_prices
from workstation.queries.parts import prices_on
from workstation.queries.settings import load_settings
from workstation.rules import pricing
from workstation.services.moving import enter, reason_of, tell, touch
from workstation.services.prices import check_price
from workstation.services.rights import require

_works = LabourLine.__table__
_parts = PartLine.__table__
_devices = Device.__table__
_TABLES: dict[LineKind, Any] = {LineKind.WORK: _works, LineKind.PART: _parts}

MOST_PIECES = 10_000


def set_price(
    session: Session, actor: Actor, order_id: int, data: LinePriceData, version: int | None = None
) -> None:
    """Change what a line costs, how many of it there are, or who pays for it.

    A price under that of the price list is a discount: no more of it than the role may give. Raises as
    `moving.enter`; UserError `line_not_found`, `line_invoiced`, `line_quantity` (a part's comes from the
    store), `number_range`, `money_negative`, `discount_over`, `discount_limit`.
    """
    require(actor, "money.lines")
    facts = enter(session, actor, order_id, "set_price", version)
    line = _line(session, order_id, data.line)
    values: dict[str, Any] = {}
    if data.quantity is not None and data.quantity != line.quantity:
        values["quantity"] = _quantity(session, line, data.quantity)
    if data.price is not None:
        check_price(data.price)
        values["price_kopecks"] = data.price
    if data.payer is not None:
        values["payer"] = data.payer.value
    quantity = values.get("quantity", line.quantity)
    price = values.get("price_kopecks", line.price)
    if price is not None:
        _check_cheaper(session, actor, facts, line, price, quantity)
    if not values:
        return
    _store(session, line, values)
    touch(session, facts)
    body = {"line": line.name, "price_kopecks": [line.price, price]}
    if "quantity" in values:
        body["quantity"] = [line.quantity, quantity]
    if data.payer is not None:
        body["payer"] = [line.payer.value, data.payer.value]
    tell(session, actor, facts, "money.set_price", body=body)


def discount(
    session: Session, actor: Actor, order_id: int, data: DiscountData, version: int | None = None
) -> None:
    """Give a discount on a line, or on all priced lines of the customer; percent 0 takes it back.

    Raises as `moving.enter`; UserError `reason_required`, `line_not_found`, `line_invoiced`,
    `lines_unpriced`, `discount_missing`, `discount_percent`, `discount_over`, `discount_limit`.
    """
    require(actor, "money.discount")
    facts = enter(session, actor, order_id, "discount", version)
    reason = reason_of(data.reason)
    lines = _discounted(session, order_id, data.line)
    field = "percent" if data.percent is not None else "amount"
    gross = [one.gross for one in lines]
    given = pricing.discounts(gross, percent=data.percent, amount=data.amount)
    limits = load_settings(session)["money.discount_limits"]
    pricing.check_discount(actor.role, limits, sum(gross), sum(given), field)
    for line, amount in zip(lines, given, strict=True):
        kept = {"discount_kopecks": amount, "discount_reason": reason if amount else None}
        _store(session, line, kept)
    touch(session, facts)
    before = sum(one.discount for one in lines)
    names = ", ".join(one.name for one in lines)
    body = {"line": names, "discount_kopecks": [before, sum(given)], "reason": reason}
    tell(session, actor, facts, "money.discount", body=body)


def list_price(session: Session, operation_id: int | None, device_id: int, level: int | None) -> int | None:
    """What the price list says today of an operation on a device; None without a price. Part of a verb."""
    if operation_id is None:
        return None
    category = session.execute(select(_devices.c.category_code).where(_devices.c.id == device_id)).scalar()
    today = clock.today()
    return pricing.price_of(
        list_work_prices(session, operation_id=operation_id, on=today), category, level, today
    )


def sale_price(session: Session, part_id: int | None) -> int | None:
    """What a unit of a part is sold for today; None without a price. Part of a verb."""
    if part_id is None:
        return None
    return prices_on(session, [part_id], PriceKind.SALE, clock.today()).get(part_id)


def check_list_price(
    session: Session, actor: Actor, listed: int | None, price: int, quantity: int = 1
) -> None:
    """A price under the listed one is a discount by the role: UserError `discount_limit`. Part of a verb."""
    check_price(price)
    if listed is not None and price < listed:
        limits = load_settings(session)["money.discount_limits"]
        given = (listed - price) * quantity
        pricing.check_discount(actor.role, limits, listed * quantity, given, "price")


def _check_cheaper(
    session: Session, actor: Actor, facts: MoveFacts, line: PricedLine, price: int, quantity: int
) -> None:
    """The discount stays within the line, and both together within what the role may give."""
    if line.discount > price * quantity:
        raise UserError("discount_over", "price", most=format_roubles(price * quantity))
    if price == line.price:
        return
    table = _TABLES[line.kind]
    row = session.execute(select(table).where(table.c.id == line.line_id)).mappings().one()
    if line.kind is LineKind.WORK:
        listed = list_price(session, row["operation_id"], facts.device_id, row["level"])
    else:
        listed = sale_price(session, row["part_id"])
    check_list_price(session, actor, listed, price, quantity)


def _discounted(session: Session, order_id: int, line_id: int | None) -> Sequence[PricedLine]:
    if line_id is not None:
        lines: Sequence[PricedLine] = (_line(session, order_id, line_id),)
    else:
        own = pricing.customer_lines(list_lines(session, order_id))
        lines = [one for one in own if invoice_of_line(session, one.line_id or 0) is None]
    if all(one.price is None for one in lines):
        raise UserError("lines_unpriced", "line")
    return lines


def _line(session: Session, order_id: int, line_id: int) -> PricedLine:
    """A line of the order that may still change."""
    found = next((one for one in list_lines(session, order_id) if one.line_id == line_id), None)
    if found is None:
        raise UserError("line_not_found", "line")
    refuse_invoiced(session, line_id)
    return found


def refuse_invoiced(session: Session, line_id: int) -> None:
    """Raises UserError `line_invoiced` for a line of an invoice in force. Part of a verb."""
    invoice = invoice_of_line(session, line_id)
    if invoice is not None:
        raise UserError("line_invoiced", "line", invoice=invoice)


def _quantity(session: Session, line: PricedLine, quantity: int) -> int:
    if not 1 <= quantity <= MOST_PIECES:
        raise UserError("number_range", "quantity", least=1, most=MOST_PIECES)
    if line.kind is LineKind.PART:
        from_store = select(_parts.c.part_id).where(_parts.c.id == line.line_id)
        if session.execute(from_store).scalar() is not None:
            raise UserError("line_quantity", "quantity")
    return quantity


def _store(session: Session, line: PricedLine, values: dict[str, Any]) -> None:
    table = _TABLES[line.kind]
    session.execute(update(table).where(table.c.id == line.line_id).values(**values))
