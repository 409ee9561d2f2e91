"""Which papers of an order can be issued as it stands now, for whoever offers them."""

from __future__ import annotations

from workstation.documents.orders import OrderView
from workstation.rules.intake import is_consumer
from workstation.statuses import DocumentKind

_ALWAYS = (
    DocumentKind.EQUIPMENT_PASSPORT,
    DocumentKind.PERSONAL_DATA_CONSENT,
    DocumentKind.ADVERTISING_CONSENT,
    DocumentKind.WORK_ORDER_SHEET,
    DocumentKind.PART_REQUEST_SHEET,
)


def issuable(order: OrderView) -> tuple[DocumentKind, ...]:
    """The kinds that are asked for by name; what has a verb of its own comes with it."""
    kinds = [*_ALWAYS]
    bench = order.bench
    if bench and bench.repaired_at:
        kinds.append(DocumentKind.COMPLETION_ACT)
        if not is_consumer(order.customer, order.request):
            kinds.append(DocumentKind.SERVICE_ACT)
    if bench and bench.handover:
        kinds.append(DocumentKind.HANDOVER_ACT)
        if bench.handover.is_repaired:
            kinds.append(DocumentKind.REPAIR_WARRANTY_CARD)
    return (*kinds, *order.billed)
