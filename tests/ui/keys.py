"""Key presses that are safe with Cyrillic: QTest aborts the process on them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication


def press(
    key: Qt.Key | str,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    scan: int = 0,
    at: int = 0,
) -> None:
    """One key into whatever has the focus; a letter goes as text. `at`: when it went down, in ms."""
    target = QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None
    code, text = (0, key) if isinstance(key, str) else (int(key), _text_of(key, modifiers))
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        focus = QApplication.focusWidget() or target
        event = QKeyEvent(kind, code, modifiers, scan, 0, 0, text)
        event.setTimestamp(at)
        QCoreApplication.sendEvent(focus, event)


def type_text(text: str) -> None:
    """Letters one by one into whatever has the focus."""
    for char in text:
        press(char)


def _text_of(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> str:
    if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
        return "\r"
    return " " if key == Qt.Key.Key_Space else ""
