"""What papers about one order say of the order and of the device: labels and values, no geometry."""

from __future__ import annotations

from printing import words
from printing.blocks import Fact
from printing.templates.act_facts import (
    DEMANDS,
    SEALS,
    accessories_words,
    device_dates,
    device_title,
    papers_words,
)
from printing.text import one_line
from workstation.documents.order_papers import AboutOrder
from workstation.documents.papers import PrintedDevice
from workstation.statuses import Demand, RequestKind

_WARRANTY_KINDS = frozenset({RequestKind.WARRANTY, RequestKind.REPEAT})


def order_facts(order: AboutOrder) -> list[Fact]:
    """What the paper rests on: the order, the demand, its days."""
    demand = DEMANDS[order.demand]
    if order.demand is Demand.REPAIR and order.kind in _WARRANTY_KINDS:
        demand = "безвозмездный ремонт"
    return [
        Fact("Заказ", f"№{words.NBSP}{one_line(order.number)}", strong=True),
        Fact("Вид", words.lowered(words.word(order.kind))),
        Fact("Заявлено", demand),
        Fact("Предъявлено", words.short_date(order.demanded_on)),
        Fact("Принято", words.short_date(order.accepted_on)),
        Fact("Участие", "в проверке заявлено" if order.wants_presence else "в проверке не заявлено"),
    ]


def device_facts(device: PrintedDevice, order: AboutOrder) -> list[Fact]:
    """The device, its dates, papers and contents as they were taken in."""
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
    if order.documents:
        facts.append(Fact("Талон, чек", papers_words(order.documents)))
    return [
        *facts,
        Fact("Комплектность", accessories_words(order.accessories)),
        Fact("Пломбы", SEALS[order.seals]),
    ]
