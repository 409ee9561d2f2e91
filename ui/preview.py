"""A paper as it will be printed."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import file_dialog
from ui.widgets.basics import Fill, label
from ui.widgets.buttons import Button
from workstation.i18n import ntr, tr

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
DPI = 96.0
MARGIN = 48
"""What a preview leaves of the height of the window behind it."""


class Preview(QDialog):
    """Shows the bytes of a PDF. print_asked(): F9; saved(path): the paper was put into a file by the user."""

    print_asked = Signal()
    save_asked = Signal(str)

    def __init__(
        self, title: str, pdf: bytes, parent: QWidget | None = None, *, can_print: bool = True
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = parent.window().height() - MARGIN if parent is not None else 0
        self.resize(900, max(720, room))
        self._zoom = ZOOMS.index(1.0)
        self._bytes = QByteArray(pdf)
        self._buffer = QBuffer(self._bytes, self)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument(self)
        self._document.load(self._buffer)
        self._build(title, can_print)
        self._render()

    def _build(self, title: str, can_print: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = Fill("surface", "b")
        bar.setFixedHeight(52)
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(label(title, bold=True))
        self._count = label("", "text2", "small")
        row.addWidget(self._count)
        row.addStretch(1)
        less, more = (
            Button(tr("Мельче"), "Ctrl+-", "zoom-out", "flat"),
            Button(tr("Крупнее"), "Ctrl++", "zoom-in", "flat"),
        )
        save = Button(tr("Сохранить"), "Ctrl+S", "save")
        less.clicked.connect(self.zoom_out)
        more.clicked.connect(self.zoom_in)
        save.clicked.connect(self.save)
        for button in (less, more, save):
            row.addWidget(button)
        self._print = Button(tr("Печатать"), "F9", "printer", "main")
        self._print.clicked.connect(self._on_print)
        self._print.setVisible(can_print)
        row.addWidget(self._print)
        column.addWidget(bar)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(title)
        sheet = Fill("bg")
        self._pages = QVBoxLayout(sheet)
        self._pages.setContentsMargins(16, 16, 16, 16)
        self._pages.setSpacing(16)
        self._area.setWidget(sheet)
        column.addWidget(self._area, 1)
        self._area.setFocus()

    def page_count(self) -> int:
        """How many pages the paper has; 0 when the bytes are no PDF."""
        return self._document.pageCount()

    def page_image(self, page: int, dpi: float = DPI) -> QImage:
        """A page as a picture on white."""
        size = self._document.pagePointSize(page) * dpi / 72
        drawn = self._document.render(page, QSize(round(size.width()), round(size.height())))
        sheet = QImage(drawn.size(), QImage.Format.Format_RGB32)
        sheet.fill(Qt.GlobalColor.white)
        from PySide6.QtGui import QPainter  # noqa: PLC0415

        painter = QPainter(sheet)
        painter.drawImage(0, 0, drawn)
        painter.end()
        return sheet

    def zoom_in(self) -> None:
        """Larger."""
        self._set_zoom(self._zoom + 1)

    def zoom_out(self) -> None:
        """Smaller."""
        self._set_zoom(self._zoom - 1)

    def save(self) -> None:
        """Ask for a file; the owner writes it in the I/O lane."""
        name = f"{self.windowTitle()}.pdf"
        path = file_dialog.save_name(self, tr("Сохранить PDF"), name, "PDF (*.pdf)")
        if path:
            self.save_asked.emit(path)

    def _set_zoom(self, zoom: int) -> None:
        self._zoom = max(0, min(len(ZOOMS) - 1, zoom))
        self._render()

    def _render(self) -> None:
        while self._pages.count():
            widget = self._pages.takeAt(0).widget()
            if widget is not None:
                widget.deleteLater()
        count = self.page_count()
        percent = round(ZOOMS[self._zoom] * 100)
        self._count.setText(ntr("{n} страница", "{n} страниц", count) + f" · {percent} %")
        ratio = self.devicePixelRatioF()
        for page in range(count):
            shown = QLabel()
            picture = QPixmap.fromImage(self.page_image(page, DPI * ZOOMS[self._zoom] * ratio))
            picture.setDevicePixelRatio(ratio)
            shown.setPixmap(picture)
            shown.setAccessibleName(tr("Страница {number}", number=page + 1))
            self._pages.addWidget(shown, 0, Qt.AlignmentFlag.AlignHCenter)
        self._pages.addStretch(1)

    def _on_print(self) -> None:
        self.print_asked.emit()
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_F9 and self._print.isVisible():
            self._on_print()
        elif held and event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_in()
        elif held and event.key() == Qt.Key.Key_Minus:
            self.zoom_out()
        elif held and event.key() == Qt.Key.Key_S:
            self.save()
        else:
            super().keyPressEvent(event)
