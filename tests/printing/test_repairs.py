"""Papers of a repair and papers to the customer read back: facts, terms, money, codes, signatures."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from importlib import import_module
from typing import Any

import msgspec
import pytest

from printing import render, samples
from printing import sample_customer_papers as letters
from printing import sample_repairs as made
from printing.fonts import text_width
from printing.registry import template_of
from printing.sheet import A4, Picture, Sheet, Text
from tests.printing.reading import boxes_of, codes_of, fonts_of, information, letters_of, pages_of, text_of
from workstation.documents import repair_papers as r
from workstation.documents.codec import decode, encode
from workstation.documents.order_papers import OrderPaper
from workstation.statuses import CustomerKind, DocumentKind, RequestKind, TakenBy

PAPERS: dict[str, Any] = {**made.papers(), **letters.papers()}
MAIN = (
    "work_order", "completion", "handover", "card", "loaner", "ready", "unclaimed", "unclaimed_act",
    "change",
)  # fmt: skip


def printed(paper: Any, **stamp: object) -> bytes:
    return render(paper, samples.stamp(**stamp), assets=made.assets())


def lay_out(paper: Any) -> Sheet:
    template = template_of(paper)
    sheet: Sheet = import_module(f"printing.templates.{template.module}").lay_out(
        paper, template, made.assets()
    )
    return sheet


COMMON = (
    "ООО «Сервис-Центр»", "Авторизованный сервисный центр Bosch, Samsung", "+7 495 123-45-67",
    "ИНН 7701007776 · КПП 770101001 · ОГРН 1267700007772", "Иванова Мария Петровна", "+7 912 345-67-89",
    "подпись", "Петрова А. С.", "напечатано 23.11.2026 14:36, Петрова А. С.", "стр. 1 из",
)  # fmt: skip
MACHINE = ("Bosch WAN28263BY, стиральная машина", "FD 0503 000123", "10.06.2025, ООО «Техномаркет»")
PHONE = ("Samsung SM-A556E, смартфон", "R5CX30ABCDE", "35-209900-176148-1")
FACTS = {
    "work_order": (
        *MACHINE, "Заказ-наряд", "№ СЦ-2026-002318", "Форма Р-01, версия 1", "Гарантийный", "14.12.2026",
        "безвозмездный ремонт",
        "Не отжимает, гудит при сливе", "Проявляется постоянно", "не сливает воду",
        "Сидоров Алексей Викторович, мастер", "1 ч 35 мин", "24.11.2026 — 14.12.2026", "24.11.2026, 09:40",
        "26.11.2026, 14:25", "Д-02", "Замена насоса слива", "45 мин", "00145212", "Насос слива",
        "S/N новой DP-2610-4471", "снятой DP-2502-0913", "изготовитель", "безвозмездно",
        "Для заказчика безвозмездно, за счёт изготовителя", "Чистить фильтр насоса", "Наряд выдал",
        "Исполнитель", "С объёмом работ согласен",
    ),
    "paid_work_order": (
        *PHONE, "Платный", "за счёт заказчика", "аванс 1 000,00 ₽ учтён", "3 500,00", "350,00", "3 150,00",
        "8 450,00", "давальческая", "1 мл", "Работы", "4 100,00 ₽", "8 570,00 ₽", "−350,00 ₽", "12 320,00 ₽",
        "В том числе НДС 22 %: 2 221,64 ₽", "К доплате", "11 320,00 ₽", "Модуль дороже на 1 800,00 ₽",
        "согласен, 24.11.2026,", "запись 20261124-0031", "ответа пока нет", "ст. 33 Закона РФ № 2300-1",
    ),
    "completion": (
        *MACHINE, "Акт выполненных работ", "№ АВР-2026-000211", "по заказу № СЦ-2026-002318", "до 28.05.2027",
        "Форма В-01, версия 1", "г. Москва, ул. Примерная, д. 12, кв. 34", "6 месяцев", "0,00 ₽",
        "за счёт изготовителя", "Не отжимает, гудит", "Заклинил насос слива", "6 мес.,", "12 мес.,",
        "до 28.11.2027", "безвозмездно", "Слив воды", "2 мин 10 с, норма до 3 мин", "в норме",
        "1 ч 35 мин, недостаток не проявился", "п. 4 ст. 20 Закона РФ № 2300-1", "в пределах двух лет",
        "замечаний нет", "замечания:", "Сдал", "Принял", "Иванова М. П.",
    ),
    "paid_completion": (
        *PHONE, "12 320,00 ₽", "Просил вернуть старый модуль", "ст. 29 Закона РФ № 2300-1", "3 мес.,",
    ),
    "handover": (
        *MACHINE, "Акт выдачи из ремонта", "№ СЦ-2026-002318", "28 ноября 2026 г., 12:10", "Гарантийный",
        "Форма В-02, версия 1", "безвозмездно", "5 дней", "с 23.11 по 28.11.2026", "01.07.2027",
        "было до 26.06.2027", "0,00 ₽",
        "за счёт изготовителя", "Сведения о ремонте (п. 3 ст. 20 Закона РФ № 2300-1)",
        "1 Дата обращения с требованием 23.11.2026", "2 Дата передачи изделия в ремонт 23.11.2026",
        "26.11.2026. Вода не сливалась, отжим не включался, ошибка E18: заклинил", "Насос заменён",
        "00145212", "12 мес., до 28.11.2027", "00646776", "Прокладка насоса", "в составе изделия",
        "5 Дата выдачи изделия по 28.11.2026", "шланг залива — 1, шланг слива — 1", "царапина 3 см справа",
        "в присутствии заказчика: слив, отжим", "изоляция 12,4 МОм, ток утечки 0,21 мА",
        "переданы изготовителю, бирка В-0231", "инв. № П-07, возвращено 28.11.2026", "по акту приёма",
        "не требуется, чек не пробивается", "продлена на 5 дней и действует до 01.07.2027",
        "насос слива — до 28.11.2027", "номер заказа СЦ-2026-002318", "Изделие получил", "Замечания:",
        "Получил", "Выдал", "Оцените ремонт: от 1 до 5 и одно слово",
    ),
    "no_parts": ("4 Использованные запасные части, не использовались", "не заменялись"),
    "paid_handover": (
        *PHONE, "Платный", "28.02.2027", "3 месяца", "Оплачено", "12 320,00 ₽", "Сведения о ремонте",
        "заказчика, нет", "77 АГ 1204417", "от 20.11.2026, действует до 20.11.2027",
        "получил Иванов Пётр Сергеевич",
        "в том числе аванс", "ФД 4471", "2093517742", "возвращены заказчику", "Пауэрбанк в ремонт не",
        "Иванов П. С.", "Гарантия на работу действует до 28.02.2027",
    ),
    "unrepaired": (
        "не выполнен", "Заказчик отказался от ремонта после диагностики", "26.06.2027",
        "работы не выполнялись",
    ),
    "card": (
        *MACHINE, "Гарантийный талон", "на ремонт", "№ ГТ-2026-000187", "28.11.2026", "Замена насоса слива",
        "6 месяцев", "28.05.2027", "12 месяцев", "28.11.2027", "артикул 00145212", "в составе изделия",
        "до 01.07.2027", "115114, г. Москва, ул. Примерная", "не обязателен", "Талон не ограничивает права",
    ),
    "loaner": (
        *MACHINE, "подменного", "№ ПИ-2026-000031", "24.11.2026", "потребовано 23.11.2026",
        "безвозмездно, без залога", "22 000,00 ₽", "Часть 1. Выдача", "Bosch WLR20240OE", "П-07",
        "FD 0111 000417", "ключ транспортный — 1", "3 дня, до 26.11.2026", "потёртости верхней крышки",
        "4, хранятся с заказом", "п. 2 ст. 20 Закона", "износ не возмещается", "Часть 2. Возврат", "Вернул",
        "сотрудник центра",
    ),
    "loaner_back": (
        "Редакция 2, взамен редакции 1", "28.11.2026, 12:10", "исправна, без новых повреждений",
        "2, хранятся с заказом", "приёмщик",
    ),
    "ready": (
        *MACHINE, "Уведомление", "№ УГ-2026-000540", "26.11.2026", "0,00 ₽",
        "безвозмездно, оплачивать нечего",
        "115114, г. Москва, ул. Примерная", "Пн–Пт 9:00–20:00", "заменён насос слива",
        "а если он утрачен — документ о личности", "инв. № П-07", "СМС 26.11.2026", "п. 3 ст. 20 Закона",
    ),
    "unclaimed": (
        *PHONE, "Предупреждение", "№ УН-2027-000004", "01.12.2026", "до 1 февраля 2027 г.", "01.02.2027",
        "01.12.2026, 12:05", "Заказ готов, ждём вас", "звонок", "Ремонт по смете", "11 320,00 ₽",
        "п. 8 договора, 50 ₽ в день", "11 820,00 ₽", "два месяца со дня получения этого предупреждения",
        "внести в депозит на имя заказчика (ст. 738 ГК РФ)", "заказное письмо с описью", "РПО 11511492003417",
        "отправлено", "вручено",
    ),
    "unclaimed_free": ("Плата за ремонт и за хранение не требуется", "платежей нет"),
    "unclaimed_act": (
        *PHONE, "Акт об оценке", "№ АН-2027-000002", "29 марта 2027 г.", "Форма У-03, версия 1", "01.12.2026",
        "14.01.2027, заказным письмом с уведомлением, РПО 11511492003417", "22.01.2027", "22.03.2027",
        "зарядного устройства нет", "18 500,00 ₽", "11 820,00 ₽", "6 680,00 ₽", "Кузнецов Игорь Олегович",
        "внести в депозит", "ст. 327 ГК РФ", "ст. 738 ГК РФ", "Орлов Д. И.", "Сидоров А. В.",
    ),
    "unclaimed_disposal": (
        *MACHINE, "под подпись", "Бак разрушен коррозией", "утилизация", "порядок ст. 738 ГК РФ",
    ),
    "change": (
        *PHONE, "на увеличение", "№ ДС-2026-000019", "15 520,00 ₽", "12 320,00 ₽", "3 200,00 ₽", "01.12.2026",
        "04.12.2026", "3 дня", "вздувшийся аккумулятор", "Замена аккумулятора", "800,00",
        "Аккумулятор EB-BA556", "2 400,00", "согласен", "по телефону", "Меняйте, заберу пятого.",
        "25.11.2026, 10:12", "запись звонка 20261125-0007", "Записал", "ст. 33 Закона РФ № 2300-1",
    ),
    "change_term": (
        "21.12.2026", "7 дней", "Отсутствие запасных частей или оборудования не основание", "не согласен",
        "иное:", "дата и время",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_is_on_paper(name: str) -> None:
    paper = printed(PAPERS[name])
    text = letters_of(text_of(paper)) + letters_of(text_of(paper, layout=True))
    assert [fact for fact in (*COMMON, *FACTS[name]) if letters_of(fact) not in text] == []


def test_a_company_has_another_law() -> None:
    for name in ("business_handover", "ready_company", "unclaimed_company"):
        text = text_of(printed(PAPERS[name]))
        assert "2300-1" not in text
        assert "ООО «Ёлка & Ко» <b>" in text
    assert "ст. 720 ГК РФ" in text_of(printed(PAPERS["unclaimed_company"]))
    assert "Сведения о ремонте" in text_of(printed(PAPERS["business_handover"]))


@pytest.mark.parametrize("name", PAPERS)
def test_a_stored_paper_is_drawn_the_same(name: str) -> None:
    paper = PAPERS[name]
    assert decode(paper.KIND, encode(paper)) == paper
    assert printed(decode(paper.KIND, encode(paper))) == printed(paper)


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("name", MAIN)
def test_codes_decode_from_the_rendered_page(name: str, dpi: int) -> None:
    paper = PAPERS[name]
    wanted = {paper.order.code, getattr(paper, "feedback_code", None)} - {None}
    first, *others = pages_of(printed(paper), dpi)
    assert codes_of(first) == sorted(wanted)
    assert [code for page in others for code in codes_of(page)] == []


@pytest.mark.parametrize("dpi", [203, 300])
def test_a_link_for_feedback_decodes_and_asks_for_a_camera(dpi: int) -> None:
    link = "https://service.example/otzyv/000000000028ER"
    paper = printed(replace(PAPERS["handover"], feedback_code=link))
    (picture,) = pages_of(paper, dpi)
    assert codes_of(picture) == [PAPERS["handover"].order.code, link]
    assert "Наведите камеру телефона" in text_of(paper)
    assert "Покажите этот код приёмщику" in text_of(printed(PAPERS["handover"]))


def test_codes_of_a_handover_keep_their_quiet_zone() -> None:
    (picture,) = pages_of(printed(PAPERS["handover"], recipient="экземпляр заказчика"), 300)
    boxes = boxes_of(picture)
    assert len(boxes) == 2
    for left, top, right, low in boxes:
        module = (right - left) / 21
        margin = round(4 * module) - 2
        around = picture.crop((left - margin, top - margin, right + margin, low + margin))
        around.paste(255, (margin - 3, margin - 3, margin + right - left + 3, margin + low - top + 3))
        assert around.getextrema()[0] > 200


@pytest.mark.parametrize("name", PAPERS)
def test_pages_fonts_and_title(name: str) -> None:
    paper = printed(PAPERS[name])
    total = information(paper)["Pages"]
    numbers = re.findall(r"стр\. (\d+) из (\d+)", text_of(paper))
    assert numbers == [(str(number), total) for number in range(1, int(total) + 1)]
    assert all(embedded for _, embedded in fonts_of(paper))
    assert information(paper)["Title"] == f"{template_of(PAPERS[name]).name} № {PAPERS[name].number}"


@pytest.mark.parametrize("name", MAIN)
def test_the_usual_paper_is_one_page(name: str) -> None:
    assert information(printed(PAPERS[name]))["Pages"] == "1"


@pytest.mark.parametrize("name", ["long_handover", "paid_work_order"])
def test_marks_stand_on_every_page(name: str) -> None:
    for stamp, mark in (({"copy": True}, "КОПИЯ"), ({"annulled": True}, "АННУЛИРОВАН")):
        paper = printed(PAPERS[name], **stamp)
        assert text_of(paper).count(mark) == int(information(paper)["Pages"])


@pytest.mark.parametrize("name", PAPERS)
def test_no_paper_takes_a_right(name: str) -> None:
    """Clauses that the law forbids (ст. 16 Закона № 2300-1), and no consent to personal data."""
    text = text_of(printed(PAPERS[name])).lower()
    for words in (
        "не принимаются", "не выдаётся", "не выдаем", "утилизиру", "рабочих дней", "претензий не име",
        "лишается", "персональн", "паспорт", "экспертное заключение", "стоимость хранения взимается",
    ):  # fmt: skip
        assert words not in text


def test_a_consumers_warranty_repair_is_free_line_by_line() -> None:
    paper: r.CompletionAct = PAPERS["completion"]
    text = text_of(printed(paper))
    lines = len(paper.works) + len(paper.parts)
    assert text.count("безвозмездно") == lines + 2, "each line, the band and the sum"
    paid = text_of(printed(replace(paper, bill=r.Bill(100000))))
    assert "безвозмездно" not in paid
    assert "частично за счёт заказчика" in paid
    assert "1 000,00 ₽" in paid


def test_the_five_facts_cannot_be_missing() -> None:
    paper: r.HandoverAct = PAPERS["handover"]
    facts = paper.facts
    assert facts is not None
    for field in fields(facts):
        given = {other.name: getattr(facts, other.name) for other in fields(facts) if other is not field}
        with pytest.raises(TypeError, match=field.name):
            r.RepairFacts(**given)
    with pytest.raises(ValueError, match="description"):
        replace(facts, defects=" \n")
    with pytest.raises(ValueError, match="after"):
        replace(facts, repaired_on=facts.handed_on.replace(year=2027))
    with pytest.raises(ValueError, match="five facts"):
        replace(paper, facts=None)
    with pytest.raises(ValueError, match="five facts"):
        replace(paper, unrepaired="не ремонтировали")


@pytest.mark.parametrize("name", [field.name for field in fields(r.RepairFacts)])
def test_a_snapshot_without_a_fact_is_no_act(name: str) -> None:
    snapshot = msgspec.json.decode(encode(PAPERS["handover"]))
    del snapshot["facts"][name]
    with pytest.raises(msgspec.ValidationError, match=name):
        decode(DocumentKind.HANDOVER_ACT, msgspec.json.encode(snapshot))


def test_a_long_handover_loses_nothing() -> None:
    paper: r.HandoverAct = PAPERS["long_handover"]
    assert paper.facts is not None
    text = letters_of(text_of(printed(paper)))
    assert letters_of(paper.facts.defects[-60:]) in text
    for part in paper.facts.parts:
        assert text.count(str(part.part_number)) == 1
    assert text_of(printed(paper)).count("Гарантия на деталь") == 2, "the head on each page of the table"


def test_a_signature_given_on_screen_stands_over_its_line() -> None:
    paper = PAPERS["no_parts"]
    drawn = [op for page in lay_out(paper).pages for _, block in page for op in block.ops]
    assert [op.sha256 for op in drawn if isinstance(op, Picture)] == [
        samples.logo_sha256(),
        made.signature_name(),
    ]
    assert printed(replace(paper, signature_sha256=None)) != printed(paper)
    gone = render(paper, samples.stamp(), assets=samples.assets())
    assert "Иванова М. П." in text_of(gone)


@pytest.mark.parametrize("name", PAPERS)
def test_a_hostile_order_stays_within_its_pages_and_signs_together(name: str) -> None:
    paper = made.hostile(PAPERS[name])
    sheet = lay_out(paper)
    signed = []
    for number, page in enumerate(sheet.pages):
        for top, block in page:
            assert top + block.height <= A4.bottom + 0.1
            for op in block.ops:
                if isinstance(op, Text):
                    assert op.x >= A4.side - 0.1
                    assert op.x + text_width(op.text, op.face, op.size) <= A4.width - A4.side + 0.6
                    signed += [number] if op.text == "подпись" else []
    if "loaner" in name:
        assert len(signed) == 4
        assert signed[0] == signed[1]
        assert signed[2] == signed[3]
    else:
        assert len(signed) >= 2
        assert len(set(signed)) == 1
    text = letters_of(text_of(printed(paper)))
    assert letters_of("О'Коннор <b>«Ёлка»</b> & Co №5 ₽") in text
    assert "9" * 40 in text


SAME = {"KIND", "issued_at", "training", "version", "centre", "customer", "device", "order", "employee"}
UNSEEN = {
    "completion": {"payer"},
    "handover": {"power_of_attorney", "payment", "receipt", "work_warranty_months", "unrepaired", "facts"},
    "ready": {"payer"},
    "unclaimed": {"is_paid"},
}
"""Fields that say nothing on this sample: there is no bill, no power of attorney, another sum."""


@pytest.mark.parametrize("name", MAIN)
def test_every_field_changes_the_paper(name: str) -> None:
    paper = PAPERS[name]
    before = text_of(printed(paper)), len(pages_of(printed(paper), 40))
    silent = []
    for field in fields(paper):
        if field.name in SAME | UNSEEN.get(name, set()) | {"signature_sha256", "feedback_code"}:
            continue
        other = _other(getattr(paper, field.name), field.name)
        changed = printed(replace(paper, **{field.name: other}))
        if (text_of(changed), len(pages_of(changed, 40))) == before:
            silent.append(field.name)
    assert silent == []


def _other(value: Any, name: str) -> Any:
    known: dict[str, Any] = {
        "bill": r.Bill(12345), "loaner": r.LoanerBack("П-99"), "returned": letters.loaner_back().returned,
        "answer": None, "commission": ("Ершов Л. Д.",),
        "taken_by": TakenBy.IDENTITY, "remarks": "Иное.", "work_warranty_until": samples.act(
        ).items[0].demanded_on, "test_minutes": 7, "warranty_until": samples.act().items[0].demanded_on,
    }  # fmt: skip
    if name in known and not (name == "loaner" and hasattr(value, "condition")):
        return known[name]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 100
    if isinstance(value, tuple):
        return () if value else made.paid_work_order().agreements
    if hasattr(type(value), "__members__"):
        return next(member for member in type(value) if member is not value)
    if isinstance(value, str) or value is None:
        return "manufacturer" if value == "customer" else "иное значение"
    if hasattr(value, "inventory_number"):
        return replace(value, inventory_number="П-99")
    return value.replace(year=value.year - 1)


def test_papers_know_whose_law_rules() -> None:
    paper: OrderPaper = PAPERS["handover"]
    assert paper.is_consumer_warranty
    company = replace(paper, customer=replace(paper.customer, kind=CustomerKind.COMPANY))
    paid = replace(paper, order=replace(paper.order, kind=RequestKind.PAID))
    unsold = replace(paper, order=replace(paper.order, kind=RequestKind.PRESALE))
    assert [one.is_consumer_warranty for one in (company, paid, unsold)] == [False, False, False]
    assert [one.is_consumer for one in (company, paid, unsold)] == [False, True, False]
