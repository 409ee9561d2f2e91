"""Issued papers: frozen, annulled with a reason, printed again as copies equal but for their mark."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from printing import render
from tests.printing.reading import pages_of, text_of
from tests.support.intakes import accept, ready
from tests.support.verbs import do, one_entry, refused_without, rows, see
from workstation import clock
from workstation.db import Database
from workstation.documents import codec
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import IssuedDocument, PrintJob
from workstation.services import documents, papers, print_queue
from workstation.statuses import DocumentKind, DocumentState, PrintState

FOOT = 60


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


def act_of(database: Database, actor: Actor) -> int:
    return accept(database, actor).document_ids[0]


def test_a_snapshot_carries_its_hash(database: Database, actor: Actor) -> None:
    act_of(database, actor)
    for row in rows(database, IssuedDocument):
        assert codec.digest(row["snapshot"]) == row["sha256"]
        assert codec.encode(codec.decode(row["kind"], row["snapshot"])) == row["snapshot"]


def test_annul_keeps_the_number_and_marks_every_print(database: Database, actor: Actor) -> None:
    act_id = act_of(database, actor)
    one_entry(database, "documents.annul", lambda: do(database, documents.annul, actor, act_id, "ошибка"))
    paper, stamp = do(database, documents.for_print, actor, act_id)
    assert stamp.annulled
    assert "АННУЛИРОВАН" in text_of(render(paper, stamp))
    states = {row["state"] for row in rows(database, PrintJob, PrintJob.document_id == act_id)}
    assert states == {PrintState.CANCELLED.value}
    with pytest.raises(UserError, match="document_annulled"):
        do(database, documents.annul, actor, act_id, "ещё раз")


def test_annul_wants_a_reason_and_a_paper(database: Database, actor: Actor) -> None:
    act_id = act_of(database, actor)
    with pytest.raises(UserError, match="reason_required"):
        do(database, documents.annul, actor, act_id, " ")
    with pytest.raises(UserError, match="paper_not_found"):
        do(database, documents.annul, actor, 5, "ошибка")
    assert see(database, documents.read, act_id)[1]["state"] == DocumentState.VALID.value


def test_only_managers_annul(database: Database, actor: Actor) -> None:
    act_id = act_of(database, actor)
    refused_without(
        database,
        actor,
        "documents.annul",
        lambda other: do(database, documents.annul, other, act_id, "ошибка"),
    )
    assert see(database, documents.read, act_id)[1]["state"] == DocumentState.VALID.value
    assert see(database, documents.read, act_id)[1]["state"] == DocumentState.VALID.value


def test_the_first_print_is_the_original_and_the_rest_are_copies(database: Database, actor: Actor) -> None:
    act_id = act_of(database, actor)
    first = one_entry(database, "documents.reprint", lambda: do(database, documents.for_print, actor, act_id))
    second = do(database, documents.for_print, actor, act_id)
    assert (first[1].copy, second[1].copy) == (False, True)
    assert first[0] == second[0]


def test_a_reprint_from_the_base_equals_the_first_but_for_its_mark(database: Database, actor: Actor) -> None:
    act_id = act_of(database, actor)
    first = render(*do(database, documents.for_print, actor, act_id))
    with clock.standing_at(clock.now() + timedelta(days=2)):
        again = render(*do(database, documents.for_print, replace(actor, short_name="Ли В. Х."), act_id))
    words = text_of(again).replace("КОПИЯ ", "").replace(" КОПИЯ", "")
    words = words.replace("24.05.2026 10:00, Ли В. Х.", f"22.05.2026 10:00, {actor.short_name}")
    assert words == text_of(first) != text_of(again)
    one, two = pages_of(first, 100), pages_of(again, 100)
    assert len(one) == len(two)
    for before, after in zip(one, two, strict=True):
        body = (0, FOOT, before.width, before.height - FOOT)
        assert before.crop(body).tobytes() == after.crop(body).tobytes()


def test_a_passport_is_issued_once_asked_for(database: Database, actor: Actor) -> None:
    order_id = accept(database, actor).orders[0].id
    kind = DocumentKind.EQUIPMENT_PASSPORT
    issued = one_entry(database, "documents.issue", lambda: do(database, papers.issue, actor, order_id, kind))
    paper, row = see(database, documents.read, issued)
    assert row["kind"] == kind.value
    assert paper.device.serial_number == "FD 0503 000123"
    refused_without(
        database, actor, "documents.issue", lambda other: do(database, papers.issue, other, order_id, kind)
    )


def test_a_queued_reprint_is_a_copy_once_the_first_came_out(database: Database, actor: Actor) -> None:
    act_id = act_of(database, actor)
    job = one_entry(
        database,
        "documents.reprint",
        lambda: do(database, print_queue.reprint, actor, act_id, purpose="paper", page="A4"),
    )
    assert not rows(database, PrintJob, PrintJob.id == job)[0]["is_copy"]
    do(database, print_queue.mark_done, job)
    job = do(database, print_queue.reprint, actor, act_id, purpose="paper", page="A4")
    assert rows(database, PrintJob, PrintJob.id == job)[0]["is_copy"]
