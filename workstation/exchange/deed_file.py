"""A verb's data from JSON, strictly: unknown keys and missing fields by name, files kept by the caller."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from workstation import clock
from workstation.documents.deeds import MONEY, without_none
from workstation.documents.intake import Photo
from workstation.errors import ErrorList, UserError
from workstation.exchange.json_reader import parse_json
from workstation.money import parse_kopecks

Data = TypeVar("Data")
Keep = Callable[[str, str], Photo]

_PATH = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")


def read_deed(data: bytes | str, kind: type[Data], keep: Keep) -> Data:
    """The frozen data of a verb; `keep` stores the file of a path and gives the photo.

    Raises UserError `json_bad`, `json_not_object`, `deed_data_bad`, `choice_bad`; ErrorList of `unknown_key`
    and `required`; what `keep` raises.
    """
    values = parse_json(data)
    if not isinstance(values, dict):
        raise UserError("json_not_object")
    errors: list[UserError] = []
    ready = _prepare(values, kind, "", errors, keep)
    if errors:
        raise ErrorList(tuple(errors))
    try:
        found = msgspec.json.decode(json.dumps(ready), type=kind)
    except msgspec.ValidationError as error:
        raise _refused(str(error)) from error
    return found


def _prepare(values: dict[str, Any], kind: Any, path: str, errors: list[UserError], keep: Keep) -> Any:
    """The object as msgspec reads it: files as photos, sums as kopecks, moments with their zone."""
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}
    errors += [UserError("unknown_key", path + key, key=key) for key in values if key not in known]
    ready = {}
    for name, field in known.items():
        value = values.get(name)
        if value is not None:
            ready[name] = _value(value, name, hints[name], path, errors, keep)
        elif field.default is MISSING and field.default_factory is MISSING:
            errors.append(UserError("required", path + name))
    return ready


def _value(value: Any, name: str, hint: Any, path: str, errors: list[UserError], keep: Keep) -> Any:
    kind = without_none(hint)
    where = path + name
    if kind is Photo:
        return _photo(value, where, keep)
    if get_origin(kind) is tuple and isinstance(value, list):
        inner = get_args(kind)[0]
        return [_value(one, str(place), inner, f"{where}.", errors, keep) for place, one in enumerate(value)]
    if is_dataclass(kind) and isinstance(value, dict):
        return _prepare(value, kind, f"{where}.", errors, keep)
    if kind is int and name in MONEY and isinstance(value, str):
        return parse_kopecks(value, where)
    if kind is datetime and isinstance(value, str):
        return _moment(value, where)
    return value


def _photo(value: Any, where: str, keep: Keep) -> dict[str, Any]:
    if not isinstance(value, str):
        raise UserError("type_text", where)
    photo = keep(value, where)
    return {name: getattr(photo, name) for name in Photo.__slots__}


def _moment(value: str, where: str) -> str:
    """An ISO moment; without a zone it is one on the centre's clock."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise UserError("moment_bad", where, name=where, text=value) from error
    zone = clock.local(clock.now()).tzinfo
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).isoformat()


def _refused(message: str) -> UserError:
    found = _PATH.search(message)
    field = re.sub(r"\[(\d+|\.\.\.)\]", r".\1", found["path"]) if found else None
    return UserError("deed_data_bad", field, details=_PATH.sub("", message))
