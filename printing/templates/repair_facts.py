"""What the papers of a repair say of works, parts and money: labels, cells and words, no geometry.

Sources: Закон РФ № 2300-1 ст. 20 п. 3 и 4, ст. 29; ГК РФ ст. 711, 735.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from printing import words
from printing.blocks import Answer, Fact
from printing.fonts import Face
from printing.sheet import LABEL, MM
from printing.tables import Column, Row, Words
from printing.templates.act_facts import DEMANDS, attorney, device_title, sold
from printing.templates.billing_facts import NO_TAX, tax_totals
from printing.text import one_line
from workstation.documents.order_papers import FREE_KINDS, OrderPaper
from workstation.documents.repair_papers import Bill, UsedPart, WorkLine
from workstation.money import format_amount, format_roubles
from workstation.statuses import Demand, PartSource, RequestKind

Table = tuple[list[Column], Sequence[Row]]

_SOURCES = {
    PartSource.STOCK: "склад центра",
    PartSource.MANUFACTURER: "изготовитель",
    PartSource.CUSTOMER: "давальческая",
}
FREE = "безвозмездно"
NOT_USED = "не использовались"
_AT_EXPENSE = {
    "manufacturer": "за счёт изготовителя",
    "seller": "за счёт продавца",
    "centre": "за счёт сервисного центра",
}


def is_free(paper: OrderPaper, bill: Bill | None, payer: str | None) -> bool:
    """Whether the customer pays nothing: a warranty repair without a bill, or somebody else pays."""
    return bill is None and payer != "customer" and (paper.is_consumer_warranty or payer in _AT_EXPENSE)


def at_expense(payer: str | None) -> str:
    """«за счёт изготовителя»; who pays the centre is not told where it is not known."""
    return _AT_EXPENSE.get(payer or "", "для заказчика бесплатно")


def kind_answer(paper: OrderPaper, bill: Bill | None, payer: str | None) -> Answer:
    """What kind of a repair it is and at whose expense."""
    kind = paper.order.kind
    if is_free(paper, bill, payer):
        note = FREE
    elif bill and payer in _AT_EXPENSE:
        note = "частично за счёт заказчика"
    elif kind in FREE_KINDS or kind is RequestKind.PAID:
        note = "за счёт заказчика"
    else:
        note = "по договору"
    return Answer("Ремонт", words.word(kind), note)


def money_answer(paper: OrderPaper, bill: Bill | None, payer: str | None, title: str = "К оплате") -> Answer:
    """How much the customer pays."""
    if is_free(paper, bill, payer):
        return Answer(title, format_roubles(0), at_expense(payer))
    if bill is None:
        return Answer(title, "по договору" if not paper.is_consumer else "по смете")
    note = f"аванс {format_roubles(bill.prepaid)} учтён" if bill.prepaid else ""
    return Answer(title, format_roubles(bill.due), note)


def brief_facts(paper: OrderPaper, *, with_address: bool = False) -> tuple[list[Fact], list[Fact]]:
    """The customer and the device in a few lines each; with the address the demand is left out."""
    party, device = paper.customer, paper.device
    left = [Fact("Заказчик", party.name)]
    if party.inn:
        left.append(Fact("ИНН", f"{party.inn}, КПП {party.kpp}" if party.kpp else party.inn))
    if party.contact:
        left.append(Fact("Представитель", party.contact))
    if party.power_of_attorney:
        left.append(Fact("Доверенность", attorney(party.power_of_attorney)))
    left.append(Fact("Телефон", party.phone))
    if with_address:
        more = (("Почта", party.email), ("Адрес", party.address))
        left += [Fact(label, value) for label, value in more if value]
    else:
        left.append(Fact("Требование", _demand(paper)))
    right = [
        Fact("Изделие", device_title(device), strong=True, rest=f", {words.lowered(device.category)}"),
        Fact("Серийный №", device.serial_number or "не указан", strong=bool(device.serial_number)),
    ]
    if device.imei:
        right.append(Fact("IMEI", device.imei))
    if device.sold_on or device.seller:
        right.append(Fact("Продано", sold(device)))
    return left, right


def _demand(paper: OrderPaper) -> str:
    if paper.order.demand is Demand.REPAIR and paper.is_consumer_warranty:
        return "безвозмездный ремонт"
    return DEMANDS[paper.order.demand]


def norm(minutes: int) -> str:
    """«1 ч 30 мин»."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours}{words.NBSP}ч"] if hours else []
    if rest or not hours:
        parts.append(f"{rest}{words.NBSP}мин")
    return " ".join(parts)


def term(months: int | None, until: date | None) -> str:
    """«3 мес., до 28.02.2027»; empty where there is no term."""
    found = [f"{months}{words.NBSP}мес."] if months else []
    if until:
        found.append(f"до{words.NBSP}{words.short_date(until)}")
    return ", ".join(found)


def work_table(works: Sequence[WorkLine], free: bool) -> Table:
    """Works with what any of them has: norm, term, price, discount; what costs nothing says so."""
    priced = any(one.price is not None for one in works)
    shown = {
        "code": any(one.code for one in works),
        "norm": any(one.norm_minutes for one in works),
        "term": any(one.warranty_months or one.warranty_until for one in works),
        "price": priced,
        "discount": any(one.discount for one in works),
        "total": priced or free or any(one.free for one in works),
    }
    columns = [
        ("", Column("№", 8 * MM)),
        ("code", Column("Код", 14 * MM)),
        ("", Column("Работа")),
        ("norm", Column("Норма", 20 * MM, right=True)),
        ("", Column("Кол.", 12 * MM, right=True)),
        ("term", Column("Гарантия", 25 * MM)),
        ("price", Column("Цена, ₽", 22 * MM, right=True)),
        ("discount", Column("Скидка, ₽", 19 * MM, right=True)),
        ("total", Column("Сумма, ₽" if priced else "Стоимость", 24 * MM, right=True)),
    ]
    rows = [
        [
            cell
            for (name, _), cell in zip(columns, _work_cells(number, one, free), strict=True)
            if shown.get(name, True)
        ]
        for number, one in enumerate(works, 1)
    ]
    return [column for name, column in columns if shown.get(name, True)], rows


def _work_cells(number: int, one: WorkLine, free: bool) -> list[list[Words]]:
    return [
        [Words(str(number), colour=LABEL)],
        [Words(one.code or "—")],
        [Words(one.name)],
        [Words(norm(one.norm_minutes) if one.norm_minutes else "—")],
        [Words(str(one.quantity))],
        [Words(term(one.warranty_months, one.warranty_until) or "—")],
        *_money_cells(one, free),
    ]


def part_table(parts: Sequence[UsedPart], free: bool) -> Table:
    """Parts and materials: number, serial numbers in and out, whose they were, term, price."""
    priced = any(one.price is not None for one in parts)
    shown = {
        "term": any(one.warranty_months or one.warranty_until for one in parts),
        "price": priced,
        "discount": any(one.discount for one in parts),
        "total": priced or free or any(one.free for one in parts),
    }
    columns = [
        ("", Column("Артикул", 26 * MM)),
        ("", Column("Запасная часть, материал")),
        ("", Column("Источник", 25 * MM)),
        ("", Column("Кол.", 14 * MM, right=True)),
        ("term", Column("Гарантия", 25 * MM)),
        ("price", Column("Цена, ₽", 22 * MM, right=True)),
        ("discount", Column("Скидка, ₽", 19 * MM, right=True)),
        ("total", Column("Сумма, ₽" if priced else "Стоимость", 24 * MM, right=True)),
    ]
    rows = [
        [
            cell
            for (name, _), cell in zip(columns, _part_cells(one, free), strict=True)
            if shown.get(name, True)
        ]
        for one in parts
    ]
    return [column for name, column in columns if shown.get(name, True)], rows


def _part_cells(one: UsedPart, free: bool) -> list[list[Words]]:
    return [
        [Words(one.part_number or "—")],
        part_name(one),
        [Words(_SOURCES[one.source])],
        [Words(f"{one.quantity}{words.NBSP}{one.unit}")],
        [Words(term(one.warranty_months, one.warranty_until) or "—")],
        *_money_cells(one, free),
    ]


def part_name(one: UsedPart) -> list[Words]:
    """The part with the serial numbers of the new and of the old one under it."""
    name = [Words(one.name)]
    serials = ((one.serial_in, "новой"), (one.serial_out, "снятой"))
    said = [f"{which} {one_line(number)}" for number, which in serials if number]
    if said:
        name.append(Words(f"S/N {', '.join(said)}", colour=LABEL))
    return name


def fitted_table(parts: Sequence[UsedPart]) -> Table:
    """Parts as the act of handing over tells them, each with its own term (ст. 20 п. 4)."""
    columns = [
        Column("Артикул", 24 * MM),
        Column("Деталь, материал"),
        Column("Кол.", 12 * MM, right=True),
        Column("Гарантия на деталь", 40 * MM),
    ]
    rows: list[Row] = [
        [
            [Words(one.part_number or "—")],
            part_name(one),
            [Words(f"{one.quantity}" if one.unit == "шт." else f"{one.quantity}{words.NBSP}{one.unit}")],
            [Words(own_term(one))],
        ]
        for one in parts
    ]
    return columns, rows


def own_term(one: UsedPart) -> str:
    """The part's own term; without one it is warranted with the device, unless the customer brought it."""
    without = "заказчика, нет" if one.source is PartSource.CUSTOMER else "в составе изделия"
    return term(one.warranty_months, one.warranty_until) or without


def totals(works: Sequence[WorkLine], parts: Sequence[UsedPart], bill: Bill) -> list[tuple[str, str, Face]]:
    """Lines under the tables: works, parts, discount, tax, total, prepayment, what is left."""
    lines: list[tuple[str, str, Face]] = []
    spent = sum(one.price * one.quantity for one in works if one.price is not None)
    fitted = sum(one.price * one.quantity for one in parts if one.price is not None)
    if spent:
        lines.append(("Работы", format_roubles(spent), Face.REGULAR))
    if fitted:
        lines.append(("Запасные части и материалы", format_roubles(fitted), Face.REGULAR))
    discount = sum(one.discount for one in works) + sum(one.discount for one in parts)
    if discount:
        lines.append(("Скидка", format_roubles(-discount), Face.REGULAR))
    lines.append(("Всего", format_roubles(bill.total), Face.BOLD))
    for label, value in tax_totals(bill.taxes):
        lines.append(("", label if value == NO_TAX else f"{label}: {value}{words.NBSP}₽", Face.REGULAR))
    if bill.prepaid and not bill.due:
        lines.append(("Оплачено", format_roubles(bill.prepaid), Face.REGULAR))
    elif bill.prepaid:
        lines.append(("Аванс", format_roubles(bill.prepaid), Face.REGULAR))
        lines.append(("К доплате", format_roubles(bill.due), Face.BOLD))
    return lines


def _money_cells(one: WorkLine | UsedPart, free: bool) -> list[list[Words]]:
    """Price, discount and sum of a line; what costs nothing says so."""
    nothing = FREE if free or one.free else "—"
    return [
        [Words(nothing if one.price is None else format_amount(one.price))],
        [Words(format_amount(one.discount) if one.discount else "—")],
        [Words(nothing if one.total is None else format_amount(one.total))],
    ]
