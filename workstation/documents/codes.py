"""What the signed code of an equipment passport carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class PassportFields:
    """The facts behind the code; a text longer than its room comes back shortened, ending in `~`."""

    number: str
    category: str
    brand: str
    model: str = ""
    serial: str = ""
    warranty_until: date | None = None
    issued_on: date | None = None


class PassportCode(NamedTuple):
    """A payload taken apart: `signature` is over `body`, by the key that `key_id` names."""

    fields: PassportFields
    body: bytes
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class CodeLabel:
    """What the label of a place or of a loaner shows: a scannable code, its name, what it is."""

    code: str
    name: str
    note: str = ""
