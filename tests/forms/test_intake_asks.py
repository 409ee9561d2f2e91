"""What a preview of the intake is drawn with: every act, on the page that is set, with the centre's logo."""

from __future__ import annotations

import subprocess
from pathlib import Path

from forms.intake import asks
from printing import sample_acts, samples
from workstation import files


def pages(paper: bytes) -> list[str]:
    said = subprocess.run(["pdfinfo", "-"], input=paper, check=True, capture_output=True, timeout=30).stdout
    return said.decode().splitlines()


def test_a_preview_is_what_will_be_printed(tmp_path: Path) -> None:
    files.keep(tmp_path, samples.logo())
    acts = (sample_acts.acts()["warranty"], sample_acts.acts()["paid"])
    paper = asks.render(asks.Previewed(acts, "A4", tmp_path))
    assert "Pages:           2" in pages(paper)
    assert b"/Subtype /Image" in paper
    small = asks.render(asks.Previewed(acts[:1], "A5", tmp_path))
    assert any(line.startswith("Page size:       419.528 x 595.276") for line in pages(small))
