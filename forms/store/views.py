"""The views of the store. A new one is a module with its panel and one line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from forms.store.catalogue import CataloguePanel
from forms.store.count import CountPanel
from forms.store.panel import Panel
from ui.context import Context
from workstation.documents.people import Actor
from workstation.i18n import mark


class View(NamedTuple):
    """A view: `panel` makes it when it is first looked at, `count` is the number beside its name."""

    id: str
    title: str
    panel: Callable[[Context], Panel]
    count: Callable[[Any, Actor], int] | None = None
    right: str = "stock.read"


VIEWS: Sequence[View] = (
    View("catalogue", mark("Каталог и остатки"), CataloguePanel),
    View("count", mark("Пересчёт"), CountPanel, right="stock.count"),
)  # fmt: skip
