"""Photos as a field of a form: by camera, file, drag and drop or paste."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut

from ui.form_ask import FormAsk
from ui.kept_photos import KeptPhotos
from ui.tasks import Tasks
from ui.widgets.field import Field, Raw
from workstation.documents.intake import Photo
from workstation.i18n import tr


class PhotoField(KeptPhotos):
    """The strip as an editor: its value is a tuple of kept photos; Ctrl+Z takes back the last change.

    What is stored already (`show_stored`) stands before them and is no part of the value.
    """

    edited = Signal()

    def __init__(self, columns: int = 4) -> None:
        super().__init__(columns)
        self._stored: tuple[Photo, ...] = ()
        self._photos: list[Photo] = []
        self._past: list[list[Photo]] = []
        self._coming = 0
        self.kept.connect(self._on_kept)
        self.removed.connect(self._on_removed)
        self.opened.connect(self.show_large)

    def show_stored(self, photos: Sequence[Photo]) -> None:
        """Photos of the record: they are looked at, not taken away."""
        self._stored = tuple({one.sha256: one for one in photos}.values())
        self._show()

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
        """Only while a picture is on its way: one that cannot be read is told at once."""
        return tr("Снимок ещё записывается: повторите через секунду") if self._coming else ""

    def undo(self) -> None:
        """Bring back the photos that were there before."""
        if self._past:
            self._change(self._past.pop())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        else:
            super().keyPressEvent(event)

    def _keep(self, read: Callable[[], bytes], file_name: str) -> None:
        self._coming += self._tasks is not None and self._folder is not None
        super()._keep(read, file_name)

    def _on_failed(self, error: Exception) -> None:
        self._coming = max(self._coming - 1, 0)
        super()._on_failed(error)

    def _on_kept(self, photo: Photo) -> None:
        self._coming = max(self._coming - 1, 0)
        if photo.sha256 not in {one.sha256 for one in (*self._stored, *self._photos)}:
            self._past.append(self._photos)
            self._change([*self._photos, photo])

    def _on_removed(self, sha256: str) -> None:
        if sha256 in {one.sha256 for one in self._stored}:
            self.told.emit(tr("Записанный снимок не убирается"), "amber")
            return
        self._past.append(self._photos)
        self._change([one for one in self._photos if one.sha256 != sha256])

    def _change(self, photos: list[Photo]) -> None:
        self._photos = photos
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        self.show_kept((one.sha256, one.file_name) for one in (*self._stored, *self._photos))


def photos_in(title: str, photos: PhotoField) -> Field:
    """The strip with its label; what could not be done is said under it."""
    field = Field(title, photos, note=tr("F6 — снять"))
    photos.told.connect(field.set_error)
    photos.edited.connect(partial(field.set_error, ""))
    return field


def add_photos(ask: FormAsk, path: str, title: str, photos: PhotoField, kept: tuple[Tasks, Path]) -> None:
    """A strip in a small window; F6 of the window shoots. `kept`: by what and where pictures are kept."""
    photos.use(*kept)
    field = photos_in(title, photos)
    ask.form.add(path, field)
    ask.add(field)
    QShortcut(QKeySequence("F6"), ask, photos.shoot)
