"""A scanner that types: codes are told from typing by their speed, or by a prefix, and taken out of the keys.

Scanners send key presses of a US keyboard; under a Russian layout the same keys give Cyrillic. So the letters
are read off the physical keys.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

GAP_MS = 45
PREFIX_GAP_MS = 200
SHORTEST = 6
_X11_OFFSET = 8
_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
)
_PLAIN = {first + i: char for first, plain, _ in _ROWS for i, char in enumerate(plain)}
_SHIFTED = {first + i: char for first, _, shifted in _ROWS for i, char in enumerate(shifted)}
_RUSSIAN = "йцукенгшщзхъфывапролджэёячсмитьбю"
_LATIN = "qwertyuiop[]asdfghjkl;'`zxcvbnm,."
_CYRILLIC = dict(zip(_RUSSIAN + _RUSSIAN.upper(), _LATIN + 'QWERTYUIOP{}ASDFGHJKL:"~ZXCVBNM<>', strict=True))


class _Held(NamedTuple):
    key: int
    modifiers: Qt.KeyboardModifier
    scan: int
    text: str


def us_character(text: str, scan: int, shift: bool) -> str:
    """What a US keyboard types with this physical key (0: unknown, then by the letter itself)."""
    code = scan - (0 if sys.platform == "win32" else _X11_OFFSET)
    physical = (_SHIFTED if shift else _PLAIN).get(code) if scan else None
    if physical is None:
        return _CYRILLIC.get(text, text)
    return physical


def _code_of(held: list[_Held]) -> str:
    """What the scanner meant: with Latin letters the layout is Latin and the text is right as it came."""
    text = "".join(one.text for one in held)
    if text.isascii() and any(char.isalpha() for char in text):
        return text
    shift = Qt.KeyboardModifier.ShiftModifier
    return "".join(us_character(one.text, one.scan, bool(one.modifiers & shift)) for one in held)


class Scanner(QObject):
    """An event filter of the application. `scanned(code)` when a code was read.

    Keys are held for `GAP_MS` to see whether a code follows; what turns out to be typing is typed. With a
    `prefix` (a setting of the scanner) only what begins with it is held, and typing is never delayed.
    """

    scanned = Signal(str)

    def __init__(self, app: QApplication, prefix: str = "", gap_ms: int = GAP_MS) -> None:
        super().__init__(app)
        self._prefix, self._gap = prefix, PREFIX_GAP_MS if prefix else gap_ms
        self._held: list[_Held] = []
        self._target: QWidget | None = None
        self._replaying = False
        self._clock = QElapsedTimer()
        self._clock.start()
        self._last = 0
        self._timer = QTimer(self, singleShot=True, interval=self._gap, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.flush)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._replaying or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if watched is not (QApplication.focusWidget() or QApplication.activeWindow()):
            return False
        return self._take(watched, event)

    def _take(self, target: QObject, event: QKeyEvent) -> bool:
        moment = self._moment(event)
        late = bool(self._held) and moment - self._last > self._gap
        if late or (self._held and target is not self._target):
            self.flush()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._held:
            return self._finish()
        if not self._is_code_key(event):
            if event.text() or not self._is_modifier(event):
                self.flush()
            return False
        held = _Held(event.key(), event.modifiers(), event.nativeScanCode(), event.text())
        if not self._held:
            self._target = target if isinstance(target, QWidget) else None
        self._held.append(held)
        self._last = moment
        self._timer.start()
        return True

    def _moment(self, event: QKeyEvent) -> int:
        """When the key went down, in ms: after a busy moment slow typing comes in one burst too."""
        return event.timestamp() or self._clock.elapsed()

    def _is_code_key(self, event: QKeyEvent) -> bool:
        text = event.text()
        plain = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if plain or len(text) != 1 or not text.isprintable() or event.isAutoRepeat():
            return False
        return bool(self._held) or not self._prefix or self._read(event.text(), event) == self._prefix

    def _is_modifier(self, event: QKeyEvent) -> bool:
        return event.key() in {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_CapsLock}

    def _read(self, text: str, event: QKeyEvent) -> str:
        return us_character(
            text, event.nativeScanCode(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        )

    def _finish(self) -> bool:
        code = _code_of(self._held).removeprefix(self._prefix).strip()
        if len(code) < SHORTEST:
            self.flush()
            return False
        self._held.clear()
        self._timer.stop()
        self.scanned.emit(code)
        return True

    def flush(self) -> None:
        """What was held is typing after all: type it."""
        self._timer.stop()
        held, self._held = self._held, []
        target = QApplication.focusWidget() or self._target
        if target is None or not held:
            return
        self._replaying = True
        try:
            for one in held:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    event = QKeyEvent(kind, one.key, one.modifiers, one.scan, 0, 0, one.text)
                    receiver = QApplication.focusWidget() or target
                    if isValid(receiver):  # a key before may have closed the window it goes to
                        QCoreApplication.sendEvent(receiver, event)
        finally:
            self._replaying = False
