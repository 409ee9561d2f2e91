"""Papers of money and the hard cases: for previews, tests and the benchmark."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal

from printing.sample_acts import HOSTILE_NAME
from printing.sample_conclusions import order
from printing.sample_repairs import CLERK
from printing.samples import centre
from workstation.documents.billing import LineKind, Taxed, TaxedLine, TaxSum, VatCode
from workstation.documents.billing_papers import EstimatePaper, InvoicePaper, ServiceAct
from workstation.documents.customer_papers import ChangeAnswer
from workstation.documents.order_papers import AboutOrder
from workstation.documents.papers import BankDetails, CentreDetails, PartyDetails, PrintedDevice
from workstation.statuses import CustomerKind, EstimateKind, RequestKind, Use

BILLED = datetime(2026, 11, 23, 12, 2, tzinfo=UTC)
BANK = BankDetails("АО «Пример-Банк»", "044525999", "30101810600000000999", "40702810600000012345")
PURPOSE = "Оплата по счету СЦ-2026-000214 от 23.11.2026"


def payee() -> CentreDetails:
    """The sample centre with its bank."""
    return replace(centre(), bank=BANK)


def entrepreneur() -> CentreDetails:
    """A centre that is an entrepreneur: no КПП, one signature."""
    return replace(
        payee(), name="ИП Богданов Александр Сергеевич", inn="500100732259", kpp="",
        ogrn="304500116000157", director_name="Богданов Александр Сергеевич", director_title="",
        bank=replace(BANK, account="40802810600000012345"),
    )  # fmt: skip


def buyer() -> PartyDetails:
    """A company that pays."""
    return PartyDetails(
        CustomerKind.COMPANY,
        "ООО «Пример»",
        "+7 495 765-43-21",
        address="г. Москва, ул. Образцовая, д. 1",
        inn="7700000009",
        kpp="770001001",
        contact="Щёголева Юлия",
    )


def line(  # noqa: PLR0913 - a line is as wide as its table
    name: str,
    price: int,
    quantity: int = 1,
    *,
    unit: str = "усл.",
    discount: int = 0,
    vat: VatCode = VatCode.V22,
    kind: LineKind = LineKind.WORK,
    code: str | None = None,
) -> TaxedLine:
    """A line with the tax that is within its sum."""
    total, rate = price * quantity - discount, vat.rate or Decimal(0)
    tax = (total * rate / (100 + rate)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return TaxedLine(name, quantity, unit, price, discount, total, vat, int(tax), kind, code=code)


def taxed(*lines: TaxedLine, on: date = date(2026, 11, 23)) -> Taxed:
    """Lines and their sums by rates."""
    codes = dict.fromkeys(one.vat_code for one in lines)
    sums = [
        TaxSum(
            code,
            sum(one.total for one in lines if one.vat_code is code),
            sum(one.vat for one in lines if one.vat_code is code),
        )
        for code in codes
    ]
    return Taxed(on, lines, tuple(sums))


def display() -> Taxed:
    """A smartphone's display, looked into and replaced."""
    return taxed(
        line("Диагностика смартфона", 90000),
        line("Замена модуля дисплея", 250000),
        line("Модуль дисплея", 1480000, unit="шт.", kind=LineKind.PART, code="GH82-33388"),
    )


def code_of(paper: InvoicePaper) -> str:
    """A payment code as rules make it, for a sample: what is due."""
    bank, own = paper.centre.bank or BANK, paper.centre
    pairs = {
        "Name": own.name, "PersonalAcc": bank.account, "BankName": bank.name, "BIC": bank.bic,
        "CorrespAcc": bank.correspondent_account, "Sum": str(paper.due), "Purpose": paper.purpose,
        "PayeeINN": own.inn, "KPP": own.kpp,
    }  # fmt: skip
    return "ST00012|" + "|".join(f"{key}={value}" for key, value in pairs.items() if value)


def coded(paper: InvoicePaper) -> InvoicePaper:
    """The invoice with the purpose and the code of what it says."""
    taxes = [
        f"НДС {one.vat_code.rate} % {one.vat // 100}-{one.vat % 100:02d}"
        for one in paper.taxed.sums
        if one.vat_code.rate is not None
    ]
    said = replace(paper, purpose=f"{PURPOSE}, {'в т. ч. ' + ', '.join(taxes) if taxes else 'без НДС'}")
    return replace(said, code=code_of(said))


def invoice() -> InvoicePaper:
    """A company's invoice for a smartphone's display."""
    return coded(
        InvoicePaper(
            number="СЦ-2026-000214",
            issued_at=BILLED,
            issued_on=date(2026, 11, 23),
            centre=payee(),
            customer=buyer(),
            employee=CLERK,
            taxed=display(),
            basis="Заказ СЦ-2026-002311 от 21.11.2026: смартфон Samsung SM-S921B",
            code="",
            purpose="",
            due_on=date(2026, 11, 27),
            terms="Деталь держим в резерве до этого дня.",
        )
    )


def entrepreneurs_invoice() -> InvoicePaper:
    """An entrepreneur who pays no VAT, to a person."""
    person = PartyDetails(CustomerKind.PERSON, "Иванова Мария Петровна", "+7 912 345-67-89")
    lines = [replace(one, vat_code=VatCode.NONE_145, vat=0) for one in display().lines]
    return coded(
        replace(
            invoice(), centre=entrepreneur(), customer=person, taxed=taxed(*lines), terms=None,
        )
    )  # fmt: skip


def discounted_invoice() -> InvoicePaper:
    """A discount, several rates and one without VAT."""
    lines = taxed(
        line("Замена модуля дисплея", 250000, discount=25000),
        line("Книга «Уход за смартфоном»", 100000, unit="шт.", vat=VatCode.V10, kind=LineKind.PART),
        line("Устранение недостатка по гарантии", 50000, vat=VatCode.NONE_149),
    )
    return coded(replace(invoice(), taxed=lines, replaces="СЦ-2026-000209", due_on=None))


def prepaid_invoice() -> InvoicePaper:
    """A part of it was paid before."""
    paper = replace(invoice(), paid=500000, purpose=f"{PURPOSE}, в т. ч. НДС 22 % 2380-33")
    return replace(paper, code=code_of(paper))


def paid_invoice() -> InvoicePaper:
    """All of it was paid before."""
    return replace(invoice(), paid=1820000, code="", purpose="")


def hostile_invoice() -> InvoicePaper:
    """Names that break careless papers, an endless word among the lines."""
    own = replace(payee(), name="ООО «Сервис-Центр и Партнёры по ремонту сложной бытовой техники» <b>")
    lines = [*display().lines, line("Ж" * 180 + " & <i>", 100), line("Винт\x00 M2\nдве строки", 99, 1000)]
    return coded(
        replace(
            invoice(), centre=own, customer=replace(buyer(), name=HOSTILE_NAME), taxed=taxed(*lines),
            basis="Заказ " + "длинный-" * 30, terms="Первая строка.\nВторая.",
        )
    )  # fmt: skip


def long_invoice(count: int) -> InvoicePaper:
    """An invoice of many lines, each with a name of one or two rows."""
    more = " с разборкой, чисткой посадочного места и проверкой после сборки"
    lines = [
        line(
            f"Замена узла № {n}" + more * (n % 3 // 2),
            10000 * n + 99, n % 4 + 1, unit="шт." if n % 2 else "усл.",
        )
        for n in range(1, count + 1)
    ]  # fmt: skip
    return coded(replace(invoice(), taxed=taxed(*lines)))


def smartphone() -> PrintedDevice:
    """The device of the company's order."""
    return PrintedDevice("Смартфон", "Samsung", "SM-S921B", "R5CX40KLMNP", "35-209900-176148-1")


def company_order() -> AboutOrder:
    """The company's order."""
    return replace(
        order(), number="СЦ-2026-002311", code="ASC1:000000000027ZA", kind=RequestKind.PAID,
        demanded_on=date(2026, 11, 21), accepted_on=date(2026, 11, 21), use=Use.BUSINESS,
        reported_fault="Разбит экран, сенсор не реагирует", condition=None, symptom=None, accessories=(),
    )  # fmt: skip


def estimate() -> EstimatePaper:
    """An approximate estimate, the second version, to be answered."""
    person = PartyDetails(
        CustomerKind.PERSON, "Иванова Мария Петровна", "+7 912 345-67-89",
        address="г. Москва, ул. Примерная, д. 12, кв. 34",
    )  # fmt: skip
    return EstimatePaper(
        number="СЦ-2026-002311",
        issued_at=BILLED,
        centre=centre(),
        customer=person,
        device=smartphone(),
        order=replace(company_order(), use=Use.PERSONAL),
        employee=CLERK,
        version=2,
        estimate=EstimateKind.APPROXIMATE,
        taxed=display(),
        limit=2000000,
        valid_until=date(2026, 11, 30),
        note="Модуль дороже первой сметы: поставщик отгружает его только в сборе с рамкой.",
    )


def firm_estimate() -> EstimatePaper:
    """A company's firm estimate with a discount, agreed to."""
    lines = taxed(line("Замена модуля дисплея", 250000, discount=25000), *display().lines[2:])
    return replace(
        estimate(), customer=buyer(), order=company_order(), version=1, estimate=EstimateKind.FIRM,
        taxed=lines, limit=None, valid_until=None, note=None,
        answer=ChangeAnswer(
            "согласен", "письмо", datetime(2026, 11, 24, 7, 12, tzinfo=UTC), "Согласовано, делайте.",
            "письмо от 24.11.2026", "Петрова А. С.",
        ),
    )  # fmt: skip


def long_estimate() -> EstimatePaper:
    """Sixty lines over several pages."""
    works = long_invoice(40).taxed.lines
    fitted = [
        line(f"Деталь {n}", 1000 * n, unit="шт.", kind=LineKind.PART, code=f"D-{n:04d}") for n in range(1, 21)
    ]
    return replace(estimate(), taxed=taxed(*works, *fitted))


def service_act() -> ServiceAct:
    """What the company accepts, with the tax of each line."""
    return ServiceAct(
        number="АОУ-2026-000031",
        issued_at=BILLED,
        centre=payee(),
        customer=buyer(),
        device=smartphone(),
        order=company_order(),
        employee=CLERK,
        taxed=display(),
        invoice="СЦ-2026-000214 от 23.11.2026",
    )


def old_service_act() -> ServiceAct:
    """An act of the last day of the former rate."""
    lines = [
        line(one.name, one.price, unit=one.unit, vat=VatCode.V20, kind=one.kind, code=one.code)
        for one in display().lines
    ]
    return replace(
        service_act(), number="АОУ-2025-000977", issued_at=datetime(2025, 12, 31, 12, 0, tzinfo=UTC),
        taxed=taxed(*lines, on=date(2025, 12, 31)), invoice=None,
    )  # fmt: skip


def entrepreneurs_act() -> ServiceAct:
    """An entrepreneur's act without VAT, over several pages."""
    lines = [replace(one, vat_code=VatCode.NONE_PATENT, vat=0) for one in long_invoice(45).taxed.lines]
    return replace(service_act(), centre=entrepreneur(), taxed=taxed(*lines))


def papers() -> dict[str, InvoicePaper | EstimatePaper | ServiceAct]:
    """Every sample paper of money by name."""
    return {
        "invoice": invoice(),
        "entrepreneurs_invoice": entrepreneurs_invoice(),
        "discounted_invoice": discounted_invoice(),
        "prepaid_invoice": prepaid_invoice(),
        "paid_invoice": paid_invoice(),
        "hostile_invoice": hostile_invoice(),
        "invoice_20": long_invoice(20),
        "invoice_200": long_invoice(200),
        "estimate": estimate(),
        "firm_estimate": firm_estimate(),
        "long_estimate": long_estimate(),
        "service_act": service_act(),
        "old_service_act": old_service_act(),
        "entrepreneurs_act": entrepreneurs_act(),
    }
