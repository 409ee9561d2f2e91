"""Parts for the tests of screens: the dress, a base that is set up, a counter on it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.forms.intake_desk import Counter, Make
from tests.support.intakes import ready
from ui import theme
from workstation.db import Database
from workstation.documents.people import Actor


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    """As in the program, rubbish is collected in the GUI thread only: a worker would destroy widgets."""
    theme.apply(qapp, "light")
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def actor(sqlite_database: Database) -> Actor:
    """The first administrator of a base that is set up."""
    return ready(sqlite_database)


@pytest.fixture
def open_counter(qtbot: Any, sqlite_database: Database, actor: Actor) -> Iterator[Make]:
    """Opens a window with the intake on the base; more than one is a second start of the program."""
    made: list[Counter] = []

    def make() -> Counter:
        made.append(Counter(qtbot, sqlite_database, actor))
        return made[-1]

    yield make
    for counter in made:
        counter.close()


@pytest.fixture
def counter(open_counter: Make) -> Counter:
    """One window with the intake."""
    return open_counter()
