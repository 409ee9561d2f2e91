"""The window of errors, the preview of a real PDF, the manual, the dress."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, qWarning
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget
from reportlab.lib.pagesizes import A4, A6
from reportlab.pdfgen.canvas import Canvas

from tests.ui.keys import press
from ui import theme
from ui.error_window import Faults, strip_trace
from ui.help_window import HelpWindow
from ui.preview import Preview
from workstation.statuses import OrderStatus

Shown = Callable[[QWidget], Any]


@pytest.fixture
def faults(qapp: QApplication) -> Iterator[Faults]:
    made = Faults(log_tail=lambda: "last lines")
    yield made
    made.remove()
    window = made.window()
    if window is not None:
        window.close()
    made.deleteLater()


def break_something(name: str) -> None:
    raise ValueError(f"bad customer {name}")


def caught(name: str = "Иванова Мария, +79123456789") -> ValueError:
    try:
        break_something(name)
    except ValueError as error:
        return error
    raise AssertionError


def test_one_window_with_a_number_and_no_personal_data(faults: Faults, qtbot: Any, expect_log: Any) -> None:
    expect_log("unexpected error")
    faults.take(caught())
    qtbot.waitUntil(lambda: faults.window() is not None)
    window = faults.window()
    assert window is not None
    report = window.report()
    assert window.number in report
    assert "break_something" in report
    assert "ValueError" in report
    assert "last lines" in report
    assert "Иванова" not in report
    assert "9123456789" not in report
    number = window.number
    faults.take(caught("Петров"))
    with qtbot.waitSignal(faults.caught) as again:
        pass
    assert faults.window() is window
    assert again.args[0] == number


def test_drafts_are_kept_first_and_the_user_is_told_when_they_are_not(
    qapp: Any, qtbot: Any, expect_log: Any
) -> None:
    expect_log("unexpected error")
    expect_log("drafts could not be kept")

    def refuse() -> None:
        raise OSError

    faults = Faults(keep=refuse)
    faults.take(caught())
    qtbot.waitUntil(lambda: faults.window() is not None)
    window = faults.window()
    assert window is not None
    words = " ".join(child.text() for child in window.findChildren(QWidget) if hasattr(child, "text"))
    assert "Черновик сохранить не удалось" in words
    window.close()
    faults.deleteLater()


def test_errors_of_threads_come_to_the_window(faults: Faults, qtbot: Any, expect_log: Any) -> None:
    expect_log("unexpected error")
    faults.install()
    with qtbot.waitSignal(faults.caught):
        thread = threading.Thread(target=break_something, args=("Ли",))
        thread.start()
        thread.join()
        faults.remove()
    assert sys.excepthook is sys.__excepthook__


def test_words_of_qt_go_to_the_log(faults: Faults, caplog: Any, expect_log: Any) -> None:
    expect_log("strange thing")
    faults.install()
    with caplog.at_level(logging.DEBUG):
        qWarning("strange thing")
    faults.remove()
    assert any("strange thing" in record.getMessage() for record in caplog.records)


def test_report_drops_words_of_errors_but_not_of_python_itself() -> None:
    trace = (
        "Traceback (most recent call last):\n"
        '  File "/home/clerk/Иванова/app/ui/form.py", line 3, in read\n'
        "    value = row.naem\n"
        "AttributeError: 'Row' object has no attribute 'naem'\n"
        "sqlalchemy.exc.IntegrityError: UNIQUE [parameters: ('Иванова', '+79123456789')]\n"
        "[SQL: INSERT INTO customer VALUES ('Petrov')]\n"
    )
    stripped = strip_trace(trace)
    assert "no attribute 'naem'" in stripped
    assert "app/ui/form.py" in stripped
    for secret in ("clerk", "Иванова", "79123456789", "Petrov"):
        assert secret not in stripped


def pdf(pages: int = 2) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for page in range(pages):
        canvas.setPageSize(A4 if page == 0 else A6)
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, 0, 100, 100, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_preview_shows_every_page_as_it_is(shown: Shown) -> None:
    window = shown(Preview("Акт", pdf()))
    assert window.page_count() == 2
    first = window.page_image(0, 72)
    assert (first.width(), first.height()) == (595, 842)
    assert first.pixelColor(50, first.height() - 50) == QColor(255, 0, 0)
    assert first.pixelColor(300, 300) == QColor(255, 255, 255)
    assert window.page_image(1, 72).width() == 298


def test_preview_prints_by_its_key_and_zooms(shown: Shown, qtbot: Any) -> None:
    window = shown(Preview("Акт", pdf(1)))
    window.zoom_in()
    window.zoom_out()
    with qtbot.waitSignal(window.print_asked):
        press(Qt.Key.Key_F9)


def test_preview_of_no_pdf_is_empty(shown: Shown) -> None:
    assert shown(Preview("Акт", b"nothing")).page_count() == 0


def test_manual_opens_at_the_topic(tmp_path: Path, shown: Shown) -> None:
    (tmp_path / "10-intake.md").write_text("# Приём\n\nКак принять изделие.", encoding="utf-8")
    (tmp_path / "20-orders.md").write_text("# Заказы\n\nКак найти заказ.", encoding="utf-8")
    window = shown(HelpWindow(tmp_path))
    assert window.show_topic("orders")
    assert "Как найти заказ" in window.text()
    assert not window.show_topic("nothing")
    assert "Как принять" in window.text()


def test_manual_that_is_not_there_says_so(tmp_path: Path, shown: Shown) -> None:
    window = shown(HelpWindow(tmp_path))
    assert not window.show_topic("intake")
    assert window.text() == ""


def contrast(one: str, two: str) -> float:
    def light(colour: str) -> float:
        parts = [value / 255 for value in QColor(colour).getRgb()[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_of_the_tokens(scheme: str) -> None:
    tokens = theme.TOKENS[scheme]
    for ink in ("text", "text2", "text3", "accent"):
        for ground in ("surface", "panel", "bg", "rail", "hover"):
            assert contrast(tokens[ink], tokens[ground]) >= 4.5, (ink, ground)
    for state in ("green", "amber", "red", "violet", "grey", "accent"):
        assert contrast(tokens[state], tokens[f"{state}_soft"]) >= 4.5, state
    for ink in ("text", "text2", "accent", "green", "amber", "red", "violet"):
        assert contrast(tokens[ink], tokens["sel"]) >= 4.5, ink
    assert contrast(tokens["on_accent"], tokens["accent_fill"]) >= 4.5
    assert contrast(tokens["border"], tokens["surface"]) >= 3


def test_theme_switches_at_run_time(qapp: QApplication) -> None:
    def ink() -> QColor:
        picture: QImage = theme.pixmap("inbox", "text", 20).toImage()
        dots = [picture.pixelColor(x, y) for x in range(20) for y in range(20)]
        return max(dots, key=lambda dot: dot.alpha())

    before = ink()
    theme.apply(qapp, "dark")
    assert theme.scheme() == "dark"
    assert qapp.palette().base().color() == QColor("#1D2025")
    assert ink() != before
    assert "@" not in theme.style_sheet()
    theme.apply(qapp, "light")
    assert ink() == before


def test_shipped_font_is_the_one_used() -> None:
    assert QGuiApplication.font().family() == "DejaVu Sans Condensed"
    assert theme.font("small").pixelSize() == 12


def test_every_icon_that_is_named_is_shipped() -> None:
    shipped = {path.stem for path in (theme.RESOURCES / "icons").glob("*.svg")}
    assert {status.icon for status in OrderStatus} <= shipped
    assert (theme.RESOURCES / "icons" / "LICENSE").exists()
