"""The manual, opened by F1 at the page of the screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.basics import EmptyState, Fill
from ui.widgets.side_list import SideList
from workstation.i18n import tr

CONTENTS_WIDTH = 240
PICTURE = "\ufffc"
LINE_HEIGHT, AIR, HEAD_AIR = 120, 6, 14


def topics(folder: Path) -> list[tuple[str, str]]:
    """(topic, title) of every page of the manual: `NN-topic.md`, in the order of the numbers."""
    found = []
    for path in sorted(folder.glob("*.md")):
        with path.open(encoding="utf-8") as stream:
            first = stream.readline().lstrip("# ").strip()
        found.append((path.stem.partition("-")[2] or path.stem, first or path.stem))
    return found


class HelpWindow(QWidget):
    """Contents on the left, the page on the right; Esc closes, Alt+← goes back."""

    def __init__(self, folder: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._folder = folder or theme.RESOURCES / "manual"
        self.setWindowTitle(tr("Справка"))
        self.resize(1040, 720)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        side = Fill("panel", "r")
        side.setFixedWidth(CONTENTS_WIDTH)
        inner = QVBoxLayout(side)
        inner.setContentsMargins(8, 12, 9, 12)
        self._contents = SideList(tr("Содержание"))
        inner.addWidget(self._contents)
        self._browser = QTextBrowser()
        self._browser.setOpenExternalLinks(True)
        self._browser.setAccessibleName(tr("Страница справки"))
        self._browser.document().setDocumentMargin(20)
        self._browser.setSearchPaths([str(self._folder)])
        row.addWidget(side)
        row.addWidget(self._browser, 1)
        self._empty = EmptyState("circle-question-mark", tr("Справка не установлена"))
        row.addWidget(self._empty, 1)
        self._fill()
        self._contents.currentItemChanged.connect(self._on_item)

    def _fill(self) -> None:
        for topic, title in topics(self._folder):
            self._contents.add(title)
            self._contents.item(self._contents.count() - 1).setData(Qt.ItemDataRole.UserRole, topic)
        self._empty.setVisible(not self._contents.count())
        self._browser.setVisible(bool(self._contents.count()))

    def show_topic(self, topic: str = "") -> bool:
        """Open the page of a topic (the first page for an unknown one: False then)."""
        self.show()
        if not self.isActiveWindow():
            self.raise_()
            self.activateWindow()
        self._browser.setFocus()
        for place in range(self._contents.count()):
            if self._contents.item(place).data(Qt.ItemDataRole.UserRole) == topic:
                self._contents.setCurrentRow(place)
                return True
        self._contents.setCurrentRow(0)
        return False

    def _on_item(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            topic = item.data(Qt.ItemDataRole.UserRole)
            path = next(
                (p for p in self._folder.glob("*.md") if p.stem in {topic} or p.stem.endswith(f"-{topic}")),
                None,
            )
            if path is not None:
                self._browser.setSource(QUrl.fromLocalFile(str(path)))
                self._give_air()

    def _give_air(self) -> None:
        """Lines and paragraphs that can be read: Markdown brings neither."""
        block = self._browser.document().begin()
        while block.isValid():
            shape = QTextBlockFormat()
            if block.text() != PICTURE:
                shape.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            if block.textList() is None:
                shape.setTopMargin(HEAD_AIR if block.blockFormat().headingLevel() else AIR)
            shape.setBottomMargin(AIR)
            QTextCursor(block).mergeBlockFormat(shape)
            block = block.next()

    def text(self) -> str:
        """The words of the page shown."""
        return self._browser.toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
