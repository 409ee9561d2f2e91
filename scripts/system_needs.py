"""What the program and its tests need from the operating system, and which package brings it.

Libraries are looked for by loading them and tools by their names, so any Linux answers; the package
names are those of Debian (Ubuntu and Astra Linux use the same) and of ALT Linux.
"""

from __future__ import annotations

import ctypes
import glob
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

SYSTEM_PATHS = ("/usr/sbin", "/sbin", "/usr/local/sbin")


class Need(NamedTuple):
    """A library (`libX.so.N`), a program or a file pattern (`/…*…`) with the packages that bring it.

    On ALT Linux a library is asked for by its own name, which its package provides.
    """

    name: str
    debian: str
    alt: str = ""


WINDOW = (
    Need("libGL.so.1", "libgl1"),
    Need("libEGL.so.1", "libegl1"),
    Need("libfontconfig.so.1", "libfontconfig1"),
    Need("libglib-2.0.so.0", "libglib2.0-0"),
    Need("libdbus-1.so.3", "libdbus-1-3"),
    Need("libxkbcommon.so.0", "libxkbcommon0"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    Need("libxcb-cursor.so.0", "libxcb-cursor0"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Need("libxcb-shape.so.0", "libxcb-shape0"),
    Need("libcups.so.2", "libcups2"),
    Need("lp", "cups-client", "cups"),
)

CAMERA = (Need("libpulse.so.0", "libpulse0"),)

TESTS = (
    Need("Xvfb", "xvfb", "xorg-xvfb"),
    Need("setxkbmap", "x11-xkb-utils", "setxkbmap"),
    Need("xdotool", "xdotool", "xdotool"),
    Need("pdftotext", "poppler-utils", "poppler"),
    Need("/usr/lib/postgresql/*/bin/initdb", "postgresql", "postgresql-server"),
    Need("cupsd", "cups", "cups"),
)


def missing(needs: tuple[Need, ...]) -> list[Need]:
    """Those of `needs` that this machine lacks; none outside Linux, where wheels bring all."""
    if not sys.platform.startswith("linux"):
        return []
    return [need for need in needs if not _present(need.name)]


def has_pip_for_venv() -> bool:
    """Whether `python -m venv` can give the new environment a pip (Debian ships that part apart)."""
    code = "import ensurepip, venv"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def install(needs: list[Need]) -> None:
    """Bring the missing packages as root on a Debian-like system, else say the one command and leave.

    Raises SystemExit with the words for the user, CalledProcessError if the installer fails.
    """
    if not needs:
        return
    on_debian = shutil.which("apt-get") is not None and not Path("/etc/altlinux-release").exists()
    packages = sorted({need.debian if on_debian else _alt_name(need) for need in needs})
    if not (on_debian and os.geteuid() == 0):
        raise SystemExit(_advice(packages, on_debian))
    print("Installing system packages:", *packages, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = ["apt-get", "-q", "-y"]
    subprocess.run([*quiet, "update"], env=environment, check=True)
    subprocess.run([*quiet, "install", "--no-install-recommends", *packages], env=environment, check=True)


def _alt_name(need: Need) -> str:
    return need.alt or f"'{need.name}()(64bit)'"


def _present(name: str) -> bool:
    if name.startswith("/"):
        return bool(glob.glob(name)) or _which(Path(name).name) is not None
    if ".so" not in name:
        return _which(name) is not None
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _which(name: str) -> str | None:
    return shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", ""), *SYSTEM_PATHS)))


def _advice(packages: list[str], on_debian: bool) -> str:
    command = "apt-get install " + ("--no-install-recommends " if on_debian else "") + " ".join(packages)
    return (
        "\nНе хватает системных пакетов. Выполните один раз от имени администратора и повторите команду:\n"
        "System packages are missing. Run this once as root, then repeat the command:\n\n"
        f"    sudo {command}\n"
    )
