"""Papers of the store issued: what they tell, numbers, versions, copies, labels in the queue, annulment."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from tests.support.stock import Store, open_store
from tests.support.verbs import do, one_entry, refused_without, rows, see
from workstation import clock
from workstation.db import Database
from workstation.documents.parts import LinkKind, PartUnit
from workstation.documents.purchasing import RequestState, SupplierData, WantedLine
from workstation.documents.stock import ReceiptData, ReceiptItem
from workstation.errors import UserError
from workstation.models import IssuedDocument, PrintJob, ReceiptLine
from workstation.queries.purchasing import get_receipt_act
from workstation.queries.stock import list_serials
from workstation.rules import codes
from workstation.services import (
    documents,
    orders,
    papers,
    parts,
    print_queue,
    purchasing,
    receipts,
    store_papers,
    suppliers,
)
from workstation.services.check import run_checks
from workstation.statuses import DocumentKind, DocumentState, PrintState

STORE_KINDS = {"purchase_order", "receipt_act", "part_label"}
CHECKS = ("document_numbers", "document_versions", "snapshots", "print_jobs", "stock_numbers", "journal")


@pytest.fixture
def store(database: Database) -> Store:
    return open_store(database)


def read(store: Store, document_id: int) -> Any:
    paper, _row = see(store.database, documents.read, document_id)
    return paper


def ordered(store: Store, *lines: WantedLine) -> int:
    said = SupplierData("ООО «Детали»", "7702003333", "8 495 765-43-21")
    supplier = store.do(suppliers.add_supplier, said)
    made: int = store.do(purchasing.make_purchase, supplier, store.warehouse_id, lines, "срочно")
    return made


def assert_sound(store: Store) -> None:
    broken = {one.name: one.problems for one in run_checks(store.database, CHECKS) if one.failed}
    assert broken == {}


def states(store: Store, kind: DocumentKind) -> list[tuple[str, int, str]]:
    found = [row for row in rows(store.database, IssuedDocument) if row["kind"] == kind.value]
    return [(row["number"], row["version"], row["state"]) for row in found]


def test_a_request_follows_what_is_asked(store: Store) -> None:
    pump, analogue = store.part(), store.part("DP-2610", "Насос", brand="Askoll")
    store.do(parts.link, pump, analogue, LinkKind.ANALOGUE)
    (asked,) = store.ask(pump, 2).requests
    first = one_entry(
        store.database, "documents.issue", lambda: store.do(store_papers.issue_request, store.order_id)
    )
    paper = read(store, first)
    assert (paper.number, paper.order, paper.version) == ("ЗЧ-2026-000001", "СЦ-2026-000001", 1)
    assert paper.code == codes.encode(store.order_id)
    (line,) = paper.parts
    assert (line.part.number, line.quantity, line.state) == ("00751313", 2, RequestState.WANTED)
    assert line.substitutes == ("DP-2610",)
    assert store.do(store_papers.issue_request, store.order_id) == first

    made = ordered(store, WantedLine(pump, 2, 12_000, (asked.id,)))
    day = clock.today() + timedelta(days=7)
    store.do(purchasing.mark_sent, made, "почта", day)
    again, stamp = store.do(papers.print_of, store.order_id, DocumentKind.PART_REQUEST_SHEET)
    assert not stamp.copy
    (line,) = again.parts
    assert (line.supplier, line.purchase, line.promised_on) == ("ООО «Детали»", "ЗП-2026-000001", day)
    assert states(store, DocumentKind.PART_REQUEST_SHEET) == [
        ("ЗЧ-2026-000001", 1, DocumentState.REPLACED.value),
        ("ЗЧ-2026-000001", 2, DocumentState.VALID.value),
    ]
    _same, stamp = store.do(papers.print_of, store.order_id, DocumentKind.PART_REQUEST_SHEET)
    assert stamp.copy
    other = store.order("FD 0503 000777")
    store.ask(pump, 1, other)
    assert read(store, store.do(store_papers.issue_request, other)).number == "ЗЧ-2026-000002"
    assert_sound(store)


def test_a_request_of_nothing_is_refused_and_goes_with_its_order(store: Store) -> None:
    with pytest.raises(UserError, match="request_none"):
        store.do(store_papers.issue_request, store.order_id)
    with pytest.raises(UserError, match="order_not_found"):
        store.do(store_papers.issue_request, 7)
    store.ask(store.part())
    store.do(store_papers.issue_request, store.order_id)
    store.do(orders.cancel, store.order_id, "передумал")
    assert states(store, DocumentKind.PART_REQUEST_SHEET)[0][2] == DocumentState.ANNULLED.value
    assert_sound(store)


def test_an_order_to_a_supplier_is_issued_and_changes(store: Store) -> None:
    pump, board = store.part(), store.part("BD-1", "Плата")
    made = ordered(store, WantedLine(pump, 2, 12_000), WantedLine(board, 1, 100_050))
    first = store.do(store_papers.issue_purchase, made)
    paper = read(store, first)
    assert (paper.number, paper.code) == ("ЗП-2026-000001", codes.encode(made))
    assert (paper.total, [one.amount for one in paper.parts]) == (124_050, [24_000, 100_050])
    assert (paper.supplier.name, paper.supplier.inn) == ("ООО «Детали»", "7702003333")
    assert paper.supplier.phone == "+7 495 765-43-21"
    assert (paper.note, paper.parts[0].part.brand) == ("срочно", "Bosch")
    assert not store.do(documents.for_print, first)[1].copy
    assert store.do(store_papers.issue_purchase, made) == first
    assert store.do(documents.for_print, first)[1].copy
    store.do(purchasing.drop_line, made, board)
    second = store.do(store_papers.issue_purchase, made)
    assert (read(store, second).version, read(store, second).total) == (2, 24_000)
    (job,) = store.do(documents.queue, second, purpose="paper", page="A4")
    store.do(purchasing.cancel_rest, made, "нет у поставщика")
    assert [one[1:] for one in states(store, DocumentKind.PURCHASE_ORDER)] == [
        (1, DocumentState.REPLACED.value),
        (2, DocumentState.ANNULLED.value),
    ]
    (queued,) = [row for row in rows(store.database, PrintJob) if row["id"] == job]
    assert queued["state"] == PrintState.CANCELLED.value
    with pytest.raises(UserError, match="purchase_state"):
        store.do(store_papers.issue_purchase, made)
    assert_sound(store)


def test_a_receipt_act_tells_what_differs(store: Store) -> None:
    pump = store.part()
    made = ordered(store, WantedLine(pump, 3, 12_000))
    store.do(purchasing.mark_sent, made, "почта")
    item = ReceiptItem(pump, 1, 12_000, damaged=1, missing=1, note="разбит угол")
    data = ReceiptData(store.warehouse_id, (item,), purchase_id=made, delivery_note="УПД-7")
    came = store.do(receipts.receive, data)
    other = replace(store.actor, name="Петров Пётр", short_name="Петров П.")
    with clock.standing_at(clock.now() + timedelta(days=1)):
        issued = do(store.database, store_papers.issue_receipt, other, came.receipt_id)
    act = read(store, issued)
    assert (act.issued_at, act.employee.name) == (came.act.made_at, store.actor.name)
    known = see(store.database, get_receipt_act, came.receipt_id)
    assert (act.number, act.differs, act.delivery_note) == (known.number, True, "УПД-7")
    (line,) = act.parts
    assert (line.ordered, line.accepted, line.damaged, line.missing) == (3, 1, 1, 1)
    assert (line.note, act.purchase, act.supplier.name) == ("разбит угол", "ЗП-2026-000001", "ООО «Детали»")
    with pytest.raises(UserError, match="receipt_not_found"):
        store.do(store_papers.issue_receipt, 7)
    assert_sound(store)


def test_a_paper_of_nothing_is_found_by_the_check(store: Store) -> None:
    made = ordered(store, WantedLine(store.part(), 1, 100))
    document_id = store.do(store_papers.issue_purchase, made)
    wrong = update(IssuedDocument.__table__).values(number="ЗП-2026-000099")
    do(store.database, lambda session: session.execute(wrong.where(IssuedDocument.id == document_id)))
    (broken,) = [one for one in run_checks(store.database, ["document_versions"]) if one.failed]
    assert broken.problems == ("Документ ЗП-2026-000099: того, о чём он, в базе нет",)


def test_labels_name_the_part_the_piece_and_the_batch(store: Store) -> None:
    pump, board = store.part(), store.part("BD-1", "Плата", is_serial=True)
    store.receive(pump, 4, 400, cell="А-12")
    store.receive(board, 1, 100, serials=("SN-7",), cell="Б-01")
    label = read(store, store.do(store_papers.issue_label, pump))
    assert (label.code, label.cell, label.receipt) == (codes.encode(pump), "А-12", None)
    (piece,) = see(store.database, list_serials, store.actor.branch_id, part_id=board)
    label = read(store, store.do(store_papers.issue_label, piece.id))
    assert (label.code, label.serial_number, label.cell) == (codes.encode(piece.id), "SN-7", "Б-01")
    line = rows(store.database, ReceiptLine)[0]["id"]
    label = read(store, store.do(store_papers.issue_label, line))
    assert (label.number, label.code) == (codes.encode(line), codes.encode(pump))
    assert (label.receipt, label.cell) == ("ПР-2026-000001", "А-12")
    with pytest.raises(UserError, match="part_unknown"):
        store.do(store_papers.issue_label, 7)
    assert_sound(store)


def test_labels_of_one_print_are_first_ones_and_later_ones_copies(store: Store) -> None:
    pump = store.part()
    jobs = store.do(store_papers.print_labels, pump, page="58x30", count=3)
    queued = rows(store.database, PrintJob)
    assert [(row["purpose"], row["page"], row["is_copy"]) for row in queued if row["id"] in jobs] == [
        ("label", "58x30", 0)
    ] * 3
    for job in jobs:
        do(store.database, print_queue.mark_done, job)
    (later,) = store.do(store_papers.print_labels, pump, page="58x30")
    assert [row["is_copy"] for row in rows(store.database, PrintJob) if row["id"] == later] == [1]
    for count in (0, store_papers.MOST_LABELS + 1):
        with pytest.raises(UserError, match="labels_many"):
            store.do(store_papers.print_labels, pump, page="58x30", count=count)
    assert_sound(store)


def test_a_receipt_has_a_label_for_each_piece(store: Store) -> None:
    pump, board = store.part(), store.part("BD-1", "Плата", is_serial=True)
    wire = store.part("ПВС", "Провод", unit=PartUnit.CENTIMETRE)
    items = (
        ReceiptItem(pump, 3, 300),
        ReceiptItem(board, 2, 200, serials=("SN-1", "SN-2")),
        ReceiptItem(wire, 500, 500),
        ReceiptItem(store.part("X-1", "Люк"), 0, 0, damaged=1),
    )
    came = store.do(receipts.receive, ReceiptData(store.warehouse_id, items))
    jobs = store.do(store_papers.print_receipt_labels, came.receipt_id, page="58x40")
    assert len(jobs) == 3 + 2 + 1
    queued = {row["id"]: row["document_id"] for row in rows(store.database, PrintJob)}
    labels = [read(store, queued[job]) for job in jobs]
    assert [(one.part.number, one.serial_number) for one in labels] == [
        *[("00751313", None)] * 3, ("ПВС", None), ("BD-1", "SN-1"), ("BD-1", "SN-2"),
    ]  # fmt: skip
    with pytest.raises(UserError, match="labels_none"):
        store.do(store_papers.print_receipt_labels, 7, page="58x40")
    many = ReceiptData(store.warehouse_id, (ReceiptItem(pump, store_papers.MOST_LABELS + 1, 1),))
    with pytest.raises(UserError, match="labels_many"):
        store.do(store_papers.print_receipt_labels, store.do(receipts.receive, many).receipt_id, page="58x40")
    assert_sound(store)


def test_who_may_issue_them(store: Store) -> None:
    pump = store.part()
    made = ordered(store, WantedLine(pump, 1, 100))
    for right, verb, key in (
        ("purchasing.change", store_papers.issue_purchase, made),
        ("stock.label", store_papers.issue_label, pump),
        ("stock.receive", store_papers.issue_receipt, made),
    ):
        work = partial(do, store.database, verb)
        refused_without(store.database, store.actor, right, lambda who, work=work, key=key: work(who, key))
    assert [row for row in rows(store.database, IssuedDocument) if row["kind"] in STORE_KINDS] == []
