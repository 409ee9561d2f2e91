"""Contacts that are no repair yet: classified by questions, thought over, closed, or grown into an order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.bench import photo
from tests.support.intakes import IVANOVA, accept, ready, request, visit, washer
from tests.support.verbs import do, one_entry, refused_without, see
from workstation import clock
from workstation.db import Database
from workstation.documents.contacts import Channel, ContactData, Direction, FollowUpData
from workstation.documents.intake import IntakeItem
from workstation.documents.people import Actor
from workstation.documents.requests import ClassReport, Question, RequestClass, ServiceRequestData
from workstation.errors import ConflictError, UserError
from workstation.queries.drafts import list_drafts
from workstation.queries.requests import count_classes, get_request, list_requests, request_id_of
from workstation.services import requests
from workstation.services.check import is_whole, run_checks

BROKEN = {Question.DISSATISFIED: False, Question.WORKED_BEFORE: True, Question.WORKS_NOW: False}
CALL = ServiceRequestData(
    Channel.PHONE,
    "Стиральная машина перестала отжимать",
    BROKEN,
    name="Иванова Мария Петровна",
    phone="8 (912) 345-67-89",
    category="washing_machine",
    brand="Bosch",
    model="WAN28263BY",
)


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


def made(database: Database, actor: Actor, data: ServiceRequestData = CALL) -> int:
    found: int = do(database, requests.record_request, actor, data)
    return found


def test_the_answers_decide_and_the_contact_is_logged(database: Database, actor: Actor) -> None:
    request_id = one_entry(database, "requests.record", lambda: made(database, actor))
    view = see(database, get_request, request_id)
    assert (view.number, view.kind, view.changes) == ("ОБ-2026-000001", RequestClass.INCIDENT, ())
    assert (view.data.phone, view.data.answers) == ("+7 912 345-67-89", BROKEN)
    assert [one.text for one in view.contacts] == [CALL.text]
    assert see(database, request_id_of, "об-2026-000001") == request_id
    (row,) = see(database, list_requests)
    assert (row.device, row.customer, row.order) == ("Стиральная машина Bosch WAN28263BY", CALL.name, None)


def test_a_person_may_decide_otherwise_with_a_reason(database: Database, actor: Actor) -> None:
    with pytest.raises(UserError, match="reason_required"):
        made(database, actor, replace(CALL, kind=RequestClass.COMPLAINT))
    chosen = replace(CALL, kind=RequestClass.COMPLAINT, reason="второй раз за месяц")
    request_id = made(database, actor, chosen)
    (change,) = see(database, get_request, request_id).changes
    assert (change.before, change.after) == (RequestClass.INCIDENT, RequestClass.COMPLAINT)


def test_a_change_of_mind_is_logged_and_counted(database: Database, actor: Actor) -> None:
    first, _second = made(database, actor), made(database, actor)

    def change(reason: str = "просто спросила", version: int | None = 1) -> None:
        do(database, requests.reclassify, actor, first, RequestClass.CONSULTATION, reason, version)

    with pytest.raises(UserError, match="reason_required"):
        change(" ")
    one_entry(database, "requests.reclassify", change)
    with pytest.raises(ConflictError):
        change()
    with pytest.raises(UserError, match="class_same"):
        change(version=None)
    assert see(database, list_requests, kind=RequestClass.CONSULTATION)[0].changes == 1
    report = see(database, count_classes, clock.today(), clock.today())
    assert report == (
        ClassReport(RequestClass.INCIDENT, 1, 0),
        ClassReport(RequestClass.CONSULTATION, 1, 1),
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (replace(CALL, text=" "), "field_required"),
        (replace(CALL, answers={Question.DISSATISFIED: False}), "request_undecided"),
        (replace(CALL, customer_id=7), "customer_not_found"),
        (replace(CALL, category="нет"), "category_unknown"),
    ],
)
def test_a_wrong_request_is_refused(
    database: Database, actor: Actor, data: ServiceRequestData, code: str
) -> None:
    with pytest.raises(UserError) as caught:
        made(database, actor, data)
    assert caught.value.code == code
    assert see(database, list_requests) == ()


def test_an_order_grows_out_of_a_request_with_its_files(database: Database, actor: Actor) -> None:
    picture = photo(database)
    request_id = made(database, actor, replace(CALL, files=(picture,)))
    draft_id = one_entry(
        database, "requests.start_order", lambda: do(database, requests.start_order, actor, request_id)
    )
    assert do(database, requests.start_order, actor, request_id) == draft_id
    (draft,) = see(database, list_drafts, "intake", actor.user_id)
    (item,) = draft.body["items"]
    assert item["fields"]["request.reported_fault"] == CALL.text
    assert item["fields"]["device.category"] == {
        "text": "Стиральная машина",
        "data": "washing_machine",
        "of": "Стиральная машина",
    }
    assert item["fields"]["photos"] == [[picture.sha256, picture.size, "image/jpeg", "снимок.jpg"]]
    assert draft.body["fields"] == {"customer.name": CALL.name, "customer.phone": "+7 912 345-67-89"}
    assert see(database, get_request, request_id).has_draft
    customer = replace(IVANOVA, person_id=draft.person_id)
    taken = accept(
        database,
        actor,
        visit(IntakeItem(washer(), request(), (picture,)), customer=customer, draft_id=draft_id),
    )
    view = see(database, get_request, request_id)
    assert (view.order, view.has_draft, view.closed_at) == (taken.orders[0].number, False, clock.now())
    assert see(database, list_requests) == ()
    assert is_whole(run_checks(database, ("requests", "document_numbers", "foreign_keys", "sealed_values")))


def test_a_known_customer_comes_along(database: Database, actor: Actor) -> None:
    customer_id = accept(database, actor).customer_id
    request_id = made(database, actor, replace(CALL, customer_id=customer_id, name=None, phone=None))
    assert see(database, get_request, request_id).data.name == IVANOVA.name
    do(database, requests.start_order, actor, request_id)
    (draft,) = see(database, list_drafts, "intake", actor.user_id)
    assert (draft.person_id, draft.body["customer_id"]) == (customer_id, customer_id)
    assert see(database, list_requests, customer_id=customer_id)[0].id == request_id


def test_a_request_is_answered_with_calls_and_a_result(database: Database, actor: Actor) -> None:
    request_id = made(database, actor)
    later = clock.now() + timedelta(hours=1)
    do(database, requests.call_back_request, actor, request_id, FollowUpData("узнать модель", later))
    said = ContactData(Channel.PHONE, Direction.OUT, "Объяснили, как включить отжим")
    do(database, requests.log_request_contact, actor, request_id, said)
    one_entry(
        database,
        "requests.close",
        lambda: do(database, requests.close_request, actor, request_id, "включили"),
    )
    view = see(database, get_request, request_id)
    assert (view.result, view.closed_by, len(view.contacts)) == ("включили", actor.short_name, 2)
    assert view.follow_ups[0].phone == "+7 912 345-67-89"
    with pytest.raises(UserError, match="request_closed"):
        do(database, requests.start_order, actor, request_id)
    with pytest.raises(UserError, match="request_not_found"):
        see(database, request_id_of, "ОБ-2026-000009")
    refused_without(database, actor, "requests.record", lambda who: made(database, who))
