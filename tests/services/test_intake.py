"""Intake: what one visit makes in the base, what is refused, and what a repeat does."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.support.intakes import IVANOVA, accept, ready, request, visit, washer
from workstation.db import Database
from workstation.documents.intake import IntakeItem, Photo, PowerOfAttorney
from workstation.documents.papers import AcceptanceAct, DeviceLabel
from workstation.documents.people import Actor
from workstation.errors import AccessError, ConflictError, ErrorList, UserError
from workstation.models import (
    Base,
    Customer,
    Device,
    Draft,
    IssuedDocument,
    JournalEntry,
    PersonKey,
    PrintJob,
    WorkOrder,
)
from workstation.queries.order_view import get_order
from workstation.queries.orders import find_orders
from workstation.services import documents, drafts, orders
from workstation.statuses import CustomerKind, DocumentKind, OrderStatus, RequestKind, Role


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


def count(database: Database, model: type[Base]) -> int:
    with database.begin() as session:
        return int(session.execute(select(func.count()).select_from(model.__table__)).scalar_one())


def column(database: Database, chosen: Any) -> list[Any]:
    with database.begin() as session:
        return list(session.execute(select(chosen)).scalars())


def test_makes_order_papers_and_prints_in_one_go(database: Database, actor: Actor) -> None:
    before = count(database, JournalEntry)
    made = accept(database, actor)
    with database.begin() as session:
        view = get_order(session, made.orders[0].number)
        papers = [documents.read(session, one)[0] for one in made.document_ids]
    assert made.orders[0].number.startswith("СЦ-")
    assert made.orders[0].number.endswith("-000001")
    assert view.status is OrderStatus.ACCEPTED
    assert view.customer.name == "Иванова Мария Петровна"
    assert view.device.serial_number == "FD 0503 000123"
    assert view.legal_until is not None
    assert (view.legal_until - view.request.demanded_on).days == 45
    assert [type(paper) for paper in papers] == [AcceptanceAct, DeviceLabel]
    assert count(database, PrintJob) == 3
    assert count(database, JournalEntry) == before + 1


def test_same_request_id_makes_nothing_new(database: Database, actor: Actor) -> None:
    data = visit()
    first = accept(database, actor, data)
    again = accept(database, actor, data)
    assert again.repeated
    assert again.orders[0].number == first.orders[0].number
    assert again.document_ids == tuple(sorted(first.document_ids))
    assert count(database, WorkOrder) == 1


def test_several_devices_make_one_act_or_one_each(database: Database, actor: Actor) -> None:
    items = (IntakeItem(washer("FD 1"), request()), IntakeItem(washer("FD 2"), request()))
    together = accept(database, actor, visit(*items))
    apart = accept(database, actor, visit(*items, one_act=False))
    kinds = {}
    with database.begin() as session:
        for name, made in (("together", together), ("apart", apart)):
            rows = [documents.read(session, one) for one in made.document_ids]
            kinds[name] = [row["kind"] for _paper, row in rows]
            acts = [paper for paper, row in rows if row["kind"] == DocumentKind.ACCEPTANCE_ACT.value]
            assert [len(act.items) for act in acts] == ([2] if name == "together" else [1, 1])
    assert kinds["together"].count(DocumentKind.DEVICE_LABEL.value) == 2
    numbers = [order.number[-6:] for order in (*together.orders, *apart.orders)]
    assert numbers == ["000001", "000002", "000003", "000004"]


def test_a_refused_intake_leaves_no_number_behind(database: Database, actor: Actor) -> None:
    bad = visit(IntakeItem(washer(), request(reported_fault="  ")))
    with pytest.raises(ErrorList) as caught:
        accept(database, actor, bad)
    assert caught.value.field == "request.reported_fault"
    assert count(database, Customer) == 0
    assert accept(database, actor).orders[0].number.endswith("-000001")


def test_all_wrong_fields_are_told_at_once(database: Database, actor: Actor) -> None:
    bad = visit(
        IntakeItem(washer(), request(reported_fault="", appearance="")),
        customer=replace(IVANOVA, phone="8912345678"),
    )
    with pytest.raises(ErrorList) as caught:
        accept(database, actor, bad)
    fields = [error.field for error in caught.value.errors]
    assert fields == ["customer.phone", "request.reported_fault", "request.appearance"]


def test_a_shared_phone_is_two_customers(database: Database, actor: Actor) -> None:
    accept(database, actor)
    accept(database, actor, visit(customer=replace(IVANOVA, name="Иванов Пётр Ильич")))
    assert count(database, Customer) == 2
    assert set(column(database, Customer.__table__.c.phone_tail)) == {"9123456789"}


def test_a_known_customer_is_used_and_corrected(database: Database, actor: Actor) -> None:
    made = accept(database, actor)
    known = replace(IVANOVA, id=made.customer_id, version=1, address="г. Москва, ул. Примерная, д. 12")
    accept(database, actor, visit(customer=known))
    assert count(database, Customer) == 1
    assert column(database, Customer.__table__.c.address) == ["г. Москва, ул. Примерная, д. 12"]
    with pytest.raises(ConflictError):
        accept(database, actor, visit(customer=replace(known, version=1, address="другой")))


def test_a_known_serial_is_one_device_and_a_repeat(database: Database, actor: Actor) -> None:
    first = accept(database, actor)
    again = accept(database, actor, visit(IntakeItem(washer("fd0503000123", price_paid=None), request())))
    assert count(database, Device) == 1
    assert again.orders[0].repeat_of == first.orders[0].number
    assert "SERIAL_OPEN_ELSEWHERE" in again.orders[0].warnings
    assert column(database, Device.__table__.c.price_paid_kopecks) == [4_899_000]


def test_a_cyrillic_letter_in_a_serial_finds_the_same_device(database: Database, actor: Actor) -> None:
    accept(database, actor, visit(IntakeItem(washer("OC 100 500"), request())))
    accept(database, actor, visit(IntakeItem(washer("ОС 100 500"), request())))
    assert count(database, Device) == 1


def test_brand_and_model_are_added_in_place(database: Database, actor: Actor) -> None:
    made = accept(database, actor, visit(IntakeItem(washer(brand="Ёлка & Ко", model="X <b>1"), request())))
    with database.begin() as session:
        view = get_order(session, made.orders[0].number)
    assert (view.device.brand, view.device.model) == ("Ёлка & Ко", "X <b>1")


def test_unlock_code_is_sealed_and_never_in_papers_or_journal(database: Database, actor: Actor) -> None:
    made = accept(database, actor, visit(IntakeItem(washer(), request(unlock_code="4711-тайна"))))
    order_id = made.orders[0].id
    stored = column(database, WorkOrder.__table__.c.unlock_code)[0]
    snapshots = column(database, IssuedDocument.__table__.c.snapshot)
    bodies = column(database, JournalEntry.__table__.c.body)
    assert b"4711" not in stored
    assert all("4711" not in bytes(one).decode() for one in snapshots)
    assert all("4711" not in one for one in bodies)
    read, _changed = database.run(
        lambda session: orders.read_unlock_code(session, actor, order_id), write=True
    )
    assert read == "4711-тайна"
    with database.begin() as session:
        journal = get_order(session, made.orders[0].number).journal
    assert "4711" not in json.dumps([[row.body, row.personal] for row in journal], ensure_ascii=False)


def test_personal_values_of_the_journal_go_with_the_key(database: Database, actor: Actor) -> None:
    made = accept(database, actor)
    with database.begin() as session:
        entry = get_order(session, made.orders[0].number).journal[-1]
    assert entry.personal is not None
    assert entry.personal["customer"]["name"] == [None, "Иванова Мария Петровна"]
    assert "Иванова" not in json.dumps(entry.body, ensure_ascii=False)
    with database.begin(write=True) as session:
        session.execute(PersonKey.__table__.delete())
    with database.begin() as session:
        entry = get_order(session, made.orders[0].number).journal[-1]
    assert entry.personal is None


def test_the_draft_goes_with_its_intake_and_gives_its_key(database: Database, actor: Actor) -> None:
    (draft_id, person_id), _changed = database.run(
        lambda session: drafts.save_draft(session, actor, "intake", {"customer.name": "Иван"}), write=True
    )
    made = accept(database, actor, visit(customer=replace(IVANOVA, person_id=person_id), draft_id=draft_id))
    assert made.customer_id == person_id
    assert count(database, Draft) == 0
    assert count(database, PersonKey) == 1


def test_photos_and_representative_are_kept(database: Database, actor: Actor) -> None:
    photo = Photo("ab" * 32, 10, "image/jpeg", "one.jpg")
    company = replace(
        IVANOVA,
        kind=CustomerKind.COMPANY,
        name="ООО «Ёлка & Ко» <b>",
        inn="7702008885",
        kpp="770201001",
        contact="Щёголева Юлия",
        power_of_attorney=PowerOfAttorney("17"),
    )
    made = accept(database, actor, visit(IntakeItem(washer(), request(), (photo,)), customer=company))
    with database.begin() as session:
        view = get_order(session, made.orders[0].number)
        act, _row = documents.read(session, made.document_ids[0])
    assert view.photos == (photo,)
    assert view.customer.power_of_attorney == PowerOfAttorney("17")
    assert view.legal_until is None
    assert isinstance(act, AcceptanceAct)
    assert act.customer.contact == "Щёголева Юлия"
    assert act.items[0].photo_count == 1


def test_a_storekeeper_may_not_accept(database: Database, actor: Actor) -> None:
    with pytest.raises(AccessError) as caught:
        accept(database, replace(actor, role=Role.STOREKEEPER))
    assert caught.value.params["verb"] == "intake.accept"


def test_unknown_category_names_its_field(database: Database, actor: Actor) -> None:
    with pytest.raises(UserError) as caught:
        accept(database, actor, visit(IntakeItem(washer(category="teleport"), request())))
    assert caught.value.field == "device.category"


@pytest.mark.parametrize(
    "text", ["000001", "сц-2026", "912345", "+7 (912) 345-67-89", "иванова 6789", "0503000123", "wan282"]
)
def test_an_order_is_found_at_once(database: Database, actor: Actor, text: str) -> None:
    made = accept(database, actor)
    text = text.replace("2026", made.orders[0].number.split("-")[1])
    with database.begin() as session:
        found = find_orders(session, text)
    assert [row.order for row in found] == [made.orders[0].number]


def test_a_two_letter_surname_is_found(database: Database, actor: Actor) -> None:
    accept(database, actor)
    made = accept(
        database,
        actor,
        visit(
            customer=replace(IVANOVA, name="Ли"),
        ),
    )
    with database.begin() as session:
        found = find_orders(session, "Ли")
    assert [row.order for row in found] == [made.orders[0].number]


def test_paid_work_has_no_legal_limit(database: Database, actor: Actor) -> None:
    made = accept(database, actor, visit(IntakeItem(washer(), request(kind=RequestKind.PAID))))
    with database.begin() as session:
        view = get_order(session, made.orders[0].number)
    assert view.legal_until is None
    assert view.due_on is None
