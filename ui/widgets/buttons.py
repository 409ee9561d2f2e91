"""Buttons with their key written on them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme
from ui.actions import BoundAction, key_text
from ui.widgets.basics import KEY_HEIGHT, draw_key, key_width

HEIGHT = 34
TALL = 40


class Button(QAbstractButton):
    """A main, second or flat button: icon, word, key cap.

    `kind`: `main` (filled, one on a screen), `second` (outlined), `flat` (no outline). A disabled button
    keeps its place; `set_locked(True)` also shows a lock (a gate is closed).
    """

    def __init__(
        self, text: str, key: str = "", icon: str = "", kind: str = "second", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._key, self._icon, self._kind = key_text(key), icon, kind
        self._locked = False
        self._action: QAction | None = None
        self._height = HEIGHT
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if self._key:
            self.setToolTip(f"{text} ({self._key})")

    @classmethod
    def of(cls, bound: BoundAction, kind: str = "", parent: QWidget | None = None) -> Button:
        """The button of a declared action; follows its text and whether it is enabled."""
        spec, action = bound
        button = cls(action.text(), spec.key, spec.icon, kind or ("main" if spec.main else "second"), parent)
        button.clicked.connect(action.trigger)
        action.changed.connect(button._follow)
        button._action = action
        button._follow()
        return button

    def set_text(self, text: str) -> None:
        """Rename the button."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def set_icon(self, icon: str) -> None:
        """Another drawing: the action changed its meaning."""
        if icon != self._icon:
            self._icon = icon
            self.updateGeometry()
            self.update()

    def set_locked(self, locked: bool) -> None:
        """Close or open the gate: a closed one is disabled and shows a lock."""
        self._locked = locked
        self.setEnabled(not locked)
        self.updateGeometry()

    def set_tall(self, height: int = TALL) -> Button:
        """The height of the workshop."""
        self._height = height
        self.updateGeometry()
        return self

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font("text", self._kind == "main"))
        width = 28 + metrics.horizontalAdvance(self.text())
        if self._icon or self._locked:
            width += 22
        if self._key:
            width += 10 + key_width(self._key)
        return QSize(width, self._height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink, edge, fill = self._tones()
        box = QRectF(self.rect())
        if self.hasFocus():
            theme.draw_box(painter, box, None, "accent", theme.RADIUS_BUTTON, 2)
            inner = 3 if self._kind == "main" else 2
            theme.draw_box(painter, box.adjusted(inner, inner, -inner, -inner), fill, None, 3)
        else:
            theme.draw_box(painter, box, fill, edge, theme.RADIUS_BUTTON)
        x = 14
        name = "lock" if self._locked else self._icon
        if name:
            theme.draw_icon(painter, name, ink, x, (self.height() - 16) // 2, 16)
            x += 22
        painter.setFont(theme.font("text", self._kind == "main"))
        painter.setPen(theme.colour(ink))
        right = key_width(self._key) + 14 if self._key else 14
        words = box.adjusted(x, 0, -right, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self._key:
            tone = ink if self._kind == "main" or not self.isEnabled() else "text2"
            cap = "on_accent" if tone == "on_accent" else "border"
            draw_key(painter, self.width() - right, (self.height() - KEY_HEIGHT) // 2, self._key, tone, cap)

    def _tones(self) -> tuple[str, str | None, str | None]:
        if not self.isEnabled():
            return "text2", "border", "disabled"
        if self._kind == "main":
            return "on_accent", "accent_fill", "accent_fill"
        lifted = self.underMouse() or self.isDown()
        if self._kind == "flat":
            return "text", None, "hover" if lifted else None
        return "text", "border", "hover" if lifted else "surface"

    def _follow(self) -> None:
        action = self._action
        if action is None:
            return
        self.setEnabled(action.isEnabled() and not self._locked)
        if not action.isVisible():
            self.hide()
        elif self.parentWidget() is not None:  # without one it would flash as a window of its own
            self.show()
        self.set_text(action.text())


class LinkButton(QAbstractButton):
    """A quiet action inside a form: accent words with an icon («+ Представитель по доверенности»)."""

    def __init__(
        self,
        text: str,
        icon: str = "",
        slot: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if slot is not None:
            self.clicked.connect(lambda _checked=False: slot())

    def set_text(self, text: str) -> None:
        """Rename the link."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font()).horizontalAdvance(self.text()) + 4
        return QSize(width + (20 if self._icon else 0), 22)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        x = 1
        if self._icon:
            theme.draw_icon(painter, self._icon, "accent", x - 1, (self.height() - 14) // 2, 14)
            x += 20
        painter.setPen(theme.colour("accent"))
        font = theme.font()
        if self.underMouse():
            font = type(font)(font)
            font.setUnderline(True)
        painter.setFont(font)
        painter.drawText(self.rect().adjusted(x, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            theme.draw_box(painter, QRectF(self.rect()), None, "accent", 4, 2)
