"""The place «Склад» by keys: the catalogue with its stock, the views and whom they are for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

import forms
from tests.forms.desk import Desk
from tests.printing.reading import codes_of, pages_of
from tests.support.stock import Store, open_store
from tests.support.verbs import see
from ui.preview import Preview
from ui.table_model import CELL_ROLE
from workstation.db import Database
from workstation.queries.parts import part_id_of
from workstation.rules import codes
from workstation.services.rights import RIGHTS
from workstation.statuses import Role

Open = Callable[..., Desk]


@pytest.fixture
def store(sqlite_database: Database) -> Store:
    made = open_store(sqlite_database)
    pump = made.part(models=("WAN24260",))
    made.receive(pump, 3, 300_000, cell="А-12")
    made.ask(pump)
    made.part("00263789", "Уплотнитель люка", sale_price=215_000)
    made.part("DC31-00181A", "Насос", brand="Samsung")
    return made


@pytest.fixture
def open_desk(qtbot: Any, store: Store) -> Iterator[Open]:
    desks: list[Desk] = []

    def make(role: Role | None = None) -> Desk:
        desks.append(Desk(qtbot, store.database, store.actor, "store", role))
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


def rows(desk: Desk) -> list[list[str]]:
    """What the table of the view shows, cell by cell."""
    model = desk.page.panel().model
    return [
        [model.index(row, column).data(CELL_ROLE).text for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_catalogue_shows_what_lies_where(open_desk: Open) -> None:
    shown = rows(open_desk(Role.STOREKEEPER))
    assert shown == [
        ["00263789", "Уплотнитель люка", "Bosch", "—", "—", "—", "—", "", "2\u00a0150,00"],
        ["00751313", "Помпа сливная", "Bosch", "3 шт.", "1", "2", "—", "А-12", "—"],
        ["DC31-00181A", "Насос", "Samsung", "—", "—", "—", "—", "", "—"],
    ]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("0075", ["00751313"]),
        ("dc31 00181", ["DC31-00181A"]),
        ("насос", ["DC31-00181A"]),
        ("bosch упл", ["00263789"]),
        ("wan242", ["00751313"]),
        ("ремень", []),
    ],
)
def test_a_part_is_found_as_one_types(open_desk: Open, typed: str, numbers: list[str]) -> None:
    desk = open_desk()
    desk.do("F")
    desk.type(typed)
    assert [row[0] for row in rows(desk)] == numbers
    assert desk.page.panel().empty_state.isVisible() is not bool(numbers)


def test_only_what_is_in_stock(open_desk: Open) -> None:
    desk = open_desk()
    desk.do("Ctrl+I")
    assert [row[0] for row in rows(desk)] == ["00751313"]
    desk.do("Ctrl+I")
    assert len(rows(desk)) == 3


def test_the_list_follows_what_changes(open_desk: Open, store: Store) -> None:
    desk = open_desk()
    belt = store.part("00439491", "Ремень")
    store.receive(belt, 2, 100_000)
    desk.page.refresh()
    desk.rest()
    assert rows(desk)[1][:4] == ["00439491", "Ремень", "Bosch", "2 шт."]
    assert rows(desk)[1][7] == "Основной склад"


def test_the_views_are_walked_by_keys(open_desk: Open) -> None:
    desk = open_desk()
    desk.press(Qt.Key.Key_Left)
    assert desk.focus() is desk.page._side
    desk.press(Qt.Key.Key_Right)
    assert desk.focus() is desk.page.panel().table


def test_the_store_is_the_first_place_of_a_storekeeper() -> None:
    first = {role: next(place for place in forms.PLACES if role in place[3])[0] for role in forms.STAFF}
    assert first["storekeeper"] == "store"
    with_store = {role for name, _title, _icon, roles in forms.PLACES if name == "store" for role in roles}
    assert with_store == {"storekeeper", "manager", "administrator"}


def test_a_storekeeper_does_not_work_at_the_bench() -> None:
    bench = {name: roles for name, roles in RIGHTS.items() if name.startswith("bench.")}
    assert all(Role.STOREKEEPER not in roles for roles in bench.values())
    hands = ("stock.issue", "stock.put_back", "parts.tag")
    assert all({Role.STOREKEEPER, Role.TECHNICIAN} <= RIGHTS[name] for name in hands)


def test_a_scan_opens_the_card(open_desk: Open, store: Store) -> None:
    desk = open_desk(Role.STOREKEEPER)
    desk.window.scanned(codes.encode(see(store.database, part_id_of, "00751313")))
    desk.rest()
    assert desk.page.title == "Помпа сливная"
    desk.window.go_back()
    desk.page.scanned("DC31 00181A")
    desk.rest()
    assert desk.page.title == "Насос"
    desk.window.go_back()
    desk.page.scanned("4606789012345")
    desk.rest()
    assert "не найдена" in desk.told()
    assert rows(desk) == []


def test_a_scanned_cell_shows_what_lies_in_it(open_desk: Open, store: Store) -> None:
    desk = open_desk(Role.STOREKEEPER)
    desk.window.scanned(codes.encode(store.cell("А-12")))
    desk.rest()
    assert [item.text for item in desk.dialog()._list.items()] == ["00751313"]
    desk.dialog().reject()


def test_the_page_waits_until_it_is_known_who_sits_here(qtbot: Any, store: Store) -> None:
    desk = Desk(qtbot, store.database, store.actor, "store")
    desk.window.set_actor(None)
    desk.window.open_form("store")
    desk.rest()
    desk.page.refresh()
    desk.press(Qt.Key.Key_Left, Qt.Key.Key_Right)
    assert desk.page.scanned("00751313") is False
    desk.window.set_actor(store.actor, "store")
    desk.rest()
    assert len(rows(desk)) == 3
    desk.close()


def test_labels_of_cells_are_seen_and_printed(open_desk: Open, store: Store, tmp_path: Path) -> None:
    store.receive(store.part("X-9", "Люк"), 1, 100, cell="Я-07")
    desk = open_desk()
    desk.window.open_form("store", "bins")
    desk.rest()
    desk.page.panel().filter.setFocus()
    desk.type("я-07")
    desk.rest()
    desk.window.context.settings.values["printer.label"] = {"target": f"folder:{tmp_path}"}
    desk.do("Ctrl+P")
    preview = desk.dialog()
    assert isinstance(preview, Preview)
    assert preview.page_count() == 1
    preview.print_asked.emit()
    desk.rest()
    (made,) = tmp_path.glob("*.pdf")
    assert codes_of(pages_of(made.read_bytes())[0]) == [codes.encode(store.cell("Я-07"))]
    assert desk.told() == "Ярлыки отправлены на печать"


def test_what_is_shown_goes_into_a_file(open_desk: Open, tmp_path: Path) -> None:
    desk = open_desk(Role.STOREKEEPER)
    panel = desk.page.panel()
    assert {"Ctrl+E", "Ctrl+L"} <= desk.open_keys()
    panel.export(str(tmp_path / "all.csv"))
    desk.rest()
    assert desk.told() == f"3 запчасти — в файле {tmp_path / 'all.csv'}"
    panel._toggle_stock()
    desk.rest()
    panel.export(str(tmp_path / "lying.xlsx"))
    desk.rest()
    assert desk.told().startswith("1 запчасть")
    lines = (tmp_path / "all.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines] == ["Артикул", "00263789", "00751313", "DC31-00181A"]
    assert lines[2].endswith(";3;1;2;0;А-12")


def test_who_keeps_no_catalogue_exports_none(open_desk: Open) -> None:
    assert not {"Ctrl+E", "Ctrl+L"} & open_desk(Role.TECHNICIAN).open_keys()
