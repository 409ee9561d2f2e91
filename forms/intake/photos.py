"""Photos of the device: by camera, file, drag and drop or paste."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from ui.kept_photos import KeptPhotos
from ui.widgets.field import Raw
from workstation.documents.intake import Photo


class PhotoField(KeptPhotos):
    """The strip as an editor: its value is a tuple of kept photos; Ctrl+Z takes back the last change."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._photos: list[Photo] = []
        self._past: list[list[Photo]] = []
        self.kept.connect(self._on_kept)
        self.removed.connect(self._on_removed)
        self.opened.connect(self.show_large)

    def value(self) -> tuple[Photo, ...]:
        """The photos kept so far."""
        return tuple(self._photos)

    def set_value(self, value: Sequence[Photo] | None, undoable: bool = False) -> None:
        """Show photos that are kept already."""
        if not undoable:
            self._past.clear()
        self._change(list(value or ()))

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

    def undo(self) -> None:
        """Bring back the photos that were there before."""
        if self._past:
            self._change(self._past.pop())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        else:
            super().keyPressEvent(event)

    def _on_kept(self, photo: Photo) -> None:
        if photo.sha256 not in {one.sha256 for one in self._photos}:
            self._past.append(self._photos)
            self._change([*self._photos, photo])

    def _on_removed(self, sha256: str) -> None:
        self._past.append(self._photos)
        self._change([one for one in self._photos if one.sha256 != sha256])

    def _change(self, photos: list[Photo]) -> None:
        self._photos = photos
        self.show_kept((one.sha256, one.file_name) for one in photos)
        self.edited.emit()
