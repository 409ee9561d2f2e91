"""The visible print queue: taken in order, failed with a reason, tried again, taken off, put into a file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.intakes import accept, ready
from tests.support.verbs import do, journal, one_entry, rows, see
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import PrintJob
from workstation.queries.print_jobs import list_print_jobs
from workstation.services import print_queue
from workstation.services.settings import set_setting
from workstation.statuses import DocumentKind, PrintState


@pytest.fixture
def actor(database: Database) -> Actor:
    made = ready(database)
    accept(database, made)
    return made


def state_of(database: Database, job_id: int) -> PrintState:
    return PrintState(rows(database, PrintJob, PrintJob.id == job_id)[0]["state"])


def take(database: Database, actor: Actor) -> print_queue.TakenJob:
    job = do(database, print_queue.take_next, actor)
    assert isinstance(job, print_queue.TakenJob)
    return job


def test_an_intake_queues_two_acts_and_a_label(database: Database, actor: Actor) -> None:
    jobs = see(database, list_print_jobs, actor.station_id)
    assert [(job.kind, job.purpose, job.page, job.recipient) for job in jobs] == [
        (DocumentKind.ACCEPTANCE_ACT, "paper", "A4", "customer"),
        (DocumentKind.ACCEPTANCE_ACT, "paper", "A4", "centre"),
        (DocumentKind.DEVICE_LABEL, "label", "58x40", None),
    ]
    assert {job.state for job in jobs} == {PrintState.WAITING}


@pytest.mark.parametrize(
    ("wanted", "prints"),
    [
        ("A6", [("paper", "A6")]),
        ("58x40", [("label", "58x40")]),
        ("A6 58x40", [("paper", "A6"), ("label", "58x40")]),
    ],
)
def test_a_passport_is_a_card_a_label_or_both(
    database: Database, actor: Actor, wanted: str, prints: list[tuple[str, str]]
) -> None:
    do(database, set_setting, actor, "intake.print_passport", True)
    do(database, set_setting, actor, "intake.passport_page", wanted)
    accept(database, actor)
    jobs = see(database, list_print_jobs, actor.station_id)
    passports = [job for job in jobs if job.kind is DocumentKind.EQUIPMENT_PASSPORT]
    assert [(job.purpose, job.page) for job in passports] == prints


def test_jobs_are_taken_in_order_and_only_once(database: Database, actor: Actor) -> None:
    before = journal(database)
    taken = [do(database, print_queue.take_next, actor) for _ in range(4)]
    assert [job and job.kind for job in taken] == [
        DocumentKind.ACCEPTANCE_ACT,
        DocumentKind.ACCEPTANCE_ACT,
        DocumentKind.DEVICE_LABEL,
        None,
    ]
    assert taken[0].stamp.recipient == "экземпляр заказчика"
    assert journal(database) == before


def test_a_station_prints_its_own_jobs_only(database: Database, actor: Actor) -> None:
    assert do(database, print_queue.take_next, replace(actor, station_id=5)) is None
    assert see(database, list_print_jobs, 5) == []


def test_a_failed_job_keeps_its_reason_and_is_tried_again(database: Database, actor: Actor) -> None:
    job = take(database, actor)
    do(database, print_queue.mark_failed, job.id, "нет бумаги")
    shown = see(database, list_print_jobs, actor.station_id)[0]
    assert (shown.state, shown.last_error, shown.attempts) == (PrintState.FAILED, "нет бумаги", 1)
    one_entry(database, "print_queue.retry", lambda: do(database, print_queue.retry, actor, job.id))
    assert take(database, actor).id == job.id
    do(database, print_queue.mark_done, job.id)
    assert state_of(database, job.id) is PrintState.DONE


def test_what_a_crash_interrupted_waits_for_a_person(database: Database, actor: Actor) -> None:
    job = take(database, actor)
    assert do(database, print_queue.recover, actor) == 1
    assert state_of(database, job.id) is PrintState.FAILED
    assert do(database, print_queue.revive, actor) == 0
    assert state_of(database, job.id) is PrintState.FAILED


def test_what_a_printer_refused_is_revived(database: Database, actor: Actor) -> None:
    job = take(database, actor)
    do(database, print_queue.mark_failed, job.id, "нет бумаги")
    assert do(database, print_queue.revive, actor) == 1
    assert state_of(database, job.id) is PrintState.WAITING


def test_a_job_is_taken_off(database: Database, actor: Actor) -> None:
    job = see(database, list_print_jobs, actor.station_id)[0]
    one_entry(database, "print_queue.cancel", lambda: do(database, print_queue.cancel_job, actor, job.id))
    assert job.id not in {row.id for row in see(database, list_print_jobs, actor.station_id)}
    with pytest.raises(UserError, match="print_job_not_found"):
        do(database, print_queue.retry, actor, job.id)


def test_a_job_goes_into_a_file_instead(database: Database, actor: Actor) -> None:
    job = see(database, list_print_jobs, actor.station_id)[1]
    taken = one_entry(
        database, "print_queue.retry", lambda: do(database, print_queue.take_for_file, actor, job.id)
    )
    assert (taken.id, taken.stamp.recipient) == (job.id, "экземпляр сервисного центра")
    with pytest.raises(UserError, match="print_job_not_found"):
        do(database, print_queue.take_for_file, actor, job.id)
    do(database, print_queue.mark_done, job.id)
    recent = see(database, list_print_jobs, actor.station_id, (PrintState.DONE,), newest_first=True)
    assert [row.id for row in recent] == [job.id]
