"""Texts of places, contacts, loaners, unclaimed devices, targets and service requests."""

from workstation.i18n import mark

TEXTS: dict[str, str] = {
    "place_not_found": mark("Место не найдено: {place}. Отсканируйте его код или введите название."),
    "place_exists": mark("Место «{place}» уже есть. Назовите иначе или измените его."),
    "place_name_long": mark("Название места длиннее {most} знаков. Сократите его."),
    "place_occupied": mark("В месте «{place}» стоит изделие заказа {number}. Сначала переставьте его."),
    "user_not_found": mark("Сотрудник не найден. Выберите его из списка."),
    "count_not_found": mark("Пересчёт полок не найден. Начните новый."),
    "order_not_waiting": mark("Заказ {number} не ждёт выдачи. Выберите готовый заказ."),
    "request_not_found": mark("Обращение {number} не найдено. Проверьте номер."),
    "loaner_not_found": mark(
        "Подменное изделие не найдено: {loaner}. Отсканируйте его код или выберите из списка."
    ),
}
