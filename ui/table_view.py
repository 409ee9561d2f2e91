"""A list on a page: rows of 28 px, driven by the keyboard, with words when it is empty."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import theme
from ui.delegates import CellDelegate
from ui.table_model import TableModel
from ui.widgets.basics import EmptyState
from workstation.i18n import tr

ROW = 28
TALL_ROW = 40


class TableView(QTableView):
    """Shows a `TableModel`.

    opened(id): Enter or a double click. current_changed(id or None): the row under the cursor. Space marks,
    Ctrl+A marks all, Home and End go to the ends; the row under the cursor is kept by id over a refresh.
    """

    opened = Signal(object)
    current_changed = Signal(object)

    def __init__(self, model: TableModel, empty: EmptyState | None = None, row_height: int = ROW) -> None:
        super().__init__()
        self._source = model
        self._current_id: int | None = None
        self._moving = False
        self._dress(row_height)
        self.setModel(model)
        self._mend_header()
        self._empty = empty or EmptyState("inbox", tr("Здесь пока ничего нет"))
        self._empty.setParent(self.viewport())
        self._empty.hide()
        self._set_widths()
        model.modelAboutToBeReset.connect(self._remember)
        model.loaded.connect(self._on_loaded)
        self.doubleClicked.connect(self._on_double_clicked)

    def _dress(self, row_height: int) -> None:
        self.setItemDelegate(CellDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(row_height)
        rows.setDefaultSectionSize(row_height)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setFixedHeight(ROW)
        head.setMinimumSectionSize(20)
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._on_head)

    def _mend_header(self) -> None:
        """The header walks every selected row on each repaint (seconds at a million): it gets a selection of
        its own, which is always empty.
        """
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(self._source, self))

    def _set_widths(self) -> None:
        head = self.horizontalHeader()
        for place, column in enumerate(self._source.columns):
            if column.width:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(place, column.width)
            else:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def current_id(self) -> int | None:
        """The id under the cursor."""
        return self._source.id_at(self.currentIndex().row())

    def current_row(self) -> Any:
        """The row under the cursor, if it is loaded."""
        return self._source.row_at(self.currentIndex().row())

    def go_to(self, row_id: int) -> bool:
        """Put the cursor on an id; False when it is not in the list."""
        row = self._source.position(row_id)
        if row >= 0:
            self._go_row(row)
        return row >= 0

    def set_empty_words(self, title: str, text: str = "") -> None:
        """Why it is empty: nothing at all, or nothing that fits the filter."""
        self._empty.set_words(title, text)

    def _go_row(self, row: int) -> None:
        self.setCurrentIndex(self._source.index(row, 0))

    def _remember(self) -> None:
        self._current_id = self.current_id()
        self._moving = True

    def _on_loaded(self, count: int) -> None:
        self._moving = False
        self._empty.setVisible(count == 0)
        if count and not self.currentIndex().isValid():
            row = self._source.position(self._current_id) if self._current_id is not None else 0
            self._go_row(max(row, 0))
        elif not count:
            self.current_changed.emit(None)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self._source.id_at(index.row()))

    def _on_head(self, place: int) -> None:
        column = self._source.columns[place]
        if not column.sort:
            return
        head = self.horizontalHeader()
        same = head.isSortIndicatorShown() and head.sortIndicatorSection() == place
        down = same and head.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        head.setSortIndicatorShown(True)
        head.setSortIndicator(place, order)
        self._source.sort(place, order)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if not self._moving:
            self.current_changed.emit(self._source.id_at(current.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), self._source.rowCount() - 1
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self.current_id())
        elif key == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._source.toggle_mark(self.currentIndex().row())
            self._go_row(min(self.currentIndex().row() + 1, last))
        elif key == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._source.mark_all(self._source.mark_count() <= last)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and last >= 0:
            self._go_row(0 if key == Qt.Key.Key_Home else last)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right} or (event.text() and event.text().isprintable()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid():
            top = self.rowViewportPosition(index.row())
            ring = QRectF(0, top, self.viewport().width(), self.rowHeight(index.row()) - 1)
            theme.draw_box(QPainter(self.viewport()), ring, None, "accent", 1, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._empty.setGeometry(self.viewport().rect())

    def parts(self) -> tuple[QWidget, TableModel]:
        """The words of emptiness (to add a button to) and the model."""
        return self._empty, self._source
