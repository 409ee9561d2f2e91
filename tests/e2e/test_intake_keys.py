"""A clerk takes a washing machine in by keys alone: a real process, a real screen, a real PDF on paper."""

from __future__ import annotations

import re
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.processes import program
from tests.support.screens import Program
from workstation.queries.drafts import list_drafts
from workstation.queries.orders import find_orders

pytestmark = [pytest.mark.xvfb, pytest.mark.slow, pytest.mark.real_clock]

NEW_CUSTOMER = ("9123456789", "Иванова Мария Петровна")
FAULT = "не отжимает, гудит"


def opened(start_program: Any, base: Path) -> Program:
    clerk: Program = start_program("--db", str(base))
    clerk.wait_window("Заказы|Приём")
    clerk.wait_still()
    clerk.press("alt+1")
    clerk.wait(lambda: any(title.startswith("Приём") for title in clerk.window_titles()), "the intake")
    clerk.wait_still()
    clerk.presses = 0
    return clerk


def pages(path: Path) -> str:
    text = subprocess.run([program("pdftotext"), "-layout", path, "-"], capture_output=True, check=True)
    return re.sub(r"\s+", " ", text.stdout.decode())


def type_device_and_request(clerk: Program) -> None:
    """From the serial number to the declared value, by Enter and jumps."""
    clerk.type("FD 0503 000123")
    clerk.press("Return")
    for words in ("Стиральная", "Bosch", "WAN28263BY"):
        clerk.type(words)
        clerk.press("Return")
    clerk.press("ctrl+Down")
    clerk.wait_still()
    clerk.type("зс")
    clerk.press("Return")
    clerk.type("ц")
    clerk.press("ctrl+Down", "ctrl+Down")
    clerk.type(FAULT)
    clerk.press("Return", "Return", "Return", "Return")
    clerk.type("40000")


def test_a_new_customer_and_device_end_as_an_act_on_paper(
    start_program: Any, base: Path, paper_folder: Path, look: Any, record_property: Any
) -> None:
    clerk = opened(start_program, base)
    clerk.screen.layout("ru", "us")
    clerk.type(NEW_CUSTOMER[0])
    clerk.press("Return")
    clerk.type(NEW_CUSTOMER[1])
    clerk.press("ctrl+Down")
    type_device_and_request(clerk)
    clerk.press("F9")
    found = clerk.wait(lambda: look(lambda session: find_orders(session, "Иванова")), "the order")
    clerk.wait(lambda: len(list(paper_folder.glob("*.pdf"))) >= 3, "two copies and a label")
    text = pages(max(paper_folder.glob("*.pdf"), key=lambda path: path.stat().st_size))
    for fact in (found[0].order, NEW_CUSTOMER[1], "+7 912 345-67-89", FAULT, "FD 0503 000123", "40 000,00"):
        assert fact in text.replace("\u00a0", " "), fact
    record_property("presses_new", clerk.presses)
    record_property("output", clerk.output())
    assert clerk.presses < 160


def test_a_known_customer_and_device_take_few_keys(
    start_program: Any, base: Path, look: Any, record_property: Any
) -> None:
    clerk = opened(start_program, base)
    clerk.screen.layout("ru", "us")
    clerk.type(NEW_CUSTOMER[0])
    clerk.press("Return")
    clerk.type(NEW_CUSTOMER[1])
    clerk.press("ctrl+Down")
    type_device_and_request(clerk)
    clerk.press("F9")
    clerk.wait(lambda: look(lambda session: find_orders(session, "Иванова")), "the first order")
    clerk.wait_still()
    before = clerk.presses
    clerk.type("6789")
    clerk.wait_still()
    clerk.press("Down", "Return", "ctrl+Down")
    clerk.type("FD0503000123")
    clerk.wait_still()
    clerk.press("ctrl+Down")
    clerk.type("з")
    clerk.press("Return")
    clerk.type("ч")
    clerk.press("ctrl+Down", "ctrl+Down")
    clerk.type("течёт")
    clerk.press("Return", "Return", "Return", "Return")
    clerk.type("40000")
    clerk.press("F9")
    clerk.wait(lambda: len(look(lambda session: find_orders(session, "Иванова"))) == 2, "the second order")
    record_property("presses_known", clerk.presses - before)
    assert clerk.presses - before < 60


def test_what_was_typed_is_back_after_a_kill(start_program: Any, base: Path, look: Any) -> None:
    clerk = opened(start_program, base)
    clerk.screen.layout("ru", "us")
    clerk.type(NEW_CUSTOMER[0])
    clerk.press("Return")
    clerk.type("Иванова Мар")

    def body(session: Any) -> Any:
        from workstation.queries.people import list_users

        drafts = list_drafts(session, "intake", list_users(session)[0].id)
        return drafts and drafts[0].body["fields"].get("customer.name") == "Иванова Мар"

    clerk.wait(lambda: look(body), "the draft", 5)
    clerk.stop(signal.SIGKILL)
    again: Program = start_program("--db", str(base))
    again.wait_window("Приём")
    again.screen.layout("ru", "us")
    again.wait_still()
    again.press("Return")
    again.press("End")
    again.type("ия")
    again.wait(
        lambda: look(lambda session: _names(session)) == ["Иванова Мария"],
        "the name gone on with in the same draft",
        8,
    )


def _names(session: Any) -> list[str]:
    from workstation.queries.people import list_users

    drafts = list_drafts(session, "intake", list_users(session)[0].id)
    return [row.body["fields"].get("customer.name") for row in drafts]
