"""One mover of the race: waits for the start, moves an order, prints what it was told as JSON.

race_moves.py ADDRESS ORDER_ID USER_ID VERB START_FILE [VERSION]
"""

from __future__ import annotations

import json
import sys
import time
from functools import partial
from pathlib import Path

from workstation import messages
from workstation.db import open_database
from workstation.documents.deeds import NoteData
from workstation.errors import WorkstationError
from workstation.services import deeds
from workstation.services.seating import actor_for


def main() -> None:
    """Move once, as one technician."""
    address, order, user, verb, start, *version = sys.argv[1:]
    database = open_database(address)
    with database.begin(write=True) as session:
        actor = actor_for(session, int(user), "гонка")
    Path(f"{start}.{user}").touch()
    while not Path(start).exists():
        time.sleep(0.001)
    known = int(version[0]) if version else None
    try:
        work = partial(deeds.do, actor=actor, order_id=int(order), name=verb, data=NoteData(), version=known)
        database.run(work, write=True)
        told = {"won": True}
    except WorkstationError as error:
        told = {"won": False, "code": error.code, "text": messages.text(error)}
    database.close()
    sys.stdout.write(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
