"""Dotted paths out of a dataclass and back into one."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def flatten(data: Any, prefix: str = "") -> dict[str, Any]:
    """`{"customer.name": ...}` of a dataclass with dataclasses in it; a nested None gives nothing."""
    found: dict[str, Any] = {}
    for field in dataclasses.fields(data):
        path = f"{prefix}.{field.name}" if prefix else field.name
        value = getattr(data, field.name)
        found[path] = value
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            found.update(flatten(value, path))
    return found


def build(  # noqa: PLR0913
    cls: type[T], values: Mapping[str, Any], prefix: str = "", base: T | None = None,
    extra: Mapping[str, Any] | None = None,
) -> T:  # fmt: skip
    """A dataclass out of dotted values.

    A field is taken from `extra`, the values, `base`, or its default, in this order. A blank value of a
    field that is not optional is its default, or an empty string for text (the service says what is wrong).
    An optional nested dataclass of which everything is blank is None. ValueError when a value is missing.
    """
    given: dict[str, Any] = dict(extra or {})
    hints = _hints(cls)
    for field in dataclasses.fields(cls):  # type: ignore[arg-type]
        if field.name in given:
            continue
        path = f"{prefix}.{field.name}" if prefix else field.name
        kind, optional = hints[field.name]
        found, value = _pick(kind, optional, path, values, getattr(base, field.name, None))
        if found and (value is not None or optional):
            given[field.name] = value
        elif found and kind is str and not _has_default(field):
            given[field.name] = ""
        elif not found and base is not None:
            given[field.name] = getattr(base, field.name)
        elif not _has_default(field):
            raise ValueError(f"no value for {path}")
    return cls(**given)


def _pick(kind: Any, optional: bool, path: str, values: Mapping[str, Any], base: Any) -> tuple[bool, Any]:
    if path in values:
        return True, values[path]
    nested = {key: value for key, value in values.items() if key.startswith(f"{path}.")}
    if not nested or not dataclasses.is_dataclass(kind):
        return False, None
    if optional and all(value is None or value in ("", (), False) for value in nested.values()):
        return True, None
    return True, build(kind, values, path, base)  # type: ignore[type-var]


def _has_default(field: dataclasses.Field[Any]) -> bool:
    return field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING


@cache
def _hints(cls: type[Any]) -> dict[str, tuple[Any, bool]]:
    """Type and optionality of each field."""
    found = {}
    for name, hint in typing.get_type_hints(cls).items():
        arms = (
            typing.get_args(hint) if typing.get_origin(hint) in {types.UnionType, typing.Union} else (hint,)
        )
        kinds = [arm for arm in arms if arm is not type(None)]
        found[name] = (kinds[0], len(kinds) != len(arms))
    return found
