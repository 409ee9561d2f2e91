"""Documents of the model: a link opens in the browser, a file by what opens such files here."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from forms.bench.state import OnBench
from ui.context import Context
from ui.document_files import copy_to_open
from ui.problems import error_text
from workstation.documents.bench import ModelDocumentRow
from workstation.i18n import tr


class DocumentDesk(QObject):
    """Opens what stands in the side panel."""

    def __init__(self, context: Context, owner: QObject, state: OnBench) -> None:
        super().__init__(owner)
        self._context, self._state = context, state

    def open(self, row: ModelDocumentRow) -> None:
        """A link, or a copy of a file that the base holds."""
        if row.link:
            self._open_url(QUrl(row.link))
        elif row.sha256 and self._state.sheet is not None:
            copy = partial(copy_to_open, self._state.sheet.folder, row)
            self._context.tasks.io(self, copy, self._open_copy, self._on_missing)

    def _open_copy(self, path: Path) -> None:
        self._open_url(QUrl.fromLocalFile(str(path)))

    def _open_url(self, url: QUrl) -> None:
        if not QDesktopServices.openUrl(url):
            self._context.tell(tr("Нечем открыть документ: на этом компьютере нет такой программы"), "red")

    def _on_missing(self, error: Exception) -> None:
        self._context.tell(error_text(error), "red")
