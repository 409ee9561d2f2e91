"""The checks of an intake: every rule of the form, all errors at once, warnings that never block."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.documents.intake import (
    Accessory,
    CustomerData,
    DeviceData,
    IntakeData,
    IntakeItem,
    PowerOfAttorney,
    RequestData,
)
from workstation.documents.warranty import BrandAuthorisation
from workstation.rules import intake
from workstation.statuses import CustomerKind, Demand, RequestKind, Use

TODAY = date(2026, 5, 22)
CUSTOMER = CustomerData(CustomerKind.PERSON, "Иванова Мария Петровна", "8 (912) 345-67-89")
COMPANY = CustomerData(CustomerKind.COMPANY, "ООО «Ёлка»", "+74951234567", inn="7702008885", kpp="770201001")
DEVICE = DeviceData("washing_machine", "Bosch", produced_on=date(2021, 3, 1), sold_on=date(2025, 6, 10))
REQUEST = RequestData(
    RequestKind.WARRANTY, Demand.REPAIR, date(2026, 5, 20), "не отжимает", "царапина", 4_000_000
)


def checked(
    customer: CustomerData = CUSTOMER,
    device: DeviceData = DEVICE,
    request: RequestData = REQUEST,
    **more: Any,
) -> list[tuple[str, str | None]]:
    data = IntakeData("id", customer, (IntakeItem(device, request),))
    return [(error.code, error.field) for error in intake.check(data, TODAY, **more).errors]


def noticed(
    customer: CustomerData = CUSTOMER,
    device: DeviceData = DEVICE,
    request: RequestData = REQUEST,
    **more: Any,
) -> list[tuple[str, str | None]]:
    data = IntakeData("id", customer, (IntakeItem(device, request),))
    return [(notice.code, notice.field) for notice in intake.check(data, TODAY, **more).notices]


def test_a_good_intake_has_nothing_to_say() -> None:
    assert checked() == []
    assert noticed() == []
    assert checked(customer=COMPANY) == []


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"produced_on": date(2025, 9, 1)}, ("date_before", "device.sold_on")),
        ({"delivered_on": date(2025, 6, 9)}, ("date_before", "device.delivered_on")),
        ({"sold_on": None, "delivered_on": date(2021, 2, 28)}, ("date_before", "device.delivered_on")),
        ({"sold_on": TODAY + timedelta(1)}, ("date_in_future", "device.sold_on")),
        ({"delivered_on": TODAY + timedelta(1)}, ("date_in_future", "device.delivered_on")),
        ({"sold_on": None, "produced_on": TODAY + timedelta(1)}, ("date_in_future", "device.produced_on")),
        ({"brand": " "}, ("required", "device.brand")),
        ({"category": ""}, ("required", "device.category")),
        ({"price_paid": -1}, ("money_negative", "device.price_paid")),
    ],
)
def test_device(changes: dict[str, Any], error: tuple[str, str]) -> None:
    assert checked(device=replace(DEVICE, **changes)) == [error]


def test_the_same_day_is_in_order() -> None:
    same = replace(DEVICE, produced_on=TODAY, sold_on=TODAY, delivered_on=TODAY)
    assert checked(device=same, request=replace(REQUEST, demanded_on=TODAY, agreed_until=TODAY)) == []


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"agreed_until": date(2026, 7, 5)}, ("agreed_too_late", "request.agreed_until")),
        ({"agreed_until": date(2026, 5, 19)}, ("date_before", "request.agreed_until")),
        ({"demanded_on": TODAY + timedelta(1)}, ("date_in_future", "request.demanded_on")),
        ({"reported_fault": " \t\n"}, ("required", "request.reported_fault")),
        ({"appearance": ""}, ("required", "request.appearance")),
        ({"declared_value": -100}, ("money_negative", "request.declared_value")),
        ({"declared_value": 10**15 + 1}, ("money_too_big", "request.declared_value")),
        ({"prepayment": -1}, ("money_negative", "request.prepayment")),
        ({"accessories": (Accessory("шланг", 0),)}, ("quantity_small", "request.accessories.0.quantity")),
        ({"accessories": (Accessory("шланг"), Accessory(" "))}, ("required", "request.accessories.1.name")),
        ({"work_warranty_months": -1}, ("number_range", "request.work_warranty_months")),
    ],
)
def test_request(changes: dict[str, Any], error: tuple[str, str]) -> None:
    assert checked(request=replace(REQUEST, **changes)) == [error]


@pytest.mark.parametrize("kind", list(RequestKind))
def test_the_limit_of_45_days_is_for_consumers_under_warranty(kind: RequestKind) -> None:
    last = replace(REQUEST, kind=kind, agreed_until=date(2026, 7, 4))
    late = replace(REQUEST, kind=kind, agreed_until=date(2026, 7, 5))
    limited = kind in {RequestKind.WARRANTY, RequestKind.REPEAT, RequestKind.QUALITY_CHECK}
    assert checked(request=last) == []
    assert bool(checked(request=late)) is limited
    assert checked(customer=COMPANY, request=late) == []
    assert checked(request=replace(late, use=Use.BUSINESS)) == []


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"inn": "0000000000"}, ("inn_zeros", "customer.inn")),
        ({"inn": "500100732259"}, ("inn_length", "customer.inn")),
        ({"kpp": "7736ab001"}, ("kpp_format", "customer.kpp")),
        ({"name": ""}, ("required", "customer.name")),
        ({"phone": "8912345678"}, ("phone_short", "customer.phone")),
        ({"email": "почта"}, ("email_bad", "customer.email")),
        (
            {"power_of_attorney": PowerOfAttorney("17", date(2026, 5, 1), date(2026, 4, 1))},
            ("date_before", "customer.power_of_attorney.valid_to"),
        ),
        (
            {"power_of_attorney": PowerOfAttorney("17", date(2026, 5, 1), date(2026, 5, 21))},
            ("power_of_attorney_expired", "customer.power_of_attorney.valid_to"),
        ),
        (
            {"power_of_attorney": PowerOfAttorney("17", date(2026, 5, 23))},
            ("date_in_future", "customer.power_of_attorney.issued_on"),
        ),
        ({"power_of_attorney": PowerOfAttorney(" ")}, ("required", "customer.power_of_attorney.number")),
    ],
)
def test_customer(changes: dict[str, Any], error: tuple[str, str]) -> None:
    assert checked(customer=replace(COMPANY, **changes)) == [error]


def test_an_entrepreneur_has_no_kpp() -> None:
    person = replace(COMPANY, kind=CustomerKind.ENTREPRENEUR, inn="500100732259")
    assert checked(customer=person) == [("kpp_company_only", "customer.kpp")]
    assert checked(customer=replace(person, kpp=None)) == []


def test_missing_legal_details_are_only_a_word() -> None:
    bare = replace(COMPANY, inn=None, kpp=" ")
    assert checked(customer=bare) == []
    assert noticed(customer=bare) == [("inn_missing", "customer.inn"), ("kpp_missing", "customer.kpp")]


def test_doubts_about_the_device_never_block() -> None:
    device = replace(DEVICE, imei="490154203237519", serial_number="603NТАВ1")
    assert checked(device=device) == []
    assert noticed(device=device) == [
        ("serial_cyrillic", "device.serial_number"),
        ("imei_check", "device.imei"),
    ]


@pytest.mark.parametrize(
    ("contract", "kind", "warned"),
    [
        (BrandAuthorisation("BOSCH", groups=("washing_machine",)), RequestKind.WARRANTY, False),
        (BrandAuthorisation("Bosch", groups=("tv",)), RequestKind.WARRANTY, True),
        (BrandAuthorisation("Bosch", valid_to=date(2026, 5, 21)), RequestKind.WARRANTY, True),
        (BrandAuthorisation("LG"), RequestKind.PRESALE, True),
        (BrandAuthorisation("LG"), RequestKind.PAID, False),
    ],
)
def test_a_brand_without_a_contract(contract: BrandAuthorisation, kind: RequestKind, warned: bool) -> None:
    request = replace(REQUEST, kind=kind)
    expected = [("NOT_AUTHORISED", "device.brand")] if warned else []
    assert checked(request=request, authorisations=(contract,)) == []
    assert noticed(request=request, authorisations=(contract,)) == expected


def test_a_category_outside_the_catalogue() -> None:
    assert checked(categories={"tv"}) == [("category_unknown", "device.category")]
    assert checked(categories={"tv", "washing_machine"}) == []


def test_all_errors_come_in_the_order_of_the_form() -> None:
    customer = replace(CUSTOMER, name=" ", phone="1", email="x")
    device = replace(DEVICE, brand="", sold_on=date(2020, 1, 1))
    request = replace(REQUEST, reported_fault="", declared_value=-1, agreed_until=date(2027, 1, 1))
    assert [field for _, field in checked(customer, device, request)] == [
        "customer.name",
        "customer.phone",
        "customer.email",
        "device.brand",
        "device.sold_on",
        "request.reported_fault",
        "request.declared_value",
        "request.agreed_until",
    ]


def test_several_devices_are_told_apart() -> None:
    items = (IntakeItem(DEVICE, REQUEST), IntakeItem(replace(DEVICE, brand=""), REQUEST))
    errors = intake.check(IntakeData("id", CUSTOMER, items), TODAY).errors
    assert [error.field for error in errors] == ["items.1.device.brand"]
    assert intake.check(IntakeData("id", CUSTOMER, ()), TODAY).errors[0].field == "device"


def test_who_is_a_consumer() -> None:
    assert intake.is_consumer(CUSTOMER, REQUEST)
    assert not intake.is_consumer(CUSTOMER, replace(REQUEST, use=Use.BUSINESS))
    assert not intake.is_consumer(CUSTOMER, replace(REQUEST, kind=RequestKind.PRESALE))
    assert not intake.is_consumer(COMPANY, replace(REQUEST, use=Use.PERSONAL))


@given(st.integers(0, 400))
def test_the_limit_lies_exactly_45_days_after_the_demand(days: int) -> None:
    request = replace(REQUEST, agreed_until=REQUEST.demanded_on + timedelta(days))
    assert (checked(request=request) == []) is (days <= 45)
