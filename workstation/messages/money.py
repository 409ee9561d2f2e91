"""Texts of prices, taxes, estimates, invoices and payments."""

from workstation.i18n import mark

TEXTS: dict[str, str] = {
    "vat_rate_unknown": mark("Ставки НДС {rate} % программа не знает. Проверьте параметры закона."),
    "discount_missing": mark("Укажите скидку: процент или сумму, что-то одно"),
    "discount_percent": mark("Процент скидки — от 0 до 100"),
    "discount_over": mark("Скидка не больше стоимости: {most}"),
    "discount_limit": mark("{role} даёт скидку до {limit} %: здесь не больше {most}. Позовите руководителя."),
    "invoice_not_found": mark("Счёта «{number}» нет. Проверьте номер."),
}
