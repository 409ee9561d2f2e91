"""Texts of papers of money: what keeps an invoice, an estimate or an act from being issued."""

from workstation.i18n import mark

TEXTS: dict[str, str] = {
    "invoice_none": mark("По заказу {number} нет счёта. Сначала выставьте его."),
    "estimate_none": mark("По заказу {number} нет сметы. Сначала составьте её."),
    "act_empty": mark("В заказе {number} нет работ и деталей с ценой, за которые платит заказчик"),
    "act_for_company": mark(
        "Акт об оказании услуг — для организаций и ИП. По заказу {number} выдайте акт выполненных работ."
    ),
    "payment_details_missing": mark(
        "В реквизитах центра не заполнено: {name}. Без этого счёт не оплатить — заполните в настройках."
    ),
    "payment_details_long": mark(
        "{name}: {length} знаков, а код оплаты принимает не больше {most}. Сократите в реквизитах центра."
    ),
    "payment_details_bad": mark("{name} «{value}»: код оплаты этого не примет. Исправьте реквизиты центра."),
    "payment_sum_bad": mark("Платить не за что: сумма счёта должна быть больше нуля"),
    "payment_separator_none": mark(
        "В реквизитах слишком много особых знаков. Уберите их из названия центра."
    ),
}
