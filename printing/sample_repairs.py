"""Papers of a repair and the hard cases: for previews and tests.

They go on with the washing machine, mended on 26.11.2026 and handed over on 28.11.2026; the paid repair is
the smartphone's.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from PIL import Image, ImageDraw

from printing.sample_acts import HOSTILE_NAME, company, long_fault
from printing.sample_conclusions import assets as photo_assets
from printing.sample_conclusions import order
from printing.samples import centre, customer, paid_item, washing_machine
from workstation.documents.billing import TaxSum, VatCode
from workstation.documents.conclusions import CheckPoint
from workstation.documents.intake import Accessory, PowerOfAttorney
from workstation.documents.order_papers import AboutOrder, OrderPaper
from workstation.documents.papers import Employee, PrintedDevice
from workstation.documents.repair_papers import (
    Agreement,
    Bill,
    CompletionAct,
    HandoverAct,
    LoanerBack,
    RepairFacts,
    RepairWarrantyCard,
    UsedPart,
    WorkLine,
    WorkOrderSheet,
)
from workstation.statuses import (
    Demand,
    OldParts,
    PartSource,
    PaymentState,
    RequestKind,
    TakenBy,
    Use,
)

BEGUN = datetime(2026, 11, 24, 6, 40, tzinfo=UTC)
MENDED = datetime(2026, 11, 26, 11, 25, tzinfo=UTC)
HANDED = datetime(2026, 11, 28, 9, 10, tzinfo=UTC)
FEEDBACK = "ASF1:000000000028ER"
CLERK = Employee("Петрова Анна Сергеевна", "Петрова А. С.", "Приёмщик")
TECHNICIAN = Employee("Сидоров Алексей Викторович", "Сидоров А. В.", "Мастер")


@cache
def signature() -> bytes:
    """A signature given on screen: dark strokes on nothing."""
    image = Image.new("RGBA", (420, 120), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    points = [(20 + 4 * n, 60 + (-1) ** n * (n % 13) * 3) for n in range(90)]
    draw.line(points, fill=(17, 20, 24, 255), width=5, joint="curve")
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def signature_name() -> str:
    """The signature's name among the assets."""
    return hashlib.sha256(signature()).hexdigest()


def assets() -> dict[str, bytes]:
    """The pictures that the samples name."""
    return {**photo_assets(), signature_name(): signature()}


def pump() -> UsedPart:
    """The drain pump, with a term of its own."""
    return UsedPart(
        "Насос слива", "00145212", serial_in="DP-2610-4471", serial_out="DP-2502-0913",
        source=PartSource.MANUFACTURER, warranty_months=12, warranty_until=date(2027, 11, 28),
    )  # fmt: skip


def used_parts() -> tuple[UsedPart, ...]:
    """The pump and its gasket."""
    return (pump(), UsedPart("Прокладка насоса", "00646776", source=PartSource.MANUFACTURER))


def works() -> tuple[WorkLine, ...]:
    """What was done to the washing machine."""
    return (
        WorkLine("Диагностика сливного тракта", "Д-02", 30),
        WorkLine("Замена насоса слива", "Р-14", 45, warranty_months=6, warranty_until=date(2027, 5, 28)),
        WorkLine("Проверка слива и отжима, измерение изоляции", "К-01", 20),
    )


def work_order() -> WorkOrderSheet:
    """The washing machine's repair as it was ordered and done."""
    return WorkOrderSheet(
        number=order().number,
        issued_at=MENDED,
        centre=centre(),
        customer=customer(),
        device=washing_machine(),
        order=order(),
        employee=CLERK,
        works=tuple(replace(one, warranty_until=None, warranty_months=None) for one in works()),
        parts=tuple(replace(one, warranty_until=None, warranty_months=None) for one in used_parts()),
        technicians=(TECHNICIAN,),
        planned_from=date(2026, 11, 24),
        planned_until=date(2026, 12, 14),
        started_at=BEGUN,
        finished_at=MENDED,
        payer="manufacturer",
        recommendations="Чистить фильтр насоса раз в три месяца.",
    )


def completion() -> CompletionAct:
    """The same repair, done and tried."""
    return CompletionAct(
        number="АВР-2026-000211",
        issued_at=MENDED,
        centre=centre(),
        customer=customer(),
        device=washing_machine(),
        order=order(),
        employee=CLERK,
        works=works(),
        parts=used_parts(),
        finished_at=MENDED,
        defect="Заклинил насос слива, разрушена крыльчатка. Насос и прокладка заменены.",
        technicians=(TECHNICIAN,),
        checks=(
            CheckPoint("Слив воды", "2 мин 10 с, норма до 3 мин", True),
            CheckPoint("Отжим 1200 об/мин", "включается, биения нет", True),
            CheckPoint("Сопротивление изоляции", "12,4 МОм, норма не ниже 2 МОм", True),
        ),
        test_minutes=95,
        payer="manufacturer",
        recommendations="Чистить фильтр насоса раз в три месяца.",
    )


def facts() -> RepairFacts:
    """The five facts of the washing machine's repair."""
    return RepairFacts(
        demanded_on=date(2026, 11, 23),
        received_on=date(2026, 11, 23),
        repaired_on=date(2026, 11, 26),
        defects="Вода не сливалась, отжим не включался, ошибка E18: заклинил насос слива, разрушена "
        "крыльчатка. Недостаток производственный. Насос заменён, слив и отжим проверены.",
        parts=used_parts(),
        handed_on=date(2026, 11, 28),
    )


def handover() -> HandoverAct:
    """The washing machine given out, its warranty five days longer."""
    return HandoverAct(
        number=order().number,
        issued_at=HANDED,
        centre=centre(),
        customer=customer(),
        device=washing_machine(),
        order=order(),
        employee=CLERK,
        facts=facts(),
        taken_by=TakenBy.RECEIPT,
        idle_days=5,
        warranty_before=date(2027, 6, 26),
        warranty_until=date(2027, 7, 1),
        accessories=order().accessories,
        appearance="как при приёме: царапина 3 см справа, потёртости спереди",
        checked="слив, отжим",
        is_shown_working=True,
        safety="изоляция 12,4 МОм, ток утечки 0,21 мА",
        old_parts=OldParts.TO_MANUFACTURER,
        old_parts_note="бирка В-0231",
        loaner=LoanerBack("П-07", date(2026, 11, 28)),
        payer="manufacturer",
        feedback_code=FEEDBACK,
    )


def no_parts() -> HandoverAct:
    """A repair without a single part: it is said in words."""
    described = "Сбой программы управления. Программа обновлена, все режимы проверены."
    return replace(
        handover(), facts=replace(facts(), defects=described, parts=()), old_parts=OldParts.NONE,
        old_parts_note=None, loaner=None, signature_sha256=signature_name(),
    )  # fmt: skip


def smartphone_order() -> AboutOrder:
    """The order of the paid repair."""
    item = paid_item()
    return AboutOrder(
        number=item.order_number,
        code=item.order_code,
        kind=RequestKind.PAID,
        demand=Demand.REPAIR,
        demanded_on=item.demanded_on,
        accepted_on=date(2026, 11, 23),
        reported_fault=item.reported_fault,
        appearance=item.appearance,
        seals=item.seals,
        accessories=item.accessories,
        documents=item.documents,
    )


def paid_works() -> tuple[WorkLine, ...]:
    """Works with a price and a discount."""
    until = date(2027, 2, 28)
    return (
        WorkLine("Замена дисплейного модуля", "Т-07", 60, 1, 350000, 35000, 3, until),
        WorkLine("Проклейка корпуса", "Т-11", 20, 1, 60000, 0, 3, until),
    )


def paid_parts() -> tuple[UsedPart, ...]:
    """A part with a price, and what the customer brought."""
    return (
        UsedPart(
            "Дисплейный модуль в рамке, чёрный", "GH82-34041A", serial_in="A556E-77120", price=845000,
            warranty_months=6, warranty_until=date(2027, 5, 28),
        ),
        UsedPart("Клей-герметик", "B-7000", 1, "мл", price=12000),
        UsedPart("Защитное стекло", quantity=1, source=PartSource.CUSTOMER),
    )  # fmt: skip


BILL = Bill(1232000, 100000, (TaxSum(VatCode.V22, 1232000, 222164),))


def paid_work_order() -> WorkOrderSheet:
    """A paid repair with every money field and an agreement."""
    return replace(
        work_order(), number="СЦ-2026-002319", device=paid_item().device, order=smartphone_order(),
        works=paid_works(), parts=paid_parts(), planned_until=date(2026, 12, 1), bill=BILL, payer="customer",
        agreements=(
            Agreement(
                datetime(2026, 11, 24, 8, 20, tzinfo=UTC), "Модуль дороже на 1 800,00 ₽: только в рамке",
                "согласен", "звонок, запись 20261124-0031", datetime(2026, 11, 24, 8, 24, tzinfo=UTC),
            ),
            Agreement(datetime(2026, 11, 25, 7, 0, tzinfo=UTC), "Замена аккумулятора, 3 200,00 ₽"),
        ),
        recommendations=None,
    )  # fmt: skip


def paid_completion() -> CompletionAct:
    """The paid repair, with the customer's remark."""
    return replace(
        completion(), number="АВР-2026-000212", device=paid_item().device, order=smartphone_order(),
        works=paid_works(), parts=paid_parts(), bill=BILL, payer="customer", checks=completion().checks[:1],
        defect="Разбит дисплейный модуль. Модуль заменён.", test_minutes=None, recommendations=None,
        remarks="Просил вернуть старый модуль, возвращён.",
    )  # fmt: skip


def paid_handover() -> HandoverAct:
    """The paid repair given out to a relative by a power of attorney; the receipt was lost before."""
    return replace(
        handover(), number="СЦ-2026-002319", device=paid_item().device, order=smartphone_order(),
        facts=replace(facts(), defects="Разбит дисплейный модуль. Модуль заменён.", parts=paid_parts()),
        taken_by=TakenBy.POWER_OF_ATTORNEY, taker="Иванов Пётр Сергеевич",
        power_of_attorney=PowerOfAttorney("77 АГ 1204417", date(2026, 11, 20), date(2027, 11, 20)),
        idle_days=0, warranty_before=None, warranty_until=None, work_warranty_months=3,
        work_warranty_until=date(2027, 2, 28), accessories=paid_item().accessories,
        appearance="скол рамки, как при приёме", checked="сенсор, камеры, зарядка", safety=None,
        old_parts=OldParts.TO_CUSTOMER, old_parts_note="разбитый модуль", loaner=None, bill=BILL,
        payer="customer", payment=PaymentState.PAID, receipt="чек ФД 4471, ФПД 2093517742",
        remarks="Пауэрбанк в ремонт не сдавался.",
    )  # fmt: skip


def business_handover() -> HandoverAct:
    """A company's monitor: another law, no feedback code, on account."""
    return replace(
        handover(), number="СЦ-2026-002320", customer=company(), order=replace(
            order(), number="СЦ-2026-002320", code="ASC1:000000000028GK", use=Use.BUSINESS,
            reported_fault="Полосы по экрану через 20 минут работы.", accessories=(Accessory("кабель"),),
        ),
        device=PrintedDevice("Монитор", "LG", "27UP850N", "603NTAB1C234", sold_on=date(2026, 4, 2)),
        facts=replace(facts(), defects="Отслоился шлейф матрицы. Шлейф приклеен.", parts=()),
        taken_by=TakenBy.IDENTITY, taker="Щёголева Юлия", accessories=(Accessory("блок питания"),),
        warranty_before=date(2028, 4, 5), warranty_until=date(2028, 4, 10), appearance=None, checked=None,
        is_shown_working=False, safety=None, old_parts=OldParts.NONE, old_parts_note=None,
        loaner=LoanerBack("П-11", note="договор от 20.11.2026"), feedback_code=None,
    )  # fmt: skip


def unrepaired() -> HandoverAct:
    """A device given back without repair: no facts of a repair, why there was none."""
    return replace(
        handover(), facts=None, unrepaired="Заказчик отказался от ремонта после диагностики 25.11.2026.",
        idle_days=0, warranty_before=None, warranty_until=date(2027, 6, 26), old_parts=OldParts.NONE,
        old_parts_note=None, loaner=None, appearance=None, checked=None, safety=None, feedback_code=None,
    )  # fmt: skip


def long_handover() -> HandoverAct:
    """Forty parts and a description of a page and a half: all of it is there."""
    many = tuple(
        UsedPart(
            f"Деталь {n} с длинным названием, исполнение {n}", f"{n:08d}", n % 3 + 1,
            serial_in=f"N-{n:05d}" if n % 4 == 0 else None, warranty_months=12 if n % 5 == 0 else None,
            warranty_until=date(2027, 11, 28) if n % 5 == 0 else None,
        )
        for n in range(1, 41)
    )  # fmt: skip
    return replace(handover(), facts=replace(facts(), defects=long_fault(6000), parts=many))


def long_work_order() -> WorkOrderSheet:
    """Forty works and forty parts over several pages."""
    many = tuple(
        WorkLine(
            f"Работа {n}: разборка, чистка и сборка узла {n}", f"Р-{n:02d}", 15 * n, n % 3 + 1, 10000 * n
        )
        for n in range(1, 41)
    )
    fitted = tuple(replace(part, price=1000) for part in long_handover().facts.parts)  # type: ignore[union-attr]
    total = sum(one.total or 0 for one in (*many, *fitted))
    return replace(paid_work_order(), works=many, parts=fitted, bill=Bill(total))


def card() -> RepairWarrantyCard:
    """The terms of the washing machine's repair."""
    return RepairWarrantyCard(
        number="ГТ-2026-000187",
        issued_at=HANDED,
        centre=centre(),
        customer=customer(),
        device=washing_machine(),
        order=order(),
        employee=CLERK,
        handed_on=date(2026, 11, 28),
        works=works(),
        parts=used_parts(),
        warranty_until=date(2027, 7, 1),
    )


def paid_card() -> RepairWarrantyCard:
    """The terms of the paid repair; a part without a term of its own."""
    return replace(
        card(), number="ГТ-2026-000188", device=paid_item().device, order=smartphone_order(),
        works=paid_works(), parts=paid_parts(), warranty_until=None,
    )  # fmt: skip


def hostile(paper: OrderPaper) -> OrderPaper:
    """Any paper with what breaks careless ones: mark-up, an endless word, controls, letters of the right."""
    odd = "<b>Не</b> & «E18»\x00 😀 שלום " + "Ж" * 200 + "\nвторая строка"
    return replace(
        paper,
        customer=replace(paper.customer, name=HOSTILE_NAME, address="пр-т " + "Длинный-" * 14 + "д. 1"),
        device=replace(paper.device, model="W" * 60, serial_number="FD 05О3 000123/" + "9" * 40),
        order=replace(paper.order, reported_fault=odd, appearance=odd),
    )


def papers() -> dict[str, OrderPaper]:
    """Every sample paper of a repair by name."""
    return {
        "work_order": work_order(),
        "paid_work_order": paid_work_order(),
        "long_work_order": long_work_order(),
        "completion": completion(),
        "paid_completion": paid_completion(),
        "handover": handover(),
        "no_parts": no_parts(),
        "paid_handover": paid_handover(),
        "business_handover": business_handover(),
        "unrepaired": unrepaired(),
        "long_handover": long_handover(),
        "card": card(),
        "paid_card": paid_card(),
    }
