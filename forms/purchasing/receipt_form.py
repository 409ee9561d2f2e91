"""The receipt: scans count what came, by an order to a supplier or without one; nothing counted is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from forms.purchasing import receipt_reading as reading
from forms.purchasing.counting import Counting
from forms.purchasing.layout import with_panel
from forms.purchasing.new_part_ask import NewPartAsk
from forms.purchasing.receipt_head import ReceiptHead
from forms.purchasing.receipt_left import ReceiptLeft
from forms.purchasing.receipt_line import ReceiptLine
from forms.purchasing.receipt_result import ReceiptResult
from forms.purchasing.receipt_table import ReceiptTable, counted_words
from forms.purchasing.scan_queue import ScanQueue
from ui.actions import ActionSpec, BoundAction, bind
from ui.context import Context, Page
from ui.problems import error_text
from ui.widgets.action_bar import ActionBar, PageColumn
from ui.widgets.buttons import Button
from ui.widgets.choice_ask import ChoiceAsk
from ui.widgets.row_list import RowItem
from workstation.documents.codes import CodeKind
from workstation.documents.purchasing import Incoming, PurchaseState, Received
from workstation.errors import UserError
from workstation.i18n import mark, ntr, tr
from workstation.queries.receiving import ScanRead
from workstation.rules import receiving
from workstation.rules.receiving import SheetLine
from workstation.services.rights import may

NEW = ActionSpec("receipt.new_part", mark("Новая запчасть"), "F7", "bar", "plus")
HERE = ActionSpec("receipt.here", mark("Считать в этой строке"), "F8", "bar", "arrow-right")
ALL = ActionSpec("receipt.all", mark("Пришло всё"), "F6", "bar", "list-checks")
SAVE = ActionSpec("receipt.save", mark("Принять"), "F9", "bar", "package", main=True)
SCAN = ActionSpec("receipt.scan", mark("К полю скана"), "F3")
UNDO = ActionSpec("receipt.undo", mark("Отменить последний скан"), "Ctrl+Z")


class ReceiptForm(Page):
    """Opened with the id of an order to a supplier it receives by it; without one, whatever came."""

    help_topic = "receipt"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._purchase_id: int | None = None
        self._facts: reading.Facts | None = None
        self._unknown = ""
        self._counting = Counting()
        self._bound: dict[ActionSpec, BoundAction] = {}
        self.set_title(tr("Приход"))
        self._build()
        self._show_lines()

    def _build(self) -> None:
        self._head, self._line = ReceiptHead(), ReceiptLine()
        self._table = ReceiptTable(self._counting, self)
        self._result = ReceiptResult(self.context)
        self._bar = ActionBar()
        for bound in self._result.actions_bound:
            self.actions_bound.append(bound)
            self._bar.add(Button.of(bound))
        for spec, slot in self._slots():
            bound = self._bound[spec] = bind(spec, self, slot)
            self.actions_bound.append(bound)
            if spec.place == "bar":
                self._bar.add(Button.of(bound))
        self._stack = QStackedWidget()
        self._stack.addWidget(with_panel(self._line, self._head, self._table))
        self._stack.addWidget(self._result)
        column = PageColumn(self)
        column.addWidget(self._stack, 1)
        column.addWidget(self._bar)
        self._connect()

    def _connect(self) -> None:
        self._scans = ScanQueue(self)
        self._scans.read.connect(self._on_read)
        self._scans.refused.connect(self._scan_refused)
        self._left = ReceiptLeft(self, self._counting, self._head.form, self._bring_back)
        self._head.scan.entered.connect(self._scans.put)
        self._head.scan.lowered.connect(lambda: self._table.setFocus(Qt.FocusReason.TabFocusReason))
        self._head.form.changed.connect(self._keep)
        self._head.form.finished.connect(self._to_scan)
        self._table.raised.connect(self._to_scan)
        self._table.current_changed.connect(lambda _part: self._line.show_line(self._table.line()))
        self._table.opened.connect(lambda _part: self._line.form.go(1))
        self._table.digit_typed.connect(self._type_quantity)
        self._table.dropped.connect(self._drop)
        self._line.changed.connect(self._change)
        self._line.left.connect(self._to_scan)

    def _slots(self) -> Sequence[tuple[ActionSpec, Callable[[], object]]]:
        return (
            (NEW, self._ask_part),
            (HERE, self._count_here),
            (ALL, self._take_all),
            (SAVE, self._save),
            (SCAN, self._to_scan),
            (UNDO, self._undo),
        )

    # -- the window asks -------------------------------------------------------------------------

    def activate(self, key: object = None) -> None:
        """Begin a receipt, or go on with the one that was left."""
        if not self._left.is_open():
            self._begin(key if isinstance(key, int) else None)
        self._to_scan()

    def _begin(self, purchase_id: int | None) -> None:
        self._purchase_id = purchase_id
        self._left.open(purchase_id)
        self._read()

    def refresh(self) -> None:
        """Suppliers, cells and the order anew; what is counted stays."""
        if self._left.is_open() and not self._is_done():
            self._left.put_aside()
            self._read()

    def scanned(self, code: str) -> bool:
        """Every scan on this page belongs to the receipt."""
        if self._is_done():
            return False
        self._scans.put(code)
        return True

    def keep(self) -> None:
        self._keep()

    # -- facts and drafts ------------------------------------------------------------------------

    def _read(self) -> None:
        ask = partial(reading.read, actor=self.context.actor, purchase_id=self._purchase_id)
        self.context.tasks.run(self, ask, self._take_facts, self._refuse, latest="receipt")

    def _take_facts(self, facts: reading.Facts) -> None:
        self._facts = facts
        purchase = facts.purchase
        self._head.show_facts(facts)
        if purchase is not None:
            self.set_title(tr("Приход по {number}", number=purchase.number), purchase.supplier)
            if purchase.state not in {PurchaseState.SENT, PurchaseState.PARTLY}:
                words = tr(
                    "Заказ в состоянии «{state}»: по нему принимать нечего", state=purchase.state.label
                )
                self._head.say(words, "amber")
        self._counting.begin(purchase.lines if purchase is not None else (), facts.parts)
        self._bring_back()

    def _bring_back(self) -> None:
        """What was left comes over the facts, once both are there."""
        if self._facts is None:
            return
        scan = self._left.bring_back()
        if scan:
            self._head.scan.set_value(scan)
        chosen = self._head.form.value("warehouse_id")
        self._line.offer_bins([one.bin for one in self._facts.places if one.warehouse_id == chosen])
        self._show_lines()

    def _keep(self) -> None:
        """What is counted and typed, so that it is there after whatever happens."""
        if self._facts is not None and not self._is_done():
            worth = self._left.keep(self._head.scan.text())
            self._bar.set_draft(tr("Набранное сохранено") if worth else "")

    # -- scanning --------------------------------------------------------------------------------

    def _on_read(self, code: str, read: ScanRead) -> None:
        known = [one for one in read.parts if self._counting.line(one.part_id) is not None]
        if len(known) == 1 or len(read.parts) == 1:
            self._count((known or read.parts)[0])
            if read.coded is not None and read.coded.kind is CodeKind.PIECE:
                self._count_serial(read.coded.name)
        elif read.parts:
            self._choose(code, known or read.parts)
        elif read.coded is not None:
            self._on_coded(code, read)
        elif self._counting.asking is not None and not receiving.is_trade_code(code):
            self._count_serial(code)
        else:
            self._on_unknown(code)

    def _choose(self, code: str, parts: Sequence[Incoming]) -> None:
        """Several makers use one number."""
        rows = [RowItem(one, f"{one.brand} {one.number}".strip(), one.name) for one in parts]
        ask = ChoiceAsk(self.window(), tr("Чья запчасть {code}", code=code), "", rows)
        ask.chosen.connect(self._count)
        ask.open()

    def _count(self, part: Incoming) -> None:
        line = self._counting.scan(part)
        self._forget_unknown()
        if part.is_serial:
            self._head.say(tr("{number}: отсканируйте серийный номер", number=part.number), "amber")
        else:
            self._tell_line(line)
        self._after_count(line)

    def _count_serial(self, serial: str) -> None:
        asking = self._counting.asking
        try:
            line = self._counting.take_serial(asking, serial) if asking is not None else None
        except UserError as error:
            self._scan_refused(serial, error)
            return
        if line is not None:
            self._forget_unknown()
            self._tell_line(line, serial)
            self._after_count(line)

    def _after_count(self, line: SheetLine) -> None:
        self._show_lines()
        self._table.go_to(line.part.part_id)
        self._keep()

    def _tell_line(self, line: SheetLine, serial: str = "") -> None:
        words = counted_words(line, serial)
        if self._purchase_id is not None and line.over:
            self._head.say(tr("{line}. Сверх заказа: войдёт отдельным приходом", line=words), "amber")
        else:
            self._head.say(words, "green")

    def _on_coded(self, code: str, read: ScanRead) -> None:
        """A code of ours that is no part: a cell for the line, an order to receive by, or nothing of ours."""
        coded, line = read.coded, self._table.line()
        if coded is not None and coded.kind is CodeKind.BIN and line is not None:
            self._counting.change(replace(line, bin=coded.name))
            self._forget_unknown()
            words = tr("{number}: в ячейку {bin}", number=line.part.number, bin=coded.name)
            self._recounted(words, "green")
        elif coded is not None and coded.kind is CodeKind.PURCHASE and not self._counting.is_touched():
            self.context.open_form("receipt", coded.id)
        elif coded is not None:
            words = tr("Это {kind}: {name}. Здесь сканируют запчасти", kind=coded.kind.label, name=coded.name)
            self._say_at_scan(code, words)

    def _on_unknown(self, code: str) -> None:
        self._unknown = code
        here = self._table.line()
        words = tr("Номера «{code}» нет в каталоге. F7 — новая запчасть", code=code)
        if here is not None:
            words = tr("{words}, F8 — считать в строке {number}", words=words, number=here.part.number)
        self._say_at_scan(code, words)
        self._follow()

    def _say_at_scan(self, code: str, words: str) -> None:
        self._head.scan.set_value(code)
        self._head.scan_field.set_error(words)
        self._head.say("")
        self._keep()
        self._to_scan()

    def _scan_refused(self, code: str, error: Exception) -> None:
        self._say_at_scan(code, error_text(error))

    def _forget_unknown(self) -> None:
        self._unknown = ""
        self._head.scan.set_value(None)
        self._head.scan_field.set_error("")
        self._follow()

    # -- an unknown number -----------------------------------------------------------------------

    def _ask_part(self) -> None:
        ask = NewPartAsk(self, self.context, self._unknown)
        ask.written.connect(self._count)
        ask.open()

    def _count_here(self) -> None:
        """The number on the box is another one: it is a piece of the line under the cursor all the same."""
        line, code = self._table.line(), self._unknown
        if line is not None and line.part.is_serial:
            self._counting.asking = line.part.part_id
            self._count_serial(code)
        elif line is not None:
            self._count(line.part)
            counted = self._counting.line(line.part.part_id)
            if counted is not None:
                self._change(receiving.boxed(counted, code))
                self._show_lines()

    # -- lines -----------------------------------------------------------------------------------

    def _show_lines(self) -> None:
        self._table.source.refresh()
        self._line.show_line(self._table.line())
        self._follow()

    def _change(self, line: SheetLine) -> None:
        self._counting.change(line)
        self._table.source.refresh()
        self._follow()
        self._keep()

    def _recounted(self, words: str, tone: str = "text2") -> None:
        self._head.say(words, tone)
        self._show_lines()
        self._keep()

    def _drop(self) -> None:
        line = self._table.line()
        if line is not None:
            self._counting.drop(line.part.part_id)
            self._recounted(tr("{number} убрана. Ctrl+Z — вернуть", number=line.part.number))

    def _take_all(self) -> None:
        self._counting.take_all()
        words = tr("Всё, что ждали по заказу, отмечено пришедшим. Ctrl+Z — вернуть")
        self._recounted(words, "green")

    def _undo(self) -> None:
        if self._is_done():
            self._result.undo_print()
        elif self._counting.undo():
            self._recounted(tr("Отменено"))

    def _type_quantity(self, digit: str) -> None:
        line = self._table.line()
        if line is not None and not line.part.is_serial:
            self._line.type_quantity(digit)

    def _to_scan(self) -> None:
        place = self._result if self._is_done() else self._head.scan
        place.setFocus(Qt.FocusReason.TabFocusReason)

    def _follow(self) -> None:
        """Keys and the sentence of the bar by what is counted."""
        actor, sheet, done = self.context.actor, self._counting.sheet, self._is_done()
        unknown, touched = bool(self._unknown) and not done, self._counting.is_touched()
        by_order = self._purchase_id is not None and bool(sheet)
        for spec, is_open in (
            (NEW, unknown and actor is not None and may(actor, "parts.change")),
            (HERE, unknown and bool(sheet)),
            (ALL, by_order and not touched and not done),
            (SAVE, done or (touched and actor is not None and may(actor, "stock.receive"))),
        ):
            self._bound[spec].action.setEnabled(is_open)
            self._bound[spec].action.setVisible(is_open or spec is SAVE)
        for bound in self._result.actions_bound:
            bound.action.setEnabled(done)
            bound.action.setVisible(done)
        self._bound[SAVE].action.setText(tr("Готово") if done else tr("Принять"))
        counted = 0 if done else sum(line.quantity for line in sheet)
        self._bar.say(tr("Принято: {n}", n=counted) if counted else "", "", "green")

    # -- taking in -------------------------------------------------------------------------------

    def _is_done(self) -> bool:
        return self._stack.currentWidget() is self._result

    def _save(self) -> None:
        """F9: take in what is counted; once it is in, to the page before."""
        if self._is_done():
            self._finish()
            return
        errors = self._head.form.check()
        self._head.form.show_errors(errors)
        if errors or self._line.form.show_errors(self._line.form.check()) or self._line.form.errors():
            return
        wrong = receiving.problems(self._counting.sheet)
        if wrong:
            place, error = wrong[0]
            self._table.go_to(self._counting.sheet[place].part.part_id)
            self._line.show_problem(error)
            self._bar.say(ntr("{n} ошибка", "{n} ошибок", len(wrong)), error_text(error))
            return
        data = self._head.data(self._purchase_id)
        verb = partial(reading.receive, actor=self.context.actor, data=data, sheet=self._counting.sheet)
        self.context.tasks.run(self, verb, self._received, self._refuse, write=True)

    def _received(self, made: tuple[Received, ...]) -> None:
        self._left.forget()
        self._bar.set_draft("")
        self._result.show_received(made)
        self._stack.setCurrentWidget(self._result)
        self._follow()
        self._to_scan()

    def _finish(self) -> None:
        """The page of no order is ready for the next receipt."""
        self._stack.setCurrentIndex(0)
        self._head.form.clear()
        self._head.say("")
        self._begin(self._purchase_id)
        self.closed.emit()

    def _refuse(self, error: Exception) -> None:
        self._bar.say(error_text(error))
