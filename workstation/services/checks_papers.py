"""Checks of papers and files: acts, numbers, versions, snapshots, prints, attachments."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workstation import files
from workstation.documents import codec
from workstation.i18n import tr
from workstation.models import (
    Attachment,
    Counter,
    DocumentOrder,
    GoodsReceipt,
    IssuedDocument,
    PrintJob,
    PurchaseOrder,
    SettingValue,
    WorkOrder,
)
from workstation.services import numbering
from workstation.services.checks_around import request_series
from workstation.services.checks_base import BATCH, Check, Findings
from workstation.services.checks_orders import count_of
from workstation.services.checks_purchasing import numbered_series
from workstation.statuses import DocumentKind, DocumentState, OrderStatus, PrintState

_orders = WorkOrder.__table__
_documents = IssuedDocument.__table__
_links = DocumentOrder.__table__
_jobs = PrintJob.__table__
_attachments = Attachment.__table__
_counters = Counter.__table__
_settings = SettingValue.__table__

_OF_STORE = {
    DocumentKind.PURCHASE_ORDER.value,
    DocumentKind.RECEIPT_ACT.value,
    DocumentKind.PART_LABEL.value,
}
"""Papers about no repair order: of an order to a supplier, of a receipt, of a part."""
_NUMBERED = {
    DocumentKind.PURCHASE_ORDER: PurchaseOrder.__table__,
    DocumentKind.RECEIPT_ACT: GoodsReceipt.__table__,
}
"""Papers that bear the number of a row of the store."""
_OF_OTHERS = {
    DocumentKind.ACCEPTANCE_ACT.value,
    DocumentKind.DEVICE_LABEL.value,
    DocumentKind.WORK_ORDER_SHEET.value,
    DocumentKind.HANDOVER_ACT.value,
    DocumentKind.ESTIMATE.value,
    DocumentKind.INVOICE.value,
    *_OF_STORE,
}
"""Papers that bear the number of what they are about; every other kind has a series of its own."""


def check_acceptance_acts(session: Session) -> Findings:
    """Each order has its acceptance act, one valid version of it; a cancelled order's may be annulled."""
    return count_of(session, _orders), _act_problems(session)


def _act_problems(session: Session) -> Iterator[str]:
    valid = func.sum((_documents.c.state == DocumentState.VALID.value).cast(_documents.c.version.type))
    query = (
        select(
            _orders.c.number,
            _orders.c.status,
            func.count(_documents.c.id).label("acts"),
            valid.label("valid"),
        )
        .outerjoin(_links, _links.c.order_id == _orders.c.id)
        .outerjoin(
            _documents,
            (_documents.c.id == _links.c.document_id)
            & (_documents.c.kind == DocumentKind.ACCEPTANCE_ACT.value),
        )
        .group_by(_orders.c.id, _orders.c.number, _orders.c.status)
    )
    for row in session.execute(query.execution_options(yield_per=BATCH)):
        if not row.acts:
            yield tr("Заказ {number}: нет акта приёма", number=row.number)
        elif row.valid != 1 and not (row.valid == 0 and row.status == OrderStatus.CANCELLED.value):
            yield tr("Заказ {number}: действующих актов {count}", number=row.number, count=row.valid)


def check_document_numbers(session: Session) -> Findings:
    """Papers with a series of their own: numbers from 1 to the counter, each once."""
    return count_of(session, _documents), _document_number_problems(session)


def _document_number_problems(session: Session) -> Iterator[str]:
    query = select(_documents.c.branch_id, _documents.c.number).where(
        _documents.c.kind.not_in(_OF_OTHERS), _documents.c.version == 1
    )
    found: dict[tuple[int, str, int], list[int]] = defaultdict(list)
    for row in session.execute(query.execution_options(yield_per=BATCH)):
        series, year, seq = row.number.rsplit("-", 2)
        if row.number != numbering.show(series, int(year), int(seq)):
            yield tr("Документ {number}: номер не по форме", number=row.number)
        found[row.branch_id, series, int(year)].append(int(seq))
    query = select(_orders.c.branch_id, _orders.c.series, _orders.c.year).distinct()
    apart = {tuple(row) for row in session.execute(query)} | numbered_series(session)
    apart |= request_series(session)
    counters = {
        (row.branch_id, row.series, row.year): row.last
        for row in session.execute(select(_counters).where(_counters.c.branch_id != 0))
    }
    for key in sorted((found.keys() | counters.keys()) - apart):
        if sorted(found.get(key, [])) != list(range(1, counters.get(key, 0) + 1)):
            yield tr(
                "{series}-{year}: документов {count}, счётчик {counter}",
                series=key[1],
                year=key[2],
                count=len(found.get(key, [])),
                counter=counters.get(key, 0),
            )


def check_document_versions(session: Session) -> Findings:
    """Versions of a paper run from 1; only the last may be valid; each is about an order or of the store."""
    return count_of(session, _documents), _version_problems(session)


def _version_problems(session: Session) -> Iterator[str]:
    states, kinds = {state.value for state in DocumentState}, {kind.value for kind in DocumentKind}
    orphans = (
        select(_documents.c.number)
        .outerjoin(_links, _links.c.document_id == _documents.c.id)
        .where(_links.c.order_id.is_(None), _documents.c.kind.not_in(_OF_STORE))
    )
    for kind, table in _NUMBERED.items():
        homeless = (
            select(_documents.c.number)
            .outerjoin(table, table.c.number == _documents.c.number)
            .where(_documents.c.kind == kind.value, table.c.id.is_(None))
        )
        for number in session.execute(homeless).scalars():
            yield tr("Документ {number}: того, о чём он, в базе нет", number=number)
    for number in session.execute(orphans).scalars():
        yield tr("Документ {number} не относится ни к одному заказу", number=number)
    query = select(
        _documents.c.branch_id,
        _documents.c.kind,
        _documents.c.number,
        _documents.c.version,
        _documents.c.state,
    ).order_by(_documents.c.branch_id, _documents.c.kind, _documents.c.number, _documents.c.version)
    before: Any = None
    for row in session.execute(query.execution_options(yield_per=BATCH)):
        same = before is not None and (before.branch_id, before.kind, before.number) == row[:3]
        if row.state not in states or row.kind not in kinds:
            yield tr("Документ {number}: неизвестный вид или состояние", number=row.number)
        if row.version != (before.version + 1 if same else 1):
            yield tr("Документ {number}: нет версии перед {version}", number=row.number, version=row.version)
        if same and before.state == DocumentState.VALID.value:
            yield tr("Документ {number}: действуют две версии", number=row.number)
        before = row


def check_snapshots(session: Session) -> Findings:
    """Each snapshot still has its hash and is still a paper of its kind."""
    query = select(_documents.c.kind, _documents.c.number, _documents.c.snapshot, _documents.c.sha256)
    return count_of(session, _documents), (
        tr("Документ {number}: снимок испорчен", number=row.number)
        for row in session.execute(query.execution_options(yield_per=BATCH))
        if not _is_sound(row)
    )


def _is_sound(row: Any) -> bool:
    if codec.digest(bytes(row.snapshot)) != row.sha256:
        return False
    try:
        codec.decode(row.kind, bytes(row.snapshot))
    except (msgspec.DecodeError, ValueError):
        return False
    return True


def check_print_jobs(session: Session) -> Findings:
    """States of the print queue are known ones."""
    states = [state.value for state in PrintState]
    odd = session.execute(select(_jobs.c.id).where(_jobs.c.state.not_in(states))).scalars()
    return count_of(session, _jobs), [tr("Задание печати {id}: неизвестное состояние", id=one) for one in odd]


def check_attachments(session: Session) -> Findings:
    """Each file that the base names lies in the store with its hash and size."""
    query = (
        select(_attachments.c.sha256, _attachments.c.size, _attachments.c.file_name, _orders.c.number)
        .outerjoin(_orders, _orders.c.id == _attachments.c.order_id)
        .order_by(_attachments.c.id)
    )
    return count_of(session, _attachments) + len(_logos(session)), _file_problems(session, query)


def _file_problems(session: Session, query: Any) -> Iterator[str]:
    folder = session.info["folder"]
    known: dict[str, bool] = {}
    for row in session.execute(query.execution_options(yield_per=BATCH)):
        if row.sha256 not in known:
            known[row.sha256] = files.is_whole(folder, row.sha256)
        size = files.path_of(folder, row.sha256).stat().st_size if known[row.sha256] else row.size
        if not known[row.sha256] or size != row.size:
            yield tr(
                "Заказ {number}: файл «{file}» пропал или испорчен", number=row.number, file=row.file_name
            )
    for logo in _logos(session):
        if not files.is_whole(folder, logo):
            yield tr("Файл логотипа пропал или испорчен")


def _logos(session: Session) -> list[str]:
    stored = session.execute(select(_settings.c.value).where(_settings.c.key == "centre.details")).scalar()
    logo = json.loads(stored).get("logo_sha256") if stored else None
    return [logo] if logo else []


CHECKS: dict[str, Check] = {
    "acceptance_acts": check_acceptance_acts,
    "document_numbers": check_document_numbers,
    "document_versions": check_document_versions,
    "snapshots": check_snapshots,
    "print_jobs": check_print_jobs,
    "attachments": check_attachments,
}
