"""«Акт об оценке и реализации (утилизации) невостребованного изделия»: what a commission decided.

Sources: ГК РФ ст. 738 (a consumer: two months after the written warning, a reasonable price, the rest into a
deposit by ст. 327), ст. 720 п. 6 (business).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing import words
from printing.blocks import Answer, Fact, Signature, signatures
from printing.registry import Setup, Template
from printing.sheet import MM, Block, Format, Sheet, stack
from printing.templates import order_parts as parts
from printing.templates import repair_parts as repair
from printing.text import one_line
from workstation.documents.customer_papers import UnclaimedAct
from workstation.documents.papers import PrintStamp
from workstation.money import format_roubles

IN_A_ROW = 3


def draw(document: UnclaimedAct, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of an act, one copy for each stamp."""
    return parts.finish(document, lay_out(document, template, setup.assets), stamps, template, setup)


def lay_out(paper: UnclaimedAct, template: Template, assets: Mapping[str, bytes]) -> Sheet:
    """Everything of the act on its pages, before copies and frames."""
    sheet = parts.begin(paper, template, assets, _answers(paper))
    repair.brief(sheet, paper, with_address=True)
    parts.hairline(sheet)
    repair.two_columns(sheet, ("Предупреждение", _warned(paper)), ("Оценка", _money(paper)))
    parts.text(sheet, "Состояние изделия", paper.condition)
    parts.strong(sheet, "Решение комиссии", [_decision(paper)])
    parts.close(sheet, "К сведению", _clauses(paper), _ending(sheet.form, paper))
    return sheet


def _answers(paper: UnclaimedAct) -> tuple[Answer, ...]:
    rest = _rest(paper)
    return (
        Answer("Решено", "продажа" if paper.is_sale else "утилизация"),
        Answer("Готово с", words.short_date(paper.ready_on), f"заказ № {one_line(paper.order.number)}"),
        Answer("Цена" if paper.is_sale else "Оценка", _sum(paper.price)),
        Answer("В депозит", _sum(rest), "за вычетом платежей" if rest else ""),
    )


def _rest(paper: UnclaimedAct) -> int | None:
    """What the customer is owed of the price; None where nothing is sold or the payments are not named."""
    if not paper.is_sale or paper.price is None or paper.owed is None:
        return None
    return max(paper.price - paper.owed, 0)


def _sum(amount: int | None) -> str:
    return "—" if amount is None else format_roubles(amount)


def _warned(paper: UnclaimedAct) -> list[Fact]:
    post = f", РПО{words.NBSP}{one_line(paper.postal_number)}" if paper.postal_number else ""
    return [
        Fact("Отправлено", f"{words.short_date(paper.warned_on)}, {one_line(paper.sent_by)}{post}"),
        Fact("Вручено", words.short_date(paper.delivered_on), strong=True),
        Fact("Решать можно с", words.short_date(paper.acts_from)),
    ]


def _money(paper: UnclaimedAct) -> list[Fact]:
    facts = [
        Fact("Цена продажи" if paper.is_sale else "Стоимость", _sum(paper.price), strong=True),
        Fact("Платежи", "не названы" if paper.owed is None else format_roubles(paper.owed)),
    ]
    if paper.buyer:
        facts.append(Fact("Покупатель" if paper.is_sale else "Кому передано", paper.buyer))
    return facts


def _decision(paper: UnclaimedAct) -> str:
    if paper.is_consumer:
        # The article speaks of a sale after paid work: anything else follows its order only.
        ground = "ст. 738 ГК РФ" if paper.is_paid and paper.is_sale else "порядок ст. 738 ГК РФ"
    else:
        ground = "п. 6 ст. 720 ГК РФ"
    if not paper.is_sale:
        return f"Изделие не востребовано заказчиком, его решено передать на утилизацию ({ground})."
    price = "" if paper.price is None else f" за {format_roubles(paper.price)}"
    return (
        f"Изделие не востребовано заказчиком, его решено продать{price}. Вырученную сумму за вычетом "
        f"причитающихся платежей внести в депозит на имя заказчика ({ground})."
    )


def _clauses(paper: UnclaimedAct) -> list[str]:
    clauses = ["Заказчик предупреждён письменно, срок со дня вручения истёк, за изделием заказчик не пришёл."]
    if paper.is_sale:
        clauses.append(
            "Деньги вносятся в депозит нотариуса по ст. 327 ГК РФ, о чём заказчику сообщается письменно; "
            "документ о внесении хранится с этим актом."
        )
    else:
        clauses.append("Документ о передаче изделия на утилизацию хранится с этим актом.")
    clauses.append("С оценкой и решением заказчик вправе не согласиться и обратиться в суд.")
    return clauses


def _ending(form: Format, paper: UnclaimedAct) -> Block:
    """The members of the commission, in rows, and who drew the act up."""
    places = [Signature("", one, "член комиссии") for one in paper.commission]
    places.append(Signature("", paper.employee.short_name, "акт составил"))
    block = Block(height=3 * MM)
    for first in range(0, len(places), IN_A_ROW):
        block.add(signatures(form, places[first : first + IN_A_ROW]))
        block.height += 2 * MM
    return stack([block])
