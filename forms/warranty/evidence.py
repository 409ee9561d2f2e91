"""Photos of an order to tick as evidence of a finding; more by file, drop or paste."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent

from ui import theme
from ui.context import Context
from ui.pictures import THUMB, keep_picture, load_picture, png_of, read_picture
from ui.widgets.photos import PhotoStrip, Thumb
from workstation.documents.findings import EvidenceRow
from workstation.i18n import tr

TICK = 18


class EvidenceStrip(PhotoStrip):
    """The order's photos; Space ticks. kept(photo): a new picture lies in the store, to be tied."""

    kept = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(5)
        self._context = context
        self._folder: Path | None = None
        self._files: Sequence[EvidenceRow] = ()
        self._images: dict[str, QImage] = {}
        self._ticked: set[str] = set()
        self._fixed: set[str] = set()
        self.setToolTip(tr("Пробел — отметить снимок, F6 — добавить, Ctrl+V — вставить"))
        self.files_given.connect(self._on_files)
        self.image_given.connect(self._on_image)
        self.opened.connect(self._on_opened)

    def show_files(self, files: Sequence[EvidenceRow], folder: Path) -> None:
        """The photos of the order; ticks stay."""
        self._files, self._folder = files, folder
        self._paint_all()
        for one in files:
            if one.sha256 not in self._images:
                load = partial(load_picture, folder, one.sha256, THUMB)
                self._context.tasks.io(self, load, partial(self._take_image, one.sha256))

    def set_ticks(self, fixed: Iterable[str]) -> None:
        """Photos tied already: they stay ticked."""
        self._fixed = set(fixed)
        self._ticked = set(self._fixed)
        self._describe()

    def tick(self, sha256: str) -> None:
        """Tick a photo that has just been added."""
        self._ticked.add(sha256)
        self._describe()

    def chosen(self) -> tuple[int, ...]:
        """Ids of the photos ticked and not yet tied."""
        wanted = self._ticked - self._fixed
        return tuple(one.attachment_id for one in self._files if one.sha256 in wanted)

    def _describe(self) -> None:
        self.setAccessibleDescription(tr("Отмечено снимков: {number}", number=len(self._ticked)))
        self.update()

    def _take_image(self, sha256: str, image: QImage) -> None:
        if not image.isNull():
            self._images[sha256] = image
            self._paint_all()

    def _paint_all(self) -> None:
        blank = QImage(1, 1, QImage.Format.Format_RGB32)
        blank.fill(Qt.GlobalColor.gray)
        place = self._current
        self.set_thumbs(
            [Thumb(one.sha256, self._images.get(one.sha256, blank), one.file_name) for one in self._files]
        )
        self._current = min(place, len(self._files))

    def _on_opened(self, sha256: str) -> None:
        if sha256 not in self._fixed:
            self._ticked ^= {sha256}
            self._describe()

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

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        for place, one in enumerate(self._files):
            if one.sha256 in self._ticked:
                box = self._box(place)
                theme.draw_box(painter, box, None, "accent", 4, 2)
                mark = QRectF(box.right() - TICK - 2, box.top() + 3, TICK, TICK)
                theme.draw_box(painter, mark, "accent_fill", None, 9)
                theme.draw_icon(painter, "check", "on_accent", int(mark.x()) + 2, int(mark.y()) + 2, 14)
