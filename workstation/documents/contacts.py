"""Contacts with a customer: the log, messages not sent yet, questions and answers, follow-ups, feedback."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workstation.documents.clocks import ExtensionReason
from workstation.i18n import mark
from workstation.statuses import Labelled


class Channel(Labelled):
    """How a contact was made."""

    PHONE = "phone", mark("Звонок")
    SMS = "sms", mark("СМС")
    EMAIL = "email", mark("Почта")
    MESSENGER = "messenger", mark("Мессенджер")
    IN_PERSON = "in_person", mark("Лично")
    LETTER = "letter", mark("Письмо")


class Direction(Labelled):
    """Who turned to whom."""

    IN = "in", mark("Заказчик нам")
    OUT = "out", mark("Мы заказчику")


class Topic(Labelled):
    """What a contact or a message is about."""

    GENERAL = "general", mark("Общее")
    APPROVAL = "approval", mark("Согласование")
    DELAY = "delay", mark("Срок истекает")
    PART = "part", mark("Запчасть поступила")
    READY = "ready", mark("Готовность")
    REMINDER = "reminder", mark("Напоминание")
    WARNING = "warning", mark("Предупреждение")
    LOANER = "loaner", mark("Подменное изделие")
    FEEDBACK = "feedback", mark("Отзыв")


class ChangeReason(Labelled):
    """Why a cost or a term must change; for a new term of a free repair the reasons are fewer (ст. 20)."""

    COMPLEX_DEFECT = "complex_defect", mark("Недостаток сложнее, чем было видно при приёме")
    ANOTHER_DEFECT = "another_defect", mark("При ремонте выявлен ещё один недостаток")
    EXPERTISE = "expertise", mark("Идёт экспертиза по спору о причинах недостатка")
    CUSTOMER_ASKED = "customer_asked", mark("Так просит заказчик")
    CUSTOMER_ABSENT = "customer_absent", mark("Заказчик не предоставил изделие или доступ к нему")
    EXTRA_WORK = "extra_work", mark("Нужны дополнительные работы")
    PRICE_CHANGED = "price_changed", mark("Изменилась цена детали или работы")
    PART_WAIT = "part_wait", mark("Нет нужной запчасти")
    EQUIPMENT_WAIT = "equipment_wait", mark("Нет нужного оборудования")

    @property
    def is_supply(self) -> bool:
        """A lack of parts or equipment: no ground for a new term of a consumer's free repair."""
        return self in {ChangeReason.PART_WAIT, ChangeReason.EQUIPMENT_WAIT}

    @property
    def extension(self) -> ExtensionReason | None:
        """The same reason in the words of an agreement on a new term, where it is one."""
        known = {reason.value for reason in ExtensionReason}
        return ExtensionReason(self.value) if self.value in known else None


class ApprovalAnswer(Labelled):
    """What the customer said to a change."""

    AGREED = "agreed", mark("Согласен")
    REFUSED = "refused", mark("Не согласен")
    OTHER = "other", mark("Иное")


class AnswerWay(Labelled):
    """How an answer was given; the evidence beside it is a call's number, a screenshot, a paper."""

    PHONE = "phone", mark("По телефону")
    MESSAGE = "message", mark("Сообщением")
    SIGNATURE = "signature", mark("Подписью")


class FollowUpKind(Labelled):
    """What is to be done at a time."""

    CALL_BACK = "call_back", mark("Перезвонить")
    ESCALATION = "escalation", mark("Разобраться с просрочкой")


@dataclass(frozen=True, slots=True)
class ContactData:
    """A contact that took place."""

    channel: Channel
    direction: Direction
    text: str
    topic: Topic = Topic.GENERAL
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NotifyData:
    """A word to the customer that the device is ready, or a reminder; without a text the usual one is kept.

    `to_pay` is kopecks; None where the sum is not named.
    """

    channel: Channel
    text: str | None = None
    to_pay: int | None = None


@dataclass(frozen=True, slots=True)
class SendData:
    """How a written message went out, and its text where it was changed first."""

    channel: Channel | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact of the log."""

    id: int
    channel: Channel
    direction: Direction
    topic: Topic
    text: str
    made_at: datetime
    user: str


@dataclass(frozen=True, slots=True)
class OrderNoteData:
    """A note that only the service sees."""

    text: str


@dataclass(frozen=True, slots=True)
class OrderNoteRow:
    """A note about an order, with who left it and when."""

    id: int
    text: str
    made_at: datetime
    user: str


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message written for the customer of an order and not sent yet."""

    id: int
    order_id: int
    number: str
    customer: str
    phone: str
    topic: Topic
    channel: Channel
    text: str
    term_on: date | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class AskData:
    """What the customer is asked: a new cost, a new term, or both; `text` lists the added work."""

    channel: Channel
    reason: ChangeReason
    cost: int | None = None
    term: date | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerData:
    """The customer's answer; `evidence` is the number of the call, of the message, of the signed paper."""

    answer: ApprovalAnswer
    way: AnswerWay
    evidence: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A question about cost or term with its answer; money is kopecks."""

    id: int
    channel: Channel
    reason: ChangeReason
    cost_before: int | None
    cost_after: int | None
    term_before: date | None
    term_after: date | None
    text: str | None
    asked_at: datetime
    user: str
    answer: ApprovalAnswer | None = None
    way: AnswerWay | None = None
    evidence: str | None = None
    answer_text: str | None = None
    answered_at: datetime | None = None
    answered_by: str | None = None


@dataclass(frozen=True, slots=True)
class FollowUpData:
    """Something to be done at a time by a person, by the login; nobody named means whoever writes it."""

    text: str
    due_at: datetime
    person: str | None = None
    kind: FollowUpKind = FollowUpKind.CALL_BACK


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A follow-up, with its result once it is done."""

    id: int
    kind: FollowUpKind
    order_id: int | None
    number: str | None
    request_id: int | None
    customer: str | None
    phone: str | None
    text: str
    due_at: datetime
    person_id: int
    person: str
    made_at: datetime
    done_at: datetime | None = None
    done_by: str | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True)
class FeedbackData:
    """A mark from 1 to 5 and a word."""

    score: int
    word: str | None = None
    channel: Channel = Channel.IN_PERSON


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """A mark that was given."""

    id: int
    score: int
    word: str | None
    channel: Channel
    made_at: datetime
    user: str
