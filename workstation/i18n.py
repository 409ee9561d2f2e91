"""The catalogue: Russian is the language of the source texts, English is a translation (gettext).

`mark` names a text for the catalogue without translating it (constants at import);
`tr` translates at the moment of use; `ntr` picks the plural form.
"""

from __future__ import annotations

import gettext
from pathlib import Path

LOCALE_DIR = Path(__file__).resolve().parent.parent / "resources" / "locale"
LANGUAGES = ("ru", "en")


class _State:
    language = "ru"
    catalogue: gettext.NullTranslations | None = None


def set_language(language: str) -> None:
    """Use the catalogue of `language` (`ru` or `en`) from now on; an unknown one means Russian."""
    _State.language = language if language in LANGUAGES else "ru"
    _State.catalogue = None


def language() -> str:
    """The language in use."""
    return _State.language


def _catalogue() -> gettext.NullTranslations:
    if _State.catalogue is None:
        _State.catalogue = gettext.translation(
            "workstation", LOCALE_DIR, languages=[_State.language], fallback=True
        )
    return _State.catalogue


def mark(text: str) -> str:
    """Name a text for the catalogue; it is translated later by `tr`."""
    return text


def tr(text: str, **params: object) -> str:
    """The text in the user's language, with `{name}` places filled."""
    translated = _catalogue().gettext(text) if text else text
    return translated.format(**params) if params else translated


def ntr(one: str, many: str, number: int, **params: object) -> str:
    """The plural form for `number`, which also fills `{n}`."""
    return _catalogue().ngettext(one, many, number).format(n=number, **params)
