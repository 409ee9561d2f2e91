"""Verbs of one key press, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workstation.documents.people import Actor
from workstation.services.deeds import do, verb_of


def perform_all(  # noqa: PLR0913 - verbs with everything they are given
    session: Any,
    actor: Actor,
    order_id: int,
    steps: Sequence[tuple[str, Any]],
    version: int | None = None,
) -> None:
    """Do verbs one after another, all or none: what was typed is recorded, then the order moves.

    A step without data is given what its verb takes when nothing is said. The version is that of the order
    before the first.
    """
    for verb, data in steps:
        do(session, actor, order_id, verb, data if data is not None else verb_of(verb).data(), version)
        version = None
