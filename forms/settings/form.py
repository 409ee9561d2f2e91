"""The place «Настройки»: sections on the left, each saved by F9; a person sees those of his rights."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from forms.settings.billing import BillingSection
from forms.settings.catalogue import CatalogueSection, DictionarySection
from forms.settings.centre import BackupSection, CentreSection, IntakeSection
from forms.settings.checklists import ChecklistsSection
from forms.settings.contracts import ContractsSection
from forms.settings.fund import LoanersSection, PlacesSection
from forms.settings.hours import DaysSection, WeekSection
from forms.settings.law import LawSection
from forms.settings.masks import MasksSection
from forms.settings.model_documents import DocumentsSection
from forms.settings.people import PeopleSection
from forms.settings.prices import PricesSection
from forms.settings.reasons import GroupsSection, ReasonsSection
from forms.settings.reminders import RemindersSection
from forms.settings.section import Section
from forms.settings.station import SelfSection, StationSection
from forms.settings.targets import TargetsSection
from forms.settings.terms import TermsSection
from forms.settings.workshop import OperationsSection, SkillsSection, StatesSection
from ui.actions import ActionSpec, bind
from ui.context import Context, Page
from ui.kept import Kept
from ui.problems import error_text
from ui.widgets.action_bar import ActionBar, PageColumn
from ui.widgets.basics import Fill, label
from ui.widgets.buttons import Button
from ui.widgets.side_list import SideList
from workstation.i18n import mark, tr
from workstation.services.rights import may

SECTIONS: tuple[type[Section], ...] = (
    SelfSection, StationSection, CentreSection, WeekSection, DaysSection, PeopleSection, IntakeSection,
    BillingSection, RemindersSection, ContractsSection, TermsSection, GroupsSection, MasksSection,
    ReasonsSection, LawSection, StatesSection, ChecklistsSection, OperationsSection, PricesSection,
    SkillsSection, DocumentsSection, TargetsSection, PlacesSection, LoanersSection, CatalogueSection,
    DictionarySection, BackupSection,
)  # fmt: skip
SIDE = 216
SAVE = ActionSpec("settings.save", mark("Записать"), "F9", "bar", main=True)
NEXT = ActionSpec("settings.next", mark("Следующий раздел"), "Ctrl+PgDown")
NEW = ActionSpec("settings.new", mark("Новая строка"), "F7")
PAST = ActionSpec("settings.past", mark("Предыдущий раздел"), "Ctrl+PgUp")


class SettingsForm(Page):
    """Opened with the name of a section class it shows that one."""

    help_topic = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_title(tr("Настройки"))
        actor = context.actor
        self.sections = [kind(context) for kind in SECTIONS if actor is not None and may(actor, kind.right)]
        self._read: set[int] = set()
        self._waiting: dict[str, Any] = {}
        self._kept = Kept(self, "settings")
        self._build()
        for section in self.sections:
            section.touched.connect(self._on_touched)
            section.done.connect(partial(self._on_done, section))
            section.failed.connect(partial(self._on_failed, section))
        self._list.setCurrentRow(0)
        if actor is not None:
            self._kept.load(self._on_kept)

    def _build(self) -> None:
        bound = [
            bind(SAVE, self, self.save),
            bind(NEXT, self, partial(self._step, 1)),
            bind(PAST, self, partial(self._step, -1)),
            bind(NEW, self, lambda: self.sections[self._current()].add()),
        ]
        self.actions_bound = bound
        column = PageColumn(self)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._make_side())
        self._stack = QStackedWidget()
        self._bar = ActionBar()
        for section in self.sections:
            self._stack.addWidget(_framed(section))
            for form in section.forms:
                form.errors_changed.connect(self._bar.show_errors)
        row.addWidget(self._stack, 1)
        column.addLayout(row, 1)
        self._save = Button.of(bound[0])
        self._bar.add(self._save)
        column.addWidget(self._bar)
        self._list.currentRowChanged.connect(self._on_row)

    def _make_side(self) -> QWidget:
        side = Fill("panel", "r")
        side.setFixedWidth(SIDE)
        inner = QVBoxLayout(side)
        inner.setContentsMargins(8, 12, 9, 8)
        self._list = SideList(tr("Разделы"))
        for section in self.sections:
            self._list.add(tr(section.title))
        inner.addWidget(self._list)
        return side

    # -- showing ---------------------------------------------------------------------------------

    def activate(self, key: object = None) -> None:
        """Shown; `key` is the class name of a section."""
        for place, section in enumerate(self.sections):
            if type(section).__name__ == key:
                self._list.setCurrentRow(place)
        self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def refresh(self) -> None:
        """F5: read the section again; what is typed in the fields of a plain section goes."""
        self._load(self._current())

    def keep(self) -> None:
        """What is typed and not stored is there again when the user is back."""
        drafts = {type(one).__name__: one.draft() for one in self.sections}
        self._kept.save({**self._waiting, **{name: draft for name, draft in drafts.items() if draft}})

    def _on_kept(self, body: dict[str, Any]) -> None:
        self._waiting = dict(body)
        for place, section in enumerate(self.sections):
            name = type(section).__name__
            if name not in self._waiting:
                continue
            if place in self._read:
                section.bring_back(self._waiting.pop(name))
            else:
                self._load(place)
        self._dress()

    def _current(self) -> int:
        return self._list.currentRow()

    def _on_row(self, place: int) -> None:
        if place < 0:
            return
        self._stack.setCurrentIndex(place)
        self._bar.say("")
        self._save.setVisible(self.sections[place].is_stored)
        if place not in self._read:
            self._load(place)

    def _load(self, place: int) -> None:
        section = self.sections[place]
        self.context.tasks.run(
            section,
            section.read,
            partial(self._on_read, place),
            partial(self._on_failed, section),
            latest="read",
        )

    def _on_read(self, place: int, facts: Any) -> None:
        self._read.add(place)
        section = self.sections[place]
        section.show_facts(facts)
        kept = self._waiting.pop(type(section).__name__, None)
        if kept:
            section.bring_back(kept)
        self._dress()

    def _step(self, step: int) -> None:
        self._list.setCurrentRow((self._current() + step) % len(self.sections))
        self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def _dress(self) -> None:
        for place, section in enumerate(self.sections):
            self._list.set_note(place, section.is_dirty())

    # -- saving ----------------------------------------------------------------------------------

    def save(self) -> None:
        """F9: store the section."""
        place = self._current()
        section = self.sections[place]
        if not section.is_stored or place not in self._read:
            return
        verb = section.verb()
        if verb is not None:
            self._save.setEnabled(False)
            done, failed = partial(self._on_saved, place), partial(self._on_failed, section)
            self.context.tasks.run(self, verb, done, failed, write=True, always=self._on_end)

    def _on_saved(self, place: int, result: object) -> None:
        self.sections[place].saved(result)
        self.keep()
        self._bar.say(tr("Записано"), "", "green")
        self._load(place)

    def _on_end(self) -> None:
        self._save.setEnabled(True)

    def _on_touched(self) -> None:
        self.keep()
        self._bar.say("")
        self._dress()

    def _on_done(self, section: Section, text: str) -> None:
        self._bar.say(text, "", "green")
        self._load(self.sections.index(section))

    def _on_failed(self, section: Section, error: Exception) -> None:
        left = [words for form in section.forms[:1] for words in form.show_error(error)]
        if left or not section.forms:
            self._bar.say(error_text(error), "", "red")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right}
        if enter and self._list.hasFocus():
            self.sections[self._current()].focus_first()
        else:
            super().keyPressEvent(event)

    def leave(self) -> bool:
        """Esc: from a field to the list of sections, from there back."""
        if self._list.hasFocus():
            return True
        self._list.setFocus(Qt.FocusReason.TabFocusReason)
        return False


def _framed(section: Section) -> QWidget:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(24, 16, 20, 12)
    column.setSpacing(6)
    column.addWidget(label(tr(section.title), bold=True))
    column.addWidget(label(tr(section.text), "text2"))
    column.addSpacing(6)
    column.addWidget(section)
    column.addStretch(1)
    area.setWidget(inner)
    return area
