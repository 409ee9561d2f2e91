"""What the scanner does on the bench beside labels: codes of deeds, and the sheet with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from forms.bench import keys
from forms.bench.part_reading import is_number
from ui.actions import ActionSpec
from ui.context import Context
from ui.preview import Preview
from workstation import clock
from workstation.documents.codes import Coded, CodeKind
from workstation.documents.papers import ActionSheet, PrintStamp
from workstation.i18n import mark, tr
from workstation.queries.scan_codes import find_coded
from workstation.rules.codes import ACTION_PREFIX

DEEDS: dict[str, ActionSpec] = {
    "NEXT": keys.MAIN,
    "TIME": keys.TIMER,
    "STOP": keys.STOP,
    "PART": keys.PART_WAIT,
    "CUSTOMER": keys.CUSTOMER_WAIT,
    "PHOTO": keys.PHOTO,
    "SHOW": keys.MISSING,
}
YES = "YES"
WORDS = (
    ("NEXT", "Следующий шаг: диагностика, ремонт, готово"),
    ("TIME", "Время: начать или пауза"),
    ("STOP", "Время: закончить операцию"),
    (YES, "Пункт проверки: да, к следующему"),
    ("PHOTO", "Снимок"),
    ("SHOW", "Показать, чего не хватает"),
    ("PART", "Ждёт запчасть"),
    ("CUSTOMER", "Ждёт заказчика"),
)
"""As they stand on the sheet: papers are Russian."""
TITLE = mark("Лист действий мастера")


def find_order(
    context: Context,
    page: QWidget,
    code: str,
    found: Callable[[int], object],
    part: Callable[[str], object] | None = None,
) -> None:
    """`found(order_id)` for the code of an order, `part(code)` for that of a part, else the window's."""
    take = partial(_take, context, code, found, part or context.look_up)
    context.tasks.run(page, partial(find_coded, text=code), take)


def find_number(context: Context, page: QWidget, code: str, part: Callable[[str], object]) -> None:
    """`part(code)` where a maker's barcode is the number of a part; anything else is the window's."""
    context.tasks.run(page, partial(is_number, text=code), partial(_take_number, context, code, part))


def _take_number(context: Context, code: str, part: Callable[[str], object], is_part: bool) -> None:
    (part if is_part else context.look_up)(code)


def _take(
    context: Context,
    code: str,
    found: Callable[[int], object],
    part: Callable[[str], object],
    coded: Coded | None,
) -> None:
    if coded is None:
        context.tell(tr("Такого кода в базе нет"), "red")
    elif coded.kind is CodeKind.ORDER:
        found(coded.id)
    elif coded.part_id is not None:
        part(code)
    else:
        context.look_up(code)


def sheet() -> ActionSheet:
    """The codes of the bench."""
    return ActionSheet(tuple((ACTION_PREFIX + name, words) for name, words in WORDS))


class SheetDesk(QObject):
    """Shows the sheet; F9 in the preview prints it on the station's printer of papers."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner

    def show(self, _checked: bool = False) -> None:
        """Draw it in the I/O lane and show it."""
        who = self._context.actor.short_name if self._context.actor is not None else ""
        self._context.tasks.io(self, _drawing(who), self._on_drawn)

    def _on_drawn(self, pdf: bytes) -> None:
        preview = Preview(tr(TITLE), pdf, self._owner)
        preview.print_asked.connect(lambda: self._print(pdf))
        preview.print_asked.connect(preview.accept)
        preview.open()

    def _print(self, pdf: bytes) -> None:
        setting: dict[str, Any] = self._context.settings["printer.paper"] or {}
        target, printer = str(setting.get("target", "")), self._context.printer
        self._context.tasks.io(
            self,
            lambda: printer.send(target, pdf, tr(TITLE)),
            lambda _said: self._context.tell(tr("Лист отправлен на печать"), "green"),
        )


def _drawing(who: str) -> Callable[[], bytes]:
    def draw() -> bytes:
        from printing import render  # noqa: PLC0415 - only when a sheet is wanted

        return render(sheet(), PrintStamp(clock.now(), who))

    return draw
