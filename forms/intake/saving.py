"""F9 and Ctrl+P: reading the visit, one write, and what is said afterwards; nothing typed is lost."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from forms.intake import asks
from forms.intake.desk import Desk, Problem
from forms.intake.drafts import DraftKeeper
from forms.intake.words import error_words
from ui.tasks import Tasks
from workstation.errors import ConflictError, ErrorList, StorageError, UserError
from workstation.i18n import tr

if TYPE_CHECKING:
    from workstation.documents.intake import Accepted, IntakeData
    from workstation.documents.people import Actor

PHOTOS_MS = 60


class Saving(QObject):
    """accepted(Accepted), corrected(act id), rendered(bytes); told(words, more, tone); busy(bool)."""

    accepted = Signal(object)
    corrected = Signal(object)
    rendered = Signal(object)
    told = Signal(str, str, str)
    busy = Signal(bool)

    def __init__(self, desk: Desk, keeper: DraftKeeper, tasks: Tasks, actor: Actor) -> None:
        super().__init__(desk)
        self._desk, self._keeper, self._tasks, self._actor = desk, keeper, tasks, actor
        self._running = False

    def accept(self) -> None:
        """F9."""
        self._begin(self._write)

    def preview(self) -> None:
        """Ctrl+P."""
        self._begin(self._preview)

    def _begin(self, then: Callable[[IntakeData], None]) -> None:
        if self._running:
            return
        if self._tasks.is_busy(self._desk.form.device.photos):
            QTimer.singleShot(PHOTOS_MS, self, partial(self._begin, then))
            return
        data, found = self._desk.read()
        if found:
            self._complain(found)
            return
        self._desk.form.clear_errors()
        self._set_busy(True)
        self._keeper.when_idle(partial(then, data))

    def _complain(self, found: list[Problem]) -> None:
        unplaced = self._desk.show_problems(found)
        if unplaced:
            self.told.emit(unplaced[0], "", "red")

    def _write(self, data: IntakeData) -> None:
        visit = self._desk.visit
        person = None if visit.customer else visit.person_id
        data = dataclasses.replace(
            data,
            draft_id=visit.draft_id,
            customer=dataclasses.replace(data.customer, person_id=person),
        )
        if visit.order is not None:
            write: Callable[..., Any] = partial(
                asks.correct, actor=self._actor, order_id=visit.order.id, customer=data.customer,
                item=data.items[0], version=visit.order.version,
            )  # fmt: skip
            done: Callable[[Any], None] = self.corrected.emit
        else:
            write = partial(asks.accept, data=data, actor=self._actor)
            done = self._on_accepted
        self._tasks.run(self, write, done, self._on_failed, write=True, always=partial(self._set_busy, False))

    def _on_accepted(self, accepted: Accepted) -> None:
        self._keeper.forget(self._desk.visit)
        self.accepted.emit(accepted)

    def _preview(self, data: IntakeData) -> None:
        ask = partial(asks.preview, data=data, actor=self._actor)
        self._tasks.run(
            self, ask, self._render, self._on_failed, write=True, always=partial(self._set_busy, False)
        )

    def _render(self, previewed: Any) -> None:
        self._tasks.io(self, partial(asks.render, previewed), self.rendered.emit, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        words = error_words(error)
        if isinstance(error, StorageError):
            self.told.emit(words, tr("Набранное цело. F9 — повторить"), "red")
        elif isinstance(error, ConflictError):
            self._on_conflict(words)
        elif isinstance(error, UserError):
            errors = error.errors if isinstance(error, ErrorList) else (error,)
            self._complain([(*self._desk.place_of(one), error_words(one)) for one in errors])
        else:
            self.told.emit(words, "", "red")

    def _on_conflict(self, words: str) -> None:
        visit = self._desk.visit
        if visit.order is not None:
            self.told.emit(words, tr("Набранное цело. F5 — загрузить заказ заново"), "amber")
            return
        self.told.emit(words, tr("Сверьте карточку и нажмите F9 ещё раз"), "amber")
        if visit.customer is not None:
            self._tasks.run(self, partial(asks.customer, customer_id=visit.customer.id), self._on_fresh)

    def _on_fresh(self, match: Any) -> None:
        self._desk.visit.customer = match

    def _set_busy(self, running: bool) -> None:
        self._running = running
        self.busy.emit(running)
