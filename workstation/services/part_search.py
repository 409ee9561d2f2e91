"""The search table of parts, kept in the transaction that changes a part. Parts of verbs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workstation import rows
from workstation.documents.parts import PartData
from workstation.models import Part, PartFit, part_search
from workstation.rules.search import part_text

_parts = Part.__table__
_fits = PartFit.__table__


def add(session: Session, found: Iterable[tuple[int, PartData]]) -> None:
    """Parts that are new."""
    texts = (
        {"rowid": part_id, "text": part_text(data.number, data.name, data.brand, data.models)}
        for part_id, data in found
    )
    rows.add(session, part_search, *texts)


def renew(session: Session, part_ids: Collection[int]) -> None:
    """Parts that were changed, as they stand now."""
    if part_ids:
        session.execute(delete(part_search).where(part_search.c.rowid.in_(list(part_ids))))
        texts = [{"rowid": part_id, "text": text} for part_id, text in texts_of(session, part_ids)]
        rows.add(session, part_search, *texts)


def texts_of(session: Session, part_ids: Collection[int]) -> Iterator[tuple[int, str]]:
    """The texts by which parts must be found."""
    models: dict[int, list[str]] = defaultdict(list)
    fits = select(_fits.c.part_id, _fits.c.model).where(_fits.c.part_id.in_(list(part_ids)))
    for row in session.execute(fits.where(_fits.c.model.is_not(None)).order_by(_fits.c.id)):
        models[row.part_id].append(row.model)
    parts = select(_parts.c.id, _parts.c.number, _parts.c.name, _parts.c.brand)
    for part in session.execute(parts.where(_parts.c.id.in_(list(part_ids))).order_by(_parts.c.id)):
        yield part.id, part_text(part.number, part.name, part.brand, models[part.id])
