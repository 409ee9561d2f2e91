"""Papers of a check: what each asks, seen before it is issued, issued and shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from forms.warranty import asks, words
from ui.context import Page
from ui.paper_desk import SHORT_NAMES
from ui.preview import Preview
from ui.problems import error_text
from workstation import clock, files
from workstation.documents.conclusions import pictures_of
from workstation.documents.orders import OrderView
from workstation.documents.papers import Paper, PrintStamp
from workstation.i18n import tr
from workstation.rules.wording import show_date
from workstation.services import conclusions, findings
from workstation.services.trial import preview_paper
from workstation.statuses import DocumentKind, DocumentState


class Conclusions(QObject):
    """issued(id): a paper was frozen and queued."""

    issued = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._context = page, page.context

    def refuse(self, view: OrderView) -> None:
        """Ask for what a refusal says besides its causes."""
        proved = [row for row in words.live(view.findings) if row.is_proved]
        checked = "\n".join(row.note for row in proved if row.note)
        acts = [
            paper
            for paper in view.papers
            if paper.kind is DocumentKind.QUALITY_CHECK_ACT and paper.state is DocumentState.VALID
        ]
        day = show_date(clock.local(acts[-1].issued_at).date()) if acts else ""
        based_on = tr("{number} от {day}", number=acts[-1].number, day=day) if acts else ""
        ask = asks.RefusalAsk(self._page.window(), view.number, checked, based_on)
        self._open(ask, findings.refuse, view.id)

    def ask(self, kind: DocumentKind, view: OrderView) -> None:
        """Ask for what a conclusion says."""
        rows = words.live(view.findings)
        defect = "; ".join(filter(None, (row.note or row.text for row in rows)))
        title, window = tr(SHORT_NAMES[kind]), self._page.window()
        ask: asks.PaperAsk
        if kind is DocumentKind.IRREPARABILITY_ACT:
            ask, verb = asks.IrreparabilityAsk(window, title), conclusions.issue_irreparability
        elif kind is DocumentKind.TECHNICAL_REPORT:
            ask, verb = asks.CheckAsk(window, title, defect, report=True), conclusions.issue_report
        else:
            ask, verb = asks.CheckAsk(window, title, defect, report=False), conclusions.issue_quality_check
        self._open(ask, verb, view.id)

    def _open(self, ask: asks.PaperAsk, verb: Callable[..., int], order_id: int) -> None:
        ask.given.connect(partial(self._issue, verb, order_id))
        ask.previewed.connect(partial(self._preview, ask, verb, order_id))
        ask.open()

    def _issue(self, verb: Callable[..., int], order_id: int, data: Any) -> None:
        work = partial(verb, actor=self._context.actor, order_id=order_id, data=data)
        self._context.tasks.run(self, work, self.issued.emit, self._tell_error, write=True)

    def _preview(self, ask: asks.PaperAsk, verb: Callable[..., int], order_id: int, data: Any) -> None:
        work = partial(_draft, actor=self._context.actor, verb=verb, order_id=order_id, data=data)
        self._context.tasks.run(ask, work, partial(self._draw, ask), ask.show_error, write=True)

    def _draw(self, ask: asks.PaperAsk, drafted: tuple[Paper, PrintStamp, Path]) -> None:
        self._context.tasks.io(ask, partial(_render, *drafted), partial(self._show, ask), ask.show_error)

    def _show(self, ask: asks.PaperAsk, pdf: bytes) -> None:
        preview = Preview(tr("Как будет напечатано: {title}", title=ask.windowTitle()), pdf, ask)
        preview.print_asked.connect(ask.take)
        preview.open()

    def _tell_error(self, error: Exception) -> None:
        self._context.tell(error_text(error), "red")


def _draft(  # noqa: PLR0913 - a verb with its arguments
    session: Any, actor: Any, verb: Callable[..., int], order_id: int, data: Any
) -> tuple[Paper, PrintStamp, Path]:
    paper = preview_paper(session, actor, verb, order_id, data)
    stamp = PrintStamp(printed_at=clock.now(), printed_by=actor.short_name)
    return paper, stamp, Path(session.info["folder"])


def _render(paper: Paper, stamp: PrintStamp, folder: Path) -> bytes:
    from printing import render  # noqa: PLC0415 - reportlab is loaded when the first paper is drawn

    return render(paper, stamp, page="A4", assets=files.load_whole(folder, pictures_of(paper)))
