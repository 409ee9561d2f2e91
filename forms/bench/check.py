"""The right column: the checklist with what is missing, the photos of the repair, the second check."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.kept_photos import KeptPhotos
from ui.pictures import load_picture
from ui.widgets.basics import Hairline, SectionTitle, label
from ui.widgets.checklist import SMALL, CheckItem, Checklist
from ui.widgets.meter import Meter
from workstation import clock
from workstation.documents.bench import ChecklistRow, ItemRow, OrderBench, QualityRow
from workstation.documents.orders import OrderView
from workstation.i18n import tr
from workstation.rules.order_words import moment_words
from workstation.statuses import ItemKind

SHARP = 2


class CheckColumn(QWidget):
    """answered(position, value); photo_wanted(position); kept(Photo): a picture of the repair."""

    answered = Signal(int, str)
    photo_wanted = Signal(int)
    kept = Signal(object)

    def __init__(self, context: Context, photo_key: str) -> None:
        super().__init__()
        self._context = context
        self._folder: Path | None = None
        self._asked: set[str] = set()
        self.list = Checklist(photo_key)
        self.list.answered.connect(self.answered)
        self.list.photo_wanted.connect(self.photo_wanted)
        self.photos = KeptPhotos(5)
        self.photos.kept.connect(self.kept)
        self.photos.told.connect(context.tell)
        self.photos.opened.connect(self.photos.show_large)
        self._head = label(tr("Проверка"), bold=True)
        self._about = label("", "text2", "small", wrap=True)
        self._count = label("", bold=True)
        self._meter = Meter()
        self._none = label(tr("Списка для такого изделия нет: проверяйте по инструкции."), "text2", wrap=True)
        self._shots = SectionTitle(tr("Снимки"), tr("F6 — снять"))
        self._second = SectionTitle(tr("Вторая проверка"))
        self._results = label("", "text2", "small", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._head)
        head.addWidget(self._about, 1)
        head.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._meter)
        column.addWidget(self._none)
        column.addWidget(self.list)
        column.addWidget(Hairline(8))
        column.addWidget(self._shots)
        column.addWidget(self.photos)
        column.addWidget(Hairline(8))
        column.addWidget(self._second)
        column.addWidget(self._results)
        column.addStretch(1)

    def show_card(self, view: OrderView, bench: OrderBench, folder: Path) -> None:
        """The list as it stands, the photos of the order, the checks."""
        self._folder = folder
        self._show_list(bench.checklist)
        self.photos.use(self._context.tasks, folder)
        self.photos.show_kept([(one.sha256, one.file_name) for one in view.photos])
        self._shots.set_title(tr("Снимки · {number}", number=len(view.photos)))
        self._show_checks(bench.checks)

    def _show_list(self, listed: ChecklistRow | None) -> None:
        for part in (self._meter, self.list, self._count):
            part.setVisible(listed is not None)
        self._none.setVisible(listed is None)
        if listed is None:
            self._about.setText("")
            return
        required = [item for item in listed.items if item.required]
        done = sum(not item.is_open for item in required)
        words = tr("{name}, версия {version}", name=listed.name.lower(), version=listed.version)
        self._about.setText(words)
        self._count.setText(tr("{done} из {total} обязательных", done=done, total=len(required)))
        self._meter.set(done / len(required) if required else 1)
        missing = listed.open_items[0].position if listed.open_items else None
        self.list.set_items([check_item(item) for item in listed.items], missing)
        self._load_pictures(listed.items)

    def _load_pictures(self, items: Sequence[ItemRow]) -> None:
        folder = self._folder
        size = (SMALL[0] * SHARP, SMALL[1] * SHARP)
        for item in items:
            if item.photo and folder is not None and item.photo not in self._asked:
                self._asked.add(item.photo)
                load = partial(load_picture, folder, item.photo, size)
                self._context.tasks.io(self, load, partial(self._take_picture, item.position))

    def _take_picture(self, position: int, image: QImage) -> None:
        if not image.isNull():
            self.list.set_picture(position, image)

    def _show_checks(self, checks: Sequence[QualityRow]) -> None:
        failed = sum(not one.passed for one in checks)
        self._second.set_note(
            tr("не назначена") if not checks else tr("не пройдена: {times}", times=failed) if failed else ""
        )
        words = []
        for one in reversed(checks):
            result = tr("пройдена") if one.passed else tr("не пройдена")
            said = (moment_words(one.made_at, clock.today()), one.user, result, one.note)
            words.append(" · ".join(part for part in said if part))
        self._results.setText("\n".join(words))
        self._results.setVisible(bool(words))


def check_item(item: ItemRow) -> CheckItem:
    """An item as the checklist shows it."""
    return CheckItem(
        id=item.position,
        kind=item.kind.value,
        text=item.text,
        required=item.required,
        value=item.value if item.kind is not ItemKind.PHOTO else item.photo,
        is_good=item.is_good,
        trouble=trouble(item),
        limits=limits(item),
        choices=item.choices,
        waived="yes" if item.waived else "",
    )


def limits(item: ItemRow) -> str:
    """«МОм, от 2», «мА, до 3,5»."""
    least, most = _plain(item.least), _plain(item.most)
    span = (
        tr("от {least} до {most}", least=least, most=most)
        if least and most
        else tr("от {least}", least=least)
        if least
        else tr("до {most}", most=most)
        if most
        else ""
    )
    return ", ".join(filter(None, (item.unit, span)))


def trouble(item: ItemRow) -> str:
    """What is wrong with an item, in words; empty when nothing is."""
    if item.is_good or item.waived:
        return ""
    if not item.is_answered:
        return {
            ItemKind.PHOTO: tr("Нет обязательного снимка"),
            ItemKind.VALUE: tr("Не измерено"),
            ItemKind.CHOICE: tr("Не выбрано"),
            ItemKind.YES_NO: tr("Не отмечено"),
        }[item.kind]
    if item.kind is ItemKind.VALUE:
        return tr("Вне пределов: {limits}", limits=limits(item))
    if item.kind is ItemKind.PHOTO:
        return tr("Нет обязательного снимка")
    return tr("Ответ не подходит")


def _plain(number: str | None) -> str:
    """A stored number as people write it."""
    if number is None:
        return ""
    try:
        return f"{Decimal(number).normalize():f}".replace(".", ",")
    except InvalidOperation:
        return number
