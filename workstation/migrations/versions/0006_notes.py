"""Notes about an order that only the service sees."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table; earlier orders have no notes."""
    op.create_table(
        "order_note",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_order_note_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_order_note_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_note")),
    )
    op.create_index(op.f("ix_order_note_order_id"), "order_note", ["order_id"], unique=False)
