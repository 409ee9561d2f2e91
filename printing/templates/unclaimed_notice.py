"""«Предупреждение о невостребованном изделии»: a formal letter (documents.md 5.15).

Sources: ГК РФ ст. 738 (a consumer: not before two months after the written warning, the rest into a
deposit), ст. 720 п. 6 (business: a month and two warnings). It never speaks of throwing a thing away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from printing import words
from printing.blocks import Answer, signatures
from printing.fonts import Face, text_width
from printing.registry import Setup, Template
from printing.sheet import INK, LABEL, MM, Block, Format, Rule, Sheet, stack
from printing.tables import Column, Words
from printing.templates import order_parts as parts
from printing.templates import repair_parts as repair
from printing.text import bound, one_line, wrap
from workstation.documents.customer_papers import Due, EarlierNotice, UnclaimedNotice
from workstation.documents.papers import PrintStamp
from workstation.money import format_roubles


def draw(document: UnclaimedNotice, stamps: Sequence[PrintStamp], template: Template, setup: Setup) -> bytes:
    """The PDF of a warning, one copy for each stamp."""
    return parts.finish(document, lay_out(document, template, setup.assets), stamps, template, setup)


def lay_out(paper: UnclaimedNotice, template: Template, assets: Mapping[str, bytes]) -> Sheet:
    """Everything of the warning on its pages, before copies and frames."""
    sheet = parts.begin(paper, template, assets, _answers(paper))
    repair.brief(sheet, paper, with_address=True)
    parts.hairline(sheet)
    parts.text(sheet, "Изделие готово и не востребовано", _opening(paper))
    columns = (Column("Когда", 36 * MM), Column("Как", 42 * MM), Column("Что сообщили"))
    parts.table(sheet, "О готовности сообщали раньше", columns, [_earlier(one) for one in paper.earlier])
    _dues(sheet, paper.dues)
    parts.strong(sheet, "Предупреждение", [_warning(paper)])
    parts.close(sheet, "К сведению", _clauses(paper), _ending(sheet.form, paper))
    return sheet


def _answers(paper: UnclaimedNotice) -> tuple[Answer, ...]:
    total = sum(one.amount for one in paper.dues)
    phone = paper.centre.phones[0] if paper.centre.phones else "по адресу центра"
    return (
        Answer("Готово с", words.short_date(paper.ready_on), f"заказ № {one_line(paper.order.number)}"),
        Answer("Просим забрать до", words.short_date(paper.take_until)),
        Answer("К оплате", format_roubles(total), "" if total else "платежей нет"),
        Answer("Узнать", one_line(phone)),
    )


def _opening(paper: UnclaimedNotice) -> str:
    centre = paper.centre
    where = f" по адресу: {centre.address}" if centre.address else ""
    hours = f" ({centre.hours})" if centre.hours else ""
    phone = f", телефон {centre.phones[0]}" if centre.phones else ""
    return (
        f"Работы по заказу № {paper.order.number} окончены, с {words.short_date(paper.ready_on)} изделие "
        f"можно получить{where}{hours}{phone}. Просим забрать его до {words.long_date(paper.take_until)} "
        "Если прийти в этот срок нельзя, сообщите нам удобный: мы его запишем."
    )


def _earlier(one: EarlierNotice) -> list[list[Words]]:
    return [[Words(words.short_moment(one.made_at))], [Words(one.channel)], [Words(one.text)]]


def _dues(sheet: Sheet, dues: Sequence[Due]) -> None:
    columns = (Column("Платёж"), Column("Основание", 80 * MM), Column("Сумма", 32 * MM, right=True))
    rows = [
        [[Words(one.name)], [Words(one.ground or "—")], [Words(format_roubles(one.amount))]] for one in dues
    ]
    if len(dues) > 1:
        total = format_roubles(sum(one.amount for one in dues))
        rows.append([[Words("Всего", Face.BOLD)], [Words("")], [Words(total, Face.BOLD)]])
    parts.table(sheet, "Причитающиеся платежи", columns, rows)


def _warning(paper: UnclaimedNotice) -> str:
    if not paper.is_consumer:
        return (
            "Если изделие не будет получено, то по истечении месяца со дня, когда результат работы должен "
            "был быть передан, и после двух предупреждений сервисный центр вправе продать его, а вырученную "
            "сумму за вычетом причитающихся платежей внести в депозит на имя заказчика (п. 6 ст. 720 ГК РФ)."
        )
    ground = "ст. 738 ГК РФ" if paper.is_paid else "порядок ст. 738 ГК РФ"
    return (
        "Если изделие не будет получено, то не раньше чем через два месяца со дня получения этого "
        "предупреждения сервисный центр вправе продать его за разумную цену, а вырученную сумму за вычетом "
        f"причитающихся платежей внести в депозит на имя заказчика ({ground})."
    )


def _clauses(paper: UnclaimedNotice) -> list[str]:
    clauses = [
        "До продажи изделие можно забрать в любой рабочий день по акту приёма или документу о личности."
    ]
    if not paper.dues:
        clauses.append("Плата за ремонт и за хранение не требуется.")
    else:
        clauses.append(
            "Других платежей, кроме указанных, не требуем. С суммой можно не согласиться письменно."
        )
    clauses.append("Решение о продаже принимает комиссия с оценкой изделия; о нём сообщим отдельно.")
    return clauses


def _ending(form: Format, paper: UnclaimedNotice) -> Block:
    """Who signs, and the mark of delivery: by hand or the number of the letter."""
    block = Block(height=3 * MM)
    places = [repair.by("Предупреждение составил", paper.employee)]
    block.add(signatures(form, [*places, repair.by_customer("Получил лично", paper)]))
    block.height += 3 * MM
    block.lines(form.side, ["Отметка о вручении"], form.heading, Face.BOLD)
    block.height += 4.6 * MM
    base, end, x = block.height, form.width - form.side, form.side
    sent = (
        f"{paper.sent_by}, РПО{words.NBSP}{one_line(paper.postal_number)}"
        if paper.postal_number
        else paper.sent_by
    )
    line = wrap(bound(one_line(sent)), Face.REGULAR, form.body, 70 * MM)
    block.lines(x, line, form.body)
    x += 74 * MM
    for label, stop in (("отправлено", x + 44 * MM), ("вручено", end)):
        block.text(x, base + form.body, label, form.note, colour=LABEL)
        start = x + text_width(label, Face.REGULAR, form.note) + 1.6 * MM
        block.ops.append(Rule(start, base + form.body + 0.6 * MM, stop - start, 0.6, INK))
        x = stop + 4 * MM
    return stack([block])
