"""The catalogue of parts with what lies of each: found as one types, by number, name, brand or model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from forms.store import counting
from forms.store.panel import Pair, TablePanel
from forms.store.part_edit import PartEdit
from ui import file_dialog
from ui.actions import ActionSpec
from ui.table_model import Cell, Column
from ui.widgets.filters import Choice, FilterChip
from workstation import clock
from workstation.documents.people import Actor
from workstation.documents.stock import StockRow
from workstation.i18n import mark, ntr, tr
from workstation.money import format_amount
from workstation.queries import stock_list
from workstation.queries.catalogues import list_brands, list_categories
from workstation.queries.part_export import list_for_export
from workstation.rules import codes
from workstation.services.rights import may

IN_STOCK = "in_stock"
NEW = ActionSpec("store.new_part", mark("Новая запчасть"), "Ctrl+N", "top", "plus", main=True)
IMPORT = ActionSpec("store.import", mark("Загрузить прайс"), "Ctrl+L", "top", "download")
EXPORT = ActionSpec("store.export", mark("Выгрузить"), "Ctrl+E", "top", "save")
STOCK = ActionSpec("store.in_stock", mark("Только в наличии"), "Ctrl+I")


class CataloguePanel(TablePanel):
    """Enter opens the card of a part."""

    name = mark("Каталог запчастей")
    hint = mark("Номер, название, бренд или модель")
    empty = mark("Каталог пуст")
    advice = mark("Загрузите прайс поставщика или добавьте первую запчасть.")
    nothing = mark("Такой запчасти нет. Проверьте номер или ищите по названию.")
    sort = "number"

    def columns(self) -> Sequence[Column]:
        return (
            Column("number", mark("Номер"), 150, lambda row: Cell(row.part.number, bold=True), "number"),
            Column("name", mark("Название"), 0, lambda row: row.part.name, "name"),
            Column("brand", mark("Бренд"), 110, lambda row: Cell(row.part.brand, tone="text2"), "brand"),
            Column("on_hand", mark("Остаток"), 84, lambda row: _count(row, row.part.on_hand), right=True),
            Column("reserved", mark("Резерв"), 88, lambda row: _some(row.part.reserved), right=True),
            Column("free", mark("Свободно"), 88, _free, "free", right=True),
            Column("expected", mark("Ожидается"), 92, lambda row: _some(row.part.expected), right=True),
            Column("cells", mark("Ячейки"), 130, lambda row: Cell(", ".join(row.cells), tone="text2")),
            Column("price", mark("Цена, ₽"), 96, _price, right=True),
        )

    def pairs(self) -> Sequence[Pair]:
        own: Sequence[Pair] = ((NEW, self._ask_new), (STOCK, self._toggle_stock))
        files: Sequence[Pair] = (
            (EXPORT, self._ask_export),
            (IMPORT, partial(self.context.open_form, "part_import")),
        )
        return (*files, *own) if may(self.actor, "parts.import") else own

    def chips(self) -> Sequence[QWidget]:
        self._stock = FilterChip(tr("Наличие"), tr("всё"), single=True)
        self._stock.set_choices([Choice(IN_STOCK, tr("в наличии"))])
        self._stock.setToolTip(tr("Только в наличии (Ctrl+I)"))
        self._stock.edited.connect(self.refresh)
        return (self._stock,)

    def row_id(self, row: StockRow) -> int:
        return row.part.id

    def fetch_ids(self, sort: str, descending: bool, done: Callable[[Iterable[int]], None]) -> None:
        ask = partial(
            stock_list.list_part_ids,
            branch_id=self.actor.branch_id,
            text=self.text,
            in_stock=bool(self._stock.value()),
            sort=sort,
            descending=descending,
        )
        self.context.tasks.run(self, ask, done, self.refuse, latest="ids")

    def fetch_rows(self, ids: Sequence[int], done: Callable[[Iterable[Any]], None]) -> None:
        ask = partial(stock_list.get_stock_rows, branch_id=self.actor.branch_id, ids=ids, on=clock.today())
        self.context.tasks.run(self, ask, done, self.refuse)

    def counted(self, count: int) -> str:
        return ntr("{n} запчасть", "{n} запчастей", count)

    def is_filtered(self) -> bool:
        return bool(self.text or self._stock.value())

    def open(self, row: StockRow) -> None:
        self.context.open_form("part", row.part.id)

    def scanned(self, code: str) -> bool:
        """The card of a part by its number or a piece's; what is none goes into the filter, to be seen.

        Our own codes are for the window: it knows the page of each.
        """
        if codes.is_scan_code(code):
            return False
        look = partial(counting.look, actor=self.actor, text=code)
        self.context.tasks.run(self, look, self._on_look, partial(self._on_unknown, code), latest="scan")
        return True

    def _on_look(self, found: counting.Scanned) -> None:
        if found.line is not None:
            self.context.open_form("part", found.line.part_id)

    def _on_unknown(self, code: str, error: Exception) -> None:
        self.refuse(error)
        self.filter.setText(code)

    def _ask_new(self) -> None:
        """Ctrl+N: the card of a new part; once written it is opened."""
        self.context.tasks.run(self, _around, self._open_new, self.refuse, latest="around")

    def _open_new(self, around: tuple[dict[str, str], list[str]]) -> None:
        ask = PartEdit(self, self.context, *around)
        ask.keep(self, "new part")
        ask.written.connect(partial(self.context.open_form, "part"))
        ask.open()

    def _ask_export(self) -> None:
        """Ctrl+E: what is shown goes into a file, which can be loaded again."""
        kinds = ";;".join((tr("Книга Excel (*.xlsx)"), tr("Таблица CSV (*.csv)")))
        name = tr("Запчасти {day}.xlsx", day=f"{clock.today():%d.%m.%Y}")
        path = file_dialog.save_name(self.window(), tr("Выгрузить каталог и остатки"), name, kinds)
        if path:
            self.export(path)

    def export(self, path: str) -> None:
        """Write the parts that are shown into a file."""
        in_stock = bool(self._stock.value())
        write = partial(_export, path=path, actor=self.actor, text=self.text, in_stock=in_stock)
        self.context.tell(tr("Выгружаю каталог"), "text2")
        self.context.tasks.run(self, write, partial(self._tell_exported, path), self.refuse)

    def _tell_exported(self, path: str, count: int) -> None:
        words = ntr("{n} запчасть", "{n} запчастей", count)
        self.context.tell(tr("{words} — в файле {path}", words=words, path=path), "green")

    def _toggle_stock(self) -> None:
        self._stock.set_value(() if self._stock.value() else (IN_STOCK,))


def _around(session: Any) -> tuple[dict[str, str], list[str]]:
    """Kinds of equipment and brands to choose from."""
    kinds = {row.code: row.name for row in list_categories(session)}
    return kinds, [row.name for row in list_brands(session)]


def _export(session: Any, path: str, actor: Actor, text: str, in_stock: bool) -> int:
    from workstation.exchange.parts_export import write_parts  # noqa: PLC0415 - only when a file is wanted

    found = list_for_export(session, actor.branch_id, clock.today(), text=text, in_stock=in_stock)
    return write_parts(Path(path), found)


def _count(row: StockRow, number: int) -> Cell:
    return Cell(f"{number} {row.part.unit.label}") if number else Cell("—", tone="text2")


def _some(number: int) -> Cell:
    return Cell(str(number)) if number else Cell("—", tone="text2")


def _free(row: StockRow) -> Cell:
    part = row.part
    if part.free:
        return Cell(str(part.free), tone="green", bold=True)
    return Cell("0" if part.on_hand else "—", tone="amber" if part.on_hand else "text2")


def _price(row: StockRow) -> Cell:
    price = row.part.sale_price
    return Cell(format_amount(price)) if price is not None else Cell("—", tone="text2")
