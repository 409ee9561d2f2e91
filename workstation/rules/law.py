"""Dated parameters of law and trade: the row is picked by the date of the event it rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from workstation.documents.warranty import LawParam

FALLBACK = {
    "REPAIR_MAX_DAYS": "45",
    "LOANER_DAYS": "3",
    "REPLACE_DAYS": "7",
    "REPLACE_WITH_CHECK_DAYS": "20",
    "MONEY_DAYS": "10",
    "ESSENTIAL_DAYS": "20",
    "LOSS_REPLACE_DAYS": "3",
    "TST_RETURN_DAYS": "15",
    "TST_IDLE_DAYS_PER_YEAR": "30",
    "NO_WARRANTY_YEARS": "2",
    "ESSENTIAL_FALLBACK_YEARS": "10",
    "EXTENSION_INCLUSIVE": "false",
    "PENALTY_GOODS_PCT": "1",
    "PENALTY_WORK_PCT": "3",
    "PENALTY_WORK_CAP": "price_of_work",
    "UNCLAIMED_MONTHS": "2",
    "VAT_BASE": "22",
    "VAT_USN_LOW": "5",
    "VAT_USN_HIGH": "7",
}
"""Values when no row is in force: a rule must have an answer even if a manager ended its row."""


class Law:
    """The rows in use, looked up by code and date."""

    def __init__(self, rows: Iterable[LawParam] = ()) -> None:
        self._rows: dict[str, list[LawParam]] = {}
        for row in rows:
            self._rows.setdefault(row.code, []).append(row)

    def row(self, code: str, on: date) -> LawParam | None:
        """The row in force on a day; of several the one that began last."""
        found = [
            row
            for row in self._rows.get(code, ())
            if (row.valid_from is None or row.valid_from <= on)
            and (row.valid_to is None or on <= row.valid_to)
        ]
        return max(found, key=lambda row: row.valid_from or date.min) if found else None

    def text(self, code: str, on: date) -> str | None:
        """The value in force on a day as text; None where neither a row nor a fallback knows it."""
        row = self.row(code, on)
        return row.value if row else FALLBACK.get(code)

    def whole(self, code: str, on: date) -> int:
        """A number of days or years in force on a day; raises KeyError for an unknown code."""
        return int(self._known(code, on))

    def percent(self, code: str, on: date) -> Decimal:
        """A percentage in force on a day; raises KeyError for an unknown code."""
        return Decimal(self._known(code, on))

    def flag(self, code: str, on: date) -> bool:
        """A yes or no in force on a day; an unknown code is a no."""
        return self.text(code, on) == "true"

    def _known(self, code: str, on: date) -> str:
        value = self.text(code, on)
        if value is None:
            raise KeyError(code)
        return value


DEFAULT_LAW = Law()
"""The law as far as the program knows it without a base."""
