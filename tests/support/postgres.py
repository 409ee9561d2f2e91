"""A PostgreSQL of the tests' own: unprivileged, a private socket, no port, gone afterwards."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from tests.support.processes import as_unprivileged, program, run, short_folder, unprivileged, wait_for

FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


def server_folders() -> list[str]:
    """Where distributions keep the server's programs, the newest version first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    return [str(path) for path in found]


class PostgresServer:
    """A server in a folder under /tmp. `safe` keeps fsync on, for tests that kill things."""

    def __init__(self, *, safe: bool = False) -> None:
        self.folder = short_folder("ws-pg-")
        self.data = self.folder / "data"
        self._settings = SAFE if safe else FAST
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count(1)

    def start(self) -> None:
        """Make the cluster if it is not there, start the server and wait until it answers."""
        if not self.data.exists():
            initdb = [
                program("initdb", *server_folders()),
                "-D",
                self.data,
                "-U",
                "workstation",
                "-A",
                "trust",
            ]
            encoding = ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
            run(as_unprivileged([*initdb, *encoding]), env=self._environment(), cwd=self.folder)
        options = {**self._settings, "listen_addresses": "", "unix_socket_directories": self.folder}
        command = [program("postgres", *server_folders()), "-D", self.data]
        for name, value in {**options, "max_connections": 200, "shared_buffers": "64MB"}.items():
            command += ["-c", f"{name}={value}"]
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                as_unprivileged(command),
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                env=self._environment(),
                start_new_session=True,
            )
        wait_for(self._answers, f"PostgreSQL in {self.folder}")

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End the server: SIGINT at once but in order, SIGQUIT as a crash would."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(30)
            self._process = None

    def remove(self) -> None:
        """End the server and drop its folder."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, name: str) -> str:
        """The SQLAlchemy URL of the database `name`."""
        return f"postgresql+psycopg://workstation@/{name}?host={self.folder}"

    def create(self, template: str | None = None) -> str:
        """A new database, empty or a copy of `template`; gives its name."""
        name = f"t{next(self._numbers)}"
        self._execute("CREATE DATABASE {} TEMPLATE {}", name, template or "template0")
        return name

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still connected."""
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._dsn, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _answers(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise AssertionError((self.folder / "server.log").read_text(encoding="utf-8"))
        try:
            psycopg.connect(self._dsn).close()
        except psycopg.OperationalError:
            return False
        return True

    @property
    def _dsn(self) -> str:
        return f"host={self.folder} user=workstation dbname=postgres"

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(self.folder), "USER": unprivileged().pw_name}
