"""The journal of a thing: who, when and where, what was before and what is after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.basics import label
from ui.widgets.buttons import LinkButton
from workstation import clock
from workstation.documents.orders import JournalRow
from workstation.i18n import ntr, tr
from workstation.rules.journal_words import Change, describe
from workstation.rules.order_words import moment_words

FIRST = 12


class JournalView(QWidget):
    """Entries, the newest first; more than a dozen are shown on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._rows: Sequence[JournalRow] = ()
        self._all = False
        self.setAccessibleName(tr("Журнал"))

    def show_rows(self, rows: Sequence[JournalRow]) -> None:
        """Show entries given oldest first."""
        self._rows = tuple(reversed(rows))
        self._fill()

    def _fill(self) -> None:
        while self._column.count():
            widget = self._column.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = self._rows if self._all else self._rows[:FIRST]
        for row in shown:
            self._column.addWidget(_Entry(row))
        rest = len(self._rows) - len(shown)
        if rest:
            words = ntr("Ещё {n} запись", "Ещё {n} записей", rest)
            self._column.addWidget(LinkButton(words, "chevron-down", self._show_all))

    def _show_all(self) -> None:
        self._all = True
        self._fill()


class _Entry(QWidget):
    def __init__(self, row: JournalRow) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        words = describe(row)
        where = ", ".join(part for part in (row.user, row.station) if part)
        column.addWidget(label(words.title, bold=True, wrap=True))
        column.addWidget(label(f"{moment_words(row.made_at, clock.today())} · {where}", "text2", "small"))
        for change in words.changes:
            line = label(change_words(change), "", "small", wrap=True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(line)


def change_words(change: Change) -> str:
    """«Срок: 20.11.2026 → 25.11.2026»."""
    if change.before is None:
        return f"{change.title}: {change.after}"
    return f"{change.title}: {change.before} → {change.after}"
