"""An order whose works cost something: a base with a tax regime, prices, and the verbs of money."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from tests.support.bench import tick_all
from tests.support.intakes import IVANOVA, accept, request, visit, washer
from tests.support.people import COMPANY, first_base
from tests.support.verbs import do, see
from workstation.db import Database
from workstation.documents.billing import OrderMoney, PaymentMethod
from workstation.documents.billing_data import InvoiceData, PaymentData
from workstation.documents.conclusions import DefectNature
from workstation.documents.deeds import DiagnosisData, NoteData, PartData, WorkData
from workstation.documents.intake import CustomerData, EstimateData, IntakeItem
from workstation.documents.people import Actor
from workstation.queries.money import get_order_money
from workstation.services import deeds, invoices, payments
from workstation.statuses import CustomerKind, EstimateKind, OldParts, PartSource, RequestKind, Role

FIRM = CustomerData(
    CustomerKind.COMPANY,
    "ООО «Ромашка»",
    "8 (495) 123-45-67",
    inn="7701007776",
    kpp="770101001",
    contact="Петрова Анна",
)
FOUND = DiagnosisData(DefectNature.OPERATIONAL, "Насос слива изношен", "насос слива")


@dataclass(frozen=True)
class Desk:
    """An open base and one paid order in it."""

    database: Database
    actor: Actor
    order_id: int
    number: str

    def do(self, verb: Any, *arguments: Any, **named: Any) -> Any:
        """Carry a verb out as the actor."""
        return do(self.database, verb, self.actor, *arguments, **named)

    def act(self, verb: str, data: Any = None) -> Any:
        """A verb of the order's life."""
        given = data if data is not None else deeds.verb_of(verb).data()
        return self.do(deeds.do, self.order_id, verb, given)

    def as_role(self, role: Role) -> Desk:
        """The same desk with a person of another role at it."""
        return replace(self, actor=replace(self.actor, role=role))

    def work(self, price: int, name: str = "Замена насоса", **more: Any) -> int:
        """A priced work; gives the line's id."""
        made: int = self.act("add_work", WorkData(name=name, price=price, **more))
        return made

    def part(self, price: int, quantity: int = 1, name: str = "Насос слива") -> int:
        """A priced part; gives the line's id."""
        data = PartData(
            name, None, quantity, price=price, source=PartSource.STOCK, old_part=OldParts.TO_CUSTOMER
        )
        made: int = self.act("add_part", data)
        return made

    def pay(self, amount: int, method: PaymentMethod = PaymentMethod.CASH, **more: Any) -> int:
        """Money for the order."""
        made: int = self.do(payments.take, PaymentData(amount, method, order=self.number, **more))
        return made

    def bill(self, **more: Any) -> int:
        """An invoice for the order."""
        made: int = self.do(invoices.issue, InvoiceData(self.number, **more))
        return made

    @property
    def money(self) -> OrderMoney:
        """How the order stands."""
        found: OrderMoney = see(self.database, get_order_money, self.order_id)
        return found

    def finish(self) -> None:
        """The repair is over and the order is ready."""
        tick_all(self.database, self.actor, self.order_id)
        self.act("finish_repair")


def open_desk(
    database: Database, *, customer: CustomerData = IVANOVA, agreed: int | None = 10_000_000, **asked: Any
) -> Desk:
    """A paid order that is in repair, its estimate agreed at the counter."""
    actor = first_base(database, company=COMPANY, training=True)
    return one_more(database, actor, customer=customer, agreed=agreed, **asked)


def one_more(
    database: Database,
    actor: Actor,
    *,
    customer: CustomerData = IVANOVA,
    agreed: int | None = 10_000_000,
    serial: str = "FD 0503 000123",
    **asked: Any,
) -> Desk:
    """One more paid order in repair."""
    estimate = None if agreed is None else EstimateData(EstimateKind.APPROXIMATE, agreed)
    wanted = request(**{"kind": RequestKind.PAID, "estimate": estimate, **asked})
    made = accept(database, actor, visit(IntakeItem(washer(serial), wanted), customer=customer)).orders[0]
    desk = Desk(database, actor, made.id, made.number)
    desk.act("start_diagnosis", NoteData())
    desk.act("record_diagnosis", FOUND)
    desk.act("start_repair", NoteData())
    return desk
