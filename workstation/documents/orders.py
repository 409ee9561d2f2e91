"""What the read side says of orders: the whole view of one, its papers and past, customers and devices."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from workstation.documents.intake import (
    CustomerData,
    DeliveryData,
    DeviceData,
    EstimateData,
    Photo,
    RequestData,
    StorageTerms,
)
from workstation.documents.order_rows import StateFace, StatusRow, state_face
from workstation.statuses import (
    CustomerKind,
    DocumentKind,
    DocumentState,
    NotifyBy,
    OrderStatus,
    PrintState,
    RequestKind,
)

if TYPE_CHECKING:  # the list of orders is the first thing shown; it needs none of these
    from workstation.documents.around import OrderAround
    from workstation.documents.bench import OrderBench
    from workstation.documents.clocks import OrderClocks
    from workstation.documents.findings import DefectData, FindingRow, InvitationRow, VerdictRow


@dataclass(frozen=True, slots=True)
class AgreedTerms:
    """Agreed terms of a request that no list sorts by; kept as one JSON column. Money is kopecks."""

    estimate: EstimateData | None = None
    approval_limit: int | None = None
    work_warranty_months: int | None = None
    delivery: DeliveryData | None = None
    storage: StorageTerms | None = None


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One issued paper of an order."""

    id: int
    kind: DocumentKind
    number: str
    version: int
    state: DocumentState
    issued_at: datetime
    user: str
    print_count: int


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One journal entry; `personal` is None once the person's key is erased, and `is_erased` says so."""

    id: int
    made_at: datetime
    user: str
    station: str
    verb: str
    body: dict[str, Any]
    personal: dict[str, Any] | None = None
    is_erased: bool = False


def _no_clocks() -> OrderClocks:
    from workstation.documents.clocks import OrderClocks

    return OrderClocks()


@dataclass(frozen=True, slots=True)
class OrderView:
    """Everything about one order, ready for the card and the command line.

    `billed` are the papers of money that there is something to print of: an estimate, an invoice.
    """

    id: int
    version: int
    number: str
    code: str
    status: OrderStatus
    accepted_at: datetime
    due_on: date | None
    legal_until: date | None
    closed_at: datetime | None
    customer_id: int
    device_id: int
    visit_id: int
    customer: CustomerData
    device: DeviceData
    category: str
    request: RequestData
    condition: str | None
    symptom: str | None
    accepted_by: str
    repeat_of: str | None
    verdict: dict[str, Any] | None
    photos: tuple[Photo, ...]
    history: tuple[StatusRow, ...]
    papers: tuple[PaperRow, ...]
    journal: tuple[JournalRow, ...]
    neighbours: tuple[str, ...] = ()
    verdicts: tuple[VerdictRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    invitations: tuple[InvitationRow, ...] = ()
    defect: DefectData | None = None
    clocks: OrderClocks = field(default_factory=_no_clocks)
    bench: OrderBench | None = None
    around: OrderAround | None = None
    billed: tuple[DocumentKind, ...] = ()

    @property
    def face(self) -> StateFace:
        """Its state as the centre names and colours it."""
        if self.bench is None:
            return state_face(self.status, None, None)
        return state_face(self.status, self.bench.state.name, self.bench.state.token)


@dataclass(frozen=True, slots=True)
class PastOrder:
    """An earlier order of a customer or a device, as the side panel of intake shows it."""

    id: int
    number: str
    status: OrderStatus
    face: StateFace
    kind: RequestKind
    accepted_on: date
    closed_on: date | None
    device: str
    reported_fault: str


@dataclass(frozen=True, slots=True)
class CustomerMatch:
    """A known customer that fits what is being typed."""

    id: int
    version: int
    data: CustomerData
    order_count: int
    last_orders: tuple[PastOrder, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One line of the list of customers."""

    id: int
    kind: CustomerKind
    name: str
    phone: str
    inn: str | None
    order_count: int
    open_count: int
    last_accepted_at: datetime | None


@dataclass(frozen=True, slots=True)
class CustomerView:
    """Everything about one customer; `has_key` is false once the personal data was erased."""

    data: CustomerData
    notify_by: NotifyBy
    created_at: datetime
    has_key: bool
    orders: tuple[PastOrder, ...]
    consents: tuple[PaperRow, ...]
    journal: tuple[JournalRow, ...]


@dataclass(frozen=True, slots=True)
class DeviceMatch:
    """A known device of a serial number or IMEI."""

    id: int
    data: DeviceData
    category_name: str
    last_orders: tuple[PastOrder, ...] = ()
    open_order: str | None = None


@dataclass(frozen=True, slots=True)
class PrintJobRow:
    """One job of the visible print queue."""

    id: int
    document_id: int
    kind: DocumentKind
    number: str
    purpose: str
    page: str
    recipient: str | None
    is_copy: bool
    state: PrintState
    attempts: int
    last_error: str | None
    made_at: datetime
