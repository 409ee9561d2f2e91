"""Loaners: what came back short, and whether an order may be closed while one is out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from workstation.documents.intake import Accessory
from workstation.documents.loaners import LoanRow


def missing(given: Sequence[Accessory], back: Sequence[Accessory]) -> tuple[Accessory, ...]:
    """What was given with a loaner and has not come back, by name and quantity."""
    left = Counter({one.name.strip().casefold(): one.quantity for one in back})
    short = []
    for one in given:
        name = one.name.strip().casefold()
        taken = min(left[name], one.quantity)
        left[name] -= taken
        if taken < one.quantity:
            short.append(Accessory(one.name, one.quantity - taken))
    return tuple(short)


def silent_loans(loans: Sequence[LoanRow]) -> tuple[LoanRow, ...]:
    """The loans that keep an order from being closed: out, and nobody has said a word about it."""
    return tuple(loan for loan in loans if loan.is_out and not loan.word)
