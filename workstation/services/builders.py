"""Builders of frozen papers from rows: what was agreed, in the words and fields a template needs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from workstation import clock
from workstation.documents.codec import decode_as
from workstation.documents.intake import Accessory, PowerOfAttorney, PurchaseDocuments
from workstation.documents.orders import AgreedTerms
from workstation.documents.papers import (
    AcceptanceAct,
    ActItem,
    CentreDetails,
    DeviceLabel,
    Employee,
    PartyDetails,
    PrintedDevice,
)
from workstation.documents.people import Actor
from workstation.rules import codes
from workstation.rules.deadlines import loaner_last_day
from workstation.rules.validators import format_phone
from workstation.statuses import (
    CustomerKind,
    DataBackup,
    Demand,
    NotifyBy,
    RequestKind,
    SealState,
    Use,
)

Row = Mapping[str, Any]
ActLine = tuple[Row, Row, int]
"""An order row (with `condition`, `symptom` texts), its device row (with names), its count of photos."""


def build_act(
    actor: Actor,
    centre: CentreDetails,
    customer: PartyDetails,
    lines: Sequence[ActLine],
    *,
    issued_at: datetime,
    version: int = 1,
    training: bool = False,
) -> AcceptanceAct:
    """«Акт приёма-передачи»: its number is the number of its first order."""
    orders = [order for order, _device, _photos in lines]
    return AcceptanceAct(
        number=orders[0]["number"],
        issued_at=issued_at,
        centre=centre,
        customer=customer,
        items=tuple(_act_item(order, device, photos) for order, device, photos in lines),
        employee=employee(actor),
        notify_by=NotifyBy(orders[0]["notify_by"]),
        version=version,
        replaces_version=version - 1 if version > 1 else None,
        training=training,
    )


def build_label(order: Row, device: Row, piece: int, pieces: int, *, training: bool) -> DeviceLabel:
    """«Ярлык» of one order: no name, no phone."""
    number = device["serial_number"] or device["imei"] or ""
    return DeviceLabel(
        order_number=order["number"],
        order_code=codes.encode(order["id"]),
        kind=RequestKind(order["kind"]),
        accepted_on=clock.local(order["accepted_at"]).date(),
        due_on=order["due_on"],
        brand=device["brand_name"],
        model=device["model_name"] or device["category_name"],
        serial_tail="".join(number.split())[-6:],
        place=order["place"],
        piece=piece,
        pieces=pieces,
        training=training,
    )


def printed_device(device: Row) -> PrintedDevice:
    """The device as papers show it."""
    return PrintedDevice(
        category=device["category_name"],
        brand=device["brand_name"],
        model=device["model_name"],
        serial_number=device["serial_number"],
        imei=device["imei"],
        produced_on=device["produced_on"],
        sold_on=device["sold_on"],
        delivered_on=device["delivered_on"],
        seller=device["seller"],
        price_paid=device["price_paid_kopecks"],
        weight_g=device["weight_g"],
    )


def party(customer: Row, contact: str | None, power: PowerOfAttorney | None) -> PartyDetails:
    """The customer as papers show it, with the representative of this visit."""
    return PartyDetails(
        kind=CustomerKind(customer["kind"]),
        name=customer["name"],
        phone=format_phone(customer["phone"], customer["phone_extension"]),
        email=customer["email"],
        address=customer["address"],
        inn=customer["inn"],
        kpp=customer["kpp"],
        contact=contact,
        power_of_attorney=power,
    )


def employee(actor: Actor) -> Employee:
    """Who signs for the centre."""
    return Employee(actor.name, actor.short_name, actor.title)


def _act_item(order: Row, device: Row, photos: int) -> ActItem:
    terms = decode_as(AgreedTerms, order["terms"])
    note, free, payer = _verdict(order["verdict"])
    return ActItem(
        order_number=order["number"],
        order_code=codes.encode(order["id"]),
        device=printed_device(device),
        kind=RequestKind(order["kind"]),
        demand=Demand(order["demand"]),
        demanded_on=order["demanded_on"],
        reported_fault=order["reported_fault"],
        appearance=order["appearance"],
        declared_value=order["declared_value_kopecks"],
        condition=order.get("condition"),
        symptom=order.get("symptom"),
        accessories=decode_as(tuple[Accessory, ...], order["accessories"]),
        seals=SealState(order["seals"]),
        use=Use(order["use"]),
        documents=decode_as(PurchaseDocuments, order["papers"]),
        agreed_until=order["agreed_until"],
        legal_until=order["legal_until"],
        wants_presence=order["wants_presence"],
        wants_loaner=order["wants_loaner"],
        loaner_until=loaner_last_day(order["demanded_on"]) if order["wants_loaner"] else None,
        data_backup=DataBackup(order["data_backup"]),
        unlock_code_given=order["unlock_code_given"],
        prepayment=order["prepayment_kopecks"],
        estimate=terms.estimate,
        approval_limit=terms.approval_limit,
        work_warranty_months=terms.work_warranty_months,
        delivery=terms.delivery,
        storage=terms.storage,
        photo_count=photos,
        warranty_note=note,
        free=free,
        payer=payer,
    )


def _verdict(stored: str | None) -> tuple[str | None, str | None, str | None]:
    """The sentence of the stored verdict, whether it promises a free repair, and who pays for it."""
    if not stored:
        return None, None, None
    found = json.loads(stored)
    verdict = found["verdict"]
    return found["note"], verdict["entitlement"]["free"], verdict["compensation"]["payer"]
