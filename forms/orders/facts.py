"""What the card of an order says: parties, device, request, verdict, terms; sections of labelled facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ui.verdict import show_clocks
from ui.widgets.side_panel import Section
from workstation import clock
from workstation.documents.bench import LabourRow, OrderBench, PartRow
from workstation.documents.intake import Accessory, PurchaseDocuments, RequestData
from workstation.documents.order_rows import StatusRow
from workstation.documents.orders import OrderView
from workstation.i18n import tr
from workstation.money import format_roubles
from workstation.rules.order_words import day_month, term
from workstation.rules.wording import show_date
from workstation.statuses import DataBackup, PaperState, SealState

Fact = tuple[str, str | None]


def show_facts(section: Section, facts: Iterable[Fact]) -> None:
    """Fill a section with what is known; an empty fact is left out."""
    section.clear()
    for name, value in facts:
        if value:
            section.add_fact(name, value)


def party(view: OrderView, phone: str) -> list[Fact]:
    """Who brought the device; `phone` as this user may read it."""
    who = view.customer
    power = who.power_of_attorney
    return [
        (tr("Кто"), who.kind.label),
        (tr("Имя"), who.name),
        (tr("Телефон"), phone),
        (tr("Сообщать"), view.request.notify_by.label),
        (tr("Почта"), who.email),
        (tr("Адрес"), who.address),
        (tr("ИНН"), who.inn),
        (tr("КПП"), who.kpp),
        (tr("Принёс"), who.contact),
        (tr("Доверенность"), power and " ".join(filter(None, (power.number, _from(power.issued_on))))),
    ]


def device(view: OrderView) -> list[Fact]:
    """What was brought."""
    what = view.device
    return [
        (tr("Вид"), view.category),
        (tr("Модель"), " ".join(filter(None, (what.brand, what.model)))),
        (tr("Серийный"), what.serial_number),
        (tr("IMEI"), what.imei),
        (tr("Выпущено"), _day(what.produced_on)),
        (tr("Продано"), _day(what.sold_on)),
        (tr("Передано"), _day(what.delivered_on)),
        (tr("Продавец"), what.seller),
        (tr("Цена"), _sum(what.price_paid)),
    ]


def request(view: OrderView) -> list[Fact]:
    """What is wanted and what was agreed."""
    asked = view.request
    return [
        (tr("Недостаток"), asked.reported_fault),
        (tr("Вид"), f"{asked.kind.label}, {asked.demand.label.lower()}"),
        (tr("Предъявлено"), show_date(asked.demanded_on)),
        (tr("Условие"), _code(asked.condition_code, view.condition)),
        (tr("Симптом"), _code(asked.symptom_code, view.symptom)),
        (tr("Комплект"), ", ".join(map(_accessory, asked.accessories)) or tr("только изделие")),
        (tr("Внешний вид"), asked.appearance),
        (tr("Пломбы"), asked.seals.label if asked.seals is not SealState.NOT_CHECKED else None),
        (tr("Талон"), _paper(asked.documents.warranty_card, asked.documents.warranty_card_number)),
        (tr("Чек"), _receipt(asked.documents)),
        *agreed(asked),
    ]


def agreed(asked: RequestData) -> list[Fact]:
    """Terms of the agreement that were filled in."""
    kept = asked.data_backup is not DataBackup.NOT_APPLICABLE
    estimate, delivery = asked.estimate, asked.delivery
    return [
        (tr("Оценка"), _sum(asked.declared_value)),
        (tr("Аванс"), _sum(asked.prepayment)),
        (tr("Смета"), estimate and f"{estimate.kind.label.lower()}, {format_roubles(estimate.amount)}"),
        (tr("Без звонка"), asked.approval_limit and tr("до {sum}", sum=format_roubles(asked.approval_limit))),
        (tr("Доставка"), delivery and ", ".join(filter(None, (delivery.by.label, _sum(delivery.cost))))),
        (tr("Проверка"), tr("присутствует заказчик") if asked.wants_presence else None),
        (tr("Подменное"), tr("требует") if asked.wants_loaner else None),
        (tr("Данные"), asked.data_backup.label if kept else None),
        (tr("Место"), asked.place),
        (tr("Примечание"), asked.note),
    ]


def repair(bench: OrderBench | None) -> list[Fact]:
    """What the bench did: found, done, fitted, and how the device left."""
    if bench is None:
        return []
    found, given = bench.diagnosis, bench.handover
    works = "; ".join(_work(one) for one in bench.works)
    parts = "; ".join(_part(one) for one in bench.parts)
    return [
        (tr("Мастер"), bench.technician),
        (tr("Найдено"), found and f"{found.conclusion} ({found.nature.label.lower()})"),
        (tr("Работы"), works or None),
        (tr("Детали"), parts or None),
        (tr("Проверка"), tr("не пройдена: {n}", n=bench.failed_checks) if bench.failed_checks else None),
        (tr("Выдано"), given and f"{show_date(given.handed_on)}, {given.taken_by.label}"),
        (tr("Гарантия до"), _day(given.warranty_until) if given else None),
    ]


def _work(one: LabourRow) -> str:
    return f"{one.name}, {one.performer}"


def _part(one: PartRow) -> str:
    until = tr("гарантия до {day}", day=show_date(one.warranty_until)) if one.warranty_until else ""
    return ", ".join(filter(None, (f"{one.name} × {one.quantity}", until)))


def show_terms(section: Section, view: OrderView) -> None:
    """The agreed day, the clocks of the law that still run, and what a delay costs."""
    section.clear()
    if not view.status.is_open:
        return
    today = clock.today()
    if view.due_on is not None:
        words = term(view.status, view.due_on, today)
        section.add_clock(tr("Срок"), day_month(view.due_on, today), words.text, words.tone)
    show_clocks(section, view.clocks)


def show_moves(section: Section, history: Iterable[StatusRow]) -> None:
    """The moves of the order, the newest first."""
    section.clear()
    for move in reversed(tuple(history)):
        local = clock.local(move.changed_at)
        words = ", ".join(part for part in (move.face.label, move.user, move.reason) if part)
        section.add_fact(f"{day_month(local.date(), clock.today())}, {local:%H:%M}", words)


def _day(day: date | None) -> str | None:
    return show_date(day) if day else None


def _from(day: date | None) -> str | None:
    return tr("от {day}", day=show_date(day)) if day else None


def _sum(kopecks: int | None) -> str | None:
    return None if kopecks is None else format_roubles(kopecks)


def _code(code: str | None, text: str | None) -> str | None:
    return " ".join(filter(None, (code, text))) or None


def _accessory(one: Accessory) -> str:
    return f"{one.name} × {one.quantity}" if one.quantity != 1 else one.name


def _paper(state: PaperState, number: str | None) -> str:
    return ", ".join(filter(None, (state.label.lower(), number and f"№ {number}")))


def _receipt(papers: PurchaseDocuments) -> str:
    return ", ".join(
        filter(
            None,
            (
                _paper(papers.receipt, papers.receipt_number),
                _from(papers.receipt_on),
                _sum(papers.receipt_amount),
            ),
        )
    )
