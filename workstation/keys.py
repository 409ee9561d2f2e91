"""int64 keys made by the program: they rise with time and never meet those of another process.

Layout: 43 bits of milliseconds since 2020, 12 bits of node, 8 bits of counter. The node is taken from
a counter of the base by each process that writes (`workstation.db`), so two processes share one only
after 4,096 others have started in between.
"""

from __future__ import annotations

import os
import threading
import time

EPOCH_MS = 1_577_836_800_000
NODE_BITS = 12
COUNTER_BITS = 8
_NODES = 1 << NODE_BITS
_COUNTS = 1 << COUNTER_BITS


class _Maker:
    lock = threading.Lock()
    node: int | None = None
    last_ms = 0
    count = 0


def set_node(number: int) -> None:
    """Give this process its node; `number` is any rising counter of the base."""
    _Maker.node = number % _NODES


def forget_node() -> None:
    """A forked child is another process: it takes a node of its own before its first key."""
    _Maker.lock = threading.Lock()
    _Maker.node = None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=forget_node)


def has_node() -> bool:
    """Whether this process may make keys already."""
    return _Maker.node is not None


def new_key() -> int:
    """The next key of this process; raises RuntimeError before `set_node`."""
    with _Maker.lock:
        if _Maker.node is None:
            raise RuntimeError("a key was asked for before the process had a node")
        ms = max(int(time.time() * 1000) - EPOCH_MS, _Maker.last_ms)
        if ms == _Maker.last_ms:
            _Maker.count += 1
            if _Maker.count == _COUNTS:
                ms, _Maker.count = ms + 1, 0
        else:
            _Maker.count = 0
        _Maker.last_ms = ms
        return (ms << NODE_BITS | _Maker.node) << COUNTER_BITS | _Maker.count
