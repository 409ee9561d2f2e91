"""A strip of small pictures with a place to add (file, drag and drop, paste). It does no I/O."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import file_dialog, theme
from workstation.i18n import ntr, tr

WIDTH, HEIGHT, SPACE = 64, 48, 8


class Thumb(NamedTuple):
    """One picture: `id` is the owner's, `image` a small QImage made off the GUI thread."""

    id: str
    image: QImage
    title: str = ""


class PhotoStrip(QWidget):
    """Thumbnails and a dashed place to add; the owner does all I/O.

    files_given(list[str]): paths chosen or dropped; image_given(QImage): a picture pasted;
    opened(id): Space or a click; removed(id): Delete. Arrows walk, Ctrl+V pastes, Space on the dashed
    place asks for files; Enter goes on as in every field.
    """

    files_given = Signal(list)
    image_given = Signal(object)
    opened = Signal(str)
    removed = Signal(str)

    def __init__(self, columns: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._thumbs: list[tuple[Thumb, QPixmap]] = []
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setToolTip(tr("F6 — снять камерой, Пробел — файл, Ctrl+V — вставить, Delete — убрать"))
        self.set_thumbs(())

    def set_thumbs(self, thumbs: Sequence[Thumb]) -> None:
        """Show these pictures; who stands at the place to add stays there."""
        at_end = self._current >= len(self._thumbs)
        self._thumbs = [(thumb, self._shrink(thumb.image)) for thumb in thumbs]
        self._current = len(self._thumbs) if at_end else min(self._current, len(self._thumbs))
        lines = len(self._thumbs) // self._columns + 1
        self.setFixedHeight(lines * HEIGHT + (lines - 1) * SPACE)
        self.setAccessibleName(ntr("Снимки: {n}", "Снимки: {n}", len(self._thumbs)))
        self._name_current()
        self.update()

    def choose_files(self) -> None:
        """Ask for picture files."""
        kinds = tr("Изображения") + " (*.jpg *.jpeg *.png *.webp *.heic *.bmp)"
        names = file_dialog.open_names(self, tr("Снимки"), kinds)
        if names:
            self.files_given.emit(names)

    def paste(self) -> bool:
        """Take a picture or files from the clipboard; False when there are none."""
        data = QGuiApplication.clipboard().mimeData()
        files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if files:
            self.files_given.emit(files)
        elif data.hasImage():
            self.image_given.emit(QImage(data.imageData()))
        return bool(files) or data.hasImage()

    def _shrink(self, image: QImage) -> QPixmap:
        cover = Qt.AspectRatioMode.KeepAspectRatioByExpanding
        small = image.scaled(WIDTH, HEIGHT, cover, Qt.TransformationMode.SmoothTransformation)
        x, y = (small.width() - WIDTH) // 2, (small.height() - HEIGHT) // 2
        return QPixmap.fromImage(small.copy(x, y, WIDTH, HEIGHT))

    def _box(self, place: int) -> QRectF:
        line, column = divmod(place, self._columns)
        return QRectF(column * (WIDTH + SPACE), line * (HEIGHT + SPACE), WIDTH, HEIGHT)

    def _name_current(self) -> None:
        if self._current < len(self._thumbs):
            number, title = self._current + 1, self._thumbs[self._current][0].title
            self.setAccessibleDescription(tr("Снимок {number} {title}", number=number, title=title))
        else:
            self.setAccessibleDescription(tr("Добавить снимок"))

    def _act(self) -> None:
        if self._current < len(self._thumbs):
            self.opened.emit(self._thumbs[self._current][0].id)
        else:
            self.choose_files()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = 1 if key == Qt.Key.Key_Right else -1
            self._current = max(0, min(len(self._thumbs), self._current + step))
            self._name_current()
            self.update()
        elif key == Qt.Key.Key_Space:
            self._act()
        elif key == Qt.Key.Key_Delete and self._current < len(self._thumbs):
            self.removed.emit(self._thumbs[self._current][0].id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for place in range(len(self._thumbs) + 1):
            if self._box(place).contains(event.position()):
                self._current = place
                self._name_current()
                self.update()
                self._act()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if files:
            self.files_given.emit(files)
        elif data.hasImage():
            self.image_given.emit(QImage(data.imageData()))
        event.acceptProposedAction()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, (_thumb, picture) in enumerate(self._thumbs):
            painter.drawPixmap(self._box(place).topLeft(), picture)
            theme.draw_box(painter, self._box(place), None, "line", 4)
        add = self._box(len(self._thumbs))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("border"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(add.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        middle = add.center()
        theme.draw_icon(painter, "camera", "text2", int(middle.x()) - 8, int(middle.y()) - 8, 16)
        if self.hasFocus():
            theme.draw_box(painter, self._box(self._current), None, "accent", 4, 2)
