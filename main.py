"""The one way in: without a command the window, with a command the same verbs without one.

python main.py [--db PATH|URL] [--demo]     the window; --demo opens the practice base
python main.py [OPTIONS] COMMAND …          see workstation.cli
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from workstation.i18n import mark

PAGES = {
    "intake": "forms.intake_form:IntakeForm",
    "orders": "forms.orders.order_list:OrderList",
    "order": "forms.orders.order_form:OrderForm",
    "settings": "forms.settings.form:SettingsForm",
    "print_queue": "forms.print_queue:PrintQueue",
}
GATES = {
    "login": "forms.login_form:LoginForm",
    "setup": "forms.settings.wizard:SetupWizard",
    "password": "forms.settings.first_password:FirstPassword",
    "trouble": "forms.trouble_form:TroubleForm",
}
COUNTER = ("clerk", "manager", "administrator")
STAFF = (*COUNTER, "technician", "storekeeper")
PLACES = (
    ("intake", mark("Приём"), "inbox", COUNTER),
    ("orders", mark("Заказы"), "clipboard-list", STAFF),
    ("settings", mark("Настройки"), "settings", STAFF),
)
HEAVY = ("workstation.queries.orders", "forms.orders.order_list")


def main(argv: list[str] | None = None) -> int:
    """Run the program; gives the exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    options = window_options(arguments)
    if options is not None:
        return open_window(*options)
    from workstation.cli.app import run

    return run(arguments)


def window_options(arguments: list[str]) -> tuple[str | None, bool] | None:
    """(address or None, practice base or not) when the window is wanted; None when there is a command."""
    rest, address, practice = list(arguments), None, False
    while rest:
        word = rest.pop(0)
        if word == "--demo":
            practice = True
        elif word == "--db" and rest:
            address = rest.pop(0)
        elif word.startswith("--db="):
            address = word.partition("=")[2]
        else:
            return None
    return address, practice


def open_window(address: str | None, practice: bool) -> int:
    """Open the window on a base and stay until it is closed."""
    from ui.session import Screens, run_session

    pages, gates = ({name: lazy(path) for name, path in table.items()} for table in (PAGES, GATES))
    return run_session(address, practice, Screens(pages, gates, PLACES, HEAVY))


def lazy(path: str) -> Callable[..., Any]:
    """A factory of `module:Class` that imports the module when the first one is made."""
    module, _, name = path.partition(":")
    return lambda *arguments: getattr(import_module(module), name)(*arguments)


if __name__ == "__main__":
    sys.exit(main())
