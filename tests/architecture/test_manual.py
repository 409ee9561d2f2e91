"""The manual has a page for every screen, and every picture it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui.help_window import topics

ROOT = Path(__file__).resolve().parents[2]
MANUAL = ROOT / "resources" / "manual" / "ru"
TOPICS = {topic for topic, _title in topics(MANUAL)}
SCREENS = sorted((ROOT / "forms").rglob("*.py"))
LARGEST = 200_000


def test_each_screen_has_its_page() -> None:
    wanted = {
        (path.name, topic)
        for path in SCREENS
        for topic in re.findall(r'help_topic = "(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert wanted
    assert {(name, topic) for name, topic in wanted if topic not in TOPICS} == set()


@pytest.mark.parametrize("page", sorted(MANUAL.glob("*.md")), ids=lambda path: path.stem)
def test_each_picture_is_there_and_light(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# ")
    for name in re.findall(r"!\[[^]]*\]\(([^)]+)\)", text):
        assert (MANUAL / name).stat().st_size < LARGEST
