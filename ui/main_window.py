"""The window: a rail of places, a top bar, pages built when first needed, a status bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QGridLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui.context import Context, Page
from ui.problems import error_text
from ui.rail import MAX_KEYS, Place, Rail
from ui.status_bar import StatusBar
from ui.tasks import Tasks
from ui.top_bar import TopBar
from ui.widgets.ask import Ask
from ui.widgets.basics import Fill
from workstation.i18n import mark, tr

if TYPE_CHECKING:
    from workstation.documents.people import Actor

Factory = Callable[[Context], Page]
PlacesOf = Callable[["Actor | None"], Sequence[Place]]
SHELL_KEYS: tuple[tuple[str, str], ...] = (
    ("Alt+1…9", mark("Места работы")),
    ("Ctrl+K", mark("Поиск")),
    ("Ctrl+U", mark("Сменить пользователя")),
    ("F1", mark("Справка по этой странице")),
    ("F5", mark("Обновить")),
    ("Esc", mark("Назад; набранное остаётся в черновике")),
    ("Ctrl+/", mark("Все клавиши")),
)
DROPPED = object()


class MainWindow(QMainWindow):
    """The shell.

    help_asked(topic): F1. switch_asked(): Ctrl+U or a click on the user. closing(): pages have kept their
    drafts and the window goes. page_shown(name). Places, factories and search are given by main.
    """

    help_asked = Signal(str)
    switch_asked = Signal()
    closing = Signal()
    page_shown = Signal(str)

    def __init__(
        self, tasks: Tasks, factories: Mapping[str, Factory], places: PlacesOf, *,
        settings: Any = None, printer: Any = None, station: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self._factories, self._places_of = factories, places
        self._pages: dict[tuple[str, object], Page] = {}
        self._past: list[tuple[str, object]] = []
        self._shown: tuple[str, object] | None = None
        self._keys_page: QWidget | None = None
        self.context = Context(
            tasks, None, settings, printer, self.open_form, self.tell, station, look_up=self.look_up
        )
        self._build()
        self._make_keys()
        self.rail.set_places(places(None))
        self.status.set_station(station)
        tasks.slow.connect(self.status.set_busy)
        tasks.unhandled.connect(self._on_unhandled)

    def _build(self) -> None:
        self.setMinimumSize(1024, 600)
        self.resize(1366, 768)
        self.rail, self.top_bar, self.status = Rail(), TopBar(), StatusBar()
        self.search = self.top_bar.search
        self._stack = QStackedWidget()
        self._blank = Fill("surface")
        self._stack.addWidget(self._blank)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        column = QVBoxLayout()
        column.addWidget(self.top_bar)
        column.addWidget(self._stack, 1)
        grid.addWidget(self.rail, 0, 0)
        grid.addLayout(column, 0, 1)
        grid.addWidget(self.status, 1, 0, 1, 2)
        self.setCentralWidget(body)
        self.rail.chosen.connect(self.open_form)
        self.status.user_clicked.connect(self.switch_asked)
        self.search.submitted.connect(self._on_search)
        self.search.setFocus()

    def _make_keys(self) -> None:
        for number in range(1, MAX_KEYS + 1):
            self._key(f"Alt+{number}", partial(self._open_place, number))
        self._key("Ctrl+K", self.focus_search)
        self._key("Ctrl+U", self.switch_asked.emit)
        self._key("Ctrl+/", self.show_keys)
        self._key("F1", self._on_help)

    def _key(self, key: str, slot: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(slot)

    # -- pages -----------------------------------------------------------------------------------

    def open_form(self, name: str, key: object = None) -> None:
        """Show the page of that name (for `key`), building it when it is not there yet.

        KeyError for a name that main did not give. A page opened without a key stays for as long as the
        user does; one opened for a key is thrown away when it is left.
        """
        page = self._pages.get((name, key))
        if page is None:
            page = self._pages[name, key] = self._factories[name](self.context)
            page.titled.connect(partial(self._on_titled, page))
            page.closed.connect(partial(self._on_closed, page))
            self._stack.addWidget(page)
        if self._shown is not None and self._shown != (name, key):
            if (name, key) in self._past:
                self._past.remove((name, key))
            self._past.append(self._shown)
        self._show(name, key, page)

    def _show(self, name: str, key: object, page: Page) -> None:
        keep_typing = self.search.hasFocus() and bool(self.search.text()) and self._shown is None
        self._shown = (name, key)
        self._stack.setCurrentWidget(page)
        self.top_bar.show_page(page)
        self.rail.set_current(name)
        self.setWindowTitle(page.title)
        if not keep_typing:
            page.setFocus()
            page.activate(key)
        self.page_shown.emit(name)

    def current_page(self) -> Page | None:
        """The page shown."""
        return self._pages.get(self._shown) if self._shown else None

    def go_back(self) -> None:
        """To the page before; the one left is thrown away if it was opened for a key."""
        left = self._shown
        if left is None or not self._past:
            return
        name, key = self._past.pop()
        self._shown = None
        page = self._pages.get((name, key))
        if page is None:
            self.open_form(name, key)
        else:
            self._show(name, key, page)
        if left[1] is not None:
            self._drop(left)

    def _drop(self, which: tuple[str, object]) -> None:
        page = self._pages.pop(which, None)
        self._past = [one for one in self._past if one != which]
        if page is not None:
            self._stack.removeWidget(page)
            page.deleteLater()

    def set_actor(self, actor: Actor | None, first: str | None = None, title: str = "") -> None:
        """Another user: every page keeps its draft and goes; the new user's first place is opened."""
        self.keep_all()
        self._stack.setCurrentWidget(self._blank)
        self.top_bar.show_page(None)
        self._shown, self._past = None, []
        for which in list(self._pages):
            self._drop(which)
        self.context = self.context._replace(actor=actor)
        places = self._places_of(actor)
        self.rail.set_places(places)
        self.status.set_user(title)
        if actor is not None and (first or places):
            self.open_form(first or places[0].name)

    def keep_all(self) -> None:
        """Every page keeps what is typed."""
        for page in list(self._pages.values()):
            page.keep()

    # -- words and keys --------------------------------------------------------------------------

    def tell(self, text: str, tone: str = "text2") -> None:
        """One line in the status bar."""
        self.status.tell(text, tone)

    def focus_search(self) -> None:
        """Ctrl+K from anywhere."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_keys(self) -> None:
        """The page of keys: of the window, of forms and lists, of the page shown."""
        from ui.keys_window import KeysWindow  # noqa: PLC0415 - rarely wanted

        page = self.current_page()
        own = [(bound.spec.key, bound.action.text()) for bound in page.actions_bound] if page else []
        self._keys_page = KeysWindow(self, SHELL_KEYS, [pair for pair in own if pair[0]])
        self._keys_page.open()

    def scanned(self, code: str) -> None:
        """A code from the scanner: a question over the page first, then the page, else it is searched for."""
        asked, page = QApplication.activeModalWidget(), self.current_page()
        if isinstance(asked, Ask) and asked.scanned(code):
            return
        if page is None or not page.scanned(code):
            self.look_up(code)

    def look_up(self, code: str) -> None:
        """Open what a code names."""
        self.search.setText(code)
        self.search.submitted.emit(code)

    def _open_place(self, number: int) -> None:
        name = self.rail.name_at(number)
        if name is not None:
            self.open_form(name)

    def _on_search(self, text: str) -> None:
        page = self.current_page()
        if page is not None and text and page.search(text):
            self.search.clear()
            page.setFocus()

    def _on_help(self) -> None:
        page = self.current_page()
        self.help_asked.emit(page.help_topic if page else "")

    def _on_unhandled(self, error: Exception) -> None:
        self.tell(error_text(error), "red")

    def _on_titled(self, page: Page) -> None:
        if page is self.current_page():
            self.top_bar.show_page(page)
            self.setWindowTitle(page.title)

    def _on_closed(self, page: Page) -> None:
        if page is self.current_page():
            self.go_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = self.current_page()
        if event.key() == Qt.Key.Key_F5 and page is not None:
            page.refresh()
        elif event.key() == Qt.Key.Key_Escape and page is not None:
            self._on_escape(page)
        else:
            super().keyPressEvent(event)

    def _on_escape(self, page: Page) -> None:
        if self.search.hasFocus():
            self.search.clear()
            page.setFocus()
            page.activate(self._shown[1] if self._shown else None)
        elif page.leave():
            self.go_back()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.keep_all()
        self.closing.emit()
        event.accept()

    def placement(self) -> str:
        """Size, position and screen of the window, as `place` takes them."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def place(self, placement: str) -> None:
        """Stand where the window stood before, as far as the screens of today let it."""
        if placement:
            self.restoreGeometry(QByteArray.fromBase64(placement.encode("ascii", "ignore")))

    def set_ready_text(self, text: str) -> None:
        """What stands in the title bar before the first page is there."""
        self.setWindowTitle(text or tr("Рабочее место"))
