"""Making the application, and what waits until the first picture is on the screen."""

from __future__ import annotations

import gc
import linecache
import sys
import threading
from collections.abc import Sequence
from importlib import import_module

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme
from workstation.i18n import tr

COLLECT_MS = 2000
FAIR_S = 0.0002
"""While modules are imported the window asks for the interpreter at each painted line; with Python's usual
5 ms a turn it would wait seconds to show one letter."""
YOUNG, MIDDLE, OLD = 700, 10, 30


def make_app(argv: Sequence[str], scheme: str = "light", language: str = "ru") -> QApplication:
    """The application in its dress, with Qt's own words translated and rubbish collected in this thread."""
    app = QApplication(list(argv))
    app.setApplicationName("workstation")
    app.setApplicationDisplayName(tr("Рабочее место"))
    QLocale.setDefault(QLocale(language))
    translator = QTranslator(app)
    if translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    theme.apply(app, scheme)
    Collector(app)
    return app


class Collector(QObject):
    """Collects reference cycles in the GUI thread only: a worker that happens to collect a cycle with a
    widget in it would destroy the widget in the wrong thread, and the process dies.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._turn = 0
        self._timer = QTimer(self, interval=COLLECT_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Young rubbish when there is enough of it, all of it from time to time."""
        if gc.get_count()[0] < YOUNG:
            return
        self._turn += 1
        linecache.clearcache()
        gc.collect(2 if self._turn % OLD == 0 else 1 if self._turn % MIDDLE == 0 else 0)


class FirstPaint(QObject):
    """Tells once that a window has been painted and the events that waited were handled.

    Made after `show`. The window of the system is watched too: a widget that its children cover gets no
    paint event of its own.
    """

    painted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._watched = [one for one in (window, window.windowHandle()) if one is not None]
        for one in self._watched:
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Paint, QEvent.Type.Expose} and self._watched:
            for one in self._watched:
                one.removeEventFilter(self)
            self._watched = []
            QTimer.singleShot(0, self.painted.emit)
        return False


class Imports(QObject):
    """Imports heavy modules in a thread after the first paint; then `ready`, or `failed(text)`."""

    ready = Signal()
    failed = Signal(str)

    def __init__(self, names: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)

    def start(self) -> None:
        """Begin; the GUI thread stays free but for short gaps."""
        threading.Thread(target=self._run, name="imports", daemon=True).start()

    def _run(self) -> None:
        before = sys.getswitchinterval()
        sys.setswitchinterval(FAIR_S)
        try:
            self._import()
        finally:
            sys.setswitchinterval(before)

    def _import(self) -> None:
        for name in self._names:
            try:
                import_module(name)
            except ImportError as error:
                self.failed.emit(f"{name}: {error}")
                return
            linecache.clearcache()  # PySide's import hook leaves the source of each module there
        gc.freeze()  # modules live as long as the process: no collection needs to walk them
        self.ready.emit()
