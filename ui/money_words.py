"""Lines of an order, payments, invoices and estimates in the words of rows and sums."""

from __future__ import annotations

from collections.abc import Sequence

from ui.widgets.row_list import RowItem
from ui.widgets.sums import SumRow
from workstation import clock
from workstation.documents.billing import (
    EstimateState,
    InvoiceState,
    OrderMoney,
    PaymentKind,
    PaymentMethod,
    PricedLine,
    ReceiptState,
    Taxed,
)
from workstation.documents.billing_rows import DebtRow, EstimateRow, InvoiceRow, PaymentRow
from workstation.documents.warranty import Payer
from workstation.i18n import mark, ntr, tr
from workstation.money import format_amount, format_roubles
from workstation.rules.order_words import moment_words
from workstation.rules.wording import show_date

METHODS = (
    (PaymentMethod.CASH, mark("Наличные"), mark("Н")),
    (PaymentMethod.CARD, mark("Карта"), mark("К")),
    (PaymentMethod.TRANSFER, mark("Перевод"), mark("П")),
)
"""How people pay, with the key of each."""
_ESTIMATES = {
    EstimateState.OFFERED: ("violet", "hourglass"),
    EstimateState.AGREED: ("green", "check"),
    EstimateState.REFUSED: ("red", "x"),
    EstimateState.REPLACED: ("grey", "history"),
}


def line_item(line: PricedLine) -> RowItem:
    """A line in two rows: its name and sum, then what the sum is made of."""
    right = tr("без цены") if line.price is None else format_amount(line.total)
    tone = "amber" if line.price is None else "text"
    return RowItem((line.kind.value, line.line_id), line.name, made_of(line), right, None, tone)


def made_of(line: PricedLine) -> str:
    """«2 шт. × 1 500,00 · скидка 300,00 (постоянный клиент) · платит изготовитель»."""
    price, many = format_amount(line.price) if line.price is not None else "", f"{line.quantity} {line.unit}"
    is_plain = line.quantity == 1 and not line.discount
    parts = [] if is_plain else [f"{many} × {price}" if price else many]
    if line.discount:
        why = f" ({line.discount_reason})" if line.discount_reason else ""
        parts.append(tr("скидка {sum}", sum=format_amount(line.discount)) + why)
    if line.payer is not Payer.CUSTOMER:
        parts.append(tr("платит: {who}", who=line.payer.label.lower()))
    return " · ".join(parts)


def sums_of(money: OrderMoney) -> list[SumRow]:
    """How an order stands, from its total to what is owed."""
    rows = [SumRow(tr("Итого заказчику"), format_roubles(money.total))]
    if money.others_total:
        rows.append(SumRow(tr("Платят другие"), format_roubles(money.others_total)))
    if money.agreed is not None:
        rows.append(SumRow(tr("Согласовано"), format_roubles(money.agreed)))
    if money.limit is not None:
        rows.append(SumRow(tr("Без звонка, до"), format_roubles(money.limit)))
    paid = tr("Оплачено, из них авансом {sum}", sum=format_roubles(money.prepaid)) if money.prepaid else ""
    rows.append(SumRow(paid or tr("Оплачено"), format_roubles(money.paid)))
    rows.append(balance_row(money.balance))
    return rows


def settle_rows(money: OrderMoney) -> list[SumRow]:
    """What a handover settles: the total, what came before, the prepayment that is set off, the rest."""
    rows = [SumRow(tr("Итого заказчику"), format_roubles(money.total))]
    offset = min(money.prepaid, money.total)
    before = money.paid - offset
    if offset > 0:
        rows.append(SumRow(tr("Зачтём аванс"), format_roubles(-offset)))
    if before:
        rows.append(SumRow(tr("Уже оплачено"), format_roubles(-before)))
    return [*rows, balance_row(money.balance)]


def balance_row(balance: int) -> SumRow:
    """What is still owed in red, what is to be given back in amber, or that all is paid."""
    if balance > 0:
        return SumRow(tr("К оплате"), format_roubles(balance), "red", bold=True)
    if balance < 0:
        return SumRow(tr("Вернуть заказчику"), format_roubles(-balance), "amber", bold=True)
    return SumRow(tr("К оплате"), format_roubles(0), "green", bold=True)


def over_words(money: OrderMoney, is_open: bool) -> str:
    """Why the work must stop; nothing while the sum is within what was agreed."""
    if not is_open or not money.is_priced or not money.is_over:
        return ""
    total, may = format_roubles(money.total), format_roubles(money.may_spend)
    if not money.may_spend:
        return tr("Сумма {total} ещё не согласована", total=total)
    return tr("Сумма {total} больше согласованной {agreed}", total=total, agreed=may)


def estimate_item(row: EstimateRow) -> RowItem:
    """A version with its answer."""
    answer = ""
    if row.answered_at is not None:
        way = row.way.label.lower() if row.way else ""
        answer = ", ".join(filter(None, (moment_words(row.answered_at, clock.today()), way)))
    until = tr("до {day}", day=show_date(row.valid_until)) if row.valid_until else ""
    limit = tr("без звонка до {sum}", sum=format_roubles(row.limit)) if row.limit is not None else ""
    made = moment_words(row.made_at, clock.today())
    second = " · ".join(
        filter(None, (made, row.user, until, limit, answer and tr("ответ {when}", when=answer)))
    )
    title = tr("Версия {n}, {kind}, {sum}", n=row.version, kind=row.kind.label.lower(),
               sum=format_roubles(row.total))  # fmt: skip
    lively = row.state in {EstimateState.OFFERED, EstimateState.AGREED}
    return RowItem(row.id, title, second, badge=(row.state.label, *_ESTIMATES[row.state]), bold=lively)


def invoice_item(row: InvoiceRow) -> RowItem:
    """An invoice with what is owed for it."""
    title = tr("Счёт № {number}, {sum}", number=row.number, sum=format_roubles(row.total))
    due = tr("оплатить до {day}", day=show_date(row.due_on)) if row.due_on else ""
    paid = tr("оплачено {sum}", sum=format_roubles(row.paid)) if row.paid else ""
    second = " · ".join(filter(None, (show_date(row.issued_on), due, paid)))
    return RowItem(row.id, title, second, badge=invoice_badge(row), bold=row.state is InvoiceState.ISSUED)


def invoice_badge(row: InvoiceRow) -> tuple[str, str, str]:
    """Cancelled, paid, overdue with its days, or open."""
    if row.state is InvoiceState.CANCELLED:
        return row.state.label, "grey", "ban"
    if not row.debt:
        return tr("Оплачен"), "green", "check"
    late = late_days(row)
    if late > 0:
        return ntr("просрочен на {n} день", "просрочен на {n} дней", late), "red", "clock"
    return row.state.label, "accent", "file-text"


def late_days(row: InvoiceRow) -> int:
    """By how many days an unpaid invoice is overdue."""
    return (clock.today() - row.due_on).days if row.debt and row.due_on else 0


def payment_item(row: PaymentRow) -> RowItem:
    """A payment, the way it went, and its receipt."""
    method = row.method.label.lower()
    title = f"{row.kind.label}, {method}" if row.method is not PaymentMethod.PREPAID else row.kind.label
    back = row.kind is PaymentKind.REFUND
    amount = format_roubles(-row.amount if back else row.amount)
    invoice = tr("счёт {number}", number=row.invoice) if row.invoice else ""
    parts = (moment_words(row.paid_at, clock.today()), row.user, invoice, row.receipt, row.note)
    return RowItem(
        row.id, f"{title}, {amount}", " · ".join(filter(None, parts)), badge=receipt_badge(row), bold=not back
    )


def receipt_badge(row: PaymentRow) -> tuple[str, str, str] | None:
    """The state of the fiscal receipt; none where none is due."""
    if row.receipt_state is ReceiptState.NOT_PUNCHED:
        return row.receipt_state.label, "amber", "triangle-alert"
    if row.receipt_state is ReceiptState.PUNCHED:
        return row.receipt_state.label, "green", "check"
    return None


def debt_words(debts: Sequence[DebtRow]) -> str:
    """What a customer owes, in one line; nothing where he owes nothing."""
    if not debts:
        return ""
    whole, since = format_roubles(sum(one.debt for one in debts)), show_date(min(one.since for one in debts))
    if len(debts) > 1:
        many = ntr("{n} документ", "{n} документов", len(debts))
        return tr("Долг {sum}, {many} с {day}", sum=whole, many=many, day=since)
    what = debts[0].invoice or debts[0].order
    return tr("Долг {sum}: {what}, с {day}", sum=whole, what=what, day=since)


def taxed_rows(taxed: Taxed) -> list[SumRow]:
    """Lines and sums of an invoice before it is issued."""
    rows = [SumRow(line.name, format_roubles(line.total)) for line in taxed.lines]
    if taxed.discount:
        rows.append(SumRow(tr("Скидка, уже учтена"), format_roubles(taxed.discount)))
    rows.append(SumRow(tr("Итого"), format_roubles(taxed.total), bold=True))
    for one in taxed.sums:
        rows.append(
            SumRow(one.vat_code.label, format_roubles(one.vat) if one.vat_code.rate is not None else "—")
        )
    return rows


def offered_rows(lines: Sequence[PricedLine], total: int) -> list[SumRow]:
    """Lines and the total of an estimate before it is offered."""
    rows = [
        SumRow(line.name, format_roubles(line.total)) if line.price is not None
        else SumRow(line.name, tr("без цены"), "amber")
        for line in lines if line.payer is Payer.CUSTOMER
    ]  # fmt: skip
    return [*rows, SumRow(tr("Итого заказчику"), format_roubles(total), bold=True)]
