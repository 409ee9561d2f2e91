"""«Приходный акт»: what came, what of it was damaged or did not come, and who saw it.

With differences it is what a claim to the supplier stands on (ГК РФ ст. 466, 475, 483; 402-ФЗ ст. 9).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing import words
from printing.blocks import Answer, Fact, Signature, fact_rows
from printing.fonts import Face
from printing.registry import Setup, Template
from printing.sheet import MM, Block, Sheet
from printing.tables import Column, Words
from printing.templates import order_parts as parts
from printing.templates import store_parts as store
from printing.text import one_line
from workstation.documents.papers import PrintStamp
from workstation.documents.store_papers import GoodsReceiptAct, ReceivedPart
from workstation.money import format_amount, format_roubles

DIFFERING = f"Приходный акт с{words.NBSP}расхождениями"

_WHO = "должность, фамилия, инициалы"


def draw(document: GoodsReceiptAct, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of an act, one copy for each stamp."""
    return parts.finish(document, lay_out(document, template, setup.assets), stamps, template, setup)


def lay_out(paper: GoodsReceiptAct, template: Template, assets: Mapping[str, bytes]) -> Sheet:
    """Everything of the act on its pages, before copies and frames."""
    title = DIFFERING if paper.differs else template.name
    basis = [f"по заказу №{words.NBSP}{one_line(paper.purchase)}"] if paper.purchase else []
    sheet = store.begin(paper, title, assets, _answers(paper), basis)
    form = sheet.form
    left, right = _facts(paper)
    sheet.columns(
        fact_rows(form, form.side, form.column, left), fact_rows(form, form.right, form.column, right)
    )
    rows = [_row(paper, number, one) for number, one in enumerate(paper.parts, 1)]
    parts.table(sheet, "Запасные части", _columns(paper), rows)
    sheet.place(_total(sheet, paper))
    parts.listed(sheet, "Расхождения", [_difference(one) for one in paper.parts if _differs(one)])
    parts.text(sheet, "Примечание", paper.note)
    parts.close(sheet, "К сведению", _clauses(paper), _ending(sheet, paper))
    return sheet


def _answers(paper: GoodsReceiptAct) -> tuple[Answer, ...]:
    damaged, missing = (
        sum(bool(getattr(one, name)) for one in paper.parts) for name in ("damaged", "missing")
    )
    found = [f"повреждено позиций: {damaged}"] if damaged else []
    found += [f"недостаёт позиций: {missing}"] if missing else []
    note = paper.delivery_note or "не указана"
    day = f"от {words.short_date(paper.delivered_on)}" if paper.delivered_on else ""
    return (
        Answer("Накладная", f"№{words.NBSP}{one_line(note)}" if paper.delivery_note else note, day),
        Answer("Принято позиций", f"{sum(bool(one.accepted) for one in paper.parts)} из {len(paper.parts)}"),
        Answer("Стоимость", format_roubles(paper.total), "принятого"),
        Answer("Расхождения", "Есть" if paper.differs else "Нет", ", ".join(found)),
    )


def _facts(paper: GoodsReceiptAct) -> tuple[list[Fact], list[Fact]]:
    supplier = paper.supplier
    left = [Fact("Поставщик", supplier.name if supplier else "не указан", strong=bool(supplier))]
    told = (("ИНН", supplier.inn), ("Телефон", supplier.phone)) if supplier else ()
    left += [Fact(label, value) for label, value in told if value]
    right = [Fact("Получатель", paper.centre.name), Fact("Склад", paper.warehouse or "на склад не принято")]
    if paper.purchase:
        right.append(Fact("Заказ", f"№{words.NBSP}{one_line(paper.purchase)}", strong=True))
    return left, right


def _columns(paper: GoodsReceiptAct) -> list[Column]:
    columns = [Column("№", 8 * MM), Column("Артикул, запчасть")]
    if paper.purchase:
        columns.append(Column("Заказано", 22 * MM, right=True))
    columns.append(Column("Принято", 22 * MM, right=True))
    if paper.differs:
        columns += [Column("Повреждено", 23 * MM, right=True), Column("Недостаёт", 22 * MM, right=True)]
    return [*columns, Column("Стоимость, ₽", 28 * MM, right=True)]


def _row(paper: GoodsReceiptAct, number: int, one: ReceivedPart) -> list[list[Words]]:
    more = [store.grey(f"S/N {', '.join(map(one_line, one.serials))}")] if one.serials else []
    counts = [one.ordered or 0] if paper.purchase else []
    counts += [one.accepted, one.damaged, one.missing] if paper.differs else [one.accepted]
    return [
        [Words(str(number))],
        store.part_cell(one.part, *more),
        *([Words(store.count(each, one.part) if each else "—")] for each in counts),
        [Words(format_amount(one.cost))],
    ]


def _differs(one: ReceivedPart) -> bool:
    return bool(one.damaged or one.missing)


def _difference(one: ReceivedPart) -> str:
    said = [f"повреждено {store.count(one.damaged, one.part)}"] if one.damaged else []
    said += [f"недостаёт {store.count(one.missing, one.part)}"] if one.missing else []
    whole = f"{one_line(one.part.number)}: {', '.join(said)}"
    return f"{whole} — {one.note.strip()}" if one.note and one.note.strip() else whole


def _total(sheet: Sheet, paper: GoodsReceiptAct) -> Block:
    form, block = sheet.form, Block(height=1.6 * MM)
    said = f"Принято на сумму {format_roubles(paper.total)}"
    block.text_right(form.width - form.side, block.height + form.heading, said, form.heading, Face.BOLD)
    block.height += form.heading * 1.6
    return block


def _clauses(paper: GoodsReceiptAct) -> list[str]:
    if not paper.differs:
        return ["Запчасти приняты по количеству и внешнему виду, расхождений с накладной нет."]
    return [
        "Повреждённые и недостающие запчасти на склад не приняты и в стоимость не вошли.",
        "О расхождениях поставщик извещается (ст. 483 ГК РФ); по его заказу они остаются к поставке, пока не "
        "пришли или от них не отказались.",
    ]


def _ending(sheet: Sheet, paper: GoodsReceiptAct) -> Block:
    taken = store.by("Принял", paper.employee)
    if not paper.differs:
        return store.ending(sheet, [taken, Signature("Сдал", "", "представитель поставщика, перевозчика")])
    head = Signature("Председатель комиссии", "", _WHO)
    member = Signature("Член комиссии", "", _WHO)
    given = Signature("Представитель поставщика", "", _WHO)
    return store.ending(sheet, [head, member], [taken, given])
