"""Take the texts from the sources into both catalogues and compile them.

Run by `make words`. Russian is the language of the sources, so its catalogue holds plural forms only. What
nobody has translated yet stays empty in the .po and is named; nothing in either file depends on the day or
on line numbers, so that two branches meet only where both changed a text.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
PARTS = ("workstation", "ui", "forms")
KEYWORDS = {"tr": None, "mark": None, "ntr": (1, 2)}
HEADS = {
    "ru": "# Russian plural forms. The source texts are Russian, so only what is counted stands here.",
    "en": "# English. The source texts are Russian; made by `make words`, translated by hand.",
}
Text = str | tuple[str, str]


class Words(Catalog):
    """A catalogue whose header has no dates and no version of a tool."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header, the same on every day."""
        return [
            ("Project-Id-Version", "workstation"),
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def path_of(language: str) -> Path:
    """The .po of a language."""
    return LOCALE / language / "LC_MESSAGES" / "workstation.po"


def source_texts() -> Iterator[Text]:
    """Every text given to tr, mark and ntr; both forms of a counted one."""
    for path in [ROOT / "main.py", *(one for part in PARTS for one in sorted((ROOT / part).rglob("*.py")))]:
        for _line, text, _comments, _context in extract_from_file("python", path, KEYWORDS):
            yield text


def read(language: str) -> Words:
    """The catalogue as it stands in its .po."""
    with path_of(language).open("rb") as file:
        return _catalogue(language, read_po(file))


def merge(language: str) -> Words:
    """The texts of the sources with the translations there are; texts that are gone are left out."""
    known = read(language)
    texts = {text for text in source_texts() if language != "ru" or isinstance(text, tuple)}
    return _catalogue(language, [known.get(_key(text)) or Message(text) for text in sorted(texts, key=_key)])


def missing(catalogue: Catalog) -> list[Text]:
    """Texts without a translation, or without one of the plural forms."""
    return [
        message.id
        for message in catalogue
        if message.id and not all([message.string] if isinstance(message.string, str) else message.string)
    ]


def source_of(catalogue: Words) -> bytes:
    """The .po."""
    file = io.BytesIO()
    write_po(file, catalogue, width=0, no_location=True, sort_output=True)
    return file.getvalue()


def compiled(catalogue: Words) -> bytes:
    """The .mo; what waits for a translation is left out, so that the source text shows."""
    waiting = missing(catalogue)
    file = io.BytesIO()
    done = (message for message in catalogue if message.id not in waiting)
    write_mo(file, _catalogue(str(catalogue.locale), done))
    return file.getvalue()


def main() -> int:
    """Write both catalogues; 1 and a list when something waits for a translation."""
    waiting = 0
    for language in HEADS:
        catalogue = merge(language)
        path_of(language).write_bytes(source_of(catalogue))
        path_of(language).with_suffix(".mo").write_bytes(compiled(catalogue))
        for text in missing(catalogue):
            print(f"{language}: {text}")
            waiting = 1
    return waiting


def _catalogue(language: str, messages: Iterable[Message]) -> Words:
    made = Words(language, header_comment=HEADS[language], charset="utf-8", fuzzy=False)
    for message in messages:
        if message.id:
            made.add(message.id, message.string, flags=message.flags - {"fuzzy"})
    return made


def _key(text: Text) -> str:
    return text if isinstance(text, str) else text[0]


if __name__ == "__main__":
    sys.exit(main())
