"""Parts of the order on the bench: asked for, fitted, swapped, given back. Each press is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from forms.bench import part_faces, part_reading
from forms.bench.doing import Doing
from forms.bench.fit_ask import FitAsk, Fitted, SwapAsk
from forms.bench.keys import CANCEL_ASK, GIVE_BACK_ASK
from forms.bench.line_asks import HandPartAsk
from forms.bench.lines import Lines
from forms.bench.part_ask import ForDevice, PartAsk
from forms.bench.state import OnBench
from workstation.documents.deeds import PartData
from workstation.documents.parts import PartRow, Substitute
from workstation.documents.purchasing import WAITING_REQUESTS, Asked, PartWish, RequestRow, RequestState
from workstation.i18n import tr
from workstation.rules.moves import AT_BENCH
from workstation.services import fitting, part_requests, part_waiting, stock
from workstation.statuses import OrderStatus

Work = Callable[..., Any]
HERE = frozenset({RequestState.RESERVED, RequestState.ISSUED})
"""States of a request whose pieces can go into the device now."""


class PartsDesk(QObject):
    """`wait()` puts the order to waiting, `removed(line id)` takes a fitted line back: deeds of the order."""

    def __init__(  # noqa: PLR0913 - the parts of the page it works on
        self,
        state: OnBench,
        doing: Doing,
        owner: QWidget,
        lines: Lines,
        wait: Callable[[], object],
        removed: Callable[[int], object],
    ) -> None:
        super().__init__(owner)
        self._state, self._doing, self._owner = state, doing, owner
        self._lines, self._wait, self._removed = lines, wait, removed
        lines.opened.connect(self.open)
        lines.deleted.connect(self.remove)

    def show(self) -> None:
        """What is wanted stands over what is fitted; the parts that came out are told under them."""
        sheet = self._state.sheet
        if sheet is not None:
            self._lines.show_rows((*sheet.wanted, *self._state.bench.parts))
            hint = tr("Enter — установить или заменить, Delete — отменить") if sheet.wanted else ""
            old = part_faces.old_words(sheet.old)
            told = tr("Старые детали: {words}", words=old) if old else ""
            self._lines.say("\n".join(filter(None, (hint, told))))

    # -- asking ----------------------------------------------------------------------------------

    def ask(self, code: str = "") -> None:
        """Ctrl+D, or the code of a part that is to be asked for."""
        order = self._state.order
        device = ForDevice(
            order.id,
            order.device.model or "",
            order.device.category,
            " ".join(filter(None, (order.device.brand, order.device.model or order.category))),
            self._can_wait(),
        )
        ask = PartAsk(self._state.context, self._owner, device)
        ask.wanted.connect(self._want)
        ask.by_hand.connect(self._ask_by_hand)
        ask.open()
        if code:
            ask.scanned(code)

    def scanned(self, code: str) -> None:
        """A part under the scanner: one that lies here for this order is fitted, any other is asked for."""
        device, context = self._state.order.device, self._state.context
        about = {"model": device.model or "", "category": device.category}
        read = partial(part_reading.find, actor=context.actor, text=code, **about)
        ask = partial(self._take_scanned, code)
        context.tasks.run(self, read, ask, lambda _error: self.ask(code), latest="scanned")

    def _take_scanned(self, code: str, rows: Sequence[PartRow]) -> None:
        sheet = self._state.sheet
        here = {row.part_id: row.id for row in (sheet.wanted if sheet else ()) if row.state in HERE}
        if rows and rows[0].id in here:
            self.open(here[rows[0].id])
        else:
            self.ask(code)

    def _can_wait(self) -> bool:
        state, to = self._state, OrderStatus.WAITING_PART
        return state.may("bench.wait") and (state.status is to or state.may_move("wait_for", to))

    def _want(self, wish: PartWish, waits: bool) -> None:
        verb = part_waiting.ask_and_wait if waits else part_requests.ask
        self._do(partial(verb, wish=wish), self._tell_asked)

    def _tell_asked(self, asked: Asked) -> None:
        self._state.context.tell(*part_faces.told(asked))

    def _ask_by_hand(self, name: str) -> None:
        ask = HandPartAsk(self._owner, name)
        ask.given.connect(self._add_by_hand)
        ask.open()

    def _add_by_hand(self, data: PartData) -> None:
        self._doing.do(self._state.facts.order_id, "add_part", data, None, tr("Деталь записана"))

    # -- a wanted part ---------------------------------------------------------------------------

    def open(self, line_id: object) -> None:
        """Enter: what is here is fitted, for what is waited for another is offered."""
        row = self._lines.row(line_id)
        if not isinstance(row, RequestRow):
            return
        if row.state in WAITING_REQUESTS:
            self._offer_others(row)
        elif self._state.may("bench.work") and self._state.status in AT_BENCH | {OrderStatus.IN_CHECK}:
            read = partial(part_reading.serials, actor=self._state.context.actor, request=row)
            self._state.context.tasks.run(self, read, partial(self._open_fit, row), latest="serials")

    def _open_fit(self, row: RequestRow, serials: Sequence[str]) -> None:
        may_free = self._state.may("stock.move")
        ask = FitAsk(self._state.context, self._owner, row, serials, may_free=may_free)
        ask.given.connect(partial(self._fit, row))
        ask.other.connect(partial(self._offer_others, row))
        ask.freed.connect(partial(self._free, row))
        ask.open()

    def _fit(self, row: RequestRow, fitted: Fitted) -> None:
        verb = partial(
            fitting.fit,
            request_id=row.id,
            serials=fitted.serials,
            serial_out=fitted.serial_out,
            fate=fitted.fate,
        )
        self._do(verb, tr("{part}: установлена", part=row.name))

    def _free(self, row: RequestRow) -> None:
        if row.state is RequestState.RESERVED:
            verb = partial(part_requests.release, request_id=row.id)
            self._do(verb, tr("{part}: резерв снят", part=row.name))
        else:
            self._give_back(row)

    def _offer_others(self, row: RequestRow) -> None:
        read = partial(part_reading.substitutes, actor=self._state.context.actor, part_id=row.part_id)
        self._state.context.tasks.run(self, read, partial(self._open_swap, row), latest="substitutes")

    def _open_swap(self, row: RequestRow, found: Sequence[Substitute]) -> None:
        waits = row.state in WAITING_REQUESTS and self._state.status is not OrderStatus.WAITING_PART
        ask = SwapAsk(self._owner, row, found, can_wait=waits and self._can_wait())
        ask.chosen.connect(partial(self._swap, row))
        ask.waited.connect(self._wait)
        ask.open()

    def _swap(self, row: RequestRow, part_id: int) -> None:
        verb = partial(part_requests.substitute, request_id=row.id, part_id=part_id)
        self._do(verb, self._tell_asked)

    # -- taking back -----------------------------------------------------------------------------

    def remove(self, line_id: int) -> None:
        """Delete: what is fitted or issued goes back to its cell, what is only wanted is not wanted more."""
        row = self._lines.row(line_id)
        if not isinstance(row, RequestRow):
            self._removed(line_id)
        elif row.state is RequestState.ISSUED:
            self._give_back(row)
        elif self._state.may("parts.request"):
            verb = partial(self._cancel, row)
            self._doing.ask(CANCEL_ASK, verb)

    def _cancel(self, row: RequestRow, reason: str) -> None:
        verb = partial(part_requests.cancel, request_id=row.id, reason=reason)
        self._do(verb, tr("{part}: заявка отменена", part=row.name))

    def _give_back(self, row: RequestRow) -> None:
        if self._state.may("stock.put_back"):
            self._doing.ask(GIVE_BACK_ASK, partial(self._put_back, row))

    def _put_back(self, row: RequestRow, reason: str) -> None:
        verb = partial(stock.put_back_request, request_id=row.id, reason=reason)
        self._do(verb, tr("{part}: вернулась на склад", part=row.name))

    def _do(self, verb: Work, told: str | Callable[[Any], object]) -> None:
        self._doing.run(partial(verb, actor=self._state.context.actor), told)
