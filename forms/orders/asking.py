"""What the list asks the base, in a thread of its own.

The queries are imported by whoever asks: the list is on the screen before the base is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workstation import clock
from workstation.documents.order_rows import OpenCounts, OrderRow, StatusRow


def ids(session: Any, **limits: Any) -> list[int]:
    """The ids of a list, as `queries.orders.list_order_ids` is asked."""
    from workstation.queries.orders import list_order_ids

    return list_order_ids(session, **limits)


def rows(session: Any, wanted: Sequence[int]) -> list[OrderRow]:
    """The lines of the ids."""
    from workstation.queries.orders import get_order_rows

    return get_order_rows(session, wanted)


def counts(session: Any) -> tuple[OpenCounts, int, list[str]]:
    """Counts of the views, of all orders, and the brands to choose from."""
    from workstation.queries import orders

    return (
        orders.count_open(session, clock.today()),
        orders.count_all(session),
        orders.list_order_brands(session),
    )


def preview(session: Any, order_id: int) -> tuple[list[OrderRow], tuple[StatusRow, ...]]:
    """The line of an order as it is now, and its moves."""
    from workstation.queries.order_view import list_moves

    return rows(session, [order_id]), list_moves(session, order_id)
