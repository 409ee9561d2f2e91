"""Business targets: what is promised beside the law, on which calendar, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from workstation.i18n import mark
from workstation.statuses import Labelled, OrderStatus

Hours = tuple[time, time]
"""Opening and closing on the centre's wall clock; a closing of 00:00 is the end of the day."""


class SlaStage(Labelled):
    """What a target is for; every stage runs from the intake."""

    RESPONSE = "response", mark("Начать")
    DIAGNOSIS = "diagnosis", mark("Диагностика")
    REPAIR = "repair", mark("Ремонт")


class SlaCalendar(Labelled):
    """What time a target counts."""

    CENTRE = "centre", mark("Часы центра")
    ALWAYS = "always", mark("Круглосуточно")


class SlaState(Labelled):
    """How a target stands."""

    RUNNING = "running", mark("Идёт")
    PAUSED = "paused", mark("Пауза по договору")
    SOON = "soon", mark("Скоро")
    OVERDUE = "overdue", mark("Просрочено")
    MET = "met", mark("Выполнено")
    MISSED = "missed", mark("Выполнено с опозданием")


@dataclass(frozen=True, slots=True)
class DayHours:
    """An exception of the centre: its hours of one day; None is a day off."""

    day: date
    hours: Hours | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class TargetData:
    """A target as a manager sets it; minutes are working minutes of its calendar.

    Empty `brand`, `customer_id` and `priority` mean any. `pauses` are the states in which the contract lets
    the clock stand. `warn_minutes` before the end it warns; `person_id` hears of an overdue one.
    """

    name: str
    brand: str | None = None
    customer_id: int | None = None
    contract: str | None = None
    priority: int | None = None
    response_minutes: int | None = None
    diagnosis_minutes: int | None = None
    repair_minutes: int | None = None
    calendar: SlaCalendar = SlaCalendar.CENTRE
    pauses: tuple[OrderStatus, ...] = ()
    warn_minutes: int = 240
    person_id: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A stored target with its names."""

    id: int
    data: TargetData
    brand_id: int | None = None
    customer: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class SlaClock:
    """One target of an order: when it ends, what is left in minutes of its calendar (negative: late).

    A paused clock has no end: it goes on when the pause is over.
    """

    stage: SlaStage
    state: SlaState
    minutes: int
    minutes_left: int
    ends_at: datetime | None
    met_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OrderSla:
    """The targets of an order; empty where none applies."""

    target: str | None = None
    contract: str | None = None
    calendar: SlaCalendar | None = None
    person: str | None = None
    clocks: tuple[SlaClock, ...] = ()


@dataclass(frozen=True, slots=True)
class SlaRow:
    """One line of the list of business clocks: an open order with the stage that presses it most."""

    order_id: int
    number: str
    status: OrderStatus
    customer: str
    device: str
    technician: str | None
    target: str
    stage: SlaStage
    state: SlaState
    ends_at: datetime | None
    minutes_left: int
    person_id: int | None = None
    person: str | None = None
    is_escalated: bool = False


@dataclass(frozen=True, slots=True)
class WorkWeek:
    """The centre's hours by day of the week, Monday first; None is a day off."""

    days: tuple[Hours | None, ...] = field(
        default=(*((time(9), time(18)),) * 5, None, None),
    )
