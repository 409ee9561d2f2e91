"""Entries of the journal in words: what was done, and each field before and after."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from workstation.documents.billing import PaymentKind, PaymentMethod
from workstation.documents.conclusions import DefectNature, InvitationAnswer, Outcome
from workstation.documents.contacts import AnswerWay, ApprovalAnswer, ChangeReason, Channel
from workstation.documents.orders import JournalRow
from workstation.documents.stock import OldPartFate
from workstation.documents.unclaimed import DisposalKind, NoticeWay
from workstation.documents.warranty import Payer
from workstation.i18n import mark, ntr, tr
from workstation.money import format_roubles
from workstation.rules.journal_titles import FIELDS, TITLES
from workstation.rules.validators import format_phone
from workstation.rules.wording import show_date
from workstation.statuses import (
    CustomerKind,
    DataBackup,
    DeliveryBy,
    Demand,
    DocumentKind,
    DocumentState,
    EstimateKind,
    NotifyBy,
    OldParts,
    OrderStatus,
    PaperState,
    PaymentState,
    Priority,
    RequestKind,
    SealState,
    TakenBy,
    Use,
)

NOTHING = "—"
GONE = mark("удалено")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_HIDDEN = frozenset({"name_key", "phone_tail", "device_id", "customer_id", "repeat_of_id", "verdict"})
_MOVES = frozenset({"orders.hand_over", "orders.return", "orders.reopen"})
_TOLD = (
    "item", "work", "part", "part_number", "performer", "minutes", "reason", "note", "items", "taken_by",
    "repaired_on", "handed_on", "extension_days", "old_parts", "payment", "paid_kopecks",
    "offset_kopecks", "returned", "old_part",
)  # fmt: skip
"""What entries of the bench tell beside their changes, in the order they are read."""
_OF_PARTS = ("number", "part", "quantity", "reserved", "instead_of", "serials", "fate", "reason")
"""What entries of the store tell."""
_OF_MONEY = (
    "line", "version", "kind", "total_kopecks", "limit_kopecks", "vat_kopecks", "invoice", "due_on",
    "payment_kind", "method", "amount_kopecks", "receipt", "replaced_by", "reason",
)  # fmt: skip
"""What entries of money tell beside their changes."""
_STORE = ("parts.", "stock.")
_AROUND = ("places.", "contacts.", "follow_ups.", "feedback.", "loaners.", "unclaimed.")
_TOLD_AROUND = ("channel", "loaner", "missing", "answer", "way", "score", "result", "reason", "decision")
"""What entries of what is around an order tell beside their changes."""
_JSON = frozenset({"accessories", "papers", "terms", "power_of_attorney"})
_MONEY = frozenset({"receipt_amount", "amount", "approval_limit", "cost"})
_WORDS: dict[str, tuple[type[Any], ...]] = {
    "kind": (RequestKind, CustomerKind, DocumentKind, EstimateKind),
    "demand": (Demand,),
    "use": (Use,),
    "seals": (SealState,),
    "data_backup": (DataBackup,),
    "notify_by": (NotifyBy,),
    "status": (OrderStatus,),
    "state": (DocumentState,),
    "warranty_card": (PaperState,),
    "receipt": (PaperState,),
    "by": (DeliveryBy,),
    "nature": (DefectNature,),
    "outcome": (Outcome,),
    "taken_by": (TakenBy,),
    "payment": (PaymentState,),
    "old_parts": (OldParts,),
    "fate": (OldPartFate,),
    "channel": (Channel,),
    "reason": (ChangeReason,),
    "answer": (ApprovalAnswer, InvitationAnswer),
    "way": (AnswerWay, NoticeWay),
    "decision": (DisposalKind,),
    "payment_kind": (PaymentKind,),
    "method": (PaymentMethod,),
    "payer": (Payer,),
}


class Change(NamedTuple):
    """One line under an entry: a field with what it was and what it is; `before` None where nothing was."""

    title: str
    before: str | None
    after: str


class EntryWords(NamedTuple):
    """An entry in words; `changes` are its lines."""

    title: str
    changes: tuple[Change, ...]


def describe(row: JournalRow) -> EntryWords:
    """What an entry says; personal values whose key is erased are told as erased."""
    changes = [*_of_body(row), *_of_personal(row)]
    if row.is_erased:
        changes.append(Change(tr("Личные данные"), None, tr(GONE)))
    return EntryWords(tr(TITLES.get(row.verb, row.verb)), tuple(changes))


def _of_body(row: JournalRow) -> Iterator[Change]:
    body = row.body
    if row.verb == "orders.cancel":
        yield from _pairs({"status": body.get("status")})
        yield from _facts(body, "reason", "annulled")
    elif row.verb.startswith(("findings.", "warranty.")):
        yield from _facts(body, "finding", "reason", "why", "causes")
        lists = {"causes", "overridden"}
        yield from _pairs({name: pair for name, pair in body.items() if name not in lists})
    elif row.verb.startswith(("bench.", "money.")) or row.verb in _MOVES:
        yield from _pairs(body)
        yield from _facts(body, *(_OF_MONEY if row.verb.startswith("money.") else _TOLD))
    elif row.verb.startswith((*_AROUND, *_STORE)):
        yield from _of_beside(row)
    elif row.verb in {"conclusions.issue", "documents.annul"}:
        yield Change(_kind_word(body), None, str(body.get("number", "")))
        yield from _facts(body, "reason")
    elif row.verb in {"documents.reprint", "documents.issue", "personal_data.consent"}:
        copy = tr("копия") if body.get("copy") else ""
        after = ", ".join(part for part in (str(body.get("number", "")), copy) if part)
        yield Change(_kind_word(body), None, after)
    elif row.verb == "personal_data.erase":
        yield from _facts(body, "reason")
    elif row.verb == "orders.attach":
        count = len(body.get("files", ()))
        yield Change(tr("Снимки"), None, ntr("{n} снимок", "{n} снимков", count))
    elif row.verb == "intake.accept":
        yield Change(tr("Заказы"), None, ", ".join(body.get("orders", ())))


def _of_beside(row: JournalRow) -> Iterator[Change]:
    """What the store and everything around an order tell."""
    if row.verb.startswith(_STORE):
        yield from _facts(row.body, *_OF_PARTS)
        return
    yield from _pairs(row.body)
    yield from _facts(row.body, *_TOLD_AROUND)


def _of_personal(row: JournalRow) -> Iterator[Change]:
    personal = row.personal or {}
    if row.verb in _MOVES:
        yield from _facts(personal, "taker", "defects", "remarks")
    if row.verb == "intake.accept":
        yield from _of_intake(personal)
        return
    if row.verb.startswith(_AROUND):
        yield from _facts(personal, "text", "evidence", "word", "buyer")
    for part in ("customer", "order", "device"):
        values = personal.get(part)
        if isinstance(values, Mapping):
            yield from _pairs(values)


def _of_intake(personal: Mapping[str, Any]) -> Iterator[Change]:
    """A new customer in one line, changes of a known one each by itself."""
    values = {name: pair for name, pair in personal.get("customer", {}).items() if name not in _HIDDEN}
    new = {name: pair[1] for name, pair in values.items() if pair[0] is None}
    if "name" in new:
        told = [value_words(name, new[name]) for name in ("name", "phone") if name in new]
        yield Change(tr("Новый заказчик"), None, ", ".join(told))
    else:
        yield from _pairs(values)
    for part in ("faults", "notes"):
        texts = dict.fromkeys(str(text) for text in personal.get(part) or () if text)
        if texts:
            yield Change(_title(part), None, "; ".join(texts))


def _facts(body: Mapping[str, Any], *names: str) -> Iterator[Change]:
    for name in names:
        value = body.get(name)
        if isinstance(value, list):
            value = ", ".join(map(str, value))
        if value:
            yield Change(_title(name), None, value_words(name, value))


def _pairs(values: Mapping[str, Any]) -> Iterator[Change]:
    for name, pair in values.items():
        if name in _HIDDEN or not isinstance(pair, list) or len(pair) != len(("before", "after")):
            continue
        before, after = pair
        yield Change(
            _title(name), None if before is None else value_words(name, before), value_words(name, after)
        )


def _title(name: str) -> str:
    return tr(FIELDS.get(name, name))


def _kind_word(body: Mapping[str, Any]) -> str:
    kind = body.get("kind")
    return DocumentKind(kind).label if kind in set(DocumentKind) else tr("Документ")


def value_words(name: str, value: Any) -> str:
    """A stored value as a person reads it: labels, dates, sums, yes and no, lists of things."""
    for test, words in _READERS:
        if test(name, value):
            return words(name, value)
    return str(value)


def _enum_words(name: str, value: Any) -> str:
    for kind in _WORDS[name]:
        try:
            return str(kind(value).label)
        except ValueError:
            continue
    return str(value)


def _json_words(_name: str, value: str) -> str:
    content = json.loads(value)
    if isinstance(content, list):
        return ", ".join(_thing(one) for one in content) or NOTHING
    return _mapping_words(content)


def _thing(one: Any) -> str:
    if not isinstance(one, Mapping):
        return str(one)
    quantity = one.get("quantity", 1)
    return f"{one.get('name', '')} × {quantity}" if quantity != 1 else str(one.get("name", ""))


def _mapping_words(content: Mapping[str, Any]) -> str:
    told = [
        f"{_title(name).lower()} {value_words(name, value)}".strip()
        for name, value in content.items()
        if value not in (None, "", [], {})
    ]
    return ", ".join(told) or NOTHING


def _is_json(name: str, value: Any) -> bool:
    return name in _JSON and isinstance(value, str)


_CAUSAL = {"yes": mark("есть"), "no": mark("нет"), "unknown": mark("не установлена")}

_READERS: tuple[tuple[Callable[[str, Any], bool], Callable[[str, Any], str]], ...] = (
    (lambda _name, value: value in (None, "", "None"), lambda _name, _value: NOTHING),
    (lambda _name, value: isinstance(value, bool), lambda _name, value: tr("да") if value else tr("нет")),
    (lambda name, value: name in _WORDS and isinstance(value, str), _enum_words),
    (lambda name, value: name == "causal" and value in _CAUSAL, lambda _name, value: tr(_CAUSAL[value])),
    (
        lambda name, value: (name in _MONEY or name.endswith("_kopecks")) and isinstance(value, int),
        lambda _name, value: format_roubles(value),
    ),
    (
        lambda _name, value: isinstance(value, str) and bool(_DAY.fullmatch(value)),
        lambda _name, value: show_date(date.fromisoformat(value)),
    ),
    (
        lambda name, value: name == "priority" and isinstance(value, int),
        lambda _name, value: Priority(value).label,
    ),
    (lambda name, _value: name == "phone", lambda _name, value: format_phone(str(value))),
    (lambda _name, value: isinstance(value, Mapping), lambda _name, value: _mapping_words(value)),
    (_is_json, _json_words),
)
