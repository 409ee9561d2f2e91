"""The verbs of an order's life: from which states, to which, and what must be there first.

Pure: facts of an order in, what is missing out, as codes with a text in `workstation.messages`. The table of
states is `statuses.TRANSITIONS`; a verb here only narrows it. Nothing here stops a legal clock: waiting for a
part is a state, not a pause (ст. 20 п. 1 Закона № 2300-1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workstation.documents.bench import MoveFacts
from workstation.documents.conclusions import DefectNature
from workstation.documents.notices import Notice
from workstation.money import format_roubles
from workstation.rules.intake import is_consumer_warranty
from workstation.statuses import TO_COLLECT, TRANSITIONS, WAITING, OrderStatus, RequestKind

Lacks = Callable[[MoveFacts], Iterator[Notice]]
_S = OrderStatus

OPEN = frozenset(status for status in OrderStatus if status.is_open)
AT_BENCH = WAITING | {_S.IN_DIAGNOSIS, _S.IN_REPAIR}
"""The states in which a technician has something to write down."""
NOTHING_TO_MEND = frozenset({RequestKind.QUALITY_CHECK, RequestKind.EXPERTISE})
"""Requests whose end is a conclusion, not a repair."""
PAID_KINDS = frozenset({RequestKind.PAID, RequestKind.MAINTENANCE})
"""Requests that the customer pays for, whatever is found."""
NO_DIAGNOSIS = frozenset({RequestKind.MAINTENANCE})
"""Work agreed beforehand: no defect is looked for."""


@dataclass(frozen=True, slots=True)
class Move:
    """A verb's rule: the states it starts from, those it can lead to (none: it moves nothing), what it wants.

    `whole` asks for the facts that cost a query of their own: open items, performers, proved causes; `money`
    for what the order costs and may cost.
    """

    start: frozenset[OrderStatus]
    to: frozenset[OrderStatus] = frozenset()
    lacks: tuple[Lacks, ...] = ()
    whole: bool = False
    money: bool = False


def targets(move: Move, facts: MoveFacts) -> frozenset[OrderStatus]:
    """The states the verb can lead to from where the order stands; empty when it cannot."""
    if facts.status not in move.start:
        return frozenset()
    return move.to & TRANSITIONS[facts.status]


def lacks(move: Move, facts: MoveFacts) -> tuple[Notice, ...]:
    """What stands in the way of a verb; nothing where it may be done. The wrong state is said alone."""
    known: dict[str, object] = {"number": facts.number, "status": facts.status.label}
    if facts.closed_at is not None and facts.status not in move.start:
        return (Notice("order_closed", None, known),)
    if facts.status not in move.start or (move.to and not targets(move, facts)):
        needed = ", ".join(f"«{status.label}»" for status in OrderStatus if status in move.start)
        return (Notice("move_not_from", None, {**known, "needed": needed}),)
    return tuple(lack for rule in move.lacks for lack in rule(facts))


def is_already(move: Move, facts: MoveFacts) -> bool:
    """Whether the order stands where the verb leads: somebody did it first."""
    return facts.status in move.to and facts.status not in move.start


def after_repair(facts: MoveFacts) -> OrderStatus:
    """Where a finished repair goes: to the second person's check where the centre wants one."""
    return _S.IN_CHECK if facts.needs_second_check else _S.READY


def owes_five_facts(facts: MoveFacts) -> bool:
    """Whether the handover must tell the five facts: a consumer's warranty order (ст. 20 п. 3)."""
    return is_consumer_warranty(facts.customer_kind, facts.use, facts.kind)


def _diagnosis(facts: MoveFacts) -> Iterator[Notice]:
    if facts.nature is None and facts.kind not in NO_DIAGNOSIS:
        yield Notice("diagnosis_missing", "diagnosis")


def _something_to_finish(facts: MoveFacts) -> Iterator[Notice]:
    """From the diagnosis straight to the end goes only what has nothing to mend."""
    if facts.status is not _S.IN_DIAGNOSIS or facts.kind in NOTHING_TO_MEND:
        return
    if facts.nature is not DefectNature.ABSENT:
        yield Notice("repair_not_started", None, {"number": facts.number})


def _checklist(facts: MoveFacts) -> Iterator[Notice]:
    for position, text in facts.open_items:
        yield Notice("item_open", f"checklist.{position}", {"item": text, "position": position})


def _second_person(facts: MoveFacts) -> Iterator[Notice]:
    if facts.needs_second_check and facts.person_id in facts.performers:
        yield Notice("second_person", None)


def _something_open(facts: MoveFacts) -> Iterator[Notice]:
    if not facts.open_items:
        yield Notice("nothing_to_override", None)


def _five_facts(facts: MoveFacts) -> Iterator[Notice]:
    """Demand, transfer, mending and handover have their days; parts are told as they stand, none included."""
    if facts.repaired_at is None:
        yield Notice("repaired_on_missing", "repaired_on")


def _proved_cause(facts: MoveFacts) -> Iterator[Notice]:
    if not facts.proved_causes:
        yield Notice("refusal_needs_cause", "findings")


def _own_timer_free(facts: MoveFacts) -> Iterator[Notice]:
    if facts.running_on is not None:
        yield Notice("timer_runs", None, {"number": facts.running_on})


def _checklist_chosen(facts: MoveFacts) -> Iterator[Notice]:
    if facts.checklist_version is None:
        yield Notice("checklist_none", "checklist")


def _within_approved(facts: MoveFacts) -> Iterator[Notice]:
    """Over what the customer let be spent nothing is done until he answers (ст. 33 Закона № 2300-1)."""
    if facts.cost > facts.may_spend:
        total, approved = format_roubles(facts.cost), format_roubles(facts.may_spend)
        over = format_roubles(facts.cost - facts.may_spend)
        known = {"number": facts.number, "total": total, "approved": approved, "over": over}
        yield Notice("over_approved", None, known)


def _priced(facts: MoveFacts) -> Iterator[Notice]:
    if facts.cost == 0:
        yield Notice("estimate_empty", None, {"number": facts.number})


def _nothing_asked(facts: MoveFacts) -> Iterator[Notice]:
    if facts.is_asked:
        yield Notice("approval_open", None, {"number": facts.number})


def _asked(facts: MoveFacts) -> Iterator[Notice]:
    if not facts.is_asked:
        yield Notice("approval_none", None, {"number": facts.number})


def _nothing_lent(facts: MoveFacts) -> Iterator[Notice]:
    if facts.lent:
        yield Notice("loan_open", None, {"number": facts.number})


def _lent(facts: MoveFacts) -> Iterator[Notice]:
    if not facts.lent:
        yield Notice("loan_none", None, {"number": facts.number})


def _warned(facts: MoveFacts) -> Iterator[Notice]:
    if not facts.has_notice:
        yield Notice("notice_none", None, {"number": facts.number})


def _loaner_told(facts: MoveFacts) -> Iterator[Notice]:
    if facts.loaner_out:
        yield Notice("loaner_out", None, {"number": facts.number})


MOVES: dict[str, Move] = {
    "start_diagnosis": Move(WAITING | {_S.ACCEPTED, _S.IN_REPAIR}, frozenset({_S.IN_DIAGNOSIS})),
    "wait_for": Move(AT_BENCH | {_S.ACCEPTED}, WAITING),
    "start_repair": Move(
        WAITING | {_S.IN_DIAGNOSIS}, frozenset({_S.IN_REPAIR}), (_diagnosis, _within_approved), money=True
    ),
    "finish_repair": Move(
        frozenset({_S.IN_REPAIR, _S.IN_DIAGNOSIS}),
        frozenset({_S.IN_CHECK, _S.READY}),
        (_diagnosis, _something_to_finish, _within_approved, _checklist),
        whole=True,
    ),
    "pass_check": Move(
        frozenset({_S.IN_CHECK}),
        frozenset({_S.READY}),
        (_second_person, _within_approved, _checklist),
        whole=True,
    ),
    "fail_check": Move(frozenset({_S.IN_CHECK}), frozenset({_S.IN_REPAIR})),
    "hand_over": Move(frozenset({_S.READY}), frozenset({_S.HANDED_OVER}), (_five_facts,)),
    "refuse": Move(AT_BENCH | {_S.ACCEPTED}, frozenset({_S.REFUSED}), (_proved_cause,), whole=True),
    "cancel": Move(frozenset({_S.ACCEPTED}), frozenset({_S.CANCELLED})),
    "declare_irreparable": Move(AT_BENCH, frozenset({_S.IRREPARABLE}), (_diagnosis,)),
    "return_unrepaired": Move(
        AT_BENCH | {_S.ACCEPTED, _S.REFUSED, _S.IRREPARABLE}, frozenset({_S.RETURNED_UNREPAIRED})
    ),
    "reopen": Move(
        frozenset({_S.READY, _S.REFUSED, _S.IRREPARABLE}), frozenset({_S.IN_REPAIR, _S.IN_DIAGNOSIS})
    ),
    "override": Move(AT_BENCH | {_S.IN_CHECK}, lacks=(_something_open,), whole=True),
    "record_diagnosis": Move(AT_BENCH | {_S.IN_CHECK}),
    "record_defect": Move(OPEN),
    "add_finding": Move(OPEN),
    "add_work": Move(AT_BENCH | {_S.IN_CHECK}),
    "remove_work": Move(AT_BENCH | {_S.IN_CHECK}),
    "add_part": Move(AT_BENCH | {_S.IN_CHECK}),
    "remove_part": Move(AT_BENCH | {_S.IN_CHECK}),
    "set_price": Move(OPEN),
    "discount": Move(OPEN),
    "tick": Move(AT_BENCH | {_S.IN_CHECK}, lacks=(_checklist_chosen,)),
    "attach": Move(frozenset(OrderStatus)),
    "start_timer": Move(
        frozenset({_S.IN_DIAGNOSIS, _S.IN_REPAIR, _S.IN_CHECK}),
        lacks=(_own_timer_free, _within_approved),
        money=True,
    ),
    "stop_timer": Move(OPEN),
    "correct_time": Move(OPEN),
    "assign": Move(OPEN),
    "take": Move(OPEN),
    "move_to": Move(OPEN | {_S.UNCLAIMED}),
    "log_contact": Move(frozenset(OrderStatus)),
    "note": Move(frozenset(OrderStatus)),
    "ask_customer": Move(AT_BENCH | {_S.ACCEPTED}, lacks=(_nothing_asked,), whole=True),
    "offer_estimate": Move(AT_BENCH | {_S.ACCEPTED}, lacks=(_priced, _nothing_asked), whole=True),
    "record_answer": Move(OPEN, lacks=(_asked,), whole=True),
    "write_delay": Move(AT_BENCH | {_S.ACCEPTED, _S.IN_CHECK}),
    "call_back": Move(frozenset(OrderStatus)),
    "demand_loaner": Move(OPEN),
    "lend": Move(OPEN, lacks=(_nothing_lent,)),
    "take_back": Move(frozenset(OrderStatus), lacks=(_lent,)),
    "excuse_loaner": Move(frozenset(OrderStatus), lacks=(_lent,)),
    "notify_ready": Move(TO_COLLECT),
    "remind": Move(TO_COLLECT),
    "warn_unclaimed": Move(TO_COLLECT),
    "record_delivery": Move(TO_COLLECT, lacks=(_warned,), whole=True),
    "dispose": Move(TO_COLLECT, frozenset({_S.UNCLAIMED}), (_warned, _loaner_told), whole=True),
    "record_feedback": Move(frozenset(OrderStatus)),
}
"""Every verb of the bench and the counter with its rule."""


def asked(verb: str, facts: MoveFacts) -> frozenset[str]:
    """Fields that a verb wants of this order beside those it always wants."""
    wanted = set()
    if verb == "hand_over":
        if owes_five_facts(facts) and not facts.conclusion:
            wanted.add("defects")
        if facts.kind in PAID_KINDS:
            wanted.add("payment")
    if verb in {"hand_over", "return_unrepaired"} and facts.loaner_out:
        wanted.add("loaner_note")
    return frozenset(wanted)
