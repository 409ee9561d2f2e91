"""The list of orders: from keyboard to card and back, filters, views, refresh, what each role sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from forms.orders.order_form import OrderForm
from tests.forms.desk import DOWN, ENTER, ESCAPE, SPACE, Desk
from tests.support.intakes import IVANOVA, accept, request, visit, washer
from tests.support.verbs import do
from ui.table_model import CELL_ROLE
from workstation import clock
from workstation.db import Database
from workstation.documents.intake import CustomerData, DeviceData, IntakeItem
from workstation.documents.people import Actor
from workstation.services import orders
from workstation.statuses import CustomerKind, RequestKind, Role

LI = CustomerData(CustomerKind.PERSON, "Ли Виктор Хен", "+7 916 704-66-97")
TV = DeviceData("tv", "Samsung", "UE55CU7100", serial_number="S-900")
Open = Callable[..., Desk]


@pytest.fixture
def shop(sqlite_database: Database, actor: Actor) -> list[int]:
    """Three orders: late, due today, due in ten days; their ids in that order."""
    made = []
    with clock.standing_at(clock.now() - timedelta(days=10)):
        late = request(agreed_until=clock.today() + timedelta(days=8))
        made.append(accept(sqlite_database, actor, visit(IntakeItem(washer(), late))).orders[0].id)
    for customer, device, days in ((LI, TV, 0), (replace(IVANOVA, name="Юдина Анна"), washer("S-3"), 10)):
        asked = request(agreed_until=clock.today() + timedelta(days=days), kind=RequestKind.PAID)
        data = visit(IntakeItem(device, asked), customer=customer)
        made.append(accept(sqlite_database, actor, data).orders[0].id)
    return made


@pytest.fixture
def open_desk(qtbot: Any, sqlite_database: Database, actor: Actor) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(first: str = "orders", role: Role | None = None) -> Desk:
        desks.append(Desk(qtbot, sqlite_database, actor, first, role))
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


def shown(desk: Desk) -> list[list[str]]:
    """The texts of every row."""
    model = desk.page._model
    rows = []
    for row in range(model.rowCount()):
        cells = [model.data(model.index(row, column), CELL_ROLE) for column in range(model.columnCount())]
        rows.append([cell.text if cell else "" for cell in cells])
    return rows


def numbers(desk: Desk) -> list[str]:
    return [row[0][-1] for row in shown(desk)]


def test_rows_say_what_a_clerk_asks(open_desk: Open, shop: list[int]) -> None:
    desk = open_desk()
    assert [row[1:4] for row in shown(desk)] == [
        ["Bosch WAN28263BY", "Иванова М. П.", "Принят"],
        ["Samsung UE55CU7100", "Ли В. Х.", "Принят"],
        ["Bosch WAN28263BY", "Юдина А.", "Принят"],
    ]
    assert [row[-1] for row in shown(desk)] == ["просрочено на 2 дня", "сегодня", "осталось 10 дней"]
    model = desk.page._model
    late = model.data(model.index(0, model.columnCount() - 1), CELL_ROLE)
    assert (late.tone, late.bold) == ("red", True)


def test_enter_opens_the_card_and_escape_comes_back_to_the_row(open_desk: Open, shop: list[int]) -> None:
    desk = open_desk()
    desk.press(DOWN, ENTER)
    assert isinstance(desk.page, OrderForm)
    assert desk.page.title.endswith("000002")
    desk.press(ESCAPE)
    assert desk.page.title == "Заказы"
    assert desk.page._table.current_id() == shop[1]
    assert desk.focus() is desk.page._table


@pytest.mark.parametrize("key", ["f", "а"])
def test_the_filter_by_its_key_under_both_layouts(open_desk: Open, shop: list[int], key: str) -> None:
    desk = open_desk()
    if key == "f":
        desk.do("F")
    else:
        desk.press(key)
    desk.type("Ли")
    assert numbers(desk) == ["2"]
    assert desk.page._shown.text() == "1 из 3"
    desk.press(ENTER, ENTER)
    assert desk.page.title.endswith("000002")


def test_nothing_fits_and_the_way_back(open_desk: Open, shop: list[int]) -> None:
    desk = open_desk()
    desk.do("F")
    desk.type("нетакого")
    assert desk.page._table._empty.accessibleName() == "Ничего не подходит под отбор"
    assert desk.page._empty_clear.isVisible()
    desk.do("Ctrl+Backspace")
    assert numbers(desk) == ["1", "2", "3"]


def test_an_empty_base_offers_the_first_order(open_desk: Open, actor: Actor) -> None:
    desk = open_desk()
    assert desk.page._table._empty.accessibleName() == "Здесь нет заказов"
    assert desk.page._empty_new.isVisible()
    desk.page._empty_new.click()
    assert desk.window.windowTitle() == ""
    assert type(desk.page).__name__ == "Opened"


def test_views_and_their_counts(open_desk: Open, shop: list[int]) -> None:
    desk = open_desk()
    tabs = {tab.name: tab.accessibleName() for tab in desk.page._tabs._tabs if not tab.isHidden()}
    assert tabs == {
        "active": "Активные, 3",
        "overdue": "Просрочено, 1",
        "soon": "Срок за 3 дня, 1",
        "all": "Все, 3",
    }
    desk.do("Ctrl+PgDown")
    assert numbers(desk) == ["1"]
    desk.do("Ctrl+PgDown")
    assert numbers(desk) == ["2"]
    desk.do("Ctrl+PgDown")
    assert numbers(desk) == ["3", "2", "1"]
    desk.do("Ctrl+PgUp")
    assert numbers(desk) == ["2"]


def test_chips_narrow_and_are_taken_back(open_desk: Open, shop: list[int]) -> None:
    desk = open_desk()
    desk.page._kind.set_value([RequestKind.PAID.value])
    desk.rest()
    assert numbers(desk) == ["2", "3"]
    desk.page._brand.set_value(["Samsung"])
    desk.rest()
    assert numbers(desk) == ["2"]
    assert desk.page._brand.accessibleName() == "Бренд: Samsung"
    desk.page._kind.set_value(())
    desk.page._brand.set_value(())
    desk.page._since.set_value([0])
    desk.rest()
    assert numbers(desk) == ["2", "3"]


def test_another_order_of_rows(open_desk: Open, shop: list[int]) -> None:
    desk = open_desk()
    desk.page._table._on_head(2)
    desk.rest()
    assert numbers(desk) == ["1", "2", "3"]
    assert desk.page._sorted.text() == "По заказчику, А–Я"
    desk.page._table._on_head(2)
    desk.rest()
    assert numbers(desk) == ["3", "2", "1"]


def test_a_change_refreshes_and_the_cursor_stays(
    open_desk: Open, shop: list[int], sqlite_database: Database, actor: Actor
) -> None:
    desk = open_desk()
    desk.press(DOWN, DOWN)
    assert desk.page._table.current_id() == shop[2]
    desk.tasks.run(
        desk.window, lambda session: orders.cancel(session, actor, shop[0], "передумал"), write=True
    )
    desk.rest()
    assert numbers(desk) == ["2", "3"]
    assert desk.page._table.current_id() == shop[2]
    assert desk.page._totals["active"] == "2"


def test_what_changed_while_away_is_there_on_return(
    open_desk: Open, shop: list[int], sqlite_database: Database, actor: Actor
) -> None:
    desk = open_desk()
    desk.window.open_form("customers")
    desk.rest()
    desk.tasks.run(
        desk.window, lambda session: orders.cancel(session, actor, shop[0], "передумал"), write=True
    )
    desk.rest()
    desk.press(ESCAPE)
    assert numbers(desk) == ["2", "3"]


def test_space_marks(open_desk: Open, shop: list[int]) -> None:
    desk = open_desk()
    desk.press(SPACE, SPACE)
    assert desk.page._model.marked_ids() == shop[:2]
    assert desk.page._marked.text() == "Отмечено 2"


def test_the_panel_tells_of_the_row(open_desk: Open, shop: list[int]) -> None:
    desk = open_desk()
    panel = desk.page._panel
    assert panel._head.number.text().endswith("000001")
    assert panel.banner.title() == "Просрочено на 2 дня"
    words = [label.text() for label in panel.findChildren(type(panel._head.number))]
    assert "+7 912 345-67-89" in words
    assert "Не отжимает, гудит при сливе, на дисплее E18" in words


@pytest.mark.parametrize(
    ("role", "phone", "may_take_in"),
    [(Role.CLERK, "+7 912 345-67-89", True), (Role.TECHNICIAN, "+7 ••• •••-••-89", False)],
)
def test_phones_are_for_those_who_call(
    open_desk: Open, shop: list[int], role: Role, phone: str, may_take_in: bool
) -> None:
    desk = open_desk(role=role)
    panel = desk.page._panel
    assert phone in [label.text() for label in panel.findChildren(type(panel._head.number))]
    assert ("Ctrl+N" in desk.open_keys()) is may_take_in


def test_a_closed_order_has_no_term(
    open_desk: Open, shop: list[int], sqlite_database: Database, actor: Actor
) -> None:
    do(sqlite_database, orders.cancel, actor, shop[0], "передумал")
    desk = open_desk()
    desk.page._choose_view("all")
    desk.rest()
    assert [row[3] for row in shown(desk)] == ["Принят", "Принят", "Отменён"]
    assert shown(desk)[-1][-1] == ""
