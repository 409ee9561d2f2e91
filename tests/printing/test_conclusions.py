"""Papers of a check read back: facts, reasoning, evidence, rights, photos that are never cut."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import fields, replace
from importlib import import_module
from typing import Any

import pytest
from PIL import Image

from printing import render, samples
from printing import sample_conclusions as made
from printing.fonts import text_width
from printing.registry import Setup, template_of
from printing.sheet import A4, Frame, Picture, Sheet, Text
from printing.templates import conclusion_parts
from printing.templates.conclusion_facts import rights
from tests.printing.reading import codes_of, fonts_of, information, letters_of, pages_of, text_of
from workstation.documents import conclusions as c
from workstation.documents.codec import decode, encode
from workstation.documents.warranty import Causal
from workstation.statuses import CustomerKind, RequestKind, Use

PAPERS = made.conclusions()


def printed(paper: c.Conclusion, **stamp: object) -> bytes:
    return render(paper, samples.stamp(**stamp), assets=made.assets())


def lay_out(paper: c.Conclusion, assets: dict[str, bytes] | None = None) -> Sheet:
    template = template_of(paper)
    setup = conclusion_parts.ready(paper, Setup("A4", made.assets() if assets is None else assets))
    return import_module(f"printing.templates.{template.module}").lay_out(paper, template, setup.assets)


COMMON = (
    "ООО «Сервис-Центр»", "ИНН 7701007776 · КПП 770101001 · ОГРН 1267700007772", "26 ноября 2026 г., 12:10",
    "Иванова Мария Петровна", "+7 912 345-67-89", "г. Москва, ул. Примерная, д. 12, кв. 34",
    "безвозмездный ремонт", "Обоснование", "преамбула Закона № 2300-1", "решение по правилам выше",
    "Правила гарантии, версия 1; оценка 26.11.2026, 12:10", "подпись", "согласен",
    "не согласен, особое мнение:", "вручён", "лично или отправлен", "стр. 1 из 3",
)  # fmt: skip
CHECK = (
    "по заказу № СЦ-2026-002318", "обнаружен", "код 143", "без заказчика", "производственный",
    "гарантийный ремонт", "Bosch WAN28263BY", "FD 0503 000123", "шланг залива — 1, шланг слива — 1",
    "Не отжимает, гудит при сливе", "Царапина 3 см", "Проявляется постоянно", "не сливает воду",
    "сервисная программа 4", "Fluke 117, поверка", "Е6-32", "сертификат Bosch № 4471",
    "Сидоров Алексей Викторович, мастер", "не присутствовал", "24.11.2026, 11:05, по телефону",
    "26.11.2026, 12:00", "не явился, 26.11.2026, 12:10",
    "Пломбы целы", "12,4 МОм, норма не ниже 2 МОм", "в норме", "отклонение", "наблюдение",
    "Царапина правой стенки",
    "код MECH", "причиной не является", "снимок № 2", "Насос слива заклинил", "дефект сборки", "раздел 2",
    "Гарантия изготовителя 24 мес.", "ст. 20 п. 3 Закона № 2300-1", "участвовать в проверке качества",
    "экспертизу проводит и оплачивает", "оспорить в суде", "С заключением ознакомлен", "Сидоров А. В.",
    "Иванова М. П.", "Снимок 1. Крыльчатка насоса разрушена", "заказ № СЦ-2026-002318 · S/N FD 0503 000123",
    "добавлен 26.11.2026, 12:10 · к признаку MECH",
)  # fmt: skip
FACTS = {
    "quality_check": (
        "Акт проверки качества (диагностики)", "№ ПК-2026-000041",
        "Характер недостатка: производственный.", *CHECK,
    ),
    "report": (
        "Техническое заключение", "№ ТЗ-2026-000012", "каков он и по какой причине возник?",
        "Изделие имеет производственный недостаток", *CHECK,
    ),
    "refusal": (
        "Мотивированный отказ в гарантийном (безвозмездном) ремонте", "№ МО-2026-000007", "Кому", "отказано",
        "24.11.2026", "11 800,00 ₽", "Samsung SM-A556E", "R5CX30ABCDE", "35-209900-176148-1",
        "Перестал включаться, не заряжается.", "Изделие вскрыто 26.11.2026 в присутствии заказчика.",
        "Следы жидкости внутри изделия", "код LIQUID", "Коррозия разъёма", "снимки № 1, 2, 3",
        "раздел «Исключения», п. 4", "Потёртости рамки",
        "Акт проверки качества № ПК-2026-000042 от 26.11.2026",
        "если доказано, что он возник после передачи", "п. 6 ст. 18 Закона РФ № 2300-1", "причина отказа",
        "по требованию от 24.11.2026 отказано: следы жидкости внутри изделия.",
        "Возврат изделия без ремонта",
        "участвовать в проверке качества", "экспертизу проводит и оплачивает", "оспорить в суде",
        "Отказ вручён", "С отказом ознакомлен", "Орлов П. И.", "Снимок 3. Налёт на контроллере питания",
    ),
    "irreparability": (
        "Акт неремонтопригодности", "№ НР-2026-000003", "неремонтопригодно", "производственный",
        "запасная часть не поставляется", "потребителю", "акт действует до 26.12.2026",
        "Bosch, договор АСЦ-2024/17",
        "решение изготовителя № BSH-26/1187", "№ RA-550912", "10.06.2025, ООО «Техномаркет»",
        "талон есть, № BSH-771204", "Предъявлено 23.11.2026", "пробит силовой ключ", "Код недостатка 211",
        "Плата 00745812 снята с поставки", "Рекомендация: замена изделия или возврат денег продавцом.",
        "серийный номер изделия не читается", "не ограничивает права заказчика", "Утвердил, М. П.",
        "генеральный", "Снимок 1. Плата управления",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAPERS)
def test_every_fact_is_on_paper(name: str) -> None:
    paper = printed(PAPERS[name])
    text = letters_of(text_of(paper)) + letters_of(text_of(paper, layout=True))
    assert [fact for fact in (*COMMON, *FACTS[name]) if letters_of(fact) not in text] == []


@pytest.mark.parametrize("name", PAPERS)
def test_a_stored_paper_is_drawn_the_same(name: str) -> None:
    paper = PAPERS[name]
    assert printed(decode(paper.KIND, encode(paper))) == printed(paper)


@pytest.mark.parametrize("name", PAPERS)
def test_code_pages_fonts_and_title(name: str) -> None:
    paper = printed(PAPERS[name])
    found = [code for picture in pages_of(paper) for code in codes_of(picture)]
    assert found == [PAPERS[name].order.code]
    total = information(paper)["Pages"]
    numbers = re.findall(r"стр\. (\d+) из (\d+)", text_of(paper))
    assert numbers == [(str(number), total) for number in range(1, int(total) + 1)]
    assert all(embedded for _, embedded in fonts_of(paper))
    assert information(paper)["Title"] == f"{template_of(PAPERS[name]).name} № {PAPERS[name].number}"


@pytest.mark.parametrize(("stamp", "mark"), [({"copy": True}, "КОПИЯ"), ({"annulled": True}, "АННУЛИРОВАН")])
@pytest.mark.parametrize("name", PAPERS)
def test_marks_stand_on_every_page(name: str, stamp: dict[str, object], mark: str) -> None:
    paper = printed(PAPERS[name], **stamp)
    assert text_of(paper).count(mark) == int(information(paper)["Pages"])


@pytest.mark.parametrize("name", PAPERS)
def test_no_paper_calls_itself_an_expertise_or_takes_a_right(name: str) -> None:
    text = text_of(printed(PAPERS[name])).lower()
    for words in (
        "экспертное заключение", "заключение эксперта", "акт экспертизы", "не принимаются", "не выдаётся",
        "утилиз", "рабочих дней", "диагностика оплачивается", "обязан оплатить", "паспорт", "персональн",
    ):  # fmt: skip
        assert words not in text


@pytest.mark.parametrize("outcome", [*c.Outcome, None])
def test_rights_follow_who_asks(outcome: c.Outcome | None) -> None:
    base = PAPERS["quality_check"]
    consumer = " ".join(rights(base, outcome))
    assert "ст. 18" in consumer
    paid = outcome not in {c.Outcome.WARRANTY_REPAIR, c.Outcome.REPLACEMENT, c.Outcome.IRREPARABLE}
    assert ("без ремонта" in consumer) == paid
    company = replace(base, customer=replace(base.customer, kind=CustomerKind.COMPANY))
    working = replace(base, order=replace(base.order, use=Use.BUSINESS))
    unsold = replace(base, order=replace(base.order, kind=RequestKind.PRESALE))
    for other in (company, working, unsold):
        words = " ".join(rights(other, outcome))
        assert "2300-1" not in words
        assert "суд" in words


def test_a_refusal_without_texts_still_tells_rights_and_ways() -> None:
    bare = replace(PAPERS["refusal"], rights=(), options=(), estimate=None, terms_reference=None)
    text = text_of(printed(bare))
    for words in ("по смете", "Платный ремонт по смете", "Возврат изделия без ремонта", "оспорить в суде"):
        assert words in text
    own = replace(PAPERS["refusal"], rights=("Своё право.",), options=("Свой путь.",))
    text = text_of(printed(own))
    assert "Своё право." in text
    assert "Свой путь." in text
    assert "участвовать в проверке качества" not in text


def test_an_override_is_told_with_its_author() -> None:
    cause = replace(
        PAPERS["refusal"].causes[0], annexes=(), override="снимок утрачен", override_by="Орлов П. И."
    )
    text = text_of(printed(replace(PAPERS["refusal"], causes=(cause,))), layout=True)
    assert "Без снимка: снимок" in text
    assert "Решение: Орлов" in text


def test_an_act_without_a_readable_number_says_what_that_means() -> None:
    act = PAPERS["irreparability"]
    text = text_of(printed(replace(act, device=replace(act.device, serial_number=None))))
    assert "Серийный № не указан" in text
    assert "Акт недействителен, если серийный номер" in text


@pytest.mark.parametrize("count", [1, 2, 5, 6, 7, 12])
def test_photos_are_whole_and_several_on_a_page(count: int) -> None:
    annexes = tuple(made.annex(number, f"вид {number}") for number in range(1, count + 1))
    paper = replace(PAPERS["refusal"], annexes=annexes)
    sheet = lay_out(paper)
    pictures = pages_of(printed(paper), 144)
    shown = []
    for page, picture in zip(sheet.pages, pictures, strict=True):
        boxes = [
            (op, top + op.y)
            for top, block in page
            for op in block.ops
            if isinstance(op, Picture) and op.sha256 != samples.logo_sha256()
        ]
        shown += [op.sha256 for op, _ in boxes]
        for op, top in boxes:
            assert top + op.height <= A4.bottom
            width, height = Image.open(io.BytesIO(made.photo(_number(op.sha256)))).size
            scale = min(op.width / width, op.height / height)
            for x in (op.x + 2, op.x + width * scale - 2):
                for y in (top + 2, top + height * scale - 2):
                    assert picture.getpixel((round(x * 2), round(y * 2))) < 110, (
                        "a corner of the photo is cut"
                    )
    assert shown == [annex.sha256 for annex in annexes]
    assert len(sheet.pages) == 2 + -(-count // 6)


def _number(name: str) -> int:
    return next(number for number in range(1, 13) if made.photo_name(number) == name)


def test_a_photo_is_turned_upright_and_kept_small() -> None:
    image = Image.open(io.BytesIO(made.photo(0))).resize((4000, 3000))
    exif = Image.Exif()
    exif[0x0112] = 6
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=exif, quality=95)
    name = hashlib.sha256(buffer.getvalue()).hexdigest()
    paper = replace(PAPERS["refusal"], annexes=(replace(made.annex(1, "снимок"), sha256=name),))
    ready = conclusion_parts.ready(paper, Setup("A4", {name: buffer.getvalue()}))
    width, height = Image.open(io.BytesIO(ready.assets[name])).size
    assert (width, height) == (772, 1030)
    assert len(render(paper, samples.stamp(), assets={name: buffer.getvalue()})) < 200_000


@pytest.mark.parametrize("data", [None, b"", b"not a picture", made.photo(1)[:900]])
def test_a_photo_that_is_gone_or_torn_says_so(data: bytes | None) -> None:
    paper = PAPERS["irreparability"]
    assets = {} if data is None else {paper.annexes[0].sha256: data}
    text = text_of(render(paper, samples.stamp(), assets=assets))
    assert "снимка нет в хранилище" in text
    assert "Снимок 1. Плата управления" in text


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("length", [300, 1700, 4000, 12_000])
def test_long_texts_stay_on_their_pages_and_signatures_together(name: str, length: int) -> None:
    long = "Слово за словом, и так далее. " * (length // 30)
    paper: Any = PAPERS[name]
    cause = replace(made.refusal().causes[0], note=long, causal=Causal.UNKNOWN)
    paper = replace(paper, findings=(cause,) * 2, order=replace(paper.order, reported_fault=long))
    sheet = lay_out(paper)
    signed = []
    for number, page in enumerate(sheet.pages):
        for top, block in page:
            assert top + block.height <= A4.bottom + 0.1
            for op in block.ops:
                if isinstance(op, Text):
                    assert op.x >= A4.side - 0.1
                    assert op.x + text_width(op.text, op.face, op.size) <= A4.width - A4.side + 0.6
                    signed += [number] if op.text in {"подпись", "согласен"} else []
    assert len(signed) >= 3
    assert len(set(signed)) == 1
    text = letters_of(text_of(printed(paper)))
    assert text.count("Словозасловом") >= 2 * (length // 30)


SAME = {"issued_at", "training", "version", "annexes", "code", "media_type"}
OTHERS: dict[str, Any] = {
    "findings": lambda value: () if value else (made.refusal().causes[0],),
    "invitations": lambda value: () if value else made.quality_check().invitations,
    "causes": lambda value: (replace(value[0], text="иное"),),
    "articles": lambda value: (),
    "customer": lambda value: replace(value, name="Петров Пётр"),
    "centre": lambda value: replace(value, name="ООО «Другой»"),
    "device": lambda value: replace(value, model="X-1"),
    "order": lambda value: replace(value, number="СЦ-1"),
    "employee": lambda value: replace(value, short_name="Другой Д. Д."),
    "reasoning": lambda value: replace(value, sentence="Иной итог"),
    "examination": lambda value: replace(value, method="иная"),
    "authorisation": lambda value: replace(value, brand="LG"),
}


@pytest.mark.parametrize("name", PAPERS)
def test_every_field_changes_the_paper(name: str) -> None:
    paper: Any = PAPERS[name]
    before = text_of(printed(paper))
    for field in fields(paper):
        if field.name not in SAME:
            changed = replace(paper, **{field.name: _other(field.name, getattr(paper, field.name))})
            assert text_of(printed(changed)) != before, field.name
    for field in fields(paper.order):
        if field.name not in SAME | {"use"}:
            other = _other(field.name, getattr(paper.order, field.name))
            order = replace(paper.order, **{field.name: other})
            assert text_of(printed(replace(paper, order=order))) != before, field.name


def _other(name: str, value: Any) -> Any:
    if name in OTHERS:
        return OTHERS[name](value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, c.Labelled):
        return next(member for member in type(value) if member is not value)
    if isinstance(value, int):
        return value + 100
    if isinstance(value, str) or value is None:
        return "иное значение"
    if isinstance(value, tuple):
        return () if value else ("Иное.",)
    return None if name == "documents" else value.replace(year=value.year - 1)


def test_frames_are_not_lost_among_texts() -> None:
    """Two boxes to tick, both on the page of the signatures."""
    sheet = lay_out(PAPERS["refusal"])
    boxes = [
        n for n, page in enumerate(sheet.pages) for _, b in page for op in b.ops if isinstance(op, Frame)
    ]
    assert boxes == [1, 1]
