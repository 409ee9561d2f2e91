"""The place «Деньги» by keys: a day and its sums, receipts, invoices, debts; who owes is told in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.forms.desk import DOWN, ENTER, Desk
from tests.forms.intake_desk import Counter
from tests.support.bench import WENT_AWAY
from tests.support.money import FIRM, one_more, open_desk
from tests.support.money import Desk as Order
from tests.support.verbs import see
from tests.ui.keys import press
from workstation import clock
from workstation.db import Database
from workstation.documents.billing import InvoiceState, PaymentKind, PaymentMethod, ReceiptState
from workstation.documents.deeds import HandOverData
from workstation.exchange.money_file import day_table
from workstation.queries.money import list_invoices
from workstation.queries.payments import day_summary, list_debts, list_payments
from workstation.statuses import PaymentState, Role

F9 = Qt.Key.Key_F9
Open = Callable[..., Desk]


@pytest.fixture
def order(sqlite_database: Database) -> Order:
    made = open_desk(sqlite_database)
    made.work(1_000_000)
    return made


@pytest.fixture
def open_page(qtbot: Any, sqlite_database: Database, order: Order) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(key: str = "day", role: Role | None = None) -> Desk:
        desk = Desk(qtbot, sqlite_database, order.actor, "money", role)
        desks.append(desk)
        desk.window.open_form("money", key)
        desk.rest()
        return desk

    yield make
    for desk in desks:
        desk.close()


def titles(desk: Desk) -> list[str]:
    side = desk.page._side
    return [side.item(row).text() for row in range(side.count())]


def cells(desk: Desk, column: str) -> list[str]:
    """What a column of the list shown says."""
    model = desk.page._table().parts()[1]
    place = [one.id for one in model.columns].index(column)
    said = (model.index(row, place).data() for row in range(model.rowCount()))
    return [str(text).replace("\u00a0", " ") for text in said]


def give_out(order: Order) -> None:
    """The device is handed over and nothing is paid."""
    order.finish()
    order.act("hand_over", HandOverData(payment=PaymentState.ON_ACCOUNT, payment_note="по договору"))


def test_a_day_is_summed_by_method_and_another_is_chosen_by_keys(open_page: Open, order: Order) -> None:
    order.pay(300_000, PaymentMethod.CASH)
    order.pay(200_000, PaymentMethod.CARD)
    desk = open_page()
    assert cells(desk, "sum") == ["2 000,00", "3 000,00"]
    sums = {row.name: row.amount.replace("\u00a0", " ") for row in desk.page._panel._sums.rows()}
    assert sums == {"Наличные": "3 000,00 ₽", "Карта": "2 000,00 ₽", "Всего": "5 000,00 ₽"}
    assert "Не пробито 2 чека" in desk.page._panel._warn.text()
    desk.do("Ctrl+Left")
    assert cells(desk, "sum") == []
    assert desk.page._table().empty_state.accessibleName() == "В этот день денег не было"
    desk.do("F6")
    desk.type("с")
    desk.press(ENTER)
    assert len(cells(desk, "sum")) == 2


def test_a_receipt_is_written_down_by_enter(open_page: Open, order: Order) -> None:
    order.pay(300_000)
    desk = open_page("unpunched", Role.CLERK)
    assert titles(desk) == ["День", "Чек не пробит · 1"]
    desk.press(ENTER)
    desk.press(F9)
    assert desk.dialog().form.errors() == {"receipt": "Введите номер чека"}
    desk.type("ФД 77, ФПД 1")
    desk.press(F9)
    (paid,) = see(order.database, list_payments, order.actor.branch_id)
    assert (paid.receipt_state, paid.receipt) == (ReceiptState.PUNCHED, "ФД 77, ФПД 1")
    assert titles(desk) == ["День", "Чек не пробит"]


def test_an_overdue_invoice_says_by_how_many_days_and_is_paid_there(
    open_page: Open, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    order.bill(due_on=clock.today() + timedelta(days=1))
    later = clock.today() + timedelta(days=4)
    monkeypatch.setattr("ui.money_words.clock.today", lambda: later)
    desk = open_page("overdue")
    assert cells(desk, "state") == ["просрочен на 3 дня"]
    assert "долг 10 000,00 ₽" in desk.page._foot.text().replace("\u00a0", " ")
    desk.do("F9")
    desk.press("п", F9)
    (row,) = see(order.database, list_invoices, order.actor.branch_id)
    assert row.debt == 0
    assert cells(desk, "state") == []


def test_an_invoice_is_cancelled_with_a_reason(open_page: Open, order: Order) -> None:
    order.bill()
    desk = open_page("open")
    desk.do("Delete")
    desk.press(F9)
    assert desk.dialog().form.errors().keys() == {"reason"}
    desk.dialog().form.focus("reason")
    desk.type("ошибка в сумме")
    desk.press(F9)
    (row,) = see(order.database, list_invoices, order.actor.branch_id)
    assert row.state is InvoiceState.CANCELLED
    desk.window.open_form("money", "cancelled")
    desk.rest()
    assert cells(desk, "state") == ["Аннулирован"]


def test_debts_open_the_money_of_the_order(open_page: Open, order: Order) -> None:
    give_out(order)
    other = one_more(order.database, order.actor, customer=FIRM, serial="FD 0503 000777")
    other.work(500_000)
    other.bill()
    desk = open_page("debts")
    assert sorted(cells(desk, "debt")) == ["10 000,00", "5 000,00"]
    assert any("ООО «Ромашка»" in who for who in cells(desk, "customer"))
    desk.press(ENTER)
    assert desk.page.help_topic == "bill"
    mine = see(order.database, list_debts, order.actor.branch_id, customer_id=_customer(order))
    assert [row.order for row in mine] == [order.number]


def test_what_is_to_be_given_back_is_given_back_there(open_page: Open, order: Order) -> None:
    order.pay(300_000)
    order.pay(200_000, PaymentMethod.CARD)
    order.act("return_unrepaired", WENT_AWAY)
    desk = open_page("to_return")
    assert titles(desk)[-1] == "К возврату · 1"
    assert (cells(desk, "amount"), cells(desk, "total")) == (["5 000,00"], ["0,00"])
    assert desk.page._foot.text().replace("\u00a0", " ") == "1 заказ · вернуть 5 000,00 ₽"
    desk.press(ENTER)
    assert desk.page.help_topic == "bill"
    desk.window.open_form("money", "to_return")
    desk.rest()
    desk.press(F9)
    assert desk.dialog().form.value("amount") == 200_000
    desk.dialog().form.focus("reason")
    desk.type("отказ от ремонта")
    desk.press(F9)
    assert cells(desk, "amount") == ["3 000,00"]
    (back, *_rest) = see(order.database, list_payments, order.actor.branch_id, order_id=order.order_id)
    assert (back.kind, back.method, back.amount) == (PaymentKind.REFUND, PaymentMethod.CARD, 200_000)


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.MANAGER, "Верните заказчику 3 000,00 ₽: Деньги, «К возврату»"),
        (Role.CLERK, "Заказчику вернуть 3 000,00 ₽: скажите руководителю"),
    ],
)
def test_a_return_says_that_money_must_go_back(open_page: Open, order: Order, role: Role, words: str) -> None:
    order.pay(300_000)
    desk = open_page("day", role)
    desk.window.open_form("handover", order.order_id)
    desk.rest()
    desk.press(F9)
    desk.type("передумал")
    desk.press(F9)
    told = desk.window.status._words.text().replace("\u00a0", " ")
    assert told == f"Заказ {order.number} выдан, акт в очереди печати. {words}"


def _customer(order: Order) -> int:
    found = see(order.database, list_debts, order.actor.branch_id)
    return next(int(row.customer_id) for row in found if row.order == order.number)


def test_a_day_goes_into_a_file_whole(
    open_page: Open, order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order.pay(300_000)
    path = tmp_path / "день.csv"
    monkeypatch.setattr("forms.money.money_form.save_name", lambda *_words: str(path))
    desk = open_page()
    desk.do("Ctrl+S")
    lines = path.read_bytes().decode("utf-8-sig").splitlines()
    assert lines[1].split(";")[2:6] == ["Предоплата", "Наличные", "Иванова Мария Петровна", order.number]
    assert lines[1].endswith(";3000,00")
    assert lines[-1].endswith(";3000,00")


def test_a_name_is_never_a_formula_of_the_spreadsheet(order: Order) -> None:
    order.pay(300_000)
    day = clock.today()
    rows = see(order.database, list_payments, order.actor.branch_id, day=day)
    summary = see(order.database, day_summary, order.actor.branch_id, day)
    text = day_table(summary, [replace(rows[0], customer="=1+1")]).decode("utf-8-sig")
    assert ";'=1+1;" in text


def test_a_debt_is_told_on_the_card_of_the_customer(open_page: Open, order: Order) -> None:
    give_out(order)
    desk = open_page()
    desk.window.open_form("customer", _customer(order))
    desk.rest()
    said = [label.text().replace("\u00a0", " ") for label in desk.page._facts.findChildren(QLabel)]
    assert any(text.startswith(f"Долг 10 000,00 ₽: {order.number}") for text in said)


def test_a_debt_is_told_at_the_intake(qtbot: Any, order: Order) -> None:
    give_out(order)
    counter = Counter(qtbot, order.database, order.actor)
    counter.go("customer.phone", "9123456789")
    counter.rest()
    press(DOWN)
    press(ENTER)
    counter.rest()
    said = [part.text() for part in counter.page.side._debt.findChildren(QLabel)]
    assert any(order.number in text for text in said)
    counter.close()
