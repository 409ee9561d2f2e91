"""A strip of pictures that lie in the store of the base: added by camera, file, drop or paste, seen large."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from ui import camera
from ui.pictures import THUMB, encoded, keep_picture, load_picture, read_picture
from ui.problems import error_text
from ui.tasks import Tasks
from ui.widgets.basics import label
from ui.widgets.photos import PhotoStrip, Thumb
from workstation.i18n import tr

LARGE = (1600, 1200)
SHOWN = (960, 640)


class KeptPhotos(PhotoStrip):
    """Reads, keeps and shrinks in the I/O lane.

    kept(Photo): a new picture lies in the store; told(words, tone): what could not be done and what to do.
    """

    kept = Signal(object)
    told = Signal(str, str)

    def __init__(self, columns: int = 4) -> None:
        super().__init__(columns)
        self._tasks: Tasks | None = None
        self._folder: Path | None = None
        self._images: dict[str, QImage] = {}
        self._pictures: tuple[tuple[str, str], ...] = ()
        self._asked: set[str] = set()
        self.files_given.connect(self._on_files)
        self.image_given.connect(self._on_image)

    def use(self, tasks: Tasks, folder: Path) -> None:
        """Where pictures are kept."""
        self._tasks, self._folder = tasks, folder
        self._paint()

    def show_kept(self, pictures: Iterable[tuple[str, str]]) -> None:
        """Show these, each by (sha256, file name); they appear as they are read."""
        self._pictures = tuple(pictures)
        self._paint()

    def shoot(self) -> None:
        """F6: the camera where there is one, else a file, and in words why."""
        lacking = camera.lacking()
        if lacking:
            self.told.emit(lacking, "amber")
            self.choose_files()
        else:
            window = camera.window(self.window())
            window.shot.connect(self._on_shot)
            window.open()

    def show_large(self, sha256: str) -> None:
        """One picture in a window of its own."""
        if self._tasks is not None and self._folder is not None:
            load = partial(load_picture, self._folder, sha256, LARGE)
            self._tasks.io(self, load, partial(self._on_large, sha256))

    def _paint(self) -> None:
        blank = QImage(1, 1, QImage.Format.Format_RGB32)
        blank.fill(Qt.GlobalColor.gray)
        self.set_thumbs([Thumb(key, self._images.get(key, blank), name) for key, name in self._pictures])
        if self._tasks is None or self._folder is None:
            return
        for key, _name in self._pictures:
            if key not in self._asked:
                self._asked.add(key)
                load = partial(load_picture, self._folder, key, THUMB)
                self._tasks.io(self, load, partial(self._on_thumb, key))

    def _on_thumb(self, sha256: str, image: QImage) -> None:
        if not image.isNull():
            self._images[sha256] = image
            self._paint()

    def _on_files(self, names: list[str]) -> None:
        for name in names:
            self._keep(partial(read_picture, name), Path(name).name)

    def _on_image(self, image: QImage) -> None:
        if not image.isNull():
            self._keep(partial(encoded, QImage(image)), tr("снимок.png"))

    def _on_shot(self, image: QImage) -> None:
        self._keep(partial(encoded, image, "JPEG"), tr("снимок.jpg"))

    def _keep(self, read: Callable[[], bytes], file_name: str) -> None:
        folder = self._folder
        if self._tasks is not None and folder is not None:
            self._tasks.io(
                self, lambda: keep_picture(folder, read(), file_name), self.kept.emit, self._on_failed
            )

    def _on_failed(self, error: Exception) -> None:
        self.told.emit(error_text(error), "red")

    def _on_large(self, sha256: str, image: QImage) -> None:
        name = dict(self._pictures).get(sha256, "")
        if image.isNull():
            self.told.emit(tr("Файл снимка «{name}» не найден", name=name), "red")
        else:
            PhotoWindow(self.window(), name, image).open()


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
