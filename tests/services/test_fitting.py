"""A part from the store becomes a line of the order with its serial and its own warranty."""

from __future__ import annotations

import pytest

from tests.support.stock import Store, open_store
from tests.support.verbs import one_entry, rows, see
from workstation.db import Database
from workstation.documents.conclusions import DefectNature, IrreparableReason
from workstation.documents.deeds import DiagnosisData, IrreparableData, NoteData, ReturnData
from workstation.documents.purchasing import RequestState
from workstation.errors import UserError
from workstation.models import PartRequest
from workstation.queries.order_bench import get_order_bench
from workstation.services import diagnosis, fitting, handover, life, part_requests, stock
from workstation.statuses import OldParts, PartSource


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
    with pytest.raises(UserError, match="request_state"):
        store.do(fitting.fit, request)
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
