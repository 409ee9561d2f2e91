"""The lists of «Деньги»: what each reads, its columns, its foot, what F9 and Delete do with a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from ui.money_words import invoice_badge, late_days, receipt_badge
from ui.table_model import Cell, Column
from workstation import clock
from workstation.documents.billing import InvoiceState, PaymentKind, PaymentMethod
from workstation.documents.billing_rows import DebtRow, InvoiceRow, PaymentRow, ReturnRow
from workstation.documents.people import Actor
from workstation.i18n import mark, ntr, tr
from workstation.money import format_amount, format_roubles
from workstation.queries.money import list_invoices
from workstation.queries.payments import list_debts, list_payments
from workstation.queries.to_return import list_to_return
from workstation.rules.order_words import day_month, mask_phone, moment_words
from workstation.rules.wording import show_date
from workstation.services.rights import may
from workstation.statuses import Role

MANAGERS = (Role.MANAGER, Role.ADMINISTRATOR)
COUNTER = (Role.CLERK, *MANAGERS)
RECEIPT, PAY = "receipt", "pay"
REFUND, CANCEL = "refund", "cancel"


class Item(NamedTuple):
    """One row under its place in the list."""

    id: int
    row: Any


class View(NamedTuple):
    """A list. `read(session, actor, day)`; `verb` is what F9 does with a row, `undo` what Delete does."""

    id: str
    title: str
    empty: tuple[str, str]
    roles: Sequence[Role]
    read: Callable[[Any, Actor, date], Sequence[Any]]
    columns: Callable[[], Sequence[Column]]
    foot: Callable[[Sequence[Any]], str]
    verb: str
    undo: str = ""


def _day(session: Any, actor: Actor, day: date) -> Sequence[PaymentRow]:
    return list_payments(session, actor.branch_id, day=day)


def _unpunched(session: Any, actor: Actor, _day: date) -> Sequence[PaymentRow]:
    return list_payments(session, actor.branch_id, unpunched=True)


def _open(session: Any, actor: Actor, _day: date) -> Sequence[InvoiceRow]:
    return list_invoices(session, actor.branch_id, unpaid=True)


def _overdue(session: Any, actor: Actor, day: date) -> Sequence[InvoiceRow]:
    found = [row for row in _open(session, actor, day) if late_days(row) > 0]
    return sorted(found, key=late_days, reverse=True)


def _every(session: Any, actor: Actor, _day: date) -> Sequence[InvoiceRow]:
    return list_invoices(session, actor.branch_id)


def _cancelled(session: Any, actor: Actor, day: date) -> Sequence[InvoiceRow]:
    return [row for row in _every(session, actor, day) if row.state is InvoiceState.CANCELLED]


def _debts(session: Any, actor: Actor, _day: date) -> Sequence[DebtRow]:
    return _masked(actor, list_debts(session, actor.branch_id))


def _to_return(session: Any, actor: Actor, _day: date) -> Sequence[ReturnRow]:
    return _masked(actor, list_to_return(session, actor.branch_id))


def _masked(actor: Actor, rows: Sequence[Any]) -> Sequence[Any]:
    """Phones whole only for those who may read them."""
    if may(actor, "customers.read_phone"):
        return rows
    return [replace(row, phone=mask_phone(row.phone)) for row in rows]


def _column(  # noqa: PLR0913 - a column is what it is
    name: str, title: str, width: int, cell: Callable[[Any], Cell | str], *, right: bool = False
) -> Column:
    return Column(name, title, width, lambda item: cell(item.row), right=right)


def _money(amount: int, *, bold: bool = False, tone: str = "text") -> Cell:
    return Cell(format_amount(amount), bold=bold, tone=tone)


def _sum(row: PaymentRow) -> Cell:
    if row.kind is PaymentKind.OFFSET:
        return Cell(format_amount(row.amount), tone="text2")
    back = row.kind is PaymentKind.REFUND
    return _money(-row.amount if back else row.amount, bold=True, tone="amber" if back else "text")


def _kind(row: PaymentRow) -> Cell:
    if row.method in {PaymentMethod.PREPAID, PaymentMethod.UNKNOWN}:
        return Cell(row.kind.label)
    return Cell(row.kind.label, row.method.label.lower())


def _receipt(row: PaymentRow) -> Cell:
    badge = receipt_badge(row)
    return Cell(badge[0], badge=badge[1], icon=badge[2]) if badge else Cell("—", tone="text2")


def _local_time(row: PaymentRow) -> str:
    return f"{clock.local(row.paid_at):%H:%M}"


def day_columns() -> Sequence[Column]:
    """Payments of one day."""
    return (
        _column("time", mark("Время"), 56, _local_time),
        _column("kind", mark("Что"), 164, _kind),
        _column("customer", mark("Заказчик"), 0, lambda row: Cell(row.customer, bold=True)),
        _column("order", mark("Заказ"), 120, lambda row: row.order or "—"),
        _column("receipt", mark("Чек"), 128, _receipt),
        _column("sum", mark("Сумма, ₽"), 104, _sum, right=True),
    )


def receipt_columns() -> Sequence[Column]:
    """Payments whose receipt is not punched yet."""
    when = lambda row: moment_words(row.paid_at, clock.today())  # noqa: E731
    return (
        _column("when", mark("Когда"), 150, when),
        _column("kind", mark("Что"), 190, _kind),
        _column("customer", mark("Заказчик"), 0, lambda row: Cell(row.customer, bold=True)),
        _column("order", mark("Заказ"), 132, lambda row: row.order or "—"),
        _column("user", mark("Кто принял"), 150, lambda row: Cell(row.user, tone="text2")),
        _column("sum", mark("Сумма, ₽"), 120, _sum, right=True),
    )


def _state(row: InvoiceRow) -> Cell:
    text, tone, icon = invoice_badge(row)
    return Cell(text, badge=tone, icon=icon)


def _due(row: InvoiceRow) -> str:
    return show_date(row.due_on) if row.due_on else "—"


def invoice_columns() -> Sequence[Column]:
    """Invoices with what is owed for each."""
    return (
        _column("number", mark("Счёт"), 126, lambda row: Cell(row.number, bold=True)),
        _column("issued", mark("От"), 92, lambda row: show_date(row.issued_on), right=True),
        _column("customer", mark("Плательщик"), 0, lambda row: row.customer),
        _column("order", mark("Заказ"), 128, lambda row: Cell(row.order or "—", tone="text2")),
        _column("state", mark("Состояние"), 194, _state),
        _column("due", mark("Оплатить до"), 100, _due, right=True),
        _column("total", mark("Сумма, ₽"), 106, lambda row: _money(row.total), right=True),
        _column("debt", mark("Долг, ₽"), 106, _invoice_debt, right=True),
    )


def _invoice_debt(row: InvoiceRow) -> Cell:
    if not row.debt:
        return Cell("—", tone="text2")
    return _money(row.debt, bold=True)


def _what_for(row: DebtRow) -> Cell:
    if row.invoice:
        return Cell(tr("счёт {number}", number=row.invoice), row.order or "")
    return Cell(row.order or "—")


def debt_days(row: DebtRow) -> int:
    """For how many days a debt is overdue: since the day to pay, else since the handover."""
    return (clock.today() - (row.due_on or row.since)).days


def _debt_days(row: DebtRow) -> Cell:
    days = debt_days(row)
    if days <= 0:
        return Cell(tr("срок не вышел"), tone="text2")
    return Cell(ntr("{n} день", "{n} дней", days), tone="red", bold=True)


def debt_columns() -> Sequence[Column]:
    """Who owes for what, and since when."""
    return (
        _column("customer", mark("Заказчик"), 0, lambda row: Cell(row.customer, bold=True)),
        _column("phone", mark("Телефон"), 138, lambda row: row.phone),
        _column("what", mark("За что"), 260, _what_for),
        _column("since", mark("С"), 76, lambda row: day_month(row.since, clock.today()), right=True),
        _column("days", mark("Просрочка"), 116, _debt_days),
        _column("total", mark("Сумма, ₽"), 106, lambda row: _money(row.total), right=True),
        _column("debt", mark("Долг, ₽"), 106, lambda row: _money(row.debt, bold=True), right=True),
    )


def return_columns() -> Sequence[Column]:
    """Who gets money back for what, and since when."""
    paid = lambda row: _money(row.paid)  # noqa: E731
    return (
        _column("customer", mark("Заказчик"), 0, lambda row: Cell(row.customer, bold=True)),
        _column("phone", mark("Телефон"), 138, lambda row: row.phone),
        _column("order", mark("Заказ"), 272, lambda row: Cell(row.order, row.status.label)),
        _column("since", mark("С"), 76, lambda row: day_month(row.since, clock.today()), right=True),
        _column("paid", mark("Оплачено, ₽"), 110, paid, right=True),
        _column("total", mark("Стоит, ₽"), 106, lambda row: _money(row.total), right=True),
        _column("amount", mark("Вернуть, ₽"), 110, lambda row: _money(row.amount, bold=True), right=True),
    )


def _foot_payments(rows: Sequence[PaymentRow]) -> str:
    came = sum(row.amount for row in rows if row.kind in {PaymentKind.PREPAYMENT, PaymentKind.PAYMENT})
    back = sum(row.amount for row in rows if row.kind is PaymentKind.REFUND)
    said = tr("пришло {sum}", sum=format_roubles(came))
    gone = tr("возвращено {sum}", sum=format_roubles(back)) if back else ""
    return " · ".join(filter(None, (ntr("{n} платёж", "{n} платежей", len(rows)), said, gone)))


def _foot_invoices(rows: Sequence[InvoiceRow]) -> str:
    total, debt = sum(row.total for row in rows), sum(row.debt for row in rows)
    said = tr("на {sum}", sum=format_roubles(total))
    owed = tr("долг {sum}", sum=format_roubles(debt)) if debt else ""
    return " · ".join(filter(None, (ntr("{n} счёт", "{n} счетов", len(rows)), said, owed)))


def _foot_debts(rows: Sequence[DebtRow]) -> str:
    debt, late = sum(row.debt for row in rows), sum(row.debt for row in rows if debt_days(row) > 0)
    overdue = tr("просрочено {sum}", sum=format_roubles(late)) if late else ""
    said = tr("всего {sum}", sum=format_roubles(debt))
    return " · ".join(filter(None, (ntr("{n} долг", "{n} долгов", len(rows)), said, overdue)))


def _foot_returns(rows: Sequence[ReturnRow]) -> str:
    said = tr("вернуть {sum}", sum=format_roubles(sum(row.amount for row in rows)))
    return f"{ntr('{n} заказ', '{n} заказов', len(rows))} · {said}"


VIEWS = (
    View(
        "day", mark("День"),
        (mark("В этот день денег не было"), mark("Оплату принимают на карточке денег заказа: F4 на заказе.")),
        COUNTER, _day, day_columns, _foot_payments, RECEIPT, REFUND,
    ),
    View(
        "unpunched", mark("Чек не пробит"),
        (mark("Все чеки пробиты"), mark("Здесь встают наличные и карты, пока номер чека не записан.")),
        COUNTER, _unpunched, receipt_columns, _foot_payments, RECEIPT, REFUND,
    ),
    View(
        "open", mark("Счета к оплате"),
        (mark("Неоплаченных счетов нет"), mark("Счёт выставляют на карточке денег заказа: F4 на заказе.")),
        MANAGERS, _open, invoice_columns, _foot_invoices, PAY, CANCEL,
    ),
    View(
        "overdue", mark("Просроченные"),
        (mark("Просроченных счетов нет"), ""),
        MANAGERS, _overdue, invoice_columns, _foot_invoices, PAY, CANCEL,
    ),
    View(
        "cancelled", mark("Аннулированные"),
        (mark("Счетов не аннулировали"), ""),
        MANAGERS, _cancelled, invoice_columns, _foot_invoices, "",
    ),
    View(
        "every", mark("Все счета"),
        (mark("Счетов ещё не выставляли"), mark("Счёт выставляют на карточке денег заказа: F4 на заказе.")),
        MANAGERS, _every, invoice_columns, _foot_invoices, PAY, CANCEL,
    ),
    View(
        "debts", mark("Долги"),
        (mark("Никто не должен"), mark("Долг — неоплаченный счёт или выданный и не оплаченный заказ.")),
        MANAGERS, _debts, debt_columns, _foot_debts, PAY,
    ),
    View(
        "to_return", mark("К возврату"),
        (mark("Возвращать нечего"), mark("Здесь заказы, за которые заплатили больше, чем они стоят.")),
        MANAGERS, _to_return, return_columns, _foot_returns, REFUND,
    ),
)  # fmt: skip
