"""The card of a part: what it is and costs, where it lies, who waits for it, and every movement."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from forms.store import part_facts as words
from forms.store.label_ask import LabelAsk
from forms.store.part_asks import LinkAsk, PriceAsk
from forms.store.part_edit import PartEdit
from forms.store.part_facts import PartSheet, read_sheet
from forms.store.part_figures import PartFigures
from forms.store.stock_asks import LeaveAsk, PutBackAsk, TransferAsk
from ui.actions import ActionSpec, BoundAction, bind
from ui.context import Context, Page
from ui.problems import error_text
from ui.store_desk import StoreDesk
from ui.verb_ask import VerbAsk
from ui.widgets.action_bar import ActionBar
from ui.widgets.basics import EmptyState, Fill, Hairline, SectionTitle, label
from ui.widgets.buttons import Button
from ui.widgets.row_list import RowItem, RowList
from ui.widgets.side_panel import Section
from workstation.documents.parts import PriceKind, PriceRow
from workstation.documents.people import Actor
from workstation.documents.stock import MovementRow, Pieces
from workstation.i18n import mark, tr
from workstation.money import format_roubles
from workstation.queries.catalogues import list_brands
from workstation.queries.stock import list_movements
from workstation.services import parts, stock
from workstation.services.rights import may

SHOWN_KINDS = frozenset({"stock", "part", "purchase", "supplier"})
LEFT = 292
CHANGE = ActionSpec("part.change", mark("Исправить"), "F2", "bar", "pencil")
PRICE = ActionSpec("part.price", mark("Цена"), "Ctrl+E", "bar", "tag")
LINK = ActionSpec("part.link", mark("Замена"), "Ctrl+L", "bar", "copy")
MOVE = ActionSpec("part.move", mark("Переместить"), "F7", "bar", "arrow-right")
LOSE = ActionSpec("part.lose", mark("Списать"), "F8", "bar", "trash-2")
SEND = ActionSpec("part.send", mark("Поставщику"), "Ctrl+R", "bar", "truck")
BACK = ActionSpec("part.back", mark("Вернуть на склад"), "Ctrl+B", "bar", "archive")
LABEL = ActionSpec("part.label", mark("Ярлыки"), "Ctrl+P", "top", "printer")
EARLIER = ActionSpec("part.earlier", mark("Более ранние движения"), "Ctrl+PgDown")
UNDO = ActionSpec("part.undo", mark("Отменить перемещение, снятие замены или печать"), "Ctrl+Z")
RIGHTS = {
    CHANGE.id: "parts.change", PRICE.id: "parts.change", LINK.id: "parts.change", MOVE.id: "stock.move",
    LOSE.id: "stock.write_off", SEND.id: "stock.move", BACK.id: "stock.put_back",
    LABEL.id: "stock.label",
}  # fmt: skip
Verb = Callable[[Any], Any]


class PartForm(Page):
    """Opened with the id of a part. Enter opens the order of a request or the part that stands in."""

    help_topic = "part"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._id: int | None = None
        self._sheet: PartSheet | None = None
        self._brands: Sequence[str] = ()
        self._undo: Verb | None = None
        self._bound: dict[str, BoundAction] = {}
        self._papers = StoreDesk(context, self)
        self._papers.queued.connect(self._follow)
        self._make_lists()
        self._build()
        self._follow()
        context.tasks.changed.connect(self._on_changed)

    def _make_lists(self) -> None:
        self._facts = Section(tr("Запчасть")).without_line()
        self._prices = Section(tr("Цены"))
        names = {
            "balances": tr("Где лежит"),
            "serials": tr("Серийные номера"),
            "layers": tr("Партии, первая уходит раньше"),
            "substitutes": tr("Замены"),
            "requests": tr("Кто ждёт"),
            "expected": tr("В пути"),
            "movements": tr("Движения"),
        }
        self._titles = {key: SectionTitle(name) for key, name in names.items()}
        self._lists = {key: RowList(name) for key, name in names.items()}
        self._nowhere = label(tr("На складах филиала этой запчасти нет"), "text2", wrap=True)
        for part in (self._nowhere, *self._titles.values()):
            part.hide()  # nothing is said before it is known
        self._lists["requests"].opened.connect(partial(self.context.open_form, "order"))
        self._lists["expected"].opened.connect(partial(self.context.open_form, "purchase"))
        self._lists["substitutes"].opened.connect(partial(self.context.open_form, "part"))
        self._lists["substitutes"].deleted.connect(self._unlink)
        self._figures = PartFigures()

    def _build(self) -> None:
        inner = Fill("surface")
        row = QHBoxLayout(inner)
        row.setContentsMargins(2, 0, 0, 12)
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._facts)
        left.addWidget(self._prices)
        left.addStretch(1)
        holder = QWidget()
        holder.setFixedWidth(LEFT)
        holder.setLayout(left)
        row.addWidget(holder)
        row.addWidget(Hairline(0, upright=True))
        row.addWidget(self._column("balances", "serials", "requests", "expected", "substitutes"), 9)
        row.addWidget(Hairline(0, upright=True))
        row.addWidget(self._column("layers", "movements"), 10)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(inner)
        self._missing = EmptyState("package", "")
        self._missing.hide()
        self._bar = ActionBar()
        self._bind()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, room in ((self._figures, 0), (self._scroll, 1), (self._missing, 1), (self._bar, 0)):
            column.addWidget(part, room)

    def _bind(self) -> None:
        slots: tuple[tuple[ActionSpec, Callable[[], object]], ...] = (
            (BACK, self._put_back),
            (SEND, partial(self._leave, lost=False)),
            (LOSE, partial(self._leave, lost=True)),
            (LINK, self._link),
            (PRICE, self._set_price),
            (CHANGE, self._change),
            (MOVE, self._move),
            (LABEL, self._ask_labels),
            (EARLIER, self._read_earlier),
            (UNDO, self._take_back),
        )
        for spec, slot in slots:
            bound = self._bound[spec.id] = bind(spec, self, slot)
            self.actions_bound.append(bound)
            if spec.place == "bar":
                self._bar.add(Button.of(bound))

    def _column(self, *keys: str) -> QWidget:
        column = QWidget()
        box = QVBoxLayout(column)
        box.setContentsMargins(18, 14, 16, 0)
        box.setSpacing(4)
        for key in keys:
            box.addWidget(self._titles[key])
            if key == "balances":
                box.addWidget(self._nowhere)
            box.addWidget(self._lists[key])
            box.addSpacing(10)
        box.addStretch(1)
        return column

    # -- showing ---------------------------------------------------------------------------------

    def activate(self, key: object = None) -> None:
        """Show the part of an id."""
        if isinstance(key, int) and key != self._id:
            self._id = key
        self.refresh()
        self._go_in()

    def _go_in(self) -> None:
        """The focus goes to the first list that is shown: a hidden one would give it away."""
        shown = [one for one in self._lists.values() if one.isVisibleTo(self) and one.items()]
        (shown[0] if shown else self._scroll).setFocus(Qt.FocusReason.TabFocusReason)

    def refresh(self) -> None:
        """Read the part anew."""
        if self._id is not None and self.context.actor is not None:
            read = partial(_read, actor=self.context.actor, part_id=self._id)
            self.context.tasks.run(self, read, self._take, self._on_missing, latest="part")

    def _on_changed(self, kinds: set[str]) -> None:
        if SHOWN_KINDS & kinds and self._sheet is not None:
            self.refresh()

    def _take(self, found: tuple[PartSheet, Sequence[str]]) -> None:
        sheet, self._brands = found
        self._sheet = sheet
        data = sheet.card.data
        self.set_title(data.name, " · ".join(filter(None, (data.brand, data.number))))
        self._facts.clear()
        for name, value in words.facts(sheet):
            if value:
                self._facts.add_fact(name, value)
        self._prices.clear()
        prices = sheet.card.prices if self._sees_cost() else _of_sale(sheet.card.prices)
        for name, value, tone in words.price_facts(prices):
            self._prices.add_fact(name, value, tone)
        self._figures.show_card(sheet, with_cost=self._sees_cost())
        self._show_lists(sheet)
        self._scroll.show()
        self._missing.hide()
        self._follow()

    def _show_lists(self, sheet: PartSheet) -> None:
        unit, cost = sheet.card.data.unit.label, self._sees_cost()
        items: dict[str, list[RowItem]] = {
            "balances": [words.balance_item(one, unit) for one in sheet.lying.balances],
            "serials": [words.serial_item(one) for one in sheet.lying.serials],
            "layers": [words.layer_item(one) for one in sheet.layers] if cost else [],
            "substitutes": [words.substitute_item(one) for one in sheet.card.substitutes],
            "requests": [words.request_item(one, unit) for one in sheet.requests],
            "expected": [words.expected_item(one, unit) for one in sheet.expected],
            "movements": [words.movement_item(one, with_cost=cost) for one in sheet.movements],
        }
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        for key, rows in items.items():
            self._lists[key].set_items(rows)
            self._lists[key].setVisible(bool(rows))
            self._titles[key].setVisible(bool(rows) or key == "balances")
            self._titles[key].set_note(str(len(rows)) if len(rows) > 1 else "")
        if inside and not (focused in self._lists.values() and focused.isVisibleTo(self)):
            self._go_in()
        self._nowhere.setVisible(not sheet.lying.balances)
        self._note_movements(len(sheet.movements))
        if sheet.card.substitutes:
            self._titles["substitutes"].set_note(tr("Enter — открыть, Delete — снять"))

    def _note_movements(self, fresh: int) -> None:
        """A full page says that there may be earlier ones."""
        more, shown = fresh == words.MOVEMENTS, len(self._lists["movements"].items())
        self._bound[EARLIER.id].action.setEnabled(more)
        if more:
            self._titles["movements"].set_note(tr("последние {n} · Ctrl+PgDn — ещё", n=shown))
        else:
            self._titles["movements"].set_note(str(shown) if shown > 1 else "")

    def _read_earlier(self) -> None:
        """The hundred movements before those that are shown."""
        rows = self._lists["movements"].items()
        if rows and self.context.actor is not None:
            about = {"branch_id": self.context.actor.branch_id, "part_id": self._id, "before_id": rows[-1].id}
            read = partial(list_movements, **about, limit=words.MOVEMENTS)
            self.context.tasks.run(self, read, self._add_earlier, self._refuse, latest="earlier")

    def _add_earlier(self, found: Sequence[MovementRow]) -> None:
        more = [words.movement_item(one, with_cost=self._sees_cost()) for one in found]
        self._lists["movements"].set_items([*self._lists["movements"].items(), *more])
        self._note_movements(len(found))

    def _sees_cost(self) -> bool:
        """What the centre pays is for those who buy."""
        return self.context.actor is not None and may(self.context.actor, "purchasing.change")

    def _on_missing(self, error: Exception) -> None:
        self.set_title(tr("Запчасть"))
        self._missing.set_words(tr("Запчасть не показана"), error_text(error))
        self._missing.show()
        self._scroll.hide()
        self._figures.hide()

    def _follow(self) -> None:
        """A verb without anything to do it with is closed."""
        sheet, actor = self._sheet, self.context.actor
        free = sheet is not None and bool(sheet.lying.free())
        can = {MOVE.id: free, LOSE.id: free, SEND.id: free, BACK.id: sheet is not None and bool(sheet.out)}
        for name, right in RIGHTS.items():
            action = self._bound[name].action
            allowed = actor is not None and may(actor, right)
            action.setVisible(allowed)
            action.setEnabled(allowed and sheet is not None and can.get(name, True))
        self._bound[UNDO.id].action.setEnabled(self._undo is not None or self._papers.can_undo())

    # -- verbs -----------------------------------------------------------------------------------

    def _ask(self, name: str, make: Callable[[PartSheet], VerbAsk], done: Callable[[Any], object]) -> None:
        """Open the window of a verb; what is typed there is kept for this part."""
        if self._sheet is not None:
            ask = make(self._sheet)
            ask.keep(self, f"part {self._id} {name}")
            ask.written.connect(done)
            ask.open()

    def _change(self) -> None:
        def make(sheet: PartSheet) -> VerbAsk:
            return PartEdit(self, self.context, sheet.categories, self._brands, sheet.card)

        self._ask("change", make, self._told)

    def _set_price(self) -> None:
        self._ask("price", lambda sheet: PriceAsk(self, self.context, sheet.card), self._told)

    def _link(self) -> None:
        self._ask("link", lambda sheet: LinkAsk(self, self.context, sheet.card), self._told)

    def _move(self) -> None:
        self._ask("move", lambda sheet: TransferAsk(self, self.context, sheet.lying), self._on_moved)

    def _leave(self, *, lost: bool) -> None:
        name = "lose" if lost else "send"
        self._ask(name, lambda sheet: LeaveAsk(self, self.context, sheet.lying, lost=lost), self._on_left)

    def _put_back(self) -> None:
        make = partial(PutBackAsk, self, self.context)
        self._ask("back", lambda sheet: make(sheet.lying, sheet.out), self._told)

    def _on_moved(self, back: tuple[Pieces, int]) -> None:
        moved, to_bin = back
        self._undo = partial(stock.transfer, actor=self.context.actor, moved=moved, to_bin=to_bin)
        self._told(text=tr("Перемещено. Ctrl+Z вернёт обратно"))

    def _on_left(self, cost: int) -> None:
        self._told(text=tr("Записано, себестоимость {cost}", cost=format_roubles(cost)))

    def _unlink(self, other_id: object) -> None:
        """Delete on a part that stands in."""
        actor, sheet = self.context.actor, self._sheet
        found = [one for one in sheet.card.substitutes if one.part_id == other_id] if sheet else []
        if not found or actor is None or not may(actor, "parts.change"):
            return
        one = found[0]
        if one.steps > 1:
            self.context.tell(tr("Это замена через другой номер: снимите её в карточке того номера"), "amber")
            return
        pair = {"actor": actor, "part_id": self._id, "other_id": one.part_id}
        self._undo = partial(parts.link, **pair, kind=one.kind)
        text = tr("Замена {number} снята. Ctrl+Z вернёт её", number=one.number)
        self.context.tasks.run(
            self, partial(parts.unlink, **pair), lambda _done: self._told(text=text), self._refuse, write=True
        )

    def _ask_labels(self) -> None:
        if self._sheet is not None:
            ask = LabelAsk(self, self._sheet.lying)
            ask.given.connect(self._print_labels)
            ask.open()

    def _print_labels(self, wanted: Mapping[int, int]) -> None:
        self._undo = None
        self._papers.print_labels(wanted)

    def _take_back(self) -> None:
        """Ctrl+Z: what was done last on this card, where it can be undone."""
        verb, self._undo = self._undo, None
        if verb is None:
            self._papers.undo_print()
        if verb is not None:
            done = partial(self._told, text=tr("Отменено"))
            self.context.tasks.run(self, verb, done, self._refuse, write=True)

    def _told(self, _result: object = None, text: str = "") -> None:
        self.context.tell(text or tr("Записано"), "green")
        self._follow()
        self.refresh()

    def _refuse(self, error: Exception) -> None:
        self.context.tell(error_text(error), "red")


def _of_sale(prices: Sequence[PriceRow]) -> list[PriceRow]:
    return [one for one in prices if one.kind is PriceKind.SALE]


def _read(session: Any, actor: Actor, part_id: int) -> tuple[PartSheet, list[str]]:
    return read_sheet(session, actor, part_id), [row.name for row in list_brands(session)]
