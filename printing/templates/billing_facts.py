"""What papers of money say of lines, tax and parties: labels, cells and words, no geometry.

Sources: НК РФ ст. 145, пп. 13 п. 2 ст. 149, ст. 164; 402-ФЗ ст. 9.
"""

from __future__ import annotations

from collections.abc import Sequence

from printing import words
from printing.sheet import LABEL, MM
from printing.tables import Column, Row, Words
from printing.text import one_line
from workstation.documents.billing import Taxed, TaxedLine, TaxSum, VatCode
from workstation.documents.papers import CentreDetails, PartyDetails
from workstation.money import format_amount, format_roubles

SUM = 25 * MM
"""How wide the last column of sums is, and of the totals under it."""

NO_TAX = "—"
_INN_PERSON = 12
_OGRN_PERSON = 15
_EXEMPT = {
    VatCode.NONE_145: "НДС не облагается (освобождение по ст. 145 НК РФ)",
    VatCode.NONE_149: "Без НДС (пп. 13 п. 2 ст. 149 НК РФ)",
    VatCode.NONE_PATENT: "Без НДС (ПСН)",
    VatCode.NONE_SELF_EMPLOYED: "Без НДС (НПД)",
}
Totals = list[tuple[str, str]]


def is_entrepreneur(centre: CentreDetails) -> bool:
    """Whether the centre is an entrepreneur, by the length of its numbers."""
    return len(centre.inn) == _INN_PERSON or len(centre.ogrn) == _OGRN_PERSON


def numbers(inn: str | None, kpp: str | None) -> list[str]:
    """«ИНН 7701007776», «КПП 770101001» of what is there."""
    return [f"{name}{words.NBSP}{one_line(value)}" for name, value in (("ИНН", inn), ("КПП", kpp)) if value]


def centre_rest(centre: CentreDetails) -> str:
    """What follows the centre's name: numbers, address, telephone."""
    found = numbers(centre.inn, "" if is_entrepreneur(centre) else centre.kpp)
    found += [one_line(centre.address)] if centre.address else []
    found += [f"тел.{words.NBSP}{phone}" for phone in centre.phones[:1]]
    return "".join(f", {one}" for one in found)


def party_rest(party: PartyDetails) -> str:
    """What follows the customer's name: numbers and address; telephone where there is no address."""
    found = numbers(party.inn, party.kpp)
    found += [one_line(party.address)] if party.address else [f"тел.{words.NBSP}{party.phone}"]
    return "".join(f", {one}" for one in found)


def rate_name(code: VatCode) -> str:
    """«22 %», «без НДС»."""
    return "без НДС" if code.rate is None else f"{code.rate}{words.NBSP}%"


def line_table(
    taxed: Taxed, lines: Sequence[TaxedLine], title: str, *, taxes: bool = False
) -> tuple[list[Column], list[Row]]:
    """Lines with their sums; a discount where any has one, rates where they differ or `taxes` are asked."""
    shown = {
        "discount": any(one.discount for one in taxed.lines),
        "rate": taxes or len(taxed.sums) > 1,
        "vat": taxes and any(one.vat_code.rate is not None for one in taxed.sums),
    }
    columns = [
        ("", Column("№", 9 * MM)),
        ("", Column(title)),
        ("", Column("Кол.", 14 * MM, right=True)),
        ("", Column("Ед.", 16 * MM)),
        ("", Column("Цена, ₽", 26 * MM, right=True)),
        ("discount", Column("Скидка, ₽", 23 * MM, right=True)),
        ("rate", Column("НДС", 17 * MM, right=True)),
        ("vat", Column("НДС, ₽", 23 * MM, right=True)),
        ("", Column("Сумма, ₽", SUM, right=True)),
    ]
    rows: list[Row] = [
        [cell for (name, _), cell in zip(columns, _cells(number, one), strict=True) if shown.get(name, True)]
        for number, one in enumerate(lines, 1)
    ]
    return [column for name, column in columns if shown.get(name, True)], rows


def _cells(number: int, one: TaxedLine) -> list[list[Words]]:
    return [
        [Words(str(number), colour=LABEL)],
        [Words(f"{one.name} {one.code}" if one.code and one.code not in one.name else one.name)],
        [Words(str(one.quantity))],
        [Words(one.unit)],
        [Words(format_amount(one.price))],
        [Words(format_amount(one.discount) if one.discount else "—")],
        [Words(rate_name(one.vat_code))],
        [Words(format_amount(one.vat) if one.vat_code.rate is not None else "—")],
        [Words(format_amount(one.total))],
    ]


def tax_totals(sums: Sequence[TaxSum]) -> Totals:
    """The tax within the total, by rates; where there are several, each names the sum it is of."""
    return [_tax(one, format_amount(one.total) if len(sums) > 1 else "") for one in sums]


def _tax(one: TaxSum, of: str) -> tuple[str, str]:
    if one.vat_code.rate is None:
        return f"{_EXEMPT[one.vat_code]}{of and f' на сумму {of}'}", NO_TAX
    return f"В том числе НДС {rate_name(one.vat_code)}{of and f' с суммы {of}'}", format_amount(one.vat)


def tax_note(taxed: Taxed) -> str:
    """The tax within the total in one line: «в том числе НДС 22 % 3 281,97 ₽», «без НДС»."""
    taxes = [
        f"НДС {rate_name(one.vat_code)} {format_roubles(one.vat)}"
        for one in taxed.sums
        if one.vat_code.rate is not None
    ]
    return f"в том числе {', '.join(taxes)}" if taxes else "без НДС"
