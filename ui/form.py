"""The fields of a screen: what `ui.binding` does, with the keys and the errors of a form.

A `Form` is the widget that holds the fields. Keys that an editor does not want reach it by Qt's own way up
the parents: Enter goes on, Shift+Enter back in the order of `add`, Tab goes to the next error while there is
one. Nothing here knows a rule of the trade.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from ui.binding import Binding, Bound, is_blank
from ui.problems import error_pairs


class Form(Binding):
    """The fields of a screen.

    errors_changed(count, title): how many fields are in error, and which one Tab goes to.
    finished(): Enter on the last field.
    """

    errors_changed = Signal(int, str)
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._errors: dict[str, str] = {}
        self._warnings: dict[str, str] = {}
        QApplication.instance().focusChanged.connect(self._on_focus_changed)

    def remove(self, path: str) -> None:
        """Forget a field whose row goes, and its errors; KeyError for one that is not bound."""
        super().remove(path)
        self._errors.pop(path, None)
        self._warnings.pop(path, None)

    def clear(self) -> None:
        """Empty every field, for the next customer."""
        self.clear_errors()
        self.show_warnings(())
        for bound in self._bound.values():
            self.set_value(bound.path, None)
        self._settle()

    # -- errors ----------------------------------------------------------------------------------

    def check(self) -> list[tuple[str, str]]:
        """(path, text) of all that cannot be read or is missing, in the order of the fields."""
        found = []
        for path, bound in self._bound.items():
            if not self._reachable(bound):
                continue
            text = bound.editor.problem()
            if not text and bound.required and is_blank(bound.editor.value()):
                text = bound.required
            if text:
                found.append((path, text))
        return found

    def show_errors(self, errors: Iterable[tuple[str | None, str]], *, focus: bool = True) -> list[str]:
        """Mark the fields, one line under each, go to the first. Returns texts that have no field here."""
        self.clear_errors()
        unplaced = []
        for path, text in errors:
            if path in self._bound:
                self._errors.setdefault(str(path), text)
            else:
                unplaced.append(text)
        for path, text in self._errors.items():
            self._paint_mark(path, text, "red")
        self._tell_errors()
        first = next((path for path in self._bound if path in self._errors), None)
        if focus and first:
            self.focus(first)
        return unplaced

    def show_error(self, error: Exception, rename: Callable[[str], str] | None = None) -> list[str]:
        """The errors of a service at their fields; `rename` maps its paths to the form's."""
        pairs = [(rename(path) if rename and path else path, text) for path, text in error_pairs(error)]
        return self.show_errors(pairs)

    def show_warnings(self, warnings: Iterable[tuple[str, str]]) -> None:
        """Amber words under fields; they replace the warnings before and never block."""
        before, self._warnings = self._warnings, {p: t for p, t in warnings if p in self._bound}
        for path in before.keys() | self._warnings.keys():
            if path not in self._errors:
                self._paint_mark(path, self._warnings.get(path, ""), "amber")

    def clear_errors(self) -> None:
        """Take all red marks away."""
        before, self._errors = self._errors, {}
        for path in before:
            self._paint_mark(path, self._warnings.get(path, ""), "amber")
        if before:
            self._tell_errors()

    def errors(self) -> dict[str, str]:
        """Path and words of the fields in error."""
        return dict(self._errors)

    def next_error(self, step: int = 1) -> bool:
        """Go to the next field in error (or the one before); False when there is no other."""
        order = [path for path in self._bound if path in self._errors and self._reachable(self._bound[path])]
        here = self.current()
        if not order or order == [here]:
            return False
        everything = list(self._bound)
        place = everything.index(here) if here else -step
        order.sort(key=lambda path: ((everything.index(path) - place) * step - 1) % len(everything))
        self.focus(order[0])
        return True

    # -- moving ----------------------------------------------------------------------------------

    def focus(self, path: str) -> None:
        """Put the focus into a field and bring it into view."""
        editor = self._bound[path].editor
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(self._bound[path].field or editor)

    def current(self) -> str | None:
        """The path of the field that has the focus."""
        widget = QApplication.focusWidget()
        editors = {bound.editor: path for path, bound in self._bound.items()}
        while widget is not None and widget is not self:
            if widget in editors:
                return editors[widget]
            widget = widget.parentWidget()
        return None

    def go(self, step: int = 1) -> None:
        """To the next (1) or previous (-1) field that can be reached; `finished` after the last."""
        order = [path for path, bound in self._bound.items() if self._reachable(bound)]
        here = self.current()
        if not order:
            return
        place = order.index(here) + step if here in order else 0
        if place >= len(order):
            self.finished.emit()
        else:
            self.focus(order[max(place, 0)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        shift, pad = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
        if enter and not event.modifiers() & ~(shift | pad):
            self.go(-1 if event.modifiers() & shift else 1)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return self.next_error(1 if forward else -1) or super().focusNextPrevChild(forward)

    # -- inside ----------------------------------------------------------------------------------

    def _reachable(self, bound: Bound) -> bool:
        widget = bound.editor
        return widget.isEnabled() and widget.isVisibleTo(self)

    def _paint_mark(self, path: str, text: str, tone: str) -> None:
        bound = self._bound[path]
        if bound.field is not None:
            bound.field.set_error(text, tone)

    def _tell_errors(self) -> None:
        order = [path for path in self._bound if path in self._errors]
        here = self.current()
        title = ""
        if order:
            after = list(self._bound).index(here) if here else -1
            ahead = [path for path in order if list(self._bound).index(path) > after]
            field = self._bound[(ahead or order)[0]].field
            title = field.title if field else ""
        self.errors_changed.emit(len(order), title)

    def _typed(self, path: str) -> None:
        if self._errors.pop(path, None) is not None:
            self._paint_mark(path, self._warnings.get(path, ""), "amber")
            self._tell_errors()

    @Slot("QWidget*", "QWidget*")
    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        """A field that was left with something unreadable says so at once; no focus is stolen."""
        if old is None or new is None or not self.isAncestorOf(old):
            return
        for path, bound in self._bound.items():
            inside = bound.editor is old or bound.editor.isAncestorOf(old)
            if inside and not (bound.editor is new or bound.editor.isAncestorOf(new)):
                text = bound.editor.problem()
                if text and path not in self._errors:
                    self._errors[path] = text
                    self._paint_mark(path, text, "red")
        if self._errors:
            self._tell_errors()
