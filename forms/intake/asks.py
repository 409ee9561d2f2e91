"""What the intake asks of the base and of files: functions for the lanes of `ui.tasks`.

They import the heavy core when they run, in a worker: the screen is painted before that.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from workstation.documents.billing_rows import DebtRow
    from workstation.documents.intake import Accepted, CustomerData, IntakeData, IntakeItem
    from workstation.documents.notices import Notice
    from workstation.documents.orders import CustomerMatch, DeviceMatch, OrderView
    from workstation.documents.papers import AcceptanceAct
    from workstation.documents.people import Actor
    from workstation.documents.serials import ProductionGuess
    from workstation.queries.catalogues import CategoryRow, ChoiceRow
    from workstation.queries.drafts import DraftRow
    from workstation.services.assessment import Assessed


class Shelf(NamedTuple):
    """What the screen needs once: catalogues, the settings of printing, the folder of files."""

    categories: tuple[CategoryRow, ...]
    brands: tuple[str, ...]
    prints: tuple[tuple[str, str, str], ...]
    may_add: bool
    folder: Path


class Previewed(NamedTuple):
    """Acts that would be issued, the page they are set for, the folder of the base's files."""

    acts: tuple[AcceptanceAct, ...]
    page: str
    folder: Path


class Number(NamedTuple):
    """What a serial number says: when the device was probably made, and what is odd about it."""

    guess: ProductionGuess | None = None
    notices: tuple[Notice, ...] = ()


class Codes(NamedTuple):
    """Codes of IRIS in force for a brand, as (code, text)."""

    conditions: tuple[tuple[str, str], ...]
    symptoms: tuple[tuple[str, str], ...]


def load_shelf(session: Session, actor: Actor) -> Shelf:
    """Catalogues, and what F9 will print on which printer."""
    from workstation.queries.catalogues import list_brands, list_categories
    from workstation.queries.settings import load_settings
    from workstation.services.rights import may

    settings = load_settings(session, actor.station_id, actor.user_id)
    return Shelf(
        tuple(list_categories(session)),
        tuple(row.name for row in list_brands(session)),
        _prints(settings),
        may(actor, "catalogue.add"),
        Path(session.info["folder"]),
    )


def _prints(settings: Any) -> tuple[tuple[str, str, str], ...]:
    from workstation.i18n import tr

    paper, label = (_printer_name(settings[key]) for key in ("printer.paper", "printer.label"))
    copies = tr("Акт приёма-передачи, {copies} экз.", copies=settings["intake.act_copies"])
    lines = [("printer", copies, paper)] if settings["intake.act_copies"] else []
    if settings["intake.print_label"]:
        size = str(settings["intake.label_size"]).replace("x", "×")
        lines.append(("tag", tr("Ярлык {size}", size=size), label))
    if settings["intake.print_passport"]:
        lines.append(("file-text", tr("Паспорт оборудования"), paper))
    return tuple(lines)


def _printer_name(setting: dict[str, Any]) -> str:
    """The name people know a printer by: of a queue its name, of a folder its last part."""
    kind, _colon, name = str(setting.get("target", "")).partition(":")
    return Path(name).name if kind == "folder" else name


def choices(session: Session, category: str) -> tuple[ChoiceRow, ...]:
    """Chips of a category."""
    from workstation.queries.catalogues import list_choices

    return tuple(list_choices(session, category))


def models(session: Session, brand: str, category: str | None) -> tuple[str, ...]:
    """Names of the models of a brand in a category."""
    from workstation.queries.catalogues import list_models

    return tuple(row.name for row in list_models(session, brand, category, limit=500))


def codes(session: Session, brand: str) -> Codes:
    """IRIS for a brand."""
    from workstation import clock
    from workstation.queries.catalogues import list_iris

    def rows(kind: str) -> tuple[tuple[str, str], ...]:
        return tuple((row.code, row.text) for row in list_iris(session, kind, brand, clock.today()))

    return Codes(rows("condition"), rows("symptom"))


def customers(session: Session, text: str) -> list[CustomerMatch]:
    """Known customers that fit what is typed."""
    from workstation.queries.customers import find_customers

    return find_customers(session, text)


def customer(session: Session, customer_id: int) -> CustomerMatch | None:
    """A customer with the last orders."""
    from workstation.queries.customers import get_customer

    return get_customer(session, customer_id)


def debts(session: Session, actor: Actor, customer_id: int) -> tuple[DebtRow, ...]:
    """What a customer owes."""
    from workstation.queries.payments import list_debts

    return list_debts(session, actor.branch_id, customer_id=customer_id)


def devices(session: Session, number: str) -> list[DeviceMatch]:
    """Known devices of a serial number or IMEI."""
    from workstation.queries.devices import find_devices

    return find_devices(session, number)


def assess(session: Session, actor: Actor, customer: CustomerData, item: IntakeItem) -> Assessed | None:
    """The warranty verdict on what is typed so far."""
    from workstation.services.assessment import preview

    return preview(session, actor, customer, item)


def number(  # noqa: PLR0913 - what is typed about one device
    session: Session, brand: str, category: str | None, serial: str, by: date, scanned: str
) -> Number:
    """What a serial number says of the day of production, and warnings about it."""
    from workstation.queries.warranty import read_serial

    return Number(*read_serial(session, brand, category, serial, by, scanned=scanned or None))


def drafts(session: Session, form: str, actor: Actor) -> list[DraftRow]:
    """The user's drafts, newest first."""
    from workstation.queries.drafts import list_drafts

    return list_drafts(session, form, actor.user_id)


def save_draft(  # noqa: PLR0913
    session: Session,
    actor: Actor,
    form: str,
    body: dict[str, Any],
    draft_id: int | None,
    person_id: int | None,
) -> tuple[int, int]:
    """Keep a draft; one that comes after its visit was accepted is of no use and is not written."""
    from workstation.services.drafts import save_draft
    from workstation.services.intake import is_accepted

    if is_accepted(session, str(body.get("request_id"))):
        return draft_id or 0, person_id or 0
    return save_draft(session, actor, form, body, draft_id=draft_id, person_id=person_id)


def discard_draft(session: Session, actor: Actor, draft_id: int) -> None:
    """Throw a draft away."""
    from workstation.services.drafts import discard_draft

    discard_draft(session, actor, draft_id)


def accept(session: Session, data: IntakeData, actor: Actor) -> Accepted:
    """Take the devices in."""
    from workstation.services.intake import accept

    return accept(session, data, actor)


def order(session: Session, order_id: int) -> OrderView:
    """An accepted order, to be corrected."""
    from workstation.queries.order_view import get_order_by_id

    return get_order_by_id(session, order_id)


def correct(  # noqa: PLR0913
    session: Session, actor: Actor, order_id: int, customer: CustomerData, item: IntakeItem, version: int
) -> int:
    """Correct an accepted order."""
    from workstation.services.orders import correct

    return correct(session, actor, order_id, customer, item, version)


def preview(session: Session, data: IntakeData, actor: Actor) -> Previewed:
    """The acts that would be issued, and how they would be printed; writes nothing."""
    from workstation.queries.settings import load_settings
    from workstation.services.intake_preview import preview_acts

    page = load_settings(session, actor.station_id, actor.user_id)["intake.act_page"]
    return Previewed(tuple(preview_acts(session, data, actor)), str(page), Path(session.info["folder"]))


def add_category(session: Session, actor: Actor, name: str) -> str:
    """A kind of equipment of the centre's own; gives its code."""
    from workstation import keys
    from workstation.services.catalogues import add_category

    return add_category(session, actor, f"own_{keys.new_key()}", name)


def render(previewed: Previewed) -> bytes:
    """The pages of all the acts as the printer will get them, for the eye alone."""
    from printing.registry import render_acts
    from workstation import clock, files
    from workstation.documents.conclusions import pictures_of
    from workstation.documents.papers import PrintStamp

    acts = previewed.acts
    stamp = PrintStamp(printed_at=clock.now(), printed_by=acts[0].employee.short_name)
    assets = files.load_whole(previewed.folder, pictures_of(acts[0]))
    return render_acts(acts, stamp, page=previewed.page, assets=assets)
