"""What the page of findings asks of the base, each in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from workstation import clock
from workstation.documents.catalogues import DictionaryKind
from workstation.documents.findings import DefectData, EvidenceRow, FindingData, FindingRow
from workstation.documents.intake import Photo
from workstation.documents.orders import OrderView
from workstation.documents.people import Actor
from workstation.documents.terms import RefusalRow
from workstation.queries.catalogues import list_iris
from workstation.queries.evidence import list_order_files
from workstation.queries.order_view import get_order_by_id
from workstation.queries.warranty import get_defect, list_refusal_codes
from workstation.services import findings, orders
from workstation.statuses import DocumentKind

CONCLUSIONS = (
    DocumentKind.QUALITY_CHECK_ACT,
    DocumentKind.TECHNICAL_REPORT,
    DocumentKind.IRREPARABILITY_ACT,
)


class Sheet(NamedTuple):
    """Everything the page shows of an order."""

    view: OrderView
    files: tuple[EvidenceRow, ...]
    codes: tuple[RefusalRow, ...]
    folder: Path
    defect: DefectData | None = None
    defect_codes: tuple[tuple[str, str], ...] = ()


def read(session: Any, order_id: int) -> Sheet:
    """The order with its findings, its files and the codes to choose from."""
    view = get_order_by_id(session, order_id)
    files = list_order_files(session, order_id)
    codes = list_iris(session, DictionaryKind.DEFECT.value, view.device.brand, clock.today())
    return Sheet(
        view,
        files,
        list_refusal_codes(session),
        Path(session.info["folder"]),
        get_defect(session, order_id),
        tuple((row.code, row.text) for row in codes),
    )


def save_finding(  # noqa: PLR0913 - the fields as they were read and as they are now
    session: Any,
    actor: Actor,
    order_id: int,
    shown: FindingRow | None,
    data: FindingData,
    photos: Sequence[str],
) -> int:
    """Add or change a finding together with the photos ticked (SHA-256); gives its id."""
    if shown is None:
        finding_id = findings.add_finding(session, actor, order_id, data)
    else:
        finding_id = shown.id
        if (data.causal, data.note) != (shown.causal, shown.note):
            findings.change_finding(session, actor, finding_id, data, shown.version)
    ids = {one.sha256: one.attachment_id for one in list_order_files(session, order_id)}
    chosen = [ids[one] for one in photos if one in ids]
    if chosen:
        findings.attach_evidence(session, actor, finding_id, chosen)
    return finding_id


def attach(session: Any, actor: Actor, view: OrderView, photo: Photo) -> None:
    """Tie a photo to the order."""
    orders.attach(session, actor, view.id, (photo,))
