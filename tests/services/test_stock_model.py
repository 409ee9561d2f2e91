"""Any sequence of movements against a plain model: pieces by bin, layers by warehouse, who waits.

`STOCK_EXAMPLES=500` makes the long run.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.stock import Store, open_store
from tests.support.verbs import rows, see
from workstation.db import Database
from workstation.documents.deeds import LineData, NoteData
from workstation.documents.purchasing import RequestState
from workstation.documents.stock import Counted, MovementKind, Pieces, ReceiptData, ReceiptItem
from workstation.errors import UserError
from workstation.models import PartLine, PartRequest, StockBalance, StockLayer, StockMovement
from workstation.queries.stock import bin_id_of
from workstation.services import (
    fitting,
    life,
    part_requests,
    receipts,
    stock,
    stocktakes,
    warehouses,
    works,
)

EXAMPLES = int(os.environ.get("STOCK_EXAMPLES", "8"))
CELLS = (("Основной склад", ""), ("Основной склад", "А1"), ("Выездной", ""))
NUMBERS = count()
SMALL = st.integers(1, 4)
CELL = st.integers(0, len(CELLS) - 1)
DEEDS = st.one_of(
    st.tuples(st.just("receive"), CELL, SMALL, st.integers(0, 10_000)),
    st.tuples(st.just("ask"), SMALL),
    st.tuples(st.just("issue"), st.integers(0, 9)),
    st.tuples(st.just("cancel"), st.integers(0, 9)),
    st.tuples(st.just("fit"), st.integers(0, 9)),
    st.tuples(st.just("remove"), st.integers(0, 9)),
    st.tuples(st.just("put_back"), st.integers(0, 9), CELL, SMALL),
    st.tuples(st.just("transfer"), CELL, CELL, SMALL),
    st.tuples(st.just("write_off"), CELL, SMALL),
    st.tuples(st.just("surplus"), CELL, SMALL, st.integers(0, 500)),
)


@dataclass
class Layer:
    """Pieces of one cost and age."""

    age: int
    born: int
    quantity: int
    cost: int

    def take(self, wanted: int) -> tuple[int, int]:
        """Some pieces and their part of the cost, to the nearest kopeck."""
        taken = min(wanted, self.quantity)
        cost = (self.cost * taken * 2 + self.quantity) // (self.quantity * 2)
        self.quantity -= taken
        self.cost -= cost
        return taken, cost


@dataclass
class Model:
    """What the stock of one part must be, kept in the simplest way."""

    on_hand: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    layers: dict[str, list[Layer]] = field(default_factory=lambda: defaultdict(list))
    waiting: int = 0
    reserved: int = 0
    births: Iterator[int] = field(default_factory=count)
    issues: dict[int, list[int]] = field(default_factory=dict)
    cells: dict[int, int] = field(default_factory=dict)
    fitted: dict[int, int] = field(default_factory=dict)

    @property
    def free(self) -> int:
        return sum(self.on_hand.values()) - self.reserved

    def put(self, cell: int, quantity: int, cost: int, age: int | None = None) -> None:
        born = next(self.births)
        self.on_hand[cell] += quantity
        self.layers[CELLS[cell][0]].append(Layer(born if age is None else age, born, quantity, cost))

    def take(self, cell: int, quantity: int) -> list[tuple[int, int, int]]:
        """Age, pieces and cost of each layer that is touched."""
        self.on_hand[cell] -= quantity
        found = []
        for layer in sorted(self.layers[CELLS[cell][0]], key=lambda one: (one.age, one.born)):
            if quantity and layer.quantity:
                taken, cost = layer.take(quantity)
                quantity -= taken
                found.append((layer.age, taken, cost))
        return found

    def serve(self) -> None:
        served = min(self.free, self.waiting)
        self.waiting -= served
        self.reserved += served


@dataclass
class Walk:
    """One sequence of deeds on a part of its own."""

    store: Store
    part: int
    cells: list[int]
    model: Model = field(default_factory=Model)

    def requests(self, state: RequestState) -> list[dict[str, Any]]:
        tests = (PartRequest.part_id == self.part, PartRequest.state == state.value)
        return rows(self.store.database, PartRequest, *tests)

    def free_in(self, cell: int) -> int:
        tests = (StockBalance.part_id == self.part, StockBalance.bin_id == self.cells[cell])
        found = rows(self.store.database, StockBalance, *tests)
        return found[0]["on_hand"] - found[0]["reserved"] if found else 0

    def receive(self, cell: int, quantity: int, cost: int) -> None:
        warehouse = self.store.do(warehouses.add_warehouse, CELLS[cell][0])
        item = ReceiptItem(self.part, quantity, cost, (), CELLS[cell][1])
        self.store.do(receipts.receive, ReceiptData(warehouse, (item,)))
        self.model.put(cell, quantity, cost)
        self.model.serve()

    def ask(self, quantity: int) -> None:
        self.store.ask(self.part, quantity)
        reserved = min(self.model.free, quantity)
        self.model.reserved += reserved
        self.model.waiting += quantity - reserved

    def issue(self, which: int) -> None:
        held = self.requests(RequestState.RESERVED)
        if not held:
            return
        request = held[which % len(held)]
        (movement,) = self.store.do(part_requests.issue, request["id"])
        self.book_issue(request, movement)

    def book_issue(self, request: dict[str, Any], movement: int) -> None:
        cell = self.model.cells[movement] = self.cells.index(request["bin_id"])
        taken = self.model.take(cell, request["quantity"])
        cost = sum(one[2] for one in taken)
        self.model.issues[movement] = [request["quantity"], cost, min(one[0] for one in taken)]
        self.model.reserved -= request["quantity"]

    def fit(self, which: int) -> None:
        here = self.requests(RequestState.ISSUED) + self.requests(RequestState.RESERVED)
        if not here:
            return
        request = here[which % len(here)]
        line = self.store.do(fitting.fit, request["id"])
        tests = (StockMovement.request_id == request["id"], StockMovement.kind == MovementKind.ISSUE.value)
        (movement,) = (row["id"] for row in rows(self.store.database, StockMovement, *tests))
        if movement not in self.model.issues:
            self.book_issue(request, movement)
        self.model.fitted[line] = movement
        fitted = rows(self.store.database, PartLine, PartLine.id == line)
        assert fitted[0]["quantity"] == self.model.issues[movement][0]

    def remove(self, which: int) -> None:
        if not self.model.fitted:
            return
        line = sorted(self.model.fitted)[which % len(self.model.fitted)]
        self.store.do(works.remove_part, self.store.order_id, LineData(line, "снята"))
        movement = self.model.fitted.pop(line)
        left, cost, age = self.model.issues.pop(movement)
        self.model.put(self.model.cells[movement], left, cost, age)
        self.model.serve()

    def cancel(self, which: int) -> None:
        open_ = self.requests(RequestState.RESERVED) + self.requests(RequestState.WANTED)
        if not open_:
            return
        request = open_[which % len(open_)]
        self.store.do(part_requests.cancel, request["id"])
        if request["state"] == RequestState.RESERVED.value:
            self.model.reserved -= request["quantity"]
            self.model.serve()
        else:
            self.model.waiting -= request["quantity"]

    def put_back(self, which: int, cell: int, quantity: int) -> None:
        if not self.model.issues:
            return
        movement = sorted(self.model.issues)[which % len(self.model.issues)]
        left, cost, age = self.model.issues[movement]
        bin_id = self.cells[cell]
        if movement in self.model.fitted.values():
            with pytest.raises(UserError, match="part_fitted"):
                self.store.do(stock.put_back, movement, bin_id, quantity)
            return
        if quantity > left:
            with pytest.raises(UserError, match="return_too_many"):
                self.store.do(stock.put_back, movement, bin_id, quantity)
            return
        share = (cost * quantity * 2 + left) // (left * 2)
        assert self.store.do(stock.put_back, movement, bin_id, quantity) == share
        self.model.issues[movement] = [left - quantity, cost - share, age]
        if left == quantity:
            del self.model.issues[movement]
        self.model.put(cell, quantity, share, age)
        self.model.serve()

    def transfer(self, cell: int, target: int, quantity: int) -> None:
        given = Pieces(self.part, self.cells[cell], quantity)
        if cell == target or quantity > self.free_in(cell):
            with pytest.raises(UserError, match="transfer_same_bin|stock_short"):
                self.store.do(stock.transfer, given, self.cells[target])
            return
        cost = self.store.do(stock.transfer, given, self.cells[target])
        taken = self.model.take(cell, quantity)
        for age, pieces, part in taken:
            self.model.put(target, pieces, part, age)
        assert cost == sum(one[2] for one in taken)

    def write_off(self, cell: int, quantity: int) -> None:
        given = Pieces(self.part, self.cells[cell], quantity)
        if quantity > self.free_in(cell):
            with pytest.raises(UserError, match="stock_short"):
                self.store.do(stock.write_off, given, "бой")
            return
        cost = self.store.do(stock.write_off, given, "бой")
        assert cost == sum(one[2] for one in self.model.take(cell, quantity))

    def surplus(self, cell: int, quantity: int, unit_cost: int) -> None:
        found = self.model.on_hand[cell] + quantity
        self.store.do(stocktakes.count, self.cells[cell], [Counted(self.part, found, (), unit_cost)])
        self.model.put(cell, quantity, quantity * unit_cost)
        self.model.serve()

    def assert_same(self) -> None:
        database, model = self.store.database, self.model
        balances = rows(database, StockBalance, StockBalance.part_id == self.part)
        found = {self.cells.index(row["bin_id"]): row["on_hand"] for row in balances if row["on_hand"]}
        assert found == {cell: pieces for cell, pieces in model.on_hand.items() if pieces}
        assert sum(row["reserved"] for row in balances) == model.reserved
        assert sum(row["quantity"] for row in self.requests(RequestState.WANTED)) == model.waiting
        layers = rows(database, StockLayer, StockLayer.part_id == self.part)
        kept = [(row["quantity_left"], row["cost_left_kopecks"]) for row in layers if row["quantity_left"]]
        wanted = [(one.quantity, one.cost) for many in model.layers.values() for one in many if one.quantity]
        assert sorted(kept) == sorted(wanted)


@pytest.fixture
def store(database: Database) -> Store:
    made = open_store(database)
    made.do(life.start_diagnosis, made.order_id, NoteData())
    return made


@pytest.fixture
def cells(store: Store) -> list[int]:
    """The ids of the bins of the model, made once."""
    part = store.part("первая")
    found = []
    for name, code in CELLS:
        warehouse = store.do(warehouses.add_warehouse, name)
        store.do(receipts.receive, ReceiptData(warehouse, (ReceiptItem(part, 1, 1, (), code),)))
        found.append(see(store.database, bin_id_of, warehouse, code))
    return found


@pytest.mark.real_clock  # ages of layers
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEEDS, min_size=6, max_size=14))
def test_the_books_are_those_of_a_plain_model(store: Store, cells: list[int], deeds: list[Any]) -> None:
    part = store.part(f"N{next(NUMBERS)}")
    walk = Walk(store, part, cells)
    for name, *arguments in deeds:
        getattr(walk, name)(*arguments)
        walk.assert_same()
    store.assert_whole()
