"""«Заказ поставщику»: what the centre orders, at what prices, where it is to be delivered and by when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing import words
from printing.amounts import in_words
from printing.blocks import Answer, Fact, Signature
from printing.fonts import Face
from printing.registry import Setup, Template
from printing.sheet import MM, Block, Sheet
from printing.tables import Column, Words
from printing.templates import order_parts as parts
from printing.templates import repair_parts as repair
from printing.templates import store_parts as store
from printing.text import one_line, wrap
from workstation.documents.papers import PrintStamp
from workstation.documents.store_papers import OrderedPart, PurchaseSheet
from workstation.money import format_amount, format_roubles

_COLUMNS = (
    Column("№", 9 * MM),
    Column("Артикул", 34 * MM),
    Column("Наименование"),
    Column("Кол.", 19 * MM, right=True),
    Column("Цена, ₽", 24 * MM, right=True),
    Column("Сумма, ₽", 25 * MM, right=True),
)


def draw(document: PurchaseSheet, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of an order, one copy for each stamp."""
    return parts.finish(document, lay_out(document, template, setup.assets), stamps, template, setup)


def lay_out(paper: PurchaseSheet, template: Template, assets: Mapping[str, bytes]) -> Sheet:
    """Everything of the order on its pages, before copies and frames."""
    sheet = store.begin(paper, template.name, assets, _answers(paper))
    right = ("Покупатель", _buyer(paper))
    repair.two_columns(sheet, ("Поставщик", store.supplier_facts(paper.supplier)), right)
    rows = [_row(number, one) for number, one in enumerate(paper.parts, 1)]
    parts.table(sheet, "Просим поставить", _COLUMNS, rows)
    sheet.place(_total(sheet, paper))
    parts.text(sheet, "Примечание", paper.note)
    centre = paper.centre
    places = [store.by("Заказал", paper.employee)]
    if centre.director_name:
        name = words.short_name(centre.director_name)
        places.append(Signature("Утвердил", name, words.lowered(centre.director_title or "руководитель")))
    parts.close(sheet, "Условия", _clauses(paper), store.ending(sheet, places))
    return sheet


def _answers(paper: PurchaseSheet) -> tuple[Answer, ...]:
    wanted = words.short_date(paper.wanted_on) if paper.wanted_on else "возможно скорее"
    promised = words.short_date(paper.promised_on) if paper.promised_on else "ждём ответа"
    return (
        Answer("Поставить к", wanted),
        Answer("Поставщик обещал", promised),
        Answer("Позиций", str(len(paper.parts))),
        Answer("На сумму", format_roubles(paper.total)),
    )


def _buyer(paper: PurchaseSheet) -> list[Fact]:
    centre = paper.centre
    legal = [f"ИНН {centre.inn}" if centre.inn else "", f"КПП {centre.kpp}" if centre.kpp else ""]
    facts = [
        Fact("Наименование", centre.name, strong=True),
        Fact("Реквизиты", ", ".join(filter(None, legal))),
        Fact("Доставить", centre.address, rest=f", {words.lowered(paper.warehouse)}"),
        Fact("Заказ сделан", words.short_date(paper.made_on)),
        Fact("Заказ ведёт", paper.employee.name),
        Fact("Телефон", ", ".join(centre.phones)),
    ]
    return [one for one in facts if one.value]


def _row(number: int, one: OrderedPart) -> list[list[Words]]:
    name = ", ".join(filter(None, (one_line(one.part.name), one_line(one.part.brand))))
    return [
        [Words(str(number))],
        [Words(one_line(one.part.number), Face.BOLD)],
        [Words(name)],
        [Words(store.count(one.quantity, one.part))],
        [Words(format_amount(one.price))],
        [Words(format_amount(one.amount))],
    ]


def _total(sheet: Sheet, paper: PurchaseSheet) -> Block:
    form, block = sheet.form, Block(height=1.6 * MM)
    said = f"Итого {format_roubles(paper.total)}"
    block.text_right(form.width - form.side, block.height + form.heading, said, form.heading, Face.BOLD)
    block.height += form.heading * 1.8
    said = f"Всего наименований {len(paper.parts)}, на сумму {format_roubles(paper.total)}"
    block.lines(form.side, [said], form.body)
    whole = wrap(in_words(paper.total), Face.BOLD, form.heading, form.inner)
    block.lines(form.side, whole, form.heading, Face.BOLD)
    return block


def _clauses(paper: PurchaseSheet) -> list[str]:
    return [
        f"В счёте и накладной просим назвать номер заказа {one_line(paper.number)}.",
        "Замену артикула, неполную поставку и другую цену просим согласовать до отгрузки.",
    ]
