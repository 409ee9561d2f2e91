"""Labels of places and loaners: the code reads back from dots and from the PDF, the name stands beside."""

from __future__ import annotations

import pytest

from printing import code_labels
from printing.label import SIZES, LabelText
from tests.printing.reading import codes_of, pages_of, text_of
from workstation.documents.codes import CodeLabel
from workstation.rules import codes

CELL = CodeLabel(codes.encode(228356383837257984), "А-11", "Ячейка")
LONG = CodeLabel(codes.encode(7), "Стеллаж у окна, верхняя полка", "Ячейка")


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("label", [CELL, LONG], ids=["cell", "long"])
def test_the_code_reads_from_the_dots(label: CodeLabel, size: str, dpi: int) -> None:
    assert codes_of(code_labels.raster(label, size, dpi)) == [label.code]


@pytest.mark.parametrize("size", SIZES)
def test_nothing_leaves_the_label(size: str) -> None:
    page = code_labels.lay_out(LONG, size, 300)
    lines = [op for op in page.ops if isinstance(op, LabelText)]
    assert len(lines) == 2
    assert all(0 < op.x < page.width and 0 < op.y < page.height for op in lines)
    assert lines[0].text.startswith("Стел")


def test_a_page_for_each() -> None:
    paper = code_labels.draw([CELL, LONG])
    assert [codes_of(page) for page in pages_of(paper, 203)] == [[CELL.code], [LONG.code]]
    assert "А-11" in text_of(paper)
