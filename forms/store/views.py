"""The views of the store. A new one is a module with its panel and one line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from forms.store.arrived import ArrivedPanel, count_arrived
from forms.store.bins import BinsPanel
from forms.store.catalogue import CataloguePanel
from forms.store.count import CountPanel
from forms.store.old_parts import OldPartsPanel, count_open
from forms.store.panel import Panel
from forms.store.purchases import PurchasesPanel, count_late
from forms.store.requests import RequestsPanel, count_wanted
from forms.store.suppliers import SuppliersPanel
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
    View("requests", mark("Заявки"), RequestsPanel, count_wanted),
    View("purchases", mark("Заказы поставщикам"), PurchasesPanel, count_late),
    View("arrived", mark("Пришло"), ArrivedPanel, count_arrived),
    View("count", mark("Пересчёт"), CountPanel, right="stock.count"),
    View("old_parts", mark("Старые детали"), OldPartsPanel, count_open, "parts.tag"),
    View("suppliers", mark("Поставщики"), SuppliersPanel, right="purchasing.change"),
    View("bins", mark("Склады и ячейки"), BinsPanel, right="stock.places"),
)  # fmt: skip
