"""Price lists as people have them: books of spreadsheets, old, locked, broken, with dates and formulas."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.support.books import SHEET, as_excel, book, edited
from workstation.errors import UserError
from workstation.exchange.parts_file import PartsFile, bad_file, open_parts, problems, read_parts
from workstation.exchange.tables import MOST_COLUMNS, Table
from workstation.exchange.xlsx_table import LARGEST

HEAD = ("Артикул", "Наименование", "Цена")


_held: list[Table] = []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while _held:
        _held.pop().close()


def opened(path: Path, *mapping: str) -> PartsFile:
    source = open_parts(path, mapping)
    _held.append(source.table)
    return source


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        opened(path)
    return caught.value.code


def numbers(path: Path) -> list[str | None]:
    return [row.part and row.part.number for row in read_parts(opened(path))]


@pytest.mark.parametrize("written", [book, lambda *words, **formats: as_excel(book(*words, **formats))])
def test_numbers_are_what_a_person_sees(tmp_path: Path, written: Callable[..., Path]) -> None:
    path = written(
        tmp_path / "p.xlsx",
        HEAD,
        (123, "Целое", 1250.5),
        (1.0, "Как дробное", 10),
        ("00751313", "Текст с нулями", "1 250,50"),
        (751313, "Нули в виде ячейки", 0.1 + 0.2),
        (4606453849072, "Штрихкод", None),
        (4.606453849072e12, "Он же в записи с порядком", 3),
        (True, "Логическое", 3),
        A5="00000000",
    )
    rows = list(read_parts(opened(path)))
    assert [row.part and row.part.number for row in rows] == [
        "123", "1", "00751313", "00751313", "4606453849072", "4606453849072", "да",
    ]  # fmt: skip
    assert [row.part and row.part.sale_price for row in rows[:5]] == [125_050, 1000, 125_050, 30, None]


def test_what_a_cell_does_not_hold_is_named_by_its_column(tmp_path: Path) -> None:
    path = book(
        tmp_path / "p.xlsx",
        HEAD,
        (date(2026, 3, 1), "Дата вместо артикула", 10),
        ("A2", "=B2", 20),
        ("A3", "Формула в цене", "=10*2"),
        ("A4", "Ошибка в цене", "#REF!"),
        ("A5", "Время", time(10, 30)),
        ("A6", "Годная", 30),
    )
    source = opened(path)
    rows = list(read_parts(source))
    assert [[(one.code, one.field) for one in row.errors] for row in rows] == [
        [("cell_date", "number")],
        [("cell_formula", "name")],
        [("cell_formula", "sale_price")],
        [("cell_error", "sale_price")],
        [("cell_date", "sale_price")],
        [],
    ]
    assert problems(source, rows[0]) == [
        "столбец «Артикул»: Excel хранит здесь дату 01.03.2026. Дайте столбцу формат «Текстовый» и введите "
        "значение снова."
    ]
    assert "01.03.2026;Дата вместо артикула;10;2;" in bad_file(source, rows).decode("utf-8-sig")


def test_a_formula_that_was_counted_is_its_value(tmp_path: Path) -> None:
    path = book(tmp_path / "p.xlsx", HEAD, ("A1", "Помпа", "=10*2"))
    edited(path, SHEET, "<f>10*2</f><v />", "<f>10*2</f><v>20</v>")
    (row,) = read_parts(opened(path))
    assert row.part is not None
    assert row.part.sale_price == 2000


def test_a_heading_under_a_merged_title_is_found(tmp_path: Path) -> None:
    made = Workbook()
    sheet = made.active
    title = (("Прайс-лист на 25.11.2026",), (), ("тел. 123",))
    for row in (*title, HEAD, ("A1", "Помпа", 10), (), ("A2", "Ремень")):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    made.create_sheet("Другой")
    made.save(tmp_path / "p.xlsx")
    source = opened(tmp_path / "p.xlsx")
    assert (source.heading_line, source.heading) == (4, HEAD)
    assert [(row.line, row.part and row.part.number) for row in read_parts(source)] == [(5, "A1"), (7, "A2")]


def test_a_heading_that_is_not_there_names_the_widest_row(tmp_path: Path) -> None:
    path = book(tmp_path / "p.xlsx", ("Прайс-лист",), ("Код товара", "Товар", "Сумма"), ("A1", "Помпа", 10))
    with pytest.raises(UserError) as caught:
        opened(path)
    assert (caught.value.code, caught.value.params["columns"]) == (
        "import_header",
        "Код товара, Товар, Сумма",
    )
    source = opened(path, "number=код товара", "name=Товар")
    assert [row.part and row.part.name for row in read_parts(source)] == ["Помпа"]


def test_a_hidden_sheet_is_passed_over(tmp_path: Path) -> None:
    made = Workbook()
    made.active.append(("Скрыто",))
    made.active.sheet_state = "hidden"
    sheet = made.create_sheet("Прайс")
    sheet.append(HEAD)
    sheet.append(("A1", "Помпа", 10))
    made.save(tmp_path / "p.xlsx")
    assert numbers(tmp_path / "p.xlsx") == ["A1"]


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    path = book(tmp_path / "p.xlsx", HEAD, ("A1", "Помпа", 10))
    assert numbers(path.rename(tmp_path / "price.csv")) == ["A1"]
    (tmp_path / "text.xlsx").write_text("Артикул;Наименование\nA2;Ремень\n", encoding="utf-8")
    assert numbers(tmp_path / "text.xlsx") == ["A2"]


def test_a_book_with_macros_is_read_and_nothing_is_run(tmp_path: Path) -> None:
    path = book(tmp_path / "p.xlsm", HEAD, ("A1", "Помпа", 10))
    edited(
        path,
        "[Content_Types].xml",
        "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Auto_Open")
    assert numbers(path) == ["A1"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "table_old"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "table_encrypted"),
        (b"PK\x03\x04 torn", "table_unknown"),
        (b"%PDF-1.7\n\0\0\0", "table_encoding"),
        (b"", "table_empty"),
        (b"\n\n;;\n", "table_empty"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "p.xlsx"
    path.write_bytes(content)
    assert refusal(path) == code


def test_another_archive_is_no_book(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refusal(path) == "table_unknown"
    assert refusal(tmp_path / "none.xlsx") == "file_unreadable"


def test_a_book_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "p.xlsx", HEAD, ("A1", "Помпа", 10))
    assert numbers(path) == ["A1"]
    assert LARGEST == 1 << 30
    monkeypatch.setattr("workstation.exchange.xlsx_table.LARGEST", 1000)
    assert refusal(path) == "table_big"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</sheetData>", "<row"),
        ('<c r="A2" t="s"><v>', '<c r="A2" t="s"><v>99'),
        ('<c r="A2" t="s"><v>', '<c r="A2" t="s"><v>x'),
    ],
)
def test_a_broken_sheet_names_the_row(tmp_path: Path, old: str, new: str) -> None:
    path = edited(as_excel(book(tmp_path / "p.xlsx", HEAD, ("A1", "Помпа", 10))), SHEET, old, new)
    with pytest.raises(UserError) as caught:
        list(read_parts(opened(path)))
    assert caught.value.code == "import_torn"
    assert caught.value.params["row"] in {2, 3}


def test_a_sheet_as_large_as_can_be_is_no_burden(tmp_path: Path) -> None:
    """Rows and columns that are declared and empty, a cell in the last column."""
    path = book(tmp_path / "p.xlsx", HEAD, ("A1", "Помпа", 10))
    empty = "".join(f'<row r="{line}"/>' for line in range(3, 100_000))
    last = '<row r="1048576"><c r="XFD1048576"/></row>'
    edited(path, SHEET, "</sheetData>", f"{empty}{last}</sheetData>")
    edited(path, SHEET, '<dimension ref="A1:C2"', '<dimension ref="A1:XFD1048576"')
    assert numbers(path) == ["A1"]
    edited(path, SHEET, '<c r="XFD1048576"/>', '<c r="XFD1048576"><v>5</v></c>')
    assert [len(row.cells) for row in opened(path).table.rows()] == [3, 3, MOST_COLUMNS + 1]
    assert [one.code for row in read_parts(opened(path)) for one in row.errors] == ["import_columns"]


def test_a_column_without_a_name_is_named_by_its_number(tmp_path: Path) -> None:
    path = book(tmp_path / "p.xlsx", ("Артикул", "Наименование", " "), ("A1", "Помпа", "дорого"))
    source = opened(path)
    assert source.column_of("number") == "Артикул"
    assert source.column_of("sale_price") == ""
    named = PartsFile(source.table, 1, source.heading, {**source.columns, "sale_price": 2})
    (row,) = read_parts(named)
    assert [one.partition(":")[0] for one in problems(named, row)] == ["столбец «3»"]
