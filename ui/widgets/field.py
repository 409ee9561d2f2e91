"""A field of a form: label above, note on the right, the editor, an error below.

Every editor of `ui.widgets` speaks the same few words (see `Editor`), so that `ui.form` can bind any of them
and a draft can keep even what is typed half.
"""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.basics import IconLabel, label, repolish, set_tone

Raw = str | int | bool | list[Any] | dict[str, Any] | None


class Editor(Protocol):
    """What a form needs of an editor; all are QWidgets.

    `edited` is emitted on every change of the value, by hand or by the program.
    """

    edited: Signal

    def value(self) -> Any:
        """The value, None when blank; what cannot be read is None and `problem()` says why."""

    def set_value(self, value: Any, undoable: bool = False) -> None:
        """Show a value; `undoable` keeps the history so that Ctrl+Z brings back what was there."""

    def raw(self) -> Raw:
        """What is typed, even if it is no value yet; goes into a draft (JSON)."""

    def set_raw(self, raw: Raw) -> None:
        """Bring back what `raw` gave."""

    def problem(self) -> str:
        """Why what is typed is no value, in words that say what to do; empty when all is well."""


class ErrorLine(QWidget):
    """One line of words under a field: red for an error, amber for a warning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._icon = IconLabel("circle-alert", "red", 14)
        self._text = label("", "red", "small", wrap=True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    def show_text(self, text: str, tone: str) -> None:
        """Say it in the tone of an error (`red`) or a warning (`amber`)."""
        self._icon.set("circle-alert" if tone == "red" else "triangle-alert", tone)
        set_tone(self._text, tone)
        self._text.setText(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """What it says."""
        return self._text.text()


class Field(QWidget):
    """An editor with its label, its note («из карточки»), its hint on the right and its error below.

    `width` is the width of the editor in pixels: a field is as wide as what it holds; 0 lets it stretch.
    """

    def __init__(
        self, title: str, editor: QWidget, width: int = 0, note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.editor = editor
        self._error: ErrorLine | None = None
        self._error_home: QVBoxLayout | None = None
        self._hint: QLabel | None = None
        self._describe(title)
        self._lay_out(title, editor, width)
        self.set_note(note)

    def _describe(self, title: str) -> None:
        self.editor.setAccessibleName(title)
        self._label = label(title, "text2", "small")
        self._label.setBuddy(self.editor)
        self._label.setMinimumHeight(16)
        if not title:  # shown before it has a parent it would be a window of its own for a moment
            self._label.hide()

    def _lay_out(self, title: str, editor: QWidget, width: int) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(4)
        self._note_icon = IconLabel("history", "text3", 14)
        self._note = label("", "text3", "small")
        head.addWidget(self._label)
        head.addStretch(1)
        head.addWidget(self._note_icon)
        head.addWidget(self._note)
        self._note_icon.hide()
        if title:
            column.addLayout(head)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addWidget(editor)
        column.addLayout(self._row)
        if width:
            editor.setFixedWidth(width)
            self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._error_home = column

    def host_errors_in(self, column: QVBoxLayout) -> None:
        """Let the error line stand in another column (under a row of narrow fields)."""
        self._error_home = column

    def set_note(self, text: str, icon: str = "") -> None:
        """Where the value comes from («найдено по телефону»), over the field; empty takes it away."""
        self._note.setText(text)
        self._note.setVisible(bool(text))
        self._note_icon.setVisible(bool(text and icon))
        if icon:
            self._note_icon.set(icon, "text3")

    def note(self) -> str:
        """The note over the field."""
        return self._note.text()

    def set_hint(self, text: str) -> None:
        """A few words on the right of the editor: a guess is called a guess."""
        if self._hint is None:
            if not text:
                return
            self._hint = label("", "text2", "small")
            self._row.insertWidget(1, self._hint)
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def set_title(self, title: str) -> None:
        """Rename the field."""
        self.title = title
        self._label.setText(title)
        self.editor.setAccessibleName(title)

    def set_error(self, text: str, tone: str = "red") -> None:
        """Mark the field and say why under it; empty text takes the mark away. `amber` never blocks."""
        mark = {"red": "error", "amber": "warning"}[tone] if text else ""
        if (self.editor.property("mark") or "") != mark:
            self.editor.setProperty("mark", mark)
            repolish(self.editor)
        self.editor.setAccessibleDescription(text)
        if self._error is None:
            if not text or self._error_home is None:
                return
            self._error = ErrorLine(self)
            self._error_home.addWidget(self._error)
        self._error.show_text(text, tone)

    def error(self) -> str:
        """The words under the field, empty when there are none."""
        return self._error.text() if self._error is not None and not self._error.isHidden() else ""


class FieldRow(QWidget):
    """Fields side by side; their errors stand under the row, over its whole width.

    `stretch` leaves the room on the right, `spread` between the fields.
    """

    def __init__(
        self, *fields: QWidget, space: int = 12, stretch: bool = False, spread: bool = False
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        row = QHBoxLayout()
        row.setSpacing(space)
        for field in fields:
            if spread and row.count():
                row.addStretch(1)
            row.addWidget(field)
            if isinstance(field, Field):
                field.host_errors_in(column)
        if stretch:
            row.addStretch(1)
        column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


class FormColumn(QWidget):
    """One column of a form at a fixed width, top-aligned: `add` fields, `gap` between groups."""

    def __init__(self, width: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 14, 0, 8)
        self._layout.setSpacing(8)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        if width:
            self.setFixedWidth(width)

    def add(self, part: QWidget | QLayout) -> Any:
        """Put a part under the others; returns it."""
        if isinstance(part, QLayout):
            self._layout.addLayout(part)
        else:
            self._layout.addWidget(part)
        return part

    def gap(self, pixels: int) -> None:
        """Air between groups, in addition to the 8 px between fields."""
        self._layout.addSpacing(pixels)

    def minimumSizeHint(self) -> QSize:
        """As tall as chips and words are at the width of the column, not at the narrowest there could be."""
        hint = super().minimumSizeHint()
        if self.minimumWidth() == self.maximumWidth() and self._layout.hasHeightForWidth():
            hint.setHeight(self._layout.totalHeightForWidth(self.minimumWidth()))
        return hint


class FocusWatcher(QObject):
    """Tells when the focus enters or leaves a widget, for editors that wrap another one."""

    entered = Signal()
    left = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        elif event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return False
