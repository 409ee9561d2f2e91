"""A part is missing, ordered, received, fitted and paid for: by keys and a scanner in a real window.

The buyer is a company; what the bank, the customer and a court will read is read back off the papers.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import forms
from tests.e2e.test_intake_keys import pages
from tests.support.intakes import request, visit, washer
from tests.support.people import COMPANY
from tests.support.screens import Program
from workstation import clock
from workstation.db import open_database
from workstation.documents.billing import InvoiceState, PaymentMethod
from workstation.documents.billing_data import WorkPriceData
from workstation.documents.conclusions import DefectNature
from workstation.documents.deeds import DiagnosisData, NoteData
from workstation.documents.intake import CustomerData, IntakeItem
from workstation.documents.parts import PartData
from workstation.documents.purchasing import PurchaseState, RequestState, SupplierData
from workstation.documents.stock import OldPartFate
from workstation.models import GoodsReceipt, MessageDraft, OldPart, PurchaseOrder
from workstation.queries.money import get_order_money, list_invoices
from workstation.queries.order_view import get_order_by_id
from workstation.queries.part_requests import list_arrived, list_requests
from workstation.queries.payments import list_payments
from workstation.queries.purchasing import get_purchase, get_receipt_act
from workstation.services import (
    diagnosis,
    intake,
    life,
    parts,
    prices,
    settings,
    setup,
    suppliers,
    warehouses,
)
from workstation.services.check import run_checks
from workstation.statuses import CustomerKind, OrderStatus, RequestKind

pytestmark = [pytest.mark.xvfb, pytest.mark.slow, pytest.mark.real_clock]

NUMBER, NEW, OLD, CELL = "00145212", "DP-2610-4471", "DP-2502-0913", "A-12"
WORK, TOTAL = "Замена насоса слива", "6 300,00"
BUYER = CustomerData(
    CustomerKind.COMPANY,
    "ООО «О'Коннор <b>и Ёлка» №5",
    "8 (495) 765-43-21",
    inn="7700000009",
    kpp="770001001",
    contact="Щёголева Юлия",
    address="г. Москва, ул. Образцовая, д. 1",
)
PUMP = PartData(
    NUMBER, "Насос слива", brand="Bosch", is_serial=True, warranty_months=12,
    models=("WAN28263BY",), purchase_price=245000, sale_price=480000,
)  # fmt: skip


class Repair:
    """The one order, and the window in which it goes its way."""

    def __init__(self, window: Program, base: Path, order_id: int) -> None:
        self.window, self.order_id = window, order_id
        self._base = base

    def look(self, question: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Reads the base beside the running program."""
        database = open_database(str(self._base))
        try:
            with database.begin() as session:
                return question(session, *arguments, **named)
        finally:
            database.close()

    def first(self, model: Any) -> Any:
        """The only row of a table, None while there is none."""
        return self.look(lambda session: session.execute(select(model.__table__)).mappings().first())

    @property
    def branch_id(self) -> int:
        return int(self.first(PurchaseOrder)["branch_id"])

    def order(self) -> Any:
        return self.look(get_order_by_id, self.order_id)

    def money(self) -> Any:
        return self.look(get_order_money, self.order_id)

    def titled(self, pattern: str) -> None:
        """Wait for a window, give it the keys, and wait until the screen stands still."""
        self.window.wait_window(pattern)
        self.window.wait_still()

    def until(self, status: OrderStatus) -> None:
        self.window.wait(lambda: self.order().status is status, status.value)
        self.titled(self.order().number)

    def place(self, name: str, title: str) -> None:
        """A place of work by its key in the rail."""
        places = [one for one, _title, _icon, roles in forms.PLACES if "administrator" in roles]
        self.window.press(f"alt+{places.index(name) + 1}")
        self.titled(title)

    def bench(self) -> None:
        self.place("work", "^Мастерская")
        self.window.press("Return")
        self.titled(f"^{self.order().number}")

    def bill(self) -> None:
        """From the bench over the card to the money of the order."""
        self.window.press("F2")
        self.window.wait_still()
        self.window.press("F4")
        self.titled(self.order().number)


@pytest.fixture
def paper_folder(tmp_path: Path) -> Path:
    return tmp_path / "бумага"


@pytest.fixture
def base(tmp_path: Path, paper_folder: Path) -> tuple[Path, int]:
    """A centre with a bank, a store without the pump, and a company's machine that is diagnosed."""
    path = tmp_path / "base.db"
    database = setup.create_database(str(path))

    def fill(session: Any) -> int:
        actor = setup.initialise(session, database.folder, training=True)
        setup.save_company(session, actor, COMPANY)
        for key in ("printer.paper", "printer.label"):
            settings.store(session, key, {"target": f"folder:{paper_folder}"}, actor.station_id)
        warehouse_id = warehouses.add_warehouse(session, actor, "Основной склад")
        warehouses.spot_of(session, actor, warehouse_id, CELL)
        suppliers.add_supplier(session, actor, SupplierData("ООО «Запчасть-Сервис»"))
        parts.add_part(session, actor, PUMP)
        prices.set_work_price(session, actor, WorkPriceData("R02", 150000))
        asked = request(kind=RequestKind.PAID, declared_value=3_000_000)
        taken = intake.accept(session, visit(IntakeItem(washer(), asked), customer=BUYER), actor)
        order_id = taken.orders[0].id
        found = DiagnosisData(DefectNature.OPERATIONAL, "Насос слива сгорел", "насос слива")
        life.start_diagnosis(session, actor, order_id, NoteData())
        diagnosis.record_diagnosis(session, actor, order_id, found)
        return order_id

    order_id, _changed = database.run(fill, write=True)
    database.close()
    return path, order_id


@pytest.fixture
def repair(start_program: Any, base: tuple[Path, int]) -> Repair:
    window: Program = start_program("--db", str(base[0]))
    window.wait_window("Заказы")
    window.wait_still()
    window.screen.layout("ru", "us")
    return Repair(window, *base)


def ask_for_the_part(repair: Repair) -> None:
    """Ctrl+D on the bench: nothing is free, the order waits."""
    window = repair.window
    repair.bench()
    window.press("ctrl+d")
    window.wait_still()
    window.type(NUMBER)
    window.wait_still()
    window.press("F7")
    repair.until(OrderStatus.WAITING_PART)


def buy(repair: Repair) -> None:
    """Three are ordered where one is wanted; the supplier promises a day."""
    window = repair.window
    repair.place("store", "^Склад")
    window.press("ctrl+Next")
    window.wait_still()
    window.press("F9")
    window.wait_still()
    window.type("ООО")
    window.press("Return")
    window.wait_still()
    window.press("F9")
    number = window.wait(lambda: repair.first(PurchaseOrder), "the order to the supplier")["number"]
    repair.titled(number)
    window.press("F2")
    window.wait_still()
    window.type("3")
    window.press("F9")
    window.wait(lambda: purchase(repair).lines[0].quantity == 3, "three of them")
    repair.titled(number)
    window.press("F9")
    window.wait_still()
    window.type("почта")
    window.press("Return")
    window.type("+7")
    window.press("F9")
    window.wait(lambda: purchase(repair).state is PurchaseState.SENT, "that it is sent")
    repair.titled(number)


def purchase(repair: Repair) -> Any:
    return repair.look(get_purchase, repair.branch_id, repair.first(PurchaseOrder)["id"])


def receive(repair: Repair) -> None:
    """One comes with its serial number, one is broken, one is still to come: the order wakes."""
    window = repair.window
    window.press("F9")
    repair.titled("^Приход по")
    window.scan(NUMBER)
    window.wait_still()
    window.scan(NEW)
    window.wait_still()
    window.press("Down", "Return", "Return")
    window.type(CELL)
    window.press("Return")
    window.type("1")
    window.press("Return", "Return")
    window.type("разбит корпус")
    window.wait_still()
    window.press("F9")
    receipt = window.wait(lambda: repair.first(GoodsReceipt), "the receipt")
    (line,) = repair.look(get_receipt_act, receipt["id"]).lines
    assert (line.accepted, line.damaged, line.note) == (1, 1, "разбит корпус")
    assert (purchase(repair).state, purchase(repair).lines[0].left) == (PurchaseState.PARTLY, 2)
    (woken,) = repair.look(list_arrived, repair.branch_id)
    assert (woken.order_id, woken.still_waiting) == (repair.order_id, 0)
    draft = repair.first(MessageDraft)
    assert (draft["order_id"], draft["done_at"]) == (repair.order_id, None)
    window.wait_still()


def fit(repair: Repair) -> None:
    """The part goes in, the old one is for the scrap; the work over what was agreed stops the order."""
    window = repair.window
    repair.bench()
    window.press("F9")
    repair.until(OrderStatus.IN_REPAIR)
    window.scan(NUMBER)
    repair.titled("^Насос слива")
    window.press("Return")
    window.type(OLD)
    window.press("Return")
    window.type("у")
    window.press("F9")
    window.wait(lambda: repair.order().bench.parts, "the fitted part")
    repair.titled(repair.order().number)
    (fitted,) = repair.order().bench.parts
    assert (fitted.serial_in, fitted.serial_out, fitted.warranty_months) == (NEW, OLD, 12)
    assert repair.first(OldPart)["fate"] == OldPartFate.SCRAP.value
    window.press("ctrl+r")
    window.wait_still()
    window.type("R02")
    window.press("Return", "F9")
    window.wait(lambda: repair.order().bench.works, "the work")
    repair.titled(repair.order().number)
    assert (repair.money().total, repair.money().is_over) == (630000, True)
    window.press("F9")
    window.wait_still()
    assert repair.order().status is OrderStatus.IN_REPAIR


def agree(repair: Repair) -> None:
    """The estimate, the customer's word by telephone, the invoice on paper."""
    window = repair.window
    repair.bill()
    window.press("F7")
    window.wait_still()
    window.press("F9")
    repair.until(OrderStatus.WAITING_CUSTOMER)
    window.press("F8")
    window.wait_still()
    window.type("с")
    window.press("Return")
    window.type("п")
    window.press("Return")
    window.type("звонок 17")
    window.press("F9")
    window.wait(lambda: repair.money().agreed == 630000, "the answer")
    repair.titled(repair.order().number)
    assert not repair.money().is_over
    window.press("ctrl+b")
    window.wait_still()
    window.press("F9")
    repair.titled("^Счёт на оплату СЧ-")
    window.press("F9")
    repair.titled(repair.order().number)


def finish(repair: Repair) -> None:
    """What the checklist wants is let pass with a reason; then the repair is over."""
    window = repair.window
    repair.bench()
    window.press("F9")
    repair.until(OrderStatus.IN_REPAIR)
    window.press("ctrl+Return")
    window.wait_still()
    window.type("Проверено при заказчике")
    window.press("F9")
    window.wait(lambda: repair.order().bench.overrides, "the permission")
    repair.titled(repair.order().number)
    window.press("F9")
    repair.until(OrderStatus.READY)


def pay_and_hand_over(repair: Repair) -> None:
    """The transfer comes for the invoice, and the company takes its machine."""
    window = repair.window
    repair.bill()
    window.press("F9")
    window.wait_still()
    window.type("п")
    window.press("F9")
    window.wait(lambda: repair.money().balance == 0, "the payment")
    repair.titled(repair.order().number)
    window.press("F2")
    window.wait_still()
    window.press("F9")
    window.wait_still()
    window.press("F9")
    repair.until(OrderStatus.HANDED_OVER)


def test_from_the_missing_part_to_the_paid_invoice_and_the_handover(
    repair: Repair, base: tuple[Path, int], paper_folder: Path
) -> None:
    ask_for_the_part(repair)
    buy(repair)
    receive(repair)
    fit(repair)
    agree(repair)
    finish(repair)
    pay_and_hand_over(repair)
    (invoice,) = repair.look(list_invoices, repair.branch_id)
    (payment,) = repair.look(list_payments, repair.branch_id, order_id=repair.order_id)
    assert (invoice.state, invoice.total, invoice.vat, invoice.debt) == (
        InvoiceState.ISSUED,
        630000,
        113606,
        0,
    )
    assert (payment.method, payment.amount, payment.invoice) == (
        PaymentMethod.TRANSFER,
        630000,
        invoice.number,
    )
    (asked,) = repair.look(list_requests, repair.branch_id, states=())
    assert asked.state is RequestState.FITTED
    repair.window.wait(lambda: list(paper_folder.glob("Акт выдачи*")), "the act of the handover")
    papers_tell_all(paper_folder, invoice.number)
    broken = {one.name: one.problems for one in run_checks(open_database(str(base[0]))) if one.failed}
    assert broken == {}


def papers_tell_all(folder: Path, number: str) -> None:
    """The invoice has the bank, the lines and the tax; the handover the part, its numbers and its term."""
    until = f"{clock.add_months(clock.today(), 12):%d.%m.%Y}"
    wanted = {
        "Счёт на оплату": (
            number, BUYER.name, "ИНН 7700000009, КПП 770001001", "40702810600000012345", "044525999", WORK,
            "1 500,00", "Насос слива", "4 800,00", "В том числе НДС 22 %", "1 136,06", TOTAL,
            "Шесть тысяч триста рублей 00 копеек", f"Оплата по счету {number}",
        ),
        "Акт выдачи из ремонта": ("Насос слива", NUMBER, NEW, "12 мес", f"до {until}", BUYER.name),
        "Гарантийный талон на ремонт": ("Насос слива", until, WORK),
    }  # fmt: skip
    for title, facts in wanted.items():
        text = pages(next(folder.glob(f"{title}*"))).replace("\u00a0", " ")
        for fact in facts:
            assert fact in text, (title, fact, text)
