"""A private print system: a real CUPS without root's rights whose one queue writes finished PDF files."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.processes import as_unprivileged, program, run, short_folder, wait_for

QUEUE = "Bumaga"

_DAEMON = """\
Listen {folder}/cups.sock
DefaultAuthType None
Browsing No
LogLevel debug
MaxJobs 500
JobRetryInterval 1
PreserveJobHistory Yes
ErrorPolicy retry-current-job
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""

_FILES = """\
ServerRoot {folder}/etc
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
ServerBin {folder}/bin
TempDir {folder}/temp
AccessLog {folder}/access.log
ErrorLog {folder}/error.log
PageLog {folder}/page.log
FileDevice Yes
SyncOnClose No
"""

_QUEUES = """\
<DefaultPrinter {queue}>
Info Бумага
DeviceURI tofile:{folder}/out
State Idle
Accepting Yes
Shared No
ErrorPolicy retry-current-job
</DefaultPrinter>
"""

_PPD = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TOFILE.PPD"
*Manufacturer: "Tests"
*Product: "(To file)"
*ModelName: "To file"
*ShortNickName: "To file"
*NickName: "To file"
*PSVersion: "(3010.000) 550"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsVersion: 2.4
*cupsFilter2: "application/pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageSize A5/A5: "<</PageSize[420 595]>>setpagedevice"
*PageSize A6/A6: "<</PageSize[298 420]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageRegion A5/A5: "<</PageSize[420 595]>>setpagedevice"
*PageRegion A6/A6: "<</PageSize[298 420]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4: "0 0 595 842"
*ImageableArea A5: "0 0 420 595"
*ImageableArea A6: "0 0 298 420"
*DefaultPaperDimension: A4
*PaperDimension A4: "595 842"
*PaperDimension A5: "420 595"
*PaperDimension A6: "298 420"
"""

# Arguments of a backend: job, user, title, copies, options, file. The text file comes last: it says "whole".
_BACKEND = """\
#!/bin/sh
if [ $# -lt 5 ]; then echo 'direct tofile "Tests" "To file"'; exit 0; fi
out=${DEVICE_URI#tofile:}
if [ -e "$out/broken" ]; then echo "ERROR: broken" >&2; exit 1; fi
name=$(printf '%s/%05d' "$out" "$1")
cat "${6:--}" > "$name.pdf"
printf '%s\\n%s\\n%s\\n' "$3" "$4" "$5" > "$name.tmp"
mv "$name.tmp" "$name.txt"
"""


@dataclass(frozen=True)
class Printed:
    """One finished job: its title, the number of copies asked for, its options, and the PDF."""

    title: str
    copies: int
    options: str
    pdf: Path


class PrintSystem:
    """A CUPS in a folder under /tmp; clients find it by `environment`."""

    def __init__(self) -> None:
        self.folder = short_folder("ws-cups-")
        self.out = self.folder / "out"
        self.environment = {"CUPS_SERVER": f"{self.folder}/cups.sock", "CUPS_USER": "tests"}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Lay out the folder, start the server and wait until its queue answers."""
        self._lay_out()
        files = ["-c", self.folder / "etc/cupsd.conf", "-s", self.folder / "etc/cups-files.conf"]
        self._process = subprocess.Popen(
            as_unprivileged([program("cupsd"), "-f", *files]),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(self.folder), "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
        wait_for(self._answers, f"CUPS in {self.folder}")

    def stop(self) -> None:
        """End the server; its folder stays."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
            self._process = None

    def remove(self) -> None:
        """End the server and drop its folder."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def printed(self) -> list[Printed]:
        """The finished jobs so far, in the order of their numbers."""
        found = []
        for note in sorted(self.out.glob("*.txt")):
            title, copies, options = note.read_text(encoding="utf-8").split("\n")[:3]
            found.append(Printed(title, int(copies), options, note.with_suffix(".pdf")))
        return found

    def wait_printed(self, count: int, seconds: float = 30.0) -> list[Printed]:
        """The finished jobs once there are `count` of them; raises Waited with the log's end if not."""
        return wait_for(
            lambda: len(self.printed()) >= count and self.printed(), f"{count} printed papers", seconds
        )

    def clear(self) -> None:
        """Forget what has been printed, cancel what waits, and mend the printer."""
        self._run("cancel", "-a", "-x")
        self.mend()
        for path in self.out.iterdir():
            path.unlink()

    def jam(self) -> None:
        """The queue takes jobs and prints none until `mend`."""
        self._run("cupsdisable", QUEUE)

    def mend(self) -> None:
        """The queue prints again what waits in it."""
        self._run("cupsenable", QUEUE)

    def refuse(self) -> None:
        """The queue takes no more jobs until `accept`: `lp` fails at once."""
        self._run("cupsreject", QUEUE)

    def accept(self) -> None:
        """The queue takes jobs again."""
        self._run("cupsaccept", QUEUE)

    def waiting(self) -> list[str]:
        """The numbers of the jobs that are not finished."""
        return [line.split()[0] for line in self._run("lpstat", "-o").splitlines()]

    def log(self) -> str:
        """What the server wrote of itself."""
        return (self.folder / "error.log").read_text(encoding="utf-8", errors="replace")

    def _lay_out(self) -> None:
        for name in ("etc/ppd", "spool/tmp", "cache", "state", "temp", "out", "bin/backend"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        for part in Path("/usr/lib/cups").iterdir():
            if part.name != "backend":
                (self.folder / "bin" / part.name).symlink_to(part)
        backend = self.folder / "bin/backend/tofile"
        for path, text in (
            (self.folder / "etc/cupsd.conf", _DAEMON),
            (self.folder / "etc/cups-files.conf", _FILES),
            (self.folder / "etc/printers.conf", _QUEUES),
            (self.folder / f"etc/ppd/{QUEUE}.ppd", _PPD),
        ):
            filled = text.format(folder=self.folder, queue=QUEUE) if text is not _PPD else text
            path.write_text(filled, encoding="utf-8")
        backend.write_text(_BACKEND, encoding="utf-8")
        backend.chmod(0o755)
        if os.geteuid() == 0:
            owner = self.folder.stat()
            run(["chown", "-R", "-h", f"{owner.st_uid}:{owner.st_gid}", self.folder])

    def _answers(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise AssertionError(self.log())
        try:
            return QUEUE in self._run("lpstat", "-p")
        except AssertionError:
            return False

    def _run(self, *command: str) -> str:
        environment = {**os.environ, **self.environment, "LC_ALL": "C.UTF-8"}
        return run([program(command[0]), *command[1:]], env=environment)


@pytest.fixture(scope="session")
def _print_system() -> Iterator[PrintSystem]:
    system = PrintSystem()
    try:
        system.start()
        yield system
    finally:
        system.remove()


@pytest.fixture
def print_system(_print_system: PrintSystem, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrintSystem]:
    """The private print system, its queue empty; this process and its children print to it."""
    for name, value in _print_system.environment.items():
        monkeypatch.setenv(name, value)
    yield _print_system
    _print_system.accept()
    _print_system.clear()
