"""A store with a supplier, and a window on it: what the tests of buying begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from tests.support.stock import Store
from tests.support.verbs import do, see
from ui.table_model import CELL_ROLE
from workstation import clock
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.documents.purchasing import PurchaseView, SupplierData, WantedLine
from workstation.queries.orders import get_order_rows
from workstation.queries.purchasing import get_purchase
from workstation.services import purchasing, suppliers, warehouses


@dataclass(frozen=True)
class Buying(Store):
    """A store whose parts come from one supplier."""

    supplier_id: int = 0

    def buy(self, *lines: WantedLine, sent: bool = True) -> int:
        """An order to the supplier, promised in a week when it is sent."""
        made: int = self.do(purchasing.make_purchase, self.supplier_id, self.warehouse_id, lines)
        if sent:
            self.do(purchasing.mark_sent, made, "почта", clock.today() + timedelta(days=7))
        return made

    def purchase(self, purchase_id: int) -> PurchaseView:
        """The order as it stands."""
        return see(self.database, get_purchase, self.actor.branch_id, purchase_id)  # type: ignore[no-any-return]

    def limit(self) -> date:
        """The last day of the order by law."""
        return see(self.database, get_order_rows, [self.order_id])[0].legal_until  # type: ignore[no-any-return]


def buying(database: Database, actor: Actor, order_id: int) -> Buying:
    """A warehouse and a supplier on a base with an order."""
    warehouse_id = do(database, warehouses.add_warehouse, actor, "Основной склад")
    do(database, partial(warehouses.spot_of, actor=actor, warehouse_id=warehouse_id))
    supplier_id = do(database, suppliers.add_supplier, actor, SupplierData("ООО «Детали»"))
    return Buying(database, actor, warehouse_id, order_id, supplier_id)


def cells(model: Any, row: int) -> dict[str, str]:
    """A row of a table by its columns, the quiet words after a bar."""
    found = {}
    for place, column in enumerate(model.columns):
        cell = model.index(row, place).data(CELL_ROLE)
        words = f"{cell.text} | {cell.second}" if cell.second else cell.text
        found[column.id] = words.replace("\u00a0", " ")
    return found


def tone(model: Any, row: int, column_id: str) -> str:
    """The colour of a cell's words."""
    place = [column.id for column in model.columns].index(column_id)
    return str(model.index(row, place).data(CELL_ROLE).tone)
