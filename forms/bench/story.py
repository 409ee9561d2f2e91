"""What a technician should know before he opens the case: complaint, verdict, terms, history, how it came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.verdict import show_clocks, show_verdict
from ui.widgets.banner import Banner
from ui.widgets.basics import label
from ui.widgets.side_panel import Section
from workstation import clock
from workstation.documents.orders import OrderView, PastOrder
from workstation.documents.sla import SlaState
from workstation.i18n import tr
from workstation.rules.order_words import day_month, term
from workstation.rules.wording import show_date


class Story(QWidget):
    """Nothing here is typed. `open_order(id)` opens an earlier repair."""

    def __init__(self, open_order: Callable[[int], object]) -> None:
        super().__init__()
        self._open_order = open_order
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._complaint = self._add(Section(tr("Жалоба")).without_line())
        self.banner = Banner()
        self.banner.hide()
        framed = QVBoxLayout()
        framed.setContentsMargins(17, 14, 16, 0)
        framed.addWidget(self.banner)
        self._column.addLayout(framed)
        self._trace = self._add(Section().without_line())
        self._terms = self._add(Section(tr("Сроки")))
        self._history = self._add(Section())
        self._intake = self._add(Section(tr("При приёме")))
        self._column.addStretch(1)

    def _add(self, section: Section) -> Section:
        self._column.addWidget(section)
        return section

    def say(self, tone: str, title: str, text: str = "", icon: str = "") -> None:
        """The verdict; an empty title hides it."""
        self.banner.say(tone, title, text, icon)
        self.banner.setVisible(bool(title))

    def show_card(self, view: OrderView, history: Sequence[PastOrder]) -> None:
        """The order as it came."""
        self._show_complaint(view)
        show_verdict(self, self._trace, view.verdict)
        self._terms.clear()
        if view.due_on is not None:
            words = term(view.status, view.due_on, clock.today())
            self._terms.add_clock(
                tr("Обещано"), day_month(view.due_on, clock.today()), words.text, words.tone
            )
        show_clocks(self._terms, view.clocks)
        self._show_targets(view)
        self._show_history(view, history)
        self._show_intake(view)

    def _show_targets(self, view: OrderView) -> None:
        """Targets of the centre and its contracts that still run; those that were met say nothing more."""
        for one in view.around.sla.clocks if view.around is not None else ():
            if one.state in {SlaState.MET, SlaState.MISSED}:
                continue
            ends = clock.local(one.ends_at) if one.ends_at is not None else None
            when = f"{day_month(ends.date(), clock.today())} {ends:%H:%M}" if ends else "—"
            pressing = {SlaState.OVERDUE: "red", SlaState.SOON: "amber"}.get(one.state, "text2")
            self._terms.add_clock(one.stage.label, when, one.state.label.lower(), pressing)

    def _show_complaint(self, view: OrderView) -> None:
        self._complaint.clear()
        self._complaint.add_widget(label(view.request.reported_fault, wrap=True))
        said = []
        if view.request.condition_code:
            said.append(
                tr("Условие {code} {word}", code=view.request.condition_code, word=view.condition or "")
            )
        if view.request.symptom_code:
            said.append(tr("симптом {code} {word}", code=view.request.symptom_code, word=view.symptom or ""))
        if said:
            self._complaint.add_note(" · ".join(said))

    def _show_history(self, view: OrderView, history: Sequence[PastOrder]) -> None:
        number = view.device.serial_number or view.device.imei
        self._history.clear()
        self._history.set_title(tr("История номера {number}", number=number) if number else tr("История"))
        for past in history:
            badge = past.face
            since = day_month(past.accepted_on, clock.today())
            until = f" – {day_month(past.closed_on, clock.today())}" if past.closed_on else ""
            words = f"{past.kind.label.lower()}. {past.reported_fault}"
            slot = partial(self._open_order, past.id)
            self._history.add_order(past.number, badge, f"{since}{until}", words, slot)
        if not history:
            self._history.add_note(tr("Прежних ремонтов здесь нет."))
        sold = view.device.sold_on
        if sold is not None:
            words = ", ".join(filter(None, (show_date(sold), view.device.seller)))
            self._history.add_fact(tr("Продан"), words)

    def _show_intake(self, view: OrderView) -> None:
        asked = view.request
        things = ", ".join(
            f"{one.name.lower()} {one.quantity}" if one.quantity != 1 else one.name.lower()
            for one in asked.accessories
        )
        self._intake.clear()
        parts = filter(None, (things, asked.appearance, asked.note))
        words = ". ".join(part[:1].upper() + part[1:] for part in parts)
        self._intake.add_widget(label(words or tr("Только изделие."), wrap=True))
