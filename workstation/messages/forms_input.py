"""Texts of what is typed into forms and files."""

from workstation.i18n import mark

LACKING = frozenset({"required", "field_required"})
REQUIRED: dict[str, str] = {
    "customer.name": mark("Введите имя или название заказчика"),
    "customer.phone": mark("Введите телефон заказчика"),
    "device.category": mark("Выберите вид изделия"),
    "device.brand": mark("Укажите бренд"),
    "request.kind": mark("Выберите вид обращения"),
    "request.demand": mark("Выберите требование"),
    "request.demanded_on": mark("Укажите день, когда требование предъявлено"),
    "request.reported_fault": mark("Запишите недостаток словами заказчика"),
    "request.appearance": mark("Опишите внешний вид изделия"),
}
"""What to do about a field that is empty, by the end of its path; the rest is told in general."""

TEXTS: dict[str, str] = {
    "required": mark("Заполните это поле"),
    "field_required": mark("Заполните это поле"),
    "text_unreadable": mark("В тексте есть знак, который нельзя сохранить. Наберите текст заново."),
    "date_bad": mark("Дата «{text}» не понята. Пример: 2026-05-20."),
    "date_in_future": mark("Дата не может быть позже сегодняшней, {today}"),
    "date_before": mark("Дата не может быть раньше {earlier}"),
    "agreed_too_late": mark("Не позже {limit} — 45 дней по закону"),
    "quantity_small": mark("Количество — от одной штуки"),
    "number_range": mark("Число — от {least} до {most}"),
    "inn_format": mark("ИНН состоит только из цифр"),
    "inn_length": mark("В ИНН должно быть цифр: {wanted}, а введено {got}"),
    "inn_zeros": mark("ИНН не может начинаться с 00. Проверьте по документу."),
    "inn_check": mark("В ИНН ошибка в цифре. Сверьте с документом."),
    "kpp_format": mark("КПП — 9 знаков: цифры, на пятом и шестом месте бывают латинские буквы"),
    "kpp_company_only": mark("КПП бывает только у организации. Очистите поле."),
    "ogrn_format": mark("ОГРН состоит только из цифр"),
    "ogrn_length": mark("В ОГРН 13 цифр, а введено {got}"),
    "ogrn_check": mark("В ОГРН ошибка в цифре. Сверьте с документом."),
    "ogrnip_format": mark("ОГРНИП состоит только из цифр"),
    "ogrnip_length": mark("В ОГРНИП 15 цифр, а введено {got}"),
    "ogrnip_check": mark("В ОГРНИП ошибка в цифре. Сверьте с документом."),
    "bic_format": mark("БИК — 9 цифр, у банков начинается с 04"),
    "account_format": mark("В номере счёта 20 цифр"),
    "account_check": mark("Расчётный счёт не подходит к этому БИК. Проверьте оба номера."),
    "correspondent_check": mark("Корреспондентский счёт не подходит к этому БИК. Проверьте оба номера."),
    "phone_empty": mark("Введите телефон"),
    "phone_letters": mark("В телефоне лишние знаки. Оставьте цифры, добавочный пишите после «доб.»."),
    "phone_short": mark("В телефоне не хватает цифр. Введите код и номер, например +7 912 345-67-89."),
    "phone_long": mark("В телефоне лишние цифры. Введите один номер, например +7 912 345-67-89."),
    "phone_bad": mark("Такого номера не бывает. Проверьте код города или оператора."),
    "email_bad": mark("Проверьте адрес почты, пример: name@example.ru"),
    "power_of_attorney_expired": mark(
        "Доверенность закончилась {valid_to}. Проверьте дату или попросите новую."
    ),
    "json_bad": mark("Файл не читается как JSON. Проверьте, что он сохранён целиком и в UTF-8."),
    "json_not_object": mark('В файле должен быть объект JSON: {{ "ключ": значение }}'),
    "unknown_key": mark("Неизвестный ключ «{key}». Проверьте написание или уберите его."),
    "type_text": mark("Здесь нужен текст в кавычках"),
    "type_flag": mark("Здесь нужно true или false"),
    "type_number": mark("Здесь нужно число без кавычек"),
    "type_object": mark("Здесь нужен объект JSON"),
    "type_list": mark("Здесь нужен список JSON"),
    "choice_bad": mark("Значения «{got}» нет. Возможные: {choices}"),
}
