"""The page of findings by keys: what blocks a refusal, what opens it, what is printed and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.forms.desk import ENTER, Desk
from tests.support.intakes import accept, request, visit, washer
from tests.support.verbs import do, rows, see
from tests.ui.keys import press
from ui.preview import Preview
from ui.widgets.buttons import LinkButton
from workstation.db import Database
from workstation.documents.conclusions import InvitationAnswer, InvitationChannel
from workstation.documents.findings import FindingData
from workstation.documents.intake import IntakeItem
from workstation.documents.orders import OrderView
from workstation.documents.people import Actor
from workstation.documents.warranty import Causal, Essential
from workstation.models import IssuedDocument, PrintJob
from workstation.queries.drafts import list_drafts
from workstation.queries.order_view import get_order_by_id
from workstation.queries.warranty import get_defect
from workstation.services import findings
from workstation.statuses import DocumentKind, OrderStatus, Role

F7, F8, F9 = Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F9
DELETE = Qt.Key.Key_Delete
Open = Callable[..., Desk]


@pytest.fixture
def order_id(sqlite_database: Database, actor: Actor) -> int:
    item = IntakeItem(washer(sold_on=date(2025, 6, 10), produced_on=date(2025, 3, 1)), request())
    return accept(sqlite_database, actor, visit(item)).orders[0].id


@pytest.fixture
def open_page(qtbot: Any, sqlite_database: Database, actor: Actor, order_id: int) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(role: Role | None = None) -> Desk:
        desk = Desk(qtbot, sqlite_database, actor, "orders", role)
        desks.append(desk)
        desk.window.open_form("order", order_id)
        desk.rest()
        desk.do("Ctrl+E")
        desk.rest()
        return desk

    yield make
    for desk in desks:
        desk.close()


def view(database: Database, order_id: int) -> OrderView:
    found: OrderView = see(database, get_order_by_id, order_id)
    return found


def gate(desk: Desk) -> str:
    """What stands at the foot of the page."""
    return str(desk.page._bar.accessibleDescription())


def add_liquid(desk: Desk) -> None:
    """A liquid that is the cause, by keys alone; a new page begins with a new finding."""
    desk.type("Попадание ж")
    desk.press(ENTER, "д", ENTER)
    desk.type("следы влаги на плате")
    desk.press(F9)


def test_a_liquid_without_a_photo_blocks_the_refusal(
    open_page: Open, sqlite_database: Database, order_id: int
) -> None:
    desk = open_page(Role.TECHNICIAN)
    assert "Нет доказанной причины" in gate(desk)
    add_liquid(desk)
    (finding,) = view(sqlite_database, order_id).findings
    assert (finding.code, finding.causal, finding.note) == ("LIQUID", Causal.YES, "следы влаги на плате")
    assert "F10" not in desk.open_keys()
    assert desk.page._buttons["findings_refuse"]._locked
    assert "снимка нет" in gate(desk)
    assert desk.page._desk.findings.items()[0].badge[0] == "Нужен снимок"
    assert "Ctrl+Return" not in desk.open_keys()
    assert len(view(sqlite_database, order_id).verdicts) == 2


def test_with_a_photo_it_refuses_and_prints(
    open_page: Open, sqlite_database: Database, order_id: int, tmp_path: Any
) -> None:
    path = tmp_path / "плата.jpg"
    Image.new("RGB", (1200, 800), (120, 40, 40)).save(path)
    desk = open_page(Role.TECHNICIAN)
    add_liquid(desk)
    desk.press(ENTER)
    desk.page._desk.editor.photos.files_given.emit([str(path)])
    desk.rest()
    desk.rest()
    desk.press(F9)
    (finding,) = view(sqlite_database, order_id).findings
    assert [row.file_name for row in finding.evidence] == ["плата.jpg"]
    assert gate(desk) == ""
    desk.do("F10")
    assert desk.dialog().form.value("checked") == "следы влаги на плате"
    desk.press(F9)
    desk.rest()
    after = view(sqlite_database, order_id)
    assert after.status is OrderStatus.REFUSED
    (paper,) = rows(
        sqlite_database, IssuedDocument, IssuedDocument.kind == DocumentKind.REASONED_REFUSAL.value
    )
    assert rows(sqlite_database, PrintJob, PrintJob.document_id == paper["id"])
    preview = desk.dialog()
    assert isinstance(preview, Preview)
    assert preview.page_count() >= 1
    preview.reject()
    desk.rest()
    assert "F10" not in desk.open_keys()


def test_a_clerk_cannot_refuse(
    open_page: Open, sqlite_database: Database, actor: Actor, order_id: int
) -> None:
    finding = do(sqlite_database, findings.add_finding, actor, order_id, FindingData("LIQUID", Causal.YES))
    do(sqlite_database, findings.override_evidence, actor, finding, "видно без снимка")
    assert "F10" not in open_page(Role.CLERK).open_keys()
    assert "F10" in open_page(Role.TECHNICIAN).open_keys()


def test_a_paper_is_seen_before_it_is_issued(open_page: Open, sqlite_database: Database) -> None:
    desk = open_page(Role.TECHNICIAN)
    desk.page.ask_conclusion(DocumentKind.IRREPARABILITY_ACT)
    desk.rest()
    ask = desk.dialog()
    ask.look()
    assert "defect" in ask.form.errors()
    for path, value in {"defect": "Разрушен бак", "reason": "discontinued", "advice": "Обмен"}.items():
        ask.form.set_value(path, value)
    press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk.rest()
    desk.rest()
    previews = desk.window.findChildren(Preview)
    assert [one.page_count() > 0 for one in previews] == [True]
    assert (
        rows(sqlite_database, IssuedDocument, IssuedDocument.kind == DocumentKind.IRREPARABILITY_ACT.value)
        == []
    )
    previews[0].reject()
    desk.rest()
    ask.take()
    desk.rest()
    kind = DocumentKind.IRREPARABILITY_ACT.value
    assert len(rows(sqlite_database, IssuedDocument, IssuedDocument.kind == kind)) == 1
    desk.dialog().reject()
    desk.rest()


def test_an_unsaved_finding_is_there_again(
    open_page: Open, sqlite_database: Database, actor: Actor, order_id: int
) -> None:
    desk = open_page(Role.TECHNICIAN)
    desk.type("Попадание ж")
    desk.press(ENTER, "д", ENTER)
    desk.type("следы влаги")
    desk.window.keep_all()
    desk.rest()
    again = open_page(Role.TECHNICIAN)
    editor = again.page._desk.editor
    assert (editor.value("code"), editor.value("causal"), editor.value("note")) == (
        "LIQUID",
        "yes",
        "следы влаги",
    )
    assert editor.is_busy()
    again.press(F9)
    assert [row.note for row in view(sqlite_database, order_id).findings] == ["следы влаги"]
    assert see(sqlite_database, list_drafts, f"findings:{order_id}", actor.user_id) == []


def test_what_the_verdict_lacks_leads_to_the_answer(
    open_page: Open, sqlite_database: Database, actor: Actor, order_id: int
) -> None:
    do(sqlite_database, findings.add_finding, actor, order_id, FindingData("MECH", Causal.UNKNOWN))
    do(sqlite_database, findings.add_finding, actor, order_id, FindingData("LIQUID", Causal.YES))
    desk = open_page()
    links = desk.page._desk._asked.findChildren(LinkButton)
    assert [link.accessibleName() for link in links] == [
        "Причина ли: Механическое повреждение",
        "Снимок: Попадание жидкости внутрь изделия",
    ]
    links[1].click()
    desk.rest()
    assert desk.page._desk.editor.shown.code == "LIQUID"
    assert desk.page._desk.editor.current() == "causal"


def test_the_defect_is_said_by_keys(open_page: Open, sqlite_database: Database, order_id: int) -> None:
    desk = open_page()
    desk.do("F3")
    desk.type("PUMP")
    desk.press(ENTER)
    desk.type("проявился")
    desk.press(ENTER, F9)
    found = see(sqlite_database, get_defect, order_id)
    assert (found.defect_code, found.essential) == ("PUMP", Essential.RECURRED_AFTER_REPAIR)
    assert view(sqlite_database, order_id).verdict["facts"]["essential"] == "recurred_after_repair"


def test_a_manager_opens_the_refusal_with_a_reason(
    open_page: Open, sqlite_database: Database, order_id: int
) -> None:
    desk = open_page(Role.MANAGER)
    add_liquid(desk)
    desk.do("Ctrl+Return")
    desk.press(F9)
    assert "Напишите причину" in desk.dialog()._field._error.text()
    desk.type("снято с изделия при заказчике")
    desk.press(F9)
    (finding,) = view(sqlite_database, order_id).findings
    assert finding.override_reason == "снято с изделия при заказчике"
    assert "F10" in desk.open_keys()


def test_the_verdict_beside_follows_each_change(
    open_page: Open, sqlite_database: Database, actor: Actor, order_id: int
) -> None:
    desk = open_page()

    def shown() -> set[str]:
        return {label.text() for label in desk.page._desk._side.findChildren(QLabel)}

    before = shown()
    do(sqlite_database, findings.add_finding, actor, order_id, FindingData("LIQUID", Causal.YES))
    desk.page.refresh()
    desk.rest()
    assert shown() != before
    assert len(desk.page._desk.history.items()) == 2


def test_a_finding_is_changed_and_withdrawn(
    open_page: Open, sqlite_database: Database, order_id: int
) -> None:
    desk = open_page()
    add_liquid(desk)
    desk.press(ENTER, "н", F9)
    assert view(sqlite_database, order_id).findings[0].causal is Causal.NO
    desk.press(DELETE)
    desk.type("Отмечена по ошибке")
    desk.press(F9)
    (finding,) = view(sqlite_database, order_id).findings
    assert finding.withdrawn_reason == "Отмечена по ошибке"
    assert desk.page._desk.findings.items()[0].badge[0] == "Снята"


def test_an_invitation_and_its_answer(open_page: Open, sqlite_database: Database, order_id: int) -> None:
    desk = open_page()
    desk.do("F8")
    desk.press(F9)
    assert desk.dialog().form.errors().keys() == {"channel"}
    desk.press("с", F9)
    (sent,) = view(sqlite_database, order_id).invitations
    assert sent.channel is InvitationChannel.SMS
    desk.window.activateWindow()
    desk.rest()
    desk.page._desk.invitations.setFocus()
    desk.press(ENTER)
    desk.dialog().form.set_value("answer", InvitationAnswer.DID_NOT_COME.value)
    desk.press(F9)
    (sent,) = view(sqlite_database, order_id).invitations
    assert sent.answer is InvitationAnswer.DID_NOT_COME
    assert desk.page._desk._invited._note.text() == "всего 1, без результата 1"


@pytest.mark.parametrize("kind", [DocumentKind.QUALITY_CHECK_ACT, DocumentKind.TECHNICAL_REPORT])
def test_a_conclusion_is_issued_and_shown(
    open_page: Open, sqlite_database: Database, kind: DocumentKind
) -> None:
    desk = open_page()
    desk.page.ask_conclusion(kind)
    desk.rest()
    form = desk.dialog().form
    desk.press(F9)
    assert "outer" in form.errors()
    for path, value in {
        "outer": "Корпус цел",
        "found": "yes",
        "nature": "operational",
        "outcome": "paid_repair",
        "conclusion": "Насос без питания",
    }.items():
        if path != "conclusion" or kind is DocumentKind.TECHNICAL_REPORT:
            form.set_value(path, value)
    desk.press(F9)
    desk.rest()
    assert isinstance(desk.dialog(), Preview)
    desk.dialog().reject()
    desk.rest()
    assert len(rows(sqlite_database, IssuedDocument, IssuedDocument.kind == kind.value)) == 1


def test_an_irreparability_act_is_issued(open_page: Open, sqlite_database: Database) -> None:
    desk = open_page()
    desk.page.ask_conclusion(DocumentKind.IRREPARABILITY_ACT)
    desk.rest()
    form = desk.dialog().form
    for path, value in {"defect": "Разрушен бак", "reason": "discontinued", "advice": "Обмен"}.items():
        form.set_value(path, value)
    desk.press(F9)
    desk.rest()
    kind = DocumentKind.IRREPARABILITY_ACT.value
    assert len(rows(sqlite_database, IssuedDocument, IssuedDocument.kind == kind)) == 1
    desk.dialog().reject()
    desk.rest()
