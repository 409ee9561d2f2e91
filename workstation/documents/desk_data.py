"""What the verbs beside an order's own are told: which place, loaner, request, target, call or message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workstation.documents.contacts import Channel, ContactData, FollowUpData
from workstation.documents.intake import Photo
from workstation.documents.loaners import LoanerData
from workstation.documents.places import PlaceData
from workstation.documents.requests import RequestClass
from workstation.documents.sla import TargetData


@dataclass(frozen=True, slots=True)
class SavePlace:
    """A place to be added, or the one of that name or code to be changed."""

    data: PlaceData
    place: str | None = None


@dataclass(frozen=True, slots=True)
class MoveMany:
    """Orders by their numbers or codes, all to one place."""

    orders: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class StartCount:
    """Places to be counted by name or code; none named means every shelf cell."""

    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScanCount:
    """A device scanned in a place."""

    count: int
    place: str
    code: str


@dataclass(frozen=True, slots=True)
class FinishCount:
    """The end of a count; `put_right` moves what was found elsewhere."""

    count: int
    put_right: bool = False


@dataclass(frozen=True, slots=True)
class SaveLoaner:
    """A device of the fund to be added, or the one of that number or code to be changed."""

    data: LoanerData
    loaner: str | None = None
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class OfRequest:
    """A service request by its number."""

    number: str


@dataclass(frozen=True, slots=True)
class Reclassify:
    """A request taken for something else."""

    number: str
    kind: RequestClass
    reason: str


@dataclass(frozen=True, slots=True)
class CloseRequest:
    """A request that is answered."""

    number: str
    result: str


@dataclass(frozen=True, slots=True)
class ContactOfRequest:
    """One more contact about a request."""

    number: str
    contact: ContactData


@dataclass(frozen=True, slots=True)
class CallOfRequest:
    """A call back about a request."""

    number: str
    call: FollowUpData


@dataclass(frozen=True, slots=True)
class SaveTarget:
    """A target to be added, or the one of that id to be changed."""

    data: TargetData
    target: int | None = None


@dataclass(frozen=True, slots=True)
class OfDay:
    """A day of the calendar."""

    day: date


@dataclass(frozen=True, slots=True)
class FinishCall:
    """A follow-up that is done."""

    call: int
    result: str


@dataclass(frozen=True, slots=True)
class PostponeCall:
    """Another time for a follow-up."""

    call: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class SendMessage:
    """A written message that a person has sent, changed or not."""

    message: int
    channel: Channel | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class DropMessage:
    """A written message that is not to be sent."""

    message: int
    reason: str
