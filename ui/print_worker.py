"""Drains the print queue of this station: a job is taken, rendered, sent, marked done or failed.

A printer that is away never blocks anything: its job stays in the queue with the reason in words, is tried
again after a while, when a printer is chosen, or by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from printing import label_page, raster, render
from printing.raw import moved, to_tspl, to_zpl
from ui.printer import Printer, PrinterError, parse_target
from ui.tasks import Tasks
from workstation import files
from workstation.documents.conclusions import pictures_of
from workstation.documents.orders import PrintJobRow
from workstation.documents.people import Actor
from workstation.i18n import mark, ntr, tr
from workstation.queries.print_jobs import list_print_jobs
from workstation.services import print_queue
from workstation.services.print_queue import BROKEN, FOR_A_PERSON, INTERRUPTED, TakenJob
from workstation.statuses import PrintState

if TYPE_CHECKING:
    from PIL import Image

LOOK_MS = 20_000
AGAIN_MS = (30_000, 60_000, 120_000, 300_000)
LABEL_DPI = 203
REASONS = {
    INTERRUPTED: mark("Программа закрылась во время печати: проверьте, вышла ли бумага"),
    BROKEN: mark("Бумагу не удалось подготовить: сообщите тому, кто обслуживает программу"),
}


def reason_text(row: PrintJobRow) -> str:
    """Why a job failed, in words."""
    stored = row.last_error or ""
    return tr(REASONS[stored]) if stored in REASONS else stored


def prepare(job: TakenJob, setting: dict[str, Any], folder: Path) -> bytes:
    """What the job's printer wants: a PDF, or for a label printer its own commands. For the I/O lane.

    Raises PrinterError for a printer that is not chosen, or a paper without a label sent to a label printer.
    """
    target = parse_target(setting.get("target", ""))
    if target.kind != "tcp":
        assets = files.load_whole(folder, pictures_of(job.paper))
        return render(job.paper, job.stamp, page=job.page, assets=assets, offset=offset_of(setting))
    page = label_page(job.paper, job.page)
    if page is None:
        raise PrinterError("printer_labels_only", name=target.text())
    dpi = int(setting.get("dpi", LABEL_DPI))
    return commands(raster(job.paper, job.stamp, page=page, dpi=dpi), setting)


def offset_of(setting: dict[str, Any]) -> tuple[int, int]:
    """How far a printer is told to move what it prints, in tenths of a millimetre."""
    return int(setting.get("offset_x", 0)), int(setting.get("offset_y", 0))


def commands(picture: Image.Image, setting: dict[str, Any]) -> bytes:
    """A raster of the printer's resolution in its own language."""
    dpi = int(setting.get("dpi", LABEL_DPI))
    whole = moved(picture, *offset_of(setting), dpi)
    return to_tspl(whole, dpi=dpi) if setting.get("language") == "tspl" else to_zpl(whole)


class PrintWorker(QObject):
    """One per window. `state_changed(text, tone)` feeds the status bar; `link_changed(text, tone)` says
    whether the base answered the last look into the queue.
    """

    state_changed = Signal(str, str)
    link_changed = Signal(object)

    def __init__(self, tasks: Tasks, printer: Printer, settings: Any, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._printer, self._settings, self._folder = tasks, printer, settings, folder
        self._actor: Actor | None = None
        self._busy = False
        self._tries = 0
        self._look_timer = QTimer(self, interval=LOOK_MS)
        self._look_timer.timeout.connect(self.look)
        self._again_timer = QTimer(self, singleShot=True)
        self._again_timer.timeout.connect(self.again)
        tasks.changed.connect(self._on_changed)

    def serve(self, actor: Actor) -> None:
        """Print for the station of this actor; what a crash interrupted waits for a person."""
        self._actor = actor
        self._look_timer.start()
        recover = partial(print_queue.recover, actor=actor)
        self._tasks.run(self, recover, lambda _count: self.look(), self._on_refused, write=True)

    def stop(self) -> None:
        """No more jobs are taken."""
        self._actor = None
        self._look_timer.stop()
        self._again_timer.stop()

    @Slot()
    def look(self) -> None:
        """Read the queue: say how it stands, and take the next job if one waits."""
        if self._actor is not None:
            ask = partial(list_print_jobs, station_id=self._actor.station_id)
            self._tasks.run(self, ask, self._on_jobs, self._on_refused, latest="queue")

    @Slot()
    def again(self) -> None:
        """Try failed jobs once more; those that a crash interrupted are left to a person."""
        if self._actor is not None:
            revive = partial(print_queue.revive, actor=self._actor)
            self._tasks.run(self, revive, lambda _count: self.look(), self._on_refused, write=True)

    # -- the chain of one job --------------------------------------------------------------------

    def _on_jobs(self, rows: Sequence[PrintJobRow]) -> None:
        self.link_changed.emit(None)
        self._tell(rows)
        failed = [
            row for row in rows if row.state is PrintState.FAILED and row.last_error not in FOR_A_PERSON
        ]
        if failed and not self._again_timer.isActive():
            self._again_timer.start(AGAIN_MS[min(self._tries, len(AGAIN_MS) - 1)])
            self._tries += 1
        if any(row.state is PrintState.WAITING for row in rows) and not self._busy and self._actor:
            self._busy = True
            take = partial(print_queue.take_next, actor=self._actor)
            self._tasks.run(self, take, self._on_taken, self._on_not_taken, write=True)

    def _on_taken(self, job: TakenJob | None) -> None:
        if job is None:
            self._busy = False
            return
        setting = dict(self._settings[f"printer.{job.purpose}"] or {})
        send = partial(self._send, job, setting)
        sent, failed = partial(self._on_sent, job), partial(self._on_failed, job)
        self._tasks.io(self, send, sent, failed, always=partial(self._on_broken, job))

    def _send(self, job: TakenJob, setting: dict[str, Any]) -> str:
        data = prepare(job, setting, self._folder)
        return self._printer.send(setting["target"], data, job.title)

    def _on_sent(self, job: TakenJob, _answer: str) -> None:
        self._tries = 0
        self._mark(partial(print_queue.mark_done, job_id=job.id))

    def _on_failed(self, job: TakenJob, error: Exception) -> None:
        from ui.problems import error_text  # noqa: PLC0415

        self._mark(partial(print_queue.mark_failed, job_id=job.id, reason=error_text(error)))

    def _on_broken(self, job: TakenJob) -> None:
        """Neither sent nor refused: a bug while drawing; the queue goes on with the next job."""
        if self._busy:
            self._mark(partial(print_queue.mark_failed, job_id=job.id, reason=BROKEN))

    def _mark(self, verb: Any) -> None:
        self._busy = False
        self._tasks.run(self, verb, lambda _none: self.look(), self._on_refused, write=True)

    def _on_not_taken(self, error: Exception) -> None:
        self._busy = False
        self._on_refused(error)

    def _on_refused(self, error: Exception) -> None:
        self.link_changed.emit(error)

    @Slot(object)
    def _on_changed(self, kinds: set[str]) -> None:
        if "print_job" in kinds and not self._busy:
            self.look()

    def _tell(self, rows: Sequence[PrintJobRow]) -> None:
        failed = [row for row in rows if row.state is PrintState.FAILED]
        if failed:
            words = ntr("Печать: {n} документ ждёт", "Печать: {n} документов ждут", len(failed))
            self.state_changed.emit(f"{words}. {reason_text(failed[0]).partition('. ')[0]}", "amber")
        elif rows:
            self.state_changed.emit(ntr("Печать: {n} в очереди", "Печать: {n} в очереди", len(rows)), "text2")
        else:
            self.state_changed.emit(tr("Печать: очередь пуста"), "text2")
