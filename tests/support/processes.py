"""Starting helper programs (a database server, a print system, a screen) that die with the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

PATHS = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin", "/usr/local/sbin"))


class Waited(AssertionError):
    """Something that the test waits for did not come in time."""


def wait_for(condition: Callable[[], Any], what: str, seconds: float = 20.0, pause: float = 0.02) -> Any:
    """The first true answer of `condition`; raises Waited with `what` when none comes."""
    end = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > end:
            raise Waited(f"{what}: not within {seconds:g} s")
        time.sleep(pause)


def program(name: str, *more_paths: str) -> str:
    """The full path of a system program; raises Waited naming the command that brings it."""
    found = shutil.which(name, path=os.pathsep.join((PATHS, *more_paths)))
    if found is None:
        raise Waited(f"{name} is not installed: `make test` installs it or says how")
    return found


def short_folder(prefix: str) -> Path:
    """A new folder with a short path (a Unix socket's path holds 107 bytes), owned by `unprivileged()`."""
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir="/tmp"))
    if os.geteuid() == 0:
        owner = unprivileged()
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    return folder


def unprivileged() -> pwd.struct_passwd:
    """The account that servers run under: nobody when the tests run as root, else the tests' own."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def as_unprivileged(command: Sequence[str | Path]) -> list[str]:
    """`command` without root's rights, and ended by the system should the tests be killed."""
    prefix = [program("setpriv"), "--pdeathsig", "INT"]
    if os.geteuid() == 0:
        owner = unprivileged()
        prefix += ["--reuid", str(owner.pw_uid), "--regid", str(owner.pw_gid), "--clear-groups"]
    return [*prefix, *map(str, command)]


def run(command: Sequence[str | Path], **options: Any) -> str:
    """Run to the end and give the output; raises AssertionError with both outputs when it fails."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        raise AssertionError(
            f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        )
    return done.stdout
