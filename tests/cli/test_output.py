"""What the command line prints of the program's own values."""

from __future__ import annotations

from decimal import Decimal

from workstation.cli.output import plain
from workstation.documents.deeds import Measurement
from workstation.statuses import PartSource


def test_a_measured_value_is_printed_as_it_was_written() -> None:
    measured = Measurement("Сопротивление изоляции", Decimal("12.40"), "МОм")
    assert plain(measured) == {
        "name": "Сопротивление изоляции", "value": "12.40", "unit": "МОм", "least": None, "most": None,
    }  # fmt: skip
    assert plain({"source": PartSource.STOCK}) == {"source": "stock"}
