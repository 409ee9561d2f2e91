"""Words about parts that an order waits for; they are stored and stay Russian."""

from __future__ import annotations

from collections.abc import Sequence

from workstation.documents.purchasing import RequestRow
from workstation.rules.wording import show_date

NAMED = 3
"""How many parts a reason names: it is one line of the order's history."""


def waiting_reason(requests: Sequence[RequestRow]) -> str:
    """«Помпа сливная 00751313, обещана 30.11.2026»: parts by name, and the last of the promised days."""
    named = "; ".join(f"{one.name} {one.number}" for one in requests[:NAMED])
    if len(requests) > NAMED:
        named += f" и ещё {len(requests) - NAMED}"
    promised = [one.expected_on for one in requests if one.expected_on is not None]
    if len(promised) == len(requests):
        return f"{named} — обещано {show_date(max(promised))}"
    if promised:
        return f"{named} — часть обещана {show_date(max(promised))}"
    return f"{named} — срок поставки не назван"
