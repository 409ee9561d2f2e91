"""The first start: a short walk from nothing to a base one can work in. Every step may be left for later.

What is typed is kept on this computer at each pause, passwords apart, so that a start after a crash goes on
where it broke off. The base itself is made at the end, in one go.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from forms.settings import founding
from forms.settings.steps import Steps
from ui.context import Context
from ui.gate import GatePage
from ui.local_state import recall, remember
from ui.problems import error_text
from ui.widgets.action_bar import ActionBar
from ui.widgets.basics import Fill, label
from ui.widgets.buttons import Button
from workstation.i18n import tr
from workstation.paths import practice_database

SIDE = 236


class SetupWizard(GatePage):
    """Shown for `(address, whether the practice base is wanted at once)`."""

    help_topic = "start"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._address = ""
        self._busy = False
        self.set_title(tr("Первая настройка"))
        self._steps = Steps(context)
        self._labels: list[QLabel] = []
        self._build()
        self._steps.changed.connect(self._keep_typed)
        self._steps.practice_asked.connect(self._practice)
        self._steps.finished.connect(self._next)

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        old = self.layout()
        while old.count():
            widget = old.takeAt(0).widget()
            if widget is not None:
                widget.deleteLater()
        old.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._make_side())
        self._stack = QStackedWidget()
        for title, text, page in self._steps.pages():
            self._stack.addWidget(_framed(title, text, page))
        row.addWidget(self._stack, 1)
        old.addLayout(row, 1)
        old.addWidget(self._make_bar())

    def _make_side(self) -> QWidget:
        side = Fill("panel", "r")
        side.setFixedWidth(SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(24, 24, 16, 16)
        column.setSpacing(12)
        column.addWidget(label(tr("Первая настройка"), bold=True))
        for number, (title, _text, _page) in enumerate(self._steps.pages(), 1):
            line = label(f"{number}. {title}", "text2")
            self._labels.append(line)
            column.addWidget(line)
        column.addStretch(1)
        words = tr("Любой шаг можно пропустить и закончить потом в настройках.")
        column.addWidget(label(words, "text3", "small", wrap=True))
        return side

    def _make_bar(self) -> ActionBar:
        self._bar = ActionBar()
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 0)
        self._progress.setFixedWidth(160)
        self._progress.hide()
        self._back = Button(tr("Назад"), "Esc", kind="flat")
        self._skip = Button(tr("Пропустить"), "F8")
        self._on = Button(tr("Дальше"), "F9", kind="main")
        for button, slot in ((self._back, self.leave), (self._skip, self._skip_step), (self._on, self._next)):
            button.clicked.connect(slot)
        for part in (self._progress, self._back, self._skip, self._on):
            self._bar.add(part)
        self._steps.follow(self._bar)
        return self._bar

    # -- walking ---------------------------------------------------------------------------------

    def activate(self, key: object = None) -> None:
        """Go on where a start before this one broke off."""
        address, practice = key if isinstance(key, tuple) else ("", False)
        self._address = str(address)
        kept = recall(self._address).get("setup")
        step = 0
        if isinstance(kept, dict):
            self._steps.restore(kept.get("typed") or {})
            step = min(int(kept.get("step") or 0), self._stack.count() - 1)
        self._go(step)
        if practice:
            self._found_practice(self._address)

    def keep(self) -> None:
        """The window closes: what is typed waits for the next start."""
        self._keep_typed()

    def leave(self) -> bool:
        """Esc: a step back; what was typed stays."""
        if not self._busy and self._stack.currentIndex() > 0:
            self._go(self._stack.currentIndex() - 1)
        return False

    def _go(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        for number, line in enumerate(self._labels):
            line.setProperty("strong", number == step)
            line.setProperty("tone", "accent" if number == step else "text2")
            line.style().polish(line)
        last = step == self._stack.count() - 1
        self._back.setVisible(step > 0)
        self._skip.setVisible(step > 0 and not last)
        self._on.set_text(tr("Начать работу") if last else tr("Дальше"))
        self._bar.say("")
        self._keep_typed()
        self._on.setFocus()
        self._steps.focus(step)

    @Slot()
    def _next(self) -> None:
        step = self._stack.currentIndex()
        if self._busy:
            return
        if not self._steps.is_right(step):
            return
        if step == self._stack.count() - 1:
            self._found()
        else:
            self._go(step + 1)

    @Slot()
    def _skip_step(self) -> None:
        if not self._busy:
            self._steps.clear_errors(self._stack.currentIndex())
            self._go(self._stack.currentIndex() + 1)

    @Slot()
    def _keep_typed(self) -> None:
        if self._address and not self._busy:
            kept = {"step": self._stack.currentIndex(), "typed": self._steps.draft()}
            remember(self._address, setup=kept)

    # -- the end ---------------------------------------------------------------------------------

    def _found(self) -> None:
        wrong = self._steps.first_wrong()
        if wrong is not None:
            self._go(wrong)
            self._steps.is_right(wrong)
            return
        self._begin(tr("Создаём базу…"))
        work = partial(founding.found, self._address, self._steps.plan())
        self.context.tasks.io(self, work, self._on_founded, self._on_failed)

    @Slot()
    def _practice(self) -> None:
        if not self._busy:
            self._found_practice(practice_database())

    def _found_practice(self, address: str) -> None:
        self._begin(tr("Готовим учебную базу с заказами, это около полуминуты…"))
        work = partial(founding.found_practice, address)
        self.context.tasks.io(self, work, partial(self._on_practice, address), self._on_failed)

    def _begin(self, words: str) -> None:
        self._busy = True
        self._progress.show()
        self._bar.say(words, "", "accent", "database")
        for button in (self._back, self._skip, self._on):
            button.setEnabled(False)

    def _on_founded(self, actor: Any) -> None:
        remember(self._address, setup=None)
        self.passed.emit(("founded", self._address, actor))

    def _on_practice(self, address: str, actor: Any) -> None:
        self.passed.emit(("founded", address, actor))

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self._progress.hide()
        for button in (self._back, self._skip, self._on):
            button.setEnabled(True)
        self._bar.say(tr("База не создана"), error_text(error), "red")
        self._steps.show_error(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F9:
            self._next()
        elif event.key() == Qt.Key.Key_F8 and self._skip.isVisible():
            self._skip_step()
        else:
            super().keyPressEvent(event)


def _framed(title: str, text: str, page: QWidget) -> QWidget:
    """A step with its heading, scrolled where the window is low."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(32, 24, 24, 8)
    column.setSpacing(8)
    column.addWidget(label(title, "", "title"))
    column.addWidget(label(text, "text2", wrap=True))
    column.addWidget(page)
    column.addStretch(1)
    area.setWidget(inner)
    return area
