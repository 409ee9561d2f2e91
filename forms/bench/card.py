"""Where the parts of the bench stand: four columns on a wide screen, two and a panel on a narrow one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from forms.bench.check import CheckColumn
from forms.bench.diagnosis import DiagnosisForm
from forms.bench.lines import Lines
from forms.bench.side import BenchSide
from forms.bench.story import Story
from ui.widgets.basics import Fill, Hairline

STORY, CHECK, CHECK_NARROW = 380, 440, 392
WIDE = 1500
TOP, LEFT, RIGHT = 18, 20, 16


class BenchCard(QWidget):
    """On a narrow screen the story stands in the panel under the stopwatch, before the like cases."""

    def __init__(
        self,
        story: Story,
        form: DiagnosisForm,
        lines: tuple[Lines, Lines],
        check: CheckColumn,
        side: BenchSide,
    ) -> None:
        super().__init__()
        self._story, self._side = story, side
        middle = Fill("surface")
        column = QVBoxLayout(middle)
        column.setContentsMargins(LEFT, TOP, RIGHT, 12)
        column.setSpacing(12)
        column.addWidget(form)
        column.addWidget(Hairline(8))
        column.addWidget(lines[0])
        column.addSpacing(10)
        column.addWidget(lines[1])
        column.addStretch(1)
        left = Fill("surface")
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(7, TOP - 14, 0, 12)
        self._story_area = _scroll(left, STORY)
        self._line = Hairline(0, upright=True)
        self.middle, self.right = _scroll(middle), _scroll(_padded(check, LEFT, RIGHT), CHECK)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._story_area)
        row.addWidget(self._line)
        row.addWidget(self.middle, 1)
        row.addWidget(Hairline(0, upright=True))
        row.addWidget(self.right)
        row.addWidget(side)
        self._wide: bool | None = None
        self._place_story(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_story(self.width() >= WIDE)

    def _place_story(self, wide: bool) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        if wide:
            self._left.addWidget(self._story)
        else:
            self._side.hold_story(self._story)
        self._story.show()
        self._story_area.setVisible(wide)
        self.right.setFixedWidth(CHECK if wide else CHECK_NARROW)
        self._line.setVisible(wide)

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll to a row of the checklist or a field."""
        for area in (self.middle, self.right):
            if area.widget().isAncestorOf(widget):
                area.ensureWidgetVisible(widget)


def _padded(inner: QWidget, left: int, right: int) -> QWidget:
    made = Fill("surface")
    column = QVBoxLayout(made)
    column.setContentsMargins(left, TOP, right, 12)
    column.addWidget(inner)
    return made


def _scroll(inner: QWidget, width: int = 0) -> QScrollArea:
    area = QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inner.setMinimumHeight(1)
    area.setWidget(inner)
    if width:
        area.setFixedWidth(width)
    return area
