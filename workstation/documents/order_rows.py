"""Rows of the lists of orders and what such a list is narrowed to: the first thing on the screen.

Apart from the rest, whose many classes take longer to make than a list to read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from workstation.statuses import CustomerKind, OrderStatus, RequestKind

LONGEST = 100_000
"""A list holds so many lines at most."""
MANY = 1000
"""All orders are counted up to so many; what is more is only said to be more."""


class StateFace(NamedTuple):
    """How a user sees the state of an order: the centre's own word and colour, or those of the program."""

    label: str
    token: str
    icon: str


def state_face(status: OrderStatus, name: str | None, token: str | None) -> StateFace:
    """The face of a state that the centre calls `name` and colours `token`; None is as the program has it."""
    return StateFace(name or status.label, token or status.token, status.icon)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One line of the list of orders. `due_on` is the agreed day, else the last legal one."""

    id: int
    number: str
    status: OrderStatus
    face: StateFace
    kind: RequestKind
    customer: str
    phone: str
    category: str
    brand: str
    model: str | None
    serial_number: str | None
    technician: str | None
    place: str | None
    accepted_at: datetime
    due_on: date | None
    legal_until: date | None
    reported_fault: str
    customer_kind: CustomerKind = CustomerKind.PERSON


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """What a list of orders is narrowed to; brands by name, days with both ends included."""

    kinds: tuple[RequestKind, ...] = ()
    brands: tuple[str, ...] = ()
    accepted_since: date | None = None
    due_from: date | None = None
    due_until: date | None = None


@dataclass(frozen=True, slots=True)
class OpenCounts:
    """How many open orders there are, are late, are due soon, wait to be collected."""

    active: int
    overdue: int
    soon: int
    to_collect: int


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One line of a search; `matched` names what the words were found in."""

    id: int
    order: str
    status: OrderStatus
    face: StateFace
    customer: str
    phone: str
    device: str
    serial: str | None
    accepted_on: date
    due_on: date | None
    matched: str


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One move of an order."""

    status: OrderStatus
    face: StateFace
    changed_at: datetime
    user: str
    reason: str | None
    state_code: str | None = None
