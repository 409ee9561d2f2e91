"""What a scanned `ASC1:` code names: an order, a place, a loaner, a part or its piece, a bin, a purchase.

A new kind of code is one line of `_NAMED`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, bindparam, literal, null, select, union_all
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import cast

from workstation.documents.codes import Coded, CodeKind
from workstation.errors import UserError
from workstation.models import (
    GoodsReceipt,
    Loaner,
    Part,
    Place,
    PurchaseOrder,
    StockBin,
    StockSerial,
    Supplier,
    Warehouse,
    WorkOrder,
)
from workstation.models.base import Key
from workstation.rules import codes

_parts = Part.__table__
_serials = StockSerial.__table__
_bins = StockBin.__table__
_warehouses = Warehouse.__table__
_purchases = PurchaseOrder.__table__
_receipts = GoodsReceipt.__table__
_suppliers = Supplier.__table__


def _about(column: Any, own: Any, other: Any) -> ColumnElement[Any]:
    """A column of the row that this one belongs to."""
    found: ColumnElement[Any] = select(column).where(other == own).scalar_subquery()
    return found


_NAMED: Mapping[CodeKind, tuple[Any, ColumnElement[Any], ColumnElement[Any], ColumnElement[Any]]] = {
    CodeKind.ORDER: (WorkOrder.__table__, WorkOrder.__table__.c.number, literal(""), null()),
    CodeKind.PLACE: (Place.__table__, Place.__table__.c.name, literal(""), null()),
    CodeKind.LOANER: (Loaner.__table__, Loaner.__table__.c.inventory_number, literal(""), null()),
    CodeKind.PART: (_parts, _parts.c.number, _parts.c.name, _parts.c.id),
    CodeKind.PIECE: (
        _serials,
        _serials.c.serial_number,
        _about(_parts.c.number, _serials.c.part_id, _parts.c.id),
        _serials.c.part_id,
    ),
    CodeKind.BIN: (
        _bins,
        _bins.c.code,
        _about(_warehouses.c.name, _bins.c.warehouse_id, _warehouses.c.id),
        null(),
    ),
    CodeKind.PURCHASE: (
        _purchases,
        _purchases.c.number,
        _about(_suppliers.c.name, _purchases.c.supplier_id, _suppliers.c.id),
        null(),
    ),
    CodeKind.RECEIPT: (
        _receipts,
        _receipts.c.number,
        _about(_suppliers.c.name, _receipts.c.supplier_id, _suppliers.c.id),
        null(),
    ),
}


def find_coded(session: Session, text: str) -> Coded | None:
    """What a scanned code names; None where no row has it. Raises `scan_code_bad`, `scan_code_check`."""
    key = codes.decode(text)
    row = session.execute(_by_key(), {"key": key}).first()
    return Coded(CodeKind(row.kind), key, row.name, row.about or "", row.part_id) if row is not None else None


def find_numbered(session: Session, text: str) -> Coded | None:
    """The order to a supplier or the receipt of a typed number; None where no row has it."""
    row = session.execute(_by_number(), {"number": text.strip().upper()}).first()
    return Coded(CodeKind(row.kind), row.id, row.name, row.about or "") if row is not None else None


def key_in(session: Session, text: str, kind: CodeKind, field: str | None = None) -> int | None:
    """The row of a kind that a typed or scanned text names by a code; None for a text that is no code.

    The code of a piece names its part too. Raises UserError `scan_code_unknown`, `scan_code_other` (the code
    of something else), `scan_code_bad`, `scan_code_check`.
    """
    if not codes.is_scan_code(text):
        return None
    found = find_coded(session, text)
    if found is None:
        raise UserError("scan_code_unknown", field)
    if kind is CodeKind.PART and found.part_id is not None:
        return found.part_id
    if found.kind is not kind:
        raise UserError("scan_code_other", field, found=found.kind.label, name=found.name, wanted=kind.label)
    return found.id


@cache
def _by_number() -> CompoundSelect[Any]:
    """Orders to suppliers and receipts by their numbers, which never meet."""
    return union_all(
        *(
            select(
                literal(kind.value).label("kind"),
                _NAMED[kind][0].c.id,
                _NAMED[kind][1].label("name"),
                _NAMED[kind][2].label("about"),
            ).where(_NAMED[kind][1] == bindparam("number"))
            for kind in (CodeKind.PURCHASE, CodeKind.RECEIPT)
        )
    )


@cache
def _by_key() -> CompoundSelect[Any]:
    """One look into each table by its key: keys of a base never meet."""
    return union_all(
        *(
            select(
                literal(kind.value).label("kind"),
                name.label("name"),
                about.label("about"),
                cast(part_id, Key).label("part_id"),
            ).where(table.c.id == bindparam("key"))
            for kind, (table, name, about, part_id) in _NAMED.items()
        )
    )
