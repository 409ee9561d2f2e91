"""Windows of the page of findings: an invitation and its answer, a refusal, the facts of a conclusion."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.form_ask import FormAsk
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.field import Field, FieldRow
from ui.widgets.lines import LineEdit, NumberEdit, TextEdit
from ui.widgets.popup import PopupRow
from ui.widgets.times import HourEdit
from workstation import clock
from workstation.documents.conclusions import (
    Addressee,
    DefectNature,
    InvitationAnswer,
    InvitationChannel,
    IrreparableReason,
    Outcome,
)
from workstation.documents.findings import (
    CheckData,
    DefectData,
    ExaminationData,
    InvitationData,
    IrreparabilityData,
    RefusalData,
)
from workstation.documents.warranty import Essential
from workstation.i18n import mark, tr
from workstation.statuses import Labelled

NOON = time(12, 0)
MOST_MONTHS = 600
PAPER_WIDTH = 580
FOUND = (("yes", mark("Да")), ("no", mark("Нет")), ("unknown", mark("Установить не удалось")))


class PaperAsk(FormAsk):
    """What a paper says. previewed(data) on Ctrl+P: the paper is seen, nothing is issued."""

    previewed = Signal(object)

    def __init__(self, parent: QWidget, title: str, text: str, confirm: str) -> None:
        super().__init__(parent, title, text, confirm)
        self.setFixedWidth(PAPER_WIDTH)

    def _second_button(self) -> list[QWidget]:
        look = Button(tr("Предпросмотр"), "Ctrl+P")
        look.clicked.connect(self.look)
        return [look]

    def look(self) -> None:
        """Ask for the paper as it would be printed, or show what is missing."""
        errors = self.form.check()
        self.form.show_errors(errors)
        if not errors:
            self.previewed.emit(self.data())

    def show_error(self, error: Exception) -> None:
        """What the service says against it, in the window."""
        for text in self.form.show_error(error):
            self.say(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if held and event.key() == Qt.Key.Key_P:
            self.look()
        else:
            super().keyPressEvent(event)


class InvitationAsk(FormAsk):
    """How and for when the customer is invited; gives InvitationData."""

    def __init__(self, parent: QWidget) -> None:
        text = tr("Приглашение записывается: уклонение заказчика потом доказывают этими записями.")
        super().__init__(parent, tr("Пригласить на проверку"), text, tr("Записать"))

    def _build(self) -> None:
        self.put("channel", tr("Как"), ChipGroup(labelled(InvitationChannel)), tr("Выберите, как пригласили"))
        day = Field(tr("День"), DateEdit(prefer="future", icon="calendar"), 120)
        hour = Field(tr("Время"), HourEdit(), 80)
        self.form.add("day", day, required=tr("Введите день"))
        self.form.add("hour", hour, required=tr("Введите время"))
        self._fields.addWidget(FieldRow(day, hour, stretch=True))
        self.put("note", tr("Примечание"), LineEdit(tr("не обязательно")))
        self.form.set_value("day", clock.add_days(clock.today(), 1))
        self.form.set_value("hour", NOON)

    def data(self) -> InvitationData:
        zone = clock.local(clock.now()).tzinfo
        when = datetime.combine(self.form.value("day"), self.form.value("hour"), zone)
        return InvitationData(InvitationChannel(self.form.value("channel")), when, self.form.value("note"))


class AnswerAsk(FormAsk):
    """What came of an invitation; gives InvitationAnswer."""

    def __init__(self, parent: QWidget, about: str) -> None:
        super().__init__(parent, tr("Чем кончилось приглашение"), about, tr("Записать"))

    def _build(self) -> None:
        self.put("answer", tr("Ответ"), ChipGroup(labelled(InvitationAnswer)), tr("Выберите ответ"))

    def data(self) -> InvitationAnswer:
        return InvitationAnswer(self.form.value("answer"))


ESSENTIALS = {
    Essential.IRREPARABLE: mark("неустранимый"),
    Essential.DISPROPORTIONATE_COST: mark("несоразмерные расходы"),
    Essential.DISPROPORTIONATE_TIME: mark("несоразмерное время"),
    Essential.REPEATED_DIFFERENT: mark("выявляется неоднократно"),
    Essential.RECURRED_AFTER_REPAIR: mark("проявился вновь после устранения"),
    Essential.OTHER: mark("другой подобный"),
}


class DefectAsk(FormAsk):
    """What was established about the defect; gives DefectData."""

    def __init__(self, parent: QWidget, known: DefectData | None, codes: Iterable[tuple[str, str]]) -> None:
        self._codes = [PopupRow(code, code, text) for code, text in codes]
        text = tr("Существенный ли недостаток, решает человек: запись хранит имя и время.")
        super().__init__(parent, tr("Недостаток"), text, tr("Записать"))
        if known is not None:
            for path in ("defect_code", "replaced_part", "seller_extra_months", "note"):
                self.form.set_value(path, getattr(known, path))
            self.form.set_value("essential", known.essential.value if known.essential else None)

    def _build(self) -> None:
        code = Combo(self._codes, tr("не установлен"), addable=True)
        self.put("defect_code", tr("Код недостатка"), code, width=200)
        limbs = [PopupRow(one.value, tr(text)) for one, text in ESSENTIALS.items()]
        self.put("essential", tr("Существенный"), Combo(limbs, tr("нет")), width=300)
        self.put("replaced_part", tr("Жалуются на деталь, которую ставили мы"), LineEdit(tr("номер детали")))
        extra = NumberEdit(0, MOST_MONTHS, tr("нет"))
        self.put("seller_extra_months", tr("Дополнительная гарантия продавца, мес."), extra, width=120)
        self.put("note", tr("На чём основано"), TextEdit("", 2))

    def data(self) -> DefectData:
        value = self.form.value
        essential = Essential(value("essential")) if value("essential") else None
        rest = (value("replaced_part"), value("seller_extra_months"), value("note"))
        return DefectData(value("defect_code"), essential, *rest)


class RefusalAsk(PaperAsk):
    """What a refusal says besides its causes; gives RefusalData."""

    def __init__(self, parent: QWidget, number: str, checked: str, based_on: str) -> None:
        text = tr("Заказ получит состояние «Отказ», документ с причинами и снимками уйдёт на печать.")
        title = tr("Отказать по заказу {number}", number=number)
        super().__init__(parent, title, text, tr("Отказать и напечатать"))
        self.form.set_value("checked", checked)
        self.form.set_value("based_on", based_on)

    def _build(self) -> None:
        needed = tr("Напишите, что осмотрели и что увидели")
        self.put("checked", tr("Что проверено и что увидено"), TextEdit("", 4), needed)
        self.put("terms_reference", tr("Пункт условий гарантии или инструкции"), LineEdit())
        self.put("based_on", tr("На основании акта"), LineEdit())

    def data(self) -> RefusalData:
        value = self.form.value
        return RefusalData(value("checked"), value("terms_reference"), value("based_on"))


class CheckAsk(PaperAsk):
    """The result of a check for an act or, with `report`, a technical report; gives CheckData."""

    def __init__(self, parent: QWidget, title: str, defect: str, *, report: bool) -> None:
        self._report = report
        super().__init__(parent, title, "", tr("Выдать и напечатать"))
        self.form.set_value("defect", defect)

    def _build(self) -> None:
        self.put("outer", tr("Внешний осмотр"), TextEdit("", 2), tr("Опишите внешний осмотр"))
        found = ChipGroup([ChipItem(one, tr(words)) for one, words in FOUND])
        self.put("found", tr("Недостаток есть"), found, tr("Выберите ответ"))
        self.put("defect", tr("Что обнаружено"), TextEdit("", 2))
        self.put("nature", tr("Характер недостатка"), combo(DefectNature), tr("Выберите характер"), 260)
        self.put("causation", tr("Почему так считаете"), TextEdit("", 2))
        self.put("outcome", tr("Что дальше"), combo(Outcome), tr("Выберите, что дальше"), 320)
        if self._report:
            self.put("conclusion", tr("Вывод"), TextEdit("", 3), tr("Напишите вывод"))

    def data(self) -> CheckData:
        value = self.form.value
        return CheckData(
            ExaminationData(value("outer")),
            {"yes": True, "no": False}.get(value("found")),
            DefectNature(value("nature")),
            Outcome(value("outcome")),
            defect=value("defect"),
            causation=value("causation"),
            conclusion=value("conclusion") if self._report else "",
        )


class IrreparabilityAsk(PaperAsk):
    """Why the device cannot be repaired; gives IrreparabilityData."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, title, "", tr("Выдать и напечатать"))

    def _build(self) -> None:
        self.put("defect", tr("Недостаток"), TextEdit("", 2), tr("Опишите недостаток"))
        self.put("reason", tr("Почему не ремонтируется"), combo(IrreparableReason), tr("Выберите причину"))
        self.put("note", tr("Подробности"), LineEdit(tr("номер запчасти, ответ изготовителя")))
        self.put("advice", tr("Рекомендация"), TextEdit("", 2), tr("Напишите рекомендацию"))
        self.put("to", tr("Кому выдаётся"), ChipGroup(labelled(Addressee)), tr("Выберите, кому"))
        self.form.set_value("to", Addressee.CUSTOMER.value)

    def data(self) -> IrreparabilityData:
        value = self.form.value
        return IrreparabilityData(
            value("defect"),
            IrreparableReason(value("reason")),
            value("advice"),
            Addressee(value("to")),
            reason_note=value("note"),
        )


def labelled(kinds: Iterable[Labelled]) -> list[ChipItem]:
    """Chips of an enumeration."""
    return [ChipItem(one.value, _first_upper(one.label)) for one in kinds]


def combo(kinds: Iterable[Labelled]) -> Combo:
    """A closed list of an enumeration."""
    return Combo([PopupRow(one.value, _first_upper(one.label)) for one in kinds])


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]
