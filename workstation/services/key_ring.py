"""The base's keys on other computers, and public keys between centres."""

from __future__ import annotations

import base64
import binascii
import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation import sealing
from workstation.documents.people import Actor
from workstation.errors import UserError
from workstation.models import SettingValue, TrustedKey
from workstation.services import journal, passports
from workstation.services.rights import require

_trusted = TrustedKey.__table__
_settings = SettingValue.__table__


def public_key_file(session: Session) -> bytes:
    """The centre's public key as a file for other centres: its name, short name of the key, the key."""
    row = session.execute(select(_trusted).where(_trusted.c.is_own)).mappings().one()
    details = session.execute(select(_settings.c.value).where(_settings.c.key == "centre.details")).scalar()
    owner = json.loads(details).get("name", "") if details else ""
    key = base64.b64encode(row["public_key"]).decode()
    return json.dumps({"owner": owner, "kid": row["kid"], "public_key": key}, ensure_ascii=False).encode()


def trust_file(session: Session, actor: Actor, content: bytes, owner: str | None = None) -> tuple[str, str]:
    """Take in another centre's key file; gives the key's short name and its owner.

    Raises UserError `key_bad`: no such file, or one whose short name does not fit its key.
    """
    try:
        found = json.loads(content)
        key = base64.b64decode(found["public_key"], validate=True)
        named = str(found["kid"])
        whose = owner or str(found.get("owner") or "")
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise UserError("key_bad", "file") from error
    if sealing.key_id(key).hex() != named:
        raise UserError("key_bad", "file")
    return passports.trust_key(session, actor, key, whose), whose


def export_keyring(session: Session, actor: Actor) -> bytes:
    """The keys of this base for another computer that works with it; raises UserError `keyring_missing`.

    Whoever has this file can sign passports and open unlock codes: it goes by hand, never by mail.
    """
    require(actor, "passport.trust_key")
    ring = sealing.read_keyring(session.info["folder"])
    if ring is None:
        raise UserError("keyring_missing", None)
    kid = sealing.key_id(ring.public).hex()
    journal.record(session, actor, "keys.export", "key", int(kid, 16), body={"kid": kid})
    return sealing.keyring_path(session.info["folder"]).read_bytes()


def import_keyring(session: Session, actor: Actor, content: bytes) -> str:
    """Keep the base's keys on this computer; gives their short name.

    Raises UserError `key_bad`, `keyring_foreign` (keys of another base), `keyring_exists`.
    """
    require(actor, "passport.trust_key")
    try:
        found = json.loads(content)
        ring = sealing.Keyring(base64.b64decode(found["signing"]), base64.b64decode(found["secrets"]))
        kid = sealing.key_id(ring.public).hex()
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise UserError("key_bad", "file") from error
    own = session.execute(select(_trusted.c.kid).where(_trusted.c.is_own)).scalars().all()
    if kid not in own:
        raise UserError("keyring_foreign", "file")
    if sealing.read_keyring(session.info["folder"]) is not None:
        raise UserError("keyring_exists", "file")
    journal.record(session, actor, "keys.import", "key", int(kid, 16), body={"kid": kid})
    sealing.write_keyring(session.info["folder"], ring)
    return kid
