"""Sections of the trade catalogue: categories with their one-key chips, dictionaries of codes."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from forms.settings.section import Section, Verb
from ui import file_dialog
from ui.context import Context
from ui.form import Form
from ui.problems import error_text
from ui.widgets.banner import Banner
from ui.widgets.basics import Hairline, SectionTitle, label
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import LineEdit
from ui.widgets.side_list import SideList
from workstation.documents.catalogues import DictionaryKind
from workstation.exchange.dictionary_file import DictionaryImport, read_dictionary
from workstation.i18n import mark, ntr, tr
from workstation.queries.catalogues import CategoryRow, ChoiceRow, list_categories, list_choices, list_iris
from workstation.services import catalogues

KINDS = {catalogues.ACCESSORY: mark("Комплектность"), catalogues.APPEARANCE: mark("Внешний вид")}
SHOWN_ERRORS = 3


class CatalogueSection(Section):
    """Kinds of equipment; a new chip of the one chosen, a new kind."""

    title, text = (
        mark("Виды изделий"),
        mark("Что предлагает приём: виды изделий, их комплектность и внешний вид."),
    )
    right = "catalogue.add"
    is_stored = False

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: list[tuple[CategoryRow, list[ChoiceRow]]] = []
        row = QHBoxLayout()
        row.setSpacing(24)
        self._list = SideList(tr("Виды изделий"))
        self._list.setFixedWidth(252)
        self._list.setMinimumHeight(420)
        row.addWidget(self._list)
        row.addWidget(Hairline(upright=True))
        right = QVBoxLayout()
        right.setSpacing(10)
        self._head = SectionTitle("")
        right.addWidget(self._head)
        self._chips = {kind: label("", "text", wrap=True) for kind in KINDS}
        for kind, words in KINDS.items():
            right.addWidget(label(tr(words), "text2", "small"))
            right.addWidget(self._chips[kind])
        right.addWidget(Hairline(4))
        self._choice, self._category = self._make_choice(), self._make_category()
        right.addWidget(self._choice)
        right.addWidget(Hairline(4))
        right.addWidget(self._category)
        right.addStretch(1)
        row.addLayout(right, 1)
        self.column.addLayout(row)
        self.forms = [self._choice, self._category]
        self._list.currentRowChanged.connect(self._on_row)

    def _make_choice(self) -> Form:
        form = Form()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(SectionTitle(tr("Новый вариант")))
        kinds = [ChipItem(kind, tr(words), tr(words)[0]) for kind, words in KINDS.items()]
        group = form.add("kind", ChipGroup(kinds))
        group.setAccessibleName(tr("Куда добавить"))
        column.addWidget(group)
        form.set_value("kind", catalogues.ACCESSORY)
        needed = tr("Введите слово")
        name = form.add("name", Field(tr("Слово"), LineEdit(), 200), required=needed)
        letter = form.add("letter", Field(tr("Буква"), LineEdit(upper=True), 60))
        column.addWidget(FieldRow(name, letter, stretch=True))
        button = Button(tr("Добавить вариант"), icon="plus")
        button.clicked.connect(self._add_choice)
        form.finished.connect(self._add_choice)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return form

    def _make_category(self) -> Form:
        form = Form()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(SectionTitle(tr("Новый вид изделий")))
        needed = tr("Введите название и код латиницей")
        name = form.add("name", Field(tr("Название"), LineEdit(tr("Робот-пылесос")), 200), required=needed)
        code = form.add("code", Field(tr("Код латиницей"), LineEdit("robot_vacuum"), 140), required=needed)
        column.addWidget(FieldRow(name, code, stretch=True))
        button = Button(tr("Добавить вид"), icon="plus")
        button.clicked.connect(self._add_category)
        form.finished.connect(self._add_category)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return form

    def read(self, session: Any) -> Any:
        return [(category, list_choices(session, category.code)) for category in list_categories(session)]

    def show_facts(self, facts: Any) -> None:
        place = max(self._list.currentRow(), 0)
        self._rows = facts
        self._list.blockSignals(True)
        self._list.clear()
        for category, _choices in facts:
            self._list.add(category.name)
        self._list.blockSignals(False)
        self._list.setCurrentRow(place)
        self._on_row(place)

    def focus_first(self) -> None:
        self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def verb(self) -> Verb | None:
        return None

    def is_dirty(self) -> bool:
        return False

    def _on_row(self, place: int) -> None:
        if not 0 <= place < len(self._rows):
            return
        category, choices = self._rows[place]
        self._head.set_title(category.name)
        for kind, shown in self._chips.items():
            mine = [choice for choice in choices if choice.kind == kind]
            shown.setText("   ".join(f"{one.letter} {one.name}".strip() for one in mine) or tr("нет"))

    def _add_choice(self) -> None:
        wrong = self._choice.check()
        self._choice.show_errors(wrong)
        if wrong or not 0 <= self._list.currentRow() < len(self._rows):
            return
        category = self._rows[self._list.currentRow()][0].code
        values = {name: self._choice.value(name) or "" for name in ("kind", "name", "letter")}
        verb = partial(catalogues.add_choice, actor=self.context.actor, category=category, **values)
        self._carry(self._choice, verb, tr("Вариант добавлен"), ("name", "letter"))

    def _add_category(self) -> None:
        wrong = self._category.check()
        self._category.show_errors(wrong)
        if wrong:
            return
        values = {name: self._category.value(name) for name in ("code", "name")}
        verb = partial(catalogues.add_category, actor=self.context.actor, **values)
        self._carry(self._category, verb, tr("Вид изделий добавлен"), ("name", "code"))

    def _carry(self, form: Form, verb: Verb, text: str, blank: tuple[str, ...]) -> None:
        done = partial(self._on_added, form, text, blank)
        self.context.tasks.run(self, verb, done, form.show_error, write=True)

    def _on_added(self, form: Form, text: str, blank: tuple[str, ...], _result: object) -> None:
        for path in blank:
            form.set_value(path, None)
        form.set_clean()
        form.focus("name")
        self.done.emit(text)


class DictionarySection(Section):
    """Dictionaries of codes: what there is, and a file that brings more."""

    title = mark("Словари IRIS")
    text = mark("Коды условий и симптомов. Коды узлов, дефектов и ремонтов у каждого бренда свои.")
    right = "catalogue.import"
    is_stored = False
    NAMES = {
        DictionaryKind.CONDITION: mark("Условия"),
        DictionaryKind.EXTENDED_CONDITION: mark("Расширенные условия"),
        DictionaryKind.SYMPTOM: mark("Симптомы"),
        DictionaryKind.SECTION: mark("Узлы"),
        DictionaryKind.DEFECT: mark("Дефекты"),
        DictionaryKind.REPAIR: mark("Ремонты"),
        DictionaryKind.NTF: mark("Недостаток не найден"),
        DictionaryKind.ERROR: mark("Коды ошибок"),
    }

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found: DictionaryImport | None = None
        self._source = ""
        self._counts = label("", "text", wrap=True)
        self.column.addWidget(self._counts)
        words = tr("Файл CSV или JSON со столбцами kind, code, text, brand, valid_from, valid_to.")
        self.column.addWidget(label(words, "text2", wrap=True))
        self._choose = Button(tr("Выбрать файл"), icon="download")
        self._choose.clicked.connect(self._ask)
        self.column.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeft)
        self._banner = Banner()
        self._banner.hide()
        self.column.addWidget(self._banner)
        self._take = Button(tr("Загрузить словарь"), kind="main")
        self._take.clicked.connect(self._on_take)
        self._take.hide()
        self.column.addWidget(self._take, 0, Qt.AlignmentFlag.AlignLeft)

    def read(self, session: Any) -> Any:
        return {kind: len(list_iris(session, kind.value)) for kind in self.NAMES}

    def show_facts(self, facts: Any) -> None:
        known = [f"{tr(self.NAMES[kind])}: {count}" for kind, count in facts.items() if count]
        self._counts.setText("   ".join(known) or tr("Словарей ещё нет"))

    def focus_first(self) -> None:
        self._choose.setFocus()

    def verb(self) -> Verb | None:
        return None

    def look_at(self, path: str) -> None:
        """Read a file and say what it would bring, before anything is stored."""
        self._source = Path(path).name
        self.context.tasks.io(self, partial(_read_file, path), self._on_file, self._on_bad_file)

    def _ask(self) -> None:
        names = tr("Словари") + " (*.csv *.json *.txt)"
        path = file_dialog.open_name(self, tr("Словарь кодов"), names)
        if path:
            self.look_at(path)

    def _on_file(self, found: DictionaryImport) -> None:
        self._found = found
        title = ntr("В файле {n} код", "В файле {n} кодов", len(found.rows))
        errors = [tr("строка {row}: {why}", row=one.row, why=error_text(one.error)) for one in found.errors]
        more = len(errors) - SHOWN_ERRORS
        text = "; ".join(errors[:SHOWN_ERRORS]) + (tr(" и ещё {n}", n=more) if more > 0 else "")
        self._banner.say("amber" if errors else "accent", title, text)
        self._banner.show()
        self._take.setVisible(bool(found.rows) and not errors)
        self._take.setFocus()

    def _on_bad_file(self, error: Exception) -> None:
        self._banner.say("red", error_text(error))
        self._banner.show()
        self._take.hide()

    def _on_take(self) -> None:
        if self._found is not None:
            verb = partial(
                catalogues.import_dictionary,
                actor=self.context.actor,
                codes=self._found.rows,
                source=self._source,
            )
            self._take.hide()
            self._banner.hide()
            self.run(verb, tr("Словарь загружен"))


def _read_file(path: str) -> DictionaryImport:
    return read_dictionary(Path(path).read_bytes(), source=Path(path).name)
