"""Hostile texts: mark-up, quotes, emoji, right-to-left letters, controls, words without an end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing import render, sample_acts, samples
from printing.fonts import Face, text_width
from printing.text import clean, one_line, wrap, wrap_runs
from tests.printing.reading import letters_of, text_of
from workstation.documents.papers import AcceptanceAct


def act_with(fault: str) -> AcceptanceAct:
    return replace(samples.act(), items=(replace(samples.warranty_item(), reported_fault=fault),))


def test_a_hostile_name_is_printed_as_it_is() -> None:
    text = text_of(render(sample_acts.hostile_act(), samples.stamp()))
    assert "О'Коннор <b>«Ёлка»</b> & Co №5 ₽" in text


@pytest.mark.parametrize(
    "fault",
    [
        "<b>Не</b> &amp; & \"кавычки\" «ёлочки» 'прямые' №5 ₽ — ≤ 3 %",
        "😀 посреди слов 👩 конец",
        "Пришёл שלום עולם и ушёл",
        "Пришёл مرحبا بالعالم и ушёл",
        "漢字 нет в шрифте",
        "FD 05О3 с кириллической О",
    ],
)
def test_odd_letters_can_be_read_back(fault: str) -> None:
    text = text_of(render(act_with(fault), samples.stamp()))
    marks = str.maketrans("", "", "\u202a\u202b\u202c")
    assert letters_of(fault) in letters_of(text.translate(marks))


def test_controls_are_gone_and_lines_stay() -> None:
    paper = render(act_with("один\x00\x07\x1b два\u202e\r\nтри\tчетыре\ud800"), samples.stamp())
    text = text_of(paper, layout=True)
    assert "один два\n" in text
    assert "три четыре" in text


def test_an_endless_word_is_whole() -> None:
    word = "Ж" * 300
    assert word in letters_of(text_of(render(act_with(f"до {word} после"), samples.stamp())))


@given(st.text(max_size=400), st.sampled_from([Face.REGULAR, Face.BOLD]), st.floats(40, 500))
def test_lines_fit_and_drop_nothing(text: str, face: Face, width: float) -> None:
    cleaned = clean(text)
    lines = wrap(cleaned, face, 9, width)
    assert letters_of("".join(lines)) == letters_of(cleaned)
    for line in lines:
        assert len(line) == 1 or text_width(line, face, 9) <= width + 0.01


_FACES = st.sampled_from([Face.REGULAR, Face.BOLD])


@given(st.lists(st.tuples(st.text(max_size=120), _FACES), max_size=5), st.floats(40, 500))
def test_lines_of_several_faces_fit_and_drop_nothing(runs: list[tuple[str, Face]], width: float) -> None:
    cleaned = [(clean(text), face) for text, face in runs]
    lines = wrap_runs(cleaned, 9, width)
    assert letters_of("".join(text for line in lines for text, _ in line)) == letters_of(
        "".join(text for text, _ in cleaned)
    )
    for line in lines:
        one_letter = sum(len(text) for text, _ in line) == 1
        assert one_letter or sum(text_width(text, face, 9) for text, face in line) <= width + 0.01


@given(st.lists(st.tuples(st.text("аб ", max_size=60), _FACES), max_size=5))
def test_each_letter_keeps_its_face(runs: list[tuple[str, Face]]) -> None:
    wanted = [(letter, face) for text, face in runs for letter in text if letter != " "]
    lines = wrap_runs(runs, 9, 120)
    assert [(one, face) for line in lines for text, face in line for one in text if one != " "] == wanted


@given(st.text())
def test_one_line_has_no_breaks(text: str) -> None:
    line = one_line(text)
    assert "\n" not in line
    assert line == line.strip(" ")
    line.encode("utf-8")


@settings(max_examples=25)
@given(st.text(max_size=300), st.text(min_size=1, max_size=80))
def test_no_text_breaks_a_paper(fault: str, name: str) -> None:
    act = act_with(fault)
    act = replace(act, customer=replace(act.customer, name=name), centre=replace(act.centre, name=name))
    assert render(act, samples.stamp(printed_by=name)).startswith(b"%PDF")
