"""The panel on the right: the time of the work in hand, like cases, documents, contacts, notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.basics import label
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.meter import Meter, Stopwatch
from ui.widgets.side_panel import SidePanel
from workstation import clock
from workstation.documents.around import OrderAround
from workstation.documents.bench import CodeRow, ModelDocumentRow, SimilarCase
from workstation.documents.contacts import ContactRow
from workstation.i18n import tr
from workstation.rules.order_words import day_month, moment_words

WIDTH = 344
MOST_CONTACTS = 4


class BenchSide(SidePanel):
    """`open_document(row)` opens a document or a link of the model, `ask_note()` takes a note."""

    def __init__(
        self,
        buttons: Sequence[Button],
        open_document: Callable[[ModelDocumentRow], object],
        ask_note: Callable[[], object],
    ) -> None:
        super().__init__(WIDTH)
        self._open_document, self._ask_note = open_document, ask_note
        self.watch = Stopwatch()
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(17, 18, 16, 4)
        column.setSpacing(12)
        column.addWidget(self.watch)
        row = QHBoxLayout()
        row.setSpacing(10)
        for button in buttons:
            row.addWidget(button.set_tall())
        row.addStretch(1)
        column.addLayout(row)
        self.add_top(top)
        self._story_holder = QWidget()
        self._story = QVBoxLayout(self._story_holder)
        self._story.setContentsMargins(0, 0, 0, 0)
        self.add_part(self._story_holder)
        self._similar = self.add_section(tr("Похожие случаи"))
        self._documents = self.add_section(tr("Документы модели"))
        self._contacts = self.add_section(tr("Связь"))
        self._notes = self.add_section(tr("Заметки, видит только сервис"))

    def hold_story(self, story: QWidget) -> None:
        """Take the story in on a narrow screen, under the stopwatch."""
        self._story.addWidget(story)

    def show_similar(self, cases: Sequence[SimilarCase], symptom: str) -> None:
        """The commonest verified causes of this model and symptom, how they were mended and how it held."""
        self._similar.clear()
        if not cases:
            self._similar.add_note(tr("По этой модели здесь ещё ничего не чинили."))
            return
        if symptom:
            self._similar.add_note(symptom)
        for case in cases:
            self._similar.add_widget(_case(case))

    def show_documents(self, documents: Sequence[ModelDocumentRow], errors: Sequence[CodeRow] = ()) -> None:
        """What the error codes of the complaint mean; files and links of the model, its group and brand."""
        self._documents.clear()
        for code in errors:
            self._documents.add_widget(label(f"{code.code}: {code.text}", wrap=True))
        for one in documents:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 9, 0, 9)
            row.addWidget(LinkButton(one.title, "file-text", partial(self._open_document, one)))
            row.addStretch(1)
            row.addWidget(label(one.place or "", "text2", "small"))
            self._documents.add_widget(line)
        if not documents and not errors:
            self._documents.add_note(tr("Документов этой модели нет."))

    def show_around(self, around: OrderAround | None) -> None:
        """What was last said to the customer and by him, and what the colleagues left each other."""
        self._show_contacts(around.contacts if around is not None else ())
        self._notes.clear()
        for one in reversed(around.notes if around is not None else ()):
            self._notes.add_widget(label(one.text, wrap=True))
            self._notes.add_note(f"{moment_words(one.made_at, clock.today())}, {one.user}")
        self._notes.add_widget(LinkButton(tr("Добавить заметку") + "  Ctrl+M", "pencil", self._ask_note))

    def _show_contacts(self, contacts: Sequence[ContactRow]) -> None:
        self._contacts.clear()
        for one in reversed(contacts[-MOST_CONTACTS:]):
            made = clock.local(one.made_at)
            when = f"{day_month(made.date(), clock.today())}, {made:%H:%M}"
            self._contacts.add_fact(when, f"{one.channel.label}: {one.text}")


def _case(case: SimilarCase) -> QWidget:
    """«Насос слива — 9 из 14», a bar, the parts, the time, how it held."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 2, 0, 8)
    column.setSpacing(4)
    head, foot = QHBoxLayout(), QHBoxLayout()
    head.addWidget(label(case.cause, bold=True, wrap=True), 1)
    head.addWidget(label(tr("{count} из {total}", count=case.count, total=case.total)))
    parts = ", ".join(case.parts) or tr("без деталей")
    told = []
    if case.median_minutes is not None:
        told.append(tr("{minutes} мин", minutes=case.median_minutes))
    if case.closed:
        told.append(tr("держится {held} из {closed}", held=case.held, closed=case.closed))
    foot.addWidget(label(parts, "text2", "small", wrap=True), 1)
    foot.addWidget(label(" · ".join(told), "text2", "small"))
    column.addLayout(head)
    column.addWidget(Meter(case.count / case.total if case.total else 0))
    column.addLayout(foot)
    return made
