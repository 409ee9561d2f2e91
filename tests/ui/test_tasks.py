"""Lanes: results come back to the GUI thread, stale answers and dead owners are dropped."""

from __future__ import annotations

import threading
from typing import Any

from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QLabel
from shiboken6 import delete

from ui.tasks import Tasks
from workstation.errors import UserError


def test_result_comes_back_in_the_gui_thread(tasks: Tasks, qtbot: Any) -> None:
    owner, seen = QObject(), []
    tasks.run(
        owner,
        lambda _: threading.current_thread().name,
        lambda name: seen.append((name, QThread.isMainThread())),
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [("read-1", True)]


def test_write_tells_what_changed_after_its_own_done(tasks: Tasks, runner: Any, qtbot: Any) -> None:
    runner.kinds = {"order", "customer"}
    owner, seen = QObject(), []
    tasks.changed.connect(lambda kinds: seen.append(kinds))
    tasks.run(owner, lambda _: "act", seen.append, write=True)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == ["act", {"order", "customer"}]


def test_a_read_tells_no_change(tasks: Tasks, runner: Any, qtbot: Any) -> None:
    runner.kinds = {"order"}
    owner, seen, changes = QObject(), [], []
    tasks.changed.connect(changes.append)
    tasks.run(owner, lambda _: 1, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert changes == []


def test_writes_run_one_after_another_in_their_order(tasks: Tasks, qtbot: Any) -> None:
    owner, order, running = QObject(), [], []

    def work(number: int) -> None:
        running.append(number)
        assert len(running) == 1
        QThread.msleep(2)
        order.append(number)
        running.clear()

    done: list[object] = []
    for number in range(10):
        tasks.run(owner, lambda _, n=number: work(n), done.append, write=True)
    qtbot.waitUntil(lambda: len(done) == 10)
    assert order == list(range(10))


def test_latest_question_wins(tasks: Tasks, qtbot: Any) -> None:
    owner, other, seen, hold = QObject(), QObject(), [], threading.Event()
    ran: list[str] = []

    def ask(text: str) -> str:
        ran.append(text)
        hold.wait(5)
        return text

    for text in ("и", "ив", "ива", "иван"):
        tasks.run(owner, lambda _, t=text: ask(t), seen.append, latest="find")
    tasks.run(other, lambda _: ask("чужой"), seen.append, latest="find")
    hold.set()
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert sorted(seen) == ["иван", "чужой"]
    assert "ива" not in ran  # it was superseded before a thread was free


def test_callbacks_of_a_dead_owner_are_dropped_but_its_write_is_done(
    tasks: Tasks, runner: Any, qtbot: Any
) -> None:
    runner.kinds = {"order"}
    owner, hold, called, written, changes = QLabel(), threading.Event(), [], [], []
    tasks.changed.connect(changes.append)

    def work(_: object) -> None:
        hold.wait(5)
        written.append(1)

    tasks.run(owner, work, called.append, called.append, write=True, always=lambda: called.append(1))
    delete(owner)
    hold.set()
    qtbot.waitUntil(lambda: changes == [{"order"}])
    assert written == [1]
    assert called == []


def test_known_error_goes_to_failed_and_to_everybody_when_nobody_takes_it(tasks: Tasks, qtbot: Any) -> None:
    owner, taken, untaken, ended = QObject(), [], [], []
    tasks.unhandled.connect(untaken.append)

    def refuse(_: object) -> None:
        raise UserError("phone_bad", "customer.phone")

    tasks.run(owner, refuse, failed=taken.append, always=lambda: ended.append(1))
    qtbot.waitUntil(lambda: bool(ended))
    assert [error.field for error in taken] == ["customer.phone"]
    assert untaken == []
    tasks.run(owner, refuse, write=True)
    qtbot.waitUntil(lambda: bool(untaken))
    assert untaken[0].code == "phone_bad"


def test_a_bug_goes_to_the_error_window_and_the_form_is_let_go(tasks: Tasks, qtbot: Any) -> None:
    owner, failed, crashes, ended = QObject(), [], [], []
    tasks.crashed.connect(lambda error, trace: crashes.append((error, trace)))
    tasks.io(owner, lambda: 1 // 0, failed=failed.append, always=lambda: ended.append(1))
    qtbot.waitUntil(lambda: bool(ended))
    assert failed == []
    error, trace = crashes[0]
    assert isinstance(error, ZeroDivisionError)
    assert "1 // 0" in trace
    assert error.__traceback__ is None


def test_slow_work_is_told_and_cancelled_work_is_silent(tasks: Tasks, qtbot: Any) -> None:
    owner, hold, seen, slow = QObject(), threading.Event(), [], []
    tasks.slow.connect(slow.append)
    ticket = tasks.io(owner, lambda: hold.wait(5), seen.append)
    qtbot.waitUntil(lambda: slow == [True], timeout=2000)
    assert tasks.is_busy(owner)
    tasks.cancel(ticket)
    hold.set()
    qtbot.waitUntil(lambda: slow == [True, False])
    assert seen == []


def test_what_is_asked_before_the_base_is_open_waits_for_it(qapp: Any, runner: Any, qtbot: Any) -> None:
    tasks, owner, seen = Tasks(), QObject(), []
    tasks.run(owner, lambda session: session is runner, seen.append)
    qtbot.wait(30)
    assert seen == []
    tasks.use(runner)
    qtbot.waitUntil(lambda: seen == [True])
    assert tasks.close()


def test_close_finishes_queued_writes_and_calls_nobody(qapp: Any, runner: Any) -> None:
    tasks, owner, written, called = Tasks(runner), QObject(), [], []
    for number in range(5):
        tasks.run(owner, lambda _, n=number: written.append(n), called.append, write=True)
    assert tasks.close()
    qapp.processEvents()
    assert written == [0, 1, 2, 3, 4]
    assert called == []
    assert tasks.run(owner, lambda _: 1) == 0
