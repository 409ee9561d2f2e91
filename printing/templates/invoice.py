"""«Счёт на оплату»: bank block, lines, totals, the sum in words, the payment code (documents.md 5.7, 5.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing import words
from printing.blocks import Fact, Signature, running_head, signatures
from printing.codes import byte_qr
from printing.fonts import Face
from printing.pdf import Imprint, draw_sheets
from printing.registry import Setup, Template
from printing.sheet import A4, INK, LABEL, MM, Block, Format, Frame, Sheet, Symbol, stack
from printing.templates import billing_parts as parts
from printing.templates.billing_facts import centre_rest, is_entrepreneur, party_rest
from printing.text import bound, clean, one_line, wrap
from workstation.documents.billing_papers import InvoicePaper
from workstation.documents.papers import BankDetails, CentreDetails, PrintStamp
from workstation.money import format_amount

CODE = 38 * MM
_BORDER = 0.6
_PAD = 2.1 * MM


def draw(document: InvoicePaper, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of an invoice, one copy for each stamp; one that is annulled has no code to pay by."""
    imprint = Imprint(
        title_of(document, template),
        document.centre.name,
        template.form_code,
        template.revision,
        document.training,
    )
    sheets = {
        annulled: lay_out(document, template, annulled=annulled)
        for annulled in {one.annulled for one in stamps}
    }
    return draw_sheets([sheets[one.annulled] for one in stamps], stamps, imprint, setup)


def title_of(paper: InvoicePaper, template: Template) -> str:
    """«Счёт на оплату № … от …»."""
    return f"{template.name} №{words.NBSP}{one_line(paper.number)} от {words.long_date(paper.issued_on)}"


def lay_out(
    paper: InvoicePaper,
    template: Template,
    assets: Mapping[str, bytes] | None = None,
    *,
    annulled: bool = False,
) -> Sheet:
    """Everything of the invoice on its pages, before copies and frames."""
    form, title = A4, title_of(paper, template)
    sheet = Sheet(form, lambda: running_head(form, title))
    sheet.place(_bank(form, paper.centre))
    sheet.place(_title(form, title))
    sheet.skip(3.4 * MM)
    parts.rows(sheet, _facts(paper))
    parts.lines(sheet, paper.taxed, paper.taxed.lines, Block(height=1.6 * MM))
    gross = paper.taxed.total + paper.taxed.discount
    before = [("Итого", format_amount(gross))]
    if paper.taxed.discount:
        before.append(("Скидка", format_amount(-paper.taxed.discount)))
    sums = parts.totals(form, paper.taxed, before, "Всего к оплате, ₽", paid=paper.paid)
    sheet.place(stack([sums, parts.in_full(form, paper.taxed, paid=paper.paid)]))
    way = _payment(form, paper) if paper.code and not annulled else _nothing(form, annulled=annulled)
    sheet.place(stack([parts.hairline(form), way, Block(height=8 * MM), _signers(form, paper)]))
    return sheet


def _bank(form: Format, centre: CentreDetails) -> Block:
    """The payee as a payment order shows it."""
    bank = centre.bank or BankDetails("", "", "", "")
    left, inner = form.side, form.inner
    names, accounts = left + inner * 0.56, left + inner * 0.637
    end, half = left + inner, left + inner * 0.28
    block = Block()
    row = 7.1 * MM
    name_lines = wrap(clean(one_line(bank.name)), Face.REGULAR, form.body, names - left - 2 * _PAD)
    upper = max(12.6 * MM, _two_storeys(form, len(name_lines)))
    payee = wrap(one_line(centre.name), Face.REGULAR, form.body, names - left - 2 * _PAD)
    lower = max(13.2 * MM, _two_storeys(form, len(payee)))
    _cell(block, form, (left, 0, names - left, upper), name_lines, "Банк получателя")
    _cell(block, form, (names, 0, accounts - names, upper / 2), (), "БИК", 4.1 * MM)
    _cell(block, form, (names, upper / 2, accounts - names, upper / 2), (), "Сч. №", 4.1 * MM)
    _cell(block, form, (accounts, 0, end - accounts, upper), (one_line(bank.bic),))
    block.text(accounts + _PAD, upper / 2 + 4.3 * MM, one_line(bank.correspondent_account), form.body)
    kpp = "" if is_entrepreneur(centre) else centre.kpp
    cut = half if kpp else names
    _cell(block, form, (left, upper, cut - left, row), (f"ИНН {one_line(centre.inn)}",))
    if kpp:
        _cell(block, form, (half, upper, names - half, row), (f"КПП {one_line(kpp)}",))
    _cell(block, form, (left, upper + row, names - left, lower), payee, "Получатель")
    _cell(block, form, (names, upper, accounts - names, row + lower), (), "Сч. №", 4.3 * MM)
    _cell(block, form, (accounts, upper, end - accounts, row + lower), (one_line(bank.account),))
    block.height = upper + row + lower
    return block


def _two_storeys(form: Format, count: int) -> float:
    """The height of a cell of so many lines with a grey word at its foot."""
    return 1.4 * MM + count * form.body * 1.25 + 7 * MM


def _cell(
    block: Block,
    form: Format,
    place: tuple[float, float, float, float],
    lines: Sequence[str],
    label: str = "",
    label_at: float | None = None,
) -> None:
    """A framed cell: black lines from the top, a grey label at its foot or at a given height."""
    x, y, width, height = place
    block.ops.append(Frame(x, y, width, height, _BORDER, INK))
    for index, line in enumerate(lines):
        block.text(x + _PAD, y + 4.3 * MM + index * form.body * 1.25, line, form.body)
    foot = height - 2.1 * MM if label_at is None else label_at
    block.text(x + _PAD, y + foot, label, form.note, colour=LABEL)


def _title(form: Format, title: str) -> Block:
    block = Block(height=6.2 * MM)
    lines = wrap(title, Face.BOLD, form.title, form.inner)
    block.lines(form.side, lines, form.title, Face.BOLD)
    block.height += 2.8 * MM
    block.rule(form.side, form.inner, INK, 1.4)
    return block


def _facts(paper: InvoicePaper) -> list[Fact]:
    centre, party = paper.centre, paper.customer
    facts = [
        Fact("Поставщик", one_line(centre.name), strong=True, rest=centre_rest(centre)),
        Fact("Покупатель", one_line(party.name), strong=True, rest=party_rest(party)),
        Fact("Основание", paper.basis),
    ]
    if paper.replaces:
        facts.append(Fact("Взамен", f"счёта №{words.NBSP}{one_line(paper.replaces)}"))
    terms = clean(paper.terms or "").strip()
    if paper.due_on:
        rest = f". {terms}" if terms else ""
        facts.append(Fact("Оплатить до", words.short_date(paper.due_on), strong=True, rest=rest))
    elif terms:
        facts.append(Fact("Условия", terms))
    return facts


def _payment(form: Format, paper: InvoicePaper) -> Block:
    """The code on the left, in words what it holds on the right."""
    block, code = Block(), byte_qr(paper.code)
    block.ops.append(Symbol(form.side, 0, CODE, code))
    x = form.side + CODE + form.gap
    width = form.width - form.side - x
    side = Block()
    side.lines(x, ["Оплата по коду"], form.heading, Face.BOLD)
    side.height += 1.4 * MM
    said = (
        "Код содержит реквизиты, сумму и назначение платежа, его читают приложения банков. При оплате без "
        f"кода укажите номер счёта {one_line(paper.number)}."
    )
    side.lines(x, wrap(bound(said), Face.REGULAR, form.body, width), form.body)
    side.height += 2.4 * MM
    side.lines(x, ["Назначение платежа"], form.note, colour=LABEL)
    side.height += 0.8 * MM
    side.lines(x, wrap(one_line(paper.purpose), Face.REGULAR, form.body, width), form.body)
    block.add(side, 0)
    block.height = max(block.height, CODE)
    return block


def _nothing(form: Format, *, annulled: bool) -> Block:
    """Why there is no code."""
    block = Block()
    said = "Счёт аннулирован, платить по нему нельзя." if annulled else "Счёт оплачен полностью."
    block.lines(form.side, [said], form.heading, Face.BOLD)
    return block


def _signers(form: Format, paper: InvoicePaper) -> Block:
    centre = paper.centre
    director = words.short_name(one_line(centre.director_name))
    if is_entrepreneur(centre):
        return signatures(form, [Signature("Индивидуальный предприниматель", director, "")])
    accountant = words.short_name(one_line(centre.accountant_name)) or director
    title = words.capitalised(one_line(centre.director_title)) or "Руководитель"
    places = [Signature(title, director, ""), Signature("Главный бухгалтер", accountant, "")]
    return signatures(form, places)
