"""The money of a day as a table for a spreadsheet: CSV with semicolons, UTF-8 with its mark, CRLF."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from workstation import clock
from workstation.documents.billing import PaymentKind
from workstation.documents.billing_rows import DaySummary, PaymentRow
from workstation.i18n import tr

FORMULA = ("=", "+", "-", "@")


def day_table(summary: DaySummary, rows: Sequence[PaymentRow]) -> bytes:
    """Payments one a line, then the sums by method; amounts are roubles with a comma."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    heads = (tr("День"), tr("Время"), tr("Что"), tr("Способ"), tr("Заказчик"), tr("Заказ"), tr("Счёт"),
             tr("Чек"), tr("Номер чека"), tr("Кто принял"), tr("Сумма"))  # fmt: skip
    table.writerow(heads)
    for row in reversed(rows):
        local = clock.local(row.paid_at)
        back = row.kind is PaymentKind.REFUND
        words = (row.kind.label, row.method.label, row.customer, row.order, row.invoice,
                 row.receipt_state.label, row.receipt, row.user)  # fmt: skip
        amount = _roubles(-row.amount if back else row.amount)
        table.writerow([f"{local:%d.%m.%Y}", f"{local:%H:%M}", *map(_plain, words), amount])
    table.writerow([])
    for one in summary.sums:
        table.writerow([tr("Пришло, {method}", method=one.method.label.lower()), _roubles(one.came)])
        if one.returned:
            said = tr("Возвращено, {method}", method=one.method.label.lower())
            table.writerow([said, _roubles(-one.returned)])
    table.writerow(
        [tr("Всего за {day}", day=f"{summary.day:%d.%m.%Y}"), _roubles(summary.came - summary.returned)]
    )
    if summary.offset:
        table.writerow([tr("Зачтено авансов"), _roubles(summary.offset)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _roubles(kopecks: int) -> str:
    sign = "-" if kopecks < 0 else ""
    whole, rest = divmod(abs(kopecks), 100)
    return f"{sign}{whole},{rest:02d}"


def _plain(text: str | None) -> str:
    """Words that a spreadsheet will not take for a formula."""
    words = text or ""
    return f"'{words}" if words.startswith(FORMULA) else words
