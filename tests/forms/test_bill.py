"""The money of an order by keys: prices, discounts, an invoice, payments, refunds, receipts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.forms.desk import ENTER, ESCAPE, Desk
from tests.support.money import Desk as Order
from tests.support.money import open_desk
from tests.support.verbs import do, see
from ui.preview import Preview
from ui.widgets.sums import Sums
from workstation.db import Database
from workstation.documents.billing import InvoiceState, PaymentKind, PaymentMethod, ReceiptState
from workstation.documents.billing_rows import InvoiceRow, PaymentRow
from workstation.documents.contacts import AnswerWay, ApprovalAnswer
from workstation.documents.warranty import Payer
from workstation.queries.money import list_invoices
from workstation.queries.payments import list_payments
from workstation.services.settings import set_setting
from workstation.statuses import Role

F9 = Qt.Key.Key_F9
Open = Callable[..., Desk]


@pytest.fixture
def order(sqlite_database: Database) -> Order:
    made = open_desk(sqlite_database, agreed=1_500_000)
    made.work(1_000_000)
    made.part(400_000)
    return made


@pytest.fixture
def open_bill(qtbot: Any, sqlite_database: Database, order: Order) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(role: Role | None = None) -> Desk:
        desk = Desk(qtbot, sqlite_database, order.actor, "orders", role)
        desks.append(desk)
        desk.window.open_form("bill", order.order_id)
        desk.rest()
        return desk

    yield make
    for desk in desks:
        desk.close()


def invoices(order: Order) -> tuple[InvoiceRow, ...]:
    found: tuple[InvoiceRow, ...] = see(
        order.database, list_invoices, order.actor.branch_id, order_id=order.order_id
    )
    return found


def payments(order: Order) -> tuple[PaymentRow, ...]:
    found: tuple[PaymentRow, ...] = see(
        order.database, list_payments, order.actor.branch_id, order_id=order.order_id
    )
    return found


def to_rows(desk: Desk, part: Any) -> None:
    """The window is active again, and a list of the page has the focus."""
    desk.window.activateWindow()
    part.rows.setFocus()
    desk.rest()


def shown_sums(desk: Desk) -> dict[str, str]:
    return {row.name: row.amount.replace("\u00a0", " ") for row in desk.page._sums.rows()}


def test_a_dearer_line_stops_the_work_in_words(open_bill: Open, order: Order) -> None:
    desk = open_bill()
    assert desk.page._side.banner.title() == "К оплате 14\u00a0000,00\u00a0₽"
    desk.press(ENTER)
    desk.type("14200")
    desk.press(F9)
    assert order.money.lines[0].price == 1_420_000
    assert desk.page._side.banner.title().replace("\u00a0", " ") == (
        "Сумма 18 200,00 ₽ больше согласованной 15 000,00 ₽"
    )
    assert shown_sums(desk)["К оплате"] == "18 200,00 ₽"


def test_a_line_is_paid_for_by_another(open_bill: Open, order: Order) -> None:
    desk = open_bill()
    desk.press(ENTER)
    desk.dialog().form.set_value("payer", Payer.MANUFACTURER.value)
    desk.press(F9)
    assert order.money.total == 400_000
    assert shown_sums(desk)["Платят другие"] == "10 000,00 ₽"


def test_a_discount_over_the_limit_of_the_role_stands_at_its_field(open_bill: Open, order: Order) -> None:
    desk = open_bill(Role.CLERK)
    desk.do("F6")
    desk.type("20")
    form = desk.dialog().form
    form.focus("reason")
    desk.type("постоянный клиент")
    desk.press(F9)
    assert form.errors().keys() == {"percent"}
    assert "5 %" in form.errors()["percent"]
    assert order.money.lines[0].discount == 0
    form.focus("percent")
    desk.type("5")
    assert "9 500,00" in desk.dialog()._said.text().replace("\u00a0", " ")
    desk.press(F9)
    line = order.money.lines[0]
    assert (line.discount, line.discount_reason) == (50_000, "постоянный клиент")


def test_a_discount_on_everything_is_spread(open_bill: Open, order: Order) -> None:
    desk = open_bill()
    desk.do("Shift+F6")
    desk.dialog().form.focus("amount")
    desk.type("1400")
    desk.press(ENTER)
    desk.type("п")
    desk.press(F9)
    assert [one.discount for one in order.money.lines] == [100_000, 40_000]
    assert order.money.lines[1].discount_reason == "Постоянный клиент"


def test_an_invoice_is_seen_before_it_is_issued_and_cancelled_by_another(
    open_bill: Open, order: Order
) -> None:
    desk = open_bill()
    desk.do("Ctrl+B")
    rows = {row.name: row.amount.replace("\u00a0", " ") for row in desk.dialog()._sums.rows()}
    assert rows["Итого"] == "14 000,00 ₽"
    assert len(rows) == 4
    form = desk.dialog().form
    form.set_value("due_on", date(2020, 1, 1))
    desk.press(F9)
    assert form.errors() == {"due_on": "Срок оплаты уже прошёл"}
    form.set_value("due_on", None)
    desk.type("+7")
    desk.press(F9)
    (first,) = invoices(order)
    assert first.total == 1_400_000
    shown = desk.dialog()
    assert isinstance(shown, Preview)
    assert first.number in shown.windowTitle()
    shown.reject()
    desk.rest()
    to_rows(desk, desk.page._invoices)
    desk.do("Delete")
    desk.type("о")
    desk.dialog().form.set_value("replace", True)
    desk.press(F9)
    second, cancelled = invoices(order)
    assert (cancelled.id, cancelled.state) == (first.id, InvoiceState.CANCELLED)
    assert second.state is InvoiceState.ISSUED
    badges = [item.badge[0] for item in desk.page._invoices.rows.items()]
    assert badges == ["Выставлен", "Аннулирован"]


def test_a_payment_is_one_key_of_method_with_the_balance_filled(open_bill: Open, order: Order) -> None:
    order.finish()
    desk = open_bill()
    desk.do("F9")
    desk.press("к", F9)
    (paid,) = payments(order)
    assert (paid.amount, paid.method, paid.kind) == (1_400_000, PaymentMethod.CARD, PaymentKind.PAYMENT)
    assert order.money.balance == 0
    assert desk.page._side.banner.title() == "Расчёт закончен"


def test_a_part_of_it_a_receipt_and_money_given_back(open_bill: Open, order: Order) -> None:
    desk = open_bill()
    desk.do("F9")
    desk.press("н", ENTER)
    desk.type("5000")
    desk.press(F9)
    to_rows(desk, desk.page._payments)
    desk.press(ENTER)
    desk.type("ФД 12, ФПД 34")
    desk.press(F9)
    (came,) = payments(order)
    assert (came.receipt_state, came.receipt) == (ReceiptState.PUNCHED, "ФД 12, ФПД 34")
    to_rows(desk, desk.page._payments)
    desk.do("Delete")
    form = desk.dialog().form
    desk.type("2000")
    form.focus("reason")
    desk.type("ошибка")
    desk.press(F9)
    back = next(row for row in payments(order) if row.kind is PaymentKind.REFUND)
    assert (back.amount, back.note, back.refund_of_id) == (200_000, "ошибка", came.id)
    assert order.money.paid == 300_000


def test_what_is_typed_in_a_window_waits_for_the_next_time(open_bill: Open, order: Order) -> None:
    desk = open_bill()
    desk.do("F9")
    desk.dialog().form.focus("note")
    desk.type("задаток за насос")
    desk.press(ESCAPE)
    again = open_bill()
    again.do("F9")
    assert again.dialog().form.value("note") == "задаток за насос"
    assert payments(order) == ()


def test_a_technician_reads_and_changes_nothing(open_bill: Open, order: Order) -> None:
    do(order.database, set_setting, order.actor, "money.discount_limits", {"technician": 0})
    desk = open_bill(Role.TECHNICIAN)
    assert shown_sums(desk)["К оплате"] == "14 000,00 ₽"
    assert {"F9", "Ctrl+B", "Delete"}.isdisjoint(desk.open_keys())
    desk.press(ENTER)
    assert not [one for one in desk.window.findChildren(type(desk.window)) if one is not desk.window]


def test_an_estimate_is_offered_answered_and_the_work_may_go_on(open_bill: Open, order: Order) -> None:
    order.work(420_000, "Чистка")
    desk = open_bill()
    assert "больше согласованной" in desk.page._side.banner.title()
    assert "F8" not in desk.open_keys()
    desk.do("F7")
    rows = {row.name: row.amount.replace("\u00a0", " ") for row in desk.dialog().findChild(Sums).rows()}
    assert rows["Итого заказчику"] == "18 200,00 ₽"
    form = desk.dialog().form
    form.set_value("limit", 1_000_000)
    desk.press(F9)
    assert form.errors().keys() == {"limit"}
    form.set_value("limit", 2_000_000)
    desk.press(F9)
    (item,) = desk.page._estimates.rows.items()
    assert item.badge[0] == "Ждёт ответа"
    assert desk.page._side.banner.title() == "Смета ждёт ответа заказчика"
    to_rows(desk, desk.page._estimates)
    desk.press(ENTER)
    desk.rest()
    shown = desk.dialog()
    assert isinstance(shown, Preview)
    shown.reject()
    desk.rest()
    desk.do("F8")
    form = desk.dialog().form
    form.set_value("answer", ApprovalAnswer.AGREED.value)
    form.set_value("way", AnswerWay.PHONE.value)
    desk.press(F9)
    (item,) = desk.page._estimates.rows.items()
    assert item.badge[0] == "Согласована"
    assert (order.money.agreed, order.money.limit) == (1_820_000, 2_000_000)
    assert desk.page._side.banner.title().startswith("К оплате")


def test_the_card_of_the_order_says_it_in_red_and_f4_opens_all(open_bill: Open, order: Order) -> None:
    order.work(420_000, "Чистка")
    desk = open_bill()
    desk.window.open_form("order", order.order_id)
    desk.rest()
    section = desk.page._card.money
    assert section._over.title().replace("\u00a0", " ") == (
        "Сумма 18 200,00 ₽ больше согласованной 15 000,00 ₽"
    )
    assert [item.text for item in section._lines.items()] == ["Замена насоса", "Чистка", "Насос слива"]
    assert [row.name for row in section._sums.rows()][-1] == "К оплате"
    desk.do("F4")
    assert desk.page.help_topic == "bill"


def test_the_bench_tells_prices_and_stops_over_what_was_agreed(open_bill: Open, order: Order) -> None:
    order.work(420_000, "Чистка")
    desk = open_bill(Role.TECHNICIAN)
    desk.window.open_form("bench", order.order_id)
    desk.rest()
    bench = desk.page
    model = bench._works.table.parts()[1]
    place = [column.id for column in model.columns].index("sum")
    shown = [model.index(row, place).data().replace("\u00a0", " ") for row in range(model.rowCount())]
    assert shown == ["10 000,00", "4 200,00"]
    assert not bench._works.table.isColumnHidden(place)
    said = bench._bar.accessibleDescription().replace("\u00a0", " ")
    assert "Сумма 18 200,00 ₽ больше согласованной 15 000,00 ₽. F10 — смета." in said
    assert "F9" not in desk.open_keys()
    bench._steps.open_money()
    desk.rest()
    assert desk.page.help_topic == "bill"
    assert "F7" in desk.open_keys()
