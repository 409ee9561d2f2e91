"""Drafts of the intake: kept within a second of the first key, one write at a time, never in the way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from forms.intake import asks
from forms.intake.visit import Visit
from ui.tasks import Tasks
from ui.typed import show_date
from workstation import clock
from workstation.documents.people import Actor
from workstation.i18n import tr


class DraftKeeper(QObject):
    """Writes what `body` gives. saved(moment text); troubled(error): kept trying, told once; counted(n)."""

    saved = Signal(str)
    troubled = Signal(object)
    counted = Signal(int)

    def __init__(self, owner: QObject, tasks: Tasks, actor: Actor, form: str) -> None:
        super().__init__(owner)
        self._tasks, self._actor, self._form = tasks, actor, form
        self._busy = False
        self._waiting: list[tuple[Visit, dict[str, Any]]] = []
        self._then: list[Callable[[], object]] = []

    def save(self, visit: Visit, body: dict[str, Any]) -> None:
        """Keep a body; while one is being written the newest waits and takes its place afterwards."""
        if self._busy:
            self._waiting = [one for one in self._waiting if one[0] is not visit] + [(visit, body)]
            return
        self._busy = True
        person = visit.customer.id if visit.customer else visit.person_id
        write = partial(
            asks.save_draft,
            actor=self._actor,
            form=self._form,
            body=body,
            draft_id=visit.draft_id,
            person_id=person,
        )
        done = partial(self._on_saved, visit, visit.draft_id is None)
        self._tasks.run(self, write, done, self.troubled.emit, write=True, always=self._on_end)

    def when_idle(self, then: Callable[[], object]) -> None:
        """Call `then` once nothing is being written, so that the draft's own key is known."""
        if self._busy:
            self._then.append(then)
        else:
            then()

    def discard(self, draft_id: int) -> None:
        """Throw a draft away."""
        write = partial(asks.discard_draft, actor=self._actor, draft_id=draft_id)
        self._tasks.run(self, write, lambda _none: self.count(), lambda _error: None, write=True)

    def list(self, done: Callable[[list[Any]], object]) -> None:
        """The user's drafts, newest first."""
        read = partial(asks.drafts, form=self._form, actor=self._actor)
        self._tasks.run(self, read, done, latest="drafts")

    def count(self) -> None:
        """Ask how many there are; `counted` answers."""
        self.list(lambda rows: self.counted.emit(len(rows)))

    def forget(self, visit: Visit) -> None:
        """What waits to be written of a visit is of no use any more: the intake is saved."""
        self._waiting = [one for one in self._waiting if one[0] is not visit]

    def _on_saved(self, visit: Visit, is_new: bool, ids: tuple[int, int]) -> None:
        visit.draft_id, visit.person_id = ids
        self.saved.emit(tr("Черновик сохранён в {time}", time=f"{clock.local(clock.now()):%H:%M}"))
        if is_new:
            self.count()

    def _on_end(self) -> None:
        self._busy = False
        if self._waiting:
            self.save(*self._waiting.pop(0))
        else:
            then, self._then = self._then, []
            for one in then:
                one()


def moment_text(moment: Any) -> str:
    """`14:32` today, `22.11.2026 14:32` before."""
    there = clock.local(moment)
    day = "" if there.date() == clock.today() else f"{show_date(there.date())} "
    return f"{day}{there:%H:%M}"
