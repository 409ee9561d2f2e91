"""Findings, their evidence, refusals and conclusions: what refuses, what blocks, what is printed and kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.support.intakes import accept, ready, request, visit, washer
from workstation import clock
from workstation.db import Database
from workstation.documents.conclusions import (
    Addressee,
    CheckPoint,
    DefectNature,
    InvitationAnswer,
    InvitationChannel,
    IrreparabilityAct,
    IrreparableReason,
    Outcome,
    QualityCheckAct,
    ReasonedRefusal,
    TechnicalReport,
)
from workstation.documents.findings import (
    CheckData,
    DefectData,
    ExaminationData,
    FindingData,
    InvitationData,
    IrreparabilityData,
    RefusalData,
)
from workstation.documents.intake import IntakeItem, Photo
from workstation.documents.people import Actor
from workstation.documents.warranty import Causal, EntitlementCode, Essential, Free
from workstation.errors import AccessError, ConflictError, UserError
from workstation.models import (
    Attachment,
    IssuedDocument,
    JournalEntry,
    PrintJob,
    StatusChange,
    StoredVerdict,
    WorkOrder,
)
from workstation.queries.order_view import get_order_by_id
from workstation.queries.warranty import get_defect, list_findings, list_invitations, list_verdicts
from workstation.services import assessment, conclusions, documents, findings
from workstation.services.trial import preview_paper
from workstation.statuses import OrderStatus, Role

SOLD = date(2025, 6, 10)
PHOTO = Photo("ab" * 32, 10, "image/jpeg", "плата.jpg")
OTHER = Photo("cd" * 32, 20, "image/jpeg", "шильдик.jpg")
LIQUID = FindingData("LIQUID", Causal.YES, "следы влаги на плате")
CHECKED = RefusalData("Вскрыта нижняя панель, осмотрена плата управления", based_on="АПК-2026-000001")
CHECK = CheckData(
    ExaminationData(
        "Корпус без повреждений",
        equipment=("мультиметр",),
        points=(CheckPoint("Сопротивление изоляции", "12,4 МОм", True),),
    ),
    defect_found=True,
    nature=DefectNature.OPERATIONAL,
    outcome=Outcome.PAID_REPAIR,
    defect="коррозия разъёма насоса",
    conclusion="Насос не получает питания из-за коррозии разъёма",
)


class Desk:
    """An accepted washing machine with two photos, and verbs upon it."""

    def __init__(self, database: Database) -> None:
        self.database, self.actor = database, ready(database)
        item = IntakeItem(washer(sold_on=SOLD, produced_on=date(2025, 3, 1)), request(), (PHOTO, OTHER))
        self.order = accept(database, self.actor, visit(item)).orders[0]
        with database.begin() as session:
            ids = select(Attachment.__table__.c.id).order_by(Attachment.__table__.c.id)
            self.photos = list(session.execute(ids).scalars())

    def do(self, verb: Callable[..., Any], *args: Any, actor: Actor | None = None) -> Any:
        result, _changed = self.database.run(
            lambda session: verb(session, actor or self.actor, *args), write=True
        )
        return result

    def found(self, data: FindingData = LIQUID, *photos: int) -> int:
        finding_id = int(self.do(findings.add_finding, self.order.id, data))
        if photos:
            self.do(findings.attach_evidence, finding_id, photos)
        return finding_id

    def read(self, query: Callable[..., Any], *args: Any) -> Any:
        with self.database.begin() as session:
            return query(session, *args)

    def latest(self) -> assessment.Assessed:
        found: assessment.Assessed = self.read(assessment.latest, self.order.id)
        return found

    def count(self, model: Any) -> int:
        return int(
            self.read(lambda session: session.execute(select(func.count()).select_from(model)).scalar())
        )


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def test_an_intake_keeps_its_verdict_with_what_it_stood_on(desk: Desk) -> None:
    (first,) = desk.read(list_verdicts, desk.order.id)
    assert (first.reason, first.code, first.free) == ("intake", "W1", "yes")
    assert first.rules_version == "1"
    assert "law:" in first.data_version
    assert desk.latest().facts.manufacturer_months == 12


def test_a_liquid_is_no_refusal_until_it_is_proved(desk: Desk) -> None:
    finding_id = desk.found()
    assert desk.latest().verdict.entitlement.free is Free.UNKNOWN
    assert desk.latest().verdict.ask == ("evidence:LIQUID",)
    with pytest.raises(UserError) as caught:
        desk.do(findings.refuse, desk.order.id, CHECKED)
    assert caught.value.code == "refusal_needs_cause"
    assert desk.do(findings.attach_evidence, finding_id, desk.photos[:1]) == 1
    assert desk.latest().verdict.entitlement.refused_by == ("LIQUID",)
    desk.do(findings.refuse, desk.order.id, CHECKED)
    assert desk.read(get_order_by_id, desk.order.id).status is OrderStatus.REFUSED


def test_each_verdict_stays_beside_the_next(desk: Desk) -> None:
    finding_id = desk.found(replace(LIQUID, causal=Causal.UNKNOWN))
    desk.do(findings.change_finding, finding_id, LIQUID)
    desk.do(findings.attach_evidence, finding_id, desk.photos)
    desk.do(findings.attach_evidence, finding_id, desk.photos)
    desk.do(findings.withdraw_finding, finding_id, "на плате конденсат после мороза")
    rows = desk.read(list_verdicts, desk.order.id)
    assert [row.free for row in rows] == ["yes", "unknown", "unknown", "no", "yes"]
    assert rows[-1].content == rows[0].content
    assert desk.latest().verdict.entitlement.free is Free.YES
    (withdrawn,) = desk.read(list_findings, desk.order.id)
    assert (withdrawn.is_proved, len(withdrawn.evidence)) == (False, 2)
    assert withdrawn.evidence[0].serial_number == "FD 0503 000123"


@pytest.mark.parametrize("causal", [Causal.NO, Causal.UNKNOWN])
def test_what_did_not_cause_the_defect_refuses_nothing(desk: Desk, causal: Causal) -> None:
    desk.found(FindingData("UNAUTH_OPEN", causal), *desk.photos)
    with pytest.raises(UserError) as caught:
        desk.do(findings.refuse, desk.order.id, CHECKED)
    assert caught.value.code == "refusal_needs_cause"


def test_a_manager_may_let_a_cause_stand_and_the_paper_says_so(desk: Desk) -> None:
    finding_id = desk.found()
    technician = replace(desk.actor, role=Role.TECHNICIAN)
    with pytest.raises(AccessError):
        desk.do(findings.override_evidence, finding_id, "снимок утрачен", actor=technician)
    with pytest.raises(UserError):
        desk.do(findings.override_evidence, finding_id, "  ")
    desk.do(findings.override_evidence, finding_id, "снимок утрачен, есть акт продавца")
    paper_id = desk.do(findings.refuse, desk.order.id, CHECKED, actor=technician)
    paper, _row = desk.read(documents.read, paper_id)
    assert isinstance(paper, ReasonedRefusal)
    assert paper.causes[0].override == "снимок утрачен, есть акт продавца"
    assert paper.causes[0].override_by == desk.actor.short_name
    entry = desk.read(get_order_by_id, desk.order.id).journal
    assert any(row.body.get("overridden") == ["LIQUID"] for row in entry)


def test_an_override_falls_with_its_cause(desk: Desk) -> None:
    finding_id = desk.found()
    desk.do(findings.override_evidence, finding_id, "акт продавца")
    desk.do(findings.change_finding, finding_id, replace(LIQUID, causal=Causal.NO))
    with pytest.raises(UserError) as caught:
        desk.do(findings.override_evidence, finding_id, "всё же")
    assert caught.value.code == "finding_not_causal"
    desk.do(findings.change_finding, finding_id, LIQUID)
    (found,) = desk.read(list_findings, desk.order.id)
    assert not found.is_proved


def test_a_refusal_holds_cause_evidence_articles_and_rights(desk: Desk) -> None:
    desk.found(LIQUID, desk.photos[0])
    desk.found(FindingData("MECH", Causal.NO), desk.photos[1])
    paper_id = desk.do(findings.refuse, desk.order.id, CHECKED)
    paper, row = desk.read(documents.read, paper_id)
    assert isinstance(paper, ReasonedRefusal)
    assert row["number"] == paper.number == "МО-2026-000001"
    assert [cause.code for cause in paper.causes] == ["LIQUID"]
    assert paper.causes[0].annexes == (1,)
    assert [annex.sha256 for annex in paper.annexes] == [PHOTO.sha256, OTHER.sha256]
    assert "ст. 18" in paper.articles[0].source
    assert any("экспертиза" in right for right in paper.rights)
    assert any("суд" in right for right in paper.rights)
    assert paper.reasoning.trace[-1].rule == "DECISION"
    assert "попадание жидкости внутрь изделия" in paper.reasoning.trace[-1].text
    assert desk.count(PrintJob.__table__) == 5


@pytest.mark.parametrize("role", [Role.CLERK, Role.STOREKEEPER])
def test_only_managers_and_technicians_refuse(desk: Desk, role: Role) -> None:
    desk.found(LIQUID, *desk.photos[:1])
    with pytest.raises(AccessError):
        desk.do(findings.refuse, desk.order.id, CHECKED, actor=replace(desk.actor, role=role))
    assert desk.read(get_order_by_id, desk.order.id).status is OrderStatus.ACCEPTED
    desk.do(findings.refuse, desk.order.id, CHECKED, actor=replace(desk.actor, role=Role.TECHNICIAN))
    assert desk.read(get_order_by_id, desk.order.id).status is OrderStatus.REFUSED


def test_a_paper_seen_before_it_is_issued_leaves_nothing(desk: Desk) -> None:
    """Neither a number, nor a row, nor an entry: the first one issued has the first number."""
    desk.found(LIQUID, *desk.photos[:1])
    tables = (IssuedDocument, JournalEntry, PrintJob, StatusChange, StoredVerdict)
    before = [desk.count(model.__table__) for model in tables]
    for verb, data in ((findings.refuse, CHECKED), (conclusions.issue_quality_check, CHECK)):
        paper = desk.do(preview_paper, verb, desk.order.id, data)
        assert paper.number == "будет присвоен"
        assert paper.reasoning.trace[-1].rule == "DECISION"
    assert [desk.count(model.__table__) for model in tables] == before
    assert desk.read(get_order_by_id, desk.order.id).status is OrderStatus.ACCEPTED
    with pytest.raises(UserError):
        desk.do(preview_paper, findings.refuse, desk.order.id, replace(CHECKED, checked=" "))
    paper_id = desk.do(findings.refuse, desk.order.id, CHECKED)
    assert desk.read(documents.read, paper_id)[0].number == "МО-2026-000001"


def test_evidence_is_of_the_same_order(desk: Desk) -> None:
    finding_id = desk.found()
    accept(desk.database, desk.actor, visit(IntakeItem(washer("FD 0503 000777"), request(), (PHOTO,))))
    strange = desk.read(lambda session: session.execute(select(func.max(Attachment.__table__.c.id))).scalar())
    with pytest.raises(UserError) as caught:
        desk.do(findings.attach_evidence, finding_id, [strange])
    assert caught.value.code == "evidence_foreign"


def test_what_is_wrong_is_told(desk: Desk) -> None:
    finding_id = desk.found()
    for verb, args, code in (
        (findings.add_finding, (desk.order.id, FindingData("VODKA")), "refusal_code_unknown"),
        (findings.add_finding, (1, LIQUID), "order_not_found"),
        (findings.change_finding, (1, LIQUID), "finding_not_found"),
        (findings.withdraw_finding, (finding_id, ""), "reason_required"),
        (findings.record_invitation_answer, (1, InvitationAnswer.CAME), "invitation_not_found"),
        (findings.record_defect, (desk.order.id, DefectData(seller_extra_months=-1)), "number_range"),
        (conclusions.issue_report, (desk.order.id, replace(CHECK, conclusion=" ")), "field_required"),
    ):
        with pytest.raises(UserError) as caught:
            desk.do(verb, *args)
        assert caught.value.code == code
    with pytest.raises(ConflictError):
        desk.do(findings.change_finding, finding_id, LIQUID, 7)


def test_a_closed_order_is_left_alone(desk: Desk) -> None:
    finding_id = desk.found()
    with desk.database.begin(write=True) as session:
        session.execute(WorkOrder.__table__.update().values(status="handed_over", closed_at=clock.now()))
    with pytest.raises(UserError) as caught:
        desk.do(findings.attach_evidence, finding_id, desk.photos)
    assert caught.value.code == "order_closed"


def test_each_verb_writes_one_entry(desk: Desk) -> None:
    for verb, args in (
        (findings.add_finding, (desk.order.id, LIQUID)),
        (findings.record_defect, (desk.order.id, DefectData("PUMP"))),
        (assessment.reassess, (desk.order.id, "проверка")),
        (conclusions.issue_quality_check, (desk.order.id, CHECK)),
        (findings.invite_to_check, (desk.order.id, InvitationData(InvitationChannel.SMS, clock.now()))),
    ):
        before = desk.count(JournalEntry.__table__)
        desk.do(verb, *args)
        assert desk.count(JournalEntry.__table__) == before + 1


def test_an_essential_defect_is_a_persons_decision(desk: Desk) -> None:
    data = DefectData("PUMP", Essential.RECURRED_AFTER_REPAIR, note="третий раз")
    desk.do(findings.record_defect, desk.order.id, data)
    assert desk.read(get_defect, desk.order.id) == data
    facts = desk.latest().facts
    assert (facts.defect_code, facts.essential) == ("PUMP", Essential.RECURRED_AFTER_REPAIR)
    desk.do(findings.record_defect, desk.order.id, replace(data, essential=None))
    assert desk.latest().facts.essential is None


def test_invitations_and_evasions_are_counted(desk: Desk) -> None:
    later = clock.now() + timedelta(days=1)
    first = desk.do(findings.invite_to_check, desk.order.id, InvitationData(InvitationChannel.PHONE, later))
    second = desk.do(findings.invite_to_check, desk.order.id, InvitationData(InvitationChannel.SMS, later))
    assert desk.do(findings.record_invitation_answer, first, InvitationAnswer.AGREED) == 0
    assert desk.do(findings.record_invitation_answer, first, InvitationAnswer.DID_NOT_COME) == 1
    assert desk.do(findings.record_invitation_answer, second, InvitationAnswer.NO_ANSWER) == 2
    answers = [row.answer for row in desk.read(list_invitations, desk.order.id)]
    assert answers == [InvitationAnswer.DID_NOT_COME, InvitationAnswer.NO_ANSWER]
    past = InvitationData(InvitationChannel.PHONE, clock.now() - timedelta(hours=1))
    with pytest.raises(UserError) as caught:
        desk.do(findings.invite_to_check, desk.order.id, past)
    assert caught.value.code == "invitation_past"


def test_acts_and_reports_carry_the_trace_and_the_photos(desk: Desk) -> None:
    desk.found(LIQUID, desk.photos[1])
    act, _row = desk.read(documents.read, desk.do(conclusions.issue_quality_check, desk.order.id, CHECK))
    report, _row = desk.read(documents.read, desk.do(conclusions.issue_report, desk.order.id, CHECK))
    assert isinstance(act, QualityCheckAct)
    assert isinstance(report, TechnicalReport)
    assert (act.number, report.number) == ("АПК-2026-000001", "ТЗ-2026-000001")
    assert [(annex.number, annex.title, annex.finding) for annex in act.annexes] == [
        (1, "шильдик.jpg", "LIQUID"),
        (2, "плата.jpg", None),
    ]
    assert act.reasoning.sentence == desk.latest().note
    assert act.examination.examiner.name == desk.actor.name
    assert report.conclusion == CHECK.conclusion
    again, _row = desk.read(documents.read, desk.do(conclusions.issue_report, desk.order.id, CHECK))
    assert isinstance(again, TechnicalReport)
    assert again.number == "ТЗ-2026-000002"


def test_an_irreparability_act_needs_a_serial_number(desk: Desk) -> None:
    data = IrreparabilityData(
        "трещина бака", IrreparableReason.NOT_SUPPLIED, "замена или возврат денег продавцом", Addressee.SELLER
    )
    paper, _row = desk.read(documents.read, desk.do(conclusions.issue_irreparability, desk.order.id, data))
    assert isinstance(paper, IrreparabilityAct)
    assert [one.name for one in paper.returned] == ["шланг заливной", "болты транспортные"]
    nameless = accept(desk.database, desk.actor, visit(IntakeItem(washer(None), request()))).orders[0]
    with pytest.raises(UserError) as caught:
        desk.do(conclusions.issue_irreparability, nameless.id, data)
    assert caught.value.code == "serial_needed"


def test_a_verdict_without_new_facts_is_not_stored_twice(desk: Desk) -> None:
    desk.do(assessment.reassess, desk.order.id, "проверка")
    assert len(desk.read(list_verdicts, desk.order.id)) == 1
    assert desk.latest().verdict.entitlement.code is EntitlementCode.W1
