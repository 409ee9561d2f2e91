"""Legal numbers, phones and serials against the published vectors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.errors import UserError
from workstation.rules import validators as v
from workstation.rules.validators import PhoneKind
from workstation.statuses import CustomerKind


@pytest.mark.parametrize(
    "good",
    [
        "7707083893",
        "7736207543",
        "7736050003",
        "7827004526",
        "760307073214",
        "500100732259",
        "7700000070",
        " 7707 0838-93\u00a0",
    ],
)
def test_inn_good(good: str) -> None:
    assert v.inn(good).isdigit()


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("7707083894", "inn_check"),
        ("7827004536", "inn_check"),
        ("760307073224", "inn_check"),
        ("760307073213", "inn_check"),
        ("0000000000", "inn_zeros"),
        ("000000000000", "inn_zeros"),
        ("0012345678", "inn_zeros"),
        ("770708389", "inn_length"),
        ("7707О83893", "inn_format"),
        ("٧٧٠٧٠٨٣٨٩٣", "inn_format"),
        ("", "inn_format"),
    ],
)
def test_inn_bad(bad: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        v.inn(bad, "customer.inn")
    assert (caught.value.code, caught.value.field) == (code, "customer.inn")


def test_inn_length_follows_the_kind() -> None:
    assert v.inn("7707083893", kind=CustomerKind.COMPANY) == "7707083893"
    assert v.inn("500100732259", kind=CustomerKind.ENTREPRENEUR) == "500100732259"
    with pytest.raises(UserError, match="inn_length"):
        v.inn("7707083893", kind=CustomerKind.ENTREPRENEUR)
    with pytest.raises(UserError, match="inn_length"):
        v.inn("500100732259", kind=CustomerKind.COMPANY)


@pytest.mark.parametrize("number", ["7707083893", "500100732259"])
def test_inn_finds_every_error_of_one_digit(number: str) -> None:
    for place, right in enumerate(number):
        for wrong in set("0123456789") - {right}:
            with pytest.raises(UserError):
                v.inn(number[:place] + wrong + number[place + 1 :])


@pytest.mark.parametrize("good", ["773601001", "7736AB001"])
def test_kpp_good(good: str) -> None:
    assert v.kpp(good) == good


@pytest.mark.parametrize("bad", ["7736ab001", "77360100", "773601O01", "7736010011", "773601О01"])
def test_kpp_bad(bad: str) -> None:
    with pytest.raises(UserError, match="kpp_format"):
        v.kpp(bad)


@pytest.mark.parametrize(
    "good", ["1027700132195", "1027700229193", "1027700070518", "1027812400868", "1027700130040"]
)
def test_ogrn_good(good: str) -> None:
    assert v.ogrn(good) == good


@pytest.mark.parametrize("bad", ["1027700132196", "1027812400869", "102770013219", "2027700132195", "x"])
def test_ogrn_bad(bad: str) -> None:
    with pytest.raises(UserError, match="ogrn_"):
        v.ogrn(bad)


@pytest.mark.parametrize(
    "good",
    ["307760324100018", "304500116000157", "304500116000050", "304500116000061", "304500116000072"],
)
def test_ogrnip_good(good: str) -> None:
    assert v.ogrnip(good) == good


@pytest.mark.parametrize("bad", ["307760324100019", "30776032410001", "1027700132195", "407760324100018"])
def test_ogrnip_bad(bad: str) -> None:
    with pytest.raises(UserError, match="ogrnip_"):
        v.ogrnip(bad)


@pytest.mark.parametrize("good", ["044525225", "044030827", "044525999"])
def test_bic_good(good: str) -> None:
    assert v.bic(good) == good
    assert v.bic_notice(good) is None


@pytest.mark.parametrize("bad", ["44525225", "144525225", "04452522а", "034525225"])
def test_bic_bad(bad: str) -> None:
    with pytest.raises(UserError, match="bic_format"):
        v.bic(bad)


def test_bic_of_the_treasury_is_a_warning_and_stops_the_account_check() -> None:
    assert v.bic("017003983") == "017003983"
    notice = v.bic_notice("017003983", "bank.bic")
    assert notice is not None
    assert notice.code == "bic_treasury"
    assert v.settlement_account("03211643000000011700", "017003983") == "03211643000000011700"
    assert v.correspondent_account("40102810545370000003", "017003983") == "40102810545370000003"


@pytest.mark.parametrize(
    ("account", "bic"),
    [
        ("30101810400000000225", "044525225"),
        ("30101810200000000827", "044030827"),
        ("30101810000000000201", "044525201"),
        ("30101810145250000974", "044525974"),
    ],
)
def test_correspondent_account_good(account: str, bic: str) -> None:
    assert v.correspondent_account(account, bic) == account
    assert v.correspondent_notice(account, bic) is None


@pytest.mark.parametrize(
    ("account", "bic"),
    [("30101810400000000226", "044525225"), ("30101810500000000225", "044525225"), ("0" * 20, "044525225")],
)
def test_correspondent_account_bad(account: str, bic: str) -> None:
    with pytest.raises(UserError):
        v.correspondent_account(account, bic)


def test_correspondent_tail_is_only_a_warning() -> None:
    notice = v.correspondent_notice("30101810400000000225", "044525201")
    assert notice is not None
    assert notice.code == "correspondent_tail"


@pytest.mark.parametrize(
    ("account", "bic"),
    [
        ("40702810900000002851", "044030827"),
        ("40702810138250123017", "044525225"),
        ("40802810700020000317", "044525201"),
        ("40702810938000012345", "044525225"),
        ("40802810100000012345", "044525225"),
        ("40702810500000012345", "044525974"),
        ("40702810600000012345", "044525999"),
    ],
)
def test_settlement_account_good(account: str, bic: str) -> None:
    assert v.settlement_account(account, bic) == account


@pytest.mark.parametrize(
    ("account", "bic"),
    [
        ("40702810000000002851", "044030827"),
        ("40702810900000002851", "044525225"),
        ("0" * 20, "044525225"),
        ("4070281090000000285", "044030827"),
    ],
)
def test_settlement_account_bad(account: str, bic: str) -> None:
    with pytest.raises(UserError):
        v.settlement_account(account, bic)


@pytest.mark.parametrize(
    "good", ["490154203237518", "356938035643809", "352099001761481", "49-015420-323751-8", "356938035643890"]
)
def test_imei_good(good: str) -> None:
    assert v.imei_notice(good) is None
    assert v.imei(good).isdigit()


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("490154203237519", "imei_check"),
        ("49015420323751", "imei_format"),
        ("0" * 15, "imei_format"),
        ("A000000000000F", "imei_format"),
    ],
)
def test_imei_mistakes_are_notices(bad: str, code: str) -> None:
    notice = v.imei_notice(bad, "device.imei")
    assert notice is not None
    assert (notice.code, notice.field) == (code, "device.imei")


@pytest.mark.parametrize(
    ("text", "e164", "extension", "kind"),
    [
        ("8 (912) 345-67-89", "+79123456789", None, PhoneKind.MOBILE),
        ("+7 912 345 67 89", "+79123456789", None, PhoneKind.MOBILE),
        ("9123456789", "+79123456789", None, PhoneKind.MOBILE),
        ("79123456789", "+79123456789", None, PhoneKind.MOBILE),
        ("8-800-555-35-35", "+78005553535", None, PhoneKind.TOLLFREE),
        ("8 495 123-45-67 доб. 104", "+74951234567", "104", PhoneKind.LANDLINE),
        ("8 495 123-45-67, вн 12", "+74951234567", "12", PhoneKind.LANDLINE),
        ("84951234567#7", "+74951234567", "7", PhoneKind.LANDLINE),
        ("84951234567 ext. 55", "+74951234567", "55", PhoneKind.LANDLINE),
        ("+375 29 123-45-67", "+375291234567", None, PhoneKind.FOREIGN),
        ("+44 20 7946 0958", "+442079460958", None, PhoneKind.FOREIGN),
        ("8-10-44 20 7946 0958", "+442079460958", None, PhoneKind.FOREIGN),
        ("+7 701 123 4567", "+77011234567", None, PhoneKind.KZ),
        ("8121234567", "+78121234567", None, PhoneKind.LANDLINE),
        ("+8 912 345-67-89", "+79123456789", None, PhoneKind.MOBILE),
    ],
)
def test_phone_good(text: str, e164: str, extension: str | None, kind: PhoneKind) -> None:
    assert v.parse_phone(text) == v.Phone(e164, extension, kind)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("123-45-67", "phone_short"),
        ("8912345678", "phone_short"),
        ("+7 912 345 67", "phone_short"),
        ("89123456789 Иван", "phone_letters"),
        ("8912З456789", "phone_letters"),
        ("", "phone_empty"),
        ("  +  ", "phone_empty"),
        ("891234567890", "phone_long"),
        ("19123456789", "phone_bad"),
        ("0123456789", "phone_bad"),
        ("+1234567", "phone_short"),
        ("+1234567890123456", "phone_long"),
        ("8912345678٩", "phone_letters"),
    ],
)
def test_phone_bad(text: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        v.parse_phone(text, "customer.phone")
    assert (caught.value.code, caught.value.field) == (code, "customer.phone")


def test_phone_is_shown_as_on_paper() -> None:
    assert v.format_phone("+79123456789") == "+7 912 345-67-89"
    assert v.format_phone("+74951234567", "104") == "+7 495 123-45-67 доб. 104"
    assert v.format_phone("+375291234567") == "+375291234567"
    assert v.phone_tail("+79123456789") == "9123456789"


@given(st.integers(3_000_000_000, 9_999_999_999), st.none() | st.from_regex(r"[0-9]{1,8}", fullmatch=True))
def test_a_shown_phone_reads_back(national: int, extension: str | None) -> None:
    number = f"+7{national}"
    read = v.parse_phone(v.format_phone(number, extension))
    assert (read.e164, read.extension) == (number, extension)


@pytest.mark.parametrize("good", ["a@b.ru", "shon@example.org", "иван@почта.рф", " info@service.example "])
def test_email_good(good: str) -> None:
    assert v.email(good) == good.strip()


@pytest.mark.parametrize("bad", ["", "a", "a@b", "a b@c.ru", "a@b..ru", "@b.ru", "a@@b.ru", "a@b.ru;c@d.ru"])
def test_email_bad(bad: str) -> None:
    with pytest.raises(UserError, match="email_bad"):
        v.email(bad)


def test_names_compare_without_case_signs_and_yo() -> None:
    assert v.name_key("  Щёголева   ЮЛИЯ ") == v.name_key("щеголева юлия") == "щеголева юлия"
    assert v.name_key("ООО «Ёлка & Ко»") == "ооо елка ко"
    assert v.name_key("О'Коннор Шон") == "оконнор шон"
    assert v.name_key("и\u0306од") == v.name_key("йод")


def test_compact_and_serial_key() -> None:
    assert v.compact("СЦ-2026-000123") == "сц2026000123"
    assert v.serial_key("fd 0103-000123") == "FD0103000123"
    assert v.serial_key("603NТАВ1С234") == "603NTAB1C234"
    assert v.serial_notice("603NTAB1C234") is None
    notice = v.serial_notice("603NТАВ1С234", "device.serial_number")
    assert notice is not None
    assert notice.code == "serial_cyrillic"
    assert notice.params["letters"] == "А, В, С, Т"


@given(st.text(max_size=40))
def test_keys_do_not_change_when_taken_again(text: str) -> None:
    assert v.name_key(v.name_key(text)) == v.name_key(text)
    assert v.serial_key(v.serial_key(text)) == v.serial_key(text)


@given(st.integers(0, 10**14 - 1))
def test_one_wrong_digit_of_an_imei_is_seen(body: int) -> None:
    from stdnum import luhn

    number = f"{body:014d}"
    number += luhn.calc_check_digit(number)
    wrong = number[:7] + str((int(number[7]) + 1) % 10) + number[8:]
    notice = v.imei_notice(wrong)
    assert notice is not None
