"""The tables, one file per area of the trade; import them from here.

A table's file is imported when the table is first asked for: the first list on the screen needs only a few.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workstation.models.attachments import Attachment
    from workstation.models.base import Base
    from workstation.models.bench import (
        Diagnosis,
        Handover,
        LabourLine,
        OrderOverride,
        OrderState,
        PartLine,
        QualityResult,
        TimeEntry,
    )
    from workstation.models.billing import Estimate, Invoice, InvoiceLine, OperationPrice, Payment
    from workstation.models.checklists import (
        Checklist,
        ChecklistAnswer,
        ChecklistItem,
        ChecklistVersion,
        OrderChecklist,
    )
    from workstation.models.contacts import Approval, Contact, Feedback, FollowUp, MessageDraft, OrderNote
    from workstation.models.customers import Customer
    from workstation.models.devices import (
        Authorisation,
        Brand,
        Category,
        CategoryChoice,
        Device,
        DeviceModel,
        IrisCode,
    )
    from workstation.models.issued import DocumentOrder, Draft, IssuedDocument, PrintJob
    from workstation.models.journal import JournalEntry, JournalHead
    from workstation.models.loaners import Loan, Loaner, LoanerPhoto
    from workstation.models.orders import StatusChange, Visit, WorkOrder
    from workstation.models.parts import Part, PartFit, PartLink, PartPrice
    from workstation.models.people import Branch, Counter, PersonKey, SettingValue, Station, TrustedKey, User
    from workstation.models.places import Place, PlaceMove, ShelfCount, ShelfScan
    from workstation.models.purchasing import (
        GoodsReceipt,
        PartRequest,
        PromiseChange,
        PurchaseLine,
        PurchaseOrder,
        ReceiptLine,
        Supplier,
    )
    from workstation.models.requests import Reclassification, RequestFile, ServiceRequest
    from workstation.models.search import order_search, part_search
    from workstation.models.sla import CalendarDay, SlaTarget
    from workstation.models.stock import (
        LayerUse,
        OldPart,
        StockBalance,
        StockBin,
        StockLayer,
        StockMovement,
        StockSerial,
        Warehouse,
    )
    from workstation.models.unclaimed import Disposal, UnclaimedNotice
    from workstation.models.warranty import (
        CatalogueVersion,
        FindingEvidence,
        LawParameter,
        OrderDefect,
        OrderFinding,
        PartTerm,
        QualityInvitation,
        RefusalCode,
        SerialMask,
        StoredVerdict,
        WarrantyTerm,
    )
    from workstation.models.works import (
        LabourNorm,
        LabourOperation,
        ModelDocument,
        TechnicianSkill,
    )

_AREAS = {
    "attachments": "Attachment",
    "base": "Base",
    "bench": "Diagnosis Handover LabourLine OrderOverride OrderState PartLine QualityResult TimeEntry",
    "billing": "Estimate Invoice InvoiceLine OperationPrice Payment",
    "checklists": "Checklist ChecklistAnswer ChecklistItem ChecklistVersion OrderChecklist",
    "contacts": "Approval Contact Feedback FollowUp MessageDraft OrderNote",
    "customers": "Customer",
    "devices": "Authorisation Brand Category CategoryChoice Device DeviceModel IrisCode",
    "issued": "DocumentOrder Draft IssuedDocument PrintJob",
    "journal": "JournalEntry JournalHead",
    "loaners": "Loan Loaner LoanerPhoto",
    "orders": "StatusChange Visit WorkOrder",
    "parts": "Part PartFit PartLink PartPrice",
    "people": "Branch Counter PersonKey SettingValue Station TrustedKey User",
    "places": "Place PlaceMove ShelfCount ShelfScan",
    "requests": "Reclassification RequestFile ServiceRequest",
    "search": "order_search part_search",
    "sla": "CalendarDay SlaTarget",
    "unclaimed": "Disposal UnclaimedNotice",
    "purchasing": ("GoodsReceipt PartRequest PromiseChange PurchaseLine PurchaseOrder ReceiptLine Supplier"),
    "stock": "LayerUse OldPart StockBalance StockBin StockLayer StockMovement StockSerial Warehouse",
    "warranty": (
        "CatalogueVersion FindingEvidence LawParameter OrderDefect OrderFinding PartTerm "
        "QualityInvitation RefusalCode SerialMask StoredVerdict WarrantyTerm"
    ),
    "works": "LabourNorm LabourOperation ModelDocument TechnicianSkill",
}
_HOMES = {name: area for area, names in _AREAS.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """The table of that name; raises AttributeError for what is none."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def load_all() -> None:
    """Import every area, for those who want the whole schema."""
    for area in _AREAS:
        import_module(f"{__name__}.{area}")


__all__ = [
    "Approval",
    "Attachment",
    "Authorisation",
    "Base",
    "Branch",
    "Brand",
    "CalendarDay",
    "CatalogueVersion",
    "Category",
    "CategoryChoice",
    "Checklist",
    "ChecklistAnswer",
    "ChecklistItem",
    "ChecklistVersion",
    "Contact",
    "Counter",
    "Customer",
    "Device",
    "DeviceModel",
    "Diagnosis",
    "Disposal",
    "DocumentOrder",
    "Draft",
    "Estimate",
    "Feedback",
    "FindingEvidence",
    "FollowUp",
    "GoodsReceipt",
    "Handover",
    "Invoice",
    "InvoiceLine",
    "IrisCode",
    "IssuedDocument",
    "JournalEntry",
    "JournalHead",
    "LabourLine",
    "LabourNorm",
    "LabourOperation",
    "LawParameter",
    "LayerUse",
    "Loan",
    "Loaner",
    "LoanerPhoto",
    "MessageDraft",
    "ModelDocument",
    "OldPart",
    "OperationPrice",
    "OrderChecklist",
    "OrderDefect",
    "OrderFinding",
    "OrderNote",
    "OrderOverride",
    "OrderState",
    "Part",
    "PartFit",
    "PartLine",
    "PartLink",
    "PartPrice",
    "PartRequest",
    "PartTerm",
    "Payment",
    "PersonKey",
    "Place",
    "PlaceMove",
    "PrintJob",
    "PromiseChange",
    "PurchaseLine",
    "PurchaseOrder",
    "QualityInvitation",
    "QualityResult",
    "ReceiptLine",
    "Reclassification",
    "RefusalCode",
    "RequestFile",
    "SerialMask",
    "ServiceRequest",
    "SettingValue",
    "ShelfCount",
    "ShelfScan",
    "SlaTarget",
    "Station",
    "StatusChange",
    "StockBalance",
    "StockBin",
    "StockLayer",
    "StockMovement",
    "StockSerial",
    "StoredVerdict",
    "Supplier",
    "TechnicianSkill",
    "TimeEntry",
    "TrustedKey",
    "UnclaimedNotice",
    "User",
    "Visit",
    "Warehouse",
    "WarrantyTerm",
    "WorkOrder",
    "order_search",
    "part_search",
]
