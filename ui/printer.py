"""Sending ready papers: PDF through the system's queue or into a folder, label rasters straight to a printer.

All functions are slow: call them in the I/O lane. Every failure is a PrinterError whose words say what to do;
the job itself waits in the visible queue, so nothing here ever retries by itself.
"""

from __future__ import annotations

import os
import re
import socket
from pathlib import Path
from typing import NamedTuple

from workstation.errors import UserError
from workstation.i18n import mark, tr

COMMAND_S = 20.0
CONNECT_S = 4.0
SEND_S = 15.0
RAW_PORT = 9100
TEXTS = {
    "printer_not_chosen": mark("Принтер не выбран. Укажите его в настройках рабочего места"),
    "printer_bad_target": mark("Адрес принтера «{target}» не читается. Проверьте настройки рабочего места"),
    "printer_labels_only": mark(
        "Принтер этикеток {name} печатает только ярлыки. Выберите для бумаг другой принтер"
    ),
    "printer_no_system": mark(
        "В системе нет службы печати (команда lp). Поставьте CUPS или печатайте в папку PDF"
    ),
    "printer_missing": mark(
        "Принтер «{name}» не найден в системе. Проверьте, что он включён, или выберите другой"
    ),
    "printer_refused": mark(
        "Принтер «{name}» не принял документ. Проверьте бумагу и очередь, затем повторите"
    ),
    "printer_silent": mark("Служба печати не отвечает. Подождите и повторите, документ остался в очереди"),
    "printer_folder": mark(
        "Не удалось записать PDF в папку «{name}». Проверьте, что папка есть и место не кончилось"
    ),
    "printer_no_connection": mark(
        "Нет связи с принтером этикеток {name}. Проверьте питание и кабель, затем повторите"
    ),
    "printer_broken_off": mark(
        "Принтер этикеток {name} прервал приём. Проверьте ленту и крышку, затем повторите"
    ),
}
_UNSAFE = re.compile(r"[^\w №().,+-]+")


class PrinterError(UserError):
    """A paper could not be sent; `words()` says what to do."""

    def words(self) -> str:
        """The text for the user."""
        return tr(TEXTS[self.code], **self.params)


class Target(NamedTuple):
    """Where to send: `queue` (name of a system printer), `folder` (path) or `tcp` (host and port)."""

    kind: str
    name: str
    port: int = 0

    def text(self) -> str:
        """The form kept in settings: `queue:Kyocera`, `folder:/path`, `tcp:192.168.1.5:9100`."""
        return f"{self.kind}:{self.name}:{self.port}" if self.kind == "tcp" else f"{self.kind}:{self.name}"


def parse_target(text: str) -> Target:
    """The target kept in settings; PrinterError `printer_not_chosen` or `printer_bad_target`."""
    if not text.strip():
        raise PrinterError("printer_not_chosen")
    kind, _, rest = text.strip().partition(":")
    if kind in {"queue", "folder"} and rest:
        return Target(kind, rest)
    host, _, port = rest.rpartition(":") if ":" in rest else (rest, "", str(RAW_PORT))
    if kind == "tcp" and host and port.isdecimal() and 0 < int(port) < 2**16:
        return Target(kind, host, int(port))
    raise PrinterError("printer_bad_target", target=text)


class Printer:
    """Sends papers to targets; holds no state but the folder of the system's commands (tests)."""

    def __init__(self, lp: str = "lp", lpstat: str = "lpstat") -> None:
        self._lp, self._lpstat = lp, lpstat

    def send(self, target: str, data: bytes, title: str, copies: int = 1) -> str:
        """Send a ready paper; returns what the target says (job id, path of the file, or nothing).

        `data` is a PDF for a queue or a folder and a raw command stream for `tcp`. Raises PrinterError.
        """
        where = parse_target(target)
        if where.kind == "folder":
            return str(save_pdf(Path(where.name), title, data))
        if where.kind == "tcp":
            send_raw(where.name, where.port, data * copies)
            return ""
        return self._to_queue(where.name, data, title, copies)

    def names(self) -> list[str]:
        """Printers the system knows; an empty list where there is no printing service."""
        try:
            done = self._run([self._lpstat, "-e"])
        except PrinterError:
            return []
        return [line.strip() for line in done.splitlines() if line.strip()]

    def _to_queue(self, name: str, data: bytes, title: str, copies: int) -> str:
        said = self._run([self._lp, "-d", name, "-n", str(copies), "-t", title], data, name)
        found = re.search(r"\S+-\d+", said)
        return found[0] if found else ""

    def _run(self, command: list[str], data: bytes | None = None, name: str = "") -> str:
        import subprocess  # noqa: PLC0415, S404 - not needed to paint the window

        surroundings = {**os.environ, "LC_ALL": "C.UTF-8"}
        try:
            done = subprocess.run(  # noqa: S603 - a list of arguments, no shell
                command, input=data, capture_output=True, timeout=COMMAND_S, check=False, env=surroundings
            )
        except FileNotFoundError as error:
            raise PrinterError("printer_no_system") from error
        except subprocess.TimeoutExpired as error:
            raise PrinterError("printer_silent", name=name) from error
        if done.returncode:
            said = done.stderr.decode(errors="replace").lower()
            missing = "does not exist" in said or "unknown destination" in said or "no such" in said
            raise PrinterError("printer_missing" if missing else "printer_refused", name=name)
        return done.stdout.decode(errors="replace")


def save_pdf(folder: Path, title: str, data: bytes) -> Path:
    """Write a paper into a folder under its title; an existing file is never overwritten.

    The file appears only when it is whole. PrinterError `printer_folder` when it cannot be written.
    """
    stem = " ".join(_UNSAFE.sub(" ", title).split()).strip(" .")[:120] or "document"
    part = folder / f".{stem[:60]}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            return _place(part, folder, stem)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise PrinterError("printer_folder", name=str(folder)) from error


def _place(part: Path, folder: Path, stem: str) -> Path:
    """Give the whole file the first free name."""
    number = 1
    while True:
        path = folder / (f"{stem}.pdf" if number == 1 else f"{stem} ({number}).pdf")
        try:
            path.touch(exist_ok=False)  # the name is ours from here on, whoever else writes into the folder
        except FileExistsError:
            number += 1
        else:
            part.replace(path)
            return path


def send_raw(host: str, port: int, data: bytes, connect_s: float = CONNECT_S, send_s: float = SEND_S) -> None:
    """Send a command stream to a label printer over TCP; PrinterError when it is away or hangs up."""
    name = f"{host}:{port}"
    try:
        connection = socket.create_connection((host, port), timeout=connect_s)
    except OSError as error:
        raise PrinterError("printer_no_connection", name=name) from error
    with connection:
        try:
            connection.settimeout(send_s)
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
        except OSError as error:
            raise PrinterError("printer_broken_off", name=name) from error
