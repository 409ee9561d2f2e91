"""The panel on the right: what the warranty says, what runs, what the device and the customer had before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from forms.intake.words import left_text, warning_text
from ui.typed import show_date
from ui.widgets.basics import label
from ui.widgets.side_panel import SidePanel
from workstation import clock
from workstation.documents.orders import PastOrder
from workstation.documents.warranty import RuleResult, TraceLine
from workstation.i18n import mark, tr
from workstation.money import format_roubles
from workstation.rules.deadlines import days_left
from workstation.rules.warranty_words import simple_status

if TYPE_CHECKING:
    from workstation.documents.orders import CustomerMatch, DeviceMatch
    from workstation.services.assessment import Assessed

TONES = {
    RuleResult.PASS: "green",
    RuleResult.FAIL: "red",
    RuleResult.INFO: "text2",
    RuleResult.ASK: "amber",
}
CLOCKS = {
    "LOANER_3": mark("Подменное"),
    "REPAIR_45": mark("Ремонт"),
    "ESSENTIAL_20": mark("Устранение"),
    "REPLACE_7": mark("Замена"),
    "REPLACE_20": mark("Замена с проверкой"),
    "MONEY_10": mark("Возврат денег"),
    "TST_15": mark("Отказ от товара"),
    "LOSS_3": mark("Утрата"),
}
OWN_TONES = {("REGIME", RuleResult.INFO): "green", ("DOCUMENTS", RuleResult.INFO): "amber"}
REASONS = frozenset({"REGIME", "START", "TERM", "DOCUMENTS", "SUGGESTIONS"})
NOT_REASONS = frozenset({"CLOCKS", "DECISION"})
PAPERS = ("CARD_ABSENT", "CARD_DEFECTIVE", "RECEIPT_ABSENT")
TOLD_BY_TRACE = frozenset({"NOT_AUTHORISED", *(f"{one}_NOT_A_REFUSAL" for one in PAPERS)})
LONG_LAW = (" Закона № 2300-1", " Закона РФ № 2300-1")
MOST_ORDERS = 3


class IntakeSide(SidePanel):
    """Sections that are shown anew when a fact changes; `open_order(id)` when a number is clicked."""

    def __init__(self, open_order: Callable[[int], object]) -> None:
        super().__init__()
        self._open_order = open_order
        self._trace = self.add_section()
        self._debt = self.add_section()
        self._asked = self.add_section(tr("Чего не хватает — F8"))
        self._clocks = self.add_section(tr("Сроки"))
        self._device = self.add_section(tr("Это изделие"))
        self._customer = self.add_section(tr("Этот заказчик"))
        self.show_nothing()

    def show_nothing(self) -> None:
        """Before there are facts."""
        self.say(
            "grey", tr("Гарантия: ждём фактов"), tr("Нужны вид изделия и дата продажи или выпуска."), "info"
        )
        for section in (self._trace, self._asked, self._clocks):
            section.clear()

    def show_debt(self, words: str) -> None:
        """What the customer owes, in red; empty takes it away."""
        self._debt.clear()
        if words:
            self._debt.add_widget(label(words, "red", wrap=True))

    def show_asked(self, asked: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """What the verdict lacks: (words, where a click goes)."""
        self._asked.clear()
        for words, slot in asked:
            self._asked.add_ask(words, slot)

    def show_verdict(self, assessed: Assessed | None, extra: Sequence[tuple[str, str]] = ()) -> None:
        """The verdict with its reasons; `extra` are amber lines of the form."""
        if assessed is None:
            self.show_nothing()
        else:
            status = simple_status(assessed.verdict, tr)
            self.say(status.tone, status.sentence, status.detail)
            self._trace.clear()
            for line in filter(_is_told, assessed.verdict.trace):
                tone = OWN_TONES.get((line.rule, line.result), TONES[line.result])
                self._trace.add_trace(tone, line.text.partition("; ")[0], _short(line.source))
            told = {line.text for line in assessed.verdict.trace}
            words = [warning_text(code) for code in assessed.verdict.warnings if code not in TOLD_BY_TRACE]
            extra = [*extra, *((one, "") for one in words if one not in told)]
        for one, source in dict.fromkeys(extra):
            self._trace.add_trace("amber", one, source)

    def show_clocks(self, clocks: Sequence[tuple[str, date]], penalty: int | None) -> None:
        """Terms of the law by their last days, and what a day of delay costs."""
        self._clocks.clear()
        for code, day in clocks:
            left, tone = left_text(days_left(day, clock.today()))
            self._clocks.add_clock(tr(CLOCKS.get(code, code)), show_date(day), left, tone)
        if penalty and clocks:
            self._clocks.add_note(tr("Просрочка ремонта: {sum} в день", sum=format_roubles(penalty)))

    def show_device(self, match: DeviceMatch | None) -> None:
        """Earlier orders of the device."""
        self._device.clear()
        if match is not None:
            if match.open_order:
                words = tr("Открыт заказ {number}: сверьте номер изделия", number=match.open_order)
                self._device.add_trace("amber", words)
            self._show_orders(self._device, match.last_orders, "reported_fault")

    def show_customer(self, match: CustomerMatch | None, but: DeviceMatch | None = None) -> None:
        """Earlier orders of the customer, without those of this very device."""
        self._customer.clear()
        if match is not None:
            shown = {order.id for order in but.last_orders} if but else set()
            rest = [order for order in match.last_orders if order.id not in shown]
            self._show_orders(self._customer, rest, "device")

    def _show_orders(self, section: object, orders: Sequence[PastOrder], words: str) -> None:
        for order in orders[:MOST_ORDERS]:
            when = show_date(order.accepted_on)
            if words == "reported_fault" and order.closed_on:
                when = f"{order.accepted_on:%d.%m} – {show_date(order.closed_on)}"
            text = " ".join(str(getattr(order, words)).split())
            section.add_order(  # type: ignore[attr-defined]
                order.number,
                order.face,
                when,
                text if len(text) < 120 else text[:117] + "…",
                lambda order=order: self._open_order(order.id),
            )


def _is_told(line: TraceLine) -> bool:
    """Reasons and what is against; the clocks and the sentence stand elsewhere in the panel."""
    weighs = line.result is not RuleResult.INFO or line.rule in REASONS
    return weighs and line.rule not in NOT_REASONS


def _short(source: str) -> str:
    """The first article of a source: the panel is narrow, the printed conclusion has it whole."""
    for words in LONG_LAW:
        source = source.replace(words, "")
    return source.split(", ")[0]
