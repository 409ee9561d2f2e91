"""What stands on a board: one model a column, the card's face made only when it is painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

CARD_ROLE = Qt.ItemDataRole.UserRole + 1
_ENABLED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_FLAGS = _ENABLED | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren

Index = QModelIndex | QPersistentModelIndex


class Face(NamedTuple):
    """What a card shows: three lines; `right` ends the last one in its own tone (what is left of a term).

    `icons` are (drawing, tone, word) at the end of the first line: a running timer, a raised priority.
    """

    title: str
    text: str
    second: str = ""
    right: str = ""
    tone: str = "text2"
    icons: tuple[tuple[str, str, str], ...] = ()

    def words(self) -> str:
        """The card as a screen reader says it."""
        said = (self.title, self.text, self.second, self.right, *(word for _, _, word in self.icons))
        return ", ".join(part for part in said if part)


class CardModel(QAbstractListModel):
    """The cards of one column in their order; `face(row)` is asked when a card is painted."""

    def __init__(
        self,
        face: Callable[[Any], Face],
        row_id: Callable[[Any], int] = lambda row: int(row.id),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._face, self._row_id = face, row_id
        self._rows: list[Any] = []

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def take(self, place: int) -> Any:
        """Take a card away; gives its row."""
        self.beginRemoveRows(QModelIndex(), place, place)
        row = self._rows.pop(place)
        self.endRemoveRows()
        return row

    def put(self, place: int, row: Any) -> None:
        """Put a card in."""
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.insert(place, row)
        self.endInsertRows()

    def row_at(self, place: int) -> Any:
        """The row of a card, None where there is none."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def id_at(self, place: int) -> int | None:
        """The id of a card."""
        row = self.row_at(place)
        return None if row is None else self._row_id(row)

    def position(self, row_id: int) -> int:
        """Where an id stands, -1 if it does not."""
        found = (place for place, row in enumerate(self._rows) if self._row_id(row) == row_id)
        return next(found, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == CARD_ROLE:
            return self._face(self._rows[index.row()]) if index.row() < len(self._rows) else None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            row = self.row_at(index.row()) if index.isValid() else None
            return self._face(row).words() if row is not None else None
        return None
