"""The frozen content of every printed paper: what `printing` draws and the base keeps as issued.

A paper is Russian text; everything a template needs is here, already decided. Money is kopecks,
moments are aware UTC, dates are local. A template never asks the base for anything more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from workstation.documents.intake import (
    Accessory,
    DeliveryData,
    EstimateData,
    PowerOfAttorney,
    PurchaseDocuments,
    StorageTerms,
)
from workstation.statuses import (
    CustomerKind,
    DataBackup,
    Demand,
    DocumentKind,
    NotifyBy,
    RequestKind,
    SealState,
    Use,
)

if TYPE_CHECKING:
    from workstation.documents.billing_papers import EstimatePaper, InvoicePaper, ServiceAct
    from workstation.documents.conclusions import (
        IrreparabilityAct,
        QualityCheckAct,
        ReasonedRefusal,
        TechnicalReport,
    )
    from workstation.documents.customer_papers import (
        ChangeConsent,
        LoanerAct,
        ReadyNotice,
        UnclaimedAct,
        UnclaimedNotice,
    )
    from workstation.documents.repair_papers import (
        CompletionAct,
        HandoverAct,
        RepairWarrantyCard,
        WorkOrderSheet,
    )
    from workstation.documents.store_papers import (
        GoodsReceiptAct,
        PartLabel,
        PartRequestSheet,
        PurchaseSheet,
    )


@dataclass(frozen=True, slots=True)
class BankDetails:
    """Where the centre is paid."""

    name: str
    bic: str
    correspondent_account: str
    account: str


@dataclass(frozen=True, slots=True)
class BrandLicence:
    """A brand the centre is authorised for, on the day of the paper."""

    brand: str
    contract: str | None = None


@dataclass(frozen=True, slots=True)
class CentreDetails:
    """The head of every paper. `logo_sha256` names a PNG of the attachment store."""

    name: str
    short_name: str = ""
    inn: str = ""
    kpp: str = ""
    ogrn: str = ""
    address: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""
    hours: str = ""
    director_name: str = ""
    director_title: str = ""
    accountant_name: str = ""
    bank: BankDetails | None = None
    brands: tuple[BrandLicence, ...] = ()
    logo_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class PartyDetails:
    """The customer as printed; `phone` is in display form."""

    kind: CustomerKind
    name: str
    phone: str
    email: str | None = None
    address: str | None = None
    inn: str | None = None
    kpp: str | None = None
    contact: str | None = None
    power_of_attorney: PowerOfAttorney | None = None


@dataclass(frozen=True, slots=True)
class PrintedDevice:
    """The device as printed; `produced_source` says where a guessed date comes from."""

    category: str
    brand: str
    model: str | None = None
    serial_number: str | None = None
    imei: str | None = None
    produced_on: date | None = None
    produced_source: str | None = None
    sold_on: date | None = None
    delivered_on: date | None = None
    seller: str | None = None
    price_paid: int | None = None
    weight_g: int | None = None


@dataclass(frozen=True, slots=True)
class Employee:
    """Who made or signed a paper."""

    name: str
    short_name: str
    title: str


@dataclass(frozen=True, slots=True)
class ActItem:
    """One device of an acceptance act. `order_code` is the scannable code of the order.

    `free` is what the warranty rules said: `yes`, `no`, `if_proved`, `unknown`, or None (not asked);
    `payer` is who they said pays the centre (a value of `warranty.Payer`).
    """

    order_number: str
    order_code: str
    device: PrintedDevice
    kind: RequestKind
    demand: Demand
    demanded_on: date
    reported_fault: str
    appearance: str
    declared_value: int
    condition: str | None = None
    symptom: str | None = None
    accessories: tuple[Accessory, ...] = ()
    seals: SealState = SealState.NOT_CHECKED
    use: Use = Use.PERSONAL
    documents: PurchaseDocuments | None = None
    agreed_until: date | None = None
    legal_until: date | None = None
    wants_presence: bool = False
    wants_loaner: bool = False
    loaner_until: date | None = None
    data_backup: DataBackup = DataBackup.NOT_APPLICABLE
    unlock_code_given: bool = False
    prepayment: int | None = None
    estimate: EstimateData | None = None
    approval_limit: int | None = None
    work_warranty_months: int | None = None
    delivery: DeliveryData | None = None
    storage: StorageTerms | None = None
    photo_count: int = 0
    warranty_note: str | None = None
    free: str | None = None
    payer: str | None = None


@dataclass(frozen=True, slots=True)
class AcceptanceAct:
    """«Акт приёма-передачи оборудования в ремонт» (documents.md 5.1).

    `number` is the number of its first order; `version` grows with each correction.
    """

    KIND: ClassVar[DocumentKind] = DocumentKind.ACCEPTANCE_ACT

    number: str
    issued_at: datetime
    centre: CentreDetails
    customer: PartyDetails
    items: tuple[ActItem, ...]
    employee: Employee
    notify_by: NotifyBy = NotifyBy.PHONE
    version: int = 1
    replaces_version: int | None = None
    training: bool = False


@dataclass(frozen=True, slots=True)
class DeviceLabel:
    """«Ярлык» (documents.md 5.20): no name and no phone on it."""

    KIND: ClassVar[DocumentKind] = DocumentKind.DEVICE_LABEL

    order_number: str
    order_code: str
    kind: RequestKind
    accepted_on: date
    due_on: date | None
    brand: str
    model: str | None
    serial_tail: str
    place: str | None = None
    piece: int = 1
    pieces: int = 1
    training: bool = False


@dataclass(frozen=True, slots=True)
class PassportEvent:
    """One line of a device's history."""

    demanded_on: date
    issued_on: date | None
    text: str
    order_number: str


@dataclass(frozen=True, slots=True)
class PassportTerm:
    """A term printed in a passport: the device's warranty or a part's."""

    name: str
    until: date
    note: str | None = None


@dataclass(frozen=True, slots=True)
class EquipmentPassport:
    """«Паспорт оборудования»: an A6 card and a label; `code` is the signed text of its QR."""

    KIND: ClassVar[DocumentKind] = DocumentKind.EQUIPMENT_PASSPORT

    number: str
    issued_at: datetime
    centre: CentreDetails
    device: PrintedDevice
    code: str
    terms: tuple[PassportTerm, ...] = ()
    history: tuple[PassportEvent, ...] = ()
    training: bool = False


@dataclass(frozen=True, slots=True)
class ConsentSheet:
    """A separate consent sheet (documents.md 5.16): `paragraphs` are the stored version of its text."""

    kind: DocumentKind
    number: str
    issued_at: datetime
    centre: CentreDetails
    customer: PartyDetails
    text_version: str
    paragraphs: tuple[str, ...]
    training: bool = False


@dataclass(frozen=True, slots=True)
class TestSheet:
    """A sheet that shows a printer's margins and offset; tenths of a millimetre."""

    printer: str
    width_mm: float
    height_mm: float
    offset_x: int = 0
    offset_y: int = 0


@dataclass(frozen=True, slots=True)
class ActionSheet:
    """A sheet to hang over the bench: codes of deeds for the scanner, each as (code, what it does)."""

    actions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PrintStamp:
    """What may differ between two prints of the same paper.

    `copy` marks a reprint «КОПИЯ» with time and user; `annulled` prints «АННУЛИРОВАН»;
    `replaced_by` names the newer version; `recipient` is whose copy it is.
    """

    printed_at: datetime
    printed_by: str
    copy: bool = False
    annulled: bool = False
    replaced_by: int | None = None
    recipient: str | None = None


Paper: TypeAlias = (
    "AcceptanceAct | DeviceLabel | EquipmentPassport | ConsentSheet"
    " | QualityCheckAct | TechnicalReport | ReasonedRefusal | IrreparabilityAct"
    " | WorkOrderSheet | CompletionAct | HandoverAct | RepairWarrantyCard"
    " | LoanerAct | ReadyNotice | UnclaimedNotice | UnclaimedAct | ChangeConsent"
    " | EstimatePaper | InvoicePaper | ServiceAct"
    " | PartRequestSheet | PurchaseSheet | GoodsReceiptAct | PartLabel"
)
