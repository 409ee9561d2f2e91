"""The parts of the card of an order and where they stand; what they show comes from `facts`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from forms.orders import facts
from forms.orders.money import MoneySection
from forms.orders.papers import paper_items
from forms.orders.wanted import WantedParts
from ui.context import Context
from ui.kept_photos import KeptPhotos
from ui.verdict import show_verdict
from ui.widgets.badge import Badge
from ui.widgets.basics import Fill, Hairline, SectionTitle
from ui.widgets.buttons import LinkButton
from ui.widgets.journal_view import JournalView
from ui.widgets.row_list import RowList
from ui.widgets.side_panel import Section, SidePanel
from workstation.documents.orders import OrderView
from workstation.i18n import tr

LEFT, MIDDLE, WIDEST = (292, 372), (326, 440), 640
WIDE = 1500
SECTION_TOP = 14


class OrderCard(QWidget):
    """Three columns and the side panel. Scrolls as one; nothing on it is typed into."""

    def __init__(
        self, context: Context, open_order: Callable[[str], object], open_money: Callable[[], object]
    ) -> None:
        super().__init__()
        self._open_order = open_order
        self.money = MoneySection(context, open_money)
        self.badge = Badge(parent=self)
        self.badge.hide()
        self.papers = RowList(tr("Бумаги заказа"))
        self.wanted = WantedParts()
        self.photos = KeptPhotos()
        self.photos.told.connect(context.tell)
        self.photos.opened.connect(self.photos.show_large)
        self._tasks = context.tasks
        self.journal = JournalView()
        self.customer_link = LinkButton(tr("Карточка заказчика"), "user")
        self._make_sections()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_columns(), 1)
        row.addWidget(self._side)

    def _make_sections(self) -> None:
        self._party = Section(tr("Заказчик")).without_line()
        self._device = Section(tr("Изделие"))
        self._request = Section(tr("Обращение")).without_line()
        self._repair = Section(tr("Ремонт"))
        self._side = SidePanel(316)
        self._trace = self._side.add_section()
        self._terms = self._side.add_section(tr("Сроки"))
        self._around = self._side.add_section(tr("Рядом"))
        self._moves = self._side.add_section(tr("Ход работы"))

    def _make_columns(self) -> QScrollArea:
        inner = Fill("surface")
        row = QHBoxLayout(inner)
        row.setContentsMargins(2, 0, 0, 12)
        row.setSpacing(0)
        self._left = _column(LEFT[0], self._party, self.customer_link, self._device)
        row.addWidget(self._left)
        row.addWidget(Hairline(0, upright=True))
        self._photo_title = SectionTitle(tr("Снимки"), tr("F6 — снять"))
        photos = (None, self._photo_title, self.photos)
        self._middle = _column(MIDDLE[0], self._request, self._repair, self.wanted, *photos)
        row.addWidget(self._middle)
        row.addWidget(Hairline(0, upright=True))
        paper_title = SectionTitle(tr("Бумаги"), tr("Enter — посмотреть"))
        journal_title = SectionTitle(tr("Журнал"))
        right = _column(0, self.money, paper_title, self.papers, None, journal_title, self.journal)
        right.setMaximumWidth(WIDEST)
        row.addWidget(right, 1000)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inner)
        return scroll

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names and addresses need no second line where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= WIDE
        self._left.setFixedWidth(LEFT[wide])
        self._middle.setFixedWidth(MIDDLE[wide])

    def show_view(self, view: OrderView, phone: str, folder: Path) -> None:
        """Everything about the order; `phone` as this user may read it."""
        self.badge.set_state(view.face)
        facts.show_facts(self._party, facts.party(view, phone))
        facts.show_facts(self._device, facts.device(view))
        facts.show_facts(self._request, facts.request(view))
        facts.show_facts(self._repair, facts.repair(view.bench))
        show_verdict(self._side, self._trace, view.verdict)
        facts.show_terms(self._terms, view)
        facts.show_moves(self._moves, view.history)
        self._show_around(view)
        self._photo_title.set_title(
            tr("Снимки · {number}", number=len(view.photos)) if view.photos else tr("Снимки")
        )
        self.photos.use(self._tasks, folder)
        self.photos.show_kept((one.sha256, one.file_name) for one in view.photos)
        self.papers.set_items(paper_items(view.papers, view.number))
        self.journal.show_rows(view.journal)
        self.money.show_order(view.id, view.status.is_open)

    def _show_around(self, view: OrderView) -> None:
        self._around.clear()
        for number in view.neighbours:
            self._around.add_order(number, None, tr("тот же визит"), "", partial(self._open_order, number))
        if view.repeat_of:
            opened = partial(self._open_order, view.repeat_of)
            self._around.add_order(view.repeat_of, None, tr("прошлый заказ изделия"), "", opened)


def _column(width: int, *parts: QWidget | None) -> QWidget:
    """Parts one under another; None is a hairline. Sections bring their own margins, the rest is set in."""
    column = QWidget()
    if width:
        column.setFixedWidth(width)
    box = QVBoxLayout(column)
    box.setContentsMargins(0, 0 if isinstance(parts[0], Section) else SECTION_TOP, 0, 0)
    box.setSpacing(6)
    for part in parts:
        if isinstance(part, Section):
            box.addWidget(part)
            continue
        inset = QHBoxLayout()
        inset.setContentsMargins(18, 0, 16, 0)
        inset.addWidget(Hairline(8) if part is None else part)
        if isinstance(part, LinkButton):
            inset.addStretch(1)
        box.addLayout(inset)
    box.addStretch(1)
    return column
