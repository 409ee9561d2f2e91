"""Papers of the store from any screen: shown, printed through the queue, labels of parts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from ui.paper_desk import PaperDesk
from workstation.i18n import ntr
from workstation.queries.purchasing import receipt_id_of
from workstation.services import store_papers
from workstation.statuses import DocumentKind


class StoreDesk(PaperDesk):
    """Each opens the paper as it prints (F9 there prints it, Ctrl+Z on the page takes it off the queue)."""

    def show_request(self, order_id: int) -> None:
        """The request for the parts of an order."""
        self.show_issued(partial(store_papers.issue_request, actor=self._context.actor, order_id=order_id))

    def show_purchase(self, purchase_id: int) -> None:
        """An order to a supplier."""
        self.show_issued(
            partial(store_papers.issue_purchase, actor=self._context.actor, purchase_id=purchase_id)
        )

    def show_receipt(self, receipt_id: int) -> None:
        """The act of a receipt."""
        self.show_issued(
            partial(store_papers.issue_receipt, actor=self._context.actor, receipt_id=receipt_id)
        )

    def show_receipt_of(self, number: str) -> None:
        """The act of a receipt by its number."""
        self.show_issued(partial(_issue_receipt, actor=self._context.actor, number=number))

    def print_labels(self, wanted: Mapping[int, int]) -> None:
        """Labels without a preview: how many of which part or serial piece, by their ids."""
        verb = partial(_print_all, actor=self._context.actor, wanted=dict(wanted))
        self.print_by(partial(verb, page=self._page(DocumentKind.PART_LABEL)), _told)

    def print_receipt_labels(self, receipt_id: int) -> None:
        """A label for each piece that a receipt brought."""
        verb = partial(store_papers.print_receipt_labels, actor=self._context.actor, receipt_id=receipt_id)
        self.print_by(partial(verb, page=self._page(DocumentKind.PART_LABEL)), _told)


def _issue_receipt(session: Any, actor: Any, number: str) -> int:
    return store_papers.issue_receipt(session, actor, receipt_id_of(session, actor.branch_id, number))


def _print_all(session: Any, actor: Any, wanted: Mapping[int, int], page: str) -> list[int]:
    return [
        job
        for key, count in wanted.items()
        for job in store_papers.print_labels(session, actor, key, page=page, count=count)
    ]


def _told(count: int) -> str:
    return ntr(
        "{n} ярлык в очереди печати. Ctrl+Z — снять", "{n} ярлыков в очереди печати. Ctrl+Z — снять", count
    )
