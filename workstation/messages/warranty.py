"""Texts of warranty: dated data, serial numbers, findings, refusals, invitations, conclusions."""

from workstation.i18n import mark

TEXTS: dict[str, str] = {
    "row_not_found": mark("Такой строки уже нет. Обновите справочник."),
    "period_reversed": mark("Конец срока раньше его начала"),
    "law_value_bad": mark("Значение «{value}» не подходит к единице «{unit}»"),
    "law_row_exists": mark("Строка «{param}» с этой даты уже есть. Измените её или выберите другую дату."),
    "model_unknown": mark("Модели «{model}» нет у этого бренда и вида. Добавьте её или выберите из списка."),
    "mask_bad": mark("Маска не читается: {details}"),
    "decoder_unknown": mark("Правила чтения даты «{decoder}» нет. Выберите из списка."),
    "SERIAL_SCAN_DIFFERS": mark("Отсканирован номер {scanned}, введён {typed}. Сверьте с шильдиком."),
    "SERIAL_MASK": mark("Номер не похож на серийный номер {brand}. Сверьте с шильдиком."),
}
