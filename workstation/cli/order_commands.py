"""Commands about orders: intake, find, order, paper."""

from __future__ import annotations

import uuid
from argparse import Namespace
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from printing import render
from printing.registry import TEMPLATES
from workstation import clock, files
from workstation.cli.connect import Connection, connected
from workstation.cli.output import Outcome, read_input
from workstation.documents.conclusions import pictures_of
from workstation.documents.intake import Accepted, IntakeData, Photo
from workstation.documents.orders import OrderView
from workstation.documents.papers import Paper, PrintStamp
from workstation.errors import ErrorList, UserError
from workstation.exchange.intake_file import IntakeFile, read_intake
from workstation.files import write_beside
from workstation.queries import money, order_view, orders, payments
from workstation.queries.part_requests import list_requests
from workstation.rules import intake as rules
from workstation.services import intake as intakes
from workstation.services import papers
from workstation.services.rights import require
from workstation.settings import Settings, passport_prints
from workstation.statuses import DocumentKind

KINDS = {
    "act": DocumentKind.ACCEPTANCE_ACT,
    "label": DocumentKind.DEVICE_LABEL,
    "passport": DocumentKind.EQUIPMENT_PASSPORT,
    "consent": DocumentKind.PERSONAL_DATA_CONSENT,
    "advertising": DocumentKind.ADVERTISING_CONSENT,
    **{kind.value: kind for kind in DocumentKind},
}
_PICTURES = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG": "image/png",
    b"RIFF": "image/webp",
    b"GIF8": "image/gif",
}


def intake(arguments: Namespace) -> Outcome:
    """One intake from a file, with its papers as PDF where they are asked for."""
    read = read_intake(read_input(arguments.file), arguments.request_id or str(uuid.uuid4()))
    with connected(arguments) as place:
        data = _with_photos(place, read, Path(arguments.file).parent)
        wanted = {KINDS[name]: getattr(arguments, name) for name in ("act", "label", "passport")}
        kinds = [kind for kind, path in wanted.items() if path]

        def work(session: Any) -> tuple[Accepted, OrderView, dict[DocumentKind, tuple[Paper, PrintStamp]]]:
            made = intakes.accept(session, data, place.actor, to_queue=False)
            order = made.orders[0]
            prints = {kind: papers.print_of(session, place.actor, order.id, kind) for kind in kinds}
            return made, order_view.get_order_by_id(session, order.id), prints

        (made, view, prints), _changed = place.database.run(work, write=True)
        for kind, (paper, stamp) in prints.items():
            write_beside(Path(wanted[kind]), _draw(place, kind, paper, stamp))
    return Outcome(_taken(made, view))


def find(arguments: Namespace) -> Outcome:
    """The same search as the window's."""
    with connected(arguments) as place:
        require(place.actor, "orders.read")
        with place.database.begin() as session:
            return Outcome(orders.find_orders(session, arguments.text, arguments.limit))


def order(arguments: Namespace) -> Outcome:
    """Everything about one order."""
    with connected(arguments) as place:
        require(place.actor, "orders.read")
        with place.database.begin() as session:
            view = order_view.get_order(session, arguments.number)
            wanted = list_requests(session, place.actor.branch_id, order_id=view.id, states=())
            paid = _money(session, place.actor.branch_id, view.id)
            return Outcome({**_whole(view), "part_requests": wanted, **paid})


def paper(arguments: Namespace) -> Outcome:
    """A paper of an order as PDF: the issued one, or issued now; a second print is a copy."""
    kind = KINDS.get(arguments.kind)
    if kind is None:
        raise UserError("paper_kind_unknown", "kind", kind=arguments.kind, kinds=", ".join(KINDS))
    if arguments.page and arguments.page not in TEMPLATES[kind].pages:
        raise UserError(
            "paper_page_unknown", "page", page=arguments.page, pages=", ".join(TEMPLATES[kind].pages)
        )
    with connected(arguments) as place:

        def work(session: Any) -> tuple[Paper, PrintStamp]:
            order_id = order_view.order_id_of(session, arguments.number)
            return papers.print_of(session, place.actor, order_id, kind)

        (content, stamp), _changed = place.database.run(work, write=True)
        write_beside(Path(arguments.pdf), _draw(place, kind, content, stamp, arguments.page))
    return Outcome({"order": arguments.number, "kind": kind, "file": arguments.pdf, "copy": stamp.copy})


def _whole(view: OrderView) -> dict[str, Any]:
    """The order as one document: what the bench did stands beside the rest."""
    shown: dict[str, Any] = {field.name: getattr(view, field.name) for field in fields(view)}
    bench = shown.pop("bench")
    return {**shown, **{field.name: getattr(bench, field.name) for field in fields(bench)}}


def _money(session: Any, branch_id: int, order_id: int) -> dict[str, Any]:
    """How the order stands with money: its lines with their sums, estimates, invoices, payments."""
    found = money.get_order_money(session, order_id)
    shown: dict[str, Any] = {field.name: getattr(found, field.name) for field in fields(found)}
    lines = [
        {**{field.name: getattr(line, field.name) for field in fields(line)}, "total": line.total}
        for line in found.lines
    ]
    sums = {"balance": found.balance, "may_spend": found.may_spend, "is_over": found.is_over}
    return {
        "money": {**shown, "lines": lines, **sums},
        "estimates": money.list_estimates(session, order_id),
        "invoices": money.list_invoices(session, branch_id, order_id=order_id),
        "payments": payments.list_payments(session, branch_id, order_id=order_id),
    }


def _with_photos(place: Connection, read: IntakeFile, folder: Path) -> IntakeData:
    """The intake with its photos in the store; a wrong intake stores none.

    Raises ErrorList, UserError `photo_unreadable`.
    """
    errors = rules.check(read.data, clock.today()).errors
    if errors:
        raise ErrorList(errors)
    found = [read_picture(folder / name, f"photos.{index}") for index, name in enumerate(read.photos)]
    photos = tuple(
        Photo(files.keep(place.database.folder, data), len(data), media_type, Path(name).name)
        for name, (data, media_type) in zip(read.photos, found, strict=True)
    )
    return replace(read.data, items=(replace(read.data.items[0], photos=photos),))


def read_picture(path: Path, field: str) -> tuple[bytes, str]:
    """A picture and its type by its first bytes; raises UserError `photo_unreadable`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError("photo_unreadable", field, file=path.name) from error
    media_type = next((name for head, name in _PICTURES.items() if data.startswith(head)), None)
    if media_type is None:
        raise UserError("photo_unreadable", field, file=path.name)
    return data, media_type


def _draw(
    place: Connection, kind: DocumentKind, content: Paper, stamp: PrintStamp, page: str | None = None
) -> bytes:
    """The PDF of a paper in the size that the settings say."""
    assets = files.load_whole(place.database.folder, pictures_of(content))
    return render(content, stamp, page=page or _page(place.settings, kind), assets=assets)


def _page(settings: Settings, kind: DocumentKind) -> str | None:
    if kind is DocumentKind.EQUIPMENT_PASSPORT:
        return passport_prints(settings["intake.passport_page"])[0][1]
    keys = {
        DocumentKind.ACCEPTANCE_ACT: "intake.act_page",
        DocumentKind.DEVICE_LABEL: "intake.label_size",
    }
    return settings[keys[kind]] if kind in keys else None


def _taken(made: Accepted, view: OrderView) -> dict[str, Any]:
    """What `intake` prints of the order it made."""
    kept = view.verdict or {}
    verdict = dict(kept.get("verdict") or {})
    clocks = verdict.pop("clocks", [])
    first = made.orders[0]
    return {
        "order": view.number,
        "id": view.id,
        "repeated": made.repeated,
        "device": view.device,
        "customer": view.customer,
        "warranty": {**(kept.get("status") or {}), **verdict},
        "clocks": clocks,
        "due_on": view.due_on,
        "legal_until": view.legal_until,
        "repeat_of": view.repeat_of,
        "warnings": first.warnings,
        "documents": view.papers,
    }
