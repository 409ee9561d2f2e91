"""«Акт приёма-передачи оборудования в ремонт»: promises, facts, conditions, signatures, stubs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing import words
from printing.blocks import (
    Heading,
    Signature,
    band,
    fact_rows,
    head,
    numbered,
    paragraph,
    running_head,
    section,
    signatures,
    titled,
)
from printing.fonts import Face
from printing.pdf import Imprint, draw_sheets
from printing.registry import Setup, Template
from printing.sheet import FORMATS, LABEL, MM, Block, Format, Sheet, stack
from printing.templates.act_facts import (
    customer_facts,
    device_facts,
    device_title,
    fault_notes,
    photos_note,
    promises,
    request_facts,
)
from printing.templates.act_stub import grid_stubs, single_stub
from printing.templates.conditions import Regime, conditions, regime_of
from printing.text import clean, one_line, wrap
from workstation.documents.papers import AcceptanceAct, ActItem, PrintStamp
from workstation.statuses import CustomerKind


def draw(document: AcceptanceAct, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of an act, one copy for each stamp."""
    sheet = lay_out(document, template, FORMATS[setup.page], setup.assets)
    return draw_sheets([sheet] * len(stamps), stamps, _imprint(document, template), setup)


def draw_several(acts: Sequence[AcceptanceAct], stamp: PrintStamp, template: Template, setup: Setup) -> bytes:
    """One PDF of the acts of one visit, each numbered by itself."""
    sheets = [lay_out(act, template, FORMATS[setup.page], setup.assets) for act in acts]
    return draw_sheets(sheets, [stamp] * len(sheets), _imprint(acts[0], template), setup)


def _imprint(act: AcceptanceAct, template: Template) -> Imprint:
    title = f"{template.name} № {act.number}"
    return Imprint(title, act.centre.name, template.form_code, template.revision, act.training)


def lay_out(act: AcceptanceAct, template: Template, form: Format, assets: Mapping[str, bytes]) -> Sheet:
    """Everything of an act on its pages, before copies and frames."""
    number = f"№{words.NBSP}{one_line(act.number)}"
    running = running_head(
        form, f"{template.name} {number} от {words.long_date(words.local_date(act.issued_at))}"
    )
    sheet = Sheet(form, lambda: running)
    notes = [words.long_moment(act.issued_at)]
    if act.version > 1:
        before = act.replaces_version or act.version - 1
        notes.append(f"Редакция {act.version}, взамен редакции {before}")
    heading = Heading(template.name, number, tuple(notes), act.items[0].order_code)
    sheet.place(head(form, act.centre, heading, assets))
    if len(act.items) == 1:
        _single(sheet, act)
    else:
        _several(sheet, act)
    _conditions(sheet, act)
    return sheet


def _single(sheet: Sheet, act: AcceptanceAct) -> None:
    form, item = sheet.form, act.items[0]
    sheet.place(band(form, promises(item, act.customer)))
    sheet.skip(2.6 * MM)
    left = _facts(form, form.side, "Заказчик", fact_rows(form, form.side, form.column, customer_facts(act)))
    wanted = fact_rows(form, form.side, form.column, request_facts(act, item))
    left += titled(section(form, form.side, "Требование", before=1.6 * MM), wanted)
    right = _facts(form, form.right, "Изделие", fact_rows(form, form.right, form.column, device_facts(item)))
    sheet.columns(left, right)
    _hairline(sheet, 14 * MM)
    _texts(sheet, item)


def _several(sheet: Sheet, act: AcceptanceAct) -> None:
    form = sheet.form
    sheet.skip(2.6 * MM)
    facts = fact_rows(form, form.side, form.column, customer_facts(act))
    listed = [
        row
        for number, item in enumerate(act.items, 1)
        for row in _listed(form, number, item)
    ]  # fmt: skip
    sheet.columns(
        _facts(form, form.side, "Заказчик", facts),
        _facts(form, form.right, f"Принято изделий: {len(act.items)}", listed),
    )
    for number, item in enumerate(act.items, 1):
        name = f"{number}. {device_title(item.device)} · заказ {one_line(item.order_number)}"
        lead = stack([_title(form, name), band(form, promises(item, act.customer))])
        left = fact_rows(form, form.side, form.column, request_facts(act, item))
        right = fact_rows(form, form.right, form.column, device_facts(item))
        facts_height = max(sum(row.height for row in column) for column in (left, right))
        _hairline(sheet, lead.height + min(facts_height, 100 * MM) + 4 * MM)
        sheet.place(lead)
        sheet.skip(2.6 * MM)
        sheet.columns(left, right)
        sheet.skip(2 * MM)
        _texts(sheet, item)


def _title(form: Format, text: str) -> Block:
    block = Block()
    block.lines(form.side, wrap(text, Face.BOLD, form.heading, form.inner), form.heading, Face.BOLD)
    return block


def _listed(form: Format, number: int, item: ActItem) -> list[Block]:
    rows: list[Block] = []
    text = f"{device_title(item.device)}, {one_line(item.order_number)}"
    for line in wrap(text, Face.REGULAR, form.body, form.column - 5 * MM):
        row = Block()
        if not rows:
            row.text(form.right, form.body * 0.98, f"{number}.", form.body, colour=LABEL)
        row.lines(form.right + 5 * MM, [line], form.body)
        rows.append(row)
    rows[-1].height += 1.05 * MM
    return rows


def _facts(form: Format, x: float, title: str, rows: list[Block]) -> list[Block]:
    return titled(section(form, x, title), rows)


def _hairline(sheet: Sheet, following: float) -> None:
    """A line before a group, or a fresh page without one if the group's beginning does not fit here."""
    line = Block(height=2 * MM)
    line.rule(sheet.form.side, sheet.form.inner)
    line.height += 2.6 * MM
    if sheet.room < line.height + following:
        sheet.turn()
    else:
        sheet.place(line)


def _texts(sheet: Sheet, item: ActItem) -> None:
    form = sheet.form
    fault = paragraph(form, item.reported_fault)
    sheet.flow(fault, section(form, form.side, "Заявленный недостаток, со слов заказчика"))
    notes = fault_notes(item)
    if notes:
        sheet.skip(0.8 * MM)
        sheet.columns(
            fact_rows(form, form.side, form.column, notes[:1]),
            fact_rows(form, form.right, form.column, notes[1:]),
        )
    look = paragraph(form, _look(item))
    sheet.flow(look, section(form, form.side, "Внешний вид при приёме", before=2.2 * MM))


def _look(item: ActItem) -> str:
    """What was seen, and as a sentence of its own how many photos were made."""
    text, photos = clean(item.appearance).strip(), photos_note(item)
    if not photos:
        return text
    return f"{text} {photos}" if text.endswith((".", "…", "?")) else f"{text}. {photos}"


def _conditions(sheet: Sheet, act: AcceptanceAct) -> None:
    """Conditions by regime; the last clause, the signatures and the stub stay on one page."""
    form = sheet.form
    groups: dict[Regime, list[int]] = {}
    for index, item in enumerate(act.items):
        groups.setdefault(regime_of(item, act.customer), []).append(index)
    clauses: list[tuple[Block | None, list[Block]]] = []
    for regime, indexes in groups.items():
        title = "Условия"
        if len(groups) > 1:
            listed = ", ".join(str(index + 1) for index in indexes)
            title += f". {regime.value} ({'изделие' if len(indexes) == 1 else 'изделия'} {listed})"
        heading: Block | None = section(form, form.side, title, before=0 if not clauses else 1.6 * MM)
        for number, text in enumerate(conditions(regime, [act.items[index] for index in indexes]), 1):
            clauses.append((heading, numbered(form, number, text)))
            heading = None
    _hairline(sheet, 16 * MM)
    *most, before, last = clauses
    for heading, lines in most:
        sheet.place(stack([heading, *lines] if heading else lines))
    closing = stack(
        block for heading, lines in (before, last) for block in ([heading] if heading else []) + lines
    )
    closing.height += 3 * MM
    closing.add(signatures(form, _places(act)))
    _close(sheet, act, closing)


def _places(act: AcceptanceAct) -> list[Signature]:
    party = act.customer
    name = words.short_name(party.name) if party.kind is CustomerKind.PERSON else party.contact or ""
    role = "заказчик" if party.kind is CustomerKind.PERSON else "представитель"
    if party.kind is CustomerKind.ENTREPRENEUR and not name:
        name, role = party.name, "заказчик"
    if party.kind is CustomerKind.PERSON and party.power_of_attorney:
        name, role = party.contact or "", "представитель по доверенности"
    return [
        Signature("Сдал", name, f"{role}, акт получен"),
        Signature("Принял", act.employee.short_name, words.lowered(act.employee.title)),
    ]


def _close(sheet: Sheet, act: AcceptanceAct, closing: Block) -> None:
    if len(act.items) == 1:
        stub = single_stub(sheet.form, act)
        if closing.height + stub.height > sheet.room:
            sheet.turn()
        sheet.place(closing)
        sheet.place_at(stub, sheet.form.bottom - stub.height)
        return
    sheet.place(closing)
    for block in grid_stubs(sheet.form, act, sheet.room):
        if block.height > sheet.room:
            sheet.turn()
            sheet.place(block)
        else:
            sheet.place_at(block, sheet.form.bottom - block.height)
