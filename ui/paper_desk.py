"""Papers of orders, wherever a screen shows them: seen as they print, printed again, annulled, issued."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.preview import Preview
from ui.problems import error_text
from ui.widgets.ask import ReasonAsk
from workstation import files
from workstation.documents.conclusions import pictures_of
from workstation.documents.orders import PaperRow
from workstation.documents.papers import Paper, PrintStamp
from workstation.i18n import mark, tr
from workstation.queries.order_view import get_paper
from workstation.services import documents, papers, print_queue
from workstation.settings import passport_prints
from workstation.statuses import DocumentKind

SHORT_NAMES = {
    DocumentKind.ACCEPTANCE_ACT: mark("Акт приёма-передачи"),
    DocumentKind.DEVICE_LABEL: mark("Ярлык"),
    DocumentKind.EQUIPMENT_PASSPORT: mark("Паспорт оборудования"),
    DocumentKind.PERSONAL_DATA_CONSENT: mark("Согласие на обработку данных"),
    DocumentKind.ADVERTISING_CONSENT: mark("Согласие на рассылки"),
    DocumentKind.QUALITY_CHECK_ACT: mark("Акт проверки качества"),
    DocumentKind.TECHNICAL_REPORT: mark("Техническое заключение"),
    DocumentKind.REASONED_REFUSAL: mark("Мотивированный отказ"),
    DocumentKind.IRREPARABILITY_ACT: mark("Акт неремонтопригодности"),
    DocumentKind.WORK_ORDER_SHEET: mark("Заказ-наряд"),
    DocumentKind.COMPLETION_ACT: mark("Акт выполненных работ"),
    DocumentKind.HANDOVER_ACT: mark("Акт выдачи из ремонта"),
    DocumentKind.REPAIR_WARRANTY_CARD: mark("Гарантийный талон на ремонт"),
    DocumentKind.LOANER_ACT: mark("Акт подменного оборудования"),
    DocumentKind.READY_NOTICE: mark("Уведомление о готовности"),
    DocumentKind.UNCLAIMED_NOTICE: mark("Предупреждение о невостребованном"),
    DocumentKind.UNCLAIMED_ACT: mark("Акт о невостребованном изделии"),
    DocumentKind.CHANGE_CONSENT: mark("Согласие на изменение"),
    DocumentKind.ESTIMATE: mark("Смета"),
    DocumentKind.INVOICE: mark("Счёт на оплату"),
    DocumentKind.SERVICE_ACT: mark("Акт об оказании услуг"),
    DocumentKind.PART_REQUEST_SHEET: mark("Заявка на запчасти"),
    DocumentKind.PURCHASE_ORDER: mark("Заказ поставщику"),
    DocumentKind.RECEIPT_ACT: mark("Приходный акт"),
    DocumentKind.PART_LABEL: mark("Ярлык запчасти"),
}
LABELS = (DocumentKind.DEVICE_LABEL, DocumentKind.PART_LABEL)
ANNUL_REASONS = (mark("Ошибка в данных"), mark("Напечатан лишний"), mark("Испорчен"))


class PaperDesk(QObject):
    """What can be done with papers; `owner` is the page, whose window previews and questions belong to.

    `queued` when a print went into the queue, from where `undo_print` takes it off.
    """

    queued = Signal()

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner
        self._last_jobs: list[int] = []

    # -- seeing ----------------------------------------------------------------------------------

    def show_issued(self, issue: Callable[[Any], int]) -> None:
        """Issue a paper by a verb that gives its id (a function of the session), and preview it."""
        issued = partial(_issued, issue=issue)
        self._context.tasks.run(self, issued, self.preview, self._refuse, write=True)

    def preview(self, row: PaperRow) -> None:
        """Show a paper as its next print will be."""
        read = partial(_read, actor=self._context.actor, document_id=row.id)
        self._context.tasks.run(self, read, partial(self._draw, row), self._refuse, latest="preview")

    def _draw(self, row: PaperRow, found: tuple[Paper, PrintStamp, Path]) -> None:
        paper, stamp, folder = found
        draw = partial(_draw, paper, stamp, self._page(row.kind), folder)
        self._context.tasks.io(self, draw, partial(self._show, row), self._refuse)

    def _show(self, row: PaperRow, pdf: bytes) -> None:
        window = Preview(f"{row.kind.label} {row.number}", pdf, self._owner.window())
        window.print_asked.connect(partial(self.reprint, row))
        window.save_asked.connect(partial(self._save, row))
        window.open()

    def _save(self, row: PaperRow, path: str) -> None:
        """A file is a print too: it is counted and journalled."""
        take = partial(_for_print, actor=self._context.actor, document_id=row.id)
        self._context.tasks.run(self, take, partial(self._write, row, path), self._refuse, write=True)

    def _write(self, row: PaperRow, path: str, found: tuple[Paper, PrintStamp, Path]) -> None:
        paper, stamp, folder = found
        draw = partial(_draw_to, Path(path), paper, stamp, self._page(row.kind), folder)
        done = partial(self._tell, tr("Записано в файл {path}", path=path))
        self._context.tasks.io(self, draw, done, self._refuse)

    # -- printing --------------------------------------------------------------------------------

    def reprint(self, row: PaperRow) -> None:
        """One more print through the queue, marked as a copy when it is one."""
        for purpose, page in self._prints(row.kind):
            verb = partial(print_queue.reprint, actor=self._context.actor, document_id=row.id)
            verb = partial(verb, purpose=purpose, page=page)
            self._context.tasks.run(self, verb, partial(self._queued, row), self._refuse, write=True)

    def print_by(self, verb: Callable[[Any], list[int]], told: Callable[[int], str]) -> None:
        """Print by a verb that gives the jobs it put into the queue; `told(count)` says what was queued."""

        def done(jobs: list[int]) -> None:
            self._last_jobs = jobs
            self._tell(told(len(jobs)))
            self.queued.emit()

        self._context.tasks.run(self, verb, done, self._refuse, write=True)

    def _queued(self, row: PaperRow, job_id: int) -> None:
        self._last_jobs = [job_id]
        name = tr(SHORT_NAMES[row.kind])
        self._tell(tr("{name} {number}: в очереди печати. Ctrl+Z — снять", name=name, number=row.number))
        self.queued.emit()

    def can_undo(self) -> bool:
        """Whether there is a print to take off the queue."""
        return bool(self._last_jobs)

    def undo_print(self) -> bool:
        """Take the last print off the queue while it still waits; False when there is none."""
        jobs, self._last_jobs = self._last_jobs, []
        if not jobs:
            return False
        verb = partial(_cancel_all, actor=self._context.actor, jobs=jobs)
        done = partial(self._tell, tr("Снято с печати"))
        late = partial(self._tell, tr("Уже напечатано: снять нельзя"), tone="amber")
        self._context.tasks.run(self, verb, done, late, write=True)
        return True

    # -- annulling and issuing -------------------------------------------------------------------

    def annul(self, row: PaperRow) -> None:
        """Ask for a reason and annul."""
        ask = ReasonAsk(
            self._owner.window(),
            tr("Аннулировать документ {number}", number=row.number),
            tr("Номер остаётся за документом, на каждой следующей печати будет «АННУЛИРОВАН»."),
            tr("Аннулировать"),
            [tr(words) for words in ANNUL_REASONS],
        )
        ask.given.connect(partial(self._annul, row))
        ask.open()

    def _annul(self, row: PaperRow, reason: str) -> None:
        verb = partial(documents.annul, actor=self._context.actor, document_id=row.id, reason=reason)
        done = partial(self._tell, tr("Документ {number} аннулирован", number=row.number))
        self._context.tasks.run(self, verb, done, self._refuse, write=True)

    def issue(self, order_id: int, kind: DocumentKind, issued: Callable[[int], object]) -> None:
        """Issue a passport or a consent; `issued(document_id)` when it is there."""
        verb = partial(papers.issue, actor=self._context.actor, order_id=order_id, kind=kind)
        self._context.tasks.run(self, verb, issued, self._refuse, write=True)

    # -- inside ----------------------------------------------------------------------------------

    def _page(self, kind: DocumentKind) -> str:
        settings = self._context.settings
        if kind is DocumentKind.EQUIPMENT_PASSPORT:
            return passport_prints(settings["intake.passport_page"])[0][1]
        pages = {
            DocumentKind.ACCEPTANCE_ACT: settings["intake.act_page"],
            **dict.fromkeys(LABELS, settings["intake.label_size"]),
        }
        return str(pages.get(kind, "A4"))

    def _prints(self, kind: DocumentKind) -> list[tuple[str, str]]:
        """(purpose, page) of a print of a kind; a passport may be a card, a label or both."""
        if kind is DocumentKind.EQUIPMENT_PASSPORT:
            return passport_prints(self._context.settings["intake.passport_page"])
        return [("label" if kind in LABELS else "paper", self._page(kind))]

    def _tell(self, text: str, _result: object = None, *, tone: str = "green") -> None:
        self._context.tell(text, tone)

    def _refuse(self, error: Exception) -> None:
        self._context.tell(error_text(error), "red")


def _issued(session: Any, issue: Callable[[Any], int]) -> PaperRow:
    return get_paper(session, issue(session))


def _cancel_all(session: Any, actor: Any, jobs: Sequence[int]) -> None:
    for job in jobs:
        print_queue.cancel_job(session, actor, job)


def _read(session: Any, actor: Any, document_id: int) -> tuple[Paper, PrintStamp, Path]:
    paper, row = documents.read(session, document_id)
    stamp = documents.stamp_of(session, actor, row, copy=row["print_count"] > 0)
    return paper, stamp, Path(session.info["folder"])


def _for_print(session: Any, actor: Any, document_id: int) -> tuple[Paper, PrintStamp, Path]:
    paper, stamp = documents.for_print(session, actor, document_id)
    return paper, stamp, Path(session.info["folder"])


def _draw(paper: Paper, stamp: PrintStamp, page: str, folder: Path) -> bytes:
    from printing import render  # noqa: PLC0415 - reportlab is loaded when the first paper is drawn

    assets = files.load_whole(folder, pictures_of(paper))
    return render(paper, stamp, page=page, assets=assets)


def _draw_to(path: Path, paper: Paper, stamp: PrintStamp, page: str, folder: Path) -> None:
    """The file appears only when it is whole."""
    files.write_beside(path, _draw(paper, stamp, page, folder))
