"""What: the device, what came with it, how it looks, photos."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from forms.intake.editors import MatchEdit
from forms.intake.layout import fixed, row, rows_of
from ui.photo_field import PhotoField
from ui.typed import show_month
from ui.widgets.basics import SectionTitle
from ui.widgets.buttons import LinkButton
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, FieldRow, FormColumn
from ui.widgets.lines import LineEdit, MoneyEdit
from ui.widgets.popup import PopupRow
from workstation.documents.intake import Accessory
from workstation.i18n import tr
from workstation.statuses import SealState

if TYPE_CHECKING:
    from forms.intake.fields import IntakeFields
    from workstation.documents.serials import ProductionGuess

WIDTH = 296
NEW_CATEGORY = "+"
MOST_YEARS = 3
_SOURCE_END = re.compile("[:;,]")


class DeviceColumn(FormColumn):
    """The second column; the IMEI shows where the category has one."""

    def __init__(self, form: IntakeFields) -> None:
        super().__init__(WIDTH)
        self._form = form
        self.title = SectionTitle(tr("Изделие"))
        self.switch = ChipGroup()
        self._add_head()
        self.number = MatchEdit(icon="scan-barcode", first_selected=False)
        self.category, self.brand = Combo(), Combo(addable=True)
        self.model = Combo(addable=True)
        self.photos = PhotoField()
        self._add_number()
        self._add_purchase()
        self._add_state()

    def _add_head(self) -> None:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.title)
        line.addWidget(self.switch, 1)
        self.switch.hide()
        self.switch.setAccessibleName(tr("Изделия этого визита"))
        self.add(head)

    def _add_number(self) -> None:
        form = self._form
        serial = Field(tr("Серийный номер или IMEI"), self.number)
        self._imei = fixed(tr("IMEI"), LineEdit(), 134)
        self.add(row(serial, self._imei))
        form.add("device.serial_number", serial)
        form.add("device.imei", self._imei)
        brand = fixed(tr("Бренд"), self.brand, 114)
        self.add(row(form.add("device.category", Field(tr("Вид"), self.category)), brand))
        form.add("device.brand", brand)

    def _add_purchase(self) -> None:
        form = self._form
        price = fixed(tr("Цена покупки, ₽"), MoneyEdit(), 114)
        self.add(row(form.add("device.model", Field(tr("Модель"), self.model)), price))
        form.add("device.price_paid", price)
        sold = fixed(tr("Продано"), DateEdit(prefer="past"), 114)
        self.add(row(form.add("device.seller", Field(tr("Продавец"), LineEdit())), sold))
        form.add("device.sold_on", sold)
        produced = fixed(tr("Выпущено"), DateEdit(prefer="past", partial=True), 92)
        states = (SealState.INTACT, SealState.BROKEN, SealState.NONE)
        seals = fixed(tr("Пломбы"), Combo(rows_of(states), tr("не смотрели")), 140)
        self.add(FieldRow(produced, seals, stretch=True))
        form.add("device.produced_on", produced)
        self.guess = LinkButton("")
        self.guess.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.guess.hide()
        self.add(self.guess)
        form.add("request.seals", seals, read=_seals, write=_unseals)

    def _add_state(self) -> None:
        form = self._form
        self.accessories = ChipGroup(quantities=True, addable=tr("Иное"))
        field = Field(tr("Комплектность"), self.accessories)
        self.add(form.add("request.accessories", field, read=_accessories, write=_pairs))
        self.marks = ChipGroup(multi=True)
        self._mark_items: list[ChipItem] = []
        self.marks.hide()
        self.add(form.add("request.appearance_marks", Field(tr("Внешний вид"), self.marks)))
        words = Field(tr("Внешний вид"), LineEdit(tr("своими словами")))
        words.findChild(QLabel).hide()  # the chips above carry the same label
        words.editor.setAccessibleName(tr("Внешний вид своими словами"))
        self.add(form.add("request.appearance", words))
        self.photo_field = Field(tr("Снимки"), self.photos)
        self.photo_field.set_note(tr("F6 — снять"))
        self.add(form.add("photos", self.photo_field))

    def show_guess(self, guess: ProductionGuess | None) -> None:
        """The day of production that the number suggests: a guess, taken only by a deliberate key."""
        self.guess.setVisible(guess is not None)
        if guess is None:
            return
        typed = self._form.value("device.produced_on")
        month, source = show_month(guess.on), _SOURCE_END.split(guess.source, maxsplit=1)[0]
        if typed == guess.on:
            words = tr("предположительно, {source}", source=source)
        elif typed:
            words = tr("по номеру {month}, {source}", month=month, source=source)
        else:
            words = tr("Предположительно {month}: взять, Ctrl+G", month=month)
        self.guess.set_text(words)
        others = ", ".join(show_month(day) for day in guess.others[:MOST_YEARS])
        note = tr("Бывает и {others}.", others=others) if others else ""
        self.guess.setToolTip(f"{guess.source}. {note}".strip())

    def take_guess(self, guess: ProductionGuess | None) -> None:
        """Ctrl+G: the clerk takes the guess for the day of production."""
        field = self._form.field("device.produced_on").editor
        if guess is not None and self.guess.isVisible() and isinstance(field, DateEdit):
            field.set_month(guess.on, undoable=True)

    def show_imei(self, has_imei: bool) -> None:
        """A field of its own for the IMEI."""
        self._imei.setVisible(has_imei)
        self._form.field("device.serial_number").set_title(
            tr("Серийный номер") if has_imei else tr("Серийный номер или IMEI")
        )

    def offer_categories(self, rows: Sequence[tuple[str, str]], may_add: bool) -> None:
        """The kinds of equipment; the last row adds one."""
        more = [PopupRow(NEW_CATEGORY, tr("Новый вид…"), icon="plus")] if may_add else []
        chosen = self.category.value()
        self.category.set_rows([*(PopupRow(code, name) for code, name in rows), *more])
        if chosen:
            self.category.set_value(chosen)

    def offer_choices(self, accessories: Sequence[ChipItem], marks: Sequence[ChipItem]) -> None:
        """Chips of the category."""
        self.accessories.set_items(accessories)
        self._set_marks(list(marks))

    def offer_marks(self, raw: object) -> None:
        """Offer the marks of a draft before the catalogue has answered, so that none is lost."""
        known = {item.id for item in self._mark_items}
        words = [str(one[0]) for one in raw if str(one[0]) not in known] if isinstance(raw, list) else []
        if words:
            self._set_marks([*self._mark_items, *(ChipItem(word, word) for word in words)])

    def _set_marks(self, items: list[ChipItem]) -> None:
        self._mark_items = items
        self.marks.set_items(items)
        self.marks.setVisible(bool(items))

    def show_items(self, titles: Sequence[str], current: int) -> None:
        """The devices of the visit; nothing while there is one."""
        self.switch.setVisible(len(titles) > 1)
        self.switch.set_items(
            ChipItem(str(place), title, str(place + 1)) for place, title in enumerate(titles)
        )
        self.switch.set_value(str(current))


def _seals(value: SealState | str | None) -> SealState:
    return SealState(value) if value else SealState.NOT_CHECKED


def _unseals(value: SealState | None) -> SealState | None:
    return None if value is SealState.NOT_CHECKED else value


def _accessories(value: Sequence[tuple[str, int]]) -> tuple[Accessory, ...]:
    return tuple(Accessory(name, number) for name, number in value)


def _pairs(value: Sequence[Accessory] | None) -> tuple[tuple[str, int], ...]:
    return tuple((one.name, one.quantity) for one in value or ())
