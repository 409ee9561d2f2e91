"""What the camera sees; Enter or Space takes a picture, as many as are wanted, Esc closes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.basics import label
from ui.widgets.buttons import Button
from workstation.i18n import ntr, tr

SIZE = QSize(800, 600)


class CameraWindow(QDialog):
    """shot(QImage): a picture as large as the camera gives it. `multimedia` is PySide6.QtMultimedia."""

    shot = Signal(object)

    def __init__(self, parent: QWidget, multimedia: Any) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Камера"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._count = 0
        self._view = View()
        self._words = label(tr("Ждём изображение с камеры…"), "text2")
        self._shoot = Button(tr("Снять"), "Enter", kind="main")
        self._shoot.setEnabled(False)
        self._shoot.clicked.connect(self.shoot)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self._view, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._words, 1)
        foot.addWidget(self._shoot)
        column.addLayout(foot)
        self._sink = multimedia.QVideoSink(self)
        self._sink.videoFrameChanged.connect(lambda frame: self.show_frame(frame.toImage()))
        self._camera = multimedia.QCamera(self)
        self._camera.errorOccurred.connect(self._on_error)
        self._session = multimedia.QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._camera.start()
        self.finished.connect(self._camera.stop)

    def show_frame(self, image: QImage) -> None:
        """A picture came from the camera."""
        if not image.isNull():
            if not self._shoot.isEnabled():
                self._shoot.setEnabled(True)
                self._words.setText(tr("Enter — снять, Esc — закрыть"))
            self._view.show_image(image)

    def shoot(self) -> None:
        """Take what is seen."""
        image = self._view.image
        if not image.isNull():
            self._count += 1
            self._words.setText(ntr("Снят {n} снимок", "Снято {n} снимков", self._count))
            self.shot.emit(image.copy())

    def _on_error(self, _error: object, words: str) -> None:
        self._words.setText(tr("Камера не отвечает: {error}. Отключите её и подключите снова", error=words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.shoot()
        else:
            super().keyPressEvent(event)


class View(QWidget):
    """The newest frame, whole, in the middle."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.setAccessibleName(tr("Изображение с камеры"))

    def show_image(self, image: QImage) -> None:
        """Show a frame."""
        self.image = image
        self.update()

    def sizeHint(self) -> QSize:
        """Large enough to see a scratch."""
        return SIZE

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("bg"))
        if not self.image.isNull():
            size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(self.rect().center() - QRect(0, 0, size.width(), size.height()).center(), size)
            painter.drawImage(place, self.image)
