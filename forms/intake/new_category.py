"""A kind of equipment that the catalogue lacks, added without leaving the form."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from forms.intake import asks
from forms.intake.desk import Desk
from forms.intake.fields import IntakeFields
from forms.intake.words import error_words
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.lines import LineEdit
from workstation.documents.people import Actor
from workstation.i18n import tr


class NewCategory(QObject):
    """Asks for a name, adds it, and chooses it in the form."""

    def __init__(self, form: IntakeFields, tasks: Tasks, actor: Actor, desk: Desk) -> None:
        super().__init__(form)
        self._form, self._tasks, self._actor, self._desk = form, tasks, actor, desk

    def ask(self) -> None:
        """Show the small window."""
        dialog = QDialog(self._form)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(tr("Новый вид изделия"))
        column = QVBoxLayout(dialog)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        name = Field(tr("Название, как в акте"), LineEdit(), 280)
        column.addWidget(name)
        add = Button(tr("Добавить"), "Enter", kind="main")
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(add)
        column.addLayout(line)
        add.clicked.connect(partial(self._add, dialog, name))
        name.editor.returnPressed.connect(add.click)
        dialog.open()
        name.editor.setFocus()

    def _add(self, dialog: QDialog, name: Field, _checked: bool = False) -> None:
        text = str(name.editor.value() or "")
        write = partial(asks.add_category, actor=self._actor, name=text)
        done = partial(self._on_added, dialog, text)
        self._tasks.run(dialog, write, done, lambda error: name.set_error(error_words(error)), write=True)

    def _on_added(self, dialog: QDialog, name: str, code: str) -> None:
        dialog.accept()
        self._form.device.category.set_shown(code, name, undoable=True)
        self._form.focus("device.brand")
        self._desk.load()
