"""What follows from the facts typed so far: verdict, clocks, warnings, limits. Shown, never asked for."""

from __future__ import annotations

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
from workstation.documents.intake import IntakeData, IntakeItem
from workstation.documents.people import Actor
from workstation.i18n import tr
from workstation.rules import counter, deadlines, penalties

if TYPE_CHECKING:
    from workstation.services.assessment import Assessed


class Facts(QObject):
    """Follows the desk and feeds the side panel."""

    def __init__(self, desk: Desk, side: IntakeSide, tasks: Tasks, actor: Actor) -> None:
        super().__init__(desk)
        self._desk, self._side, self._tasks, self._actor = desk, side, tasks, actor
        self._extra: list[tuple[str, str]] = []
        desk.settled.connect(self.follow)

    def follow(self) -> None:
        """Facts may have changed: warnings and clocks at once, the verdict when the base has answered."""
        item = self._desk.read_item()
        visit = self._desk.visit
        customer = reading.read_customer(self._desk.form, visit.customer)
        self._warn(IntakeData(visit.request_id, customer, (item,)))
        self._show_clocks(item)
        read = partial(asks.assess, actor=self._actor, customer=customer, item=item)
        self._tasks.run(self, read, self._on_verdict, latest="verdict")

    def show_known(self) -> None:
        """The known device and customer."""
        visit = self._desk.visit
        self._side.show_device(visit.item.device)
        self._side.show_customer(visit.customer, visit.item.device)
        self.follow()

    def _on_verdict(self, assessed: Assessed | None) -> None:
        self._side.show_verdict(assessed, self._extra)

    def _warn(self, data: IntakeData) -> None:
        from workstation.rules import intake as rules

        form = self._desk.form
        notices = rules.check(data, clock.today()).notices
        paths = set(form.draft())
        marked = [one for one in notices if one.field in paths and form.value(str(one.field))]
        form.show_warnings([(str(one.field), notice_text(one)) for one in marked])
        self._extra = [(notice_text(one), "") for one in notices if one not in marked]
        device = self._desk.visit.item.device
        if device is not None and device.last_orders:
            self._extra.append((tr("Номер уже был в ремонте"), tr("сверьте дефект")))

    def _show_clocks(self, item: IntakeItem) -> None:
        form, request = self._desk.form, item.request
        kind = form.value("customer.kind")
        limit = counter.latest_agreed(kind, request.kind, bool(request.use), request.demanded_on)
        clocks: list[tuple[str, date]] = []
        loaner = deadlines.loaner_last_day(request.demanded_on)
        if request.wants_loaner:
            clocks.append(("LOANER_3", loaner))
        if limit is not None:
            clocks.append(("REPAIR_45", min(limit, request.agreed_until or limit)))
        price = item.device.price_paid
        penalty = penalties.goods_penalty_a_day(price, limit) if price and limit else None
        self._side.show_clocks(clocks, penalty)
        form.request.loaner.set_note(tr("выдать до {day}", day=show_date(loaner)))
        form.request.agreed.editor.setToolTip(
            tr("Не позже {day}; пусто — незамедлительно", day=show_date(limit))
            if limit
            else tr("пусто — без срока")
        )
