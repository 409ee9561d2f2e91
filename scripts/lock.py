"""Choose the newest packages that pyproject.toml allows and pin them with hashes, for every platform.

Run by `make lock`. The resolver lives in a folder of its own that is thrown away; no index address
is written.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = "# Made by `make lock` from pyproject.toml: {what}. Do not edit.\n"


def main() -> None:
    """Write requirements.lock, then with the same versions those of the tools and of the camera."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        scripts = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        subprocess.run([scripts / "python", "-m", "pip", "install", "-q", "uv"], check=True)
        resolve(scripts / "uv", "requirements.lock", "what the program needs, for every platform")
        resolve(
            scripts / "uv",
            "requirements-dev.lock",
            "the same and what the tests and checks need",
            "--group=dev",
            "--constraint=requirements.lock",
        )
        resolve(
            scripts / "uv",
            "requirements-camera.lock",
            "the same and the camera",
            "--extra=camera",
            "--constraint=requirements.lock",
        )


def resolve(uv: Path, name: str, what: str, *more: str) -> None:
    """Resolve pyproject.toml into the lock `name`."""
    options = ["--universal", "--python-version=3.11", "--generate-hashes", "--upgrade"]
    command = [uv, "pip", "compile", "pyproject.toml", "--quiet", "--no-header", *options, *more]
    text = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    (ROOT / name).write_text(HEAD.format(what=what) + text, encoding="utf-8")


if __name__ == "__main__":
    main()
