"""The table of states and the verbs over it: who leads where, what is missing, what no verb may do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from workstation import clock, messages
from workstation.documents.bench import MoveFacts
from workstation.documents.conclusions import DefectNature
from workstation.rules import moves
from workstation.rules.moves import MOVES
from workstation.services.deeds import DEEDS
from workstation.statuses import (
    CLOSED,
    TRANSITIONS,
    WAITING,
    CustomerKind,
    OrderStatus,
    RequestKind,
    Role,
    Use,
)

VERBS = {name: verb.move or MOVES[name] for name, verb in DEEDS.items()}
AFTER_ALL = {
    "attach",
    "call_back",
    "excuse_loaner",
    "log_contact",
    "move_to",
    "note",
    "record_feedback",
    "take_back",
}
"""What may be done of an order that is closed: nothing of them is work."""
MOVING = {name: move for name, move in VERBS.items() if move.to}


def facts(status: OrderStatus, **changes: object) -> MoveFacts:
    """An order in a state with everything that any verb may want."""
    whole = MoveFacts(
        order_id=1,
        number="СЦ-2026-000001",
        version=1,
        status=status,
        kind=RequestKind.WARRANTY,
        use=Use.PERSONAL,
        customer_kind=CustomerKind.PERSON,
        customer_id=2,
        device_id=3,
        demanded_on=date(2026, 5, 20),
        received_on=date(2026, 5, 20),
        person_id=7,
        role=Role.ADMINISTRATOR,
        closed_at=clock.now() if status in CLOSED else None,
        repaired_at=clock.now(),
        nature=DefectNature.ABSENT,
        conclusion="Недостатка нет",
        checklist_version=5,
        proved_causes=1,
        has_notice=True,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def test_every_state_has_its_line_and_closed_ones_have_no_way_out() -> None:
    assert set(TRANSITIONS) == set(OrderStatus)
    assert all(not TRANSITIONS[status] for status in CLOSED)
    assert all(status not in to for status, to in TRANSITIONS.items())


def test_every_open_state_can_come_to_an_end() -> None:
    for status in set(OrderStatus) - CLOSED:
        seen, waiting = set[OrderStatus](), [status]
        while waiting:
            current = waiting.pop()
            if current not in seen:
                seen.add(current)
                waiting += TRANSITIONS[current]
        assert seen & CLOSED, status


@pytest.mark.parametrize(("before", "after"), list(product(OrderStatus, OrderStatus)))
def test_each_pair_of_states_is_led_by_a_verb_or_by_none(before: OrderStatus, after: OrderStatus) -> None:
    leading = [name for name, move in MOVING.items() if after in moves.targets(move, facts(before))]
    if after not in TRANSITIONS[before]:
        assert leading == []
    else:
        assert leading != []


@pytest.mark.parametrize(("name", "status"), list(product(MOVING, OrderStatus)))
def test_a_verb_from_a_wrong_state_says_from_which_it_goes(name: str, status: OrderStatus) -> None:
    move = MOVING[name]
    missing = moves.lacks(move, facts(status))
    if moves.targets(move, facts(status)):
        assert missing == ()
        return
    (only,) = missing
    assert only.code == ("order_closed" if status in CLOSED else "move_not_from")
    words = messages.notice_text(only)
    assert "СЦ-2026-000001" in words
    if status not in CLOSED:
        assert all(start.label in words for start in move.start)


@pytest.mark.parametrize(("name", "status"), list(product(sorted(set(VERBS) - set(MOVING)), CLOSED)))
def test_a_closed_order_takes_no_more_work(name: str, status: OrderStatus) -> None:
    codes = [one.code for one in moves.lacks(VERBS[name], facts(status))]
    if status in VERBS[name].start:
        assert name in AFTER_ALL
    else:
        assert codes == ["order_closed"]


@pytest.mark.parametrize("status", sorted(WAITING))
def test_a_repair_wants_a_diagnosis_but_maintenance_does_not(status: OrderStatus) -> None:
    bare = facts(status, nature=None, conclusion=None)
    assert [one.code for one in moves.lacks(MOVES["start_repair"], bare)] == ["diagnosis_missing"]
    agreed = replace(bare, kind=RequestKind.MAINTENANCE)
    assert moves.lacks(MOVES["start_repair"], agreed) == ()


def test_ready_names_each_open_item() -> None:
    undone = facts(OrderStatus.IN_REPAIR, open_items=((3, "Ток утечки"), (8, "Снимок шильдика")))
    missing = moves.lacks(MOVES["finish_repair"], undone)
    assert [(one.code, one.field) for one in missing] == [
        ("item_open", "checklist.3"),
        ("item_open", "checklist.8"),
    ]
    assert "Снимок шильдика" in messages.notice_text(missing[1])


@pytest.mark.parametrize("nature", [DefectNature.PRODUCTION, DefectNature.NOT_ESTABLISHED, None])
def test_a_defect_is_not_passed_over(nature: DefectNature | None) -> None:
    """From the diagnosis straight to the end goes only what has nothing to mend."""
    found = facts(OrderStatus.IN_DIAGNOSIS, nature=nature)
    assert "repair_not_started" in {one.code for one in moves.lacks(MOVES["finish_repair"], found)}
    assert moves.lacks(MOVES["finish_repair"], facts(OrderStatus.IN_DIAGNOSIS)) == ()
    checked = replace(found, kind=RequestKind.QUALITY_CHECK, nature=DefectNature.PRODUCTION)
    assert moves.lacks(MOVES["finish_repair"], checked) == ()


def test_the_second_person_is_another_one() -> None:
    own = facts(OrderStatus.IN_CHECK, needs_second_check=True, performers=frozenset({7}))
    assert [one.code for one in moves.lacks(MOVES["pass_check"], own)] == ["second_person"]
    assert moves.lacks(MOVES["pass_check"], replace(own, person_id=8)) == ()
    assert moves.after_repair(own) is OrderStatus.IN_CHECK
    assert moves.after_repair(replace(own, needs_second_check=False)) is OrderStatus.READY


def test_what_hand_over_asks_of_an_order() -> None:
    known = facts(OrderStatus.READY)
    assert moves.asked("hand_over", known) == frozenset()
    assert moves.asked("hand_over", replace(known, conclusion=None)) == {"defects"}
    paid = replace(known, kind=RequestKind.PAID, loaner_out=True)
    assert moves.asked("hand_over", paid) == {"payment", "loaner_note"}
    unfinished = replace(known, repaired_at=None)
    assert [one.code for one in moves.lacks(MOVES["hand_over"], unfinished)] == ["repaired_on_missing"]


def test_five_facts_are_owed_to_a_consumer_under_warranty() -> None:
    order = facts(OrderStatus.READY)
    assert moves.owes_five_facts(order)
    assert not moves.owes_five_facts(replace(order, kind=RequestKind.PAID))
    assert not moves.owes_five_facts(replace(order, customer_kind=CustomerKind.COMPANY, use=Use.BUSINESS))


def test_somebody_was_first_where_the_order_stands_at_the_end() -> None:
    assert moves.is_already(MOVES["start_repair"], facts(OrderStatus.IN_REPAIR))
    assert not moves.is_already(MOVES["start_repair"], facts(OrderStatus.ACCEPTED))
    assert not moves.is_already(MOVES["wait_for"], facts(OrderStatus.WAITING_PART))
