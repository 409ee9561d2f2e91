"""The tables, one file per area of the trade; import them from here."""

from workstation.models.attachments import Attachment
from workstation.models.base import Base
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
from workstation.models.orders import StatusChange, Visit, WorkOrder
from workstation.models.people import Branch, Counter, PersonKey, SettingValue, Station, TrustedKey, User
from workstation.models.search import order_search
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

__all__ = [
    "Attachment",
    "Authorisation",
    "Base",
    "Branch",
    "Brand",
    "CatalogueVersion",
    "Category",
    "CategoryChoice",
    "Counter",
    "Customer",
    "Device",
    "DeviceModel",
    "DocumentOrder",
    "Draft",
    "FindingEvidence",
    "IrisCode",
    "IssuedDocument",
    "JournalEntry",
    "JournalHead",
    "LawParameter",
    "OrderDefect",
    "OrderFinding",
    "PartTerm",
    "PersonKey",
    "PrintJob",
    "QualityInvitation",
    "RefusalCode",
    "SerialMask",
    "SettingValue",
    "Station",
    "StatusChange",
    "StoredVerdict",
    "TrustedKey",
    "User",
    "Visit",
    "WarrantyTerm",
    "WorkOrder",
    "order_search",
]
