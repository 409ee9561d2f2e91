"""The work of the night: written and escalated once, in the name of the program."""

from __future__ import annotations

from datetime import timedelta

from tests.support.intakes import accept, ready, request, visit, washer
from tests.support.verbs import do, journal, see
from workstation import clock
from workstation.db import Database
from workstation.documents.intake import IntakeItem
from workstation.documents.sla import TargetData
from workstation.jobs.reminders import Reminded, run_reminders
from workstation.queries.contacts import list_follow_ups, list_messages
from workstation.services import sla
from workstation.services.check import is_whole, run_checks


def test_once_and_never_twice(database: Database) -> None:
    actor = ready(database)
    item = IntakeItem(washer(), request(agreed_until=clock.today() + timedelta(days=4)))
    order_id = accept(database, actor, visit(item)).orders[0].id
    do(database, sla.save_target, actor, TargetData("Все", response_minutes=60))
    assert run_reminders(database) == Reminded(0, 0)
    before = len(journal(database))
    with clock.standing_at(clock.now() + timedelta(days=3)):
        assert run_reminders(database) == Reminded(1, 1)
        assert run_reminders(database) == Reminded(0, 0)
    assert [verb for verb, _subject in journal(database)[before:]] == ["contacts.draft", "sla.escalate"]
    assert [one.order_id for one in see(database, list_messages)] == [order_id]
    assert [one.person_id for one in see(database, list_follow_ups)] == [actor.user_id]
    assert is_whole(run_checks(database, ("journal", "foreign_keys")))
