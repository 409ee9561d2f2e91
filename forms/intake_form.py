"""Приём: one screen from a customer at the desk to the printed act."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea

from forms.intake import asks, reading
from forms.intake.correcting import Correcting
from forms.intake.desk import Desk
from forms.intake.draft_list import DraftList
from forms.intake.drafts import DraftKeeper, moment_text
from forms.intake.facts import Facts
from forms.intake.fields import IntakeFields
from forms.intake.matches import Matches
from forms.intake.new_category import NewCategory
from forms.intake.saving import Saving
from forms.intake.side import IntakeSide
from forms.intake.visit import Item, Visit, body_of, visit_of
from ui.actions import ActionSpec, BoundAction, bind
from ui.context import Context, Page
from ui.widgets.action_bar import ActionBar, PageColumn
from ui.widgets.buttons import Button, LinkButton
from workstation.documents.intake import Accepted
from workstation.documents.orders import OrderView
from workstation.i18n import mark, tr
from workstation.rules.serials import differs

ACCEPT = ActionSpec("intake.accept", mark("Принять и напечатать"), "F9", "bar", main=True)
PREVIEW = ActionSpec("intake.preview", mark("Предпросмотр"), "Ctrl+P", "bar")
MORE = ActionSpec("intake.more", mark("Ещё изделие"), "F7", "top", "plus")
DRAFTS = ActionSpec("intake.drafts", mark("Черновики"), "Ctrl+D", "top")
ASKED = ActionSpec("intake.asked", mark("К тому, чего не хватает для решения"), "F8")
GUESS = ActionSpec("intake.guess", mark("Взять дату выпуска по номеру"), "Ctrl+G")
PHOTO = ActionSpec("intake.photo", mark("Снять камерой"), "F6")
FILE = ActionSpec("intake.file", mark("Снимок из файла"), "Shift+F6")
NEXT_PART = ActionSpec("intake.next_part", mark("К следующему разделу"), "Ctrl+Down")
PREVIOUS_PART = ActionSpec("intake.previous_part", mark("К предыдущему разделу"), "Ctrl+Up")
NEXT_ITEM = ActionSpec("intake.next_item", mark("Следующее изделие визита"), "Ctrl+PgDown")
PREVIOUS_ITEM = ActionSpec("intake.previous_item", mark("Предыдущее изделие визита"), "Ctrl+PgUp")
REMOVE_ITEM = ActionSpec("intake.remove_item", mark("Убрать изделие из визита"), "Ctrl+F7")
FIRST_FIELD = "customer.phone"


class IntakeForm(Page):
    """Takes devices in. Opened with ("draft", id) it goes on with a draft, with ("order", id) it corrects."""

    help_topic = "intake"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        if context.actor is None:
            raise ValueError("the intake needs an actor")
        tasks, actor = context.tasks, context.actor
        self.form = IntakeFields()
        self.side = IntakeSide(lambda order_id: context.open_form("order", order_id))
        self.bar = ActionBar()
        self.desk = Desk(self.form, tasks, actor)
        self.keeper = DraftKeeper(self, tasks, actor, "intake")
        self.correcting = Correcting(self, self.form)
        self.matches = Matches(self.form, tasks, lambda: self.desk.visit)
        self.saving = Saving(self.desk, self.keeper, tasks, actor)
        self.facts = Facts(self.desk, self.side, tasks, actor)
        self._new_category = NewCategory(self.form, tasks, actor, self.desk)
        self._links: list[LinkButton] = []
        self._told = False
        self._lay_out()
        self._bind_actions()
        self._connect()
        self._name_page()
        self.desk.load()
        self.keeper.count()

    def _lay_out(self) -> None:
        column = PageColumn(self)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.form)
        middle.addWidget(scroll, 1)
        middle.addWidget(self.side)
        column.addLayout(middle, 1)
        column.addWidget(self.bar)
        self.setFocusProxy(self.form)

    def _bind_actions(self) -> None:
        slots: tuple[tuple[ActionSpec, Callable[[], object]], ...] = (
            (MORE, self.desk.add_item),
            (DRAFTS, self.show_drafts),
            (PREVIEW, self.saving.preview),
            (ACCEPT, self.saving.accept),
            (PHOTO, self.form.device.photos.shoot),
            (FILE, self.form.device.photos.choose_files),
            (ASKED, self.facts.go_to_asked),
            (GUESS, self.facts.take_guess),
            (NEXT_PART, partial(self.form.go_section, 1)),
            (PREVIOUS_PART, partial(self.form.go_section, -1)),
            (NEXT_ITEM, partial(self.desk.switch, 1)),
            (PREVIOUS_ITEM, partial(self.desk.switch, -1)),
            (REMOVE_ITEM, self.desk.remove_item),
        )
        self.actions_bound = [bind(spec, self, slot) for spec, slot in slots]
        self._bound: dict[str, BoundAction] = {bound.spec.id: bound for bound in self.actions_bound}
        park = Button(tr("В черновики"), "Esc", kind="flat")
        park.clicked.connect(self.park)
        self.bar.add(park)
        self.bar.add(Button.of(self._bound[PREVIEW.id]), 4)
        self.bar.add(Button.of(self._bound[ACCEPT.id]))

    def _connect(self) -> None:
        form = self.form
        self.bar.follow(form)
        form.changed.connect(self._save_draft)
        form.edited.connect(self._on_edited)
        form.finished.connect(lambda: form.focus(FIRST_FIELD))
        form.device.photos.told.connect(lambda words, tone: self._say(words, "", tone))
        self.keeper.saved.connect(self.bar.set_draft)
        self.keeper.troubled.connect(self._on_draft_trouble)
        self.keeper.counted.connect(self._on_counted)
        self.saving.told.connect(self._say)
        self.saving.accepted.connect(self._on_accepted)
        self.saving.corrected.connect(self._on_corrected)
        self.saving.rendered.connect(self._on_rendered)
        self.saving.busy.connect(self._on_busy)
        self.matches.customer_changed.connect(self._on_customer)
        for changed in (self.matches.device_changed, self.desk.items_changed):
            changed.connect(self.matches.show_device_note)
            changed.connect(self.facts.show_known)
        self.desk.settled.connect(self._fit)
        self.desk.category_asked.connect(self._new_category.ask)

    def _name_page(self) -> None:
        order = self.desk.visit.order
        title = tr("Исправление {number}", number=order.number) if order else tr("Приём")
        note = tr("Будет новая версия акта") if order else tr("Новый заказ, номер дадим при записи")
        self.set_title(title, note)
        self._bound[ACCEPT.id].action.setText(tr("Исправить и напечатать") if order else tr(ACCEPT.title))
        for spec in (MORE, DRAFTS, NEXT_ITEM, PREVIOUS_ITEM, REMOVE_ITEM, PREVIEW):
            self._bound[spec.id].action.setVisible(order is None)
            self._bound[spec.id].action.setEnabled(order is None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A larger screen gets more air."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.form.fit(self.width() - self.side.width(), self.height() - self.bar.height())

    # -- the window ------------------------------------------------------------------------------

    def activate(self, key: object = None) -> None:
        """Shown: blank or as it was left, with a draft, or with an order to correct."""
        kind, number = key if isinstance(key, tuple) else (None, None)
        if kind == "draft" and self.desk.visit.draft_id is None:
            self.keeper.list(partial(self._on_named_draft, number))
        elif kind == "order" and self.desk.visit.order is None:
            self._load_order(number)
        elif self.form.current() is None:
            self.form.focus(FIRST_FIELD)

    def refresh(self) -> None:
        """F5: catalogues, matches and verdict anew; while correcting, the order itself."""
        order = self.desk.visit.order
        if order is not None:
            self.correcting.forget()
            self._load_order(order.id)
        else:
            self.desk.load()
            self.keeper.count()

    def scanned(self, code: str) -> bool:
        """A serial number or an IMEI; codes of ours are for the search. One that differs is a warning."""
        if code.upper().startswith("ASC1:"):
            return False
        item = self.desk.visit.item
        typed, again = self.form.value("device.serial_number"), item.scanned == code
        item.scanned = code
        self.form.focus("device.serial_number")
        if not again and self.form.is_typed("device.serial_number") and differs(typed, code):
            self.facts.follow()  # what was typed stays; the same code once more takes its place
            return True
        self.form.set_value("device.serial_number", code, undoable=True)
        self.matches.ask_devices(code, go_on=True)
        self._save_draft()
        return True

    def keep(self) -> None:
        """What is typed stays as a draft."""
        if not self.desk.is_blank() and (self.form.is_dirty() or self.desk.visit.draft_id is None):
            self._save_draft()

    def leave(self) -> bool:
        """Esc: what is typed goes into the drafts, the next customer finds a blank form."""
        if self.desk.visit.order is not None:
            self._save_draft()
        if self.desk.is_blank() or self.desk.visit.order is not None:
            return True
        self.park()
        return False

    # -- drafts ----------------------------------------------------------------------------------

    def _save_draft(self, parked: bool = False) -> None:
        visit = self.desk.visit
        if visit.order is None and self.context.actor is not None:
            body = body_of(visit, self.form.draft(), self.context.actor.station_id, parked=parked)
            self.keeper.save(visit, body)
            self.form.set_clean()
        elif visit.order is not None:
            self.correcting.keep()

    def park(self) -> None:
        """Put the visit aside as a draft."""
        if self.desk.is_blank() or self.desk.visit.order is not None:
            return
        self._save_draft(parked=True)
        self._begin(Visit())
        self._say(tr("Отложено в черновики"), tr("Ctrl+D — вернуться к нему"), "green")

    def show_drafts(self) -> None:
        """Ctrl+D."""
        self.keeper.list(self._on_drafts)

    def _on_drafts(self, rows: list[Any]) -> None:
        rows = [row for row in rows if row.id != self.desk.visit.draft_id]
        dialog = DraftList(rows, self)
        dialog.taken.connect(self._on_taken)
        dialog.thrown.connect(lambda row: self.keeper.discard(row.id))
        dialog.open()

    def _on_taken(self, row: Any) -> None:
        if not self.desk.is_blank():
            self._save_draft(parked=True)
        self._restore(row)

    def _on_named_draft(self, draft_id: int, rows: list[Any]) -> None:
        row = next((row for row in rows if row.id == draft_id), None)
        if row is not None:
            self._restore(row)

    def _restore(self, row: Any) -> None:
        visit, fields = visit_of(row.body, row.id, row.person_id)
        self._begin(visit, fields)
        self.bar.set_draft(tr("Черновик от {time} возвращён", time=moment_text(row.saved_at)))
        customer_id = row.body.get("customer_id")
        if customer_id is not None:
            read = partial(asks.customer, customer_id=customer_id)
            self.context.tasks.run(self, read, self._on_known)
        if visit.item.device_id is not None:
            self.matches.ask_devices(self.form.device.number.text().strip())

    def _on_known(self, match: Any) -> None:
        self.desk.visit.customer = match
        self._on_customer()

    def _on_counted(self, count: int) -> None:
        self._bound[DRAFTS.id].action.setText(tr("Черновики: {n}", n=count) if count else tr(DRAFTS.title))

    def _on_draft_trouble(self, error: Exception) -> None:
        self.bar.set_draft("")
        self._say(_words(error), tr("Черновик пока не сохранён"), "amber")

    # -- correcting ------------------------------------------------------------------------------

    def _load_order(self, order_id: int) -> None:
        self.context.tasks.run(self, partial(asks.order, order_id=order_id), self._on_order)

    def _on_order(self, order: OrderView) -> None:
        visit = Visit(order=order, items=[Item(device_id=order.device_id)])
        self._begin(visit)
        visit.order = order
        reading.show_order(self.form, order)
        visit.item.device_id = order.device_id
        self._name_page()
        self.context.tasks.run(self, partial(asks.customer, customer_id=order.customer_id), self._on_known)
        words = tr("Незаписанное исправление возвращено"), tr("F5 — показать заказ, как он записан")
        self.correcting.begin(order.id, partial(self._say, *words, "amber"))

    def _on_corrected(self, _act_id: int) -> None:
        order = self.desk.visit.order
        self.form.set_clean()
        self.correcting.forget()
        self.context.tell(
            tr("Исправлен {number}, печатается…", number=order.number if order else ""), "green"
        )
        self.closed.emit()

    # -- after a save ----------------------------------------------------------------------------

    def _on_accepted(self, accepted: Accepted) -> None:
        self._begin(Visit())
        self.bar.set_draft("")
        self.keeper.count()
        numbers = ", ".join(order.number for order in accepted.orders)
        one = len(accepted.orders) == 1
        words = (
            tr("Принят {number}, печатается…", number=numbers)
            if one
            else tr("Приняты {number}, печатается…", number=numbers)
        )
        self._say(words, "", "green")
        for order in accepted.orders[:3]:
            words = tr("Открыть заказ") if one else order.number
            self._link(words, partial(self.context.open_form, "order", order.id))

    def _on_rendered(self, pdf: bytes) -> None:
        from ui.preview import Preview

        dialog = Preview(tr("Акт приёма-передачи: как будет напечатан"), pdf, self)
        dialog.print_asked.connect(self.saving.accept)
        dialog.open()

    def _begin(self, visit: Visit, fields: dict[str, Any] | None = None) -> None:
        self.desk.begin(visit, fields)
        self._on_customer()
        self._name_page()
        self._drop_links()
        self.bar.say("")
        self.form.focus(FIRST_FIELD)

    def _on_customer(self) -> None:
        match = self.desk.visit.customer
        note = asks_note(match.order_count) if match is not None else ""
        self.form.customer.title.set_note(note)
        self.facts.show_known()

    def _on_busy(self, running: bool) -> None:
        self._bound[ACCEPT.id].action.setEnabled(not running)

    # -- words -----------------------------------------------------------------------------------

    def _say(self, words: str, more: str = "", tone: str = "red") -> None:
        self._drop_links()
        self.bar.say(words, more, tone)
        self._told = True

    def _link(self, words: str, slot: Callable[[], object]) -> None:
        link = LinkButton(words, slot=slot)
        self.bar.layout().insertWidget(1 + len(self._links), link)
        self._links.append(link)

    def _on_edited(self, path: str) -> None:
        if self._told and self.form.is_typed(path):
            self._drop_links()
            self.bar.say("")

    def _drop_links(self) -> None:
        self._told = False
        for link in self._links:
            link.hide()
            link.deleteLater()
        self._links.clear()


def asks_note(count: int) -> str:
    """«3 заказа», «первый заказ»."""
    from forms.intake.words import orders_text

    return orders_text(count) if count else tr("есть в базе")


def _words(error: Exception) -> str:
    from forms.intake.words import error_words

    return error_words(error)
