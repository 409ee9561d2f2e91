"""Money: prices of operations, prices on lines, estimates, invoices and payments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables in the order in which they name each other; a prepayment taken earlier is a payment."""
    _make_operation_price()
    _make_invoice()
    _make_estimate()
    _make_invoice_line()
    _make_payment()
    _price_lines()
    _fill_payments()


def _make_operation_price() -> None:
    op.create_table(
        "operation_price",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("operation_id", KEY, nullable=False),
        sa.Column("category_code", sa.String(length=32), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("price_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["category_code"], ["category.code"], name=op.f("fk_operation_price_category_code")
        ),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["labour_operation.id"], name=op.f("fk_operation_price_operation_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_operation_price_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation_price")),
    )
    op.create_index(
        op.f("ix_operation_price_operation_id"), "operation_price", ["operation_id"], unique=False
    )


def _make_invoice() -> None:
    op.create_table(
        "invoice",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("series", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("order_id", KEY, nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("performed_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("terms", sa.Text(), nullable=True),
        sa.Column("total_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("vat_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("replaces_id", KEY, nullable=True),
        sa.Column("cancelled_at", KEY, nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("document_id", KEY, nullable=True),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.CheckConstraint("total_kopecks >= 0 AND vat_kopecks >= 0", name=op.f("ck_invoice_sums")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_invoice_branch_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_invoice_customer_id")),
        sa.ForeignKeyConstraint(["document_id"], ["issued_document.id"], name=op.f("fk_invoice_document_id")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_invoice_order_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["invoice.id"], name=op.f("fk_invoice_replaces_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_invoice_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice")),
        sa.UniqueConstraint(
            "branch_id", "series", "year", "seq", name=op.f("uq_invoice_branch_id_series_year_seq")
        ),
        sa.UniqueConstraint("number", name=op.f("uq_invoice_number")),
    )
    op.create_index(op.f("ix_invoice_customer_id"), "invoice", ["customer_id"], unique=False)
    op.create_index(
        "ix_invoice_open",
        "invoice",
        ["due_on", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'issued'"),
        postgresql_where=sa.text("state = 'issued'"),
    )
    op.create_index(op.f("ix_invoice_order_id"), "invoice", ["order_id"], unique=False)


def _make_estimate() -> None:
    op.create_table(
        "estimate",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("total_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("limit_kopecks", sa.BigInteger(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("approval_id", KEY, nullable=True),
        sa.Column("document_id", KEY, nullable=True),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["approval_id"], ["approval.id"], name=op.f("fk_estimate_approval_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["issued_document.id"], name=op.f("fk_estimate_document_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_estimate_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_estimate_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estimate")),
        sa.UniqueConstraint("order_id", "version", name=op.f("uq_estimate_order_id_version")),
    )
    op.create_index(op.f("ix_estimate_approval_id"), "estimate", ["approval_id"], unique=False)


def _make_invoice_line() -> None:
    op.create_table(
        "invoice_line",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("invoice_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("labour_line_id", KEY, nullable=True),
        sa.Column("part_line_id", KEY, nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("price_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("discount_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("total_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("vat_code", sa.String(length=16), nullable=False),
        sa.Column("vat_kopecks", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name=op.f("fk_invoice_line_invoice_id")),
        sa.ForeignKeyConstraint(
            ["labour_line_id"], ["labour_line.id"], name=op.f("fk_invoice_line_labour_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["part_line_id"], ["part_line.id"], name=op.f("fk_invoice_line_part_line_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_line")),
        sa.UniqueConstraint("invoice_id", "position", name=op.f("uq_invoice_line_invoice_id_position")),
    )


def _make_payment() -> None:
    op.create_table(
        "payment",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("order_id", KEY, nullable=True),
        sa.Column("invoice_id", KEY, nullable=True),
        sa.Column("refund_of_id", KEY, nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("amount_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("paid_at", KEY, nullable=False),
        sa.Column("receipt_state", sa.String(length=16), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.CheckConstraint("amount_kopecks > 0", name=op.f("ck_payment_amount")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_payment_branch_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_payment_customer_id")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name=op.f("fk_payment_invoice_id")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_payment_order_id")),
        sa.ForeignKeyConstraint(["refund_of_id"], ["payment.id"], name=op.f("fk_payment_refund_of_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_payment_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("request_id", name=op.f("uq_payment_request_id")),
    )
    op.create_index(op.f("ix_payment_customer_id"), "payment", ["customer_id"], unique=False)
    op.create_index(op.f("ix_payment_invoice_id"), "payment", ["invoice_id"], unique=False)
    op.create_index(op.f("ix_payment_order_id"), "payment", ["order_id"], unique=False)
    op.create_index("ix_payment_paid_at", "payment", ["branch_id", "paid_at"], unique=False)
    op.create_index(op.f("ix_payment_refund_of_id"), "payment", ["refund_of_id"], unique=False)
    op.create_index(
        "ix_payment_unpunched",
        "payment",
        ["id"],
        unique=False,
        sqlite_where=sa.text("receipt_state = 'not_punched'"),
        postgresql_where=sa.text("receipt_state = 'not_punched'"),
    )


def _price_lines() -> None:
    for table in ("labour_line", "part_line"):
        op.add_column(table, sa.Column("price_kopecks", sa.BigInteger(), nullable=True))
        op.add_column(
            table, sa.Column("discount_kopecks", sa.BigInteger(), server_default="0", nullable=False)
        )
        op.add_column(table, sa.Column("discount_reason", sa.Text(), nullable=True))
        op.add_column(table, sa.Column("payer", sa.String(length=16), nullable=True))
    op.add_column("labour_line", sa.Column("quantity", sa.Integer(), server_default="1", nullable=False))
    # A foreign key can only come with its column: a batch change would make the table anew.
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE part_line ADD COLUMN part_id INTEGER "
            "CONSTRAINT fk_part_line_part_id REFERENCES part (id)"
        )
    else:
        op.add_column("part_line", sa.Column("part_id", KEY, nullable=True))
        op.create_foreign_key(op.f("fk_part_line_part_id"), "part_line", "part", ["part_id"], ["id"])
    op.execute(
        "UPDATE part_line SET part_id = (SELECT request.part_id FROM part_request request "
        "WHERE request.part_line_id = part_line.id)"
    )


def _fill_payments() -> None:
    """The key of the order serves as that of its first payment: no two orders share one."""
    op.execute(
        "INSERT INTO payment (id, branch_id, request_id, customer_id, order_id, kind, method, "
        "amount_kopecks, paid_at, receipt_state, made_at, user_id) "
        "SELECT o.id, o.branch_id, 'prepayment-' || o.id, o.customer_id, o.id, 'prepayment', 'unknown', "
        "o.prepayment_kopecks, o.accepted_at, "
        "CASE WHEN o.closed_at IS NULL THEN 'not_punched' ELSE 'not_needed' END, o.accepted_at, v.user_id "
        "FROM work_order o JOIN visit v ON v.id = o.visit_id WHERE o.prepayment_kopecks > 0"
    )
