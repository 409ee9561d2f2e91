"""Each check of what is around orders finds what was broken, and nothing in a whole base."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from tests.support.bench import photo
from tests.support.intakes import accept, ready
from tests.support.verbs import do, rows
from workstation import clock, files, keys
from workstation.db import Database
from workstation.documents.checklists import DocumentData
from workstation.documents.contacts import AskData, ChangeReason, Channel
from workstation.documents.loaners import LendData, LoanerData
from workstation.documents.requests import Question, ServiceRequestData
from workstation.models import Approval, Loaner, LoanerPhoto, Place, ServiceRequest, WorkOrder
from workstation.services import approvals, bench_catalogue, loaners, requests
from workstation.services.check import run_checks

NAMES = ("places", "loaners", "unclaimed", "approvals", "requests", "kept_files")
ANSWERS = {Question.DISSATISFIED: True}


@pytest.fixture
def database_in_use(database: Database) -> Database:
    actor = ready(database)
    order_id = accept(database, actor).orders[0].id
    fund = LoanerData("П-1", "washing_machine", "LG", "хорошее", 1_000_000)
    do(database, loaners.save_loaner, actor, fund, photos=(photo(database),))
    do(database, loaners.lend, actor, order_id, LendData("П-1"))
    asked = AskData(Channel.PHONE, ChangeReason.ANOTHER_DEFECT, 500_000)
    do(database, approvals.ask_customer, actor, order_id, asked)
    for text in ("первое", "второе"):
        do(database, requests.record_request, actor, ServiceRequestData(Channel.PHONE, text, ANSWERS))
    return database


def failing(database: Database) -> dict[str, int]:
    return {result.name: result.failed for result in run_checks(database, NAMES) if result.failed}


def test_a_base_in_use_is_whole(database_in_use: Database) -> None:
    assert failing(database_in_use) == {}
    counts = {result.name: result.count for result in run_checks(database_in_use, NAMES)}
    assert (counts["loaners"], counts["approvals"], counts["requests"], counts["kept_files"]) == (1, 1, 2, 1)


def _free(session: Session) -> None:
    session.execute(update(Loaner.__table__).values(state="free"))


def _close(session: Session) -> None:
    session.execute(update(WorkOrder.__table__).values(closed_at=clock.now()))


def _ask_twice(session: Session) -> None:
    table = Approval.__table__
    row = dict(session.execute(table.select()).mappings().one())
    session.execute(insert(table), {**row, "id": keys.new_key()})


def _answer_half(session: Session) -> None:
    session.execute(update(Approval.__table__).values(answer="agreed"))


def _skip_a_number(session: Session) -> None:
    table = ServiceRequest.__table__
    second = table.c.number == "ОБ-2026-000002"
    session.execute(update(table).where(second).values(number="ОБ-2026-000003"))


def _tie_open(session: Session) -> None:
    order_id = session.execute(WorkOrder.__table__.select()).mappings().one()["id"]
    session.execute(update(ServiceRequest.__table__).values(order_id=order_id))


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        (_free, {"loaners": 1}),
        (_close, {"loaners": 1}),
        (_ask_twice, {"approvals": 1}),
        (_answer_half, {"approvals": 1}),
        (_skip_a_number, {"requests": 1}),
        (_tie_open, {"requests": 2}),
    ],
)
def test_each_harm_is_found(
    database_in_use: Database, harm: Callable[[Session], Any], found: dict[str, int]
) -> None:
    with database_in_use.begin(write=True) as session:
        harm(session)
    assert failing(database_in_use) == found


def test_a_lost_photo_of_the_fund_is_found(database_in_use: Database) -> None:
    (kept,) = rows(database_in_use, LoanerPhoto)
    files.path_of(database_in_use.folder, kept["sha256"]).unlink()
    assert failing(database_in_use) == {"kept_files": 1}


def test_a_lost_document_of_a_model_is_found(database_in_use: Database) -> None:
    link = DocumentData("Ссылка", link="https://example.ru/service.pdf")
    kept = photo(database_in_use, b"%PDF-1.7")
    for data in (link, DocumentData("Схема", file=kept)):
        do(database_in_use, bench_catalogue.add_document, ready(database_in_use), data)
    assert failing(database_in_use) == {}
    files.path_of(database_in_use.folder, kept.sha256).unlink()
    assert failing(database_in_use) == {"kept_files": 1}


def test_places_of_another_branch_are_found(database_in_use: Database) -> None:
    other = {"id": keys.new_key(), "name": "Второй", "prefix": "ВТ"}
    place = {
        "id": keys.new_key(), "branch_id": other["id"], "kind": "shelf", "name": "А", "name_key": "а",
        "position": 0, "is_active": True,
    }  # fmt: skip
    with database_in_use.begin(write=True) as session:
        branch = Place.__table__.metadata.tables["branch"]
        session.execute(insert(branch), other)
        session.execute(insert(Place.__table__), place)
        session.execute(update(WorkOrder.__table__).values(place_id=place["id"]))
    assert failing(database_in_use) == {"places": 1}
