"""Papers of the store and the hard cases: for previews and tests.

They tell how the pump of the washing machine was asked for, ordered and received.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from printing.sample_acts import HOSTILE_NAME
from printing.samples import centre, paid_item, washing_machine
from workstation.documents.papers import Employee
from workstation.documents.parts import PartUnit
from workstation.documents.purchasing import RequestState
from workstation.documents.store_papers import (
    GoodsReceiptAct,
    OrderedPart,
    PaperPart,
    PartLabel,
    PartRequestSheet,
    PurchaseSheet,
    ReceivedPart,
    StorePaper,
    SupplierDetails,
    WantedPart,
)
from workstation.statuses import Priority, RequestKind

ASKED = datetime(2026, 11, 24, 7, 20, tzinfo=UTC)
CAME = datetime(2026, 11, 25, 13, 5, tzinfo=UTC)
STOREKEEPER = Employee("Кузнецов Игорь Павлович", "Кузнецов И. П.", "Кладовщик")
TECHNICIAN = Employee("Сидоров Алексей Викторович", "Сидоров А. В.", "Мастер")
PUMP = PaperPart("00145212", "Bosch", "Насос слива")
BOARD = PaperPart("11021447", "Bosch", "Модуль управления, прошитый")
CABLE = PaperPart("ПВС-3×1,5", "", "Провод соединительный медный", PartUnit.CENTIMETRE)
SUPPLIER = SupplierDetails("ООО «Запчасть-Сервис»", "7702003333", "+7 495 765-43-21", "sale@parts.example")
MANY = 200


def part_request() -> PartRequestSheet:
    """Two parts of the washing machine: one ordered, one on the shelf."""
    return PartRequestSheet(
        number="ЗЧ-2026-000087",
        issued_at=ASKED,
        centre=centre(),
        employee=TECHNICIAN,
        code="ASC1:000000000028ER",
        order="СЦ-2026-002318",
        request_kind=RequestKind.WARRANTY,
        device=washing_machine(),
        due_on=date(2026, 12, 14),
        parts=(
            WantedPart(
                PUMP, 1, RequestState.ORDERED, "Сидоров А. В.", date(2026, 11, 24),
                supplier=SUPPLIER.name, purchase="ЗП-2026-000031", promised_on=date(2026, 11, 26),
                wanted_by=date(2026, 11, 27), substitutes=("00144978", "DP-2610"),
            ),
            WantedPart(
                CABLE, 120, RequestState.RESERVED, "Сидоров А. В.", date(2026, 11, 24),
                place="Основной склад, А-12",
            ),
        ),
    )  # fmt: skip


def purchase() -> PurchaseSheet:
    """Three parts from one supplier."""
    lines = (OrderedPart(PUMP, 4, 245_000, 980_000), OrderedPart(BOARD, 1, 1_184_050, 1_184_050),
             OrderedPart(CABLE, 1000, 95, 95_000))  # fmt: skip
    return PurchaseSheet(
        number="ЗП-2026-000031",
        issued_at=ASKED,
        centre=centre(),
        employee=STOREKEEPER,
        code="ASC1:000000000031GX",
        made_on=date(2026, 11, 24),
        supplier=SUPPLIER,
        warehouse="Основной склад",
        parts=lines,
        total=sum(one.amount for one in lines),
        wanted_on=date(2026, 11, 27),
        promised_on=date(2026, 11, 26),
        note="Модуль — с прошивкой для WAN28263BY/01.",
    )


def receipt() -> GoodsReceiptAct:
    """Everything came whole."""
    lines = (ReceivedPart(PUMP, 4, 4, 0, 0, 980_000),
             ReceivedPart(BOARD, 1, 1, 0, 0, 1_184_050, ("MB-2611-00417",)))  # fmt: skip
    return GoodsReceiptAct(
        number="ПР-2026-000045",
        issued_at=CAME,
        centre=centre(),
        employee=STOREKEEPER,
        code="ASC1:000000000045HK",
        supplier=SUPPLIER,
        purchase="ЗП-2026-000031",
        warehouse="Основной склад",
        parts=lines,
        total=sum(one.cost for one in lines),
        differs=False,
        delivery_note="УПД-1187",
        delivered_on=date(2026, 11, 25),
    )


def differing_receipt() -> GoodsReceiptAct:
    """A pump came broken, another did not come."""
    pump = ReceivedPart(PUMP, 4, 2, 1, 1, 490_000, note="Скол корпуса у патрубка, коробка вскрыта.")
    parts = (pump, receipt().parts[1])
    return replace(receipt(), parts=parts, total=sum(one.cost for one in parts), differs=True)


def part_label() -> PartLabel:
    """The label of the pump."""
    code = "ASC1:000000000052NC"
    return PartLabel(code, code, PUMP, "А-12", receipt="ПР-2026-000045")


def piece_label() -> PartLabel:
    """The label of a serial piece."""
    code = "ASC1:000000000053PD"
    return PartLabel(code, code, BOARD, "А-12", "MB-2611-00417", "ПР-2026-000045")


def hostile_part() -> PaperPart:
    """A part whose every text is as bad as typed texts get."""
    return PaperPart("O'К/<b>«№5»</b>-0012345678901234567890", HOSTILE_NAME, f"{HOSTILE_NAME} " * 4)


def hostile_label() -> PartLabel:
    """A label of such a part."""
    return replace(piece_label(), part=hostile_part(), cell="Стеллаж 12-Б, верх", serial_number="S" * 40)


def long_purchase(count: int = MANY) -> PurchaseSheet:
    """An order of many lines, one of them hostile, to a supplier with a hostile name."""
    lines = [OrderedPart(hostile_part(), 1, 1, 1)]
    for number in range(1, count):
        part = PaperPart(f"N-{number:06d}", "Bosch", f"Деталь {number} для стиральной машины")
        lines.append(OrderedPart(part, number, 100 + number, number * (100 + number)))
    supplier = SupplierDetails(HOSTILE_NAME, email="a" * 60 + "@example.org")
    total = sum(one.amount for one in lines)
    return replace(purchase(), parts=tuple(lines), total=total, supplier=supplier, note=HOSTILE_NAME * 3)


def hostile_request() -> PartRequestSheet:
    """A paid request with a hostile part and no promise."""
    line = WantedPart(
        hostile_part(), 3, RequestState.WANTED, HOSTILE_NAME, date(2026, 11, 24),
        substitutes=("O'К" * 9,), note=HOSTILE_NAME,
    )  # fmt: skip
    return replace(
        part_request(),
        parts=(line,),
        request_kind=RequestKind.PAID,
        device=paid_item().device,
        priority=Priority.URGENT,
        due_on=None,
        version=2,
    )


def hostile_receipt() -> GoodsReceiptAct:
    """A receipt without a purchase and a supplier, with many serial numbers and damage."""
    serials = tuple(f"SN-{number:05d}" for number in range(60))
    line = ReceivedPart(hostile_part(), None, 60, 2, 0, 60, serials, HOSTILE_NAME)
    return replace(
        receipt(),
        parts=(line,),
        total=60,
        differs=True,
        supplier=None,
        purchase=None,
        warehouse="",
        delivery_note=HOSTILE_NAME,
        note=HOSTILE_NAME,
    )


def papers() -> dict[str, StorePaper]:
    """The sheets by name."""
    return {
        "request": part_request(),
        "purchase": purchase(),
        "receipt": receipt(),
        "differing_receipt": differing_receipt(),
        "long_purchase": long_purchase(),
        "hostile_request": hostile_request(),
        "hostile_receipt": hostile_receipt(),
    }
