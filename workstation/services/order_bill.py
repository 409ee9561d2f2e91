"""An order's money as its papers tell it: what each line costs, what the customer pays, the tax within it.

Kopecks. Rates are of the day of performance (НК РФ ст. 164); a line that somebody else pays for is free.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from workstation.documents.billing import LineKind, OrderMoney, PricedLine, Taxed
from workstation.documents.codec import decode_as
from workstation.documents.contacts import ApprovalAnswer, ApprovalRow
from workstation.documents.orders import AgreedTerms
from workstation.documents.repair_papers import Bill, UsedPart, WorkLine
from workstation.documents.warranty import Payer
from workstation.errors import UserError
from workstation.queries.law import read_law
from workstation.queries.money import get_order_money, tax_mode
from workstation.rules import pricing, vat
from workstation.statuses import EstimateKind, RequestKind

Line = TypeVar("Line", WorkLine, UsedPart)
_OTHERS = frozenset({Payer.MANUFACTURER, Payer.SELLER, Payer.CENTRE})


@dataclass(frozen=True, slots=True)
class OrderBill:
    """How an order stands and the tax of the customer's priced lines; `taxed` None: no line has a price.

    Without lines the tax is not known yet: the centre did not say its regime.
    """

    money: OrderMoney
    taxed: Taxed | None

    def told(self, line: Line, kind: LineKind, line_id: int) -> Line:
        """A line of a paper with its quantity, price and discount, or free where others pay for it."""
        found = self._line(kind, line_id)
        if found is None:
            return line
        if found.payer is Payer.CUSTOMER:
            return replace(line, quantity=found.quantity, price=found.price, discount=found.discount)
        return replace(line, quantity=found.quantity, free=self.taxed is not None and found.payer in _OTHERS)

    def bill(self) -> Bill | None:
        """What the customer pays by the prices of the lines; None where no line has one."""
        return Bill(self.money.total, self.money.paid, self.taxed.sums) if self.taxed else None

    def _line(self, kind: LineKind, line_id: int) -> PricedLine | None:
        return next((one for one in self.money.lines if (one.kind, one.line_id) == (kind, line_id)), None)


def order_bill(session: Session, order: Mapping[str, Any], on: date) -> OrderBill:
    """How an order stands, with its tax as of a day of performance. Raises UserError as `vat.vat_code`."""
    money = get_order_money(session, order["id"])
    lines = pricing.customer_lines(money.lines)
    if not lines:
        return OrderBill(money, None)
    if tax_mode(session, on) is None:
        return OrderBill(money, Taxed(on, (), ()))
    return OrderBill(money, tax_of(session, RequestKind(order["kind"]), lines, on))


def tax_of(session: Session, kind: RequestKind, lines: Iterable[PricedLine], on: date) -> Taxed:
    """Lines of an order of a kind with their tax on a day.

    Raises UserError `tax_mode_missing` where the centre never said its regime, and as `vat.vat_code`.
    """
    mode = tax_mode(session, on)
    if mode is None:
        raise UserError("tax_mode_missing", None)
    in_warranty = pricing.is_in_warranty(kind)
    return vat.tax_lines(lines, mode, on, read_law(session).law, in_warranty=in_warranty)


def agreed_bill(order: Mapping[str, Any], approvals: Sequence[ApprovalRow], paid: int) -> Bill | None:
    """What was agreed where lines have no prices: the last agreed cost, else a firm estimate."""
    agreed = [
        one.cost_after
        for one in approvals
        if one.answer is ApprovalAnswer.AGREED and one.cost_after is not None
    ]
    estimate = decode_as(AgreedTerms, order["terms"]).estimate
    if not agreed and estimate and estimate.kind is EstimateKind.FIRM:
        agreed.append(estimate.amount)
    return Bill(agreed[-1], paid or order["prepayment_kopecks"] or 0) if agreed else None
