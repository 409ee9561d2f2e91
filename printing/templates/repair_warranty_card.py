"""«Гарантийный талон на ремонт»: each work and part with its own term (documents.md 5.11).

The conditions tell how to use the warranty; none takes what the law gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from printing import words
from printing.blocks import Answer, signatures
from printing.fonts import Face
from printing.registry import Setup, Template
from printing.sheet import LABEL, MM, Block, Sheet, stack
from printing.tables import Column, Row, Words
from printing.templates import order_parts as parts
from printing.templates import repair_parts as repair
from printing.templates.repair_facts import part_name
from printing.text import one_line
from workstation.documents.papers import PrintStamp
from workstation.documents.repair_papers import RepairWarrantyCard
from workstation.statuses import PartSource


def draw(
    document: RepairWarrantyCard, stamps: Sequence[PrintStamp], template: Template, setup: Setup
) -> bytes:
    """The PDF of a card, one copy for each stamp."""
    return parts.finish(document, lay_out(document, template, setup.assets), stamps, template, setup)


def lay_out(paper: RepairWarrantyCard, template: Template, assets: Mapping[str, bytes]) -> Sheet:
    """Everything of the card on its pages, before copies and frames."""
    sheet = parts.begin(paper, template, assets, _answers(paper))
    repair.brief(sheet, paper)
    columns = (
        Column("Что", 24 * MM),
        Column("Наименование"),
        Column("Кол.", 16 * MM, right=True),
        Column("Срок", 32 * MM),
        Column("Действует до", 26 * MM, right=True),
    )
    parts.table(sheet, "На что действует гарантия", columns, _rows(paper))
    parts.close(sheet, "Условия", _clauses(paper), _ending(sheet, paper))
    return sheet


def _answers(paper: RepairWarrantyCard) -> tuple[Answer, ...]:
    own = [part.warranty_until for part in paper.parts if part.warranty_until]
    days = [work.warranty_until for work in paper.works if work.warranty_until]
    device = words.short_date(paper.warranty_until) if paper.warranty_until else "—"
    return (
        Answer("Выдан", words.short_date(paper.handed_on), "день выдачи изделия"),
        Answer("Гарантия на работу", _latest(days, "по закону"), "со дня выдачи"),
        Answer("На детали", _latest(own, "как на работу" if days else "по закону"), "у каждой — в таблице"),
        Answer("На изделие", f"до {device}" if paper.warranty_until else "не указана"),
    )


def _latest(days: Sequence[date], otherwise: str) -> str:
    return f"до {words.short_date(max(days))}" if days else otherwise


def _rows(paper: RepairWarrantyCard) -> list[Row]:
    """Works with a term, or all where none has one, then the parts."""
    rows: list[Row] = []
    termed = [work for work in paper.works if work.warranty_months or work.warranty_until]
    for work in termed or paper.works:
        name = [Words(work.name)]
        if work.code:
            name.append(Words(f"код {one_line(work.code)}", colour=LABEL))
        said = _months(work.warranty_months) or "по закону"
        rows.append(_row("Работа", name, str(work.quantity), said, work.warranty_until))
    for part in paper.parts:
        name = part_name(part)
        if part.part_number:
            name.append(Words(f"артикул {one_line(part.part_number)}", colour=LABEL))
        until = part.warranty_until
        own = part.warranty_months or until or part.source is PartSource.CUSTOMER
        said = _months(part.warranty_months) if own else "в составе изделия"
        if part.source is PartSource.CUSTOMER and not until:
            said = "деталь заказчика"
        count = f"{part.quantity}{words.NBSP}{part.unit}"
        rows.append(_row("Деталь", name, count, said, until if own else paper.warranty_until))
    return rows


def _months(months: int | None) -> str:
    return words.plural(months, "месяц", "месяца", "месяцев") if months else ""


def _row(kind: str, name: list[Words], count: str, said: str, until: date | None) -> Row:
    end = words.short_date(until) if until else "—"
    return [[Words(kind, colour=LABEL)], name, [Words(count)], [Words(said or "—")], [Words(end, Face.BOLD)]]


def _clauses(paper: RepairWarrantyCard) -> list[str]:
    address = one_line(paper.centre.address)
    phone = f", телефон {one_line(paper.centre.phones[0])}" if paper.centre.phones else ""
    clauses = [
        "Если недостаток проявился снова или вызван выполненной работой либо установленной деталью, в срок "
        "гарантии устраняем его бесплатно. Приходите с изделием"
        + (f" по адресу: {address}{phone}." if address else f" в сервисный центр{phone}."),
        "Этот талон удобно показать, но он не обязателен: ремонт найдём по номеру заказа, серийному номеру "
        "или имени заказчика.",
        "Гарантия не распространяется на недостатки, если доказано, что они возникли после выдачи из-за "
        "нарушения правил использования, хранения или перевозки, действий третьих лиц или непреодолимой "
        "силы, и на узлы, которых ремонт не касался: на них действует гарантия изделия, если она есть.",
        "На время бесплатного устранения недостатка срок гарантии продлевается.",
    ]
    if paper.is_consumer:
        clauses.append(
            "Талон не ограничивает права, которые даёт закон: о недостатках работы можно заявить в срок "
            "гарантии, а где он не установлен или короче двух лет — и позже, в пределах двух лет, если "
            "недостаток возник до приёмки работы (ст. 29 Закона РФ № 2300-1)."
        )
    else:
        clauses.append("В остальном стороны руководствуются договором между ними и ст. 722–724 ГК РФ.")
    return clauses


def _ending(sheet: Sheet, paper: RepairWarrantyCard) -> Block:
    form = sheet.form
    places = [repair.by("Выдал", paper.employee), repair.by_customer("Получил", paper)]
    return stack([Block(height=3 * MM), signatures(form, places)])
