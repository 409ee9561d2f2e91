"""One sample of every paper and the hard cases: for previews, test sheets and tests.

All samples tell one story: a washing machine taken in on 23.11.2026 and handed over on 28.11.2026.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache, partial
from importlib import import_module

from PIL import Image, ImageDraw, ImageFont

from printing.fonts import FONT_DIR, Face
from workstation.documents.intake import (
    Accessory,
    DeliveryData,
    EstimateData,
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
    Paper,
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
)

RESOURCES = FONT_DIR.parent
MOMENT = datetime(2026, 11, 23, 11, 36, tzinfo=UTC)


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
        warranty_note="Гарантия до 10.06.2027: бесплатно",
        free="yes",
        payer="manufacturer",
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
        code="ASP1:" + (hashlib.sha512(b"passport").hexdigest() * 2).upper()[:225],
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
    """A consent sheet with the text that the program ships."""
    rows = json.loads((RESOURCES / "catalogues" / "consents.json").read_text("utf-8"))["rows"]
    text = next(row for row in rows if row["kind"] == kind)
    facts = {"centre": centre().name, "address": centre().address}
    return ConsentSheet(
        kind=kind,
        number="СГ-2026-000114",
        issued_at=MOMENT,
        centre=centre(),
        customer=customer(),
        text_version=text["text_version"],
        paragraphs=tuple(paragraph.format(**facts) for paragraph in text["paragraphs"]),
    )


def test_sheet() -> TestSheet:
    """A sheet for an A4 printer."""
    return TestSheet("Принтер стойки", 210, 297)


def stamp(**changes: object) -> PrintStamp:
    """The first print of a paper, with changes."""
    first = PrintStamp(printed_at=MOMENT, printed_by="Петрова А. С.")
    return replace(first, **changes)  # type: ignore[arg-type]


def _of(module: str, name: str) -> Paper:
    """A sample of another module, which is made of the samples above."""
    paper: Paper = getattr(import_module(f"printing.{module}"), name)()
    return paper


_conclusion = partial(_of, "sample_conclusions")
_repair = partial(_of, "sample_repairs")
_customer_paper = partial(_of, "sample_customer_papers")
_billing = partial(_of, "sample_billing")
_store_paper = partial(_of, "sample_store")


BY_KIND: dict[DocumentKind, Callable[[], Paper]] = {
    DocumentKind.ACCEPTANCE_ACT: act,
    DocumentKind.DEVICE_LABEL: label,
    DocumentKind.EQUIPMENT_PASSPORT: passport,
    DocumentKind.PERSONAL_DATA_CONSENT: partial(consent, DocumentKind.PERSONAL_DATA_CONSENT),
    DocumentKind.ADVERTISING_CONSENT: partial(consent, DocumentKind.ADVERTISING_CONSENT),
    DocumentKind.QUALITY_CHECK_ACT: partial(_conclusion, "quality_check"),
    DocumentKind.TECHNICAL_REPORT: partial(_conclusion, "report"),
    DocumentKind.REASONED_REFUSAL: partial(_conclusion, "refusal"),
    DocumentKind.IRREPARABILITY_ACT: partial(_conclusion, "irreparability"),
    DocumentKind.WORK_ORDER_SHEET: partial(_repair, "work_order"),
    DocumentKind.COMPLETION_ACT: partial(_repair, "completion"),
    DocumentKind.HANDOVER_ACT: partial(_repair, "handover"),
    DocumentKind.REPAIR_WARRANTY_CARD: partial(_repair, "card"),
    DocumentKind.LOANER_ACT: partial(_customer_paper, "loaner"),
    DocumentKind.READY_NOTICE: partial(_customer_paper, "ready"),
    DocumentKind.UNCLAIMED_NOTICE: partial(_customer_paper, "unclaimed"),
    DocumentKind.UNCLAIMED_ACT: partial(_customer_paper, "unclaimed_act"),
    DocumentKind.CHANGE_CONSENT: partial(_customer_paper, "change"),
    DocumentKind.ESTIMATE: partial(_billing, "estimate"),
    DocumentKind.INVOICE: partial(_billing, "invoice"),
    DocumentKind.SERVICE_ACT: partial(_billing, "service_act"),
    DocumentKind.PART_REQUEST_SHEET: partial(_store_paper, "part_request"),
    DocumentKind.PURCHASE_ORDER: partial(_store_paper, "purchase"),
    DocumentKind.RECEIPT_ACT: partial(_store_paper, "receipt"),
    DocumentKind.PART_LABEL: partial(_store_paper, "part_label"),
}
