"""Names of places: how they are compared, and what a scan of one means."""

from __future__ import annotations

from workstation.documents.places import CountLine, CountResult

LONGEST_NAME = 40


def shown(name: str) -> str:
    """A name without spare blanks."""
    return " ".join(name.split())


def place_key(name: str) -> str:
    """A name for comparison. Signs stay: «А-11» and «А-1-1» are two cells."""
    return shown(name).casefold().replace("ё", "е")


def judge(expected: dict[int, CountLine], seen: dict[int, CountLine]) -> CountResult:
    """What a count of shelves says, by order: expected where the base has them, seen where they were scanned.

    A device that is seen in another place than the base says is extra there; it is missing only when it was
    seen nowhere.
    """
    missing = tuple(line for order_id, line in expected.items() if order_id not in seen)
    extra = tuple(line for line in seen.values() if line.belongs != line.seen)
    return CountResult(len(seen) - len(extra), missing, extra)
