"""The verbs of an order's life by name: what each asks, may it be done now, and doing it.

A new verb is one line of `DEEDS`: its right, the frozen data it takes, its function
`(session, actor, order_id, data, version)` and, where it is not in `rules.moves.MOVES`, its rule.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from workstation.documents.bench import MoveFacts
from workstation.documents.billing_data import DiscountData, LinePriceData, OfferData
from workstation.documents.contacts import (
    AnswerData,
    AskData,
    ContactData,
    FeedbackData,
    FollowUpData,
    NotifyData,
    OrderNoteData,
)
from workstation.documents.deeds import (
    AssignData,
    AttachData,
    Deed,
    DiagnosisData,
    FieldSpec,
    HandOverData,
    IrreparableData,
    LineData,
    NoData,
    NoteData,
    PartData,
    ReasonData,
    ReturnData,
    TickData,
    TimeData,
    TimerData,
    WaitData,
    WorkData,
)
from workstation.documents.findings import DefectData, FindingData, RefusalData
from workstation.documents.loaners import DemandData, LendData, TakeBackData, WordData
from workstation.documents.notices import Notice
from workstation.documents.people import Actor
from workstation.documents.places import MoveToData
from workstation.documents.unclaimed import DeliveryData, DisposalData, NoticeData
from workstation.errors import UserError
from workstation.queries.moves import find_move_facts
from workstation.rules import fields, moves
from workstation.rules.approvals import reasons_for
from workstation.rules.moves import MOVES, Move
from workstation.services import (
    approvals,
    assignment,
    checklists,
    contacts,
    diagnosis,
    estimates,
    findings,
    follow_ups,
    handover,
    life,
    lines,
    loaners,
    orders,
    places,
    timers,
    unclaimed,
    works,
)
from workstation.services.moving import enter
from workstation.services.rights import may
from workstation.statuses import OrderStatus


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the registry; `move` None means the rule of that name in `rules.moves`."""

    right: str
    data: type
    run: Callable[..., Any]
    move: Move | None = None


def _cancel(
    session: Session, actor: Actor, order_id: int, data: ReasonData, version: int | None = None
) -> None:
    orders.cancel(session, actor, order_id, data.reason, version)


def _attach(
    session: Session, actor: Actor, order_id: int, data: AttachData, version: int | None = None
) -> None:
    orders.attach(session, actor, order_id, data.photos)


def _add_finding(
    session: Session, actor: Actor, order_id: int, data: FindingData, version: int | None = None
) -> int:
    enter(session, actor, order_id, "add_finding", version)
    return findings.add_finding(session, actor, order_id, data)


def _record_defect(
    session: Session, actor: Actor, order_id: int, data: DefectData, version: int | None = None
) -> None:
    enter(session, actor, order_id, "record_defect", version)
    findings.record_defect(session, actor, order_id, data)


def _refuse(
    session: Session, actor: Actor, order_id: int, data: RefusalData, version: int | None = None
) -> int:
    enter(session, actor, order_id, "refuse", version)
    return findings.refuse(session, actor, order_id, data)


DEEDS: dict[str, Verb] = {
    "start_diagnosis": Verb("bench.work", NoteData, life.start_diagnosis),
    "record_diagnosis": Verb("bench.diagnose", DiagnosisData, diagnosis.record_diagnosis),
    "add_finding": Verb("findings.record", FindingData, _add_finding),
    "record_defect": Verb("findings.record", DefectData, _record_defect),
    "wait_for": Verb("bench.wait", WaitData, life.wait_for),
    "start_repair": Verb("bench.work", NoteData, life.start_repair),
    "add_work": Verb("bench.work", WorkData, works.add_work),
    "remove_work": Verb("bench.work", LineData, works.remove_work),
    "add_part": Verb("bench.work", PartData, works.add_part),
    "remove_part": Verb("bench.work", LineData, works.remove_part),
    "set_price": Verb("money.lines", LinePriceData, lines.set_price),
    "discount": Verb("money.discount", DiscountData, lines.discount),
    "tick": Verb("bench.tick", TickData, checklists.tick),
    "attach": Verb("orders.attach", AttachData, _attach),
    "start_timer": Verb("bench.time", TimerData, timers.start_timer),
    "stop_timer": Verb("bench.time", NoData, timers.stop_timer),
    "correct_time": Verb("bench.time", TimeData, timers.correct_time),
    "take": Verb("bench.work", NoData, assignment.take),
    "assign": Verb("bench.assign", AssignData, assignment.assign),
    "override": Verb("bench.override", ReasonData, life.override),
    "finish_repair": Verb("bench.work", NoteData, life.finish_repair),
    "pass_check": Verb("bench.check", NoteData, life.pass_check),
    "fail_check": Verb("bench.check", ReasonData, life.fail_check),
    "hand_over": Verb("orders.hand_over", HandOverData, handover.hand_over),
    "refuse": Verb("findings.refuse", RefusalData, _refuse),
    "cancel": Verb("orders.cancel", ReasonData, _cancel),
    "declare_irreparable": Verb("bench.irreparable", IrreparableData, life.declare_irreparable),
    "return_unrepaired": Verb("orders.return", ReturnData, handover.return_unrepaired),
    "reopen": Verb("orders.reopen", ReasonData, life.reopen),
    "move_to": Verb("places.move", MoveToData, places.move_to),
    "log_contact": Verb("contacts.record", ContactData, contacts.log_contact),
    "note": Verb("contacts.note", OrderNoteData, contacts.note),
    "ask_customer": Verb("contacts.ask", AskData, approvals.ask_customer),
    "offer_estimate": Verb("money.offer", OfferData, estimates.offer),
    "record_answer": Verb("contacts.answer", AnswerData, approvals.record_answer),
    "write_delay": Verb("contacts.draft", NoData, contacts.write_delay),
    "call_back": Verb("follow_ups.make", FollowUpData, follow_ups.call_back),
    "demand_loaner": Verb("loaners.demand", DemandData, loaners.demand_loaner),
    "lend": Verb("loaners.lend", LendData, loaners.lend),
    "take_back": Verb("loaners.lend", TakeBackData, loaners.take_back),
    "excuse_loaner": Verb("loaners.excuse", WordData, loaners.excuse_loaner),
    "notify_ready": Verb("unclaimed.notify", NotifyData, unclaimed.notify_ready),
    "remind": Verb("unclaimed.notify", NotifyData, unclaimed.remind),
    "warn_unclaimed": Verb("unclaimed.warn", NoticeData, unclaimed.warn_unclaimed),
    "record_delivery": Verb("unclaimed.warn", DeliveryData, unclaimed.record_delivery),
    "dispose": Verb("unclaimed.decide", DisposalData, unclaimed.dispose),
    "record_feedback": Verb("feedback.record", FeedbackData, follow_ups.record_feedback),
}


def list_deeds(session: Session, actor: Actor, order_id: int) -> tuple[Deed, ...]:
    """Every verb as it stands for an order and a person: what is missing, what it asks, where it leads.

    Raises UserError `order_not_found`.
    """
    facts = find_move_facts(session, actor, order_id, whole=True)
    if facts is None:
        raise UserError("order_not_found", None, number=order_id)
    return tuple(_deed(actor, facts, name, verb) for name, verb in DEEDS.items())


def verb_of(name: str) -> Verb:
    """A verb by its name; raises UserError `deed_unknown`."""
    if name not in DEEDS:
        raise UserError("deed_unknown", "verb", verb=name, verbs=", ".join(DEEDS))
    return DEEDS[name]


def do(
    session: Session, actor: Actor, order_id: int, name: str, data: Any, version: int | None = None
) -> Any:
    """Do a verb by its name; gives what the verb gives. Raises what the verb raises, `deed_unknown`."""
    return verb_of(name).run(session, actor, order_id, data, version)


def _deed(actor: Actor, facts: MoveFacts, name: str, verb: Verb) -> Deed:
    move = verb.move or MOVES[name]
    missing = moves.lacks(move, facts)
    if not may(actor, verb.right):
        missing = (Notice("right_missing", None, {"verb": verb.right, "role": actor.role.label}), *missing)
    to = [status for status in OrderStatus if status in moves.targets(move, facts)]
    if name == "finish_repair":
        to = [status for status in to if status is moves.after_repair(facts)]
    return Deed(name, missing, _fields(name, verb, facts), tuple(to))


def _fields(name: str, verb: Verb, facts: MoveFacts) -> tuple[FieldSpec, ...]:
    """What the verb asks of this order; a consumer's free repair is never asked about for want of a part."""
    found = fields.specs(verb.data, moves.asked(name, facts))
    if name != "ask_customer":
        return found
    reasons = tuple(one.value for one in reasons_for(moves.owes_five_facts(facts)))
    return tuple(replace(one, choices=reasons) if one.name == "reason" else one for one in found)
