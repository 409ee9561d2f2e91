"""Devices on the read side: a typed or scanned number brings the device and its past."""

from __future__ import annotations

import pytest

from tests.support.intakes import accept, ready, request, visit, washer
from tests.support.verbs import do, see
from workstation.db import Database
from workstation.documents.intake import DeviceData, IntakeItem
from workstation.queries.devices import find_devices
from workstation.services import orders


@pytest.mark.parametrize("typed", ["FD 0503 000123", "fd0503000123", "FD-0503-000123", " FD 0503 000123 "])
def test_a_known_serial_brings_the_device(database: Database, typed: str) -> None:
    made = accept(database, ready(database))
    (match,) = see(database, find_devices, typed)
    assert (match.data.brand, match.data.model) == ("Bosch", "WAN28263BY")
    assert match.open_order == made.orders[0].number


def test_an_imei_brings_the_device(database: Database) -> None:
    phone = DeviceData("smartphone", "Apple", "iPhone 13", imei="356789104321060")
    accept(database, ready(database), visit(IntakeItem(phone, request())))
    (match,) = see(database, find_devices, "35 678910 432106 0")
    assert match.data.imei == "356789104321060"


def test_a_closed_order_is_history_and_not_open(database: Database) -> None:
    actor = ready(database)
    order = accept(database, actor).orders[0]
    do(database, orders.cancel, actor, order.id, "передумал")
    (match,) = see(database, find_devices, "FD0503000123")
    assert match.open_order is None
    assert [past.number for past in match.last_orders] == [order.number]


def test_one_number_on_two_brands_is_two_devices(database: Database) -> None:
    actor = ready(database)
    accept(database, actor)
    accept(database, actor, visit(IntakeItem(washer(brand="LG", model="F2"), request())))
    assert [match.data.brand for match in see(database, find_devices, "FD0503000123")] == ["LG", "Bosch"]


@pytest.mark.parametrize("typed", ["", "FD0", "FD0503", "UNKNOWN1"])
def test_anything_else_brings_nothing(database: Database, typed: str) -> None:
    accept(database, ready(database))
    assert see(database, find_devices, typed) == []
