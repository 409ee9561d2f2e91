"""The payment code of an invoice: bank details, sum and purpose as one text of ГОСТ Р 56042-2014.

`ST` + version `0001` + `2` (UTF-8) + a separator + `Key=Value` pairs. A bank's program reads it; no СБП.
Sums are kopecks. Source: ГОСТ Р 56042-2014.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from workstation.documents.billing import TaxSum
from workstation.documents.papers import CentreDetails
from workstation.errors import UserError
from workstation.i18n import mark, tr
from workstation.rules.validators import INN_PERSON
from workstation.rules.wording import show_date

HEAD = "ST00012"
PURPOSE = 210
_SEPARATORS = "|#;:^_~{}!$%&()*+,/@"
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LENGTHS = {"Name": 160, "BankName": 45}
_FORMS = {
    "PersonalAcc": re.compile(r"[1-9]\d{4}[0-9ABCEHKMPTX]\d{14}", re.ASCII),
    "BIC": re.compile(r"\d{9}", re.ASCII),
    "CorrespAcc": re.compile(r"\d{20}|0", re.ASCII),
    "PayeeINN": re.compile(r"\d{10}|\d{12}", re.ASCII),
    "KPP": re.compile(r"\d{4}[0-9A-Z]{2}\d{3}", re.ASCII),
}
_FIELDS = {
    "Name": ("name", mark("Название, как в документах")),
    "PersonalAcc": ("bank.account", mark("Расчётный счёт")),
    "BankName": ("bank.name", mark("Банк")),
    "BIC": ("bank.bic", mark("БИК")),
    "CorrespAcc": ("bank.correspondent_account", mark("Корреспондентский счёт")),
    "PayeeINN": ("inn", mark("ИНН")),
    "KPP": ("kpp", mark("КПП")),
}
_MOST = 10**18 - 1


def payload(payee: CentreDetails, kopecks: int, purpose: str) -> str:
    """The text of the code: what is paid to whom for what; a purpose over its length is cut at a word.

    Values stay as they are, but that a new line is a blank. Raises UserError `payment_details_missing`,
    `payment_details_long`, `payment_details_bad`, `payment_sum_bad`, `payment_separator_none`.
    """
    if not 0 < kopecks <= _MOST:
        raise UserError("payment_sum_bad", None)
    values = {
        **dict(_bank(payee)),
        "Sum": str(kopecks),
        "Purpose": _cut(_one_line(purpose)),
        **dict(_tax_numbers(payee)),
    }
    separator = next((mark for mark in _SEPARATORS if not any(mark in one for one in values.values())), None)
    if separator is None:
        raise UserError("payment_separator_none", "name")
    return HEAD + separator + separator.join(f"{key}={value}" for key, value in values.items())


def purpose_of(number: str, issued_on: date, sums: Sequence[TaxSum]) -> str:
    """«Оплата по счету № от дня, в т. ч. НДС 22 % 3281-97», as a payment order writes sums; or «без НДС»."""
    taxes = [
        f"НДС {one.vat_code.rate} % {one.vat // 100}-{one.vat % 100:02d}"
        for one in sums
        if one.vat_code.rate is not None
    ]
    tail = f"в т. ч. {', '.join(taxes)}" if taxes else "без НДС"
    return f"Оплата по счету {number} от {show_date(issued_on)}, {tail}"


def _bank(payee: CentreDetails) -> Iterator[tuple[str, str]]:
    """The five that must be there, in the order in which strict readers want them."""
    bank = payee.bank
    given = {
        "Name": payee.name,
        "PersonalAcc": bank.account if bank else "",
        "BankName": bank.name if bank else "",
        "BIC": bank.bic if bank else "",
        "CorrespAcc": (bank.correspondent_account or "0") if bank else "0",
    }
    for key, value in given.items():
        if not _one_line(value):
            raise _refusal("payment_details_missing", key)
        yield key, _checked(key, value)


def _tax_numbers(payee: CentreDetails) -> Iterator[tuple[str, str]]:
    """The numbers of the tax office; an entrepreneur has no КПП."""
    is_company = len(payee.inn) != INN_PERSON
    for key, value in (("PayeeINN", payee.inn), ("KPP", payee.kpp if is_company else "")):
        if value:
            yield key, _checked(key, value)


def _checked(key: str, value: str) -> str:
    line = _one_line(value)
    if len(line) > _LENGTHS.get(key, len(line)):
        raise _refusal("payment_details_long", key, length=len(line), most=_LENGTHS[key])
    if key in _FORMS and not _FORMS[key].fullmatch(line):
        raise _refusal("payment_details_bad", key, value=line)
    return line


def _refusal(code: str, key: str, **facts: object) -> UserError:
    field, name = _FIELDS[key]
    return UserError(code, field, name=tr(name), **facts)


def _one_line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()


def _cut(purpose: str) -> str:
    if len(purpose) <= PURPOSE:
        return purpose
    return purpose[: PURPOSE + 1].rpartition(" ")[0].rstrip(" ,;") or purpose[:PURPOSE]
