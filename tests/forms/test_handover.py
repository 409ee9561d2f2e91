"""The page of handing over by keys: what the act needs, what is missing, who takes it, the signature."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.forms.desk import ENTER, Desk
from tests.support.intakes import accept, request, visit, washer
from tests.support.money import Desk as Order
from tests.support.money import open_desk
from tests.support.verbs import do, see
from workstation.db import Database
from workstation.documents.billing import PaymentKind, PaymentMethod
from workstation.documents.conclusions import DefectNature
from workstation.documents.deeds import DiagnosisData, HandOverData, NoteData, ReasonData
from workstation.documents.intake import IntakeItem
from workstation.documents.orders import OrderView
from workstation.documents.people import Actor
from workstation.queries.order_view import get_order_by_id
from workstation.queries.payments import list_payments
from workstation.services import deeds
from workstation.statuses import OrderStatus, PaymentState, Role, SignedBy, TakenBy

F9 = Qt.Key.Key_F9
Open = Callable[..., Desk]
FOUND = "Насос слива заклинил, крыльчатка разрушена."


@pytest.fixture
def order_id(sqlite_database: Database, actor: Actor) -> int:
    item = IntakeItem(washer(sold_on=date(2025, 6, 10)), request())
    return accept(sqlite_database, actor, visit(item)).orders[0].id


@pytest.fixture
def open_page(qtbot: Any, sqlite_database: Database, actor: Actor, order_id: int) -> Iterator[Open]:
    desks: list[Desk] = []

    def make() -> Desk:
        desk = Desk(qtbot, sqlite_database, actor, "orders")
        desks.append(desk)
        desk.window.open_form("handover", order_id)
        desk.rest()
        return desk

    yield make
    for desk in desks:
        desk.close()


def repair(database: Database, actor: Actor, order_id: int) -> None:
    """The shortest way of a device to the shelf of what is ready."""
    diagnosis = DiagnosisData(DefectNature.PRODUCTION, FOUND)
    do(database, deeds.do, actor, order_id, "start_diagnosis", NoteData())
    do(database, deeds.do, actor, order_id, "record_diagnosis", diagnosis)
    do(database, deeds.do, actor, order_id, "start_repair", NoteData())
    if any("checklist" in (lack.field or "") for lack in lacks(database, actor, order_id, "finish_repair")):
        do(database, deeds.do, actor, order_id, "override", ReasonData("проверено словами"))
    do(database, deeds.do, actor, order_id, "finish_repair", NoteData())


def lacks(database: Database, actor: Actor, order_id: int, verb: str) -> tuple[Any, ...]:
    found = see(database, deeds.list_deeds, actor, order_id)
    return next(deed.lacks for deed in found if deed.verb == verb)


def view(database: Database, order_id: int) -> OrderView:
    found: OrderView = see(database, get_order_by_id, order_id)
    return found


def sign(desk: Desk) -> None:
    """A line on the pad, as a hand draws it."""
    pad = desk.page.fields.pad
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    for step in range(24):
        QTest.mouseMove(pad, QPoint(20 + step * 8, 40 + (step % 4) * 5))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(220, 40))
    desk.rest()


def test_a_ready_device_is_given_out_by_one_key(
    open_page: Open, sqlite_database: Database, actor: Actor, order_id: int
) -> None:
    repair(sqlite_database, actor, order_id)
    desk = open_page()
    assert desk.page.fields.value("defects") == FOUND
    assert desk.page.fields.value("taken_by") is TakenBy.RECEIPT
    desk.press(F9)
    given = view(sqlite_database, order_id)
    assert given.status is OrderStatus.HANDED_OVER
    assert given.bench is not None
    assert given.bench.handover is not None
    assert given.bench.handover.defects == FOUND
    assert given.bench.handover.accessories == given.request.accessories
    assert desk.page.title == given.number


def test_what_is_given_already_says_so_and_closes_the_key(
    open_page: Open, sqlite_database: Database, actor: Actor, order_id: int
) -> None:
    repair(sqlite_database, actor, order_id)
    do(sqlite_database, deeds.do, actor, order_id, "hand_over", HandOverData())
    desk = open_page()
    assert "F9" not in desk.open_keys()
    assert "Выдать пока нельзя" in desk.page._bar.accessibleDescription()


def test_a_lost_receipt_asks_for_the_name_and_keeps_what_is_typed(
    open_page: Open, sqlite_database: Database, actor: Actor, order_id: int
) -> None:
    repair(sqlite_database, actor, order_id)
    desk = open_page()
    desk.press("д", ENTER)
    assert desk.focus() is desk.page.fields.field("taker").editor
    desk.page.fields.set_value("taker", None)
    desk.page.fields.set_value("remarks", "царапины прежние")
    desk.press(F9)
    assert desk.page.fields.errors().keys() == {"taker"}
    assert desk.page.fields.value("remarks") == "царапины прежние"
    assert view(sqlite_database, order_id).status is OrderStatus.READY
    desk.type("Петров Пётр")
    desk.press(F9)
    handed = view(sqlite_database, order_id).bench
    assert handed is not None
    assert handed.handover is not None
    assert (handed.handover.taken_by, handed.handover.taker) == (TakenBy.IDENTITY, "Петров Пётр")


def test_a_signature_on_the_screen_is_kept_with_the_order(
    open_page: Open, sqlite_database: Database, actor: Actor, order_id: int
) -> None:
    repair(sqlite_database, actor, order_id)
    desk = open_page()
    desk.page.fields.focus("signed_by")
    desk.press("э")
    desk.press(F9)
    assert desk.page.fields.errors().keys() == {"signature"}
    sign(desk)
    assert QApplication.focusWidget() is desk.page.fields.pad
    desk.press(F9)
    desk.rest()
    handed = view(sqlite_database, order_id).bench
    assert handed is not None
    assert handed.handover is not None
    assert handed.handover.signed_by is SignedBy.SCREEN
    assert handed.handover.signature_sha256


def test_what_was_not_repaired_goes_back_with_a_reason(
    open_page: Open, sqlite_database: Database, actor: Actor, order_id: int
) -> None:
    desk = open_page()
    desk.press(F9)
    assert desk.dialog()
    desk.type("забрал сам")
    desk.press(F9)
    given = view(sqlite_database, order_id)
    assert given.status is OrderStatus.RETURNED_UNREPAIRED
    assert given.history[-1].reason == "забрал сам"


def test_what_is_typed_waits_when_the_user_switches(
    open_page: Open, sqlite_database: Database, actor: Actor, order_id: int
) -> None:
    repair(sqlite_database, actor, order_id)
    desk = open_page()
    desk.page.fields.focus("remarks")
    desk.type("без коробки")
    desk.window.keep_all()
    desk.rest()
    again = open_page()
    assert again.page.fields.value("remarks") == "без коробки"


# -- money ---------------------------------------------------------------------------------------


@pytest.fixture
def priced(sqlite_database: Database) -> Order:
    made = open_desk(sqlite_database, prepayment=300_000)
    made.work(1_000_000)
    made.act("override", ReasonData("проверено словами"))
    made.act("finish_repair")
    return made


@pytest.fixture
def open_priced(qtbot: Any, sqlite_database: Database, priced: Order) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(role: Role | None = None) -> Desk:
        desk = Desk(qtbot, sqlite_database, priced.actor, "orders", role)
        desks.append(desk)
        desk.window.open_form("handover", priced.order_id)
        desk.rest()
        return desk

    yield make
    for desk in desks:
        desk.close()


def sums(desk: Desk) -> dict[str, str]:
    return {row.name: row.amount.replace("\u00a0", " ") for row in desk.page.fields._sums.rows()}


def test_the_rest_is_paid_in_the_same_save_by_one_key(open_priced: Open, priced: Order) -> None:
    desk = open_priced()
    assert sums(desk) == {
        "Итого заказчику": "10 000,00 ₽",
        "Зачтём аванс": "−3 000,00 ₽",
        "К оплате": "7 000,00 ₽",
    }
    assert not desk.page.fields.field("payment").isVisible()
    desk.press(F9)
    assert desk.page.fields.errors().keys() == {"settle"}
    assert view(priced.database, priced.order_id).status is OrderStatus.READY
    desk.press("к", F9)
    given = view(priced.database, priced.order_id)
    assert given.status is OrderStatus.HANDED_OVER
    assert given.bench is not None
    assert given.bench.handover is not None
    assert given.bench.handover.payment is PaymentState.PAID
    found = see(priced.database, list_payments, priced.actor.branch_id, order_id=priced.order_id)
    told = {(row.kind, row.method, row.amount) for row in found}
    assert (PaymentKind.PAYMENT, PaymentMethod.CARD, 700_000) in told
    assert (PaymentKind.OFFSET, PaymentMethod.PREPAID, 300_000) in told
    assert priced.money.balance == 0


def test_on_account_goes_only_what_has_an_invoice(open_priced: Open, priced: Order) -> None:
    desk = open_priced(Role.CLERK)
    desk.page.fields.focus("settle")
    desk.press("с", F9)
    assert "Выставьте" in desk.page.fields.errors()["settle"]
    priced.bill()
    desk.rest()
    desk.press(F9)
    given = view(priced.database, priced.order_id)
    assert given.bench is not None
    assert given.bench.handover is not None
    assert given.bench.handover.payment is PaymentState.ON_ACCOUNT
    assert priced.money.balance == 700_000


def test_what_is_paid_already_asks_nothing(open_priced: Open, priced: Order) -> None:
    priced.pay(700_000, PaymentMethod.TRANSFER)
    desk = open_priced()
    assert not desk.page.fields.field("settle").isVisible()
    assert sums(desk)["К оплате"] == "0,00 ₽"
    desk.press(F9)
    assert view(priced.database, priced.order_id).status is OrderStatus.HANDED_OVER
