"""A store for tests: a base with a warehouse, parts, an order that may want them, and a plain receipt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.support.intakes import accept, ready, request, visit, washer
from tests.support.verbs import do, see
from workstation.db import Database
from workstation.documents.intake import IntakeItem
from workstation.documents.parts import PartData
from workstation.documents.people import Actor
from workstation.documents.purchasing import PartWish, Received
from workstation.documents.stock import Pieces, ReceiptData, ReceiptItem
from workstation.queries.parts import on_hand
from workstation.queries.stock import bin_id_of
from workstation.services import part_requests, parts, receipts, warehouses
from workstation.services.check import run_checks

CHECKS = (
    "part_search",
    "stock_balances",
    "stock_layers",
    "stock_serials",
    "part_requests",
    "purchases",
    "stock_numbers",
)


@dataclass(frozen=True)
class Store:
    """An open base with a warehouse and one order."""

    database: Database
    actor: Actor
    warehouse_id: int
    order_id: int

    def do(self, verb: Any, *arguments: Any, **named: Any) -> Any:
        """Carry a verb out as the actor."""
        return do(self.database, verb, self.actor, *arguments, **named)

    def part(self, number: str = "00751313", name: str = "Помпа сливная", **more: Any) -> int:
        """A part of the catalogue."""
        made: int = self.do(parts.add_part, PartData(number, name, **{"brand": "Bosch", **more}))
        return made

    def order(self, serial: str) -> int:
        """One more open order."""
        item = IntakeItem(washer(serial), request())
        return accept(self.database, self.actor, visit(item)).orders[0].id

    def receive(
        self, part_id: int, quantity: int, cost: int, *, serials: tuple[str, ...] = (), cell: str = ""
    ) -> Received:
        """Pieces come without a purchase order."""
        item = ReceiptItem(part_id, quantity, cost, serials, cell)
        made: Received = self.do(receipts.receive, ReceiptData(self.warehouse_id, (item,)))
        return made

    def ask(self, part_id: int, quantity: int = 1, order_id: int | None = None) -> Any:
        """Want a part for an order."""
        return self.do(part_requests.ask, PartWish(order_id or self.order_id, part_id, quantity))

    def cell(self, code: str = "") -> int:
        """A bin of the warehouse."""
        found: int = see(self.database, bin_id_of, self.warehouse_id, code)
        return found

    def pieces(self, part_id: int, quantity: int, serials: tuple[str, ...] = ()) -> Pieces:
        """Pieces in the warehouse without cells."""
        return Pieces(part_id, self.cell(), quantity, serials)

    def stock(self, part_id: int) -> tuple[int, int]:
        """On hand and reserved."""
        found = see(self.database, on_hand, self.actor.branch_id, [part_id])
        pair: tuple[int, int] = found.get(part_id, (0, 0))
        return pair

    def assert_whole(self) -> None:
        """Everything that is kept of the ledger equals it."""
        broken = {one.name: one.problems for one in run_checks(self.database, CHECKS) if one.failed}
        assert broken == {}


def open_store(database: Database) -> Store:
    """A base ready for work with a warehouse."""
    actor = ready(database)
    warehouse_id = do(database, warehouses.add_warehouse, actor, "Основной склад")
    do(database, partial(warehouses.spot_of, actor=actor, warehouse_id=warehouse_id))
    return Store(database, actor, warehouse_id, accept(database, actor).orders[0].id)
