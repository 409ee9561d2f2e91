"""Texts of prices, taxes, estimates, invoices and payments."""

from workstation.i18n import mark

TEXTS: dict[str, str] = {
    "vat_rate_unknown": mark("Ставки НДС {rate} % программа не знает. Проверьте параметры закона."),
    "discount_missing": mark("Укажите скидку: процент или сумму, что-то одно"),
    "discount_percent": mark("Процент скидки — от 0 до 100"),
    "discount_over": mark("Скидка не больше стоимости: {most}"),
    "discount_limit": mark("{role} даёт скидку до {limit} %: здесь не больше {most}. Позовите руководителя."),
    "line_invoiced": mark("Строка стоит в счёте {invoice}. Сначала аннулируйте счёт."),
    "line_quantity": mark("Деталь выдана со склада: количество меняется возвратом на склад"),
    "lines_unpriced": mark("Скидку не от чего считать: у строк заказчика нет цены"),
    "over_approved": mark(
        "Заказ {number}: работы на {total}, согласовано {approved}, сверх того {over}. "
        "Предложите заказчику смету и запишите ответ."
    ),
    "estimate_empty": mark("Заказ {number}: в смету нечего поставить, у строк заказчика нет цены"),
    "limit_under": mark("Предел без звонка не меньше самой сметы"),
    "balance_left": mark("Осталось заплатить {balance}. Примите оплату или выберите «по счёту»."),
    "account_without_invoice": mark(
        "По счёту выдают, когда счёт выставлен. Выставьте его или позовите руководителя."
    ),
    "tax_mode_missing": mark("Не указано, платит ли центр НДС. Выберите налоги в реквизитах центра."),
    "invoice_empty": mark("В счёт нечего поставить: у строк заказчика в заказе {number} нет цены"),
    "invoice_exists": mark("На этот заказ уже выставлен счёт {invoice}. Аннулируйте его или замените."),
    "invoice_cancelled": mark("Счёт {invoice} аннулирован"),
    "invoice_paid": mark("По счёту {invoice} есть оплата. Сначала оформите возврат."),
    "order_invoiced": mark("На заказ {number} выставлен счёт {invoice}. Сначала аннулируйте счёт."),
    "order_paid": mark("По заказу {number} принято {paid}. Сначала верните деньги."),
    "due_before": mark("Срок оплаты уже прошёл"),
    "payment_subject": mark("Укажите заказ или счёт этого заказа"),
    "payment_nothing": mark("Сумма должна быть больше нуля"),
    "payment_method": mark("Укажите, как прошли деньги: наличные, карта или перевод"),
    "payment_settled": mark("{number}: платить больше нечего, всё оплачено. Обновите окно."),
    "payment_over": mark("{number}: осталось заплатить {due}, больше принять нельзя"),
    "payment_not_found": mark("Такого платежа нет. Обновите список."),
    "refund_kind": mark("По записи «{kind}» деньги не поступали, вернуть её нельзя"),
    "refund_over": mark("Вернуть можно не больше, чем осталось: {left}"),
    "refund_method": mark("Укажите, как возвращены деньги"),
    "receipt_not_due": mark("По этому платежу: {state}. Пробивать нечего."),
    "invoice_not_found": mark("Счёта «{number}» нет. Проверьте номер."),
}
