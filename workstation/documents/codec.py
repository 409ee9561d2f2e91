"""Papers to canonical JSON and back: the snapshot that is stored, hashed and rendered again."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

import msgspec

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
from workstation.documents.papers import (
    AcceptanceAct,
    ConsentSheet,
    DeviceLabel,
    EquipmentPassport,
    Paper,
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
from workstation.statuses import DocumentKind

Document = TypeVar("Document")

TYPES: dict[DocumentKind, type[Paper]] = {
    DocumentKind.ACCEPTANCE_ACT: AcceptanceAct,
    DocumentKind.DEVICE_LABEL: DeviceLabel,
    DocumentKind.EQUIPMENT_PASSPORT: EquipmentPassport,
    DocumentKind.PERSONAL_DATA_CONSENT: ConsentSheet,
    DocumentKind.ADVERTISING_CONSENT: ConsentSheet,
    DocumentKind.QUALITY_CHECK_ACT: QualityCheckAct,
    DocumentKind.TECHNICAL_REPORT: TechnicalReport,
    DocumentKind.REASONED_REFUSAL: ReasonedRefusal,
    DocumentKind.IRREPARABILITY_ACT: IrreparabilityAct,
    DocumentKind.WORK_ORDER_SHEET: WorkOrderSheet,
    DocumentKind.COMPLETION_ACT: CompletionAct,
    DocumentKind.HANDOVER_ACT: HandoverAct,
    DocumentKind.REPAIR_WARRANTY_CARD: RepairWarrantyCard,
    DocumentKind.LOANER_ACT: LoanerAct,
    DocumentKind.READY_NOTICE: ReadyNotice,
    DocumentKind.UNCLAIMED_NOTICE: UnclaimedNotice,
    DocumentKind.UNCLAIMED_ACT: UnclaimedAct,
    DocumentKind.CHANGE_CONSENT: ChangeConsent,
    DocumentKind.ESTIMATE: EstimatePaper,
    DocumentKind.INVOICE: InvoicePaper,
    DocumentKind.SERVICE_ACT: ServiceAct,
    DocumentKind.PART_REQUEST_SHEET: PartRequestSheet,
    DocumentKind.PURCHASE_ORDER: PurchaseSheet,
    DocumentKind.RECEIPT_ACT: GoodsReceiptAct,
    DocumentKind.PART_LABEL: PartLabel,
}

_encoder = msgspec.json.Encoder(order="deterministic")


def encode(document: Any) -> bytes:
    """Canonical UTF-8 JSON of a frozen document (fixed order of keys: equal documents give equal bytes)."""
    return _encoder.encode(document)


def decode(kind: DocumentKind | str, snapshot: bytes) -> Paper:
    """The paper of a stored snapshot; raises msgspec.ValidationError if it is none of that kind."""
    return msgspec.json.decode(snapshot, type=TYPES[DocumentKind(kind)])


def decode_as(type_: type[Document], data: bytes | str) -> Document:
    """Any frozen dataclass back from its JSON."""
    return msgspec.json.decode(data, type=type_)


def digest(snapshot: bytes) -> str:
    """SHA-256 of a snapshot in hex."""
    return hashlib.sha256(snapshot).hexdigest()
