"""The card of a customer: who it is, every order, consents, the journal, and the end of personal data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from forms.customers.edit import CustomerEdit
from ui.actions import ActionSpec, BoundAction, bind
from ui.context import Context, Page
from ui.kept import Kept
from ui.money_words import debt_words
from ui.problems import error_text
from ui.widgets.action_bar import ActionBar
from ui.widgets.ask import ReasonAsk
from ui.widgets.banner import Banner
from ui.widgets.basics import EmptyState, Fill, Hairline, SectionTitle, label
from ui.widgets.buttons import Button
from ui.widgets.journal_view import JournalView
from ui.widgets.row_list import RowItem, RowList
from ui.widgets.side_panel import Section
from workstation import clock
from workstation.documents.billing_rows import DebtRow
from workstation.documents.orders import CustomerView, PaperRow, PastOrder
from workstation.documents.people import Actor
from workstation.i18n import mark, ntr, tr
from workstation.queries import customers
from workstation.queries.payments import list_debts
from workstation.rules.order_words import mask_phone, moment_words, near_day
from workstation.rules.wording import show_date
from workstation.services import papers, personal_data
from workstation.services.rights import may
from workstation.statuses import DocumentKind, DocumentState

SHOWN_KINDS = frozenset({"customer", "order", "document", "journal", "catalogue", "payment", "invoice"})
LEFT, WIDEST = 320, 560
CONSENT_WORDS = {
    DocumentKind.PERSONAL_DATA_CONSENT: mark("Обработка персональных данных"),
    DocumentKind.ADVERTISING_CONSENT: mark("Рекламные рассылки"),
}
ERASE_REASONS = (mark("Требование заказчика"), mark("Согласие отозвано"), mark("Срок хранения прошёл"))

CHANGE = ActionSpec("customer_change", mark("Исправить"), "F2", "bar", "pencil")
CONSENT = ActionSpec("customer_consent", mark("Лист согласия"), "Ctrl+B", "bar", "file-text")
ADVERTISING = ActionSpec("customer_advertising", mark("Согласие на рассылки"), "Ctrl+Shift+B", "bar")
ERASE = ActionSpec("customer_erase", mark("Стереть ключ данных"), "Ctrl+Delete", "bar", "trash-2")


class CustomerForm(Page):
    """Opened with a customer's id."""

    help_topic = "customer"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._id: int | None = None
        self._view: CustomerView | None = None
        self._bound: dict[str, BoundAction] = {}
        self._make_parts()
        self._build()
        self._follow_state()
        self._typed: dict[str, Any] = {}
        self._kept = Kept(self, "customer")
        self._kept.load(self._on_kept)
        context.tasks.changed.connect(self._on_changed)

    def _make_parts(self) -> None:
        self._facts = Section(tr("Заказчик")).without_line()
        self._orders_title = SectionTitle(tr("Заказы"), tr("Enter — открыть"))
        self._orders = RowList(tr("Заказы клиента"))
        self._consents_title = SectionTitle(tr("Согласия"))
        self._consents = RowList(tr("Листы согласия"))
        self._no_consents = label(tr("Листов согласия нет"), "text2", "small")
        self._journal = JournalView()
        self._gone = Banner()
        self._gone.say(
            "grey",
            tr("Личные данные в журнале и черновиках стёрты"),
            tr("Акты и заказы хранятся столько, сколько требует закон."),
        )
        self._gone.hide()
        self._missing = EmptyState("user", "")
        self._missing.hide()
        self._orders.opened.connect(partial(self.context.open_form, "order"))
        self._consents.opened.connect(self._on_consent_opened)

    def _build(self) -> None:
        inner = Fill("surface")
        row = QHBoxLayout(inner)
        row.setContentsMargins(2, 0, 0, 12)
        row.setSpacing(0)
        row.addWidget(_column(LEFT, self._facts))
        row.addWidget(Hairline(0, upright=True))
        row.addWidget(_column(0, self._orders_title, self._orders), 1000)
        row.addWidget(Hairline(0, upright=True))
        consents = (self._consents_title, self._no_consents, self._consents)
        journal = (None, SectionTitle(tr("Журнал")), self._journal)
        row.addWidget(_column(0, *consents, *journal), 1000)
        row.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(inner)
        self._bar = ActionBar()
        pairs: list[tuple[ActionSpec, Callable[[], object]]] = [
            (ERASE, self._erase),
            (CHANGE, self._change),
            (ADVERTISING, partial(self._issue, DocumentKind.ADVERTISING_CONSENT)),
            (CONSENT, partial(self._issue, DocumentKind.PERSONAL_DATA_CONSENT)),
        ]
        for spec, slot in pairs:
            bound = self._bound[spec.id] = bind(spec, self, slot)
            self.actions_bound.append(bound)
            self._bar.add(Button.of(bound))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._gone)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._missing, 1)
        column.addWidget(self._bar)

    def activate(self, key: object = None) -> None:
        """Show the customer of an id."""
        if isinstance(key, int):
            self._id = key
        self.refresh()
        self._orders.setFocus()

    def refresh(self) -> None:
        """Read the customer anew."""
        if self._id is not None:
            ask = partial(_read, actor=self.context.actor, customer_id=self._id)
            self.context.tasks.run(self, ask, self._take, self._on_missing, latest="customer")

    def _on_changed(self, kinds: set[str]) -> None:
        if SHOWN_KINDS & kinds and self._view is not None:
            self.refresh()

    def _take(self, found: tuple[CustomerView, Sequence[DebtRow]]) -> None:
        view, debts = found
        self._view = view
        self.set_title(view.data.name, ntr("{n} заказ", "{n} заказов", len(view.orders)))
        self._facts.clear()
        for name, value in self._facts_of(view):
            if value:
                self._facts.add_fact(name, value)
        if debts:
            self._facts.add_fact(tr("Деньги"), debt_words(debts), "red")
        self._orders.set_items([_order_item(order) for order in view.orders])
        self._consents.set_items([_consent_item(row) for row in reversed(view.consents)])
        self._no_consents.setVisible(not view.consents)
        self._journal.show_rows(view.journal)
        self._gone.setVisible(not view.has_key)
        self._scroll.show()
        self._missing.hide()
        self._follow_state()

    def _on_missing(self, error: Exception) -> None:
        self.set_title(tr("Клиент"))
        self._missing.set_words(tr("Клиент не показан"), error_text(error))
        self._missing.show()
        self._scroll.hide()

    def _facts_of(self, view: CustomerView) -> Sequence[tuple[str, str | None]]:
        who = view.data
        phone = who.phone if self._may("customers.read_phone") else mask_phone(who.phone)
        return (
            (tr("Кто"), who.kind.label),
            (tr("Имя"), who.name),
            (tr("Телефон"), phone),
            (tr("Сообщать"), view.notify_by.label),
            (tr("Почта"), who.email),
            (tr("Адрес"), who.address),
            (tr("ИНН"), who.inn),
            (tr("КПП"), who.kpp),
            (tr("Контакт"), who.contact),
            (tr("С нами с"), show_date(clock.local(view.created_at).date())),
        )

    def _follow_state(self) -> None:
        view = self._view
        can_consent = view is not None and bool(view.orders) and self._may("personal_data.consent")
        for spec in (CONSENT, ADVERTISING):
            self._bound[spec.id].action.setEnabled(can_consent)
        known = view is not None and view.has_key
        self._bound[CHANGE.id].action.setEnabled(known and self._may("customers.change"))
        erase = self._bound[ERASE.id].action
        erase.setVisible(self._may("personal_data.erase"))
        erase.setEnabled(known and self._may("personal_data.erase"))

    def _may(self, verb: str) -> bool:
        actor = self.context.actor
        return actor is not None and may(actor, verb)

    # -- verbs -----------------------------------------------------------------------------------

    def _change(self) -> None:
        """F2: the card in a window; what is typed there is kept like everything else."""
        view = self._view
        if view is None:
            return
        window = CustomerEdit(self.window(), self.context, view, self._typed.get(str(self._id)))
        window.typed.connect(self._on_typed)
        window.changed.connect(partial(self._tell, tr("Карточка исправлена; выданные бумаги прежние")))
        window.open()

    def _on_typed(self, fields: dict[str, Any]) -> None:
        others = {key: kept for key, kept in self._typed.items() if key != str(self._id)}
        self._typed = {**others, str(self._id): fields} if fields else others
        self._kept.save(self._typed)

    def _on_kept(self, body: dict[str, Any]) -> None:
        self._typed = {**body, **self._typed}

    def _issue(self, kind: DocumentKind) -> None:
        """A sheet of consent stands with the newest order: there it is seen and printed."""
        view = self._view
        if view is None or not view.orders:
            return
        order = view.orders[0]
        verb = partial(papers.issue, actor=self.context.actor, order_id=order.id, kind=kind)
        done = partial(self._on_issued, order.id)
        self.context.tasks.run(self, verb, done, self._refuse, write=True)

    def _on_issued(self, order_id: int, _document_id: int) -> None:
        self.context.tell(tr("Лист выдан и лежит в бумагах заказа"), "green")
        self.context.open_form("order", order_id)

    def _on_consent_opened(self, _document_id: object) -> None:
        if self._view is not None and self._view.orders:
            self.context.open_form("order", self._view.orders[0].id)

    def _erase(self) -> None:
        view = self._view
        if view is None:
            return
        open_orders = [order for order in view.orders if order.status.is_open]
        text = tr(
            "Личные данные в журнале и черновиках станут нечитаемы навсегда. "
            "Карточка, заказы и выданные бумаги останутся."
        )
        if open_orders:
            text += " " + ntr("В работе {n} заказ.", "В работе {n} заказов.", len(open_orders))
        ask = ReasonAsk(
            self.window(),
            tr("Стереть ключ: {name}", name=view.data.name),
            text,
            tr("Стереть"),
            [tr(words) for words in ERASE_REASONS],
        )
        ask.given.connect(self._on_erase_reason)
        ask.open()

    def _on_erase_reason(self, reason: str) -> None:
        verb = partial(personal_data.erase_key, actor=self.context.actor, person_id=self._id, reason=reason)
        done = partial(self._tell, tr("Ключ стёрт: личные данные в журнале нечитаемы"))
        self.context.tasks.run(self, verb, done, self._refuse, write=True)

    def _tell(self, text: str, _result: Any = None) -> None:
        self.context.tell(text, "green")
        self.refresh()

    def _refuse(self, error: Exception) -> None:
        self.context.tell(error_text(error), "red")


def _read(session: Any, actor: Actor, customer_id: int) -> tuple[CustomerView, Sequence[DebtRow]]:
    view = customers.get_customer_view(session, customer_id)
    return view, list_debts(session, actor.branch_id, customer_id=customer_id)


def _order_item(order: PastOrder) -> RowItem:
    when = near_day(order.accepted_on, clock.today())
    second = " · ".join((order.number, when, " ".join(order.reported_fault.split())))
    return RowItem(order.id, order.device, second, badge=order.face, bold=True)


def _consent_item(row: PaperRow) -> RowItem:
    annulled = row.state is DocumentState.ANNULLED
    badge = (tr("Аннулирован"), "red", "ban") if annulled else (tr("Выдан"), "green", "circle-check")
    second = f"{row.number} · {moment_words(row.issued_at, clock.today())}, {row.user}"
    return RowItem(row.id, tr(CONSENT_WORDS[row.kind]), second, badge=badge)


def _column(width: int, *parts: QWidget | None) -> QWidget:
    """Parts one under another; None is a hairline. A section brings its own margins."""
    column = QWidget()
    if width:
        column.setFixedWidth(width)
    else:
        column.setMaximumWidth(WIDEST)
    box = QVBoxLayout(column)
    box.setContentsMargins(0, 0 if isinstance(parts[0], Section) else 14, 0, 0)
    box.setSpacing(6)
    for part in parts:
        if isinstance(part, Section):
            box.addWidget(part)
            continue
        inset = QHBoxLayout()
        inset.setContentsMargins(18, 0, 16, 0)
        inset.addWidget(Hairline(8) if part is None else part)
        box.addLayout(inset)
    box.addStretch(1)
    return column
