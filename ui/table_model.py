"""A model for long tables: the ids of all rows in one array, the rows fetched as they come into view.

It asks for data by two callables, which answer later in the GUI thread (through `ui.tasks`), so that it knows
neither the base nor a screen.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from workstation.i18n import tr

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
MARK_ROLE = Qt.ItemDataRole.UserRole + 2
PAGE = 64
KEEP_ROWS = 8192
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

Index = QModelIndex | QPersistentModelIndex


class Cell(NamedTuple):
    """What a cell shows: `text` (bold if it matters), `second` in small grey words after it, or a badge.

    `tone` is a colour tone (`red` for overdue); `badge` is a tone and makes the text a badge with `icon`.
    """

    text: str
    second: str = ""
    tone: str = "text"
    bold: bool = False
    badge: str = ""
    icon: str = ""


class Column(NamedTuple):
    """A declared column: `title` is marked Russian text, `cell(row)` gives a Cell or plain words.

    `width` pixels, 0 for the one that gives way; `sort` names the order to ask for (empty: cannot be sorted).
    """

    id: str
    title: str
    width: int
    cell: Callable[[Any], Cell | str]
    sort: str = ""
    right: bool = False


FetchIds = Callable[[str, bool, Callable[[Iterable[int]], None]], None]
FetchRows = Callable[[Sequence[int], Callable[[Iterable[Any]], None]], None]


class TableModel(QAbstractTableModel):
    """Rows by id.

    `fetch_ids(sort, descending, done)` gives all ids in order, `fetch_rows(ids, done)` rows in any order,
    `row_id(row)` is a row's id. What is shown stays until the new answer is there.
    """

    loaded = Signal(int)
    marks_changed = Signal(int)

    def __init__(
        self,
        columns: Sequence[Column],
        fetch_ids: FetchIds,
        fetch_rows: FetchRows,
        row_id: Callable[[Any], int] = lambda row: int(row.id),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch_ids, self._fetch_rows, self._row_id = fetch_ids, fetch_rows, row_id
        self._ids = array("q")
        self._rows: dict[int, Any] = {}
        self._fresh: set[int] = set()
        self._wanted: dict[int, None] = {}
        self._asked: set[int] = set()
        self._sort, self._descending = "", False
        self._marks: set[int] = set()
        self._all_marked = False
        self.is_loaded = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._ask_rows)

    # -- loading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for everything anew; what is shown stays until the answer."""
        self._fetch_ids(self._sort, self._descending, self._take_ids)

    def show_known(self, ids: Iterable[int], rows: Iterable[Any]) -> None:
        """Show what is known beforehand; the answer to what was asked takes its place."""
        self._rows.update((self._row_id(row), row) for row in rows)
        self._take_ids(ids)
        self._fresh.update(self._rows)

    def set_sort(self, sort: str, descending: bool = False) -> None:
        """Another order."""
        self._sort, self._descending = sort, descending
        self.refresh()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns) and self.columns[column].sort:
            self.set_sort(self.columns[column].sort, order == Qt.SortOrder.DescendingOrder)

    def _take_ids(self, ids: Iterable[int]) -> None:
        new = ids if isinstance(ids, array) else array("q", ids)
        self._fresh.clear()
        self._asked.clear()
        if new == self._ids and self.is_loaded:
            self._touch(0, len(self._ids) - 1)
        else:
            self.beginResetModel()
            self._ids = new
            self._wanted.clear()
            self.endResetModel()
        self.is_loaded = True
        self.loaded.emit(len(new))

    def _ask_rows(self) -> None:
        pages, self._wanted = list(self._wanted), {}
        ids = [
            one
            for page in pages
            for one in self._ids[page * PAGE : (page + 1) * PAGE]
            if one not in self._fresh
        ]
        if ids:
            self._fetch_rows(ids, self._take_rows_for(tuple(ids), tuple(pages)))
        else:
            self._asked.difference_update(pages)

    def _take_rows_for(self, ids: tuple[int, ...], pages: tuple[int, ...]) -> Callable[[Iterable[Any]], None]:
        def take(rows: Iterable[Any]) -> None:
            for row in rows:
                self._rows[self._row_id(row)] = row
            self._fresh.update(ids)  # a row deleted meanwhile is not asked for again
            self._asked.difference_update(pages)
            self._forget_old()
            for page in pages:
                self._touch(page * PAGE, min((page + 1) * PAGE, len(self._ids)) - 1)

        return take

    def _forget_old(self) -> None:
        if len(self._rows) > KEEP_ROWS:
            for one in list(self._rows)[: len(self._rows) - KEEP_ROWS // 2]:
                del self._rows[one]
                self._fresh.discard(one)

    def _touch(self, first: int, last: int) -> None:
        if 0 <= first <= last < len(self._ids):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    # -- Qt --------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == CELL_ROLE:
            return self._cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            cell = self._cell(index.row(), index.column()) if index.isValid() else None
            return f"{cell.text} {cell.second}".rstrip() if cell is not None else None
        if role == MARK_ROLE:
            return self.is_marked(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.isValid():
            return _RIGHT if self.columns[index.column()].right else _LEFT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(self.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        return None

    def _cell(self, row: int, column: int) -> Cell | None:
        if not 0 <= row < len(self._ids):
            return None
        one = self._ids[row]
        if one not in self._fresh:
            page = row // PAGE
            if page not in self._asked:
                self._asked.add(page)
                self._wanted[page] = None
                if not self._timer.isActive():
                    self._timer.start()
        found = self._rows.get(one)
        if found is None:
            return None
        cell = self.columns[column].cell(found)
        return cell if isinstance(cell, Cell) else Cell(cell)

    # -- rows and marks --------------------------------------------------------------------------

    def id_at(self, row: int) -> int | None:
        """The id of a row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_at(self, row: int) -> Any:
        """The row's data if it is there already."""
        one = self.id_at(row)
        return self._rows.get(one) if one is not None else None

    def position(self, row_id: int) -> int:
        """Where an id stands now, -1 if it does not."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

    def is_marked(self, row: int) -> bool:
        """Whether a row is marked; with «all», `_marks` holds the exceptions."""
        one = self.id_at(row)
        return one is not None and ((one in self._marks) != self._all_marked)

    def toggle_mark(self, row: int) -> None:
        """Mark a row or take its mark away."""
        one = self.id_at(row)
        if one is not None:
            self._marks ^= {one}
            self._touch(row, row)
            self.marks_changed.emit(self.mark_count())

    def mark_all(self, on: bool = True) -> None:
        """Mark all rows or none: a flag, not a million selected rows."""
        self._all_marked, self._marks = on, set()
        self._touch(0, len(self._ids) - 1)
        self.marks_changed.emit(self.mark_count())

    def mark_count(self) -> int:
        """How many rows are marked."""
        return len(self._ids) - len(self._marks) if self._all_marked else len(self._marks)

    def marked_ids(self) -> list[int]:
        """The marked ids in the order of the list."""
        return [one for one in self._ids if (one in self._marks) != self._all_marked]
