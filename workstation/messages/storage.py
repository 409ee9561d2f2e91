"""Texts of the base, of backup and of restore."""

from workstation.i18n import mark

TEXTS: dict[str, str] = {
    "storage_locked": mark("База занята другим действием. Подождите немного и повторите."),
    "storage_race": mark("Эту запись одновременно меняют на другом рабочем месте. Повторите."),
    "storage_full": mark("На диске с базой нет места. Освободите место и повторите, введённое сохранено."),
    "storage_unreachable": mark("Нет связи с базой. Проверьте сеть и сервер, затем повторите."),
    "storage_corrupt": mark("Файл базы повреждён. Не работайте в нём, восстановите последнюю копию."),
    "storage_newer": mark("База создана более новой программой (версия {version}). Обновите программу."),
    "storage_needs_upgrade": mark(
        "Базу нужно обновить. Запустите программу на главном рабочем месте: она сделает копию и обновит."
    ),
    "storage_readonly": mark("База открыта только для чтения. Проверьте права на файл и папку базы."),
    "storage_unknown": mark(
        "База ответила ошибкой: {details}. Повторите, а если не поможет, сообщите её текст."
    ),
    "storage_address_bad": mark(
        "Адрес базы не понят: {address}. Нужен путь к файлу или postgresql+psycopg://…"
    ),
    "storage_folder_missing": mark("Нет папки {path}. Создайте её или укажите другую."),
    "storage_missing": mark("Базы нет: {path}. Создайте её командой init или укажите другой путь."),
    "storage_not_ours": mark("Это база другой программы. Укажите путь к базе сервиса."),
    "backup_damaged": mark("Копия повреждена: {details}. Возьмите другую копию."),
    "backup_missing": mark("Копии нет: {path}. Проверьте путь."),
    "backup_folder_missing": mark("Нет папки для копий: {path}. Подключите диск или выберите другую папку."),
    "backup_newer": mark("Копия сделана более новой программой (версия {version}). Обновите программу."),
    "backup_tool_missing": mark("Для копии нужна программа {program}. Установите клиент PostgreSQL."),
    "backup_tool_failed": mark("{program} не справилась: {details}. Проверьте связь с базой и повторите."),
    "restore_not_empty": mark("Там уже есть данные: {path}. Восстанавливать можно только на пустое место."),
    "restore_engine": mark("Копия сделана с базы другого вида ({engine}). Укажите адрес такой же базы."),
}
