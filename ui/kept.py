"""Unsaved text of a screen that is no intake: one draft per user and screen, brought back when he returns."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from ui.problems import error_text

if TYPE_CHECKING:
    from ui.context import Page
    from workstation.documents.people import Actor

Body = dict[str, Any]


class Kept(QObject):
    """Keeps what `save` is given under the name of a screen; an empty body means that nothing is unsaved."""

    def __init__(self, page: Page, name: str) -> None:
        super().__init__(page)
        self._context, self._name = page.context, name
        self._last: Body = {}

    def load(self, done: Callable[[Body], object]) -> None:
        """Give what was kept; nothing is given where nothing was."""
        read = partial(_read, form=self._name, actor=self._context.actor)

        def take(body: Body) -> None:
            self._last = body
            if body:
                done(body)

        self._context.tasks.run(self, read, take, latest="kept")

    def save(self, body: Body) -> None:
        """Keep a body in the base; the same body twice is written once."""
        if body == self._last:
            return
        self._last = body
        write = partial(_write, form=self._name, actor=self._context.actor, body=body)
        self._context.tasks.run(self, write, None, self._on_failed, write=True)

    def _on_failed(self, error: Exception) -> None:
        self._last = {}
        self._context.tell(error_text(error), "amber")


def _read(session: Any, form: str, actor: Actor) -> Body:
    from workstation.queries.drafts import list_drafts  # a screen is painted before it asks

    found = list_drafts(session, form, actor.user_id)
    return found[0].body if found else {}


def _write(session: Any, form: str, actor: Actor, body: Body) -> None:
    from workstation.queries.drafts import list_drafts
    from workstation.services.drafts import discard_draft, save_draft

    found = list_drafts(session, form, actor.user_id)
    if body:
        known = {"draft_id": found[0].id, "person_id": found[0].person_id} if found else {}
        save_draft(session, actor, form, body, **known)
    else:
        for row in found:
            discard_draft(session, actor, row.id)
