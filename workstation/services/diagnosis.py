"""Diagnosis: codes by IRIS, nature, cause, measurements, conclusion; the verdict is made anew on it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents import codec
from workstation.documents.bench import MoveFacts
from workstation.documents.catalogues import DictionaryKind
from workstation.documents.deeds import DiagnosisData
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import Brand, Device, Diagnosis, IrisCode, OrderDefect
from workstation.rules.validators import name_key
from workstation.services import assessment
from workstation.services.moving import enter, tell, touch
from workstation.services.rights import require

_diagnoses = Diagnosis.__table__
_defects = OrderDefect.__table__
_iris = IrisCode.__table__
_devices = Device.__table__
_brands = Brand.__table__

DIAGNOSIS = "diagnosis"
KINDS = {
    "extended_condition_code": DictionaryKind.EXTENDED_CONDITION,
    "section_code": DictionaryKind.SECTION,
    "defect_code": DictionaryKind.DEFECT,
    "repair_code": DictionaryKind.REPAIR,
    "ntf_code": DictionaryKind.NTF,
}


def record_diagnosis(
    session: Session, actor: Actor, order_id: int, data: DiagnosisData, version: int | None = None
) -> None:
    """Say what the matter is, or say it anew; the order is judged on it and a new verdict kept.

    Where the brand's dictionary of a kind is loaded, a code must be in it or in the common one.
    Raises as `moving.enter`; UserError `field_required`, `code_unknown`.
    """
    require(actor, "bench.diagnose")
    facts = enter(session, actor, order_id, "record_diagnosis", version)
    values = _values(session, facts, data)
    known = (
        session.execute(select(_diagnoses).where(_diagnoses.c.order_id == order_id)).mappings().one_or_none()
    )
    stamped = {"made_at": clock.now(), "user_id": actor.user_id}
    if known is None:
        session.execute(insert(_diagnoses), {"order_id": order_id, "version": 1, **values, **stamped})
    else:
        changed = {**values, **stamped, "version": known["version"] + 1}
        session.execute(update(_diagnoses).where(_diagnoses.c.order_id == order_id).values(**changed))
    _keep_defect_code(session, actor, order_id, values["defect_code"])
    touch(session, facts)
    assessed, is_new = assessment.renew(session, actor, order_id, DIAGNOSIS)
    told = ("nature", "outcome", "cause", *KINDS)
    body: dict[str, Any] = {
        name: [known[name] if known else None, values[name]]
        for name in told
        if (known[name] if known else None) != values[name]
    }
    if is_new:
        body["verdict"] = assessed.verdict.entitlement.code.value
        body["free"] = assessed.verdict.entitlement.free.value
    personal = {"order": {"conclusion": [known["conclusion"] if known else None, values["conclusion"]]}}
    tell(session, actor, facts, "bench.diagnose", body=body, personal=personal)


def _values(session: Session, facts: MoveFacts, data: DiagnosisData) -> dict[str, Any]:
    conclusion = data.conclusion.strip()
    if not conclusion:
        raise UserError("field_required", "conclusion")
    codes = {name: (getattr(data, name) or "").strip() or None for name in KINDS}
    _check_codes(session, facts, codes)
    cause = " ".join((data.cause or "").split()) or None
    return {
        "nature": data.nature.value,
        "conclusion": conclusion,
        "cause": cause,
        "cause_key": name_key(cause) if cause else None,
        "outcome": data.outcome.value if data.outcome else None,
        "measured": codec.encode(data.measured).decode(),
        **codes,
    }


def _check_codes(session: Session, facts: MoveFacts, codes: dict[str, str | None]) -> None:
    wanted = {name: code for name, code in codes.items() if code}
    if not wanted:
        return
    brand = session.execute(
        select(_brands.c.name)
        .join(_devices, _devices.c.brand_id == _brands.c.id)
        .where(_devices.c.id == facts.device_id)
    ).scalar()
    for name, code in wanted.items():
        of_kind = select(_iris.c.code).where(_iris.c.kind == KINDS[name].value)
        own = of_kind.where(_iris.c.brand == brand).limit(1)
        known = of_kind.where(_iris.c.code == code, _iris.c.brand.in_(["", brand]))
        if session.execute(own).first() is not None and session.execute(known).first() is None:
            raise UserError("code_unknown", name, got=code)


def _keep_defect_code(session: Session, actor: Actor, order_id: int, code: str | None) -> None:
    """The warranty rules read the defect's code beside what else was established about it."""
    if code is None:
        return
    values = {"defect_code": code, "decided_at": clock.now(), "user_id": actor.user_id}
    known = session.execute(select(_defects.c.order_id).where(_defects.c.order_id == order_id)).first()
    if known is None:
        session.execute(insert(_defects), {"order_id": order_id, **values})
    else:
        session.execute(update(_defects).where(_defects.c.order_id == order_id).values(**values))
