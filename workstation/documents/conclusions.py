"""Papers of what was found and what follows: check act, technical report, refusal, irreparability act.

Each carries the trace of the verdict as its reasoning and photos of the order as annexes. As with every
paper, what is here is already decided and worded; a template only draws it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from workstation.documents.intake import Accessory
from workstation.documents.order_papers import OrderPaper
from workstation.documents.papers import BrandLicence, Employee
from workstation.documents.warranty import Causal, TraceLine
from workstation.i18n import mark
from workstation.statuses import DocumentKind, Labelled


class DefectNature(Labelled):
    """What kind of defect was found (documents.md 5.2)."""

    PRODUCTION = "production", mark("производственный")
    OPERATIONAL = "operational", mark("эксплуатационный")
    NOT_ESTABLISHED = "not_established", mark("не установлен")
    ABSENT = "absent", mark("недостаток отсутствует")


class Outcome(Labelled):
    """What a check ends with."""

    WARRANTY_REPAIR = "warranty_repair", mark("гарантийный ремонт")
    PAID_REPAIR = "paid_repair", mark("платный ремонт")
    REPLACEMENT = "replacement", mark("замена")
    IRREPARABLE = "irreparable", mark("изделие неремонтопригодно")
    EXPERTISE = "expertise", mark("требуется экспертиза")
    NO_DEFECT = "no_defect", mark("недостаток не обнаружен, ремонт не требуется")


class IrreparableReason(Labelled):
    """Why a device cannot be repaired (documents.md 5.3)."""

    DISCONTINUED = "discontinued", mark("запасная часть снята с производства")
    NOT_SUPPLIED = "not_supplied", mark("запасная часть не поставляется")
    UNECONOMIC = "uneconomic", mark("ремонт экономически нецелесообразен")
    TERM_OVER = "term_over", mark("срок устранения недостатка исчерпан")
    MANUFACTURER = "manufacturer", mark("решение изготовителя")


class Addressee(Labelled):
    """Whom a paper is given to."""

    CUSTOMER = "customer", mark("потребителю")
    SELLER = "seller", mark("продавцу")
    MANUFACTURER = "manufacturer", mark("изготовителю")


class InvitationChannel(Labelled):
    """How a customer was invited to the check."""

    IN_PERSON = "in_person", mark("лично")
    PHONE = "phone", mark("по телефону")
    SMS = "sms", mark("СМС")
    EMAIL = "email", mark("по электронной почте")
    MESSENGER = "messenger", mark("в мессенджере")
    LETTER = "letter", mark("письмом")


class InvitationAnswer(Labelled):
    """What a customer did about an invitation; the last four are evidence against a fine (ст. 13 п. 6)."""

    AGREED = "agreed", mark("придёт")
    CAME = "came", mark("присутствовал")
    DECLINED = "declined", mark("отказался присутствовать")
    NO_ANSWER = "no_answer", mark("не ответил")
    DID_NOT_COME = "did_not_come", mark("не явился")
    DID_NOT_BRING = "did_not_bring", mark("не предоставил изделие")


EVASIONS = frozenset(
    {
        InvitationAnswer.DECLINED,
        InvitationAnswer.NO_ANSWER,
        InvitationAnswer.DID_NOT_COME,
        InvitationAnswer.DID_NOT_BRING,
    }
)
"""Answers that are logged as the customer's own evasion."""


@dataclass(frozen=True, slots=True)
class Annex:
    """A photo annexed: `number` as printed, `sha256` its file in the store, `finding` the cause it shows."""

    number: int
    sha256: str
    title: str
    added_at: datetime
    media_type: str = "image/jpeg"
    finding: str | None = None


@dataclass(frozen=True, slots=True)
class FoundCause:
    """A finding in words; `annexes` are numbers of its photos, `override` why it refuses without a photo."""

    code: str
    text: str
    causal: Causal
    note: str | None = None
    annexes: tuple[int, ...] = ()
    override: str | None = None
    override_by: str | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """One invitation of the customer to the check, with what came of it."""

    invited_at: datetime
    channel: InvitationChannel
    for_when: datetime
    answer: InvitationAnswer | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CheckPoint:
    """One point that was checked; `passed` None where it is an observation only."""

    name: str
    result: str
    passed: bool | None = None


@dataclass(frozen=True, slots=True)
class Examination:
    """How a device was examined: when, where, by whom, with what, point by point."""

    made_on: date
    place: str
    examiner: Employee
    outer_inspection: str
    qualification: str | None = None
    method: str | None = None
    equipment: tuple[str, ...] = ()
    points: tuple[CheckPoint, ...] = ()
    attended: bool | None = None


@dataclass(frozen=True, slots=True)
class Reasoning:
    """The verdict behind a paper: its sentence, its trace line by line, the version of the rules."""

    sentence: str
    trace: tuple[TraceLine, ...]
    rules_version: str
    assessed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A provision a paper rests on: where it stands and what it says here."""

    source: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion(OrderPaper):
    """What all conclusions have beyond the order they are about."""

    reasoning: Reasoning
    findings: tuple[FoundCause, ...] = ()
    annexes: tuple[Annex, ...] = ()
    invitations: tuple[Invitation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined(Conclusion):
    """A conclusion that rests on an examination.

    `defect_found` None: it could not be said. `causation` links what was found to the defect;
    `terms_reference` names the clause of the warranty terms or the manual.
    """

    examination: Examination
    defect_found: bool | None
    nature: DefectNature
    outcome: Outcome
    defect: str | None = None
    defect_code: str | None = None
    causation: str | None = None
    terms_reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityCheckAct(Examined):
    """«Акт проверки качества (диагностики)» (documents.md 5.2)."""

    KIND: ClassVar[DocumentKind] = DocumentKind.QUALITY_CHECK_ACT


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnicalReport(Examined):
    """«Техническое заключение» (documents.md 5.2): the same facts, asked and answered in words.

    `question` is what was asked, `conclusion` the answer. It is no expert opinion and never says so.
    """

    KIND: ClassVar[DocumentKind] = DocumentKind.TECHNICAL_REPORT

    conclusion: str
    question: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonedRefusal(Conclusion):
    """«Мотивированный отказ в гарантийном (безвозмездном) ремонте» (documents.md 5.13).

    `causes` are the findings that refuse, in words; `checked` is what was examined and seen; `articles` the
    law it rests on; `rights` what the customer may do, a paragraph each; `options` the ways on;
    `based_on` the number and date of the act or report it rests on.
    """

    KIND: ClassVar[DocumentKind] = DocumentKind.REASONED_REFUSAL

    causes: tuple[FoundCause, ...]
    checked: str
    articles: tuple[Article, ...]
    rights: tuple[str, ...]
    options: tuple[str, ...]
    terms_reference: str | None = None
    based_on: str | None = None
    estimate: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IrreparabilityAct(Conclusion):
    """«Акт неремонтопригодности» (documents.md 5.3).

    `approval_number` is the manufacturer's approval, `decision` its decision with number and day;
    `valid_until` only where the brand limits the act. Void if the serial number cannot be read.
    """

    KIND: ClassVar[DocumentKind] = DocumentKind.IRREPARABILITY_ACT

    defect: str
    nature: DefectNature
    reason: IrreparableReason
    recommendation: str
    given_to: Addressee
    defect_code: str | None = None
    reason_note: str | None = None
    decision: str | None = None
    approval_number: str | None = None
    authorisation: BrandLicence | None = None
    returned: tuple[Accessory, ...] = ()
    valid_until: date | None = None


def pictures_of(document: Any) -> tuple[str, ...]:
    """SHA-256 names of the pictures a paper needs to be drawn: the logo, its annexes, a signature."""
    logo = getattr(getattr(document, "centre", None), "logo_sha256", None)
    annexed = [annex.sha256 for annex in getattr(document, "annexes", ())]
    signature = getattr(document, "signature_sha256", None)
    return tuple(dict.fromkeys(name for name in (logo, *annexed, signature) if name))
