"""The centre's own file: read whole, and every number checked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from workstation.documents.centre import TaxRegime
from workstation.documents.warranty import AuthorisationMode
from workstation.errors import ErrorList, UserError
from workstation.exchange.company_file import read_company
from workstation.rules import company

FILE = Path(__file__).parents[1] / "data" / "company.json"


def test_the_published_file_is_read_and_right() -> None:
    data = read_company(FILE.read_bytes())
    assert data.details.name == "ООО «Сервис-Центр»"
    assert data.details.phones == ("+74951234567",)
    assert data.details.director_title == "Генеральный директор"
    assert data.details.accountant_name == "Лис Ольга Юрьевна"
    assert data.details.bank is not None
    assert data.details.bank.bic == "044525999"
    assert data.tax_regime is TaxRegime.OSNO
    bosch, samsung = data.authorisations
    assert (bosch.contract, bosch.valid_to, bosch.mode) == (
        "АСЦ-2024/17",
        date(2026, 12, 31),
        AuthorisationMode.MIXED,
    )
    assert (samsung.valid_to, samsung.groups) == (None, ("tv", "smartphone"))
    assert company.check(data) == ((), ())


def read_with(**changes: Any) -> list[tuple[str, str | None]]:
    values = {**json.loads(FILE.read_text("utf-8")), **changes}
    return [(error.code, error.field) for error in company.check(read_company(json.dumps(values))).errors]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"inn": "7701007777"}, ("inn_check", "inn")),
        ({"kpp": "77"}, ("kpp_format", "kpp")),
        ({"ogrn": "1267700007773"}, ("ogrn_check", "ogrn")),
        ({"phones": ["+74951234567", "123"]}, ("phone_short", "phones.1")),
        ({"email": "x"}, ("email_bad", "email")),
        ({"bank": {"bic": "1"}}, ("bic_format", "bank.bic")),
        (
            {"bank": {"bic": "044525225", "account": "40702810900000002851"}},
            ("account_check", "bank.account"),
        ),
        (
            {"bank": {"bic": "044525225", "correspondent_account": "30101810400000000226"}},
            ("correspondent_check", "bank.correspondent_account"),
        ),
        ({"name": " "}, ("required", "name")),
        (
            {"authorisations": [{"brand": "LG", "valid_from": "2026-02-01", "valid_to": "2026-01-01"}]},
            ("date_before", "authorisations.0.valid_to"),
        ),
    ],
)
def test_each_number_is_checked(changes: dict[str, Any], error: tuple[str, str]) -> None:
    assert read_with(**changes) == [error]


def test_an_entrepreneur_has_ogrnip_and_no_kpp() -> None:
    details = {"inn": "500100732259", "ogrn": "307760324100018"}
    assert read_with(**details, kpp="") == []
    assert read_with(**details) == [("kpp_company_only", "kpp")]
    assert read_with(inn="500100732259", kpp="", ogrn="1267700007772") == [("ogrnip_length", "ogrn")]


def test_only_the_name_is_needed() -> None:
    data = read_company('{"name": "Мастерская"}')
    assert company.check(data) == ((), ())
    assert data.tax_regime is None


def test_a_bank_of_the_treasury_is_a_notice() -> None:
    data = read_company(FILE.read_bytes())
    assert data.details.bank is not None
    bank = replace(data.details.bank, bic="017003983", account="03211643000000011700")
    result = company.check(replace(data, details=replace(data.details, bank=bank)))
    assert result.errors == ()
    assert [notice.code for notice in result.notices] == ["bic_treasury"]


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("{}", "required", "name"),
        ('{"name": "А", "tax": {"regime": "none"}}', "choice_bad", "tax.regime"),
        ('{"name": "А", "tax": {"rate": 5}}', "unknown_key", "tax.rate"),
        ('{"name": "А", "authorisations": [{}]}', "required", "authorisations.0.brand"),
        ('{"name": "А", "logo": "x"}', "unknown_key", "logo"),
        ('{"name": "А", "phones": "+7"}', "type_list", "phones"),
    ],
)
def test_wrong_shapes(text: str, code: str, field: str) -> None:
    with pytest.raises(ErrorList) as caught:
        read_company(text)
    assert (caught.value.code, caught.value.field) == (code, field)


def test_no_json() -> None:
    with pytest.raises(UserError, match="json_bad"):
        read_company(b"\x00")
