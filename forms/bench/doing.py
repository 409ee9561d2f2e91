"""Verbs of the workshop from a screen: one write each, told in words; who was first is said by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from forms.bench import deeds, moves
from ui.context import Context
from ui.problems import error_text
from ui.widgets.ask import ReasonAsk
from workstation.documents.bench import StateRow
from workstation.i18n import tr
from workstation.statuses import OrderStatus


class Doing(QObject):
    """done(verb): written; refused(error): nothing was changed, the words are in the bar already.

    `version` is that of the order as it was shown, so that two people do not cross; None asks for none.
    """

    done = Signal(str)
    refused = Signal(object)

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner

    def do(
        self, order_id: int, verb: str, data: Any = None, version: int | None = None, told: str = ""
    ) -> None:
        """Do a verb."""
        self.do_all(order_id, [(verb, data)], version, told)

    def do_all(
        self,
        order_id: int,
        steps: Sequence[tuple[str, Any]],
        version: int | None,
        told: str,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Several verbs of one key press, all or none; `then()` when they are written."""
        work = partial(
            deeds.perform_all,
            actor=self._context.actor,
            order_id=order_id,
            steps=steps,
            version=version,
        )
        done = partial(self._on_done, steps[-1][0], told, then)
        self._context.tasks.run(self, work, done, self._on_refused, write=True)

    def run(self, work: Callable[..., Any], told: str | Callable[[Any], object]) -> None:
        """A verb of the store, `told` in words or by what it gave."""
        self._context.tasks.run(self, work, partial(self._on_run, told), self._on_refused, write=True)

    def _on_run(self, told: str | Callable[[Any], object], result: object) -> None:
        if callable(told):
            told(result)
            self._on_done("", "", None, result)
        else:
            self._on_done("", told, None, result)

    def move(  # noqa: PLR0913 - a move and why, where that is known
        self,
        order_id: int,
        here: OrderStatus,
        state: StateRow,
        version: int | None,
        number: str,
        reason: str | None = None,
    ) -> None:
        """Carry an order to a state by the verb that leads there; asks for a reason where one is wanted."""
        verb = moves.verb_for(here, state.status)
        told = tr("{number}: {state}", number=number, state=state.name)
        if verb in moves.ASKS:
            self.ask(moves.ASKS[verb], partial(self._move_with, order_id, verb, state, version, told))
        else:
            self.do(order_id, verb, moves.data_for(verb, state, reason), version, told)

    def ask(self, words: moves.Ask, then: Callable[[str], object]) -> None:
        """Ask why; taking it back counts as refused, so that the screen shows what is."""
        ready = [tr(one) for one in words.ready]
        ask = ReasonAsk(self._owner.window(), tr(words.title), tr(words.text), tr(words.confirm), ready)
        ask.given.connect(then)
        ask.rejected.connect(lambda: self.refused.emit(None))
        ask.open()

    def _move_with(  # noqa: PLR0913 - a move and the answer that it waited for
        self, order_id: int, verb: str, state: StateRow, version: int | None, told: str, reason: str
    ) -> None:
        self.do(order_id, verb, moves.data_for(verb, state, reason), version, told)

    def _on_done(self, verb: str, told: str, then: Callable[[], object] | None, _result: object) -> None:
        if told:
            self._context.tell(told, "green")
        if then is not None:
            then()
        self.done.emit(verb)

    def _on_refused(self, error: Exception) -> None:
        self._context.tell(error_text(error), "red")
        self.refused.emit(error)
