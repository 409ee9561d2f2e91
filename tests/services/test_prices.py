"""Prices of operations, prices and discounts on the lines of an order."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest

from tests.support.money import Desk, open_desk
from tests.support.stock import open_store
from tests.support.verbs import do, one_entry, refused_without, see
from workstation import clock
from workstation.db import Database
from workstation.documents.billing import PricedLine
from workstation.documents.billing_data import DiscountData, LinePriceData, WorkPriceData
from workstation.documents.conclusions import DefectNature
from workstation.documents.deeds import DiagnosisData, HandOverData, LineData, NoteData, WorkData
from workstation.documents.warranty import Payer
from workstation.errors import ErrorList, UserError
from workstation.queries.bench_help import list_operations
from workstation.queries.money import list_lines, list_work_prices
from workstation.services import deeds, fitting, part_requests, prices, settings
from workstation.statuses import PaymentState, Role


@pytest.fixture
def desk(database: Database) -> Desk:
    """A paid order in repair."""
    return open_desk(database)


def operation(desk: Desk) -> str:
    """The code of an operation that is shipped."""
    found = see(desk.database, list_operations, "washing_machine")
    return str(found[0].code)


def lines(desk: Desk) -> tuple[PricedLine, ...]:
    """The lines of the order."""
    found: tuple[PricedLine, ...] = see(desk.database, list_lines, desk.order_id)
    return found


def test_a_work_costs_what_the_price_list_says(desk: Desk) -> None:
    code = operation(desk)
    tomorrow = clock.today() + timedelta(days=1)
    for data in (
        WorkPriceData(code, 100000),
        WorkPriceData(code, 150000, "washing_machine"),
        WorkPriceData(code, 180000, "washing_machine", 2),
        WorkPriceData(code, 999900, "tv"),
        WorkPriceData(code, 170000, "washing_machine", valid_from=tomorrow),
    ):
        one_entry(desk.database, "money.set_work_price", partial(desk.do, prices.set_work_price, data))
    desk.act("add_work", WorkData(operation=code))
    desk.act("add_work", WorkData(operation=code, level=2, quantity=3))
    desk.act("add_work", WorkData(name="Чистка"))
    found = lines(desk)
    assert [(one.price, one.quantity, one.total) for one in found] == [
        (150000, 1, 150000),
        (180000, 3, 540000),
        (None, 1, 0),
    ]
    assert found[0].performer == desk.actor.short_name
    assert len(see(desk.database, list_work_prices)) == 5
    assert len(see(desk.database, list_work_prices, on=clock.today())) == 4


def test_a_price_of_the_same_day_is_replaced(desk: Desk) -> None:
    code = operation(desk)
    desk.do(prices.set_work_price, WorkPriceData(code, 100000))
    desk.do(prices.set_work_price, WorkPriceData(code, 110000))
    (kept,) = see(desk.database, list_work_prices)
    assert (kept.price, kept.code, kept.category) == (110000, code, None)


def test_what_is_wrong_with_a_price(desk: Desk) -> None:
    code = operation(desk)
    for data, error in (
        (WorkPriceData("НЕТ", 1), "operation_unknown"),
        (WorkPriceData(code, 1, "spaceship"), "category_unknown"),
        (WorkPriceData(code, 1, level=10), "number_range"),
        (WorkPriceData(code, -1), "money_negative"),
    ):
        with pytest.raises(UserError, match=error):
            desk.do(prices.set_work_price, data)
    refused_without(
        desk.database,
        desk.actor,
        "money.prices",
        lambda actor: do(desk.database, prices.set_work_price, actor, WorkPriceData(code, 1)),
    )


def test_a_part_of_the_store_costs_its_sale_price(database: Database) -> None:
    store = open_store(database)
    part = store.part(sale_price=249000, purchase_price=120000)
    store.receive(part, 2, 120000)
    for verb, data in (
        ("start_diagnosis", NoteData()),
        ("record_diagnosis", DiagnosisData(DefectNature.OPERATIONAL, "износ помпы")),
        ("start_repair", NoteData()),
    ):
        do(database, deeds.do, store.actor, store.order_id, verb, data)
    request = store.ask(part, 2).requests[0].id
    store.do(part_requests.issue, request)
    line_id = store.do(fitting.fit, request)
    (line,) = see(database, list_lines, store.order_id)
    assert (line.line_id, line.price, line.quantity, line.total, line.unit) == (
        line_id,
        249000,
        2,
        498000,
        "шт.",
    )
    with pytest.raises(UserError, match="line_quantity"):
        do(
            database,
            deeds.do,
            store.actor,
            store.order_id,
            "set_price",
            LinePriceData(line_id, quantity=1),
        )


def test_a_line_gets_another_price_quantity_and_payer(desk: Desk) -> None:
    line = desk.work(100000)
    data = LinePriceData(line, 120000, 2, Payer.MANUFACTURER)
    one_entry(desk.database, "money.set_price", lambda: desk.act("set_price", data))
    (found,) = lines(desk)
    assert (found.price, found.quantity, found.payer) == (120000, 2, Payer.MANUFACTURER)
    assert desk.money.total == 0
    with pytest.raises(UserError, match="line_not_found"):
        desk.act("set_price", LinePriceData(1, 5))
    with pytest.raises(UserError, match="money_negative"):
        desk.act("set_price", LinePriceData(line, -5))


def test_a_clerk_does_not_go_around_his_limit_by_the_price(desk: Desk) -> None:
    code = operation(desk)
    desk.do(prices.set_work_price, WorkPriceData(code, 100000))
    line = desk.act("add_work", WorkData(operation=code))
    clerk = desk.as_role(Role.CLERK)
    clerk.act("set_price", LinePriceData(line, 95000))
    with pytest.raises(UserError, match="discount_limit"):
        clerk.act("set_price", LinePriceData(line, 94999))
    with pytest.raises(UserError, match="discount_limit"):
        desk.as_role(Role.TECHNICIAN).act("add_work", WorkData(operation=code, price=99999))
    clerk.act("set_price", LinePriceData(line, 130000))


def test_a_discount_has_a_reason_and_a_limit(desk: Desk) -> None:
    desk.work(100000)
    desk.part(30005, 2)
    clerk = desk.as_role(Role.CLERK)
    with pytest.raises(UserError, match="reason_required"):
        clerk.act("discount", DiscountData(" ", percent=Decimal(5)))
    one_entry(
        desk.database,
        "money.discount",
        lambda: clerk.act("discount", DiscountData("постоянный заказчик", percent=Decimal(5))),
    )
    assert [(one.discount, one.discount_reason) for one in lines(desk)] == [
        (5000, "постоянный заказчик"),
        (3001, "постоянный заказчик"),
    ]
    with pytest.raises(UserError, match="discount_limit"):
        clerk.act("discount", DiscountData("просит", percent=Decimal("5.1")))
    manager = desk.as_role(Role.MANAGER)
    manager.act("discount", DiscountData("акция", amount=16001))
    assert sum(one.discount for one in lines(desk)) == 16001
    manager.act("discount", DiscountData("отмена", percent=Decimal(0)))
    assert [(one.discount, one.discount_reason) for one in lines(desk)] == [(0, None), (0, None)]


def test_the_limit_is_a_setting(desk: Desk) -> None:
    line = desk.work(100000)
    desk.do(settings.set_setting, "money.discount_limits", {"technician": 50})
    desk.as_role(Role.TECHNICIAN).act("discount", DiscountData("своим", line, percent=Decimal(50)))
    with pytest.raises(UserError, match="discount_limit"):
        desk.act("discount", DiscountData("своим", line, percent=Decimal(51)))
    with pytest.raises(UserError, match="discount_over"):
        desk.act("set_price", LinePriceData(line, 49999))


def test_only_priced_lines_are_discounted(desk: Desk) -> None:
    desk.act("add_work", WorkData(name="Чистка"))
    with pytest.raises(UserError, match="lines_unpriced"):
        desk.act("discount", DiscountData("просит", percent=Decimal(5)))


def test_a_line_in_an_invoice_does_not_change(desk: Desk) -> None:
    line = desk.work(100000)
    desk.bill()
    for verb, data in (
        ("set_price", LinePriceData(line, 1)),
        ("discount", DiscountData("просит", line, percent=Decimal(1))),
        ("remove_work", LineData(line, "лишнее")),
    ):
        with pytest.raises(UserError, match="line_invoiced"):
            desk.act(verb, data)


def test_money_of_an_order_that_is_gone_does_not_change(desk: Desk) -> None:
    line = desk.work(100000)
    desk.finish()
    desk.pay(100000)
    desk.act("hand_over", HandOverData(payment=PaymentState.PAID))
    with pytest.raises(ErrorList, match="order_closed"):
        desk.act("set_price", LinePriceData(line, 1))
    with pytest.raises(ErrorList, match="order_closed"):
        desk.act("discount", DiscountData("просит", line, percent=Decimal(1)))
