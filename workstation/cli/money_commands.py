"""Commands of money: prices of works, invoices, payments; lists, and every verb with its data as JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from typing import Any

from workstation import clock
from workstation.cli.connect import Connection
from workstation.cli.output import Outcome
from workstation.cli.verb_commands import Read, run_group, word_of
from workstation.errors import UserError
from workstation.queries import money, payments, to_return
from workstation.queries.order_view import order_id_of
from workstation.services.money_deeds import INVOICE, PAYMENT, PRICE


def price(arguments: Namespace) -> Outcome:
    """Prices of works: a list, or a verb."""
    return run_group(arguments, "orders.read", _PRICE_READS, PRICE)


def invoice(arguments: Namespace) -> Outcome:
    """Invoices: a list, one of them, or a verb."""
    return run_group(arguments, "orders.read", _INVOICE_READS, INVOICE)


def payment(arguments: Namespace) -> Outcome:
    """Payments: lists, debts, a day's sums, or a verb."""
    return run_group(arguments, "orders.read", _PAYMENT_READS, PAYMENT)


def _day(arguments: Namespace) -> date:
    """The day after the action, today without one; raises UserError `date_bad`."""
    if not arguments.word:
        return clock.today()
    try:
        return date.fromisoformat(arguments.word)
    except ValueError as error:
        raise UserError("date_bad", "word", text=arguments.word) from error


def _order_id(session: Any, arguments: Namespace) -> int | None:
    return order_id_of(session, arguments.order) if arguments.order else None


def _prices(session: Any, _place: Connection, arguments: Namespace) -> Any:
    return money.list_work_prices(session, on=None if arguments.all else clock.today())


def _invoices(session: Any, place: Connection, arguments: Namespace) -> Any:
    return money.list_invoices(
        session,
        place.actor.branch_id,
        order_id=_order_id(session, arguments),
        unpaid=not arguments.all,
        limit=arguments.limit,
    )


def _invoice(session: Any, place: Connection, arguments: Namespace) -> Any:
    branch_id = place.actor.branch_id
    view = money.get_invoice(session, branch_id, money.invoice_id_of(session, branch_id, word_of(arguments)))
    return {
        "invoice": view.row,
        "debt": view.row.debt,
        "performed_on": view.taxed.performed_on,
        "lines": view.taxed.lines,
        "sums": view.taxed.sums,
        "terms": view.terms,
        "cancel_reason": view.cancel_reason,
        "cancelled_at": view.cancelled_at,
        "replaces": view.replaces,
        "replaced_by": view.replaced_by,
    }


def _payments(session: Any, place: Connection, arguments: Namespace) -> Any:
    order_id = _order_id(session, arguments)
    return payments.list_payments(session, place.actor.branch_id, order_id=order_id, limit=arguments.limit)


def _unpunched(session: Any, place: Connection, arguments: Namespace) -> Any:
    return payments.list_payments(session, place.actor.branch_id, unpunched=True, limit=arguments.limit)


def _debts(session: Any, place: Connection, arguments: Namespace) -> Any:
    return payments.list_debts(session, place.actor.branch_id, limit=arguments.limit)


def _to_return(session: Any, place: Connection, arguments: Namespace) -> Any:
    order_id = _order_id(session, arguments)
    return to_return.list_to_return(session, place.actor.branch_id, order_id=order_id, limit=arguments.limit)


def _summary(session: Any, place: Connection, arguments: Namespace) -> Any:
    found = payments.day_summary(session, place.actor.branch_id, _day(arguments))
    return {
        "day": found.day,
        "sums": found.sums,
        "came": found.came,
        "refunded": found.returned,
        "offset": found.offset,
    }


_PRICE_READS: Mapping[str, Read] = {"list": _prices}
_INVOICE_READS: Mapping[str, Read] = {"list": _invoices, "show": _invoice, "debts": _debts}
_PAYMENT_READS: Mapping[str, Read] = {
    "list": _payments,
    "day": _summary,
    "unpunched": _unpunched,
    "debts": _debts,
    "to_return": _to_return,
}
