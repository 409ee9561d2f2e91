"""The page of the store: views on the left with their counts, the one chosen on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from forms.store.panel import Panel
from forms.store.views import VIEWS, View
from ui.actions import ActionSpec, BoundAction, bind
from ui.context import Context, Page
from ui.problems import error_text
from ui.widgets.basics import Fill
from ui.widgets.side_list import SideList
from workstation.documents.people import Actor
from workstation.i18n import mark, tr
from workstation.services.rights import may

SIDE = 216
NEXT = ActionSpec("store.next", mark("Следующий список"), "Ctrl+PgDown")
PAST = ActionSpec("store.past", mark("Предыдущий список"), "Ctrl+PgUp")


class StoreForm(Page):
    """Opened with the id of a view it shows that view. Left goes to the list of views, Right back.

    Built before it is known who sits here it has no view at all; the window builds it anew then.
    """

    help_topic = "store"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        actor = context.actor
        self._views: list[View] = [one for one in VIEWS if actor is not None and may(actor, one.right)]
        self._panels: dict[str, Panel] = {}
        self._miscounted = True
        self._own: list[BoundAction] = [
            bind(NEXT, self, partial(self._step, 1)),
            bind(PAST, self, partial(self._step, -1)),
        ]
        self.set_title(tr("Склад"))
        self._build()
        self._side.setCurrentRow(0)
        context.tasks.changed.connect(self._on_changed)

    def _build(self) -> None:
        side = Fill("panel", "r")
        side.setFixedWidth(SIDE)
        inner = QVBoxLayout(side)
        inner.setContentsMargins(8, 12, 9, 8)
        self._side = SideList(tr("Списки склада"))
        for view in self._views:
            self._side.add(tr(view.title))
        inner.addWidget(self._side)
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self._stack, 1)
        self._side.currentRowChanged.connect(self._on_view)

    # -- the window asks -------------------------------------------------------------------------

    def activate(self, key: object = None) -> None:
        """Shown; `key` is the id of a view, or the key of a cell that was scanned."""
        if isinstance(key, int):
            self._go_to("bins", key)
        else:
            self._go_to(str(key))

    def _go_to(self, name: str, about: object = None) -> None:
        ids = [view.id for view in self._views]
        if name in ids:
            self._side.setCurrentRow(ids.index(name))
        self._freshen()
        if not ids:
            return
        if about is not None and name in ids:
            self.panel().show_about(about)
        self.panel().focus_first()

    def refresh(self) -> None:
        """F5: the counts and the view that is shown; the others when they are looked at."""
        self._miscounted = True
        for panel in self._panels.values():
            panel.is_stale = True
        self._freshen()

    def scanned(self, code: str) -> bool:
        """The view shown takes the code, if it has a use for it."""
        return bool(self._views) and self.panel().scanned(code)

    def keep(self) -> None:
        for panel in self._panels.values():
            panel.keep()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._freshen()

    def panel(self) -> Panel:
        """The view that is shown."""
        view = self._views[max(self._side.currentRow(), 0)]
        if view.id not in self._panels:
            made = self._panels[view.id] = view.panel(self.context)
            made.renamed.connect(partial(self._name, made))
            made.wanted.connect(self._go_to)
            self._stack.addWidget(made)
        return self._panels[view.id]

    # -- showing ---------------------------------------------------------------------------------

    def _on_view(self, _place: int) -> None:
        before, panel = self._stack.currentWidget(), self.panel()
        if isinstance(before, Panel):
            for bound in before.actions_bound:
                self.removeAction(bound.action)
        for bound in panel.actions_bound:
            self.addAction(bound.action)  # its keys work from the list of views too
        self._stack.setCurrentWidget(panel)
        self._name(panel)
        self._freshen()

    def _name(self, panel: Panel) -> None:
        if panel is self._stack.currentWidget():
            self.actions_bound = [*panel.actions_bound, *self._own]
            self.titled.emit()

    def _freshen(self) -> None:
        if not self.isVisible() or not self._views:
            return
        panel = self.panel()
        if panel.is_stale:
            panel.is_stale = False
            panel.refresh()
        if self._miscounted:
            self._miscounted = False
            read = partial(_counts, actor=self.context.actor, views=tuple(self._views))
            self.context.tasks.run(self, read, self._take, self._refuse, latest="counts")

    def _take(self, counts: Mapping[str, int]) -> None:
        for place, view in enumerate(self._views):
            count = counts.get(view.id)
            self._side.item(place).setText(f"{tr(view.title)} · {count}" if count else tr(view.title))

    def _refuse(self, error: Exception) -> None:
        self.context.tell(error_text(error), "red")

    def _on_changed(self, kinds: set[str]) -> None:
        self._miscounted = True
        for panel in self._panels.values():
            panel.is_stale = panel.is_stale or bool(panel.kinds & kinds)
        self._freshen()

    def _step(self, step: int) -> None:
        if self._views:
            self._side.setCurrentRow((self._side.currentRow() + step) % len(self._views))
            self.panel().focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._views:
            super().keyPressEvent(event)
            return
        inwards = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right}
        if self._side.hasFocus() and event.key() in inwards:
            self.panel().focus_first()
        elif not self._side.hasFocus() and event.key() == Qt.Key.Key_Left:
            self._side.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


def _counts(session: Any, actor: Actor, views: Sequence[View]) -> dict[str, int]:
    return {view.id: view.count(session, actor) for view in views if view.count is not None}
