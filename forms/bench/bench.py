"""The bench: one order on one screen, from the complaint to the gate; all by keys and by the scanner."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.bench import faces, keys, lines, part_faces, reading, scanning
from forms.bench.card import WIDE, BenchCard
from forms.bench.check import CheckColumn
from forms.bench.diagnosis import DiagnosisForm
from forms.bench.document_desk import DocumentDesk
from forms.bench.doing import Doing
from forms.bench.gate import HAND_OVER, RIGHTS, Gate, gate_of
from forms.bench.hands import Hands
from forms.bench.keeping import Keeper
from forms.bench.parts_desk import PartsDesk
from forms.bench.side import BenchSide
from forms.bench.state import OnBench
from forms.bench.steps import Steps
from forms.bench.story import Story
from ui.actions import ActionSpec, BoundAction, bind
from ui.context import Context, Page
from ui.problems import error_text
from ui.widgets.action_bar import ActionBar
from ui.widgets.badge import Badge
from ui.widgets.buttons import Button
from workstation import clock
from workstation.documents.places import WhereRow
from workstation.i18n import tr
from workstation.queries.places import where_is
from workstation.rules import codes
from workstation.rules.moves import AT_BENCH
from workstation.rules.order_words import moment_words
from workstation.statuses import OrderStatus

SHOWN_KINDS = frozenset({"order", "device", "customer", "place", "contact", "part_request"})
BAR = 68
WORKING = frozenset({OrderStatus.IN_DIAGNOSIS, OrderStatus.IN_REPAIR, OrderStatus.IN_CHECK})


class BenchPage(Page):
    """Opened with an order's id. Verbs change the order; the page follows them and keeps what is typed."""

    help_topic = "bench"
    for_gloves = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._order_id: int | None = None
        self._state = OnBench(context)
        self._bound: dict[str, BoundAction] = {}
        self._buttons: dict[str, Button] = {}
        self._keeper = Keeper(context, self)
        self._badge = Badge(parent=self)
        self._badge.hide()
        self._build()
        self._connect()
        self._follow()

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        context, state = self.context, self._state
        self._bar = ActionBar(BAR, 24)
        self._doing, self._form = Doing(context, self), DiagnosisForm()
        self._check = CheckColumn(context, keys.PHOTO.key)
        self._story = Story(partial(context.open_form, "order"))
        sheet = scanning.SheetDesk(context, self).show
        self._steps = Steps(state, self._doing, self._form, self._bar, self._on_recorded, sheet)
        self._bind_bar()
        nothing = tr("Работ ещё нет. Ctrl+R — добавить операцию.")
        columns = lines.work_columns()
        self._works = lines.Lines(tr("Работы"), nothing, columns, self._bind(keys.WORK, self._ask_work))
        nothing = tr("Деталей ещё нет. Ctrl+D — взять со склада или записать.")
        ask_part = self._bind(keys.PART, self._ask_part)
        self._parts = lines.Lines(tr("Детали"), nothing, part_faces.columns(), ask_part)
        self._hands = Hands(state, self._doing, self, self._form, self._works, self._check, self._on_recorded)
        hands = self._hands
        wait = partial(self._steps.wait, OrderStatus.WAITING_PART)
        remove = partial(hands.remove, "remove_part")
        self._store = PartsDesk(state, self._doing, self, self._parts, wait, remove)
        timers = [self._bind(keys.TIMER, hands.toggle_timer), self._bind(keys.STOP, hands.stop_timer)]
        self._act(keys.NOTE, hands.ask_note)
        self._side = BenchSide(timers, DocumentDesk(context, self, state).open, hands.ask_note)
        self._act(keys.SAVE, hands.record)
        self._act(keys.PHOTO, hands.shoot)
        self._card = BenchCard(self._story, self._form, (self._works, self._parts), self._check, self._side)
        self._card.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._card, 1)
        column.addStretch(0)
        column.addWidget(self._bar)

    def _bind_bar(self) -> None:
        steps, part, customer = self._steps, OrderStatus.WAITING_PART, OrderStatus.WAITING_CUSTOMER
        slots: list[tuple[ActionSpec, Callable[[], object]]] = [
            (keys.WHERE, self._ask_where),
            (keys.STORY, lambda: self._open_page("order")),
            (keys.NEXT, self._open_next),
            (keys.OVERRIDE, steps.override),
            (keys.MORE, steps.open_menu),
            (keys.PART_WAIT, partial(steps.wait, part)),
            (keys.CUSTOMER_WAIT, partial(steps.wait, customer)),
            (keys.FAIL, partial(steps.move, OrderStatus.IN_REPAIR)),
            (keys.MAIN, steps.go_on),
            (keys.MISSING, self._show_missing),
            (keys.FINDINGS, lambda: self._open_page("findings")),
        ]
        for spec, slot in slots:
            if spec.place == "bar":
                self._bar.add(self._bind(spec, slot))
            else:
                self._act(spec, slot)

    def _act(self, spec: ActionSpec, slot: Callable[[], object]) -> BoundAction:
        """Make an action work on the page by its key."""
        bound = self._bound[spec.id] = bind(spec, self, slot)
        self.actions_bound.append(bound)
        return bound

    def _bind(self, spec: ActionSpec, slot: Callable[[], object]) -> Button:
        """Make an action work on the page by its key and by a button, which it gives."""
        button = self._buttons[spec.id] = Button.of(self._act(spec, slot), parent=self).set_tall()
        button.setVisible(False)
        return button

    def _connect(self) -> None:
        self.context.tasks.changed.connect(self._on_changed)
        self._doing.done.connect(self._on_done)
        self._doing.refused.connect(lambda _error: self.refresh())
        self._form.changed.connect(self._keep_draft)
        self._form.edited.connect(lambda _path: self._follow_gate())
        self._form.finished.connect(self._works.table.setFocus)
        self._works.deleted.connect(partial(self._hands.remove, "remove_work"))
        self._check.answered.connect(self._hands.tick)
        self._check.photo_wanted.connect(self._hands.shoot_for)
        self._check.kept.connect(self._hands.take_photo)

    # -- the window asks -------------------------------------------------------------------------

    def top_widget(self) -> QWidget | None:
        """The badge of the order's state."""
        return self._badge if self._state.sheet is not None else None

    def activate(self, key: object = None) -> None:
        """Put an order on the bench; what was typed for the one before is kept."""
        if isinstance(key, int) and key != self._order_id:
            self.keep()
            self._order_id, self._state.sheet = key, None
            self._form.settle()
            self._form.show_diagnosis(None)
            self._hands.put_down()
        self.refresh()

    def refresh(self) -> None:
        """Read anew; what is typed stays."""
        if self._order_id is not None and self.context.actor is not None:
            read = partial(reading.read_sheet, actor=self.context.actor, order_id=self._order_id)
            self.context.tasks.run(self, read, self._take, self._on_missing, latest="bench")

    def keep(self) -> None:
        """What is typed and not recorded becomes a draft."""
        if self._form.is_dirty():
            self._keep_draft()

    def scanned(self, code: str) -> bool:
        """The label of this order again: the next safe step. Another label: that order comes on the bench.

        A part, by its label or by the maker's barcode, is asked for.
        """
        deed = codes.action_of(code)
        if deed is not None:
            self._do_scanned(deed)
            return True
        if code.upper().startswith(codes.PASSPORT_PREFIX):
            return False
        if codes.is_scan_code(code):
            scanning.find_order(self.context, self, code, self._on_scanned, self._on_part)
        else:
            scanning.find_number(self.context, self, code, self._on_part)
        return True

    # -- showing ---------------------------------------------------------------------------------

    def _take(self, sheet: reading.Sheet) -> None:
        view = sheet.card.order
        if view.id != self._order_id:
            return
        first, before = self._state.sheet is None, self._state.status
        self._state.sheet, self._state.version = sheet, view.version
        bench = self._state.bench
        self._badge.set(bench.state.name, bench.state.token, bench.state.icon)
        self._story.show_card(view, sheet.card.history)
        self._show_form(sheet, first)
        for part in (self._works, self._parts):
            part.show_prices(sheet.lines)
        self._works.show_rows(bench.works)
        self._store.show()
        self._check.show_card(view, bench, sheet.folder)
        symptom = " ".join(filter(None, (view.request.symptom_code, view.symptom)))
        self._side.show_similar(sheet.card.similar, symptom)
        self._side.show_documents(sheet.card.documents, sheet.card.errors)
        self._side.show_around(view.around)
        self._show_time()
        self._card.show()
        self.set_title(view.number, faces.about(view, self.width() >= WIDE))
        self._follow()
        if before is not self._state.status:
            self._focus_first()

    def _show_form(self, sheet: reading.Sheet, first: bool) -> None:
        view = sheet.card.order
        self._form.set_codes(sheet.codes, view.device.brand)
        self._form.set_causes(sheet.card.similar)
        self._form.show_diagnosis(self._state.bench.diagnosis)
        if first and sheet.draft is not None:
            self._keeper.know(view.id, sheet.draft.id)
            self._form.bring_back(sheet.draft.body["fields"])
            self.context.tell(tr("Недописанный диагноз снова здесь. Ctrl+S — записать"), "amber")

    def _show_time(self) -> None:
        """The stopwatch shows the work it runs on, else all the time of the order."""
        bench, mine = self._state.bench, self._state.my_time()
        work = self._works.row(mine.work_id) if mine is not None else None
        if mine is not None and work is not None:
            words, norm, before = work.name, work.norm_minutes, lines.spent(bench.times, work.id)
            self._side.watch.show_time(before, mine.started_at, tr("идёт «{work}»", work=words), norm)
            return
        norm = sum(row.norm_minutes or 0 for row in bench.works) or None
        since = mine.started_at if mine is not None else None
        words = tr("идёт работа") if mine is not None else tr("всего по заказу")
        self._side.watch.show_time(lines.spent(bench.times), since, words, norm)

    def _focus_first(self) -> None:
        """The diagnosis while there is none, the first thing missing afterwards."""
        missing = self._state.gate.missing
        if self._form.isEnabled() and (self._state.bench.diagnosis is None or missing is None):
            self._form.focus("nature")
        elif missing is not None:
            self._check.list.go_to(missing)
        else:
            self._buttons[keys.MAIN.id].setFocus()

    # -- following -------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Only what can be done now, by this person, can be pressed; the rest keeps its place."""
        self._follow_gate()
        state = self._state
        is_read, checks = state.sheet is not None, state.status is OrderStatus.IN_CHECK
        writes, mine = checks or state.status in AT_BENCH, state.my_time() is not None
        part, customer = OrderStatus.WAITING_PART, OrderStatus.WAITING_CUSTOMER
        allowed = {
            keys.WORK: writes and state.may("bench.work"),
            keys.PART: writes and state.may("bench.work"),
            keys.SAVE: writes and state.may("bench.diagnose"),
            keys.PHOTO: is_read and state.may("orders.attach"),
            keys.PART_WAIT: state.may_move("wait_for", part) and state.may("bench.wait"),
            keys.CUSTOMER_WAIT: state.may_move("wait_for", customer) and state.may("bench.wait"),
            keys.FAIL: checks and state.may("bench.check"),
            keys.TIMER: mine or (state.status in WORKING and state.may("bench.time")),
            keys.STOP: mine,
            keys.FINDINGS: is_read and state.may("findings.record"),
            keys.MORE: is_read,
            keys.WHERE: is_read,
            keys.STORY: is_read,
        }
        for spec, on in allowed.items():
            self._bound[spec.id].action.setEnabled(bool(on))
        self._bound[keys.FAIL.id].action.setVisible(checks)
        self._bound[keys.TIMER.id].action.setText(tr("Пауза") if mine else tr("Начать"))
        self._buttons[keys.TIMER.id].set_icon("pause" if mine else "play")
        self._form.setEnabled(allowed[keys.SAVE])
        self._check.list.setEnabled(writes and state.may("bench.tick"))

    def _follow_gate(self) -> None:
        """The main button is the next step; closed it shows a lock and the bar says what is missing."""
        state = self._state
        gate = Gate()
        if state.sheet is not None:
            typed = self._form.is_unrecorded() and not self._form.check()
            gate = gate_of(state.facts, state.bench.checklist, typed)
        state.gate = gate
        main, button = self._bound[keys.MAIN.id].action, self._buttons[keys.MAIN.id]
        may_go = state.may(RIGHTS.get(gate.verb, "bench.work"))
        main.setVisible(bool(gate.verb) and (may_go or gate.verb != HAND_OVER))
        main.setText(gate.word or tr("Готово"))
        button.set_icon(gate.icon or keys.MAIN.icon)
        button.set_locked(bool(gate.title))
        main.setEnabled(gate.is_open and may_go)
        self._bound[keys.MISSING.id].action.setEnabled(bool(gate.title))
        override = self._bound[keys.OVERRIDE.id].action
        override.setVisible(state.may("bench.override") and gate.missing is not None)
        override.setEnabled(override.isVisible())
        self._bar.say(gate.title, gate.text, "red", "lock")

    def _on_changed(self, kinds: set[str]) -> None:
        if SHOWN_KINDS & kinds and self._state.sheet is not None:
            self.refresh()

    def _on_done(self, _verb: str) -> None:
        """After a deed of one's own the version is not known till the order is read anew."""
        self._state.version = None

    def _on_missing(self, error: Exception) -> None:
        self.context.tell(error_text(error), "red")

    # -- drafts ----------------------------------------------------------------------------------

    def _keep_draft(self) -> None:
        if self._state.sheet is not None:
            order = self._state.order
            self._keeper.save(order.id, order.customer_id, self._form.draft())

    def _on_recorded(self) -> None:
        self._form.settle()
        self._keeper.forget(self._state.facts.order_id)

    # -- around ----------------------------------------------------------------------------------

    def _ask_work(self) -> None:
        self._hands.ask_work()

    def _ask_part(self) -> None:
        self._card.bring_into_view(self._parts)
        self._store.ask()

    def _show_missing(self) -> None:
        """Ctrl+G: to the place that keeps the gate closed."""
        missing = self._state.gate.missing
        if missing is None:
            self._form.show_errors(self._form.check())
        elif self._check.list.go_to(missing):
            self._card.bring_into_view(self._check.list.row(missing))

    def _do_scanned(self, deed: str) -> None:
        """A code of the sheet over the bench is its key; what is closed says why."""
        spec, missing = scanning.DEEDS.get(deed), self._check.list.current() or self._state.gate.missing
        if deed == scanning.YES and missing is not None:
            self._hands.tick(missing, "yes")
            self._check.list.step_from(missing)
        elif spec is not None and self._bound[spec.id].action.isEnabled():
            self._bound[spec.id].action.trigger()
        else:
            self.context.tell(self._state.gate.text or tr("Сейчас этого сделать нельзя"), "amber")

    def _on_part(self, code: str) -> None:
        """The code of a part: it is fitted or asked for, where parts can be."""
        if self._bound[keys.PART.id].action.isEnabled():
            self._store.scanned(code)
        else:
            self.context.look_up(code)

    def _on_scanned(self, order_id: int) -> None:
        """Scanned again, an order is taken, begun, its time set running: nothing that cannot be undone."""
        state = self._state
        if order_id != self._order_id:
            self.context.open_form("bench", order_id)
        elif state.sheet is not None and state.facts.technician_id is None and state.may("bench.work"):
            self._steps.take()
        elif state.gate.verb == "start_diagnosis" and state.gate.is_open:
            self._steps.go_on()
        elif state.my_time() is None and self._bound[keys.TIMER.id].action.isEnabled():
            self._hands.toggle_timer()
        else:
            self._show_missing()

    def _open_page(self, name: str) -> None:
        if self._order_id is not None:
            self.context.open_form(name, self._order_id)

    def _ask_where(self) -> None:
        """F3: where the device is, said at once."""
        if self._order_id is not None:
            self.context.tasks.run(self, partial(where_is, order_id=self._order_id), self._tell_where)

    def _tell_where(self, row: WhereRow) -> None:
        if row.place is None:
            self.context.tell(tr("Где изделие, никто не отметил"), "amber")
            return
        when = moment_words(row.since, clock.today()) if row.since else ""
        self.context.tell(" · ".join(part for part in (row.place, when, row.user) if part), "accent")

    def _open_next(self) -> None:
        """Ctrl+Down: the next order of one's own queue."""
        actor = self.context.actor
        if actor is not None and self._order_id is not None:
            ask = partial(reading.next_in_queue, user_id=actor.user_id, after=self._order_id)
            self.context.tasks.run(self, ask, self._on_next, latest="next")

    def _on_next(self, order_id: int | None) -> None:
        if order_id is None:
            self.context.tell(tr("Других ваших заказов нет"))
        else:
            self.context.open_form("bench", order_id)
