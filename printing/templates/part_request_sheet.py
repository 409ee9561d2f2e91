"""«Заявка на запчасти»: what a repair waits for, who asked, whence and when it comes (documents.md 5.18)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing import words
from printing.blocks import Answer, Fact, Signature, fact_rows
from printing.registry import Setup, Template
from printing.sheet import MM, Sheet
from printing.tables import Column, Words
from printing.templates import order_parts as parts
from printing.templates import store_parts as store
from printing.templates.act_facts import device_title
from printing.text import one_line
from workstation.documents.order_papers import FREE_KINDS
from workstation.documents.papers import PrintStamp
from workstation.documents.store_papers import PartRequestSheet, WantedPart
from workstation.statuses import Priority

_PRIORITIES = {
    Priority.LOW: "Не к спеху",
    Priority.NORMAL: "Обычный",
    Priority.HIGH: "Скорее",
    Priority.URGENT: "Срочно",
}
_COLUMNS = (
    Column("№", 8 * MM),
    Column("Артикул, запчасть"),
    Column("Кол.", 17 * MM, right=True),
    Column("Поставщик, заказ", 35 * MM),
    Column("Обещано", 34 * MM),
    Column("Состояние", 28 * MM),
)


def draw(document: PartRequestSheet, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of a request, one copy for each stamp."""
    return parts.finish(document, lay_out(document, template, setup.assets), stamps, template, setup)


def lay_out(paper: PartRequestSheet, template: Template, assets: Mapping[str, bytes]) -> Sheet:
    """Everything of the request on its pages, before copies and frames."""
    basis = [f"по заказу №{words.NBSP}{one_line(paper.order)}"]
    sheet = store.begin(paper, template.name, assets, _answers(paper), basis)
    form = sheet.form
    left, right = _facts(paper)
    sheet.columns(
        fact_rows(form, form.side, form.column, left), fact_rows(form, form.right, form.column, right)
    )
    parts.table(
        sheet, "Запасные части", _COLUMNS, [_row(number, one) for number, one in enumerate(paper.parts, 1)]
    )
    places = [
        store.by("Составил", paper.employee),
        Signature("Согласовал", "", "руководитель"),
        Signature("Принял к исполнению", "", "кладовщик"),
    ]
    sheet.place(store.ending(sheet, places))
    return sheet


def _answers(paper: PartRequestSheet) -> tuple[Answer, ...]:
    promised = [one.promised_on for one in paper.parts if one.promised_on]
    last = words.short_date(max(promised)) if promised else "не обещано"
    due = words.short_date(paper.due_on) if paper.due_on else "не назначен"
    free = paper.request_kind in FREE_KINDS
    return (
        Answer("Ремонт", words.word(paper.request_kind), "безвозмездно" if free else ""),
        Answer("Срок заказа", due),
        Answer("Приоритет", _PRIORITIES[paper.priority]),
        Answer("Запчасти обещаны", last, "последняя из заявки" if len(promised) > 1 else ""),
    )


def _facts(paper: PartRequestSheet) -> tuple[list[Fact], list[Fact]]:
    device = paper.device
    left = [
        Fact("Изделие", device_title(device), strong=True, rest=f", {words.lowered(device.category)}"),
        Fact("Серийный №", device.serial_number or "не указан", strong=bool(device.serial_number)),
    ]
    if device.imei:
        left.append(Fact("IMEI", device.imei))
    askers = ", ".join(dict.fromkeys(one_line(one.asked_by) for one in paper.parts))
    first = min(one.asked_on for one in paper.parts)
    right = [
        Fact("Заказ", f"№{words.NBSP}{one_line(paper.order)}", strong=True),
        Fact("Инициатор", askers),
        Fact("Запрошено", words.short_date(first)),
    ]
    return left, right


def _row(number: int, one: WantedPart) -> list[list[Words]]:
    more = []
    if one.substitutes:
        more.append(store.grey(f"аналоги: {', '.join(map(one_line, one.substitutes))}"))
    if one.note:
        more.append(store.grey(one.note))
    source = [Words(text) for text in (one.supplier, one.purchase) if text]
    promised = [Words(words.short_date(one.promised_on) if one.promised_on else "—")]
    if one.wanted_by:
        promised.append(store.grey(f"нужна к {words.short_date(one.wanted_by)}"))
    state = [Words(words.word(one.state))]
    if one.place:
        state.append(store.grey(one.place))
    return [
        [Words(str(number))],
        store.part_cell(one.part, *more),
        [Words(store.count(one.quantity, one.part))],
        source or [Words("—")],
        promised,
        state,
    ]
