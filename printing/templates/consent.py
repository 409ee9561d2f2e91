"""Consent sheets: one consent, one sheet, apart from any other paper (documents.md 5.16)."""

from __future__ import annotations

from collections.abc import Sequence

from printing import words
from printing.blocks import (
    Fact,
    Heading,
    Signature,
    fact_rows,
    head,
    paragraph,
    running_head,
    section,
    signatures,
    titled,
)
from printing.fonts import Face
from printing.pdf import Imprint, draw_sheets
from printing.registry import Setup, Template
from printing.sheet import A4, LABEL, MM, Block, Rule, Sheet
from printing.templates.act_facts import attorney
from printing.text import clean, one_line
from workstation.documents.papers import ConsentSheet, PrintStamp
from workstation.statuses import CustomerKind

_SIZE = 9.5
_LABEL_LETTERS = 16


def draw(document: ConsentSheet, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of a consent."""
    imprint = Imprint(
        f"{template.name} № {document.number}",
        document.centre.name,
        template.form_code,
        template.revision,
        document.training,
    )
    sheet = lay_out(document, template, setup)
    return draw_sheets([sheet] * len(stamps), stamps, imprint, setup)


def lay_out(consent: ConsentSheet, template: Template, setup: Setup) -> Sheet:
    """Head, who consents, the stored text, and a place to sign that never stands alone."""
    form = A4
    number = f"№{words.NBSP}{one_line(consent.number)}"
    running = running_head(form, f"{template.name} {number}")
    sheet = Sheet(form, lambda: running)
    day = words.long_date(words.local_date(consent.issued_at))
    version = f"Версия текста: {one_line(consent.text_version)}"
    sheet.place(head(form, consent.centre, Heading(template.name, number, (day, version)), setup.assets))
    sheet.skip(3 * MM)
    facts = fact_rows(form, form.side, form.inner, _subject(consent))
    sheet.flow(titled(section(form, form.side, "Субъект данных"), facts))
    line = Block(height=0.6 * MM)
    line.rule(form.side, form.inner)
    line.height += 3 * MM
    sheet.place(line)
    for text in consent.paragraphs[:-1]:
        sheet.flow(_paragraph(text))
    _close(sheet, consent)
    return sheet


def _paragraph(text: str) -> list[Block]:
    """A paragraph that begins with a word and a colon hangs on that word, like a fact on its label."""
    label, colon, rest = clean(text).partition(": ")
    if not colon or len(label) > _LABEL_LETTERS:
        rows = paragraph(A4, text, _SIZE)
    else:
        x = A4.side + A4.label + 12 * MM
        rows = paragraph(A4, rest, _SIZE, x)
        rows[0].text(A4.side, _SIZE * 1.0, f"{label}:", _SIZE, Face.BOLD)
    rows[-1].height += 2 * MM
    return rows


def _subject(consent: ConsentSheet) -> list[Fact]:
    party = consent.customer
    person = party.kind is CustomerKind.PERSON
    facts = [Fact("ФИО" if person else "Заказчик", party.name)]
    if party.address:
        facts.append(Fact("Адрес", party.address))
    facts.append(Fact("Телефон", party.phone))
    if party.email:
        facts.append(Fact("Почта", party.email))
    if party.power_of_attorney or (party.contact and not person):
        power = f", доверенность {attorney(party.power_of_attorney)}" if party.power_of_attorney else ""
        facts.append(Fact("Представитель", f"{party.contact or ''}{power}".removeprefix(", ")))
    return facts


def _close(sheet: Sheet, consent: ConsentSheet) -> None:
    """The last paragraph's end with the place to sign."""
    form, party = sheet.form, consent.customer
    rows = _paragraph(consent.paragraphs[-1]) if consent.paragraphs else []
    *before, last = rows or [Block()]
    closing = Block()
    closing.add(last)
    closing.height += 6 * MM
    person = party.kind is CustomerKind.PERSON and not party.power_of_attorney
    name = words.short_name(party.name) if person else party.contact or ""
    role = "субъект персональных данных" if person else "представитель"
    closing.add(signatures(form, [Signature("", name, role)]))
    x = form.right + 24 * MM
    base = closing.height - 4.5 * MM
    closing.ops.append(Rule(x, base, 36 * MM, 0.6, 0x111418))
    closing.text(x, base + form.note * 1.25, "дата", form.note, colour=LABEL)
    if len(before) > 1:
        keep = before.pop()
        whole = Block()
        whole.add(keep)
        whole.add(closing)
        closing = whole
    sheet.flow(before)
    sheet.place(closing)
