"""Parts and stock: the catalogue, the ledger with balances, layers and serials, purchasing, requests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables in the order in which they name each other."""
    _make_part()
    _make_supplier()
    _make_part_fit()
    _make_part_link()
    _make_warehouse()
    _make_part_price()
    _make_purchase_order()
    _make_stock_bin()
    _make_goods_receipt()
    _make_promise_change()
    _make_purchase_line()
    _make_stock_balance()
    _make_stock_serial()
    _make_old_part()
    _make_part_request()
    _make_receipt_line()
    _make_stock_movement()
    _make_stock_layer()
    _make_layer_use()


def _make_part() -> None:
    op.create_table(
        "part",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("brand_key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=8), nullable=False),
        sa.Column("is_serial", sa.Boolean(), nullable=False),
        sa.Column("is_original", sa.Boolean(), nullable=False),
        sa.Column("is_consumable", sa.Boolean(), nullable=False),
        sa.Column("warranty_months", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_at", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part")),
        sa.UniqueConstraint("number_key", "brand_key", name=op.f("uq_part_number_key_brand_key")),
    )
    op.create_index("ix_part_name_key", "part", ["name_key"], unique=False)


def _make_supplier() -> None:
    op.create_table(
        "supplier",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("inn", sa.String(length=12), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier")),
        sa.UniqueConstraint("name_key", name=op.f("uq_supplier_name_key")),
    )


def _make_part_fit() -> None:
    op.create_table(
        "part_fit",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("part_id", KEY, nullable=False),
        sa.Column("category_code", sa.String(length=32), nullable=True),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("model_key", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["category_code"], ["category.code"], name=op.f("fk_part_fit_category_code")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_part_fit_part_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_fit")),
    )
    op.create_index("ix_part_fit_model_key", "part_fit", ["model_key"], unique=False)
    op.create_index(op.f("ix_part_fit_part_id"), "part_fit", ["part_id"], unique=False)


def _make_part_link() -> None:
    op.create_table(
        "part_link",
        sa.Column("part_id", KEY, nullable=False),
        sa.Column("other_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.CheckConstraint("part_id <> other_id", name=op.f("ck_part_link_other")),
        sa.ForeignKeyConstraint(["other_id"], ["part.id"], name=op.f("fk_part_link_other_id")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_part_link_part_id")),
        sa.PrimaryKeyConstraint("part_id", "other_id", name=op.f("pk_part_link")),
    )
    op.create_index("ix_part_link_other_id", "part_link", ["other_id"], unique=False)


def _make_warehouse() -> None:
    op.create_table(
        "warehouse",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_warehouse_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warehouse")),
        sa.UniqueConstraint("branch_id", "name_key", name=op.f("uq_warehouse_branch_id_name_key")),
    )


def _make_part_price() -> None:
    op.create_table(
        "part_price",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("part_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("price_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_part_price_part_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_part_price_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_price")),
        sa.UniqueConstraint(
            "part_id", "kind", "valid_from", name=op.f("uq_part_price_part_id_kind_valid_from")
        ),
    )


def _make_purchase_order() -> None:
    op.create_table(
        "purchase_order",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("series", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("supplier_id", KEY, nullable=False),
        sa.Column("warehouse_id", KEY, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("sent_at", KEY, nullable=True),
        sa.Column("sent_how", sa.Text(), nullable=True),
        sa.Column("closed_at", KEY, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_purchase_order_branch_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["supplier.id"], name=op.f("fk_purchase_order_supplier_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_purchase_order_user_id")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_purchase_order_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_order")),
        sa.UniqueConstraint(
            "branch_id", "series", "year", "seq", name=op.f("uq_purchase_order_branch_id_series_year_seq")
        ),
        sa.UniqueConstraint("number", name=op.f("uq_purchase_order_number")),
    )
    op.create_index(
        "ix_purchase_order_open",
        "purchase_order",
        ["promised_on", "id"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(op.f("ix_purchase_order_supplier_id"), "purchase_order", ["supplier_id"], unique=False)


def _make_stock_bin() -> None:
    op.create_table(
        "stock_bin",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("warehouse_id", KEY, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouse.id"], name=op.f("fk_stock_bin_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_bin")),
        sa.UniqueConstraint("warehouse_id", "code_key", name=op.f("uq_stock_bin_warehouse_id_code_key")),
    )


def _make_goods_receipt() -> None:
    op.create_table(
        "goods_receipt",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("series", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("supplier_id", KEY, nullable=True),
        sa.Column("purchase_id", KEY, nullable=True),
        sa.Column("delivery_note", sa.Text(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_goods_receipt_branch_id")),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchase_order.id"], name=op.f("fk_goods_receipt_purchase_id")
        ),
        sa.ForeignKeyConstraint(["supplier_id"], ["supplier.id"], name=op.f("fk_goods_receipt_supplier_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_goods_receipt_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_receipt")),
        sa.UniqueConstraint(
            "branch_id", "series", "year", "seq", name=op.f("uq_goods_receipt_branch_id_series_year_seq")
        ),
        sa.UniqueConstraint("number", name=op.f("uq_goods_receipt_number")),
    )
    op.create_index(op.f("ix_goods_receipt_purchase_id"), "goods_receipt", ["purchase_id"], unique=False)


def _make_promise_change() -> None:
    op.create_table(
        "promise_change",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("purchase_id", KEY, nullable=False),
        sa.Column("before_on", sa.Date(), nullable=True),
        sa.Column("after_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchase_order.id"], name=op.f("fk_promise_change_purchase_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_promise_change_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise_change")),
    )
    op.create_index(op.f("ix_promise_change_purchase_id"), "promise_change", ["purchase_id"], unique=False)


def _make_purchase_line() -> None:
    op.create_table(
        "purchase_line",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("purchase_id", KEY, nullable=False),
        sa.Column("part_id", KEY, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("price_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("cancelled", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "received >= 0 AND cancelled >= 0 AND received + cancelled <= quantity",
            name=op.f("ck_purchase_line_quantity"),
        ),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_purchase_line_part_id")),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchase_order.id"], name=op.f("fk_purchase_line_purchase_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_line")),
        sa.UniqueConstraint("purchase_id", "part_id", name=op.f("uq_purchase_line_purchase_id_part_id")),
    )
    op.create_index(
        "ix_purchase_line_open",
        "purchase_line",
        ["part_id"],
        unique=False,
        sqlite_where=sa.text("received + cancelled < quantity"),
        postgresql_where=sa.text("received + cancelled < quantity"),
    )


def _make_stock_balance() -> None:
    op.create_table(
        "stock_balance",
        sa.Column("part_id", KEY, nullable=False),
        sa.Column("bin_id", KEY, nullable=False),
        sa.Column("on_hand", sa.BigInteger(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "reserved >= 0 AND reserved <= on_hand", name=op.f("ck_stock_balance_never_negative")
        ),
        sa.ForeignKeyConstraint(["bin_id"], ["stock_bin.id"], name=op.f("fk_stock_balance_bin_id")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_stock_balance_part_id")),
        sa.PrimaryKeyConstraint("part_id", "bin_id", name=op.f("pk_stock_balance")),
    )
    op.create_index("ix_stock_balance_bin_id", "stock_balance", ["bin_id"], unique=False)


def _make_stock_serial() -> None:
    op.create_table(
        "stock_serial",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("part_id", KEY, nullable=False),
        sa.Column("serial_number", sa.Text(), nullable=False),
        sa.Column("serial_key", sa.Text(), nullable=False),
        sa.Column("bin_id", KEY, nullable=True),
        sa.Column("layer_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["bin_id"], ["stock_bin.id"], name=op.f("fk_stock_serial_bin_id")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_stock_serial_part_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_serial")),
        sa.UniqueConstraint("part_id", "serial_key", name=op.f("uq_stock_serial_part_id_serial_key")),
    )
    op.create_index("ix_stock_serial_serial_key", "stock_serial", ["serial_key"], unique=False)


def _make_old_part() -> None:
    op.create_table(
        "old_part",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("series", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("part_id", KEY, nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("serial_number", sa.Text(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("fate", sa.String(length=16), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("rma_number", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("settled_at", KEY, nullable=True),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_old_part_branch_id")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_old_part_order_id")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_old_part_part_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_old_part_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_old_part")),
        sa.UniqueConstraint(
            "branch_id", "series", "year", "seq", name=op.f("uq_old_part_branch_id_series_year_seq")
        ),
        sa.UniqueConstraint("number", name=op.f("uq_old_part_number")),
    )
    op.create_index(op.f("ix_old_part_order_id"), "old_part", ["order_id"], unique=False)


def _make_part_request() -> None:
    op.create_table(
        "part_request",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("part_id", KEY, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("bin_id", KEY, nullable=True),
        sa.Column("purchase_line_id", KEY, nullable=True),
        sa.Column("part_line_id", KEY, nullable=True),
        sa.Column("wanted_by", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("arrived_at", KEY, nullable=True),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_part_request_quantity")),
        sa.ForeignKeyConstraint(["bin_id"], ["stock_bin.id"], name=op.f("fk_part_request_bin_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_part_request_branch_id")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_part_request_order_id")),
        sa.ForeignKeyConstraint(
            ["part_line_id"], ["part_line.id"], name=op.f("fk_part_request_part_line_id")
        ),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_part_request_part_id")),
        sa.ForeignKeyConstraint(
            ["purchase_line_id"], ["purchase_line.id"], name=op.f("fk_part_request_purchase_line_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_part_request_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_request")),
    )
    op.create_index(
        "ix_part_request_open",
        "part_request",
        ["part_id", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('wanted', 'ordered', 'reserved')"),
        postgresql_where=sa.text("state IN ('wanted', 'ordered', 'reserved')"),
    )
    op.create_index(op.f("ix_part_request_order_id"), "part_request", ["order_id"], unique=False)
    op.create_index(
        op.f("ix_part_request_purchase_line_id"), "part_request", ["purchase_line_id"], unique=False
    )


def _make_receipt_line() -> None:
    op.create_table(
        "receipt_line",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("receipt_id", KEY, nullable=False),
        sa.Column("purchase_line_id", KEY, nullable=True),
        sa.Column("part_id", KEY, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("damaged", sa.BigInteger(), nullable=False),
        sa.Column("missing", sa.BigInteger(), nullable=False),
        sa.Column("cost_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_receipt_line_part_id")),
        sa.ForeignKeyConstraint(
            ["purchase_line_id"], ["purchase_line.id"], name=op.f("fk_receipt_line_purchase_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["goods_receipt.id"], name=op.f("fk_receipt_line_receipt_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_line")),
    )
    op.create_index(
        op.f("ix_receipt_line_purchase_line_id"), "receipt_line", ["purchase_line_id"], unique=False
    )
    op.create_index(op.f("ix_receipt_line_receipt_id"), "receipt_line", ["receipt_id"], unique=False)


def _make_stock_movement() -> None:
    op.create_table(
        "stock_movement",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("part_id", KEY, nullable=False),
        sa.Column("bin_id", KEY, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.Column("cost_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("order_id", KEY, nullable=True),
        sa.Column("request_id", KEY, nullable=True),
        sa.Column("receipt_id", KEY, nullable=True),
        sa.Column("serial_id", KEY, nullable=True),
        sa.Column("of_id", KEY, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["bin_id"], ["stock_bin.id"], name=op.f("fk_stock_movement_bin_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_stock_movement_branch_id")),
        sa.ForeignKeyConstraint(["of_id"], ["stock_movement.id"], name=op.f("fk_stock_movement_of_id")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_stock_movement_order_id")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_stock_movement_part_id")),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["goods_receipt.id"], name=op.f("fk_stock_movement_receipt_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["part_request.id"], name=op.f("fk_stock_movement_request_id")
        ),
        sa.ForeignKeyConstraint(["serial_id"], ["stock_serial.id"], name=op.f("fk_stock_movement_serial_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_stock_movement_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_movement")),
    )
    op.create_index(
        "ix_stock_movement_of",
        "stock_movement",
        ["of_id"],
        unique=False,
        sqlite_where=sa.text("of_id IS NOT NULL"),
        postgresql_where=sa.text("of_id IS NOT NULL"),
    )
    op.create_index(
        "ix_stock_movement_order",
        "stock_movement",
        ["order_id", "id"],
        unique=False,
        sqlite_where=sa.text("order_id IS NOT NULL"),
        postgresql_where=sa.text("order_id IS NOT NULL"),
    )
    op.create_index("ix_stock_movement_part", "stock_movement", ["part_id", "id"], unique=False)


def _make_stock_layer() -> None:
    op.create_table(
        "stock_layer",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("part_id", KEY, nullable=False),
        sa.Column("warehouse_id", KEY, nullable=False),
        sa.Column("movement_id", KEY, nullable=False),
        sa.Column("received_at", KEY, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("cost_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("quantity_left", sa.BigInteger(), nullable=False),
        sa.Column("cost_left_kopecks", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "cost_left_kopecks >= 0 AND cost_left_kopecks <= cost_kopecks", name=op.f("ck_stock_layer_cost")
        ),
        sa.CheckConstraint(
            "quantity_left >= 0 AND quantity_left <= quantity", name=op.f("ck_stock_layer_quantity")
        ),
        sa.ForeignKeyConstraint(
            ["movement_id"], ["stock_movement.id"], name=op.f("fk_stock_layer_movement_id")
        ),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_stock_layer_part_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouse.id"], name=op.f("fk_stock_layer_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_layer")),
    )
    op.create_index(
        "ix_stock_layer_left",
        "stock_layer",
        ["part_id", "warehouse_id", "received_at", "id"],
        unique=False,
        sqlite_where=sa.text("quantity_left > 0"),
        postgresql_where=sa.text("quantity_left > 0"),
    )
    op.create_index("ix_stock_layer_movement_id", "stock_layer", ["movement_id"], unique=False)


def _make_layer_use() -> None:
    op.create_table(
        "layer_use",
        sa.Column("movement_id", KEY, nullable=False),
        sa.Column("layer_id", KEY, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("cost_kopecks", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["layer_id"], ["stock_layer.id"], name=op.f("fk_layer_use_layer_id")),
        sa.ForeignKeyConstraint(
            ["movement_id"], ["stock_movement.id"], name=op.f("fk_layer_use_movement_id")
        ),
        sa.PrimaryKeyConstraint("movement_id", "layer_id", name=op.f("pk_layer_use")),
    )
    op.create_index("ix_layer_use_layer_id", "layer_use", ["layer_id"], unique=False)
