"""What narrows a list: tabs of saved views, a field that filters as one types, chips with choices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QWidget

from ui import theme
from ui.widgets.basics import Fill, label
from ui.widgets.lines import LineEdit
from workstation.i18n import tr

TABS_HEIGHT = 40
CHIP_HEIGHT = 26
TYPING_MS = 120
CHOICE_KEYS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_F4, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Tab(QAbstractButton):
    """One saved view with its count."""

    def __init__(self, name: str, title: str, tone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name, self._tone, self._count = name, tone, ""
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(title)

    def set_count(self, count: str) -> None:
        """The number beside the word; a tone colours it when it is not nothing."""
        if count != self._count:
            self._count = count
            self.setAccessibleName(f"{self.text()}, {count}")
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.text()) + 16
        if self._count:
            width += 7 + QFontMetrics(theme.font("small", True)).horizontalAdvance(self._count)
        return QSize(width, TABS_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        chosen = self.isChecked()
        words = theme.font(bold=chosen)
        painter.setFont(words)
        painter.setPen(theme.colour("text" if chosen or self.underMouse() else "text2"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted(8, 0, 0, 0), middle, self.text())
        left = 8 + QFontMetrics(words).horizontalAdvance(self.text()) + 7
        loud = self._tone != "text2" and self._count not in {"", "0"}
        painter.setFont(theme.font("small", loud))
        painter.setPen(theme.colour(self._tone if loud else "text2"))
        painter.drawText(self.rect().adjusted(left, -1, 0, -1), middle, self._count)
        if chosen:
            painter.fillRect(0, self.height() - 3, self.width(), 3, theme.colour("accent"))


class ViewTabs(Fill):
    """Saved views side by side. chosen(name): by a click or `step`."""

    chosen = Signal(str)

    def __init__(self, margin: int = 12, parent: QWidget | None = None) -> None:
        super().__init__("surface", "b", parent)
        self.setFixedHeight(TABS_HEIGHT + 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(margin, 0, margin, 0)
        self._row.setSpacing(12)
        self._row.addStretch(1)
        self._tabs: list[Tab] = []

    def add(self, name: str, title: str, tone: str = "text2") -> Tab:
        """One more view after those already there."""
        tab = Tab(name, title, tone, self)
        tab.clicked.connect(self._on_clicked)
        self._tabs.append(tab)
        self._row.insertWidget(len(self._tabs) - 1, tab)
        return tab

    def add_hint(self, words: str) -> None:
        """A key of the page at the other end, in small letters."""
        self._row.addWidget(label(words, "text2", "small"), 0, Qt.AlignmentFlag.AlignVCenter)

    def current(self) -> str:
        """The name of the chosen view."""
        return next((tab.name for tab in self._tabs if tab.isChecked()), "")

    def set_current(self, name: str) -> None:
        """Choose a view without a signal."""
        for tab in self._tabs:
            tab.setChecked(tab.name == name)

    def set_count(self, name: str, count: str, *, shown: bool = True) -> None:
        """The count of a view; one that has nothing to show may be left out."""
        for tab in self._tabs:
            if tab.name == name:
                tab.set_count(count)
                tab.setVisible(shown or tab.isChecked())

    def step(self, by: int) -> None:
        """The next or the previous view."""
        names = [tab.name for tab in self._tabs if not tab.isHidden()]
        place = names.index(self.current()) if self.current() in names else 0
        self._choose(names[(place + by) % len(names)])

    def _on_clicked(self) -> None:
        tab = self.sender()
        if isinstance(tab, Tab):
            self._choose(tab.name)

    def _choose(self, name: str) -> None:
        self.set_current(name)
        self.chosen.emit(name)


class FilterEdit(LineEdit):
    """Filters as one types: settled(text) a moment after the last key. Esc clears; Down, Enter: left()."""

    settled = Signal(str)
    left = Signal()

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder or tr("Отбор по мере ввода"), parent=parent)
        self.setAccessibleName(tr("Отбор"))
        self.setTextMargins(26, 0, 0, 0)
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._timer.timeout.connect(self._settle)
        self.textChanged.connect(self._timer.start)

    def _settle(self) -> None:
        self.settled.emit(self.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in {Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme.draw_icon(QPainter(self), "funnel", "text2", 8, (self.height() - 16) // 2, 16)


class Choice(NamedTuple):
    """One choice of a chip: `id` is what is chosen."""

    id: object
    title: str


class FilterChip(QAbstractButton):
    """«Вид: любой» that opens a list of choices; chosen ones are named on it, a cross takes them back.

    `edited()` when the choice changed. Enter, Down or F4 opens, Delete clears. `single`: one choice at most.
    """

    edited = Signal()

    def __init__(
        self, title: str, nothing: str = "", *, single: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title, self._nothing, self._single = title, nothing, single
        self._choices: Sequence[Choice] = ()
        self._chosen: tuple[object, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(tr("Enter — выбрать, Delete — снять"))
        self._name()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """What can be chosen."""
        self._choices = tuple(choices)
        self._name()

    def value(self) -> tuple[object, ...]:
        """The ids of what is chosen."""
        return self._chosen

    def set_value(self, chosen: Sequence[object]) -> None:
        """Choose; tells `edited` when it differs."""
        if tuple(chosen) != self._chosen:
            self._chosen = tuple(chosen)
            self._name()
            self.updateGeometry()
            self.update()
            self.edited.emit()

    def open_list(self) -> None:
        """Show the choices."""
        menu = _CheckMenu(self)
        group = QActionGroup(menu) if self._single else None
        for choice in self._choices:
            action = QAction(choice.title.replace("&", "&&"), menu, checkable=True)
            action.setChecked(choice.id in self._chosen)
            action.setData(choice.id)
            if group is not None:
                group.addAction(action)
            menu.addAction(action)
        menu.changed.connect(self._on_menu_changed)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])

    def _on_menu_changed(self, ids: list[object]) -> None:
        self.set_value(ids)

    def _words(self) -> str:
        if not self._chosen:
            return f"{self._title}: {self._nothing}" if self._nothing else self._title
        titles = {choice.id: choice.title for choice in self._choices}
        return f"{self._title}: " + ", ".join(titles.get(one, str(one)) for one in self._chosen)

    def _name(self) -> None:
        self.setText(self._words())
        self.setAccessibleName(self._words())

    def sizeHint(self) -> QSize:
        width = 24 + QFontMetrics(theme.font()).horizontalAdvance(self._words())
        return QSize(width + (22 if self._chosen else 0), CHIP_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in CHOICE_KEYS or event.key() == Qt.Key.Key_Space:
            self.open_list()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.set_value(())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._chosen and event.position().x() > self.width() - 26:
            self.set_value(())
        else:
            self.open_list()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, on, box = QPainter(self), bool(self._chosen), QRectF(self.rect())
        fill = "accent_soft" if on else "hover" if self.underMouse() else "surface"
        edge = "accent" if on or self.hasFocus() else "border"
        theme.draw_box(painter, box, fill, edge, CHIP_HEIGHT / 2, 2 if self.hasFocus() else 1)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("accent" if on else "text"))
        painter.drawText(box.adjusted(12, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._words())
        if on:
            theme.draw_icon(painter, "x", "accent", self.width() - 26, (self.height() - 14) // 2, 14)


class _CheckMenu(QMenu):
    """A menu that stays open while several are checked: Space or a click toggles, Enter takes and closes."""

    changed = Signal(list)

    def _tell(self) -> None:
        self.changed.emit([action.data() for action in self.actions() if action.isChecked()])

    def _toggle(self, action: QAction | None) -> None:
        if action is not None:
            action.setChecked(not action.isChecked() or action.actionGroup() is not None)
            self._tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        self._toggle(action)
        if action is not None and action.actionGroup() is not None:
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space:
            self._toggle(action)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not any(one.isChecked() for one in self.actions()) or (action and action.actionGroup()):
                self._toggle(action)
            self.close()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)
