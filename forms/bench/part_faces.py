"""Parts in words on the bench: found ones, what can be had, what was wanted, what was fitted."""

from __future__ import annotations

from collections.abc import Sequence

from ui.store_faces import badge_cell, request_face
from ui.table_model import Cell, Column
from ui.widgets.row_list import RowItem
from workstation import clock
from workstation.documents.bench import PartRow as FittedRow
from workstation.documents.parts import LinkKind, PartRow, Substitute
from workstation.documents.purchasing import WAITING_REQUESTS, Asked, Offer, RequestRow, RequestState
from workstation.documents.stock import OldPartRow
from workstation.i18n import mark, ntr, tr
from workstation.money import format_roubles
from workstation.rules.order_words import day_month
from workstation.rules.wording import show_date
from workstation.statuses import PartSource

SOURCES = {
    PartSource.STOCK: (mark("Со склада"), "green", "package"),
    PartSource.MANUFACTURER: (mark("Изготовителя"), "violet", "truck"),
    PartSource.CUSTOMER: (mark("Заказчика"), "grey", "user"),
}
Line = FittedRow | RequestRow
"""A line of the parts of an order: what is fitted, and what is wanted."""


def found_item(row: PartRow) -> RowItem:
    """A part of the catalogue: name, number, maker and price; what is free or on its way."""
    price = format_roubles(row.sale_price) if row.sale_price is not None else ""
    second = " · ".join(filter(None, (row.number, row.brand, price)))
    return RowItem(row.id, row.name, second, badge=_stock(row.free, row.expected), bold=True)


def _stock(free: int, expected: int) -> tuple[str, str, str]:
    if free > 0:
        return tr("свободно {n}", n=free), "green", "package"
    if expected > 0:
        return tr("заказано {n}", n=expected), "violet", "truck"
    return tr("нет"), "grey", "ban"


def offer_words(offer: Offer, count: int) -> tuple[str, str, str, str]:
    """What asking for so many gives: tone, sentence, a quieter one, icon."""
    part, coming = offer.part, offer.arrival
    if part.free >= count:
        said = tr("Свободно {n} {unit}", n=part.free, unit=part.unit.label)
        return "green", said, offer.place or "", "package"
    waits = ""
    if coming is not None and coming.promised_on is not None:
        waits = tr(
            "В пути {n}, обещано {day}, заказ {number}",
            n=coming.quantity,
            day=show_date(coming.promised_on),
            number=coming.purchase,
        )
    elif coming is not None:
        waits = tr("В пути {n}, срок не назван, заказ {number}", n=coming.quantity, number=coming.purchase)
    else:
        waits = tr("Не заказана: заявка уйдёт на склад")
    if part.free > 0:
        said = tr("Свободно только {n}, остальное будет ждать", n=part.free)
    else:
        said = tr("Свободных нет")
    return "amber", said, waits, "hourglass"


def swap_words(instead: Substitute) -> str:
    """The offer of another part: which, whose, original or not, what is free, its price."""
    price = format_roubles(instead.sale_price) if instead.sale_price is not None else ""
    free = tr("свободно {n}", n=instead.free)
    named = f"{instead.name} {instead.number}"
    return " · ".join(filter(None, (named, instead.brand, origin(instead), price, free)))


def origin(instead: Substitute) -> str:
    """How a part stands in: the maker's next number, an original part, or another maker's."""
    if instead.kind is LinkKind.REPLACED_BY:
        return tr("новый номер")
    return tr("оригинал") if instead.is_original else tr("аналог, не оригинал")


def substitute_item(instead: Substitute) -> RowItem:
    """A substitute to choose."""
    price = format_roubles(instead.sale_price) if instead.sale_price is not None else ""
    second = " · ".join(filter(None, (instead.number, instead.brand, origin(instead), price)))
    return RowItem(instead.part_id, instead.name, second, badge=_stock(instead.free, 0), bold=True)


def told(asked: Asked) -> tuple[str, str]:
    """What became of a request, for the bar: words and tone."""
    ready = [one for one in asked.requests if one.state is RequestState.RESERVED]
    waiting = [one for one in asked.requests if one.state in WAITING_REQUESTS]
    words = [_reserved(one) for one in ready]
    for one in waiting:
        words.append(tr("ждём {n} шт., {when}", n=one.quantity, when=when_words(one)))
    number = asked.requests[0].number
    return f"{number}: " + "; ".join(words), "amber" if waiting else "green"


def _reserved(row: RequestRow) -> str:
    count, place = row.quantity, row.place or "—"
    return ntr("зарезервирована {n} шт.: {place}", "зарезервировано {n} шт.: {place}", count, place=place)


def when_words(row: RequestRow) -> str:
    """When what is waited for should come."""
    if row.expected_on is None:
        return tr("срок не известен")
    return tr("ожидается {day}", day=day_month(row.expected_on, clock.today()))


def request_note(row: RequestRow) -> str:
    """Where a wanted part is: in its cell, on its way, nowhere yet."""
    if row.state in WAITING_REQUESTS:
        return when_words(row)
    if row.arrived_at is not None and row.state is RequestState.RESERVED:
        day = day_month(clock.local(row.arrived_at).date(), clock.today())
        return ", ".join(filter(None, (tr("пришла {day}", day=day), row.place)))
    return row.place or ""


def columns() -> Sequence[Column]:
    """Number, name, how many, its term, where it is: of what is fitted and of what is wanted."""
    return (
        Column("number", mark("Артикул"), 84, _number),
        Column("name", mark("Деталь"), 0, _name),
        Column("quantity", mark("Кол."), 42, lambda row: str(row.quantity), right=True),
        Column("months", mark("Гарантия"), 72, _months),
        Column("source", mark("Состояние"), 128, _state),
    )


def _number(row: Line) -> str:
    return (row.number if isinstance(row, RequestRow) else row.part_number) or "—"


def _name(row: Line) -> Cell:
    if isinstance(row, RequestRow):
        return Cell(row.name, request_note(row), bold=True)
    return Cell(row.name, row.serial_in or "", bold=True)


def _months(row: Line) -> Cell:
    months = None if isinstance(row, RequestRow) else row.warranty_months
    return Cell(tr("{number} мес.", number=months) if months else "—", tone="text2")


def _state(row: Line) -> Cell:
    if isinstance(row, RequestRow):
        return badge_cell(request_face(row.state))
    word, tone, icon = SOURCES[row.source]
    return Cell(tr(word), badge=tone, icon=icon)


def old_words(old: Sequence[OldPartRow]) -> str:
    """What becomes of the parts that came out: name, fate, tag."""
    return "; ".join(
        tr("{name}: {fate}, бирка {number}", name=one.name, fate=one.fate.label.lower(), number=one.number)
        for one in old
    )
