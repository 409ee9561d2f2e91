"""What is typed while an accepted order is corrected: it waits under its order until it is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from forms.intake.fields import IntakeFields
from ui.context import Page
from ui.kept import Kept


class Correcting:
    """A draft of its own for each order that a user corrects; it holds only what was typed by hand."""

    def __init__(self, page: Page, form: IntakeFields) -> None:
        self._page, self._form = page, form
        self._kept: Kept | None = None
        self._fields: dict[str, Any] = {}

    def begin(self, order_id: int, told: Callable[[], object]) -> None:
        """The order is shown: lay over it what waits; `told` when there was something."""
        self._fields = {}
        self._kept = Kept(self._page, f"correction.{order_id}")
        self._kept.load(partial(self._on_kept, told))

    def keep(self) -> None:
        """Keep what was typed."""
        typed = {path: raw for path, raw in self._form.draft().items() if self._form.is_typed(path)}
        if self._kept is not None and typed:
            self._fields |= typed
            self._kept.save(dict(self._fields))

    def forget(self) -> None:
        """It is written, or thrown away by F5."""
        self._fields = {}
        if self._kept is not None:
            self._kept.save({})

    def _on_kept(self, told: Callable[[], object], body: dict[str, Any]) -> None:
        self._fields = {**body, **self._fields}
        self._form.restore(body)
        self._form.set_dirty()
        told()
