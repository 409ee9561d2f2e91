"""The gate of the main button: which step is next, what it lacks, where that is and which key mends it."""

from __future__ import annotations

from typing import NamedTuple

from forms.bench import moves
from workstation.documents.bench import ChecklistRow, MoveFacts
from workstation.documents.notices import Notice
from workstation.i18n import mark, tr
from workstation.messages import notice_text
from workstation.rules.moves import MOVES, after_repair, lacks
from workstation.statuses import TO_COLLECT, ItemKind, OrderStatus

STEPS = {
    "start_diagnosis": (mark("Диагностика"), "search"),
    "start_repair": (mark("В ремонт"), "wrench"),
    "finish_repair": (mark("Готово"), "circle-check"),
    "pass_check": (mark("Проверено"), "circle-check"),
}
HAND_OVER = "hand_over"
RIGHTS = {"pass_check": "bench.check", HAND_OVER: "orders.hand_over"}
"""Rights of the steps that not every hand of the bench has."""
TO_CHECK = mark("На проверку")


class Gate(NamedTuple):
    """`verb` of the main button (empty: the bench has nothing to do), its word; `title` and `text` say what
    is missing, `missing` is the place in the checklist to go to.
    """

    verb: str = ""
    word: str = ""
    icon: str = ""
    title: str = ""
    text: str = ""
    missing: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether the button may be pressed."""
        return bool(self.verb) and not self.title


def gate_of(facts: MoveFacts, listed: ChecklistRow | None, has_diagnosis: bool) -> Gate:
    """`has_diagnosis`: what is typed can be recorded by the same press."""
    verb = moves.forward(facts.status)
    if facts.status in TO_COLLECT:
        return Gate(HAND_OVER, tr("Выдать"), "check")
    if not verb:
        return Gate()
    if verb == "start_repair" and _has_nothing_to_mend(facts):
        verb = "finish_repair"
    word, icon = STEPS[verb]
    if verb == "finish_repair" and after_repair(facts) is OrderStatus.IN_CHECK:
        word = TO_CHECK
    missing = [
        one
        for one in lacks(MOVES[verb], facts)
        if not (has_diagnosis and one.code in {"diagnosis_missing", "repair_not_started"})
    ]
    if not missing:
        return Gate(verb, tr(word), icon)
    place = facts.open_items[0][0] if missing[0].code == "item_open" and facts.open_items else None
    title = tr("В «{step}» пока нельзя", step=tr(word))
    return Gate(verb, tr(word), icon, title, _text(missing, listed), place)


def _has_nothing_to_mend(facts: MoveFacts) -> bool:
    """A check of quality, or a device without a defect, goes from the diagnosis straight to its end."""
    return facts.status is OrderStatus.IN_DIAGNOSIS and not any(
        one.code == "repair_not_started" for one in lacks(MOVES["finish_repair"], facts)
    )


def _text(missing: list[Notice], listed: ChecklistRow | None) -> str:
    first = missing[0]
    if first.code == "item_open":
        items = {item.position: item for item in listed.items} if listed else {}
        item = items.get(int(str(first.params["position"])))
        text = str(first.params["item"])
        if item is not None and item.kind is ItemKind.PHOTO:
            words = tr("Нет снимка: «{item}». F6 — снять, Ctrl+G — показать.", item=text)
        else:
            words = tr("Не сделано: «{item}». Ctrl+G — показать.", item=text)
    elif first.code == "diagnosis_missing":
        words = tr("Нет вывода и характера недостатка. Ctrl+G — показать.")
    elif first.code == "over_approved":
        total, agreed = first.params["total"], first.params["approved"]
        words = tr("Сумма {total} больше согласованной {agreed}. F10 — смета.", total=total, agreed=agreed)
    else:
        words = notice_text(first)
    rest = len(missing) - 1
    return words + (" " + tr("И ещё {number}.", number=rest) if rest else "")
