"""Feedback: what the code on the handover paper holds, and which mark asks for a call."""

from __future__ import annotations

from workstation.rules import codes

BEST = 5
POOR = 3
"""A mark of this or less sets a call back."""
PLACE = "{code}"


def payload(link: str, order_id: int) -> str:
    """The text of the code: the centre's link with the order's code in it, else that code for the counter.

    It holds no personal data. A link without the place of the code gets it at its end.
    """
    code = codes.encode(order_id)
    short = code.removeprefix(codes.SCAN_PREFIX)
    address = link.strip()
    if not address:
        return code
    return address.replace(PLACE, short) if PLACE in address else address + short


def is_poor(score: int) -> bool:
    """Whether the customer is to be called back."""
    return score <= POOR
