"""From the first paint to the end of the day: opens the base, lets people in, locks, minds the machines.

An embedded base in its usual state is on the screen before it is open (`workstation.queries.glance`): what is
asked meanwhile waits in `Tasks`, and the opening that follows says whether what was seen holds.
Knows screens by name only: main gives the factories of pages and gates. Gates are `setup`, `login`,
`password` and `trouble`; the window stays alive behind them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from ui import opening, theme
from ui.app import FirstPaint, Imports, make_app
from ui.gate import Gate, GatePage
from ui.local_state import recall, remember
from ui.main_window import Factory, MainWindow
from ui.printer import Printer
from ui.rail import Place
from ui.tasks import Tasks
from ui.training import show_training
from workstation.errors import StorageError
from workstation.i18n import set_language, tr
from workstation.paths import default_database, practice_database

if TYPE_CHECKING:
    from ui.machines import Machines
    from ui.surroundings import Surroundings
    from workstation.documents.people import Actor
    from workstation.queries.glance import Glance
    from workstation.settings import Settings

GateFactory = Callable[[Any], GatePage]
OWN_PLACE = ("clerk", "technician")
FIRST = ("workstation.queries.glance",)
HEAVY = ("sqlalchemy", "sqlalchemy.orm", "workstation.db", "workstation.services.seating",
         "workstation.queries.settings")  # fmt: skip
"""SQLAlchemy first and by itself: what PySide keeps of its sources is thrown away before the rest comes."""
LATER = ("ui.machines", "ui.surroundings")
PAINT_MS = 20
"""What was seen at a glance is painted before the packages of the base are imported."""
LATER_MS = 1000


class LiveSettings:
    """The settings in force; screens keep this object, its values follow every change."""

    def __init__(self) -> None:
        self.values: Any = {}

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def set(self, key: str, value: Any) -> None:
        """A value that the program itself has just stored."""
        self.values = type(self.values)({**self.values.values, key: value})


class Screens(NamedTuple):
    """What main knows: pages and gates by name, the places of work, what to import after the first paint.

    A place is (name, marked title, icon, roles). `search(field, context)` answers the search field. `first`
    are the modules of the first list, `heavy` those that can wait until it is on the screen.
    """

    pages: Mapping[str, Factory]
    gates: Mapping[str, GateFactory]
    places: Sequence[tuple[str, str, str, Sequence[str]]]
    search: Callable[[Any, Callable[[], Any]], object]
    first: Sequence[str] = ()
    heavy: Sequence[str] = ()

    def of_role(self, role: str) -> list[Place]:
        """The places of a role, in the order of the rail."""
        return [Place(name, title, icon) for name, title, icon, roles in self.places if role in roles]

    def first_of(self, role: str) -> str:
        """Where a role begins: a clerk and a technician at their own place, the others at the orders."""
        names = [place.name for place in self.of_role(role)]
        return names[0] if role in OWN_PLACE or "orders" not in names else "orders"


class Session(QObject):
    """One window on one base."""

    def __init__(self, address: str, screens: Screens, *, practice: bool = False) -> None:
        super().__init__()
        self._screens, self._practice = screens, practice
        self.address = address
        self._known = recall(address)
        self.tasks = Tasks(parent=self)
        self.settings = LiveSettings()
        self.window = MainWindow(
            self.tasks, screens.pages, self._places_of, settings=self.settings, printer=Printer()
        )
        self.window.place(str(self._known.get("window", "")))
        self.gate = Gate(self.window)
        self.database: Any = None
        self._entry: opening.Entry | None = None
        self._founder: Actor | None = None
        self._locked = self._glanced = False
        self._machines: Machines | None = None
        self._search: object = None
        self._around: Surroundings | None = None
        self._first = self._make_imports([*FIRST, *screens.first], self._look)
        self._heavy = self._make_imports([*HEAVY, *screens.heavy], self._open)
        self._later = self._make_imports(LATER, self._on_later)
        self._heavy_timer = QTimer(self, singleShot=True, interval=PAINT_MS)
        self._heavy_timer.timeout.connect(self._on_seen)
        self._later_timer = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later_timer.timeout.connect(self._later.start)
        self._connect()

    def _make_imports(self, names: Sequence[str], ready: Callable[[], object]) -> Imports:
        made = Imports(names, self)
        made.ready.connect(ready)
        made.failed.connect(self._on_import_failed)
        return made

    def _connect(self) -> None:
        self.window.switch_asked.connect(self._on_switch)
        self.window.closing.connect(self._on_closing)
        self.tasks.changed.connect(self._on_changed)
        self.window.set_ready_text("")

    # -- starting --------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the window at once; everything heavy begins when it has been painted."""
        if self._known.get("gate") == "login":
            self._show_gate("login", ("start", self._known.get("login")))
        self.window.show()
        first = FirstPaint(self.window)
        first.painted.connect(self._first.start)

    @Slot()
    def _look(self) -> None:
        """Show what a glance at the base gives, unless the user is to be asked or a draft is to be found."""
        if self._known.get("gate") == "login" or self._known.get("working"):
            self._on_glance(None)
        else:
            self.tasks.io(self, partial(opening.glance, self.address), self._on_glance)

    def _on_glance(self, found: Glance | None) -> None:
        page = None
        if found is not None:
            self._glanced = True
            self.settings.values = found.settings
            self._dress(found.settings)
            self._seat(found.actor)
            page = self.window.current_page()
        if page is not None and found is not None:
            page.show_known(found.orders)
        self._heavy_timer.start()

    @Slot()
    def _on_seen(self) -> None:
        self._search = self._screens.search(self.window.search, lambda: self.window.context)
        self._heavy.start()

    @Slot()
    def _open(self) -> None:
        self.window.status.set_state("link", tr("Открываем базу…"))
        self.tasks.io(self, partial(opening.open_base, self.address), self._on_opened, self._on_trouble)

    def _on_opened(self, opened: opening.Opened) -> None:
        self.database = opened.database
        self.tasks.use(opened.database)
        self.window.status.set_state("link", tr("Связь есть"))
        if opened.lone is None:
            self._serve()
        if not opened.is_ready:
            self._show_gate("setup", (self.address, self._practice))
        elif self._founder is not None:
            actor, self._founder = self._founder, None
            self._enter(actor)
        elif opened.lone is None:
            if not self.gate.is_up():
                self._show_gate("login", ("start", self._known.get("login")))
        elif opened.settings.training or opened.settings["setup.finished"]:
            self._enter(opened.lone)
        else:
            self._show_gate("password", opened.lone)

    def _on_trouble(self, error: Exception) -> None:
        self._serve()
        code = error.code if isinstance(error, StorageError) else ""
        self.window.status.set_state("link", tr("Нет связи с базой"), "red")
        if code == opening.MISSING:
            self.window.status.set_state("link", "")
            self._show_gate("setup", (self.address, self._practice))
        else:
            self._show_gate("trouble", (self.address, error))

    def _on_import_failed(self, text: str) -> None:
        self.tasks.crashed.emit(ImportError(text), "")

    # -- gates -----------------------------------------------------------------------------------

    def _show_gate(self, name: str, key: object = None) -> None:
        page = self._screens.gates[name](self.window.context)
        page.setObjectName(name)
        page.passed.connect(self._on_passed)
        page.asked.connect(self._on_asked)
        self.gate.show_page(page, key)

    @Slot(object)
    def _on_passed(self, result: object) -> None:
        """A gate is done: an actor came in, a base was founded, or it is to be opened again (None)."""
        if isinstance(result, tuple) and result[0] == "founded":
            _word, self.address, self._founder = result
            self._known = recall(self.address)
            result = None
        if result is None:
            self._close_base()
            self._open()
        else:
            self._enter(result)  # type: ignore[arg-type]

    @Slot(str)
    def _on_asked(self, name: str) -> None:
        if name == "back":
            self._locked = False
            self.gate.open()
        elif name == "close":
            self.window.close()
        else:
            self._show_gate(name)

    # -- people ----------------------------------------------------------------------------------

    def _places_of(self, actor: Actor | None) -> Sequence[Place]:
        return self._screens.of_role(actor.role.value if actor else self._known.get("role", ""))

    def _enter(self, actor: Actor) -> None:
        crashed = bool(self._known.pop("working", False))
        ask = partial(opening.enter, actor=actor, with_draft=crashed)
        self.tasks.run(self, ask, self._on_entry, self._on_trouble)

    def _on_entry(self, entry: opening.Entry) -> None:
        actor, settings = entry.actor, entry.settings
        glanced = self._glanced and self.window.context.actor == actor
        same = glanced or (self._locked and self.window.context.actor == actor)
        self._locked, self._glanced, self._entry = False, False, entry
        self.settings.values = settings
        self._dress(settings)
        self._remember_entry(entry)
        if not same:
            self._seat(actor)
        elif glanced:
            self._serve()
        self.gate.open()
        self.window.setWindowTitle(self.window.current_page().title if self.window.current_page() else "")
        if entry.draft_id is not None:
            self.window.open_form("intake", ("draft", entry.draft_id))
            words = tr("Программа закрылась не по команде. Набранное возвращено из черновика")
            self.window.tell(words, "amber")

    def _remember_entry(self, entry: opening.Entry) -> None:
        """Before the page is shown: killed as soon as it is seen, the program must ask for the password."""
        actor, settings = entry.actor, entry.settings
        facts = {"theme": settings["ui.theme"], "language": settings["ui.language"], "role": actor.role.value}
        gate = "login" if entry.has_secret else None
        remember(self.address, gate=gate, login=actor.login, working=True, **facts)

    def _seat(self, actor: Actor, first: str | None = None) -> None:
        window = self.window
        window.context = window.context._replace(station=actor.station, make_copy=self._make_copy)
        window.status.set_station(actor.station)
        show_training(window, self.settings.values.training)
        first = first or self._screens.first_of(actor.role.value)
        same = actor.title.casefold() == actor.short_name.casefold()
        title = actor.short_name if same else f"{actor.short_name}, {actor.title.lower()}"
        window.set_actor(actor, first, title)
        self._serve()

    def _serve(self) -> None:
        """Let the machines work for whoever sits here; they are brought in after the first list."""
        if self._around is None:
            self._later_timer.start()
        elif self._entry is not None:
            if self._machines is None:
                from ui.machines import Machines  # noqa: PLC0415 - not needed to paint the window

                self._machines = Machines(self.window, self.tasks, self.database, self.settings, self)
                self._machines.idle.connect(self.lock)
            self._machines.serve(self._entry.actor)
            self._around.listen(self.settings["scanner.prefix"])

    @Slot()
    def _on_later(self) -> None:
        from ui.surroundings import Surroundings  # noqa: PLC0415 - not needed to paint the window

        if self._around is None:
            self._around = Surroundings(self.window, self.tasks, self.gate, self)
            self._serve()

    def _make_copy(
        self, owner: QWidget, done: Callable[[Any], object], failed: Callable[[Exception], object]
    ) -> None:
        if self._machines is not None:
            self._machines.make_copy(owner, done, failed)

    @Slot()
    def lock(self) -> None:
        """Nobody has touched anything for long: cover the window; the work stays behind."""
        if self._entry is not None and self._entry.has_secret and not self.gate.is_up():
            self.window.keep_all()
            self._locked = True
            self._show_gate("login", ("lock", self._entry.actor))

    @Slot()
    def _on_switch(self) -> None:
        if self._entry is None or self.gate.is_up():
            return
        if self._entry.has_secret:
            self._show_gate("login", ("switch", self._entry.actor))
        else:
            self.window.tell(tr("Пока в базе один пользователь без пароля. Добавьте людей в настройках"))

    @Slot(object)
    def _on_changed(self, kinds: set[str]) -> None:
        """Somebody changed settings or people: what this user sees follows at once."""
        if self._entry is not None and kinds & {"settings", "user"}:
            ask = partial(opening.enter, actor=self._entry.actor)
            self.tasks.run(self, ask, self._on_settings, latest="settings")

    def _on_settings(self, entry: opening.Entry) -> None:
        spoken = self.settings.values["ui.language"]
        self._entry, self.settings.values = entry, entry.settings
        self._dress(entry.settings)
        gate = "login" if entry.has_secret else None
        facts = {"theme": entry.settings["ui.theme"], "language": entry.settings["ui.language"]}
        remember(self.address, gate=gate, **facts)
        if entry.settings["ui.language"] != spoken:
            self._seat(entry.actor, "settings")
        if self._machines is not None:
            self._machines.refresh()

    def _dress(self, settings: Settings) -> None:
        """Theme and language of the user."""
        set_language(settings["ui.language"])
        self.window.search.setPlaceholderText(tr("Номер, телефон, имя, серийный"))
        app = QApplication.instance()
        if isinstance(app, QApplication) and theme.scheme() != settings["ui.theme"]:
            theme.apply(app, settings["ui.theme"])

    # -- ending ----------------------------------------------------------------------------------

    def _close_base(self) -> None:
        if self._machines is not None:
            self._machines.stop()
            self._machines.deleteLater()
            self._machines = None
        if self.database is not None:
            self.database.close()
            self.database = None

    @Slot()
    def _on_closing(self) -> None:
        if self._machines is not None:
            self._machines.stop()
        page = self.gate.page()
        if page is not None:
            page.keep()
        remember(self.address, window=self.window.placement())
        if self._entry is not None:
            remember(self.address, working=None)

    def finish(self) -> None:
        """After the last event: let what is under way end, close the base."""
        self._heavy_timer.stop()
        self._later_timer.stop()
        if self._around is not None:
            self._around.remove()
        self.tasks.close()
        self._close_base()


def run_session(address: str | None, practice: bool, screens: Screens) -> int:
    """Open the window on a base and stay until it is closed; gives the exit code."""
    where = address or (practice_database() if practice else default_database())
    known = recall(where)
    set_language(known.get("language", "ru"))
    app = make_app(sys.argv[:1], known.get("theme", "light"), known.get("language", "ru"))
    session = Session(where, screens, practice=practice)
    session.start()
    code = app.exec()
    session.finish()
    return code
