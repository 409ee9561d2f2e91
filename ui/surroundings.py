"""What stands round the window: the window of errors, the manual, the scanner, the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from ui.error_window import Faults
from ui.gate import Gate
from ui.help_window import HelpWindow
from ui.scanner import Scanner
from ui.tasks import Tasks
from workstation import log
from workstation.paths import resources_dir

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Surroundings(QObject):
    """Made once, after the first paint."""

    def __init__(self, window: MainWindow, tasks: Tasks, gate: Gate, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._gate = window, gate
        self._help: HelpWindow | None = None
        self._scanner: Scanner | None = None
        self._prefix: str | None = None
        log.start()
        self._faults = Faults(window.keep_all, parent=self)
        self._faults.install()
        tasks.crashed.connect(self._faults.take)
        window.help_asked.connect(self.show_help)
        gate.helped.connect(self.show_help)
        window.status.state_clicked.connect(self._on_state)
        window.closing.connect(self._on_closing)

    @Slot(str)
    def show_help(self, topic: str) -> None:
        """Open the manual at the page of a screen."""
        if self._help is None:
            self._help = HelpWindow(resources_dir() / "manual" / "ru")
        self._help.show_topic(topic)

    def listen(self, prefix: str) -> None:
        """Tell a scanner's codes from typing."""
        app = QApplication.instance()
        if prefix == self._prefix or not isinstance(app, QApplication):
            return
        self._stop_listening()
        self._prefix = prefix
        self._scanner = Scanner(app, prefix)
        self._scanner.scanned.connect(self._on_scanned)

    def remove(self) -> None:
        """Give back what was taken of the process."""
        self._faults.remove()
        self._stop_listening()

    def _stop_listening(self) -> None:
        app, scanner = QApplication.instance(), self._scanner
        if scanner is not None and app is not None:
            app.removeEventFilter(scanner)
            scanner.deleteLater()
        self._scanner, self._prefix = None, None

    @Slot(str)
    def _on_scanned(self, code: str) -> None:
        if not self._gate.is_up():
            self._window.scanned(code)

    @Slot(str)
    def _on_state(self, name: str) -> None:
        pages = {"print": ("print_queue", None), "backup": ("settings", "BackupSection")}
        if name in pages and not self._gate.is_up() and self._window.context.actor is not None:
            self._window.open_form(*pages[name])

    @Slot()
    def _on_closing(self) -> None:
        if self._help is not None:
            self._help.close()
