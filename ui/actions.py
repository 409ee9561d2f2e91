"""Declared actions: what can be done, by which key, and where it is shown.

A screen declares its actions as constants (`ActionSpec`, titles through `mark`) and binds them to itself.
The window draws the buttons, the page of keys (Ctrl+/) lists them: a key is written in one place only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from workstation.i18n import mark, tr


class ActionSpec(NamedTuple):
    """One thing that can be done. `title` is marked Russian text, `key` a portable sequence (`Ctrl+P`).

    `place`: `top` (button in the top bar), `bar` (button in the action bar of the page), `hidden` (key only).
    `main`: the one main button of a screen.
    """

    id: str
    title: str
    key: str = ""
    place: str = "hidden"
    icon: str = ""
    main: bool = False


class BoundAction(NamedTuple):
    """A declared action with the QAction that carries it out; `action` can be disabled or renamed."""

    spec: ActionSpec
    action: QAction


FORM_KEYS: tuple[tuple[str, str], ...] = (
    ("Enter", mark("К следующему полю")),
    ("Shift+Enter", mark("К предыдущему полю")),
    ("Alt+Enter", mark("Новая строка в длинном тексте")),
    ("Tab", mark("К следующему полю; при ошибках — к следующей ошибке")),
    ("F4", mark("Открыть список поля")),
    ("Ctrl+Z", mark("Отменить ввод в поле")),
    (mark("буква"), mark("Выбрать вариант с этой буквой")),
    (mark("цифра"), mark("Количество у выбранного варианта")),
)
LIST_KEYS: tuple[tuple[str, str], ...] = (
    ("Enter", mark("Открыть строку")),
    (mark("Пробел"), mark("Отметить строку")),
    ("Ctrl+A", mark("Отметить все")),
    ("Home, End", mark("К первой, к последней строке")),
)


def bind(spec: ActionSpec, owner: QWidget, slot: Callable[[], object]) -> BoundAction:
    """Make the action work inside `owner` (and whatever has the focus in it)."""
    action = QAction(tr(spec.title), owner)
    action.setObjectName(spec.id)
    action.triggered.connect(lambda _checked=False: slot())
    if spec.key:
        action.setShortcut(QKeySequence(spec.key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(f"{tr(spec.title)} ({key_text(spec.key)})")
    owner.addAction(action)
    return BoundAction(spec, action)


def key_text(key: str) -> str:
    """A key as it is written on buttons: `Ctrl+P`, `F9`, `Esc`, `Ctrl+↓`."""
    text = key
    for name, sign in (("Return", "Enter"), ("Down", "↓"), ("Up", "↑"), ("Escape", "Esc")):
        text = text.replace(name, sign)
    return text
