"""Documents of models as files: kept in the store of the base, given out to be opened. For the I/O lane."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from workstation import files
from workstation.documents.bench import ModelDocumentRow
from workstation.documents.intake import Photo
from workstation.errors import UserError

KINDS = {
    ".pdf": "application/pdf", ".djvu": "image/vnd.djvu", ".png": "image/png", ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg", ".tif": "image/tiff", ".tiff": "image/tiff",
}  # fmt: skip
"""What may be taken: only what is looked at, never what is run."""
MOST_MB = 100


def keep_document(folder: Path, name: str) -> Photo:
    """Store a file; raises UserError `document_kind`, `document_too_big`, `file_unreadable`."""
    path = Path(name)
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise UserError("document_kind", "file", file=path.name)
    try:
        size = path.stat().st_size
        if size > MOST_MB * 1024 * 1024:
            raise UserError("document_too_big", "file", file=path.name, most=MOST_MB)
        return Photo(files.keep(folder, path.read_bytes()), size, kind, path.name)
    except OSError as error:
        raise UserError("file_unreadable", "file", path=name, details=error.strerror) from error


def copy_to_open(folder: Path, row: ModelDocumentRow) -> Path:
    """A copy under a name that tells its kind, for the store's own names tell nothing to other programs.

    It lies apart till this program ends. Raises UserError `file_unreadable` where the store lost the file.
    """
    sha256 = str(row.sha256)
    suffix = next((one for one, kind in KINDS.items() if kind == row.media_type), "")
    name = "".join(letter if letter.isalnum() or letter in " -." else "_" for letter in row.title)[:80]
    copy = Path(_opened().name) / sha256[:16] / (name.strip(" .") + suffix)
    try:
        copy.parent.mkdir(exist_ok=True)
        shutil.copyfile(files.path_of(folder, sha256), copy)
    except OSError as error:
        raise UserError("file_unreadable", None, path=row.title, details=error.strerror) from error
    return copy


@cache
def _opened() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="documents-", ignore_cleanup_errors=True)
