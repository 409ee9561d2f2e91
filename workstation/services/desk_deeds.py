"""Verbs beside an order's own by name: places, loaners, requests, targets, calls, messages.

A new verb is one line of its table: the frozen data it takes and its function `(session, actor, data)`.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from workstation.documents import desk_data as data
from workstation.documents.contacts import SendData
from workstation.documents.deeds import NoData
from workstation.documents.people import Actor
from workstation.documents.places import CountResult, Scanned
from workstation.documents.requests import ServiceRequestData
from workstation.documents.sla import DayHours
from workstation.queries.loaners import get_loaner
from workstation.queries.order_view import order_id_of
from workstation.queries.places import get_place
from workstation.queries.requests import request_id_of
from workstation.services import contacts, follow_ups, loaners, places, requests, shelf_counts, sla
from workstation.services.store_deeds import StoreVerb


def _save_place(session: Session, actor: Actor, said: data.SavePlace) -> int:
    place_id = get_place(session, said.place).id if said.place else None
    return places.save_place(session, actor, said.data, place_id)


def _move(session: Session, actor: Actor, said: data.MoveMany) -> dict[str, int]:
    ids = [order_id_of(session, number) for number in said.orders]
    return {"moved": places.move_many(session, actor, ids, said.place)}


def _start_count(session: Session, actor: Actor, said: data.StartCount) -> int:
    ids = [get_place(session, place).id for place in said.places]
    return shelf_counts.start_count(session, actor, ids)


def _scan(session: Session, actor: Actor, said: data.ScanCount) -> Scanned:
    return shelf_counts.scan(session, actor, said.count, said.place, said.code)


def _finish_count(session: Session, actor: Actor, said: data.FinishCount) -> CountResult:
    return shelf_counts.finish_count(session, actor, said.count, put_right=said.put_right)


def _save_loaner(session: Session, actor: Actor, said: data.SaveLoaner) -> int:
    known = get_loaner(session, said.loaner) if said.loaner else None
    loaner_id, version = (known.id, known.version) if known else (None, None)
    return loaners.save_loaner(session, actor, said.data, loaner_id, version, said.photos)


def _reclassify(session: Session, actor: Actor, said: data.Reclassify) -> None:
    requests.reclassify(session, actor, request_id_of(session, said.number), said.kind, said.reason)


def _contact(session: Session, actor: Actor, said: data.ContactOfRequest) -> int:
    request_id = request_id_of(session, said.number)
    return requests.log_request_contact(session, actor, request_id, said.contact)


def _call_back(session: Session, actor: Actor, said: data.CallOfRequest) -> int:
    return requests.call_back_request(session, actor, request_id_of(session, said.number), said.call)


def _close(session: Session, actor: Actor, said: data.CloseRequest) -> None:
    requests.close_request(session, actor, request_id_of(session, said.number), said.result)


def _start_order(session: Session, actor: Actor, said: data.OfRequest) -> int:
    return requests.start_order(session, actor, request_id_of(session, said.number))


def _save_target(session: Session, actor: Actor, said: data.SaveTarget) -> int:
    return sla.save_target(session, actor, said.data, said.target)


def _drop_day(session: Session, actor: Actor, said: data.OfDay) -> None:
    sla.drop_day(session, actor, said.day)


def _escalate(session: Session, actor: Actor, _said: NoData) -> dict[str, int]:
    return {"escalated": sla.escalate(session, actor)}


def _finish_call(session: Session, actor: Actor, said: data.FinishCall) -> None:
    follow_ups.finish(session, actor, said.call, said.result)


def _postpone(session: Session, actor: Actor, said: data.PostponeCall) -> None:
    follow_ups.postpone(session, actor, said.call, said.due_at)


def _write(session: Session, actor: Actor, _said: NoData) -> dict[str, int]:
    return {"written": contacts.write_delays(session, actor)}


def _send(session: Session, actor: Actor, said: data.SendMessage) -> int:
    return contacts.send_message(session, actor, said.message, SendData(said.channel, said.text))


def _drop(session: Session, actor: Actor, said: data.DropMessage) -> None:
    contacts.drop_message(session, actor, said.message, said.reason)


VERBS: Mapping[str, Mapping[str, StoreVerb]] = {
    "place": {
        "save": StoreVerb(data.SavePlace, _save_place),
        "move": StoreVerb(data.MoveMany, _move),
        "start_count": StoreVerb(data.StartCount, _start_count),
        "scan": StoreVerb(data.ScanCount, _scan),
        "finish_count": StoreVerb(data.FinishCount, _finish_count),
    },
    "loaner": {"save": StoreVerb(data.SaveLoaner, _save_loaner)},
    "request": {
        "record": StoreVerb(ServiceRequestData, requests.record_request),
        "reclassify": StoreVerb(data.Reclassify, _reclassify),
        "contact": StoreVerb(data.ContactOfRequest, _contact),
        "call_back": StoreVerb(data.CallOfRequest, _call_back),
        "close": StoreVerb(data.CloseRequest, _close),
        "start_order": StoreVerb(data.OfRequest, _start_order),
    },
    "target": {
        "save": StoreVerb(data.SaveTarget, _save_target),
        "set_day": StoreVerb(DayHours, sla.set_day),
        "drop_day": StoreVerb(data.OfDay, _drop_day),
        "escalate": StoreVerb(NoData, _escalate),
    },
    "call": {
        "finish": StoreVerb(data.FinishCall, _finish_call),
        "postpone": StoreVerb(data.PostponeCall, _postpone),
    },
    "message": {
        "write": StoreVerb(NoData, _write),
        "send": StoreVerb(data.SendMessage, _send),
        "drop": StoreVerb(data.DropMessage, _drop),
    },
    "unclaimed": {},
}
