"""The page «Проверка качества» of an order: findings with evidence, the verdict beside, refusal, papers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from forms.warranty import asks, deeds, words
from forms.warranty.desk import FindingsDesk
from forms.warranty.papers import Conclusions
from ui.actions import ActionSpec, BoundAction, bind
from ui.context import Context, Page
from ui.kept import Kept
from ui.paper_desk import SHORT_NAMES, PaperDesk
from ui.problems import error_text
from ui.widgets.action_bar import ActionBar
from ui.widgets.ask import ReasonAsk
from ui.widgets.badge import Badge
from ui.widgets.buttons import Button
from workstation.documents.findings import FindingRow
from workstation.documents.intake import Photo
from workstation.documents.orders import OrderView
from workstation.documents.warranty import Causal
from workstation.i18n import mark, tr
from workstation.services import findings
from workstation.services.rights import may
from workstation.statuses import DocumentKind

SHOWN_KINDS = frozenset({"order", "device", "customer", "document", "catalogue"})
WITHDRAW_REASONS = (mark("Отмечена по ошибке"), mark("Не подтвердилась"))
PHOTOS_MS = 60
OVERRIDE_REASONS = (mark("Видно без снимка"), mark("Снимок сделать нельзя"))

ADD = ActionSpec("findings_add", mark("Новая находка"), "F7", icon="plus")
CHANGE = ActionSpec("findings_change", mark("Изменить находку"), "F2")
SAVE = ActionSpec("findings_save", mark("Записать"), "F9", icon="save")
PHOTO = ActionSpec("findings_photo", mark("Снимок"), "F6", icon="camera")
OVERRIDE = ActionSpec("findings_override", mark("Без снимка"), "Ctrl+Return", "bar", "shield-alert")
DEFECT = ActionSpec("findings_defect", mark("Недостаток"), "F3", "top", "wrench")
ASKED = ActionSpec("findings_asked", mark("К тому, чего не хватает для решения"), "Ctrl+G")
INVITE = ActionSpec("findings_invite", mark("Пригласить"), "F8", "bar", "phone")
ISSUE = ActionSpec("findings_issue", mark("Выдать"), "Ctrl+B", "bar", "file-text")
REFUSE = ActionSpec("findings_refuse", mark("Отказать"), "F10", "bar", "shield-x", main=True)


class FindingsForm(Page):
    """Opened with an order's id. Every change is judged anew by its verb; the page follows."""

    help_topic = "findings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._order_id: int | None = None
        self._view: OrderView | None = None
        self._papers = PaperDesk(context, self)
        self._conclusions = Conclusions(self)
        self._conclusions.issued.connect(self._issued)
        self._kept: Kept | None = None
        self._bound: dict[str, BoundAction] = {}
        self._badge = Badge(parent=self)
        self._badge.hide()
        self._build()
        self._follow()
        context.tasks.changed.connect(self._on_changed)

    def _build(self) -> None:
        slots: list[tuple[ActionSpec, Callable[[], object]]] = [
            (ADD, self._add),
            (CHANGE, self._change),
            (SAVE, self._save),
            (PHOTO, lambda: self._desk.editor.photos.shoot()),
            (OVERRIDE, self._override),
            (DEFECT, self._defect),
            (ASKED, self._desk_asked),
            (INVITE, self._invite),
            (ISSUE, self._open_issue_menu),
            (REFUSE, self._refuse),
        ]
        self._bar = ActionBar()
        self._buttons: dict[str, Button] = {}
        for spec, slot in slots:
            bound = self._bound[spec.id] = bind(spec, self, slot)
            self.actions_bound.append(bound)
            if spec.icon and spec.place != "top":
                self._buttons[spec.id] = Button.of(bound)
            if spec.place == "bar":
                self._bar.add(self._buttons[spec.id])
        self._desk = FindingsDesk(self.context, [self._buttons[spec.id] for spec in (SAVE, PHOTO, ADD)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._desk, 1)
        column.addWidget(self._bar)
        self._connect()

    def _connect(self) -> None:
        desk = self._desk
        desk.findings.current_changed.connect(self._on_current)
        desk.findings.opened.connect(lambda _id: self._change())
        desk.findings.deleted.connect(lambda _id: self._withdraw())
        desk.invitations.opened.connect(self._answer)
        desk.editor.finished.connect(self._save)
        desk.editor.photos.kept.connect(self._on_photo)
        desk.editor.changed.connect(self.keep)
        desk.asked.connect(self._on_asked)

    # -- the window asks -------------------------------------------------------------------------

    def top_widget(self) -> QWidget | None:
        """The badge of the order's state."""
        return self._badge if self._view is not None else None

    def activate(self, key: object = None) -> None:
        """Show the findings of an order."""
        if isinstance(key, int) and key != self._order_id:
            self._order_id = key
            self._kept = Kept(self, f"findings:{key}")
        self.refresh()
        self._desk.findings.setFocus()

    def refresh(self) -> None:
        """Read anew; what is typed stays."""
        if self._order_id is not None:
            read = partial(deeds.read, order_id=self._order_id)
            self.context.tasks.run(self, read, self._take, self._tell_error, latest="findings")

    def keep(self) -> None:
        """The finding in hand is there again when the user is back."""
        if self._kept is not None and self._view is not None:
            self._kept.save(self._desk.editor.kept())

    def _on_kept(self, body: dict[str, Any]) -> None:
        if self._view is not None and self._bound[SAVE.id].action.isEnabled():
            self._desk.editor.bring_back(body, words.live(self._view.findings))

    def _on_changed(self, kinds: set[str]) -> None:
        if SHOWN_KINDS & kinds:
            self.refresh()

    def _take(self, sheet: deeds.Sheet) -> None:
        first = self._view is None
        self._view = view = sheet.view
        self._badge.set_state(view.face)
        self._desk.show_sheet(sheet)
        self.set_title(tr("Проверка качества"), f"{view.number} · {view.category} {view.device.brand}")
        self._follow()
        if first:
            self._add() if not view.findings and self._may("findings.record") else self._on_current(None)
            if self._kept is not None:
                self._kept.load(self._on_kept)

    def _follow(self) -> None:
        """Only what can be done now can be pressed; a closed refusal says what it lacks."""
        view = self._view
        is_open = view is not None and view.closed_at is None
        for spec, right in (
            (ADD, "findings.record"), (CHANGE, "findings.record"), (SAVE, "findings.record"),
            (PHOTO, "orders.attach"), (INVITE, "findings.invite"), (ISSUE, "conclusions.issue"),
            (DEFECT, "findings.record"),
        ):  # fmt: skip
            self._bound[spec.id].action.setEnabled(is_open and self._may(right))
        overridable = self._bare() is not None and self._may("findings.override")
        self._bound[OVERRIDE.id].action.setEnabled(is_open and overridable)
        self._bound[OVERRIDE.id].action.setVisible(self._may("findings.override"))
        if view is None:
            self._bound[REFUSE.id].action.setEnabled(False)
            return
        gap = words.refusal_gap(view)
        self._buttons[REFUSE.id].set_locked(bool(gap[0]))
        self._bound[REFUSE.id].action.setEnabled(not gap[0] and self._may("findings.refuse"))
        self._bar.say(*gap, "red", "lock")

    def _may(self, verb: str) -> bool:
        return self.context.actor is not None and may(self.context.actor, verb)

    # -- findings --------------------------------------------------------------------------------

    def _row(self) -> FindingRow | None:
        """The finding under the cursor, unless it was withdrawn."""
        wanted = self._desk.findings.current_id()
        rows = words.live(self._view.findings) if self._view else []
        return next((row for row in rows if row.id == wanted), None)

    def _bare(self) -> FindingRow | None:
        """A cause that lacks a photo: the one under the cursor, else the first."""
        rows = words.live(self._view.findings) if self._view else []
        bare = [row for row in rows if row.causal is Causal.YES and not row.is_proved]
        here = self._row()
        return here if here in bare else next(iter(bare), None)

    def _on_current(self, _id: object) -> None:
        if not self._desk.editor.is_busy():
            self._desk.editor.show_finding(self._row())

    def _add(self) -> None:
        self._desk.editor.show_finding(None)
        self._desk.editor.focus("code")

    def _change(self) -> None:
        row = self._row()
        if row is not None and self._bound[CHANGE.id].action.isEnabled():
            if not self._desk.editor.is_busy():
                self._desk.editor.show_finding(row)
            self._desk.editor.focus("causal")

    def _save(self) -> None:
        """A picture still being read is waited for: what is ticked at the key is what is tied."""
        editor = self._desk.editor
        if self.context.tasks.is_busy(editor.photos):
            QTimer.singleShot(PHOTOS_MS, self, self._save)
            return
        errors = editor.check()
        editor.show_errors(errors)
        if errors or self._order_id is None or not self._bound[SAVE.id].action.isEnabled():
            return
        verb = partial(
            deeds.save_finding,
            actor=self.context.actor,
            order_id=self._order_id,
            shown=editor.shown,
            data=editor.data(),
            photos=editor.photos.ticked(),
        )
        self.context.tasks.run(self, verb, self._saved, self._on_refused, write=True)

    def _saved(self, finding_id: int) -> None:
        self._desk.editor.show_finding(None)
        self._desk.wanted = finding_id
        self.keep()
        self._desk.findings.setFocus()
        self._tell(tr("Находка записана, решение пересчитано"))
        self.refresh()

    def _on_refused(self, error: Exception) -> None:
        for text in self._desk.editor.show_error(error):
            self.context.tell(text, "red")

    def _withdraw(self) -> None:
        row = self._row()
        if row is None or not self._bound[SAVE.id].action.isEnabled():
            return
        text = tr("Находка останется в списке с причиной, решение пересчитается.")
        title = tr("Снять находку «{cause}»", cause=row.text)
        self._ask_reason(title, text, tr("Снять"), WITHDRAW_REASONS, findings.withdraw_finding, row.id)

    def _override(self) -> None:
        row = self._bare()
        if row is not None:
            text = tr("Отказ по этой причине станет возможен без снимка. Решение останется в заказе.")
            title = tr("Разрешить отказ без снимка")
            deed = findings.override_evidence
            self._ask_reason(title, text, tr("Разрешить"), OVERRIDE_REASONS, deed, row.id)

    def _ask_reason(  # noqa: PLR0913 - words of a window and what it is for
        self, title: str, text: str, confirm: str, ready: tuple[str, ...], verb: Any, finding_id: int
    ) -> None:
        ask = ReasonAsk(self.window(), title, text, confirm, [tr(one) for one in ready])
        ask.given.connect(lambda reason: self._do(partial(verb, finding_id=finding_id, reason=reason)))
        ask.open()

    def _on_photo(self, photo: Photo) -> None:
        """A new photo joins the order and is ticked for the finding in hand."""
        view = self._view
        if view is None:
            return
        self._desk.editor.photos.tick(photo.sha256)
        if photo.sha256 not in {one.sha256 for one in view.photos}:
            self._do(partial(deeds.attach, view=view, photo=photo), tr("Снимок добавлен и отмечен"))

    # -- what the verdict lacks ------------------------------------------------------------------

    def _desk_asked(self) -> None:
        question = self._desk.next_asked()
        if question:
            self._on_asked(question)

    def _on_asked(self, question: str) -> None:
        """To where the answer is given: a finding, the defect, the dates of the intake."""
        what, _colon, code = question.partition(":")
        if what in {"cause", "evidence"} and self._view is not None:
            rows = [row for row in words.live(self._view.findings) if row.code == code]
            if rows:
                self._desk.findings.go_to(rows[0].id)
                self._change()
        elif what == "essential":
            self._defect()
        elif self._order_id is not None:
            self.context.open_form("intake", ("order", self._order_id))

    def _defect(self) -> None:
        sheet = self._desk.sheet
        if sheet is not None and self._bound[DEFECT.id].action.isEnabled():
            ask = asks.DefectAsk(self.window(), sheet.defect, sheet.defect_codes)
            verb = partial(findings.record_defect, order_id=self._order_id)
            ask.given.connect(lambda data: self._do(partial(verb, data=data), tr("Решение пересчитано")))
            ask.open()

    # -- invitations -----------------------------------------------------------------------------

    def _invite(self) -> None:
        ask = asks.InvitationAsk(self.window())
        ask.given.connect(self._on_invited)
        ask.open()

    def _on_invited(self, data: Any) -> None:
        verb = partial(findings.invite_to_check, order_id=self._order_id, data=data)
        self._do(verb, tr("Приглашение записано"))

    def _answer(self, invitation_id: object) -> None:
        if not self._bound[INVITE.id].action.isEnabled():
            return
        item = next(one for one in self._desk.invitations.items() if one.id == invitation_id)
        ask = asks.AnswerAsk(self.window(), item.text)
        ask.given.connect(
            lambda answer: self._do(
                partial(findings.record_invitation_answer, invitation_id=invitation_id, answer=answer)
            )
        )
        ask.open()

    # -- papers ----------------------------------------------------------------------------------

    def _refuse(self) -> None:
        if self._view is not None:
            self._conclusions.refuse(self._view)

    def _open_issue_menu(self) -> None:
        menu = QMenu(self)
        for kind in deeds.CONCLUSIONS:
            action = menu.addAction(tr(SHORT_NAMES[kind]))
            action.triggered.connect(partial(self.ask_conclusion, kind))
        menu.aboutToHide.connect(menu.deleteLater)
        size = menu.sizeHint()
        menu.popup(self._bar.mapToGlobal(QPoint(self._bar.width() - size.width() - 16, -size.height())))
        menu.setActiveAction(menu.actions()[0])

    def ask_conclusion(self, kind: DocumentKind, _checked: bool = False) -> None:
        """Ask for what a conclusion says; it is issued and shown."""
        if self._view is not None:
            self._conclusions.ask(kind, self._view)

    def _issued(self, document_id: int) -> None:
        self._tell(tr("Документ выдан и стоит в очереди печати"))
        read = partial(deeds.read, order_id=self._order_id)
        self.context.tasks.run(self, read, partial(self._show_paper, document_id), self._tell_error)

    def _show_paper(self, document_id: int, sheet: deeds.Sheet) -> None:
        self._take(sheet)
        row = next((paper for paper in sheet.view.papers if paper.id == document_id), None)
        if row is not None:
            self._papers.preview(row)

    # -- inside ----------------------------------------------------------------------------------

    def _do(self, verb: Callable[..., Any], told: str = "") -> None:
        done = partial(self._tell, told or tr("Записано"))
        work = partial(verb, actor=self.context.actor)
        self.context.tasks.run(self, work, done, self._tell_error, write=True)

    def _tell(self, text: str, _result: object = None) -> None:
        self.context.tell(text, "green")

    def _tell_error(self, error: Exception) -> None:
        self.context.tell(error_text(error), "red")
