"""Which of a maker's terms apply to a device: of its model, else of its group, else of its brand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workstation.clock import add_months
from workstation.documents.terms import PartCover, PartTermData, TermsOfDevice


@dataclass(frozen=True, slots=True)
class TermLine:
    """One row of terms as the base has it; `group` and `model_id` None mean all of the brand."""

    id: int
    group: str | None
    model_id: int | None
    months: int | None
    service_life_years: int | None
    seller_extra_months: int | None
    valid_from: date | None = None
    valid_to: date | None = None
    exclusions: str = ""
    source: str = ""


def choose(
    lines: Iterable[TermLine], group: str, model_id: int | None, transferred_on: date | None
) -> TermsOfDevice:
    """Terms of a device; what a particular row does not say is taken from the next less particular one.

    Rows are dated by the day of transfer; without one the rows that have no end are taken.
    """
    fitting = sorted(
        (line for line in lines if _fits(line, group, model_id) and _in_force(line, transferred_on)),
        key=lambda line: (line.model_id is None, line.group is None, _begin(line)),
    )
    if not fitting:
        return TermsOfDevice()
    return TermsOfDevice(
        months=_first(line.months for line in fitting),
        service_life_years=_first(line.service_life_years for line in fitting),
        seller_extra_months=_first(line.seller_extra_months for line in fitting),
        exclusions=next((line.exclusions for line in fitting if line.exclusions), ""),
        source=next((line.source for line in fitting if line.months is not None), fitting[0].source),
    )


def applies(line: TermLine, group: str, model_id: int | None, transferred_on: date | None) -> bool:
    """Whether a row of terms concerns a device; its parts' own terms then do too."""
    return _fits(line, group, model_id) and _in_force(line, transferred_on)


def part_cover(part: PartTermData, transferred_on: date | None) -> PartCover:
    """A group of parts with its last day, counted from the transfer of the device (ст. 19 п. 3)."""
    until = add_months(transferred_on, part.months) if transferred_on else None
    return PartCover(part.name, part.months, until, part.note)


def _fits(line: TermLine, group: str, model_id: int | None) -> bool:
    if line.model_id is not None:
        return line.model_id == model_id
    return line.group is None or line.group == group


def _in_force(line: TermLine, day: date | None) -> bool:
    if day is None:
        return line.valid_to is None
    return (line.valid_from is None or line.valid_from <= day) and (
        line.valid_to is None or day <= line.valid_to
    )


def _begin(line: TermLine) -> int:
    """Of rows equally particular the one that began last comes first."""
    return -(line.valid_from or date.min).toordinal()


def _first(values: Iterable[int | None]) -> int | None:
    return next((value for value in values if value is not None), None)
