"""Windows that order parts: those that requests want, or any for the store."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.part_priced import PricedPart
from ui.verb_ask import Verb, VerbAsk
from ui.widgets.basics import label
from ui.widgets.combo import Combo
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import MoneyEdit, NumberEdit
from ui.widgets.popup import PopupRow
from workstation import clock
from workstation.documents.people import Actor
from workstation.documents.purchasing import OpenRequest, PurchaseRow, PurchaseState, SupplierRow, WantedLine
from workstation.documents.stock import PlaceRow
from workstation.i18n import ntr, tr
from workstation.queries.purchasing import list_purchases, list_suppliers
from workstation.queries.stock import list_places
from workstation.rules.buying import lines_of
from workstation.services import purchasing

MOST = 1_000_000


class Buying(NamedTuple):
    """Who sells, where it goes, and the orders that are not sent yet."""

    suppliers: Sequence[SupplierRow]
    places: Sequence[PlaceRow]
    drafts: Sequence[PurchaseRow]


def read_buying(session: Any, actor: Actor) -> Buying:
    """What the windows of ordering choose from."""
    return Buying(
        list_suppliers(session),
        list_places(session, actor.branch_id),
        list_purchases(session, actor.branch_id, clock.today(), (PurchaseState.DRAFT,)),
    )


class _Ask(VerbAsk):
    """Supplier and warehouse; says into which order the lines go."""

    renamed = {"supplier": "supplier_id", "warehouse": "warehouse_id", "part": "part_id"}

    def __init__(self, owner: QWidget, context: Context, facts: Buying, title: str, text: str) -> None:
        self._facts = facts
        super().__init__(owner, context, title, text, tr("В заказ"))

    def _build(self) -> None:
        self._suppliers = Combo([PopupRow(one.id, one.name) for one in self._facts.suppliers])
        needed = tr("Выберите поставщика: F4. Нового добавляют в списке «Поставщики»")
        self.put("supplier_id", tr("Поставщик"), self._suppliers, needed)
        names = {one.warehouse_id: one.warehouse for one in self._facts.places}
        warehouses = Combo([PopupRow(key, name) for key, name in names.items()])
        self.put("warehouse_id", tr("На склад"), warehouses, tr("Выберите склад: F4"), 220)
        if names:
            self.form.set_value("warehouse_id", next(iter(names)))
        drafts = self._facts.drafts
        if drafts:
            self.form.set_value("supplier_id", drafts[0].supplier_id)
            self.form.set_value("warehouse_id", drafts[0].warehouse_id)
        self._build_lines()
        self._where = label("", "text2", "small")
        self.add(self._where)
        self.form.edited.connect(lambda _path: self._tell_where())
        self._tell_where()

    def _build_lines(self) -> None:
        """Fields of a line."""

    def _tell_where(self) -> None:
        supplier, warehouse = self.form.value("supplier_id"), self.form.value("warehouse_id")
        wanted = (supplier, warehouse)
        drafts = self._facts.drafts
        draft = next((one for one in drafts if (one.supplier_id, one.warehouse_id) == wanted), None)
        if supplier is None:
            self._where.setText("")
        elif draft is None:
            self._where.setText(tr("Будет составлен новый заказ"))
        else:
            self._where.setText(tr("Войдёт в {number}: он ещё не отправлен", number=draft.number))

    def lines(self) -> Sequence[WantedLine]:
        """What is ordered."""
        raise NotImplementedError

    def verb(self) -> Verb:
        value = self.form.value
        return partial(
            purchasing.order_wanted,
            actor=self.context.actor,
            supplier_id=value("supplier_id"),
            warehouse_id=value("warehouse_id"),
            lines=self.lines(),
        )


class OrderAsk(_Ask):
    """written(id of the purchase order): requests become its lines at the purchase prices in force."""

    def __init__(
        self, owner: QWidget, context: Context, facts: Buying, chosen: Sequence[OpenRequest]
    ) -> None:
        self._lines = lines_of(chosen)
        parts = ntr("{n} запчасть", "{n} запчастей", len(self._lines))
        text = ntr("{n} заявка", "{n} заявок", len(chosen)) + f", {parts}. "
        text += tr("Цены возьмутся из каталога, в заказе их можно изменить.")
        super().__init__(owner, context, facts, tr("Заказать поставщику"), text)

    def lines(self) -> Sequence[WantedLine]:
        return self._lines


class NewOrderAsk(_Ask):
    """written(id of the purchase order): a part for the store."""

    def __init__(self, owner: QWidget, context: Context, facts: Buying) -> None:
        text = tr("Остальные строки добавите в самом заказе.")
        super().__init__(owner, context, facts, tr("Новый заказ поставщику"), text)

    def _build_lines(self) -> None:
        self._part = PricedPart(self.context)
        self._part.priced.connect(lambda price: self.form.fill("price", price, tr("из каталога")))
        self.put("part_id", tr("Запчасть"), self._part, tr("Выберите запчасть"))
        quantity = Field(tr("Количество"), NumberEdit(1, MOST), 96)
        price = Field(tr("Цена за единицу, ₽"), MoneyEdit("0,00"), 130)
        self.form.add("quantity", quantity, required=tr("Сколько заказать"))
        self.form.add("price", price)
        self.add(FieldRow(quantity, price, stretch=True))
        self.form.set_value("quantity", 1)

    def scanned(self, code: str) -> bool:
        """The part in hand."""
        return self._part.scan(code)

    def lines(self) -> Sequence[WantedLine]:
        value = self.form.value
        return [WantedLine(value("part_id"), value("quantity"), value("price") or 0)]
