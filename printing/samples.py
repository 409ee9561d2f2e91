"""One sample of every paper and the hard cases: for previews, test sheets and tests.

All samples tell one story: a washing machine taken in on 23.11.2026 and handed over on 28.11.2026.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from printing.fonts import Face
from workstation.documents.intake import (
    Accessory,
    DeliveryData,
    EstimateData,
    PowerOfAttorney,
    PurchaseDocuments,
)
from workstation.documents.papers import (
    AcceptanceAct,
    ActItem,
    BrandLicence,
    CentreDetails,
    ConsentSheet,
    DeviceLabel,
    Employee,
    EquipmentPassport,
    PartyDetails,
    PassportEvent,
    PassportTerm,
    PrintedDevice,
    PrintStamp,
    TestSheet,
)
from workstation.statuses import (
    CustomerKind,
    DataBackup,
    DeliveryBy,
    Demand,
    DocumentKind,
    EstimateKind,
    NotifyBy,
    PaperState,
    RequestKind,
    SealState,
    Use,
)

MOMENT = datetime(2026, 11, 23, 11, 36, tzinfo=UTC)
HOSTILE_NAME = "О'Коннор <b>«Ёлка»</b> & Co №5 ₽"


@cache
def logo() -> bytes:
    """A PNG logo: «СЦ» on a dark rounded square."""
    image = Image.new("RGB", (330, 330), "white")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, 329, 329), radius=46, fill="#111418")
    font = ImageFont.truetype(str(Face.BOLD.path), 150)
    draw.text((165, 165), "СЦ", font=font, fill="white", anchor="mm")
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def logo_sha256() -> str:
    """The name of the logo among the assets."""
    return hashlib.sha256(logo()).hexdigest()


def assets() -> dict[str, bytes]:
    """The pictures that the samples name."""
    return {logo_sha256(): logo()}


def centre() -> CentreDetails:
    """The sample centre."""
    return CentreDetails(
        name="ООО «Сервис-Центр»",
        short_name="Сервис-Центр",
        inn="7701007776",
        kpp="770101001",
        ogrn="1267700007772",
        address="115114, г. Москва, ул. Примерная, д. 5, стр. 2",
        phones=("+7 495 123-45-67",),
        email="info@service.example",
        hours="Пн–Пт 9:00–20:00, Сб 10:00–18:00",
        director_name="Орлов Пётр Ильич",
        director_title="Генеральный директор",
        brands=(BrandLicence("Bosch", "АСЦ-2024/17"), BrandLicence("Samsung", "SEC-551")),
        logo_sha256=logo_sha256(),
    )


def customer() -> PartyDetails:
    """The sample customer."""
    return PartyDetails(
        CustomerKind.PERSON,
        "Иванова Мария Петровна",
        "+7 912 345-67-89",
        address="г. Москва, ул. Примерная, д. 12, кв. 34",
    )


def washing_machine() -> PrintedDevice:
    """The sample device."""
    return PrintedDevice(
        "Стиральная машина",
        "Bosch",
        "WAN28263BY",
        "FD 0503 000123",
        produced_on=date(2025, 3, 1),
        produced_source="по серийному номеру",
        sold_on=date(2025, 6, 10),
        seller="ООО «Техномаркет»",
        price_paid=4899000,
    )


def warranty_item() -> ActItem:
    """The washing machine under warranty."""
    return ActItem(
        order_number="СЦ-2026-002318",
        order_code="ASC1:000000000028ER",
        device=washing_machine(),
        kind=RequestKind.WARRANTY,
        demand=Demand.REPAIR,
        demanded_on=date(2026, 11, 23),
        reported_fault="Не отжимает, гудит при сливе, на дисплее E18. Началось после стирки пледа.",
        appearance="Царапина 3 см на правой стенке, потёртости передней панели",
        declared_value=4000000,
        condition="постоянно",
        symptom="не сливает воду",
        accessories=(Accessory("шланг залива"), Accessory("шланг слива")),
        seals=SealState.INTACT,
        documents=PurchaseDocuments(PaperState.PRESENT, PaperState.ABSENT, "BSH-771204"),
        agreed_until=date(2026, 12, 14),
        legal_until=date(2027, 1, 7),
        wants_loaner=True,
        loaner_until=date(2026, 11, 26),
        photo_count=3,
        warranty_note="гарантия до 10.06.2027",
    )


def act() -> AcceptanceAct:
    """A warranty act of a consumer, one page."""
    return AcceptanceAct(
        number="СЦ-2026-002318",
        issued_at=MOMENT,
        centre=centre(),
        customer=customer(),
        items=(warranty_item(),),
        employee=Employee("Петрова Анна Сергеевна", "Петрова А. С.", "Приёмщик"),
        notify_by=NotifyBy.SMS,
    )


def paid_item() -> ActItem:
    """A smartphone for a paid repair, with every money field."""
    return ActItem(
        order_number="СЦ-2026-002319",
        order_code="ASC1:000000000028FP",
        device=PrintedDevice(
            "Смартфон", "Samsung", "SM-A556E", "R5CX30ABCDE", "35-209900-176148-1", weight_g=213
        ),
        kind=RequestKind.PAID,
        demand=Demand.REPAIR,
        demanded_on=date(2026, 11, 23),
        reported_fault="Разбит экран, сенсор не реагирует в нижней трети",
        appearance="Трещины по всему экрану, скол в правом нижнем углу рамки",
        declared_value=2500000,
        accessories=(Accessory("чехол"), Accessory("лоток SIM"), Accessory("кабель USB-C", 2)),
        seals=SealState.NOT_CHECKED,
        documents=PurchaseDocuments(),
        agreed_until=date(2026, 12, 1),
        data_backup=DataBackup.LOSS_ACCEPTED,
        unlock_code_given=True,
        prepayment=100000,
        estimate=EstimateData(EstimateKind.APPROXIMATE, 1250000),
        approval_limit=300000,
        work_warranty_months=3,
        delivery=DeliveryData(DeliveryBy.CENTRE, 50000),
        wants_presence=True,
    )


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
        loaner_until=None, legal_until=None, accessories=(Accessory("блок питания"), Accessory("кабель HDMI")),
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
    )
    return replace(act(), number=item.order_number, customer=party, items=(item,), notify_by=NotifyBy.PHONE)


def minimal_act() -> AcceptanceAct:
    """As little as a clerk may enter: no dates, no model, no serial number; the centre knows only its name."""
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
    """Names and texts that break careless papers: mark-up, one endless word, emoji, right-to-left, controls."""
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


def label() -> DeviceLabel:
    """The label of the sample order."""
    return DeviceLabel(
        order_number="СЦ-2026-002318",
        order_code="ASC1:000000000028ER",
        kind=RequestKind.WARRANTY,
        accepted_on=date(2026, 11, 23),
        due_on=date(2026, 12, 14),
        brand="Bosch",
        model="WAN28263BY",
        serial_tail="000123",
        place="А-14",
    )


def passport() -> EquipmentPassport:
    """The passport of the sample device after two repairs; its code has the usual length of a signed one."""
    return EquipmentPassport(
        number="П-000871",
        issued_at=datetime(2026, 11, 28, 9, 0, tzinfo=UTC),
        centre=centre(),
        device=washing_machine(),
        code="ASP1:" + hashlib.sha512(b"passport").hexdigest().upper()[:110] + "." + "7" * 114,
        terms=(
            PassportTerm("Гарантия", date(2027, 7, 1), "продлена на 21 день"),
            PassportTerm("Насос слива", date(2027, 11, 28)),
            PassportTerm("Замок люка", date(2027, 3, 18)),
        ),
        history=(
            PassportEvent(
                date(2026, 3, 2), date(2026, 3, 18), "Не закрывался люк. Заменён замок люка.",
                "СЦ-2026-000417",
            ),
            PassportEvent(
                date(2026, 11, 23), date(2026, 11, 28), "Не сливала, E18. Заменён насос слива.",
                "СЦ-2026-002318",
            ),
        ),
    )  # fmt: skip


def consent(kind: DocumentKind = DocumentKind.PERSONAL_DATA_CONSENT) -> ConsentSheet:
    """A consent sheet with stand-in paragraphs; the shipped texts are in the catalogue of consents."""
    return ConsentSheet(
        kind=kind,
        number="СГ-2026-000114",
        issued_at=MOMENT,
        centre=centre(),
        customer=customer(),
        text_version="1",
        paragraphs=(
            "Оператор: ООО «Сервис-Центр», 115114, г. Москва, ул. Примерная, д. 5, стр. 2, ИНН 7701007776.",
            "Цель: напоминания об обслуживании изделия и предложения сервисного центра.",
        ),
    )


def test_sheet() -> TestSheet:
    """A sheet for an A4 printer."""
    return TestSheet("Принтер стойки", 210, 297)


def stamp(**changes: object) -> PrintStamp:
    """The first print of a paper, with changes."""
    first = PrintStamp(printed_at=MOMENT, printed_by="Петрова А. С.")
    return replace(first, **changes)  # type: ignore[arg-type]


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
