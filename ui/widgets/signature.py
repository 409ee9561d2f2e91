"""A place to sign on the screen: by a pen, a finger or a mouse."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
)
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.pictures import encoded
from ui.widgets.field import Raw
from workstation.i18n import tr

SIZE = QSize(284, 96)
INK, THICK, SCALE = QColor("#111418"), 2.2, 3
LEAST = 12
"""A signature shorter than this many points is a slip of the hand."""


class SignaturePad(QWidget):
    """Signs as one field of a form; Delete wipes it. The value is a PNG on white, None while it is blank."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[tuple[float, float]]] = []
        self.setFixedSize(SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(tr("Подпись на экране"))

    # -- value -----------------------------------------------------------------------------------

    def is_signed(self) -> bool:
        """Whether there is a signature and not a dot."""
        return sum(map(len, self._strokes)) >= LEAST

    def value(self) -> object:
        """The signature as a PNG, three dots for each point of the screen."""
        if not self.is_signed():
            return None
        image = QImage(SIZE * SCALE, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(SCALE, SCALE)
        painter.setPen(_pen(INK))
        painter.drawPath(self._path())
        painter.end()
        return encoded(image)

    def set_value(self, value: object, undoable: bool = False) -> None:
        """A picture cannot be signed again: anything wipes the pad."""
        self.set_raw(None)

    def raw(self) -> Raw:
        """The strokes: lists of x, y."""
        return [[list(point) for point in stroke] for stroke in self._strokes]

    def set_raw(self, raw: Raw) -> None:
        """Bring back strokes, or wipe."""
        strokes = raw if isinstance(raw, list) else []
        self._strokes = [[(float(x), float(y)) for x, y in stroke] for stroke in strokes]
        self._follow()

    def problem(self) -> str:
        """A dot is no signature."""
        return (
            tr("Подпись слишком коротка: распишитесь ещё раз")
            if self._strokes and not self.is_signed()
            else ""
        )

    def wipe(self) -> None:
        """Begin anew."""
        self.set_raw(None)

    # -- by hand ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._draw(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._follow()

    def tabletEvent(self, event: QTabletEvent) -> None:
        kinds = {QTabletEvent.Type.TabletPress: self._begin, QTabletEvent.Type.TabletMove: self._draw}
        step = kinds.get(event.type())
        if step is not None:
            step(event.position())
        else:
            self._follow()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self._strokes:
            self.wipe()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_Z:
            self._strokes = self._strokes[:-1]
            self._follow()
        else:
            super().keyPressEvent(event)

    def _begin(self, place: QPointF) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._strokes.append([(place.x(), place.y())])
        self.update()

    def _draw(self, place: QPointF) -> None:
        if self._strokes and self.rect().contains(place.toPoint()):
            self._strokes[-1].append((place.x(), place.y()))
            self.update()

    def _follow(self) -> None:
        self.update()
        self.edited.emit()

    # -- painting --------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, focused = self._edge()
        theme.draw_box(painter, QRectF(self.rect()), "surface", edge, 4, focused)
        painter.setPen(_pen(theme.colour("line")))
        line = self.height() - 26
        painter.drawLine(16, line, self.width() - 16, line)
        if self._strokes:
            painter.setPen(_pen(theme.colour("text")))
            painter.drawPath(self._path())
        else:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text3"))
            foot = QRectF(16, line + 4, self.width() - 32, 18)
            painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, tr("Распишитесь здесь, Delete — стереть"))

    def _edge(self) -> tuple[str, int]:
        if self.hasFocus():
            return "accent", 2
        return ("red", 1) if self.property("mark") == "error" else ("border", 1)

    def _path(self) -> QPainterPath:
        path = QPainterPath()
        for stroke in self._strokes:
            path.moveTo(*stroke[0])
            for point in stroke[1:] or [(stroke[0][0] + 0.1, stroke[0][1])]:
                path.lineTo(*point)
        return path


def _pen(colour: QColor) -> QPen:
    return QPen(colour, THICK, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
