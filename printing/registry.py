"""Which template draws which paper, its form code and revision, and the one way to get bytes.

A template is imported when its first paper is drawn: listing the forms costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from workstation.documents.papers import (
    AcceptanceAct,
    ActionSheet,
    ConsentSheet,
    Paper,
    PrintStamp,
    TestSheet,
)
from workstation.statuses import DocumentKind

if TYPE_CHECKING:
    from PIL import Image


@dataclass(frozen=True, slots=True)
class Template:
    """One print form: `revision` grows with every visible change; `pages` begins with the usual size."""

    name: str
    form_code: str
    revision: int
    pages: tuple[str, ...]
    module: str


@dataclass(frozen=True, slots=True)
class Setup:
    """How a paper is printed: size, pictures by SHA-256, the printer's offset in tenths of a millimetre."""

    page: str
    assets: Mapping[str, bytes]
    offset: tuple[int, int] = (0, 0)


class _Module(Protocol):
    def draw(
        self, document: object, stamps: Sequence[PrintStamp], template: Template, setup: Setup
    ) -> bytes: ...


LABEL_PAGES = ("58x40", "58x30", "43x25")

TEMPLATES: dict[DocumentKind, Template] = {
    DocumentKind.ACCEPTANCE_ACT: Template(
        "Акт приёма-передачи оборудования в ремонт", "А-01", 1, ("A4", "A5"), "acceptance_act"
    ),
    DocumentKind.DEVICE_LABEL: Template("Ярлык", "Я-01", 1, LABEL_PAGES, "device_label"),
    DocumentKind.EQUIPMENT_PASSPORT: Template(
        "Паспорт оборудования", "П-01", 1, ("A6", "58x40"), "equipment_passport"
    ),
    DocumentKind.PERSONAL_DATA_CONSENT: Template(
        "Согласие на обработку персональных данных", "С-01", 1, ("A4",), "consent"
    ),
    DocumentKind.ADVERTISING_CONSENT: Template(
        "Согласие на получение рекламных рассылок", "С-02", 1, ("A4",), "consent"
    ),
    DocumentKind.QUALITY_CHECK_ACT: Template(
        "Акт проверки качества (диагностики)", "К-01", 1, ("A4",), "quality_check"
    ),
    DocumentKind.TECHNICAL_REPORT: Template("Техническое заключение", "З-01", 1, ("A4",), "quality_check"),
    DocumentKind.REASONED_REFUSAL: Template(
        "Мотивированный отказ в гарантийном (безвозмездном) ремонте", "О-01", 1, ("A4",), "refusal"
    ),
    DocumentKind.IRREPARABILITY_ACT: Template(
        "Акт неремонтопригодности", "Н-01", 1, ("A4",), "irreparability"
    ),
    DocumentKind.WORK_ORDER_SHEET: Template("Заказ-наряд", "Р-01", 1, ("A4",), "work_order_sheet"),
    DocumentKind.COMPLETION_ACT: Template("Акт выполненных работ", "В-01", 1, ("A4",), "completion_act"),
    DocumentKind.HANDOVER_ACT: Template("Акт выдачи из ремонта", "В-02", 1, ("A4",), "handover_act"),
    DocumentKind.REPAIR_WARRANTY_CARD: Template(
        "Гарантийный талон на ремонт", "Г-01", 1, ("A4",), "repair_warranty_card"
    ),
    DocumentKind.LOANER_ACT: Template(
        "Акт выдачи и возврата подменного оборудования", "П-02", 1, ("A4",), "loaner_act"
    ),
    DocumentKind.READY_NOTICE: Template("Уведомление о готовности", "У-01", 1, ("A4",), "ready_notice"),
    DocumentKind.UNCLAIMED_NOTICE: Template(
        "Предупреждение о невостребованном изделии", "У-02", 1, ("A4",), "unclaimed_notice"
    ),
    DocumentKind.UNCLAIMED_ACT: Template(
        "Акт об оценке и реализации (утилизации) невостребованного изделия",
        "У-03",
        1,
        ("A4",),
        "unclaimed_act",
    ),
    DocumentKind.CHANGE_CONSENT: Template(
        "Согласие на увеличение стоимости или срока", "С-03", 1, ("A4",), "change_consent"
    ),
    DocumentKind.ESTIMATE: Template("Смета", "СМ-01", 1, ("A4",), "estimate"),
    DocumentKind.INVOICE: Template("Счёт на оплату", "СЧ-01", 1, ("A4",), "invoice"),
    DocumentKind.SERVICE_ACT: Template("Акт об оказании услуг", "АУ-01", 1, ("A4",), "service_act"),
    DocumentKind.PART_REQUEST_SHEET: Template("Заявка на запчасти", "Ч-01", 1, ("A4",), "part_request_sheet"),
    DocumentKind.PURCHASE_ORDER: Template("Заказ поставщику", "Ч-02", 1, ("A4",), "purchase_order"),
    DocumentKind.RECEIPT_ACT: Template("Приходный акт", "Ч-03", 1, ("A4",), "receipt_act"),
    DocumentKind.PART_LABEL: Template("Ярлык запчасти", "Я-02", 1, LABEL_PAGES, "part_label"),
}
ACTION_SHEET = Template("Лист действий мастера", "Л-01", 1, ("A4",), "action_sheet")
TEST_SHEET = Template("Проверочный лист принтера", "Т-01", 1, ("custom",), "test_sheet")


def template_of(document: Paper | TestSheet | ActionSheet) -> Template:
    """The template of a paper."""
    if isinstance(document, TestSheet):
        return TEST_SHEET
    if isinstance(document, ActionSheet):
        return ACTION_SHEET
    kind = document.kind if isinstance(document, ConsentSheet) else document.KIND
    return TEMPLATES[kind]


def label_page(document: Paper | TestSheet, wanted: str) -> str | None:
    """The label size a label printer gets: the wanted, else the form's usual; None where it has none."""
    labels = [page for page in template_of(document).pages if page in LABEL_PAGES]
    return wanted if wanted in labels else next(iter(labels), None)


def raster(document: Paper, stamp: PrintStamp, *, page: str, dpi: int) -> Image.Image:
    """The label of a paper as a 1-bit picture, a pixel a dot, for `printing.raw`.

    Raises ValueError for a size that is no label of the form.
    """
    template = template_of(document)
    if page not in template.pages or page not in LABEL_PAGES:
        raise ValueError(f"{template.form_code} has no label {page}")
    picture: Image.Image = import_module(f"printing.templates.{template.module}").raster(
        document, page, dpi, stamp
    )
    return picture


def render(
    document: Paper | TestSheet | ActionSheet,
    stamp: PrintStamp,
    *,
    page: str | None = None,
    assets: Mapping[str, bytes] | None = None,
    offset: tuple[int, int] = (0, 0),
) -> bytes:
    """The PDF of a paper; `page` is one of its template's sizes (None: the usual one).

    `assets` maps SHA-256 to the bytes of pictures that the paper names (its logo and annexes, see
    `pictures_of`); a logo that is not there is left out, a photo's place says so. `offset` moves all to the
    right and down by tenths of a millimetre.
    Raises ValueError for a size the form does not have.
    """
    return render_copies(document, (stamp,), page=page, assets=assets, offset=offset)


def render_copies(
    document: Paper | TestSheet | ActionSheet,
    stamps: Sequence[PrintStamp],
    *,
    page: str | None = None,
    assets: Mapping[str, bytes] | None = None,
    offset: tuple[int, int] = (0, 0),
) -> bytes:
    """One PDF with a copy for each stamp (the customer's, the centre's), pages numbered in each by itself."""
    template = template_of(document)
    wanted = page or template.pages[0]
    if wanted not in template.pages:
        raise ValueError(f"{template.form_code} has no page {wanted}")
    module: _Module = import_module(f"printing.templates.{template.module}")
    return module.draw(document, stamps, template, Setup(wanted, assets or {}, offset))


def render_acts(
    acts: Sequence[AcceptanceAct], stamp: PrintStamp, *, page: str, assets: Mapping[str, bytes]
) -> bytes:
    """One PDF of all the acts of a visit, each numbered by itself; for the eye before they are issued."""
    template = TEMPLATES[DocumentKind.ACCEPTANCE_ACT]
    if page not in template.pages:
        raise ValueError(f"{template.form_code} has no page {page}")
    module = import_module(f"printing.templates.{template.module}")
    paper: bytes = module.draw_several(acts, stamp, template, Setup(page, assets))
    return paper
