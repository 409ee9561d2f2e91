"""Messages to customers, written before anybody sends them: Russian, whatever the screen speaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.money import format_roubles
from workstation.rules.wording import show_date


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """What a message tells; money is kopecks, an empty text is left out."""

    number: str
    device: str
    centre: str
    phones: str = ""
    address: str = ""
    hours: str = ""


def delay(facts: MessageFacts, term: date, *, is_consumer_warranty: bool, loaner_possible: bool) -> str:
    """A term is about to break: what the customer may choose, with no excuse that the law does not take."""
    options = [f"согласовать новый срок — письменно, не позже {show_date(term)}"]
    if is_consumer_warranty:
        if loaner_possible:
            options.append("получить на время ремонта подменное изделие бесплатно")
        options.append("подождать: прежний срок и Ваши права по закону сохраняются")
    else:
        options.append("забрать изделие, оплатив только сделанное")
    listed = ";\n".join(f"{number}) {option}" for number, option in enumerate(options, 1))
    return (
        f"Здравствуйте! Заказ {facts.number}, {_within(facts.device)}. Срок ремонта — {show_date(term)}, "
        f"и мы можем не успеть. Вы можете:\n{listed}.\n"
        f"Ответьте, пожалуйста, как Вам удобно. {_signed(facts)}"
    )


def part_came(facts: MessageFacts, *, is_last: bool) -> str:
    """A part that the order waited for is here; where others are still to come, no more is promised."""
    what = (
        "запчасть поступила, мы продолжаем ремонт. О готовности сообщим отдельно"
        if is_last
        else "поступила одна из заказанных запчастей, остальных ждём. Когда они придут, сообщим"
    )
    return f"Здравствуйте! Заказ {facts.number}, {facts.device}: {what}. {_signed(facts)}".rstrip(" .") + "."


def ready(facts: MessageFacts, to_pay: int | None) -> str:
    """The device can be taken."""
    money = "" if to_pay is None else f" К оплате {format_roubles(to_pay)}." if to_pay else " Оплаты нет."
    where = f" Адрес: {facts.address}." if facts.address else ""
    return (
        f"Здравствуйте! Заказ {facts.number}, {_within(facts.device)}: изделие можно забрать.{money}{where} "
        f"Возьмите с собой акт приёма или документ о личности. {_signed(facts)}"
    )


def reminder(facts: MessageFacts, ready_on: date, fee: int | None) -> str:
    """The device still waits."""
    storage = f" За хранение по договору начислено {format_roubles(fee)}." if fee else ""
    since = show_date(ready_on)
    return (
        f"Здравствуйте! Заказ {facts.number}, {_within(facts.device)}: изделие ждёт Вас с {since}."
        f"{storage} Пожалуйста, заберите его. {_signed(facts)}"
    )


def _within(device: str) -> str:
    """A device in the middle of a sentence: «стиральная машина Bosch», but «МФУ HP»."""
    return device if device[1:2].isupper() else device[:1].lower() + device[1:]


def _signed(facts: MessageFacts) -> str:
    return ", ".join(part for part in (facts.centre, facts.phones) if part) + "."
