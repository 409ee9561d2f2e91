"""All that the bench did with one order: diagnosis, checklist, works, parts, times, checks, handover."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.bench import (
    ChecklistRow,
    DiagnosisRow,
    HandoverRow,
    ItemRow,
    LabourRow,
    OrderBench,
    OverrideRow,
    PartRow,
    QualityRow,
    TimeRow,
    UsedPart,
)
from workstation.documents.codec import decode_as
from workstation.documents.conclusions import DefectNature, Outcome
from workstation.documents.deeds import Measurement
from workstation.documents.intake import Accessory, PowerOfAttorney
from workstation.models import (
    Attachment,
    Brand,
    Checklist,
    ChecklistAnswer,
    ChecklistItem,
    ChecklistVersion,
    Device,
    Diagnosis,
    Handover,
    IrisCode,
    LabourLine,
    LabourOperation,
    OrderChecklist,
    OrderOverride,
    PartLine,
    QualityResult,
    TimeEntry,
    User,
    WorkOrder,
)
from workstation.queries.states import states_by_code
from workstation.statuses import (
    ItemKind,
    OldParts,
    PartSource,
    PaymentState,
    Priority,
    SignedBy,
    TakenBy,
)

_orders = WorkOrder.__table__
_devices = Device.__table__
_brands = Brand.__table__
_users = User.__table__
_diagnoses = Diagnosis.__table__
_iris = IrisCode.__table__
_lists = Checklist.__table__
_versions = ChecklistVersion.__table__
_items = ChecklistItem.__table__
_chosen = OrderChecklist.__table__
_answers = ChecklistAnswer.__table__
_attachments = Attachment.__table__
_lines = LabourLine.__table__
_operations = LabourOperation.__table__
_parts = PartLine.__table__
_times = TimeEntry.__table__
_results = QualityResult.__table__
_overrides = OrderOverride.__table__
_handovers = Handover.__table__

_CODES = ("extended_condition", "section", "defect", "repair", "ntf")


def get_order_bench(session: Session, order_id: int) -> OrderBench | None:
    """What the bench did with an order; None where there is no such order."""
    query = (
        select(
            _orders.c.status,
            _orders.c.state_code,
            _orders.c.priority,
            _orders.c.technician_id,
            _orders.c.repaired_at,
            _orders.c.failed_checks,
            _users.c.short_name.label("technician"),
            _brands.c.name.label("brand"),
        )
        .join(_devices, _devices.c.id == _orders.c.device_id)
        .join(_brands, _brands.c.id == _devices.c.brand_id)
        .outerjoin(_users, _users.c.id == _orders.c.technician_id)
        .where(_orders.c.id == order_id)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    overrides = list_overrides(session, order_id)
    waived = _waived(session, order_id)
    return OrderBench(
        state=states_by_code(session)[row.state_code or row.status],
        priority=Priority(row.priority),
        technician_id=row.technician_id,
        technician=row.technician,
        repaired_at=row.repaired_at,
        failed_checks=row.failed_checks,
        diagnosis=get_diagnosis(session, order_id, row.brand),
        checklist=get_checklist(session, order_id, waived),
        works=list_works(session, order_id),
        parts=list_parts(session, order_id),
        times=list_times(session, order_id),
        checks=list_checks(session, order_id),
        overrides=overrides,
        handover=get_handover(session, order_id),
    )


def get_diagnosis(session: Session, order_id: int, brand: str) -> DiagnosisRow | None:
    """The diagnosis of an order; None where there is none yet."""
    row = (
        session.execute(
            select(_diagnoses, _users.c.short_name.label("user"))
            .join(_users, _users.c.id == _diagnoses.c.user_id)
            .where(_diagnoses.c.order_id == order_id)
        )
        .mappings()
        .one_or_none()
    )
    if row is None:
        return None
    codes = {kind: row[f"{kind}_code"] for kind in _CODES}
    return DiagnosisRow(
        nature=DefectNature(row["nature"]),
        conclusion=row["conclusion"],
        made_at=row["made_at"],
        user=row["user"],
        version=row["version"],
        cause=row["cause"],
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        measured=decode_as(tuple[Measurement, ...], row["measured"]),
        texts=_texts(session, codes, brand),
        **{f"{kind}_code": code for kind, code in codes.items()},
    )


def _texts(session: Session, codes: dict[str, str | None], brand: str) -> tuple[tuple[str, str], ...]:
    """What the codes mean, by their kind: by the brand's dictionary, else by the common one."""
    wanted = {(kind, code) for kind, code in codes.items() if code}
    if not wanted:
        return ()
    query = select(_iris.c.kind, _iris.c.code, _iris.c.text).where(
        _iris.c.code.in_([code for _kind, code in wanted]), _iris.c.brand.in_(["", brand])
    )
    found = {
        row.kind: row.text
        for row in session.execute(query.order_by(_iris.c.brand))
        if (row.kind, row.code) in wanted
    }
    return tuple((kind, found[kind]) for kind in _CODES if kind in found)


def get_checklist(session: Session, order_id: int, waived: frozenset[int]) -> ChecklistRow | None:
    """The list an order is done by, with its answers; None where none was chosen."""
    head = session.execute(
        select(_lists.c.name, _versions.c.number, _versions.c.id)
        .join(_versions, _versions.c.checklist_id == _lists.c.id)
        .join(_chosen, _chosen.c.version_id == _versions.c.id)
        .where(_chosen.c.order_id == order_id)
    ).one_or_none()
    if head is None:
        return None
    here = (_answers.c.item_id == _items.c.id) & (_answers.c.order_id == order_id)
    query = (
        select(
            _items,
            _answers.c.value,
            _answers.c.is_good,
            _answers.c.note,
            _answers.c.answered_at,
            _attachments.c.sha256.label("photo"),
            _users.c.short_name.label("user"),
        )
        .outerjoin(_answers, here)
        .outerjoin(_attachments, _attachments.c.id == _answers.c.attachment_id)
        .outerjoin(_users, _users.c.id == _answers.c.user_id)
        .where(_items.c.version_id == head.id)
        .order_by(_items.c.position)
    )
    items = tuple(_item(row, waived) for row in session.execute(query).mappings())
    return ChecklistRow(head.name, head.number, items)


def _item(row: Any, waived: frozenset[int]) -> ItemRow:
    return ItemRow(
        id=row["id"],
        position=row["position"],
        kind=ItemKind(row["kind"]),
        text=row["text"],
        required=bool(row["required"]),
        unit=row["unit"],
        least=row["least"],
        most=row["most"],
        choices=decode_as(tuple[str, ...], row["choices"]),
        value=row["value"],
        photo=row["photo"],
        is_answered=row["answered_at"] is not None,
        is_good=bool(row["is_good"]),
        waived=row["id"] in waived,
        note=row["note"],
        answered_at=row["answered_at"],
        user=row["user"],
    )


def list_works(session: Session, order_id: int) -> tuple[LabourRow, ...]:
    """Works of an order in the order they were added, with what the timers counted."""
    spent: dict[int, int] = {}
    running: set[int] = set()
    timed = select(_times).where(_times.c.order_id == order_id, _times.c.labour_line_id.is_not(None))
    for row in session.execute(timed):
        if row.ended_at is None:
            running.add(row.labour_line_id)
        else:
            length = clock.to_ms(row.ended_at) - clock.to_ms(row.started_at)
            spent[row.labour_line_id] = spent.get(row.labour_line_id, 0) + length
    query = (
        select(_lines, _operations.c.code, _users.c.short_name.label("performer"))
        .join(_users, _users.c.id == _lines.c.performer_id)
        .outerjoin(_operations, _operations.c.id == _lines.c.operation_id)
        .where(_lines.c.order_id == order_id, _lines.c.removed_at.is_(None))
        .order_by(_lines.c.id)
    )
    return tuple(
        LabourRow(
            id=row["id"],
            name=row["name"],
            performer=row["performer"],
            added_at=row["added_at"],
            code=row["code"],
            level=row["level"],
            norm_minutes=row["norm_minutes"],
            actual_minutes=row["actual_minutes"],
            timed_minutes=round(spent.get(row["id"], 0) / 60_000),
            warranty_months=row["warranty_months"],
            note=row["note"],
            is_running=row["id"] in running,
        )
        for row in session.execute(query).mappings()
    )


def list_parts(session: Session, order_id: int) -> tuple[PartRow, ...]:
    """Parts fitted in an order, in the order they were added."""
    query = (
        select(_parts, _users.c.short_name.label("user"))
        .join(_users, _users.c.id == _parts.c.user_id)
        .where(_parts.c.order_id == order_id, _parts.c.removed_at.is_(None))
        .order_by(_parts.c.id)
    )
    return tuple(
        PartRow(
            id=row["id"],
            name=row["name"],
            quantity=row["quantity"],
            source=PartSource(row["source"]),
            added_at=row["added_at"],
            user=row["user"],
            part_number=row["part_number"],
            serial_in=row["serial_in"],
            serial_out=row["serial_out"],
            warranty_months=row["warranty_months"],
            warranty_until=row["warranty_until"],
            old_part=OldParts(row["old_part"]) if row["old_part"] else None,
        )
        for row in session.execute(query).mappings()
    )


def list_times(session: Session, order_id: int) -> tuple[TimeRow, ...]:
    """Stretches of time on an order, oldest first."""
    by = _users.alias("corrected_by")
    query = (
        select(
            _times,
            _users.c.short_name.label("user"),
            _lines.c.name.label("work"),
            by.c.short_name.label("corrected_by"),
        )
        .join(_users, _users.c.id == _times.c.user_id)
        .outerjoin(_lines, _lines.c.id == _times.c.labour_line_id)
        .outerjoin(by, by.c.id == _times.c.corrected_by_id)
        .where(_times.c.order_id == order_id)
        .order_by(_times.c.started_at, _times.c.id)
    )
    return tuple(
        TimeRow(
            id=row["id"],
            user=row["user"],
            started_at=row["started_at"],
            ended_at=row["ended_at"],
            work_id=row["labour_line_id"],
            work=row["work"],
            corrected_by=row["corrected_by"],
            correction_reason=row["correction_reason"],
        )
        for row in session.execute(query).mappings()
    )


def list_checks(session: Session, order_id: int) -> tuple[QualityRow, ...]:
    """Checks of the finished repair, oldest first."""
    query = (
        select(_results, _users.c.short_name.label("user"))
        .join(_users, _users.c.id == _results.c.user_id)
        .where(_results.c.order_id == order_id)
        .order_by(_results.c.id)
    )
    return tuple(
        QualityRow(bool(row["passed"]), row["made_at"], row["user"], row["note"])
        for row in session.execute(query).mappings()
    )


def list_overrides(session: Session, order_id: int) -> tuple[OverrideRow, ...]:
    """A manager's permissions to go on without some items, oldest first."""
    texts = select(_items.c.id, _items.c.text).join(_chosen, _chosen.c.version_id == _items.c.version_id)
    names = {row.id: row.text for row in session.execute(texts.where(_chosen.c.order_id == order_id))}
    query = (
        select(_overrides, _users.c.short_name.label("user"))
        .join(_users, _users.c.id == _overrides.c.user_id)
        .where(_overrides.c.order_id == order_id)
        .order_by(_overrides.c.id)
    )
    return tuple(
        OverrideRow(
            tuple(names.get(one, str(one)) for one in decode_as(tuple[int, ...], row["item_ids"])),
            row["reason"],
            row["made_at"],
            row["user"],
        )
        for row in session.execute(query).mappings()
    )


def _waived(session: Session, order_id: int) -> frozenset[int]:
    query = select(_overrides.c.item_ids).where(_overrides.c.order_id == order_id)
    return frozenset(
        item for items in session.execute(query).scalars() for item in decode_as(tuple[int, ...], items)
    )


def get_handover(session: Session, order_id: int) -> HandoverRow | None:
    """How the device left; None while it is here."""
    query = (
        select(_handovers, _users.c.short_name.label("user"))
        .join(_users, _users.c.id == _handovers.c.user_id)
        .where(_handovers.c.order_id == order_id)
    )
    row = session.execute(query).mappings().one_or_none()
    if row is None:
        return None
    values = {name: row[name] for name in HandoverRow.__slots__}
    power = row["power_of_attorney"]
    values.update(
        parts=decode_as(tuple[UsedPart, ...], row["parts"]),
        accessories=decode_as(tuple[Accessory, ...], row["accessories"]),
        power_of_attorney=decode_as(PowerOfAttorney, power) if power else None,
        taken_by=TakenBy(row["taken_by"]),
        old_parts=OldParts(row["old_parts"]),
        payment=PaymentState(row["payment"]),
        signed_by=SignedBy(row["signed_by"]),
    )
    return HandoverRow(**values)
