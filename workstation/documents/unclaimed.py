"""Devices nobody collects: reminders, written warnings, storage, and what a commission decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workstation.i18n import mark
from workstation.statuses import Labelled, OrderStatus


class NoticeWay(Labelled):
    """How a written warning goes; a call or a text message is only a reminder."""

    POST = "post", mark("Заказным письмом с уведомлением")
    HAND = "hand", mark("Под подпись")


class DisposalKind(Labelled):
    """What is done with a device after the warning's two months."""

    SALE = "sale", mark("Продажа")
    DISPOSAL = "disposal", mark("Утилизация")


class UnclaimedStep(Labelled):
    """The next step with a device that waits for its customer."""

    NOTIFY = "notify", mark("Сообщить о готовности")
    REMIND = "remind", mark("Напомнить")
    WARN = "warn", mark("Письменно предупредить")
    DELIVERY = "delivery", mark("Отметить вручение")
    WAIT = "wait", mark("Ждать два месяца")
    DECIDE = "decide", mark("Решать комиссией")


@dataclass(frozen=True, slots=True)
class NoticeData:
    """A written warning: how it goes, its postal number, until what day the device may be taken."""

    way: NoticeWay
    rpo_number: str | None = None
    sent_on: date | None = None
    delivered_on: date | None = None
    take_until: date | None = None


@dataclass(frozen=True, slots=True)
class DeliveryData:
    """The day on which a warning was delivered, and what is written on the notice of delivery."""

    delivered_on: date
    note: str | None = None


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A written warning; `acts_from` is the first day of a sale, None until it is delivered."""

    id: int
    way: NoticeWay
    sent_on: date
    rpo_number: str | None
    take_until: date | None
    delivered_on: date | None
    delivery_note: str | None
    acts_from: date | None
    made_at: datetime
    user: str


@dataclass(frozen=True, slots=True)
class DisposalData:
    """The decision of a commission: what is done, who signs, the state and the price; money is kopecks."""

    kind: DisposalKind
    commission: tuple[str, ...]
    condition: str
    price: int | None = None
    owed: int | None = None
    buyer: str | None = None


@dataclass(frozen=True, slots=True)
class DisposalRow:
    """A decision that was made."""

    kind: DisposalKind
    commission: tuple[str, ...]
    condition: str
    price: int | None
    owed: int | None
    buyer: str | None
    made_at: datetime
    user: str


@dataclass(frozen=True, slots=True)
class UnclaimedRow:
    """An order that waits for its customer: since when, what was done, what comes next."""

    order_id: int
    number: str
    status: OrderStatus
    customer: str
    phone: str
    device: str
    place: str | None
    ready_on: date
    days_waiting: int
    notified_at: datetime | None
    reminders: int
    last_reminder_at: datetime | None
    notice: NoticeRow | None
    step: UnclaimedStep
    step_on: date | None
    storage_fee: int | None = None
