"""Photos of an order on its card: small in a strip, large in a window, more by file, drop or paste."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from ui.context import Context
from ui.pictures import THUMB, keep_picture, load_picture, png_of, read_picture
from ui.widgets.basics import label
from ui.widgets.photos import PhotoStrip, Thumb
from workstation.documents.intake import Photo
from workstation.i18n import tr

LARGE = (1600, 1200)
SHOWN = (960, 640)


class OrderPhotos(PhotoStrip):
    """The strip of an order. kept(photo): a new picture lies in the store, to be tied to the order."""

    kept = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._folder: Path | None = None
        self._photos: Sequence[Photo] = ()
        self._images: dict[str, QImage] = {}
        self.files_given.connect(self._on_files)
        self.image_given.connect(self._on_image)
        self.opened.connect(self._on_opened)

    def show_photos(self, photos: Sequence[Photo], folder: Path) -> None:
        """Show these; small pictures come from the I/O lane as they are made."""
        self._photos, self._folder = tuple(photos), folder
        self._paint()
        for photo in self._photos:
            if photo.sha256 not in self._images:
                load = partial(load_picture, folder, photo.sha256, THUMB)
                self._context.tasks.io(self, load, partial(self._take_image, photo.sha256))

    def _take_image(self, sha256: str, image: QImage) -> None:
        if not image.isNull():
            self._images[sha256] = image
            self._paint()

    def _paint(self) -> None:
        blank = QImage(1, 1, QImage.Format.Format_RGB32)
        blank.fill(Qt.GlobalColor.gray)
        self.set_thumbs(
            [Thumb(one.sha256, self._images.get(one.sha256, blank), one.file_name) for one in self._photos]
        )

    def _on_files(self, names: list[str]) -> None:
        for name in names:
            self._keep(partial(read_picture, name), Path(name).name)

    def _on_image(self, image: QImage) -> None:
        if not image.isNull():
            self._keep(partial(png_of, QImage(image)), tr("снимок.png"))

    def _keep(self, read: Callable[[], bytes], file_name: str) -> None:
        folder = self._folder
        if folder is not None:
            self._context.tasks.io(self, lambda: keep_picture(folder, read(), file_name), self.kept.emit)

    def _on_opened(self, sha256: str) -> None:
        folder = self._folder
        if folder is not None:
            load = partial(load_picture, folder, sha256, LARGE)
            self._context.tasks.io(self, load, partial(self._show_large, sha256))

    def _show_large(self, sha256: str, image: QImage) -> None:
        photo = next((one for one in self._photos if one.sha256 == sha256), None)
        if photo is None:
            return
        if image.isNull():
            self._context.tell(tr("Файл снимка «{name}» не найден", name=photo.file_name), "red")
            return
        PhotoWindow(self.window(), photo.file_name, image).open()


class PhotoWindow(QDialog):
    """One photo as large as the window lets it be; Esc or Enter closes."""

    def __init__(self, parent: QWidget, title: str, image: QImage) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 10)
        shown = QLabel()
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        fitted = image
        if image.width() > SHOWN[0] or image.height() > SHOWN[1]:
            fitted = image.scaled(SHOWN[0], SHOWN[1], keep, smooth)
        shown.setPixmap(QPixmap.fromImage(fitted))
        shown.setAccessibleName(title)
        column.addWidget(shown)
        column.addWidget(label(title, "text2", "small"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.type() == QEvent.Type.KeyPress and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accept()
        else:
            super().keyPressEvent(event)
