"""Where this station prints: a printer of the system, a folder of PDFs, a label printer on the network."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import file_dialog
from ui.form import Form
from ui.printer import RAW_PORT, Printer, Target, parse_target
from ui.widgets.basics import SectionTitle, label
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.chips import ChipGroup, ChipItem
from ui.widgets.combo import Combo
from ui.widgets.field import Field, FieldRow, FormColumn
from ui.widgets.lines import LineEdit, NumberEdit
from ui.widgets.popup import PopupRow
from workstation import clock
from workstation.documents.papers import PrintStamp, TestSheet
from workstation.i18n import tr

QUEUE, FOLDER, TCP = "queue", "folder", "tcp"
SHEETS = {"paper": (210.0, 297.0), "label": (58.0, 40.0)}
OFFSET = 200
WIDTH = 316


class PrinterFields(Form):
    """One printer of the station, for papers (`paper`) or labels (`label`).

    test_asked(): a test sheet is wanted with what is typed now.
    """

    test_asked = Signal()

    def __init__(self, purpose: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._purpose = purpose
        self._column = FormColumn(WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._column)
        self._build()
        self.edited.connect(self._on_changed)
        self._on_changed("kind")

    def _build(self) -> None:
        label_printer = self._purpose == "label"
        self._column.add(SectionTitle(tr("Ярлыки") if label_printer else tr("Акты и другие бумаги")))
        kinds = [ChipItem(QUEUE, tr("Принтер системы"), "П"), ChipItem(FOLDER, tr("Папка PDF"), "Ф")]
        if label_printer:
            kinds.append(ChipItem(TCP, tr("По сети, прямо"), "С"))
        self._column.add(self.add("kind", Field(tr("Куда печатать"), ChipGroup(kinds, optional=True))))
        self._column.add(self.add("queue", Field(tr("Принтер"), Combo(addable=True))))
        self._column.add(self.add("folder", Field(tr("Папка"), LineEdit())))
        self._choose = self._column.add(LinkButton(tr("Выбрать папку"), "", self._ask_folder))
        host = self.add("host", Field(tr("Адрес в сети"), LineEdit("192.168.1.50"), 170))
        port = self.add("port", Field(tr("Порт"), NumberEdit(1, 65535), 76))
        self._net = self._column.add(FieldRow(host, port, stretch=True))
        languages = [ChipItem("zpl", "ZPL", "Z"), ChipItem("tspl", "TSPL", "T")]
        self._column.add(self.add("language", Field(tr("Язык принтера"), ChipGroup(languages))))
        dpis = [ChipItem("203", "203", "2"), ChipItem("300", "300", "3")]
        self._column.add(self.add("dpi", Field(tr("Точек на дюйм"), ChipGroup(dpis))))
        right = self.add("offset_x", Field(tr("Сдвиг вправо"), NumberEdit(-OFFSET, OFFSET), 96))
        down = self.add("offset_y", Field(tr("Сдвиг вниз"), NumberEdit(-OFFSET, OFFSET), 96))
        words = tr("Сдвиг в десятых долях миллиметра, подбирается по проверочному листу.")
        self._offsets = [FieldRow(right, down, stretch=True), label(words, "text3", "small", wrap=True)]
        for part in self._offsets:
            self._column.add(part)
        self._test = Button(tr("Проверочный лист"), icon="printer")
        self._test.clicked.connect(self.test_asked)
        self._column.add(self._test)

    # -- values ----------------------------------------------------------------------------------

    def set_names(self, names: Iterable[str]) -> None:
        """Printers the system knows."""
        self.field("queue").editor.set_rows(PopupRow(name, name) for name in names)

    def setting(self) -> dict[str, Any]:
        """What goes into the setting of the station; empty when nothing is chosen."""
        kind = self.value("kind")
        name = {QUEUE: "queue", FOLDER: "folder", TCP: "host"}.get(kind or "", "")
        where = str(self.value(name) or "") if name else ""
        if not where:
            return {}
        target = Target(kind, where, int(self.value("port") or RAW_PORT) if kind == TCP else 0)
        found: dict[str, Any] = {
            "target": target.text(),
            "title": tr("папка PDF") if kind == FOLDER else where,
            "offset_x": int(self.value("offset_x") or 0),
            "offset_y": int(self.value("offset_y") or 0),
        }
        if kind == TCP:
            found |= {"language": self.value("language") or "zpl", "dpi": int(self.value("dpi") or 203)}
        return found

    def show_setting(self, setting: dict[str, Any]) -> None:
        """Show what is stored."""
        target = parse_target(setting["target"]) if setting.get("target") else None
        self.set_value("kind", target.kind if target else None)
        names = {QUEUE: "queue", FOLDER: "folder", TCP: "host"}
        for kind, path in names.items():
            self.set_value(path, target.name if target and target.kind == kind else None)
        self.set_value("port", target.port if target and target.port else RAW_PORT)
        self.set_value("language", setting.get("language", "zpl"))
        self.set_value("dpi", str(setting.get("dpi", 203)))
        self.set_value("offset_x", setting.get("offset_x", 0))
        self.set_value("offset_y", setting.get("offset_y", 0))
        self._on_changed("kind")
        self.set_clean()

    def missing(self) -> tuple[str, str] | None:
        """(path, words) of what is lacking for the kind that is chosen."""
        kind = self.value("kind")
        words = {
            QUEUE: ("queue", tr("Выберите принтер: F4")),
            FOLDER: ("folder", tr("Укажите папку, куда складывать PDF")),
            TCP: ("host", tr("Введите адрес принтера в сети")),
        }
        return words[kind] if kind and not self.value(words[kind][0]) else None

    def _ask_folder(self) -> None:
        path = file_dialog.folder_name(self, tr("Папка для PDF"), str(Path.home()))
        if path:
            self.set_value("folder", path, undoable=True)

    def _on_changed(self, path: str) -> None:
        if path != "kind":
            return
        kind = self.value("kind")
        for name, wanted in (("queue", QUEUE), ("folder", FOLDER), ("language", TCP), ("dpi", TCP)):
            self.field(name).setVisible(kind == wanted)
        self._choose.setVisible(kind == FOLDER)
        self._net.setVisible(kind == TCP)
        for part in (*self._offsets, self._test):
            part.setVisible(kind is not None)


def print_test(printer: Printer, purpose: str, setting: dict[str, Any], who: str) -> str:
    """Draw the test sheet and send it; gives what the printer said. For the I/O lane. Raises PrinterError."""
    from printing import render  # noqa: PLC0415 - only when a sheet is wanted

    target = parse_target(setting.get("target", ""))
    width, height = SHEETS[purpose]
    x, y = int(setting["offset_x"]), int(setting["offset_y"])
    sheet = TestSheet(target.name, width, height, x, y)
    if target.kind == TCP:
        data = _raw_sheet(sheet, setting)
    else:
        data = render(sheet, PrintStamp(clock.now(), who), offset=(x, y))
    return printer.send(setting["target"], data, tr("Проверочный лист"))


def _raw_sheet(sheet: TestSheet, setting: dict[str, Any]) -> bytes:
    from printing.raw import moved, to_tspl, to_zpl  # noqa: PLC0415
    from printing.templates.test_sheet import raster  # noqa: PLC0415

    dpi = int(setting["dpi"])
    picture = moved(raster(sheet, dpi), sheet.offset_x, sheet.offset_y, dpi)
    return to_tspl(picture, dpi=dpi) if setting["language"] == "tspl" else to_zpl(picture)


class PrintersFields(QWidget):
    """Both printers of the station side by side; names are asked of the system in the I/O lane."""

    def __init__(self, context: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(48)
        self.forms = {"paper": PrinterFields("paper"), "label": PrinterFields("label")}
        for purpose, form in self.forms.items():
            row.addWidget(form)
            form.test_asked.connect(partial(self._on_test, purpose))
        row.addStretch(1)

    def ask_names(self) -> None:
        """Ask the system for its printers."""
        self._context.tasks.io(self, self._context.printer.names, self._on_names)

    def _on_names(self, names: list[str]) -> None:
        for form in self.forms.values():
            form.set_names(names)

    def _on_test(self, purpose: str) -> None:
        form = self.forms[purpose]
        lacking = form.missing()
        if lacking:
            form.show_errors([lacking])
            return
        who = self._context.actor.short_name if self._context.actor else ""
        work = partial(print_test, self._context.printer, purpose, form.setting(), who)
        self._context.tasks.io(self, work, self._on_sent, partial(self._on_refused, form))

    def _on_sent(self, said: str) -> None:
        self._context.tell(tr("Проверочный лист отправлен {said}", said=said).strip(), "green")

    def _on_refused(self, form: PrinterFields, error: Exception) -> None:
        from ui.problems import error_text  # noqa: PLC0415

        where = {QUEUE: "queue", FOLDER: "folder", TCP: "host"}[form.value("kind")]
        form.show_errors([(where, error_text(error))])
