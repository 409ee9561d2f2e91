"""Printing for real: a listener on the loopback, a folder, a system without the service."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.printer import TEXTS, Printer, PrinterError, parse_target, save_pdf, send_raw

PDF = b"%PDF-1.4 paper"


class Listener:
    """A label printer that only listens."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.server.getsockname()[1]
        self.received: list[bytes] = []
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        connection, _ = self.server.accept()
        with connection:
            data = b""
            while chunk := connection.recv(65536):
                data += chunk
        self.received.append(data)

    def close(self) -> None:
        self._thread.join(5)
        self.server.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


def script(folder: Path, body: str) -> str:
    """A printing command that does what the test says."""
    path = folder / "lp"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_raw_bytes_arrive_whole_and_as_many_times(listener: Listener) -> None:
    stream = bytes(range(256)) * 400
    Printer().send(f"tcp:127.0.0.1:{listener.port}", stream, "Ярлык", copies=2)
    listener.close()
    assert listener.received == [stream * 2]


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(PrinterError) as caught:
        send_raw("127.0.0.1", port, b"label")
    assert caught.value.code == "printer_no_connection"
    assert f"127.0.0.1:{port}" in caught.value.words()


def test_a_printer_that_stops_reading_times_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(PrinterError) as caught:
            send_raw("127.0.0.1", port, b"x" * 50_000_000, send_s=0.2)
    assert caught.value.code == "printer_broken_off"


def test_folder_never_overwrites_and_leaves_no_halves(tmp_path: Path) -> None:
    folder = tmp_path / "бумаги"
    paths = [Printer().send(f"folder:{folder}", PDF, "Акт № СЦ-2026-000123 / «Ёлка»") for _ in range(3)]
    assert [Path(path).name for path in paths] == [
        "Акт № СЦ-2026-000123 Ёлка.pdf",
        "Акт № СЦ-2026-000123 Ёлка (2).pdf",
        "Акт № СЦ-2026-000123 Ёлка (3).pdf",
    ]
    assert {path.read_bytes() for path in folder.iterdir()} == {PDF}
    assert len(list(folder.iterdir())) == 3


@pytest.mark.parametrize("title", ["../../etc/passwd", "..", "", "a/b\\c:d", "x" * 400])
def test_a_title_cannot_leave_the_folder(tmp_path: Path, title: str) -> None:
    assert save_pdf(tmp_path, title, PDF).parent == tmp_path


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(PrinterError) as caught:
        Printer().send(f"folder:{tmp_path / 'file'}", PDF, "Акт")
    assert caught.value.code == "printer_folder"


def test_queue_gets_bytes_title_and_copies(tmp_path: Path) -> None:
    lp = script(
        tmp_path,
        f'echo "$@" > {tmp_path}/args; cat > {tmp_path}/data; echo "request id is Kyocera-17 (1 file)"',
    )
    assert Printer(lp).send("queue:Kyocera", PDF, "Акт № 1", copies=2) == "Kyocera-17"
    assert (tmp_path / "data").read_bytes() == PDF
    assert (tmp_path / "args").read_text(encoding="utf-8") == "-d Kyocera -n 2 -t Акт № 1\n"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("lp: The printer or class does not exist.", "printer_missing"),
        ("lp: Destination is not accepting jobs.", "printer_refused"),
    ],
)
def test_queue_refuses(tmp_path: Path, said: str, code: str) -> None:
    lp = script(tmp_path, f'cat > /dev/null; echo "{said}" >&2; exit 1')
    with pytest.raises(PrinterError) as caught:
        Printer(lp).send("queue:Kyocera", PDF, "Акт")
    assert caught.value.code == code
    assert "Kyocera" in caught.value.words()


def test_a_queue_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.printer.COMMAND_S", 0.2)
    with pytest.raises(PrinterError) as caught:
        Printer(script(tmp_path, "exec sleep 5")).send("queue:Kyocera", PDF, "Акт")
    assert caught.value.code == "printer_silent"


def test_no_printing_service() -> None:
    printer = Printer("/nowhere/lp", "/nowhere/lpstat")
    assert printer.names() == []
    with pytest.raises(PrinterError) as caught:
        printer.send("queue:Kyocera", PDF, "Акт")
    assert caught.value.code == "printer_no_system"


def test_names_of_the_system(tmp_path: Path) -> None:
    assert Printer("lp", script(tmp_path, "echo Kyocera; echo; echo TSC")).names() == ["Kyocera", "TSC"]


@pytest.mark.parametrize("text", ["queue:Kyocera", "folder:/home/c/Бумаги", "tcp:192.168.1.5:9100"])
def test_target_text_there_and_back(text: str) -> None:
    assert parse_target(text).text() == text


def test_port_of_a_label_printer_has_a_default() -> None:
    assert parse_target("tcp:192.168.1.5").port == 9100


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "printer_not_chosen"),
        ("Kyocera", "printer_bad_target"),
        ("queue:", "printer_bad_target"),
        ("tcp:host:port", "printer_bad_target"),
        ("tcp:host:99999", "printer_bad_target"),
    ],
)
def test_bad_targets(text: str, code: str) -> None:
    with pytest.raises(PrinterError) as caught:
        parse_target(text)
    assert caught.value.code == code


def test_every_code_has_words() -> None:
    for code in TEXTS:
        assert "{" not in PrinterError(code, name="X", target="X").words()
