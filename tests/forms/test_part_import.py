"""A price list comes in by keys: columns are guessed, said, remembered; bad rows are shown; all or none."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.forms.desk import ENTER, ESCAPE, Desk
from tests.support.books import as_excel, book
from tests.support.stock import Store, open_store
from tests.support.verbs import see
from ui.table_model import CELL_ROLE
from workstation import clock
from workstation.db import Database
from workstation.queries.parts import find_parts, get_part, part_id_of

HEAD = ("Артикул", "Наименование", "Бренд", "Розница", "Гарантия, мес.")
GOOD = (("00751313", "Помпа сливная", "Bosch", 2400, 6), ("00263789", "Уплотнитель", "Bosch", 2150.5, 12))
BAD = (("", "Без номера", "", 10, ""), ("A-7", "Ремень", "", "дорого", "год"))
Open = Callable[[Path], Desk]


@pytest.fixture
def store(sqlite_database: Database) -> Store:
    made = open_store(sqlite_database)
    made.part("00751313", "Помпа", sale_price=2_300_00)
    return made


@pytest.fixture
def open_desk(qtbot: Any, store: Store) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(path: Path) -> Desk:
        desk = Desk(qtbot, store.database, store.actor, "store")
        desks.append(desk)
        desk.window.open_form("part_import", str(path))
        desk.rest()
        return desk

    yield make
    for desk in desks:
        desk.close()


def rows(desk: Desk) -> list[list[str]]:
    """What the table of the page shows."""
    model = desk.page._table.model()
    shown = [
        [model.index(row, column).data(CELL_ROLE) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    return [[cell if isinstance(cell, str) else cell.text for cell in line] for line in shown]


def numbers(store: Store) -> list[str]:
    found = see(store.database, find_parts, store.actor.branch_id, on=clock.today())
    return [row.number for row in found]


def said(desk: Desk) -> str:
    return str(desk.page._bar.accessibleDescription())


def test_a_price_list_is_looked_at_and_comes_in(open_desk: Open, store: Store, tmp_path: Path) -> None:
    path = as_excel(book(tmp_path / "прайс.xlsx", ("Прайс-лист",), HEAD, *GOOD))
    desk = open_desk(path)
    page = desk.page
    assert (page.title, page.subtitle) == ("Загрузка прайса", "прайс.xlsx")
    assert page._columns.columns() == {
        "number": 0, "name": 1, "brand": 2, "sale_price": 3, "warranty_months": 4,
    }  # fmt: skip
    assert rows(desk)[0] == ["3", "00751313", "Помпа сливная", "Bosch", "2400", "6"]
    assert desk.open_keys() >= {"F9", "Ctrl+O"}
    desk.do("F9")
    assert page._words.text() == "Всё в порядке, можно загружать"
    assert page._more.text() == "новых 1 · изменённых 1 · без изменений 0 · новых цен 2"
    assert said(desk).startswith("Отменить загрузку нельзя")
    assert numbers(store) == ["00751313"]
    desk.do("F9")
    assert desk.told() == "Прайс загружен: новых 1 · изменённых 1 · без изменений 0 · новых цен 2"
    assert numbers(store) == ["00263789", "00751313"]
    card = see(
        store.database, get_part, store.actor.branch_id, see(store.database, part_id_of, "00751313"), date.max
    )
    assert (card.data.name, card.data.warranty_months, card.data.sale_price) == ("Помпа сливная", 6, 240_000)
    assert desk.page is not page


def test_bad_rows_are_shown_saved_and_left_out(open_desk: Open, store: Store, tmp_path: Path) -> None:
    desk = open_desk(book(tmp_path / "p.xlsx", HEAD, *GOOD, *BAD))
    desk.do("F9")
    page = desk.page
    assert page._words.text() == "Плохих строк: 2"
    assert [line[:2] for line in rows(desk)] == [
        ["4", "столбец «Артикул»: Заполните это поле"],
        [
            "5",
            "столбец «Гарантия, мес.»: Нужно целое число месяцев, а стоит «год»; "
            "столбец «Розница»: Введите сумму числом, например 1500,50",
        ],
    ]
    assert page._whole.text() == rows(desk)[0][1]
    assert desk.open_keys() >= {"F10", "Ctrl+S", "Ctrl+C"}
    assert "F9" not in desk.open_keys()
    QTest.keyClick(page._table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().splitlines()[0].startswith("4\tстолбец «Артикул»")
    page.save_bad(str(tmp_path / "bad.csv"))
    desk.rest()
    with (tmp_path / "bad.csv").open(encoding="utf-8-sig", newline="") as file:
        saved = list(csv.reader(file, delimiter=";"))
    assert [line[5] for line in saved] == ["Строка", "4", "5"]
    assert numbers(store) == ["00751313"]
    desk.do("F10")
    assert numbers(store) == ["00263789", "00751313"]


def test_columns_that_are_named_otherwise_are_said_once(
    open_desk: Open, store: Store, tmp_path: Path
) -> None:
    head = ("Код товара", "Товар", "Стоимость")
    path = book(tmp_path / "p.xlsx", head, ("A1", "Шланг", 5))
    desk = open_desk(path)
    assert said(desk) == "Укажите столбец: номер, название"
    assert "F9" not in desk.open_keys()
    assert desk.focus() is desk.page._columns._combos["number"]
    desk.type("код")
    desk.press(ENTER)
    desk.page._columns._combos["name"].setFocus()
    desk.type("товар")
    desk.press(ENTER)
    desk.page._columns._combos["sale_price"].setFocus()
    desk.type("товар")
    assert said(desk) == "Один столбец выбран дважды: Название, Цена продажи"
    desk.page._columns._combos["sale_price"].set_value(2)
    assert desk.page._columns._samples["sale_price"].text() == "5"
    desk.do("F9")
    desk.do("F9")
    assert numbers(store) == ["00751313", "A1"]
    again = open_desk(book(tmp_path / "next.xlsx", head, ("A2", "Хомут", 7)))
    assert again.page._columns.columns() == {"number": 0, "name": 1, "sale_price": 2}
    again.do("F9")
    assert again.page._more.text().startswith("новых 1 ")
    again.page._columns._combos["sale_price"].set_value(None)
    assert again.page._judged is None
    assert again.page._words.text() == "Первые строки файла"
    again.rest()
    assert rows(again) == [["2", "A2", "Хомут", "7"]]
    assert again.page.leave()


def test_esc_stops_what_is_under_way(
    open_desk: Open, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(book(tmp_path / "p.xlsx", HEAD, *GOOD))
    page = desk.page
    bound = next(one for one in page.actions_bound if one.spec.key == "F9")
    bound.action.trigger()
    assert page._progress is not None
    assert not page.leave()
    desk.rest()
    assert (page._progress, page._judged, said(desk)) == (None, None, "Прервано. Ничего не загружено.")
    desk.do("F9")
    bound.action.trigger()
    assert not page.leave()
    desk.rest()
    assert said(desk) == "Прервано. Ничего не загружено."
    assert numbers(store) == ["00751313"]
    desk.do("F9")
    assert numbers(store) == ["00263789", "00751313"]


def test_a_file_that_is_no_table_is_told(open_desk: Open, tmp_path: Path) -> None:
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(100))
    desk = open_desk(tmp_path / "old.xls")
    assert said(desk).startswith("old.xls — файл старого Excel")
    assert desk.page._stack.currentIndex() == 0
    desk.window.activateWindow()
    desk.press(ESCAPE)
    assert desk.page.title == "Склад"
