"""A virtual screen and a real program on it, driven by keys alone; every press is counted."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageGrab

from tests.support.processes import program, run, wait_for

ROOT = Path(__file__).resolve().parent.parent.parent
LAPTOP = (1366, 768)
DESKTOP = (1920, 1080)
_SCANNER_KEYS = {
    character: place
    for start, row in ((10, "1234567890-="), (24, "qwertyuiop"), (38, "asdfghjkl"), (52, "zxcvbnm"))
    for place, character in enumerate(row, start)
}
"""Physical keys as X numbers them."""
_SCANNER_ENTER = 36


class Screen:
    """An X server without a screen, of the given size; `display` is its name."""

    def __init__(self, size: tuple[int, int] = LAPTOP) -> None:
        self.size = size
        self.display = ""
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server; -noreset keeps the keys remapped by typing when the last client leaves."""
        reader, writer = os.pipe()
        geometry = f"{self.size[0]}x{self.size[1]}x24"
        self._process = subprocess.Popen(
            [
                *(program("setpriv"), "--pdeathsig", "TERM", program("Xvfb")),
                *("-displayfd", str(writer), "-noreset", "-nolisten", "tcp", "-dpi", "96"),
                *("-screen", "0", geometry),
            ],
            pass_fds=[writer],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writer)
        with os.fdopen(reader) as answer:
            self.display = f":{answer.readline().strip()}"
        assert self.display != ":", "Xvfb did not start"
        self.layout("us", "ru")

    def layout(self, first: str, second: str) -> None:
        """Set the keyboard's two layouts, the first being on: `ru`, `us` is a clerk who forgot to switch.

        What is typed must be on the keyboard (« » — by the right Alt): a letter that xdotool has to put on a
        spare key first gets lost now and then.
        """
        keys = [
            "-layout",
            f"{first},{second}",
            "-option",
            "",
            "-option",
            "lv3:ralt_switch",
            "-option",
            "misc:typo",
        ]
        run([program("setxkbmap"), "-display", self.display, *keys])

    def stop(self) -> None:
        """End the server."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
            self._process = None

    def picture(self) -> Image.Image:
        """What the screen shows now."""
        return ImageGrab.grab(xdisplay=self.display)


class Program:
    """A real process on a screen. Only keys reach it; `presses` counts them as a person would."""

    def __init__(self, screen: Screen, process: subprocess.Popen[bytes], log: Path) -> None:
        self.screen = screen
        self.process = process
        self.presses = 0
        self._log = log

    def wait_window(self, name: str = "", seconds: float = 30.0) -> str:
        """Wait for a visible window whose title matches the pattern, give it the keys; its X number."""
        window: str = wait_for(lambda: self._find_window(name), f"a window like {name!r}", seconds)
        self._xdotool("windowfocus", "--sync", window)
        return window

    def window_titles(self) -> list[str]:
        """The titles of all visible windows."""
        numbers = self._xdotool("search", "--onlyvisible", "--name", ".", check=False).split()
        return [self._xdotool("getwindowname", number, check=False).strip() for number in numbers]

    def type(self, text: str) -> None:
        """Type a text into what has the focus, any letters, in one go."""
        self.presses += len(text)
        self._xdotool("type", "--delay", "8", "--clearmodifiers", "--", text)
        time.sleep(0.1)  # an Enter that follows at once would be the end of a scanner's code

    def press(self, *keys: str) -> None:
        """Press keys one after another: X names such as `Return`, `F9`, `ctrl+k`, `alt+1`."""
        for key in keys:
            self.presses += 1
            self._xdotool("key", "--clearmodifiers", key)

    def scan(self, code: str) -> None:
        """A scanner presses the keys of a US keyboard, whatever the layout is, and Enter, in one burst."""
        keys = [
            f"{'shift+' if character.isupper() else ''}{_SCANNER_KEYS[character.lower()]}"
            for character in code
        ]
        self._xdotool("key", "--delay", "2", *keys, str(_SCANNER_ENTER))

    def wait(self, condition: Callable[[], Any], what: str, seconds: float = 30.0) -> Any:
        """The first true answer of `condition`; fails at once if the program ended by itself."""

        def ask() -> Any:
            assert self.process.poll() is None, f"the program ended\n{self.output()}"
            return condition()

        return wait_for(ask, what, seconds, pause=0.05)

    def wait_still(self, seconds: float = 0.4, most: float = 15.0) -> Image.Image:
        """Wait until the picture has not changed for `seconds`; gives the picture. The caret may blink."""
        end = time.monotonic() + most
        last, since = self.screen.picture(), time.monotonic()
        while time.monotonic() - since < seconds and time.monotonic() < end:
            time.sleep(0.08)
            now = self.screen.picture()
            if not _alike(last, now):
                last, since = now, time.monotonic()
        return last

    def picture(self, path: Path) -> Path:
        """Keep what the screen shows as a PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.screen.picture().save(path)
        return path

    def output(self) -> str:
        """What the program has written to its outputs."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End the process (SIGKILL to see what survives); its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            return self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait(10)

    def _find_window(self, name: str) -> str | None:
        assert self.process.poll() is None, f"the program ended\n{self.output()}"
        found = self._xdotool("search", "--onlyvisible", "--name", name or ".", check=False).split()
        return found[-1] if found else None

    def _xdotool(self, *words: str, check: bool = True) -> str:
        environment = {**os.environ, "DISPLAY": self.screen.display, "LC_ALL": "C.UTF-8"}
        command = [program("xdotool"), *words]
        if check:
            return run(command, env=environment, timeout=60)
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        return done.stdout


def _alike(one: Image.Image, other: Image.Image) -> bool:
    """Equal but for something as small as a caret."""
    box = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox()
    return box is None or (box[2] - box[0] <= 3 and box[3] - box[1] <= 40)


StartProgram = Callable[..., Program]


@pytest.fixture
def make_screen() -> Iterator[Callable[..., Screen]]:
    """Starts virtual screens of any size: `make_screen((1920, 1080))`; they end with the test."""
    screens: list[Screen] = []

    def make(size: tuple[int, int] = LAPTOP) -> Screen:
        screen = Screen(size)
        screens.append(screen)
        screen.start()
        return screen

    yield make
    for screen in screens:
        screen.stop()


@pytest.fixture
def start_program(make_screen: Callable[..., Screen], tmp_path: Path) -> Iterator[StartProgram]:
    """Starts `main.py` (or another command) as a real process on a virtual screen, with folders of its own.

    `start_program("--db", path, size=DESKTOP, environment={…}, screen=…, command=[…])`.
    """
    programs: list[Program] = []
    home = Path(tempfile.mkdtemp(prefix="ws-home-", dir=tmp_path))

    def start(
        *arguments: str,
        size: tuple[int, int] = LAPTOP,
        screen: Screen | None = None,
        environment: Mapping[str, str] | None = None,
        command: list[str] | None = None,
    ) -> Program:
        shown_on = screen or make_screen(size)
        log = home / f"output-{len(programs)}.txt"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*(command or [sys.executable, str(ROOT / "main.py")]), *arguments],
                env=_environment(shown_on, home) | dict(environment or {}),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=ROOT,
            )
        programs.append(Program(shown_on, process, log))
        return programs[-1]

    yield start
    for started in programs:
        started.stop(signal.SIGKILL)
    shutil.rmtree(home, ignore_errors=True)


def _environment(screen: Screen, home: Path) -> dict[str, str]:
    dropped = ("QT_", "XDG_", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return kept | {
        "DISPLAY": screen.display,
        "QT_QPA_PLATFORM": "xcb",
        "HOME": str(home),
        "WORKSTATION_HOME": str(home / "workstation"),
        "LC_ALL": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",
    }
