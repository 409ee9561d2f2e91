"""Binding of editors to frozen dataclasses by dotted path: values, what is filled in, drafts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.form_values import build, flatten
from ui.widgets.field import Field, Raw

T = TypeVar("T")
DRAFT_MS = 400


class Bound:
    """One field of the form."""

    __slots__ = ("editor", "field", "filled", "hand", "path", "read", "required", "write")

    def __init__(self, path: str, field: Field | None, editor: Any) -> None:
        self.path, self.field, self.editor = path, field, editor
        self.required = ""
        self.read: Callable[[Any], Any] | None = None
        self.write: Callable[[Any], Any] | None = None
        self.hand = False
        self.filled = False


class Binding(QWidget):
    """Editors by dotted path.

    edited(path): a value changed, by hand or filled in, at once.
    changed(): something is not in a draft yet; comes within half a second of the first key.
    """

    edited = Signal(str)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bound: dict[str, Bound] = {}
        self._filling = False
        self._dirty = False
        self._timer = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._timer.timeout.connect(self.changed)

    # -- declaring -------------------------------------------------------------------------------

    def add(
        self,
        path: str,
        field: QWidget,
        *,
        required: str = "",
        read: Callable[[Any], Any] | None = None,
        write: Callable[[Any], Any] | None = None,
    ) -> Any:
        """Bind an editor (or the Field around it) to a dotted path; the order of calls is the way of Enter.

        `required` is what to say when it is blank. `read` turns the editor's value into the dataclass's,
        `write` back. Returns `field`.
        """
        editor = field.editor if isinstance(field, Field) else field
        bound = Bound(path, field if isinstance(field, Field) else None, editor)
        bound.required, bound.read, bound.write = required, read, write
        self._bound[path] = bound
        editor.edited.connect(lambda: self._on_edited(path))
        return field

    def remove(self, path: str) -> None:
        """Forget a field whose row goes; KeyError for one that is not bound."""
        del self._bound[path]

    def field(self, path: str) -> Field:
        """The labelled field of a path; KeyError when it was bound without one."""
        found = self._bound[path].field
        if found is None:
            raise KeyError(path)
        return found

    # -- values ----------------------------------------------------------------------------------

    def value(self, path: str) -> Any:
        """The value of one field as the dataclass wants it."""
        bound = self._bound[path]
        value = bound.editor.value()
        return bound.read(value) if bound.read else value

    def set_value(self, path: str, value: Any, *, undoable: bool = False) -> None:
        """Show a value; neither dirty nor a change by hand."""
        bound = self._bound[path]
        self._filling = True
        bound.editor.set_value(bound.write(value) if bound.write else value, undoable)
        self._filling = False

    def load(self, data: Any, prefix: str = "") -> None:
        """Show a dataclass; fields it does not know stay as they are. The form is clean afterwards."""
        for path, value in flatten(data, prefix).items():
            if path in self._bound:
                self.set_value(path, value)
        self._settle()

    def read(self, cls: type[T], prefix: str = "", base: T | None = None, **extra: Any) -> T:
        """A frozen dataclass out of the fields under `prefix`; what is not bound comes from `base`, `extra`
        or the default. Call `check` first: ValueError when a value without a default is missing.
        """
        values = {path: self.value(path) for path in self._bound}
        return build(cls, values, prefix, base, extra)

    def fill(self, path: str, value: Any, note: str = "", icon: str = "history", *, hint: str = "") -> bool:
        """Fill in what can be known, and say where it is from (`note`, over the field) or that it is a
        guess (`hint`, beside it). Never overwrites what was typed by hand: False then.
        """
        bound = self._bound[path]
        if bound.hand and not is_blank(bound.editor.value()):
            return False
        self.set_value(path, value, undoable=True)
        bound.filled, bound.hand = True, False
        if bound.field is not None:
            bound.field.set_note(note, icon)
            bound.field.set_hint(hint)
        self._mark_dirty()
        return True

    def unfill(self, *paths: str) -> None:
        """Take back what was filled in and not overtyped (another customer was chosen)."""
        for path in paths:
            bound = self._bound[path]
            if bound.filled and not bound.hand:
                self.set_value(path, None, undoable=True)
                self._forget_source(bound)

    def is_typed(self, path: str) -> bool:
        """Whether the value was typed by hand."""
        return self._bound[path].hand

    def is_dirty(self) -> bool:
        """Whether anything changed since `load`, `restore` or `set_clean`."""
        return self._dirty

    def set_clean(self) -> None:
        """Everything is saved."""
        self._dirty = False
        self._timer.stop()

    def set_dirty(self) -> None:
        """What is shown is not saved: a draft was brought back."""
        self._dirty = True

    # -- drafts ----------------------------------------------------------------------------------

    def draft(self) -> dict[str, Raw]:
        """What is typed, as JSON can keep it, even where it is no value yet."""
        return {path: bound.editor.raw() for path, bound in self._bound.items()}

    def restore(self, draft: Mapping[str, Raw]) -> None:
        """Bring a draft back; unknown paths are passed over (the form may have changed since)."""
        self._filling = True
        for path, raw in draft.items():
            if path in self._bound:
                self._bound[path].editor.set_raw(raw)
        self._filling = False
        self._settle()
        for path, raw in draft.items():
            if path in self._bound and not is_blank(raw):
                self._bound[path].hand = True

    # -- inside ----------------------------------------------------------------------------------

    def _on_edited(self, path: str) -> None:
        bound = self._bound.get(path)
        if bound is None:  # its row was taken away while it still had the focus
            return
        if not self._filling:
            bound.hand = True
            self._forget_source(bound)
            self._typed(path)
            self._mark_dirty()
        self.edited.emit(path)

    def _typed(self, path: str) -> None:
        """A value was changed by hand."""

    def _forget_source(self, bound: Bound) -> None:
        if bound.filled and bound.field is not None:
            bound.field.set_note("")
            bound.field.set_hint("")
        bound.filled = False

    def _mark_dirty(self) -> None:
        self._dirty = True
        if not self._timer.isActive():
            self._timer.start()

    def _settle(self) -> None:
        for bound in self._bound.values():
            bound.hand = False
            self._forget_source(bound)
        self.set_clean()


def is_blank(value: Any) -> bool:
    """Whether a value or what is typed is nothing."""
    return value is None or value in ("", (), [], {})
