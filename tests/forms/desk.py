"""A window with the pages of orders, customers, search and prints on a real base, driven by keys."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from forms.agenda.agenda_form import AgendaForm
from forms.bench.bench import BenchPage
from forms.bench.work import WorkPage
from forms.customers.customer_form import CustomerForm
from forms.customers.customer_list import CustomerList
from forms.handover.handover_form import HandoverForm
from forms.money.money_form import MoneyForm
from forms.orders.bill import BillPage
from forms.orders.order_form import OrderForm
from forms.orders.order_list import OrderList
from forms.print_queue import PrintQueue
from forms.purchasing.purchase_form import PurchaseForm
from forms.purchasing.receipt_form import ReceiptForm
from forms.search.search_box import SearchBox
from forms.search.search_results import SearchResults
from forms.shelves.count_form import CountForm
from forms.store.part_form import PartForm
from forms.store.store_form import StoreForm
from forms.store_import.import_form import PartImportForm
from forms.warranty.findings_form import FindingsForm
from forms.warranty.limit_list import LimitList
from tests.ui.keys import press, type_text
from ui.context import Context, Page
from ui.main_window import MainWindow
from ui.printer import Printer
from ui.rail import Place
from ui.tasks import Tasks
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.queries.settings import load_settings
from workstation.statuses import Role

ENTER, DOWN, SPACE, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Escape


def give_photo(desk: Any, strip: Any, path: Path) -> None:
    """A picture out of a new file, as the strip takes it after F6."""
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(zlib.crc32(path.name.encode()))
    image.save(str(path))
    strip.files_given.emit([str(path)])
    desk.rest()


class Opened(Page):
    """Stands for a screen of another area: keeps what it was opened with."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.key: object = None

    def activate(self, key: object = None) -> None:
        """Remember the key."""
        self.key = key


class Desk:
    """The window and what a person does with it."""

    def __init__(
        self, qtbot: Any, database: Database, actor: Actor, first: str, role: Role | None = None
    ) -> None:
        self.qtbot, self.database = qtbot, database
        self.actor = replace(actor, role=role) if role else actor
        self.tasks = Tasks(database)
        self.crashes: list[str] = []
        self.tasks.crashed.connect(lambda _error, trace: self.crashes.append(trace))
        with database.begin() as session:
            settings = load_settings(session, actor.station_id, actor.user_id)
        pages: dict[str, Any] = {
            "orders": OrderList,
            "order": OrderForm,
            "findings": FindingsForm,
            "handover": HandoverForm,
            "bill": BillPage,
            "money": MoneyForm,
            "work": WorkPage,
            "bench": BenchPage,
            "agenda": AgendaForm,
            "shelves": CountForm,
            "store": StoreForm,
            "part": PartForm,
            "part_import": PartImportForm,
            "limits": LimitList,
            "customers": CustomerList,
            "customer": CustomerForm,
            "search": SearchResults,
            "print_queue": PrintQueue,
            "purchase": PurchaseForm,
            "receipt": ReceiptForm,
            "intake": Opened,
        }
        self.window = MainWindow(
            self.tasks,
            pages,
            lambda _actor: [Place(first, first, "inbox")],
            settings=settings,
            printer=Printer(),
        )
        SearchBox(self.window.search, lambda: self.window.context)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)
        self.window.set_actor(self.actor, first)
        self.rest()

    @property
    def page(self) -> Any:
        """The page shown."""
        return self.window.current_page()

    def rest(self) -> None:
        """Wait until every lane has answered and typing has settled."""
        self.qtbot.wait(170)
        self.qtbot.waitUntil(lambda: not self.tasks.is_busy(), timeout=10_000)
        self.qtbot.wait(60)
        self.qtbot.waitUntil(lambda: not self.tasks.is_busy(), timeout=10_000)
        assert not self.crashes, self.crashes[0]

    def press(self, *keys: Qt.Key | str) -> None:
        """Keys one after another, each to its end."""
        for key in keys:
            press(key)
            self.rest()

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        type_text(text)
        self.rest()

    def do(self, key: str) -> None:
        """A key of the page's declared actions, as the window draws it."""
        wanted = QKeySequence(key)
        bound = next(one for one in self.page.actions_bound if one.action.shortcut() == wanted)
        assert bound.action.isEnabled(), f"{key} is closed"
        bound.action.trigger()
        self.rest()

    def open_keys(self) -> set[str]:
        """Keys of the page that can be pressed now."""
        bound = self.page.actions_bound
        return {one.spec.key for one in bound if one.action.isEnabled() and one.action.isVisible()}

    def dialog(self) -> QDialog:
        """The question on the screen."""
        found = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        assert len(found) == 1
        return found[0]

    def back_to(self, widget: QWidget) -> None:
        """The keys go to a part of the page again: no window manager gives them back after a question."""
        self.window.activateWindow()
        self.rest()
        widget.setFocus()

    def focus(self) -> QWidget | None:
        """What has the focus."""
        return QApplication.focusWidget()

    def told(self) -> str:
        """The last word in the status bar."""
        return str(self.window.status._words.text())

    def close(self) -> None:
        """End the lanes."""
        self.rest()
        assert self.tasks.close()
        self.tasks.deleteLater()
