"""The closed lists of the trade: states with label, colour and shape, transitions, kinds.

Values are stored in the base and in files: add, never rename.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum

from workstation.i18n import mark, tr


class Labelled(StrEnum):
    """An enum whose members carry a Russian label; `label` translates it at the moment of use."""

    _text: str

    def __new__(cls, value: str, text: str = "") -> Labelled:
        member = str.__new__(cls, value)
        member._value_ = value
        member._text = text
        return member

    @property
    def label(self) -> str:
        """The word a user reads."""
        return tr(self._text)

    @property
    def on_paper(self) -> str:
        """The Russian word: papers are Russian whatever language the screen speaks."""
        return self._text


class OrderStatus(StrEnum):
    """Where an order is in its life; each has one word, one colour token and one icon everywhere."""

    _text: str
    token: str
    icon: str

    def __new__(cls, value: str, text: str = "", token: str = "", icon: str = "") -> OrderStatus:
        member = str.__new__(cls, value)
        member._value_ = value
        member._text = text
        member.token = token
        member.icon = icon
        return member

    @property
    def label(self) -> str:
        """The word a user reads."""
        return tr(self._text)

    @property
    def is_open(self) -> bool:
        """Whether the centre still has something to do."""
        return self not in CLOSED

    ACCEPTED = "accepted", mark("Принят"), "grey", "inbox"
    IN_DIAGNOSIS = "in_diagnosis", mark("Диагностика"), "accent", "search"
    WAITING_CUSTOMER = "waiting_customer", mark("Ждёт заказчика"), "violet", "hourglass"
    WAITING_PART = "waiting_part", mark("Ждёт запчасть"), "violet", "package"
    WAITING_MANUFACTURER = "waiting_manufacturer", mark("Ждёт изготовителя"), "violet", "truck"
    IN_REPAIR = "in_repair", mark("В ремонте"), "accent", "wrench"
    IN_CHECK = "in_check", mark("Проверка"), "accent", "list-checks"
    READY = "ready", mark("Готов"), "green", "circle-check"
    HANDED_OVER = "handed_over", mark("Выдан"), "green", "check"
    REFUSED = "refused", mark("Отказ"), "red", "circle-x"
    CANCELLED = "cancelled", mark("Отменён"), "grey", "ban"
    IRREPARABLE = "irreparable", mark("Неремонтопригоден"), "red", "octagon-x"
    RETURNED_UNREPAIRED = "returned_unrepaired", mark("Возвращён без ремонта"), "grey", "undo-2"
    UNCLAIMED = "unclaimed", mark("Не востребован"), "amber", "archive"


CLOSED = frozenset(
    {OrderStatus.HANDED_OVER, OrderStatus.CANCELLED, OrderStatus.RETURNED_UNREPAIRED, OrderStatus.UNCLAIMED}
)

TO_COLLECT = frozenset({OrderStatus.READY, OrderStatus.REFUSED, OrderStatus.IRREPARABLE})
"""The work is over and the customer is awaited: such an order is open, but never late."""

WAITING = frozenset(
    {OrderStatus.WAITING_CUSTOMER, OrderStatus.WAITING_PART, OrderStatus.WAITING_MANUFACTURER}
)
"""Somebody else's turn. No legal clock stops for it (ст. 20 п. 1)."""

_ENDS_OF_WORK = frozenset({OrderStatus.REFUSED, OrderStatus.IRREPARABLE, OrderStatus.RETURNED_UNREPAIRED})
_AT_WORK = frozenset({OrderStatus.IN_DIAGNOSIS, OrderStatus.IN_REPAIR})

TRANSITIONS: dict[OrderStatus, frozenset[OrderStatus]] = {
    OrderStatus.ACCEPTED: frozenset(
        {
            OrderStatus.IN_DIAGNOSIS,
            OrderStatus.WAITING_CUSTOMER,
            OrderStatus.REFUSED,
            OrderStatus.CANCELLED,
            OrderStatus.RETURNED_UNREPAIRED,
        }
    ),
    OrderStatus.IN_DIAGNOSIS: WAITING
    | _ENDS_OF_WORK
    | {OrderStatus.IN_REPAIR, OrderStatus.IN_CHECK, OrderStatus.READY},
    OrderStatus.WAITING_CUSTOMER: (WAITING - {OrderStatus.WAITING_CUSTOMER}) | _AT_WORK | _ENDS_OF_WORK,
    OrderStatus.WAITING_PART: (WAITING - {OrderStatus.WAITING_PART}) | _AT_WORK | _ENDS_OF_WORK,
    OrderStatus.WAITING_MANUFACTURER: (
        (WAITING - {OrderStatus.WAITING_MANUFACTURER}) | _AT_WORK | _ENDS_OF_WORK
    ),
    OrderStatus.IN_REPAIR: WAITING
    | _ENDS_OF_WORK
    | {OrderStatus.IN_DIAGNOSIS, OrderStatus.IN_CHECK, OrderStatus.READY},
    OrderStatus.IN_CHECK: frozenset({OrderStatus.IN_REPAIR, OrderStatus.READY}),
    OrderStatus.READY: frozenset({OrderStatus.HANDED_OVER, OrderStatus.IN_REPAIR, OrderStatus.UNCLAIMED}),
    OrderStatus.REFUSED: frozenset(
        {OrderStatus.RETURNED_UNREPAIRED, OrderStatus.IN_DIAGNOSIS, OrderStatus.UNCLAIMED}
    ),
    OrderStatus.IRREPARABLE: frozenset(
        {OrderStatus.RETURNED_UNREPAIRED, OrderStatus.IN_DIAGNOSIS, OrderStatus.UNCLAIMED}
    ),
    OrderStatus.HANDED_OVER: frozenset(),
    OrderStatus.CANCELLED: frozenset(),
    OrderStatus.RETURNED_UNREPAIRED: frozenset(),
    OrderStatus.UNCLAIMED: frozenset(),
}
"""Every move that there is. A state that a centre adds is attached to one of these and moves as it does."""


class Priority(IntEnum):
    """How soon an order is wanted beside its day; kept as a number, so that a queue sorts by it."""

    LOW, NORMAL, HIGH, URGENT = -1, 0, 1, 2

    @property
    def label(self) -> str:
        """The word a user reads."""
        return tr(_PRIORITIES[self])


_PRIORITIES = {
    Priority.LOW: mark("Не к спеху"),
    Priority.NORMAL: mark("Обычный"),
    Priority.HIGH: mark("Скорее"),
    Priority.URGENT: mark("Срочно"),
}


class ItemKind(Labelled):
    """What a checklist item asks for."""

    YES_NO = "yes_no", mark("Да или нет")
    VALUE = "value", mark("Значение")
    CHOICE = "choice", mark("Выбор")
    PHOTO = "photo", mark("Снимок")


class PartSource(Labelled):
    """Whose a fitted part is (documents.md 5.4)."""

    STOCK = "stock", mark("Склад центра")
    MANUFACTURER = "manufacturer", mark("Изготовитель")
    CUSTOMER = "customer", mark("Заказчик")


class OldParts(Labelled):
    """Where the replaced parts went."""

    NONE = "none", mark("не заменялись")
    TO_CUSTOMER = "to_customer", mark("возвращены заказчику")
    TO_MANUFACTURER = "to_manufacturer", mark("возвращены изготовителю")
    DISPOSED = "disposed", mark("утилизированы по согласию заказчика")


class TakenBy(Labelled):
    """By what a device is given out; a lost receipt is never a ground to keep it."""

    RECEIPT = "receipt", mark("по акту приёма")
    IDENTITY = "identity", mark("по документу, личность установлена")
    POWER_OF_ATTORNEY = "power_of_attorney", mark("по доверенности")


class PaymentState(Labelled):
    """How an order stands with money when the device is given out."""

    NOT_DUE = "not_due", mark("не требуется")
    PAID = "paid", mark("оплачено")
    ON_ACCOUNT = "on_account", mark("по счёту")


class SignedBy(Labelled):
    """Where the customer signed."""

    PAPER = "paper", mark("на бумаге")
    SCREEN = "screen", mark("на экране")


class CustomerKind(Labelled):
    """Who brings the device."""

    PERSON = "person", mark("Человек")
    COMPANY = "company", mark("Компания")
    ENTREPRENEUR = "entrepreneur", mark("ИП")


class Use(Labelled):
    """What the device is used for; it decides the legal regime."""

    PERSONAL = "personal", mark("Личные нужды")
    BUSINESS = "business", mark("Работа и бизнес")


class RequestKind(Labelled):
    """The kind of a service request."""

    WARRANTY = "warranty", mark("Гарантийный")
    PAID = "paid", mark("Платный")
    PRESALE = "presale", mark("Предпродажный")
    REPEAT = "repeat", mark("Повторный")
    QUALITY_CHECK = "quality_check", mark("Проверка качества")
    EXPERTISE = "expertise", mark("Экспертиза")
    MAINTENANCE = "maintenance", mark("Обслуживание")


class Demand(Labelled):
    """What the customer demands (ст. 18 Закона № 2300-1)."""

    REPAIR = "repair", mark("Ремонт")
    REPLACEMENT = "replacement", mark("Замена")
    REFUND = "refund", mark("Возврат денег")
    PRICE_REDUCTION = "price_reduction", mark("Уменьшение цены")
    REIMBURSEMENT = "reimbursement", mark("Возмещение расходов на ремонт")
    QUALITY_CHECK = "quality_check", mark("Проверка качества")


class PaperState(Labelled):
    """State of a document the customer shows: a warranty card or a receipt."""

    PRESENT = "present", mark("Есть")
    ABSENT = "absent", mark("Нет")
    DEFECTIVE = "defective", mark("С дефектом")


class SealState(Labelled):
    """Seals and traces of opening or moisture, as seen at the counter."""

    INTACT = "intact", mark("Целы")
    BROKEN = "broken", mark("Нарушены")
    NONE = "none", mark("Нет пломб")
    NOT_CHECKED = "not_checked", mark("Не проверялись")


class DataBackup(Labelled):
    """What was agreed about the data in the device."""

    DONE = "done", mark("Копия сделана")
    LOSS_ACCEPTED = "loss_accepted", mark("Согласен на потерю")
    NOT_APPLICABLE = "not_applicable", mark("Не применимо")


class NotifyBy(Labelled):
    """How the customer wants to hear from the centre."""

    PHONE = "phone", mark("Звонок")
    SMS = "sms", mark("СМС")
    EMAIL = "email", mark("Почта")
    MESSENGER = "messenger", mark("Мессенджер")


class EstimateKind(Labelled):
    """A firm or an approximate estimate (ст. 33 Закона № 2300-1)."""

    FIRM = "firm", mark("Твёрдая")
    APPROXIMATE = "approximate", mark("Приблизительная")


class DeliveryBy(Labelled):
    """Who brings the device (over 5 kg the law puts it on the seller's side, ст. 18 п. 7)."""

    CUSTOMER = "customer", mark("Заказчик")
    CENTRE = "centre", mark("Сервисный центр")
    SELLER = "seller", mark("Продавец")


class Role(Labelled):
    """Roles of users; what each may do is one table in `services.people`."""

    CLERK = "clerk", mark("Приёмщик")
    TECHNICIAN = "technician", mark("Мастер")
    STOREKEEPER = "storekeeper", mark("Кладовщик")
    MANAGER = "manager", mark("Руководитель")
    ADMINISTRATOR = "administrator", mark("Администратор")


class DocumentState(Labelled):
    """State of an issued paper; a number is never freed."""

    VALID = "valid", mark("Действует")
    REPLACED = "replaced", mark("Заменён новой версией")
    ANNULLED = "annulled", mark("Аннулирован")


class DocumentKind(Labelled):
    """Kinds of issued papers; the value names the print template."""

    ACCEPTANCE_ACT = "acceptance_act", mark("Акт приёма-передачи оборудования в ремонт")
    DEVICE_LABEL = "device_label", mark("Ярлык")
    EQUIPMENT_PASSPORT = "equipment_passport", mark("Паспорт оборудования")
    PERSONAL_DATA_CONSENT = "personal_data_consent", mark("Согласие на обработку персональных данных")
    ADVERTISING_CONSENT = "advertising_consent", mark("Согласие на получение рекламных рассылок")
    QUALITY_CHECK_ACT = "quality_check_act", mark("Акт проверки качества (диагностики)")
    TECHNICAL_REPORT = "technical_report", mark("Техническое заключение")
    REASONED_REFUSAL = "reasoned_refusal", mark("Мотивированный отказ в гарантийном ремонте")
    IRREPARABILITY_ACT = "irreparability_act", mark("Акт неремонтопригодности")
    WORK_ORDER_SHEET = "work_order_sheet", mark("Заказ-наряд")
    COMPLETION_ACT = "completion_act", mark("Акт выполненных работ")
    HANDOVER_ACT = "handover_act", mark("Акт выдачи из ремонта")
    REPAIR_WARRANTY_CARD = "repair_warranty_card", mark("Гарантийный талон на ремонт")
    LOANER_ACT = "loaner_act", mark("Акт выдачи и возврата подменного оборудования")
    READY_NOTICE = "ready_notice", mark("Уведомление о готовности")
    UNCLAIMED_NOTICE = "unclaimed_notice", mark("Предупреждение о невостребованном изделии")
    UNCLAIMED_ACT = "unclaimed_act", mark("Акт об оценке и реализации (утилизации) невостребованного изделия")
    CHANGE_CONSENT = "change_consent", mark("Согласие на увеличение стоимости или срока")
    ESTIMATE = "estimate", mark("Смета")
    INVOICE = "invoice", mark("Счёт на оплату")
    SERVICE_ACT = "service_act", mark("Акт об оказании услуг")
    PART_REQUEST_SHEET = "part_request_sheet", mark("Заявка на запчасти")
    PURCHASE_ORDER = "purchase_order", mark("Заказ поставщику")
    RECEIPT_ACT = "receipt_act", mark("Приходный акт")
    PART_LABEL = "part_label", mark("Ярлык запчасти")


class PrintState(Labelled):
    """State of a job in the visible print queue."""

    WAITING = "waiting", mark("Ждёт печати")
    PRINTING = "printing", mark("Печатается")
    FAILED = "failed", mark("Не напечатано")
    DONE = "done", mark("Напечатано")
    CANCELLED = "cancelled", mark("Снято с печати")
