"""What the history of repairs does to terms: extensions, cover of own work and of parts, warranty years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from workstation.clock import add_days, add_months
from workstation.documents.warranty import Facts, PastRepair, RepairKind

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Cover:
    """A term that an earlier repair gave: its last day and the kind of that repair."""

    until: date
    kind: RepairKind
    issued_on: date


def extension_days(history: tuple[PastRepair, ...], end: date, asked_on: date, inclusive: bool) -> int:
    """Days by which warranty repairs move `end` (ст. 20 п. 3): the union of their periods.

    A repair counts if it was handed over by `asked_on` and demanded not after the end as moved so far.
    `inclusive` counts the day of handover too.
    """
    periods = sorted(
        (repair.demanded_on, repair.issued_on)
        for repair in history
        if repair.kind is RepairKind.WARRANTY and repair.issued_on and repair.issued_on <= asked_on
    )
    total, counted_to = 0, date.min
    for demanded_on, issued_on in periods:
        if demanded_on > add_days(end, total):
            break
        stop = issued_on + timedelta(days=inclusive)
        total += max(0, (stop - max(demanded_on, counted_to)).days)
        counted_to = max(counted_to, stop)
    return total


def own_work_cover(facts: Facts) -> Cover | None:
    """The longest warranty on our own paid work for the same defect that still runs on the day."""
    return _longest(_own_work(facts), facts.asked_on)


def part_cover(facts: Facts) -> Cover | None:
    """The longest term of the part complained about; of equal days the one of a warranty repair."""
    return _longest(_parts(facts), facts.asked_on)


def _own_work(facts: Facts) -> Iterator[Cover]:
    for repair in facts.history:
        same = facts.defect_code is not None and repair.defect_code == facts.defect_code
        if repair.kind is RepairKind.PAID and same and repair.issued_on and (repair.work_months or 0) > 0:
            until = add_months(repair.issued_on, repair.work_months or 0)
            yield Cover(until, repair.kind, repair.issued_on)


def _parts(facts: Facts) -> Iterator[Cover]:
    if facts.replaced_part is None:
        return
    for repair in facts.history:
        if repair.kind is RepairKind.REFUSED or not repair.issued_on:
            continue
        for part in repair.parts:
            if part.part_number == facts.replaced_part and (part.months or 0) > 0:
                yield Cover(add_months(repair.issued_on, part.months or 0), repair.kind, repair.issued_on)


def _longest(covers: Iterator[Cover], asked_on: date) -> Cover | None:
    running = [cover for cover in covers if asked_on <= cover.until]
    return max(
        running,
        key=lambda cover: (cover.until, cover.kind is RepairKind.WARRANTY, cover.issued_on),
        default=None,
    )


def warranty_year(start: date, day: date) -> tuple[date, date] | None:
    """First day and the day after the last of the warranty year that holds `day`; None before the start."""
    if day < start:
        return None
    number = max(0, day.year - start.year - 1)
    while add_months(start, MONTHS_A_YEAR * (number + 1)) <= day:
        number += 1
    first = add_months(start, MONTHS_A_YEAR * number)
    return first, add_months(start, MONTHS_A_YEAR * (number + 1))


def idle_in_year(facts: Facts, start: date) -> tuple[int, int]:
    """Days that warranty repairs took in the warranty year of the demand, and how many different defects."""
    year = warranty_year(start, facts.asked_on)
    if year is None:
        return 0, 0
    repairs = [
        repair
        for repair in facts.history
        if repair.kind is RepairKind.WARRANTY and repair.issued_on and year[0] <= repair.demanded_on < year[1]
    ]
    taken = sum(
        max(0, (repair.issued_on - repair.demanded_on).days) for repair in repairs if repair.issued_on
    )
    return taken, len({repair.defect_code for repair in repairs} - {None})


def warranty_defects(facts: Facts) -> set[str]:
    """Codes of the defects mended under warranty before."""
    return {
        repair.defect_code
        for repair in facts.history
        if repair.kind is RepairKind.WARRANTY and repair.issued_on and repair.defect_code
    }
