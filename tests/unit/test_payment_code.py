"""The payment code of ГОСТ Р 56042-2014: the vector, separators, lengths, and any values read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support.payment import read_payment
from workstation.documents.billing import TaxSum, VatCode
from workstation.documents.papers import BankDetails, CentreDetails
from workstation.errors import UserError
from workstation.messages import text
from workstation.rules.payment_code import payload, purpose_of

BANK = BankDetails("ПАО СБЕРБАНК", "044525225", "30101810400000000225", "40702810138250123017")
COMPANY = CentreDetails('ООО "Сервис"', inn="7707083893", kpp="773601001", bank=BANK)
PURPOSE = "Оплата по счету № 127 от 22.11.2026, в т.ч. НДС 22% 638-36"
VECTOR = (
    'ST00012|Name=ООО "Сервис"|PersonalAcc=40702810138250123017|BankName=ПАО СБЕРБАНК|BIC=044525225'
    "|CorrespAcc=30101810400000000225|Sum=354000|Purpose=Оплата по счету № 127 от 22.11.2026, в т.ч. НДС 22% "
    "638-36|PayeeINN=7707083893|KPP=773601001"
)
SAMPLE = (
    'ST00012|Name=ООО «Три кита»|PersonalAcc=40702810138250123017|BankName=ОАО "БАНК"|BIC=044525225|'
    "CorrespAcc=30101810400000000225|PayeeINN=6200098765|LastName=Иванов|FirstName=Иван|MiddleName=Иванович|"
    "Purpose=Оплата членского взноса|PayerAddress=г.Рязань ул.Ленина д.10 кв.15|Sum=100000"
)
ORDER = ["name", "personalacc", "bankname", "bic", "correspacc", "sum", "purpose", "payeeinn", "kpp"]


def test_the_vector() -> None:
    made = payload(COMPANY, 354000, PURPOSE)
    assert made == VECTOR
    assert len(made.encode()) == 281


def test_what_we_write_is_what_a_published_sample_says() -> None:
    published = read_payment(SAMPLE)
    payee = CentreDetails("ООО «Три кита»", inn="6200098765", bank=replace(BANK, name='ОАО "БАНК"'))
    ours = read_payment(payload(payee, 100000, "Оплата членского взноса"))
    assert ours.items() <= published.items()
    assert [key for key in published if key in ours and key in ORDER[:5]] == ORDER[:5]


@pytest.mark.parametrize("given", [VECTOR + "|", VECTOR.replace("Name=", "name=").replace("BIC=", "bic=")])
def test_the_reader_takes_what_stands_in_the_wild(given: str) -> None:
    assert read_payment(given) == read_payment(VECTOR)


def test_keys_are_ascii_and_the_five_stand_first() -> None:
    pairs = [pair.partition("=")[0] for pair in payload(COMPANY, 1, "х").split("|")[1:]]
    assert all(key.isascii() for key in pairs)
    assert [key.lower() for key in pairs] == ORDER


def test_an_entrepreneur_has_no_kpp() -> None:
    person = replace(COMPANY, name="ИП Богданов Александр Сергеевич", inn="500100732259", kpp="773601001")
    assert "KPP" not in payload(person, 100, PURPOSE)
    assert read_payment(payload(person, 100, PURPOSE))["payeeinn"] == "500100732259"


def test_a_treasury_account_is_told_as_zero() -> None:
    payee = replace(COMPANY, bank=replace(BANK, correspondent_account=""))
    assert read_payment(payload(payee, 100, PURPOSE))["correspacc"] == "0"


@pytest.mark.parametrize(("name", "separator"), [("А|Б", "#"), ("А|#;Б", ":"), ("ООО «А»", "|")])
def test_a_separator_that_no_value_holds(name: str, separator: str) -> None:
    made = payload(replace(COMPANY, name=name), 100, PURPOSE)
    assert made[7] == separator
    assert read_payment(made)["name"] == name


def test_new_lines_are_blanks() -> None:
    made = payload(replace(COMPANY, name=" ООО\r\n«А»\n"), 100, "первая\nвторая\x00")
    assert {"name": "ООО «А»", "purpose": "первая вторая"}.items() <= read_payment(made).items()


def test_only_a_purpose_is_shortened_and_at_a_word() -> None:
    whole = "слово " * 34 + "конец."
    assert len(whole) == 210
    assert read_payment(payload(COMPANY, 1, whole))["purpose"] == whole
    cut = read_payment(payload(COMPANY, 1, whole + " Ещё"))["purpose"]
    assert cut == whole
    assert read_payment(payload(COMPANY, 1, "ж" * 300))["purpose"] == "ж" * 210


BAD = {
    "payment_details_missing": [
        replace(COMPANY, bank=None),
        replace(COMPANY, name=" "),
        replace(COMPANY, bank=replace(BANK, bic="")),
    ],
    "payment_details_long": [
        replace(COMPANY, name="я" * 161),
        replace(COMPANY, bank=replace(BANK, name="б" * 46)),
    ],
    "payment_details_bad": [
        replace(COMPANY, bank=replace(BANK, account="4070281013825012301")),
        replace(COMPANY, bank=replace(BANK, bic="04452522٥")),
        replace(COMPANY, inn="77070838"),
    ],
    "payment_separator_none": [replace(COMPANY, name="|#;:^_~{}!$%&()*+,/@")],
}


@pytest.mark.parametrize(("code", "payee"), [(code, one) for code, many in BAD.items() for one in many])
def test_what_a_bank_would_not_read_is_refused_in_words(code: str, payee: CentreDetails) -> None:
    with pytest.raises(UserError, match=code) as refused:
        payload(payee, 100, PURPOSE)
    assert refused.value.field
    assert "{" not in text(refused.value).replace("|#;:^_~{}", "")


@pytest.mark.parametrize("kopecks", [0, -1, 10**18])
def test_a_sum_is_something_and_fits(kopecks: int) -> None:
    with pytest.raises(UserError, match="payment_sum_bad"):
        payload(COMPANY, kopecks, PURPOSE)


_VALUES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1)


@given(_VALUES, _VALUES, st.integers(1, 10**15))
def test_any_values_come_back(name: str, purpose: str, kopecks: int) -> None:
    assume(name.strip() and len(name) <= 160 and len(purpose) <= 210)
    read = read_payment(payload(replace(COMPANY, name=name), kopecks, purpose))
    assert read["name"] == name.strip()
    assert read["purpose"] == purpose.strip()
    assert read["sum"] == str(kopecks)


SUMS = {
    "в т. ч. НДС 22 % 3281-97": (TaxSum(VatCode.V22, 1820000, 328197),),
    "в т. ч. НДС 22 % 180-33, НДС 10 % 0-09": (
        TaxSum(VatCode.V22, 100000, 18033),
        TaxSum(VatCode.NONE_149, 5000, 0),
        TaxSum(VatCode.V10, 99, 9),
    ),
    "в т. ч. НДС 0 % 0-00": (TaxSum(VatCode.V0, 100, 0),),
    "без НДС": (TaxSum(VatCode.NONE_145, 100, 0),),
}


@pytest.mark.parametrize("tail", SUMS)
def test_the_purpose(tail: str) -> None:
    said = purpose_of("СЦ-2026-000214", date(2026, 11, 23), SUMS[tail])
    assert said == f"Оплата по счету СЦ-2026-000214 от 23.11.2026, {tail}"
