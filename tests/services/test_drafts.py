"""Drafts: kept sealed, gone on with, thrown away."""

from __future__ import annotations

import pytest

from tests.support.intakes import accept, ready, visit
from tests.support.verbs import count, do, journal, one_entry, rows, see
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Draft
from workstation.queries.drafts import list_drafts
from workstation.services import drafts


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


def test_a_draft_is_sealed_and_comes_back(database: Database, actor: Actor) -> None:
    body = {"customer.name": "Иванова", "items": [1, 2]}
    draft_id, person = one_entry(
        database, "drafts.save", lambda: do(database, drafts.save_draft, actor, "intake", body)
    )
    assert "Иванова".encode() not in rows(database, Draft)[0]["body"]
    assert see(database, drafts.read_draft, draft_id) == (person, body)


def test_a_keystroke_is_no_entry(database: Database, actor: Actor) -> None:
    draft_id, person = do(database, drafts.save_draft, actor, "intake", {"a": "П"})
    before = journal(database)
    again = do(database, drafts.save_draft, actor, "intake", {"a": "Пё"}, draft_id=draft_id, person_id=person)
    assert again == (draft_id, person)
    assert journal(database) == before
    assert see(database, drafts.read_draft, draft_id)[1] == {"a": "Пё"}
    assert count(database, Draft) == 1


def test_the_list_is_of_the_user_and_the_newest_first(database: Database, actor: Actor) -> None:
    first, _person = do(database, drafts.save_draft, actor, "intake", {"n": 1})
    second, _person = do(database, drafts.save_draft, actor, "intake", {"n": 2})
    assert {row.id for row in see(database, list_drafts, "intake", actor.user_id)} == {first, second}
    assert see(database, list_drafts, "intake", actor.user_id + 1) == []
    assert see(database, list_drafts, "other", actor.user_id) == []


def test_a_draft_is_thrown_away_once(database: Database, actor: Actor) -> None:
    draft_id, _person = do(database, drafts.save_draft, actor, "intake", {"n": 1})
    one_entry(database, "drafts.discard", lambda: do(database, drafts.discard_draft, actor, draft_id))
    with pytest.raises(UserError, match="draft_not_found"):
        do(database, drafts.discard_draft, actor, draft_id)
    with pytest.raises(UserError, match="draft_not_found"):
        see(database, drafts.read_draft, draft_id)


def test_an_intake_uses_its_draft_up(database: Database, actor: Actor) -> None:
    draft_id, _person = do(database, drafts.save_draft, actor, "intake", {"n": 1})
    accept(database, actor, visit(draft_id=draft_id))
    assert count(database, Draft) == 0
