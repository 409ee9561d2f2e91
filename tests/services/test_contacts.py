"""Contacts, questions about cost and term, messages before a term breaks, calls back, feedback."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.support.bench import order_in
from tests.support.intakes import IVANOVA, accept, ready, request, visit, washer
from tests.support.verbs import count, do, one_entry, see
from workstation import clock
from workstation.db import Database
from workstation.documents.contacts import (
    AnswerData,
    AnswerWay,
    ApprovalAnswer,
    AskData,
    ChangeReason,
    Channel,
    ContactData,
    Direction,
    FeedbackData,
    FollowUpData,
    OrderNoteData,
    SendData,
    Topic,
)
from workstation.documents.customer_papers import ChangeConsent
from workstation.documents.deeds import NoData
from workstation.documents.intake import EstimateData, IntakeItem
from workstation.documents.people import Actor
from workstation.errors import ErrorList, UserError
from workstation.models import Contact, FollowUp, IssuedDocument, MessageDraft
from workstation.queries.contacts import (
    count_due,
    list_approvals,
    list_contacts,
    list_feedback,
    list_follow_ups,
    list_messages,
    list_notes,
)
from workstation.queries.order_view import get_order_by_id
from workstation.rules import codes
from workstation.rules.feedback import payload
from workstation.services import approvals, contacts, deeds, documents, follow_ups
from workstation.services.check import is_whole, run_checks
from workstation.statuses import CustomerKind, DocumentKind, EstimateKind, OrderStatus, RequestKind

AGREED = AnswerData(ApprovalAnswer.AGREED, AnswerWay.SIGNATURE)
BY_PHONE = AnswerData(ApprovalAnswer.AGREED, AnswerWay.PHONE, "звонок 20260522-7")


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


def taken(database: Database, actor: Actor, **changes: object) -> int:
    """A consumer's warranty order with a term, unless something else is said."""
    wanted = request(**{"agreed_until": clock.today() + timedelta(days=10), **changes})
    return accept(database, actor, visit(IntakeItem(washer(), wanted))).orders[0].id


def paid(database: Database, actor: Actor) -> int:
    estimate = EstimateData(EstimateKind.FIRM, 500_000)
    return taken(database, actor, kind=RequestKind.PAID, estimate=estimate)


def term(days: int) -> date:
    return clock.today() + timedelta(days=days)


def codes_of(error: ErrorList) -> set[str]:
    return {one.code for one in error.errors}


def test_a_contact_is_logged_with_channel_and_direction(database: Database, actor: Actor) -> None:
    order_id = taken(database, actor)
    said = ContactData(Channel.PHONE, Direction.IN, "  Спрашивает, когда готово ")
    one_entry(database, "contacts.record", lambda: do(database, contacts.log_contact, actor, order_id, said))
    (row,) = see(database, list_contacts, order_id=order_id)
    assert (row.channel, row.direction, row.text) == (Channel.PHONE, Direction.IN, "Спрашивает, когда готово")
    entry = see(database, get_order_by_id, order_id).journal[-1]
    assert entry.personal == {"text": "Спрашивает, когда готово"}
    assert "text" not in entry.body
    for bad, code in (
        (replace(said, text=" "), "field_required"),
        (replace(said, made_at=clock.now() + timedelta(hours=1)), "contact_future"),
    ):
        with pytest.raises(UserError) as caught:
            do(database, contacts.log_contact, actor, order_id, bad)
        assert caught.value.code == code


def test_a_note_is_for_the_service_and_sealed_in_the_journal(database: Database, actor: Actor) -> None:
    order_id = taken(database, actor)
    first, second = OrderNoteData("  Звонить после шести "), OrderNoteData("Ключ у вахтёра")
    one_entry(database, "contacts.note", lambda: do(database, deeds.do, actor, order_id, "note", first))
    do(database, contacts.note, actor, order_id, second)
    view = see(database, get_order_by_id, order_id)
    assert view.around is not None
    told = [(row.text, row.user) for row in view.around.notes]
    assert told == [("Звонить после шести", actor.short_name), ("Ключ у вахтёра", actor.short_name)]
    assert view.around.notes == see(database, list_notes, order_id)
    entry = view.journal[-1]
    assert (entry.personal, set(entry.body)) == ({"text": "Ключ у вахтёра"}, {"number"})
    with pytest.raises(UserError, match="field_required"):
        do(database, contacts.note, actor, order_id, OrderNoteData(" "))
    assert len(see(database, list_notes, order_id)) == 2


def test_a_paid_order_asks_for_more_and_an_agreement_by_phone_changes_it(
    database: Database, actor: Actor
) -> None:
    order_id = paid(database, actor)
    asked = AskData(Channel.PHONE, ChangeReason.EXTRA_WORK, 650_000, term(15), "заменить подшипник")
    one_entry(database, "contacts.ask", lambda: do(database, approvals.ask_customer, actor, order_id, asked))
    assert see(database, get_order_by_id, order_id).status is OrderStatus.WAITING_CUSTOMER
    assert count(database, IssuedDocument) == 2
    one_entry(
        database, "contacts.answer", lambda: do(database, approvals.record_answer, actor, order_id, BY_PHONE)
    )
    order = see(database, get_order_by_id, order_id)
    assert order.request.estimate == EstimateData(EstimateKind.FIRM, 650_000)
    assert (order.due_on, order.request.agreed_until) == (term(15), term(15))
    (row,) = see(database, list_approvals, order_id)
    assert (row.cost_before, row.cost_after, row.term_before) == (500_000, 650_000, term(10))
    assert (row.answer, row.way, row.evidence) == (
        ApprovalAnswer.AGREED,
        AnswerWay.PHONE,
        "звонок 20260522-7",
    )
    said = see(database, list_contacts, order_id=order_id)
    assert [one.direction for one in said] == [Direction.OUT, Direction.IN]
    sheet = next(one for one in order.papers if one.kind is DocumentKind.CHANGE_CONSENT)
    paper, _row = see(database, documents.read, sheet.id)
    assert isinstance(paper, ChangeConsent)
    assert paper.answer is not None
    assert (paper.cost_after, paper.answer.evidence) == (650_000, "звонок 20260522-7")
    assert is_whole(run_checks(database, ("approvals", "document_numbers", "document_versions", "snapshots")))


def test_asked_in_person_the_sheet_is_there_to_be_signed(database: Database, actor: Actor) -> None:
    order_id = taken(database, actor)
    asked = AskData(Channel.IN_PERSON, ChangeReason.COMPLEX_DEFECT, term=term(20))
    do(database, approvals.ask_customer, actor, order_id, asked)
    do(database, approvals.record_answer, actor, order_id, AGREED)
    order = see(database, get_order_by_id, order_id)
    (sheet,) = [one for one in order.papers if one.kind is DocumentKind.CHANGE_CONSENT]
    assert (sheet.version, order.due_on) == (1, term(20))


@pytest.mark.parametrize("reason", [ChangeReason.PART_WAIT, ChangeReason.EQUIPMENT_WAIT])
def test_no_part_is_no_ground_for_a_new_term_of_a_free_repair(
    database: Database, actor: Actor, reason: ChangeReason
) -> None:
    warranty, for_money = taken(database, actor), paid(database, actor)
    asked = AskData(Channel.PHONE, reason, term=term(20))
    with pytest.raises(ErrorList) as caught:
        do(database, approvals.ask_customer, actor, warranty, asked)
    assert codes_of(caught.value) == {"approval_reason_supply"}
    offered = {one.verb: one.fields for one in see(database, deeds.list_deeds, actor, warranty)}
    (reasons,) = [one.choices for one in offered["ask_customer"] if one.name == "reason"]
    assert reason.value not in reasons
    assert ChangeReason.EXPERTISE.value in reasons
    assert do(database, approvals.ask_customer, actor, for_money, asked) > 0


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        (AskData(Channel.PHONE, ChangeReason.CUSTOMER_ASKED), {"approval_empty"}),
        (AskData(Channel.PHONE, ChangeReason.CUSTOMER_ASKED, -1), {"money_negative"}),
        (AskData(Channel.PHONE, ChangeReason.CUSTOMER_ASKED, term=date(2026, 5, 21)), {"term_past"}),
        (AskData(Channel.PHONE, ChangeReason.CUSTOMER_ASKED, term=date(2026, 6, 1)), {"approval_same"}),
        (AskData(Channel.PHONE, ChangeReason.CUSTOMER_ASKED, term=date(2026, 7, 7)), {"agreed_too_late"}),
    ],
)
def test_a_wrong_question_is_refused(
    database: Database, actor: Actor, asked: AskData, codes: set[str]
) -> None:
    order_id = taken(database, actor)
    with pytest.raises(ErrorList) as caught:
        do(database, approvals.ask_customer, actor, order_id, asked)
    assert codes_of(caught.value) == codes
    assert count(database, Contact) == 0


def test_the_last_day_of_the_law_may_be_agreed(database: Database, actor: Actor) -> None:
    order_id = taken(database, actor)
    asked = AskData(Channel.EMAIL, ChangeReason.EXPERTISE, term=date(2026, 7, 6))
    do(database, approvals.ask_customer, actor, order_id, asked)
    with pytest.raises(ErrorList) as caught:
        do(database, approvals.record_answer, actor, order_id, BY_PHONE)
    assert codes_of(caught.value) == {"approval_in_writing"}
    by_message = AnswerData(ApprovalAnswer.AGREED, AnswerWay.MESSAGE)
    with pytest.raises(ErrorList) as caught:
        do(database, approvals.record_answer, actor, order_id, by_message)
    assert codes_of(caught.value) == {"approval_evidence"}
    do(database, approvals.record_answer, actor, order_id, replace(by_message, evidence="письмо от 22.05"))
    assert see(database, get_order_by_id, order_id).due_on == date(2026, 7, 6)


def test_a_refusal_changes_nothing_and_one_question_waits_at_a_time(database: Database, actor: Actor) -> None:
    order_id = paid(database, actor)
    asked = AskData(Channel.PHONE, ChangeReason.PRICE_CHANGED, 900_000)
    do(database, approvals.ask_customer, actor, order_id, asked)
    with pytest.raises(ErrorList) as caught:
        do(database, approvals.ask_customer, actor, order_id, asked)
    assert codes_of(caught.value) == {"approval_open"}
    no = AnswerData(ApprovalAnswer.REFUSED, AnswerWay.PHONE)
    do(database, approvals.record_answer, actor, order_id, no)
    order = see(database, get_order_by_id, order_id)
    assert order.request.estimate == EstimateData(EstimateKind.FIRM, 500_000)
    with pytest.raises(ErrorList) as caught:
        do(database, approvals.record_answer, actor, order_id, no)
    assert codes_of(caught.value) == {"approval_none"}


def test_a_message_is_written_before_a_term_breaks_and_nothing_is_sent(
    database: Database, actor: Actor
) -> None:
    order_id = taken(database, actor)
    assert do(database, contacts.write_delays, actor) == 0
    with clock.standing_at(clock.now() + timedelta(days=8)):
        assert one_entry(database, "contacts.draft", lambda: do(database, contacts.write_delays, actor)) == 1
        assert do(database, contacts.write_delays, actor) == 0
    (draft,) = see(database, list_messages)
    assert (draft.order_id, draft.topic, draft.term_on) == (order_id, Topic.DELAY, date(2026, 6, 1))
    assert "01.06.2026" in draft.text
    assert "подменное изделие" in draft.text
    assert "запчаст" not in draft.text
    assert count(database, Contact) == 0
    sent = SendData(Channel.SMS, draft.text + " Ждём ответа.")
    one_entry(database, "contacts.send", lambda: do(database, contacts.send_message, actor, draft.id, sent))
    (row,) = see(database, list_contacts, order_id=order_id)
    assert (row.channel, row.topic, row.text.endswith("Ждём ответа.")) == (Channel.SMS, Topic.DELAY, True)
    assert see(database, list_messages) == ()
    with pytest.raises(UserError, match="message_gone"):
        do(database, contacts.drop_message, actor, draft.id, "лишнее")


def test_one_draft_for_one_term_and_a_dropped_one_says_why(database: Database, actor: Actor) -> None:
    order_id = paid(database, actor)
    first = do(database, contacts.write_delay, actor, order_id, NoData())
    assert do(database, contacts.write_delay, actor, order_id, NoData()) == first
    assert count(database, MessageDraft) == 1
    (draft,) = see(database, list_messages, order_id)
    assert "забрать изделие" in draft.text
    with pytest.raises(UserError, match="reason_required"):
        do(database, contacts.drop_message, actor, first, " ")
    do(database, contacts.drop_message, actor, first, "успеваем")
    assert see(database, list_messages, order_id) == ()


def test_a_call_back_has_a_person_a_time_and_a_result(database: Database, actor: Actor) -> None:
    order_id = taken(database, actor)
    later = clock.now() + timedelta(hours=2)
    data = FollowUpData("Перезвонить о сроке", later, actor.login)
    made = one_entry(
        database, "follow_ups.make", lambda: do(database, follow_ups.call_back, actor, order_id, data)
    )
    (row,) = see(database, list_follow_ups, person_id=actor.user_id)
    assert (row.id, row.due_at, row.customer) == (made, later, IVANOVA.name)
    assert see(database, count_due, actor.user_id, clock.now()) == 0
    do(database, follow_ups.postpone, actor, made, later + timedelta(days=1))
    assert see(database, count_due, actor.user_id, later + timedelta(days=1)) == 1
    for bad, code in (
        (replace(data, text=""), "field_required"),
        (replace(data, person="кто"), "user_not_found"),
    ):
        with pytest.raises(UserError) as caught:
            do(database, follow_ups.call_back, actor, order_id, bad)
        assert caught.value.code == code
    with pytest.raises(UserError, match="follow_up_past"):
        do(database, follow_ups.call_back, actor, order_id, replace(data, due_at=clock.now() - timedelta(1)))
    do(database, follow_ups.finish, actor, made, "подождёт до среды")
    assert see(database, list_follow_ups) == ()
    (done,) = see(database, list_follow_ups, order_id=order_id, waiting_only=False)
    assert (done.result, done.done_by) == ("подождёт до среды", actor.short_name)
    with pytest.raises(UserError, match="follow_up_gone"):
        do(database, follow_ups.finish, actor, made, "ещё раз")


@pytest.mark.parametrize(("score", "calls"), [(1, 1), (3, 1), (4, 0), (5, 0)])
def test_three_or_less_makes_a_call_back(database: Database, actor: Actor, score: int, calls: int) -> None:
    order_id = order_in(database, actor, OrderStatus.HANDED_OVER)
    data = FeedbackData(score, "долго")
    one_entry(
        database, "feedback.record", lambda: do(database, follow_ups.record_feedback, actor, order_id, data)
    )
    (mark,) = see(database, list_feedback, order_id)
    assert (mark.score, mark.word) == (score, "долго")
    assert count(database, FollowUp) == calls
    if calls:
        (call,) = see(database, list_follow_ups)
        assert call.due_at == clock.now() + timedelta(hours=1)


def test_a_mark_is_one_to_five(database: Database, actor: Actor) -> None:
    order_id = taken(database, actor)
    for score in (0, 6):
        with pytest.raises(UserError, match="number_range"):
            do(database, follow_ups.record_feedback, actor, order_id, FeedbackData(score))


def test_the_code_of_feedback_holds_no_personal_data() -> None:
    assert codes.decode(payload("", 7)) == 7
    assert payload("https://o.example/f/{code}?p=1", 7).startswith("https://o.example/f/0000000000007")
    assert payload("https://o.example/f/", 7) == "https://o.example/f/" + payload("", 7).removeprefix("ASC1:")


def test_a_company_has_no_limit_of_the_law(database: Database, actor: Actor) -> None:
    company = replace(
        IVANOVA, kind=CustomerKind.COMPANY, name="ООО «Вектор»", inn="7736207543", kpp="773601001"
    )
    item = IntakeItem(washer(), request(agreed_until=term(5)))
    order_id = accept(database, actor, visit(item, customer=company)).orders[0].id
    asked = AskData(Channel.PHONE, ChangeReason.PART_WAIT, term=term(90))
    do(database, approvals.ask_customer, actor, order_id, asked)
    do(database, approvals.record_answer, actor, order_id, BY_PHONE)
    assert see(database, get_order_by_id, order_id).due_on == term(90)
