"""Papers of a check and the hard cases: for previews and tests.

They go on with the story of the washing machine; the refusal is about a smartphone that met water.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from PIL import Image, ImageDraw

from printing.samples import assets as logo_assets
from printing.samples import centre, customer, warranty_item, washing_machine
from workstation.documents import conclusions as c
from workstation.documents.intake import Accessory, PurchaseDocuments
from workstation.documents.order_papers import AboutOrder
from workstation.documents.papers import BrandLicence, Employee, PrintedDevice
from workstation.documents.warranty import Causal, RuleResult, TraceLine
from workstation.statuses import Demand, PaperState, RequestKind, SealState

CHECKED = datetime(2026, 11, 26, 9, 10, tzinfo=UTC)
_SIZES = ((1600, 1200), (1200, 1600), (2000, 900), (640, 480))


@cache
def photo(number: int) -> bytes:
    """A JPEG with marks in its corners, so that a cut one shows; each number has another shape."""
    width, height = _SIZES[number % len(_SIZES)]
    image = Image.new("RGB", (width, height), (206, 212, 218))
    draw = ImageDraw.Draw(image)
    mark = height // 12
    for x in (0, width - mark):
        for y in (0, height - mark):
            draw.rectangle((x, y, x + mark, y + mark), fill=(176, 36, 28))
    shift = 40 * number
    draw.ellipse((width // 4 + shift, height // 4, width // 2 + shift, height // 2), fill=(127, 76, 0))
    draw.line((0, height, width, 0), fill=(92, 101, 112), width=6)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def photo_name(number: int) -> str:
    """The photo's name among the assets."""
    return hashlib.sha256(photo(number)).hexdigest()


def assets(photos: int = 12) -> Mapping[str, bytes]:
    """The logo and the photos that the samples name."""
    return {**logo_assets(), **{photo_name(number): photo(number) for number in range(1, photos + 1)}}


def annex(number: int, title: str, finding: str | None = None) -> c.Annex:
    """A photo of the order."""
    return c.Annex(number, photo_name(number), title, CHECKED, finding=finding)


def _technician() -> Employee:
    return Employee("Сидоров Алексей Викторович", "Сидоров А. В.", "Мастер")


def _manager() -> Employee:
    return Employee("Орлов Пётр Ильич", "Орлов П. И.", "Руководитель")


def order() -> AboutOrder:
    """The order of the washing machine."""
    item = warranty_item()
    return AboutOrder(
        number=item.order_number,
        code=item.order_code,
        kind=item.kind,
        demand=item.demand,
        demanded_on=item.demanded_on,
        accepted_on=date(2026, 11, 23),
        reported_fault=item.reported_fault,
        appearance=item.appearance,
        condition=item.condition,
        symptom=item.symptom,
        seals=item.seals,
        accessories=item.accessories,
        documents=item.documents,
    )


def _trace(*lines: tuple[str, RuleResult, str, str]) -> tuple[TraceLine, ...]:
    return tuple(TraceLine(*line) for line in lines)


_LAW = "Закона № 2300-1"
_FIRST = (
    ("REGIME", RuleResult.INFO, f"преамбула {_LAW}", "Потребитель, изделие для личных нужд"),
    ("START", RuleResult.PASS, f"ст. 19 п. 2 {_LAW}", "Гарантия считается со дня передачи 10.06.2025"),
    ("TERM", RuleResult.PASS, f"ст. 20 п. 3 {_LAW}, ст. 192 ГК РФ",
     "Гарантия изготовителя 24 мес., продлена на 16 дней ремонта, до 26.06.2027; "
     "требование 23.11.2026 в сроке"),
    ("AUTHORISATION", RuleResult.PASS, "АСЦ-2024/17",
     "Bosch: договор действует на 23.11.2026, группа изделий в нём"),
)  # fmt: skip


def examination() -> c.Examination:
    """How the washing machine was examined."""
    return c.Examination(
        made_on=date(2026, 11, 26),
        place="г. Москва, ул. Примерная, д. 5, стр. 2, мастерская",
        examiner=_technician(),
        outer_inspection="Пломбы целы, следов вскрытия и влаги нет. Люк, манжета и шланги без повреждений.",
        qualification="сертификат Bosch № 4471 до 31.12.2027",
        method="сервисная программа 4, слив и отжим без белья",
        equipment=("мультиметр Fluke 117, поверка до 04.2027", "мегаомметр Е6-32"),
        points=(
            c.CheckPoint("Сопротивление изоляции", "12,4 МОм, норма не ниже 2 МОм", True),
            c.CheckPoint("Слив воды", "насос гудит, крыльчатка не вращается", False),
            c.CheckPoint("Отжим", "не включается из-за воды в баке", False),
            c.CheckPoint("Память ошибок", "E18, 7 раз"),
        ),
        attended=False,
    )


def quality_check() -> c.QualityCheckAct:
    """A production defect of the washing machine, found without the customer, who had been invited."""
    decision = (
        "DECISION", RuleResult.PASS, "решение по правилам выше",
        "Ремонт бесплатный; гарантия действует до 26.06.2027; платит изготовитель",
    )  # fmt: skip
    return c.QualityCheckAct(
        number="ПК-2026-000041",
        issued_at=CHECKED,
        centre=centre(),
        customer=customer(),
        device=washing_machine(),
        order=replace(order(), wants_presence=True),
        employee=_technician(),
        reasoning=c.Reasoning("Гарантия до 26.06.2027: бесплатно", _trace(*_FIRST, decision), "1", CHECKED),
        findings=(
            c.FoundCause("MECH", "царапина правой стенки", Causal.NO, "Поверхностная, без вмятины", (2,)),
        ),
        annexes=(annex(1, "крыльчатка насоса разрушена"), annex(2, "царапина правой стенки", "MECH")),
        invitations=(
            c.Invitation(
                datetime(2026, 11, 24, 8, 5, tzinfo=UTC), c.InvitationChannel.PHONE,
                datetime(2026, 11, 26, 9, 0, tzinfo=UTC), c.InvitationAnswer.DID_NOT_COME, CHECKED,
            ),
        ),
        examination=examination(),
        defect_found=True,
        nature=c.DefectNature.PRODUCTION,
        outcome=c.Outcome.WARRANTY_REPAIR,
        defect="Насос слива заклинил, крыльчатка разрушена",
        defect_code="143",
        causation="Вал насоса вышел из втулки без следов удара и посторонних предметов: дефект сборки.",
        terms_reference="Гарантийный талон Bosch, раздел 2: детали привода и насосы входят в гарантию.",
    )  # fmt: skip


def report() -> c.TechnicalReport:
    """The same check asked by the seller."""
    act = quality_check()
    return c.TechnicalReport(
        number="ТЗ-2026-000012",
        question="Есть ли в изделии недостаток, каков он и по какой причине возник?",
        conclusion="Изделие имеет производственный недостаток: разрушена крыльчатка насоса слива.",
        **{
            name: getattr(act, name)
            for name in (
                "issued_at", "centre", "customer", "device", "order", "employee", "reasoning", "findings",
                "annexes", "invitations", "examination", "defect_found", "nature", "outcome", "defect",
                "defect_code", "causation", "terms_reference",
            )
        },
    )  # fmt: skip


def smartphone_order() -> AboutOrder:
    """A smartphone that met water, brought under warranty."""
    return AboutOrder(
        number="СЦ-2026-002331",
        code="ASC1:000000000028TZ",
        kind=RequestKind.WARRANTY,
        demand=Demand.REPAIR,
        demanded_on=date(2026, 11, 24),
        accepted_on=date(2026, 11, 24),
        reported_fault="Перестал включаться, не заряжается.",
        appearance="Потёртости рамки, стекло целое",
        seals=SealState.BROKEN,
        accessories=(Accessory("лоток SIM"),),
        documents=PurchaseDocuments(PaperState.ABSENT, PaperState.PRESENT, receipt_on=date(2026, 3, 14)),
        wants_presence=True,
    )


def _smartphone() -> PrintedDevice:
    return PrintedDevice(
        "Смартфон", "Samsung", "SM-A556E", "R5CX30ABCDE", "35-209900-176148-1",
        sold_on=date(2026, 3, 14), seller="ООО «Техномаркет»", price_paid=3299000,
    )  # fmt: skip


def _refused() -> tuple[TraceLine, ...]:
    return _trace(
        ("REGIME", RuleResult.INFO, f"преамбула {_LAW}", "Потребитель, изделие для личных нужд"),
        ("START", RuleResult.PASS, f"ст. 19 п. 2 {_LAW}", "Гарантия считается со дня передачи 14.03.2026"),
        ("TERM", RuleResult.PASS, f"ст. 20 п. 3 {_LAW}, ст. 192 ГК РФ",
         "Гарантия изготовителя 12 мес. до 14.03.2027; требование 24.11.2026 в сроке"),
        ("FINDINGS", RuleResult.FAIL, f"ст. 18 п. 6 {_LAW}",
         "Найдено: следы жидкости внутри изделия. Это причина недостатка, доказательств: 3"),
        ("FINDINGS", RuleResult.INFO, f"ст. 18 п. 6 {_LAW}",
         "Найдено: механическое повреждение. Причиной недостатка не является, отказать по этому нельзя"),
        ("DOCUMENTS", RuleResult.INFO, f"ст. 18 п. 5 {_LAW}", "Нет гарантийного талона: не повод отказать"),
        ("DECISION", RuleResult.FAIL, "решение по правилам выше",
         "В бесплатном ремонте отказано: следы жидкости внутри изделия; гарантия действует; платит заказчик"),
    )  # fmt: skip


def refusal() -> c.ReasonedRefusal:
    """A liquid proved by photos."""
    liquid = c.FoundCause(
        "LIQUID", "следы жидкости внутри изделия", Causal.YES,
        "Коррозия разъёма и контроллера питания, индикатор влаги сработал", (1, 2, 3),
    )  # fmt: skip
    scratch = c.FoundCause("MECH", "потёртости рамки", Causal.NO)
    return c.ReasonedRefusal(
        number="МО-2026-000007",
        issued_at=CHECKED,
        centre=centre(),
        customer=customer(),
        device=_smartphone(),
        order=smartphone_order(),
        employee=_manager(),
        reasoning=c.Reasoning(f"Отказ в бесплатном ремонте: {liquid.text}", _refused(), "1", CHECKED),
        findings=(liquid, scratch),
        annexes=(
            annex(1, "индикатор влаги сработал", "LIQUID"),
            annex(2, "коррозия разъёма", "LIQUID"),
            annex(3, "налёт на контроллере питания", "LIQUID"),
        ),
        causes=(liquid,),
        checked="Изделие вскрыто 26.11.2026 в присутствии заказчика. Цепь питания замкнута через налёт на "
        "контроллере, после очистки ток в покое падает до нормы: недостаток вызван жидкостью.",
        articles=(
            c.Article(
                "п. 6 ст. 18 Закона РФ № 2300-1",
                "В гарантийный срок за недостаток не отвечают, если доказано, что он возник после передачи "
                "товара потребителю из-за нарушения им правил использования, хранения или перевозки, "
                "действий третьих лиц или непреодолимой силы.",
            ),
        ),
        rights=(),
        options=(),
        terms_reference="Гарантийный талон Samsung, раздел «Исключения», п. 4: жидкость внутри изделия.",
        based_on="Акт проверки качества № ПК-2026-000042 от 26.11.2026",
        estimate=1180000,
    )  # fmt: skip


def irreparability() -> c.IrreparabilityAct:
    """A control board that is no longer made."""
    act = quality_check()
    return c.IrreparabilityAct(
        number="НР-2026-000003",
        issued_at=CHECKED,
        centre=centre(),
        customer=customer(),
        device=washing_machine(),
        order=order(),
        employee=_technician(),
        reasoning=act.reasoning,
        annexes=(annex(1, "плата управления, пробой силового ключа"),),
        defect="Плата управления не запускает двигатель: пробит силовой ключ, дорожки выгорели",
        nature=c.DefectNature.PRODUCTION,
        reason=c.IrreparableReason.NOT_SUPPLIED,
        recommendation="замена изделия или возврат денег продавцом",
        given_to=c.Addressee.CUSTOMER,
        defect_code="211",
        reason_note="Плата 00745812 снята с поставки, заменяющего узла изготовитель не назначил.",
        decision="решение изготовителя № BSH-26/1187 от 25.11.2026",
        approval_number="RA-550912",
        authorisation=BrandLicence("Bosch", "АСЦ-2024/17"),
        returned=order().accessories,
        valid_until=date(2026, 12, 26),
    )


def conclusions() -> dict[str, c.Conclusion]:
    """Every sample paper of a check by name."""
    return {
        "quality_check": quality_check(),
        "report": report(),
        "refusal": refusal(),
        "irreparability": irreparability(),
    }
