"""VAT of lines: which code a line bears on the day of performance, and the tax within its sum.

Rates are dated rows of the law (VAT_BASE; VAT_USN_LOW and VAT_USN_HIGH of ст. 164 п. 8 НК РФ), chosen by the
day of performance, not of the invoice or the prepayment. Money is kopecks; the tax is rounded half up line by
line, that of a document is the sum of its lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from workstation.documents.billing import PricedLine, Taxed, TaxedLine, TaxMode, TaxSum, VatCode
from workstation.documents.centre import TaxRegime
from workstation.documents.warranty import Payer
from workstation.errors import UserError
from workstation.money import within
from workstation.rules.law import Law

_RATES = {TaxMode.OSNO: "VAT_BASE", TaxMode.USN_LOW: "VAT_USN_LOW", TaxMode.USN_HIGH: "VAT_USN_HIGH"}
_NOT_PAYERS = {
    TaxMode.PATENT: VatCode.NONE_PATENT,
    TaxMode.SELF_EMPLOYED: VatCode.NONE_SELF_EMPLOYED,
}
_OF_REGIME = {
    TaxRegime.OSNO: TaxMode.OSNO,
    TaxRegime.USN_INCOME: TaxMode.USN_EXEMPT,
    TaxRegime.USN_INCOME_OUTCOME: TaxMode.USN_EXEMPT,
    TaxRegime.PATENT: TaxMode.PATENT,
}


def tax_mode_on(modes: Sequence[Sequence[str]], regime: str, on: date) -> TaxMode | None:
    """How the centre stands to VAT on a day: the last of the dated `[from, mode]`, else as its regime says.

    УСН without a dated row is taken as exempt (ст. 145 НК РФ). None where the centre never said its regime.
    """
    begun = [(start, mode) for start, mode in modes if start <= on.isoformat()]
    if begun:
        return TaxMode(max(begun)[1])
    return _OF_REGIME[TaxRegime(regime)] if regime else None


def vat_code(mode: TaxMode, performed_on: date, law: Law, *, is_warranty: bool = False) -> VatCode:
    """The code of a line performed on a day.

    `is_warranty`: a repair within the warranty without extra charge, its parts included, is exempt even for
    who pays VAT (пп. 13 п. 2 ст. 149 НК РФ). Raises UserError `vat_rate_unknown` where no code has the rate.
    """
    if mode in _NOT_PAYERS:
        return _NOT_PAYERS[mode]
    if is_warranty:
        return VatCode.NONE_149
    if mode is TaxMode.USN_EXEMPT:
        return VatCode.NONE_145
    rate = law.percent(_RATES[mode], performed_on)
    found = next((code for code in VatCode if code.rate == rate), None)
    if found is None:
        raise UserError("vat_rate_unknown", None, rate=str(rate))
    return found


def vat_of(total: int, code: VatCode) -> int:
    """The tax within a sum, by the calculated rate of the code; nothing where the line bears none."""
    return within(total, code.rate) if code.rate else 0


def is_free_line(payer: Payer, *, in_warranty: bool) -> bool:
    """Whether a line is of a repair without charge: in the warranty, and not the customer pays the centre."""
    return in_warranty and payer in {Payer.MANUFACTURER, Payer.SELLER, Payer.CENTRE}


def tax_lines(
    lines: Iterable[PricedLine], mode: TaxMode, performed_on: date, law: Law, *, in_warranty: bool = False
) -> Taxed:
    """Lines with the tax within them; a line without a price costs nothing. Raises as `vat_code`."""
    taxed = []
    for line in lines:
        free = is_free_line(line.payer, in_warranty=in_warranty)
        code = vat_code(mode, performed_on, law, is_warranty=free)
        taxed.append(
            TaxedLine(
                name=line.name,
                quantity=line.quantity,
                unit=line.unit,
                price=line.price or 0,
                discount=line.discount,
                total=line.total,
                vat_code=code,
                vat=vat_of(line.total, code),
                kind=line.kind,
                line_id=line.line_id,
                code=line.code,
            )
        )
    return summed(performed_on, taxed)


def summed(performed_on: date, lines: Sequence[TaxedLine]) -> Taxed:
    """Taxed lines with their sums by code, in the order in which the codes first stand."""
    codes = dict.fromkeys(line.vat_code for line in lines)
    sums = tuple(
        TaxSum(
            code,
            sum(line.total for line in lines if line.vat_code is code),
            sum(line.vat for line in lines if line.vat_code is code),
        )
        for code in codes
    )
    return Taxed(performed_on, tuple(lines), sums)
