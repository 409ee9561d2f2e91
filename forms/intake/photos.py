"""Photos of the device: by file, drag and drop or paste, and by a camera where the extra is installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage

from forms.intake import asks
from ui.pictures import png_of, read_picture
from ui.tasks import Tasks
from ui.widgets.field import Raw
from ui.widgets.photos import PhotoStrip, Thumb
from workstation.documents.intake import Photo
from workstation.i18n import tr


class PhotoField(PhotoStrip):
    """The strip as an editor: its value is a tuple of kept photos; the owner gives tasks and a folder."""

    edited = Signal()
    trouble = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._photos: list[Photo] = []
        self._thumbs_of: dict[str, QImage] = {}
        self._tasks: Tasks | None = None
        self._folder: Path | None = None
        self.files_given.connect(self._on_files)
        self.image_given.connect(self._on_image)
        self.removed.connect(self._on_removed)

    def use(self, tasks: Tasks, folder: Path) -> None:
        """Where pictures are kept."""
        self._tasks, self._folder = tasks, folder
        self._show()

    def value(self) -> tuple[Photo, ...]:
        """The photos kept so far."""
        return tuple(self._photos)

    def set_value(self, value: Sequence[Photo] | None, undoable: bool = False) -> None:
        """Show photos that are kept already."""
        self._photos = list(value or ())
        self._show()
        self.edited.emit()

    def raw(self) -> Raw:
        """The names of the kept photos."""
        return [[one.sha256, one.size, one.media_type, one.file_name] for one in self._photos]

    def set_raw(self, raw: Raw) -> None:
        """Bring them back."""
        rows = raw if isinstance(raw, list) else []
        self.set_value([Photo(str(one[0]), int(one[1]), str(one[2]), str(one[3])) for one in rows])

    def problem(self) -> str:
        """Never: a picture that cannot be read is told at once."""
        return ""

    def add_bytes(self, data: bytes, file_name: str) -> None:
        """Keep a picture off the GUI thread and show it."""
        self._keep(lambda: data, file_name)

    def _on_files(self, names: list[str]) -> None:
        for name in names:
            self._keep(partial(read_picture, name), Path(name).name)

    def _on_image(self, image: QImage) -> None:
        if not image.isNull():
            self._keep(partial(png_of, QImage(image)), tr("снимок.png"))

    def _keep(self, read: Callable[[], bytes], file_name: str) -> None:
        if self._tasks is None or self._folder is None:
            return
        folder = self._folder
        self._tasks.io(
            self, lambda: asks.keep_photo(folder, read(), file_name), self._on_kept, self.trouble.emit
        )

    def _on_kept(self, photo: Photo) -> None:
        if photo.sha256 not in {one.sha256 for one in self._photos}:
            self._photos.append(photo)
            self._show()
            self.edited.emit()

    def _on_removed(self, sha256: str) -> None:
        self._photos = [one for one in self._photos if one.sha256 != sha256]
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        blank = QImage(1, 1, QImage.Format.Format_RGB32)
        blank.fill(0x9AA1AA)
        self.set_thumbs(
            [Thumb(one.sha256, self._thumbs_of.get(one.sha256, blank), one.file_name) for one in self._photos]
        )
        if self._tasks is None or self._folder is None:
            return
        for photo in self._photos:
            if photo.sha256 not in self._thumbs_of:
                self._tasks.io(
                    self, partial(asks.thumbnail, self._folder, photo), partial(self._on_thumb, photo.sha256)
                )

    def _on_thumb(self, sha256: str, png: bytes) -> None:
        image = QImage.fromData(png)
        if not image.isNull():
            self._thumbs_of[sha256] = image
            self.set_thumbs(
                [
                    Thumb(one.sha256, self._thumbs_of.get(one.sha256, image), one.file_name)
                    for one in self._photos
                ]
            )


def camera() -> Any | None:
    """Qt's camera classes, None where the optional extra is not installed."""
    try:
        from PySide6 import QtMultimedia
    except ImportError:
        return None
    return QtMultimedia
