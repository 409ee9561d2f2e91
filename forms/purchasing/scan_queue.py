"""Codes are read one after another: a serial number is meant for the part that was scanned before it."""

from __future__ import annotations

from collections import deque
from functools import partial

from PySide6.QtCore import QObject, Signal

from ui.context import Page
from workstation import clock
from workstation.queries.receiving import read_scan


class ScanQueue(QObject):
    """read(code, ScanRead) for each code in its turn, or refused(code, error)."""

    read = Signal(str, object)
    refused = Signal(str, object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._codes: deque[str] = deque()
        self._is_busy = False

    def put(self, code: str) -> None:
        """One more code."""
        self._codes.append(code.strip())
        self._next()

    def _next(self) -> None:
        if self._is_busy or not self._codes:
            return
        self._is_busy = True
        code = self._codes.popleft()
        ask = partial(read_scan, text=code, on=clock.today())
        done, failed = partial(self.read.emit, code), partial(self.refused.emit, code)
        self._page.context.tasks.run(self, ask, done, failed, always=self._on_end)

    def _on_end(self) -> None:
        self._is_busy = False
        self._next()
