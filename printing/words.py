"""How a paper writes names, dates, money and numbers in Russian."""

from __future__ import annotations

from datetime import date, datetime

from workstation import clock
from workstation.statuses import Labelled

NBSP = "\u00a0"
CUSTOMER_COPY = "экземпляр заказчика"
CENTRE_COPY = "экземпляр сервисного центра"
MONTHS = (
    ("январь", "января"), ("февраль", "февраля"), ("март", "марта"), ("апрель", "апреля"),
    ("май", "мая"), ("июнь", "июня"), ("июль", "июля"), ("август", "августа"),
    ("сентябрь", "сентября"), ("октябрь", "октября"), ("ноябрь", "ноября"), ("декабрь", "декабря"),
)  # fmt: skip


def word(member: Labelled) -> str:
    """The word of a closed list as papers print it: Russian, whatever the language of the screen."""
    return member._text


def short_name(full_name: str) -> str:
    """«Иванова Мария Петровна» → «Иванова М. П.»; a single word and names of four or more words stay."""
    parts = full_name.split()
    if not 2 <= len(parts) <= 3 or not all(part[0].isalpha() for part in parts):
        return " ".join(parts)
    initials = NBSP.join(f"{part[0].upper()}." for part in parts[1:])
    return f"{parts[0]}{NBSP}{initials}"


def short_date(day: date) -> str:
    """«23.11.2026»."""
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


def long_date(day: date) -> str:
    """«23 ноября 2026 г.»."""
    return f"{day.day}{NBSP}{MONTHS[day.month - 1][1]} {day.year}{NBSP}г."


def month_of(day: date) -> str:
    """«март 2025 г.»."""
    return f"{MONTHS[day.month - 1][0]} {day.year}{NBSP}г."


def local_date(moment: datetime) -> date:
    """The date of a moment on the centre's wall clock."""
    return clock.local(moment).date()


def short_moment(moment: datetime) -> str:
    """«23.11.2026, 14:36» on the centre's wall clock."""
    local = clock.local(moment)
    return f"{short_date(local.date())}, {local:%H:%M}"


def long_moment(moment: datetime) -> str:
    """«23 ноября 2026 г., 14:36» on the centre's wall clock."""
    local = clock.local(moment)
    return f"{long_date(local.date())}, {local:%H:%M}"


def form(number: int, one: str, few: str, many: str) -> str:
    """The form of a word that goes with a number: «месяц», «месяца», «месяцев»."""
    tens, ones = number % 100, number % 10
    if ones == 1 and tens != 11:
        return one
    return few if 2 <= ones <= 4 and not 12 <= tens <= 14 else many


def plural(number: int, one: str, few: str, many: str) -> str:
    """«1 месяц», «2 месяца», «5 месяцев»."""
    return f"{number}{NBSP}{form(number, one, few, many)}"


def capitalised(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """The text with a small first letter unless the word is all capitals."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]


def weight(grams: int) -> str:
    """«2,4 кг»."""
    return f"{grams / 1000:.3f}".rstrip("0").rstrip(".").replace(".", ",") + f"{NBSP}кг"
