"""A part goes from the request to the waking of its order by keys and a scanner: a real process on a screen.

The scanner's keys are pressed while the keyboard is Russian, as it mostly is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import forms
from tests.support.intakes import request, visit, washer
from tests.support.screens import Program
from workstation.db import open_database
from workstation.documents.intake import IntakeItem
from workstation.documents.parts import PartData
from workstation.documents.people import Actor
from workstation.documents.purchasing import PartWish, PurchaseState, SupplierData
from workstation.models import GoodsReceipt, MessageDraft, PurchaseOrder
from workstation.queries.part_requests import list_arrived
from workstation.queries.purchasing import get_purchase, get_receipt_act
from workstation.services import intake, part_requests, parts, seating, suppliers, warehouses

pytestmark = [pytest.mark.xvfb, pytest.mark.slow, pytest.mark.real_clock]

NUMBER = "EBR78534506"


@pytest.fixture
def wanted(base: Path) -> Path:
    """The base with an order that wants two pieces of a part of which there is none."""
    database = open_database(str(base))

    def fill(session: Any) -> None:
        actor = lone(session)
        warehouse_id = warehouses.add_warehouse(session, actor, "Основной склад")
        warehouses.spot_of(session, actor, warehouse_id)
        suppliers.add_supplier(session, actor, SupplierData("ООО «Детали»"))
        part_id = parts.add_part(session, actor, PartData(NUMBER, "Плата", "LG", purchase_price=893_000))
        taken = intake.accept(session, visit(IntakeItem(washer(), request())), actor)
        part_requests.ask(session, actor, PartWish(taken.orders[0].id, part_id, 2))

    database.run(fill, write=True)
    database.close()
    return base


def lone(session: Any) -> Actor:
    """Whoever sits alone at the base."""
    return seating.actor_for(session, seating.lone_administrator(session) or 0, "test")


def first(session: Any, model: Any) -> Any:
    """The only row of a table, None while there is none."""
    return session.execute(select(model.__table__)).mappings().first()


def test_from_the_request_to_the_waking(
    start_program: Any, wanted: Path, look: Callable[[Callable[[Any], Any]], Any]
) -> None:
    keeper: Program = start_program("--db", str(wanted))
    keeper.wait_window("Заказы")
    keeper.wait_still()
    keeper.screen.layout("ru", "us")
    places = [name for name, _title, _icon, roles in forms.PLACES if "administrator" in roles]
    keeper.press(f"alt+{places.index('store') + 1}")
    keeper.wait_window("Склад")
    keeper.press("ctrl+Next")
    keeper.wait_still()
    order_it(keeper)
    purchase = keeper.wait(lambda: look(partial(first, model=PurchaseOrder)), "the order to the supplier")
    keeper.wait_window(purchase["number"])
    keeper.wait_still()
    send(keeper)
    sent = lambda: look(partial(first, model=PurchaseOrder))["state"] == PurchaseState.SENT.value  # noqa: E731
    keeper.wait(sent, "that it is sent")
    keeper.wait_window(purchase["number"])
    keeper.wait_still()
    keeper.press("F9")
    keeper.wait_window("Приход по")
    keeper.wait_still()
    receive(keeper)
    receipt = keeper.wait(lambda: look(partial(first, model=GoodsReceipt)), "the receipt")
    (line,) = look(lambda session: get_receipt_act(session, receipt["id"])).lines
    assert (line.accepted, line.damaged, line.note) == (1, 1, "разбит разъём")
    view = look(lambda session: get_purchase(session, purchase["branch_id"], purchase["id"]))
    assert (view.state, view.lines[0].left, len(view.promises)) == (PurchaseState.PARTLY, 1, 1)
    (woken,) = look(lambda session: list_arrived(session, purchase["branch_id"]))
    assert (woken.quantity, woken.still_waiting) == (1, 1)
    draft = look(partial(first, model=MessageDraft))
    assert (draft["order_id"], draft["done_at"]) == (woken.order_id, None)
    keeper.wait_still()
    keeper.press("Return")
    keeper.wait_window(woken.order)


def order_it(keeper: Program) -> None:
    """F9 in the requests: the supplier by his name."""
    keeper.press("F9")
    keeper.wait_still()
    keeper.type("ооо")
    keeper.press("Return")
    keeper.wait_still()
    keeper.press("F9")


def send(keeper: Program) -> None:
    """F9 on the draft: how it went, and the day that was promised."""
    keeper.press("F9")
    keeper.wait_still()
    keeper.type("сайт")
    keeper.press("Return")
    keeper.type("+5")
    keeper.press("F9")


def receive(keeper: Program) -> None:
    """One piece is scanned, one is damaged."""
    keeper.scan(NUMBER)
    keeper.wait_still()
    keeper.press("Down", "Return", "Return", "Return", "Return")
    keeper.type("1")
    keeper.press("Return", "Return")
    keeper.type("разбит разъём")
    keeper.wait_still()
    keeper.press("F9")
