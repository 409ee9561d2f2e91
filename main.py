"""The one way in: without a command the window, with a command the same verbs without one.

python main.py [--db PATH|URL] [--demo]     the window; --demo opens the practice base
python main.py [OPTIONS] COMMAND …          see workstation.cli
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from forms import FIRST, GATES, HEAVY, PAGES, PLACES, SEARCH


def main(argv: list[str] | None = None) -> int:
    """Run the program, in a window or as a command; gives the exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    options = window_options(arguments)
    if options is None:
        from workstation.cli.app import run

        return run(arguments)
    from ui.session import Screens, run_session

    pages, gates = ({name: lazy(path) for name, path in table.items()} for table in (PAGES, GATES))
    return run_session(*options, Screens(pages, gates, PLACES, lazy(SEARCH), FIRST, HEAVY))


def window_options(arguments: list[str]) -> tuple[str | None, bool] | None:
    """(address or None, practice base or not) when the window is wanted; None when there is a command."""
    words, address, practice = iter(arguments), None, False
    for word in words:
        if word == "--demo":
            practice = True
        elif word == "--db" and (address := next(words, None)):
            continue
        elif word.startswith("--db="):
            address = word.partition("=")[2]
        else:
            return None
    return address, practice


def lazy(path: str) -> Callable[..., Any]:
    """A factory of `module:Class` that imports the module when the first one is made."""
    module, _, name = path.partition(":")
    return lambda *arguments: getattr(import_module(module), name)(*arguments)


if __name__ == "__main__":
    sys.exit(main())
