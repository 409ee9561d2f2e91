"""What the read side says of the bench: the board, an order's works and checks, similar cases, catalogues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from workstation.documents.conclusions import DefectNature, Outcome
from workstation.documents.deeds import Measurement
from workstation.documents.intake import Accessory, PowerOfAttorney
from workstation.statuses import (
    CustomerKind,
    ItemKind,
    OldParts,
    OrderStatus,
    PartSource,
    PaymentState,
    Priority,
    RequestKind,
    Role,
    SignedBy,
    TakenBy,
    Use,
)

if TYPE_CHECKING:
    from workstation.documents.orders import OrderView, PastOrder


@dataclass(frozen=True, slots=True)
class StateRow:
    """A state as the centre shows it; `code` equals the status unless the state is the centre's own."""

    code: str
    status: OrderStatus
    name: str
    token: str
    icon: str
    roles: tuple[Role, ...] = ()
    is_active: bool = True

    @property
    def is_own(self) -> bool:
        """Whether the centre added it."""
        return self.code != self.status.value


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One card of the board. `running` are whose time runs on it now, by name and id; `part_came`: a part
    that it waited for lies ready.
    """

    id: int
    number: str
    version: int
    status: OrderStatus
    state_code: str
    kind: RequestKind
    priority: Priority
    customer: str
    category: str
    brand: str
    model: str | None
    serial_number: str | None
    technician_id: int | None
    technician: str | None
    place: str | None
    accepted_at: datetime
    due_on: date | None
    legal_until: date | None
    reported_fault: str
    failed_checks: int = 0
    running: tuple[str, ...] = ()
    running_ids: tuple[int, ...] = ()
    running_since: datetime | None = None
    customer_kind: CustomerKind = CustomerKind.PERSON
    part_came: bool = False


@dataclass(frozen=True, slots=True)
class TechnicianRow:
    """A person an order can be given to: what he may do with this device and how much he has."""

    user_id: int
    login: str
    name: str
    open_count: int
    open_minutes: int
    has_certificate: bool = False
    has_skill: bool = False


@dataclass(frozen=True, slots=True)
class DiagnosisRow:
    """The diagnosis of an order; texts of the codes from the dictionaries, the code alone where none is."""

    nature: DefectNature
    conclusion: str
    made_at: datetime
    user: str
    version: int
    cause: str | None = None
    extended_condition_code: str | None = None
    section_code: str | None = None
    defect_code: str | None = None
    repair_code: str | None = None
    ntf_code: str | None = None
    outcome: Outcome | None = None
    measured: tuple[Measurement, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of an order's checklist with its answer. `waived`: a manager lets it pass undone."""

    id: int
    position: int
    kind: ItemKind
    text: str
    required: bool
    unit: str | None = None
    least: str | None = None
    most: str | None = None
    choices: tuple[str, ...] = ()
    value: str | None = None
    photo: str | None = None
    is_answered: bool = False
    is_good: bool = False
    waived: bool = False
    note: str | None = None
    answered_at: datetime | None = None
    user: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it keeps the order from being ready: required, not waived, and not answered well."""
        return self.required and not self.waived and not self.is_good


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """The list an order is done by, of the version it was given."""

    name: str
    version: int
    items: tuple[ItemRow, ...]

    @property
    def open_items(self) -> tuple[ItemRow, ...]:
        """What still keeps the order from being ready."""
        return tuple(item for item in self.items if item.is_open)


@dataclass(frozen=True, slots=True)
class LabourRow:
    """A work of an order; `timed_minutes` is what the timers counted for it."""

    id: int
    name: str
    performer: str
    added_at: datetime
    code: str | None = None
    level: int | None = None
    norm_minutes: int | None = None
    actual_minutes: int | None = None
    timed_minutes: int = 0
    warranty_months: int | None = None
    note: str | None = None
    is_running: bool = False


@dataclass(frozen=True, slots=True)
class PartRow:
    """A fitted part; `warranty_until` stands once the device was handed over."""

    id: int
    name: str
    quantity: int
    source: PartSource
    added_at: datetime
    user: str
    part_number: str | None = None
    serial_in: str | None = None
    serial_out: str | None = None
    warranty_months: int | None = None
    warranty_until: date | None = None
    old_part: OldParts | None = None


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A stretch of somebody's time; it runs while `ended_at` is None."""

    id: int
    user: str
    started_at: datetime
    ended_at: datetime | None = None
    work_id: int | None = None
    work: str | None = None
    corrected_by: str | None = None
    correction_reason: str | None = None


@dataclass(frozen=True, slots=True)
class QualityRow:
    """One check of a finished repair."""

    passed: bool
    made_at: datetime
    user: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """A manager's permission to go on without some items."""

    items: tuple[str, ...]
    reason: str
    made_at: datetime
    user: str


@dataclass(frozen=True, slots=True)
class UsedPart:
    """A fitted part as the handover tells it: fact 4 of ст. 20 п. 3, and its own term (п. 4)."""

    name: str
    quantity: int
    part_number: str | None = None
    serial_in: str | None = None
    warranty_months: int | None = None
    warranty_until: date | None = None


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """How the device left: the five facts of ст. 20 п. 3, who took it, the new terms."""

    demanded_on: date
    received_on: date
    repaired_on: date | None
    defects: str | None
    parts: tuple[UsedPart, ...]
    handed_on: date
    handed_at: datetime
    is_repaired: bool
    taken_by: TakenBy
    taker: str | None
    power_of_attorney: PowerOfAttorney | None
    accessories: tuple[Accessory, ...]
    old_parts: OldParts
    old_parts_note: str | None
    payment: PaymentState
    payment_note: str | None
    shown_working: bool
    remarks: str | None
    loaner_note: str | None
    signed_by: SignedBy
    signature_sha256: str | None
    extension_days: int
    warranty_before: date | None
    warranty_until: date | None
    work_warranty_months: int | None
    work_warranty_until: date | None
    user: str


@dataclass(frozen=True, slots=True)
class OrderBench:
    """All that the bench did with an order."""

    state: StateRow
    priority: Priority = Priority.NORMAL
    technician_id: int | None = None
    technician: str | None = None
    repaired_at: datetime | None = None
    failed_checks: int = 0
    diagnosis: DiagnosisRow | None = None
    checklist: ChecklistRow | None = None
    works: tuple[LabourRow, ...] = ()
    parts: tuple[PartRow, ...] = ()
    times: tuple[TimeRow, ...] = ()
    checks: tuple[QualityRow, ...] = ()
    overrides: tuple[OverrideRow, ...] = ()
    handover: HandoverRow | None = None


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """What was the matter in like orders: `held` of `closed` did not come back within the repair warranty."""

    cause: str
    count: int
    total: int
    closed: int
    held: int
    median_minutes: int | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelDocumentRow:
    """A document or link for a model, its group or its brand."""

    id: int
    title: str
    place: str | None = None
    link: str | None = None
    sha256: str | None = None
    media_type: str | None = None
    brand: str | None = None
    category: str | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A line of a dictionary of codes; `brand` is empty where it is of every brand."""

    kind: str
    code: str
    text: str
    brand: str = ""


@dataclass(frozen=True, slots=True)
class OperationRow:
    """An operation of the catalogue with the norm that fits a group and a level."""

    id: int
    code: str
    name: str
    norm_minutes: int | None = None
    warranty_months: int | None = None


@dataclass(frozen=True, slots=True)
class BenchCard:
    """One order on the bench with earlier repairs of this number, like cases, documents.

    `errors` are the error codes of the brand that the reported fault names.
    """

    order: OrderView
    history: tuple[PastOrder, ...] = ()
    similar: tuple[SimilarCase, ...] = ()
    documents: tuple[ModelDocumentRow, ...] = ()
    errors: tuple[CodeRow, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """What the moves of an order depend on, for the person who asks; see `rules.moves`.

    `running` counts the timers that run on it, `running_on` numbers the order on which the person's own runs.
    Read only for the verbs that ask: `open_items`, required, neither done well nor waived, `performers`, who
    worked on it, `proved_causes`, that may carry a refusal, `is_asked`, that a question waits, `has_notice`,
    that a warning was sent, `cost` of the customer's lines and `may_spend` without asking. `lent` tells that
    a loaner is with the customer, `loaner_out` that nobody said a word about it.
    """

    order_id: int
    number: str
    version: int
    status: OrderStatus
    kind: RequestKind
    use: Use
    customer_kind: CustomerKind
    customer_id: int
    device_id: int
    demanded_on: date
    received_on: date
    person_id: int
    role: Role
    state_code: str | None = None
    closed_at: datetime | None = None
    repaired_at: datetime | None = None
    technician_id: int | None = None
    failed_checks: int = 0
    nature: DefectNature | None = None
    conclusion: str | None = None
    checklist_version: int | None = None
    works: int = 0
    running: int = 0
    running_on: str | None = None
    needs_second_check: bool = False
    open_items: tuple[tuple[int, str], ...] = ()
    performers: frozenset[int] = frozenset()
    proved_causes: int = 0
    loaner_out: bool = False
    lent: bool = False
    is_asked: bool = False
    cost: int = 0
    may_spend: int = 0
    has_notice: bool = False
