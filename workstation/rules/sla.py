"""Business targets: which one rules an order, how its clocks stand. Never a legal term: those do not wait.

Minutes are minutes of the target's calendar: the centre's working ones, or all of them (24/7). A clock stands
only in the states in which the target lets it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from workstation.documents.sla import SlaCalendar, SlaClock, SlaStage, SlaState, TargetData, TargetRow
from workstation.rules.working_days import WorkCalendar
from workstation.statuses import CLOSED, TO_COLLECT, OrderStatus

LONGEST_DAYS = 3700
"""How far an end is looked for: a calendar without hours would never come to one."""
_MINUTE = timedelta(minutes=1)
_NOT_DIAGNOSED = frozenset({OrderStatus.ACCEPTED, OrderStatus.IN_DIAGNOSIS})


class Move(NamedTuple):
    """When an order came into a state."""

    status: OrderStatus
    at: datetime


def choose(
    targets: Sequence[TargetRow], brand_id: int | None, customer_id: int, priority: int, on: date
) -> TargetRow | None:
    """The target of an order taken on a day: a customer's contract first, then a brand, then a priority."""
    fitting = [row for row in targets if _fits(row, brand_id, customer_id, priority, on)]
    return max(fitting, key=lambda row: (_weight(row), row.id), default=None)


def clocks_of(
    target: TargetData, moves: Sequence[Move], now: datetime, calendar: WorkCalendar
) -> tuple[SlaClock, ...]:
    """The clocks of an order from its moves, oldest first (the first one is the intake)."""
    used = calendar if target.calendar is SlaCalendar.CENTRE else None
    counts = (_count(*one, target, moves, now, used) for one in _wanted(target))
    return tuple(_clock(count, target, used) for count in counts)


def pressing(
    target: TargetData, moves: Sequence[Move], now: datetime, calendar: WorkCalendar
) -> SlaClock | None:
    """The clock that presses most: the one that runs, or stands, with the least left; others are not told."""
    used = calendar if target.calendar is SlaCalendar.CENTRE else None
    reached = {move.status for move in moves}
    running = (one for one in _wanted(target) if not any(_meets(one[0], status) for status in reached))
    counts = (_count(*one, target, moves, now, used) for one in running)
    count = min(counts, key=lambda one: one.left, default=None)
    return None if count is None else _clock(count, target, used)


def minutes_between(start: datetime, end: datetime, calendar: WorkCalendar | None) -> int:
    """Whole minutes of the calendar between two moments; without a calendar every minute counts."""
    if end <= start:
        return 0
    if calendar is None:
        return int((end - start).total_seconds() // 60)
    return (calendar.worked(end) - calendar.worked(start)) // _MINUTE


def after_minutes(start: datetime, minutes: int, calendar: WorkCalendar | None) -> datetime | None:
    """The moment when so many minutes of the calendar are over; None where it never has them."""
    left = timedelta(minutes=minutes)
    if calendar is None:
        return start + left
    for opens, closes in _spans(start, calendar):
        begins = max(opens, start)
        if begins + left <= closes:
            return begins + left
        left -= closes - begins
    return None


def _spans(start: datetime, calendar: WorkCalendar) -> Iterator[tuple[datetime, datetime]]:
    """Working spans that end after a moment, in their order."""
    # A day earlier too: a shift past midnight began on the day before.
    first = start.astimezone(calendar.zone).date() - timedelta(days=1)
    for number in range(LONGEST_DAYS):
        span = calendar.span(first + timedelta(days=number))
        if span and span[1] > start:
            yield span


def _fits(row: TargetRow, brand_id: int | None, customer_id: int, priority: int, on: date) -> bool:
    data = row.data
    return (
        data.is_active
        and (row.brand_id is None or row.brand_id == brand_id)
        and (data.customer_id is None or data.customer_id == customer_id)
        and (data.priority is None or data.priority == priority)
        and (data.valid_from is None or data.valid_from <= on)
        and (data.valid_to is None or on <= data.valid_to)
    )


def _weight(row: TargetRow) -> tuple[bool, bool, bool]:
    return row.data.customer_id is not None, row.brand_id is not None, row.data.priority is not None


class _Count(NamedTuple):
    """How a stage stands when all its intervals are over; `ends_at` where its minutes ended within them."""

    stage: SlaStage
    minutes: int
    left: int
    ends_at: datetime | None
    met_at: datetime | None
    until: datetime
    stands: bool


def _wanted(target: TargetData) -> list[tuple[SlaStage, int]]:
    wanted = (
        (SlaStage.RESPONSE, target.response_minutes),
        (SlaStage.DIAGNOSIS, target.diagnosis_minutes),
        (SlaStage.REPAIR, target.repair_minutes),
    )
    return [(stage, minutes) for stage, minutes in wanted if minutes is not None]


def _count(  # noqa: PLR0913 - a stage, its order and the moment
    stage: SlaStage,
    minutes: int,
    target: TargetData,
    moves: Sequence[Move],
    now: datetime,
    calendar: WorkCalendar | None,
) -> _Count:
    met_at = next((move.at for move in moves if _meets(stage, move.status)), None)
    until = met_at or now
    left, ends_at, stands = minutes, None, False
    for begins, ends, paused in _intervals(moves, until, target.pauses):
        stands = paused
        if paused:
            continue
        spent = minutes_between(begins, ends, calendar)
        if ends_at is None and spent >= left:
            ends_at = after_minutes(begins, left, calendar)
        left -= spent
    return _Count(stage, minutes, left, ends_at, met_at, until, stands)


def _clock(count: _Count, target: TargetData, calendar: WorkCalendar | None) -> SlaClock:
    ends_at = count.ends_at
    if ends_at is None and not count.stands and count.met_at is None:
        ends_at = after_minutes(count.until, count.left, calendar)
    state = _state(count.left, count.met_at, count.stands, target)
    return SlaClock(count.stage, state, count.minutes, count.left, ends_at, count.met_at)


def _state(left: int, met_at: datetime | None, stands: bool, target: TargetData) -> SlaState:
    if met_at is not None:
        return SlaState.MET if left >= 0 else SlaState.MISSED
    if left < 0:
        return SlaState.OVERDUE
    if stands:
        return SlaState.PAUSED
    return SlaState.SOON if left <= target.warn_minutes else SlaState.RUNNING


def _intervals(
    moves: Sequence[Move], until: datetime, pauses: Sequence[OrderStatus]
) -> Iterator[tuple[datetime, datetime, bool]]:
    """(from, to, whether the clock stands) up to a moment."""
    for index, move in enumerate(moves):
        ends = moves[index + 1].at if index + 1 < len(moves) else until
        if move.at >= until:
            return
        yield move.at, min(ends, until), move.status in pauses


def _meets(stage: SlaStage, status: OrderStatus) -> bool:
    if stage is SlaStage.RESPONSE:
        return status is not OrderStatus.ACCEPTED
    if stage is SlaStage.DIAGNOSIS:
        return status not in _NOT_DIAGNOSED
    return status in CLOSED | TO_COLLECT
