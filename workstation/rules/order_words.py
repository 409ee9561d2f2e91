"""Words of an order for lists and cards: short names, masked phones, terms with their colour."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from workstation import clock
from workstation.i18n import mark, ntr, tr
from workstation.rules.wording import show_date, time_left
from workstation.statuses import TO_COLLECT, CustomerKind, OrderStatus, RequestKind

if TYPE_CHECKING:
    from workstation.documents.places import WhereRow

SOON_DAYS = 3
SHOWN_DIGITS = 2
HIDDEN = "•"
BRIEF_SIGNS = 5
_OPEN_SIGNS = "аеёиоуыэюяйьъ-"

KIND_LETTERS = {
    RequestKind.WARRANTY: mark("Г"),
    RequestKind.PAID: mark("П"),
    RequestKind.PRESALE: mark("Р"),
    RequestKind.REPEAT: mark("В"),
    RequestKind.QUALITY_CHECK: mark("К"),
    RequestKind.EXPERTISE: mark("Э"),
    RequestKind.MAINTENANCE: mark("О"),
}


class Term(NamedTuple):
    """A term in words with its colour token; `presses` is true where it must strike the eye."""

    text: str
    tone: str = "text2"
    presses: bool = False


def short_name(name: str, kind: CustomerKind) -> str:
    """«Иванова М. П.» of a person's name, «ИП Павлов» of an entrepreneur's; a company's name stays whole."""
    words = name.split()
    if kind is CustomerKind.COMPANY or len(words) == 1 or not all(_is_name(word) for word in words):
        return name
    if kind is CustomerKind.ENTREPRENEUR and words[0].upper() == "ИП":
        return " ".join(words[:2])
    initials = " ".join(f"{word[0].upper()}." for word in words[1:3])
    return f"{words[0]} {initials}"


def brief_names(name: str) -> tuple[str, ...]:
    """«Сидоров А. В.» and what a narrow place takes: «Сидоров», «Сидор.» (broken after a consonant)."""
    surname = name.partition(" ")[0]
    stump = surname[:BRIEF_SIGNS].rstrip(_OPEN_SIGNS) or surname[:1]
    return tuple(dict.fromkeys((name, surname, surname if len(surname) <= BRIEF_SIGNS else f"{stump}.")))


def _is_name(word: str) -> bool:
    return word[0].isalpha() and all(sign.isalpha() or sign in "-'’" for sign in word)


def mask_phone(phone: str) -> str:
    """A phone of which only the country and the last two digits can be read."""
    digits = [place for place, sign in enumerate(phone) if sign.isdigit()]
    kept = {*digits[:1], *digits[-SHOWN_DIGITS:]}
    return "".join(
        HIDDEN if sign.isdigit() and place not in kept else sign for place, sign in enumerate(phone)
    )


def term(status: OrderStatus, due_on: date | None, today: date) -> Term:
    """What a list says of a term: red once it is over, amber while it is near, nothing when closed."""
    if not status.is_open or due_on is None:
        return Term("")
    if status in TO_COLLECT:
        return Term(tr("ждёт выдачи"), "green")
    left = (due_on - today).days
    words = time_left(due_on, today)
    if left < 0:
        return Term(words, "red", presses=True)
    return Term(words, "amber" if left <= SOON_DAYS else "text2")


def days_left(day: date, today: date) -> str:
    """The same on a card: «3 дня», «сегодня», «−7 дней» when it is over."""
    left = (day - today).days
    if left == 0:
        return tr("сегодня")
    return ntr("−{n} день", "−{n} дней", -left) if left < 0 else ntr("{n} день", "{n} дней", left)


def day_month(day: date, today: date) -> str:
    """`06.11`, with the year where it is another one."""
    return f"{day:%d.%m}" if day.year == today.year else f"{day:%d.%m.%y}"


def near_day(day: date, today: date) -> str:
    """«сегодня», «вчера», else the date."""
    words = {0: tr("сегодня"), 1: tr("вчера")}
    return words.get((today - day).days) or show_date(day)


def moment_words(moment: datetime, today: date) -> str:
    """«сегодня, 10:14», «22.11.2026, 10:14» on the centre's clock."""
    local = clock.local(moment)
    return f"{near_day(local.date(), today)}, {local:%H:%M}"


def where_words(found: WhereRow, today: date) -> str:
    """«Где он?» in one line: the place, since when and who put it there."""
    if found.place is None:
        return tr("Место изделия не записано: отсканируйте ярлык и место")
    since = tr("с {day}", day=day_month(clock.local(found.since).date(), today)) if found.since else ""
    return " · ".join(part for part in (found.place, since, found.user) if part)
