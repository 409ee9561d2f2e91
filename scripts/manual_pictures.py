"""Takes the pictures of the manual from the program itself: a real window on a virtual screen, keys only.

    python scripts/manual_pictures.py

Works on a practice base of its own with a standing clock, so that the pictures are the same each time.
Needs Xvfb and xdotool, as the tests do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402

from forms import PLACES  # noqa: E402
from tests.support.screens import Program, Screen  # noqa: E402

TARGET = ROOT / "resources" / "manual" / "ru"
NOW = "2026-11-23T10:12:00+03:00"
WIDTH = 690
COLOURS = 160
LARGEST = 200_000


class Taker:
    """Starts the program and keeps what the screen shows."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._screen = Screen()
        self._screen.start()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_"))}
        self.environment = kept | {
            "DISPLAY": self._screen.display,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(folder),
            "WORKSTATION_HOME": str(folder / "home"),
            "WORKSTATION_NOW": NOW,
            "LC_ALL": "C.UTF-8",
        }

    def command(self, *words: str) -> None:
        """Carry out a command of the program."""
        subprocess.run([sys.executable, str(ROOT / "main.py"), *words], env=self.environment, check=True)

    def start(self, base: Path) -> Program:
        """The window on a base."""
        log = self._folder / "output.txt"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, str(ROOT / "main.py"), "--db", str(base)],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        return Program(self._screen, process, log)

    def typing(self, program: Program, text: str) -> None:
        """Type Russian words on a Russian keyboard."""
        self._screen.layout("ru", "us")
        program.type(text)
        self._screen.layout("us", "ru")

    def keep(self, program: Program, name: str) -> None:
        """Keep the picture, small enough to ship."""
        seen = program.wait_still(0.8)
        height = round(seen.height * WIDTH / seen.width)
        small = seen.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
        path = TARGET / f"{name}.png"
        small.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size > LARGEST:
            raise SystemExit(f"{path.name}: {path.stat().st_size} bytes are too many")
        print(path.name, path.stat().st_size)

    def close(self) -> None:
        """End the screen."""
        self._screen.stop()


def place_key(name: str) -> str:
    """The key of a place of work on the administrator's rail."""
    names = [place for place, _title, _icon, roles in PLACES if "administrator" in roles]
    return f"alt+{names.index(name) + 1}"


def titled(program: Program, words: str) -> None:
    """Wait for a page."""
    program.wait(lambda: any(words in title for title in program.window_titles()), words, 60)


def first_start(taker: Taker, folder: Path) -> None:
    """The first set-up."""
    program = taker.start(folder / "new.db")
    program.wait_window("Первая настройка")
    program.wait_still()
    program.press("F9")
    program.wait_still()
    taker.typing(program, "ООО Ромашка")
    program.press("Return", "Return")
    program.type("7701007776")
    program.press("Return")
    program.type("77010")
    taker.keep(program, "start")
    program.stop()


def working_day(taker: Taker, folder: Path) -> None:
    """Pages of a practice base."""
    base = folder / "practice.db"
    company = ROOT / "tests" / "data" / "company.json"
    taker.command("--db", str(base), "init", "--training", "--company", str(company), "--demo", "120")
    program = taker.start(base)
    program.wait_window()
    titled(program, "Заказы")
    taker.keep(program, "orders")
    program.press("Return")
    time.sleep(1)
    taker.keep(program, "order")
    program.press(place_key("intake"))
    titled(program, "Приём")
    intake(taker, program)
    taker.keep(program, "intake")
    program.press("Escape", place_key("customers"))
    titled(program, "Клиенты")
    program.press("Return")
    time.sleep(1)
    taker.keep(program, "customer")
    program.press(place_key("settings"))
    titled(program, "Настройки")
    program.press("Down", "Down")
    taker.keep(program, "settings")
    program.press(place_key("store"))
    titled(program, "Склад")
    program.press("ctrl+Next")
    taker.keep(program, "store")
    program.press(place_key("money"))
    titled(program, "Деньги")
    taker.keep(program, "money")
    program.stop()


def intake(taker: Taker, program: Program) -> None:
    """A visit as far as it is typed at the counter."""
    program.wait_still()
    program.type("9123456789")
    program.press("Return")
    taker.typing(program, "Иванова Мария Петровна")
    program.press("Return")
    program.wait_still()


def login(taker: Taker, folder: Path) -> None:
    """The gate of a base with a password."""
    base = folder / "locked.db"
    secret = folder / "secret.txt"
    secret.write_text("owl-owl-owl\n", encoding="utf-8")
    taker.command("--db", str(base), "init", "--training")
    taker.command("--db", str(base), "admin-reset", "--login", "admin", "--password-file", str(secret))
    program = taker.start(base)
    program.wait_window("Вход")
    taker.keep(program, "login")
    program.stop()


def main() -> None:
    """Take them all."""
    TARGET.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="manual-"))
    taker = Taker(folder)
    try:
        steps: tuple[Callable[[Taker, Path], None], ...] = (first_start, working_day, login)
        for step in steps:
            step(taker, folder)
    finally:
        taker.close()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
