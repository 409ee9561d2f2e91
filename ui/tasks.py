"""The one way to do work off the GUI thread: three lanes, and callbacks that come back to the GUI thread.

- write lane: one thread, so that writes never wait for each other inside the base;
- read pool: two threads, latest wins per owner and key (search as you type);
- I/O lane: one thread for rendering, files, printers, network; it is given documents, never sessions.

One long-lived `Tasks` owns every signal: a signal owned by a form that is closed mid-work crashes the worker.
A worker never holds the last reference to anything of Qt: callbacks and functions stay in `_jobs`, which only
the GUI thread touches, and tracebacks are turned into text where they were raised.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from workstation.errors import WorkstationError

SLOW_MS = 500
JOIN_S = 10.0

WRITE, READ, IO = "write", "read", "io"
_THREADS = {WRITE: 1, READ: 2, IO: 1}


class Runner(Protocol):
    """Runs a function in one transaction and says which kinds of things it changed."""

    def run(self, fn: Callable[[Any], Any], write: bool) -> tuple[Any, set[str]]: ...


class _Job:
    """One piece of work; the worker fills the last four, the GUI thread reads them."""

    __slots__ = ("always", "changed", "done", "error", "failed", "fn", "key", "lane", "owner", "result",
                 "stale", "ticket", "trace")  # fmt: skip

    def __init__(self, ticket: int, owner: QObject, fn: Callable[..., Any], lane: str) -> None:
        self.ticket, self.owner, self.fn, self.lane = ticket, owner, fn, lane
        self.done: Callable[[Any], object] | None = None
        self.failed: Callable[[Exception], object] | None = None
        self.always: Callable[[], object] | None = None
        self.key: tuple[int, str] | None = None
        self.stale = False
        self.result: Any = None
        self.changed: set[str] = set()
        self.error: Exception | None = None
        self.trace = ""


class Tasks(QObject):
    """Runs functions in lanes; every signal and callback arrives in the GUI thread.

    changed(set): kinds of things a committed write changed; after the writer's own `done`.
    slow(bool): something has been running for more than half a second, or no longer is.
    unhandled(Exception): a known error that nobody took (`failed` was None): show it in words.
    crashed(Exception, str): a bug of ours with its traceback: the error window.
    """

    changed = Signal(object)
    slow = Signal(bool)
    unhandled = Signal(object)
    crashed = Signal(object, str)
    _finished = Signal(int)

    def __init__(self, runner: Runner | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._jobs: dict[int, _Job] = {}
        self._latest: dict[tuple[int, str], int] = {}
        self._lanes = {lane: SimpleQueue[_Job | None]() for lane in _THREADS}
        self._threads: dict[str, list[threading.Thread]] = {lane: [] for lane in _THREADS}
        self._waiting: list[_Job] = []
        self._next = 0
        self._closed = False
        self._is_slow = False
        self._slow_timer = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow_timer.timeout.connect(self._on_slow)
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def use(self, runner: Runner) -> None:
        """Give the base later than the window: the shell is painted before the base is opened.

        What was asked before waits and runs now.
        """
        self._runner = runner
        waiting, self._waiting = self._waiting, []
        for job in waiting:
            self._enqueue(job)

    def run(  # noqa: PLR0913 - the one helper of the program; every argument but two has a default
        self,
        owner: QObject,
        fn: Callable[[Any], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        *,
        write: bool = False,
        latest: str | None = None,
        always: Callable[[], object] | None = None,
    ) -> int:
        """Run `fn(session)` in one transaction; `done(result)` or `failed(error)` in the GUI thread.

        Callbacks are dropped when `owner` is gone; a write itself is never dropped. `latest` names a
        question of the owner whose older answers are of no use any more (reads only). `always()` is
        called in every case after the others, also after a bug. Returns a ticket for `cancel`.
        """
        if write and latest:
            raise ValueError("a write is never superseded")
        job = self._make(owner, fn, WRITE if write else READ, done, failed, always)
        if latest:
            self._supersede(job, latest)
        return self._start(job)

    def io(  # noqa: PLR0913
        self,
        owner: QObject,
        fn: Callable[[], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        *,
        latest: str | None = None,
        always: Callable[[], object] | None = None,
    ) -> int:
        """Run `fn()` in the I/O lane: rendering, files, printers, network; never a session."""
        job = self._make(owner, fn, IO, done, failed, always)
        if latest:
            self._supersede(job, latest)
        return self._start(job)

    def cancel(self, ticket: int) -> None:
        """Drop the callbacks of a job; if it has not begun and is no write, it will not run at all."""
        job = self._jobs.get(ticket)
        if job is not None:
            job.stale = True

    def is_busy(self, owner: QObject | None = None) -> bool:
        """Whether anything (of this owner) is still under way."""
        return any(owner is None or job.owner is owner for job in self._jobs.values())

    def close(self, timeout: float = JOIN_S) -> bool:
        """Let the lanes finish what is queued (stale reads are skipped) and end the threads.

        Callbacks of what ends meanwhile are not called. True when all threads ended in time.
        """
        self._closed = True
        self._slow_timer.stop()
        for job in self._jobs.values():
            job.stale = True
        for lane, threads in self._threads.items():
            for _ in threads:
                self._lanes[lane].put(None)
        alive = False
        for threads in self._threads.values():
            for thread in threads:
                thread.join(timeout)
                alive = alive or thread.is_alive()
            threads.clear()
        self._jobs.clear()
        return not alive

    def _make(  # noqa: PLR0913
        self,
        owner: QObject,
        fn: Callable[..., Any],
        lane: str,
        done: Callable[[Any], object] | None,
        failed: Callable[[Exception], object] | None,
        always: Callable[[], object] | None,
    ) -> _Job:
        self._next += 1
        job = _Job(self._next, owner, fn, lane)
        job.done, job.failed, job.always = done, failed, always
        return job

    def _supersede(self, job: _Job, key: str) -> None:
        job.key = (id(job.owner), key)
        older = self._jobs.get(self._latest.get(job.key, 0))
        if older is not None:
            older.stale = True
        self._latest[job.key] = job.ticket

    def _start(self, job: _Job) -> int:
        if self._closed:
            return 0
        self._jobs[job.ticket] = job
        if not self._slow_timer.isActive() and not self._is_slow:
            self._slow_timer.start()
        if self._runner is None and job.lane != IO:
            self._waiting.append(job)
        else:
            self._enqueue(job)
        return job.ticket

    def _enqueue(self, job: _Job) -> None:
        threads = self._threads[job.lane]
        if len(threads) < _THREADS[job.lane]:
            name = f"{job.lane}-{len(threads) + 1}"
            thread = threading.Thread(
                target=self._work, args=(self._lanes[job.lane],), name=name, daemon=True
            )
            threads.append(thread)
            thread.start()
        self._lanes[job.lane].put(job)

    def _work(self, queue: SimpleQueue[_Job | None]) -> None:
        while True:
            job = queue.get()
            if job is None:
                return
            if not job.stale or job.lane == WRITE:
                self._execute(job)
            ticket = job.ticket
            del job  # the GUI thread must be the one that drops the last reference to callbacks and owner
            if isValid(self):
                self._finished.emit(ticket)

    def _execute(self, job: _Job) -> None:
        try:
            if job.lane == IO:
                job.result = job.fn()
            elif self._runner is not None:
                job.result, job.changed = self._runner.run(job.fn, job.lane == WRITE)
        except WorkstationError as error:
            job.error = _without_frames(error)
        except Exception as error:  # noqa: BLE001 - the border of the program: a bug must reach its window
            from traceback import format_exception  # noqa: PLC0415 - only when something broke

            job.trace = "".join(format_exception(error))
            job.error = _without_frames(error)

    @Slot(int)
    def _on_finished(self, ticket: int) -> None:
        job = self._jobs.pop(ticket, None)
        if job is None:
            return
        if job.key is not None and self._latest.get(job.key) == ticket:
            del self._latest[job.key]
        self._rest()
        alive = isValid(job.owner) and not job.stale
        self._deliver_error(job, alive)
        if job.error is None and alive and job.done:
            job.done(job.result)
        if job.changed:
            self.changed.emit(job.changed)
        if job.always and isValid(job.owner) and not job.stale:
            job.always()

    def _deliver_error(self, job: _Job, alive: bool) -> None:
        if job.error is None:
            return
        if job.trace:
            self.crashed.emit(job.error, job.trace)
        elif alive and job.failed:
            job.failed(job.error)
        elif job.lane == WRITE or alive:
            self.unhandled.emit(job.error)

    def _rest(self) -> None:
        if self._jobs:
            return
        self._slow_timer.stop()
        if self._is_slow:
            self._is_slow = False
            self.slow.emit(False)

    @Slot()
    def _on_slow(self) -> None:
        if self._jobs and not self._is_slow:
            self._is_slow = True
            self.slow.emit(True)


def _without_frames(error: Exception) -> Exception:
    """The error without its frames: they hold locals that may be widgets, and would die in the worker."""
    seen: BaseException | None = error
    while seen is not None:
        seen.__traceback__ = None
        seen = seen.__cause__ or seen.__context__
    return error
