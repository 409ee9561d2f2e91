"""How a verdict with its trace and the clocks of an order stand in a side panel, on every page alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from ui.widgets.side_panel import Section
from workstation import clock
from workstation.documents.warranty import RuleResult
from workstation.i18n import mark, tr
from workstation.money import format_roubles
from workstation.rules.order_words import SOON_DAYS, day_month
from workstation.rules.wording import time_left

if TYPE_CHECKING:
    from workstation.documents.clocks import OrderClocks

TRACE_TONES = {
    RuleResult.PASS: "green",
    RuleResult.FAIL: "red",
    RuleResult.INFO: "text2",
    RuleResult.ASK: "amber",
}
SHORT_TITLES = {
    "REPAIR_45": mark("По закону"),
    "ESSENTIAL_20": mark("Существенный"),
    "LOANER_3": mark("Подменное"),
    "REPLACE_20": mark("С проверкой"),
    "TST_15": mark("Возврат товара"),
    "TST_30_DAYS": mark("30 дней в году"),
    "AGREED": mark("Согласован"),
}
QUESTIONS = {
    "sold_on": mark("Дата продажи изделия"),
    "produced_on": mark("Дата выпуска изделия"),
    "essential": mark("Существенный ли недостаток"),
    "cause": mark("Причина ли: {finding}"),
    "evidence": mark("Снимок: {finding}"),
}
LAW_NAME = " Закона № 2300-1"
SOURCE_ROOM = 14


class Teller(Protocol):
    """A panel that says a verdict: one sentence in a tone."""

    def say(self, tone: str, title: str, text: str = "", icon: str = "") -> None:
        """Show it; an empty title hides it."""


def show_verdict(panel: Teller, trace: Section, verdict: dict[str, Any] | None) -> None:
    """The sentence of a stored verdict with its reasons; nothing where there is none."""
    trace.clear()
    if verdict is None:
        panel.say("grey", "")
        return
    status = verdict["status"]
    panel.say(status["tone"], status["sentence"], status["detail"])
    for line in verdict["verdict"]["trace"][:-1]:
        source = line["source"].replace(LAW_NAME, "").partition(",")[0]
        beside = len(source) <= SOURCE_ROOM
        text = line["text"] if beside else f"{line['text']} ({source})"
        trace.add_trace(TRACE_TONES[RuleResult(line["result"])], text, source if beside else "")


def show_asked(section: Section, verdict: dict[str, Any] | None, go: Callable[[str], object]) -> list[str]:
    """What a stored verdict lacks, each a link to where the answer is given; gives the questions."""
    section.clear()
    questions = list(verdict["verdict"]["ask"]) if verdict else []
    names = {
        one["code"]: one.get("text") or "" for one in (verdict or {}).get("facts", {}).get("findings", ())
    }
    for question in questions:
        what, _colon, code = question.partition(":")
        section.add_ask(tr(QUESTIONS[what], finding=names.get(code) or code), partial(go, question))
    return questions


def show_clocks(section: Section, clocks: OrderClocks) -> None:
    """What is left of each legal clock, what the delay costs today and each further day."""
    today = clock.today()
    for one in clocks.clocks:
        title = tr(SHORT_TITLES[one.code]) if one.code in SHORT_TITLES else one.title
        day, left = day_month(one.last_day, today), time_left(one.last_day, today)
        section.add_clock(title, day, left, left_tone(one.days_left))
    if clocks.exposure:
        section.add_note(tr("Просрочка на сегодня: {sum}", sum=format_roubles(clocks.exposure)), "red")
    if clocks.a_day and clocks.clocks:
        section.add_note(tr("День просрочки: {sum}", sum=format_roubles(clocks.a_day)))


def left_tone(days_left: int) -> str:
    """Red once it is over, amber while it is near."""
    return "red" if days_left < 0 else "amber" if days_left <= SOON_DAYS else "text2"
