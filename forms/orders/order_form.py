"""The card of an order: who, what, why, its papers and its journal; what can be done with it, by keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from forms.orders.card import OrderCard
from forms.orders.wanted import SHOWN
from ui.actions import ActionSpec, BoundAction, bind
from ui.context import Context, Page
from ui.deed_desk import DeedDesk
from ui.paper_desk import SHORT_NAMES, PaperDesk
from ui.problems import error_text
from ui.widgets.action_bar import ActionBar
from ui.widgets.ask import ReasonAsk, ShownAsk
from ui.widgets.basics import EmptyState
from ui.widgets.buttons import Button
from workstation import clock
from workstation.documents.intake import Photo
from workstation.documents.orders import OrderView, PaperRow
from workstation.documents.people import Actor
from workstation.documents.places import WhereRow
from workstation.documents.purchasing import RequestRow
from workstation.i18n import mark, tr
from workstation.queries import order_view
from workstation.queries.part_requests import list_requests
from workstation.queries.places import where_is
from workstation.rules.order_words import mask_phone, short_name, where_words
from workstation.rules.papers import issuable
from workstation.services import orders
from workstation.services.rights import may
from workstation.statuses import TO_COLLECT, TRANSITIONS, DocumentKind, DocumentState, OrderStatus

SHOWN_KINDS = frozenset(
    {
        "order",
        "customer",
        "device",
        "document",
        "print_job",
        "journal",
        "catalogue",
        "part_request",
        "purchase",
        "payment",
        "estimate",
    }
)
CANCEL_REASONS = (
    mark("Заказчик передумал"),
    mark("Принят по ошибке"),
    mark("Заведён дважды"),
    mark("Забрал без ремонта"),
)

CORRECT = ActionSpec("order_correct", mark("Исправить"), "F2", "bar", "pencil")
CANCEL = ActionSpec("order_cancel", mark("Отменить заказ"), "F8")
UNLOCK = ActionSpec("order_unlock", mark("Код разблокировки"), "F7", "top", "lock")
FINDINGS = ActionSpec("order_findings", mark("Проверка качества"), "Ctrl+E", "bar", "list-checks")
WHERE = ActionSpec("order_where", mark("Где он"), "F3", "top", "archive")
DEEDS = ActionSpec("order_deeds", mark("Действия"), "F10", "bar", "list-checks")
MONEY = ActionSpec("order_money", mark("Деньги"), "F4", "top", "wallet")
GIVE = ActionSpec("order_give", mark("Выдать"), "F9", "bar", "package")
PHOTO = ActionSpec("order_photo", mark("Снять камерой"), "F6")
FILE = ActionSpec("order_file", mark("Снимок из файла"), "Shift+F6")
ISSUE = ActionSpec("order_issue", mark("Выдать бумагу"), "Ctrl+B", "bar", "file-text")
ANNUL = ActionSpec("order_annul", mark("Аннулировать бумагу"), "Ctrl+Delete")
UNDO = ActionSpec("order_undo", mark("Снять последнюю печать"), "Ctrl+Z")
PRINT = ActionSpec("order_print", mark("Печать"), "Ctrl+P", "bar", "printer", main=True)


class _Found(NamedTuple):
    """What the card shows: the order, where its photos lie, the parts that it wants."""

    view: OrderView
    folder: Path
    wanted: tuple[RequestRow, ...]


class OrderForm(Page):
    """Opened with an order's id or number. It changes nothing by itself: verbs do, and it follows them."""

    help_topic = "order"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._key: object = None
        self._view: OrderView | None = None
        self._desk = PaperDesk(context, self)
        self._deeds = DeedDesk(context, self)
        self._bound: dict[str, BoundAction] = {}
        self._build()
        self._follow_state()
        context.tasks.changed.connect(self._on_changed)

    def _build(self) -> None:
        self._card = OrderCard(self.context, partial(self.context.open_form, "order"), self._open_money)
        self._card.hide()
        self._missing = EmptyState("clipboard-list", "")
        self._missing.hide()
        self._bar = ActionBar()
        for spec, slot in self._slots():
            bound = self._bound[spec.id] = bind(spec, self, slot)
            self.actions_bound.append(bound)
            if spec.place == "bar":
                self._bar.add(Button.of(bound))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._card, 1)
        column.addWidget(self._missing, 1)
        column.addStretch(0)
        column.addWidget(self._bar)
        self._card.papers.opened.connect(self._on_paper_opened)
        self._card.papers.deleted.connect(lambda _paper: self._annul())
        self._card.photos.kept.connect(self._on_photo_kept)
        self._card.customer_link.clicked.connect(self._open_customer)

    def _slots(self) -> list[tuple[ActionSpec, Callable[[], object]]]:
        return [
            (CANCEL, self._cancel),
            (UNLOCK, self._read_unlock_code),
            (WHERE, self._tell_where),
            (MONEY, self._open_money),
            (DEEDS, self._open_deeds),
            (FINDINGS, self._open_findings),
            (GIVE, self._open_handover),
            (ISSUE, self._open_issue_menu),
            (CORRECT, self._correct),
            (PHOTO, self._card.photos.shoot),
            (FILE, self._card.photos.choose_files),
            (ANNUL, self._annul),
            (UNDO, self._desk.undo_print),
            (PRINT, self._print),
        ]

    # -- the window asks -------------------------------------------------------------------------

    def top_widget(self) -> QWidget | None:
        """The badge of the state."""
        return self._card.badge if self._view is not None else None

    def activate(self, key: object = None) -> None:
        """Show the order of an id or a number."""
        if key is not None:
            self._key = key
        self.refresh()
        self._card.papers.setFocus()

    def refresh(self) -> None:
        """Read the order anew; what is shown stays until the answer."""
        if self._key is not None:
            read = partial(_read, key=self._key, actor=self.context.actor)
            self.context.tasks.run(self, read, self._take, self._on_missing, latest="order")

    def _on_changed(self, kinds: set[str]) -> None:
        if SHOWN_KINDS & kinds and self._view is not None:
            self.refresh()

    def _take(self, found: _Found) -> None:
        view, folder, wanted = found
        first = self._view is None
        self._view, self._key = view, view.id
        self._card.show_view(view, self._phone(view), folder)
        self._card.wanted.show_rows(wanted)
        self._card.show()
        self._missing.hide()
        what = " ".join(part for part in (view.category, view.device.brand, view.device.model) if part)
        who = short_name(view.customer.name, view.customer.kind)
        self.set_title(view.number, f"{what} · {who}")
        self._follow_state()
        if first:
            self._card.papers.setFocus()

    def _on_missing(self, error: Exception) -> None:
        if self._view is None:
            self._missing.set_words(tr("Заказ не показан"), error_text(error))
            self._missing.show()
            self.set_title(tr("Заказ"))
        else:
            self.context.tell(error_text(error), "red")

    def _follow_state(self) -> None:
        """Only what can be done now, by this user, can be pressed."""
        view = self._view
        open_now = view is not None and view.status.is_open
        cancellable = view is not None and OrderStatus.CANCELLED in TRANSITIONS.get(view.status, frozenset())
        allowed = {
            CORRECT.id: open_now and self._may("intake.correct"),
            CANCEL.id: cancellable and self._may("orders.cancel"),
            UNLOCK.id: view is not None
            and open_now
            and view.request.unlock_code_given
            and self._may("orders.read_unlock_code"),
            ISSUE.id: view is not None and self._may("documents.issue"),
            FINDINGS.id: view is not None and self._may("findings.record"),
            GIVE.id: view is not None and view.status in TO_COLLECT and self._may("orders.hand_over"),
            DEEDS.id: view is not None,
            MONEY.id: view is not None,
            WHERE.id: view is not None,
            PHOTO.id: view is not None and self._may("orders.attach"),
            FILE.id: view is not None and self._may("orders.attach"),
            ANNUL.id: view is not None and self._may("documents.annul"),
            PRINT.id: view is not None and bool(view.papers) and self._may("documents.reprint"),
        }
        for name, on in allowed.items():
            self._bound[name].action.setEnabled(bool(on))
            if name in {CANCEL.id, UNLOCK.id, CORRECT.id, GIVE.id}:
                self._bound[name].action.setVisible(bool(on))

    def _may(self, verb: str) -> bool:
        actor = self.context.actor
        return actor is not None and may(actor, verb)

    def _phone(self, view: OrderView) -> str:
        phone = view.customer.phone
        return phone if self._may("customers.read_phone") else mask_phone(phone)

    # -- papers ----------------------------------------------------------------------------------

    def _paper(self, paper_id: object = None) -> PaperRow | None:
        """The paper of an id, else the one under the cursor, else the act in force."""
        rows = self._view.papers if self._view is not None else ()
        wanted = paper_id if paper_id is not None else self._card.papers.current_id()
        found = next((row for row in rows if row.id == wanted), None)
        valid = [row for row in rows if row.state is DocumentState.VALID]
        return found or next(iter(valid), None) or next(iter(rows), None)

    def _on_paper_opened(self, paper_id: object) -> None:
        row = self._paper(paper_id)
        if row is not None:
            self._desk.preview(row)

    def _print(self) -> None:
        row = self._paper()
        if row is not None:
            self._desk.preview(row)

    def _annul(self) -> None:
        row = self._paper()
        if row is not None and self._may("documents.annul") and row.state is not DocumentState.ANNULLED:
            self._desk.annul(row)

    def _open_issue_menu(self) -> None:
        menu = QMenu(self)
        for kind in issuable(self._view) if self._view is not None else ():
            action = menu.addAction(tr(SHORT_NAMES[kind]))
            action.triggered.connect(partial(self._issue, kind))
        label = self._label()
        if label is not None:
            action = menu.addAction(tr("Ярлык ещё раз"))
            action.triggered.connect(partial(self._reprint, label))
        menu.aboutToHide.connect(menu.deleteLater)
        size = menu.sizeHint()
        menu.popup(self._bar.mapToGlobal(QPoint(self._bar.width() - size.width() - 16, -size.height())))
        menu.setActiveAction(menu.actions()[0])

    def _label(self) -> PaperRow | None:
        rows = self._view.papers if self._view is not None else ()
        labels = [row for row in rows if row.kind is DocumentKind.DEVICE_LABEL]
        return labels[-1] if labels else None

    def _reprint(self, row: PaperRow, _checked: bool = False) -> None:
        self._desk.reprint(row)

    def _issue(self, kind: DocumentKind, _checked: bool = False) -> None:
        if self._view is not None:
            self._desk.issue(self._view.id, kind, self._on_issued)

    def _on_issued(self, document_id: int) -> None:
        self.context.tell(tr("Бумага выдана. Ctrl+P — посмотреть и напечатать"), "green")
        read = partial(_read, key=self._key, actor=self.context.actor)
        self.context.tasks.run(self, read, partial(self._show_issued, document_id))

    def _show_issued(self, document_id: int, found: _Found) -> None:
        self._take(found)
        self._card.papers.go_to(document_id)
        self._on_paper_opened(document_id)

    # -- verbs of the order ----------------------------------------------------------------------

    def _correct(self) -> None:
        if self._view is not None:
            self.context.open_form("intake", ("order", self._view.id))

    def _cancel(self) -> None:
        view = self._view
        if view is None:
            return
        ask = ReasonAsk(
            self.window(),
            tr("Отменить заказ {number}", number=view.number),
            tr("Номер останется занят, бумаги этого заказа будут аннулированы. Вернуть заказ нельзя."),
            tr("Отменить заказ"),
            [tr(words) for words in CANCEL_REASONS],
        )
        ask.given.connect(self._on_cancel_reason)
        ask.open()

    def _on_cancel_reason(self, reason: str) -> None:
        view = self._view
        if view is not None:
            verb = partial(
                orders.cancel,
                actor=self.context.actor,
                order_id=view.id,
                reason=reason,
                version=view.version,
            )
            done = partial(self._tell, tr("Заказ {number} отменён", number=view.number))
            self.context.tasks.run(self, verb, done, self._refuse, write=True)

    def _read_unlock_code(self) -> None:
        if self._view is not None:
            verb = partial(orders.read_unlock_code, actor=self.context.actor, order_id=self._view.id)
            self.context.tasks.run(self, verb, self._show_unlock_code, self._refuse, write=True)

    def _show_unlock_code(self, code: str | None) -> None:
        if code is None:
            self.context.tell(tr("Код сообщён устно: в программе его нет"), "amber")
            return
        text = tr("Показ записан в журнал: кто, когда и за каким местом.")
        ShownAsk(self.window(), tr("Код разблокировки"), text, code).open()

    def _on_photo_kept(self, photo: Photo) -> None:
        view = self._view
        if view is None:
            return
        if photo.sha256 in {one.sha256 for one in view.photos}:
            self.context.tell(tr("Этот снимок уже есть"), "amber")
            return
        verb = partial(orders.attach, actor=self.context.actor, order_id=view.id, photos=(photo,))
        done = partial(self._tell, tr("Снимок добавлен"))
        self.context.tasks.run(self, verb, done, self._refuse, write=True)

    def _open_findings(self) -> None:
        if self._view is not None:
            self.context.open_form("findings", self._view.id)

    def _open_deeds(self) -> None:
        if self._view is not None:
            self._deeds.open(self._view.id)

    def _tell_where(self) -> None:
        if self._view is not None:
            ask = partial(where_is, order_id=self._view.id)
            self.context.tasks.run(self, ask, self._show_where, self._refuse, latest="where")

    def _show_where(self, found: WhereRow) -> None:
        self.context.tell(where_words(found, clock.today()), "text2")

    def _open_money(self) -> None:
        if self._view is not None:
            self.context.open_form("bill", self._view.id)

    def _open_handover(self) -> None:
        if self._view is not None:
            self.context.open_form("handover", self._view.id)

    def _open_customer(self) -> None:
        if self._view is not None:
            self.context.open_form("customer", self._view.customer_id)

    def _tell(self, text: str, _result: object = None) -> None:
        self.context.tell(text, "green")

    def _refuse(self, error: Exception) -> None:
        self.context.tell(error_text(error), "red")


def _read(session: Any, key: object, actor: Actor) -> _Found:
    view = (
        order_view.get_order_by_id(session, key)
        if isinstance(key, int)
        else order_view.get_order(session, str(key))
    )
    wanted = list_requests(session, actor.branch_id, order_id=view.id, states=SHOWN)
    return _Found(view, Path(session.info["folder"]), tuple(wanted))
