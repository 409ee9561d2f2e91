"""Documents of models: manuals, schemes and bulletins by brand, kind or model, as files and links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from forms.settings.register import Card, Register, Row
from forms.settings.section import Verb
from ui import file_dialog
from ui.context import Context
from ui.document_files import KINDS, keep_document
from ui.widgets.basics import label
from ui.widgets.buttons import LinkButton
from ui.widgets.combo import Combo
from ui.widgets.field import Field, FieldRow, Raw
from ui.widgets.lines import LineEdit
from ui.widgets.popup import PopupRow
from workstation.documents.bench import ModelDocumentRow
from workstation.documents.checklists import DocumentData
from workstation.documents.intake import Photo
from workstation.i18n import mark, tr
from workstation.queries.bench_help import list_all_documents
from workstation.queries.catalogues import CategoryRow, list_brands, list_categories
from workstation.services.bench_catalogue import add_document, drop_document

PLAIN = ("title", "brand", "category", "model", "place", "link")


class FileField(QWidget):
    """A file of a document: the value is the path of a chosen one; a stored one is only shown."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._path = ""
        self._stored = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._name = label("", "text")
        self._choose = LinkButton(tr("Выбрать файл"), "file-text", self._ask)
        self._drop = LinkButton(tr("Убрать"), "x", self._clear)
        for part in (self._name, self._choose, self._drop):
            row.addWidget(part)
        row.addStretch(1)
        self.setFocusProxy(self._choose)
        self._dress()

    def value(self) -> object:
        """The path of the chosen file, or None."""
        return self._path or None

    def set_value(self, value: object, undoable: bool = False) -> None:
        """Show whether a file is stored."""
        self._stored, self._path = bool(value), ""
        self._dress()

    def is_stored(self) -> bool:
        """Whether the stored file stays."""
        return self._stored

    def raw(self) -> Raw:
        """The path and whether the stored file stays."""
        return {"path": self._path, "stored": self._stored}

    def set_raw(self, raw: Raw) -> None:
        """Bring them back."""
        kept = raw if isinstance(raw, dict) else {}
        self._path, self._stored = str(kept.get("path") or ""), bool(kept.get("stored"))
        self._dress()

    def problem(self) -> str:
        """The verb says what is wrong with a file."""
        return ""

    def show_file(self, path: str) -> None:
        """Take a file, as if it was chosen."""
        self._path, self._stored = path, False
        self._dress()
        self.edited.emit()

    def _ask(self) -> None:
        names = tr("Документы") + " (" + " ".join(f"*{kind}" for kind in KINDS) + ")"
        path = file_dialog.open_name(self, tr("Документ модели"), names)
        if path:
            self.show_file(path)

    def _clear(self) -> None:
        self._choose.setFocus()
        self.show_file("")

    def _dress(self) -> None:
        self._name.setText(Path(self._path).name if self._path else tr("записан") if self._stored else "")
        for part in (self._name, self._drop):
            part.setVisible(bool(self._path or self._stored))


class DocumentCard(Card):
    """One document: what it is, for what it is, where it lies. dropped(): it is to be taken away."""

    new_title = mark("Новый документ")
    dropped = Signal()

    def _build(self) -> None:
        self.brand, self.group = Combo((), tr("любой"), addable=True), Combo((), tr("любой"))
        needed = tr("Назовите документ")
        self.put(
            self.add("title", Field(tr("Название"), LineEdit(tr("сервис-мануал")), 380), required=needed)
        )
        brand = self.add("brand", Field(tr("Бренд"), self.brand, 150))
        group = self.add("category", Field(tr("Вид изделий"), self.group, 180))
        model = self.add("model", Field(tr("Модель"), LineEdit(tr("любая")), 130))
        self.put(FieldRow(brand, group, model, stretch=True))
        self.put(self.add("place", Field(tr("Место в нём"), LineEdit(tr("стр. 14")), 180)))
        self.put(self.add("link", Field(tr("Ссылка"), LineEdit("https://"), 380)))
        self.file = FileField()
        self.put(self.add("file", Field(tr("Или файл: PDF, DjVu, картинка"), self.file)))
        self.drop = LinkButton(tr("Убрать документ") + "  Ctrl+Delete", "trash-2", self.dropped.emit)
        self.put(self.drop)

    def offer(self, brands: Sequence[str], groups: Sequence[CategoryRow]) -> None:
        """What is chosen from."""
        self.brand.set_rows(PopupRow(name, name) for name in brands)
        self.group.set_rows(PopupRow(one.code, one.name) for one in groups)

    def _fill(self, data: Any, like: Any) -> None:
        row: ModelDocumentRow | None = data
        for path in PLAIN:
            self.set_value(path, getattr(row, path) if row else None)
        self.set_value("file", row.sha256 if row else None)
        self.drop.setVisible(row is not None)

    def verb(self, actor: Any) -> Verb:
        row: ModelDocumentRow | None = self.shown.data if self.shown else None
        values = {path: self.value(path) for path in PLAIN}
        values["title"] = values["title"] or ""
        stays = row is not None and row.sha256 is not None and self.file.is_stored()
        kept = Photo(row.sha256, 0, row.media_type or "", row.title) if row and row.sha256 and stays else None
        return partial(
            _store,
            actor=actor,
            data=DocumentData(**values, file=kept),
            path=self.value("file"),
            before=row.id if row else None,
        )


class DocumentsSection(Register):
    """What a technician reads beside the device."""

    title = mark("Документы моделей")
    text = mark("Мастер видит их на верстаке у изделий этого бренда, вида, модели и открывает по Enter.")
    right = "catalogue.document"
    card = DocumentCard
    empty = mark("Документов ещё нет. F7 — добавить первый.")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.fields.dropped.connect(self.drop)  # type: ignore[attr-defined]

    def read(self, session: Any) -> Any:
        brands = [row.name for row in list_brands(session)]
        return list_all_documents(session), brands, list_categories(session)

    def rows_of(self, facts: Any) -> Sequence[Row]:
        rows, brands, groups = facts
        self.fields.offer(brands, groups)  # type: ignore[attr-defined]
        names = {one.code: one.short_name for one in groups}
        return [Row(str(one.id), one.title, _words(one, names), one) for one in rows]

    def drop(self) -> None:
        """Ctrl+Delete in the list: the document chosen is taken away."""
        row = self.fields.shown
        if row is not None:
            self.saved()
            verb = partial(drop_document, actor=self.context.actor, row_id=row.data.id)
            self.run(verb, tr("Документ «{title}» убран", title=row.title))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        drops = event.key() == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if drops and self._list.hasFocus():
            self.drop()
        else:
            super().keyPressEvent(event)


def _store(session: Any, actor: Any, data: DocumentData, path: str | None, before: int | None) -> int:
    """A changed document takes the place of the one before; the journal keeps both."""
    file = keep_document(Path(session.info["folder"]), path) if path else data.file
    if before is not None:
        drop_document(session, actor, before)
    values = {name: getattr(data, name) for name in PLAIN}
    return add_document(session, actor, DocumentData(**values, file=file))


def _words(one: ModelDocumentRow, names: Mapping[str, str]) -> str:
    about = " · ".join(filter(None, (one.brand, names.get(one.category or ""), one.model)))
    return (about or tr("любые изделия")) + " · " + (tr("ссылка") if one.link else tr("файл"))
