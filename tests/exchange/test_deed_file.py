"""A verb's data from JSON: sums, moments, decimals, files, and every mistake by its path."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from workstation.documents.conclusions import DefectNature
from workstation.documents.deeds import (
    AssignData,
    AttachData,
    DiagnosisData,
    HandOverData,
    TickData,
    TimeData,
)
from workstation.documents.findings import RefusalData
from workstation.documents.intake import Photo
from workstation.errors import ErrorList, UserError
from workstation.exchange.deed_file import read_deed
from workstation.rules.fields import specs
from workstation.statuses import Priority, TakenBy

PHOTO = Photo("ab" * 32, 7, "image/png", "a.png")


def keep(name: str, field: str) -> Photo:
    if name != "a.png":
        raise UserError("photo_unreadable", field, file=name)
    return PHOTO


def read(text: str, kind: type) -> Any:
    return read_deed(text, kind, keep)


def test_each_kind_of_value() -> None:
    assert read('{"checked": "осмотр", "estimate": "1234.50"}', RefusalData).estimate == 123_450
    found = read(
        '{"nature": "production", "conclusion": "Насос", "measured": [{"name": "Ток", "value": 0.21}]}',
        DiagnosisData,
    )
    assert found.nature is DefectNature.PRODUCTION
    assert found.measured[0].value == Decimal("0.21")
    assert read('{"item": 8, "photo": "a.png"}', TickData).photo == PHOTO
    assert read('{"photos": ["a.png", "a.png"]}', AttachData).photos == (PHOTO, PHOTO)
    assert read('{"priority": 2}', AssignData).priority is Priority.URGENT
    told = read('{"taken_by": "power_of_attorney", "power_of_attorney": {"number": "1"}}', HandOverData)
    assert (told.taken_by, told.power_of_attorney.number) == (TakenBy.POWER_OF_ATTORNEY, "1")


def test_a_moment_without_a_zone_is_one_of_the_centre() -> None:
    text = (
        '{"entry": 1, "started_at": "2026-05-22T10:00", "ended_at": "2026-05-22T08:00+00:00", "reason": "-"}'
    )
    found = read(text, TimeData)
    assert found.started_at.astimezone(UTC) == datetime(2026, 5, 22, 7, tzinfo=UTC)
    assert found.ended_at == datetime(2026, 5, 22, 8, tzinfo=UTC)


def test_null_is_not_given() -> None:
    assert read('{"value": null, "item": 1}', TickData) == TickData(1)


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("{}", TickData, [("required", "item")]),
        ('{"items": 1}', TickData, [("unknown_key", "items"), ("required", "item")]),
        ('{"item": "один"}', TickData, [("deed_data_bad", "item")]),
        ('{"taken_by": "magic"}', HandOverData, [("deed_data_bad", "taken_by")]),
        (
            '{"power_of_attorney": {"paper": "1"}}',
            HandOverData,
            [("unknown_key", "power_of_attorney.paper"), ("required", "power_of_attorney.number")],
        ),
        ('{"item": 1, "photo": "b.png"}', TickData, [("photo_unreadable", "photo")]),
        ('{"item": 1, "photo": 5}', TickData, [("type_text", "photo")]),
        ('{"checked": "осмотр", "estimate": "1.234"}', RefusalData, [("money_decimals", "estimate")]),
        ("[]", TickData, [("json_not_object", None)]),
        ("{", TickData, [("json_bad", None)]),
    ],
)
def test_mistakes_are_named(text: str, kind: type, wanted: list[tuple[str, str | None]]) -> None:
    with pytest.raises(UserError) as caught:
        read(text, kind)
    errors = caught.value.errors if isinstance(caught.value, ErrorList) else (caught.value,)
    assert [(error.code, error.field) for error in errors] == wanted


def test_what_a_verb_asks_is_told_as_it_is_read() -> None:
    told = {one.name: (one.type, one.required) for one in specs(TickData)}
    assert told == {
        "item": ("integer", True),
        "value": ("string", False),
        "photo": ("file", False),
        "note": ("string", False),
    }
    assert {one.name: one.type for one in specs(RefusalData)}["estimate"] == "money"
    asked = {one.name: one for one in specs(HandOverData, {"payment"})}
    assert asked["payment"].required
    assert asked["payment"].choices == ("not_due", "paid", "on_account")
    assert asked["accessories"].type == "list of object"
    assert {one.name: one.type for one in specs(TimeData)}["started_at"] == "moment"
