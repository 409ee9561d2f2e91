"""What stands on a board: ids by column, rows fetched as they are looked at, faces made when painted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

CARD_ROLE = Qt.ItemDataRole.UserRole + 1
_ENABLED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_FLAGS = _ENABLED | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren

Index = QModelIndex | QPersistentModelIndex
FetchRows = Callable[[Sequence[int], Callable[[Iterable[Any]], None]], None]


Words = str | tuple[str, ...]
"""A text, or the text and its shorter forms after it: a card shows the first that it has room for."""


class Face(NamedTuple):
    """What a card shows: three lines; `right` ends the last one in its own tone (what is left of a term).

    `icons` are (drawing, tone, word) at the end of the first line: a running timer, a raised priority.
    `said` is what a screen reader says where `right` is a sign or two.
    """

    title: Words
    text: Words
    second: Words = ""
    right: str = ""
    tone: str = "text2"
    icons: tuple[tuple[str, str, str], ...] = ()
    said: str = ""

    def words(self) -> str:
        """The card as a screen reader says it, nothing shortened."""
        lines = (forms_of(one)[0] for one in (self.title, self.text, self.second))
        said = (*lines, self.said or self.right, *(word for _, _, word in self.icons))
        return ", ".join(part for part in said if part)


def forms_of(words: Words) -> tuple[str, ...]:
    """The forms of a text, the longest first."""
    return (words,) if isinstance(words, str) else words


class CardStore(QObject):
    """Rows by id, asked for by `fetch(ids, done)` when somebody looks at them; what is known stays shown."""

    came = Signal()

    def __init__(self, fetch: FetchRows, row_id: Callable[[Any], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch, self._row_id = fetch, row_id
        self._rows: dict[int, Any] = {}
        self._fresh: set[int] = set()
        self._asked: set[int] = set()
        self._wanted: dict[int, None] = {}
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._ask)

    def row(self, row_id: int) -> Any:
        """The row as it is known, None where it is not; asks for what is not fresh."""
        if row_id not in self._fresh and row_id not in self._asked:
            self._wanted[row_id] = None
            if not self._timer.isActive():
                self._timer.start()
        return self._rows.get(row_id)

    def grow_stale(self) -> None:
        """Everything may have changed: rows are asked for again when they are looked at."""
        self._fresh.clear()
        self._asked.clear()

    def _ask(self) -> None:
        ids, self._wanted = list(self._wanted), {}
        self._asked.update(ids)
        self._fetch(ids, lambda rows: self._take(ids, rows))

    def _take(self, ids: Sequence[int], rows: Iterable[Any]) -> None:
        for row in rows:
            self._rows[self._row_id(row)] = row
        self._fresh.update(ids)  # a row deleted meanwhile is not asked for again
        self._asked.difference_update(ids)
        self.came.emit()


class CardModel(QAbstractListModel):
    """The cards of one column in their order; `face(row)` is asked when a card is painted."""

    def __init__(self, store: CardStore, face: Callable[[Any], Face], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._face = store, face
        self._ids: list[int] = []
        store.came.connect(self._on_came)

    def set_ids(self, ids: Iterable[int]) -> None:
        """Show these instead."""
        new = list(ids)
        if new == self._ids:
            self._on_came()
            return
        self.beginResetModel()
        self._ids = new
        self.endResetModel()

    def take(self, place: int) -> int:
        """Take a card away; gives its id."""
        self.beginRemoveRows(QModelIndex(), place, place)
        row_id = self._ids.pop(place)
        self.endRemoveRows()
        return row_id

    def put(self, place: int, row_id: int) -> None:
        """Put a card in."""
        self.beginInsertRows(QModelIndex(), place, place)
        self._ids.insert(place, row_id)
        self.endInsertRows()

    def ids(self) -> tuple[int, ...]:
        """The cards in their order."""
        return tuple(self._ids)

    def row_at(self, place: int) -> Any:
        """The row of a card, None where there is none or it is not known yet."""
        return self._store.row(self._ids[place]) if 0 <= place < len(self._ids) else None

    def id_at(self, place: int) -> int | None:
        """The id of a card."""
        return self._ids[place] if 0 <= place < len(self._ids) else None

    def position(self, row_id: int) -> int:
        """Where an id stands, -1 if it does not."""
        return self._ids.index(row_id) if row_id in self._ids else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == CARD_ROLE or role in _WORDS:
            row = self.row_at(index.row()) if index.isValid() else None
            face = self._face(row) if row is not None else None
            return face if role == CARD_ROLE or face is None else face.words()
        return None

    def _on_came(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))


_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
