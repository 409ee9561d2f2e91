"""Declared settings: key, default, title and scope. A key that is not declared here does not exist."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workstation.i18n import mark


class Scope(StrEnum):
    """Whose setting it is: one for the centre, one per station, one per user."""

    CENTRE = "centre"
    STATION = "station"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Setting:
    """One declared setting; `default` gives the type (JSON values), `title` is shown to the user."""

    key: str
    default: Any
    title: str
    scope: Scope = Scope.CENTRE


_DECLARED = (
    Setting("base.id", "", mark("Обозначение базы")),
    Setting("base.training", False, mark("Учебная база")),
    Setting("centre.details", {}, mark("Реквизиты центра")),
    Setting("centre.tax_regime", "", mark("Система налогообложения")),
    Setting("centre.timezone", "Europe/Moscow", mark("Часовой пояс центра")),
    Setting("centre.week", [["09:00", "18:00"]] * 5 + [None, None], mark("Часы работы по дням недели")),
    Setting("unclaimed.remind_days", 7, mark("Через сколько дней напоминать о готовом изделии")),
    Setting("unclaimed.warn_days", 30, mark("Через сколько дней письменно предупреждать о невостребованном")),
    Setting("contacts.warn_days", 3, mark("За сколько дней до срока писать заказчику о задержке")),
    Setting("feedback.link", "", mark("Ссылка для отзыва, {code} — место кода")),
    Setting("setup.finished", False, mark("Первая настройка пройдена")),
    Setting("intake.act_copies", 2, mark("Экземпляров акта при приёме")),
    Setting("intake.act_page", "A4", mark("Лист акта")),
    Setting("intake.print_label", True, mark("Печатать ярлык при приёме")),
    Setting("intake.print_passport", False, mark("Печатать паспорт оборудования при приёме")),
    Setting("intake.passport_page", "A6", mark("Паспорт оборудования: карточка, ярлык или оба")),
    Setting("intake.label_size", "58x40", mark("Размер ярлыка")),
    Setting("intake.unlock_code_days", 90, mark("Сколько дней хранить код разблокировки после закрытия")),
    Setting("bench.second_check", False, mark("Готовый ремонт проверяет второй человек")),
    Setting("warranty.inclusive_extension", False, mark("Считать день выдачи в продление гарантии")),
    Setting("parts.import_columns", {}, mark("Столбцы прайсов, названные при загрузке"), Scope.USER),
    Setting("money.tax_modes", [], mark("Отношение к НДС по датам: день и режим")),
    Setting(
        "money.discount_limits",
        {"clerk": 5, "technician": 0, "storekeeper": 0, "manager": 30, "administrator": 100},
        mark("Наибольшая скидка по ролям, %"),
    ),
    Setting("money.invoice_days", 5, mark("Срок оплаты счёта, дней")),
    Setting("money.invoice_terms", "", mark("Условия оплаты в счёте")),
    Setting("backup.folder", "", mark("Папка резервных копий")),
    Setting("backup.hour", 13, mark("Час ежедневной копии")),
    Setting("backup.keep", 14, mark("Сколько копий хранить")),
    Setting("backup.last", {}, mark("Последняя копия")),
    Setting("printer.paper", {}, mark("Принтер документов"), Scope.STATION),
    Setting("printer.label", {}, mark("Принтер ярлыков"), Scope.STATION),
    Setting("scanner.prefix", "", mark("Приставка сканера"), Scope.STATION),
    Setting("lock.minutes", 15, mark("Блокировать после бездействия, мин"), Scope.STATION),
    Setting("ui.theme", "light", mark("Оформление"), Scope.USER),
    Setting("ui.language", "ru", mark("Язык"), Scope.USER),
)

DECLARED: Mapping[str, Setting] = {setting.key: setting for setting in _DECLARED}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force for one station and user."""

    values: Mapping[str, Any]

    def __getitem__(self, key: str) -> Any:
        """The value of a declared key; raises KeyError for any other."""
        return self.values.get(key, DECLARED[key].default)

    @property
    def training(self) -> bool:
        """Whether this is a practice base."""
        return bool(self["base.training"])


def passport_prints(page: str) -> list[tuple[str, str]]:
    """(purpose, page) of each print that the setting `intake.passport_page` asks for: «A6», «58x40», both."""
    return [("label" if "x" in one else "paper", one) for one in page.split()]


def in_force(stored: Iterable[tuple[str, int, str]], station_id: int, user_id: int) -> Settings:
    """Stored values (key, owner, JSON) of the centre, a station and a user over the defaults.

    A key that is no longer declared is passed over.
    """
    owners = {Scope.CENTRE: 0, Scope.STATION: station_id, Scope.USER: user_id}
    values = {}
    for key, owner_id, value in stored:
        declared = DECLARED.get(key)
        if declared is not None and owner_id == owners[declared.scope]:
            values[key] = json.loads(value)
    return Settings(values)
