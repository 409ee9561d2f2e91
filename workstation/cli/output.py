"""What the command line gives out: one JSON document, and files that appear only when they are whole."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, IntEnum
from pathlib import Path
from typing import Any

from workstation import clock, money
from workstation.errors import UserError

_MONEY = frozenset(
    {
        "a_day",
        "agreed",
        "amount",
        "approval_limit",
        "balance",
        "came",
        "cost",
        "cost_after",
        "cost_before",
        "debt",
        "declared_value",
        "discount",
        "exposure",
        "left",
        "limit",
        "may_spend",
        "offset",
        "others_total",
        "owed",
        "paid",
        "prepaid",
        "prepayment",
        "price",
        "price_paid",
        "purchase_price",
        "receipt_amount",
        "refunded",
        "returned",
        "sale_price",
        "storage_fee",
        "to_pay",
        "total",
        "value",
        "vat",
    }
)
"""Fields that hold kopecks inside the program and are strings of roubles outside."""


class Exit(IntEnum):
    """Exit codes: a public interface."""

    DONE = 0
    BUG = 1
    FORBIDDEN = 2
    CONFLICT = 3
    STORAGE = 4
    ACCESS = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command prints and how it ends; None prints nothing."""

    document: Any
    code: int = Exit.DONE


def plain(value: Any, name: str = "") -> Any:
    """A frozen document as JSON values: sums and decimals as text, dates ISO, moments local."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name), field.name) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(one, str(key)) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one, name) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal | datetime | date):
        return _text(value)
    if isinstance(value, int) and not isinstance(value, bool) and name in _MONEY:
        return money.to_json(value)
    return value


def _text(value: Decimal | datetime | date) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return clock.local(value).isoformat() if isinstance(value, datetime) else value.isoformat()


def show(document: Any) -> None:
    """Print the one document of a command; a reader that has gone (`| head`) is no error."""
    try:
        print(json.dumps(plain(document), ensure_ascii=False, indent=2), flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(text: str) -> None:
    """Say something to the person; the document stays alone on standard output."""
    print(text, file=sys.stderr, flush=True)


def read_input(name: str) -> bytes:
    """The bytes of a file argument, `-` being standard input; raises UserError `file_unreadable`."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise UserError("file_unreadable", None, path=name, details=error.strerror) from error
