"""Acceptance acts of every legal regime and the hard cases: for previews and tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from printing.samples import act, customer, paid_item, warranty_item, washing_machine
from workstation.documents.intake import Accessory, PowerOfAttorney
from workstation.documents.papers import AcceptanceAct, ActItem, CentreDetails, PartyDetails, PrintedDevice
from workstation.statuses import CustomerKind, Demand, NotifyBy, RequestKind, SealState, Use

HOSTILE_NAME = "О'Коннор <b>«Ёлка»</b> & Co №5 ₽"


def paid_act() -> AcceptanceAct:
    """A paid act of a consumer."""
    item = paid_item()
    party = PartyDetails(CustomerKind.PERSON, "О'Коннор Шон", "+375 29 123-45-67", email="shon@example.org")
    return replace(
        act(), number=item.order_number, customer=party, items=(item,), notify_by=NotifyBy.MESSENGER
    )


def company() -> PartyDetails:
    """A company with a representative."""
    return PartyDetails(
        CustomerKind.COMPANY,
        "ООО «Ёлка & Ко» <b>",
        "+7 495 123-45-67 доб. 104",
        email="office@yolka.example",
        address="127055, г. Москва, Новослободская ул., д. 26, стр. 1, офис 412",
        inn="7702008885",
        kpp="770201001",
        contact="Щёголева Юлия",
        power_of_attorney=PowerOfAttorney("17", date(2026, 5, 1), date(2026, 12, 31)),
    )


def business_act() -> AcceptanceAct:
    """A warranty request of a company: no consumer law."""
    device = PrintedDevice(
        "Монитор", "LG", "27UP850N", "603NTAB1C234", produced_on=date(2026, 3, 1), sold_on=date(2026, 4, 2),
        delivered_on=date(2026, 4, 5), seller="ООО «Техномаркет»", price_paid=4899000,
    )  # fmt: skip
    item = replace(
        warranty_item(), order_number="СЦ-2026-002320", order_code="ASC1:000000000028GK", device=device,
        use=Use.BUSINESS, reported_fault="Полосы по экрану через 20 минут работы.", wants_loaner=False,
        loaner_until=None, legal_until=None, accessories=(Accessory("блок питания"),),
        warranty_note="Гарантия изготовителя до 05.04.2028: бесплатно",
    )  # fmt: skip
    return replace(
        act(), number=item.order_number, customer=company(), items=(item,), notify_by=NotifyBy.EMAIL
    )


def presale_act() -> AcceptanceAct:
    """A television of a shop's stock: no sale date, no consumer."""
    party = PartyDetails(
        CustomerKind.COMPANY, "ООО «Техномаркет»", "+7 495 765-43-21", inn="7703009994", kpp="770201001",
        contact="Склад",
    )  # fmt: skip
    item = ActItem(
        order_number="СЦ-2026-002321",
        order_code="ASC1:000000000028HH",
        device=PrintedDevice("Телевизор", "Samsung", "UE55DU7100", "0ABC3NEW500123L"),
        kind=RequestKind.PRESALE,
        demand=Demand.REPAIR,
        demanded_on=date(2026, 11, 23),
        reported_fault="Трещина матрицы при вскрытии упаковки",
        appearance="Упаковка вскрыта, пульт в плёнке",
        declared_value=4000000,
        use=Use.BUSINESS,
        seals=SealState.NONE,
        warranty_note="Предпродажный ремонт: порядок оплаты не определён",
        free="unknown",
        payer="unknown",
    )
    return replace(act(), number=item.order_number, customer=party, items=(item,), notify_by=NotifyBy.PHONE)


def minimal_act() -> AcceptanceAct:
    """As little as a clerk may enter: no dates, no model, no serial; the centre knows only its name."""
    item = ActItem(
        order_number="СЦ-2026-002322",
        order_code="ASC1:000000000028JF",
        device=PrintedDevice("Стиральная машина", "Bosch"),
        kind=RequestKind.PAID,
        demand=Demand.REPAIR,
        demanded_on=date(2026, 11, 23),
        reported_fault="не включается",
        appearance="б/у",
        declared_value=50000,
    )
    party = PartyDetails(CustomerKind.PERSON, "Ли", "+7 912 345-67-80")
    return replace(
        act(), number=item.order_number, centre=CentreDetails("ИП Орлов П. И."), customer=party, items=(item,)
    )


def long_fault(length: int = 10_000) -> str:
    """A customer's story of exactly `length` characters with numbered sentences."""
    text, number = "", 0
    while len(text) < length:
        number += 1
        text += f"{number}. Сначала машина гудела при сливе, потом перестала отжимать. "
    return text[: length - 1] + "."


def long_act(length: int = 10_000) -> AcceptanceAct:
    """A warranty act whose fault text has `length` characters."""
    return replace(act(), items=(replace(warranty_item(), reported_fault=long_fault(length)),))


def hostile_act() -> AcceptanceAct:
    """What breaks careless papers: mark-up, one endless word, emoji, right-to-left, controls."""
    device = replace(washing_machine(), model="W" * 90, serial_number="FD 05О3 000123/" + "9" * 60)
    item = replace(
        warranty_item(), device=device,
        reported_fault="<b>Не отжимает</b> & «гудит» \"E18\"\x00\x07 😀👩‍🔧🧺 שלום עולם 2026, مرحبا بالعالم. "
        + "Ж" * 300 + "\nВторая строка\tс табуляцией\r\nтретья строка",
        appearance="№ 5 ₽ — «Ёлка» ≤ 3 см; e\u0301, и\u0306; 漢字",
        accessories=tuple(Accessory(f"предмет № {n} с длинным названием", n) for n in range(1, 13)),
    )  # fmt: skip
    party = replace(
        customer(), name=HOSTILE_NAME, address="пр-т " + "Длинный-" * 14 + "д. 1", email="x" * 70 + "@x.ru"
    )
    return replace(act(), customer=party, items=(item,), version=2, replaces_version=1)


def five_devices_act() -> AcceptanceAct:
    """Five devices of one visit, warranty and paid together."""
    items = [warranty_item(), paid_item()]
    others = (
        ("Телевизор", "Samsung", "UE55DU7100", "ASC1:000000000028GK"),
        ("Пылесос", "Bosch", "BGS05A225", "ASC1:000000000028HH"),
        ("Ноутбук", "Lenovo", "82XM", "ASC1:000000000028JF"),
    )
    for number, (category, brand, model, code) in enumerate(others, 2320):
        items.append(
            replace(
                warranty_item() if number % 2 else paid_item(),
                order_number=f"СЦ-2026-{number:06d}",
                order_code=code,
                device=PrintedDevice(category, brand, model, f"SN{number}00{number}"),
            )
        )
    return replace(act(), items=tuple(items))


def acts() -> dict[str, AcceptanceAct]:
    """Every sample act by name."""
    return {
        "warranty": act(),
        "paid": paid_act(),
        "business": business_act(),
        "presale": presale_act(),
        "minimal": minimal_act(),
        "long": long_act(),
        "hostile": hostile_act(),
        "five": five_devices_act(),
    }
