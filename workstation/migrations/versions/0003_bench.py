"""The bench: states, diagnosis, checklists, works, parts, times, checks, handovers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of the bench and what an order keeps of it."""
    _make_catalogue()
    _make_templates()
    _make_reference()
    _make_diagnosis()
    _make_lines()
    _make_parts()
    _make_times()
    _make_checks()
    _make_checklists()
    _make_handover()
    _make_orders()


def _make_catalogue() -> None:
    op.create_table(
        "labour_operation",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("warranty_months", sa.Integer(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("shipped_key", sa.String(length=96), nullable=True),
        sa.Column("changed_at", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labour_operation")),
        sa.UniqueConstraint("code", name=op.f("uq_labour_operation_code")),
        sa.UniqueConstraint("shipped_key", name=op.f("uq_labour_operation_shipped_key")),
    )
    op.create_table(
        "order_state",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token", sa.String(length=16), nullable=True),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("changed_at", KEY, nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_order_state")),
    )
    op.create_table(
        "labour_norm",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("operation_id", KEY, nullable=False),
        sa.Column("category_code", sa.String(length=32), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_code"], ["category.code"], name=op.f("fk_labour_norm_category_code")
        ),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["labour_operation.id"], name=op.f("fk_labour_norm_operation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labour_norm")),
    )
    op.create_index(op.f("ix_labour_norm_operation_id"), "labour_norm", ["operation_id"], unique=False)


def _make_templates() -> None:
    op.create_table(
        "checklist",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("work_kind", sa.String(length=16), nullable=True),
        sa.Column("category_code", sa.String(length=32), nullable=True),
        sa.Column("brand_id", KEY, nullable=True),
        sa.Column("model_id", KEY, nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("shipped_key", sa.String(length=96), nullable=True),
        sa.Column("changed_at", KEY, nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_checklist_brand_id")),
        sa.ForeignKeyConstraint(
            ["category_code"], ["category.code"], name=op.f("fk_checklist_category_code")
        ),
        sa.ForeignKeyConstraint(["model_id"], ["device_model.id"], name=op.f("fk_checklist_model_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist")),
        sa.UniqueConstraint("shipped_key", name=op.f("uq_checklist_shipped_key")),
    )
    op.create_table(
        "checklist_version",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("checklist_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["checklist_id"], ["checklist.id"], name=op.f("fk_checklist_version_checklist_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_checklist_version_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_version")),
        sa.UniqueConstraint("checklist_id", "number", name=op.f("uq_checklist_version_checklist_id_number")),
    )
    op.create_table(
        "checklist_item",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("unit", sa.String(length=24), nullable=True),
        sa.Column("least", sa.String(length=24), nullable=True),
        sa.Column("most", sa.String(length=24), nullable=True),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("good", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["checklist_version.id"], name=op.f("fk_checklist_item_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_item")),
        sa.UniqueConstraint("version_id", "position", name=op.f("uq_checklist_item_version_id_position")),
    )


def _make_reference() -> None:
    op.create_table(
        "model_document",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("brand_id", KEY, nullable=True),
        sa.Column("category_code", sa.String(length=32), nullable=True),
        sa.Column("model_id", KEY, nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("media_type", sa.String(length=64), nullable=True),
        sa.Column("added_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_model_document_brand_id")),
        sa.ForeignKeyConstraint(
            ["category_code"], ["category.code"], name=op.f("fk_model_document_category_code")
        ),
        sa.ForeignKeyConstraint(["model_id"], ["device_model.id"], name=op.f("fk_model_document_model_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_model_document_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_document")),
    )
    op.create_index(op.f("ix_model_document_brand_id"), "model_document", ["brand_id"], unique=False)
    op.create_table(
        "technician_skill",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("brand_id", KEY, nullable=True),
        sa.Column("category_code", sa.String(length=32), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("certificate", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_technician_skill_brand_id")),
        sa.ForeignKeyConstraint(
            ["category_code"], ["category.code"], name=op.f("fk_technician_skill_category_code")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_technician_skill_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_technician_skill")),
    )
    op.create_index(op.f("ix_technician_skill_user_id"), "technician_skill", ["user_id"], unique=False)


def _make_diagnosis() -> None:
    op.create_table(
        "diagnosis",
        sa.Column("order_id", KEY, autoincrement=False, nullable=False),
        sa.Column("extended_condition_code", sa.String(length=16), nullable=True),
        sa.Column("section_code", sa.String(length=16), nullable=True),
        sa.Column("defect_code", sa.String(length=16), nullable=True),
        sa.Column("repair_code", sa.String(length=16), nullable=True),
        sa.Column("ntf_code", sa.String(length=16), nullable=True),
        sa.Column("nature", sa.String(length=24), nullable=False),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("cause_key", sa.Text(), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=True),
        sa.Column("measured", sa.Text(), nullable=False),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_diagnosis_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_diagnosis_user_id")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_diagnosis")),
    )
    op.create_index("ix_diagnosis_cause", "diagnosis", ["cause_key"], unique=False)


def _make_lines() -> None:
    op.create_table(
        "labour_line",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("operation_id", KEY, nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("norm_minutes", sa.Integer(), nullable=True),
        sa.Column("actual_minutes", sa.Integer(), nullable=True),
        sa.Column("performer_id", KEY, nullable=False),
        sa.Column("warranty_months", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("added_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("removed_at", KEY, nullable=True),
        sa.Column("removed_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["labour_operation.id"], name=op.f("fk_labour_line_operation_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_labour_line_order_id")),
        sa.ForeignKeyConstraint(
            ["performer_id"], ["user_account.id"], name=op.f("fk_labour_line_performer_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_labour_line_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labour_line")),
    )
    op.create_index(op.f("ix_labour_line_order_id"), "labour_line", ["order_id"], unique=False)


def _make_parts() -> None:
    op.create_table(
        "part_line",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("part_number", sa.String(length=64), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("serial_in", sa.Text(), nullable=True),
        sa.Column("serial_out", sa.Text(), nullable=True),
        sa.Column("warranty_months", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("old_part", sa.String(length=16), nullable=True),
        sa.Column("warranty_until", sa.Date(), nullable=True),
        sa.Column("added_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("removed_at", KEY, nullable=True),
        sa.Column("removed_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_part_line_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_part_line_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_line")),
    )
    op.create_index(op.f("ix_part_line_order_id"), "part_line", ["order_id"], unique=False)


def _make_times() -> None:
    op.create_table(
        "time_entry",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("labour_line_id", KEY, nullable=True),
        sa.Column("started_at", KEY, nullable=False),
        sa.Column("ended_at", KEY, nullable=True),
        sa.Column("corrected_at", KEY, nullable=True),
        sa.Column("corrected_by_id", KEY, nullable=True),
        sa.Column("correction_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["corrected_by_id"], ["user_account.id"], name=op.f("fk_time_entry_corrected_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["labour_line_id"], ["labour_line.id"], name=op.f("fk_time_entry_labour_line_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_time_entry_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_time_entry_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_entry")),
    )
    op.create_index(op.f("ix_time_entry_order_id"), "time_entry", ["order_id"], unique=False)
    op.create_index(
        "ix_time_entry_running",
        "time_entry",
        ["user_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _make_checks() -> None:
    op.create_table(
        "order_override",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("item_ids", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_order_override_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_order_override_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_override")),
    )
    op.create_index(op.f("ix_order_override_order_id"), "order_override", ["order_id"], unique=False)
    op.create_table(
        "quality_result",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_quality_result_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_quality_result_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_result")),
    )
    op.create_index(op.f("ix_quality_result_order_id"), "quality_result", ["order_id"], unique=False)


def _make_checklists() -> None:
    op.create_table(
        "order_checklist",
        sa.Column("order_id", KEY, autoincrement=False, nullable=False),
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("chosen_at", KEY, nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_order_checklist_order_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["checklist_version.id"], name=op.f("fk_order_checklist_version_id")
        ),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_order_checklist")),
    )
    op.create_table(
        "checklist_answer",
        sa.Column("order_id", KEY, autoincrement=False, nullable=False),
        sa.Column("item_id", KEY, autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("attachment_id", KEY, nullable=True),
        sa.Column("is_good", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("answered_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_checklist_answer_attachment_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["checklist_item.id"], name=op.f("fk_checklist_answer_item_id")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_checklist_answer_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_checklist_answer_user_id")),
        sa.PrimaryKeyConstraint("order_id", "item_id", name=op.f("pk_checklist_answer")),
    )


def _make_handover() -> None:
    op.create_table(
        "handover",
        sa.Column("order_id", KEY, autoincrement=False, nullable=False),
        sa.Column("demanded_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("repaired_on", sa.Date(), nullable=True),
        sa.Column("defects", sa.Text(), nullable=True),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=False),
        sa.Column("handed_at", KEY, nullable=False),
        sa.Column("is_repaired", sa.Boolean(), nullable=False),
        sa.Column("taken_by", sa.String(length=24), nullable=False),
        sa.Column("taker", sa.Text(), nullable=True),
        sa.Column("power_of_attorney", sa.Text(), nullable=True),
        sa.Column("accessories", sa.Text(), nullable=False),
        sa.Column("old_parts", sa.String(length=16), nullable=False),
        sa.Column("old_parts_note", sa.Text(), nullable=True),
        sa.Column("payment", sa.String(length=16), nullable=False),
        sa.Column("payment_note", sa.Text(), nullable=True),
        sa.Column("shown_working", sa.Boolean(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("loaner_note", sa.Text(), nullable=True),
        sa.Column("signed_by", sa.String(length=16), nullable=False),
        sa.Column("signature_sha256", sa.String(length=64), nullable=True),
        sa.Column("extension_days", sa.Integer(), nullable=False),
        sa.Column("warranty_before", sa.Date(), nullable=True),
        sa.Column("warranty_until", sa.Date(), nullable=True),
        sa.Column("work_warranty_months", sa.Integer(), nullable=True),
        sa.Column("work_warranty_until", sa.Date(), nullable=True),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_handover_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_handover_user_id")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_handover")),
    )


def _make_orders() -> None:
    op.create_index("ix_device_model_id", "device", ["model_id"], unique=False)
    op.add_column("status_change", sa.Column("state_code", sa.String(length=32), nullable=True))
    op.add_column("work_order", sa.Column("state_code", sa.String(length=32), nullable=True))
    op.add_column("work_order", sa.Column("priority", sa.Integer(), server_default="0", nullable=False))
    op.add_column("work_order", sa.Column("repaired_at", KEY, nullable=True))
    op.add_column("work_order", sa.Column("failed_checks", sa.Integer(), server_default="0", nullable=False))
