"""Strict reading of JSON objects: every mistake is kept with its dotted path, unknown keys are named."""

from __future__ import annotations

import json
import re
from datetime import date
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from workstation.errors import ErrorList, UserError
from workstation.money import parse_kopecks

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
FIRST_YEAR, LAST_YEAR = 1900, 2199
LARGEST_NUMBER = 10**9

E = TypeVar("E", bound=StrEnum)


def parse_json(data: bytes | str) -> Any:
    """The value of a JSON text in UTF-8, with or without a byte order mark; raises UserError `json_bad`."""
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data.removeprefix("\ufeff")
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise UserError("json_bad") from None


def _no_constant(name: str) -> None:
    raise ValueError(name)


class ObjectReader:
    """One JSON object being read; mistakes go to a list shared with its children."""

    def __init__(self, values: dict[str, Any], path: str = "", errors: list[UserError] | None = None) -> None:
        self._values = values
        self._path = path
        self._seen: set[str] = set()
        self._errors: list[UserError] = [] if errors is None else errors
        self._children: list[ObjectReader] = []

    def path(self, key: str) -> str:
        """The dotted path of a key of this object."""
        return f"{self._path}.{key}" if self._path else key

    def fail(self, key: str, code: str, **params: object) -> None:
        """Keep a mistake of the value at `key`."""
        self._errors.append(UserError(code, self.path(key), **params))

    def need(self, *keys: str) -> None:
        """Keep `required` for each key that is absent or null."""
        for key in keys:
            if self._values.get(key) is None:
                self.fail(key, "required")

    def has(self, key: str) -> bool:
        """Whether the key is there with a value."""
        return self._values.get(key) is not None

    def _take(self, key: str, kind: type | tuple[type, ...], code: str) -> Any:
        self._seen.add(key)
        value = self._values.get(key)
        if value is None:
            return None
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fail(key, code)
            return None
        return value

    def text(self, key: str) -> str | None:
        """A string, or None."""
        value: str | None = self._take(key, str, "type_text")
        if value is not None and _UNREADABLE.search(value):
            self.fail(key, "text_unreadable")
            return None
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; null is an empty one."""
        values: list[Any] = self._take(key, list, "type_list") or []
        if any(not isinstance(value, str) or _UNREADABLE.search(value) for value in values):
            self.fail(key, "type_list")
            return ()
        return tuple(values)

    def flag(self, key: str) -> bool:
        """A boolean; null is false."""
        return bool(self._take(key, bool, "type_flag"))

    def whole(self, key: str, least: int = 0, most: int = LARGEST_NUMBER) -> int | None:
        """An integer within limits, or None."""
        value: int | None = self._take(key, int, "type_number")
        if value is not None and not least <= value <= most:
            self.fail(key, "number_range", least=least, most=most)
            return None
        return value

    def number(self, key: str, most: int = LARGEST_NUMBER) -> float | None:
        """A number from 0 to `most`, or None."""
        value: float | None = self._take(key, (int, float), "type_number")
        if value is not None and not 0 <= value <= most:
            self.fail(key, "number_range", least=0, most=most)
            return None
        return value

    def date(self, key: str) -> date | None:
        """An ISO date (`2026-05-20`), or None."""
        value = self.text(key)
        if value is None:
            return None
        try:
            day = date.fromisoformat(value) if _DATE.fullmatch(value) else None
        except ValueError:
            day = None
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(key, "date_bad", text=value)
            return None
        return day

    def money(self, key: str) -> int | None:
        """Kopecks of a money string with at most two decimals, or None."""
        value = self.text(key)
        if value is None:
            return None
        try:
            return parse_kopecks(value, self.path(key))
        except UserError as error:
            self._errors.append(error)
            return None

    def choice(self, key: str, kind: type[E], allowed: tuple[E, ...] = ()) -> E | None:
        """A member of an enum by its value, or None; `allowed` narrows it."""
        value = self.text(key)
        if value is None:
            return None
        choices = {str(member.value): member for member in allowed or tuple(kind)}
        if value not in choices:
            self.fail(key, "choice_bad", got=value, choices=", ".join(choices))
        return choices.get(value)

    def child(self, key: str) -> ObjectReader | None:
        """The object at `key`, or None."""
        values = self._take(key, dict, "type_object")
        return None if values is None else self._child(values, self.path(key))

    def children(self, key: str) -> list[ObjectReader]:
        """The objects of a list; null is an empty one."""
        values: list[Any] = self._take(key, list, "type_list") or []
        readers = []
        for place, value in enumerate(values):
            if isinstance(value, dict):
                readers.append(self._child(value, f"{self.path(key)}.{place}"))
            else:
                self.fail(f"{key}.{place}", "type_object")
        return readers

    def _child(self, values: dict[str, Any], path: str) -> ObjectReader:
        reader = ObjectReader(values, path, self._errors)
        self._children.append(reader)
        return reader

    def _unknown(self) -> list[UserError]:
        own = [
            UserError("unknown_key", self.path(key), key=key) for key in self._values if key not in self._seen
        ]
        return own + [error for child in self._children for error in child._unknown()]

    def stop(self) -> NoReturn:
        """Raise ErrorList with the mistakes kept so far: reading on makes no sense."""
        raise ErrorList(tuple(self._errors))

    def finish(self) -> None:
        """Raise ErrorList if anything was wrong; keys that nobody asked for are wrong too."""
        errors = self._errors + self._unknown()
        if errors:
            raise ErrorList(tuple(errors))


def read_object(data: bytes | str) -> ObjectReader:
    """A reader over the object of a JSON text; raises UserError `json_bad` or `json_not_object`."""
    value = parse_json(data)
    if not isinstance(value, dict):
        raise UserError("json_not_object")
    return ObjectReader(value)
