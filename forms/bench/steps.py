"""Moves of the order on the bench: the next step, waiting, back to work, a manager's permission."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from forms.bench.assigning import AssignAsk
from forms.bench.diagnosis import DiagnosisForm
from forms.bench.doing import Doing
from forms.bench.gate import HAND_OVER
from forms.bench.keys import OVERRIDE_ASK
from forms.bench.state import OnBench
from forms.bench.time_asks import IrreparableAsk, TimeAsk
from workstation.documents.bench import TimeRow
from workstation.documents.deeds import AssignData, IrreparableData, ReasonData, TimeData
from workstation.documents.purchasing import WAITING_REQUESTS
from workstation.i18n import tr
from workstation.rules.part_words import waiting_reason
from workstation.statuses import OrderStatus

_S = OrderStatus


class Steps:
    """`bar` is where menus grow from; `recorded()` is told that what was typed is written."""

    def __init__(  # noqa: PLR0913 - the parts of the page they work on
        self,
        state: OnBench,
        doing: Doing,
        form: DiagnosisForm,
        bar: QWidget,
        recorded: Callable[[], object],
        show_sheet: Callable[..., object],
    ) -> None:
        self._state, self._doing, self._form, self._bar = state, doing, form, bar
        self._recorded = recorded
        self._show_sheet = show_sheet

    def go_on(self) -> None:
        """F9: what is typed is recorded, then the order goes to its next step; both or none."""
        state = self._state
        if state.sheet is None or not state.gate.is_open:
            return
        if state.gate.verb == HAND_OVER:
            state.context.open_form("handover", state.facts.order_id)
            return
        steps: list[tuple[str, Any]] = []
        if self._form.is_unrecorded() and not self._form.check():
            steps.append(("record_diagnosis", self._form.data()))
        steps.append((state.gate.verb, None))
        told = tr("{number}: {step}", number=state.facts.number, step=state.gate.word)
        then = self._recorded if len(steps) > 1 else None
        self._doing.do_all(state.facts.order_id, steps, state.version, told, then)

    def move(self, to: OrderStatus, code: str = "", _checked: bool = False) -> None:
        """To a state by the verb that leads there; `code` is a state of the centre's own.

        To wait for parts has its reason: those that are asked for and when they should come.
        """
        sheet = self._state.sheet
        if sheet is not None:
            facts = sheet.facts
            there = sheet.states[code or to.value]
            waiting = [row for row in sheet.wanted if row.state in WAITING_REQUESTS]
            reason = waiting_reason(waiting) if waiting and to is _S.WAITING_PART else None
            version = self._state.version
            self._doing.move(facts.order_id, facts.status, there, version, facts.number, reason)

    def wait(self, status: OrderStatus, _checked: bool = False) -> None:
        """Where the centre has states of its own for a wait, it is asked which."""
        sheet = self._state.sheet
        if sheet is None:
            return
        own = [row for row in sheet.states.values() if row.status is status and row.is_own and row.is_active]
        if not own:
            self.move(status)
            return
        menu = QMenu(self._bar)
        for row in (sheet.states[status.value], *own):
            menu.addAction(row.name).triggered.connect(partial(self.move, status, row.code))
        self._pop(menu)

    def override(self) -> None:
        """A manager lets the order go on without what is missing, with a reason."""
        if self._state.sheet is not None:
            self._doing.ask(OVERRIDE_ASK, self._do_override)

    def _do_override(self, reason: str) -> None:
        told = tr("Разрешено, причина в журнале")
        self._doing.do(self._state.facts.order_id, "override", ReasonData(reason), self._state.version, told)

    def take(self, _checked: bool = False) -> None:
        """The order becomes one's own."""
        facts = self._state.facts
        told = tr("{number} у вас", number=facts.number)
        self._doing.do(facts.order_id, "take", None, self._state.version, told)

    def assign(self, _checked: bool = False) -> None:
        """Whose it is, and how soon it is wanted."""
        facts, bench = self._state.facts, self._state.bench
        ask = AssignAsk(self._state.context, self._bar, facts.order_id, facts.number, bench.priority)
        ask.given.connect(self._assign)
        ask.open()

    def _assign(self, data: AssignData) -> None:
        facts = self._state.facts
        told = tr("{number}: назначено", number=facts.number)
        self._doing.do(facts.order_id, "assign", data, self._state.version, told)

    def _may_give_up(self) -> bool:
        return self._state.may_move("declare_irreparable", _S.IRREPARABLE)

    def give_up(self, _checked: bool = False) -> None:
        """The device cannot be repaired: why."""
        ask = IrreparableAsk(self._bar)
        ask.given.connect(self._give_up)
        ask.open()

    def _give_up(self, data: IrreparableData) -> None:
        facts = self._state.facts
        told = tr("{number}: ремонт невозможен. Ctrl+E — акт", number=facts.number)
        self._doing.do(facts.order_id, "declare_irreparable", data, self._state.version, told)

    def _own_times(self) -> list[TimeRow]:
        """Finished stretches that the person may correct: his own, a manager anybody's."""
        actor, everybody = self._state.context.actor, self._state.may("bench.time_of_others")
        times = (row for row in self._state.bench.times if row.ended_at is not None)
        return [row for row in times if everybody or (actor is not None and row.user == actor.short_name)]

    def correct_time(self, _checked: bool = False) -> None:
        """A stretch of time that began or ended otherwise, with the reason."""
        ask = TimeAsk(self._bar, self._own_times())
        ask.given.connect(self._correct_time)
        ask.open()

    def _correct_time(self, data: TimeData) -> None:
        self._doing.do(self._state.facts.order_id, "correct_time", data, None, tr("Время исправлено"))

    def open_menu(self) -> None:
        """F10: the rest of what may be done with the order."""
        if self._state.sheet is None:
            return
        menu = QMenu(self._bar)
        for words, slot, on in self._rest():
            action = menu.addAction(words)
            action.setEnabled(on)
            action.triggered.connect(slot)
        self._pop(menu)

    def open_money(self) -> None:
        """What the order costs, and the estimate for the customer."""
        self._state.context.open_form("bill", self._state.facts.order_id)

    def _rest(self) -> list[tuple[str, Callable[..., object], bool]]:
        state, facts, actor = self._state, self._state.facts, self._state.context.actor
        is_mine = actor is not None and facts.technician_id == actor.user_id
        again = state.may_move("start_diagnosis", _S.IN_DIAGNOSIS) and facts.status is not _S.ACCEPTED
        maker = state.may_move("wait_for", _S.WAITING_MANUFACTURER) and state.may("bench.wait")
        works = state.may("bench.work")
        return [
            (tr("Взять себе"), self.take, works and not is_mine),
            (tr("Назначить"), self.assign, state.may("bench.assign")),
            (tr("Неремонтопригодно"), self.give_up, state.may("bench.irreparable") and self._may_give_up()),
            (tr("Деньги и смета"), self.open_money, True),
            (tr("Исправить время"), self.correct_time, bool(self._own_times()) and state.may("bench.time")),
            (tr("Ждёт изготовителя"), partial(self.wait, _S.WAITING_MANUFACTURER), maker),
            (
                tr("Снова в диагностику"),
                partial(self.move, _S.IN_DIAGNOSIS, ""),
                again and state.may("bench.work"),
            ),
            (
                tr("Вернуть в работу"),
                partial(self.move, _S.IN_REPAIR, ""),
                facts.status is _S.READY and state.may("orders.reopen"),
            ),
            (tr("Лист кодов для сканера"), self._show_sheet, True),
        ]

    def _pop(self, menu: QMenu) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        size = menu.sizeHint()
        menu.popup(self._bar.mapToGlobal(QPoint(self._bar.width() - size.width() - 16, -size.height())))
        menu.setActiveAction(menu.actions()[0])
