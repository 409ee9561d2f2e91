"""An order to a supplier as a file that he can read: CSV for his program, plain text for a letter."""

from __future__ import annotations

import csv
import io

from workstation import clock
from workstation.documents.parts import PartUnit
from workstation.documents.purchasing import PurchaseView
from workstation.exchange.tables import plain_cell
from workstation.money import format_roubles, to_json

HEADINGS = ("Артикул", "Наименование", "Количество", "Ед.", "Цена", "Сумма")


def purchase_csv(purchase: PurchaseView) -> bytes:
    """The lines with their headings, separated by `;`, in UTF-8 with a mark, as spreadsheets open it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for line in purchase.lines:
        unit, price, amount = PartUnit(line.unit).on_paper, to_json(line.price), to_json(line.amount)
        writer.writerow((plain_cell(line.number), plain_cell(line.name), line.quantity, unit, price, amount))
    return file.getvalue().encode("utf-8-sig")


def purchase_text(purchase: PurchaseView) -> bytes:
    """The order as a letter says it, in Russian."""
    lines = [
        f"Заказ {purchase.number} от {clock.local(purchase.made_at):%d.%m.%Y}",
        f"Поставщик: {purchase.supplier}",
        "",
    ]
    for place, line in enumerate(purchase.lines, 1):
        unit = PartUnit(line.unit).on_paper
        price = f" по {format_roubles(line.price)}" if line.price else ""
        lines.append(f"{place}. {line.number} — {line.name}: {line.quantity} {unit}{price}")
    total = sum(line.amount for line in purchase.lines)
    lines += ["", f"Итого: {format_roubles(total)}"] if total else []
    lines += [f"Примечание: {purchase.note}"] if purchase.note else []
    return ("\r\n".join(lines) + "\r\n").encode()
