"""Prices, discounts and balances of an order's lines. Kopecks; rounding is `workstation.money`'s alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from workstation.documents.billing import OrderMoney, PricedLine
from workstation.documents.billing_rows import WorkPriceRow
from workstation.documents.warranty import Free, Payer
from workstation.errors import UserError
from workstation.money import format_roubles, share, spread
from workstation.rules.clocks import PAID
from workstation.statuses import RequestKind, Role

WHOLE = Decimal(100)


def price_of(prices: Iterable[WorkPriceRow], category: str | None, level: int | None, on: date) -> int | None:
    """The price of an operation for a group and a level on a day; None where there is none.

    Of those in force the narrowest is taken (group and level, the group, the level, any), of equal ones the
    latest. A price of a level is not taken where the level is not said.
    """
    fitting = [
        one
        for one in prices
        if one.valid_from <= on and one.category in (None, category) and one.level in (None, level)
    ]
    nearest = max(
        fitting,
        key=lambda one: (one.category is not None, one.level is not None, one.valid_from, one.id),
        default=None,
    )
    return None if nearest is None else nearest.price


def discounts(
    gross: Sequence[int], *, percent: Decimal | None = None, amount: int | None = None
) -> list[int]:
    """A discount over lines of these sums: percent of each, or one sum spread over them by what they cost.

    Raises UserError `discount_missing` (neither or both), `discount_percent` (not from 0 to 100),
    `discount_over` (more than the lines cost).
    """
    if (percent is None) == (amount is None):
        raise UserError("discount_missing", "percent")
    if percent is not None:
        if not 0 <= percent <= WHOLE:
            raise UserError("discount_percent", "percent")
        return [share(one, percent) for one in gross]
    whole = sum(gross)
    if amount is None or not 0 <= amount <= whole:
        raise UserError("discount_over", "amount", most=format_roubles(whole))
    return spread(amount, gross)


def check_discount(role: Role, limits: Mapping[str, int], gross: int, discount: int, field: str) -> None:
    """Raises UserError `discount_limit` where a role may not give so much of what the line costs."""
    limit = limits.get(role.value, 0)
    if discount > share(gross, Decimal(limit)):
        most = format_roubles(share(gross, Decimal(limit)))
        raise UserError("discount_limit", field, role=role.label, limit=limit, most=most)


def payer_of(
    kind: RequestKind, *, free: Free | None = None, payer: Payer | None = None, settled: bool = False
) -> Payer:
    """Who pays for an order: the customer for paid work, where a free repair was refused and where he settled
    at the handover; else as the verdict says (`free` and `payer` are of the last one, None without any)."""
    if kind in PAID or settled or free is Free.NO:
        return Payer.CUSTOMER
    return payer or Payer.UNKNOWN


def is_in_warranty(kind: RequestKind) -> bool:
    """Whether what somebody else pays for in such an order is a repair within the warranty."""
    return kind in {RequestKind.WARRANTY, RequestKind.REPEAT, RequestKind.QUALITY_CHECK}


def customer_lines(lines: Iterable[PricedLine]) -> tuple[PricedLine, ...]:
    """The priced lines that the customer pays for."""
    return tuple(one for one in lines if one.payer is Payer.CUSTOMER and one.price is not None)


def order_money(
    lines: Sequence[PricedLine], *, agreed: int | None, limit: int | None, paid: int, prepaid: int
) -> OrderMoney:
    """How an order stands, from its lines and its payments."""
    own = sum(one.total for one in lines if one.payer is Payer.CUSTOMER)
    return OrderMoney(
        lines=tuple(lines),
        total=own,
        others_total=sum(one.total for one in lines) - own,
        agreed=agreed,
        limit=limit,
        paid=paid,
        prepaid=prepaid,
        is_priced=any(one.price is not None for one in lines),
    )
