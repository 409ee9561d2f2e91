"""The texts of the search tables and what people type, normalised the same way on both sides.

Numbers, serials and phones go in compact form, names and models as words; a query is split on blanks
and each piece is compacted. Neither side can hold `%` or `_`, so LIKE needs no ESCAPE, which would
switch the index off.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from workstation.rules.validators import compact, name_key, serial_key

SHORTEST_PIECE = 3
_WHOLE_PHONE = 11


@dataclass(frozen=True, slots=True)
class Query:
    """Pieces of a query that all must be found; `short` are those under three characters."""

    pieces: tuple[str, ...]
    short: tuple[str, ...] = ()


def document_text(
    *,
    number: str = "",
    names: Iterable[str] = (),
    phone: str = "",
    serials: Iterable[str] = (),
    words: Iterable[str] = (),
) -> str:
    """The text of one row of the search table.

    The order's `number`, the `phone` and `serials` (IMEI, ИНН too) are kept compact, `names` and `words`
    (brand, model) word by word. A serial with Cyrillic look-alikes is there in both spellings. A blank
    stands first and last, so that a whole word can be asked for.
    """
    parts = [compact(number), compact(phone)]
    for serial in serials:
        parts += [compact(serial), serial_key(serial).lower()]
    parts += [word for text in (*names, *words) for word in name_key(text).split()]
    return f" {' '.join(dict.fromkeys(filter(None, parts)))} "


def parse_query(text: str) -> Query:
    """Pieces of what was typed: `8 (912) 345` → `912`, `345` and the short `8`."""
    pieces = [piece for piece in map(compact, text.split()) if piece]
    if len(pieces) == 1 and _is_whole_phone(pieces[0]):
        pieces = [pieces[0][1:]]
    unique = dict.fromkeys(pieces)
    return Query(
        tuple(piece for piece in unique if len(piece) >= SHORTEST_PIECE),
        tuple(piece for piece in unique if len(piece) < SHORTEST_PIECE),
    )


def _is_whole_phone(piece: str) -> bool:
    return len(piece) == _WHOLE_PHONE and piece.isdigit() and piece[0] in "78"


def like_patterns(query: Query) -> tuple[str, ...]:
    """LIKE patterns that a row's text must all match; short pieces count as whole words, and only alone."""
    if query.pieces:
        return tuple(f"%{piece}%" for piece in query.pieces)
    return tuple(f"% {piece} %" for piece in query.short)


def part_text(number: str, name: str, brand: str, models: Iterable[str] = ()) -> str:
    """The text of a part's row: its number first, then the words of its name and brand, and models it fits.

    Everything is folded and Cyrillic look-alikes are Latin, so that it is found in either layout of the keys.
    """
    words = (number, *name.split(), *brand.split(), *models)
    return f" {' '.join(dict.fromkeys(filter(None, map(_folded, words))))} "


def part_patterns(text: str) -> tuple[str, ...]:
    """LIKE patterns that a part's text must all match.

    A piece with a digit may stand anywhere, one of letters begins a word, a single sign is a whole word.
    """
    found = []
    for piece in dict.fromkeys(filter(None, map(_folded, text.split()))):
        if len(piece) == 1:
            found.append(f"% {piece} %")
        elif len(piece) >= SHORTEST_PIECE and any(map(str.isdigit, piece)):
            found.append(f"%{piece}%")
        else:
            found.append(f"% {piece}%")
    return tuple(found)


def number_pattern(text: str) -> str:
    """The LIKE pattern of parts whose number begins with what was typed; empty for too few signs."""
    number = _folded(text)
    return f" {number}%" if len(number) >= SHORTEST_PIECE - 1 else ""


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return serial_key(compact(text)).lower()
