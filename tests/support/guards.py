"""Guards round every test: unexpected log records, threads, timers and windows left behind fail it."""

from __future__ import annotations

import gc
import logging
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

ExpectLog = Callable[[str], None]
SECOND_LOOKS = 6


class _Collector(logging.Handler):
    """Keeps records of warnings and worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self.expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def unexpected(self) -> list[str]:
        lines = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in self.records]
        return [line for line in lines if not any(re.search(pattern, line) for pattern in self.expected)]

    def missing(self) -> list[str]:
        lines = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in self.records]
        return [pattern for pattern in self.expected if not any(re.search(pattern, line) for line in lines)]


@pytest.fixture
def _log_collector() -> Iterator[_Collector]:
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield collector
    logging.getLogger().removeHandler(collector)


@pytest.fixture(autouse=True)
def _no_unexpected_logs(_log_collector: _Collector) -> Iterator[None]:
    """A warning in the log that the test did not announce by `expect_log` is a fault."""
    yield
    assert not _log_collector.unexpected(), "unexpected log records"
    assert not _log_collector.missing(), "log records that were expected and never came"


@pytest.fixture
def expect_log(_log_collector: _Collector) -> ExpectLog:
    """Announce a record of WARNING or worse by a pattern over `LEVEL logger: message`; it must come."""
    return _log_collector.expected.append


def pytest_collection_finish() -> None:
    """Take what the imports made out of the sight of the collector: looking for timers gets quick."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Threads, and in a test with Qt running timers and windows, that a test started end with it."""
    threads = set(threading.enumerate())
    with_qt = "qapp" in request.fixturenames
    windows = {id(window) for window in _windows()} if with_qt else set()
    timers = {id(timer) for timer in _running_timers()} if with_qt else set()
    yield

    def left() -> list[str]:
        found = [thread.name for thread in threading.enumerate() if thread not in threads]
        if with_qt:
            found += [repr(window) for window in _windows() if id(window) not in windows]
            found += [repr(timer) for timer in _running_timers() if id(timer) not in timers]
        return found

    for attempt in range(SECOND_LOOKS):
        if with_qt:
            _delete_later_now()
        if not left():
            return
        gc.collect()
        time.sleep(0.05 * attempt)
    assert not left(), "left behind by the test"


def _delete_later_now() -> None:
    """Let Qt carry out the deletions that were asked for."""
    application = _application()
    if application is not None:
        application.sendPostedEvents(None, sys.modules["PySide6.QtCore"].QEvent.Type.DeferredDelete)


def _application() -> Any:
    widgets = sys.modules.get("PySide6.QtWidgets")
    return widgets.QApplication.instance() if widgets else None


def _windows() -> list[Any]:
    application = _application()
    return application.topLevelWidgets() if application else []


def _running_timers() -> list[Any]:
    core, shiboken = sys.modules.get("PySide6.QtCore"), sys.modules.get("shiboken6")
    if core is None or shiboken is None:
        return []
    timers = [thing for thing in gc.get_objects() if type(thing) is core.QTimer]
    return [timer for timer in timers if shiboken.isValid(timer) and timer.isActive()]
