"""The money of one order: lines, estimates, invoices, payments; what may be spent and what is owed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.orders.bill_reading import Bill, read_bill
from forms.orders.lines import LineTable, Titled
from ui.actions import ActionSpec, BoundAction, bind
from ui.context import Context, Page
from ui.deed_desk import DeedDesk
from ui.money_asks import InvoiceTerms
from ui.money_desk import MoneyDesk
from ui.money_words import estimate_item, invoice_item, over_words, payment_item, sums_of
from ui.paper_desk import PaperDesk
from ui.problems import error_text
from ui.widgets.action_bar import ActionBar, PageColumn
from ui.widgets.badge import Badge
from ui.widgets.basics import EmptyState, SectionTitle
from ui.widgets.buttons import Button
from ui.widgets.side_panel import SidePanel
from ui.widgets.sums import Sums
from workstation.documents.billing import EstimateState, InvoiceState, ReceiptState
from workstation.documents.billing_rows import EstimateRow, InvoiceRow, PaymentRow
from workstation.i18n import mark, tr
from workstation.money import format_roubles
from workstation.rules.order_words import short_name
from workstation.rules.pricing import customer_lines
from workstation.services.rights import may
from workstation.statuses import TO_COLLECT, DocumentKind

SHOWN_KINDS = frozenset({"order", "payment", "invoice", "estimate", "contact", "document", "price"})
PANEL = 316

CARD = ActionSpec("bill.card", mark("Карточка заказа"), "F2", "top", "clipboard-list")
DEEDS = ActionSpec("bill.deeds", mark("Действия"), "F10", "top", "list-checks")
OFF = ActionSpec("bill.discount", mark("Скидка"), "F6", "bar", "tag")
OFF_ALL = ActionSpec("bill.discount_all", mark("Скидка на всё"), "Shift+F6")
OFFER = ActionSpec("bill.offer", mark("Смета"), "F7", "bar", "message-square")
ANSWER = ActionSpec("bill.answer", mark("Ответ"), "F8", "bar", "user-check")
INVOICE = ActionSpec("bill.invoice", mark("Счёт"), "Ctrl+B", "bar", "file-text")
UNDO = ActionSpec("bill.undo", mark("Отменить"), "Delete", "bar", "undo-2")
PAY = ActionSpec("bill.pay", mark("Принять оплату"), "F9", "bar", "wallet", main=True)


class BillPage(Page):
    """Opened with an order's id or number. Enter is the usual deed of a row, Delete takes it back.

    What is wrong is never rubbed out: an invoice is cancelled, money is given back, each by a row of its own.
    """

    help_topic = "bill"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._key: object = None
        self._bill: Bill | None = None
        self._desk, self._deeds, self._papers = (
            MoneyDesk(self),
            DeedDesk(context, self),
            PaperDesk(context, self),
        )
        self._bound: dict[str, BoundAction] = {}
        self._badge = Badge(parent=self)
        self._badge.hide()
        self._build()
        self._follow()
        context.tasks.changed.connect(self._on_changed)

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        self._table = LineTable()
        self._estimates = Titled(tr("Сметы"), tr("Сметы ещё не было. F7 — предложить"), 4)
        self._invoices = Titled(tr("Счета"), tr("Счёт не выставлен. Ctrl+B — выставить"), 3)
        self._payments = Titled(tr("Платежи"), tr("Денег ещё не приходило. F9 — принять"), 8)
        left = QVBoxLayout()
        left.setContentsMargins(20, 12, 12, 8)
        left.setSpacing(6)
        left.addWidget(
            SectionTitle(tr("Работы и детали"), tr("Enter — цена · F6 — скидка · Shift+F6 — на всё"))
        )
        left.addWidget(self._table)
        papers = QVBoxLayout()
        papers.setSpacing(14)
        papers.addWidget(self._estimates)
        papers.addWidget(self._invoices)
        papers.addStretch(1)
        under = QHBoxLayout()
        under.setSpacing(20)
        under.addLayout(papers, 1)
        under.addWidget(self._payments, 1)
        left.addSpacing(6)
        left.addLayout(under, 1)
        self._side, self._sums = SidePanel(PANEL), Sums(tr("Расчёт"))
        self._side.add_section(tr("Расчёт")).add_widget(self._sums)
        self._sheet = QWidget()
        self._sheet.hide()  # it says nothing before it is read
        row = QHBoxLayout(self._sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self._side)
        self._missing = EmptyState("wallet", "")
        self._missing.hide()
        column = PageColumn(self)
        column.addWidget(self._sheet, 1)
        column.addWidget(self._missing, 1)
        column.addStretch(0)
        column.addWidget(self._make_bar())
        self._connect()

    def _make_bar(self) -> QWidget:
        bar = ActionBar()
        slots: tuple[tuple[ActionSpec, Callable[[], object]], ...] = (
            (CARD, partial(self._open_page, "order")),
            (DEEDS, self._open_deeds),
            (OFF, self._discount),
            (OFF_ALL, self._discount_all),
            (OFFER, self._offer),
            (ANSWER, self._answer),
            (INVOICE, self._issue),
            (UNDO, self._undo),
            (PAY, self._pay),
        )
        for spec, slot in slots:
            bound = self._bound[spec.id] = bind(spec, self, slot)
            self.actions_bound.append(bound)
            if spec.place == "bar":
                bar.add(Button.of(bound))
        return bar

    def _connect(self) -> None:
        self._table.opened.connect(lambda _id: self._price())
        self._table.current_changed.connect(lambda _id: self._follow())
        self._estimates.rows.opened.connect(lambda _id: self._preview(self._chosen(self._estimates)))
        self._invoices.rows.opened.connect(lambda _id: self._preview(self._chosen(self._invoices)))
        self._payments.rows.opened.connect(lambda _id: self._receipt())
        for rows in (self._estimates.rows, self._invoices.rows, self._payments.rows):
            rows.current_changed.connect(lambda _id: self._follow())
            rows.installEventFilter(self)
        self._table.installEventFilter(self)
        self._desk.done.connect(self.refresh)
        self._deeds.done.connect(self.refresh)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What Delete takes back depends on the list that has the focus."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            QTimer.singleShot(0, self, self._follow)
        return super().eventFilter(watched, event)

    # -- the window asks -------------------------------------------------------------------------

    def top_widget(self) -> QWidget | None:
        """The badge of the state."""
        return self._badge if self._bill is not None else None

    def activate(self, key: object = None) -> None:
        """Show the money of an order."""
        if key is not None:
            self._key = key
        self.refresh()

    def refresh(self) -> None:
        """Read anew; what is shown stays until the answer."""
        if self._key is not None and self.context.actor is not None:
            read = partial(read_bill, actor=self.context.actor, key=self._key)
            self.context.tasks.run(self, read, self._take, self._on_missing, latest="bill")

    def _on_changed(self, kinds: set[str]) -> None:
        if SHOWN_KINDS & kinds and self._bill is not None:
            self.refresh()

    # -- showing ---------------------------------------------------------------------------------

    def _take(self, bill: Bill) -> None:
        is_first = self._bill is None
        self._bill, self._key, view, money = bill, bill.view.id, bill.view, bill.money
        self._sheet.show()
        self._missing.hide()
        self._badge.set_state(view.face)
        who = short_name(view.customer.name, view.customer.kind)
        what = " ".join(part for part in (view.device.brand, view.device.model) if part)
        self.set_title(view.number, tr("деньги · {what} · {who}", what=what or view.category, who=who))
        self._table.show_lines(money.lines)
        self._estimates.show_items([estimate_item(row) for row in reversed(bill.estimates)])
        self._invoices.show_items([invoice_item(row) for row in bill.invoices])
        self._payments.show_items([payment_item(row) for row in bill.payments])
        self._sums.show_rows(sums_of(money))
        self._say(bill)
        self._follow()
        if is_first:
            self._table.setFocus(Qt.FocusReason.TabFocusReason)

    def _say(self, bill: Bill) -> None:
        """The first thing of the panel: over what was agreed, asked, owed, to be given back, or settled."""
        money, status = bill.money, bill.view.status
        title = over_words(money, status.is_open)
        if any(one.state is EstimateState.OFFERED for one in bill.estimates):
            self._side.say("violet", tr("Смета ждёт ответа заказчика"), tr("F8 — записать ответ."))
        elif title:
            self._side.say("red", title, tr("Спросите заказчика: F7 — смета, F8 — его ответ."))
        elif not money.is_priced:
            self._side.say("grey", tr("Цен ещё нет"), tr("Enter на строке — записать цену."))
        elif money.balance > 0:
            is_due = status in TO_COLLECT or not status.is_open
            title = tr("К оплате {sum}", sum=format_roubles(money.balance))
            self._side.say("amber" if is_due else "accent", title, "", "wallet")
        elif money.balance < 0:
            back = format_roubles(-money.balance)
            self._side.say(
                "amber", tr("Вернуть заказчику {sum}", sum=back), tr("Delete на платеже — возврат.")
            )
        else:
            self._side.say("green", tr("Расчёт закончен"), "", "circle-check")

    def _on_missing(self, error: Exception) -> None:
        if self._bill is not None:
            self.context.tell(error_text(error), "red")
            return
        self._sheet.hide()
        self._missing.set_words(tr("Заказ не показан"), error_text(error))
        self._missing.show()
        self.set_title(tr("Деньги заказа"))

    def _follow(self) -> None:
        """Only what can be done now, by this person, can be pressed."""
        bill, line = self._bill, self._table.line()
        priced = bill is not None and bool(customer_lines(bill.money.lines))
        waits = bill is not None and any(one.state is EstimateState.OFFERED for one in bill.estimates)
        back = self._to_undo()
        allowed = {
            CARD: bill is not None,
            DEEDS: bill is not None,
            OFF: line is not None and line.price is not None and self._may("money.discount"),
            OFF_ALL: priced and self._may("money.discount"),
            OFFER: priced and self._may("money.offer"),
            ANSWER: waits and self._may("contacts.answer"),
            INVOICE: priced and self._may("money.invoice"),
            UNDO: back is not None,
            PAY: bill is not None and self._may("money.pay"),
        }
        for spec, on in allowed.items():
            self._bound[spec.id].action.setEnabled(on)
        words = tr("Аннулировать счёт") if isinstance(back, InvoiceRow) else tr("Вернуть деньги")
        self._bound[UNDO.id].action.setText(words)

    def _to_undo(self) -> InvoiceRow | PaymentRow | None:
        """The row under the cursor of the list that has the focus, if it can be taken back."""
        if self._invoices.rows.hasFocus() and self._may("money.cancel_invoice"):
            row = self._chosen(self._invoices)
            return row if isinstance(row, InvoiceRow) and row.state is InvoiceState.ISSUED else None
        if self._payments.rows.hasFocus() and self._may("money.refund"):
            row = self._chosen(self._payments)
            return row if isinstance(row, PaymentRow) and row.left > 0 else None
        return None

    def _chosen(self, part: Titled) -> EstimateRow | InvoiceRow | PaymentRow | None:
        bill, wanted = self._bill, part.rows.current_id()
        rows = (*bill.estimates, *bill.invoices, *bill.payments) if bill is not None else ()
        return next((row for row in rows if row.id == wanted), None)

    def _may(self, verb: str) -> bool:
        actor = self.context.actor
        return actor is not None and may(actor, verb)

    # -- doing -----------------------------------------------------------------------------------

    def _price(self) -> None:
        line = self._table.line()
        if self._bill is not None and line is not None and self._may("money.lines"):
            self._desk.price(self._bill.view.id, line)

    def _discount(self) -> None:
        line = self._table.line()
        if self._bill is not None and line is not None:
            self._desk.discount(self._bill.view.id, self._bill.money, line)

    def _discount_all(self) -> None:
        if self._bill is not None:
            self._desk.discount(self._bill.view.id, self._bill.money, None)

    def _offer(self) -> None:
        if self._bill is not None:
            self._desk.offer(self._bill.view.id, self._bill.money, self._bill.reasons)

    def _answer(self) -> None:
        if self._bill is not None:
            self._deeds.open(self._bill.view.id, "record_answer")

    def _issue(self) -> None:
        bill = self._bill
        if bill is not None:
            terms = InvoiceTerms(bill.view.number, bill.days, bill.terms, bill.taxed)
            self._desk.invoice(bill.view.id, terms, self._on_issued)

    def _on_issued(self, _result: object) -> None:
        """The newest invoice is shown as it prints; Ctrl+P there prints it."""
        self._read_anew(lambda bill: bill.invoices[0])

    def _read_anew(self, chosen: Callable[[Bill], EstimateRow | InvoiceRow]) -> None:
        """A paper was issued: show the order with it, and the paper."""
        read = partial(read_bill, actor=self.context.actor, key=self._key)
        self.context.tasks.run(self, read, partial(self._show_issued, chosen), self._on_missing)

    def _show_issued(self, chosen: Callable[[Bill], EstimateRow | InvoiceRow], bill: Bill) -> None:
        self._take(bill)
        row = chosen(bill)
        (self._invoices if isinstance(row, InvoiceRow) else self._estimates).rows.go_to(row.id)
        self._preview(row)

    def _preview(self, row: EstimateRow | InvoiceRow | PaymentRow | None) -> None:
        """As it prints; the last estimate gets its paper when it is first looked at."""
        bill, document_id = self._bill, getattr(row, "document_id", None)
        if bill is None or row is None:
            return
        paper = next((one for one in bill.view.papers if one.id == document_id), None)
        if paper is not None:
            self._papers.preview(paper)
        elif row in bill.estimates[-1:] and self._may("documents.issue"):
            issued = partial(self._read_anew, lambda bill: bill.estimates[-1])
            self._papers.issue(bill.view.id, DocumentKind.ESTIMATE, lambda _document: issued())

    def _pay(self) -> None:
        if self._bill is not None:
            self._desk.pay(self._bill.view.number, self._bill.money.balance)

    def _undo(self) -> None:
        row = self._to_undo()
        if isinstance(row, InvoiceRow):
            self._desk.cancel(row)
        elif isinstance(row, PaymentRow):
            self._desk.refund(row)

    def _receipt(self) -> None:
        row = self._chosen(self._payments)
        waits = isinstance(row, PaymentRow) and row.receipt_state is ReceiptState.NOT_PUNCHED
        if isinstance(row, PaymentRow) and waits and self._may("money.punch"):
            self._desk.receipt(row)

    def _open_deeds(self) -> None:
        if self._bill is not None:
            self._deeds.open(self._bill.view.id)

    def _open_page(self, name: str) -> None:
        if self._bill is not None:
            self.context.open_form(name, self._bill.view.id)
