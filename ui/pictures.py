"""Pictures of devices as files: read, kept in the store of the base, shown small. For the I/O lane."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from workstation.errors import UserError

if TYPE_CHECKING:
    from workstation.documents.intake import Photo

BIGGEST = 30 * 1024 * 1024
LONGEST_SIDE = 20_000
THUMB = (192, 144)


def read_picture(name: str) -> bytes:
    """The bytes of a picture file; raises UserError `photo_too_big`, `photo_unreadable`."""
    path = Path(name)
    try:
        if path.stat().st_size > BIGGEST:
            raise UserError("photo_too_big", "photos", file=path.name, most=BIGGEST // 1024 // 1024)
        return path.read_bytes()
    except OSError as error:
        raise UserError("photo_unreadable", "photos", file=path.name) from error


def encoded(image: QImage, form: str = "PNG") -> bytes:
    """A picture that was pasted (PNG) or shot (JPEG) as the bytes of a file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, form)
    return bytes(data.data())


def keep_picture(folder: Path, data: bytes, file_name: str) -> Photo:
    """Store a picture; raises UserError `photo_unreadable` for what is none."""
    import io  # noqa: PLC0415 - nothing here is needed to paint the window

    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    from workstation.documents.intake import Photo  # noqa: PLC0415
    from workstation.files import keep  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(data)) as image:
            media_type = Image.MIME.get(image.format or "", "")
            if max(image.size) > LONGEST_SIDE or not media_type:
                raise UserError("photo_unreadable", "photos", file=file_name)
            image.load()
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise UserError("photo_unreadable", "photos", file=file_name) from error
    return Photo(keep(folder, data), len(data), media_type, file_name)


def load_picture(folder: Path, sha256: str, most: tuple[int, int]) -> QImage:
    """A kept picture the right way up and no larger than `most`; a null image where the file is gone."""
    from PySide6.QtCore import QSize, Qt  # noqa: PLC0415
    from PySide6.QtGui import QImageReader  # noqa: PLC0415

    from workstation.files import path_of  # noqa: PLC0415

    reader = QImageReader(str(path_of(folder, sha256)))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and (size.width() > most[0] or size.height() > most[1]):
        reader.setScaledSize(size.scaled(QSize(*most), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
