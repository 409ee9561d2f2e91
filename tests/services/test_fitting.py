"""A part from the store becomes a line of the order with its serial and its own warranty."""

from __future__ import annotations

from datetime import timedelta

import pytest

from printing import render
from tests.printing.reading import text_of
from tests.support.bench import tick_all
from tests.support.stock import Store, open_store
from tests.support.verbs import do, one_entry, refused_without, rows, see
from workstation import clock
from workstation.db import Database
from workstation.documents.conclusions import DefectNature, IrreparableReason
from workstation.documents.deeds import (
    DiagnosisData,
    HandOverData,
    IrreparableData,
    LineData,
    NoteData,
    PartData,
    ReturnData,
)
from workstation.documents.findings import DefectData
from workstation.documents.purchasing import RequestState
from workstation.documents.stock import MovementKind, OldPartFate
from workstation.documents.warranty import EntitlementCode, Free
from workstation.errors import UserError
from workstation.models import PartRequest, StockMovement
from workstation.queries.order_bench import get_order_bench
from workstation.queries.order_view import get_order_by_id
from workstation.queries.part_requests import list_arrived
from workstation.queries.parts import get_part
from workstation.queries.stock import list_movements, list_old_parts, list_serials
from workstation.services import (
    assessment,
    diagnosis,
    findings,
    fitting,
    handover,
    life,
    papers,
    part_requests,
    stock,
    works,
)
from workstation.statuses import DocumentKind, OldParts, PartSource


@pytest.fixture
def store(database: Database) -> Store:
    """A store whose order is in repair."""
    made = open_store(database)
    made.do(life.start_diagnosis, made.order_id, NoteData())
    found = DiagnosisData(DefectNature.PRODUCTION, "износ помпы")
    made.do(diagnosis.record_diagnosis, made.order_id, found)
    made.do(life.start_repair, made.order_id, NoteData())
    return made


def test_the_line_says_what_was_fitted(store: Store) -> None:
    part = store.part(is_serial=True, warranty_months=6)
    store.receive(part, 2, 200, serials=("SN-1", "SN-2"))
    request = store.ask(part).requests[0].id
    store.do(part_requests.issue, request, ("SN-2",))
    line = one_entry(
        store.database,
        "bench.add_part",
        lambda: store.do(fitting.fit, request, serial_out="X-9", old_part=OldParts.TO_CUSTOMER),
    )
    bench = see(store.database, get_order_bench, store.order_id)
    (fitted,) = bench.parts
    assert (fitted.id, fitted.part_number, fitted.name) == (line, "00751313", "Помпа сливная")
    assert (fitted.serial_in, fitted.serial_out, fitted.warranty_months) == ("SN-2", "X-9", 6)
    assert (fitted.source, fitted.old_part) == (PartSource.STOCK, OldParts.TO_CUSTOMER)
    (kept,) = rows(store.database, PartRequest)
    assert (kept["state"], kept["part_line_id"]) == (RequestState.FITTED.value, line)
    with pytest.raises(UserError, match="request_state"):
        store.do(fitting.fit, request)
    store.assert_whole()


def test_what_is_reserved_is_issued_and_fitted_in_one_step_and_the_old_part_is_tagged(store: Store) -> None:
    part = store.part(is_serial=True)
    store.receive(part, 1, 100, serials=("SN-1",))
    request = store.ask(part).requests[0].id
    with pytest.raises(UserError, match="serials_count"):
        store.do(fitting.fit, request)
    assert store.stock(part) == (1, 1)
    out = {"serials": ("SN-1",), "serial_out": "X-9", "fate": OldPartFate.MANUFACTURER}
    store.do(fitting.fit, request, **out)
    (fitted,) = see(store.database, get_order_bench, store.order_id).parts
    assert (fitted.serial_in, fitted.serial_out) == ("SN-1", "X-9")
    assert fitted.old_part is OldParts.TO_MANUFACTURER
    (old,) = see(store.database, list_old_parts, store.actor.branch_id)
    assert (old.name, old.serial_number, old.fate) == ("Помпа сливная", "X-9", OldPartFate.MANUFACTURER)
    assert store.stock(part) == (0, 0)
    with pytest.raises(UserError, match="request_state"):
        store.do(fitting.fit, store.ask(part).requests[0].id)
    store.assert_whole()


def test_of_what_was_issued_only_what_did_not_come_back_is_fitted(store: Store) -> None:
    part = store.part()
    store.receive(part, 3, 300)
    request = store.ask(part, 3).requests[0].id
    (issue,) = store.do(part_requests.issue, request)
    store.do(stock.put_back, issue, store.cell(), 2)
    store.do(fitting.fit, request)
    assert see(store.database, get_order_bench, store.order_id).parts[0].quantity == 1
    store.assert_whole()


def test_a_part_taken_back_lies_in_its_cell_at_its_cost(store: Store) -> None:
    part = store.part(is_serial=True)
    store.receive(part, 1, 70, serials=("SN-1",), cell="А-3")
    store.receive(part, 1, 90, serials=("SN-2",), cell="А-4")
    request = store.ask(part).requests[0]
    serial, cost, cell = (
        ("SN-1", 70, "А-3") if request.place == "Основной склад, А-3" else ("SN-2", 90, "А-4")
    )
    fate = OldPartFate.CUSTOMER
    line = store.do(fitting.fit, request.id, serials=(serial,), serial_out="X-9", fate=fate)
    with pytest.raises(UserError, match="reason_required"):
        store.do(works.remove_part, store.order_id, LineData(line, " "))
    assert store.stock(part) == (1, 0)
    one_entry(
        store.database,
        "bench.remove_part",
        lambda: store.do(works.remove_part, store.order_id, LineData(line, "не помогла")),
    )
    assert see(store.database, get_order_bench, store.order_id).parts == ()
    assert see(store.database, get_part, store.actor.branch_id, part, clock.today()).cost == 160
    back, *_ = see(store.database, list_movements, store.actor.branch_id, part_id=part)
    assert (back.kind, back.bin, back.cost) == (MovementKind.RETURN, cell, cost)
    assert (back.serial_number, back.reason) == (serial, "не помогла")
    lying = see(store.database, list_serials, store.actor.branch_id, part_id=part)
    assert {one.serial_number for one in lying} == {"SN-1", "SN-2"}
    (kept,) = rows(store.database, PartRequest)
    assert kept["state"] == RequestState.RETURNED.value
    (old,) = see(store.database, list_old_parts, store.actor.branch_id, open_only=False)
    assert (old.fate, old.settled_at is not None) == (OldPartFate.BACK, True)
    told = see(store.database, get_order_by_id, store.order_id).journal[-1].body
    assert (told["returned"], told["cost_kopecks"], told["old_part"]) == (1, cost, old.number)
    store.assert_whole()


def test_a_part_taken_back_serves_who_waits(store: Store) -> None:
    part = store.part()
    store.receive(part, 1, 100)
    line = store.do(fitting.fit, store.ask(part).requests[0].id)
    waiting = store.ask(part, order_id=store.order("S-2"))
    assert waiting.requests[0].state is RequestState.WANTED
    store.do(works.remove_part, store.order_id, LineData(line, "ошибка"))
    (woken,) = see(store.database, list_arrived, store.actor.branch_id)
    assert woken.request_id == waiting.requests[0].id
    assert store.stock(part) == (1, 1)
    store.assert_whole()


def test_a_part_written_by_hand_returns_nothing(store: Store) -> None:
    part = store.part()
    line = store.do(works.add_part, store.order_id, PartData("Помпа сливная", "00751313"))
    store.do(works.remove_part, store.order_id, LineData(line, "ошибка"))
    assert store.stock(part) == (0, 0)
    assert rows(store.database, StockMovement) == []


def test_a_fitted_part_comes_back_only_by_its_line(store: Store) -> None:
    part = store.part()
    store.receive(part, 1, 100)
    request = store.ask(part).requests[0].id
    (issue,) = store.do(part_requests.issue, request)
    store.do(fitting.fit, request)
    with pytest.raises(UserError, match="part_fitted"):
        store.do(stock.put_back, issue, store.cell(), 1)
    assert store.stock(part) == (0, 0)


def test_the_term_of_a_part_from_the_store_goes_to_the_act_and_to_the_next_verdict(store: Store) -> None:
    part = store.part(warranty_months=30, is_serial=True)
    store.receive(part, 1, 100, serials=("SN-1",))
    fate = OldPartFate.CUSTOMER
    line = store.do(fitting.fit, store.ask(part).requests[0].id, serials=("SN-1",), fate=fate)
    tick_all(store.database, store.actor, store.order_id)
    store.do(life.finish_repair, store.order_id, NoteData())
    store.do(handover.hand_over, store.order_id, HandOverData())
    until = clock.add_months(clock.today(), 30)
    kind = DocumentKind.HANDOVER_ACT
    act, stamp = store.do(papers.print_of, store.order_id, kind)
    (used,) = act.facts.parts
    assert (used.part_number, used.serial_in, used.warranty_until) == ("00751313", "SN-1", until)
    text = text_of(render(act, stamp))
    for words in ("Помпа сливная", "SN-1", f"{until:%d.%m.%Y}", "возвращены заказчику, бирка СД-2026-000001"):
        assert words in text
    with pytest.raises(UserError, match="order_closed"):
        store.do(works.remove_part, store.order_id, LineData(line, "поздно"))
    assert store.stock(part) == (0, 0)
    with clock.standing_at(clock.now() + timedelta(days=28 * 31)):
        again = store.order("FD 0503 000123")
        assert see(store.database, get_order_by_id, again).repeat_of is not None
        store.do(findings.record_defect, again, DefectData(replaced_part="00751313"))
        assessed = see(store.database, assessment.latest, again)
    found = assessed.verdict.entitlement
    assert (found.code, found.free, found.until) == (EntitlementCode.PART, Free.YES, until)
    store.assert_whole()


def test_what_is_put_back_is_not_fitted(store: Store) -> None:
    part = store.part()
    store.receive(part, 1, 100)
    request = store.ask(part).requests[0].id
    (issue,) = store.do(part_requests.issue, request)
    store.do(stock.put_back, issue, store.cell(), 1)
    with pytest.raises(UserError, match="request_state"):
        store.do(fitting.fit, request)
    assert see(store.database, get_order_bench, store.order_id).parts == ()
    store.assert_whole()


def test_everything_issued_for_a_request_goes_back_to_its_cell(store: Store) -> None:
    part = store.part()
    store.receive(part, 2, 150, cell="А-3")
    request = store.ask(part, 2).requests[0].id
    with pytest.raises(UserError, match="request_state"):
        store.do(stock.put_back_request, request)
    store.do(part_requests.issue, request)
    cost = one_entry(
        store.database, "stock.put_back", lambda: store.do(stock.put_back_request, request, "не подошла")
    )
    assert (cost, store.stock(part)) == (150, (2, 0))
    assert rows(store.database, PartRequest)[0]["state"] == RequestState.RETURNED.value
    (back, *_) = see(store.database, list_movements, store.actor.branch_id, part_id=part)
    assert (back.kind, back.bin, back.reason) == (MovementKind.RETURN, "А-3", "не подошла")
    refused_without(
        store.database,
        store.actor,
        "stock.put_back",
        lambda actor: do(store.database, stock.put_back_request, actor, request),
    )
    store.assert_whole()


def test_an_order_that_is_given_back_wants_nothing(store: Store) -> None:
    part = store.part()
    store.receive(part, 1, 100)
    store.ask(part)
    irreparable = IrreparableData(IrreparableReason.NOT_SUPPLIED)
    store.do(life.declare_irreparable, store.order_id, irreparable)
    assert rows(store.database, PartRequest)[0]["state"] == RequestState.RESERVED.value
    store.do(handover.return_unrepaired, store.order_id, ReturnData("не чинится"))
    assert rows(store.database, PartRequest)[0]["state"] == RequestState.CANCELLED.value
    assert store.stock(part) == (1, 0)
    store.assert_whole()
