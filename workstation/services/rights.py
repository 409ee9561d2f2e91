"""Who may do what: one table, one check. Every verb calls `require` before it does anything."""

from __future__ import annotations

from workstation.documents.people import Actor
from workstation.errors import AccessError
from workstation.statuses import Role

_COUNTER = frozenset({Role.CLERK, Role.MANAGER, Role.ADMINISTRATOR})
_STAFF = frozenset(Role)
_BENCH = frozenset({Role.TECHNICIAN, Role.MANAGER, Role.ADMINISTRATOR})
_MANAGERS = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
_STORE = frozenset({Role.STOREKEEPER, Role.MANAGER, Role.ADMINISTRATOR})
_HANDS = _STORE | {Role.TECHNICIAN}
_JUDGES = _MANAGERS | {Role.TECHNICIAN}
_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

RIGHTS: dict[str, frozenset[Role]] = {
    "intake.accept": _COUNTER,
    "intake.correct": _COUNTER,
    "orders.cancel": _COUNTER,
    "orders.read": _STAFF,
    "orders.attach": _STAFF,
    "orders.read_unlock_code": _STAFF,
    "orders.hand_over": _COUNTER,
    "orders.return": _COUNTER,
    "orders.reopen": _COUNTER,
    "bench.work": _BENCH,
    "bench.diagnose": _BENCH,
    "bench.tick": _BENCH,
    "bench.check": _BENCH,
    "bench.irreparable": _BENCH,
    "bench.wait": _STAFF - {Role.STOREKEEPER},
    "bench.override": _MANAGERS,
    "bench.assign": _COUNTER,
    "bench.time": _BENCH,
    "bench.time_of_others": _MANAGERS,
    "catalogue.bench": _MANAGERS,
    "catalogue.document": _BENCH,
    "documents.issue": _COUNTER,
    "documents.reprint": _STAFF,
    "documents.annul": _MANAGERS,
    "drafts.save": _STAFF,
    "drafts.discard": _STAFF,
    "catalogue.add": _COUNTER,
    "catalogue.import": _MANAGERS,
    "warranty.reassess": _STAFF,
    "findings.record": _STAFF,
    "findings.override": _MANAGERS,
    "findings.refuse": _JUDGES,
    "findings.invite": _STAFF,
    "conclusions.issue": _STAFF,
    "law.change": _MANAGERS,
    "warranty.terms": _MANAGERS,
    "warranty.masks": _MANAGERS,
    "warranty.refusal_codes": _MANAGERS,
    "warranty.authorisation": _MANAGERS,
    "warranty.groups": _MANAGERS,
    "parts.change": _STORE,
    "parts.request": _STAFF,
    "parts.tag": _HANDS,
    "parts.import": _STORE,
    "stock.read": _STAFF,
    "stock.places": _STORE,
    "stock.receive": _STORE,
    "stock.move": _STORE,
    "stock.issue": _HANDS,
    "stock.put_back": _HANDS,
    "stock.count": _STORE,
    "stock.label": _BENCH,
    "stock.write_off": _MANAGERS,
    "purchasing.change": _STORE,
    "money.prices": _MANAGERS,
    "money.lines": _COUNTER,
    "money.discount": _COUNTER | {Role.TECHNICIAN},
    "money.offer": _COUNTER | {Role.TECHNICIAN},
    "money.invoice": _COUNTER,
    "money.cancel_invoice": _COUNTER,
    "money.pay": _COUNTER,
    "money.refund": _MANAGERS,
    "money.punch": _COUNTER,
    "customers.change": _COUNTER,
    "customers.read_phone": _COUNTER,
    "personal_data.erase": _ADMINISTRATORS,
    "personal_data.consent": _COUNTER,
    "people.add": _ADMINISTRATORS,
    "people.change": _ADMINISTRATORS,
    "people.change_own_password": _STAFF,
    "settings.change": _MANAGERS,
    "settings.change_own": _STAFF,
    "passport.trust_key": _ADMINISTRATORS,
    "places.change": _MANAGERS,
    "places.move": _STAFF,
    "places.count": _STAFF,
    "contacts.record": _STAFF,
    "contacts.note": _STAFF,
    "contacts.ask": _STAFF,
    "contacts.answer": _STAFF,
    "contacts.draft": _STAFF,
    "follow_ups.make": _STAFF,
    "follow_ups.finish": _STAFF,
    "feedback.record": _COUNTER,
    "loaners.change": _MANAGERS,
    "loaners.demand": _COUNTER,
    "loaners.lend": _COUNTER,
    "loaners.excuse": _MANAGERS,
    "unclaimed.notify": _COUNTER,
    "unclaimed.warn": _COUNTER,
    "unclaimed.decide": _MANAGERS,
    "sla.change": _MANAGERS,
    "sla.escalate": _MANAGERS,
    "requests.record": _COUNTER,
    "print_queue.retry": _STAFF,
    "print_queue.cancel": _STAFF,
    "backup.make": _STAFF,
}


def may(actor: Actor, verb: str) -> bool:
    """Whether the actor's role has the right; raises KeyError for a verb that is not in the table."""
    return actor.role in RIGHTS[verb]


def require(actor: Actor, verb: str) -> None:
    """Raises AccessError `right_missing` when the actor's role may not do this."""
    if not may(actor, verb):
        raise AccessError("right_missing", verb=verb, role=actor.role.label)
