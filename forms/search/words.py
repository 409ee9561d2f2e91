"""Words of what a search found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workstation.documents.codes import PassportFields
from workstation.documents.order_rows import FoundRow
from workstation.documents.people import Actor
from workstation.i18n import tr
from workstation.rules.order_words import mask_phone
from workstation.rules.wording import show_date
from workstation.services.rights import may

if TYPE_CHECKING:
    from workstation.services.passports import PassportCheck


class PassportWords(NamedTuple):
    """What to say of a scanned passport: a tone, a sentence, what to do."""

    tone: str
    title: str
    text: str
    icon: str


def phone_for(actor: Actor | None, phone: str) -> str:
    """The phone as this user may read it."""
    return phone if actor is not None and may(actor, "customers.read_phone") else mask_phone(phone)


def device_line(row: FoundRow) -> str:
    """The device with its serial number."""
    return f"{row.device}, {row.serial}" if row.serial else row.device


def passport_words(check: PassportCheck) -> PassportWords:
    """Whether a passport is genuine, in words."""
    from workstation.services.passports import Genuineness  # rarely wanted, and not before the first list

    if check.result is Genuineness.GENUINE:
        owner = check.owner or tr("этот центр")
        return PassportWords(
            "green", tr("Паспорт подлинный"), tr("Выдал: {owner}", owner=owner), "shield-check"
        )
    if check.result is Genuineness.FORGED:
        text = tr("Подпись не сходится с данными: код изменён или подделан. Не полагайтесь на него.")
        return PassportWords("red", tr("Паспорт поддельный"), text, "shield-x")
    text = tr(
        "Подписан ключом {key}, которого в базе нет. Попросите у выдавшего центра открытый ключ.",
        key=check.key_id,
    )
    return PassportWords("amber", tr("Ключ паспорта неизвестен"), text, "shield-alert")


def passport_facts(fields: PassportFields, category: str) -> list[tuple[str, str]]:
    """What the code itself says."""
    until, issued = fields.warranty_until, fields.issued_on
    facts = [
        (tr("Паспорт"), fields.number),
        (tr("Выдан"), show_date(issued) if issued else ""),
        (tr("Изделие"), " ".join(part for part in (category, fields.brand, fields.model) if part)),
        (tr("Серийный"), fields.serial),
        (tr("Гарантия"), tr("до {day}", day=show_date(until)) if until else tr("срок не указан")),
    ]
    return [(name, value) for name, value in facts if value]
