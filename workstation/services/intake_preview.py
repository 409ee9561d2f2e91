"""The act of an intake before there is one: the whole verb runs, and nothing of it stays."""

from __future__ import annotations

import dataclasses

from sqlalchemy.orm import Session

from workstation.documents.intake import IntakeData
from workstation.documents.papers import AcceptanceAct
from workstation.documents.people import Actor
from workstation.services import documents, intake
from workstation.services.trial import TO_COME, trial


def preview_acts(session: Session, data: IntakeData, actor: Actor) -> list[AcceptanceAct]:
    """The acts that `intake.accept` would issue, with «будет присвоен» for their numbers; writes nothing.

    Needs a writing transaction, as numbers and rows are made inside a savepoint that is rolled back.
    Raises what `intake.accept` raises.
    """
    with trial(session):
        accepted = intake.accept(session, data, actor)
        papers = [documents.read(session, one)[0] for one in accepted.document_ids]
    return [_unnumbered(paper) for paper in papers if isinstance(paper, AcceptanceAct)]


def _unnumbered(act: AcceptanceAct) -> AcceptanceAct:
    items = tuple(dataclasses.replace(item, order_number=TO_COME) for item in act.items)
    return dataclasses.replace(act, number=TO_COME, items=items)
