"""Labels with codes of what is no paper (cells): seen first, then straight to the printer of labels."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.preview import Preview
from ui.printer import parse_target
from ui.problems import error_text
from workstation.documents.codes import CodeLabel
from workstation.i18n import tr


class CodeSheets(QObject):
    """They are not issued and not numbered: a worn one is printed again."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner

    def show(self, title: str, labels: Sequence[CodeLabel]) -> None:
        """Show the labels, one a page; F9 there prints them."""
        if not labels:
            self._context.tell(tr("Ярлыков нет: список пуст"), "amber")
            return
        draw = partial(_draw, tuple(labels), self._size())
        self._context.tasks.io(self, draw, partial(self._on_drawn, title, tuple(labels)), self._refuse)

    def _size(self) -> str:
        return str(self._context.settings["intake.label_size"])

    def _on_drawn(self, title: str, labels: Sequence[CodeLabel], pdf: bytes) -> None:
        preview = Preview(title, pdf, self._owner.window())
        preview.print_asked.connect(partial(self._print, title, labels))
        preview.print_asked.connect(preview.accept)
        preview.open()

    def _print(self, title: str, labels: Sequence[CodeLabel]) -> None:
        setting = dict(self._context.settings["printer.label"] or {})
        send = partial(_send, self._context.printer, setting, title, labels, self._size())
        done = partial(self._told, tr("Ярлыки отправлены на печать"))
        self._context.tasks.io(self, send, done, self._refuse)

    def _told(self, text: str, _answer: object) -> None:
        self._context.tell(text, "green")

    def _refuse(self, error: Exception) -> None:
        self._context.tell(error_text(error), "red")


def _draw(labels: Sequence[CodeLabel], size: str, offset: tuple[int, int] = (0, 0)) -> bytes:
    from printing import code_labels  # noqa: PLC0415 - reportlab is loaded when the first label is drawn

    return code_labels.draw(labels, size, offset)


def _send(printer: Any, setting: dict[str, Any], title: str, labels: Sequence[CodeLabel], size: str) -> str:
    """A PDF for a queue or a folder, its own commands for a label printer. Raises PrinterError."""
    from printing import code_labels  # noqa: PLC0415
    from ui.print_worker import LABEL_DPI, commands, offset_of  # noqa: PLC0415

    target = str(setting.get("target", ""))
    if parse_target(target).kind != "tcp":
        return str(printer.send(target, _draw(labels, size, offset_of(setting)), title))
    dpi = int(setting.get("dpi", LABEL_DPI))
    data = b"".join(commands(code_labels.raster(one, size, dpi), setting) for one in labels)
    return str(printer.send(target, data, title))
