"""Papers to and with the customer, frozen from rows: loaner act, readiness, warnings, consents."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.documents.contacts import ApprovalRow, ContactRow, Topic
from workstation.documents.customer_papers import (
    ChangeAnswer,
    ChangeConsent,
    Due,
    EarlierNotice,
    LoanerAct,
    LoanerDevice,
    LoanerReturn,
    ReadyNotice,
    UnclaimedAct,
    UnclaimedNotice,
)
from workstation.documents.loaners import LoanRow
from workstation.documents.people import Actor
from workstation.documents.unclaimed import DisposalData, DisposalKind, NoticeData, NoticeRow, UnclaimedRow
from workstation.models import Category, DocumentOrder, IssuedDocument, Loaner
from workstation.queries.contacts import list_contacts
from workstation.services import builders, documents, order_papers, repair_builders
from workstation.services.about_order import words
from workstation.statuses import DocumentKind, DocumentState, OrderStatus

_documents = IssuedDocument.__table__
_links = DocumentOrder.__table__
_loaners = Loaner.__table__
_categories = Category.__table__

SERIES = {
    DocumentKind.LOANER_ACT: "ПИ",
    DocumentKind.READY_NOTICE: "УГ",
    DocumentKind.UNCLAIMED_NOTICE: "УН",
    DocumentKind.UNCLAIMED_ACT: "АН",
    DocumentKind.CHANGE_CONSENT: "ДС",
}
"""The series of numbers of each kind, gap-free per branch and year."""
OUTCOMES = {
    OrderStatus.READY: "Работы по заказу окончены, изделие проверено.",
    OrderStatus.REFUSED: "В бесплатном ремонте отказано, причина — в мотивированном отказе.",
    OrderStatus.IRREPARABLE: "Изделие не подлежит ремонту, причина — в заключении.",
}
_SAID = frozenset({Topic.READY, Topic.REMINDER, Topic.WARNING})


def loaner_act(
    session: Session, actor: Actor, loan: LoanRow, until: date | None, photos: int, back_photos: int = 0
) -> int:
    """The act of a loan; of a loan that has come back the next version, with both parts. Part of a verb."""
    old = _latest(session, loan.order_id, DocumentKind.LOANER_ACT, loan.id)
    number = old["number"] if old else _number(session, actor, DocumentKind.LOANER_ACT)
    paper = LoanerAct(
        **order_papers.common(session, actor, loan.order_id),
        number=number,
        version=old["version"] + 1 if old else 1,
        loaner=_device(session, loan, photos),
        demanded_on=loan.demanded_on,
        lent_at=loan.lent_at,
        lend_until=until,
        returned=_returned(actor, loan, back_photos),
    )
    if old is not None and old["state"] == DocumentState.VALID.value:
        documents.replace(session, old["id"])
        documents.unqueue(session, [old["id"]])
    return order_papers.freeze(session, actor, loan.order_id, paper, paper.version)


def ready_notice(
    session: Session, actor: Actor, row: UnclaimedRow, to_pay: int | None, channel: str, loaner: str | None
) -> int:
    """«Уведомление о готовности»; gives the document's id. Part of a verb.

    Where nobody names what is to be paid, it is what was agreed.
    """
    agreed, payer = repair_builders.owed(repair_builders.subject_of(session, actor, row.order_id))
    paper = ReadyNotice(
        **order_papers.common(session, actor, row.order_id),
        number=_number(session, actor, DocumentKind.READY_NOTICE),
        ready_on=row.ready_on,
        outcome=OUTCOMES[row.status],
        to_pay=agreed if to_pay is None else to_pay,
        payer=payer,
        loaner=loaner,
        sent_by=channel,
    )
    return order_papers.freeze(session, actor, row.order_id, paper)


def unclaimed_notice(
    session: Session, actor: Actor, row: UnclaimedRow, data: NoticeData, take_until: date, is_paid: bool
) -> int:
    """The written warning of ст. 738 ГК РФ; gives the document's id. Part of a verb."""
    said = [one for one in list_contacts(session, order_id=row.order_id) if one.topic in _SAID]
    agreed, _payer = repair_builders.owed(repair_builders.subject_of(session, actor, row.order_id))
    dues = (
        Due("Ремонт", agreed or 0, "согласованная цена, за вычетом аванса"),
        Due("Хранение", row.storage_fee or 0, "условия подписанного акта приёма"),
    )
    paper = UnclaimedNotice(
        **order_papers.common(session, actor, row.order_id),
        number=_number(session, actor, DocumentKind.UNCLAIMED_NOTICE),
        ready_on=row.ready_on,
        take_until=take_until,
        is_paid=is_paid,
        sent_by=data.way.on_paper.lower(),
        postal_number=data.rpo_number,
        earlier=tuple(_earlier(one) for one in said),
        dues=tuple(one for one in dues if one.amount),
    )
    return order_papers.freeze(session, actor, row.order_id, paper)


def unclaimed_act(  # noqa: PLR0913 - what the commission had before it
    session: Session,
    actor: Actor,
    row: UnclaimedRow,
    notice: NoticeRow,
    data: DisposalData,
    commission: tuple[str, ...],
    is_paid: bool,
) -> int:
    """The act of a commission's decision (ст. 738 ГК РФ); gives the document's id. Part of a verb.

    Raises ValueError for a warning that was not delivered.
    """
    if notice.delivered_on is None or notice.acts_from is None:
        raise ValueError("a warning that was not delivered")
    paper = UnclaimedAct(
        **order_papers.common(session, actor, row.order_id),
        number=_number(session, actor, DocumentKind.UNCLAIMED_ACT),
        ready_on=row.ready_on,
        is_sale=data.kind is DisposalKind.SALE,
        is_paid=is_paid,
        warned_on=notice.sent_on,
        sent_by=notice.way.on_paper.lower(),
        postal_number=notice.rpo_number,
        delivered_on=notice.delivered_on,
        acts_from=notice.acts_from,
        commission=commission,
        condition=data.condition.strip(),
        price=data.price,
        owed=data.owed,
        buyer=words(data.buyer),
    )
    return order_papers.freeze(session, actor, row.order_id, paper)


def change_consent(session: Session, actor: Actor, order_id: int, asked: ApprovalRow) -> int:
    """«Согласие на увеличение стоимости или срока»: to be signed, or with the answer. Part of a verb.

    The sheet of a question becomes the next version once the answer is there.
    """
    old = _latest(session, order_id, DocumentKind.CHANGE_CONSENT, asked.id)
    number = old["number"] if old else _number(session, actor, DocumentKind.CHANGE_CONSENT)
    reason = ". ".join(part for part in (asked.reason.on_paper, asked.text) if part)
    paper = ChangeConsent(
        **order_papers.common(session, actor, order_id),
        number=number,
        version=old["version"] + 1 if old else 1,
        asked_at=asked.asked_at,
        reason=reason,
        cost_before=asked.cost_before,
        cost_after=asked.cost_after,
        term_before=asked.term_before,
        term_after=asked.term_after,
        answer=answer_of(asked),
    )
    if old is not None and old["state"] == DocumentState.VALID.value:
        documents.replace(session, old["id"])
        documents.unqueue(session, [old["id"]])
    return order_papers.freeze(session, actor, order_id, paper, paper.version)


def lowered(text: str) -> str:
    """A word within a sentence: a small first letter, but for an abbreviation."""
    return text if text.isupper() else text[:1].lower() + text[1:]


def _number(session: Session, actor: Actor, kind: DocumentKind) -> str:
    return order_papers.next_number(session, actor, SERIES[kind])


def _latest(session: Session, order_id: int, kind: DocumentKind, subject_id: int) -> dict[str, Any] | None:
    """The newest version of the sheet of one loan or question, found by the moment that it tells."""
    query = (
        select(_documents)
        .join(_links, _links.c.document_id == _documents.c.id)
        .where(_links.c.order_id == order_id, _documents.c.kind == kind.value, _documents.c.id > subject_id)
        .order_by(_documents.c.id.desc())
        .limit(1)
    )
    found = session.execute(query).mappings().one_or_none()
    return None if found is None else dict(found)


def _device(session: Session, loan: LoanRow, photos: int) -> LoanerDevice:
    query = (
        select(_loaners, _categories.c.name.label("category"))
        .join(_categories, _categories.c.code == _loaners.c.category_code)
        .where(_loaners.c.id == loan.loaner_id)
    )
    row = session.execute(query).mappings().one()
    return LoanerDevice(
        inventory_number=row["inventory_number"],
        category=row["category"],
        brand=row["brand"],
        condition=loan.condition_out,
        model=row["model"],
        serial_number=row["serial_number"],
        accessories=loan.accessories_out,
        value=loan.value,
        photo_count=photos,
    )


def _returned(actor: Actor, loan: LoanRow, photos: int) -> LoanerReturn | None:
    if loan.returned_at is None or loan.condition_in is None:
        return None
    short = ", ".join(f"{one.name} × {one.quantity}" for one in loan.missing)
    return LoanerReturn(
        returned_at=loan.returned_at,
        condition=loan.condition_in,
        received_by=builders.employee(actor),
        accessories=loan.accessories_in,
        remarks=f"Не возвращено: {short}" if short else None,
        photo_count=photos,
    )


def _earlier(one: ContactRow) -> EarlierNotice:
    return EarlierNotice(one.made_at, lowered(one.channel.on_paper), one.text)


def answer_of(asked: ApprovalRow) -> ChangeAnswer | None:
    """The recorded answer to a question as papers tell it."""
    if asked.answer is None or asked.way is None or asked.answered_at is None:
        return None
    return ChangeAnswer(
        answer=asked.answer.on_paper.lower(),
        way=asked.way.on_paper.lower(),
        answered_at=asked.answered_at,
        text=asked.answer_text,
        evidence=asked.evidence,
        recorded_by=asked.answered_by,
    )
