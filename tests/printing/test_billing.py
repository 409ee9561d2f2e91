"""Papers of money read back: facts, sums, tax, words, signatures, pages, and the codes of ten invoices."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from importlib import import_module
from typing import Any

import pytest

from printing import render, samples
from printing import sample_billing as made
from printing.fonts import text_width
from printing.registry import template_of
from printing.sheet import A4, MM, Sheet, Symbol, Text
from tests.printing.reading import boxes_of, codes_of, fonts_of, information, letters_of, pages_of, text_of
from tests.support.payment import read_payment
from workstation.documents.billing import LineKind, VatCode
from workstation.documents.billing_papers import InvoicePaper
from workstation.documents.codec import decode, encode
from workstation.documents.papers import BankDetails, CentreDetails
from workstation.rules.payment_code import payload, purpose_of
from workstation.statuses import CustomerKind

PAPERS: dict[str, Any] = made.papers()
SHORT = [name for name in PAPERS if name != "invoice_200"]


def printed(paper: Any, **stamp: object) -> bytes:
    return render(paper, samples.stamp(**stamp), assets=samples.assets())


def lay_out(paper: Any) -> Sheet:
    template = template_of(paper)
    module = import_module(f"printing.templates.{template.module}")
    sheet: Sheet = module.lay_out(paper, template, samples.assets())
    return sheet


SUMS = (
    "18 200,00",
    "Восемнадцать тысяч двести рублей 00 копеек",
    "Всего наименований 3, на сумму 18 200,00 ₽",
)
LINES = ("Диагностика смартфона", "900,00", "усл.", "Замена модуля дисплея", "2 500,00",
         "Модуль дисплея GH82-33388", "шт.", "14 800,00")  # fmt: skip
FACTS = {
    "invoice": (
        *SUMS, *LINES, "АО «Пример-Банк»", "Банк получателя", "БИК", "044525999", "30101810600000000999",
        "ИНН 7701007776", "КПП 770101001", "40702810600000012345", "Получатель",
        "Счёт на оплату № СЦ-2026-000214 от 23 ноября 2026 г.", "Поставщик",
        "ООО «Сервис-Центр», ИНН 7701007776, КПП 770101001, 115114, г. Москва, ул. Примерная, д. 5,",
        "тел. +7 495 123-45-67", "Покупатель", "ООО «Пример», ИНН 7700000009, КПП 770001001, г. Москва,",
        "Основание", "Заказ СЦ-2026-002311 от 21.11.2026: смартфон Samsung SM-S921B", "Оплатить до",
        "27.11.2026. Деталь держим в резерве до этого дня.", "Итого", "В том числе НДС 22 %", "3 281,97",
        "Всего к оплате, ₽", "Оплата по коду", "Назначение платежа",
        f"{made.PURPOSE}, в т. ч. НДС 22 % 3281-97", "Генеральный директор",
        "Главный бухгалтер", "Орлов П. И.", "Форма СЧ-01, версия 1", "стр. 1 из 1",
        "напечатано 23.11.2026 14:36, Петрова А. С.",
    ),
    "entrepreneurs_invoice": (
        *SUMS, "ИП Богданов Александр Сергеевич, ИНН 500100732259, 115114", "Иванова Мария Петровна, тел.",
        "НДС не облагается (освобождение по ст. 145 НК РФ)", "без НДС", "Индивидуальный предприниматель",
        "Богданов А. С.",
    ),
    "discounted_invoice": (
        "Скидка, ₽", "250,00", "2 250,00", "22 %", "10 %", "4 000,00", "−250,00", "3 750,00",
        "В том числе НДС 22 % с суммы 2 250,00", "405,74", "В том числе НДС 10 % с суммы 1 000,00", "90,91",
        "Без НДС (пп. 13 п. 2 ст. 149 НК РФ) на сумму 500,00", "Взамен", "счёта № СЦ-2026-000209", "Условия",
        "Три тысячи семьсот пятьдесят рублей 00 копеек",
    ),
    "prepaid_invoice": (
        "К оплате: тринадцать тысяч двести рублей 00 копеек", "на сумму 18 200,00 ₽",
        "Оплачено ранее", "−5 000,00", "Всего к оплате, ₽", "13 200,00", "в т. ч. НДС 22 % 2380-33",
    ),
    "paid_invoice": ("К оплате: ноль рублей 00 копеек", "−18 200,00", "0,00", "Счёт оплачен полностью."),
    "estimate": (
        *SUMS, *LINES, "Смета", "№ СЦ-2026-002311", "Редакция 2, взамен редакции 1", "Приблизительная",
        "20 000,00 ₽", "до 30.11.2026", "в том числе НДС 22 %", "Работы", "3 400,00", "Запасные части",
        "Модуль дороже первой сметы", "п. 3 ст. 33 Закона РФ № 2300-1", "Ответ заказчика", "согласен",
        "не согласен", "Способ ответа", "Дата и время", "Составил", "Заказчик", "Иванова М. П.",
        "R5CX40KLMNP", "Форма СМ-01, версия 1",
    ),
    "firm_estimate": (
        "Твёрдая", "не ограничена", "не оговорено", "17 050,00", "−250,00", "п. 6 ст. 709 ГК РФ", "письмо",
        "Согласовано, делайте.", "письмо от 24.11.2026", "24.11.2026, 10:12", "Щёголева Юлия",
    ),
    "service_act": (
        *SUMS, *LINES, "Акт об оказании услуг", "№ АОУ-2026-000031", "Исполнитель", "Заказчик",
        "Заказ № СЦ-2026-002311 от 21.11.2026, счёт № СЦ-2026-000214 от 23.11.2026", "Samsung SM-S921B",
        "серийный № R5CX40KLMNP", "Оказаны", "23 ноября 2026 г.", "НДС, ₽", "162,30", "450,82", "2 668,85",
        "В том числе НДС 22 %", "3 281,97", "оказаны полностью и в срок", "Претензий по объёму, качеству",
        "генеральный директор", "Орлов П. И.", "Щёголева Юлия", "Форма АУ-01, версия 1",
    ),
    "old_service_act": ("31 декабря 2025 г.", "20 %", "В том числе НДС 20 %", "3 033,34"),
    "entrepreneurs_act": ("без НДС", "Без НДС (ПСН)", "индивидуальный предприниматель", "Богданов А. С."),
}  # fmt: skip


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_is_on_paper(name: str) -> None:
    paper = printed(PAPERS[name])
    text = letters_of(text_of(paper)) + letters_of(text_of(paper, layout=True))
    assert [fact for fact in FACTS[name] if letters_of(fact) not in text] == []


ABSENT = {
    "paid_invoice": ("Оплата по коду", "аннулирован"),
    "invoice": ("Оплачено", "Скидка", "Взамен", "без НДС", "Индивидуальный"),
    "entrepreneurs_invoice": ("КПП", "бухгалтер", "В том числе", "346.11"),
    "firm_estimate": ("Способ ответа", "2300-1"),
    "old_service_act": ("22 %",),
    "entrepreneurs_act": ("НДС, ₽", "КПП 770101001"),
}


@pytest.mark.parametrize("name", ABSENT)
def test_nothing_is_said_that_is_not_so(name: str) -> None:
    text = text_of(printed(PAPERS[name])).replace("\u00a0", " ")
    assert [words for words in ABSENT[name] if words in text] == []


@pytest.mark.parametrize("name", SHORT)
def test_a_stored_paper_is_drawn_the_same(name: str) -> None:
    paper = PAPERS[name]
    again = decode(paper.KIND, encode(paper))
    assert again == paper
    assert printed(again) == printed(paper)


@pytest.mark.parametrize("name", PAPERS)
def test_pages_fonts_and_title(name: str) -> None:
    paper = printed(PAPERS[name])
    told = information(paper)
    numbers = re.findall(r"стр\. (\d+) из (\d+)", text_of(paper))
    assert numbers == [(str(number), told["Pages"]) for number in range(1, int(told["Pages"]) + 1)]
    assert all(embedded for _, embedded in fonts_of(paper))
    assert (
        told["Title"]
        .replace("\u00a0", " ")
        .startswith(f"{template_of(PAPERS[name]).name} № {PAPERS[name].number}")
    )


@pytest.mark.parametrize("name", ["invoice", "estimate", "service_act"])
def test_marks_stand_on_the_paper(name: str) -> None:
    assert "КОПИЯ" in text_of(printed(PAPERS[name], copy=True))
    assert "АННУЛИРОВАН" in text_of(printed(PAPERS[name], annulled=True))
    assert "УЧЕБНЫЙ" in text_of(printed(replace(PAPERS[name], training=True)))


@pytest.mark.parametrize(("name", "pages"), [("invoice_20", 2), ("invoice_200", 7), ("long_estimate", 3)])
def test_long_papers_lose_nothing_and_repeat_the_head(name: str, pages: int) -> None:
    paper = PAPERS[name]
    drawn = printed(paper)
    text = text_of(drawn, layout=True)
    assert int(information(drawn)["Pages"]) == pages
    assert [one.name for one in paper.taxed.lines if letters_of(one.name)[:20] not in letters_of(text)] == []
    for page in range(2, pages + 1):
        assert f"{template_of(paper).name} №" in text.split("\f")[page - 1].strip().replace("\u00a0", " ")
    assert text.count("Цена, ₽") >= pages - 1


@pytest.mark.parametrize("name", PAPERS)
def test_all_stays_within_its_pages_and_is_signed_together(name: str) -> None:
    signed = set()
    for number, page in enumerate(lay_out(PAPERS[name]).pages):
        for top, block in page:
            assert top + block.height <= A4.bottom + 0.1
            for op in block.ops:
                if isinstance(op, Text):
                    assert op.x >= A4.side - 0.1
                    assert op.x + text_width(op.text, op.face, op.size) <= A4.width - A4.side + 0.6
                    signed |= {number} if op.text == "подпись" else set()
    assert len(signed) == 1


def test_the_lines_of_a_paper_sum_to_what_it_says() -> None:
    for paper in PAPERS.values():
        assert sum(one.total for one in paper.taxed.sums) == paper.taxed.total
        assert sum(one.vat for one in paper.taxed.sums) == paper.taxed.vat


UNSEEN = {
    "KIND",
    "issued_at",
    "training",
    "version",
    "centre",
    "customer",
    "employee",
    "device",
    "order",
    "code",
}
OTHER: dict[str, Any] = {
    "issued_on": date(2026, 11, 24), "due_on": None, "valid_until": None, "limit": 1,
    "paid": 100,
    "answer": made.firm_estimate().answer,
    "taxed": made.discounted_invoice().taxed, "estimate": made.firm_estimate().estimate,
}  # fmt: skip


@pytest.mark.parametrize("name", ["invoice", "estimate", "service_act"])
def test_every_field_changes_the_paper(name: str) -> None:
    paper = PAPERS[name]
    before = text_of(printed(paper))
    silent = [
        field.name
        for field in fields(paper)
        if field.name not in UNSEEN
        and text_of(printed(replace(paper, **{field.name: OTHER.get(field.name, "иное")}))) == before
    ]
    assert silent == []


# -- the code ----------------------------------------------------------------------------------------


def billed(
    centre: CentreDetails | None = None, *, purpose: str | None = None, **changes: Any
) -> InvoicePaper:
    """An invoice with the code that the rules make of it."""
    paper = replace(made.invoice(), centre=centre or made.payee(), **changes)
    said = purpose or purpose_of(paper.number, paper.issued_on, paper.taxed.sums)
    return replace(paper, purpose=said, code=payload(paper.centre, paper.taxed.total, said))


BIG = made.taxed(made.line("Поставка", 10**12, 9, kind=LineKind.PART))
LONG = ("Оплата по счету СЦ-2026-000214, " + "за ремонт изделия " * 20)[:209] + "."
TEN: dict[str, InvoicePaper] = {
    "company": billed(),
    "entrepreneur": billed(made.entrepreneur(), taxed=made.entrepreneurs_invoice().taxed),
    "quotes": billed(replace(made.payee(), name="""ООО "Сервис 'Ёлка'" «Центр»""")),
    "separator": billed(replace(made.payee(), name="ООО «Сервис|Центр»#1")),
    "long purpose": billed(purpose=LONG),
    "hostile": billed(replace(made.payee(), name="О'Коннор <b>«Ёлка»</b> №5")),
    "no kpp": billed(replace(made.payee(), kpp="")),
    "several rates": billed(taxed=made.discounted_invoice().taxed),
    "without vat": billed(taxed=made.taxed(made.line("Ремонт", 1, vat=VatCode.NONE_149))),
    "long names": billed(
        replace(made.payee(), name="Ю" * 160, bank=replace(made.BANK, name="Щ" * 45)),
        taxed=BIG, purpose="Ё" * 210,
    ),
}  # fmt: skip


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("name", TEN)
def test_the_code_of_each_invoice_is_right_field_by_field(name: str, dpi: int) -> None:
    paper = TEN[name]
    (text,) = [code for page in pages_of(printed(paper), dpi) for code in codes_of(page)]
    assert text == paper.code
    bank = paper.centre.bank or BankDetails("", "", "", "")
    kpp = {"kpp": paper.centre.kpp} if paper.centre.kpp else {}
    assert read_payment(text) == {
        "name": paper.centre.name, "personalacc": bank.account, "bankname": bank.name, "bic": bank.bic,
        "correspacc": bank.correspondent_account, "sum": str(paper.taxed.total), "purpose": paper.purpose,
        "payeeinn": paper.centre.inn, **kpp,
    }  # fmt: skip


def test_a_cancelled_invoice_has_no_code_to_pay_by() -> None:
    paper = printed(TEN["company"], annulled=True)
    assert [code for page in pages_of(paper) for code in codes_of(page)] == []
    assert "платить по нему нельзя" in text_of(paper)
    assert "Оплата по коду" not in text_of(paper)


def test_the_code_is_large_and_keeps_its_quiet_zone() -> None:
    (symbol,) = [
        op
        for page in lay_out(TEN["company"]).pages
        for _, block in page
        for op in block.ops
        if isinstance(op, Symbol)
    ]
    assert symbol.side == pytest.approx(38 * MM)
    (picture,) = pages_of(printed(TEN["company"]), 300)
    ((left, top, right, low),) = boxes_of(picture)
    assert (right - left) / 300 * 25.4 > 37
    module = (right - left) / symbol.code.size
    margin = round(4 * module) - 2
    around = picture.crop((left - margin, top - margin, right + margin, low + margin))
    around.paste(255, (margin - 3, margin - 3, margin + right - left + 3, margin + low - top + 3))
    assert around.getextrema()[0] > 200


def test_an_accountant_signs_an_invoice_where_there_is_one() -> None:
    centre = replace(made.payee(), accountant_name="Лис Ольга Юрьевна")
    text = text_of(printed(replace(PAPERS["invoice"], centre=centre)))
    assert "Лис О. Ю." in text.replace("\u00a0", " ")


def test_who_signs_an_act_for_the_customer() -> None:
    act = PAPERS["service_act"]
    person = replace(
        act.customer,
        kind=CustomerKind.ENTREPRENEUR,
        name="ИП Ли Ан",
        contact=None,
        inn="500100732259",
        kpp=None,
    )
    text = text_of(printed(replace(act, customer=person)))
    assert "должность, фамилия" not in text
    assert "ИП Ли Ан" in text
