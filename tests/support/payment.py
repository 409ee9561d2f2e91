"""A payment code read as a bank's program reads it, apart from what writes it."""

from __future__ import annotations

import re

_HEAD = re.compile(r"ST0001[123]")
_DIGIT = 7


def read_payment(text: str) -> dict[str, str]:
    """Pairs by their keys in small letters; the character after the digit is the separator."""
    assert _HEAD.match(text), text
    separator = text[_DIGIT]
    pairs = text[_DIGIT + 1 :].removesuffix(separator).split(separator)
    found: dict[str, str] = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        assert sign, pair
        assert key.isascii(), key
        assert key.lower() not in found, key
        found[key.lower()] = value
    return found
