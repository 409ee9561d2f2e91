"""The glance before the base is open: its statements are those of the queries, and brings nothing heavy."""

from __future__ import annotations

import re
import subprocess
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sqlalchemy import event

from tests.support.intakes import ready
from workstation.db import Database, stored_version
from workstation.queries import glance, orders
from workstation.queries.settings import load_settings
from workstation.services import seating

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"sqlalchemy", "alembic", "psycopg", "stdnum", "argon2", "cryptography", "reportlab", "PIL"}


def asked(database: Database) -> set[str]:
    """What SQLAlchemy sends when the same is asked in the ordinary way."""
    actor, found = ready(database), set()

    def keep(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        found.add(re.sub(r"IN \((\?, )*\?\)", "IN (?)", " ".join(statement.split())))

    event.listen(database.reader, "before_cursor_execute", keep)
    stored_version(database)
    with database.begin() as session:
        lone = seating.lone_administrator(session)
        assert lone is not None
        seating.actor_for(session, lone, actor.station)
        load_settings(session, actor.station_id, actor.user_id)
        orders.list_order_ids(session)
        orders.get_order_rows(session, [1, 2])
    return found


def test_its_statements_are_those_of_the_queries(sqlite_database: Database) -> None:
    own = {name: value for name, value in vars(glance).items() if str(value).startswith("SELECT ")}
    assert len(own) == 7
    wanted = asked(sqlite_database)
    wrong = [
        f"write into queries/glance.py: {name} = {get_close_matches(statement, wanted, cutoff=0)[:1]}"
        for name, statement in own.items()
        if re.sub(r"IN \((\?, )*\?\)", "IN (?)", statement) not in wanted
    ]
    assert wrong == []


def test_the_first_list_imports_no_heavy_package() -> None:
    code = (
        "import sys; from importlib import import_module; import forms, ui.session as session\n"
        "for name in (*session.FIRST, *forms.FIRST, forms.SEARCH.partition(':')[0]): import_module(name)\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    found = set(done.stdout.split())
    assert "sqlite3" in found
    assert not found & HEAVY
