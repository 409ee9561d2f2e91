"""Conclusions issued on an order: quality check act, technical report, reasoned refusal, irreparability act.

Each is frozen with the trace of the verdict as its reasoning and the order's photos as annexes, takes a
number of its own series, and joins the station's print queue.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.conclusions import (
    Annex,
    Article,
    Examination,
    FoundCause,
    Invitation,
    IrreparabilityAct,
    QualityCheckAct,
    ReasonedRefusal,
    Reasoning,
    TechnicalReport,
)
from workstation.documents.findings import (
    CheckData,
    ExaminationData,
    FindingRow,
    IrreparabilityData,
    RefusalData,
)
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Attachment
from workstation.queries.warranty import list_findings, list_invitations, list_verdicts
from workstation.services import assessment, builders, journal, order_papers
from workstation.services.rights import require
from workstation.statuses import DocumentKind

_attachments = Attachment.__table__

SERIES = {
    DocumentKind.QUALITY_CHECK_ACT: "АПК",
    DocumentKind.TECHNICAL_REPORT: "ТЗ",
    DocumentKind.REASONED_REFUSAL: "МО",
    DocumentKind.IRREPARABILITY_ACT: "АНРП",
}
"""The series of numbers of each kind, gap-free per branch and year."""

ARTICLES = (
    Article(
        "п. 6 ст. 18 Закона РФ № 2300-1",
        "За недостаток, возникший после передачи товара потребителю, центр не отвечает, если доказал, что "
        "причина в нарушении правил использования, хранения или перевозки, в действиях третьих лиц или в "
        "непреодолимой силе.",
    ),
    Article(
        "п. 5 ст. 18 Закона РФ № 2300-1",
        "Товар принят и проверен по требованию потребителя. При споре о причинах недостатка экспертиза "
        "проводится за счёт продавца, изготовителя или уполномоченной организации.",
    ),
)
RIGHTS = (
    "Вы вправе присутствовать при проверке качества и при экспертизе.",
    "Если Вы не согласны с названной причиной, заявите об этом: при споре о причинах недостатка проводится "
    "экспертиза, и Вы за неё заранее не платите. Если она покажет, что за недостаток центр не отвечает, "
    "расходы на экспертизу, а также на связанные с ней хранение и перевозку возмещает потребитель.",
    "Заключение экспертизы и этот отказ можно оспорить в суде.",
    "Гарантия на остальное сохраняется: отказ касается только недостатка, названного в этом документе.",
)
TAKE_BACK = "Забрать изделие без ремонта. За проверку качества и хранение на её время плата не берётся."
PAID = "Заказать платный ремонт: работа начнётся после того, как Вы согласуете смету."


def issue_quality_check(session: Session, actor: Actor, order_id: int, data: CheckData) -> int:
    """Issue «Акт проверки качества (диагностики)»; gives the document's id, its print is queued.

    Raises UserError `field_required`, `order_not_found`.
    """
    require(actor, "conclusions.issue")
    common = _common(session, actor, order_id)
    paper = QualityCheckAct(
        **common,
        number=_number(session, actor, DocumentKind.QUALITY_CHECK_ACT),
        **_examined(actor, common["centre"].address, data),
    )
    return _issue(session, actor, order_id, paper)


def issue_report(session: Session, actor: Actor, order_id: int, data: CheckData) -> int:
    """Issue «Техническое заключение», whose `conclusion` is in words; gives the document's id.

    Raises UserError `field_required`, `order_not_found`.
    """
    require(actor, "conclusions.issue")
    common = _common(session, actor, order_id)
    paper = TechnicalReport(
        **common,
        number=_number(session, actor, DocumentKind.TECHNICAL_REPORT),
        question=data.question,
        conclusion=_filled(data.conclusion, "conclusion"),
        **_examined(actor, common["centre"].address, data),
    )
    return _issue(session, actor, order_id, paper)


def issue_irreparability(session: Session, actor: Actor, order_id: int, data: IrreparabilityData) -> int:
    """Issue «Акт неремонтопригодности» for the customer, the seller or the manufacturer.

    Raises UserError `field_required`, `serial_needed` (such an act is void without one), `order_not_found`.
    """
    require(actor, "conclusions.issue")
    common = _common(session, actor, order_id)
    device = common["device"]
    if not (device.serial_number or device.imei):
        raise UserError("serial_needed", "device.serial_number")
    licences = (one for one in common["centre"].brands if one.brand == device.brand)
    paper = IrreparabilityAct(
        **common,
        number=_number(session, actor, DocumentKind.IRREPARABILITY_ACT),
        defect=_filled(data.defect, "defect"),
        nature=data.nature,
        reason=data.reason,
        recommendation=_filled(data.recommendation, "recommendation"),
        given_to=data.given_to,
        defect_code=data.defect_code,
        reason_note=data.reason_note,
        decision=data.decision,
        approval_number=data.approval_number,
        authorisation=next(licences, None),
        returned=data.returned or common["order"].accessories,
        valid_until=data.valid_until,
    )
    return _issue(session, actor, order_id, paper)


def freeze_refusal(
    session: Session, actor: Actor, order_id: int, causes: Sequence[FindingRow], data: RefusalData
) -> int:
    """Freeze «Мотивированный отказ» for proved causes and queue its prints. Part of a verb.

    Raises UserError `field_required`.
    """
    common = _common(session, actor, order_id, evidence_only=True)
    annexes: tuple[Annex, ...] = common["annexes"]
    paper = ReasonedRefusal(
        **common,
        number=_number(session, actor, DocumentKind.REASONED_REFUSAL),
        causes=tuple(_cause(cause, annexes) for cause in causes),
        checked=_filled(data.checked, "checked"),
        articles=ARTICLES,
        rights=RIGHTS,
        options=(PAID, TAKE_BACK),
        terms_reference=data.terms_reference,
        based_on=data.based_on,
        estimate=data.estimate,
    )
    return order_papers.freeze(session, actor, order_id, paper)


def _issue(session: Session, actor: Actor, order_id: int, paper: Any) -> int:
    document_id = order_papers.freeze(session, actor, order_id, paper)
    body = {"kind": paper.KIND.value, "number": paper.number, "order": paper.order.number}
    journal.record(session, actor, "conclusions.issue", "document", document_id, body=body)
    return document_id


def _number(session: Session, actor: Actor, kind: DocumentKind) -> str:
    return order_papers.next_number(session, actor, SERIES[kind])


def _common(session: Session, actor: Actor, order_id: int, *, evidence_only: bool = False) -> dict[str, Any]:
    """What every conclusion on an order has; the verdict is the one that stands now."""
    assessed = assessment.latest(session, order_id)
    if assessed is None:
        assessed, _is_new = assessment.renew(session, actor, order_id, "conclusion")
    findings = [one for one in list_findings(session, order_id) if one.withdrawn_at is None]
    annexes = _annexes(session, order_id, findings, evidence_only)
    verdicts = list_verdicts(session, order_id)
    return {
        **order_papers.common(session, actor, order_id),
        "reasoning": Reasoning(
            assessed.note,
            assessed.verdict.trace,
            verdicts[-1].rules_version if verdicts else "",
            verdicts[-1].made_at if verdicts else None,
        ),
        "findings": tuple(_cause(one, annexes) for one in findings),
        "annexes": annexes,
        "invitations": tuple(
            Invitation(one.invited_at, one.channel, one.for_when, one.answer, one.answered_at)
            for one in list_invitations(session, order_id)
        ),
    }


def _annexes(
    session: Session, order_id: int, findings: Sequence[FindingRow], evidence_only: bool
) -> tuple[Annex, ...]:
    """Photos numbered as printed: those of findings first, in their order, then the other photos."""
    shown = {row.attachment_id: finding.code for finding in findings for row in finding.evidence}
    query = select(_attachments).where(_attachments.c.order_id == order_id).order_by(_attachments.c.id)
    stored = {row["id"]: row for row in session.execute(query).mappings()}
    rest = [] if evidence_only else [one for one in stored if one not in shown]
    return tuple(
        Annex(
            number=number,
            sha256=stored[one]["sha256"],
            title=stored[one]["file_name"],
            added_at=stored[one]["added_at"],
            media_type=stored[one]["media_type"],
            finding=shown.get(one),
        )
        for number, one in enumerate([*shown, *rest], 1)
    )


def _cause(finding: FindingRow, annexes: Sequence[Annex]) -> FoundCause:
    """A finding in words with the numbers of its annexes; one photo may show two causes."""
    files = {row.sha256 for row in finding.evidence}
    return FoundCause(
        code=finding.code,
        text=finding.text,
        causal=finding.causal,
        note=finding.note,
        annexes=tuple(annex.number for annex in annexes if annex.sha256 in files),
        override=finding.override_reason,
        override_by=finding.override_by,
    )


def _examined(actor: Actor, address: str, data: CheckData) -> dict[str, Any]:
    return {
        "examination": _examination(actor, address, data.examination),
        "defect_found": data.defect_found,
        "nature": data.nature,
        "outcome": data.outcome,
        "defect": data.defect,
        "defect_code": data.defect_code,
        "causation": data.causation,
        "terms_reference": data.terms_reference,
    }


def _examination(actor: Actor, address: str, data: ExaminationData) -> Examination:
    return Examination(
        made_on=data.made_on or clock.today(),
        place=data.place.strip() or address,
        examiner=builders.employee(actor),
        outer_inspection=_filled(data.outer_inspection, "examination.outer_inspection"),
        qualification=data.qualification,
        method=data.method,
        equipment=data.equipment,
        points=data.points,
        attended=data.attended,
    )


def _filled(text: str, field: str) -> str:
    found = text.strip()
    if not found:
        raise UserError("field_required", field)
    return found
