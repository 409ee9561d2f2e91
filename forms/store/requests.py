"""Requests for parts that are open: what each waits for, and what may be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from forms.store import request_faces as faces
from forms.store.buy_asks import OrderAsk, read_buying
from forms.store.panel import ListPanel, Pair
from ui.actions import ActionSpec
from ui.context import Context
from ui.store_desk import StoreDesk
from ui.table_model import Column
from ui.widgets.ask import ReasonAsk
from ui.widgets.choice_ask import ChoiceAsk
from ui.widgets.filters import Choice, FilterChip
from ui.widgets.row_list import RowItem
from workstation import clock
from workstation.documents.parts import Substitute
from workstation.documents.people import Actor
from workstation.documents.purchasing import OPEN_REQUESTS, Asked, OpenRequest, RequestState
from workstation.i18n import mark, ntr, tr
from workstation.queries import part_requests as queries
from workstation.queries.parts import list_substitutes
from workstation.services import part_requests, part_waiting
from workstation.services.rights import may

ORDER = ActionSpec("requests.order", mark("Заказать"), "F9", "bar", "truck", main=True)
SUBSTITUTE = ActionSpec("requests.substitute", mark("Замена"), "F2", "bar", "refresh-cw")
RESERVE = ActionSpec("requests.reserve", mark("В резерв"), "F6", "bar", "package")
RELEASE = ActionSpec("requests.release", mark("Снять резерв"), "F7", "bar", "undo-2")
CANCEL = ActionSpec("requests.cancel", mark("Отменить"), "F8", "bar", "ban")
WAIT = ActionSpec("requests.wait", mark("Заказ ждёт запчасть"), "F10", "bar", "hourglass")
PURCHASE = ActionSpec("requests.purchase", mark("Открыть заказ поставщику"), "Ctrl+O")
PRINT = ActionSpec("requests.print", mark("Печать заявки"), "Ctrl+P", "top", "printer")
UNDO = ActionSpec("requests.undo", mark("Вернуть, как было"), "Ctrl+Z")
WANTED, ORDERED, RESERVED = RequestState.WANTED, RequestState.ORDERED, RequestState.RESERVED
RIGHTS = {
    ORDER: "purchasing.change", SUBSTITUTE: "parts.request", RESERVE: "parts.request",
    RELEASE: "stock.move", CANCEL: "parts.request", WAIT: "bench.wait",
}  # fmt: skip
WIDE, MOST = 1400, 5000
READY = (mark("Передумали"), mark("Не понадобилась"), mark("Заказана по ошибке"))


class RequestsPanel(ListPanel):
    """Enter opens the order; Space marks rows that F9 orders together."""

    kinds = frozenset({"stock", "part", "part_request", "purchase", "order"})
    name = mark("Заявки на запчасти")
    icon = "clipboard-list"
    hint = mark("Артикул, название, заказ или мастер")
    empty = mark("Заявок нет")
    advice = mark("Мастер просит запчасть с верстака: Ctrl+D. Чего нет на складе, встанет сюда.")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._papers = StoreDesk(context, self)
        self._undo: Callable[[Any], Any] | None = None
        self.table.current_changed.connect(lambda _row: self._follow())
        self.model.marks_changed.connect(self._on_marked)
        self._follow()

    # -- what is shown ---------------------------------------------------------------------------

    def columns(self) -> Sequence[Column]:
        return faces.columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        place = next(at for at, one in enumerate(self.model.columns) if one.id == "device")
        self.table.setColumnHidden(place, self.width() < WIDE)

    def row_id(self, row: OpenRequest) -> int:
        return row.request.id

    def pairs(self) -> Sequence[Pair]:
        return (
            (PRINT, self._print),
            (WAIT, self._wait),
            (CANCEL, self._ask_cancel),
            (RELEASE, self._release),
            (RESERVE, self._reserve),
            (SUBSTITUTE, self._ask_substitute),
            (ORDER, self._ask_order),
            (PURCHASE, self._open_purchase),
            (UNDO, self._take_back),
        )

    def chips(self) -> Sequence[QWidget]:
        self._states = FilterChip(tr("Состояние"), tr("любое"))
        self._states.set_choices([Choice(one, one.label) for one in OPEN_REQUESTS])
        self._states.edited.connect(self.refresh)
        return (self._states,)

    def read(self) -> Callable[[Any, Actor], Sequence[OpenRequest]]:
        return partial(_read, states=tuple(self._states.value()))

    def words(self, row: OpenRequest) -> str:
        one = row.request
        known = (one.number, one.name, one.order, row.device, row.technician, one.purchase)
        return " ".join(filter(None, known))

    def counted(self, count: int) -> str:
        return ntr("{n} заявка", "{n} заявок", count)

    def is_filtered(self) -> bool:
        return bool(self.text or self._states.value())

    def open(self, row: OpenRequest) -> None:
        self.context.open_form("order", row.request.order_id)

    def _on_loaded(self, count: int) -> None:
        super()._on_loaded(count)
        self._follow()

    def _on_marked(self, marked: int) -> None:
        words = self.counted(self.model.rowCount())
        self.count.setText(tr("{words}, отмечено {n}", words=words, n=marked) if marked else words)
        self._follow()

    def _follow(self) -> None:
        """Which keys the row under the cursor opens."""
        row = self.current()
        state = row.request.state if row is not None else None
        is_open = {
            ORDER: bool(self._chosen()),
            SUBSTITUTE: state in {WANTED, ORDERED},
            RESERVE: state in {WANTED, ORDERED} and row.free > 0,
            RELEASE: state is RESERVED,
            CANCEL: state is not None,
            WAIT: state in {WANTED, ORDERED},
        }
        for bound in self.actions_bound:
            spec = bound.spec
            if spec in is_open:
                allowed = is_open[spec] and may(self.actor, RIGHTS[spec])
                bound.action.setEnabled(allowed)
                bound.action.setVisible(allowed or spec is ORDER)
            elif spec is PRINT:
                bound.action.setEnabled(row is not None)

    # -- ordering --------------------------------------------------------------------------------

    def _chosen(self) -> list[OpenRequest]:
        """Marked requests that nothing is ordered for; without marks the one under the cursor."""
        marked = set(self.model.marked_ids())
        rows = [one for one in self.rows() if one.request.id in marked]
        row = self.current()
        found = rows or ([row] if row is not None else [])
        return [one for one in found if one.request.state is WANTED]

    def _ask_order(self) -> None:
        chosen = self._chosen()
        if chosen:
            read = partial(read_buying, actor=self.actor)
            self.context.tasks.run(self, read, partial(self._open_order_ask, chosen), self.refuse)

    def _open_order_ask(self, chosen: Sequence[OpenRequest], facts: Any) -> None:
        ask = OrderAsk(self, self.context, facts, chosen)
        ask.written.connect(self._on_ordered)
        ask.open()

    def _on_ordered(self, purchase_id: object) -> None:
        self.model.mark_all(False)
        self.context.open_form("purchase", purchase_id)

    # -- one request -----------------------------------------------------------------------------

    def _reserve(self) -> None:
        row = self.current()
        if row is not None:
            verb = partial(part_requests.reserve, actor=self.actor, request_id=row.request.id)
            self.write(verb, partial(self._reserved, row))

    def _reserved(self, row: OpenRequest, done: tuple[int, int]) -> None:
        reserved, waiting = done
        self._undo = partial(part_requests.release, actor=self.actor, request_id=row.request.id)
        number = row.request.number
        words = tr("{number}: в резерве {n}. Ctrl+Z — вернуть", number=number, n=reserved)
        if waiting:
            words = tr(
                "{number}: в резерве {n}, ещё ждёт {more}. Ctrl+Z — вернуть",
                number=number,
                n=reserved,
                more=waiting,
            )
        self.context.tell(words, "green")

    def _release(self) -> None:
        row = self.current()
        if row is not None:
            verb = partial(part_requests.release, actor=self.actor, request_id=row.request.id)
            self.write(verb, partial(self._released, row))

    def _released(self, row: OpenRequest, _done: object) -> None:
        self._undo = partial(part_requests.reserve, actor=self.actor, request_id=row.request.id)
        words = tr("{number}: резерв снят. Ctrl+Z — вернуть", number=row.request.number)
        self.context.tell(words, "green")

    def _take_back(self) -> None:
        if self._papers.undo_print():
            return
        undo, self._undo = self._undo, None
        if undo is not None:
            self.write(undo)

    def _ask_cancel(self) -> None:
        row = self.current()
        if row is not None:
            text = tr("{number} {name} для заказа {order}", number=row.request.number, name=row.request.name,
                      order=row.request.order)  # fmt: skip
            ready = [tr(one) for one in READY]
            ask = ReasonAsk(self.window(), tr("Отменить заявку"), text, tr("Отменить"), ready)
            ask.given.connect(partial(self._cancel, row.request.id))
            ask.open()

    def _cancel(self, request_id: int, reason: str) -> None:
        self.write(partial(part_requests.cancel, actor=self.actor, request_id=request_id, reason=reason))

    def _ask_substitute(self) -> None:
        row = self.current()
        if row is not None:
            read = partial(list_substitutes, branch_id=self.actor.branch_id, part_id=row.request.part_id)
            self.context.tasks.run(self, read, partial(self._offer, row), self.refuse, latest="substitutes")

    def _offer(self, row: OpenRequest, found: Sequence[Substitute]) -> None:
        if not found:
            number = row.request.number
            words = tr("Замен для {number} в каталоге нет. Их добавляют на карточке запчасти", number=number)
            self.context.tell(words, "amber")
            return
        rows = [
            RowItem(one.part_id, f"{one.number} {one.name}", one.kind.label, tr("свободно {n}", n=one.free))
            for one in found
        ]
        text = tr("Заявка на прежнюю запчасть будет отменена.")
        ask = ChoiceAsk(self.window(), tr("Замена для {number}", number=row.request.number), text, rows)
        ask.chosen.connect(partial(self._substitute, row.request.id))
        ask.open()

    def _substitute(self, request_id: int, part_id: object) -> None:
        verb = partial(part_requests.substitute, actor=self.actor, request_id=request_id, part_id=part_id)
        self.write(verb, self._substituted)

    def _substituted(self, asked: Asked) -> None:
        one = asked.requests[0]
        words = tr("{number} {name}: {state}", number=one.number, name=one.name, state=one.state.label)
        self.context.tell(words, "green")

    def _wait(self) -> None:
        row = self.current()
        if row is not None:
            order_id = row.request.order_id
            verb = partial(part_waiting.wait_for_parts, actor=self.actor, order_id=order_id)
            self.write(verb, partial(self._waits, row.request.order))

    def _waits(self, order: str, reason: str) -> None:
        self.context.tell(tr("{order} ждёт: {reason}", order=order, reason=reason), "green")

    def _open_purchase(self) -> None:
        row = self.current()
        if row is not None and row.purchase_id is not None:
            self.context.open_form("purchase", row.purchase_id)

    def _print(self) -> None:
        row = self.current()
        if row is not None:
            self._papers.show_request(row.request.order_id)


def count_wanted(session: Any, actor: Actor) -> int:
    """The number beside the view: requests that nothing is ordered for."""
    return queries.count_wanted(session, actor.branch_id)


def _read(session: Any, actor: Actor, states: Sequence[RequestState]) -> list[OpenRequest]:
    found = queries.list_open(session, actor.branch_id, clock.today(), MOST)
    return [row for row in found if not states or row.request.state in states]
