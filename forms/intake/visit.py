"""The state of one visit beside what the fields show: its devices, what is known, what makes a draft."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from workstation.documents.orders import CustomerMatch, DeviceMatch, OrderView

BODY_VERSION = 1
OWN_TO_VISIT = ("request.notify_by", "request.for_work", "one_act")
"""Paths that are asked once for all devices of a visit."""


@dataclass
class Item:
    """One device: what is typed about it (raw), and the known device it turned out to be.

    `scanned` is the last serial number the scanner read off it.
    """

    raw: dict[str, Any] = field(default_factory=dict)
    device: DeviceMatch | None = None
    device_id: int | None = None
    title: str = ""
    scanned: str = ""


@dataclass
class Visit:
    """One customer at the counter. `order` is set while an accepted order is corrected."""

    request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    draft_id: int | None = None
    person_id: int | None = None
    customer: CustomerMatch | None = None
    items: list[Item] = field(default_factory=lambda: [Item()])
    current: int = 0
    order: OrderView | None = None

    @property
    def item(self) -> Item:
        """The device whose fields are shown."""
        return self.items[self.current]


def is_of_item(path: str) -> bool:
    """Whether a path belongs to one device and not to the visit."""
    return not path.startswith("customer.") and path not in OWN_TO_VISIT


def body_of(visit: Visit, fields: dict[str, Any], station_id: int, *, parked: bool) -> dict[str, Any]:
    """The draft of a visit as JSON keeps it; `fields` is what the form shows now."""
    mine = {path: raw for path, raw in fields.items() if is_of_item(path)}
    items = [
        {
            "fields": mine if place == visit.current else item.raw,
            "device_id": item.device_id,
            "title": item.title,
        }
        for place, item in enumerate(visit.items)
    ]
    return {
        "version": BODY_VERSION,
        "station": station_id,
        "parked": parked,
        "request_id": visit.request_id,
        "customer_id": visit.customer.id if visit.customer else None,
        "order_id": visit.order.id if visit.order else None,
        "fields": {path: raw for path, raw in fields.items() if not is_of_item(path)},
        "items": items,
        "current": visit.current,
    }


def visit_of(body: dict[str, Any], draft_id: int, person_id: int) -> tuple[Visit, dict[str, Any]]:
    """The visit of a draft and the fields to show; a body of another shape gives what can be read."""
    items = [
        Item(dict(one.get("fields") or {}), None, one.get("device_id"), str(one.get("title") or ""))
        for one in body.get("items") or [{}]
    ]
    current = min(max(int(body.get("current") or 0), 0), len(items) - 1)
    visit = Visit(draft_id=draft_id, person_id=person_id, items=items, current=current)
    visit.request_id = str(body.get("request_id") or visit.request_id)
    return visit, {**(body.get("fields") or {}), **items[current].raw}


def title_of(body: dict[str, Any]) -> tuple[str, str]:
    """How a draft is called in the list: the customer, the device."""
    fields = body.get("fields") or {}
    items = body.get("items") or [{}]
    first = items[0].get("fields") or {}
    words = [first.get(f"device.{name}") for name in ("category", "brand", "model")]
    device = " ".join(str(one.get("text") or "") for one in words if isinstance(one, dict)).strip()
    name = str(fields.get("customer.name") or fields.get("customer.phone") or "").strip()
    return name, device + (f" +{len(items) - 1}" if len(items) > 1 else "")


def is_blank(fields: dict[str, Any], blank: dict[str, Any]) -> bool:
    """Whether nothing is typed over what a new form begins with."""
    return all(raw == blank.get(path) or not raw for path, raw in fields.items())
