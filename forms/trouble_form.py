"""The base cannot be opened: what happened, what to do, one key to try again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from ui import opening
from ui.context import Context
from ui.gate import GatePage
from ui.problems import error_text
from ui.widgets.banner import Banner
from ui.widgets.basics import label
from ui.widgets.buttons import Button
from workstation.errors import WorkstationError
from workstation.i18n import mark, tr

TITLES = {
    "storage_newer": mark("База новее программы"),
    "storage_not_ours": mark("Это не база рабочего места"),
    "storage_corrupt": mark("Файл базы повреждён"),
    "storage_unreachable": mark("До базы не достучаться"),
    "storage_locked": mark("База занята"),
    "storage_full": mark("На диске нет места"),
    "storage_readonly": mark("В папку базы нельзя писать"),
    "storage_folder_missing": mark("Папки с базой нет"),
    "storage_address_bad": mark("Адрес базы не читается"),
}


class TroubleForm(GatePage):
    """Shown for `(address, error)`; an older base is copied and upgraded here, with its progress."""

    help_topic = "backup"

    def __init__(self, context: Context) -> None:
        super().__init__(context, 520)
        self._address = ""
        self.set_title(tr("База не открыта"))
        self._head = self.column.add(label(self.title, "", "title"))
        self._where = self.column.add(label("", "text2", wrap=True))
        self._where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.gap(4)
        self._banner = self.column.add(Banner())
        self._progress = self.column.add(QProgressBar())
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self.column.gap(8)
        row = QHBoxLayout()
        self._again = Button(tr("Повторить"), "F5", "refresh-cw", "main")
        self._again.clicked.connect(self.refresh)
        close = Button(tr("Закрыть программу"), kind="flat")
        close.clicked.connect(partial(self.asked.emit, "close"))
        row.addWidget(self._again)
        row.addWidget(close)
        row.addStretch(1)
        self.column.add(row)

    def activate(self, key: object = None) -> None:
        """Say what happened; an older base needs no asking."""
        address, error = key if isinstance(key, tuple) else ("", None)
        self._address = str(address)
        self._where.setText(self._address)
        code = error.code if isinstance(error, WorkstationError) else ""
        self._again.setFocus()
        if code == opening.UPGRADE:
            self._upgrade()
            return
        self._head.setText(tr(TITLES[code]) if code in TITLES else self.title)
        advice = tr(opening.ADVICE[code]) if code in opening.ADVICE else ""
        words = error_text(error) if isinstance(error, Exception) else ""
        self._banner.say("red", words or self.title, advice)

    def refresh(self) -> None:
        """Try to open the base again."""
        if self._again.isEnabled():
            self._banner.say("grey", tr("Открываем ещё раз…"))
            self._again.setEnabled(False)
            QTimer.singleShot(0, partial(self.passed.emit, None))

    def _upgrade(self) -> None:
        self._head.setText(tr("База прежней версии"))
        text = tr("Сначала делается и проверяется её копия, потом база обновляется. Не выключайте компьютер.")
        self._banner.say("accent", tr("Обновляем базу"), text, "refresh-cw")
        self._progress.show()
        self._again.setEnabled(False)
        work = partial(opening.upgrade_base, self._address)
        self.context.tasks.io(self, work, self._on_upgraded, self._on_failed)

    def _on_upgraded(self, _none: object) -> None:
        self.passed.emit(None)

    def _on_failed(self, error: Exception) -> None:
        self._progress.hide()
        self._again.setEnabled(True)
        self.activate((self._address, error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.refresh()
        else:
            super().keyPressEvent(event)
