"""Papers of money from the base to the page: invoice, versions of an estimate, act of services, prices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from printing import render
from printing.samples import stamp
from tests.printing.reading import codes_of, pages_of, text_of
from tests.support.intakes import accept, request, visit, washer
from tests.support.payment import read_payment
from tests.support.people import COMPANY, first_base
from tests.support.verbs import do, one_entry, refused_without, rows, see
from workstation import clock, keys
from workstation.db import Database
from workstation.documents import codec
from workstation.documents.billing import EstimateState, InvoiceState, LineKind, PricedLine, VatCode
from workstation.documents.billing_papers import EstimatePaper, InvoicePaper, ServiceAct
from workstation.documents.intake import CustomerData, IntakeItem
from workstation.documents.repair_papers import CompletionAct, WorkOrderSheet
from workstation.errors import UserError
from workstation.models import (
    Approval,
    Diagnosis,
    Estimate,
    Handover,
    Invoice,
    InvoiceLine,
    IssuedDocument,
    LabourLine,
    PartLine,
    WorkOrder,
)
from workstation.queries.order_view import get_order_by_id
from workstation.rules.papers import issuable
from workstation.services import billing_papers, documents, papers, setup
from workstation.statuses import CustomerKind, DocumentKind, DocumentState, OrderStatus, RequestKind

FIRM = CustomerData(
    CustomerKind.COMPANY, "ООО «Ромашка»", "8 (495) 123-45-67", inn="7701007776", kpp="770101001",
    contact="Петрова Анна",
)  # fmt: skip
BEFORE, AFTER = date(2025, 12, 31), date(2026, 1, 1)


class Desk:
    """An order with priced lines, and rows that the verbs of money would leave of it."""

    def __init__(
        self, database: Database, customer: CustomerData = FIRM, kind: RequestKind = RequestKind.PAID
    ) -> None:
        self.database, self.actor = database, first_base(database, company=COMPANY)
        item = IntakeItem(washer(), request(kind=kind))
        self.order_id = accept(database, self.actor, visit(item, customer=customer)).orders[0].id
        self.order = rows(database, WorkOrder)[0]

    def put(self, model: Any, **values: Any) -> int:
        row = {"id": keys.new_key(), **values}
        do(self.database, lambda session: session.execute(insert(model.__table__), row))
        return int(row["id"])

    def set(self, **values: Any) -> None:
        table = WorkOrder.__table__
        query = update(table).where(table.c.id == self.order_id).values(**values)
        do(self.database, lambda session: session.execute(query))

    def work(self, price: int | None = 250000, **values: Any) -> int:
        return self.put(
            LabourLine, order_id=self.order_id, name="Замена насоса слива", performer_id=self.actor.user_id,
            added_at=clock.now(), user_id=self.actor.user_id, price_kopecks=price, **values,
        )  # fmt: skip

    def part(self, price: int | None = 180050, quantity: int = 2, **values: Any) -> int:
        return self.put(
            PartLine, order_id=self.order_id, name="Насос слива", part_number="00145212", source="stock",
            quantity=quantity, added_at=clock.now(), user_id=self.actor.user_id, price_kopecks=price,
            **values,
        )  # fmt: skip

    def mend(self) -> None:
        done = {"measured": "[]", "made_at": clock.now(), "user_id": self.actor.user_id, "version": 1}
        values = {"order_id": self.order_id, "nature": "operational", "conclusion": "Насос изношен", **done}
        do(self.database, lambda session: session.execute(insert(Diagnosis.__table__), values))
        self.set(repaired_at=clock.now(), status=OrderStatus.READY.value)

    def invoice(self, seq: int = 1, **values: Any) -> int:
        today = clock.today()
        known: dict[str, Any] = {
            "branch_id": self.actor.branch_id, "series": "СЧ", "year": today.year, "seq": seq,
            "number": f"СЧ-{today.year}-{seq:06d}", "customer_id": self.order["customer_id"],
            "order_id": self.order_id, "state": InvoiceState.ISSUED.value, "issued_on": today,
            "performed_on": today, "due_on": today + timedelta(days=5), "total_kopecks": 354000,
            "vat_kopecks": 63836, "made_at": clock.now(), "user_id": self.actor.user_id,
        }  # fmt: skip
        made = self.put(Invoice, **(known | values))
        line = {
            "invoice_id": made, "position": 1, "name": "Замена насоса", "quantity": 1, "unit": "усл.",
            "price_kopecks": 354000, "discount_kopecks": 0, "total_kopecks": 354000,
            "vat_code": VatCode.V22.value, "vat_kopecks": 63836,
        }  # fmt: skip
        self.put(InvoiceLine, **line)
        return made

    def estimate(self, version: int, price: int, **values: Any) -> int:
        lines = (PricedLine(LineKind.WORK, "Замена насоса слива", price=price),)
        return self.put(
            Estimate, order_id=self.order_id, version=version, kind="approximate",
            state=EstimateState.OFFERED.value, lines=codec.encode(lines).decode(), total_kopecks=price,
            made_at=clock.now(), user_id=self.actor.user_id, **values,
        )  # fmt: skip

    def do(self, verb: Any, *arguments: Any, **named: Any) -> Any:
        return do(self.database, verb, self.actor, *arguments, **named)

    def paper(self, document_id: int) -> Any:
        return see(self.database, documents.read, document_id)[0]

    def issue(self, kind: DocumentKind) -> Any:
        return self.paper(self.do(papers.issue, self.order_id, kind))

    def refused(self, verb: Any, *arguments: Any, **named: Any) -> str:
        with pytest.raises(UserError) as caught:
            self.do(verb, *arguments, **named)
        return caught.value.code

    def states(self, kind: DocumentKind) -> list[tuple[int, str]]:
        found = rows(self.database, IssuedDocument, IssuedDocument.kind == kind.value)
        return [(row["version"], row["state"]) for row in found]


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def pdf(desk: Desk, document_id: int) -> bytes:
    """What a print of a paper brings, read out of the base."""
    paper, stamp = desk.do(documents.for_print, document_id)
    return render(paper, stamp)


# -- invoice -----------------------------------------------------------------------------------------


def test_an_invoice_is_printed_with_a_code_that_pays_it(desk: Desk) -> None:
    invoice_id = desk.invoice()
    made = one_entry(
        desk.database, "documents.issue", lambda: desk.do(billing_papers.issue_invoice_paper, invoice_id)
    )
    paper: InvoicePaper = desk.paper(made)
    year, day = clock.today().year, f"{clock.today():%d.%m.%Y}"
    assert (paper.number, paper.taxed.total, paper.taxed.vat) == (f"СЧ-{year}-000001", 354000, 63836)
    assert paper.basis == f"Заказ {desk.order['number']} от {day}: стиральная машина Bosch WAN28263BY"
    assert paper.purpose == f"Оплата по счету СЧ-{year}-000001 от {day}, в т. ч. НДС 22 % 638-36"
    bank = COMPANY.details.bank
    assert bank is not None
    sheet = pdf(desk, made)
    (picture,) = pages_of(sheet)
    (text,) = codes_of(picture)
    assert read_payment(text) == {
        "name": COMPANY.details.name, "personalacc": bank.account, "bankname": bank.name, "bic": bank.bic,
        "correspacc": bank.correspondent_account, "sum": "354000", "purpose": paper.purpose,
        "payeeinn": COMPANY.details.inn, "kpp": COMPANY.details.kpp,
    }  # fmt: skip
    assert "КОПИЯ" not in text_of(sheet)
    assert "КОПИЯ" in text_of(pdf(desk, made))
    assert rows(desk.database, Invoice)[0]["document_id"] == made


def test_an_invoice_is_issued_on_paper_once(desk: Desk) -> None:
    invoice_id = desk.invoice()
    first = desk.do(billing_papers.issue_invoice_paper, invoice_id)
    assert desk.do(billing_papers.issue_invoice_paper, invoice_id) == first
    assert desk.do(papers.issue, desk.order_id, DocumentKind.INVOICE) == first
    assert issuable(see(desk.database, get_order_by_id, desk.order_id))[-1] is DocumentKind.INVOICE


def test_a_cancelled_invoice_keeps_its_paper_and_has_no_code(desk: Desk) -> None:
    first = desk.invoice()
    made = desk.do(billing_papers.issue_invoice_paper, first)
    desk.do(documents.annul, made, "ошибка в сумме")
    table = Invoice.__table__
    gone = update(table).where(table.c.id == first).values(state=InvoiceState.CANCELLED.value)
    do(desk.database, lambda session: session.execute(gone))
    sheet = pdf(desk, made)
    assert "АННУЛИРОВАН" in text_of(sheet)
    assert codes_of(pages_of(sheet)[0]) == []
    second = desk.invoice(2, replaces_id=first)
    paper = desk.issue(DocumentKind.INVOICE)
    assert (paper.number[-1], paper.replaces) == ("2", f"СЧ-{clock.today().year}-000001")
    assert second != first


def test_a_cancelled_invoice_that_was_never_printed_has_no_paper(desk: Desk) -> None:
    gone = desk.invoice(state=InvoiceState.CANCELLED.value)
    assert desk.refused(billing_papers.issue_invoice_paper, gone) == "invoice_cancelled"
    assert desk.refused(billing_papers.issue_invoice_paper, 1) == "invoice_not_found"


def test_without_bank_details_an_invoice_is_refused_in_words(desk: Desk) -> None:
    invoice_id = desk.invoice()
    desk.do(setup.save_company, replace(COMPANY, details=replace(COMPANY.details, bank=None)))
    assert desk.refused(billing_papers.issue_invoice_paper, invoice_id) == "payment_details_missing"
    assert rows(desk.database, IssuedDocument, IssuedDocument.kind == "invoice") == []


def test_who_may_not_issue_is_refused(desk: Desk) -> None:
    invoice_id, estimate_id = desk.invoice(), desk.estimate(1, 1000)
    for verb, subject in (
        (billing_papers.issue_invoice_paper, invoice_id),
        (billing_papers.issue_estimate_paper, estimate_id),
        (billing_papers.issue_service_act, desk.order_id),
    ):
        refused_without(
            desk.database, desk.actor, "documents.issue",
            lambda actor, verb=verb, subject=subject: do(desk.database, verb, actor, subject),
        )  # fmt: skip
    assert desk.states(DocumentKind.INVOICE) == desk.states(DocumentKind.ESTIMATE) == []


# -- estimate ----------------------------------------------------------------------------------------


def test_versions_of_an_estimate_follow_one_another(desk: Desk) -> None:
    first, second = desk.estimate(1, 122000), desk.estimate(2, 244000, limit_kopecks=300000)
    made = one_entry(
        desk.database, "documents.issue", lambda: desk.do(billing_papers.issue_estimate_paper, second)
    )
    paper: EstimatePaper = desk.paper(made)
    assert (paper.number, paper.version, paper.taxed.total, paper.taxed.vat, paper.limit) == (
        desk.order["number"], 2, 244000, 44000, 300000,
    )  # fmt: skip
    valid, replaced = DocumentState.VALID.value, DocumentState.REPLACED.value
    assert desk.states(DocumentKind.ESTIMATE) == [(1, replaced), (2, valid)]
    old = desk.do(billing_papers.issue_estimate_paper, first)
    assert "ЗАМЕНЁН РЕДАКЦИЕЙ 2" in text_of(pdf(desk, old))
    desk.estimate(3, 1000)
    assert desk.issue(DocumentKind.ESTIMATE).version == 3
    assert [state for _version, state in desk.states(DocumentKind.ESTIMATE)] == [replaced, replaced, valid]


def test_an_answer_that_is_there_is_told(desk: Desk) -> None:
    asked = desk.put(
        Approval, order_id=desk.order_id, reason="extra_work", asked_at=clock.now(), channel="phone",
        user_id=desk.actor.user_id, answer="agreed", way="phone", answered_at=clock.now(),
        answered_by=desk.actor.user_id, evidence="запись 7", cost_after_kopecks=122000,
    )  # fmt: skip
    desk.estimate(1, 122000, approval_id=asked)
    text = text_of(render(desk.issue(DocumentKind.ESTIMATE), stamp()))
    assert "запись 7" in text
    assert "Способ ответа" not in text


# -- act of services ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("on", "code", "vat"), [(BEFORE, VatCode.V20, 41667), (AFTER, VatCode.V22, 45082)])
def test_the_rate_of_an_act_is_of_its_day(desk: Desk, on: date, code: VatCode, vat: int) -> None:
    desk.work()
    desk.mend()
    made = desk.do(billing_papers.issue_service_act, desk.order_id, on)
    paper: ServiceAct = desk.paper(made)
    assert [(one.vat_code, one.vat) for one in paper.taxed.lines] == [(code, vat)]
    text = text_of(pdf(desk, made))
    assert f"В том числе НДС {code.rate} %" in text.replace("\u00a0", " ")
    assert "оказаны полностью и в срок" in text


def test_an_act_has_a_number_without_gaps_and_names_the_invoice(desk: Desk) -> None:
    desk.work()
    assert desk.refused(billing_papers.issue_service_act, desk.order_id) == "repair_not_over"
    desk.mend()
    desk.invoice()
    made = one_entry(
        desk.database, "documents.issue", lambda: desk.do(billing_papers.issue_service_act, desk.order_id)
    )
    paper: ServiceAct = desk.paper(made)
    year = clock.today().year
    assert paper.number == f"АОУ-{year}-000001"
    assert paper.invoice == f"СЧ-{year}-000001 от {clock.today():%d.%m.%Y}"
    assert desk.do(billing_papers.issue_service_act, desk.order_id) == made
    assert DocumentKind.SERVICE_ACT in issuable(see(desk.database, get_order_by_id, desk.order_id))
    desk.do(documents.annul, made, "не та дата")
    assert desk.issue(DocumentKind.SERVICE_ACT).number == f"АОУ-{year}-000002"


def test_what_has_no_price_or_is_of_tomorrow_is_no_act(desk: Desk) -> None:
    desk.work(None)
    desk.mend()
    issue, tomorrow = billing_papers.issue_service_act, clock.today() + timedelta(days=1)
    assert desk.refused(issue, desk.order_id) == "act_empty"
    assert desk.refused(issue, desk.order_id, tomorrow) == "date_future"
    assert desk.refused(papers.issue, desk.order_id, DocumentKind.INVOICE) == "invoice_none"
    assert desk.refused(papers.issue, desk.order_id, DocumentKind.ESTIMATE) == "estimate_none"


def test_a_consumer_gets_another_act(database: Database) -> None:
    desk = Desk(database, visit().customer)
    desk.work()
    desk.mend()
    assert DocumentKind.SERVICE_ACT not in issuable(see(database, get_order_by_id, desk.order_id))
    assert desk.refused(billing_papers.issue_service_act, desk.order_id) == "act_for_company"
    paper: CompletionAct = desk.issue(DocumentKind.COMPLETION_ACT)
    assert paper.bill is not None
    assert paper.bill.total == 250000


# -- papers of the repair with prices ----------------------------------------------------------------


def test_the_work_order_and_the_act_tell_prices_discounts_and_tax(desk: Desk) -> None:
    desk.work(discount_kopecks=25000, discount_reason="акция")
    desk.part()
    desk.mend()
    for kind in (DocumentKind.WORK_ORDER_SHEET, DocumentKind.COMPLETION_ACT):
        paper: WorkOrderSheet | CompletionAct = desk.issue(kind)
        assert paper.bill is not None
        assert (paper.bill.total, sum(one.vat for one in paper.bill.taxes)) == (585100, 40574 + 64936)
        text = text_of(render(paper, stamp())).replace("\u00a0", " ")
        for words in ("2 500,00", "250,00", "2 250,00", "1 800,50", "3 601,00", "−250,00 ₽", "5 851,00 ₽"):
            assert words in text
        assert "В том числе НДС 22 %: 1 055,10 ₽" in text


def test_what_the_manufacturer_pays_for_is_free_among_the_paid(database: Database) -> None:
    desk = Desk(database, visit().customer, RequestKind.WARRANTY)
    desk.work(50000, payer="manufacturer")
    desk.part(100000, 1, payer="customer")
    desk.mend()
    paper: CompletionAct = desk.issue(DocumentKind.COMPLETION_ACT)
    assert [(one.price, one.free) for one in paper.works] == [(None, True)]
    assert [(one.price, one.free) for one in paper.parts] == [(100000, False)]
    assert paper.bill is not None
    assert paper.bill.total == 100000
    assert "безвозмездно" in text_of(render(paper, stamp()))


def test_an_act_is_dated_by_the_handover(desk: Desk) -> None:
    desk.work()
    desk.mend()
    given = {
        "order_id": desk.order_id, "demanded_on": AFTER, "received_on": AFTER, "repaired_on": AFTER,
        "defects": "Насос заменён", "handed_on": AFTER, "parts": "[]", "handed_at": clock.now(),
        "is_repaired": True, "taken_by": "receipt", "accessories": "[]", "old_parts": "to_customer",
        "payment": "paid", "shown_working": True, "signed_by": "paper", "extension_days": 0,
        "user_id": desk.actor.user_id,
    }  # fmt: skip
    do(desk.database, lambda session: session.execute(insert(Handover.__table__), given))
    paper: ServiceAct = desk.issue(DocumentKind.SERVICE_ACT)
    assert paper.taxed.performed_on == AFTER
