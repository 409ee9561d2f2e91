"""What is typed on the bench and not recorded yet: a person's draft of an order, one write at a time."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from forms.bench.reading import DRAFT_FORM
from ui.context import Context
from workstation.services.drafts import discard_draft, save_draft


class Keeper(QObject):
    """Keeps the newest body; `forget` throws the draft away once everything is recorded."""

    def __init__(self, context: Context, owner: QObject) -> None:
        super().__init__(owner)
        self._context = context
        self._draft: dict[int, int] = {}
        self._busy = False
        self._waiting: tuple[int, int, dict[str, Any]] | None = None
        self._unwanted: set[int] = set()

    def know(self, order_id: int, draft_id: int) -> None:
        """A draft that was kept before."""
        self._draft[order_id] = draft_id

    def save(self, order_id: int, customer_id: int, fields: dict[str, Any]) -> None:
        """Keep what is typed; while one is being written the newest waits."""
        self._unwanted.discard(order_id)
        if self._busy:
            self._waiting = (order_id, customer_id, fields)
            return
        self._busy = True
        write = partial(
            save_draft,
            actor=self._context.actor,
            form=DRAFT_FORM,
            body={"order": order_id, "fields": fields},
            draft_id=self._draft.get(order_id),
            person_id=customer_id,
        )
        done = partial(self._on_saved, order_id)
        self._context.tasks.run(self, write, done, write=True, always=self._on_end)

    def forget(self, order_id: int) -> None:
        """Everything typed is recorded."""
        self._unwanted.add(order_id)
        if self._waiting is not None and self._waiting[0] == order_id:
            self._waiting = None
        draft_id = None if self._busy else self._draft.pop(order_id, None)
        if draft_id is not None:
            write = partial(discard_draft, actor=self._context.actor, draft_id=draft_id)
            self._context.tasks.run(self, write, None, lambda _error: None, write=True)

    def _on_saved(self, order_id: int, ids: tuple[int, int]) -> None:
        self._draft[order_id] = ids[0]

    def _on_end(self) -> None:
        self._busy = False
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.save(*waiting)
        for order_id in list(self._unwanted):
            self.forget(order_id)
            self._unwanted.discard(order_id)
