"""Checks of warranty: verdicts of orders, evidence of findings, periods of dated data."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from workstation.i18n import tr
from workstation.models import (
    Attachment,
    FindingEvidence,
    LawParameter,
    OrderFinding,
    StoredVerdict,
    WorkOrder,
)
from workstation.services.checks_base import BATCH, Check, Findings
from workstation.services.checks_orders import count_of

_orders = WorkOrder.__table__
_verdicts = StoredVerdict.__table__
_findings = OrderFinding.__table__
_evidence = FindingEvidence.__table__
_attachments = Attachment.__table__
_params = LawParameter.__table__


def check_verdicts(session: Session) -> Findings:
    """The verdict that stands in an order is the last of its verdicts."""
    return count_of(session, _verdicts), _verdict_problems(session)


def _verdict_problems(session: Session) -> Iterator[str]:
    last = (
        select(func.max(_verdicts.c.id)).where(_verdicts.c.order_id == _orders.c.id).correlate(_orders)
    ).scalar_subquery()
    query = (
        select(_orders.c.number)
        .outerjoin(_verdicts, _verdicts.c.id == last)
        .where(
            _orders.c.verdict.is_not(None),
            or_(_verdicts.c.id.is_(None), _verdicts.c.content != _orders.c.verdict),
        )
        .order_by(_orders.c.id)
    )
    for number in session.execute(query.execution_options(yield_per=BATCH)).scalars():
        yield tr("Заказ {number}: последнее решение по гарантии не то, что в заказе", number=number)


def check_evidence(session: Session) -> Findings:
    """A piece of evidence is a file of the same order as its finding."""
    query = (
        select(_orders.c.number, _findings.c.code)
        .select_from(_evidence)
        .join(_findings, _findings.c.id == _evidence.c.finding_id)
        .join(_attachments, _attachments.c.id == _evidence.c.attachment_id)
        .join(_orders, _orders.c.id == _findings.c.order_id)
        .where(_attachments.c.order_id != _findings.c.order_id)
    )
    strange = [
        tr("Заказ {number}: доказательство «{code}» из другого заказа", number=row.number, code=row.code)
        for row in session.execute(query)
    ]
    return count_of(session, _evidence), strange


def check_law(session: Session) -> Findings:
    """No dated parameter ends before it begins."""
    query = select(_params.c.code).where(_params.c.valid_to < _params.c.valid_from)
    odd = [tr("Параметр {code}: конец раньше начала", code=code) for code in session.execute(query).scalars()]
    return count_of(session, _params), odd


CHECKS: dict[str, Check] = {
    "verdicts": check_verdicts,
    "evidence": check_evidence,
    "law": check_law,
}
