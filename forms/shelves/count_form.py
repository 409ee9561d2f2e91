"""A stocktake of shelves by scanner alone: scan a place, then the labels that stand in it."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import ActionSpec, bind
from ui.context import Context, Page
from ui.problems import error_text
from ui.widgets.action_bar import ActionBar, PageColumn
from ui.widgets.basics import EmptyState, SectionTitle, label
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.lines import LineEdit
from ui.widgets.row_list import RowItem, RowList
from workstation.documents.people import Actor
from workstation.documents.places import CountLine, CountResult, Scanned, ShelfCountView
from workstation.i18n import mark, ntr, tr
from workstation.queries.places import find_place_code, get_shelf_count, list_places, list_shelf_counts
from workstation.rules import codes
from workstation.services import shelf_counts

FINISH = ActionSpec("shelves.finish", mark("Закончить"), "F9", "bar", "check", main=True)
RIGHT = ActionSpec("shelves.right", mark("Закончить и переставить найденное"), "F10", "bar", "archive")


class Step(NamedTuple):
    """What a scan was: a place that is counted now, or a device in it; the count as it stands."""

    view: ShelfCountView
    place: str | None = None
    scanned: Scanned | None = None


class CountForm(Page):
    """Goes on with the count that is under way, or begins one of all shelf cells."""

    help_topic = "shelves"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view: ShelfCountView | None = None
        self._place = ""
        self.set_title(tr("Пересчёт полок"), tr("Отсканируйте место, потом ярлыки в нём"))
        self._build()

    def _build(self) -> None:
        self._edit = LineEdit(tr("код или название места, номер заказа"), "scan-barcode")
        self._edit.returnPressed.connect(self._on_enter)
        self._here = label("", "", "title")
        self._field = Field(tr("Скан"), self._edit, 320)
        self._last = label("", "text2")
        self._seen = RowList(tr("Не на месте"), grows=False)
        self._lost = RowList(tr("Не найдено"), grows=False)
        self._seen_title, self._lost_title = SectionTitle(tr("Не на месте")), SectionTitle(tr("Не найдено"))
        for rows in (self._seen, self._lost):
            rows.opened.connect(partial(self.context.open_form, "order"))
        self._empty = EmptyState("scan-barcode", "")
        self._empty.hide()
        left = QVBoxLayout()
        left.setContentsMargins(20, 14, 20, 8)
        left.setSpacing(10)
        for part in (self._here, self._field, self._last, self._seen_title):
            left.addWidget(part)
        left.addWidget(self._seen, 1)
        right = QVBoxLayout()
        right.setContentsMargins(20, 14, 20, 8)
        right.setSpacing(10)
        right.addWidget(self._lost_title)
        right.addWidget(self._lost, 1)
        self._sheet = QWidget()
        row = QHBoxLayout(self._sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        self._bar = ActionBar()
        self.actions_bound = [
            bind(RIGHT, self, partial(self._finish, True)),
            bind(FINISH, self, partial(self._finish, False)),
        ]
        for bound in self.actions_bound:
            self._bar.add(Button.of(bound))
        column = PageColumn(self)
        column.addWidget(self._sheet, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._bar)

    # -- the window asks -------------------------------------------------------------------------

    def activate(self, key: object = None) -> None:
        """Go on with a count, or begin one."""
        begin = partial(_begin, actor=self.context.actor)
        self.context.tasks.run(self, begin, self._take, self._on_nothing, write=True)
        self._edit.setFocus(Qt.FocusReason.TabFocusReason)

    def scanned(self, code: str) -> bool:
        """Every scan on this page belongs to the count."""
        self._scan(code)
        return True

    # -- scanning --------------------------------------------------------------------------------

    def _on_enter(self) -> None:
        text = self._edit.text().strip()
        if text:
            self._scan(text)

    def _scan(self, text: str) -> None:
        view = self._view
        if view is not None and view.finished_at is None:
            step = partial(_scan, actor=self.context.actor, count_id=view.id, place=self._place, text=text)
            self.context.tasks.run(self, step, self._take, self._refuse, write=True)

    def _take(self, step: Step) -> None:
        self._view = step.view
        self._field.set_error("")
        self._edit.clear()
        if step.place is not None:
            self._place = step.place
            self._last.setText("")
        if step.scanned is not None:
            self._last.setText(_words(step.scanned))
        self._here.setText(self._place or tr("Место не выбрано"))
        self._show(step.view.result)

    def _show(self, result: CountResult) -> None:
        found = ntr("На месте {n} изделие", "На месте {n} изделий", result.found)
        self._bar.say(found, "", "green")
        self._seen_title.set_note(str(len(result.extra)))
        self._lost_title.set_note(str(len(result.missing)))
        extra, missing = result.extra, result.missing
        self._seen.set_items([_row(one, _way(one.belongs, one.seen)) for one in extra])
        self._lost.set_items([_row(one, one.belongs or "") for one in missing])

    def _refuse(self, error: Exception) -> None:
        self._field.set_error(error_text(error))
        self._edit.selectAll()

    def _on_nothing(self, error: Exception) -> None:
        self._sheet.hide()
        self._empty.set_words(tr("Считать нечего"), error_text(error))
        self._empty.show()

    def _finish(self, put_right: bool) -> None:
        view = self._view
        if view is None or view.finished_at is not None:
            return
        verb = partial(
            shelf_counts.finish_count, actor=self.context.actor, count_id=view.id, put_right=put_right
        )
        self.context.tasks.run(self, verb, self._done, self._refuse, write=True)

    def _done(self, result: CountResult) -> None:
        lost = ntr("не найдено {n} изделие", "не найдено {n} изделий", len(result.missing))
        self.context.tell(tr("Пересчёт записан: {lost}", lost=lost), "amber" if result.missing else "green")
        self._view, self._place = None, ""
        self.closed.emit()


def _words(one: Scanned) -> str:
    if one.is_known:
        return tr("{number} уже отсканирован", number=one.number)
    if one.is_extra:
        return tr("{number}: по записи {place}", number=one.number, place=one.belongs or tr("без места"))
    return tr("{number} на месте", number=one.number)


def _row(one: CountLine, where: str) -> RowItem:
    return RowItem(one.order_id, one.number, f"{one.device} · {where}")


def _way(belongs: str | None, seen: str | None) -> str:
    return f"{belongs or tr('без места')} → {seen or ''}"


def _begin(session: Any, actor: Actor) -> Step:
    running = [one for one in list_shelf_counts(session) if one.finished_at is None]
    count_id = running[0].id if running else shelf_counts.start_count(session, actor)
    return Step(get_shelf_count(session, count_id))


def _scan(session: Any, actor: Actor, count_id: int, place: str, text: str) -> Step:
    """A place where the text names one, else a device in the place counted now."""
    named = {one.name.casefold(): one for one in list_places(session)}
    coded = find_place_code(session, text) if codes.is_scan_code(text) else None
    found = coded or named.get(text.casefold())
    if found is not None:
        return Step(get_shelf_count(session, count_id), place=found.name)
    scanned = shelf_counts.scan(session, actor, count_id, place, text)
    return Step(get_shelf_count(session, count_id), scanned=scanned)
