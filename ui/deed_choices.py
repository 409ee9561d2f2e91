"""What the fields of a verb are chosen from, where that is in the base: people, places, loaners, states."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ui.widgets.popup import PopupRow
from workstation import clock
from workstation.documents.loaners import FundFilter, LoanerState
from workstation.queries.bench_help import list_technicians
from workstation.queries.loaners import list_loaners, list_loans
from workstation.queries.people import list_users
from workstation.queries.places import list_places
from workstation.queries.states import list_states
from workstation.statuses import WAITING

if TYPE_CHECKING:
    from workstation.documents.orders import OrderView

Rows = Sequence[PopupRow]


def choices(session: Any, verbs: Sequence[str], view: OrderView) -> Mapping[str, Mapping[str, Rows]]:
    """The rows of each field of each verb that has any."""
    return {verb: {name: rows(session, view) for name, rows in _OF.get(verb, {}).items()} for verb in verbs}


def beginnings(session: Any, verbs: Sequence[str], view: OrderView) -> Mapping[str, Mapping[str, Any]]:
    """What fields begin with: of a loaner that comes back, all that went out with it."""
    if "take_back" not in verbs:
        return {}
    out = [loan for loan in list_loans(session, view.id) if loan.is_out]
    return {"take_back": {"accessories": out[-1].accessories_out}} if out else {}


def _technicians(session: Any, view: OrderView) -> Rows:
    found = list_technicians(session, view.id, clock.today())
    return [PopupRow(one.login, one.name, right=str(one.open_count)) for one in found]


def _people(session: Any, _view: OrderView) -> Rows:
    return [PopupRow(one.login, one.name) for one in list_users(session, active_only=True)]


def _places(session: Any, _view: OrderView) -> Rows:
    return [PopupRow(one.name, one.name, right=one.kind.label) for one in list_places(session)]


def _loaners(session: Any, _view: OrderView) -> Rows:
    free = list_loaners(session, FundFilter(states=(LoanerState.FREE,)))
    return [PopupRow(one.code, one.title, right=one.data.inventory_number) for one in free]


def _states(session: Any, _view: OrderView) -> Rows:
    own = [one for one in list_states(session) if one.is_own and one.is_active and one.status in WAITING]
    return [PopupRow(one.code, one.name) for one in own]


_OF: dict[str, dict[str, Callable[[Any, OrderView], Rows]]] = {
    "assign": {"technician": _technicians},
    "call_back": {"person": _people},
    "move_to": {"place": _places},
    "lend": {"loaner": _loaners},
    "wait_for": {"state": _states},
}
