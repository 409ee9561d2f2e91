"""Labels: codes that decode from the dots, the printers' own bytes and the PDF; nothing personal."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from printing import raster, render, samples
from printing.fonts import Face, text_width
from printing.label import SIZES, LabelBox, LabelCode, LabelText, fit_line
from printing.raw import moved, to_tspl, to_zpl
from printing.templates import device_label, equipment_passport, test_sheet
from tests.printing.reading import codes_of, fonts_of, information, pages_of, text_of
from workstation.documents import papers
from workstation.documents.papers import DeviceLabel
from workstation.statuses import RequestKind

LONG = replace(samples.label(), model="WAN28263BY/PLUS 4512 EXTRA LONG MODEL NAME", place="Стеллаж 12-Б")


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("size", SIZES)
def test_code_decodes_from_the_raster(size: str, dpi: int) -> None:
    picture = device_label.raster(samples.label(), size, dpi)
    width, height = SIZES[size]
    assert picture.mode == "1"
    assert picture.size == (round(width * dpi / 25.4), round(height * dpi / 25.4))
    assert codes_of(picture) == [samples.label().order_code]


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("size", SIZES)
def test_code_decodes_from_the_pdf(size: str, dpi: int) -> None:
    paper = render(samples.label(), samples.stamp(), page=size)
    assert codes_of(pages_of(paper, dpi)[0]) == [samples.label().order_code]


def zpl_picture(data: bytes) -> Image.Image:
    """The picture in a ZPL stream, as a printer reads it."""
    found = re.fullmatch(
        rb"\^XA\^PW(\d+)\^LL(\d+)\^LH0,0\^LS0\^FO0,0\^GFA,(\d+),(\d+),(\d+),([0-9A-F]+)\^FS\^PQ(\d+)\^XZ\r\n",
        data,
    )
    assert found
    width, height, total, same, row = (int(found[index]) for index in range(1, 6))
    body = bytes.fromhex(found[6].decode("ascii"))
    assert total == same == len(body) == row * height
    assert row == -(-width // 8)
    image = Image.frombytes("1", (row * 8, height), bytes(0xFF ^ value for value in body))
    return image.crop((0, 0, width, height))


def tspl_picture(data: bytes) -> Image.Image:
    """The picture in a TSPL stream, as a printer reads it."""
    found = re.match(
        rb"SIZE [\d.]+ mm,[\d.]+ mm\r\nGAP 2 mm,0 mm\r\n.*?BITMAP 0,0,(\d+),(\d+),0,", data, re.DOTALL
    )
    assert found
    row, height = int(found[1]), int(found[2])
    body = data[found.end() : found.end() + row * height]
    assert data[found.end() + row * height :] == b"\r\nPRINT 1,1\r\n"
    return Image.frombytes("1", (row * 8, height), body)


@pytest.mark.parametrize("size", SIZES)
def test_code_decodes_from_what_a_zebra_gets(size: str) -> None:
    picture = device_label.raster(samples.label(), size)
    printed = zpl_picture(to_zpl(picture))
    assert printed.tobytes() == picture.tobytes()
    assert codes_of(printed) == [samples.label().order_code]


@pytest.mark.parametrize("size", SIZES)
def test_code_decodes_from_what_a_tsc_gets(size: str) -> None:
    picture = device_label.raster(samples.label(), size)
    printed = tspl_picture(to_tspl(picture, dpi=203))
    assert printed.crop((0, 0, *picture.size)).tobytes() == picture.tobytes()
    assert codes_of(printed) == [samples.label().order_code]


def test_beyond_the_edge_the_last_byte_is_white_paper() -> None:
    black = Image.new("1", (13, 4), 0)
    assert b"BITMAP 0,0,2,4,0,\x00\x07\x00\x07" in to_tspl(black, dpi=203)
    assert b"^GFA,8,8,2,FFF8FFF8FFF8FFF8^FS" in to_zpl(black)


def test_size_of_a_tspl_label_is_in_millimetres() -> None:
    for dpi in (203, 300):
        data = to_tspl(device_label.raster(samples.label(), "58x40", dpi), dpi=dpi, copies=2)
        width, height = map(float, re.match(rb"SIZE ([\d.]+) mm,([\d.]+) mm", data).groups())
        assert (abs(width - 58) < 0.15, abs(height - 40) < 0.15) == (True, True)
        assert data.endswith(b"PRINT 2,1\r\n")


def test_only_one_bit_pictures_are_sent() -> None:
    with pytest.raises(ValueError, match="1-bit"):
        to_zpl(Image.new("L", (8, 8)))


@pytest.mark.parametrize(("offset", "dots"), [((10, 0), (8, 0)), ((0, -15), (0, -12)), ((-5, 20), (-4, 16))])
def test_offset_moves_by_tenths_of_a_millimetre(offset: tuple[int, int], dots: tuple[int, int]) -> None:
    picture = Image.new("1", (100, 100), 1)
    picture.paste(0, (40, 40, 60, 60))
    found = moved(picture, *offset, 203).convert("L").point(lambda value: 255 - value).getbbox()
    assert found == (40 + dots[0], 40 + dots[1], 60 + dots[0], 60 + dots[1])


def test_offset_moves_the_pdf_too() -> None:
    still = pages_of(render(samples.label(), samples.stamp()), 254)[0]
    gone = pages_of(render(samples.label(), samples.stamp(), offset=(20, 10)), 254)[0]
    box = [picture.point(lambda value: 255 - value).getbbox() for picture in (still, gone)]
    assert abs(box[1][0] - box[0][0] - 20) <= 1
    assert abs(box[1][1] - box[0][1] - 10) <= 1


@pytest.mark.parametrize("size", SIZES)
def test_what_a_label_says(size: str) -> None:
    text = text_of(render(samples.label(), samples.stamp(), page=size))
    for fact in (
        "СЦ-2026", "002318", "14.12", "Г", "Bosch WAN28263BY", "S/N …000123", "А-14", "принят 23.11",
        "место 1 из 1",
    ):  # fmt: skip
        assert fact in text


def test_nothing_personal_fits_on_a_label() -> None:
    names = set(DeviceLabel.__dataclass_fields__)
    assert not names & {"customer", "name", "phone", "email", "address"}
    text = text_of(render(samples.label(), samples.stamp()))
    text += text_of(render(samples.passport(), samples.stamp(), page="58x40"))
    text += text_of(render(samples.passport(), samples.stamp()))
    for personal in ("Иванова", "912", "Примерная"):
        assert personal not in text


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "label", [samples.label(), LONG, replace(LONG, kind=RequestKind.PRESALE, due_on=None)]
)
def test_nothing_is_cut_or_crosses(label: DeviceLabel, size: str, dpi: int) -> None:
    page = device_label.lay_out(label, size, dpi, samples.stamp(copy=True))
    code = next(op for op in page.ops if isinstance(op, LabelCode))
    quiet = 4 * code.module
    low = (code.x - quiet, code.y - quiet)
    high = (code.x + code.module * code.code.size + quiet, code.y + code.module * code.code.size + quiet)
    assert low[0] >= 0
    assert high[1] <= page.height
    for op in page.ops:
        if isinstance(op, LabelCode):
            continue
        left, right = _sides(op)
        assert left >= 0
        assert right <= page.width
        bottom = op.y + op.height if isinstance(op, LabelBox) else op.y
        assert bottom <= page.height
        assert bottom <= low[1] + 1 or left >= high[0] - 1, op


def _sides(op: LabelText | LabelBox) -> tuple[float, float]:
    if isinstance(op, LabelBox):
        return op.x, op.x + op.width
    wide = text_width(op.text, op.face, op.size)
    left = op.x - {"l": 0.0, "m": 0.5, "r": 1.0}[op.anchor] * wide
    return left, left + wide


def test_a_long_line_shrinks_before_it_is_cut() -> None:
    whole, size = fit_line("WAN28263BY/PLUS", Face.BOLD, 2.9, 20, 1.7)
    assert whole == "WAN28263BY/PLUS"
    assert 1.7 <= size < 2.9
    cut, size = fit_line("W" * 50, Face.BOLD, 2.9, 20, 1.7)
    assert cut.endswith("…")
    assert size == 1.7
    assert text_width(cut, Face.BOLD, size) <= 20


def test_modules_are_never_finer_than_a_scanner_reads() -> None:
    for size in SIZES:
        for dpi in (203, 300):
            code = next(
                op for op in device_label.lay_out(samples.label(), size, dpi).ops if isinstance(op, LabelCode)
            )
            assert code.module * 25.4 / dpi >= 0.25


@pytest.mark.parametrize("length", [190, 230, 284])
def test_passport_codes_decode(length: int) -> None:
    passport = replace(samples.passport(), code=(samples.passport().code * 2)[:length])
    for dpi in (203, 300):
        assert codes_of(equipment_passport.raster(passport, dpi=dpi)) == [passport.code]
        for page in ("A6", "58x40"):
            paper = render(passport, samples.stamp(), page=page)
            assert codes_of(pages_of(paper, dpi)[0]) == [passport.code]


def test_a_passport_code_is_alphanumeric() -> None:
    page = equipment_passport.lay_out_label(samples.passport(), "58x40", 203)
    code = next(op for op in page.ops if isinstance(op, LabelCode)).code
    # 230 letters in the alphanumeric mode take version 9 at level M, 53 modules; bytes would take 12, 65.
    assert len(code.text) == 230
    assert code.size == 53


def test_what_a_passport_says() -> None:
    text = text_of(render(samples.passport(), samples.stamp()))
    for fact in (
        "Паспорт оборудования", "№ П-000871 · 28.11.2026", "Bosch WAN28263BY", "Стиральная машина",
        "FD 0503 000123", "март 2025 г., по серийному номеру", "10.06.2025, ООО «Техномаркет»",
        "до 01.07.2027, продлена на 21 день", "Насос слива", "до 28.11.2027", "до 18.03.2027", "История",
        "02.03.2026", "18.03.2026", "СЦ-2026-000417",
        "ООО «Сервис-Центр», +7 495 123-45-67", "стр. 1 из 1", "Форма П-01, версия 1",
    ):  # fmt: skip
        assert fact in text, fact


def test_a_long_history_flows_on() -> None:
    event = samples.passport().history[0]
    passport = replace(
        samples.passport(), history=tuple(replace(event, demanded_on=date(2020, 1, n)) for n in range(1, 25))
    )
    paper = render(passport, samples.stamp())
    text = text_of(paper)
    pages = int(information(paper)["Pages"])
    assert pages > 1
    assert text.count("Что сделано") == pages
    assert "СЦ-2026" in text_of(paper, layout=True).split("\f")[pages - 1]
    for day in range(1, 25):
        assert f"{day:02d}.01.2020" in text


@pytest.mark.parametrize("paper", [samples.label(), samples.passport()])
def test_label_fonts_are_embedded(paper: DeviceLabel) -> None:
    for page in ("58x40",):
        assert all(embedded for _, embedded in fonts_of(render(paper, samples.stamp(), page=page)))


@pytest.mark.parametrize(
    ("stamp", "training", "mark"),
    [({"copy": True}, False, "КОПИЯ"), ({"annulled": True}, False, "АННУЛИРОВАН"), ({}, True, "УЧЕБНЫЙ")],
)
@pytest.mark.parametrize("size", SIZES)
def test_marks_are_on_labels(size: str, stamp: dict[str, object], training: bool, mark: str) -> None:
    label = replace(samples.label(), training=training)
    assert mark in text_of(render(label, samples.stamp(**stamp), page=size))
    passport = replace(samples.passport(), training=training)
    for page in ("A6", "58x40"):
        assert mark in text_of(render(passport, samples.stamp(**stamp), page=page))


def test_one_door_to_every_raster() -> None:
    for paper in (samples.label(), samples.passport()):
        picture = raster(paper, samples.stamp(), page="58x40", dpi=203)
        module = device_label if isinstance(paper, DeviceLabel) else equipment_passport
        assert picture.tobytes() == module.raster(paper).tobytes()
    with pytest.raises(ValueError, match="A6"):
        raster(samples.passport(), samples.stamp(), page="A6", dpi=203)


def test_a_size_the_form_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="A3"):
        render(samples.label(), samples.stamp(), page="A3")


@pytest.mark.parametrize(
    "sheet", [samples.test_sheet(), papers.TestSheet("Zebra", 58, 40, 5, -3), papers.TestSheet("TSC", 43, 25)]
)
def test_a_test_sheet_shows_its_size_and_offset(sheet: papers.TestSheet) -> None:
    paper = render(sheet, samples.stamp())
    text = text_of(paper)
    assert f"{sheet.width_mm:g} × {sheet.height_mm:g} мм" in text
    assert ("0,5 мм" in text) == (sheet.offset_x == 5)
    assert ("−0,3 мм" in text) == (sheet.offset_y == -3)
    assert codes_of(test_sheet.raster(sheet)) == ["ASC1:00000000000000"]


def test_a_test_sheet_measures_true() -> None:
    sheet = papers.TestSheet("Zebra", 58, 40, 10, 0)
    picture = moved(test_sheet.raster(sheet, 203), sheet.offset_x, sheet.offset_y, 203).convert("L")
    row = [x for x in range(picture.width) if picture.getpixel((x, picture.height // 2)) == 0]
    # The outer frame, 1 mm from the edge, has moved 1 mm to the right: 16 dots at 8 dots a millimetre.
    assert row[0] == 16
