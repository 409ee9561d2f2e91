"""The parts of the page of findings and where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from forms.warranty import words
from forms.warranty.deeds import Sheet
from forms.warranty.editor import FindingEditor
from ui.context import Context
from ui.verdict import show_asked, show_clocks, show_verdict
from ui.widgets.basics import Fill, Hairline, SectionTitle, label
from ui.widgets.row_list import RowList
from ui.widgets.side_panel import SidePanel
from workstation.i18n import tr

EDITOR = 490


class FindingsDesk(QWidget):
    """Lists on the left, the finding in hand in the middle, the verdict with its trace on the right.

    `wanted` is the finding the cursor goes to when the next answer is there. asked(question): the verdict
    lacks this, and its line was clicked.
    """

    asked = Signal(str)

    def __init__(self, context: Context, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self.wanted: int | None = None
        self.sheet: Sheet | None = None
        self._questions: list[str] = []
        self.editor = FindingEditor(context)
        self.findings = RowList(tr("Находки"))
        self.invitations = RowList(tr("Приглашения на проверку"))
        self.history = RowList(tr("Прежние решения"))
        self._side = SidePanel(328)
        self._asked = self._side.add_section(tr("Чего не хватает — Ctrl+G"))
        self._trace = self._side.add_section().without_line()
        self._clocks = self._side.add_section(tr("Сроки"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(_scroll(self._make_lists()), 1)
        row.addWidget(Hairline(0, upright=True))
        row.addWidget(_scroll(self._make_editor(buttons)))
        row.addWidget(self._side)

    def _make_lists(self) -> QWidget:
        inner = Fill("surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 14, 12, 12)
        column.setSpacing(6)
        self._no_findings = label(tr("Ничего не найдено. F7 — записать находку."), "text2", wrap=True)
        self._invited = SectionTitle(tr("Приглашения на проверку"))
        self._judged = SectionTitle(tr("Решения по заказу"))
        column.addWidget(SectionTitle(tr("Находки"), tr("Enter — изменить, Delete — снять")))
        column.addWidget(self._no_findings)
        column.addWidget(self.findings)
        column.addWidget(Hairline(10))
        column.addWidget(self._invited)
        self._no_invitations = label(tr("Заказчика ещё не приглашали. F8 — пригласить."), "text2", wrap=True)
        column.addWidget(self._no_invitations)
        column.addWidget(self.invitations)
        column.addWidget(Hairline(10))
        column.addWidget(self._judged)
        column.addWidget(self.history)
        column.addStretch(1)
        return inner

    def _make_editor(self, buttons: Sequence[QWidget]) -> QWidget:
        inner = Fill("surface")
        inner.setFixedWidth(EDITOR)
        column = QVBoxLayout(inner)
        column.setContentsMargins(18, 14, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.editor)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return inner

    def next_asked(self) -> str:
        """The question to answer: the first, and each time the next one."""
        if self._questions:
            self._questions = [*self._questions[1:], self._questions[0]]
        return self._questions[-1] if self._questions else ""

    def show_sheet(self, sheet: Sheet) -> None:
        """Everything anew; what is being typed stays."""
        self.sheet, view = sheet, sheet.view
        self.editor.set_codes(sheet.codes)
        self.editor.show_files(sheet.files, sheet.folder)
        self.findings.set_items(words.finding_items(view.findings))
        if self.wanted is not None:
            self.findings.go_to(self.wanted)
            self.wanted = None
        if not self.editor.is_busy() and self.editor.shown is not None:
            rows = {row.id: row for row in words.live(view.findings)}
            self.editor.show_finding(rows.get(self.editor.shown.id))
        self.invitations.set_items(words.invitation_items(view.invitations))
        self._invited.set_note(words.invitation_count(view.invitations))
        self.history.set_items(words.verdict_items(view.verdicts))
        self._judged.set_note(tr("всего {count}", count=len(view.verdicts)))
        for lines, shown in (
            (self.findings, self._no_findings),
            (self.invitations, self._no_invitations),
        ):
            lines.setVisible(bool(lines.items()))
            shown.setVisible(not lines.items())
        show_verdict(self._side, self._trace, view.verdict)
        self._questions = show_asked(self._asked, view.verdict, self.asked.emit)
        self._clocks.clear()
        show_clocks(self._clocks, view.clocks)


def _scroll(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inner)
    if inner.minimumWidth():
        area.setFixedWidth(inner.minimumWidth())
    return area
