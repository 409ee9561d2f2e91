"""What a clerk enters at the counter: the frozen input of `services.intake.accept`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from workstation.documents.billing import PaymentMethod
from workstation.statuses import (
    CustomerKind,
    DataBackup,
    DeliveryBy,
    Demand,
    EstimateKind,
    NotifyBy,
    PaperState,
    RequestKind,
    SealState,
    Use,
)


@dataclass(frozen=True, slots=True)
class PowerOfAttorney:
    """The paper by which a representative acts."""

    number: str
    issued_on: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class CustomerData:
    """Who brings the device.

    `id` is a known customer (None: a new one). `person_id` is the key owner reserved by a draft:
    the new customer gets it as id, so that a draft and its journal lines are sealed with one key.
    `phone` is as typed; the service normalises it.
    """

    kind: CustomerKind
    name: str
    phone: str
    id: int | None = None
    person_id: int | None = None
    version: int | None = None
    email: str | None = None
    address: str | None = None
    inn: str | None = None
    kpp: str | None = None
    contact: str | None = None
    power_of_attorney: PowerOfAttorney | None = None


@dataclass(frozen=True, slots=True)
class DeviceData:
    """The device on the counter; `id` is a known device, `price_paid` kopecks, `weight_g` grams."""

    category: str
    brand: str
    model: str | None = None
    id: int | None = None
    serial_number: str | None = None
    imei: str | None = None
    produced_on: date | None = None
    sold_on: date | None = None
    delivered_on: date | None = None
    seller: str | None = None
    price_paid: int | None = None
    weight_g: int | None = None


@dataclass(frozen=True, slots=True)
class Accessory:
    """One kind of thing that came with the device."""

    name: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class PurchaseDocuments:
    """Papers of purchase that the customer showed; none of them is a condition of acceptance."""

    warranty_card: PaperState = PaperState.ABSENT
    receipt: PaperState = PaperState.ABSENT
    warranty_card_number: str | None = None
    receipt_number: str | None = None
    receipt_on: date | None = None
    receipt_amount: int | None = None


@dataclass(frozen=True, slots=True)
class EstimateData:
    """The agreed price of a paid repair, kopecks (ст. 33 Закона № 2300-1)."""

    kind: EstimateKind
    amount: int


@dataclass(frozen=True, slots=True)
class DeliveryData:
    """Who carried the device here and at what cost, kopecks."""

    by: DeliveryBy
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class StorageTerms:
    """Storage of a ready device as the signed act has it: free days after the word of readiness, then a fee.

    `a_day` is kopecks. Without these terms no fee is due.
    """

    free_days: int
    a_day: int


@dataclass(frozen=True, slots=True)
class RequestData:
    """What the customer wants and what was agreed. Money is kopecks, dates are local."""

    kind: RequestKind
    demand: Demand
    demanded_on: date
    reported_fault: str
    appearance: str
    declared_value: int
    condition_code: str | None = None
    symptom_code: str | None = None
    accessories: tuple[Accessory, ...] = ()
    seals: SealState = SealState.NOT_CHECKED
    use: Use | None = None
    agreed_until: date | None = None
    wants_presence: bool = False
    wants_loaner: bool = False
    documents: PurchaseDocuments = field(default_factory=PurchaseDocuments)
    data_backup: DataBackup = DataBackup.NOT_APPLICABLE
    unlock_code_given: bool = False
    unlock_code: str | None = None
    prepayment: int | None = None
    prepayment_method: PaymentMethod | None = None
    estimate: EstimateData | None = None
    approval_limit: int | None = None
    work_warranty_months: int | None = None
    delivery: DeliveryData | None = None
    storage: StorageTerms | None = None
    notify_by: NotifyBy = NotifyBy.PHONE
    place: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo already kept in the attachment store (`workstation.files`), named by its SHA-256."""

    sha256: str
    size: int
    media_type: str
    file_name: str


@dataclass(frozen=True, slots=True)
class IntakeItem:
    """One device of a visit with its own request: it becomes one order."""

    device: DeviceData
    request: RequestData
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class IntakeData:
    """One visit of one customer with one or more devices.

    `request_id` (UUID text made by the client) makes a save repeated after a crash harmless.
    `one_act`: one act with a line per device, or an act each.
    """

    request_id: str
    customer: CustomerData
    items: tuple[IntakeItem, ...]
    one_act: bool = True
    draft_id: int | None = None


@dataclass(frozen=True, slots=True)
class AcceptedOrder:
    """One order made by an intake."""

    id: int
    number: str
    device_id: int
    repeat_of: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an intake made: orders and issued papers, by id; `repeated` if it was saved before."""

    visit_id: int
    customer_id: int
    orders: tuple[AcceptedOrder, ...]
    document_ids: tuple[int, ...]
    repeated: bool = False
