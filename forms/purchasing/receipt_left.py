"""A receipt that was interrupted: kept with every scan, brought back when its page is opened again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from forms.purchasing import receipt_reading as reading
from forms.purchasing.counting import Counting
from ui.context import Page
from ui.form import Form
from ui.kept import Body, Kept
from workstation.documents.purchasing import Incoming
from workstation.rules import receiving

KNOWN_BY_ORDER = frozenset({"supplier_id", "warehouse_id"})


class ReceiptLeft(QObject):
    """`came()` is told when something of before is there to be brought back."""

    def __init__(self, page: Page, counting: Counting, form: Form, came: Callable[[], object]) -> None:
        super().__init__(page)
        self._page, self._counting, self._form, self._came = page, counting, form, came
        self._kept: Kept | None = None
        self._left: tuple[Body, dict[int, Incoming]] | None = None
        self._purchase_id: int | None = None

    def is_open(self) -> bool:
        """Whether a receipt was begun."""
        return self._kept is not None

    def open(self, purchase_id: int | None) -> None:
        """Look for what was left of the receipt by an order, or of the one without."""
        self._purchase_id = purchase_id
        self._kept = Kept(self._page, f"receipt.{purchase_id or 0}")
        self._kept.load(self._on_body)

    def put_aside(self) -> None:
        """The facts are read anew: what is counted comes back over them."""
        parts = {line.part.part_id: line.part for line in self._counting.sheet}
        self._left = (self._body(""), parts)

    def bring_back(self) -> str:
        """Put what was left into the sheet and the form; gives what stood in the scan field."""
        if self._left is None:
            return ""
        (body, parts), self._left = self._left, None
        self._counting.bring_back(parts, body.get("lines", ()))
        passed = KNOWN_BY_ORDER if self._purchase_id is not None else frozenset[str]()
        head: dict[str, Any] = body.get("head", {})
        self._form.restore({path: raw for path, raw in head.items() if path not in passed})
        return str(body.get("scan") or "")

    def keep(self, scan: str) -> bool:
        """Keep what is there; False where there is nothing."""
        worth = self._counting.is_touched() or self._form.is_dirty() or bool(scan)
        if self._kept is not None:
            self._kept.save(self._body(scan) if worth else {})
        return worth

    def forget(self) -> None:
        """It is taken in."""
        if self._kept is not None:
            self._kept.save({})

    def _body(self, scan: str) -> Body:
        return {"lines": receiving.kept(self._counting.sheet), "head": self._form.draft(), "scan": scan}

    def _on_body(self, body: Body) -> None:
        part_ids = [line["part_id"] for line in body.get("lines", ())]
        ask = partial(reading.read_parts, part_ids=part_ids)
        self._page.context.tasks.run(self, ask, partial(self._take, body))

    def _take(self, body: Body, parts: dict[int, Incoming]) -> None:
        self._left = (body, parts)
        self._came()
