"""A row of the base as a line of the list of orders: for the queries and for the glance before them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workstation.documents.order_rows import OrderRow, state_face
from workstation.rules.validators import format_phone
from workstation.statuses import CustomerKind, OrderStatus, RequestKind


def order_row(row: Mapping[Any, Any]) -> OrderRow:
    """The line of a row as `queries.orders` asks for it; moments and days are converted already."""
    status = OrderStatus(row["status"])
    return OrderRow(
        id=row["id"],
        number=row["number"],
        status=status,
        face=state_face(status, row["state_name"], row["state_token"]),
        kind=RequestKind(row["kind"]),
        customer=row["customer"],
        phone=format_phone(row["phone"], row["phone_extension"]),
        category=row["category"],
        brand=row["brand"],
        model=row["model"],
        serial_number=row["serial_number"] or row["imei"],
        technician=row["technician"],
        place=row["place"],
        accepted_at=row["accepted_at"],
        due_on=row["due_on"],
        legal_until=row["legal_until"],
        reported_fault=row["reported_fault"],
        customer_kind=CustomerKind(row["customer_kind"]),
    )
