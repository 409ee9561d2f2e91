"""The page of the print queue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QVBoxLayout, QWidget

from forms.print_queue.words import PURPOSES, job_item
from ui import file_dialog
from ui.actions import ActionSpec, BoundAction, bind
from ui.context import Context, Page
from ui.printer import Target
from ui.problems import error_text
from ui.widgets.action_bar import ActionBar
from ui.widgets.basics import EmptyState, Fill, SectionTitle
from ui.widgets.buttons import Button
from ui.widgets.row_list import RowList
from workstation import files
from workstation.documents.conclusions import pictures_of
from workstation.documents.orders import PrintJobRow
from workstation.i18n import mark, ntr, tr
from workstation.queries.print_jobs import list_print_jobs
from workstation.services import print_queue, settings
from workstation.services.print_queue import TakenJob
from workstation.statuses import PrintState

OPEN_STATES = frozenset({PrintState.WAITING, PrintState.FAILED})
CLOSED_STATES = (PrintState.DONE, PrintState.CANCELLED)
RECENT = 15
WIDEST = 980

RETRY = ActionSpec("queue_retry", mark("Повторить"), "F9", "bar", "rotate-cw", main=True)
RETRY_ALL = ActionSpec("queue_retry_all", mark("Повторить все"), "Shift+F9", "bar")
CANCEL = ActionSpec("queue_cancel", mark("Снять с печати"), "Delete", "bar", "ban")
TO_FILE = ActionSpec("queue_file", mark("В файл PDF"), "Ctrl+S", "bar", "save")
PRINTER = ActionSpec("queue_printer", mark("Другой принтер"), "Ctrl+P", "bar", "printer")


class PrintQueue(Page):
    """Jobs that wait or failed, and the last ones that came out."""

    help_topic = "print_queue"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows: Sequence[PrintJobRow] = ()
        self._bound: dict[str, BoundAction] = {}
        self.set_title(tr("Очередь печати"))
        self._jobs, self._recent = RowList(tr("Задания в очереди")), RowList(tr("Последние задания"))
        self._title, self._recent_title = SectionTitle(""), SectionTitle(tr("Недавно"))
        self._empty = EmptyState("printer", tr("Очередь пуста"), tr("Всё, что отправлено, напечатано."))
        self._build()
        self._jobs.opened.connect(lambda _job: self._retry())
        self._jobs.current_changed.connect(lambda _job: self._follow_state())
        self._follow_state()
        context.tasks.changed.connect(self._on_changed)

    def _build(self) -> None:
        inner = Fill("surface")
        inner.setMaximumWidth(WIDEST)
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        for part in (self._title, self._jobs, self._empty):
            column.addWidget(part)
        column.addSpacing(14)
        for part in (self._recent_title, self._recent):
            column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inner)
        self._bar = ActionBar()
        pairs: list[tuple[ActionSpec, Callable[[], object]]] = [
            (CANCEL, self._cancel),
            (TO_FILE, self._to_file),
            (PRINTER, self._ask_printers),
            (RETRY_ALL, self._retry_all),
            (RETRY, self._retry),
        ]
        for spec, slot in pairs:
            bound = self._bound[spec.id] = bind(spec, self, slot)
            self.actions_bound.append(bound)
            self._bar.add(Button.of(bound))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(scroll, 1)
        page.addWidget(self._bar)

    def activate(self, key: object = None) -> None:
        """Read the queue; the focus goes to its first job."""
        self.refresh()
        self._jobs.setFocus()

    def refresh(self) -> None:
        """Read the queue anew."""
        actor = self.context.actor
        if actor is not None:
            read = partial(_read, station_id=actor.station_id)
            self.context.tasks.run(self, read, self._take, latest="queue")

    def _on_changed(self, kinds: set[str]) -> None:
        if "print_job" in kinds:
            self.refresh()

    def _take(self, found: tuple[Sequence[PrintJobRow], Sequence[PrintJobRow]]) -> None:
        rows, recent = found
        self._rows = rows
        self._jobs.set_items([job_item(row) for row in rows])
        self._recent.set_items([job_item(row) for row in recent])
        self._jobs.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._recent_title.setVisible(bool(recent))
        self._title.setVisible(bool(rows))
        self._title.set_title(ntr("Ждёт {n} документ", "Ждут {n} документов", len(rows)))
        self._follow_state()

    def _row(self) -> PrintJobRow | None:
        return next((row for row in self._rows if row.id == self._jobs.current_id()), None)

    def _follow_state(self) -> None:
        row = self._row()
        can = row is not None and row.state in OPEN_STATES
        for spec in (RETRY, CANCEL, TO_FILE):
            self._bound[spec.id].action.setEnabled(can)
        failed = [one for one in self._rows if one.state is PrintState.FAILED]
        self._bound[RETRY_ALL.id].action.setEnabled(bool(failed))

    # -- verbs -----------------------------------------------------------------------------------

    def _retry(self) -> None:
        row = self._row()
        if row is not None and row.state in OPEN_STATES:
            self._do(print_queue.retry, row.id, tr("Снова в очереди"))

    def _retry_all(self) -> None:
        for row in self._rows:
            if row.state is PrintState.FAILED:
                self._do(print_queue.retry, row.id, tr("Все снова в очереди"))

    def _cancel(self) -> None:
        row = self._row()
        if row is not None and row.state in OPEN_STATES:
            self._do(print_queue.cancel_job, row.id, tr("Снято с печати. Документ остаётся в заказе"))

    def _do(self, verb: Callable[..., None], job_id: int, words: str) -> None:
        work = partial(verb, actor=self.context.actor, job_id=job_id)
        done = partial(self._tell, words)
        self.context.tasks.run(self, work, done, self._refuse, write=True)

    # -- into a file -----------------------------------------------------------------------------

    def _to_file(self) -> None:
        row = self._row()
        if row is None:
            return
        name = f"{row.kind.label} {row.number}.pdf"
        path = file_dialog.save_name(self, tr("Записать PDF"), name, "PDF (*.pdf)")
        if path:
            self.write_file(row.id, Path(path))

    def write_file(self, job_id: int, path: Path) -> None:
        """Write a job into a PDF file instead of printing it."""
        take = partial(_take_for_file, actor=self.context.actor, job_id=job_id)
        self.context.tasks.run(self, take, partial(self._draw, path), self._refuse, write=True)

    def _draw(self, path: Path, found: tuple[TakenJob, Path]) -> None:
        job, folder = found
        done, failed = partial(self._written, job, path), partial(self._not_written, job)
        self.context.tasks.io(self, partial(_draw_to, path, job, folder), done, failed)

    def _written(self, job: TakenJob, path: Path, _none: None) -> None:
        done = partial(self._tell, tr("Записано: {path}", path=path))
        self.context.tasks.run(self, partial(print_queue.mark_done, job_id=job.id), done, write=True)

    def _not_written(self, job: TakenJob, error: Exception) -> None:
        self._refuse(error)
        mark = partial(print_queue.mark_failed, job_id=job.id, reason=error_text(error))
        self.context.tasks.run(self, mark, write=True)

    # -- another printer -------------------------------------------------------------------------

    def _ask_printers(self) -> None:
        self.context.tasks.io(self, self.context.printer.names, self._open_printers, latest="printers")

    def _open_printers(self, names: Sequence[str]) -> None:
        row = self._row()
        purpose = row.purpose if row is not None else "paper"
        menu = QMenu(self)
        menu.addSection(tr(PURPOSES[purpose]))
        for name in names:
            action = menu.addAction(name)
            action.triggered.connect(partial(self._choose, purpose, name))
        if not names:
            menu.addAction(tr("Принтеров в системе нет")).setEnabled(False)
        menu.addSeparator()
        action = menu.addAction(tr("Настройки печати…"))
        action.triggered.connect(lambda _checked=False: self.context.open_form("settings", "PrintersSection"))
        menu.aboutToHide.connect(menu.deleteLater)
        size = menu.sizeHint()
        menu.popup(self._bar.mapToGlobal(QPoint(self._bar.width() - size.width() - 16, -size.height())))
        chosen = next((one for one in menu.actions() if one.isEnabled() and not one.isSeparator()), None)
        if chosen is not None:
            menu.setActiveAction(chosen)

    def _choose(self, purpose: str, name: str, _checked: bool = False) -> None:
        """From now on this station prints there; what failed for it is tried again."""
        key = f"printer.{purpose}"
        value = {**(self.context.settings[key] or {}), "target": Target("queue", name).text()}
        verb = partial(settings.set_setting, actor=self.context.actor, key=key, value=value)
        self.context.tasks.run(self, verb, partial(self._chosen, purpose), self._refuse, write=True)

    def _chosen(self, purpose: str, _none: None) -> None:
        for row in self._rows:
            if row.state is PrintState.FAILED and row.purpose == purpose:
                self._do(print_queue.retry, row.id, tr("Принтер выбран, задания снова в очереди"))

    def _tell(self, words: str, _result: object = None) -> None:
        self.context.tell(words, "green")

    def _refuse(self, error: Exception) -> None:
        self.context.tell(error_text(error), "red")


def _read(session: Any, station_id: int) -> tuple[list[PrintJobRow], list[PrintJobRow]]:
    recent = list_print_jobs(session, station_id, CLOSED_STATES, RECENT, newest_first=True)
    return list_print_jobs(session, station_id), recent


def _take_for_file(session: Any, actor: Any, job_id: int) -> tuple[TakenJob, Path]:
    return print_queue.take_for_file(session, actor, job_id), Path(session.info["folder"])


def _draw_to(path: Path, job: TakenJob, folder: Path) -> None:
    """The file appears only when it is whole."""
    from printing import render  # noqa: PLC0415 - reportlab is loaded when the first paper is drawn
    from ui.printer import PrinterError  # noqa: PLC0415

    assets = files.load_whole(folder, pictures_of(job.paper))
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(render(job.paper, job.stamp, page=job.page, assets=assets))
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise PrinterError("printer_folder", name=str(path.parent)) from error
