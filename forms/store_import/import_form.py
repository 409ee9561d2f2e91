"""The page of a price list: choose a file, say its columns, look what is wrong with it, take it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from forms.store_import import work
from forms.store_import.columns import ColumnsPanel
from forms.store_import.lists import bad_table, filled, preview_table, said
from forms.store_import.work import Opened, Progress
from ui import file_dialog
from ui.actions import ActionSpec, bind
from ui.context import Context, Page
from ui.problems import error_text
from ui.table_view import TableView
from ui.widgets.action_bar import ActionBar, PageColumn
from ui.widgets.basics import EmptyState, Hairline, label
from ui.widgets.buttons import Button
from workstation.documents.parts import PartImport
from workstation.exchange.parts_file import PartsFile
from workstation.exchange.tables import TableRow
from workstation.i18n import mark, tr
from workstation.services.part_import import Judged

CHOOSE = ActionSpec("part_import.choose", mark("Выбрать файл"), "Ctrl+O", "top", "file-text")
GO = ActionSpec("part_import.go", mark("Проверить"), "F9", "bar", "check", main=True)
WITHOUT = ActionSpec("part_import.without", mark("Загрузить без плохих строк"), "F10", "bar", "download")
SAVE = ActionSpec("part_import.save", mark("Сохранить плохие строки"), "Ctrl+S", "bar", "save")
COPY = ActionSpec("part_import.copy", mark("Скопировать плохие строки"), "Ctrl+C")
SIDE, TICK_MS = 420, 200


class PartImportForm(Page):
    """Opened with the path of a file it shows that one. Nothing is written before «Загрузить»."""

    help_topic = "part_import"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._source: PartsFile | None = None
        self._rows: Sequence[TableRow] = ()
        self._judged: Judged | None = None
        self._progress: Progress | None = None
        self._doing = ""
        self.set_title(tr("Загрузка прайса"))
        self._build()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._show_state()

    def _build(self) -> None:
        self._columns = ColumnsPanel()
        self._columns.setFixedWidth(SIDE)
        self._columns.changed.connect(self._on_columns)
        self._empty = EmptyState(
            "file-text",
            tr("Выберите прайс поставщика"),
            tr("Файл XLSX или CSV: в одной из первых строк — названия столбцов."),
        )
        self._choose = Button(tr("Выбрать файл"), "Ctrl+O", "file-text", "main")
        self._choose.clicked.connect(self.choose)
        self._empty.add_button(self._choose)
        self._stack = QStackedWidget()
        for page in (self._empty, self._sheet()):
            self._stack.addWidget(page)
        self._build_bar()
        column = PageColumn(self)
        column.addWidget(self._stack, 1)
        column.addWidget(self._bar)

    def _sheet(self) -> QWidget:
        """Columns on the left, rows on the right."""
        self._words = label("", "", "title")
        self._more = label("", "text2", wrap=True)
        self._whole = label("", "text2", wrap=True)
        self._whole.setContentsMargins(16, 8, 20, 12)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(8, 0, 12, 0)
        self._table: TableView | None = None
        right = QVBoxLayout()
        right.setContentsMargins(0, 14, 0, 0)
        right.setSpacing(4)
        for words in (self._words, self._more):
            words.setContentsMargins(16, 0, 20, 0)
            right.addWidget(words)
        right.addSpacing(6)
        right.addLayout(self._place, 1)
        right.addWidget(self._whole)
        sheet = QWidget()
        row = QHBoxLayout(sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._columns)
        row.addWidget(Hairline(upright=True))
        row.addLayout(right, 1)
        return sheet

    def _build_bar(self) -> None:
        self._bar = ActionBar()
        self._moving = QProgressBar()
        self._moving.setRange(0, 0)
        self._moving.setTextVisible(False)
        self._moving.setFixedWidth(160)
        self._bar.add(self._moving)
        pairs = ((CHOOSE, self.choose), (SAVE, self._ask_save), (WITHOUT, self._take), (GO, self._go),
                 (COPY, self._copy))  # fmt: skip
        self.actions_bound = [bind(spec, self, slot) for spec, slot in pairs]
        self._actions = {bound.spec: bound.action for bound in self.actions_bound}
        self._buttons = {
            bound.spec: Button.of(bound) for bound in self.actions_bound if bound.spec.place == "bar"
        }
        for button in self._buttons.values():
            self._bar.add(button)

    # -- the window asks -------------------------------------------------------------------------

    def activate(self, key: object = None) -> None:
        """With the path of a file, that file; else what is open."""
        if isinstance(key, str):
            self.open_file(key)
        elif self._source is None:
            self._choose.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._columns.focus_first()

    def leave(self) -> bool:
        """Esc stops what is under way first; the columns that were said are kept with the load."""
        if self._progress is not None:
            self._progress.stopped = True
            return False
        self._drop()
        self._show_state()
        return True

    def keep(self) -> None:
        """Nothing typed is lost: a file is read again."""
        if self._progress is not None:
            self._progress.stopped = True

    # -- a file ----------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a file."""
        if self._progress is None:
            kinds = tr("Прайсы") + " (*.xlsx *.xlsm *.csv *.txt)"
            path = file_dialog.open_name(self.window(), tr("Прайс поставщика"), kinds)
            if path:
                self.open_file(path)

    def open_file(self, path: str) -> None:
        """Look into a file."""
        if self._progress is None:
            self._drop()
            self._begin(mark("Открываю файл"))
            known = self.context.settings[work.MEMORY]
            done = partial(work.open_file, Path(path), known)
            self.context.tasks.io(self, done, self._on_opened, self._refuse)

    def _on_opened(self, opened: Opened) -> None:
        self._end()
        self._source, self._rows = opened
        self._columns.show_file(opened.source.heading, opened.source.columns, opened.rows)
        self._put(preview_table(opened.source, opened.rows, self))
        self._show_state()
        self._columns.focus_first()

    def _on_columns(self) -> None:
        """Said otherwise: what was judged is void."""
        if self._source is not None and self._progress is None:
            self._source = replace(self._source, columns=self._columns.columns())
            if self._judged is not None:
                work.close(None, self._judged)
                self._judged = None
                self._put(preview_table(self._source, self._rows, self))
            self._show_state()

    # -- judging and taking in -------------------------------------------------------------------

    def _go(self) -> None:
        """F9: first look, then take in."""
        if self._source is None or self._progress is not None:
            return
        if self._judged is not None:
            self._take()
        elif self._columns.problem():
            self._columns.focus_first()
        else:
            progress = self._begin(mark("Проверено строк: {n}"))
            read = partial(work.judge, source=self._source, progress=progress)
            self.context.tasks.run(self, read, self._on_judged, self._refuse)

    def _on_judged(self, judged: Judged) -> None:
        self._end()
        self._judged = judged
        if self._source is not None:
            self._put(bad_table(self._source, judged.bad, self))
        self._show_state()
        if self._table is not None:
            self._table.setFocus(Qt.FocusReason.TabFocusReason)

    def _take(self) -> None:
        judged, source, actor = self._judged, self._source, self.context.actor
        if judged is None or source is None or actor is None or self._progress is not None:
            return
        progress = self._begin(mark("Загружено строк: {n}"))
        verb = partial(work.take_in, actor=actor, source=source, judged=judged, progress=progress)
        self.context.tasks.run(self, verb, self._on_taken, self._refuse, write=True)

    def _on_taken(self, done: PartImport) -> None:
        self._end()
        source, actor = self._source, self.context.actor
        if source is not None and actor is not None:
            known: Mapping[str, Any] = self.context.settings[work.MEMORY]
            keep = partial(work.remember, actor=actor, known=known, source=source)
            self.context.tasks.run(self, keep, None, lambda _error: None, write=True)
        self.context.tell(tr("Прайс загружен: {counts}", counts=_counts(done)), "green")
        self._drop()
        self._show_state()
        self.closed.emit()

    # -- bad rows --------------------------------------------------------------------------------

    def _copy(self) -> None:
        if self._judged is not None and self._source is not None and self._judged.bad:
            lines = (
                f"{row.line}\t{said(self._source, row)}\t{' · '.join(filled(row))}"
                for row in self._judged.bad
            )
            QApplication.clipboard().setText("\n".join(lines))
            self.context.tell(tr("Плохие строки скопированы"), "green")

    def _ask_save(self) -> None:
        if self._source is not None:
            name = tr("{name} — плохие строки.csv", name=self._source.table.path.stem)
            path = file_dialog.save_name(self.window(), tr("Плохие строки"), name, tr("Таблица CSV (*.csv)"))
            if path:
                self.save_bad(path)

    def save_bad(self, path: str) -> None:
        """Write the bad rows into a file, to be mended and loaded."""
        if self._judged is not None and self._source is not None:
            write = partial(work.save_bad, Path(path), self._source, list(self._judged.bad))
            done = partial(self._tell_saved, path)
            self.context.tasks.io(self, write, done, self._refuse)

    def _tell_saved(self, path: str, _none: object) -> None:
        self.context.tell(tr("Записано в файл {path}", path=path), "green")

    # -- showing ---------------------------------------------------------------------------------

    def _begin(self, doing: str) -> Progress:
        self._progress, self._doing = Progress(), doing
        self._show_state()
        self._on_tick()
        self._tick.start()
        return self._progress

    def _end(self) -> None:
        self._progress = None
        self._tick.stop()

    def _on_tick(self) -> None:
        if self._progress is not None:
            self._bar.say(
                tr(self._doing, n=_grouped(self._progress.rows)), tr("Esc — прервать"), "text2", "hourglass"
            )

    def _refuse(self, error: Exception) -> None:
        self._end()
        self._show_state()
        stopped = getattr(error, "code", "") == "import_stopped"
        self._bar.say(error_text(error), "", "amber" if stopped else "red")

    def _show_state(self) -> None:
        source, judged, busy = self._source, self._judged, self._progress is not None
        self._stack.setCurrentIndex(0 if source is None else 1)
        self._moving.setVisible(busy)
        self._choose.setEnabled(not busy)
        self._columns.setEnabled(not busy)
        self._actions[CHOOSE].setEnabled(not busy)
        problem = self._columns.problem() if source is not None else ""
        good, bad = (judged.good, len(judged.bad)) if judged else (0, 0)
        ready = source is not None and not busy
        self._actions[GO].setText(tr("Загрузить") if judged else tr("Проверить"))
        self._actions[GO].setEnabled(ready and not problem and (judged is None or bool(good and not bad)))
        self._actions[WITHOUT].setEnabled(ready and bool(good and bad))
        self._actions[SAVE].setEnabled(ready and bool(bad))
        self._actions[COPY].setEnabled(ready and bool(bad))
        self._buttons[GO].setVisible(source is not None)
        for spec in (WITHOUT, SAVE):
            self._buttons[spec].setVisible(bool(bad))
        self._name()
        if not busy:
            self._advise(problem, good, bad)

    def _name(self) -> None:
        source, judged = self._source, self._judged
        self.set_title(tr("Загрузка прайса"), source.table.path.name if source else "")
        if judged is not None:
            rows = tr("Плохих строк: {n}", n=_grouped(len(judged.bad)))
            self._words.setText(rows if judged.bad else tr("Всё в порядке, можно загружать"))
            self._more.setText(_counts(judged.done))
        else:
            self._words.setText(tr("Первые строки файла"))
            line = source.heading_line if source else 1
            self._more.setText(tr("Названия столбцов — в строке {line}", line=line))

    def _advise(self, problem: str, good: int, bad: int) -> None:
        if problem:
            self._bar.say(problem, "", "amber")
        elif self._judged is None or not good:
            self._bar.say(tr("Ни одной годной строки") if bad else "", "", "amber")
        else:
            once = tr("Отменить загрузку нельзя; прежние цены останутся со своими датами")
            self._bar.say(once, "", "accent", "info")

    def _put(self, table: TableView) -> None:
        if self._table is not None:
            self._place.removeWidget(self._table)
            self._table.deleteLater()
        self._table = table
        self._place.addWidget(table)
        table.current_changed.connect(self._on_row)
        self._on_row(table.current_id())

    def _on_row(self, line: object) -> None:
        """A long list of what is wrong with the row under the cursor is shown whole."""
        bad = self._judged.bad if self._judged else ()
        row = next((one for one in bad if one.line == line), None)
        words = said(self._source, row) if row is not None and self._source is not None else ""
        self._whole.setText(words)
        self._whole.setVisible(bool(words))

    def _drop(self) -> None:
        work.close(self._source, self._judged)
        self._source = self._judged = None


def _counts(done: PartImport) -> str:
    """«Новых 3 · изменённых 1 · без изменений 4 · новых цен 5»."""
    words = (
        (mark("новых {n}"), done.added),
        (mark("изменённых {n}"), done.changed),
        (mark("без изменений {n}"), done.same),
        (mark("новых цен {n}"), done.prices),
    )
    return " · ".join(tr(text, n=_grouped(count)) for text, count in words)


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", "\u00a0")
