"""From the day of sale to a printed refusal by keys: the verdict on the screen, its reasons on paper."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.e2e.test_intake_keys import opened, pages
from tests.support.intakes import IVANOVA, request, visit, washer
from tests.support.screens import Program
from ui.theme import TOKENS
from workstation import clock
from workstation.db import open_database
from workstation.documents.intake import IntakeItem
from workstation.documents.warranty import BrandAuthorisation, Causal
from workstation.queries.evidence import list_order_files
from workstation.queries.order_view import get_order_by_id
from workstation.queries.orders import find_orders
from workstation.queries.people import list_users
from workstation.services import intake, warranty_terms
from workstation.services.seating import actor_for
from workstation.statuses import OrderStatus

pytestmark = [pytest.mark.xvfb, pytest.mark.slow, pytest.mark.real_clock]

SERIAL = "FD0503000123"
MOST_S = 30.0
SEEN = "следы влаги на плате"
PANEL = (1050, 56)
"""A point of the verdict's banner on a screen of 1366 by 768."""


@pytest.fixture
def known_base(base: Path) -> Path:
    """The washing machine was here before, nobody asked when it was sold; its maker has a contract."""
    database = open_database(str(base))

    def fill(session: Any) -> None:
        actor = actor_for(session, list_users(session)[0].id, socket.gethostname())
        contract = BrandAuthorisation("Bosch", date(2020, 1, 1), contract="АСЦ-2024/17")
        warranty_terms.save_authorisation(session, actor, contract)
        taken = intake.accept(session, visit(IntakeItem(washer(SERIAL), request())), actor)
        session.connection().exec_driver_sql(
            "UPDATE work_order SET status = 'handed_over', closed_at = ? WHERE id = ?",
            (clock.now_ms(), taken.orders[0].id),
        )

    database.run(fill, write=True)
    database.close()
    return base


def tone(picture: Image.Image) -> str:
    """The colour of the banner of the verdict by its name."""
    seen = "#{:02X}{:02X}{:02X}".format(*picture.convert("RGB").getpixel(PANEL))
    names = {colour.upper(): name for name, colour in TOKENS["light"].items() if name.endswith("_soft")}
    return names.get(seen, seen)


def take_in(clerk: Program, sold: date) -> tuple[Image.Image, Image.Image]:
    """The known device of a known customer; pictures before and after the day of sale."""
    clerk.type("6789")
    clerk.wait_still()
    clerk.press("Down", "Return", "ctrl+Down")
    clerk.type(SERIAL)
    clerk.wait_still()
    clerk.press("F8")
    before = clerk.wait_still()
    clerk.type(f"{sold:%d%m%Y}")
    clerk.press("Return")
    after = clerk.wait_still()
    clerk.press("ctrl+Down", "Return")
    clerk.type("ц")
    clerk.press("ctrl+Down", "ctrl+Down")
    clerk.type("не включается")
    clerk.press("Return", "Return", "Return", "Return")
    clerk.type("40000")
    return before, after


def find_liquid(clerk: Program) -> None:
    """A new finding: a liquid, the cause, what was seen."""
    clerk.type("Попадание ж")
    clerk.press("Return")
    clerk.type("д")
    clerk.press("Return")
    clerk.type(SEEN)
    clerk.press("F9")


def show_photo(clerk: Program, path: Path) -> None:
    """F6 where there is no camera: a file, typed into the dialog, which lists the base's own folder.

    Were the dialog to look into the base's file, what the program writes from then on would be lost.
    """
    Image.new("RGB", (1200, 800), (120, 40, 40)).save(path)
    clerk.press("Return", "F6")
    clerk.wait_window("^Снимки")
    clerk.wait_still()
    clerk.type(str(path))
    clerk.press("Return")


def until(clerk: Program, condition: Callable[[], Any]) -> None:
    """Wait as a person does, looking at the screen between the looks into the base."""
    end = time.monotonic() + MOST_S
    clerk.wait_still()
    while not condition():
        assert time.monotonic() < end, clerk.window_titles()
        clerk.wait_still()


def test_a_sale_is_judged_a_liquid_is_proved_and_the_refusal_is_printed(
    start_program: Any,
    known_base: Path,
    paper_folder: Path,
    look: Callable[[Callable[[Any], Any]], Any],
    tmp_path: Path,
) -> None:
    clerk = opened(start_program, known_base)
    clerk.screen.layout("ru", "us")
    before, after = take_in(clerk, clock.today() - timedelta(days=90))
    assert (tone(before), tone(after)) == ("amber_soft", "green_soft")
    clerk.press("F9")
    until(clerk, lambda: len(look(lambda session: find_orders(session, IVANOVA.name))) == 2)
    order_id = look(lambda session: find_orders(session, IVANOVA.name))[0].id

    def order() -> Any:
        return look(lambda session: get_order_by_id(session, order_id))

    clerk.press("ctrl+k")
    clerk.type(order().number)
    clerk.wait_still()
    clerk.press("Return")
    clerk.wait(lambda: any(order().number in title for title in clerk.window_titles()), "the order")
    clerk.press("ctrl+e")
    clerk.wait(lambda: any(title.startswith("Проверка") for title in clerk.window_titles()), "the check")
    clerk.wait_still()
    find_liquid(clerk)
    until(clerk, lambda: order().findings)
    clerk.press("F10")
    clerk.wait_still()
    assert order().status is OrderStatus.ACCEPTED
    assert order().findings[0].causal is Causal.YES
    show_photo(clerk, tmp_path / "plata.jpg")
    until(clerk, lambda: look(lambda session: list_order_files(session, order_id)))
    clerk.wait_window("^Проверка")
    clerk.press("F9")
    until(clerk, lambda: order().findings[0].evidence)
    clerk.press("F10")
    clerk.wait_window("^Отказать")
    clerk.wait_still()
    clerk.press("F9")
    until(clerk, lambda: order().status is OrderStatus.REFUSED)
    (paper,) = [one for one in order().papers if one.number.startswith("МО-")]
    until(clerk, lambda: list(paper_folder.glob(f"*{paper.number}*")))
    text = pages(next(paper_folder.glob(f"*{paper.number}*"))).replace("\u00a0", " ")
    for fact in (
        "Мотивированный отказ",
        "отказано: попадание жидкости внутрь изделия",
        SEEN,
        "снимок № 1",
        "п. 6 ст. 18 Закона",
        "п. 5 ст. 18 Закона",
        "Найдено: попадание жидкости внутрь изделия. Это причина",
        "доказательств: 1",
        "проводится экспертиза",
        "оспорить в суде",
        "Приложение",
    ):
        assert fact in text, fact
