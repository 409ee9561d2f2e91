"""The print queue of this station: what waits and why, once more, or off the queue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.actions import ActionSpec, bind
from ui.context import Context, Page
from ui.print_worker import reason_text
from ui.problems import error_text
from ui.table_model import Cell, Column, TableModel
from ui.table_view import TableView
from ui.widgets.basics import EmptyState
from workstation import clock
from workstation.documents.orders import PrintJobRow
from workstation.i18n import mark, tr
from workstation.queries.print_jobs import list_print_jobs
from workstation.services import print_queue
from workstation.statuses import PrintState

RETRY = ActionSpec("print_queue.retry", mark("Повторить"), "F9", "top", "rotate-cw", main=True)
DROP = ActionSpec("print_queue.drop", mark("Снять с очереди"), "Del", "top", "x")
STATES = {
    PrintState.WAITING: ("grey", "clock"),
    PrintState.PRINTING: ("accent", "printer"),
    PrintState.FAILED: ("amber", "triangle-alert"),
}


def columns() -> Sequence[Column]:
    """What a line says; the reason gives way first."""
    return (
        Column("paper", mark("Документ"), 300, lambda row: Cell(row.kind.label, bold=True)),
        Column("number", mark("Номер"), 150, lambda row: row.number),
        Column("state", mark("Состояние"), 140, _state),
        Column("reason", mark("Почему ждёт"), 0, lambda row: Cell(reason_text(row), tone="text2")),
        Column("made", mark("Поставлен"), 90, lambda row: f"{clock.local(row.made_at):%H:%M}", right=True),
    )


def _state(row: PrintJobRow) -> Cell:
    token, icon = STATES[row.state]
    return Cell(row.state.label, badge=token, icon=icon)


class PrintQueue(Page):
    """Opened from the status bar."""

    help_topic = "printing"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows: dict[int, PrintJobRow] = {}
        self.set_title(tr("Очередь печати"), context.station)
        self.actions_bound = [bind(RETRY, self, self.retry), bind(DROP, self, self.drop)]
        empty = EmptyState("printer", tr("Очередь пуста"), tr("Всё отправлено на принтер."))
        self._model = TableModel(columns(), self._fetch_ids, self._fetch_rows, parent=self)
        self._view = TableView(self._model, empty)
        self._view.opened.connect(lambda _id: self.retry())
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 0)
        column.addWidget(self._view)
        context.tasks.changed.connect(self._on_changed)

    def activate(self, key: object = None) -> None:
        """Shown: read the queue, the focus goes into the list."""
        self._model.refresh()
        self._view.setFocus()

    def refresh(self) -> None:
        """F5."""
        self._model.refresh()

    def retry(self) -> None:
        """Put the line under the cursor back into the line, or all that wait where none is chosen."""
        self._do(print_queue.retry, tr("Печатаем ещё раз"))

    def drop(self) -> None:
        """Take the line under the cursor off the queue; the paper itself stays with its order."""
        self._do(print_queue.cancel_job, tr("Снято с очереди. Бумага осталась в заказе"))

    def _do(self, verb: Callable[..., Any], words: str) -> None:
        job = self._view.current_id()
        if job is not None:
            write = partial(verb, actor=self.context.actor, job_id=job)
            done = partial(self._on_done, words)
            self.context.tasks.run(self, write, done, self._on_refused, write=True)

    def _on_done(self, words: str, _result: object) -> None:
        self.context.tell(words, "green")

    def _on_refused(self, error: Exception) -> None:
        self.context.tell(error_text(error), "red")
        self._model.refresh()

    def _on_changed(self, kinds: set[str]) -> None:
        if "print_job" in kinds and self.isVisible():
            self._model.refresh()

    def _fetch_ids(self, sort: str, descending: bool, done: Callable[[Iterable[int]], None]) -> None:
        actor = self.context.actor
        if actor is not None:
            ask = partial(list_print_jobs, station_id=actor.station_id)
            self.context.tasks.run(self, ask, partial(self._on_jobs, done), latest="jobs")

    def _on_jobs(self, done: Callable[[Iterable[int]], None], rows: Sequence[PrintJobRow]) -> None:
        self._rows = {row.id: row for row in rows}
        done([row.id for row in rows])

    def _fetch_rows(self, ids: Sequence[int], done: Callable[[Iterable[Any]], None]) -> None:
        done([self._rows[one] for one in ids if one in self._rows])
