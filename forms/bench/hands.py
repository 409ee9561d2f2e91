"""What hands do on the bench: time, works, parts, the checklist, photos. Nothing here moves the order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from forms.bench import lines, reading
from forms.bench.check import CheckColumn
from forms.bench.diagnosis import DiagnosisForm
from forms.bench.doing import Doing
from forms.bench.keys import REMOVE_ASK
from forms.bench.line_asks import WorkAsk
from forms.bench.state import OnBench
from forms.bench.time_asks import NoteAsk
from workstation.documents.bench import OperationRow
from workstation.documents.contacts import OrderNoteData
from workstation.documents.deeds import AttachData, LineData, TickData, TimerData, WorkData
from workstation.documents.intake import Photo
from workstation.i18n import tr
from workstation.statuses import ItemKind


class Hands:
    """`recorded()` is told that what was typed in the form is written."""

    def __init__(  # noqa: PLR0913 - the parts of the page they work on
        self,
        state: OnBench,
        doing: Doing,
        owner: QWidget,
        form: DiagnosisForm,
        works: lines.Lines,
        check: CheckColumn,
        recorded: Callable[[], object],
    ) -> None:
        self._state, self._doing, self._owner = state, doing, owner
        self._form, self._works, self._check = form, works, check
        self._recorded = recorded
        self._paused: int | None = None
        self._shot_for: int | None = None

    def put_down(self) -> None:
        """Another order comes on the bench."""
        self._paused = self._shot_for = None

    # -- the diagnosis ---------------------------------------------------------------------------

    def record(self) -> None:
        """Ctrl+S: write what was established."""
        errors = self._form.check()
        self._form.show_errors(errors)
        if not errors and self._state.sheet is not None:
            step = [("record_diagnosis", self._form.data())]
            told = tr("Диагноз записан, решение пересчитано")
            self._doing.do_all(self._state.facts.order_id, step, self._state.version, told, self._recorded)

    # -- time ------------------------------------------------------------------------------------

    def toggle_timer(self) -> None:
        """F11: pause what runs; else go on with it, or with the work under the cursor."""
        mine = self._state.my_time()
        if mine is not None:
            self._paused = mine.work_id
            self._do("stop_timer", None, tr("Пауза"))
            return
        work, self._paused = self._next_work(), None
        self._do("start_timer", TimerData(work), tr("Время пошло"))

    def _next_work(self) -> int | None:
        """The work under the cursor, the one that was paused, the first that nobody began; else the order."""
        works = self._state.bench.works
        current = self._works.current() if self._works.table.hasFocus() else None
        if current is not None:
            return int(current.id)
        if self._paused in {row.id for row in works}:
            return self._paused
        fresh = (row.id for row in works if not row.timed_minutes and row.actual_minutes is None)
        return next(fresh, None)

    def stop_timer(self) -> None:
        """F12: this work is done; F11 begins the next."""
        if self._state.my_time() is not None:
            self._paused = None
            self._do("stop_timer", None, tr("Время остановлено"))

    # -- works -------------------------------------------------------------------------

    def ask_work(self) -> None:
        """Ctrl+R: the operations of this group come first."""
        ask = partial(reading.read_operations, category=self._state.order.device.category)
        self._state.context.tasks.run(self._owner, ask, self._open_work_ask, latest="operations")

    def _open_work_ask(self, operations: Sequence[OperationRow]) -> None:
        ask = WorkAsk(self._owner, operations)
        ask.given.connect(self._add_work)
        ask.open()

    def _add_work(self, data: WorkData) -> None:
        self._do("add_work", data, tr("Операция добавлена"))

    def ask_note(self) -> None:
        """Ctrl+M: a word for the colleagues."""
        ask = NoteAsk(self._owner)
        ask.given.connect(self._add_note)
        ask.open()

    def _add_note(self, data: OrderNoteData) -> None:
        self._do("note", data, tr("Заметка записана"))

    def remove(self, verb: str, line_id: int) -> None:
        """Delete: a line is taken back with a reason."""
        if self._state.may("bench.work"):
            self._doing.ask(REMOVE_ASK, partial(self._remove, verb, line_id))

    def _remove(self, verb: str, line_id: int, reason: str) -> None:
        self._do(verb, LineData(line_id, reason), tr("Снято"))

    # -- the checklist and photos ----------------------------------------------------------------

    def tick(self, position: int, value: str) -> None:
        """An item is answered; answers follow each other quickly, so no version is asked for."""
        self._do("tick", TickData(position, value))

    def shoot(self) -> None:
        """F6: for the item that has the focus, else for the first that lacks a photo, else for the order."""
        listed = self._state.bench.checklist
        wanting = [
            item.position
            for item in (listed.items if listed else ())
            if item.kind is ItemKind.PHOTO and not item.is_good
        ]
        here = self._check.list.current()
        self.shoot_for(here if here in wanting else next(iter(wanting), None))

    def shoot_for(self, position: int | None) -> None:
        """Take a picture that answers an item."""
        self._shot_for = position
        self._check.photos.shoot()

    def take_photo(self, photo: Photo) -> None:
        """A picture lies in the store: it answers the item it was taken for, or joins the order."""
        position, self._shot_for = self._shot_for, None
        if position is not None:
            self._do("tick", TickData(position, photo=photo), tr("Снимок принят"))
        elif photo.sha256 in {one.sha256 for one in self._state.order.photos}:
            self._state.context.tell(tr("Этот снимок уже есть"), "amber")
        else:
            self._do("attach", AttachData((photo,)), tr("Снимок добавлен"))

    def _do(self, verb: str, data: object = None, told: str = "") -> None:
        self._doing.do(self._state.facts.order_id, verb, data, None, told)
