"""Checks of what is around orders: places, loaners, warnings, service requests, kept files."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from workstation import clock, files
from workstation.documents.loaners import LoanerState
from workstation.documents.unclaimed import NoticeWay
from workstation.i18n import tr
from workstation.models import (
    Approval,
    Disposal,
    Loan,
    Loaner,
    LoanerPhoto,
    ModelDocument,
    Place,
    PlaceMove,
    RequestFile,
    ServiceRequest,
    UnclaimedNotice,
    WorkOrder,
)
from workstation.queries.law import read_law
from workstation.rules.unclaimed import acts_from
from workstation.services import numbering
from workstation.services.checks_base import BATCH, Check, Findings
from workstation.services.checks_orders import count_of
from workstation.statuses import OrderStatus

_orders = WorkOrder.__table__
_places = Place.__table__
_moves = PlaceMove.__table__
_loaners = Loaner.__table__
_loans = Loan.__table__
_photos = LoanerPhoto.__table__
_approvals = Approval.__table__
_notices = UnclaimedNotice.__table__
_disposals = Disposal.__table__
_requests = ServiceRequest.__table__
_files = RequestFile.__table__
_documents = ModelDocument.__table__


def check_places(session: Session) -> Findings:
    """A device has one place, of its own branch; its moves follow one another and end where it stands."""
    return count_of(session, _orders), _place_problems(session)


def _place_problems(session: Session) -> Iterator[str]:
    strange = (
        select(_orders.c.number)
        .join(_places, _places.c.id == _orders.c.place_id)
        .where(_places.c.branch_id != _orders.c.branch_id)
    )
    for number in session.execute(strange).scalars():
        yield tr("Заказ {number}: место другого филиала", number=number)
    query = (
        select(_orders.c.number, _orders.c.place_id, _moves)
        .join(_orders, _orders.c.id == _moves.c.order_id)
        .order_by(_moves.c.order_id, _moves.c.id)
    )
    last: dict[int, tuple[str, int, int | None]] = {}
    for row in session.execute(query.execution_options(yield_per=BATCH)):
        known = last.get(row.order_id)
        if known is not None and row.from_place_id != known[1]:
            yield tr("Заказ {number}: перемещения не сходятся", number=row.number)
        last[row.order_id] = (row.number, row.place_id_1, row.place_id)
    for number, moved_to, stands in last.values():
        if moved_to != stands:
            yield tr("Заказ {number}: последнее перемещение не туда, где изделие", number=number)


def check_loaners(session: Session) -> Findings:
    """A loaner is with one customer at most, and its state says so; no order is closed without a word."""
    return count_of(session, _loaners), _loaner_problems(session)


def _loaner_problems(session: Session) -> Iterator[str]:
    out = (
        select(_loans.c.loaner_id, func.count().label("out"))
        .where(_loans.c.returned_at.is_(None))
        .group_by(_loans.c.loaner_id)
        .subquery()
    )
    query = select(_loaners.c.inventory_number, _loaners.c.state, out.c.out).outerjoin(
        out, out.c.loaner_id == _loaners.c.id
    )
    for row in session.execute(query):
        if (row.state == LoanerState.LENT.value) != (row.out == 1) or (row.out or 0) > 1:
            yield tr("Подменное изделие {loaner}: состояние не сходится", loaner=row.inventory_number)
    silent = (
        select(_orders.c.number)
        .join(_loans, _loans.c.order_id == _orders.c.id)
        .where(_orders.c.closed_at.is_not(None), _loans.c.returned_at.is_(None), _loans.c.word.is_(None))
    )
    for number in session.execute(silent).scalars():
        yield tr("Заказ {number} закрыт, а о подменном изделии ни слова", number=number)


def check_unclaimed(session: Session) -> Findings:
    """A letter has its postal number; nothing was sold or disposed of before the warning's two months."""
    return count_of(session, _notices), _unclaimed_problems(session)


def _unclaimed_problems(session: Session) -> Iterator[str]:
    bare = (
        select(_orders.c.number)
        .join(_notices, _notices.c.order_id == _orders.c.id)
        .where(
            or_(
                and_(_notices.c.way == NoticeWay.POST.value, _notices.c.rpo_number.is_(None)),
                _notices.c.delivered_on < _notices.c.sent_on,
            )
        )
    )
    for number in session.execute(bare).scalars():
        yield tr("Заказ {number}: предупреждение без номера письма или вручено до отправки", number=number)
    law = read_law(session).law
    decided = (
        select(_orders.c.number, _orders.c.status, _notices.c.delivered_on, _disposals.c.made_at)
        .join(_disposals, _disposals.c.order_id == _orders.c.id)
        .join(_notices, _notices.c.id == _disposals.c.notice_id)
    )
    for row in session.execute(decided):
        made_on = clock.local(row.made_at).date()
        early = row.delivered_on is None or made_on < acts_from(row.delivered_on, law)
        if early or row.status != OrderStatus.UNCLAIMED.value:
            yield tr("Заказ {number}: изделием распорядились раньше срока", number=row.number)


def check_approvals(session: Session) -> Findings:
    """Of each order at most one question waits for its answer, and an answer tells when and how."""
    twice = (
        select(_orders.c.number)
        .join(_approvals, _approvals.c.order_id == _orders.c.id)
        .where(_approvals.c.answer.is_(None))
        .group_by(_orders.c.id, _orders.c.number)
        .having(func.count() > 1)
    )
    half = (
        select(_orders.c.number)
        .join(_approvals, _approvals.c.order_id == _orders.c.id)
        .where(
            _approvals.c.answer.is_not(None),
            or_(_approvals.c.answered_at.is_(None), _approvals.c.way.is_(None)),
        )
    )
    problems = [
        tr("Заказ {number}: вопросы заказчику не сходятся", number=number)
        for query in (twice, half)
        for number in session.execute(query).scalars()
    ]
    return count_of(session, _approvals), problems


def check_requests(session: Session) -> Findings:
    """Service requests are numbered without a gap, and an order made of one closes it."""
    return count_of(session, _requests), _request_problems(session)


def _request_problems(session: Session) -> Iterator[str]:
    query = select(_requests.c.branch_id, _requests.c.number, _requests.c.order_id, _requests.c.closed_at)
    seen: dict[tuple[int, str, int], set[int]] = {}
    for row in session.execute(query):
        series, year = request_series_of(row.number)
        seen.setdefault((row.branch_id, series, year), set()).add(int(row.number.rsplit("-", 1)[1]))
        if row.order_id is not None and row.closed_at is None:
            yield tr("Обращение {number}: заказ сделан, а оно открыто", number=row.number)
    for (_branch, series, year), numbers in seen.items():
        if numbers != set(range(1, len(numbers) + 1)):
            first = numbering.show(series, year, 1)
            yield tr("Номера обращений идут с пропуском, начиная с {number}", number=first)


def check_kept_files(session: Session) -> Findings:
    """Each photo of a loaner, file of a request and document of a model lies in the store whole."""
    folder = session.info["folder"]
    named = [
        (row.sha256, row.name)
        for digest, name in (
            (_photos.c.sha256, _photos.c.file_name),
            (_files.c.sha256, _files.c.file_name),
            (_documents.c.sha256, _documents.c.title),
        )
        for row in session.execute(select(digest, name.label("name")).where(digest.is_not(None)))
    ]
    return len(named), [
        tr("Файл «{file}» пропал или испорчен", file=name)
        for digest, name in named
        if not files.is_whole(folder, digest)
    ]


def request_series(session: Session) -> set[tuple[int, str, int]]:
    """Branch, series and year of the numbers of service requests."""
    rows = session.execute(select(_requests.c.branch_id, _requests.c.number))
    return {(row.branch_id, *request_series_of(row.number)) for row in rows}


def request_series_of(number: str) -> tuple[str, int]:
    """Series and year of a number."""
    series, year, _seq = number.rsplit("-", 2)
    return series, int(year)


CHECKS: dict[str, Check] = {
    "places": check_places,
    "loaners": check_loaners,
    "unclaimed": check_unclaimed,
    "approvals": check_approvals,
    "requests": check_requests,
    "kept_files": check_kept_files,
}
