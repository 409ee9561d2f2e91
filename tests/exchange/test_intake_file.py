"""Intake files: the published good ones are read whole, each bad one names its field."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.documents.intake import Accessory, EstimateData, PowerOfAttorney
from workstation.errors import ErrorList, UserError
from workstation.exchange.intake_file import read_intake
from workstation.rules import intake
from workstation.statuses import (
    CustomerKind,
    DataBackup,
    EstimateKind,
    NotifyBy,
    PaperState,
    RequestKind,
    Use,
)

DATA = Path(__file__).parents[1] / "data" / "intake"
TODAY = date(2026, 5, 22)
GOOD = sorted(DATA.glob("good_*.json"))
FIELDS = {
    "bad_01": "request.agreed_until",
    "bad_02": "customer.phone",
    "bad_03": "request.reported_fault",
    "bad_04": "customer.inn",
    "bad_05": "device.sold_on",
    "bad_06": "request.warantee",
    "bad_07": "request.declared_value",
    "bad_08": "device.sold_on",
    "bad_09": "request.declared_value",
    "bad_10": "request.demanded_on",
    "bad_11": "device.price_paid",
    "bad_12": "request.demanded_on",
    "bad_13": None,
    "bad_14": "customer",
}


def taken(text: bytes | str) -> None:
    """What the intake verb does with a file: read it, then judge it."""
    errors = intake.check(read_intake(text, "id").data, TODAY).errors
    if errors:
        raise ErrorList(errors)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good(path: Path) -> None:
    taken(path.read_bytes())


@pytest.mark.parametrize("path", sorted(DATA.glob("bad_*.json")), ids=lambda path: path.stem)
def test_bad_names_its_field(path: Path) -> None:
    with pytest.raises(UserError) as caught:
        taken(path.read_bytes())
    assert caught.value.field == FIELDS[path.stem[:6]]


def test_all_files_are_here() -> None:
    assert len(GOOD) == 6
    assert len(list(DATA.glob("bad_*.json"))) == len(FIELDS)


def test_what_is_read() -> None:
    file = read_intake((DATA / "good_01_warranty_washing_machine.json").read_bytes(), "7f")
    item = file.data.items[0]
    assert file.data.request_id == "7f"
    assert file.data.customer.kind is CustomerKind.PERSON
    assert item.device.price_paid == 4_899_000
    assert item.device.sold_on == date(2025, 6, 10)
    assert item.request.kind is RequestKind.WARRANTY
    assert item.request.declared_value == 4_000_000
    assert item.request.accessories == (Accessory("шланг заливной"), Accessory("шланг сливной"))
    assert item.request.documents.warranty_card is PaperState.PRESENT
    assert item.request.wants_loaner
    company = read_intake((DATA / "good_03_company_monitor.json").read_bytes(), "1").data.customer
    assert company.power_of_attorney == PowerOfAttorney("17", date(2026, 5, 1), date(2026, 12, 31))
    phone = read_intake((DATA / "good_02_paid_smartphone.json").read_bytes(), "1").data.items[0].request
    assert (phone.data_backup, phone.unlock_code_given, phone.prepayment) == (
        DataBackup.LOSS_ACCEPTED,
        True,
        100_000,
    )


def file_with(**changes: Any) -> str:
    """The smallest good file with values put at dotted paths (`request__use="business"`)."""
    values = json.loads((DATA / "good_05_minimum.json").read_text("utf-8"))
    for path, value in changes.items():
        *parents, key = path.split("__")
        place = values
        for parent in parents:
            place = place[parent]
        place[key] = value
    return json.dumps(values)


def test_what_else_is_taken() -> None:
    file = read_intake(
        file_with(
            customer__use="business",
            customer__notify_by="sms",
            device__weight_kg=67.5,
            device__delivered_on="2026-01-02",
            request__estimate={"kind": "firm", "amount": "1500.50"},
            request__approval_limit="5000",
            request__work_warranty_months=3,
            request__delivery={"by": "centre", "cost": "700.00"},
            photos=["/a.jpg", "/b.jpg"],
        ),
        "1",
    )
    item = file.data.items[0]
    assert file.photos == ("/a.jpg", "/b.jpg")
    assert item.device.weight_g == 67_500
    assert item.request.use is Use.BUSINESS
    assert item.request.notify_by is NotifyBy.SMS
    assert item.request.estimate == EstimateData(EstimateKind.FIRM, 150_050)
    assert item.request.delivery is not None
    assert item.request.delivery.cost == 70_000


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"customer__kind": "robot"}, "choice_bad", "customer.kind"),
        ({"customer__kind": ["person"]}, "type_text", "customer.kind"),
        ({"customer__name": None}, "required", "customer.name"),
        ({"customer__phone": 9123456780}, "type_text", "customer.phone"),
        ({"customer__name": "Ли\u0000"}, "text_unreadable", "customer.name"),
        ({"customer__name": "Ли\ud800"}, "text_unreadable", "customer.name"),
        ({"device": []}, "type_object", "device"),
        ({"device": None}, "required", "device"),
        ({"device__sold_on": "2026-02-30"}, "date_bad", "device.sold_on"),
        ({"device__sold_on": "20260220"}, "date_bad", "device.sold_on"),
        ({"device__sold_on": "9999-12-31"}, "date_bad", "device.sold_on"),
        ({"device__sold_on": 20260220}, "type_text", "device.sold_on"),
        ({"device__weight_kg": True}, "type_number", "device.weight_kg"),
        ({"device__weight_kg": -1}, "number_range", "device.weight_kg"),
        ({"device__colour": "red"}, "unknown_key", "device.colour"),
        ({"request__declared_value": 500}, "type_text", "request.declared_value"),
        ({"request__declared_value": "много"}, "money_bad", "request.declared_value"),
        ({"request__wants_loaner": "yes"}, "type_flag", "request.wants_loaner"),
        ({"request__wants_loaner": 1}, "type_flag", "request.wants_loaner"),
        ({"request__accessories": "шланг"}, "type_list", "request.accessories"),
        ({"request__accessories": ["шланг"]}, "type_object", "request.accessories.0"),
        (
            {"request__accessories": [{"name": "a", "quantity": 0}]},
            "number_range",
            "request.accessories.0.quantity",
        ),
        ({"request__accessories": [{"name": "a", "size": 1}]}, "unknown_key", "request.accessories.0.size"),
        ({"request__documents": {"receipt": "defective"}}, "choice_bad", "request.documents.receipt"),
        ({"request__estimate": {"kind": "firm"}}, "required", "request.estimate.amount"),
        ({"photos": [1]}, "type_list", "photos"),
        ({"extra": None}, "unknown_key", "extra"),
    ],
)
def test_wrong_values(changes: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(ErrorList) as caught:
        read_intake(file_with(**changes), "1")
    assert [(error.code, error.field) for error in caught.value.errors] == [(code, field)]


def test_every_mistake_is_told_at_once() -> None:
    text = file_with(customer__kind="robot", device__sold_on="вчера", request__demand=None, request__x=1)
    with pytest.raises(ErrorList) as caught:
        read_intake(text, "1")
    assert {error.field for error in caught.value.errors} == {
        "customer.kind",
        "device.sold_on",
        "request.demand",
        "request.x",
    }


@pytest.mark.parametrize("text", [b"", b"\xff\xfe", b'{"a": NaN}', b"{", b"[" * 100_000])
def test_what_is_no_json(text: bytes) -> None:
    with pytest.raises(UserError) as caught:
        read_intake(text, "1")
    assert (caught.value.code, caught.value.field) == ("json_bad", None)


@pytest.mark.parametrize("text", ["[]", "1", "null", '"x"'])
def test_json_that_is_no_object(text: str) -> None:
    with pytest.raises(UserError) as caught:
        read_intake(text, "1")
    assert (caught.value.code, caught.value.field) == ("json_not_object", None)


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert read_intake(b"\xef\xbb\xbf" + file_with().encode(), "1") == read_intake(file_with(), "1")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(["customer", "device", "request", "photos"]), st.text(max_size=12), json_values)
def test_any_value_anywhere_is_read_or_told(part: str, key: str, value: Any) -> None:
    values = json.loads((DATA / "good_01_warranty_washing_machine.json").read_text("utf-8"))
    if isinstance(values[part], dict):
        values[part][key] = value
    else:
        values[part] = value
    try:
        file = read_intake(json.dumps(values), "1")
    except UserError as error:
        assert error.code  # noqa: PT017 - either answer is right, a crash is not
    else:
        assert file.data.items
