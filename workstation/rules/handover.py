"""What a handover does to terms: the maker's warranty moved by the days of the repair, parts, works.

Sources: ст. 20 п. 3 (prolonged by the time from the demand to the handover) and п. 4 (a fitted
part has the term of the replaced one, from the day of the handover) of Закон № 2300-1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workstation.clock import add_days, add_months
from workstation.documents.bench import PartRow, UsedPart
from workstation.documents.stock import OldPartFate, OldPartRow
from workstation.documents.warranty import Facts, PastRepair
from workstation.rules.warranty_terms import extension_days
from workstation.statuses import OldParts


@dataclass(frozen=True, slots=True)
class MakerEnds:
    """The last day of the maker's warranty before the repair and after it; `days` is the difference."""

    before: date | None = None
    after: date | None = None
    days: int = 0


def maker_ends(facts: Facts, repair: PastRepair, inclusive: bool) -> MakerEnds:
    """The maker's warranty with and without this repair; nothing where no term or no beginning is known.

    `facts` are those of the order without the repair, `repair` as it counts from now on: a paid one, or one
    that found nothing to mend, moves nothing.
    """
    start = facts.delivered_on or facts.sold_on or facts.produced_on
    if start is None or facts.manufacturer_months is None or repair.issued_on is None:
        return MakerEnds()
    base = add_months(start, facts.manufacturer_months)
    day = repair.issued_on
    before = extension_days(facts.history, base, day, inclusive)
    after = extension_days((*facts.history, repair), base, day, inclusive)
    return MakerEnds(add_days(base, before), add_days(base, after), after - before)


def used_parts(parts: Sequence[PartRow], handed_on: date) -> tuple[UsedPart, ...]:
    """The fitted parts with their own last days; a part without a term has that of the device."""
    return tuple(
        UsedPart(
            name=part.name,
            quantity=part.quantity,
            part_number=part.part_number,
            serial_in=part.serial_in,
            warranty_months=part.warranty_months,
            warranty_until=add_months(handed_on, part.warranty_months) if part.warranty_months else None,
        )
        for part in parts
    )


def old_parts_of(parts: Sequence[PartRow]) -> OldParts | None:
    """Where the old parts went, as their lines say; None where they do not say one and the same."""
    if not parts:
        return OldParts.NONE
    told = {part.old_part for part in parts}
    return told.pop() if len(told) == 1 else None


def tags_of(old: Sequence[OldPartRow]) -> str | None:
    """The tags of the parts that came out and did not go back in, as the act names them; None for none."""
    numbers = ", ".join(one.number for one in old if one.fate is not OldPartFate.BACK)
    return f"бирка {numbers}" if numbers else None
