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
    "order_closed": mark("Заказ {number} закрыт: менять его уже нельзя."),
    "refusal_code_unknown": mark("Кода отказа «{finding}» нет в справочнике. Выберите из списка."),
    "finding_not_found": mark("Этой находки уже нет. Обновите заказ."),
    "finding_not_causal": mark(
        "Связь «{finding}» с недостатком не указана: разрешить отказ без снимка по этой находке нельзя."
    ),
    "evidence_foreign": mark("Снимок не из этого заказа. Добавьте его к заказу и выберите снова."),
    "refusal_needs_cause": mark(
        "Отказ не сохраняется без доказанной причины: нужны связь с недостатком и хотя бы один снимок "
        "или решение руководителя."
    ),
    "invitation_past": mark("Пригласить можно только на будущее время"),
    "invitation_not_found": mark("Такого приглашения нет. Обновите заказ."),
    "serial_needed": mark(
        "Без серийного номера акт неремонтопригодности недействителен. Укажите номер в заказе."
    ),
    "SERIAL_SCAN_DIFFERS": mark("Отсканирован номер {scanned}, введён {typed}. Сверьте с шильдиком."),
    "SERIAL_MASK": mark("Номер не похож на серийный номер {brand}. Сверьте с шильдиком."),
}
