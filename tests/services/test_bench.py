"""Works, parts, times, diagnosis, people: what a technician writes down, and what of it is refused."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.support.bench import PUMP, bench, order_in, photo, somebody
from tests.support.intakes import ready
from tests.support.verbs import do, one_entry, refused_without, see
from workstation import clock
from workstation.db import Database
from workstation.documents.bench import TechnicianRow
from workstation.documents.catalogues import DictionaryCode, DictionaryKind
from workstation.documents.checklists import DocumentData, NormData, OperationData, SkillData
from workstation.documents.conclusions import DefectNature, Outcome
from workstation.documents.deeds import (
    AssignData,
    DiagnosisData,
    LineData,
    Measurement,
    NoData,
    PartData,
    TickData,
    TimeData,
    TimerData,
    WorkData,
)
from workstation.documents.people import Actor
from workstation.errors import AccessError, UserError
from workstation.queries.bench import get_bench_card, list_board, list_board_ids
from workstation.queries.bench_help import find_codes, list_model_documents, list_operations, list_technicians
from workstation.queries.order_view import get_order_by_id
from workstation.services import (
    assignment,
    bench_catalogue,
    catalogues,
    checklists,
    diagnosis,
    timers,
    works,
)
from workstation.statuses import OrderStatus, Priority, Role


@pytest.fixture
def actor(database: Database) -> Actor:
    return ready(database)


@pytest.fixture
def order_id(database: Database, actor: Actor) -> int:
    return order_in(database, actor, OrderStatus.IN_REPAIR)


def test_a_work_takes_its_norm_and_warranty_from_the_operation(
    database: Database, actor: Actor, order_id: int
) -> None:
    master = somebody(database, actor, "petrov", Role.TECHNICIAN)
    data = WorkData("R02", performer="petrov", actual_minutes=27)
    line = one_entry(database, "bench.add_work", lambda: do(database, works.add_work, actor, order_id, data))
    (row,) = bench(database, order_id).works
    assert (row.id, row.name, row.norm_minutes, row.actual_minutes) == (line, "Замена насоса слива", 30, 27)
    assert (row.performer, row.warranty_months) == (master.short_name, 6)
    do(database, works.remove_work, actor, order_id, LineData(line, "не понадобилась"))
    assert bench(database, order_id).works == ()
    with pytest.raises(UserError, match="line_not_found"):
        do(database, works.remove_work, actor, order_id, LineData(line, "ещё раз"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (WorkData(), "work_name_missing"),
        (WorkData("НЕТ"), "operation_unknown"),
        (WorkData(name="Чистка", performer="никто"), "person_unknown"),
        (WorkData(name="Чистка", norm_minutes=-1), "number_range"),
    ],
)
def test_works_that_are_refused(
    database: Database, actor: Actor, order_id: int, data: Any, code: str
) -> None:
    with pytest.raises(UserError, match=code):
        do(database, works.add_work, actor, order_id, data)


def test_a_part_is_taken_back_with_a_reason(database: Database, actor: Actor, order_id: int) -> None:
    line = do(database, works.add_part, actor, order_id, PartData("Насос слива", serial_in="N-1"))
    with pytest.raises(UserError, match="reason_required"):
        do(database, works.remove_part, actor, order_id, LineData(line, " "))
    one_entry(
        database,
        "bench.remove_part",
        lambda: do(database, works.remove_part, actor, order_id, LineData(line, "не та")),
    )
    assert bench(database, order_id).parts == ()
    with pytest.raises(UserError, match="number_range"):
        do(database, works.add_part, actor, order_id, PartData("Насос", quantity=0))


def test_several_people_work_on_one_order_each_on_one_thing(
    database: Database, actor: Actor, order_id: int
) -> None:
    master = somebody(database, actor, "petrov", Role.TECHNICIAN)
    second = order_in(database, actor, OrderStatus.IN_REPAIR, "S-2")
    line = do(database, works.add_work, actor, order_id, WorkData("R02"))
    do(database, timers.start_timer, actor, order_id, TimerData(line))
    do(database, timers.start_timer, master, order_id, TimerData())
    with pytest.raises(UserError, match="timer_runs") as caught:
        do(database, timers.start_timer, actor, second, TimerData())
    assert caught.value.params["number"] == see(database, get_order_by_id, order_id).number
    with pytest.raises(UserError, match="line_timed"):
        do(database, works.remove_work, actor, order_id, LineData(line, "лишняя"))
    running = see(database, list_board, only_running=True)
    assert [(row.id, len(row.running)) for row in running] == [(order_id, 2)]
    with clock.standing_at(clock.now() + timedelta(minutes=25)):
        assert do(database, timers.stop_timer, actor, order_id, NoData()) == 25
        with pytest.raises(UserError, match="timer_none"):
            do(database, timers.stop_timer, actor, order_id, NoData())
    (row,) = bench(database, order_id).works
    assert (row.timed_minutes, row.is_running) == (25, False)


def test_time_is_corrected_with_a_reason_and_by_whom_it_may(
    database: Database, actor: Actor, order_id: int
) -> None:
    first, second = (somebody(database, actor, login, Role.TECHNICIAN) for login in ("petrov", "sidorov"))
    begun = clock.now()
    entry = do(database, timers.start_timer, first, order_id, TimerData())
    with clock.standing_at(begun + timedelta(hours=9)):
        do(database, timers.stop_timer, first, order_id, NoData())
        right = TimeData(entry, begun, begun + timedelta(hours=1), "забыл остановить")
        with pytest.raises(AccessError, match="right_missing"):
            do(database, timers.correct_time, second, order_id, right)
        for wrong, code in (
            (TimeData(entry, begun, begun - timedelta(hours=1), "так"), "time_reversed"),
            (TimeData(entry, begun, begun + timedelta(days=1), "так"), "time_future"),
            (TimeData(entry, begun, begun + timedelta(hours=1), ""), "reason_required"),
            (TimeData(1, begun, begun, "так"), "time_not_found"),
        ):
            with pytest.raises(UserError, match=code):
                do(database, timers.correct_time, first, order_id, wrong)
        do(database, timers.correct_time, first, order_id, right)
        other = do(database, timers.start_timer, first, order_id, TimerData())
        do(database, timers.stop_timer, first, order_id, NoData())
        doubled = TimeData(other, begun, begun + timedelta(minutes=30), "тогда же")
        with pytest.raises(UserError, match="time_overlaps"):
            do(database, timers.correct_time, actor, order_id, doubled)
    row = bench(database, order_id).times[0]
    assert (row.ended_at, row.correction_reason) == (begun + timedelta(hours=1), "забыл остановить")
    assert row.corrected_by == first.short_name


def test_a_diagnosis_is_kept_and_judged(database: Database, actor: Actor, order_id: int) -> None:
    data = DiagnosisData(
        DefectNature.OPERATIONAL,
        "Следы жидкости на плате",
        cause="  Залив   платы ",
        defect_code="14",
        outcome=Outcome.PAID_REPAIR,
        measured=(Measurement("Изоляция", Decimal("12.4"), "МОм", least=Decimal(2)),),
    )
    one_entry(
        database, "bench.diagnose", lambda: do(database, diagnosis.record_diagnosis, actor, order_id, data)
    )
    shown = bench(database, order_id).diagnosis
    assert shown is not None
    assert (shown.cause, shown.defect_code, shown.version) == ("Залив платы", "14", 2)
    assert shown.measured == data.measured
    view = see(database, get_order_by_id, order_id)
    assert view.defect.defect_code == "14"
    assert view.journal[-1].body["nature"] == ["production", "operational"]
    assert "жидкости" not in str(view.journal[-1].body)
    with pytest.raises(UserError, match="field_required"):
        do(database, diagnosis.record_diagnosis, actor, order_id, DiagnosisData(DefectNature.ABSENT, " "))


def test_a_code_must_be_in_the_dictionary_of_the_brand_where_there_is_one(
    database: Database, actor: Actor, order_id: int
) -> None:
    code = DictionaryCode(DictionaryKind.SECTION, "220", "слив воды", "Bosch")
    do(database, catalogues.import_dictionary, actor, [code], "словарь Bosch")
    wrong = DiagnosisData(DefectNature.PRODUCTION, "Насос", section_code="999", defect_code="14")
    with pytest.raises(UserError, match="code_unknown"):
        do(database, diagnosis.record_diagnosis, actor, order_id, wrong)
    known = DiagnosisData(DefectNature.PRODUCTION, "Насос", section_code="220", defect_code="14")
    do(database, diagnosis.record_diagnosis, actor, order_id, known)
    shown = bench(database, order_id).diagnosis
    assert shown is not None
    assert shown.texts == (("section", "слив воды"),)
    found = see(database, find_codes, "слив", kinds=("section",), brand="Bosch")
    assert [(one.code, one.brand) for one in found] == [("220", "Bosch")]
    assert see(database, find_codes, "слив", kinds=("section",), brand="LG") == ()


def test_an_error_code_of_the_complaint_is_explained(database: Database, actor: Actor, order_id: int) -> None:
    codes = [
        DictionaryCode(DictionaryKind.ERROR, code, text, brand)
        for code, text, brand in (
            ("E18", "вода не уходит за 10 минут", "Bosch"),
            ("E17", "нет воды", "Bosch"),
            ("E18", "другое", "LG"),
        )
    ]
    do(database, catalogues.import_dictionary, actor, codes, "руководства")
    card = see(database, get_bench_card, order_id, clock.today())
    assert [(one.code, one.text) for one in card.errors] == [("E18", "вода не уходит за 10 минут")]


def test_ticks_are_answered_anew_and_photos_kept(database: Database, actor: Actor, order_id: int) -> None:
    do(database, checklists.tick, actor, order_id, TickData(4, "9"))
    do(database, checklists.tick, actor, order_id, TickData(4, "0,21", note="повторно"))
    do(database, checklists.tick, actor, order_id, TickData(8, photo=photo(database)))
    do(database, checklists.tick, actor, order_id, TickData(8, note="вид сбоку"))
    done = bench(database, order_id).checklist
    assert done is not None
    leak, plate = done.items[3], done.items[7]
    assert (leak.value, leak.is_good, leak.note) == ("0.21", True, "повторно")
    assert (plate.is_good, plate.photo, plate.note) == (True, photo(database).sha256, "вид сбоку")
    with pytest.raises(UserError, match="checklist_item_unknown"):
        do(database, checklists.tick, actor, order_id, TickData(99, "yes"))


def test_the_queue_by_priority_and_day_and_whose_it_is(database: Database, actor: Actor) -> None:
    first = order_in(database, actor, OrderStatus.ACCEPTED, "S-1")
    second = order_in(database, actor, OrderStatus.IN_DIAGNOSIS, "S-2")
    master = somebody(database, actor, "petrov", Role.TECHNICIAN)
    assert [row.id for row in see(database, list_board)] == [first, second]
    do(database, assignment.assign, actor, second, AssignData("petrov", Priority.URGENT))
    assert [one for one, _status, _code in see(database, list_board_ids)] == [second, first]
    mine = see(database, list_board, technician_id=master.user_id)
    assert [(row.id, row.technician, row.priority) for row in mine] == [
        (second, master.short_name, Priority.URGENT)
    ]
    assert [row.id for row in see(database, list_board, technician_id=0)] == [first]
    do(database, assignment.assign, actor, second, AssignData(""))
    assert see(database, list_board, technician_id=master.user_id) == []
    with pytest.raises(UserError, match="person_unknown"):
        do(database, assignment.assign, actor, second, AssignData("никто"))
    refused_without(
        database, actor, "bench.assign",
        lambda one: do(database, assignment.assign, one, second, AssignData("petrov")),
    )  # fmt: skip


def test_who_is_certified_goes_first_then_who_can_then_who_is_free(
    database: Database, actor: Actor, order_id: int
) -> None:
    certified, able = (somebody(database, actor, login, Role.TECHNICIAN) for login in ("sidorov", "petrov"))
    today = clock.today()
    skill = SkillData("sidorov", "Bosch", "washing_machine", certificate="B-17", valid_to=today)
    row_id = do(database, bench_catalogue.save_skill, actor, skill)
    do(database, bench_catalogue.save_skill, actor, SkillData("petrov", category="washing_machine"))
    do(database, assignment.assign, actor, order_id, AssignData("sidorov"))

    def people(on: date) -> list[tuple[int, bool, bool, int]]:
        found: tuple[TechnicianRow, ...] = see(database, list_technicians, order_id, on)
        return [(one.user_id, one.has_certificate, one.has_skill, one.open_count) for one in found]

    assert people(today) == [(certified.user_id, True, True, 1), (able.user_id, False, True, 0)]
    assert people(today + timedelta(days=1)) == [
        (able.user_id, False, True, 0),
        (certified.user_id, False, False, 1),
    ]
    do(database, bench_catalogue.drop_skill, actor, row_id)
    assert people(today)[0] == (able.user_id, False, True, 0)


def test_an_operation_has_the_norm_of_its_group_and_level(database: Database, actor: Actor) -> None:
    norms = (NormData(40), NormData(30, "tv"), NormData(90, "tv", 3))
    data = OperationData("X01", "Замена матрицы", norms, 6)
    row_id = one_entry(
        database, "catalogue.operation", lambda: do(database, bench_catalogue.save_operation, actor, data)
    )
    for category, level, minutes in (("laptop", None, 40), ("tv", 1, 30), ("tv", 3, 90)):
        (found,) = see(database, list_operations, category, level, "матриц")
        assert (found.id, found.norm_minutes, found.warranty_months) == (row_id, minutes, 6)
    with pytest.raises(UserError, match="operation_exists"):
        do(database, bench_catalogue.save_operation, actor, data)


def test_documents_of_a_model_its_group_and_its_brand(
    database: Database, actor: Actor, order_id: int
) -> None:
    link = "https://example.ru/service.pdf"
    for title, brand, category, model in (
        ("Бренд", "Bosch", None, None),
        ("Модель", "Bosch", "washing_machine", "WAN28263BY"),
        ("Группа", None, "washing_machine", None),
        ("Чужой", "LG", None, None),
    ):
        data = DocumentData(title, brand, category, model, place="стр. 14", link=link)
        do(database, bench_catalogue.add_document, actor, data)
    device_id = see(database, get_order_by_id, order_id).device_id
    found = see(database, list_model_documents, device_id)
    assert [row.title for row in found] == ["Модель", "Группа", "Бренд"]
    do(database, bench_catalogue.drop_document, actor, found[0].id)
    assert len(see(database, list_model_documents, device_id)) == 2
    for wrong, code in (
        (DocumentData("Пусто"), "document_or_link"),
        (DocumentData("Файл", link="file:///etc/passwd"), "link_bad"),
        (DocumentData(" ", link=link), "field_required"),
    ):
        with pytest.raises(UserError, match=code):
            do(database, bench_catalogue.add_document, actor, wrong)


def test_what_was_said_of_a_diagnosis_stands_in_the_same_words(
    database: Database, actor: Actor, order_id: int
) -> None:
    shown = bench(database, order_id).diagnosis
    assert shown is not None
    assert (shown.nature, shown.conclusion, shown.cause) == (PUMP.nature, PUMP.conclusion, PUMP.cause)
