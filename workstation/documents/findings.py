"""Findings, invitations and examinations as they are entered, and as the card of an order shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workstation.documents.conclusions import (
    Addressee,
    CheckPoint,
    DefectNature,
    InvitationAnswer,
    InvitationChannel,
    IrreparableReason,
    Outcome,
)
from workstation.documents.intake import Accessory
from workstation.documents.warranty import Causal, Essential


@dataclass(frozen=True, slots=True)
class FindingData:
    """A possible ground of refusal, as the technician saw it."""

    code: str
    causal: Causal = Causal.UNKNOWN
    note: str | None = None


@dataclass(frozen=True, slots=True)
class DefectData:
    """What was established about the defect; `essential` is a person's decision (ст. 19 п. 6)."""

    defect_code: str | None = None
    essential: Essential | None = None
    replaced_part: str | None = None
    seller_extra_months: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class InvitationData:
    """An invitation to the quality check: how it was sent and for what moment."""

    channel: InvitationChannel
    for_when: datetime
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ExaminationData:
    """How the device was examined; empty `place` means the centre's address."""

    outer_inspection: str
    made_on: date | None = None
    place: str = ""
    qualification: str | None = None
    method: str | None = None
    equipment: tuple[str, ...] = ()
    points: tuple[CheckPoint, ...] = ()
    attended: bool | None = None


@dataclass(frozen=True, slots=True)
class CheckData:
    """The result of a quality check: what was found, of what nature, why, and what follows."""

    examination: ExaminationData
    defect_found: bool | None
    nature: DefectNature
    outcome: Outcome
    defect: str | None = None
    defect_code: str | None = None
    causation: str | None = None
    terms_reference: str | None = None
    question: str | None = None
    conclusion: str = ""


@dataclass(frozen=True, slots=True)
class RefusalData:
    """What a refusal adds to the findings: what was examined, the clause, the act behind it, an estimate."""

    checked: str
    terms_reference: str | None = None
    based_on: str | None = None
    estimate: int | None = None


@dataclass(frozen=True, slots=True)
class IrreparabilityData:
    """Why a device cannot be repaired, and what is advised."""

    defect: str
    reason: IrreparableReason
    recommendation: str
    given_to: Addressee
    nature: DefectNature = DefectNature.PRODUCTION
    defect_code: str | None = None
    reason_note: str | None = None
    decision: str | None = None
    approval_number: str | None = None
    returned: tuple[Accessory, ...] = ()
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A photo or file behind a finding."""

    attachment_id: int
    sha256: str
    file_name: str
    media_type: str
    added_at: datetime
    serial_number: str | None
    user: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding of an order; `is_proved` when it may carry a refusal."""

    id: int
    version: int
    code: str
    text: str
    causal: Causal
    note: str | None
    made_at: datetime
    user: str
    evidence: tuple[EvidenceRow, ...] = ()
    override_reason: str | None = None
    override_by: str | None = None
    withdrawn_at: datetime | None = None
    withdrawn_reason: str | None = None

    @property
    def is_proved(self) -> bool:
        """A cause with evidence, or a manager's override, and not withdrawn (ст. 18 п. 6)."""
        shown = bool(self.evidence) or self.override_reason is not None
        return self.withdrawn_at is None and self.causal is Causal.YES and shown


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation of the customer to the check."""

    id: int
    invited_at: datetime
    channel: InvitationChannel
    for_when: datetime
    user: str
    answer: InvitationAnswer | None = None
    answered_at: datetime | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """One verdict of an order as it was made; `content` holds its facts, verdict and sentence."""

    id: int
    made_at: datetime
    user: str
    reason: str
    code: str
    free: str
    payer: str
    rules_version: str
    data_version: str
    content: dict[str, Any]
