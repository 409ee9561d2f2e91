"""Warnings that a person reads and may pass by; what blocks is an error (`workstation.errors`)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from workstation.errors import UserError


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning by its code, the dotted path of its field and facts for its text."""

    code: str
    field: str | None = None
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)


class Check(NamedTuple):
    """What a check of an input found, both in the order of the form."""

    errors: tuple[UserError, ...] = ()
    notices: tuple[Notice, ...] = ()
