"""Papers of a repair from the base to the page: facts, terms, money, versions, numbers, refusals."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from printing import render
from tests.printing.reading import text_of
from tests.support.bench import mended
from tests.support.intakes import accept, ready, request, visit, washer
from tests.support.verbs import do, journal, one_entry, refused_without, rows, see
from workstation import clock, keys
from workstation.db import Database
from workstation.documents import codec
from workstation.documents.bench import UsedPart
from workstation.documents.contacts import Channel, NotifyData
from workstation.documents.deeds import HandOverData, Measurement
from workstation.documents.intake import CustomerData, EstimateData, IntakeItem
from workstation.documents.repair_papers import CompletionAct, HandoverAct, RepairWarrantyCard, WorkOrderSheet
from workstation.documents.unclaimed import NoticeData, NoticeWay
from workstation.errors import UserError
from workstation.models import (
    Diagnosis,
    Handover,
    IssuedDocument,
    LabourLine,
    PartLine,
    PrintJob,
    StatusChange,
    WorkOrder,
)
from workstation.queries.order_view import get_order_by_id
from workstation.rules.papers import issuable
from workstation.services import check, deeds, documents, papers, repair_papers, unclaimed
from workstation.services.check import is_whole
from workstation.statuses import (
    CustomerKind,
    DocumentKind,
    DocumentState,
    EstimateKind,
    OrderStatus,
    RequestKind,
    TakenBy,
)

HANDED = date(2026, 5, 27)
DEFECTS = "Заклинил насос слива. Насос заменён, слив проверен."


class Bench:
    """An order, and rows that the bench and the handover would leave of it."""

    def __init__(self, database: Database, item: IntakeItem | None = None, **visit_of: Any) -> None:
        self.database, self.actor = database, ready(database)
        chosen = item or IntakeItem(washer(sold_on=date(2025, 6, 10)), request())
        self.order = accept(database, self.actor, visit(chosen, **visit_of)).orders[0]
        self.row = rows(database, WorkOrder)[0]

    def put(self, model: Any, **values: Any) -> None:
        def work(session: Any) -> None:
            session.execute(insert(model.__table__), {"order_id": self.order.id, **values})

        do(self.database, work)

    def set(self, **values: Any) -> None:
        table = WorkOrder.__table__
        query = update(table).where(table.c.id == self.order.id).values(**values)
        do(self.database, lambda session: session.execute(query))

    def line(self, name: str, **values: Any) -> None:
        self.put(
            LabourLine, id=keys.new_key(), name=name, performer_id=self.actor.user_id, added_at=clock.now(),
            user_id=self.actor.user_id, **values,
        )  # fmt: skip

    def part(self, name: str, **values: Any) -> None:
        known = {"quantity": 1, "source": "stock", **values}
        self.put(
            PartLine, id=keys.new_key(), name=name, added_at=clock.now(), user_id=self.actor.user_id, **known
        )

    def mend(self) -> None:
        """Diagnosed, two works, a part, and the repair is over."""
        measured = codec.encode((Measurement("Сопротивление изоляции", "12.4", "МОм"),)).decode()  # type: ignore[arg-type]
        self.put(
            Diagnosis, nature="production", conclusion=DEFECTS, measured=measured, made_at=clock.now(),
            user_id=self.actor.user_id, version=1,
        )  # fmt: skip
        self.line("Замена насоса слива", norm_minutes=45, warranty_months=6)
        self.line("Проверка слива", norm_minutes=20)
        self.part("Насос слива", part_number="00145212", serial_in="N1", serial_out="O1", warranty_months=12)
        self.set(repaired_at=clock.now(), status=OrderStatus.READY.value, technician_id=self.actor.user_id)

    def hand_over(self, **changes: Any) -> None:
        used = (UsedPart("Насос слива", 1, "00145212", "N1", 12, date(2027, 5, 27)),)
        known: dict[str, Any] = {
            "demanded_on": self.row["demanded_on"],
            "received_on": clock.local(self.row["accepted_at"]).date(),
            "repaired_on": HANDED - timedelta(days=1), "defects": DEFECTS, "handed_on": HANDED,
            "parts": codec.encode(used).decode(), "handed_at": clock.now(), "is_repaired": True,
            "taken_by": "receipt", "accessories": self.row["accessories"], "old_parts": "to_manufacturer",
            "payment": "not_due", "shown_working": True, "signed_by": "paper", "extension_days": 5,
            "warranty_before": date(2027, 6, 10), "warranty_until": date(2027, 6, 15),
            "user_id": self.actor.user_id,
        }  # fmt: skip
        self.put(Handover, **(known | changes))

    def issue(self, kind: DocumentKind) -> Any:
        document_id = do(self.database, papers.issue, self.actor, self.order.id, kind)
        return see(self.database, documents.read, document_id)[0]

    def refused(self, kind: DocumentKind) -> str:
        with pytest.raises(UserError) as caught:
            self.issue(kind)
        return caught.value.code


@pytest.fixture
def bench(database: Database) -> Bench:
    return Bench(database)


def test_a_sheet_of_an_open_order_follows_its_works(bench: Bench) -> None:
    kind = DocumentKind.WORK_ORDER_SHEET
    first: WorkOrderSheet = bench.issue(kind)
    assert (first.number, first.version, first.works, first.parts) == (bench.order.number, 1, (), ())
    assert bench.issue(kind) == first, "nothing has changed: the same paper"
    bench.mend()
    paper, stamp = do(bench.database, papers.print_of, bench.actor, bench.order.id, kind)
    assert (paper.version, stamp.copy) == (2, False)
    assert [work.name for work in paper.works] == ["Замена насоса слива", "Проверка слива"]
    assert paper.works[0].norm_minutes == 45
    assert [one.short_name for one in paper.technicians] == [bench.actor.short_name]
    again, second = do(bench.database, papers.print_of, bench.actor, bench.order.id, kind)
    assert (again, second.copy) == (paper, True), "the same snapshot again is a copy"
    states = {
        row["version"]: row["state"]
        for row in rows(bench.database, IssuedDocument, IssuedDocument.kind == kind.value)
    }
    assert states == {1: DocumentState.REPLACED.value, 2: DocumentState.VALID.value}


def test_what_was_done_is_told_after_the_repair(bench: Bench) -> None:
    assert bench.refused(DocumentKind.COMPLETION_ACT) == "repair_not_over"
    bench.mend()
    act: CompletionAct = bench.issue(DocumentKind.COMPLETION_ACT)
    assert act.number == "АВР-2026-000001"
    assert act.defect == DEFECTS
    assert (act.works[0].warranty_months, act.parts[0].warranty_months) == (6, 12)
    text = text_of(render(act, documents_stamp(bench)))
    assert text.count("безвозмездно") == len(act.works) + len(act.parts) + 2
    bench.line("Ещё работа")
    assert bench.issue(DocumentKind.COMPLETION_ACT) == act, "it stays as it was handed out"


def documents_stamp(bench: Bench) -> Any:
    row = rows(bench.database, IssuedDocument)[0]
    return see(bench.database, documents.stamp_of, bench.actor, row, copy=False)


def test_the_act_of_handing_over_tells_the_five_facts_and_the_terms(bench: Bench) -> None:
    for kind in (DocumentKind.HANDOVER_ACT, DocumentKind.REPAIR_WARRANTY_CARD):
        assert bench.refused(kind) == "not_handed_over"
    bench.mend()
    bench.hand_over()
    act: HandoverAct = bench.issue(DocumentKind.HANDOVER_ACT)
    facts = act.facts
    assert facts is not None
    assert (act.number, act.version) == (bench.order.number, 1)
    assert (facts.demanded_on, facts.received_on) == (bench.row["demanded_on"], clock.today())
    assert (facts.repaired_on, facts.handed_on, facts.defects) == (date(2026, 5, 26), HANDED, DEFECTS)
    (part,) = facts.parts
    assert (part.name, part.serial_in, part.serial_out) == ("Насос слива", "N1", "O1")
    assert (act.idle_days, act.warranty_until, act.safety) == (
        5, date(2027, 6, 15), "сопротивление изоляции 12,4 МОм",
    )  # fmt: skip
    text = text_of(render(act, documents_stamp(bench)))
    for words in ("п. 3 ст. 20", "5 дней", "15.06.2027", "27.05.2026", "00145212", "по акту приёма"):
        assert words in text
    card: RepairWarrantyCard = bench.issue(DocumentKind.REPAIR_WARRANTY_CARD)
    assert card.number == "ГТ-2026-000001"
    assert card.works[0].warranty_until == date(2026, 11, 27)
    assert card.parts[0].warranty_months == 12


def test_no_parts_are_said_in_words(bench: Bench) -> None:
    bench.hand_over(parts="[]", old_parts="none")
    act = bench.issue(DocumentKind.HANDOVER_ACT)
    assert act.facts.parts == ()
    assert "не использовались" in text_of(render(act, documents_stamp(bench)))


@pytest.mark.parametrize("missing", [{"repaired_on": None}, {"defects": None}, {"defects": " "}])
def test_a_consumers_warranty_act_is_not_made_without_a_fact(bench: Bench, missing: dict[str, Any]) -> None:
    bench.mend()
    bench.hand_over(**missing)
    assert bench.refused(DocumentKind.HANDOVER_ACT) == "five_facts_missing"
    assert rows(bench.database, IssuedDocument, IssuedDocument.kind == "handover_act") == []


def test_a_paid_repair_tells_the_agreed_cost(database: Database) -> None:
    estimate = EstimateData(EstimateKind.FIRM, 1_250_000)
    item = IntakeItem(washer(), request(kind=RequestKind.PAID, estimate=estimate, prepayment=100_000))
    bench = Bench(database, item)
    bench.mend()
    bench.hand_over(
        payment="paid", payment_note="чек ФД 12, ФПД 345", extension_days=0, warranty_until=None,
        warranty_before=None, work_warranty_months=3, work_warranty_until=date(2026, 8, 27), defects=None,
    )  # fmt: skip
    act: HandoverAct = bench.issue(DocumentKind.HANDOVER_ACT)
    assert act.bill is not None
    assert (act.bill.total, act.bill.due, act.payer) == (1_250_000, 1_150_000, "customer")
    assert act.facts is not None
    assert act.facts.defects == DEFECTS, "the diagnosis says it where the handover does not"
    text = text_of(render(act, documents_stamp(bench)))
    assert "безвозмездно" not in text
    for words in ("12 500,00 ₽", "ФД 12", "до 27.08.2026", "Оплачено"):
        assert words.replace(" ", "") in text.replace("\u00a0", "").replace(" ", "")
    card: RepairWarrantyCard = bench.issue(DocumentKind.REPAIR_WARRANTY_CARD)
    assert [work.warranty_months for work in card.works] == [6, 3]


@pytest.mark.parametrize(
    ("changes", "owed"),
    [
        ({}, 0),
        ({"kind": RequestKind.PAID, "estimate": EstimateData(EstimateKind.FIRM, 300_000)}, 250_000),
        ({"kind": RequestKind.PAID, "estimate": EstimateData(EstimateKind.APPROXIMATE, 300_000)}, None),
    ],
)
def test_letters_name_what_was_agreed(sqlite_database: Database, changes: Any, owed: int | None) -> None:
    bench = Bench(sqlite_database, IntakeItem(washer(), request(prepayment=50_000, **changes)))
    bench.mend()
    order_id = bench.order.id
    do(sqlite_database, unclaimed.notify_ready, bench.actor, order_id, NotifyData(Channel.PHONE))
    do(sqlite_database, unclaimed.warn_unclaimed, bench.actor, order_id, NoticeData(NoticeWay.HAND))
    ready_sheet = papers.print_of, bench.actor, order_id, DocumentKind.READY_NOTICE
    warning_sheet = papers.print_of, bench.actor, order_id, DocumentKind.UNCLAIMED_NOTICE
    notice, stamp = do(sqlite_database, *ready_sheet)
    warning, _stamp = do(sqlite_database, *warning_sheet)
    assert notice.to_pay == owed
    assert [due.amount for due in warning.dues] == ([owed] if owed else [])
    text = text_of(render(notice, stamp))
    assert ("оплачивать нечего" in text) == (owed == 0)
    assert ("2 500,00" in text.replace("\u00a0", " ")) == (owed == 250_000)


def test_a_device_given_back_as_it_was_says_why(bench: Bench) -> None:
    moved = {"to_status": "returned_unrepaired", "changed_at": clock.now(), "reason": "отказался от ремонта"}
    bench.put(StatusChange, id=keys.new_key(), user_id=bench.actor.user_id, **moved)
    bench.hand_over(
        is_repaired=False, repaired_on=None, defects=None, parts="[]", extension_days=0, old_parts="none"
    )
    act: HandoverAct = bench.issue(DocumentKind.HANDOVER_ACT)
    assert (act.facts, act.unrepaired) == (None, "отказался от ремонта")
    assert bench.refused(DocumentKind.REPAIR_WARRANTY_CARD) == "not_repaired"


def test_a_company_is_told_without_the_law_on_consumers(database: Database) -> None:
    company = CustomerData(CustomerKind.COMPANY, "ООО «Ёлка»", "8 495 123-45-67", inn="7702008885")
    bench = Bench(database, IntakeItem(washer(), request(wants_presence=False)), customer=company)
    bench.mend()
    bench.hand_over(repaired_on=None, defects=None)
    act = bench.issue(DocumentKind.HANDOVER_ACT)
    assert act.facts.defects == DEFECTS
    assert "2300-1" not in text_of(render(act, documents_stamp(bench)))


def test_the_papers_of_a_handover_are_queued_with_it(bench: Bench) -> None:
    bench.mend()
    bench.hand_over()
    made = do(bench.database, repair_papers.issue_at_handover, bench.actor, bench.order.id, is_repaired=True)
    jobs = rows(bench.database, PrintJob, PrintJob.document_id.in_(made))
    assert [(made.index(job["document_id"]), job["recipient"]) for job in jobs] == [
        (0, "customer"), (0, "centre"), (1, "customer"),
    ]  # fmt: skip
    again = do(bench.database, repair_papers.issue_at_handover, bench.actor, bench.order.id, is_repaired=True)
    assert again == made


def test_issuing_is_one_entry_and_a_right(bench: Bench) -> None:
    bench.mend()
    kind = DocumentKind.COMPLETION_ACT
    refused_without(
        bench.database, bench.actor, "documents.issue",
        lambda actor: do(bench.database, papers.issue, actor, bench.order.id, kind),
    )  # fmt: skip
    first = one_entry(bench.database, "documents.issue", lambda: bench.issue(kind))
    before = journal(bench.database)
    assert bench.issue(kind) == first
    assert journal(bench.database) == before, "the same paper again is no entry"


def test_an_annulled_paper_is_issued_anew_and_every_check_holds(bench: Bench) -> None:
    bench.mend()
    bench.hand_over()
    kinds = list(repair_papers.SERIES)
    for kind in kinds:
        bench.issue(kind)
    for kind in kinds:
        (row,) = rows(bench.database, IssuedDocument, IssuedDocument.kind == kind.value)
        do(bench.database, documents.annul, bench.actor, row["id"], "ошибка")
    numbers = [(bench.issue(kind).number, bench.issue(kind).version) for kind in kinds]
    assert numbers == [
        (bench.order.number, 2), ("АВР-2026-000002", 1), (bench.order.number, 2), ("ГТ-2026-000002", 1),
    ]  # fmt: skip
    found = check.run_checks(bench.database, ("document_numbers", "document_versions", "snapshots"))
    assert [(one.name, one.problems) for one in found if one.problems] == []
    assert len(found) == 3


def test_a_life_by_verbs_leaves_its_papers_and_every_check_holds(database: Database) -> None:
    actor = ready(database)
    order = accept(database, actor).orders[0]
    mended(database, actor, order.id)
    view = see(database, get_order_by_id, order.id)
    assert DocumentKind.COMPLETION_ACT in issuable(view)
    assert DocumentKind.HANDOVER_ACT not in issuable(view)
    data = HandOverData(taken_by=TakenBy.IDENTITY, taker="Ли Виктор Хен")
    do(database, deeds.do, actor, order.id, "hand_over", data)
    view = see(database, get_order_by_id, order.id)
    assert {DocumentKind.HANDOVER_ACT, DocumentKind.REPAIR_WARRANTY_CARD} <= set(issuable(view))
    kinds = [paper.kind for paper in view.papers]
    assert kinds[-2:] == [DocumentKind.HANDOVER_ACT, DocumentKind.REPAIR_WARRANTY_CARD]
    act, stamp = do(database, papers.print_of, actor, order.id, DocumentKind.HANDOVER_ACT)
    text = text_of(render(act, stamp))
    for words in ("п. 3 ст. 20", "не использовались", "личность установлена; получил Ли Виктор Хен", "Ли В."):
        assert words.replace(" ", "") in text.replace("\u00a0", "").replace(" ", "")
    assert act.facts.demanded_on == act.facts.received_on == act.facts.handed_on == clock.today()
    assert act.safety is not None, "the checklist's measurements stand on the act"
    assert act.safety.startswith("сопротивление изоляции ")
    assert is_whole(check.run_checks(database))
