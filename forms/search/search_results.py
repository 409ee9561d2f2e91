"""The page of everything found: orders, customers, or what a scanned code says."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from forms.search.finding import Found, find, is_passport
from forms.search.words import device_line, passport_facts, passport_words, phone_for
from ui.context import Context, Page
from ui.problems import error_text
from ui.store_desk import StoreDesk
from ui.widgets.banner import Banner
from ui.widgets.basics import EmptyState, Fill, SectionTitle
from ui.widgets.row_list import RowItem, RowList
from ui.widgets.side_panel import Section
from workstation import clock
from workstation.documents.codes import Coded, CodeKind
from workstation.documents.order_rows import FoundRow
from workstation.documents.orders import CustomerMatch, PastOrder
from workstation.documents.parts import PartRow
from workstation.i18n import ntr, tr
from workstation.rules.order_words import near_day

WIDEST = 860


class SearchResults(Page):
    """Opened with the text that was searched for."""

    help_topic = "search"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._text = ""
        self.set_title(tr("Поиск"))
        self._banner = Banner()
        self._facts = Section().without_line()
        self._orders_title, self._customers_title = SectionTitle(tr("Заказы")), SectionTitle(tr("Клиенты"))
        self._orders, self._customers = RowList(tr("Найденные заказы")), RowList(tr("Найденные клиенты"))
        self._parts_title, self._parts = SectionTitle(tr("Запчасти")), RowList(tr("Найденные запчасти"))
        self._papers_title, self._papers = SectionTitle(tr("Документы")), RowList(tr("Найденные документы"))
        self._desk = StoreDesk(context, self)
        self._empty = EmptyState("search", "")
        self._build()
        self._show(Found())
        self._empty.hide()
        self._orders.opened.connect(partial(context.open_form, "order"))
        self._customers.opened.connect(partial(context.open_form, "customer"))
        self._parts.opened.connect(partial(context.open_form, "part"))
        self._papers.opened.connect(self._desk.show_receipt)

    def _build(self) -> None:
        inner = Fill("surface")
        inner.setMaximumWidth(WIDEST)
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        for part in (self._orders_title, self._orders, self._customers_title, self._customers):
            column.addWidget(part)
        for part in (self._parts_title, self._parts, self._papers_title, self._papers):
            column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inner)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        for part in (self._banner, self._facts):
            page.addWidget(part)
        page.addWidget(scroll, 1)
        page.addWidget(self._empty, 1)
        self._scroll = scroll

    def activate(self, key: object = None) -> None:
        """Search for a text."""
        if isinstance(key, str):
            self._text = key
        self.refresh()
        self._orders.setFocus()

    def refresh(self) -> None:
        """Search again."""
        if self._text and self.context.actor is not None:
            self.set_title(tr("Поиск"), tr("Паспорт оборудования") if is_passport(self._text) else self._text)
            ask = partial(find, text=self._text, branch_id=self.context.actor.branch_id)
            self.context.tasks.run(self, ask, self._show, latest="find")

    def _show(self, found: Found) -> None:
        self._show_code(found)
        past = [order for match in found.devices for order in match.last_orders]
        orders = [*map(self._order_item, found.orders), *map(_past_item, past)]
        self._orders.set_items(orders)
        self._customers.set_items([self._customer_item(match) for match in found.customers])
        title = tr("Заказы этого изделия") if found.passport else tr("Заказы")
        self._orders_title.set_title(title)
        self._orders_title.setVisible(bool(orders))
        self._orders.setVisible(bool(orders))
        self._customers_title.setVisible(bool(found.customers))
        self._customers.setVisible(bool(found.customers))
        self._parts.set_items([_part_item(row) for row in found.parts])
        self._parts_title.setVisible(bool(found.parts))
        self._parts.setVisible(bool(found.parts))
        papers = [_paper_item(found.coded)] if found.coded and found.coded.kind is CodeKind.RECEIPT else []
        self._papers.set_items(papers)
        self._papers_title.setVisible(bool(papers))
        self._papers.setVisible(bool(papers))
        lists = [one for one in (self._orders, self._customers, self._parts, self._papers) if one.items()]
        anything = bool(lists)
        self._scroll.setVisible(anything)
        self._empty.setVisible(not anything)
        self._say_empty(found)
        if lists and not self._orders.hasFocus():
            lists[0].setFocus()

    def _show_code(self, found: Found) -> None:
        self._facts.clear()
        told = found.coded if not found.orders else None
        self._banner.setVisible(bool(found.passport or found.trouble or told))
        if found.trouble is not None:
            self._banner.say("red", tr("Код не читается"), error_text(found.trouble))
        elif told is not None:
            self.set_title(tr("Поиск"), told.kind.label)
            self._banner.say("accent", f"{told.kind.label} {told.name}".strip(), told.about)
        elif found.passport is not None:
            words = passport_words(found.passport)
            self._banner.say(words.tone, words.title, words.text, words.icon)
            for name, value in passport_facts(found.passport.fields, found.category):
                self._facts.add_fact(name, value)

    def _say_empty(self, found: Found) -> None:
        if found.passport is not None:
            known = bool(found.devices)
            title = tr("Заказов с этим изделием нет") if known else tr("Это изделие к нам не приносили")
            self._empty.set_words(title)
        elif found.coded is not None:
            self._empty.set_words(tr("Заказов с этим кодом нет"))
        elif found.trouble is None:
            advice = tr("Проверьте номер или ищите по фамилии, хвосту телефона, серийному номеру.")
            self._empty.set_words(tr("По запросу «{wanted}» ничего не найдено", wanted=self._text), advice)
        else:
            self._empty.set_words(tr("Искать нечего"), tr("Отсканируйте ещё раз или наберите номер заказа."))

    def _order_item(self, row: FoundRow) -> RowItem:
        phone = phone_for(self.context.actor, row.phone)
        when = tr("принят {day}", day=near_day(row.accepted_on, clock.today()))
        second = f"{row.customer}, {phone} · {when}"
        return RowItem(row.id, f"{row.order}  {device_line(row)}", second, badge=row.face, bold=True)

    def _customer_item(self, match: CustomerMatch) -> RowItem:
        phone = phone_for(self.context.actor, match.data.phone)
        second = " · ".join(part for part in (phone, match.data.address) if part)
        count = ntr("{n} заказ", "{n} заказов", match.order_count)
        return RowItem(match.id, match.data.name, second, count, bold=True)


def _paper_item(receipt: Coded) -> RowItem:
    second = " · ".join(filter(None, (receipt.about, tr("Enter — показать"))))
    return RowItem(receipt.id, tr("Приходный акт {number}", number=receipt.name), second, bold=True)


def _part_item(row: PartRow) -> RowItem:
    second = " · ".join(filter(None, (row.name, row.brand)))
    return RowItem(row.id, row.number, second, tr("свободно {n}", n=row.free), bold=True)


def _past_item(order: PastOrder) -> RowItem:
    when = tr("принят {day}", day=near_day(order.accepted_on, clock.today()))
    text = f"{order.number}  {order.device}"
    return RowItem(order.id, text, f"{when} · {order.reported_fault}", badge=order.face, bold=True)
