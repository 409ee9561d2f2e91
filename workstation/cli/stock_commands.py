"""Commands of the store and of purchasing: what there is, and every verb with its data as JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from printing import code_labels
from printing.registry import LABEL_PAGES
from workstation import clock
from workstation.cli.connect import Connection
from workstation.cli.output import Outcome
from workstation.cli.verb_commands import Print, Read, run_group, word_of
from workstation.documents.codes import CodeKind
from workstation.documents.purchasing import OPEN_REQUESTS, PurchaseState
from workstation.errors import UserError
from workstation.exchange.purchase_file import purchase_csv, purchase_text
from workstation.files import write_beside
from workstation.queries import part_requests, parts, purchasing
from workstation.queries import stock as stocks
from workstation.queries.order_view import order_id_of
from workstation.queries.scan_codes import find_coded
from workstation.rules import codes
from workstation.services import store_papers
from workstation.services.store_deeds import PURCHASE, STOCK


def stock(arguments: Namespace) -> Outcome:
    """Parts and the store: a list, a card, or a verb."""
    return run_group(arguments, "stock.read", _STOCK_READS, STOCK, _STOCK_PRINTS)


def purchase(arguments: Namespace) -> Outcome:
    """Orders to suppliers: a list, one order, or a verb."""
    return run_group(arguments, "stock.read", _PURCHASE_READS, PURCHASE, _PURCHASE_PRINTS)


def _part_id(session: Any, arguments: Namespace) -> int:
    return parts.part_id_of(session, word_of(arguments), arguments.brand)


def _find(session: Any, place: Connection, arguments: Namespace) -> Any:
    return parts.find_parts(
        session,
        place.actor.branch_id,
        arguments.word or "",
        model=arguments.model,
        category=arguments.category,
        on=clock.today(),
        limit=arguments.limit,
    )


def _show(session: Any, place: Connection, arguments: Namespace) -> Any:
    part_id, branch_id = _part_id(session, arguments), place.actor.branch_id
    card = parts.get_part(session, branch_id, part_id, clock.today())
    waiting = part_requests.list_requests(session, branch_id, part_id=part_id)
    return {
        "part": card,
        "balances": stocks.list_balances(session, branch_id, part_id=part_id),
        "serials": stocks.list_serials(session, branch_id, part_id=part_id) if card.data.is_serial else [],
        "requests": waiting,
    }


def _moves(session: Any, place: Connection, arguments: Namespace) -> Any:
    """Movements of a part, or of an order."""
    branch_id, limit = place.actor.branch_id, arguments.limit
    if arguments.order:
        order_id = order_id_of(session, arguments.order)
        return stocks.list_movements(session, branch_id, order_id=order_id, limit=limit)
    part_id = _part_id(session, arguments)
    return stocks.list_movements(session, branch_id, part_id=part_id, limit=limit)


def _requests(session: Any, place: Connection, arguments: Namespace) -> Any:
    order_id = order_id_of(session, arguments.order) if arguments.order else None
    return part_requests.list_requests(
        session,
        place.actor.branch_id,
        order_id=order_id,
        states=() if arguments.all else OPEN_REQUESTS,
        limit=arguments.limit,
    )


def _old(session: Any, place: Connection, arguments: Namespace) -> Any:
    order_id = order_id_of(session, arguments.order) if arguments.order else None
    branch_id = place.actor.branch_id
    return stocks.list_old_parts(session, branch_id, order_id=order_id, open_only=not arguments.all)


def _cells(session: Any, place: Connection, arguments: Namespace) -> Any:
    """Labels of the cells as one PDF, a label a page; the sheet is no paper, nothing is numbered."""
    size = arguments.page or code_labels.USUAL
    if size not in LABEL_PAGES:
        raise UserError("paper_page_unknown", "page", page=size, pages=", ".join(LABEL_PAGES))
    found = stocks.list_places(session, place.actor.branch_id)
    labels = [codes.cell_label(row.bin_id, row.warehouse, row.bin) for row in found]
    write_beside(Path(word_of(arguments)), code_labels.draw(labels, size))
    return {"labels": len(labels), "file": arguments.word}


def _label(session: Any, place: Connection, arguments: Namespace) -> int:
    """The label of a part, or of a piece by its serial number or its code."""
    text = word_of(arguments)
    coded = find_coded(session, text) if codes.is_scan_code(text) else None
    if coded is not None and coded.kind is CodeKind.PIECE:
        return store_papers.issue_label(session, place.actor, coded.id)
    key = _part_id(session, arguments)
    if arguments.serial:
        branch_id = place.actor.branch_id
        found = stocks.list_serials(session, branch_id, part_id=key, serial=arguments.serial)
        if not found:
            raise UserError("serial_unknown", "serial", serial=arguments.serial)
        key = found[0].id
    return store_papers.issue_label(session, place.actor, key)


_STOCK_PRINTS: Mapping[str, Print] = {"label": _label}
_STOCK_READS: Mapping[str, Read] = {
    "find": _find,
    "show": _show,
    "moves": _moves,
    "requests": _requests,
    "arrived": lambda session, place, arguments: part_requests.list_arrived(
        session, place.actor.branch_id, arguments.limit
    ),
    "places": lambda session, place, _arguments: stocks.list_places(session, place.actor.branch_id),
    "balances": lambda session, place, _arguments: stocks.list_balances(session, place.actor.branch_id),
    "serial": lambda session, place, arguments: stocks.list_serials(
        session, place.actor.branch_id, serial=word_of(arguments)
    ),
    "old_parts": _old,
    "cells": _cells,
}


def _list(session: Any, place: Connection, arguments: Namespace) -> Any:
    branch_id, today, limit = place.actor.branch_id, clock.today(), arguments.limit
    if arguments.all:
        return purchasing.list_purchases(session, branch_id, today, tuple(PurchaseState), limit)
    return purchasing.list_purchases(session, branch_id, today, limit=limit)


def _one(session: Any, place: Connection, arguments: Namespace) -> Any:
    """One order; with `--out` also as a file for the supplier."""
    branch_id = place.actor.branch_id
    purchase_id = purchasing.purchase_id_of(session, branch_id, word_of(arguments))
    view = purchasing.get_purchase(session, branch_id, purchase_id)
    if arguments.out:
        path = Path(arguments.out)
        write_beside(path, purchase_csv(view) if path.suffix.lower() == ".csv" else purchase_text(view))
    return view


def _print(session: Any, place: Connection, arguments: Namespace) -> int:
    purchase_id = purchasing.purchase_id_of(session, place.actor.branch_id, word_of(arguments))
    return store_papers.issue_purchase(session, place.actor, purchase_id)


def _act(session: Any, place: Connection, arguments: Namespace) -> int:
    receipt_id = purchasing.receipt_id_of(session, place.actor.branch_id, word_of(arguments))
    return store_papers.issue_receipt(session, place.actor, receipt_id)


_PURCHASE_PRINTS: Mapping[str, Print] = {"print": _print, "act": _act}
_PURCHASE_READS: Mapping[str, Read] = {
    "list": _list,
    "show": _one,
    "suppliers": lambda session, _place, _arguments: purchasing.list_suppliers(session),
}
