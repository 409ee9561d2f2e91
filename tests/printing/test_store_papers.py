"""Papers of the store read back: facts, sums, many lines, hostile texts, codes; labels dot by dot."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from importlib import import_module
from typing import Any

import pytest

from printing import raster, render, samples
from printing import sample_store as made
from printing.codes import QUIET
from printing.fonts import text_width
from printing.label import SIZES, LabelBox, LabelCode, LabelText
from printing.registry import template_of
from printing.sheet import A4, Text
from printing.templates import part_label
from tests.printing.reading import codes_of, fonts_of, information, letters_of, pages_of, text_of
from workstation.documents.codec import decode, encode
from workstation.documents.store_papers import PartLabel, StorePaper

PAPERS: dict[str, Any] = made.papers()
LABELS = {"part": made.part_label(), "piece": made.piece_label(), "hostile": made.hostile_label()}
COMMON = (
    "ООО «Сервис-Центр»", "ИНН 7701007776 · КПП 770101001 · ОГРН 1267700007772", "подпись",
    "напечатано 23.11.2026 14:36, Петрова А. С.", "стр. 1 из",
)  # fmt: skip
FACTS = {
    "request": (
        "Заявка на запчасти", "№ ЗЧ-2026-000087", "по заказу № СЦ-2026-002318", "Форма Ч-01, версия 1",
        "Гарантийный", "безвозмездно", "14.12.2026", "Обычный", "26.11.2026", "Bosch WAN28263BY",
        "FD 0503 000123", "Сидоров А. В.", "00145212", "Насос слива, Bosch", "аналоги: 00144978, DP-2610",
        "1 шт.", "ООО «Запчасть-Сервис»", "ЗП-2026-000031", "нужна к 27.11.2026", "Заказана", "120 см",
        "В резерве", "Основной склад, А-12", "Составил", "Согласовал", "Принял к исполнению",
    ),
    "purchase": (
        "Заказ поставщику", "№ ЗП-2026-000031", "Форма Ч-02, версия 1", "27.11.2026", "26.11.2026",
        "ООО «Запчасть-Сервис»", "7702003333", "+7 495 765-43-21", "sale@parts.example",
        "115114, г. Москва, ул. Примерная, д. 5, стр. 2, основной склад", "Кузнецов Игорь Павлович",
        "00145212", "4 шт.", "2 450,00", "9 800,00", "1000 см", "0,95", "950,00",
        "Итого 22 590,50 ₽", "Всего наименований 3, на сумму 22 590,50 ₽",
        "Двадцать две тысячи пятьсот девяносто рублей 50 копеек", "с прошивкой для WAN28263BY/01",
        "номер заказа ЗП-2026-000031", "Заказал", "Утвердил", "Орлов П. И.",
    ),
    "receipt": (
        "Приходный акт", "№ ПР-2026-000045", "по заказу № ЗП-2026-000031", "Форма Ч-03, версия 1",
        "№ УПД-1187", "от 25.11.2026", "2 из 2", "21 640,50 ₽", "Нет", "S/N MB-2611-00417", "4 шт.",
        "Принято на сумму 21 640,50 ₽", "расхождений с накладной нет", "Кузнецов И. П.", "Сдал",
    ),
    "differing_receipt": (
        "Приходный акт с расхождениями", "Есть", "повреждено позиций: 1", "недостаёт позиций: 1",
        "00145212: повреждено 1 шт., недостаёт 1 шт. — Скол корпуса у патрубка, коробка вскрыта.",
        "16 740,50 ₽", "на склад не приняты", "ст. 483 ГК РФ", "Председатель комиссии", "Член комиссии",
        "Представитель поставщика",
    ),
}  # fmt: skip


def printed(paper: Any, **stamp: object) -> bytes:
    return render(paper, samples.stamp(**stamp), assets=samples.assets())


@pytest.mark.parametrize("name", FACTS)
def test_facts_are_on_the_paper(name: str) -> None:
    text = letters_of(text_of(printed(PAPERS[name])))
    assert [fact for fact in (*COMMON, *FACTS[name]) if letters_of(fact) not in text] == []


@pytest.mark.parametrize("name", PAPERS)
def test_the_code_reads_from_the_page(name: str) -> None:
    paper = PAPERS[name]
    for dpi in (203, 300):
        assert codes_of(pages_of(printed(paper), dpi)[0]) == [paper.code]


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_crosses_the_margins(name: str) -> None:
    paper = PAPERS[name]
    template = template_of(paper)
    sheet = import_module(f"printing.templates.{template.module}").lay_out(paper, template, samples.assets())
    for page in sheet.pages:
        for y, block in page:
            assert y + block.height <= A4.bottom + 0.1
            for op in block.ops:
                if isinstance(op, Text):
                    assert op.x >= A4.side - 0.1
                    assert op.x + text_width(op.text, op.face, op.size) <= A4.width - A4.side + 0.1


def test_two_hundred_lines_are_all_there() -> None:
    paper = printed(made.long_purchase())
    pages = text_of(paper, layout=True).split("\f")
    count = int(information(paper)["Pages"])
    assert count > 5
    text = text_of(paper)
    assert [n for n in range(1, 200) if f"N-{n:06d}" not in text] == []
    assert all(f"стр. {n} из {count}" in pages[n - 1] for n in range(1, count + 1))
    assert all("Наименование" in page and "Сумма, ₽" in page for page in pages[: count - 1])
    assert all(
        f"Заказ поставщику № {made.purchase().number}" in re.sub(r"\s", " ", p) for p in pages[1:count]
    )
    assert "Заказал" in pages[count - 1]
    assert "Утвердил" in pages[count - 1]
    total = sum(one.amount for one in made.long_purchase().parts)
    assert total == made.long_purchase().total == 4_636_701
    assert "на сумму 46 367,01 ₽" in re.sub(r"\s", " ", text)


@pytest.mark.parametrize("name", ["long_purchase", "hostile_request", "hostile_receipt"])
def test_hostile_texts_stay_whole(name: str) -> None:
    text = letters_of(text_of(printed(PAPERS[name])))
    for written in (made.HOSTILE_NAME, made.hostile_part().number, made.hostile_part().name):
        assert letters_of(written) in text


def test_a_receipt_of_nobody_says_so() -> None:
    text = text_of(printed(made.hostile_receipt()))
    assert "не указан" in text
    assert "на склад не принято" in text
    assert "Заказано" not in text
    assert all(f"SN-{number:05d}" in text for number in range(60))


@pytest.mark.parametrize("name", PAPERS)
def test_papers_live_through_their_snapshot(name: str) -> None:
    paper = PAPERS[name]
    assert decode(paper.KIND, encode(paper)) == paper
    assert all(embedded for _, embedded in fonts_of(printed(paper)))


def test_marks_and_the_next_version() -> None:
    paper = replace(made.purchase(), version=2, training=True)
    text = text_of(printed(paper, copy=True, annulled=True, recipient="экземпляр поставщика"))
    for words in ("КОПИЯ", "АННУЛИРОВАН", "УЧЕБНЫЙ", "Редакция 2, взамен редакции 1", "экземпляр поставщика"):
        assert words in text


def test_no_paper_of_the_store_names_a_customer() -> None:
    for kind in (PartLabel, StorePaper, *(type(one) for one in PAPERS.values())):
        assert not {field.name for field in fields(kind)} & {"customer", "phone", "address"}
    assert "Иванова" not in "".join(text_of(printed(one)) for one in PAPERS.values())


# -- labels ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", LABELS)
def test_a_label_reads_from_the_dots_and_from_the_pdf(name: str, size: str, dpi: int) -> None:
    label = LABELS[name]
    picture = raster(label, samples.stamp(), page=size, dpi=dpi)
    width, height = SIZES[size]
    assert (picture.mode, picture.size) == ("1", (round(width * dpi / 25.4), round(height * dpi / 25.4)))
    assert codes_of(picture) == [label.code]
    assert codes_of(pages_of(render(label, samples.stamp(), page=size), dpi)[0]) == [label.code]


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", LABELS)
def test_nothing_leaves_a_label_and_the_code_keeps_its_quiet(name: str, size: str, dpi: int) -> None:
    page = part_label.lay_out(LABELS[name], size, dpi, samples.stamp(copy=True))
    (code,) = [op for op in page.ops if isinstance(op, LabelCode)]
    quiet, side = QUIET * code.module, code.module * code.code.size
    assert code.module >= 3
    assert code.x >= quiet
    assert code.y + side + quiet <= page.height
    for op in page.ops:
        if isinstance(op, LabelText):
            wide = text_width(op.text, op.face, op.size)
            left = op.x - (wide if op.anchor == "r" else 0)
            assert left >= 0
            assert left + wide <= page.width
            assert op.y <= page.height
            beside = left >= code.x + side + quiet - 1
            assert beside or op.y <= code.y - quiet
        elif isinstance(op, LabelBox):
            over = op.x + op.width <= code.x - quiet or op.x >= code.x + side + quiet - 1
            assert over or op.y + op.height <= code.y - quiet


@pytest.mark.parametrize("size", SIZES)
def test_what_a_label_says(size: str) -> None:
    text = text_of(render(made.piece_label(), samples.stamp(copy=True), page=size))
    for fact in (
        "11021447",
        "Bosch",
        "Модуль управления,",
        "S/N MB-2611-00417",
        "ПР-2026-000045",
        "А-12",
        "КОПИЯ",
    ):
        assert fact in text
    assert "КОПИЯ" not in text_of(render(made.part_label(), samples.stamp(), page=size))
