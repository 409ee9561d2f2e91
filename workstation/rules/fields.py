"""What a verb's data looks like to who must fill it in: names, JSON types, choices, what must be given."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, get_args, get_origin, get_type_hints

from workstation.documents.deeds import MONEY, FieldSpec, without_none
from workstation.documents.intake import Photo

_PLAIN: dict[type, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    Decimal: "number",
    date: "date",
    datetime: "moment",
    Photo: "file",
}


def specs(data: type, required: Collection[str] = ()) -> tuple[FieldSpec, ...]:
    """The fields of a frozen dataclass; `required` names those wanted beside the usual ones."""
    return tuple(
        FieldSpec(one.name, one.type, one.required or one.name in required, one.choices)
        for one in _specs(data)
    )


@lru_cache(maxsize=256)
def _specs(data: type) -> tuple[FieldSpec, ...]:
    hints = get_type_hints(data)
    found = []
    for field in fields(data):
        kind, choices = type_words(field.name, hints[field.name])
        needed = field.default is MISSING and field.default_factory is MISSING
        found.append(FieldSpec(field.name, kind, needed, choices))
    return tuple(found)


def type_words(name: str, hint: Any) -> tuple[str, tuple[str, ...]]:
    """The JSON type of a field, and the values it is chosen from."""
    kind = without_none(hint)
    if get_origin(kind) is tuple:
        inner, choices = type_words(name, get_args(kind)[0])
        return f"list of {inner}", choices
    if kind is int and name in MONEY:
        return "money", ()
    if isinstance(kind, type) and issubclass(kind, Enum):
        return ("integer" if issubclass(kind, int) else "string"), tuple(str(one.value) for one in kind)
    if kind is not Photo and is_dataclass(kind):
        return "object", ()
    return _PLAIN.get(kind, "string"), ()
