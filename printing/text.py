"""Text for paper: what is drawn of what was typed, and how lines break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from printing.fonts import REPLACEMENT, Face, glyphs, widths

# Controls, bidirectional and zero-width marks, variation selectors, lone surrogates: nothing to draw.
_UNDRAWN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_NEW_LINE = re.compile("\r\n|[\r\u2028\u2029]")
_BLANKS = re.compile("[ \t\n]+")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# A run that reads from the right: letters of such scripts with the blanks and marks between them.
_RTL_RUN = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
    "(?:[^0-9A-Za-z\u0400-\u04ff]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])*"
)
_TIES = re.compile(r"(\b\w{1,2}|№|ИНН|КПП|ОГРН|ОГРНИП|офис|дом|\b[а-яё]{1,4}\.(?= [А-ЯЁ\d])) (?=[А-ЯЁ\d№])")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
# The drawing library writes four hexadecimal digits for a character in the table that copying reads.
_ASTRAL = 0x10000
_BREAK_AFTER = "-/,.;:_\\"


def clean(text: str) -> str:
    """The text without what cannot be drawn; new lines stay, tabs become blanks."""
    if text.isascii() and text.isprintable():
        return text
    text = _NEW_LINE.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _UNDRAWN.sub("", text))


def bound(text: str) -> str:
    """The text with abbreviations, short words and signs tied to the number or name after them."""
    return _TIES.sub("\\1\u00a0", text)


def one_line(text: str) -> str:
    """The cleaned text on one line, runs of blanks and new lines as one blank."""
    return _BLANKS.sub(" ", clean(text)).strip(" ")


def wrap(text: str, face: Face, size: float, width: float) -> list[str]:
    """Lines of a cleaned text no wider than `width`; a longer word breaks inside; nothing is dropped.

    Blanks at the break go; a blank line of the text stays a blank line.
    """
    limit = width / size + 1e-6
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(paragraph, face, limit))
    return lines


def _wrap_paragraph(paragraph: str, face: Face, limit: float) -> Iterator[str]:
    measure = widths(face).of
    if measure(paragraph) <= limit:
        yield paragraph.strip(" ")
        return
    blank = widths(face)[" "]
    line: list[str] = []
    used = 0.0
    for word in paragraph.split(" "):
        if not word:
            continue
        length = measure(word)
        if line and used + blank + length > limit:
            yield " ".join(line)
            line = []
        if not line and length > limit:
            *whole, word = _split_word(word, face, limit)
            yield from whole
            length = measure(word)
        used = used + blank + length if line else length
        line.append(word)
    if line:
        yield " ".join(line)


Runs = Sequence[tuple[str, Face]]


def wrap_runs(runs: Runs, size: float, width: float) -> list[list[tuple[str, Face]]]:
    """Lines of a text of several faces, broken as `wrap` breaks them; nothing is dropped."""
    limit = width / size + 1e-6
    lines: list[list[tuple[str, Face]]] = [[]]
    used = 0.0
    for word in _words(runs):
        if not word:
            lines.append([])
            used = 0.0
            continue
        length = sum(widths(face).of(text) for text, face in word)
        line = lines[-1]
        blank = widths(line[-1][1])[" "] if line else 0.0
        if line and used + blank + length <= limit:
            line.append((" ", line[-1][1]))
            line += word
            used += blank + length
            continue
        if line:
            lines.append([])
        used = 0.0
        for text, face in word:
            if lines[-1] and used + widths(face).of(text) > limit:
                lines.append([])
                used = 0.0
            *whole, rest = _split_word(text, face, limit)
            for piece in whole:
                lines[-1].append((piece, face))
                lines.append([])
                used = 0.0
            lines[-1].append((rest, face))
            used += widths(face).of(rest)
    return [_merged(line) for line in lines]


def _words(runs: Runs) -> Iterator[list[tuple[str, Face]]]:
    """Words as pieces of one face each; a new line of the text is an empty word."""
    word: list[tuple[str, Face]] = []
    for text, face in runs:
        for part in re.split(r"([ \n])", text):
            if part in {" ", "\n"}:
                if word:
                    yield word
                    word = []
                if part == "\n":
                    yield []
            elif part:
                word.append((part, face))
    if word:
        yield word


def _merged(line: list[tuple[str, Face]]) -> list[tuple[str, Face]]:
    return [("".join(text for text, _ in group), face) for face, group in groupby(line, lambda one: one[1])]


def _split_word(word: str, face: Face, limit: float) -> list[str]:
    """Pieces of a word wider than a line, broken after punctuation where that fills a line well."""
    table = widths(face)
    pieces: list[str] = []
    start, used = 0, 0.0
    for index, character in enumerate(word):
        used += table[character]
        if used > limit and index > start:
            cut = max(word.rfind(mark, start, index) for mark in _BREAK_AFTER) + 1
            if cut <= start + (index - start) * 2 // 3:
                cut = index
            pieces.append(word[start:cut])
            start, used = cut, table.of(word[cut : index + 1])
    pieces.append(word[start:])
    return pieces


def is_plain(text: str, face: Face) -> bool:
    """Whether the text can be drawn as it is: every glyph exists and it reads from the left."""
    return text.isascii() or _plain(face).issuperset(text)


@cache
def _plain(face: Face) -> frozenset[str]:
    """Characters with a glyph that read from the left and that the file's own tables can name."""
    return frozenset(c for c in glyphs(face) if ord(c) < _ASTRAL and not _RTL.match(c))


def pieces(text: str, face: Face) -> Iterator[tuple[str, str | None]]:
    """Parts of a text that is not plain: what to draw, and the text it stands for if the drawing hides it.

    Right-to-left runs are turned; readers turn them back by themselves. Where letters are joined, the text
    is the same run in plain letters. A character without a glyph becomes a visible replacement.
    """
    start = 0
    for run in _RTL_RUN.finditer(text):
        yield from _visible(text[start : run.start()], face)
        turned = run.group()[::-1].translate(_MIRRORED)
        joined = _join(run.group())[::-1].translate(_MIRRORED)
        if joined == turned:
            yield from _visible(turned, face)
        else:
            yield "".join(drawn for drawn, _ in _visible(joined, face)), turned
        start = run.end()
    yield from _visible(text[start:], face)


def _visible(text: str, face: Face) -> Iterator[tuple[str, str | None]]:
    known = glyphs(face)
    for hidden, group in groupby(text, lambda c: c not in known or ord(c) >= _ASTRAL):
        part = "".join(group)
        drawn = "".join(c if c in known else REPLACEMENT for c in part) if hidden else part
        yield drawn, part if hidden else None


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Arabic letter → its isolated, initial, medial and final shapes (from the Unicode data)."""
    table: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFBFF), *range(0xFE80, 0xFEF5)):
        shape, _, base = unicodedata.decomposition(chr(code)).partition(" ")
        if base and " " not in base:
            table.setdefault(chr(int(base, 16)), {})[shape.strip("<>")] = chr(code)
    return table


def _join(run: str) -> str:
    """The run with Arabic letters in the shapes that join with their neighbours."""
    table = _forms()
    drawn: list[str] = []
    for index, letter in enumerate(run):
        shapes = table.get(letter)
        if not shapes:
            drawn.append(letter)
            continue
        before = index > 0 and "initial" in table.get(run[index - 1], {})
        after = index + 1 < len(run) and "final" in table.get(run[index + 1], {})
        joins = "initial" in shapes
        name = {(True, True): "medial", (True, False): "final", (False, True): "initial"}.get(
            (before, after and joins), "isolated"
        )
        drawn.append(shapes.get(name, letter))
    return "".join(drawn)
