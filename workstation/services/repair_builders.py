"""Papers of a repair built of what the bench and the handover kept (documents.md 5.4–5.6, 5.11).

A paid repair tells the prices of its lines, and where they have none the cost that was agreed. The act of a
consumer's warranty repair is not built without each of the five facts (ст. 20 п. 3 Закона № 2300-1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents import bench
from workstation.documents.billing import LineKind
from workstation.documents.conclusions import CheckPoint
from workstation.documents.contacts import ApprovalRow
from workstation.documents.order_papers import OrderPaper
from workstation.documents.papers import Employee
from workstation.documents.people import Actor
from workstation.documents.repair_papers import (
    Agreement,
    Bill,
    LoanerBack,
    RepairFacts,
    UsedPart,
    WorkLine,
)
from workstation.errors import UserError
from workstation.models import LabourLine, User
from workstation.money import format_roubles
from workstation.queries.contacts import list_approvals
from workstation.queries.loaners import list_loans
from workstation.queries.money import order_payer
from workstation.queries.order_bench import get_order_bench
from workstation.queries.order_view import list_moves
from workstation.queries.settings import load_settings
from workstation.rules.feedback import payload
from workstation.services import order_papers, order_rows
from workstation.services.order_bill import OrderBill, agreed_bill, order_bill
from workstation.statuses import DocumentKind, ItemKind, OrderStatus

_lines = LabourLine.__table__
_users = User.__table__
_SAFETY = ("изоляц", "утечк", "заземлен")
_YES = {"yes": "да", "no": "нет"}


@dataclass(frozen=True, slots=True)
class Subject:
    """An order whose papers are built: its row, and `base`, what every paper of it has."""

    session: Session
    order: Mapping[str, Any]
    base: OrderPaper

    @property
    def id(self) -> int:
        """The key of the order."""
        return int(self.order["id"])

    @property
    def number(self) -> str:
        """The number of the order."""
        return self.base.order.number

    def bench(self) -> bench.OrderBench:
        """What the bench did with it; raises UserError `order_not_found`."""
        found = get_order_bench(self.session, self.id)
        if found is None:
            raise UserError("order_not_found", None, number=self.number)
        return found


def subject_of(session: Session, actor: Actor, order_id: int) -> Subject:
    """An order as its papers are built of it now; the base bears the order's number."""
    order, _device, _photos = order_rows.act_line(session, order_id)
    base = OrderPaper(number=order["number"], **order_papers.common(session, actor, order_id))
    return Subject(session, order, base)


def work_order_sheet(subject: Subject) -> dict[str, Any]:
    """«Заказ-наряд»: works and parts as they stand now."""
    done, order = subject.bench(), subject.order
    approvals = list_approvals(subject.session, subject.id)
    payer, money = payer_of(subject), order_bill(subject.session, order, clock.today())
    return {
        "works": _priced_works(money, done, None),
        "parts": _priced_parts(money, done),
        "technicians": people(subject.session, _performers(subject)),
        "planned_from": clock.local(order["accepted_at"]).date(),
        "planned_until": order["agreed_until"] or order["due_on"] or order["legal_until"],
        "started_at": _started(subject, done),
        "finished_at": done.repaired_at,
        "bill": bill_of(subject, payer, money),
        "payer": payer,
        "agreements": tuple(_agreement(one) for one in approvals),
    }


def completion_act(subject: Subject) -> dict[str, Any]:
    """«Акт выполненных работ»; raises UserError `repair_not_over`."""
    done = subject.bench()
    if done.repaired_at is None:
        raise UserError("repair_not_over", "kind", number=subject.number)
    handed_on = done.handover.handed_on if done.handover else None
    performed_on = handed_on or clock.local(done.repaired_at).date()
    payer, money = payer_of(subject), order_bill(subject.session, subject.order, performed_on)
    return {
        "works": _priced_works(money, done, handed_on),
        "parts": _priced_parts(money, done),
        "finished_at": done.repaired_at,
        "defect": _described(subject, done),
        "technicians": people(subject.session, _performers(subject)),
        "checks": _checks(done),
        "bill": bill_of(subject, payer, money),
        "payer": payer,
    }


def handover_act(subject: Subject) -> dict[str, Any]:
    """«Акт выдачи из ремонта»; raises UserError `not_handed_over`, `five_facts_missing`."""
    done = subject.bench()
    left = done.handover
    if left is None:
        raise UserError("not_handed_over", "kind", number=subject.number)
    payer = payer_of(subject)
    return {
        "facts": _facts(subject, done, left) if left.is_repaired else None,
        "unrepaired": None if left.is_repaired else _reason(subject),
        "taken_by": left.taken_by,
        "taker": left.taker,
        "power_of_attorney": left.power_of_attorney,
        "idle_days": left.extension_days,
        "warranty_before": left.warranty_before,
        "warranty_until": left.warranty_until,
        "work_warranty_months": left.work_warranty_months,
        "work_warranty_until": left.work_warranty_until,
        "accessories": left.accessories,
        "is_shown_working": left.shown_working,
        "safety": _safety(done),
        "old_parts": left.old_parts,
        "old_parts_note": left.old_parts_note,
        "loaner": _loaner(subject, left),
        "bill": bill_of(subject, payer, order_bill(subject.session, subject.order, left.handed_on)),
        "payer": payer,
        "payment": left.payment,
        "receipt": left.payment_note,
        "remarks": left.remarks,
        "signature_sha256": left.signature_sha256,
        "feedback_code": _feedback_code(subject) if left.is_repaired else None,
    }


def _feedback_code(subject: Subject) -> str:
    """The centre's link for feedback with the order's code, else the code alone for the counter."""
    return payload(load_settings(subject.session)["feedback.link"], subject.id)


def repair_warranty_card(subject: Subject) -> dict[str, Any]:
    """«Гарантийный талон на ремонт»; raises UserError `not_handed_over`, `not_repaired`."""
    done = subject.bench()
    left = done.handover
    if left is None:
        raise UserError("not_handed_over", "kind", number=subject.number)
    if not left.is_repaired:
        raise UserError("not_repaired", "kind", number=subject.number)
    return {
        "handed_on": left.handed_on,
        "works": tuple(_work(one, left.handed_on, left.work_warranty_months) for one in done.works),
        "parts": tuple(_part(one) for one in done.parts),
        "warranty_until": left.warranty_until,
    }


BUILDERS: Mapping[DocumentKind, Callable[[Subject], dict[str, Any]]] = {
    DocumentKind.WORK_ORDER_SHEET: work_order_sheet,
    DocumentKind.COMPLETION_ACT: completion_act,
    DocumentKind.HANDOVER_ACT: handover_act,
    DocumentKind.REPAIR_WARRANTY_CARD: repair_warranty_card,
}


def payer_of(subject: Subject) -> str | None:
    """Who pays, as papers say it; see `rules.pricing.payer_of`."""
    return order_payer(subject.session, subject.id, as_settled=True).value


def bill_of(subject: Subject, payer: str | None, money: OrderBill) -> Bill | None:
    """What the customer pays: by the prices of the lines, else what was agreed; None where nothing is."""
    priced = money.bill()
    if priced or payer != "customer":
        return priced
    return agreed_bill(subject.order, list_approvals(subject.session, subject.id), money.money.paid)


def owed(subject: Subject) -> tuple[int | None, str | None]:
    """What the customer owes for an order, and who pays; None where it was not agreed.

    Nothing is owed for a repair that was refused or could not be done, nor for a free one.
    """
    payer = payer_of(subject)
    bill = bill_of(subject, payer, order_bill(subject.session, subject.order, clock.today()))
    undone = OrderStatus(subject.order["status"]) in {OrderStatus.REFUSED, OrderStatus.IRREPARABLE}
    if undone or (payer != "customer" and subject.base.is_consumer_warranty):
        return 0, payer
    return (bill.due if bill else None), payer


def _priced_works(money: OrderBill, done: bench.OrderBench, handed_on: date | None) -> tuple[WorkLine, ...]:
    return tuple(money.told(_work(one, handed_on), LineKind.WORK, one.id) for one in done.works)


def _priced_parts(money: OrderBill, done: bench.OrderBench) -> tuple[UsedPart, ...]:
    return tuple(money.told(_part(one), LineKind.PART, one.id) for one in done.parts)


def _work(row: bench.LabourRow, handed_on: date | None, months: int | None = None) -> WorkLine:
    term = row.warranty_months or months
    return WorkLine(
        name=row.name,
        code=row.code,
        norm_minutes=row.norm_minutes,
        warranty_months=term,
        warranty_until=clock.add_months(handed_on, term) if handed_on and term else None,
    )


def _part(row: bench.PartRow) -> UsedPart:
    return UsedPart(
        name=row.name,
        part_number=row.part_number,
        quantity=row.quantity,
        serial_in=row.serial_in,
        serial_out=row.serial_out,
        source=row.source,
        warranty_months=row.warranty_months,
        warranty_until=row.warranty_until,
    )


def _performers(subject: Subject) -> list[int]:
    query = (
        select(_lines.c.performer_id)
        .where(_lines.c.order_id == subject.id, _lines.c.removed_at.is_(None))
        .order_by(_lines.c.id)
    )
    first = subject.order["technician_id"]
    return [*([first] if first else []), *subject.session.execute(query).scalars()]


def people(session: Session, user_ids: Iterable[int]) -> tuple[Employee, ...]:
    """Users as papers name them, each once, in the order they are asked for."""
    wanted = list(dict.fromkeys(user_ids))
    query = select(_users.c.id, _users.c.name, _users.c.short_name, _users.c.title)
    found = {row.id: row for row in session.execute(query.where(_users.c.id.in_(wanted)))}
    return tuple(
        Employee(found[one].name, found[one].short_name, found[one].title) for one in wanted if one in found
    )


def _started(subject: Subject, done: bench.OrderBench) -> datetime | None:
    """When somebody began: the first timer, else the move to the diagnosis or the repair."""
    work = (OrderStatus.IN_DIAGNOSIS, OrderStatus.IN_REPAIR)
    moves = [one.changed_at for one in list_moves(subject.session, subject.id) if one.status in work]
    return min([*(one.started_at for one in done.times), *moves], default=None)


def _agreement(one: ApprovalRow) -> Agreement:
    asked = [one.reason.on_paper]
    if one.text:
        asked.append(one.text)
    if one.cost_after is not None:
        asked.append(f"стоимость {format_roubles(one.cost_after)}")
    if one.term_after:
        asked.append(f"срок до {one.term_after:%d.%m.%Y}")
    way = [one.way.on_paper.lower()] if one.way else []
    return Agreement(
        asked_at=one.asked_at,
        subject="; ".join(asked),
        answer=one.answer.on_paper.lower() if one.answer else None,
        way=", ".join([*way, *([one.evidence] if one.evidence else [])]) or None,
        answered_at=one.answered_at,
    )


def _described(subject: Subject, done: bench.OrderBench) -> str:
    """The defects and what was done about them, as the customer reads it."""
    told = done.handover.defects if done.handover else None
    found = told or (done.diagnosis.conclusion if done.diagnosis else None)
    works = ", ".join(one.name for one in done.works)
    return found or (f"Выполнено: {works}" if works else subject.base.order.reported_fault)


def _checks(done: bench.OrderBench) -> tuple[CheckPoint, ...]:
    """The checklist as it was answered, then the check of a second person."""
    items = done.checklist.items if done.checklist else ()
    points = [
        CheckPoint(one.text, _result(one), one.is_good)
        for one in items
        if one.is_answered and one.kind is not ItemKind.PHOTO
    ]
    last = done.checks[-1] if done.checks else None
    if last and last.passed:
        points.append(CheckPoint("Проверка второго сотрудника", f"{last.user}, замечаний нет", True))
    return tuple(points)


def _result(item: bench.ItemRow) -> str:
    value = (item.value or "").strip()
    value = _YES.get(value, value)
    if item.unit and item.kind is ItemKind.VALUE:
        value = f"{value.replace('.', ',')} {item.unit}"
    return f"{value}, {item.note}" if item.note else value or "выполнено"


def _safety(done: bench.OrderBench) -> str | None:
    """Values of electrical safety: those of the checklist after the repair, else of the diagnosis."""
    items = done.checklist.items if done.checklist else ()
    after = [(one.text, one.value, one.unit) for one in items if one.kind is ItemKind.VALUE and one.value]
    before = (
        [(one.name, str(one.value), one.unit) for one in done.diagnosis.measured] if done.diagnosis else []
    )
    for values in (after, before):
        said = [
            f"{name.lower()} {value.replace('.', ',')} {unit or ''}".strip()
            for name, value, unit in values
            if any(word in name.lower() for word in _SAFETY)
        ]
        if said:
            return ", ".join(said)
    return None


def _facts(subject: Subject, done: bench.OrderBench, left: bench.HandoverRow) -> RepairFacts:
    """The five facts; a warranty order of a consumer wants them kept, others may be described by works."""
    strict = subject.base.is_consumer_warranty
    defects = (left.defects or "").strip() or ("" if strict else _described(subject, done))
    repaired_on = left.repaired_on or (None if strict else left.handed_on)
    if not defects or repaired_on is None:
        missing = [name for name, there in (("repaired_on", repaired_on), ("defects", defects)) if not there]
        raise UserError("five_facts_missing", missing[0], number=subject.number)
    numbers = {one.part_number: one for one in done.parts}
    parts = tuple(
        UsedPart(
            name=one.name,
            part_number=one.part_number,
            quantity=one.quantity,
            serial_in=one.serial_in,
            serial_out=numbers[one.part_number].serial_out if one.part_number in numbers else None,
            warranty_months=one.warranty_months,
            warranty_until=one.warranty_until,
        )
        for one in left.parts
    )
    return RepairFacts(left.demanded_on, left.received_on, repaired_on, defects, parts, left.handed_on)


def _reason(subject: Subject) -> str:
    """Why there was no repair, as the last move says."""
    moves = [one for one in list_moves(subject.session, subject.id) if one.reason]
    return str(moves[-1].reason) if moves else "Ремонт не выполнялся."


def _loaner(subject: Subject, left: bench.HandoverRow) -> LoanerBack | None:
    loans = list_loans(subject.session, subject.id)
    if not loans:
        return None
    last = loans[-1]
    returned = clock.local(last.returned_at).date() if last.returned_at else None
    return LoanerBack(last.inventory_number, returned, last.word or left.loaner_note)
