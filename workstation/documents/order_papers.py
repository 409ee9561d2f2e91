"""What every paper about one order begins with: the order, the parties, the device, who made it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workstation.documents.intake import Accessory, PurchaseDocuments
from workstation.documents.papers import CentreDetails, Employee, PartyDetails, PrintedDevice
from workstation.statuses import CustomerKind, Demand, RequestKind, SealState, Use

FREE_KINDS = frozenset({RequestKind.WARRANTY, RequestKind.REPEAT})
"""Kinds of a request whose repair costs a consumer nothing."""


@dataclass(frozen=True, slots=True)
class AboutOrder:
    """The order a paper is about; `code` is its scannable code, `use` decides whose law it is."""

    number: str
    code: str
    kind: RequestKind
    demand: Demand
    demanded_on: date
    accepted_on: date
    reported_fault: str
    appearance: str
    condition: str | None = None
    symptom: str | None = None
    seals: SealState = SealState.NOT_CHECKED
    accessories: tuple[Accessory, ...] = ()
    documents: PurchaseDocuments | None = None
    wants_presence: bool = False
    use: Use = Use.PERSONAL


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPaper:
    """What every paper about one order has; a later `version` replaces the one before."""

    number: str
    issued_at: datetime
    centre: CentreDetails
    customer: PartyDetails
    device: PrintedDevice
    order: AboutOrder
    employee: Employee
    version: int = 1
    training: bool = False

    @property
    def is_consumer(self) -> bool:
        """Whether consumer law governs: a person with a device for personal needs, sold already."""
        personal = self.customer.kind is CustomerKind.PERSON and self.order.use is Use.PERSONAL
        return personal and self.order.kind is not RequestKind.PRESALE

    @property
    def is_consumer_warranty(self) -> bool:
        """Whether a consumer has this repair free of charge by the warranty (ст. 20 Закона № 2300-1)."""
        return self.is_consumer and self.order.kind in FREE_KINDS
