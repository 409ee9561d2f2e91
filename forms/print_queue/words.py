"""Words of print jobs."""

from __future__ import annotations

from ui.print_worker import reason_text
from ui.widgets.row_list import RowItem
from workstation import clock
from workstation.documents.orders import PrintJobRow
from workstation.i18n import mark, ntr, tr
from workstation.rules.order_words import moment_words
from workstation.statuses import PrintState

BADGES = {
    PrintState.WAITING: ("grey", "clock"),
    PrintState.PRINTING: ("accent", "printer"),
    PrintState.FAILED: ("amber", "triangle-alert"),
    PrintState.DONE: ("green", "circle-check"),
    PrintState.CANCELLED: ("grey", "ban"),
}
RECIPIENTS = {"customer": mark("экземпляр заказчика"), "centre": mark("экземпляр центра")}
PURPOSES = {"paper": mark("Принтер документов"), "label": mark("Принтер ярлыков")}


def job_item(row: PrintJobRow) -> RowItem:
    """A job as a row of the list: what, for whom, since when, why not yet."""
    whose = tr(RECIPIENTS[row.recipient]) if row.recipient in RECIPIENTS else ""
    copy = tr("копия") if row.is_copy else ""
    what = ", ".join(part for part in (f"{row.kind.label} {row.number}", whose, copy) if part)
    tries = ntr("{n} попытка", "{n} попыток", row.attempts) if row.attempts > 1 else ""
    why = reason_text(row) if row.state is PrintState.FAILED else ""
    when = moment_words(row.made_at, clock.today())
    second = " · ".join(part for part in (why, when, row.page.replace("x", "×"), tries) if part)
    badge = (row.state.label, *BADGES[row.state])
    return RowItem(row.id, what, second, badge=badge, bold=row.state is PrintState.FAILED)
