"""A contact that is no repair yet: who, what, and the few questions that decide what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.form_ask import FormAsk
from ui.photo_field import PhotoField, add_photos
from ui.tasks import Tasks
from ui.widgets.basics import label, set_tone
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import LineEdit, PhoneEdit, TextEdit
from ui.widgets.popup import PopupRow
from workstation.documents.contacts import Channel
from workstation.documents.requests import Question, RequestClass, ServiceRequestData
from workstation.i18n import tr
from workstation.rules.classify import classify

YES, NO = "yes", "no"


class RequestAsk(FormAsk):
    """given(ServiceRequestData). A question is asked only while its answer matters."""

    def __init__(self, owner: QWidget, tasks: Tasks, folder: Path) -> None:
        self._kept = (tasks, folder)
        text = tr("Ответы решают, что это; иное решение человека остаётся с причиной.")
        super().__init__(owner.window(), tr("Новое обращение"), text, tr("Записать"))

    def _build(self) -> None:
        ways = [PopupRow(one.value, one.label) for one in Channel]
        way = self.form.add("channel", Field(tr("Как обратились"), Combo(ways), 150))
        name = self.form.add("name", Field(tr("Имя"), LineEdit()))
        self._fields.addWidget(FieldRow(way, name))
        phone = self.form.add("phone", Field(tr("Телефон"), PhoneEdit(), 150))
        device = self.form.add("model", Field(tr("Изделие"), LineEdit(tr("бренд и модель"))))
        self._fields.addWidget(FieldRow(phone, device))
        self.put("text", tr("Что сказали"), TextEdit("", 3), tr("Запишите, с чем обратились"))
        add_photos(self, "files", tr("Снимки"), PhotoField(5), self._kept)
        for one in Question:
            chips = ChipGroup([ChipItem(YES, tr("Да")), ChipItem(NO, tr("Нет"))], optional=True)
            self.put(one.value, one.label, chips)
        self._said = label("", "text2", bold=True)
        self._fields.addWidget(self._said)
        kinds = [PopupRow(one.value, one.label) for one in RequestClass]
        other = self.form.add("kind", Field(tr("Решить иначе"), Combo(kinds, tr("по ответам")), 190))
        reason = self.form.add("reason", Field(tr("Почему"), LineEdit()))
        self._fields.addWidget(FieldRow(other, reason))
        self.form.set_value("channel", Channel.PHONE.value)
        self.form.edited.connect(lambda _path: self._follow())
        self._follow()

    def _answers(self) -> dict[Question, bool]:
        said = {one: self.form.value(one.value) for one in Question}
        return {one: value == YES for one, value in said.items() if value}

    def _follow(self) -> None:
        """What the answers say so far, and the next question."""
        answers = self._answers()
        found = classify(answers)
        for one in Question:
            self.form.field(one.value).setVisible(one in answers or one is found.next_question)
        self._said.setText(found.kind.label if found.kind else tr("Ответьте на вопрос"))
        set_tone(self._said, "green" if found.kind else "text2")

    def take(self) -> None:
        """Give the data once the answers decide, or a person does."""
        errors = self.form.check()
        found = classify(self._answers())
        if found.next_question is not None and not self.form.value("kind"):
            errors.append((found.next_question.value, tr("Ответьте: Да или Нет")))
        if self.form.value("kind") and not self.form.value("reason"):
            errors.append(("reason", tr("Напишите, почему решено иначе")))
        self.form.show_errors(errors)
        if not errors:
            self.given.emit(self.data())
            self.accept()

    def data(self) -> Any:
        """What is typed."""
        value, kind = self.form.value, self.form.value("kind")
        return ServiceRequestData(
            channel=Channel(str(value("channel") or Channel.PHONE.value)),
            text=value("text"),
            answers=self._answers(),
            kind=RequestClass(str(kind)) if kind else None,
            reason=value("reason"),
            name=value("name"),
            phone=value("phone"),
            model=value("model"),
            files=value("files"),
        )
