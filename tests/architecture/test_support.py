"""The tests' own servers do what the other tests lean on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import text

from tests.support.printers import QUEUE, PrintSystem
from tests.support.processes import run
from tests.support.screens import LAPTOP, StartProgram
from workstation.db import Database


def test_each_test_has_an_empty_migrated_base(database: Database) -> None:
    with database.begin() as session:
        assert session.execute(text("SELECT count(*) FROM work_order")).scalar_one() == 0
        assert session.execute(text("SELECT count(*) FROM alembic_version")).scalar_one() == 1


@pytest.mark.cups
def test_a_paper_sent_to_the_queue_becomes_a_file(print_system: PrintSystem, tmp_path: Path) -> None:
    paper = tmp_path / "act.pdf"
    canvas = Canvas(str(paper))
    canvas.drawString(72, 72, "one page")
    canvas.save()
    run(["lp", "-d", QUEUE, "-n", "2", "-t", "Акт № 1", paper])
    (printed,) = print_system.wait_printed(1)
    assert (printed.title, printed.copies) == ("Акт № 1", 2)
    assert "one page" in run(["pdftotext", printed.pdf, "-"])


@pytest.mark.cups
def test_a_jammed_queue_keeps_the_job_until_mended(print_system: PrintSystem, tmp_path: Path) -> None:
    paper = tmp_path / "act.pdf"
    canvas = Canvas(str(paper))
    canvas.drawString(72, 72, "waits")
    canvas.save()
    print_system.jam()
    run(["lp", "-d", QUEUE, paper])
    assert len(print_system.waiting()) == 1
    assert print_system.printed() == []
    print_system.mend()
    assert len(print_system.wait_printed(1)) == 1


_EDITOR = """
import sys
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication, QLineEdit
application = QApplication([])
line = QLineEdit()
line.setWindowTitle("Строка")
line.returnPressed.connect(lambda: Path(sys.argv[1]).write_text(line.text(), encoding="utf-8"))
line.show()
application.exec()
"""


@pytest.mark.xvfb
def test_keys_reach_a_real_window_and_are_counted(start_program: StartProgram, tmp_path: Path) -> None:
    typed = tmp_path / "typed.txt"
    program = start_program(str(typed), command=[sys.executable, "-c", _EDITOR])
    program.wait_window("Строка")
    program.type("Стол №5 «Ёлка» ₽")
    program.press("BackSpace", "Return")
    program.wait(typed.exists, "the typed text")
    assert typed.read_text(encoding="utf-8") == "Стол №5 «Ёлка» "
    assert program.presses == 18
    assert program.wait_still().size == LAPTOP
