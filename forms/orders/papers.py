"""Papers of an order as rows of a list."""

from __future__ import annotations

from collections.abc import Sequence

from ui.paper_desk import SHORT_NAMES
from ui.widgets.row_list import RowItem
from workstation import clock
from workstation.documents.orders import PaperRow
from workstation.i18n import mark, ntr, tr
from workstation.rules.order_words import moment_words
from workstation.statuses import DocumentKind, DocumentState

STATES = {
    DocumentState.REPLACED: (mark("Заменён"), "grey", "history"),
    DocumentState.ANNULLED: (mark("Аннулирован"), "red", "ban"),
}


def paper_items(rows: Sequence[PaperRow], order_number: str) -> list[RowItem]:
    """Rows of the list of papers: those in force first, the act before the rest, the newest first."""
    ordered = sorted(rows, key=_place)
    return [_item(row, order_number) for row in ordered]


def _place(row: PaperRow) -> tuple[bool, int, int]:
    return row.state is not DocumentState.VALID, list(DocumentKind).index(row.kind), -row.id


def _item(row: PaperRow, order_number: str) -> RowItem:
    version = tr(", версия {number}", number=row.version) if row.version > 1 else ""
    printed = ntr("{n} печать", "{n} печатей", row.print_count) if row.print_count else tr("не печатали")
    valid = row.state is DocumentState.VALID
    number = row.number if row.number != order_number else ""
    badge = None if valid else (tr(STATES[row.state][0]), *STATES[row.state][1:])
    return RowItem(
        row.id,
        tr(SHORT_NAMES[row.kind]) + version,
        " · ".join(filter(None, (number, moment_words(row.issued_at, clock.today()), printed, row.user))),
        badge=badge,
        tone="text" if valid else "text2",
        bold=valid,
    )
