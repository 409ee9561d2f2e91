"""Intake: from a customer at the desk to orders, acts, labels and their prints, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from workstation import clock, keys, rows
from workstation.documents import codec
from workstation.documents.intake import (
    Accepted,
    AcceptedOrder,
    IntakeData,
    IntakeItem,
)
from workstation.documents.people import Actor
from workstation.errors import ErrorList
from workstation.models import (
    Attachment,
    DocumentOrder,
    Draft,
    StatusChange,
    Visit,
    WorkOrder,
    order_search,
)
from workstation.rules import intake as rules
from workstation.services import (
    assessment,
    builders,
    corrections,
    customers,
    devices,
    documents,
    journal,
    numbering,
    order_facts,
    order_values,
    places,
    requests,
)
from workstation.services.centre import Centre, load_centre
from workstation.services.passports import issue_passport
from workstation.services.rights import require
from workstation.settings import passport_prints
from workstation.statuses import DocumentKind, OrderStatus

_orders = WorkOrder.__table__
_visits = Visit.__table__
_changes = StatusChange.__table__
_attachments = Attachment.__table__
_drafts = Draft.__table__
_links = DocumentOrder.__table__

_VISIT = select(_visits.c.id, _visits.c.customer_id).where(_visits.c.request_id == bindparam("request"))

SOUGHT = frozenset({"name", "phone", "contact", "inn"})
"""What of a customer his orders are found by."""
RECIPIENTS = tuple(documents.RECIPIENTS)


@dataclass(frozen=True, slots=True)
class _Line:
    """One order in the making: its row, its device, and what is known beside them."""

    item: IntakeItem
    order: dict[str, Any]
    device: dict[str, Any]
    warnings: tuple[str, ...]
    repeat_of: str | None


def accept(session: Session, data: IntakeData, actor: Actor, *, to_queue: bool = True) -> Accepted:
    """Take one or more devices of a customer in.

    One transaction makes customer, devices, orders with gap-free numbers, frozen acts and labels, their
    prints in the queue (unless the caller prints by itself), and one journal entry. The same `request_id`
    again gives the first result.
    Raises ErrorList (every wrong field, in form order), UserError, ConflictError, AccessError.
    """
    require(actor, "intake.accept")
    made = _already_made(session, data.request_id)
    if made is not None:
        return made
    today = clock.today()
    _check(data, today)
    centre = load_centre(session, actor, today)
    customer, changes = customers.find_or_make(session, actor, data.customer, data.items[0].request.notify_by)
    lines = [_prepare(session, actor, centre, data, item) for item in data.items]
    visit_id = keys.new_key()
    _number(session, actor, centre, customer, visit_id, lines, today)
    _store(session, actor, centre, data, customer, visit_id, lines)
    if data.customer.id is not None and SOUGHT & changes.keys():
        corrections.refresh_search(session, customer)
    papers, prints = _issue(session, actor, centre, data, customer, lines)
    if to_queue:
        documents.queue_all(session, actor, prints)
    _journal(session, actor, data, customer, changes, visit_id, lines)
    return Accepted(
        visit_id=visit_id,
        customer_id=customer["id"],
        orders=tuple(
            AcceptedOrder(
                line.order["id"], line.order["number"], line.device["id"], line.repeat_of, line.warnings
            )
            for line in lines
        ),
        document_ids=tuple(papers),
    )


def is_accepted(session: Session, request_id: str) -> bool:
    """Whether the visit of this request is in the base already."""
    return bool(rows.run(session, _VISIT, request=request_id))


def _already_made(session: Session, request_id: str) -> Accepted | None:
    found = rows.run(session, _VISIT, request=request_id)
    if not found:
        return None
    visit_id, customer_id = found[0]
    orders = session.execute(
        select(_orders.c.id, _orders.c.number, _orders.c.device_id)
        .where(_orders.c.visit_id == visit_id)
        .order_by(_orders.c.id)
    ).all()
    papers = session.execute(
        select(_links.c.document_id).where(_links.c.order_id.in_([order.id for order in orders])).distinct()
    ).scalars()
    made = tuple(AcceptedOrder(order.id, order.number, order.device_id) for order in orders)
    return Accepted(visit_id, customer_id, made, tuple(sorted(papers)), repeated=True)


def _check(data: IntakeData, today: date) -> None:
    errors, _warnings = rules.check(data, today)
    if errors:
        raise ErrorList(tuple(errors))


def _prepare(session: Session, actor: Actor, centre: Centre, data: IntakeData, item: IntakeItem) -> _Line:
    device, known = devices.find_or_make(session, actor, item.device)
    earlier = order_facts.earlier_orders(session, device["id"]) if known else []
    assessed = assessment.assess_intake(centre, data.customer, item, device, earlier)
    warnings = assessed.verdict.warnings
    if any(row["closed_at"] is None for row in earlier):
        warnings = (*warnings, "SERIAL_OPEN_ELSEWHERE")
    repeat = next((row for row in earlier if row["status"] != OrderStatus.CANCELLED.value), None)
    order = {
        "id": keys.new_key(),
        "device_id": device["id"],
        "repeat_of_id": repeat["id"] if repeat else None,
        "assessed": assessed,
        "verdict": assessment.stored(assessed),
        **order_values.request_values(item.request, data.customer.kind),
        **order_values.iris_texts(session, item.request.condition_code, item.request.symptom_code),
    }
    order["place_id"], order["place"] = places.of_intake(session, actor, item.request.place)
    order["unlock_code"] = order_values.seal_unlock_code(session, order["id"], item.request.unlock_code)
    return _Line(item, order, device, warnings, repeat["number"] if repeat else None)


def _number(
    session: Session,
    actor: Actor,
    centre: Centre,
    customer: dict[str, Any],
    visit_id: int,
    lines: Sequence[_Line],
    today: date,
) -> None:
    """Take the numbers as late as can be: from here on other writers of the branch wait."""
    numbers = numbering.take(session, actor.branch_id, centre.prefix, today.year, len(lines))
    moment = clock.now()
    for seq, line in zip(numbers, lines, strict=True):
        line.order.update(
            branch_id=actor.branch_id,
            series=centre.prefix,
            year=today.year,
            seq=seq,
            number=numbering.show(centre.prefix, today.year, seq),
            visit_id=visit_id,
            customer_id=customer["id"],
            status=OrderStatus.ACCEPTED.value,
            accepted_at=moment,
            priority=0,
            failed_checks=0,
            version=1,
        )


def _store(
    session: Session,
    actor: Actor,
    centre: Centre,
    data: IntakeData,
    customer: dict[str, Any],
    visit_id: int,
    lines: Sequence[_Line],
) -> None:
    rows.add(session, _visits, _visit_row(actor, data, customer["id"], visit_id))
    rows.add(session, _orders, *(_columns(line.order) for line in lines))
    changes = [order_values.status_row(actor, line.order["id"], None, OrderStatus.ACCEPTED) for line in lines]
    rows.add(session, _changes, *changes)
    assessment.keep(session, actor, centre, [line.order for line in lines], assessment.INTAKE)
    texts = [
        {"rowid": line.order["id"], "text": order_values.search_text(line.order, customer, line.device)}
        for line in lines
    ]
    rows.add(session, order_search, *texts)
    for line in lines:
        asked = line.item.request
        if asked.prepayment:
            about = {**line.order, "customer_kind": data.customer.kind.value}
            from workstation.services import payments  # noqa: PLC0415 - only where money is taken

            payments.add_prepayment(session, actor, about, asked.prepayment, asked.prepayment_method)
        photos = order_values.attachment_rows(actor, line.order["id"], line.item.photos)
        rows.add(session, _attachments, *photos)
    if data.draft_id is not None:
        requests.tie_order(session, actor, data.draft_id, lines[0].order["id"])
        session.execute(delete(_drafts).where(_drafts.c.id == data.draft_id))


def _visit_row(actor: Actor, data: IntakeData, customer_id: int, visit_id: int) -> dict[str, Any]:
    power = data.customer.power_of_attorney
    return {
        "id": visit_id,
        "branch_id": actor.branch_id,
        "request_id": data.request_id,
        "customer_id": customer_id,
        "one_act": data.one_act,
        "contact": data.customer.contact,
        "power_of_attorney": codec.encode(power).decode() if power else None,
        "accepted_at": clock.now(),
        "user_id": actor.user_id,
        "station_id": actor.station_id,
    }


def _columns(order: dict[str, Any]) -> dict[str, Any]:
    return {name: order.get(name) for name in _ORDER_COLUMNS}


_ORDER_COLUMNS = [column.name for column in _orders.columns]


def _issue(
    session: Session,
    actor: Actor,
    centre: Centre,
    data: IntakeData,
    customer: dict[str, Any],
    lines: Sequence[_Line],
) -> tuple[list[int], list[documents.Print]]:
    """The papers of the visit: their ids, and the prints that the settings ask for."""
    groups = [list(lines)] if data.one_act else [[line] for line in lines]
    acts = [_frozen_act(actor, centre, data, customer, group) for group in groups]
    labels = [_frozen_label(centre, line, place, len(lines)) for place, line in enumerate(lines, 1)]
    ids = documents.freeze_all(session, actor, [*acts, *labels])
    recipients = [RECIPIENTS[index % len(RECIPIENTS)] for index in range(centre["intake.act_copies"])]
    prints = [
        documents.Print(act_id, "paper", centre["intake.act_page"], recipient)
        for act_id in ids[: len(acts)]
        for recipient in recipients
    ]
    if centre["intake.print_label"]:
        size = centre["intake.label_size"]
        prints += [documents.Print(label_id, "label", size) for label_id in ids[len(acts) :]]
    if centre["intake.print_passport"]:
        passports = [
            issue_passport(session, actor, centre, line.device, [line.order["id"]]) for line in lines
        ]
        wanted = passport_prints(centre["intake.passport_page"])
        prints += [documents.Print(one, purpose, page) for one in passports for purpose, page in wanted]
        ids += passports
    return ids, prints


def _frozen_act(
    actor: Actor, centre: Centre, data: IntakeData, customer: dict[str, Any], lines: Sequence[_Line]
) -> documents.Frozen:
    act = builders.build_act(
        actor,
        centre.details,
        builders.party(customer, data.customer.contact, data.customer.power_of_attorney),
        [(line.order, line.device, len(line.item.photos)) for line in lines],
        issued_at=lines[0].order["accepted_at"],
        training=bool(centre["base.training"]),
    )
    order_ids = tuple(line.order["id"] for line in lines)
    return documents.Frozen(DocumentKind.ACCEPTANCE_ACT, act.number, act, order_ids)


def _frozen_label(centre: Centre, line: _Line, place: int, count: int) -> documents.Frozen:
    training = bool(centre["base.training"])
    label = builders.build_label(line.order, line.device, place, count, training=training)
    return documents.Frozen(DocumentKind.DEVICE_LABEL, label.order_number, label, (line.order["id"],))


def _journal(
    session: Session,
    actor: Actor,
    data: IntakeData,
    customer: dict[str, Any],
    changes: dict[str, list[Any]],
    visit_id: int,
    lines: Sequence[_Line],
) -> None:
    body = {
        "orders": [line.order["number"] for line in lines],
        "devices": [
            {"id": line.device["id"], "brand": line.device["brand_name"], "model": line.device["model_name"]}
            for line in lines
        ],
        "kinds": [line.order["kind"] for line in lines],
        "one_act": data.one_act,
    }
    personal = {
        "customer": changes,
        "faults": [line.order["reported_fault"] for line in lines],
        "appearance": [line.order["appearance"] for line in lines],
        "notes": [line.order["note"] for line in lines],
    }
    journal.record(
        session, actor, "intake.accept", "visit", visit_id, body=body, personal=(customer["id"], personal)
    )
