"""What the side panel of a handover says: the five facts of the law, the new terms, what stands beside."""

from __future__ import annotations

from datetime import date

from ui.widgets.side_panel import Section
from workstation import clock
from workstation.documents.bench import OrderBench
from workstation.documents.orders import OrderView
from workstation.i18n import tr
from workstation.rules.wording import show_date


def show_five(section: Section, view: OrderView, today: date, defects: str) -> None:
    """The five facts of ст. 20 п. 3 as the act will tell them; what is not known yet is amber."""
    section.clear()
    bench = view.bench
    repaired = clock.local(bench.repaired_at).date() if bench and bench.repaired_at else None
    facts = (
        (tr("Обращение"), show_date(view.request.demanded_on)),
        (tr("Передача"), show_date(clock.local(view.accepted_at).date())),
        (tr("Устранено"), _repaired(repaired, defects)),
        (tr("Детали"), _parts(bench)),
        (tr("Выдача"), show_date(today)),
    )
    for place, (name, value) in enumerate(facts, 1):
        section.add_fact(f"{place}. {name}", value or tr("не указано"), "" if value else "amber")


def show_terms(section: Section, bench: OrderBench | None) -> None:
    """Terms of the fitted parts, counted from today."""
    section.clear()
    for part in bench.parts if bench else ():
        if part.warranty_months:
            months = tr("{n} мес.", n=part.warranty_months)
            section.add_fact(months, part.name)


def described(view: OrderView) -> str:
    """What was wrong and what was done, as the diagnosis and the works tell it: a proposal for the act."""
    bench = view.bench
    if bench is None:
        return ""
    found = bench.diagnosis.conclusion.strip() if bench.diagnosis else ""
    works = ", ".join(work.name for work in bench.works)
    if not works:
        return found
    if found and found[-1] not in ".!?…":
        found += "."
    return " ".join(part for part in (found, tr("Выполнено: {works}.", works=works)) if part)


def _repaired(day: date | None, defects: str) -> str:
    if day is None or not defects:
        return ""
    return f"{show_date(day)}. {defects}"


def _parts(bench: OrderBench | None) -> str:
    parts = bench.parts if bench else ()
    names = [f"{part.name} — {part.quantity}" for part in parts]
    return "; ".join(names) or tr("не использовались")
