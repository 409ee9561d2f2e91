"""A bug of ours: one window with a number, a report without personal data, and what was typed kept."""

from __future__ import annotations

import logging
import platform
import re
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.widgets.basics import IconLabel, label
from ui.widgets.buttons import Button
from workstation.i18n import ntr, tr

LOG = logging.getLogger("workstation.ui")
_HARMLESS = {"TypeError", "AttributeError", "NameError", "ImportError", "ModuleNotFoundError", "IndexError",
             "ZeroDivisionError", "RuntimeError", "RecursionError", "UnboundLocalError"}  # fmt: skip
_WORDS = re.compile(r"[\x20-\x7e]{1,160}")
_FRAME = re.compile(r'\s+File "(?P<path>[^"]+)", line (?P<line>\d+), in (?P<name>.+)')


def strip_trace(trace: str) -> str:
    """A traceback without what people typed: frames and code stay, the words of an error only where they
    come from Python itself and hold nothing but plain ASCII without long numbers.
    """
    kept = []
    for line in trace.splitlines():
        frame = _FRAME.match(line)
        if frame:
            path = "/".join(frame["path"].replace("\\", "/").split("/")[-3:])
            kept.append(f'  File "{path}", line {frame["line"]}, in {frame["name"]}')
        elif line.startswith(("    ", "Traceback", "During", "The above")):
            kept.append(line)
        elif re.match(r"[\w.]+(Error|Exception|Warning|Interrupt|Exit|Iteration)?(:|$)", line):
            kept.append(_strip_words(line))
    return "\n".join(kept)


def _strip_words(line: str) -> str:
    name, _, words = line.partition(":")
    safe = (
        name.rsplit(".", 1)[-1] in _HARMLESS and _WORDS.fullmatch(words) and not re.search(r"\d{4}|@", words)
    )
    return line if safe else name


class Faults(QObject):
    """Takes every unexpected error, from any thread, to one window.

    `keep()` is called first, so that the typed forms are drafts before anything is shown; `log_tail()` gives
    lines for the report that are already free of personal data.
    """

    caught = Signal(str, str)
    _came = Signal(str, str)

    def __init__(
        self, keep: Callable[[], object] | None = None, log_tail: Callable[[], str] | None = None,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._keep, self._log_tail = keep, log_tail
        self._window: ErrorWindow | None = None
        self._count = 0
        self._inside = False
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Stand in the three places where errors nobody took come out."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_on_qt_message)

    def remove(self) -> None:
        """Give the places back (tests, end of the process)."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def take(self, error: BaseException, trace: str = "") -> None:
        """A bug was caught (by `Tasks.crashed` or a hook); may be called in any thread."""
        if not trace:
            from traceback import format_exception  # noqa: PLC0415 - only when something broke

            trace = "".join(format_exception(error))
        LOG.error("unexpected error: %s", strip_trace(trace))
        self._came.emit(type(error).__name__, trace)

    def report(self, number: str, trace: str) -> str:
        """The text to send to whoever mends the program: no names, phones, or typed words."""
        tail = self._log_tail() if self._log_tail else ""
        return "\n".join(
            [
                f"report {number}",
                f"python {platform.python_version()}, qt {qVersion()}, {platform.platform()}",
                "",
                strip_trace(trace),
                *(["", tail] if tail else []),
            ]
        )

    def window(self) -> ErrorWindow | None:
        """The window while it is open."""
        return self._window

    def _on_came(self, kind: str, trace: str) -> None:
        if self._inside:
            return
        self._inside = True
        try:
            self._count += 1
            number = _number(kind, trace)
            kept = self._keep_forms()
            if self._window is None:
                self._window = ErrorWindow(number, self.report(number, trace), kept, _active_window())
                self._window.finished.connect(self._on_closed)
                self._window.open()
            else:
                self._window.add_another()
            self.caught.emit(number, trace)
        finally:
            self._inside = False

    def _keep_forms(self) -> bool:
        try:
            if self._keep is not None:
                self._keep()
        except Exception:  # noqa: BLE001 - the window of errors must open whatever else is broken
            LOG.exception("drafts could not be kept")
            return False
        return True

    def _on_closed(self) -> None:
        self._window = None

    def _on_exception(self, kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, _)
        else:
            self.take(error)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.take(args.exc_value)


class ErrorWindow(QDialog):
    """What happened in plain words, a number, a report to copy; work can go on."""

    def __init__(self, number: str, report: str, kept: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self._more = 0
        self.setWindowTitle(tr("Ошибка программы"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconLabel("circle-alert", "red", 20))
        head.addWidget(label(tr("Ошибка программы № {number}", number=number), size="title"), 1)
        column.addLayout(head)
        words = tr("Действие не выполнено. Набранное сохранено в черновиках, можно продолжать работу.")
        if not kept:
            words = tr(
                "Действие не выполнено. Черновик сохранить не удалось: перепишите набранное до выхода."
            )
        column.addWidget(label(words, wrap=True))
        column.addWidget(
            label(tr("Отчёт ниже не содержит личных данных. Передайте его тому, кто обслуживает программу."),
                  "text2", wrap=True)
        )  # fmt: skip
        self._text = QPlainTextEdit(report)
        self._text.setReadOnly(True)
        self._text.setMinimumHeight(180)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(tr("Отчёт об ошибке"))
        column.addWidget(self._text)
        self._others = label("", "amber", "small")
        self._others.hide()
        column.addWidget(self._others)
        self._add_buttons(column)

    def _add_buttons(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        copy = Button(tr("Копировать отчёт"), "Ctrl+C", "copy")
        copy.setShortcut("Ctrl+Shift+C")
        copy.clicked.connect(self.copy)
        close = Button(tr("Продолжить"), "Esc", kind="main")
        close.clicked.connect(self.accept)
        row.addWidget(copy)
        row.addWidget(close)
        column.addLayout(row)
        close.setFocus()

    def report(self) -> str:
        """The text shown."""
        return self._text.toPlainText()

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report())

    def add_another(self) -> None:
        """More went wrong while the window is open: counted, not piled up."""
        self._more += 1
        self._others.setText(ntr("Ещё {n} ошибка за это время", "Ещё {n} ошибок за это время", self._more))
        self._others.show()


def _number(kind: str, trace: str) -> str:
    """The same fault has the same number, so that people can say «снова 7F3A21»."""
    import zlib  # noqa: PLC0415

    place = "".join(frame.group() for frame in _FRAME.finditer(trace))
    return f"{zlib.crc32((kind + place).encode()):08X}"[:6]


def _active_window() -> QWidget | None:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    return QApplication.activeWindow()


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's own words go into the log."""
    logging.getLogger("workstation.qt").log(
        _LEVELS.get(kind, logging.WARNING), "%s %s", context.category, text
    )
