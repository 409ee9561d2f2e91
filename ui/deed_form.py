"""A small window for any verb of an order's life: its fields come from the data that the verb takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from PySide6.QtWidgets import QWidget

from ui.deed_words import FIELDS, LONG, VERBS
from ui.form_ask import FormAsk
from ui.photo_field import PhotoField, add_photos
from ui.tasks import Tasks
from ui.widgets.accessories import AccessoriesEdit
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.lines import CheckBox, LineEdit, MoneyEdit, NumberEdit, TextEdit
from ui.widgets.popup import PopupRow
from ui.widgets.times import MomentEdit
from workstation.documents.deeds import MONEY, Deed, without_none
from workstation.documents.intake import Accessory, Photo
from workstation.i18n import tr
from workstation.statuses import Labelled

Rows = Sequence[PopupRow]
FEW = 4
DAY_WIDTH = 112
MOST = 10**9
PHOTOS = 5


class Offer(NamedTuple):
    """The verbs of an order as they stand, and what their fields need.

    `rows` are choices of fields that name a person or a thing, `begins` what fields begin with, both by verb;
    pictures are kept in `folder`.
    """

    number: str
    version: int
    deeds: tuple[Deed, ...]
    rows: Mapping[str, Mapping[str, Rows]]
    begins: Mapping[str, Mapping[str, Any]]
    folder: Path


class DeedAsk(FormAsk):
    """given(data): the verb's frozen data."""

    def __init__(self, owner: QWidget, deed: Deed, data: type, offer: Offer, tasks: Tasks) -> None:
        self._data, self._states = data, deed.to
        self._rows, self._begins = offer.rows.get(deed.verb, {}), offer.begins.get(deed.verb, {})
        self._kept = (tasks, offer.folder)
        self._hints = get_type_hints(data)
        self._needed = {spec.name for spec in deed.fields if spec.required}
        title = tr(VERBS[deed.verb])
        states = ", ".join(f"«{status.label}»" for status in deed.to)
        text = tr("Заказ перейдёт в состояние {states}.", states=states) if len(deed.to) == 1 else ""
        super().__init__(owner.window(), title, text, tr("Записать"))

    def _build(self) -> None:
        for one in fields(self._data):
            editor = self._editor(one)
            title = tr(FIELDS[one.name]) if one.name in FIELDS else one.name
            if isinstance(editor, PhotoField):
                add_photos(self, one.name, title, editor, self._kept)
            elif editor is not None:
                needed = tr("Заполните это поле") if one.name in self._needed else ""
                width = DAY_WIDTH if isinstance(editor, (DateEdit, MoneyEdit, NumberEdit)) else 0
                self.put(one.name, title, editor, needed, width)
                self.form.set_value(one.name, self._begins.get(one.name, _shown(one.default)))

    def _editor(self, field: Field[Any]) -> Any:
        name, kind = field.name, without_none(self._hints[field.name])
        if name in self._rows:
            return Combo(self._rows[name])
        if isinstance(kind, type) and issubclass(kind, Enum):
            return self._choice(kind, name in self._needed)
        if get_origin(kind) is tuple:
            return self._several(get_args(kind)[0], name)
        made: dict[Any, Callable[[], QWidget]] = {
            str: lambda: TextEdit(lines=2) if name in LONG else LineEdit(),
            bool: lambda: CheckBox(tr(FIELDS.get(name, name))),
            int: lambda: MoneyEdit() if name in MONEY else NumberEdit(0, MOST),
            Decimal: LineEdit,
            date: DateEdit,
            datetime: MomentEdit,
        }
        return made[kind]() if kind in made else None

    def _several(self, kind: type, name: str) -> QWidget | None:
        if kind is Accessory:
            hint = tr("через запятую") if name in self._begins else tr("как записано в фонде")
            return AccessoriesEdit(hint)
        if kind is Photo:
            return PhotoField(PHOTOS)
        return LineEdit(tr("через запятую")) if kind is str else None

    def _choice(self, kind: type[Enum], needed: bool) -> QWidget:
        members = [one for one in kind if isinstance(one, Labelled) or hasattr(one, "label")]
        shown = self._offered(members)
        if len(shown) > FEW:
            return Combo([PopupRow(str(one.value), one.label) for one in shown])
        return ChipGroup([ChipItem(str(one.value), one.label) for one in shown], optional=not needed)

    def _offered(self, members: Sequence[Any]) -> Sequence[Any]:
        """Of a state only those that the verb can lead to."""
        found = [one for one in members if one in self._states]
        return found or members

    def data(self) -> Any:
        """The verb's data."""
        values = {}
        for one in fields(self._data):
            value = self.form.value(one.name) if one.name in self.form.draft() else None
            given = _taken(value, without_none(self._hints[one.name]))
            if given == () and one.default is not MISSING and one.name not in self._begins:
                continue  # nothing is said, which is not the same as «nothing»
            if given is not None:
                values[one.name] = given
        return self._data(**values)


def _shown(default: Any) -> Any:
    """What a field begins with."""
    if default is MISSING or default is None:
        return None
    return str(default.value) if isinstance(default, Enum) else default


def _taken(value: Any, kind: Any) -> Any:
    """A value of an editor as the dataclass wants it."""
    if value is None:
        return None
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(int(value)) if issubclass(kind, int) else kind(str(value))
    if get_origin(kind) is tuple and get_args(kind)[0] is str:
        return tuple(part.strip() for part in str(value).split(",") if part.strip())
    if kind is Decimal:
        return Decimal(str(value).replace(",", "."))
    return value
