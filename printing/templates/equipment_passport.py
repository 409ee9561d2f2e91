"""«Паспорт оборудования»: an A6 card and a label with the signed code; no personal data on either."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from printing import words
from printing.blocks import Fact, fact_rows, fit, running_head, section
from printing.codes import qr
from printing.fonts import Face, text_width
from printing.label import SIZES, USUAL_DPI, LabelPage, draw_labels, marks_of, rasterise
from printing.pdf import Imprint, draw_sheets
from printing.registry import Setup, Template
from printing.sheet import A6, INK, LABEL, MM, Block, Rule, Sheet, Symbol, stack
from printing.text import one_line, wrap
from workstation.documents.papers import (
    EquipmentPassport,
    PassportEvent,
    PassportTerm,
    PrintedDevice,
    PrintStamp,
)

_DATES = (0.0, 20.5 * MM, 41 * MM)
_SIDE = 1.5


def draw(
    document: EquipmentPassport, stamps: Sequence[PrintStamp], template: Template, setup: Setup
) -> bytes:
    """The PDF of a passport, card or label."""
    imprint = Imprint(
        f"{template.name} № {document.number}",
        document.centre.name,
        template.form_code,
        template.revision,
        document.training,
    )
    if setup.page in SIZES:
        labels = [lay_out_label(document, setup.page, USUAL_DPI, stamp) for stamp in stamps]
        return draw_labels(labels, imprint, setup.offset)
    sheet = lay_out_card(document, template)
    return draw_sheets([sheet] * len(stamps), stamps, imprint, setup)


def lay_out_card(passport: EquipmentPassport, template: Template) -> Sheet:
    """The card: what it is, its terms, its history, the signed code."""
    form = A6
    running = running_head(form, f"{template.name} №{words.NBSP}{one_line(passport.number)}")
    sheet = Sheet(form, lambda: running)
    sheet.place(_head(passport, template))
    sheet.skip(2.6 * MM)
    facts = _device_facts(passport.device)
    sheet.flow(fact_rows(form, form.side, form.inner, facts) if facts else [])
    for term in passport.terms:
        sheet.place(_term(term))
    closing = _closing(passport)
    _history(sheet, passport.history, closing.height)
    if closing.height > sheet.room:
        sheet.turn()
    sheet.place_at(closing, form.bottom - closing.height)
    return sheet


def _head(passport: EquipmentPassport, template: Template) -> Block:
    form, device = A6, passport.device
    free = form.inner - form.code - 4 * MM
    block, text = Block(), Block()
    block.ops.append(Symbol(form.width - form.side - form.code, 0, form.code, qr(passport.code)))
    title = fit(template.name, Face.BOLD, form.title, free, least=10)
    text.lines(form.side, wrap(template.name, Face.BOLD, title, free), title, Face.BOLD, leading=1.2)
    issued = words.short_date(words.local_date(passport.issued_at))
    number = f"№{words.NBSP}{one_line(passport.number)} · {issued}"
    text.lines(form.side, wrap(number, Face.REGULAR, form.small, free), form.small, colour=LABEL)
    text.height += 1.4 * MM
    model = one_line(f"{device.brand} {device.model or ''}")
    text.lines(form.side, wrap(model, Face.BOLD, form.large, free), form.large, Face.BOLD)
    text.lines(
        form.side, wrap(one_line(device.category), Face.REGULAR, form.body, free), form.body, leading=1.45
    )
    text.height += 0.6 * MM
    serial = one_line(device.serial_number or device.imei or "")
    if serial:
        text.lines(form.side, wrap(serial, Face.BOLD, form.large, free), form.large, Face.BOLD)
        name = "серийный номер" if device.serial_number else "IMEI"
        text.lines(form.side, [name], form.small, colour=LABEL)
    block.add(text, 0)
    block.height = max(block.height, form.code) + 2.4 * MM
    block.rule(form.side, form.inner)
    return block


def _device_facts(device: PrintedDevice) -> list[Fact]:
    facts = []
    if device.serial_number and device.imei:
        facts.append(Fact("IMEI", device.imei))
    if device.produced_on:
        month = words.month_of(device.produced_on)
        day = (
            f"{month}, {device.produced_source}"
            if device.produced_source
            else words.short_date(device.produced_on)
        )
        facts.append(Fact("Выпущено", day))
    if device.sold_on or device.seller:
        day = words.short_date(device.sold_on) if device.sold_on else "дата не указана"
        facts.append(Fact("Продано", f"{day}, {device.seller}" if device.seller else day))
    return facts


def _term(term: PassportTerm) -> Block:
    """A bold date and a plain note beside it, or under it when it does not fit."""
    form = A6
    block = Block()
    x = form.side + form.label
    name = wrap(one_line(term.name), Face.REGULAR, form.note, form.label - 1.5 * MM)
    until = f"до {words.short_date(term.until)}"
    note = one_line(term.note or "")
    used = text_width(until, Face.BOLD, form.body)
    beside = bool(note) and text_width(f", {note}", Face.REGULAR, form.body) <= form.inner - form.label - used
    value = Block()
    value.lines(x, [until], form.body, Face.BOLD)
    if beside:
        value.text(x + used, value.height - form.body * 0.32, f", {note}", form.body)
    elif note:
        value.lines(x, wrap(note, Face.REGULAR, form.body, form.inner - form.label), form.body)
    for index, line in enumerate(name):
        block.text(form.side, form.body * 0.98 + index * form.note * 1.25, line, form.note, colour=LABEL)
    block.height = len(name) * form.note * 1.25
    block.add(value, 0)
    block.height += 0.95 * MM
    return block


def _history(sheet: Sheet, events: Sequence[PassportEvent], closing: float) -> None:
    """The table of repairs; its head is on each page, its last row stays with what closes the card."""
    if not events:
        return
    form = sheet.form
    rule = Block(height=0.8 * MM)
    rule.rule(form.side, form.inner)
    rule.height += 2 * MM
    title = stack([rule, section(form, form.side, "История"), _columns()])
    rows = [_event(event) for event in events]
    if title.height + rows[0].height > sheet.room:
        sheet.turn()
    sheet.place(title)
    for row in rows:
        if row.height + (closing if row is rows[-1] else 0) > sheet.room:
            sheet.turn()
            sheet.place(_columns())
        sheet.place(row)


def _columns() -> Block:
    form, block = A6, Block()
    for dx, name in zip(_DATES, ("Требование", "Выдано", "Что сделано"), strict=True):
        block.text(form.side + dx, form.note, name, form.note, colour=LABEL)
    block.height = form.note * 1.5
    block.ops.append(Rule(form.side, block.height, form.inner, 0.6, INK))
    block.height += 1 * MM
    return block


def _event(event: PassportEvent) -> Block:
    form, block = A6, Block()
    size = form.body
    dates = (event.demanded_on, event.issued_on)
    for dx, day in zip(_DATES, dates, strict=False):
        block.text(form.side + dx, size * 0.98, words.short_date(day) if day else "—", size)
    text = f"{one_line(event.text)} {one_line(event.order_number)}"
    block.lines(form.side + _DATES[2], wrap(text, Face.REGULAR, size, form.inner - _DATES[2]), size)
    block.height += 1 * MM
    block.rule(form.side, form.inner)
    block.height += 1 * MM
    return block


def _closing(passport: EquipmentPassport) -> Block:
    form, block = A6, Block(height=2 * MM)
    block.rule(form.side, form.inner)
    block.height += 1 * MM
    reach = ", ".join(one_line(part) for part in (passport.centre.name, *passport.centre.phones[:1]) if part)
    block.lines(form.side, wrap(reach, Face.BOLD, form.small, form.inner), form.small, Face.BOLD)
    note = (
        "Подпись кода проверяется без связи. Личных данных нет ни\u00a0в\u00a0коде, ни\u00a0на\u00a0карточке."
    )
    block.lines(form.side, wrap(note, Face.REGULAR, form.note, form.inner), form.note, colour=LABEL)
    return block


def raster(
    document: EquipmentPassport, size: str = "58x40", dpi: int = USUAL_DPI, stamp: PrintStamp | None = None
) -> Image.Image:
    """The passport's label as a 1-bit picture, a pixel a dot."""
    return rasterise(lay_out_label(document, size, dpi, stamp))


def lay_out_label(
    passport: EquipmentPassport, size: str, dpi: int, stamp: PrintStamp | None = None
) -> LabelPage:
    """The label: the signed code large, what the device is beside it."""
    page, (width, height) = LabelPage.of(size, dpi), SIZES[size]
    device = passport.device
    right = width - _SIDE
    wide = page.code(qr(passport.code), 6.2, 34, height - 6.2)
    page.fitted(2.5, 4.6, f"Паспорт № {one_line(passport.number)}", 3.0, right - 2.5, 1.8, Face.BOLD)
    page.box(2.5, 5.7, width - 2.5 - _SIDE, 0.25)
    room = right - wide
    lines = [
        (one_line(device.brand), 3.0, Face.BOLD),
        (one_line(device.model or ""), 2.7, Face.BOLD),
        (one_line(device.category), 2.2, Face.REGULAR),
        ("", 1.2, Face.REGULAR),
        ("серийный номер", 1.9, Face.REGULAR),
        (one_line(device.serial_number or device.imei or "—"), 2.5, Face.BOLD),
    ]
    for term in passport.terms[:1]:
        lines += [
            ("", 1.2, Face.REGULAR),
            (words.lowered(one_line(term.name)), 1.9, Face.REGULAR),
            (f"до {words.short_date(term.until)}", 2.5, Face.BOLD),
        ]
    lines += [(mark, 2.2, Face.BOLD) for mark in marks_of(passport.training, stamp)]
    y = 8.0
    for text, letters, face in lines:
        y += letters * 1.22
        if text:
            page.fitted(wide, y, text, letters, room, 1.5, face)
    phone = one_line(passport.centre.phones[0]) if passport.centre.phones else ""
    page.fitted(wide, height - 2.0, phone, 2.0, room, 1.4, Face.REGULAR)
    return page
