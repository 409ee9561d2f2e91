"""Business clocks: working hours, holidays with transferred days, round the clock, pauses of a contract."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.documents.sla import SlaCalendar, SlaStage, SlaState, TargetData, TargetRow, WorkWeek
from workstation.rules.sla import Move, after_minutes, choose, clocks_of, minutes_between, pressing
from workstation.rules.working_days import DayKind, WorkCalendar, state_day
from workstation.statuses import OrderStatus

MOSCOW = ZoneInfo("Europe/Moscow")
CENTRE = WorkCalendar(MOSCOW)
TWO_DAYS = 2 * 9 * 60


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("taken", "minutes", "ends"),
    [
        # The last working day of 2025 is Tuesday the 30th; the 31st and 9 January are days off moved there.
        (at(2025, 12, 26, 17), TWO_DAYS, at(2025, 12, 30, 17)),
        (at(2025, 12, 30, 17), TWO_DAYS, at(2026, 1, 13, 17)),
        # Friday evening before the holidays of 2026, after closing: counted from the next opening.
        (at(2025, 12, 26, 20), 60, at(2025, 12, 29, 10)),
        (at(2025, 12, 30, 19), 60, at(2026, 1, 12, 10)),
        # Friday evening before those of 2027: 31 December 2026 is off, 11 January is the first working day.
        (at(2026, 12, 25, 17), 4 * 9 * 60, at(2027, 1, 11, 17)),
        (at(2026, 12, 30, 17), 120, at(2027, 1, 11, 10)),
        (at(2026, 12, 25, 20), TWO_DAYS, at(2026, 12, 29, 18)),
        # Transferred working Saturdays; the Mondays they stand for are off.
        (at(2025, 10, 31, 17), 120, at(2025, 11, 1, 10)),
        (at(2025, 11, 1, 17), 120, at(2025, 11, 5, 10)),
        (at(2027, 2, 19, 17), 120, at(2027, 2, 20, 10)),
        (at(2027, 2, 20, 17), 120, at(2027, 2, 24, 10)),
        # An ordinary week end.
        (at(2026, 11, 20, 17), 120, at(2026, 11, 23, 10)),
    ],
)
def test_ends_in_working_time(taken: datetime, minutes: int, ends: datetime) -> None:
    assert after_minutes(taken, minutes, CENTRE) == ends
    assert minutes_between(taken, ends, CENTRE) == minutes


@pytest.mark.parametrize(
    ("taken", "ends"),
    [
        (at(2025, 12, 26, 20), at(2025, 12, 28, 20)),
        (at(2026, 12, 25, 20), at(2026, 12, 27, 20)),
        (at(2025, 12, 31, 23), at(2026, 1, 2, 23)),
    ],
)
def test_a_contract_round_the_clock_counts_every_minute(taken: datetime, ends: datetime) -> None:
    target = TargetData("24/7", repair_minutes=48 * 60, calendar=SlaCalendar.ALWAYS)
    (clock,) = clocks_of(target, [Move(OrderStatus.ACCEPTED, taken)], taken + timedelta(hours=1), CENTRE)
    assert (clock.ends_at, clock.minutes_left) == (ends, 47 * 60)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2025, 11, 1), DayKind.WORKING),
        (date(2027, 2, 20), DayKind.WORKING),
        (date(2025, 11, 3), DayKind.OFF),
        (date(2027, 2, 22), DayKind.OFF),
        (date(2025, 12, 31), DayKind.OFF),
        (date(2026, 1, 9), DayKind.OFF),
        (date(2026, 12, 31), DayKind.OFF),
        (date(2026, 1, 12), DayKind.USUAL),
        (date(2026, 11, 21), DayKind.USUAL),
    ],
)
def test_days_of_the_state(day: date, kind: DayKind) -> None:
    assert state_day(day) is kind


def test_own_exceptions_go_before_the_state() -> None:
    open_on = {date(2026, 1, 5): (time(10), time(14)), date(2026, 11, 23): None}
    calendar = WorkCalendar(MOSCOW, exceptions=open_on)
    assert minutes_between(at(2026, 1, 1), at(2026, 1, 10), calendar) == 4 * 60
    assert after_minutes(at(2026, 11, 20, 17), 120, calendar) == at(2026, 11, 24, 10)


def test_a_centre_open_on_saturdays_keeps_its_saturday_hours_on_a_transferred_one() -> None:
    week = WorkWeek((*((time(9), time(18)),) * 5, (time(10), time(15)), None))
    calendar = WorkCalendar(MOSCOW, week)
    assert calendar.hours(date(2025, 11, 1)) == (time(10), time(15))
    assert calendar.hours(date(2026, 11, 22)) is None


def test_a_shift_past_midnight() -> None:
    calendar = WorkCalendar(MOSCOW, WorkWeek((((time(20), time(4))),) * 7), state=lambda _day: DayKind.USUAL)
    assert after_minutes(at(2026, 11, 20, 2), 180, calendar) == at(2026, 11, 20, 21)


def test_hours_before_the_first_day_asked_for_are_counted_too() -> None:
    calendar = WorkCalendar(MOSCOW, state=lambda _day: DayKind.USUAL)
    assert minutes_between(at(2026, 11, 20, 9), at(2026, 11, 20, 12), calendar) == 180
    assert minutes_between(at(2026, 11, 16, 10), at(2026, 11, 18, 12), calendar) == (8 + 9 + 3) * 60
    assert minutes_between(at(2026, 11, 18, 9), at(2026, 11, 24, 10), calendar) == (9 * 4 + 1) * 60
    nights = WorkCalendar(MOSCOW, WorkWeek((((time(20), time(4))),) * 7), state=lambda _day: DayKind.USUAL)
    assert minutes_between(at(2026, 11, 20, 2), at(2026, 11, 20, 21), nights) == 180
    assert minutes_between(at(2026, 11, 18, 3), at(2026, 11, 20, 21), nights) == (1 + 8 + 8 + 1) * 60


def test_a_calendar_without_hours_never_ends() -> None:
    calendar = WorkCalendar(MOSCOW, WorkWeek((None,) * 7))
    assert after_minutes(at(2026, 11, 20), 1, calendar) is None


@given(st.integers(0, 60 * 24 * 400), st.integers(0, 5000))
def test_what_is_added_is_what_passes(offset: int, minutes: int) -> None:
    start = at(2025, 9, 1) + timedelta(minutes=offset)
    end = after_minutes(start, minutes, CENTRE)
    assert end is not None
    assert minutes_between(start, end, CENTRE) == minutes
    assert minutes == 0 or minutes_between(start, end - timedelta(minutes=1), CENTRE) == minutes - 1


MOVES = [
    Move(OrderStatus.ACCEPTED, at(2026, 11, 16, 10)),
    Move(OrderStatus.IN_DIAGNOSIS, at(2026, 11, 16, 12)),
    Move(OrderStatus.WAITING_CUSTOMER, at(2026, 11, 17, 12)),
    Move(OrderStatus.WAITING_PART, at(2026, 11, 18, 12)),
]
TARGET = TargetData(
    "Бренд",
    response_minutes=60,
    diagnosis_minutes=600,
    repair_minutes=2400,
    pauses=(OrderStatus.WAITING_PART,),
)


def test_each_stage_has_its_clock() -> None:
    response, diagnosis, repair = clocks_of(TARGET, MOVES, at(2026, 11, 20, 12), CENTRE)
    assert (response.stage, response.state, response.minutes_left) == (
        SlaStage.RESPONSE,
        SlaState.MISSED,
        -60,
    )
    assert response.ends_at == at(2026, 11, 16, 11)
    assert (diagnosis.state, diagnosis.minutes_left) == (SlaState.MISSED, 600 - 8 * 60 - 3 * 60)
    assert (repair.state, repair.ends_at, repair.met_at) == (SlaState.PAUSED, None, None)
    assert repair.minutes_left == 2400 - (8 * 60 + 9 * 60 + 3 * 60)


def test_only_the_states_of_the_contract_let_it_stand() -> None:
    strict = TargetData("Бренд", repair_minutes=2400)
    (repair,) = clocks_of(strict, MOVES, at(2026, 11, 20, 12), CENTRE)
    assert repair.state is SlaState.SOON
    assert repair.minutes_left == 2400 - (8 * 60 + 9 * 60 * 3 + 3 * 60)
    assert repair.ends_at == after_minutes(at(2026, 11, 20, 12), repair.minutes_left, CENTRE)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (at(2026, 11, 16, 12), SlaState.RUNNING),
        (at(2026, 11, 16, 15), SlaState.SOON),
        (at(2026, 11, 17, 9, 1), SlaState.OVERDUE),
    ],
)
def test_a_clock_warns_before_it_is_late(now: datetime, state: SlaState) -> None:
    target = TargetData("Бренд", repair_minutes=480, warn_minutes=180)
    (clock,) = clocks_of(target, MOVES[:1], now, CENTRE)
    assert clock.state is state
    assert clock.ends_at == at(2026, 11, 16, 18)


def test_an_end_stays_where_it_was_once_it_is_past() -> None:
    target = TargetData("Бренд", repair_minutes=60, pauses=(OrderStatus.WAITING_PART,))
    moves = [MOVES[0], Move(OrderStatus.WAITING_PART, at(2026, 11, 16, 10, 30))]
    moves.append(Move(OrderStatus.IN_REPAIR, at(2026, 11, 17, 9)))
    (clock,) = clocks_of(target, moves, at(2026, 11, 19, 12), CENTRE)
    assert (clock.ends_at, clock.state) == (at(2026, 11, 17, 9, 30), SlaState.OVERDUE)
    assert clock.minutes_left == 60 - 30 - (9 * 2 + 3) * 60


def test_what_presses_is_what_has_least_left() -> None:
    now = at(2026, 11, 16, 13)
    chosen = pressing(TARGET, MOVES[:2], now, CENTRE)
    assert chosen is not None
    assert chosen.stage is SlaStage.DIAGNOSIS
    assert (
        pressing(replace(TARGET, diagnosis_minutes=None, repair_minutes=None), MOVES[:2], now, CENTRE) is None
    )


@pytest.mark.parametrize("calendar", list(SlaCalendar))
@pytest.mark.parametrize("pauses", [(), (OrderStatus.WAITING_PART,), (OrderStatus.IN_DIAGNOSIS,)])
def test_what_presses_is_one_of_the_clocks(calendar: SlaCalendar, pauses: tuple[OrderStatus, ...]) -> None:
    target = replace(TARGET, calendar=calendar, pauses=pauses)
    over = {SlaState.MET, SlaState.MISSED}
    for count in range(1, len(MOVES) + 1):
        for hours in range(0, 240, 7):
            now = MOVES[count - 1].at + timedelta(hours=hours)
            running = [one for one in clocks_of(target, MOVES[:count], now, CENTRE) if one.state not in over]
            least = min(running, key=lambda one: one.minutes_left, default=None)
            assert pressing(target, MOVES[:count], now, CENTRE) == least


def row(number: int, brand_id: int | None = None, **changes: object) -> TargetRow:
    return TargetRow(number, TargetData(str(number), **changes), brand_id)  # type: ignore[arg-type]


def test_the_nearest_target_rules() -> None:
    everybody, brand = row(1), row(2, 7)
    urgent, contract = row(3, priority=2), row(4, customer_id=5)
    day = date(2026, 11, 20)
    targets = [everybody, brand, urgent, contract]
    assert choose(targets, 7, 5, 2, day) is contract
    assert choose(targets, 7, 6, 2, day) is brand
    assert choose(targets, 8, 6, 2, day) is urgent
    assert choose(targets, 8, 6, 0, day) is everybody
    assert choose([row(5, valid_to=date(2026, 11, 19)), row(6, is_active=False)], 8, 6, 0, day) is None


def test_the_package_of_holidays_comes_late() -> None:
    code = "import workstation.rules.sla, sys; print('holidays' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
