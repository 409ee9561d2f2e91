"""«Акт об оказании услуг»: what a company accepts, with its tax (documents.md 5.9; 402-ФЗ ст. 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing import words
from printing.blocks import Fact, Signature, section, signatures
from printing.fonts import Face
from printing.registry import Setup, Template
from printing.sheet import MM, Block, Sheet, stack
from printing.templates import billing_parts
from printing.templates import order_parts as parts
from printing.templates import repair_parts as repair
from printing.templates.act_facts import attorney, device_title
from printing.templates.billing_facts import centre_rest, is_entrepreneur, party_rest
from printing.text import bound, one_line, wrap
from workstation.documents.billing_papers import ServiceAct
from workstation.documents.papers import PrintStamp
from workstation.money import format_amount
from workstation.statuses import CustomerKind

_SAYS = (
    "Услуги (работы), названные в акте, оказаны полностью и в срок.\n"
    "Претензий по объёму, качеству и срокам заказчик не имеет."
)


def draw(document: ServiceAct, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of an act, one copy for each stamp."""
    return parts.finish(document, lay_out(document, template, setup.assets), stamps, template, setup)


def lay_out(paper: ServiceAct, template: Template, assets: Mapping[str, bytes]) -> Sheet:
    """Everything of the act on its pages, before copies and frames."""
    sheet = parts.begin(paper, template, assets, ())
    form, sums = sheet.form, paper.taxed
    billing_parts.rows(sheet, _facts(paper))
    heading = section(form, form.side, "Оказанные услуги, выполненные работы", before=2.4 * MM)
    billing_parts.lines(sheet, sums, sums.lines, heading, title="Наименование", taxes=True)
    before = [("Итого", format_amount(sums.total + sums.discount))]
    if sums.discount:
        before.append(("Скидка", format_amount(-sums.discount)))
    told = billing_parts.totals(form, sums, before, "Всего, ₽")
    sheet.place(stack([told, billing_parts.in_full(form, sums), _ending(sheet, paper)]))
    return sheet


def _facts(paper: ServiceAct) -> list[Fact]:
    centre, party = paper.centre, paper.customer
    order = paper.order
    basis = f"Заказ №{words.NBSP}{order.number} от {words.short_date(order.accepted_on)}"
    if paper.invoice:
        basis += f", счёт №{words.NBSP}{paper.invoice}"
    device = device_title(paper.device)
    number = one_line(paper.device.serial_number or "")
    serial = f", серийный №{words.NBSP}{number}" if number else ""
    rest = f", {words.lowered(paper.device.category)}{serial}"
    return [
        Fact("Исполнитель", one_line(centre.name), strong=True, rest=centre_rest(centre)),
        Fact("Заказчик", one_line(party.name), strong=True, rest=party_rest(party)),
        Fact("Основание", basis),
        Fact("Изделие", device, strong=True, rest=rest),
        Fact("Оказаны", words.long_date(paper.taxed.performed_on), strong=True),
    ]


def _ending(sheet: Sheet, paper: ServiceAct) -> Block:
    form = sheet.form
    says = Block()
    says.lines(form.side, wrap(bound(_SAYS), Face.REGULAR, form.body, form.inner), form.body, leading=1.35)
    places = [_executor(paper), _customer(paper)]
    return stack([billing_parts.hairline(form), says, Block(height=7 * MM), signatures(form, places)])


def _executor(paper: ServiceAct) -> Signature:
    centre = paper.centre
    if not centre.director_name:
        return repair.by("Исполнитель", paper.employee)
    title = "индивидуальный предприниматель" if is_entrepreneur(centre) else centre.director_title
    name = words.short_name(one_line(centre.director_name))
    return Signature("Исполнитель", name, words.lowered(one_line(title)))


def _customer(paper: ServiceAct) -> Signature:
    """Who signs for the customer; a company's signer writes his position by hand."""
    party = paper.customer
    if party.kind is not CustomerKind.COMPANY:
        name, role = parts.signer(paper)
        return Signature("Заказчик", name, role)
    power = party.power_of_attorney
    role = f"доверенность {attorney(power)}" if power else "должность, фамилия, инициалы"
    return Signature("Заказчик", party.contact or "", role)
