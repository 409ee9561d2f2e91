"""What follows from the facts typed so far: verdict, clocks, warnings, limits. Shown, never asked for."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from forms.intake import asks, reading
from forms.intake.desk import Desk
from forms.intake.side import IntakeSide
from forms.intake.words import notice_text
from ui.tasks import Tasks
from ui.typed import show_date
from workstation import clock
from workstation.documents.intake import CustomerData, IntakeData, IntakeItem
from workstation.documents.notices import Notice
from workstation.documents.people import Actor
from workstation.i18n import mark, tr
from workstation.rules import counter, deadlines, penalties

if TYPE_CHECKING:
    from workstation.documents.billing_rows import DebtRow
    from workstation.services.assessment import Assessed


NO_MASK = "SERIAL_MASK"
"""The least of the warnings about a number: shown where no other is."""
ASKED = {
    "device.sold_on": mark("Дата продажи изделия"),
    "device.produced_on": mark("Дата выпуска изделия"),
}
"""Fields that a verdict may ask for, the better one first."""


class Facts(QObject):
    """Follows the desk and feeds the side panel."""

    def __init__(self, desk: Desk, side: IntakeSide, tasks: Tasks, actor: Actor) -> None:
        super().__init__(desk)
        self._desk, self._side, self._tasks, self._actor = desk, side, tasks, actor
        self._extra: list[tuple[str, str]] = []
        self._number = asks.Number()
        self._verdict: Assessed | None = None
        self._known: dict[str, object] = {}
        self._asked: list[str] = []
        desk.settled.connect(self.follow)
        desk.form.device.guess.clicked.connect(self.take_guess)

    def follow(self) -> None:
        """Facts may have changed: warnings and clocks at once, the verdict when the base has answered."""
        item = self._desk.read_item()
        visit = self._desk.visit
        customer = reading.read_customer(self._desk.form, visit.customer)
        self._warn(IntakeData(visit.request_id, customer, (item,)))
        self._show_clocks(item)
        self._ask_number(item)
        if self._is_news("verdict", _facts_of(customer, item)):
            read = partial(asks.assess, actor=self._actor, customer=customer, item=item)
            self._tasks.run(self, read, self._on_verdict, latest="verdict")
        elif self._is_news("extra", tuple(self._extra)):
            self._on_verdict(self._verdict)

    def show_known(self) -> None:
        """The known device and customer."""
        visit = self._desk.visit
        self._side.show_device(visit.item.device)
        self._side.show_customer(visit.customer, visit.item.device)
        self._side.show_debt("")
        if visit.customer is not None:
            read = partial(asks.debts, actor=self._actor, customer_id=visit.customer.id)
            self._tasks.run(self, read, self._on_debts, latest="debts")
        self._known.clear()
        self.follow()

    def _on_debts(self, found: Sequence[DebtRow]) -> None:
        from ui.money_words import debt_words  # words of money are not needed to paint the form

        self._side.show_debt(debt_words(found))

    def go_to_asked(self) -> None:
        """F8: to the field that the verdict lacks; again to the next one."""
        form = self._desk.form
        if self._asked:
            here = form.current()
            place = self._asked.index(here) + 1 if here in self._asked else 0
            form.focus(self._asked[place % len(self._asked)])

    def take_guess(self) -> None:
        """The day of production as the serial number suggests it."""
        self._desk.form.device.take_guess(self._number.guess)

    def _is_news(self, question: str, about: object) -> bool:
        if question in self._known and self._known[question] == about:
            return False
        self._known[question] = about
        return True

    def _on_verdict(self, assessed: Assessed | None) -> None:
        self._verdict = assessed
        self._known["extra"] = tuple(self._extra)
        self._side.show_verdict(assessed, self._extra)
        if assessed is None:  # the panel is blank: what it showed is news again
            self._known = {key: value for key, value in self._known.items() if key not in {"clocks", "asked"}}
        asked = assessed.verdict.ask if assessed is not None else ()
        self._asked = [path for path in ASKED if path.removeprefix("device.") in asked]
        if self._is_news("asked", tuple(self._asked)):
            focus = self._desk.form.focus
            self._side.show_asked([(tr(ASKED[path]), partial(focus, path)) for path in self._asked])

    def _ask_number(self, item: IntakeItem) -> None:
        """What the serial number says, asked when it or what it is read by has changed."""
        device, scanned = item.device, self._desk.visit.item.scanned
        serial, by = device.serial_number or "", device.sold_on or clock.today()
        if self._is_news("number", (device.brand, device.category, serial, by, scanned)):
            read = partial(asks.number, brand=device.brand, category=device.category, serial=serial)
            read = partial(read, by=by, scanned=scanned)
            self._tasks.run(self, read, self._on_number, latest="number")
        else:
            self._desk.form.device.show_guess(self._number.guess)

    def _on_number(self, number: asks.Number) -> None:
        if number != self._number:
            self._number = number
            self.follow()

    def _warn(self, data: IntakeData) -> None:
        from workstation.rules import intake as rules

        form = self._desk.form
        of_number = self._of_number()
        notices = [one for one in of_number if one.code != NO_MASK]
        notices += [*rules.check(data, clock.today()).notices]
        notices += [one for one in of_number if one.code == NO_MASK]
        paths = set(form.draft())
        marked = [one for one in notices if one.field in paths and form.value(str(one.field))]
        first = {str(one.field): notice_text(one) for one in reversed(marked)}
        form.show_warnings(first.items())
        self._extra = [(notice_text(one), "") for one in notices if one not in marked]
        device = self._desk.visit.item.device
        if device is not None and device.last_orders:
            self._extra.append((tr("Номер уже был в ремонте"), tr("сверьте дефект")))

    def _of_number(self) -> list[Notice]:
        """A number still being typed does not fit its mask yet; an order is not open elsewhere by itself."""
        typing = self._desk.form.current() == "device.serial_number"
        order = self._desk.visit.order
        return [
            one
            for one in self._number.notices
            if not (typing and one.code == NO_MASK)
            and not (order is not None and one.params.get("order") == order.number)
        ]

    def _show_clocks(self, item: IntakeItem) -> None:
        form, request = self._desk.form, item.request
        kind = form.value("customer.kind")
        limit = counter.latest_agreed(kind, request.kind, bool(request.use), request.demanded_on)
        clocks: list[tuple[str, date]] = []
        blank = self._desk.is_blank()
        loaner = deadlines.loaner_last_day(request.demanded_on)
        if request.wants_loaner:
            clocks.append(("LOANER_3", loaner))
        if limit is not None and not blank:
            clocks.append(("REPAIR_45", min(limit, request.agreed_until or limit)))
        price = item.device.price_paid
        penalty = penalties.goods_penalty_a_day(price, limit) if price and limit else None
        if self._is_news("clocks", (tuple(clocks), penalty, clock.today())):
            self._side.show_clocks(clocks, penalty)
        form.request.loaner.set_note(tr("выдать до {day}", day=show_date(loaner)))
        form.request.agreed.editor.setToolTip(
            tr("Не позже {day}; пусто — незамедлительно", day=show_date(limit))
            if limit
            else tr("пусто — без срока")
        )


def _facts_of(customer: CustomerData, item: IntakeItem) -> tuple[object, ...]:
    """All that the verdict depends on: while only words are typed it stays as it is."""
    device, request = item.device, item.request
    said = (request.kind, request.use, request.demanded_on, request.documents)
    return (customer.kind, dataclasses.replace(device, seller=None, weight_g=None), *said)
