"""What this computer remembers of a base between starts, so that the first paint is right before it is open.

Nothing of the trade stands here: theme, language, who was at the desk, what was typed in the first set-up
(never a password). A file that cannot be read is as good as none.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from workstation.paths import data_dir

FILE = "window.json"


def recall(address: str) -> dict[str, Any]:
    """What is remembered of the base at an address; empty when nothing is."""
    found = _read().get(address)
    return found if isinstance(found, dict) else {}


def remember(address: str, **facts: Any) -> None:
    """Keep facts of a base; None forgets one. A disk that refuses costs only the memory."""
    everything = _read()
    known = everything.get(address)
    merged = (known if isinstance(known, dict) else {}) | facts
    everything[address] = {key: value for key, value in merged.items() if value is not None}
    with suppress(OSError):
        _write(everything)


def _path() -> Path:
    return data_dir() / FILE


def _read() -> dict[str, Any]:
    try:
        found = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(everything: dict[str, Any]) -> None:
    """Beside, then renamed: a process killed in the middle leaves the older file whole."""
    target = _path()
    fresh = target.with_suffix(".new")
    fresh.write_text(json.dumps(everything, ensure_ascii=False, indent=1), encoding="utf-8")
    fresh.replace(target)
