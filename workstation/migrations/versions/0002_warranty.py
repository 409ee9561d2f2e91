"""Warranty: dated law, terms, serial masks, refusal codes; verdicts, findings and invitations of orders."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from workstation import keys

revision = "0002"
down_revision = "0001"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BATCH = 1000


def upgrade() -> None:
    """Make the tables and give each order that has a verdict its first row of them."""
    _make_reference()
    _make_terms()
    _make_verdict()
    _make_defect()
    _make_findings()
    _make_invitation()
    _fill_verdicts()


def _make_reference() -> None:
    op.create_table(
        "catalogue_version",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("loaded_at", KEY, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_catalogue_version")),
    )
    op.create_table(
        "law_param",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=24), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("shipped_key", sa.String(length=96), nullable=True),
        sa.Column("changed_at", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_param")),
        sa.UniqueConstraint("shipped_key", name=op.f("uq_law_param_shipped_key")),
    )
    op.create_index(op.f("ix_law_param_code"), "law_param", ["code"], unique=False)
    op.create_table(
        "refusal_code",
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("changed_at", KEY, nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_refusal_code")),
    )
    op.create_table(
        "serial_mask",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("brand_id", KEY, nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("decoder", sa.String(length=24), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("shipped_key", sa.String(length=96), nullable=True),
        sa.Column("changed_at", KEY, nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_serial_mask_brand_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_serial_mask")),
        sa.UniqueConstraint("shipped_key", name=op.f("uq_serial_mask_shipped_key")),
    )
    op.create_index(op.f("ix_serial_mask_brand_id"), "serial_mask", ["brand_id"], unique=False)


def _make_terms() -> None:
    op.create_table(
        "warranty_term",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("brand_id", KEY, nullable=False),
        sa.Column("category_code", sa.String(length=32), nullable=True),
        sa.Column("model_id", KEY, nullable=True),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("service_life_years", sa.Integer(), nullable=True),
        sa.Column("seller_extra_months", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("exclusions", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("shipped_key", sa.String(length=96), nullable=True),
        sa.Column("changed_at", KEY, nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_warranty_term_brand_id")),
        sa.ForeignKeyConstraint(
            ["category_code"], ["category.code"], name=op.f("fk_warranty_term_category_code")
        ),
        sa.ForeignKeyConstraint(["model_id"], ["device_model.id"], name=op.f("fk_warranty_term_model_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warranty_term")),
        sa.UniqueConstraint("shipped_key", name=op.f("uq_warranty_term_shipped_key")),
    )
    op.create_index(op.f("ix_warranty_term_brand_id"), "warranty_term", ["brand_id"], unique=False)
    op.create_table(
        "part_term",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("term_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["term_id"], ["warranty_term.id"], name=op.f("fk_part_term_term_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_term")),
    )
    op.create_index(op.f("ix_part_term_term_id"), "part_term", ["term_id"], unique=False)


def _make_verdict() -> None:
    op.create_table(
        "verdict",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("free", sa.String(length=16), nullable=False),
        sa.Column("payer", sa.String(length=16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("rules_version", sa.String(length=16), nullable=False),
        sa.Column("data_version", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_verdict_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_verdict_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
    )
    op.create_index("ix_verdict_order", "verdict", ["order_id", "id"], unique=False)


def _make_defect() -> None:
    op.create_table(
        "order_defect",
        sa.Column("order_id", KEY, autoincrement=False, nullable=False),
        sa.Column("defect_code", sa.String(length=32), nullable=True),
        sa.Column("essential", sa.String(length=24), nullable=True),
        sa.Column("replaced_part", sa.String(length=64), nullable=True),
        sa.Column("seller_extra_months", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("decided_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_order_defect_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_order_defect_user_id")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_order_defect")),
    )


def _make_findings() -> None:
    op.create_table(
        "finding",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("causal", sa.String(length=8), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("override_user_id", KEY, nullable=True),
        sa.Column("override_at", KEY, nullable=True),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("withdrawn_at", KEY, nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["refusal_code.code"], name=op.f("fk_finding_code")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_finding_order_id")),
        sa.ForeignKeyConstraint(
            ["override_user_id"], ["user_account.id"], name=op.f("fk_finding_override_user_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_finding_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index(op.f("ix_finding_order_id"), "finding", ["order_id"], unique=False)
    op.create_table(
        "finding_evidence",
        sa.Column("finding_id", KEY, autoincrement=False, nullable=False),
        sa.Column("attachment_id", KEY, autoincrement=False, nullable=False),
        sa.Column("serial_number", sa.Text(), nullable=True),
        sa.Column("added_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_finding_evidence_attachment_id")
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_finding_evidence_finding_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_finding_evidence_user_id")),
        sa.PrimaryKeyConstraint("finding_id", "attachment_id", name=op.f("pk_finding_evidence")),
    )


def _make_invitation() -> None:
    op.create_table(
        "quality_invitation",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("invited_at", KEY, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("for_when", KEY, nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=True),
        sa.Column("answered_at", KEY, nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_quality_invitation_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_quality_invitation_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_invitation")),
    )
    op.create_index(op.f("ix_quality_invitation_order_id"), "quality_invitation", ["order_id"], unique=False)


def _fill_verdicts() -> None:
    """An order's verdict was kept in the order alone: it becomes the first of its rows, as of the intake."""
    connection = op.get_bind()
    found = connection.execute(
        sa.text(
            "SELECT o.id, o.accepted_at, v.user_id, o.verdict FROM work_order o "
            "JOIN visit v ON v.id = o.visit_id WHERE o.verdict IS NOT NULL ORDER BY o.id"
        )
    ).all()
    into = sa.text(
        "INSERT INTO verdict (id, order_id, made_at, user_id, reason, code, free, payer, content, "
        "rules_version, data_version) VALUES (:id, :order_id, :made_at, :user_id, 'intake', :code, :free, "
        ":payer, :content, '1', '')"
    )
    if found and not keys.has_node():
        keys.set_node(_take_node(connection))
    for start in range(0, len(found), BATCH):
        connection.execute(into, [_row(one) for one in found[start : start + BATCH]])


def _row(one: sa.Row[Any]) -> dict[str, Any]:
    verdict = json.loads(one.verdict)["verdict"]
    return {
        "id": keys.new_key(),
        "order_id": one.id,
        "made_at": one.accepted_at,
        "user_id": one.user_id,
        "code": verdict["entitlement"]["code"],
        "free": verdict["entitlement"]["free"],
        "payer": verdict["compensation"]["payer"],
        "content": one.verdict,
    }


def _take_node(connection: sa.Connection) -> int:
    last: int = connection.execute(
        sa.text(
            "INSERT INTO counter (branch_id, series, year, last) VALUES (0, 'node', 0, 1) "
            "ON CONFLICT (branch_id, series, year) DO UPDATE SET last = counter.last + 1 RETURNING last"
        )
    ).scalar_one()
    return last
