"""A verb carried out for the eye: everything it writes is taken back, what it made is read before that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, cast

from sqlalchemy.orm import Session

from workstation.documents.papers import Paper
from workstation.documents.people import Actor
from workstation.services import documents

TO_COME = "будет присвоен"
"""What stands for the number of a paper that is not issued."""


@contextmanager
def trial(session: Session) -> Iterator[None]:
    """Rows and numbers made inside are gone afterwards. Needs a writing transaction."""
    changed = session.info.get("changed")
    before = set(changed) if changed is not None else set()
    savepoint = session.begin_nested()
    try:
        yield
    finally:
        savepoint.rollback()
        if changed is not None:
            changed.clear()
            changed.update(before)


def preview_paper(
    session: Session, actor: Actor, verb: Callable[..., int], order_id: int, data: Any
) -> Paper:
    """The paper that a verb on an order would issue, without its number; raises what the verb raises."""
    with trial(session):
        paper = documents.read(session, verb(session, actor, order_id, data))[0]
    return cast(Paper, replace(cast(Any, paper), number=TO_COME))
