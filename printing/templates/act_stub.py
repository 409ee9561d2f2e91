"""The tear-off stub of an acceptance act: one large, or a grid of small ones for several devices."""

from __future__ import annotations

from printing import words
from printing.codes import qr
from printing.fonts import Face, text_width
from printing.sheet import LABEL, MM, Block, Format, Rule, Symbol, stack
from printing.templates.act_facts import device_title
from printing.text import bound, one_line, wrap
from workstation.documents.papers import AcceptanceAct, ActItem


def _tear_line(form: Format) -> Block:
    block = Block()
    word = "линия отрыва"
    half = text_width(word, Face.REGULAR, form.note) / 2 + 4 * MM
    middle = form.width / 2
    block.text_centre(middle, form.note * 0.8, word, form.note, colour=LABEL)
    y = form.note * 0.5
    block.ops.append(Rule(0, y, middle - half, 0.6, LABEL, dashed=True))
    block.ops.append(Rule(middle + half, y, form.width - middle - half, 0.6, LABEL, dashed=True))
    block.height = form.note + 4.4 * MM
    return block


def _due(item: ActItem) -> str:
    until = item.agreed_until or item.legal_until
    return words.short_date(until) if until else "по согласованию"


def single_stub(form: Format, act: AcceptanceAct) -> Block:
    """The stub of an act with one device: number, device, term, where to ask, the status code."""
    item, stub = act.items[0], _tear_line(form)
    top = stub.height
    side = form.stub_code
    code = Block(height=side + 4 * MM)
    code.ops.append(Symbol(form.side, 0, side, qr(item.order_code)))
    x = form.side + side + 7 * MM
    ask = form.side + form.inner * 0.62
    facts = Block()
    facts.lines(x, ["Заказ"], form.note, colour=LABEL)
    facts.lines(
        x, wrap(one_line(item.order_number), Face.BOLD, form.title, ask - x - 4 * MM), form.title, Face.BOLD
    )
    facts.height += 1 * MM
    for label, value, face in (
        ("Принято", words.short_moment(act.issued_at), Face.REGULAR),
        ("Изделие", device_title(item.device), Face.REGULAR),
        ("Серийный №", one_line(item.device.serial_number or "не указан"), Face.REGULAR),
        ("Готово до", _due(item), Face.BOLD),
    ):
        facts.add(_row(form, x, ask - x - 4 * MM, label, value, face))
    stub.add(code, top)
    stub.add(facts, top)
    stub.add(_where(form, ask, act), top)
    return stub


def _row(form: Format, x: float, width: float, label: str, value: str, face: Face) -> Block:
    row = Block()
    indent = form.label - 2 * MM
    row.text(x, form.body * 0.98, label, form.note, colour=LABEL)
    row.lines(x + indent, wrap(value, face, form.body, width - indent), form.body, face)
    row.height += 0.8 * MM
    return row


def _where(form: Format, x: float, act: AcceptanceAct) -> Block:
    block = Block()
    centre = act.centre
    width = form.width - form.side - x
    ask = wrap("Состояние заказа: по коду или телефону", Face.REGULAR, form.note, width)
    block.lines(x, ask, form.note, colour=LABEL)
    for phone in centre.phones[:1]:
        block.lines(x, wrap(one_line(phone), Face.BOLD, form.large, width), form.large, Face.BOLD)
        block.height += 0.6 * MM
    hours = centre.hours.split(", ") if centre.hours else []
    for line in (*centre.phones[1:], centre.email, centre.name, centre.address, *hours):
        if line:
            block.lines(
                x, wrap(bound(one_line(line)), Face.REGULAR, form.body, width), form.body, leading=1.32
            )
    return block


def grid_stubs(form: Format, act: AcceptanceAct, room: float) -> list[Block]:
    """Stubs of several devices, two in a row, gathered into as few pages as they need.

    The first gathering fits into `room` or takes a page of its own.
    """
    rows = [_pair(form, act, act.items[index : index + 2]) for index in range(0, len(act.items), 2)]
    foot = Block()
    reach = [one_line(part) for part in (act.centre.name, *act.centre.phones, act.centre.hours) if part]
    foot.lines(
        form.side, wrap(" · ".join(reach), Face.REGULAR, form.note, form.inner), form.note, colour=LABEL
    )
    full = form.bottom - form.top - 12 * MM
    fixed = _tear_line(form).height + foot.height
    gathered: list[list[Block]] = [[]]
    whole = sum(row.height for row in rows)
    limit = (room if whole + fixed <= room else full) - fixed
    for row in rows:
        if gathered[-1] and sum(part.height for part in gathered[-1]) + row.height > limit:
            gathered.append([])
            limit = full - fixed
        gathered[-1].append(row)
    return [stack([_tear_line(form), *part, foot]) for part in gathered]


def _pair(form: Format, act: AcceptanceAct, items: tuple[ActItem, ...]) -> Block:
    pair = Block()
    for x, item in zip((form.side, form.right), items, strict=False):
        pair.add(_small_stub(form, x, act, item), 0)
    pair.height += 4 * MM
    return pair


def _small_stub(form: Format, x: float, act: AcceptanceAct, item: ActItem) -> Block:
    stub, side = Block(), 20 * MM
    stub.ops.append(Symbol(x, 0, side, qr(item.order_code)))
    left = x + side + 4 * MM
    width = form.column - side - 4 * MM
    lines = Block()
    number = one_line(item.order_number)
    lines.lines(left, wrap(number, Face.BOLD, form.heading + 1, width), form.heading + 1, Face.BOLD)
    serial = one_line(item.device.serial_number or "")
    for text in (device_title(item.device), f"№ {serial}" if serial else ""):
        if text:
            lines.lines(left, wrap(text, Face.REGULAR, form.note, width), form.note)
    lines.lines(left, [f"принято {words.short_moment(act.issued_at)}"], form.note, colour=LABEL)
    lines.lines(left, [f"готово до {_due(item)}"], form.note, Face.BOLD)
    stub.add(lines, 0)
    stub.height = max(stub.height, side)
    return stub
