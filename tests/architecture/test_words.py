"""Texts for people: translated late, complete in English, and one for each error that is raised."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from scripts import words
from tests.architecture.sources import ROOT, Source, called, calls, literal, program, run_at_import
from workstation import messages
from workstation.errors import UserError

CATALOGUE = ROOT / "resources" / "locale" / "en" / "LC_MESSAGES" / "workstation.po"
ERRORS = ("UserError", "ConflictError", "StorageError", "AccessError")


def places(text: str) -> set[str]:
    """The names in braces that a text wants filled."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def source_texts() -> Iterator[tuple[Source, ast.Call, str]]:
    """Every literal given to tr, ntr (both forms) or mark."""
    for source in program():
        for call in calls(source.tree, "tr", "mark", "ntr"):
            for argument in call.args[: 2 if called(call) == "ntr" else 1]:
                text = literal(argument)
                if text is not None:
                    yield source, call, text


def test_texts_to_translate_are_plain_literals() -> None:
    """An f-string or a sum never meets its entry in the catalogue."""
    built = [
        source.at(call)
        for source in program()
        for call in calls(source.tree, "tr", "mark", "ntr")
        if call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert built == []


def test_nothing_is_translated_at_import() -> None:
    early = [
        source.at(node)
        for source in program()
        for node in run_at_import(source.tree)
        if isinstance(node, ast.Call) and called(node) in {"tr", "ntr"}
    ]
    assert early == []


def test_every_text_has_an_english_entry_with_the_same_places() -> None:
    with CATALOGUE.open("rb") as file:
        entries = {
            message.id[0] if isinstance(message.id, tuple) else message.id: message
            for message in read_po(file)
            if message.id and message.string and not message.fuzzy
        }
    faults = []
    for source, call, text in source_texts():
        if called(call) == "ntr" and literal(call.args[0]) != text:
            continue
        entry = entries.get(text)
        if entry is None:
            faults.append(f"{source.at(call)} not translated: {text!r}")
            continue
        forms = entry.string if isinstance(entry.string, tuple | list) else [entry.string]
        faults += [
            f"{source.at(call)} places differ: {text!r} {form!r}"
            for form in forms
            if not form or places(form) - {"n"} != places(text) - {"n"}
        ]
    assert faults == []


def test_no_entry_outlives_its_text() -> None:
    texts = {text if isinstance(text, str) else text[0] for text in words.source_texts()}
    for language in words.HEADS:
        entries = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in words.read(language)}
        assert entries - texts - {""} == set(), language


@pytest.mark.parametrize("language", words.HEADS)
def test_the_compiled_catalogue_is_made_of_its_source(language: str) -> None:
    assert words.compiled(words.read(language)) == words.path_of(language).with_suffix(".mo").read_bytes()


def test_a_catalogue_is_written_as_the_script_writes_it() -> None:
    """The same bytes on every computer, so that a merge meets only changed texts."""
    for language in words.HEADS:
        assert words.source_of(words.read(language)) == words.path_of(language).read_bytes()


def raised() -> Iterator[tuple[Source, ast.Call, str]]:
    """Every error made with a literal code."""
    for source in program():
        for call in calls(source.tree, *ERRORS):
            code = literal(call.args[0]) if call.args else None
            if code is not None:
                yield source, call, code


def test_every_error_has_a_text() -> None:
    assert {code: source.at(call) for source, call, code in raised() if not messages.has_text(code)} == {}


def test_an_error_brings_what_its_text_wants() -> None:
    """A fact that nobody gave shows as a dash."""
    faults = []
    for source, call, code in raised():
        names = [keyword.arg for keyword in call.keywords]
        if None not in names:
            filled = messages.text(UserError(code, None, **{name: 3 for name in names if name}))
            if filled.count("—") > messages.TEXTS.get(code, "").count("—"):
                faults.append(f"{source.at(call)} {code}: {filled}")
    assert faults == []


def test_every_text_belongs_to_an_error() -> None:
    """A text whose code stands nowhere in the sources, whole or put together of two parts, is dead."""
    words, endings = set(), set()
    for source in program():
        if source.module.startswith("workstation.messages."):
            continue
        words |= {text for node in ast.walk(source.tree) if (text := literal(node))}
        for node in ast.walk(source.tree):
            if isinstance(node, ast.JoinedStr):
                endings |= {text for part in node.values if (text := literal(part)) and len(text) > 3}
    dead = [
        code
        for code in messages.TEXTS
        if code not in words
        and not any(code.endswith(end) and code.removesuffix(end) in words for end in endings)
    ]
    assert dead == []


def test_a_text_is_filled_with_the_facts_of_its_error() -> None:
    code, text = next((code, text) for code, text in messages.TEXTS.items() if places(text))
    filled = messages.text(UserError(code, None, **dict.fromkeys(places(text), "ЗНАК")))
    assert "ЗНАК" in filled
    assert "{" not in filled
