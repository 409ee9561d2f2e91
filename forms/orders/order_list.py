"""The list of orders: saved views, filter as one types, the keyboard from row to card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from forms.orders import asking
from forms.orders.preview import OrderPreview
from forms.orders.views import SORT_WORDS, VIEWS, columns, counts_by_view, limits_of, view_of
from ui.actions import ActionSpec, bind
from ui.context import Context, Page
from ui.table_model import TableModel
from ui.table_view import TableView
from ui.widgets.basics import EmptyState, Fill, label
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.filters import Choice, FilterChip, FilterEdit, ViewTabs
from workstation import clock
from workstation.documents.order_rows import OpenCounts, OrderFilter, OrderRow, StatusRow
from workstation.i18n import mark, ntr, tr
from workstation.rules.order_words import mask_phone
from workstation.services.rights import may
from workstation.statuses import RequestKind

SHOWN_KINDS = frozenset({"order", "customer", "device", "catalogue"})
PREVIEW_MS = 40
FIRST_PREVIEW_MS = 150
"""The first preview waits until the list is on the screen."""
MARGIN = 12
WIDE = 1600
WIDER = {"customer": 260, "status": 190, "technician": 120, "left": 200}
RUSSIAN_KEYS = {"а": "filter", "ы": "sort"}
SINCE_DAYS = (
    (0, mark("сегодня")),
    (7, mark("за 7 дней")),
    (30, mark("за 30 дней")),
    (90, mark("за 90 дней")),
)

NEW = ActionSpec("orders_new", mark("Новый заказ"), "Ctrl+N", "top", "plus", main=True)
FILTER = ActionSpec("orders_filter", mark("Отбор"), "F")
FIND = ActionSpec("orders_filter_too", mark("Отбор"), "Ctrl+F")
SORT = ActionSpec("orders_sort", mark("Порядок строк"), "S")
NEXT_VIEW = ActionSpec("orders_next_view", mark("Следующая вкладка"), "Ctrl+PgDown")
PAST_VIEW = ActionSpec("orders_past_view", mark("Предыдущая вкладка"), "Ctrl+PgUp")
CLEAR = ActionSpec("orders_clear", mark("Снять отбор"), "Ctrl+Backspace")


class OrderList(Page):
    """The place «Заказы»; opened with a view's id it shows that view."""

    help_topic = "orders"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view = VIEWS[0]
        self._text = ""
        self._totals: dict[str, str] = {}
        self._stale = False
        self._place: tuple[int, int] | None = None
        self.set_title(tr("Заказы"))
        self._bind()
        self._build()
        self._preview_timer = QTimer(self, singleShot=True, interval=FIRST_PREVIEW_MS)
        self._preview_timer.timeout.connect(self._load_preview)
        self._choose_view(self._view.id)
        context.tasks.changed.connect(self._on_changed)

    # -- building --------------------------------------------------------------------------------

    def _bind(self) -> None:
        pairs: list[tuple[ActionSpec, Callable[[], object]]] = [
            (FILTER, self._to_filter),
            (FIND, self._to_filter),
            (SORT, self._open_sorts),
            (NEXT_VIEW, partial(self._step_view, 1)),
            (PAST_VIEW, partial(self._step_view, -1)),
            (CLEAR, self.clear_filters),
        ]
        if self.context.actor is not None and may(self.context.actor, "intake.accept"):
            pairs.insert(0, (NEW, partial(self.context.open_form, "intake")))
        self.actions_bound = [bind(spec, self, slot) for spec, slot in pairs]

    def _build(self) -> None:
        self._model = TableModel(columns(), self._fetch_ids, self._fetch_rows, parent=self)
        self._table = TableView(self._model, self._make_empty())
        self._table.setAccessibleName(tr("Список заказов"))
        self._tabs = ViewTabs()
        for view in VIEWS:
            self._tabs.add(view.id, tr(view.title), view.tone)
        self._tabs.chosen.connect(self._choose_view)
        self._panel = OrderPreview()
        self._open = Button(tr("Открыть"), "Return")
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open.clicked.connect(self._open_current)
        self._panel.add_buttons(self._open)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self._tabs)
        left.addLayout(self._make_filters())
        table = QHBoxLayout()
        table.setContentsMargins(MARGIN, 0, 0, 0)
        table.addWidget(self._table)
        left.addLayout(table, 1)
        left.addWidget(self._make_foot())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self._panel)
        self._table.opened.connect(self._on_opened)
        self._table.current_changed.connect(self._on_current)
        self._model.loaded.connect(self._on_loaded)
        self._model.marks_changed.connect(self._tell_marks)
        self._model.modelAboutToBeReset.connect(self._remember_place)

    def _make_empty(self) -> EmptyState:
        empty = EmptyState("clipboard-list", "")
        self._empty_new = Button(tr("Новый заказ"), "Ctrl+N", "plus")
        self._empty_new.clicked.connect(partial(self.context.open_form, "intake"))
        self._empty_clear = Button(tr("Снять отбор"), "Ctrl+Backspace", "x")
        self._empty_clear.clicked.connect(self.clear_filters)
        empty.add_button(self._empty_new)
        empty.add_button(self._empty_clear)
        return empty

    def _make_filters(self) -> QHBoxLayout:
        self._filter = FilterEdit()
        self._filter.setFixedWidth(184)
        self._filter.setToolTip(tr("Отбор: F. Номер, имя, телефон, серийный, бренд, модель"))
        self._filter.settled.connect(self._on_typed)
        self._filter.left.connect(self._table.setFocus)
        self._kind = FilterChip(tr("Вид"), tr("любой"))
        self._kind.set_choices([Choice(kind.value, kind.label) for kind in RequestKind])
        self._brand = FilterChip(tr("Бренд"), tr("любой"))
        self._since = FilterChip(tr("Принят"), single=True)
        self._since.set_choices([Choice(days, tr(words)) for days, words in SINCE_DAYS])
        self._shown = label("", "text2", "small")
        row = QHBoxLayout()
        row.setContentsMargins(MARGIN + 8, 10, MARGIN + 4, 8)
        row.setSpacing(8)
        row.addWidget(self._filter)
        for chip in (self._kind, self._brand, self._since):
            chip.edited.connect(self._on_chip)
            row.addWidget(chip)
        row.addStretch(1)
        row.addWidget(self._shown)
        return row

    def _make_foot(self) -> Fill:
        foot = Fill("surface")
        foot.setFixedHeight(38)
        row = QHBoxLayout(foot)
        row.setContentsMargins(MARGIN + 8, 0, MARGIN + 4, 0)
        row.setSpacing(20)
        self._sorted = LinkButton("", "arrow-right", self._open_sorts)
        self._sorted.setToolTip(tr("Порядок строк (S)"))
        row.addWidget(self._sorted)
        self._marked = label("", "accent", "small", bold=True)
        row.addWidget(self._marked)
        row.addStretch(1)
        for words in (tr("Пробел — отметить"), tr("Enter — открыть"), tr("F — отбор")):
            row.addWidget(label(words, "text2", "small"))
        return foot

    # -- the window asks -------------------------------------------------------------------------

    def activate(self, key: object = None) -> None:
        """Show a view when one is asked for; the cursor stays where it was."""
        if isinstance(key, str) and key != self._view.id:
            self._choose_view(key)
        elif self._stale:
            self.refresh()
        self._table.setFocus()

    def show_known(self, known: Any) -> None:
        """The first page of the open orders, read before the base was open."""
        if not self._model.is_loaded and self._view is VIEWS[0] and not self._is_narrowed():
            self._model.show_known(known.ids, known.rows)

    def refresh(self) -> None:
        """Ask for rows and counts anew; what is shown stays until the answer."""
        self._stale = False
        self._model.refresh()
        self._load_counts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= WIDE
        for place, column in enumerate(self._model.columns):
            if column.id in WIDER:
                self._table.setColumnWidth(place, WIDER[column.id] if wide else column.width)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        meant = RUSSIAN_KEYS.get(event.text().lower())
        if meant == "filter":
            self._to_filter()
        elif meant == "sort":
            self._open_sorts()
        else:
            super().keyPressEvent(event)

    # -- filters ---------------------------------------------------------------------------------

    def clear_filters(self) -> None:
        """Show everything the view has."""
        self._filter.clear()
        for chip in (self._kind, self._brand, self._since):
            chip.set_value(())
        self._table.setFocus()

    def only(self) -> OrderFilter:
        """What the chips and the view narrow the list to."""
        since = self._since.value()
        accepted = clock.today() - timedelta(days=int(str(since[0]))) if since else None
        chips = OrderFilter(
            tuple(RequestKind(str(kind)) for kind in self._kind.value()),
            tuple(str(brand) for brand in self._brand.value()),
            accepted,
        )
        return limits_of(self._view, chips, clock.today())

    def _is_narrowed(self) -> bool:
        return bool(self._text or self._kind.value() or self._brand.value() or self._since.value())

    def _to_filter(self) -> None:
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_typed(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self._model.refresh()

    def _on_chip(self) -> None:
        self._model.refresh()

    def _step_view(self, by: int) -> None:
        self._tabs.step(by)

    def _choose_view(self, name: str) -> None:
        self._view = view_of(name)
        self._tabs.set_current(name)
        self._place = None
        self._set_sort(self._view.sort, self._view.descending)
        self._load_counts()

    # -- order of rows ---------------------------------------------------------------------------

    def _set_sort(self, sort: str, descending: bool) -> None:
        self._model.set_sort(sort, descending)
        self._tell_sort(sort, descending)

    def _tell_sort(self, sort: str, descending: bool) -> None:
        self._sorted.set_text(tr(SORT_WORDS[sort, descending]))

    def _open_sorts(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for (sort, descending), words in SORT_WORDS.items():
            action = menu.addAction(tr(words))
            action.triggered.connect(partial(self._on_sort, sort, descending))
        height = menu.sizeHint().height()
        menu.popup(self._sorted.mapToGlobal(QPoint(0, -height)))
        menu.setActiveAction(menu.actions()[0])

    def _on_sort(self, sort: str, descending: bool, _checked: bool = False) -> None:
        self._set_sort(sort, descending)

    # -- data ------------------------------------------------------------------------------------

    def _fetch_ids(self, sort: str, descending: bool, done: Callable[[Iterable[int]], None]) -> None:
        self._tell_sort(sort, descending)
        ask = partial(
            asking.ids,
            open_only=self._view.open_only,
            statuses=self._view.statuses,
            text=self._text,
            sort=f"{sort}_desc" if descending else sort,
            only=self.only(),
        )
        self.context.tasks.run(self, ask, done, latest="ids")

    def _fetch_rows(self, ids: Sequence[int], done: Callable[[Iterable[Any]], None]) -> None:
        self.context.tasks.run(self, partial(asking.rows, wanted=ids), done)

    def _load_counts(self) -> None:
        self.context.tasks.run(self, asking.counts, self._take_counts, latest="counts")

    def _take_counts(self, found: tuple[OpenCounts, int, list[str]]) -> None:
        counts, everything, brands = found
        self._totals = counts_by_view(counts, everything)
        for view in VIEWS:
            number = self._totals[view.id]
            self._tabs.set_count(view.id, number, shown=number != "0" or not view.only_with_rows)
        self._brand.set_choices([Choice(brand, brand) for brand in brands])
        self._tell_shown()

    def _on_changed(self, kinds: set[str]) -> None:
        if not SHOWN_KINDS & kinds:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    # -- rows ------------------------------------------------------------------------------------

    def _remember_place(self) -> None:
        """Where the row under the cursor stands on the screen, to put it there again after a refresh."""
        current, first = self._table.currentIndex().row(), self._table.verticalScrollBar().value()
        row_id = self._table.current_id()
        self._place = (row_id, current - first) if row_id is not None else None

    def _on_loaded(self, count: int) -> None:
        if self._place is not None:
            row = self._model.position(self._place[0])
            if row >= 0:
                self._table.verticalScrollBar().setValue(max(0, row - self._place[1]))
        narrowed = self._is_narrowed()
        self._empty_new.setVisible(not narrowed and self.actions_bound[0].spec is NEW)
        self._empty_clear.setVisible(narrowed)
        if narrowed:
            self._table.set_empty_words(
                tr("Ничего не подходит под отбор"), tr("Проверьте написание или снимите отбор.")
            )
        else:
            self._table.set_empty_words(tr("Здесь нет заказов"), tr("Принятые заказы появятся здесь."))
        self._tell_shown()
        self._on_current(self._table.current_id())

    def _tell_shown(self) -> None:
        number, total = self._model.rowCount(), self._totals.get(self._view.id, "")
        narrowed = self._is_narrowed() and total
        self._shown.setText(tr("{number} из {total}", number=number, total=total) if narrowed else "")

    def _tell_marks(self, count: int) -> None:
        self._marked.setText(ntr("Отмечен {n}", "Отмечено {n}", count) if count else "")

    def _on_current(self, row_id: object) -> None:
        self._open.setEnabled(row_id is not None)
        row = self._table.current_row()
        if isinstance(row, OrderRow):
            self._panel.show_row(row, self._phone(row))
        elif row_id is None:
            self._panel.clear()
        self._preview_timer.start()

    def _load_preview(self) -> None:
        self._preview_timer.setInterval(PREVIEW_MS)
        row_id = self._table.current_id()
        if row_id is not None:
            ask = partial(asking.preview, order_id=row_id)
            self.context.tasks.run(self, ask, self._take_preview, latest="preview")

    def _take_preview(self, found: tuple[list[OrderRow], tuple[StatusRow, ...]]) -> None:
        rows, history = found
        if rows and rows[0].id == self._table.current_id():
            self._panel.show_row(rows[0], self._phone(rows[0]))
            self._panel.show_history(history)

    def _phone(self, row: OrderRow) -> str:
        actor = self.context.actor
        return (
            row.phone if actor is not None and may(actor, "customers.read_phone") else mask_phone(row.phone)
        )

    def _open_current(self) -> None:
        self._on_opened(self._table.current_id())

    def _on_opened(self, row_id: object) -> None:
        if row_id is not None:
            self.context.open_form("order", row_id)
