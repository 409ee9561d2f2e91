"""The order's verbs: cancel, correct, attach, read the unlock code."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.intakes import IVANOVA, accept, ready, request, visit, washer
from tests.support.verbs import do, one_entry, refused_without, rows, see
from workstation import files
from workstation.db import Database
from workstation.documents.intake import CustomerData, IntakeItem, Photo, PowerOfAttorney
from workstation.documents.orders import OrderView
from workstation.documents.papers import AcceptanceAct, DeviceLabel
from workstation.documents.people import Actor
from workstation.errors import ConflictError, ErrorList, UserError
from workstation.models import IssuedDocument, PrintJob
from workstation.queries.order_view import get_order_by_id
from workstation.queries.orders import find_orders
from workstation.services import documents, orders
from workstation.statuses import CustomerKind, DocumentKind, DocumentState, OrderStatus, PrintState


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


def view(database: Database, order_id: int) -> OrderView:
    found: OrderView = see(database, get_order_by_id, order_id)
    return found


def item_of(shown: OrderView, **changes: object) -> IntakeItem:
    return IntakeItem(shown.device, replace(shown.request, **changes), shown.photos)  # type: ignore[arg-type]


def correct(
    database: Database, actor: Actor, shown: OrderView, item: IntakeItem, customer: CustomerData
) -> int:
    made: int = do(
        database, orders.correct, actor, shown.id, customer=customer, item=item, version=shown.version
    )
    return made


def papers(shown: OrderView, kind: DocumentKind) -> list[tuple[int, DocumentState]]:
    return [(paper.version, paper.state) for paper in shown.papers if paper.kind is kind]


def test_cancel_closes_annuls_and_tells_why(database: Database, actor: Actor) -> None:
    order_id = accept(database, actor).orders[0].id
    one_entry(database, "orders.cancel", lambda: do(database, orders.cancel, actor, order_id, " передумал "))
    shown = view(database, order_id)
    assert shown.status is OrderStatus.CANCELLED
    assert shown.closed_at is not None
    assert shown.history[-1].reason == "передумал"
    assert {paper.state for paper in shown.papers} == {DocumentState.ANNULLED}
    assert shown.journal[-1].body["reason"] == "передумал"
    assert shown.journal[-1].body["status"] == ["accepted", "cancelled"]


def test_cancel_takes_what_waits_off_the_print_queue(database: Database, actor: Actor) -> None:
    order_id = accept(database, actor).orders[0].id
    do(database, orders.cancel, actor, order_id, "передумал")
    assert {job["state"] for job in rows(database, PrintJob)} == {PrintState.CANCELLED.value}


def test_cancel_keeps_the_papers_another_order_stands_on(database: Database, actor: Actor) -> None:
    made = accept(
        database, actor, visit(IntakeItem(washer(), request()), IntakeItem(washer("S-77"), request()))
    )
    first, second = (order.id for order in made.orders)
    do(database, orders.cancel, actor, first, "передумал")
    shown = view(database, second)
    assert papers(shown, DocumentKind.ACCEPTANCE_ACT) == [(1, DocumentState.VALID)]
    assert papers(shown, DocumentKind.DEVICE_LABEL) == [(1, DocumentState.VALID)]
    assert papers(view(database, first), DocumentKind.DEVICE_LABEL) == [(1, DocumentState.ANNULLED)]
    do(database, orders.cancel, actor, second, "и этот")
    assert papers(view(database, second), DocumentKind.ACCEPTANCE_ACT) == [(1, DocumentState.ANNULLED)]


def test_cancel_wants_a_reason_an_open_order_and_the_version_seen(database: Database, actor: Actor) -> None:
    order_id = accept(database, actor).orders[0].id
    with pytest.raises(UserError, match="reason_required"):
        do(database, orders.cancel, actor, order_id, "  ")
    with pytest.raises(ConflictError, match="conflict_changed"):
        do(database, orders.cancel, actor, order_id, "передумал", version=7)
    with pytest.raises(UserError, match="order_not_found"):
        do(database, orders.cancel, actor, 5, "передумал")
    do(database, orders.cancel, actor, order_id, "передумал")
    with pytest.raises(UserError, match="transition_forbidden"):
        do(database, orders.cancel, actor, order_id, "ещё раз")


def test_cancel_forgets_the_unlock_code(database: Database, actor: Actor) -> None:
    given = IntakeItem(washer(), request(unlock_code="4711"))
    order_id = accept(database, actor, visit(given)).orders[0].id
    do(database, orders.cancel, actor, order_id, "передумал")
    assert do(database, orders.read_unlock_code, actor, order_id) is None


def test_only_the_counter_cancels(database: Database, actor: Actor) -> None:
    order_id = accept(database, actor).orders[0].id
    refused_without(
        database, actor, "orders.cancel", lambda other: do(database, orders.cancel, other, order_id, "нет")
    )
    assert view(database, order_id).status is OrderStatus.ACCEPTED


def test_correct_makes_the_next_version_and_keeps_the_old(database: Database, actor: Actor) -> None:
    order_id = accept(database, actor).orders[0].id
    shown = view(database, order_id)
    act_id = one_entry(
        database,
        "intake.correct",
        lambda: correct(database, actor, shown, item_of(shown, reported_fault="Не греет"), shown.customer),
    )
    after = view(database, order_id)
    assert papers(after, DocumentKind.ACCEPTANCE_ACT) == [
        (1, DocumentState.REPLACED),
        (2, DocumentState.VALID),
    ]
    act, row = see(database, documents.read, act_id)
    assert isinstance(act, AcceptanceAct)
    assert (act.version, act.replaces_version, row["version"]) == (2, 1, 2)
    assert act.items[0].reported_fault == "Не греет"
    assert after.request.reported_fault == "Не греет"
    assert after.version == shown.version + 1


def test_the_old_version_prints_with_the_number_of_the_new(database: Database, actor: Actor) -> None:
    made = accept(database, actor)
    shown = view(database, made.orders[0].id)
    correct(database, actor, shown, item_of(shown, place="Б-03"), shown.customer)
    _paper, stamp = do(database, documents.for_print, actor, made.document_ids[0])
    assert stamp.replaced_by == 2
    assert not stamp.annulled


def test_correct_prints_the_new_act_and_not_the_old(database: Database, actor: Actor) -> None:
    shown = view(database, accept(database, actor).orders[0].id)
    act_id = correct(database, actor, shown, item_of(shown, place="Б-03"), shown.customer)
    waiting = [job for job in rows(database, PrintJob) if job["state"] == PrintState.WAITING.value]
    kinds = {row["id"]: row["kind"] for row in rows(database, IssuedDocument)}
    acts = [job["document_id"] for job in waiting if kinds[job["document_id"]] == "acceptance_act"]
    assert acts == [act_id, act_id]


def test_the_journal_tells_before_and_after(database: Database, actor: Actor) -> None:
    shown = view(database, accept(database, actor).orders[0].id)
    customer = replace(shown.customer, phone="+7 912 000-00-01")
    device = replace(shown.device, seller="ООО «Ромашка»")
    item = replace(item_of(shown, declared_value=3_900_000, wants_loaner=True), device=device)
    correct(database, actor, shown, item, customer)
    entry = view(database, shown.id).journal[-1]
    assert entry.verb == "intake.correct"
    assert entry.personal is not None
    assert entry.personal["order"]["declared_value_kopecks"] == [4_000_000, 3_900_000]
    assert entry.personal["order"]["wants_loaner"] == [False, True]
    assert entry.personal["customer"]["phone"] == ["+79123456789", "+79120000001"]
    assert entry.personal["device"]["seller"] == [None, "ООО «Ромашка»"]
    assert "+7912" not in str(entry.body)


def test_a_corrected_phone_finds_every_order_of_the_customer(database: Database, actor: Actor) -> None:
    first = accept(database, actor)
    known = replace(IVANOVA, id=first.customer_id)
    second = accept(database, actor, visit(IntakeItem(washer("S-2"), request()), customer=known))
    shown = view(database, second.orders[0].id)
    correct(database, actor, shown, item_of(shown), replace(shown.customer, phone="+7 999 111-22-33"))
    found = see(database, find_orders, "9991112233")
    assert [row.id for row in found] == [second.orders[0].id, first.orders[0].id]
    assert see(database, find_orders, "9123456789") == []


def test_the_visit_goes_over_to_another_customer(database: Database, actor: Actor) -> None:
    made = accept(
        database, actor, visit(IntakeItem(washer(), request()), IntakeItem(washer("S-2"), request()))
    )
    first, second = (order.id for order in made.orders)
    shown = view(database, first)
    other = CustomerData(CustomerKind.PERSON, "Ли Виктор", "+7 999 111-22-33")
    act_id = correct(database, actor, shown, item_of(shown), other)
    act, _row = see(database, documents.read, act_id)
    assert act.customer.name == "Ли Виктор"
    assert {view(database, one).customer.name for one in (first, second)} == {"Ли Виктор"}
    assert [row.id for row in see(database, find_orders, "Ли")] == [second, first]


def test_correct_follows_an_act_that_was_annulled(database: Database, actor: Actor) -> None:
    made = accept(database, actor)
    do(database, documents.annul, actor, made.document_ids[0], "ошибка")
    shown = view(database, made.orders[0].id)
    correct(database, actor, shown, item_of(shown, place="Б-03"), shown.customer)
    after = view(database, shown.id)
    assert papers(after, DocumentKind.ACCEPTANCE_ACT) == [
        (1, DocumentState.ANNULLED),
        (2, DocumentState.VALID),
    ]


def test_a_label_is_printed_again_only_where_it_would_read_otherwise(
    database: Database, actor: Actor
) -> None:
    made = accept(database, actor)
    shown = view(database, made.orders[0].id)
    correct(database, actor, shown, item_of(shown, note="позвонить"), shown.customer)
    again = view(database, shown.id)
    assert papers(again, DocumentKind.DEVICE_LABEL) == [(1, DocumentState.VALID)]
    correct(database, actor, again, item_of(again, place="Б-03"), again.customer)
    after = view(database, shown.id)
    assert papers(after, DocumentKind.DEVICE_LABEL) == [(1, DocumentState.REPLACED), (2, DocumentState.VALID)]
    newest = next(paper for paper in reversed(after.papers) if paper.kind is DocumentKind.DEVICE_LABEL)
    label, _row = see(database, documents.read, newest.id)
    assert isinstance(label, DeviceLabel)
    assert label.place == "Б-03"


def test_the_representative_is_corrected_too(database: Database, actor: Actor) -> None:
    shown = view(database, accept(database, actor).orders[0].id)
    power = PowerOfAttorney("7", None, None)
    customer = replace(shown.customer, contact="Пётр Иванов", power_of_attorney=power)
    act_id = correct(database, actor, shown, item_of(shown), customer)
    act, _row = see(database, documents.read, act_id)
    assert (act.customer.contact, act.customer.power_of_attorney) == ("Пётр Иванов", power)


def test_correct_refuses_bad_input_and_changes_nothing(database: Database, actor: Actor) -> None:
    shown = view(database, accept(database, actor).orders[0].id)
    with pytest.raises(ErrorList):
        correct(database, actor, shown, item_of(shown, reported_fault=" "), shown.customer)
    assert view(database, shown.id) == shown
    with pytest.raises(ConflictError):
        correct(database, actor, replace(shown, version=9), item_of(shown), shown.customer)
    do(database, orders.cancel, actor, shown.id, "передумал")
    closed = view(database, shown.id)
    with pytest.raises(UserError, match="transition_forbidden"):
        correct(database, actor, closed, item_of(closed), closed.customer)


def test_only_the_counter_corrects(database: Database, actor: Actor) -> None:
    shown = view(database, accept(database, actor).orders[0].id)
    refused_without(
        database,
        actor,
        "intake.correct",
        lambda other: correct(database, other, shown, item_of(shown), shown.customer),
    )
    assert view(database, shown.id) == shown
    assert view(database, shown.id) == shown


def test_attach_ties_each_photo_once(database: Database, actor: Actor) -> None:
    order_id = accept(database, actor).orders[0].id
    photo = Photo(files.keep(database.folder, b"picture"), 7, "image/png", "a.png")
    one_entry(database, "orders.attach", lambda: do(database, orders.attach, actor, order_id, (photo,)))
    do(database, orders.attach, actor, order_id, (photo,))
    assert view(database, order_id).photos == (photo,)


def test_the_unlock_code_is_shown_and_every_look_is_kept(database: Database, actor: Actor) -> None:
    given = IntakeItem(washer(), request(unlock_code="4711"))
    order_id = accept(database, actor, visit(given)).orders[0].id
    read = one_entry(
        database,
        "orders.read_unlock_code",
        lambda: do(database, orders.read_unlock_code, actor, order_id),
    )
    assert read == "4711"
    entry = view(database, order_id).journal[-1]
    assert entry.verb == "orders.read_unlock_code"
    assert "4711" not in str(entry)
