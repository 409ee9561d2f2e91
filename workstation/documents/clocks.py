"""Legal clocks of an order: what runs, till when, and what the delay costs today. Money is kopecks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.documents.order_rows import StateFace
from workstation.documents.warranty import EntitlementCode, Free
from workstation.i18n import mark, tr
from workstation.statuses import CustomerKind, Demand, Labelled, OrderStatus, RequestKind, Use


class ExtensionReason(Labelled):
    """Why a new term of a free repair may be agreed (ст. 20 п. 1).

    A missing part, material or equipment is no such reason and must never be added here: the law says so.
    """

    COMPLEX_DEFECT = "complex_defect", mark("недостаток сложнее, чем было видно при приёме")
    ANOTHER_DEFECT = "another_defect", mark("при ремонте выявлен ещё один недостаток")
    EXPERTISE = "expertise", mark("идёт экспертиза по спору о причинах недостатка")
    CUSTOMER_ASKED = "customer_asked", mark("так просит потребитель")
    CUSTOMER_ABSENT = "customer_absent", mark("потребитель не предоставил изделие или доступ к нему")


TITLES = {
    "REPAIR_45": mark("Ремонт по закону"),
    "AGREED": mark("Согласованный срок"),
    "ESSENTIAL_20": mark("Существенный недостаток"),
    "LOANER_3": mark("Подменное изделие"),
    "REPLACE_7": mark("Замена"),
    "REPLACE_20": mark("Замена с проверкой качества"),
    "MONEY_10": mark("Деньги"),
    "TST_15": mark("Возврат сложного товара"),
    "TST_30_DAYS": mark("Вне пользования за год"),
    "WORK": mark("Платная работа"),
}


@dataclass(frozen=True, slots=True)
class OrderTime:
    """What the clocks of an order depend on; `idle_days` are of earlier repairs in the warranty year.

    `stopped_on` is the day the work was over (ready, refused): from then on nothing runs.
    """

    kind: RequestKind
    demand: Demand
    customer_kind: CustomerKind
    use: Use
    demanded_on: date
    agreed_until: date | None = None
    code: EntitlementCode | None = None
    free: Free | None = None
    wants_loaner: bool = False
    loaner_demanded_on: date | None = None
    is_loaner_lent: bool = False
    loaner_required: bool = False
    tst_item: int | None = None
    start: date | None = None
    price_paid: int | None = None
    price_of_work: int | None = None
    idle_days: int = 0
    stopped_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClockState:
    """One clock: its last day, what is left of it (negative: overdue), whether the delay costs money."""

    code: str
    last_day: date
    days_left: int
    costs: bool = False

    @property
    def title(self) -> str:
        """The clock in words."""
        return tr(TITLES[self.code])


@dataclass(frozen=True, slots=True)
class OrderClocks:
    """The clocks of an order, the main one first; exposure is what the delay costs today.

    `a_day` is what each further day adds; None where the price is not known.
    """

    clocks: tuple[ClockState, ...] = ()
    exposure: int = 0
    a_day: int | None = None

    @property
    def main(self) -> ClockState | None:
        """The clock that costs money, nearest first; None where nothing runs."""
        running = [clock for clock in self.clocks if clock.costs]
        return min(running, key=lambda clock: clock.last_day, default=None)


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One line of the manager's list: an open order with its nearest limit and the money at stake."""

    id: int
    number: str
    status: OrderStatus
    face: StateFace
    customer: str
    device: str
    technician: str | None
    code: str
    last_day: date
    days_left: int
    exposure: int
    a_day: int | None
    price_paid: int | None
