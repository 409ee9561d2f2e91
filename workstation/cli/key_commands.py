"""Commands about keys and passports: key, passport-check."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from workstation.cli.connect import connected
from workstation.cli.output import Outcome, read_input
from workstation.files import write_beside
from workstation.services import key_ring, passports
from workstation.services.rights import require

OWNER_ONLY = 0o600


def key(arguments: Namespace) -> Outcome:
    """Public keys between centres, the base's own keys between its computers."""
    return {"public": _public, "trust": _trust, "export": _export, "import": _import}[arguments.action](
        arguments
    )


def passport_check(arguments: Namespace) -> Outcome:
    """Whether a passport's code is genuine, by the keys this centre has."""
    with connected(arguments) as place:
        require(place.actor, "orders.read")
        with place.database.begin() as session:
            found = passports.check_passport(session, arguments.text)
    return Outcome(found)


def _public(arguments: Namespace) -> Outcome:
    with connected(arguments) as place, place.database.begin() as session:
        content = key_ring.public_key_file(session)
    if arguments.file:
        write_beside(Path(arguments.file), content)
        return Outcome({"file": arguments.file})
    return Outcome(json.loads(content))


def _trust(arguments: Namespace) -> Outcome:
    content = read_input(arguments.file)
    with connected(arguments) as place:
        (kid, owner), _changed = place.database.run(
            lambda session: key_ring.trust_file(session, place.actor, content, arguments.owner), write=True
        )
    return Outcome({"kid": kid, "owner": owner})


def _export(arguments: Namespace) -> Outcome:
    with connected(arguments) as place:
        content, _changed = place.database.run(
            lambda session: key_ring.export_keyring(session, place.actor), write=True
        )
    write_beside(Path(arguments.file), content, OWNER_ONLY)
    return Outcome({"file": arguments.file})


def _import(arguments: Namespace) -> Outcome:
    content = read_input(arguments.file)
    with connected(arguments) as place:
        kid, _changed = place.database.run(
            lambda session: key_ring.import_keyring(session, place.actor, content), write=True
        )
    return Outcome({"kid": kid})
