"""What can be done on the bench, each with its key; and the windows that ask why."""

from __future__ import annotations

from forms.bench.moves import Ask
from ui.actions import ActionSpec
from workstation.i18n import mark

WHERE = ActionSpec("bench_where", mark("Где он"), "F3", "top", "map-pin")
STORY = ActionSpec("bench_story", mark("Ход заказа"), "F2", "top", "history")
NEXT = ActionSpec("bench_next", mark("Следующий"), "Ctrl+Down", "top", "arrow-right")
OVERRIDE = ActionSpec("bench_override", mark("Разрешить без этого"), "Ctrl+Return", "bar", "shield-alert")
MORE = ActionSpec("bench_more", mark("Ещё"), "F10", "bar")
PART_WAIT = ActionSpec("bench_wait_part", mark("Ждёт запчасть"), "F7", "bar", "package")
CUSTOMER_WAIT = ActionSpec("bench_wait_customer", mark("Ждёт заказчика"), "F8", "bar", "hourglass")
FAIL = ActionSpec("bench_fail", mark("Не пройдена"), "Shift+F9", "bar", "rotate-cw")
MAIN = ActionSpec("bench_main", mark("Готово"), "F9", "bar", "circle-check", main=True)
TIMER = ActionSpec("bench_timer", mark("Начать"), "F11", icon="play")
STOP = ActionSpec("bench_stop", mark("Закончить"), "F12", icon="square")
SAVE = ActionSpec("bench_save", mark("Записать диагноз"), "Ctrl+S")
WORK = ActionSpec("bench_work", mark("Операция"), "Ctrl+R", icon="plus")
PART = ActionSpec("bench_part", mark("Деталь"), "Ctrl+D", icon="scan-barcode")
PHOTO = ActionSpec("bench_photo", mark("Снимок"), "F6")
NOTE = ActionSpec("bench_note", mark("Заметка, видит только сервис"), "Ctrl+M")
MISSING = ActionSpec("bench_missing", mark("Показать, чего не хватает"), "Ctrl+G")
FINDINGS = ActionSpec("bench_findings", mark("Проверка качества"), "Ctrl+E")
REMOVE_ASK = Ask(
    mark("Снять строку"),
    mark("Строка останется в истории заказа с причиной."),
    mark("Снять"),
    (mark("Добавлено по ошибке"), mark("Не понадобилось")),
)
OVERRIDE_ASK = Ask(
    mark("Разрешить без недостающего"),
    mark("Причина войдёт в журнал вместе с тем, чего не хватает."),
    mark("Разрешить"),
    (mark("Снимок сделать нельзя"), mark("Проверено при заказчике")),
)
CANCEL_ASK = Ask(
    mark("Отменить заявку на запчасть"),
    mark("Зарезервированное освободится для других заказов."),
    mark("Отменить заявку"),
    (mark("Не понадобилась"), mark("Добавлено по ошибке"), mark("Заказчик отказался")),
)
GIVE_BACK_ASK = Ask(
    mark("Вернуть запчасть на склад"),
    mark("Она ляжет в ту ячейку, из которой выдана."),
    mark("Вернуть"),
    (mark("Не понадобилась"), mark("Не подошла")),
)
