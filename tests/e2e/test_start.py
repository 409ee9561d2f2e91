"""The first start by keys in a real process, killed in the middle and gone on with; the starts after it."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.screens import DESKTOP, Program, Screen
from workstation.db import open_database
from workstation.queries.settings import load_settings

BRANDS = 2

pytestmark = [pytest.mark.xvfb, pytest.mark.slow, pytest.mark.real_clock]


def titled(program: Program, words: str) -> None:
    program.wait(lambda: any(words in title for title in program.window_titles()), words)


def stored(base: Path) -> Any:
    database = open_database(str(base))
    try:
        with database.begin() as session:
            return load_settings(session)
    finally:
        database.close()


def kept_step(home: Path, base: Path) -> int:
    """The step of the first set-up that the next start would go on with."""
    return int(json.loads((home / "window.json").read_text(encoding="utf-8"))[str(base)]["setup"]["step"])


def test_the_first_start_by_keys_survives_a_kill_and_ends_at_the_orders(
    start_program: Callable[..., Program], make_screen: Callable[..., Screen], tmp_path: Path
) -> None:
    base, home = tmp_path / "первая.db", {"WORKSTATION_HOME": str(tmp_path / "home")}
    screen = make_screen()
    first = start_program("--db", str(base), screen=screen, environment=home)
    first.wait_window("Первая настройка")
    first.wait_still()
    first.press("F9")
    first.wait_still()
    screen.layout("ru", "us")
    first.type("ООО Ромашка")
    first.press("Return", "Return")
    first.type("7701007776")
    first.press("F9")
    first.wait(lambda: kept_step(tmp_path / "home", base) == BRANDS, "the step kept on this computer")
    first.stop(signal.SIGKILL)
    assert not base.exists()

    second = start_program("--db", str(base), screen=screen, environment=home)
    second.wait_window("Первая настройка")
    second.wait_still()
    second.press("F8")
    second.wait_still()
    second.type("Орлов Пётр")
    second.press("Return")
    screen.layout("us", "ru")
    for words in ("orlov", "owl-owl-owl", "owl-owl-owl"):
        second.type(words)
        second.press("Return")
    second.wait_still()
    second.press("F8")
    second.wait_still()
    second.press("F9")
    titled(second, "Заказы")
    settings = stored(base)
    assert settings["centre.details"]["name"] == "ООО Ромашка"
    assert settings["centre.details"]["inn"] == "7701007776"
    second.stop(signal.SIGKILL)

    third = start_program("--db", str(base), screen=screen, environment=home)
    third.wait_window("Вход")
    third.wait_still()
    third.type("owl-owl-owl")
    third.press("Return")
    titled(third, "Заказы")


def test_the_practice_base_is_one_word_away(start_program: Callable[..., Program], tmp_path: Path) -> None:
    program = start_program("--demo", size=DESKTOP, environment={"WORKSTATION_HOME": str(tmp_path / "home")})
    program.wait(lambda: any("Заказы" in title for title in program.window_titles()), "orders", 120)
    assert stored(tmp_path / "home" / "practice.db").training


def test_keys_pressed_before_the_base_is_open_are_kept(
    start_program: Callable[..., Program], tmp_path: Path
) -> None:
    from tests.support.intakes import accept, ready
    from workstation.services.setup import create_database

    base = tmp_path / "base.db"
    database = create_database(str(base))
    actor = ready(database)
    number = accept(database, actor).orders[0].number
    database.close()
    program = start_program("--db", str(base))
    program.wait_window()
    program.type(number[-6:])
    titled(program, "Заказы")
    program.wait_still()
    program.press("Return")
    titled(program, number)
