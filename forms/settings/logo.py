"""The centre's logo: a picture from a file, made small enough for the head of a paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui import file_dialog
from ui.widgets.buttons import LinkButton
from ui.widgets.field import Raw
from workstation import files
from workstation.i18n import tr

LARGEST = QSize(900, 360)
SHOWN = QSize(96, 40)


class LogoField(QWidget):
    """The value is the SHA-256 of the stored PNG; `pending` is a chosen file that is not stored yet."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sha: str | None = None
        self._path = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._picture = QLabel()
        self._choose = LinkButton(tr("Выбрать PNG или JPEG"), "image", self._ask)
        self._drop = LinkButton(tr("Убрать"), "x", self._clear)
        for part in (self._picture, self._choose, self._drop):
            row.addWidget(part)
        row.addStretch(1)
        self.setFocusProxy(self._choose)
        self._dress()

    def value(self) -> object:
        """The hash of the stored picture."""
        return self._sha

    def set_value(self, value: object, undoable: bool = False) -> None:
        """Show that a picture is stored."""
        self._sha, self._path = (str(value) if value else None), ""
        self._dress()

    def raw(self) -> Raw:
        """The stored hash or the path of a chosen file."""
        return {"sha": self._sha, "path": self._path}

    def set_raw(self, raw: Raw) -> None:
        """Bring it back."""
        kept = raw if isinstance(raw, dict) else {}
        self._sha, self._path = kept.get("sha"), str(kept.get("path") or "")
        self._dress()

    def problem(self) -> str:
        """Why the chosen file is no picture."""
        if self._path and not QImageReader(self._path).canRead():
            return tr("Этот файл не читается как картинка. Выберите PNG или JPEG")
        return ""

    def pending(self) -> str:
        """The chosen file that is to be stored, or nothing."""
        return self._path

    def show_file(self, path: str) -> None:
        """Take a file, as if it was chosen."""
        self._path = path
        self._dress()
        self.edited.emit()

    def _ask(self) -> None:
        names = tr("Картинки") + " (*.png *.jpg *.jpeg)"
        path = file_dialog.open_name(self, tr("Логотип"), names)
        if path:
            self.show_file(path)

    def _clear(self) -> None:
        self._sha, self._path = None, ""
        self._dress()
        self.edited.emit()

    def _dress(self) -> None:
        picture = QPixmap(self._path) if self._path else QPixmap()
        if not picture.isNull():
            ratio = Qt.AspectRatioMode.KeepAspectRatio
            smooth = Qt.TransformationMode.SmoothTransformation
            self._picture.setPixmap(picture.scaled(SHOWN, ratio, smooth))
        else:
            self._picture.setText(tr("есть") if self._sha else "")
        self._picture.setVisible(bool(self._path or self._sha))
        self._drop.setVisible(bool(self._path or self._sha))


def store_logo(folder: Path, path: str) -> str:
    """Store a picture file as a PNG of sober size; gives its SHA-256. For the I/O lane.

    Raises ValueError for a file that is no picture.
    """
    image = QImage(path)
    if image.isNull():
        raise ValueError(path)
    if image.width() > LARGEST.width() or image.height() > LARGEST.height():
        ratio = Qt.AspectRatioMode.KeepAspectRatio
        image = image.scaled(LARGEST, ratio, Qt.TransformationMode.SmoothTransformation)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return files.keep(folder, buffer.data().data())
