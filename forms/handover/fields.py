"""The fields of a handover in three columns: who takes it, what is given back, money and signature."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from ui.form import Form
from ui.money_words import METHODS, settle_rows
from ui.widgets.basics import Hairline, SectionTitle, label
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, FieldRow, FormColumn
from ui.widgets.lines import CheckBox, LineEdit, TextEdit
from ui.widgets.signature import SignaturePad
from ui.widgets.sums import Sums
from workstation.documents.billing import OrderMoney, PaymentMethod
from workstation.documents.intake import Accessory, PowerOfAttorney
from workstation.documents.orders import OrderView
from workstation.i18n import tr
from workstation.rules.moves import PAID_KINDS
from workstation.statuses import CustomerKind, Labelled, OldParts, PaymentState, SignedBy, TakenBy

NARROW, WIDE = (268, 292, 284), (320, 380, 360)
AIR_FROM = 1300
"""From this width of the page the columns get the room of a wide screen."""
LETTERS = {
    "receipt": "А", "identity": "Д", "power_of_attorney": "О",
    "none": "Н", "to_customer": "З", "to_manufacturer": "И", "disposed": "У",
    "not_due": "Н", "paid": "О", "on_account": "С",
    "paper": "Б", "screen": "Э",
}  # fmt: skip
ON_ACCOUNT = "on_account"
L = TypeVar("L", bound=Labelled)


class HandoverFields(Form):
    """Who, what and how; what shows follows what is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._money: OrderMoney | None = None
        self._priced = False
        self._columns = [FormColumn(width) for width in NARROW]
        self._add_taker(self._columns[0])
        self._add_device(self._columns[1])
        self._add_money(self._columns[2])
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 8, 0)
        row.setSpacing(0)
        for place, column in enumerate(self._columns):
            if place:
                row.addWidget(Hairline(13, upright=True))
            row.addWidget(column)
        row.addStretch(1)
        self.edited.connect(self._on_edited_value)

    def _add_taker(self, column: FormColumn) -> None:
        column.add(SectionTitle(tr("Кто получает")))
        words = {
            "receipt": tr("По акту"),
            "identity": tr("По документу"),
            "power_of_attorney": tr("По доверенности"),
        }
        who = Field(tr("Выдаём"), ChipGroup(_chips(TakenBy, words)))
        column.add(self.add("taken_by", who, read=_of(TakenBy)))
        self._told = column.add(label("", "text2", "small", wrap=True))
        self._taker = column.add(self.add("taker", Field(tr("ФИО получателя"), LineEdit())))
        number = Field(tr("Доверенность №"), LineEdit())
        until = Field(tr("Действует до"), DateEdit(), 112)
        self._power = column.add(FieldRow(number, until))
        self.add("power.number", number)
        self.add("power.valid_to", until)
        column.add(Hairline(8))
        remarks = TextEdit(tr("нет"), lines=3)
        column.add(self.add("remarks", Field(tr("Замечания получателя"), remarks)))

    def _add_device(self, column: FormColumn) -> None:
        column.add(SectionTitle(tr("Что отдаём")))
        self._accessories = ChipGroup(quantities=True, addable=tr("Иное"))
        given = Field(tr("Комплектность при выдаче"), self._accessories)
        column.add(self.add("accessories", given, read=_accessories))
        column.add(self.add("shown_working", CheckBox(tr("Проверено в присутствии получателя"))))
        self._defects = Field(tr("Что было и что сделано, для акта"), TextEdit(lines=4))
        column.add(self.add("defects", self._defects))
        words = {"to_customer": tr("Заказчику"), "to_manufacturer": tr("Изготовителю")}
        words |= {"disposed": tr("Утилизация"), "none": tr("Не менялись")}
        self._old = Field(tr("Старые детали"), ChipGroup(_chips(OldParts, words), optional=True))
        column.add(self.add("old_parts", self._old, read=_of(OldParts)))
        self._old_note = column.add(Field(tr("Бирка или пояснение"), LineEdit()))
        self.add("old_parts_note", self._old_note)

    def _add_money(self, column: FormColumn) -> None:
        column.add(SectionTitle(tr("Расчёт и подпись")))
        self._sums = column.add(Sums(tr("Расчёт")))
        needed = tr("Выберите, чем платят остаток: Н, К, П или по счёту")
        settle = ChipGroup([*_methods(), ChipItem(ON_ACCOUNT, tr("По счёту"), "С")], optional=True)
        self._balance = column.add(self.add("settle", Field(tr("Остаток"), settle), required=needed))
        words = {"not_due": tr("Не требуется"), "paid": tr("Оплачено"), "on_account": tr("По счёту")}
        pay = Field(tr("Оплата"), ChipGroup(_chips(PaymentState, words), optional=True))
        self._pay = column.add(self.add("payment", pay, read=_of(PaymentState)))
        self._pay_note = Field(tr("Чек или счёт"), LineEdit(tr("ФД и ФПД либо номер счёта")))
        column.add(self.add("payment_note", self._pay_note))
        self._loaner = Field(tr("Подменное изделие"), LineEdit(tr("возвращено, остаётся до…")))
        column.add(self.add("loaner_note", self._loaner))
        signed = ChipGroup(_chips(SignedBy, {"paper": tr("На бумаге"), "screen": tr("На экране")}))
        column.add(self.add("signed_by", Field(tr("Подпись получателя"), signed), read=_of(SignedBy)))
        self.pad = SignaturePad()
        self._pad = column.add(self.add("signature", Field(tr("Роспись"), self.pad)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widths = WIDE if event.size().width() >= AIR_FROM else NARROW
        for column, width in zip(self._columns, widths, strict=True):
            column.setFixedWidth(width)

    # -- what shows ------------------------------------------------------------------------------

    def show_order(self, view: OrderView, repaired: bool) -> None:
        """What the order already knows; what is typed stays."""
        items = [ChipItem(one.name, one.name) for one in view.request.accessories]
        self._accessories.set_items(items)
        person = view.customer.kind is CustomerKind.PERSON
        power = view.customer.power_of_attorney
        defaults: dict[str, Any] = {
            "accessories": tuple((one.name, one.quantity) for one in view.request.accessories),
            "taken_by": TakenBy.RECEIPT.value if person or power is None else TakenBy.POWER_OF_ATTORNEY.value,
            "taker": view.customer.contact or (view.customer.name if person else None),
            "power.number": power.number if power else None,
            "power.valid_to": power.valid_to if power else None,
            "signed_by": SignedBy.PAPER.value,
            "settle": None if person else ON_ACCOUNT,
            "payment": None if view.request.kind in PAID_KINDS else PaymentState.NOT_DUE.value,
        }
        for path, value in defaults.items():
            self.set_value(path, value)
        self._loaner.setVisible(view.request.wants_loaner)
        for part in (self._defects, self._old):
            part.setVisible(repaired)
        self._follow()

    def show_money(self, money: OrderMoney, repaired: bool) -> None:
        """What is still owed: a method pays it in the same save. Where nothing is priced words say it."""
        self._money, self._priced = money, repaired and money.is_priced
        shown = money.is_priced or money.paid
        self._sums.show_rows(settle_rows(money) if shown else ())
        self._sums.setVisible(bool(shown))
        self._balance.setVisible(self._priced and money.balance > 0)
        self._pay.setVisible(not self._priced)
        self._follow()

    def settled(self) -> dict[str, Any]:
        """What the verb is told of money where the lines are priced; nothing where words say it."""
        if not self._priced or self._money is None:
            return {}
        if self._money.balance <= 0:
            return {"payment": PaymentState.PAID if self._money.total else PaymentState.NOT_DUE}
        chosen = self.value("settle")
        if chosen == ON_ACCOUNT:
            return {"payment": PaymentState.ON_ACCOUNT}
        return {"payment": PaymentState.PAID, "pay_method": PaymentMethod(chosen)}

    def path_of(self, field: str) -> str:
        """Where an error of the verb stands."""
        if field == "pay_method" or (field == "payment" and self._priced):
            return "settle"
        return field.replace("power_of_attorney.", "power.")

    def _on_edited_value(self, _path: str) -> None:
        self._follow()

    def _follow(self) -> None:
        by = self.value("taken_by")
        told = {
            TakenBy.RECEIPT: tr("Получатель предъявил свой экземпляр акта приёма."),
            TakenBy.IDENTITY: tr("Акт утрачен: проверьте документ. Номер не записываем, только сам факт."),
            TakenBy.POWER_OF_ATTORNEY: tr("Проверьте доверенность и документ представителя."),
        }
        self._told.setText(told.get(by, ""))
        self._power.setVisible(by is TakenBy.POWER_OF_ATTORNEY)
        self._old_note.setVisible(self.value("old_parts") not in {None, OldParts.NONE})
        typed = self.value("payment") in {PaymentState.PAID, PaymentState.ON_ACCOUNT}
        self._pay_note.setVisible(self.value("settle") == ON_ACCOUNT if self._priced else typed)
        self._pad.setVisible(self.value("signed_by") is SignedBy.SCREEN)

    def power(self) -> PowerOfAttorney | None:
        """The power of attorney where one is chosen."""
        number = self.value("power.number")
        if self.value("taken_by") is not TakenBy.POWER_OF_ATTORNEY or not number:
            return None
        return PowerOfAttorney(number=number, valid_to=self.value("power.valid_to"))


def _chips(members: Iterable[Labelled], words: dict[str, str]) -> list[ChipItem]:
    return [ChipItem(one.value, words.get(one.value, one.label), LETTERS[one.value]) for one in members]


def _methods() -> list[ChipItem]:
    return [ChipItem(one.value, tr(words), tr(key)) for one, words, key in METHODS]


def _of(kind: type[L]) -> Any:
    return lambda value: kind(value) if value else None


def _accessories(value: tuple[tuple[str, int], ...]) -> tuple[Accessory, ...]:
    return tuple(Accessory(name, quantity) for name, quantity in value)
