"""An order to a supplier as a file: a table for his program, a text for a letter."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ui import file_dialog
from ui.context import Page
from ui.problems import error_text
from workstation import files
from workstation.documents.purchasing import PurchaseView
from workstation.i18n import tr


def save(page: Page, purchase: PurchaseView) -> None:
    """Ask where to, and write it there: a name that ends in .txt gets the text of a letter."""
    kinds = ";;".join((tr("Таблица CSV (*.csv)"), tr("Текст письма (*.txt)")))
    name = file_dialog.save_name(page.window(), tr("Выгрузить заказ"), f"{purchase.number}.csv", kinds)
    if name:
        tell = page.context.tell
        done = partial(_tell_written, page, name)
        page.context.tasks.io(
            page, partial(write, Path(name), purchase), done, lambda error: tell(error_text(error), "red")
        )


def write(path: Path, purchase: PurchaseView) -> None:
    """The file appears only when it is whole; raises as `files.beside`."""
    from workstation.exchange.purchase_file import (  # noqa: PLC0415 - only when a file is wanted
        purchase_csv,
        purchase_text,
    )

    made = purchase_text(purchase) if path.suffix.lower() == ".txt" else purchase_csv(purchase)
    files.write_beside(path, made)


def _tell_written(page: Page, name: str, _result: object) -> None:
    page.context.tell(tr("Записано в файл {path}", path=name), "green")
