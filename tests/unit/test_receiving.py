"""The sheet of a receipt while it is counted."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from workstation.documents.purchasing import Incoming, PurchaseLineRow
from workstation.errors import UserError
from workstation.rules import receiving
from workstation.rules.receiving import SheetLine

PUMP = Incoming(1, "00751313", "Помпа сливная", "Bosch", "pcs", False, 150_000)
BOARD = Incoming(2, "11022233", "Модуль управления", "Bosch", "pcs", True, 900_000)
BELT = Incoming(3, "BELT-1", "Ремень", "", "pcs", False, 0)


def ordered(part: Incoming, quantity: int, received: int = 0) -> PurchaseLineRow:
    price = part.price
    return PurchaseLineRow(
        10 + part.part_id, part.part_id, part.number, part.name, part.unit, quantity, price,
        quantity * price, received, 0, (),
    )  # fmt: skip


def sheet() -> receiving.Sheet:
    lines = [ordered(PUMP, 3, 1), ordered(BOARD, 2), ordered(BELT, 1, 1)]
    return receiving.sheet_of(lines, {one.part_id: one for one in (PUMP, BOARD, BELT)})


def test_what_has_come_already_is_not_asked_for() -> None:
    assert [(line.part.number, line.left) for line in sheet()] == [("00751313", 2), ("11022233", 2)]


def test_a_scan_adds_a_piece_and_a_stranger_gets_a_line() -> None:
    counted, place = receiving.scanned(sheet(), PUMP)
    counted, place = receiving.scanned(counted, PUMP)
    assert (place, counted[0].quantity) == (0, 2)
    counted, place = receiving.scanned(counted, BELT)
    assert (place, counted[2]) == (2, SheetLine(BELT, None, 0, 1))


def test_a_tracked_part_is_counted_by_its_serials() -> None:
    counted, place = receiving.scanned(sheet(), BOARD)
    assert counted[place].quantity == 0
    counted = receiving.with_serial(counted, place, "SN-1")
    with pytest.raises(UserError, match="serial_twice"):
        receiving.with_serial(counted, place, "sn 1")
    assert (counted[place].quantity, counted[place].serials) == (1, ("SN-1",))
    wrong = receiving.put(counted, place, replace(counted[place], quantity=2))
    assert [(at, error.code) for at, error in receiving.problems(wrong)] == [(1, "serials_count")]


def test_everything_that_was_ordered_came_but_serials_are_asked() -> None:
    counted = receiving.everything(sheet())
    assert [line.quantity for line in counted] == [2, 0]


def test_damage_wants_words() -> None:
    lines = (replace(sheet()[0], damaged=1),)
    assert [(at, error.field) for at, error in receiving.problems(lines)] == [(0, "note")]
    assert receiving.problems((replace(lines[0], note="разбит угол"),)) == []


def test_more_than_ordered_and_strangers_are_taken_in_beside_the_order() -> None:
    pumps = replace(sheet()[0], quantity=3, damaged=1, note="скол")
    boards = replace(sheet()[1], quantity=3, serials=("A", "B", "C"))
    counted = (pumps, boards, SheetLine(BELT, None, 50_00, 4), SheetLine(BELT, 2, 0))
    by_order, beside = receiving.split(counted, has_order=True)
    assert [(one.part_id, one.quantity, one.damaged, one.serials, one.cost) for one in by_order] == [
        (1, 2, 1, (), 300_000),
        (2, 2, 0, ("A", "B"), 1_800_000),
    ]
    assert [(one.part_id, one.quantity, one.damaged, one.serials, one.cost) for one in beside] == [
        (1, 1, 0, (), 150_000),
        (2, 1, 0, ("C",), 900_000),
        (3, 4, 0, (), 200_00),
    ]
    alone, nothing = receiving.split(counted[:1], has_order=False)
    assert (alone[0].quantity, nothing) == (3, ())


def test_an_interrupted_sheet_comes_back_whatever_the_order_waits_for_now() -> None:
    counted, _place = receiving.scanned(sheet(), PUMP)
    counted, place = receiving.scanned(counted, BELT)
    counted = receiving.put(counted, place, replace(counted[place], price=77, bin="А-1", note="скол"))
    left = json.loads(json.dumps(receiving.kept(counted)))
    now = receiving.sheet_of([ordered(PUMP, 1)], {1: PUMP})
    back = receiving.brought_back(now, {2: BOARD, 3: BELT}, left)
    assert [(line.part.number, line.left, line.quantity) for line in back] == [
        ("00751313", 1, 1),
        ("BELT-1", None, 1),
    ]
    assert (back[1].price, back[1].bin, back[1].note) == (77, "А-1", "скол")
    assert receiving.brought_back(now, {}, left)[1:] == ()


@pytest.mark.parametrize(
    ("code", "is_one"),
    [("4242002812342", True), ("4242002812345", False), ("12345670", True), ("036000291452", True),
     ("SN-0001", False), ("٤٢٤٢٠٠٢٨١٢٣٤٢", False), ("1234567", False)],
)  # fmt: skip
def test_the_barcode_of_a_product_is_no_serial_number(code: str, is_one: bool) -> None:
    assert receiving.is_trade_code(code) is is_one
