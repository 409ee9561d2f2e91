"""Time in tests stands still unless a test is marked `real_clock`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from workstation import clock

MOMENT = datetime.fromisoformat("2026-05-22T10:00:00+03:00")


@pytest.fixture(autouse=True)
def frozen_clock(request: pytest.FixtureRequest) -> Iterator[datetime]:
    """The moment at which the program's clock stands during the test; the zone is the default one."""
    if request.node.get_closest_marker("real_clock"):
        yield clock.now()
        return
    clock.set_zone(clock.DEFAULT_ZONE)
    with clock.standing_at(MOMENT):
        yield MOMENT
    clock.set_zone(clock.DEFAULT_ZONE)
