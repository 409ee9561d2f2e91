"""Parts, suppliers and stock of a practice base: invented numbers, real kinds of parts."""

from __future__ import annotations

from typing import NamedTuple

from workstation.documents.parts import PartUnit
from workstation.documents.purchasing import SupplierData


class Good(NamedTuple):
    """A part for practice: prices of a unit in roubles, `stock` pieces in a cell."""

    category: str
    number: str
    name: str
    brand: str
    models: tuple[str, ...]
    buy: int
    sell: int
    stock: int
    cell: str
    is_serial: bool = False
    unit: PartUnit = PartUnit.PIECE


WAREHOUSE = "Основной склад"
SUPPLIERS = (
    SupplierData("ООО «Запчасть-Сервис»", "7702003333", "+7 495 765-43-21", "sale@parts.example"),
    SupplierData("ООО «Деталь-Опт»", None, "+7 812 555-01-17", "zakaz@detail.example"),
    SupplierData("ИП Соколов П. А.", None, "+7 903 555-44-10", None, "дисплеи и батареи"),
)
_WM, _DW, _FR, _TV = "washing_machine", "dishwasher", "refrigerator", "tv"
_NB, _PH, _CM, _VC = "laptop", "smartphone", "coffee_machine", "vacuum_cleaner"
_PT, _PR = "power_tool", "printer"

GOODS = (
    Good(_WM, "00145212", "Насос слива", "Bosch", ("WAN28263BY",), 2450, 3900, 4, "А-01"),
    Good(_WM, "00144978", "Насос слива, прежний номер", "Bosch", ("WAN28263BY",), 2300, 3700, 1, "А-01"),
    Good(_WM, "DP-2610", "Насос слива Askoll, аналог", "", (), 1150, 2100, 6, "А-01"),
    Good(_WM, "EBR79583404", "Модуль управления", "LG", ("F2J3HS0W",), 5900, 8800, 2, "А-02", True),
    Good(_WM, "DC64-02650A", "Замок люка", "Samsung", ("WW70A4S20",), 980, 1900, 5, "А-02"),
    Good(_WM, "C00255452", "ТЭН 1800 Вт", "Indesit", ("IWSB 51051",), 890, 1700, 3, "А-03"),
    Good(_WM, "C00111416", "Манжета люка", "Indesit", ("IWSB 51051",), 760, 1500, 0, ""),
    Good(_DW, "00631200", "Насос циркуляционный", "Bosch", ("SPV2IKX10",), 6400, 9900, 1, "А-04"),
    Good(_DW, "140002240020", "Датчик протечки", "Electrolux", ("EEA917120L",), 640, 1300, 4, "А-04"),
    Good(_DW, "1174869", "Импеллер верхний", "Hansa", ("ZIM428",), 520, 1100, 0, ""),
    Good(_FR, "EAU63103002", "Вентилятор No Frost", "LG", ("GA-B459",), 1890, 3300, 3, "Б-01"),
    Good(_FR, "DA32-00006S", "Датчик температуры", "Samsung", ("RB30A30N0",), 430, 950, 7, "Б-01"),
    Good(_FR, "С-КН 130", "Компрессор С-КН 130", "Атлант", ("ХМ 4012",), 5200, 8400, 1, "Б-02", True),
    Good(_TV, "BN96-50984A", "Планки подсветки, комплект", "Samsung", ("UE43AU7100",), 1700, 3400, 2, "Б-03",
         False, PartUnit.SET),
    Good(_TV, "EAX69103002", "Плата питания", "LG", ("55UP77006",), 3900, 6700, 1, "Б-03", True),
    Good(_TV, "TV5600-ZC02", "Плата T-CON", "Haier", ("LE32K6500",), 1450, 2900, 0, ""),
    Good(_NB, "L16M2PB1", "Батарея", "Lenovo", ("IdeaPad 3 15",), 2600, 4500, 3, "Б-04"),
    Good(_NB, "90NB0TY1-R31", "Клавиатура", "ASUS", ("X515EA",), 1500, 2900, 2, "Б-04"),
    Good(_NB, "L49155-005", "Вентилятор системы охлаждения", "HP", ("250 G8",), 870, 1800, 0, ""),
    Good(_PH, "GH82-31231A", "Дисплей с рамкой", "Samsung", ("Galaxy A54",), 6900, 9900, 2, "В-01", True),
    Good(_PH, "BN5J", "Батарея", "Xiaomi", ("Redmi Note 12",), 780, 1600, 5, "В-01"),
    Good(_PH, "661-21988", "Дисплей", "Apple", ("iPhone 13",), 14900, 21900, 0, "", True),
    Good(_PH, "0235AEXX", "Шлейф зарядки", "Honor", ("X8b",), 540, 1200, 3, "В-01"),
    Good(_CM, "5513227951", "Помпа ULKA EP5", "DeLonghi", ("ECAM22.110",), 1350, 2600, 4, "В-02"),
    Good(_CM, "421944083001", "Заварочный блок", "Philips", ("EP2231",), 3600, 5800, 1, "В-02"),
    Good(_CM, "996530073507", "Кофемолка в сборе", "Saeco", ("Lirika",), 4100, 6600, 0, ""),
    Good(_VC, "970145-02", "Батарея V11", "Dyson", ("V11",), 5800, 8900, 2, "В-03"),
    Good(_VC, "SKV4140TY", "Щётка основная", "Xiaomi", ("Mi Robot",), 690, 1400, 6, "В-03"),
    Good(_VC, "CP0650/01", "Электрощётка", "Philips", ("XB2042",), 2200, 3900, 0, ""),
    Good(_PT, "П-26.07.01", "Выключатель", "Интерскол", ("П-26/800",), 340, 800, 0, ""),
    Good(_PT, "CB-419", "Щётки угольные", "Makita", ("HR2470",), 210, 600, 12, "В-04", False, PartUnit.SET),
    Good(_PT, "1619P06204", "Ротор", "Bosch", ("GBH 240",), 2900, 4700, 1, "В-04"),
    Good(_PR, "RM2-5452", "Ролик захвата", "HP", ("LaserJet M141",), 380, 900, 8, "В-05"),
    Good(_PR, "FM1-V155", "Термоплёнка", "Canon", ("MF3010",), 620, 1400, 0, ""),
    Good("", "ПВС-3×1,5", "Провод ПВС 3×1,5", "", (), 1, 2, 2500, "В-05", False, PartUnit.CENTIMETRE),
)  # fmt: skip
REPLACED, ANALOGUES = (("00144978", "00145212"),), (("DP-2610", "00145212"),)
