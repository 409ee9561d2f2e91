"""What every screen is given, and the little it must offer to live in the window.

A `Context` is frozen. When the user switches, the window asks each page to keep its draft, throws the
pages away and builds them anew from `context._replace(actor=...)`: no screen ever changes its actor, so no
screen can act under the rights of the one who was there before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.actions import BoundAction
    from ui.tasks import Tasks
    from workstation.documents.people import Actor


class OpenForm(Protocol):
    """How screens open each other: by name, with the key of what is to be shown."""

    def __call__(self, name: str, key: object = None) -> None: ...


class MakeCopy(Protocol):
    """How a screen asks for a copy of the base now; `done(report)` or `failed(error)` in the GUI thread."""

    def __call__(
        self, owner: QWidget, done: Callable[[Any], object], failed: Callable[[Exception], object]
    ) -> None: ...


class Context(NamedTuple):
    """Frozen surroundings of a screen.

    `settings` is what main read (any object), `printer` an `ui.printer.Printer`, `station` the name of the
    work place. `tell(text, tone)` shows one line for a few seconds in the window's bar. `look_up(code)` gives
    the window a scanned code that is not the page's own: it opens what the code names.
    """

    tasks: Tasks
    actor: Actor | None
    settings: Any
    printer: Any
    open_form: OpenForm
    tell: Callable[[str, str], None] = lambda text, tone="text2": None  # noqa: ARG005
    station: str = ""
    make_copy: MakeCopy | None = None
    look_up: Callable[[str], None] = lambda code: None  # noqa: ARG005


class Page(QWidget):
    """A screen inside the window. The window calls the methods below; override what differs.

    `title` and `subtitle` stand in the top bar; `actions` are the declared actions bound to this page
    (`ui.actions.bind`), the window shows those with `place == "top"` as buttons. Emit `titled` when title,
    subtitle or actions changed and `closed` to go back to the page before.
    """

    titled = Signal()
    closed = Signal()

    help_topic = ""
    for_gloves = False
    """Whether its buttons in the top bar have the height of the workshop."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.title = ""
        self.subtitle = ""
        self.actions_bound: list[BoundAction] = []

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Name the page in the top bar."""
        self.title, self.subtitle = title, subtitle
        self.setAccessibleName(title)
        self.titled.emit()

    def top_widget(self) -> QWidget | None:
        """Something to stand beside the title (a badge of a state), or None."""
        return None

    def show_known(self, known: Any) -> None:
        """What was read of the base before it was open, if this page has a use for it."""

    def activate(self, key: object = None) -> None:
        """The page is shown, for `key` when it was opened for something; focus goes to its first field."""

    def refresh(self) -> None:
        """F5."""

    def search(self, text: str) -> bool:
        """Enter in the window's search field; True when the page dealt with it."""
        return False

    def scanned(self, code: str) -> bool:
        """A code came from the scanner; True when the page dealt with it."""
        return False

    def keep(self) -> None:
        """Keep what is typed as a draft: the user switches, or the window closes. Never loses, never asks."""

    def leave(self) -> bool:
        """Esc; True when the page may be left. The usual answer is to keep a draft and say yes."""
        self.keep()
        return True
