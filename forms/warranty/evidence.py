"""Photos of an order to tick as evidence of a finding; more by camera, file, drop or paste."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent

from ui import theme
from ui.context import Context
from ui.kept_photos import KeptPhotos
from workstation.documents.findings import EvidenceRow
from workstation.i18n import tr

TICK = 18


class EvidenceStrip(KeptPhotos):
    """The order's photos; Space ticks. kept(photo): a new picture lies in the store, to be tied."""

    def __init__(self, context: Context) -> None:
        super().__init__(5)
        self._context = context
        self._files: Sequence[EvidenceRow] = ()
        self._ticked: set[str] = set()
        self._fixed: set[str] = set()
        self.setToolTip(tr("Пробел — отметить снимок, F6 — снять, Ctrl+V — вставить"))
        self.told.connect(context.tell)
        self.opened.connect(self._on_opened)

    def show_files(self, files: Sequence[EvidenceRow], folder: Path) -> None:
        """The photos of the order; ticks stay."""
        self._files = files
        self.use(self._context.tasks, folder)
        self.show_kept((one.sha256, one.file_name) for one in files)

    def set_ticks(self, fixed: Iterable[str]) -> None:
        """Photos tied already: they stay ticked."""
        self._fixed = set(fixed)
        self._ticked = set(self._fixed)
        self._describe()

    def tick(self, sha256: str) -> None:
        """Tick a photo that has just been added."""
        self._ticked.add(sha256)
        self._describe()

    def ticked(self) -> list[str]:
        """SHA-256 of the photos ticked and not yet tied."""
        return sorted(self._ticked - self._fixed)

    def _describe(self) -> None:
        self.setAccessibleDescription(tr("Отмечено снимков: {number}", number=len(self._ticked)))
        self.update()

    def _on_opened(self, sha256: str) -> None:
        if sha256 not in self._fixed:
            self._ticked ^= {sha256}
            self._describe()

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
