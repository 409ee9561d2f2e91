"""Loaners: the fund, three days from the demand, the act of both parts, no order closed without a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.support.bench import mended, photo
from tests.support.intakes import accept, ready, request, visit, washer
from tests.support.verbs import count, do, one_entry, refused_without, see
from workstation import clock
from workstation.db import Database
from workstation.documents.customer_papers import LoanerAct
from workstation.documents.deeds import HandOverData
from workstation.documents.intake import Accessory, IntakeItem
from workstation.documents.loaners import (
    DemandData,
    FundFilter,
    LendData,
    LoanerData,
    LoanerState,
    TakeBackData,
    WordData,
)
from workstation.documents.people import Actor
from workstation.errors import ConflictError, ErrorList, UserError
from workstation.models import Loan, LoanerPhoto
from workstation.queries.clocks import get_clocks
from workstation.queries.loaners import (
    count_lendable,
    get_loaner,
    list_demands,
    list_loaners,
    list_loans,
    list_loans_out,
)
from workstation.queries.order_view import get_order_by_id
from workstation.services import deeds, documents, handover, loaners
from workstation.services.check import is_whole, run_checks
from workstation.statuses import DocumentKind, DocumentState, OrderStatus

PARTS = (Accessory("шланг"), Accessory("болты", 4))
FUND = LoanerData(
    "П-07", "washing_machine", "Indesit", "потёртости крышки", 1_500_000, "IWSB 51051", "X1", PARTS
)


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


def taken(database: Database, actor: Actor, **changes: object) -> int:
    return accept(database, actor, visit(IntakeItem(washer(), request(**changes)))).orders[0].id


def fund(database: Database, actor: Actor, data: LoanerData = FUND) -> int:
    made: int = do(database, loaners.save_loaner, actor, data)
    return made


def lent(database: Database, actor: Actor, order_id: int) -> int:
    made: int = do(database, loaners.lend, actor, order_id, LendData("п-07"))
    return made


def whole(database: Database) -> bool:
    names = ("loaners", "document_numbers", "document_versions", "snapshots", "foreign_keys", "kept_files")
    return is_whole(run_checks(database, names))


def test_the_fund_has_devices_with_state_value_and_photos(database: Database, actor: Actor) -> None:
    picture = photo(database)
    loaner_id = one_entry(
        database,
        "loaners.change",
        lambda: do(database, loaners.save_loaner, actor, FUND, photos=(picture,)),
    )
    row = see(database, get_loaner, "п-07")
    assert (row.id, row.data, row.photos) == (loaner_id, FUND, (picture,))
    assert see(database, get_loaner, row.code).id == loaner_id
    assert see(database, count_lendable, "washing_machine") == 1
    broken = replace(FUND, state=LoanerState.REPAIR)
    do(database, loaners.save_loaner, actor, broken, loaner_id, row.version)
    assert see(database, list_loaners, FundFilter((LoanerState.FREE,))) == ()
    with pytest.raises(ConflictError):
        do(database, loaners.save_loaner, actor, FUND, loaner_id, row.version)
    for bad, code in (
        (replace(FUND, inventory_number=" П-07"), "loaner_exists"),
        (replace(FUND, inventory_number="П-8", category="нет"), "category_unknown"),
        (replace(FUND, inventory_number="П-8", value=-1), "money_negative"),
        (replace(FUND, inventory_number=""), "field_required"),
    ):
        with pytest.raises(UserError) as caught:
            fund(database, actor, bad)
        assert caught.value.code == code
    assert whole(database)


def test_three_days_run_from_the_demand_until_it_is_lent(database: Database, actor: Actor) -> None:
    order_id = taken(database, actor)
    fund(database, actor)
    assert see(database, list_demands, clock.today()) == ()
    with clock.standing_at(clock.now() + timedelta(days=5)):
        one_entry(
            database,
            "loaners.demand",
            lambda: do(database, loaners.demand_loaner, actor, order_id, DemandData()),
        )
        (row,) = see(database, list_demands, clock.today())
        assert (row.demanded_on, row.last_day, row.days_left, row.fitting) == (
            date(2026, 5, 27),
            date(2026, 5, 30),
            3,
            1,
        )
        running = {
            one.code: one.last_day for one in see(database, get_clocks, order_id, clock.today()).clocks
        }
        assert running["LOANER_3"] == date(2026, 5, 30)
        lent(database, actor, order_id)
        assert see(database, list_demands, clock.today()) == ()
        stopped = {one.code for one in see(database, get_clocks, order_id, clock.today()).clocks}
        assert "LOANER_3" not in stopped
    for day, code in ((date(2026, 6, 1), "date_future"), (date(2026, 5, 21), "loaner_before_demand")):
        with pytest.raises(UserError) as caught:
            do(database, loaners.demand_loaner, actor, order_id, DemandData(day))
        assert caught.value.code == code


def test_lent_and_taken_back_with_one_act_of_two_parts(database: Database, actor: Actor) -> None:
    order_id = taken(database, actor, wants_loaner=True)
    fund(database, actor)
    data = LendData("П-07", accessories=PARTS, photos=(photo(database),))
    one_entry(database, "loaners.lend", lambda: do(database, loaners.lend, actor, order_id, data))
    (loan,) = see(database, list_loans, order_id)
    assert (loan.is_out, loan.demanded_on, loan.due_on) == (True, date(2026, 5, 22), date(2026, 5, 25))
    assert loan.condition_out == FUND.condition
    assert see(database, get_loaner, "П-07").loan == loan
    back = TakeBackData("новая царапина", (Accessory("Шланг"), Accessory("болты", 3)), (photo(database),))
    with clock.standing_at(clock.now() + timedelta(days=9)):
        one_entry(
            database, "loaners.take_back", lambda: do(database, loaners.take_back, actor, order_id, back)
        )
    (loan,) = see(database, list_loans, order_id)
    assert (loan.is_out, loan.missing) == (False, (Accessory("болты", 1),))
    row = see(database, get_loaner, "П-07")
    assert (row.data.state, row.data.condition, row.loan) == (LoanerState.FREE, "новая царапина", None)
    sheets = [
        one for one in see(database, get_order_by_id, order_id).papers if one.kind is DocumentKind.LOANER_ACT
    ]
    assert [(one.version, one.state) for one in sheets] == [
        (1, DocumentState.REPLACED),
        (2, DocumentState.VALID),
    ]
    assert len({one.number for one in sheets}) == 1
    paper, _row = see(database, documents.read, sheets[1].id)
    assert isinstance(paper, LoanerAct)
    assert paper.returned is not None
    assert (paper.lend_until, paper.loaner.photo_count, paper.returned.photo_count) == (
        date(2026, 5, 25),
        1,
        1,
    )
    assert paper.returned.remarks == "Не возвращено: болты × 1"
    assert count(database, LoanerPhoto) == 2
    assert whole(database)


def test_what_is_lent_is_not_lent_again(database: Database, actor: Actor) -> None:
    first, second = taken(database, actor), taken(database, actor)
    loaner_id = fund(database, actor)
    fund(database, actor, replace(FUND, inventory_number="П-08"))
    lent(database, actor, first)
    with pytest.raises(UserError, match="loaner_not_free"):
        lent(database, actor, second)
    with pytest.raises(ErrorList) as caught:
        do(database, loaners.lend, actor, first, LendData("П-08"))
    assert [one.code for one in caught.value.errors] == ["loan_open"]
    with pytest.raises(UserError, match="loaner_lent"):
        do(database, loaners.save_loaner, actor, FUND, loaner_id)
    with pytest.raises(UserError, match="loaner_not_found"):
        do(database, loaners.lend, actor, second, LendData("П-99"))
    with pytest.raises(UserError, match="loaner_state_bad"):
        do(database, loaners.take_back, actor, first, TakeBackData("цело", state=LoanerState.LENT))
    with pytest.raises(ErrorList):
        do(database, loaners.take_back, actor, second, TakeBackData("цело"))
    assert [one.order_id for one in see(database, list_loans_out)] == [first]
    assert count(database, Loan) == 1
    assert whole(database)


def test_no_order_is_closed_without_a_word_about_its_loaner(database: Database, actor: Actor) -> None:
    order_id = taken(database, actor)
    fund(database, actor)
    lent(database, actor, order_id)
    mended(database, actor, order_id)
    wanted = next(one for one in see(database, deeds.list_deeds, actor, order_id) if one.verb == "hand_over")
    assert {one.name for one in wanted.fields if one.required} >= {"loaner_note"}
    with pytest.raises(UserError, match="loaner_out"):
        do(database, handover.hand_over, actor, order_id, HandOverData())
    do(database, handover.hand_over, actor, order_id, HandOverData(loaner_note="привезёт в понедельник"))
    (loan,) = see(database, list_loans, order_id)
    assert (loan.word, loan.word_by) == ("привезёт в понедельник", actor.short_name)
    assert whole(database)
    do(database, loaners.take_back, actor, order_id, TakeBackData("цело"))
    assert see(database, get_order_by_id, order_id).status is OrderStatus.HANDED_OVER
    assert see(database, list_loans_out) == ()


def test_a_manager_may_say_the_word_before(database: Database, actor: Actor) -> None:
    order_id = taken(database, actor)
    fund(database, actor)
    lent(database, actor, order_id)
    word = WordData("оставлено до поставки детали")
    refused_without(
        database,
        actor,
        "loaners.excuse",
        lambda who: do(database, loaners.excuse_loaner, who, order_id, word),
    )
    one_entry(database, "loaners.excuse", lambda: do(database, loaners.excuse_loaner, actor, order_id, word))
    mended(database, actor, order_id)
    do(database, handover.hand_over, actor, order_id, HandOverData())
    assert whole(database)


def test_a_loan_without_a_demand_is_one_demanded_today(database: Database, actor: Actor) -> None:
    order_id = taken(database, actor)
    fund(database, actor)
    with clock.standing_at(clock.now() + timedelta(days=2)):
        lent(database, actor, order_id)
    order = see(database, get_order_by_id, order_id)
    assert order.request.wants_loaner
    assert see(database, list_loans, order_id)[0].demanded_on == date(2026, 5, 24)
