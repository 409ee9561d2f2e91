"""Contacts that are no repair yet: questions that decide what they are, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workstation.documents.contacts import Channel, ContactRow, FollowUpRow
from workstation.documents.intake import Photo
from workstation.i18n import mark
from workstation.statuses import Labelled


class RequestClass(Labelled):
    """What a contact is; the class sets its lifecycle and its terms."""

    INCIDENT = "incident", mark("Инцидент")
    SERVICE = "service", mark("Запрос на обслуживание")
    CONSULTATION = "consultation", mark("Консультация")
    MAINTENANCE = "maintenance", mark("Плановое обслуживание")
    COMPLAINT = "complaint", mark("Жалоба")


class Question(Labelled):
    """The questions that decide, in the order in which they are asked."""

    DISSATISFIED = "dissatisfied", mark("Недоволен нашей работой, сроком или решением?")
    WORKED_BEFORE = "worked_before", mark("Раньше работало в согласованном режиме?")
    WORKS_NOW = "works_now", mark("Сейчас работает как прежде?")
    PLANNED = "planned", mark("Нужны плановые работы: чистка, настройка, замена расходного?")
    ACTION = "action", mark("Надо что-то сделать, предоставить или выдать?")


@dataclass(frozen=True, slots=True)
class Classification:
    """What the answers say: the class once it is decided, else the next question; `why` is what decided."""

    kind: RequestClass | None
    next_question: Question | None
    why: Question | None = None


@dataclass(frozen=True, slots=True)
class ServiceRequestData:
    """A contact as it is entered; `answers` are by question, `kind` only where a person decides otherwise."""

    channel: Channel
    text: str
    answers: dict[Question, bool]
    kind: RequestClass | None = None
    reason: str | None = None
    customer_id: int | None = None
    name: str | None = None
    phone: str | None = None
    category: str | None = None
    brand: str | None = None
    model: str | None = None
    serial_number: str | None = None
    files: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class ReclassificationRow:
    """A change of mind."""

    before: RequestClass
    after: RequestClass
    reason: str
    changed_at: datetime
    user: str


@dataclass(frozen=True, slots=True)
class ServiceRequestRow:
    """One line of the list of service requests."""

    id: int
    number: str
    kind: RequestClass
    channel: Channel
    customer: str | None
    phone: str | None
    device: str
    text: str
    made_at: datetime
    user: str
    closed_at: datetime | None
    order: str | None
    changes: int = 0


@dataclass(frozen=True, slots=True)
class ServiceRequestView:
    """Everything about one service request."""

    id: int
    version: int
    number: str
    data: ServiceRequestData
    kind: RequestClass
    made_at: datetime
    user: str
    closed_at: datetime | None
    closed_by: str | None
    result: str | None
    order: str | None
    has_draft: bool
    changes: tuple[ReclassificationRow, ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    follow_ups: tuple[FollowUpRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassReport:
    """How many requests of a class were made, and how many of them were first taken for another."""

    kind: RequestClass
    count: int
    reclassified: int
