"""The quieter parts: photos, panel, bar, badge, buttons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.keys import press
from ui import theme
from ui.form import Form
from ui.widgets.action_bar import ActionBar
from ui.widgets.badge import Badge
from ui.widgets.basics import EmptyState
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.photos import PhotoStrip, Thumb
from ui.widgets.side_panel import SidePanel
from workstation.statuses import OrderStatus

Shown = Callable[[QWidget], Any]


def picture(colour: str = "red") -> QImage:
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


@pytest.fixture
def strip(shown: Shown) -> PhotoStrip:
    made = shown(PhotoStrip(columns=2))
    made.set_thumbs([Thumb("a", picture(), "царапина"), Thumb("b", picture("blue"))])
    made.setFocus()
    return made


def texts(widget: QWidget) -> list[str]:
    return [child.text() for child in widget.findChildren(QLabel) if child.text() and not child.isHidden()]


def test_photos_pasted(strip: PhotoStrip, tmp_path: Path, qtbot: Any) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(picture("green"))
    with qtbot.waitSignal(strip.image_given) as given:
        press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert given.args[0].pixelColor(5, 5) == QColor("green")
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "снимок.jpg"))])
    clipboard.setMimeData(files)
    with qtbot.waitSignal(strip.files_given) as named:
        strip.paste()
    assert named.args == [[str(tmp_path / "снимок.jpg")]]
    clipboard.setText("words")
    assert not strip.paste()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the only way to make a drop without a mouse
def test_photos_dropped(strip: PhotoStrip, tmp_path: Path, qtbot: Any) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "1.jpg")), QUrl("https://example.com/2.jpg")])
    action, button, plain = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), action, data, button, plain)
    strip.dragEnterEvent(enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(strip.files_given) as named:
        strip.dropEvent(QDropEvent(QPointF(5, 5), action, data, button, plain))
    assert named.args == [[str(tmp_path / "1.jpg")]]


def test_photos_by_keyboard(strip: PhotoStrip, qtbot: Any) -> None:
    press(Qt.Key.Key_Left)
    with qtbot.waitSignal(strip.opened) as opened:
        press(Qt.Key.Key_Space)
    assert opened.args == ["b"]
    with qtbot.waitSignal(strip.removed) as removed:
        press(Qt.Key.Key_Delete)
    assert removed.args == ["b"]
    press(Qt.Key.Key_Left)
    assert strip.accessibleDescription() == "Снимок 1 царапина"
    assert strip.accessibleName() == "Снимки: 2"


def test_photos_wrap_and_are_really_drawn(strip: PhotoStrip) -> None:
    assert strip.height() == 2 * 48 + 8
    drawn = strip.grab().toImage()
    assert drawn.pixelColor(32, 24) == QColor("red")
    assert drawn.pixelColor(64 + 8 + 32, 24) == QColor("blue")


def test_panel_says_the_verdict_and_its_sections_appear_with_their_rows(shown: Shown, qtbot: Any) -> None:
    panel = shown(SidePanel())
    section = panel.add_section("Сроки")
    assert not section.isVisible()
    section.add_clock("Ремонт", "07.01.2027", "осталось 45 дней")
    section.add_trace("amber", "Нет чека: не повод отказать", "ст. 18 п. 5")
    panel.say("green", "Гарантия до 26.06.2027: бесплатно")
    assert section.isVisible()
    assert panel.banner.isVisible()
    qtbot.waitUntil(lambda: {"07.01.2027", "ст. 18 п. 5"} <= set(texts(section)))
    section.clear()
    assert not section.isVisible()
    panel.say("green", "")
    assert not panel.banner.isVisible()


def test_history_opens_an_order_and_words_are_never_markup(shown: Shown) -> None:
    panel = shown(SidePanel())
    section = panel.add_section("Этот заказчик")
    opened: list[int] = []
    section.add_order(
        "СЦ-2026-000001",
        ("Готов", "green", "circle-check"),
        "22.11",
        "<b>«Ёлка»</b> & Co",
        lambda: opened.append(1),
    )
    section.findChild(LinkButton).click()
    assert opened == [1]
    assert any("&lt;b&gt;«Ёлка»&lt;/b&gt; &amp; Co" in text for text in texts(section))


def test_bar_counts_errors_in_words(shown: Shown) -> None:
    bar, form = shown(ActionBar()), shown(Form())
    bar.follow(form)
    form.errors_changed.emit(3, "Согласованный срок")
    assert texts(bar) == ["3 ошибки", "Tab — к полю «Согласованный срок»"]
    bar.set_draft("Черновик сохранён в 14:32")
    form.errors_changed.emit(0, "")
    assert texts(bar) == ["Черновик сохранён в 14:32"]


def test_badge_is_word_colour_and_shape(shown: Shown) -> None:
    badge = shown(Badge())
    badge.set_state(OrderStatus.READY)
    assert badge.accessibleName() == "Готов"
    drawn = badge.grab().toImage()
    inks = {drawn.pixelColor(x, y).name() for x in range(drawn.width()) for y in range(drawn.height())}
    assert theme.TOKENS["light"]["green_soft"].lower() in inks
    assert theme.TOKENS["light"]["green"].lower() in inks


def test_buttons_answer_enter_and_a_gate_keeps_its_place(shown: Shown) -> None:
    button = shown(Button("Готово", "F9", kind="main"))
    clicks: list[int] = []
    button.clicked.connect(lambda: clicks.append(1))
    button.setFocus()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Space)
    assert clicks == [1, 1]
    button.set_locked(True)
    assert button.isVisible()
    assert not button.isEnabled()
    assert button.toolTip() == "Готово (F9)"


def test_emptiness_offers_its_action(shown: Shown, qtbot: Any) -> None:
    empty = shown(EmptyState("inbox", "Заказов нет"))
    button = Button("Новый заказ", "Ctrl+N")
    empty.add_button(button)
    qtbot.waitUntil(button.isVisible)
    empty.set_words("Ничего не подходит", "Уберите отбор")
    assert texts(empty) == ["Ничего не подходит", "Уберите отбор"]
