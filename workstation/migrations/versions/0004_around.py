"""Around the repair: places, contacts, approvals, loaners, unclaimed devices, targets, service requests."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from workstation import keys

revision = "0004"
down_revision = "0003"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
USUAL = (
    ("counter", "Стойка приёма"),
    ("courier", "Курьер"),
    ("manufacturer", "Изготовитель"),
    ("customer", "У заказчика"),
)


def upgrade() -> None:
    """Make the tables; the words that orders had for their places become places."""
    _make_places()
    _make_requests()
    _make_contacts()
    _make_loaners()
    _make_unclaimed()
    _make_sla()
    _make_orders()
    _fill_places()
    op.drop_column("work_order", "place")


def _make_places() -> None:
    op.create_table(
        "place",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("user_id", KEY, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_place_branch_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_place_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("branch_id", "name_key", name=op.f("uq_place_branch_id_name_key")),
    )
    op.create_table(
        "place_move",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("from_place_id", KEY, nullable=True),
        sa.Column("place_id", KEY, nullable=False),
        sa.Column("moved_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["from_place_id"], ["place.id"], name=op.f("fk_place_move_from_place_id")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_place_move_order_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_place_move_place_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_place_move_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_move")),
    )
    op.create_index("ix_place_move_order", "place_move", ["order_id", "id"], unique=False)
    op.create_table(
        "shelf_count",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("started_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("finished_at", KEY, nullable=True),
        sa.Column("finished_by", KEY, nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_shelf_count_branch_id")),
        sa.ForeignKeyConstraint(
            ["finished_by"], ["user_account.id"], name=op.f("fk_shelf_count_finished_by")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_shelf_count_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelf_count")),
    )
    op.create_table(
        "shelf_scan",
        sa.Column("shelf_count_id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, autoincrement=False, nullable=False),
        sa.Column("place_id", KEY, nullable=False),
        sa.Column("scanned_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_shelf_scan_order_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_shelf_scan_place_id")),
        sa.ForeignKeyConstraint(
            ["shelf_count_id"], ["shelf_count.id"], name=op.f("fk_shelf_scan_shelf_count_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_shelf_scan_user_id")),
        sa.PrimaryKeyConstraint("shelf_count_id", "order_id", name=op.f("pk_shelf_scan")),
    )


def _make_requests() -> None:
    op.create_table(
        "service_request",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("category_code", sa.String(length=32), nullable=True),
        sa.Column("brand", sa.Text(), nullable=True),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("serial_number", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("draft_id", KEY, nullable=True),
        sa.Column("order_id", KEY, nullable=True),
        sa.Column("closed_at", KEY, nullable=True),
        sa.Column("closed_by", KEY, nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_service_request_branch_id")),
        sa.ForeignKeyConstraint(
            ["category_code"], ["category.code"], name=op.f("fk_service_request_category_code")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["user_account.id"], name=op.f("fk_service_request_closed_by")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_service_request_customer_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_service_request_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_service_request_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_request")),
        sa.UniqueConstraint("branch_id", "number", name=op.f("uq_service_request_branch_id_number")),
    )
    op.create_index(op.f("ix_service_request_customer_id"), "service_request", ["customer_id"], unique=False)
    op.create_index(op.f("ix_service_request_draft_id"), "service_request", ["draft_id"], unique=False)
    op.create_index(
        "ix_service_request_open",
        "service_request",
        ["id"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(op.f("ix_service_request_order_id"), "service_request", ["order_id"], unique=False)
    op.create_table(
        "reclassification",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("request_id", KEY, nullable=False),
        sa.Column("before", sa.String(length=16), nullable=False),
        sa.Column("after", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["service_request.id"], name=op.f("fk_reclassification_request_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_reclassification_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reclassification")),
    )
    op.create_index(op.f("ix_reclassification_request_id"), "reclassification", ["request_id"], unique=False)
    op.create_table(
        "request_file",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("request_id", KEY, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("added_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["service_request.id"], name=op.f("fk_request_file_request_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_request_file_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_file")),
    )
    op.create_index(op.f("ix_request_file_request_id"), "request_file", ["request_id"], unique=False)


def _make_contacts() -> None:
    op.create_table(
        "contact",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=True),
        sa.Column("request_id", KEY, nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("direction", sa.String(length=8), nullable=False),
        sa.Column("topic", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_contact_order_id")),
        sa.ForeignKeyConstraint(["request_id"], ["service_request.id"], name=op.f("fk_contact_request_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_contact_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index(op.f("ix_contact_order_id"), "contact", ["order_id"], unique=False)
    op.create_index(op.f("ix_contact_request_id"), "contact", ["request_id"], unique=False)
    op.create_table(
        "message_draft",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("topic", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("term_on", sa.Date(), nullable=True),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("done_at", KEY, nullable=True),
        sa.Column("contact_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_message_draft_contact_id")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_message_draft_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_message_draft_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_draft")),
    )
    op.create_index(op.f("ix_message_draft_order_id"), "message_draft", ["order_id"], unique=False)
    op.create_table(
        "approval",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("cost_before_kopecks", sa.BigInteger(), nullable=True),
        sa.Column("cost_after_kopecks", sa.BigInteger(), nullable=True),
        sa.Column("term_before", sa.Date(), nullable=True),
        sa.Column("term_after", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("asked_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=True),
        sa.Column("way", sa.String(length=16), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("answer_text", sa.Text(), nullable=True),
        sa.Column("answered_at", KEY, nullable=True),
        sa.Column("answered_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["user_account.id"], name=op.f("fk_approval_answered_by")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_approval_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_approval_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    op.create_index(op.f("ix_approval_order_id"), "approval", ["order_id"], unique=False)
    op.create_table(
        "feedback",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("word", sa.Text(), nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_feedback_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_feedback_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    op.create_index(op.f("ix_feedback_order_id"), "feedback", ["order_id"], unique=False)
    op.create_table(
        "follow_up",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("order_id", KEY, nullable=True),
        sa.Column("request_id", KEY, nullable=True),
        sa.Column("subject", sa.String(length=24), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_at", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("done_at", KEY, nullable=True),
        sa.Column("done_by", KEY, nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["done_by"], ["user_account.id"], name=op.f("fk_follow_up_done_by")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_follow_up_order_id")),
        sa.ForeignKeyConstraint(["person_id"], ["user_account.id"], name=op.f("fk_follow_up_person_id")),
        sa.ForeignKeyConstraint(["request_id"], ["service_request.id"], name=op.f("fk_follow_up_request_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_follow_up_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index(op.f("ix_follow_up_order_id"), "follow_up", ["order_id"], unique=False)
    op.create_index(op.f("ix_follow_up_request_id"), "follow_up", ["request_id"], unique=False)
    op.create_index(
        "ix_follow_up_waiting",
        "follow_up",
        ["due_at", "id"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )


def _make_loaners() -> None:
    op.create_table(
        "loaner",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("inventory_number", sa.String(length=32), nullable=False),
        sa.Column("category_code", sa.String(length=32), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("serial_number", sa.Text(), nullable=True),
        sa.Column("accessories", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("value_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_loaner_branch_id")),
        sa.ForeignKeyConstraint(["category_code"], ["category.code"], name=op.f("fk_loaner_category_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loaner")),
        sa.UniqueConstraint(
            "branch_id", "inventory_number", name=op.f("uq_loaner_branch_id_inventory_number")
        ),
    )
    op.create_table(
        "loan",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("loaner_id", KEY, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("demanded_on", sa.Date(), nullable=False),
        sa.Column("value_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("lent_at", KEY, nullable=False),
        sa.Column("lent_by", KEY, nullable=False),
        sa.Column("condition_out", sa.Text(), nullable=False),
        sa.Column("accessories_out", sa.Text(), nullable=False),
        sa.Column("returned_at", KEY, nullable=True),
        sa.Column("returned_to", KEY, nullable=True),
        sa.Column("condition_in", sa.Text(), nullable=True),
        sa.Column("accessories_in", sa.Text(), nullable=True),
        sa.Column("word", sa.Text(), nullable=True),
        sa.Column("word_by", KEY, nullable=True),
        sa.Column("word_at", KEY, nullable=True),
        sa.ForeignKeyConstraint(["lent_by"], ["user_account.id"], name=op.f("fk_loan_lent_by")),
        sa.ForeignKeyConstraint(["loaner_id"], ["loaner.id"], name=op.f("fk_loan_loaner_id")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_loan_order_id")),
        sa.ForeignKeyConstraint(["returned_to"], ["user_account.id"], name=op.f("fk_loan_returned_to")),
        sa.ForeignKeyConstraint(["word_by"], ["user_account.id"], name=op.f("fk_loan_word_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan")),
    )
    op.create_index(op.f("ix_loan_loaner_id"), "loan", ["loaner_id"], unique=False)
    op.create_index(op.f("ix_loan_order_id"), "loan", ["order_id"], unique=False)
    op.create_table(
        "loaner_photo",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("loaner_id", KEY, nullable=False),
        sa.Column("loan_id", KEY, nullable=True),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("added_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_loaner_photo_loan_id")),
        sa.ForeignKeyConstraint(["loaner_id"], ["loaner.id"], name=op.f("fk_loaner_photo_loaner_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_loaner_photo_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loaner_photo")),
    )
    op.create_index(op.f("ix_loaner_photo_loaner_id"), "loaner_photo", ["loaner_id"], unique=False)


def _make_unclaimed() -> None:
    op.create_table(
        "unclaimed_notice",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("rpo_number", sa.String(length=32), nullable=True),
        sa.Column("take_until", sa.Date(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("delivery_note", sa.Text(), nullable=True),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_unclaimed_notice_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_unclaimed_notice_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unclaimed_notice")),
    )
    op.create_index(op.f("ix_unclaimed_notice_order_id"), "unclaimed_notice", ["order_id"], unique=False)
    op.create_table(
        "disposal",
        sa.Column("order_id", KEY, autoincrement=False, nullable=False),
        sa.Column("notice_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("commission", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("price_kopecks", sa.BigInteger(), nullable=True),
        sa.Column("due_kopecks", sa.BigInteger(), nullable=True),
        sa.Column("buyer", sa.Text(), nullable=True),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["unclaimed_notice.id"], name=op.f("fk_disposal_notice_id")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_disposal_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_disposal_user_id")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_disposal")),
    )


def _make_sla() -> None:
    op.create_table(
        "sla_target",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("brand_id", KEY, nullable=True),
        sa.Column("customer_id", KEY, nullable=True),
        sa.Column("contract", sa.Text(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=True),
        sa.Column("response_minutes", sa.Integer(), nullable=True),
        sa.Column("diagnosis_minutes", sa.Integer(), nullable=True),
        sa.Column("repair_minutes", sa.Integer(), nullable=True),
        sa.Column("calendar", sa.String(length=8), nullable=False),
        sa.Column("pauses", sa.Text(), nullable=False),
        sa.Column("warn_minutes", sa.Integer(), nullable=False),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_sla_target_brand_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_sla_target_customer_id")),
        sa.ForeignKeyConstraint(["person_id"], ["user_account.id"], name=op.f("fk_sla_target_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sla_target")),
    )
    op.create_table(
        "calendar_day",
        sa.Column("branch_id", KEY, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_calendar_day_branch_id")),
        sa.PrimaryKeyConstraint("branch_id", "day", name=op.f("pk_calendar_day")),
    )


def _make_orders() -> None:
    # A foreign key can only come with its column: a batch change would make the widest table anew.
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE work_order ADD COLUMN place_id INTEGER "
            "CONSTRAINT fk_work_order_place_id REFERENCES place (id)"
        )
    else:
        op.add_column("work_order", sa.Column("place_id", KEY, nullable=True))
        op.create_foreign_key(op.f("fk_work_order_place_id"), "work_order", "place", ["place_id"], ["id"])
    op.add_column("work_order", sa.Column("loaner_demanded_on", sa.Date(), nullable=True))
    op.create_index("ix_work_order_place", "work_order", ["place_id", "id"], unique=False)


def _fill_places() -> None:
    """The usual places of each branch, and a shelf cell of each word that an order had for its place."""
    connection = op.get_bind()
    if connection.execute(sa.text("SELECT 1 FROM branch")).first() and not keys.has_node():
        keys.set_node(_take_node(connection))
    for branch_id in connection.execute(sa.text("SELECT id FROM branch ORDER BY id")).scalars().all():
        known = {_key(name): _add(connection, branch_id, kind, name) for kind, name in USUAL}
        words = connection.execute(
            sa.text(
                "SELECT DISTINCT place FROM work_order "
                "WHERE branch_id = :branch AND place IS NOT NULL ORDER BY place"
            ),
            {"branch": branch_id},
        ).scalars()
        for word in words.all():
            key = _key(word)
            if not key:
                continue
            if key not in known:
                known[key] = _add(connection, branch_id, "shelf", " ".join(word.split()))
            connection.execute(
                sa.text("UPDATE work_order SET place_id = :id WHERE branch_id = :branch AND place = :word"),
                {"id": known[key], "branch": branch_id, "word": word},
            )


def _add(connection: sa.Connection, branch_id: int, kind: str, name: str) -> int:
    row: dict[str, Any] = {
        "id": keys.new_key(),
        "branch": branch_id,
        "kind": kind,
        "name": name,
        "key": _key(name),
        "active": True,
    }
    connection.execute(
        sa.text(
            "INSERT INTO place (id, branch_id, kind, name, name_key, position, is_active) "
            "VALUES (:id, :branch, :kind, :name, :key, 0, :active)"
        ),
        row,
    )
    return int(row["id"])


def _key(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())


def _take_node(connection: sa.Connection) -> int:
    last: int = connection.execute(
        sa.text(
            "INSERT INTO counter (branch_id, series, year, last) VALUES (0, 'node', 0, 1) "
            "ON CONFLICT (branch_id, series, year) DO UPDATE SET last = counter.last + 1 RETURNING last"
        )
    ).scalar_one()
    return last
