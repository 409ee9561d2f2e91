"""What the page of findings says: rows of its lists, and why the refusal is closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ui.widgets.row_list import RowItem
from workstation import clock
from workstation.documents.conclusions import EVASIONS
from workstation.documents.findings import FindingRow, InvitationRow, VerdictRow
from workstation.documents.orders import OrderView
from workstation.documents.warranty import Causal
from workstation.i18n import mark, tr
from workstation.rules.order_words import moment_words
from workstation.statuses import TRANSITIONS, OrderStatus

NORM = mark("п. 6 ст. 18 Закона № 2300-1: причину доказывает центр")
REASONS = {
    "intake": mark("приём"),
    "correct": mark("исправление"),
    "finding": mark("находка"),
    "defect": mark("недостаток"),
    "conclusion": mark("заключение"),
}


def finding_items(rows: Sequence[FindingRow]) -> list[RowItem]:
    """Findings, those withdrawn last."""
    ordered = sorted(rows, key=lambda row: (row.withdrawn_at is not None, row.id))
    return [_finding(row) for row in ordered]


def _finding(row: FindingRow) -> RowItem:
    shown = tr("снимков: {number}", number=len(row.evidence)) if row.evidence else tr("без снимка")
    if row.override_reason:
        shown = tr("без снимка разрешил {user}: {reason}", user=row.override_by, reason=row.override_reason)
    said = row.withdrawn_reason if row.withdrawn_at else row.note
    words = " · ".join(part for part in (shown, said, row.user) if part)
    gone = row.withdrawn_at is not None
    return RowItem(
        row.id, row.text, words, badge=_badge(row), tone="text2" if gone else "text", bold=not gone
    )


def _badge(row: FindingRow) -> tuple[str, str, str]:
    if row.withdrawn_at is not None:
        return tr("Снята"), "grey", "ban"
    if row.is_proved:
        return tr("Доказана"), "red", "shield-x"
    if row.causal is Causal.YES:
        return tr("Нужен снимок"), "amber", "camera"
    if row.causal is Causal.NO:
        return tr("Не причина"), "green", "check"
    return tr("Выясняем"), "violet", "hourglass"


def invitation_items(rows: Sequence[InvitationRow]) -> list[RowItem]:
    """Invitations, the newest first."""
    return [_invitation(row) for row in reversed(rows)]


def _invitation(row: InvitationRow) -> RowItem:
    today = clock.today()
    when = tr("На {moment}", moment=moment_words(row.for_when, today))
    sent = tr("{channel}, {moment}", channel=row.channel.label, moment=moment_words(row.invited_at, today))
    if row.answer is None:
        badge = (tr("нет ответа"), "violet", "hourglass")
    else:
        tone = "amber" if row.answer in EVASIONS else "green"
        badge = (row.answer.label, tone, "triangle-alert" if row.answer in EVASIONS else "check")
    return RowItem(row.id, when, " · ".join(part for part in (sent, row.note, row.user) if part), badge=badge)


def invitation_count(rows: Sequence[InvitationRow]) -> str:
    """How many there were and how many came to nothing."""
    if not rows:
        return ""
    missed = sum(row.answer in EVASIONS for row in rows)
    return tr("всего {count}, без результата {missed}", count=len(rows), missed=missed)


def verdict_items(rows: Sequence[VerdictRow]) -> list[RowItem]:
    """Every verdict of the order, the newest first."""
    return [
        RowItem(
            row.id,
            str(row.content["status"]["sentence"]),
            " · ".join(
                (moment_words(row.made_at, clock.today()), tr(REASONS.get(row.reason, row.reason)), row.user)
            ),
        )
        for row in reversed(rows)
    ]


def live(rows: Iterable[FindingRow]) -> list[FindingRow]:
    """Findings that were not withdrawn."""
    return [row for row in rows if row.withdrawn_at is None]


def refusal_gap(view: OrderView) -> tuple[str, str]:
    """Why a refusal is not possible now, and what to do; ("", "") when the gate is open."""
    if OrderStatus.REFUSED not in TRANSITIONS.get(view.status, frozenset()):
        return tr("Отказать нельзя"), tr("Заказ в состоянии «{status}».", status=view.status.label)
    findings = live(view.findings)
    if any(row.is_proved for row in findings):
        return "", ""
    title = tr("Отказать пока нельзя")
    if any(row.causal is Causal.YES for row in findings):
        return title, tr("Причина указана, снимка нет. F6 — снимок.")
    if findings:
        return title, tr("Нет находки, из-за которой недостаток.")
    return title, tr("Нет доказанной причины. F7 — находка.")
