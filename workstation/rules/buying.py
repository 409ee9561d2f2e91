"""Requests gathered into lines of an order to a supplier."""

from __future__ import annotations

from collections.abc import Sequence

from workstation.documents.purchasing import OpenRequest, WantedLine


def lines_of(requests: Sequence[OpenRequest]) -> tuple[WantedLine, ...]:
    """One line for each part with all that is wanted of it, at its purchase price (kopecks a unit)."""
    by_part: dict[int, list[OpenRequest]] = {}
    for one in requests:
        by_part.setdefault(one.request.part_id, []).append(one)
    return tuple(
        WantedLine(
            part_id,
            sum(one.request.quantity for one in wanted),
            wanted[0].price,
            tuple(one.request.id for one in wanted),
        )
        for part_id, wanted in by_part.items()
    )
