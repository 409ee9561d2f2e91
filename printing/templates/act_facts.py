"""What an acceptance act says, as labels and values: no geometry here."""

from __future__ import annotations

from collections.abc import Sequence

from printing import words
from printing.blocks import Answer, Fact
from printing.templates.conditions import Regime, regime_of
from printing.text import one_line
from workstation.documents.intake import Accessory, PowerOfAttorney, PurchaseDocuments
from workstation.documents.order_papers import AboutOrder
from workstation.documents.papers import AcceptanceAct, ActItem, PartyDetails, PrintedDevice
from workstation.money import format_roubles
from workstation.statuses import (
    CustomerKind,
    DataBackup,
    DeliveryBy,
    Demand,
    EstimateKind,
    NotifyBy,
    PaperState,
    RequestKind,
    SealState,
    Use,
)

_NAME_LABELS = {
    CustomerKind.PERSON: "ФИО",
    CustomerKind.COMPANY: "Организация",
    CustomerKind.ENTREPRENEUR: "ИП",
}
_NOTIFY = {
    NotifyBy.PHONE: "звонком на этот номер",
    NotifyBy.SMS: "СМС на этот номер",
    NotifyBy.EMAIL: "письмом на почту",
    NotifyBy.MESSENGER: "в мессенджере по этому номеру",
}
DEMANDS = {
    Demand.REPAIR: "ремонт",
    Demand.REPLACEMENT: "замена",
    Demand.REFUND: "возврат денег",
    Demand.PRICE_REDUCTION: "уменьшение цены",
    Demand.REIMBURSEMENT: "возмещение расходов на ремонт",
    Demand.QUALITY_CHECK: "проверка качества",
}
SEALS = {
    SealState.INTACT: "целы, следов вскрытия и влаги нет",
    SealState.BROKEN: "нарушены или есть следы вскрытия, влаги",
    SealState.NONE: "пломб нет",
    SealState.NOT_CHECKED: "не проверялись",
}
_BACKUP = {
    DataBackup.DONE: "копия данных сделана",
    DataBackup.LOSS_ACCEPTED: "согласие на возможную утрату данных",
    DataBackup.NOT_APPLICABLE: "не применимо",
}
_USE = {Use.PERSONAL: "личные нужды", Use.BUSINESS: "предпринимательская деятельность"}
_CARRIED = {
    DeliveryBy.CUSTOMER: "силами заказчика",
    DeliveryBy.CENTRE: "силами сервисного центра",
    DeliveryBy.SELLER: "силами продавца",
}


_PROMISED_FREE = (RequestKind.WARRANTY, RequestKind.REPEAT, RequestKind.PRESALE)
_UNDECIDED = {
    "no": Answer("К оплате", "по смете", "после согласия заказчика"),
    "if_proved": Answer("К оплате", "после проверки", "бесплатно, если недостаток возник до покупки"),
    "unknown": Answer("К оплате", "после проверки", "платные работы — только с согласия"),
}
_AT_EXPENSE = {"manufacturer": "за счёт изготовителя", "seller": "за счёт продавца"}
_BY_CONTRACT = Answer("К оплате", "по договору", "отдельно не согласовано")


def promises(item: ActItem, customer: PartyDetails) -> tuple[Answer, ...]:
    """Kind, when, how much, and the agreed value of the device."""
    regime = regime_of(item, customer)
    return (
        Answer("Вид обращения", words.word(item.kind), _kind_words(item, regime)),
        _term(item, regime),
        _price(item, regime),
        Answer("Оценка изделия", format_roubles(item.declared_value), "согласована сторонами"),
    )


def _kind_words(item: ActItem, regime: Regime) -> str:
    """The verdict's sentence where the kind promises a free repair, else what the kind means.

    A verdict is about a repair: beside maintenance or an expertise its «бесплатно» would be untrue.
    """
    if item.warranty_note and item.kind in _PROMISED_FREE:
        return one_line(item.warranty_note)
    if item.kind is RequestKind.EXPERTISE and regime is Regime.PAID:
        return "по заявлению заказчика"
    return {
        Regime.WARRANTY: "без оплаты заказчиком",
        Regime.PAID: "за счёт заказчика",
        Regime.BUSINESS: "по договору",
        Regime.PRESALE: "до продажи потребителю",
    }[regime]


def _term(item: ActItem, regime: Regime) -> Answer:
    if item.agreed_until:
        return Answer("Готово не позднее", words.short_date(item.agreed_until), "согласованный срок")
    if regime is Regime.WARRANTY:
        until = (
            f"не позднее {words.short_date(item.legal_until)}" if item.legal_until else "в минимальный срок"
        )
        return Answer("Срок", "незамедлительно", until)
    if regime is Regime.PAID:
        return Answer("Срок", "после диагностики", "согласуем с заказчиком")
    return Answer("Срок", "по договору", "отдельно не согласован")


def _price(item: ActItem, regime: Regime) -> Answer:
    if item.estimate:
        firm = item.estimate.kind is EstimateKind.FIRM
        note = "твёрдая смета" if firm else "приблизительная смета"
        return Answer("К оплате", format_roubles(item.estimate.amount), note)
    if item.kind in _PROMISED_FREE and item.free is not None:
        return _by_verdict(item, regime)
    if regime is Regime.WARRANTY:
        return Answer("К оплате", format_roubles(0), _at_expense(item))
    if item.approval_limit is not None:
        return Answer("К оплате", f"до {format_roubles(item.approval_limit)}", "без согласования")
    if regime is Regime.PAID:
        return Answer("К оплате", "по смете", "после согласия заказчика")
    return _BY_CONTRACT


def _by_verdict(item: ActItem, regime: Regime) -> Answer:
    """What the rules said of the money; before a sale the contract settles what they left open."""
    if item.free == "yes":
        return Answer("К оплате", format_roubles(0), _at_expense(item))
    if regime is Regime.PRESALE and item.free != "no":
        return _BY_CONTRACT
    return _UNDECIDED[str(item.free)]


def _at_expense(item: ActItem) -> str:
    return _AT_EXPENSE.get(item.payer or "", "для заказчика бесплатно")


def party_facts(party: PartyDetails) -> list[Fact]:
    """Who the customer is and how to reach them."""
    facts = [Fact(_NAME_LABELS[party.kind], party.name)]
    if party.inn:
        number = f"{party.inn}, КПП {party.kpp}" if party.kpp else party.inn
        facts.append(Fact("ИНН", number))
    if party.contact:
        facts.append(Fact("Представитель", party.contact))
    if party.power_of_attorney:
        facts.append(Fact("Доверенность", attorney(party.power_of_attorney)))
    facts.append(Fact("Телефон", party.phone))
    if party.email:
        facts.append(Fact("Почта", party.email))
    if party.address:
        facts.append(Fact("Адрес", party.address))
    return facts


def customer_facts(act: AcceptanceAct) -> list[Fact]:
    """Who brought the device and how they want to hear of it."""
    return [*party_facts(act.customer), Fact("Сообщать", _NOTIFY[act.notify_by])]


def attorney(power: PowerOfAttorney) -> str:
    """«№ 17 от 01.05.2026, до 31.12.2026»."""
    text = f"№{words.NBSP}{power.number}"
    if power.issued_on:
        text += f" от {words.short_date(power.issued_on)}"
    if power.valid_to:
        text += f", действует до {words.short_date(power.valid_to)}"
    return text


def request_facts(act: AcceptanceAct, item: ActItem) -> list[Fact]:
    """What is demanded, since when, and what was agreed."""
    regime = regime_of(item, act.customer)
    demand = DEMANDS[item.demand]
    if item.demand is Demand.REPAIR and regime is Regime.WARRANTY:
        demand = "безвозмездный ремонт"
    facts = [
        Fact("Заявлено", demand),
        Fact("Предъявлено", words.short_date(item.demanded_on)),
        Fact("Передано нам", words.short_moment(act.issued_at)),
    ]
    if item.legal_until:
        days = words.plural((item.legal_until - item.demanded_on).days, "дня", "дней", "дней")
        facts.append(Fact("Срок по закону", f"не более {days}, до {words.short_date(item.legal_until)}"))
    if regime is Regime.WARRANTY or item.wants_loaner:
        facts.append(Fact("Подменное", _loaner(item)))
    presence = "с участием заказчика" if item.wants_presence else "без участия заказчика"
    facts.append(Fact("Проверка", presence))
    return facts + _money_facts(item)


def _loaner(item: ActItem) -> str:
    if not item.wants_loaner:
        return "не потребовано"
    if item.loaner_until:
        return f"потребовано, выдаём до {words.short_date(item.loaner_until)}"
    return "потребовано"


def _money_facts(item: ActItem) -> list[Fact]:
    facts = []
    if item.approval_limit is not None and item.estimate:
        facts.append(Fact("Без согласия", f"работы до {format_roubles(item.approval_limit)}"))
    if item.prepayment is not None:
        paid = f"{format_roubles(item.prepayment)}, внесён" if item.prepayment else "не вносился"
        facts.append(Fact("Аванс", paid))
    if item.work_warranty_months is not None:
        months = words.plural(item.work_warranty_months, "месяц", "месяца", "месяцев")
        facts.append(Fact("На работы", f"гарантия {months}"))
    if item.delivery:
        carried = _CARRIED[item.delivery.by]
        if item.delivery.cost is not None:
            carried += f", {format_roubles(item.delivery.cost)}"
        facts.append(Fact("Доставка", carried))
    return facts


def device_title(device: PrintedDevice) -> str:
    """«Bosch WAN28263BY»."""
    return one_line(f"{device.brand} {device.model or ''}")


def device_facts(item: ActItem) -> list[Fact]:
    """The device: what it is, its dates, papers, contents and state."""
    device = item.device
    facts = [
        Fact("Вид", device.category),
        Fact("Бренд, модель", device_title(device), strong=True),
        Fact("Серийный №", device.serial_number or "не указан", strong=bool(device.serial_number)),
    ]
    if device.imei:
        facts.append(Fact("IMEI", device.imei))
    facts += device_dates(device)
    if device.weight_g:
        facts.append(Fact("Вес", words.weight(device.weight_g)))
    facts.append(Fact("Назначение", _USE[item.use]))
    if item.documents:
        facts.append(Fact("Талон, чек", papers_words(item.documents)))
    code = "передан" if item.unlock_code_given else "не передавался"
    return [
        *facts,
        Fact("Комплектность", accessories_words(item.accessories)),
        Fact("Пломбы", SEALS[item.seals]),
        Fact("Данные и код", f"{_BACKUP[item.data_backup]}, код {code}"),
    ]


def device_dates(device: PrintedDevice) -> list[Fact]:
    """When it was made, sold and delivered, by whom, for how much."""
    facts = []
    if device.produced_on:
        facts.append(Fact("Выпущено", produced(device)))
    if device.sold_on or device.seller:
        facts.append(Fact("Продано", sold(device)))
    if device.delivered_on:
        facts.append(Fact("Доставлено", words.short_date(device.delivered_on)))
    if device.price_paid is not None:
        facts.append(Fact("Цена покупки", format_roubles(device.price_paid)))
    return facts


def produced(device: PrintedDevice) -> str:
    """The production date; a date read out of a serial number is a month, and says so."""
    if device.produced_on is None:
        return ""
    if device.produced_source:
        return f"{words.month_of(device.produced_on)}, {device.produced_source}"
    return words.short_date(device.produced_on)


def sold(device: PrintedDevice) -> str:
    """«10.06.2025, ООО «Техномаркет»»."""
    day = words.short_date(device.sold_on) if device.sold_on else "дата не указана"
    return f"{day}, {device.seller}" if device.seller else day


def papers_words(papers: PurchaseDocuments) -> str:
    """«талон есть, № 7; чек не предъявлен»."""
    states = {
        PaperState.PRESENT: "есть",
        PaperState.ABSENT: "не предъявлен",
        PaperState.DEFECTIVE: "с дефектом",
    }
    numbers = (papers.warranty_card_number, papers.receipt_number, papers.receipt_on, papers.receipt_amount)
    if papers.warranty_card is papers.receipt is PaperState.ABSENT and not any(numbers):
        return "не предъявлены"
    card = f"талон {states[papers.warranty_card]}"
    if papers.warranty_card_number:
        card += f", №{words.NBSP}{papers.warranty_card_number}"
    receipt = f"чек {states[papers.receipt]}"
    if papers.receipt_number:
        receipt += f", №{words.NBSP}{papers.receipt_number}"
    if papers.receipt_on:
        receipt += f" от {words.short_date(papers.receipt_on)}"
    if papers.receipt_amount is not None:
        receipt += f" на {format_roubles(papers.receipt_amount)}"
    return f"{card}; {receipt}" if "," in card else f"{card}, {receipt}"


def accessories_words(accessories: Sequence[Accessory]) -> str:
    """«шланг залива — 1, шланг слива — 1»."""
    if not accessories:
        return "только изделие"
    dash = f"{words.NBSP}—{words.NBSP}"
    return ", ".join(f"{one_line(part.name)}{dash}{part.quantity}" for part in accessories)


def fault_notes(item: ActItem | AboutOrder) -> list[Fact]:
    """Condition and symptom under the customer's words."""
    facts = []
    if item.condition:
        facts.append(Fact("Проявляется", item.condition))
    if item.symptom:
        facts.append(Fact("Признак", item.symptom))
    return facts


def photos_note(item: ActItem) -> str:
    """«Сделано снимков: 3, хранятся с заказом.»"""
    return f"Сделано снимков: {item.photo_count}, хранятся с заказом." if item.photo_count else ""
