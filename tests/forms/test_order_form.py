"""The card of an order: what it shows, and its verbs from key to base."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from tests.forms.desk import ENTER, Desk
from tests.forms.test_order_list import LI, TV
from tests.support.intakes import accept, request, visit, washer
from tests.support.verbs import do, journal, rows, see
from ui.kept_photos import PhotoWindow
from ui.preview import Preview
from workstation.db import Database
from workstation.documents.intake import IntakeItem
from workstation.documents.orders import OrderView
from workstation.documents.people import Actor
from workstation.models import PrintJob
from workstation.queries.order_view import get_order_by_id
from workstation.services import orders, personal_data, print_queue, settings
from workstation.statuses import DocumentKind, DocumentState, OrderStatus, PrintState, Role

F9 = Qt.Key.Key_F9
Open = Callable[..., Desk]


@pytest.fixture
def order_id(sqlite_database: Database, actor: Actor) -> int:
    given = IntakeItem(washer(), request(unlock_code="4711", wants_loaner=True))
    return accept(sqlite_database, actor, visit(given, IntakeItem(TV, request()), customer=LI)).orders[0].id


@pytest.fixture
def open_card(qtbot: Any, sqlite_database: Database, actor: Actor, order_id: int) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(role: Role | None = None, key: object = None) -> Desk:
        desk = Desk(qtbot, sqlite_database, actor, "orders", role)
        desks.append(desk)
        desk.window.open_form("order", order_id if key is None else key)
        desk.rest()
        return desk

    yield make
    for desk in desks:
        desk.close()


def view(database: Database, order_id: int) -> OrderView:
    found: OrderView = see(database, get_order_by_id, order_id)
    return found


def words(desk: Desk) -> list[str]:
    """Every word on the card."""
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in desk.page.findChildren(QLabel) if label.text()]


def test_the_card_shows_everything_known(open_card: Open) -> None:
    desk = open_card()
    assert desk.page.title == "СЦ-2026-000001"
    assert desk.page.subtitle == "Стиральная машина Bosch WAN28263BY · Ли В. Х."
    shown = words(desk)
    for fact in (
        "Ли Виктор Хен",
        "+7 916 704-66-97",
        "FD 0503 000123",
        "48 990,00 ₽",
        "Не отжимает, гудит при сливе, на дисплее E18",
        "шланг заливной, болты транспортные × 4",
        "царапина 3 см на правой стенке",
        "40 000,00 ₽",
        "Принято в ремонт",
    ):
        assert any(fact.replace(" ", "") in one.replace(" ", "").replace("\u00a0", "") for one in shown), fact
    assert desk.page._card.badge.accessibleName() == "Принят"
    assert [item.text for item in desk.page._card.papers.items()] == ["Акт приёма-передачи", "Ярлык"]


def test_a_number_opens_it_too_and_an_unknown_one_says_so(open_card: Open) -> None:
    assert open_card(key="сц-2026-000002").page.title == "СЦ-2026-000002"
    missing = open_card(key="СЦ-2026-009999").page
    assert "СЦ-2026-009999" in missing._missing._text.text()


def test_cancel_asks_why_and_annuls(open_card: Open, sqlite_database: Database, order_id: int) -> None:
    desk = open_card()
    desk.do("F8")
    desk.press(F9)
    assert "Напишите причину" in desk.dialog()._field._error.text()
    desk.type("Заказчик передумал")
    desk.press(F9)
    shown = view(sqlite_database, order_id)
    assert shown.status is OrderStatus.CANCELLED
    assert shown.history[-1].reason == "Заказчик передумал"
    assert desk.page._card.badge.accessibleName() == "Отменён"
    assert desk.open_keys() & {"F2", "F8", "F7"} == set()
    assert "Заказ отменён" in words(desk)


def test_cancel_by_another_first_is_told(
    open_card: Open, sqlite_database: Database, actor: Actor, order_id: int
) -> None:
    desk = open_card()
    desk.do("F8")
    do(sqlite_database, orders.cancel, actor, order_id, "уже")
    desk.type("и я")
    desk.press(F9)
    assert desk.told()
    assert view(sqlite_database, order_id).history[-1].reason == "уже"


def test_enter_on_a_paper_previews_and_f9_prints_it_again(
    open_card: Open, sqlite_database: Database, actor: Actor
) -> None:
    while (job := do(sqlite_database, print_queue.take_next, actor)) is not None:
        do(sqlite_database, print_queue.mark_done, job.id)
    desk = open_card()
    desk.press(ENTER)
    preview = desk.dialog()
    assert isinstance(preview, Preview)
    assert preview.page_count() >= 1
    desk.press(F9)
    waiting = rows(sqlite_database, PrintJob, PrintJob.state == PrintState.WAITING.value)
    assert [(job["purpose"], job["page"], job["is_copy"]) for job in waiting] == [("paper", "A4", 1)]
    assert "в очереди печати" in desk.told()
    desk.do("Ctrl+Z")
    assert not rows(sqlite_database, PrintJob, PrintJob.state == PrintState.WAITING.value)
    assert desk.told() == "Снято с печати"


def test_a_preview_into_a_file_is_a_print(open_card: Open, sqlite_database: Database, tmp_path: Any) -> None:
    desk = open_card()
    desk.press(ENTER)
    preview = desk.dialog()
    preview.save_asked.emit(str(tmp_path / "акт.pdf"))
    desk.rest()
    assert (tmp_path / "акт.pdf").read_bytes().startswith(b"%PDF")
    assert journal(sqlite_database)[-1][0] == "documents.reprint"
    preview.reject()
    desk.rest()


def test_a_manager_annuls_a_paper_with_a_reason(
    open_card: Open, sqlite_database: Database, order_id: int
) -> None:
    desk = open_card(role=Role.MANAGER)
    desk.do("Ctrl+Delete")
    desk.type("Ошибка в данных")
    desk.press(F9)
    states = {paper.kind: paper.state for paper in view(sqlite_database, order_id).papers}
    assert states[DocumentKind.ACCEPTANCE_ACT] is DocumentState.ANNULLED
    assert [item.badge and item.badge[0] for item in desk.page._card.papers.items()] == [None, "Аннулирован"]


@pytest.mark.parametrize(
    ("role", "open_keys"),
    [
        (Role.CLERK, {"F2", "F6", "Shift+F6", "F7", "F8", "Ctrl+B", "Ctrl+E", "Ctrl+P"}),
        (Role.TECHNICIAN, {"F6", "Shift+F6", "F7", "Ctrl+E", "Ctrl+P"}),
        (Role.MANAGER, {"F2", "F6", "Shift+F6", "F7", "F8", "Ctrl+B", "Ctrl+E", "Ctrl+P", "Ctrl+Delete"}),
    ],
)
def test_only_what_a_role_may_can_be_pressed(open_card: Open, role: Role, open_keys: set[str]) -> None:
    desk = open_card(role=role)
    assert desk.open_keys() - {"Ctrl+Z", "F3", "F4", "F10"} == open_keys
    masked = any("•" in text for text in words(desk))
    assert masked is (role is Role.TECHNICIAN)


@pytest.mark.parametrize("kind", [DocumentKind.EQUIPMENT_PASSPORT, DocumentKind.WORK_ORDER_SHEET])
def test_a_paper_is_issued_and_shown(
    open_card: Open, sqlite_database: Database, order_id: int, kind: DocumentKind
) -> None:
    desk = open_card()
    desk.page._issue(kind)
    desk.rest()
    desk.rest()
    assert isinstance(desk.dialog(), Preview)
    kinds = [paper.kind for paper in view(sqlite_database, order_id).papers]
    assert kinds.count(kind) == 1
    desk.dialog().reject()
    desk.rest()


def test_a_passport_is_printed_as_the_settings_say(
    open_card: Open, sqlite_database: Database, actor: Actor
) -> None:
    do(sqlite_database, settings.set_setting, actor, "intake.passport_page", "A6 58x40")
    before = len(rows(sqlite_database, PrintJob))
    desk = open_card()
    desk.page._issue(DocumentKind.EQUIPMENT_PASSPORT)
    desk.rest()
    desk.rest()
    desk.press(F9)
    jobs = rows(sqlite_database, PrintJob)[before:]
    assert [(job["purpose"], job["page"]) for job in jobs] == [("paper", "A6"), ("label", "58x40")]


def test_correcting_opens_the_intake_on_this_order(open_card: Open, order_id: int) -> None:
    desk = open_card()
    desk.do("F2")
    assert desk.page.key == ("order", order_id)


def test_the_unlock_code_is_shown_and_kept_in_the_journal(open_card: Open, sqlite_database: Database) -> None:
    desk = open_card()
    desk.do("F7")
    from PySide6.QtWidgets import QLabel

    assert "4711" in [label.text() for label in desk.dialog().findChildren(QLabel)]
    assert journal(sqlite_database)[-1][0] == "orders.read_unlock_code"
    desk.press(ENTER)
    assert "Показан код разблокировки" in words(desk)
    assert "4711" not in " ".join(words(desk))


def test_a_photo_is_kept_shown_and_opened(
    open_card: Open, sqlite_database: Database, order_id: int, tmp_path: Any
) -> None:
    path = tmp_path / "барабан.jpg"
    Image.new("RGB", (1200, 800), (120, 40, 40)).save(path)
    desk = open_card()
    desk.page._card.photos.files_given.emit([str(path)])
    desk.rest()
    desk.rest()
    (photo,) = view(sqlite_database, order_id).photos
    assert photo.file_name == "барабан.jpg"
    assert desk.told() == "Снимок добавлен"
    desk.page._card.photos.opened.emit(photo.sha256)
    desk.rest()
    assert isinstance(desk.dialog(), PhotoWindow)
    desk.press(ENTER)
    desk.page._card.photos.files_given.emit([str(path)])
    desk.rest()
    assert desk.told() == "Этот снимок уже есть"
    assert len(view(sqlite_database, order_id).photos) == 1


def test_a_file_that_is_no_picture_is_told(open_card: Open, tmp_path: Any) -> None:
    path = tmp_path / "письмо.txt"
    path.write_text("не снимок", encoding="utf-8")
    desk = open_card()
    desk.page._card.photos.files_given.emit([str(path)])
    desk.rest()
    assert "письмо.txt" in desk.told()


def test_erased_personal_data_is_told_as_erased(
    open_card: Open, sqlite_database: Database, actor: Actor, order_id: int
) -> None:
    person = view(sqlite_database, order_id).customer_id
    do(sqlite_database, personal_data.erase_key, actor, person, "требование")
    shown = words(open_card())
    assert "Личные данные: удалено" in shown
    assert not any("Новый заказчик" in text for text in shown)


def test_the_neighbour_of_the_visit_opens(open_card: Open) -> None:
    desk = open_card()
    desk.page._card._open_order("СЦ-2026-000002")
    desk.rest()
    assert desk.page.title == "СЦ-2026-000002"
