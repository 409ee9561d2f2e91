"""What a job becomes: commands for a label printer, a PDF for the others, words for a misfit."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from printing import code_labels, raster, samples
from printing.raw import to_tspl, to_zpl
from ui import code_sheets
from ui.print_worker import prepare
from ui.printer import PrinterError
from workstation import files
from workstation.documents.codes import CodeLabel
from workstation.documents.papers import Paper
from workstation.rules import codes
from workstation.services.print_queue import TakenJob
from workstation.statuses import DocumentKind

ZEBRA = {"target": "tcp:127.0.0.1:9100", "dpi": 203, "language": "zpl"}


def job(paper: Paper, page: str) -> TakenJob:
    kind = DocumentKind.EQUIPMENT_PASSPORT
    return TakenJob(1, paper, kind, samples.stamp(), "label", page, "Паспорт")


def test_a_label_printer_gets_a_passport_as_its_label(tmp_path: Path) -> None:
    paper = samples.passport()
    picture = raster(paper, samples.stamp(), page="58x40", dpi=203)
    for page in ("58x40", "A6"):
        assert prepare(job(paper, page), ZEBRA, tmp_path) == to_zpl(picture)
    assert prepare(job(paper, "A6"), {**ZEBRA, "language": "tspl"}, tmp_path) == to_tspl(picture, dpi=203)


def test_labels_of_cells_go_to_a_label_printer_in_its_language() -> None:
    sent: list[bytes] = []

    class Deaf:
        def send(self, _target: str, data: bytes, _title: str) -> str:
            sent.append(data)
            return ""

    labels = [CodeLabel(codes.encode(key), f"А-{key:02d}", "Основной склад") for key in (1, 2)]
    code_sheets._send(Deaf(), {**ZEBRA, "dpi": 300}, "Ярлыки ячеек", labels, "43x25")
    assert sent == [b"".join(to_zpl(code_labels.raster(one, "43x25", 300)) for one in labels)]


def test_a_label_keeps_its_own_size(tmp_path: Path) -> None:
    picture = raster(samples.label(), samples.stamp(), page="43x25", dpi=300)
    assert prepare(job(samples.label(), "43x25"), {**ZEBRA, "dpi": 300}, tmp_path) == to_zpl(picture)


def test_a_sheet_is_no_label(tmp_path: Path) -> None:
    with pytest.raises(PrinterError) as caught:
        prepare(job(samples.act(), "A4"), ZEBRA, tmp_path)
    assert caught.value.code == "printer_labels_only"
    assert "127.0.0.1" in caught.value.words()


def test_pictures_come_from_the_store_if_they_are_whole(tmp_path: Path) -> None:
    assert files.keep(tmp_path, samples.logo()) == samples.logo_sha256()
    sheet = {"target": f"folder:{tmp_path}"}
    assert b"/Subtype /Image" in prepare(job(samples.act(), "A4"), sheet, tmp_path)
    files.path_of(tmp_path, samples.logo_sha256()).write_bytes(b"torn")
    assert b"/Subtype /Image" not in prepare(job(samples.act(), "A4"), sheet, tmp_path)
    gone = hashlib.sha256(b"gone").hexdigest()
    centre = replace(samples.centre(), logo_sha256=gone)
    assert prepare(job(replace(samples.act(), centre=centre), "A4"), sheet, tmp_path).startswith(b"%PDF")
