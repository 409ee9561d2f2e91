"""The acceptance act read back by other programs: every fact, every code, every page."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from printing import render, render_copies, sample_acts, samples
from printing.registry import TEMPLATES, render_acts
from printing.sheet import FORMATS, Text
from printing.templates.acceptance_act import lay_out
from printing.templates.act_facts import promises
from printing.words import CENTRE_COPY, CUSTOMER_COPY
from tests.printing.reading import boxes_of, codes_of, fonts_of, information, letters_of, pages_of, text_of
from workstation.documents.intake import PurchaseDocuments, StorageTerms
from workstation.documents.papers import AcceptanceAct, ActItem
from workstation.money import format_roubles
from workstation.statuses import DataBackup, Demand, DocumentKind, PaperState, RequestKind, SealState, Use

TEMPLATE = TEMPLATES[DocumentKind.ACCEPTANCE_ACT]
ACTS = sample_acts.acts()


def printed(act: AcceptanceAct, page: str = "A4", **stamp: object) -> bytes:
    return render(act, samples.stamp(**stamp), page=page, assets=samples.assets())


COMMON = (
    "ООО «Сервис-Центр»", "Авторизованный сервисный центр Bosch, Samsung", "договоры АСЦ-2024/17 и SEC-551",
    "115114, г. Москва, ул. Примерная, д. 5, стр. 2", "+7 495 123-45-67", "Пн–Пт 9:00–20:00",
    "info@service.example", "ИНН 7701007776 · КПП 770101001 · ОГРН 1267700007772",
    "оборудования в ремонт", "23 ноября 2026 г., 14:36", "Сдал", "Принял", "Петрова А. С.", "приёмщик",
    "Состояние заказа: по коду или телефону",
    "линия отрыва", "Форма А-01, версия 1", "напечатано 23.11.2026 14:36, Петрова А. С.",
)  # fmt: skip

FACTS = {
    "warranty": (
        "№ СЦ-2026-002318", "Гарантийный", "Гарантия до 10.06.2027: бесплатно", "14.12.2026", "0,00 ₽",
        "за счёт изготовителя", "40 000,00 ₽",
        "Иванова Мария Петровна", "+7 912 345-67-89", "г. Москва, ул. Примерная, д. 12, кв. 34",
        "СМС на этот номер", "безвозмездный ремонт", "Предъявлено 23.11.2026", "23.11.2026, 14:36",
        "не более 45 дней, до 07.01.2027", "потребовано, выдаём до 26.11.2026", "без участия заказчика",
        "Стиральная машина", "Bosch WAN28263BY", "FD 0503 000123", "март 2025 г., по серийному номеру",
        "10.06.2025, ООО «Техномаркет»", "48 990,00 ₽", "личные нужды", "талон есть, № BSH-771204; чек не",
        "шланг залива — 1, шланг слива — 1", "целы, следов вскрытия и влаги нет",
        "не применимо, код не передавался", "Не отжимает, гудит при сливе, на дисплее E18.",
        "Проявляется постоянно", "не сливает воду", "Царапина 3 см на правой стенке", "Сделано снимков: 3",
        "Иванова М. П.",
    ),
    "paid": (
        "№ СЦ-2026-002319", "Платный", "01.12.2026", "12 500,00 ₽", "приблизительная смета", "25 000,00 ₽",
        "О'Коннор Шон", "+375 29 123-45-67", "shon@example.org", "в мессенджере по этому номеру",
        "с участием заказчика", "работы до 3 000,00 ₽", "1 000,00 ₽, внесён", "гарантия 3 месяца",
        "силами сервисного центра, 500,00 ₽", "Смартфон", "Samsung SM-A556E", "R5CX30ABCDE",
        "35-209900-176148-1", "0,213 кг", "не предъявлены", "чехол — 1, лоток SIM — 1", "USB-C — 2",
        "не проверялись", "согласие на возможную утрату данных", "код передан",
    ),
    "business": (
        "ООО «Ёлка & Ко» <b>", "7702008885, КПП 770201001", "Щёголева Юлия", "№ 17 от 01.05.2026",
        "31.12.2026", "доб. 104", "office@yolka.example", "Новослободская",
        "предпринимательская деятельность",
        "Доставлено 05.04.2026", "02.04.2026, ООО «Техномаркет»", "01.03.2026", "ст. 714 ГК РФ",
    ),
    "presale": (
        "Предпродажный", "ООО «Техномаркет»", "Склад", "пломб нет", "0ABC3NEW500123L", "не определён",
        "по договору",
    ),
    "minimal": ("Ли", "не указан", "не включается", "б/у", "500,00 ₽", "только изделие", "диагностики"),
}  # fmt: skip


@pytest.mark.parametrize("page", ["A4", "A5"])
@pytest.mark.parametrize("name", FACTS)
def test_every_fact_is_on_paper(name: str, page: str) -> None:
    text = letters_of(text_of(printed(ACTS[name], page), layout=page == "A4"))
    common = COMMON if name != "minimal" else ("Сдал", "Принял")
    columns = text_of(printed(ACTS[name], page))
    missing = [
        fact
        for fact in (*common, *FACTS[name])
        if letters_of(fact) not in text and letters_of(fact) not in letters_of(columns)
    ]
    if page == "A4":
        assert missing == []
    else:
        # A narrow column breaks a fact among its neighbours' lines: words are looked for one by one.
        assert [f for f in missing if not all(word in columns for word in f.split())] == []


def test_a_correction_names_what_it_replaces() -> None:
    text = text_of(printed(ACTS["hostile"]))
    assert "Редакция 2, взамен редакции 1" in text
    assert "Редакция" not in text_of(printed(ACTS["warranty"]))


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("page", ["A4", "A5"])
@pytest.mark.parametrize("name", ["warranty", "long", "five"])
def test_codes_decode_from_the_rendered_pages(name: str, page: str, dpi: int) -> None:
    act = ACTS[name]
    found = [code for picture in pages_of(printed(act, page), dpi) for code in codes_of(picture)]
    assert sorted(found) == sorted([act.items[0].order_code, *(item.order_code for item in act.items)])


@pytest.mark.parametrize("page", ["A4", "A5"])
@pytest.mark.parametrize("name", ["warranty", "five"])
def test_codes_keep_their_quiet_zone(name: str, page: str) -> None:
    for picture in pages_of(printed(ACTS[name], page, recipient=CUSTOMER_COPY), 300):
        for left, top, right, low in boxes_of(picture):
            module = (right - left) / 21
            margin = round(4 * module) - 2
            around = picture.crop((left - margin, top - margin, right + margin, low + margin))
            around.paste(255, (margin - 3, margin - 3, margin + right - left + 3, margin + low - top + 3))
            assert around.getextrema()[0] > 200


@pytest.mark.parametrize("page", ["A4", "A5"])
@pytest.mark.parametrize("name", ACTS)
def test_every_font_is_embedded(name: str, page: str) -> None:
    fonts = fonts_of(printed(ACTS[name], page))
    assert fonts
    assert all(embedded for _, embedded in fonts)
    assert all("DejaVuSansCondensed" in font for font, _ in fonts)


def test_title_author_and_language_are_set() -> None:
    paper = printed(ACTS["warranty"])
    facts = information(paper)
    assert facts["Title"] == "Акт приёма-передачи оборудования в ремонт № СЦ-2026-002318"
    assert facts["Author"] == "ООО «Сервис-Центр»"
    assert b"/Lang (ru)" in paper


@pytest.mark.parametrize(("page", "size"), [("A4", "595.276 x 841.89 pts"), ("A5", "419.528 x 595.276 pts")])
def test_page_size(page: str, size: str) -> None:
    assert information(printed(ACTS["warranty"], page))["Page size"].removesuffix(" (A4)") == size


def test_the_usual_intake_takes_one_page() -> None:
    assert [information(printed(ACTS[name]))["Pages"] for name in FACTS] == ["1"] * len(FACTS)
    item = replace(samples.warranty_item(), free="if_proved", warranty_note=NOTES["if_proved"])
    assert information(printed(replace(ACTS["warranty"], items=(item,))))["Pages"] == "1"


@pytest.mark.parametrize("name", ACTS)
def test_pages_are_counted(name: str) -> None:
    paper = printed(ACTS[name])
    total = int(information(paper)["Pages"])
    numbers = re.findall(r"стр\. (\d+) из (\d+)", text_of(paper))
    assert numbers == [(str(number), str(total)) for number in range(1, total + 1)]


def test_two_copies_are_counted_by_themselves() -> None:
    stamps = [samples.stamp(recipient=CUSTOMER_COPY), samples.stamp(recipient=CENTRE_COPY)]
    text = text_of(render_copies(ACTS["long"], stamps, assets=samples.assets()))
    for recipient in (CUSTOMER_COPY, CENTRE_COPY):
        numbers = re.findall(rf"стр\. (\d) из 3 · {recipient}", text)
        assert numbers == ["1", "2", "3"]


@pytest.mark.parametrize("name", ACTS)
def test_the_same_paper_is_the_same_bytes(name: str) -> None:
    assert printed(ACTS[name]) == printed(ACTS[name])


def test_a_reprint_differs_by_mark_time_and_user_alone() -> None:
    first = printed(ACTS["warranty"])
    later = samples.MOMENT + timedelta(days=2)
    again = printed(ACTS["warranty"], copy=True, printed_at=later, printed_by="Сидоров А. В.")
    assert "КОПИЯ" not in text_of(first)
    text = text_of(again).replace("КОПИЯ ", "").replace(" КОПИЯ", "")
    text = text.replace("25.11.2026 14:36, Сидоров А. В.", "23.11.2026 14:36, Петрова А. С.")
    assert text == text_of(first)
    one, two = pages_of(first, 100)[0], pages_of(again, 100)[0]
    body = (0, 60, one.width, one.height - 60)
    assert one.crop(body).tobytes() == two.crop(body).tobytes()


@pytest.mark.parametrize(
    ("stamp", "training", "mark"),
    [
        ({"copy": True}, False, "КОПИЯ"),
        ({"annulled": True}, False, "АННУЛИРОВАН"),
        ({"replaced_by": 3}, False, "ЗАМЕНЁН РЕДАКЦИЕЙ 3"),
        ({}, True, "УЧЕБНЫЙ"),
    ],
)
def test_marks_stand_on_every_page(stamp: dict[str, object], training: bool, mark: str) -> None:
    act = replace(ACTS["long"], training=training)
    paper = printed(act, **stamp)
    assert text_of(paper).count(mark) == int(information(paper)["Pages"])


def test_the_logo_is_drawn_and_may_be_missing() -> None:
    act = ACTS["warranty"]
    assert b"/Subtype /Image" in printed(act)
    bare = render(act, samples.stamp())
    assert b"/Subtype /Image" not in bare
    assert "ООО «Сервис-Центр»" in text_of(bare)


def test_a_long_fault_is_whole() -> None:
    fault = ACTS["long"].items[0].reported_fault
    assert len(fault) == 10_000
    text = text_of(printed(ACTS["long"]))
    text = re.sub(
        r"Форма А-01.*?Акт приёма-передачи оборудования в ремонт № \S+ от 23 ноября 2026 г\. ", "", text
    )
    assert letters_of(fault) in letters_of(text)


@pytest.mark.parametrize("page", ["A4", "A5"])
def test_nothing_leaves_the_page(page: str) -> None:
    form = FORMATS[page]
    for act in ACTS.values():
        sheet = lay_out(act, TEMPLATE, form, samples.assets())
        for placed in sheet.pages:
            for top, block in placed:
                assert top + block.height <= form.bottom + 0.1
                for op in block.ops:
                    if isinstance(op, Text):
                        assert op.x >= form.side - 0.1
                        assert op.x + _width(op) <= form.width - form.side + 0.6


def _width(op: Text) -> float:
    from printing.fonts import text_width

    return text_width(op.text, op.face, op.size)


@pytest.mark.parametrize("page", ["A4", "A5"])
def test_signatures_are_never_alone_and_never_apart(page: str) -> None:
    form = FORMATS[page]
    for length in range(10, 9000, 173):
        act = sample_acts.long_act(length)
        sheet = lay_out(act, TEMPLATE, form, {})
        where = [
            number
            for number, placed in enumerate(sheet.pages)
            for _, block in placed
            for op in block.ops
            if isinstance(op, Text) and op.text in {"Сдал", "Принял", "подпись"}
        ]
        assert len(where) == 4
        assert len(set(where)) == 1
        texts = [op.text for _, block in sheet.pages[where[0]] for op in block.ops if isinstance(op, Text)]
        clauses = [text for text in texts if re.fullmatch(r"\d\.", text)]
        assert len(clauses) >= 2, length


def test_many_devices_each_have_a_block_and_a_stub() -> None:
    one = ACTS["five"].items[0]
    items = tuple(
        replace(one, order_number=f"СЦ-2026-{number:06d}", order_code=f"ASC1:{number:014d}")
        for number in range(23)
    )
    act = replace(ACTS["warranty"], items=items)
    paper = printed(act)
    text = text_of(paper)
    found = {code for picture in pages_of(paper) for code in codes_of(picture)}
    assert found == {item.order_code for item in items}
    for number, item in enumerate(items, 1):
        assert f"{number}. Bosch WAN28263BY · заказ {item.order_number}" in text


OTHER_VALUES = {
    "use": Use.BUSINESS, "wants_loaner": False, "wants_presence": True, "data_backup": DataBackup.DONE,
    "storage": StorageTerms(45, 5000),
    "documents": PurchaseDocuments(PaperState.DEFECTIVE, PaperState.PRESENT), "condition": "иногда",
    "symptom": "шумит", "seals": SealState.BROKEN, "demand": Demand.REFUND, "free": "if_proved",
    "payer": "seller", "warranty_note": "Гарантия истекла", "agreed_until": date(2026, 12, 9),
    "demanded_on": date(2026, 11, 20), "legal_until": date(2027, 1, 4), "loaner_until": date(2026, 11, 24),
}  # fmt: skip


@pytest.mark.parametrize("name", [field.name for field in fields(ActItem) if field.name != "order_code"])
def test_every_field_of_an_item_changes_the_paper(name: str) -> None:
    """A field that the paper forgot would leave it as it was, paid and free alike."""
    paid = sample_acts.paid_act()
    paid = replace(paid, items=(replace(paid.items[0], wants_loaner=True),))
    free = ACTS["warranty"]
    changes = []
    for act, other in ((paid, free.items[0]), (free, paid.items[0])):
        theirs = OTHER_VALUES.get(name, getattr(other, name))
        if theirs == getattr(act.items[0], name):
            continue
        changed = replace(act, items=(replace(act.items[0], **{name: theirs}),))
        changes.append(text_of(printed(changed)) != text_of(printed(act)))
    assert any(changes), name


ANSWERS = (None, "yes", "no", "if_proved", "unknown")
NOTES = {
    None: None, "yes": "Гарантия до 10.06.2027: бесплатно", "no": "Гарантии нет: ремонт платный",
    "if_proved": "Гарантия истекла: бесплатно до 10.06.2027 по доказательствам заказчика",
    "unknown": "Решение ждёт причины и доказательств",
}  # fmt: skip


@pytest.mark.parametrize("kind", RequestKind)
@pytest.mark.parametrize("free", ANSWERS)
@pytest.mark.parametrize("use", Use)
def test_what_is_promised_does_not_contradict_itself(kind: RequestKind, free: str | None, use: Use) -> None:
    payer = "manufacturer" if free == "yes" else None
    item = samples.warranty_item()
    item = replace(item, kind=kind, use=use, free=free, payer=payer, warranty_note=NOTES[free])
    what, _term, price, _value = promises(item, samples.customer())
    promised = kind in {RequestKind.WARRANTY, RequestKind.REPEAT, RequestKind.PRESALE}
    assert (what.note == NOTES[free]) == (promised and free is not None)
    if promised and free == "yes":
        assert (price.answer, price.note) == (format_roubles(0), "за счёт изготовителя")
    elif promised and free is not None:
        assert price.answer != format_roubles(0)
    consumer = use is Use.PERSONAL and kind is not RequestKind.PRESALE
    if free is None and promised:
        assert price.answer == (format_roubles(0) if consumer else "по договору")
    if kind is RequestKind.QUALITY_CHECK and consumer:
        assert price.answer == format_roubles(0)
    if kind in {RequestKind.PAID, RequestKind.MAINTENANCE, RequestKind.EXPERTISE}:
        assert "бесплатно" not in f"{what.note} {price.answer} {price.note}"
        assert price.answer == ("по смете" if consumer else "по договору")


@pytest.mark.parametrize(
    ("payer", "words"),
    [
        ("manufacturer", "за счёт изготовителя"),
        ("seller", "за счёт продавца"),
        ("centre", "для заказчика бесплатно"),
        ("unknown", "для заказчика бесплатно"),
        (None, "для заказчика бесплатно"),
    ],
)
def test_only_who_pays_is_named(payer: str | None, words: str) -> None:
    item = replace(samples.warranty_item(), payer=payer)
    assert promises(item, samples.customer())[2].note == words


def test_acts_of_one_visit_are_one_document_numbered_each_by_itself() -> None:
    acts = (ACTS["warranty"], ACTS["long"])
    paper = render_acts(acts, samples.stamp(), page="A4", assets=samples.assets())
    numbers = re.findall(r"стр\. (\d) из (\d)", text_of(paper))
    assert numbers == [("1", "1"), ("1", "3"), ("2", "3"), ("3", "3")]
    assert pages_of(paper, 50)[0].tobytes() == pages_of(printed(ACTS["warranty"]), 50)[0].tobytes()
    with pytest.raises(ValueError, match="A3"):
        render_acts(acts, samples.stamp(), page="A3", assets={})
