"""Consents as papers of their own, and the end of a person's key."""

from __future__ import annotations

import pytest

from tests.support.intakes import accept, ready
from tests.support.verbs import count, do, one_entry, refused_without, see
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Draft
from workstation.queries.customers import get_customer_view
from workstation.queries.order_view import get_order_by_id
from workstation.rules.journal_words import describe
from workstation.services import check, documents, drafts, personal_data
from workstation.statuses import DocumentKind

CONSENTS = (DocumentKind.PERSONAL_DATA_CONSENT, DocumentKind.ADVERTISING_CONSENT)


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


@pytest.mark.parametrize("kind", CONSENTS)
def test_a_consent_is_a_sheet_of_its_own(database: Database, actor: Actor, kind: DocumentKind) -> None:
    made = accept(database, actor)
    issued = one_entry(
        database,
        "personal_data.consent",
        lambda: do(database, personal_data.issue_consent, actor, made.orders[0].id, kind),
    )
    sheet, row = see(database, documents.read, issued)
    assert (row["kind"], sheet.customer.name) == (kind.value, "Иванова Мария Петровна")
    assert sheet.paragraphs
    assert not any("{" in words for words in sheet.paragraphs)
    view = see(database, get_customer_view, made.customer_id)
    assert [paper.number for paper in view.consents] == [sheet.number]


def test_only_the_counter_issues_a_consent(database: Database, actor: Actor) -> None:
    order_id = accept(database, actor).orders[0].id
    refused_without(
        database,
        actor,
        "personal_data.consent",
        lambda other: do(database, personal_data.issue_consent, other, order_id, CONSENTS[0]),
    )
    with pytest.raises(UserError, match="order_not_found"):
        do(database, personal_data.issue_consent, actor, 5, CONSENTS[0])


def test_erasing_the_key_erases_the_journal_and_keeps_the_chain(database: Database, actor: Actor) -> None:
    made = accept(database, actor)
    one_entry(
        database,
        "personal_data.erase",
        lambda: do(database, personal_data.erase_key, actor, made.customer_id, "требование"),
    )
    view = see(database, get_order_by_id, made.orders[0].id)
    taken_in = next(row for row in view.journal if row.verb == "intake.accept")
    assert taken_in.personal is None
    assert taken_in.is_erased
    assert any("удалено" in change.after for change in describe(taken_in).changes)
    assert "Иванова" not in " ".join(str(row) for row in view.journal)
    assert not see(database, get_customer_view, made.customer_id).has_key
    assert check.is_whole(check.run_checks(database))


def test_a_new_key_does_not_open_what_was_erased(database: Database, actor: Actor) -> None:
    made = accept(database, actor)
    do(database, personal_data.erase_key, actor, made.customer_id, "требование")
    do(database, drafts.save_draft, actor, "intake", {"a": 1}, person_id=made.customer_id)
    view = see(database, get_order_by_id, made.orders[0].id)
    assert next(row for row in view.journal if row.verb == "intake.accept").is_erased


def test_drafts_of_an_erased_person_go(database: Database, actor: Actor) -> None:
    made = accept(database, actor)
    do(database, drafts.save_draft, actor, "intake", {"name": "Иванова"}, person_id=made.customer_id)
    do(database, personal_data.erase_key, actor, made.customer_id, "требование")
    assert count(database, Draft) == 0


def test_only_an_administrator_erases_and_says_why(database: Database, actor: Actor) -> None:
    person = accept(database, actor).customer_id
    refused_without(
        database,
        actor,
        "personal_data.erase",
        lambda other: do(database, personal_data.erase_key, other, person, "нет"),
    )
    with pytest.raises(UserError, match="reason_required"):
        do(database, personal_data.erase_key, actor, person, "")
    with pytest.raises(UserError, match="customer_not_found"):
        do(database, personal_data.erase_key, actor, 5, "требование")
