"""A washing machine goes from the shelf to «ready» by keys alone: a real process on a real screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.intakes import request, visit, washer
from tests.support.screens import Program
from workstation.db import Database, open_database
from workstation.documents.intake import IntakeItem
from workstation.queries.order_view import get_order_by_id
from workstation.services import intake
from workstation.services.setup import create_database, initialise
from workstation.statuses import OrderStatus

pytestmark = [pytest.mark.xvfb, pytest.mark.slow, pytest.mark.real_clock]

CONCLUSION = "Насос слива заклинил, разрушена крыльчатка"


@pytest.fixture
def base(tmp_path: Path) -> tuple[Path, int]:
    """A practice base with one order on the shelf; its path and the order's id."""
    path = tmp_path / "base.db"
    database = create_database(str(path))

    def fill(session: Any) -> int:
        actor = initialise(session, database.folder, training=True)
        taken = intake.accept(session, visit(IntakeItem(washer(), request())), actor)
        return taken.orders[0].id

    order_id, _changed = database.run(fill, write=True)
    database.close()
    return path, order_id


@pytest.fixture
def order(base: tuple[Path, int]) -> Callable[[], Any]:
    """Reads the order beside the running program."""

    def read() -> Any:
        database: Database = open_database(str(base[0]))
        try:
            with database.begin() as session:
                return get_order_by_id(session, base[1])
        finally:
            database.close()

    return read


def test_from_the_shelf_to_ready(
    start_program: Any, base: tuple[Path, int], order: Callable[[], Any]
) -> None:
    master: Program = start_program("--db", str(base[0]))
    master.wait_window("Заказы")
    master.wait_still()
    master.screen.layout("ru", "us")

    def wait_status(status: OrderStatus) -> None:
        master.wait(lambda: order().status is status, status.value)
        master.wait_still()

    master.press("alt+3")
    master.wait_window("Мастерская")
    master.wait_still()
    master.press("ctrl+Right")
    wait_status(OrderStatus.IN_DIAGNOSIS)
    master.press("Return")
    master.wait_window(order().number)
    master.wait_still()
    master.type("п")
    master.press("Return")
    master.type("насос слива")
    master.press("Return")
    master.type(CONCLUSION)
    master.press("F9")
    wait_status(OrderStatus.IN_REPAIR)
    assert order().bench.diagnosis.conclusion == CONCLUSION
    master.press("F11")
    master.wait(lambda: order().bench.times, "time that runs")
    master.wait_still()
    master.press("ctrl+Return")
    master.wait_still()
    master.type("Проверено при заказчике")
    master.press("F9")
    master.wait(lambda: order().bench.overrides, "the permission")
    master.wait_window(order().number)
    master.wait_still()
    master.press("F9")
    wait_status(OrderStatus.READY)
    assert order().bench.times[0].ended_at is not None
