"""Set up the checkout: system libraries, the virtual environment `.venv`, the locked packages.

    python3 scripts/setup.py run     what the program needs
    python3 scripts/setup.py dev     the same and what the tests and checks need
    python3 scripts/setup.py camera  what the program needs, and the camera

Uses nothing but the standard library, so that it starts on a bare Python; where nothing is left to do
it does nothing. pip reads its own configuration: no address of a package index is written here.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

import system_needs

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {
    "run": ROOT / "requirements.lock",
    "dev": ROOT / "requirements-dev.lock",
    "camera": ROOT / "requirements-camera.lock",
}
NEEDS = {"run": (), "dev": system_needs.TESTS, "camera": system_needs.CAMERA}
ENSUREPIP = system_needs.Need(
    "ensurepip", f"python{sys.version_info.major}.{sys.version_info.minor}-venv", "python3-module-pip"
)


def main(arguments: list[str]) -> None:
    """Bring the checkout to the state that `run`, `dev` or `camera` names."""
    goal = arguments[0] if arguments else "run"
    if goal not in LOCKS:
        raise SystemExit(f"{Path(__file__).name}: run, dev or camera, not {goal!r}")
    install_system_needs(goal)
    python = make_environment()
    install_packages(python, goal)


def install_system_needs(goal: str) -> None:
    """Bring or name all that is missing outside Python, in one go."""
    lacking = system_needs.missing(system_needs.WINDOW + NEEDS[goal])
    if not environment_python().exists() and not system_needs.has_pip_for_venv():
        lacking.append(ENSUREPIP)
    system_needs.install(lacking)


def environment_python() -> Path:
    """The interpreter of `.venv`, whether or not it is there yet."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def make_environment() -> Path:
    """Make `.venv` unless a working one is there; returns its interpreter."""
    python = environment_python()
    if python.exists() and _works(python):
        return python
    print("Making", VENV, flush=True)
    venv.EnvBuilder(with_pip=False, clear=True, symlinks=sys.platform != "win32").create(VENV)
    ensurepip = [python, "-m", "ensurepip", "--upgrade", "--default-pip"]
    subprocess.run(ensurepip, check=True, stdout=subprocess.DEVNULL)
    return python


def install_packages(python: Path, goal: str) -> None:
    """Install the locked packages, each checked against its hash, unless this very lock is in already."""
    lock = LOCKS[goal]
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    done = VENV / f"{goal}.done"
    if not (done.exists() and done.read_text(encoding="ascii") == wanted):
        print("Installing", lock.name, flush=True)
        pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--require-hashes"]
        quiet = [] if sys.stdout.isatty() else ["--quiet"]
        subprocess.run([*pip, *quiet, "-r", lock], check=True)
    done.write_text(wanted, encoding="ascii")


def _works(python: Path) -> bool:
    code = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([python, "-c", code], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036  an older Python may run this very file
        raise SystemExit("Нужен Python 3.11 или новее. Python 3.11 or newer is needed.")
    try:
        main(sys.argv[1:])
    except subprocess.CalledProcessError as failure:
        raise SystemExit(f"Не удалось выполнить / failed: {' '.join(map(str, failure.cmd))}") from None
