"""The first schema: customers, devices, orders, papers, people, journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table, index and the search table."""
    _make_branch()
    _make_brand()
    _make_category()
    _make_counter()
    _make_iris_code()
    _make_person_key()
    _make_setting()
    _make_trusted_key()
    _make_authorisation()
    _make_category_choice()
    _make_customer()
    _make_device_model()
    _make_journal_entry()
    _make_journal_head()
    _make_station()
    _make_user_account()
    _make_device()
    _make_draft()
    _make_issued_document()
    _make_visit()
    _make_print_job()
    _make_work_order()
    _make_attachment()
    _make_document_order()
    _make_status_change()
    _make_search()


def _make_branch() -> None:
    op.create_table(
        "branch",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("prefix", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch")),
    )


def _make_brand() -> None:
    op.create_table(
        "brand",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brand")),
        sa.UniqueConstraint("name_key", name=op.f("uq_brand_name_key")),
    )


def _make_category() -> None:
    op.create_table(
        "category",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("has_imei", sa.Boolean(), nullable=False),
        sa.Column("tst_item", sa.Integer(), nullable=True),
        sa.Column("loaner_required", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_category")),
    )


def _make_counter() -> None:
    op.create_table(
        "counter",
        sa.Column("branch_id", KEY, autoincrement=False, nullable=False),
        sa.Column("series", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", KEY, nullable=False),
        sa.PrimaryKeyConstraint("branch_id", "series", "year", name=op.f("pk_counter")),
    )


def _make_iris_code() -> None:
    op.create_table(
        "iris_code",
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("brand", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "brand", "code", name=op.f("pk_iris_code")),
    )


def _make_person_key() -> None:
    op.create_table(
        "person_key",
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person_key")),
    )


def _make_setting() -> None:
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("owner_id", KEY, autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "owner_id", name=op.f("pk_setting")),
    )


def _make_trusted_key() -> None:
    op.create_table(
        "trusted_key",
        sa.Column("kid", sa.String(length=8), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("added_at", KEY, nullable=False),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_trusted_key")),
    )


def _make_authorisation() -> None:
    op.create_table(
        "authorisation",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("brand_id", KEY, nullable=False),
        sa.Column("contract", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("doa_days", sa.Integer(), nullable=True),
        sa.Column("cap_months_from_production", sa.Integer(), nullable=True),
        sa.Column("excludes_business_use", sa.Boolean(), nullable=False),
        sa.Column("warranty_months", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_authorisation_brand_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorisation")),
    )
    op.create_index(op.f("ix_authorisation_brand_id"), "authorisation", ["brand_id"], unique=False)


def _make_category_choice() -> None:
    op.create_table(
        "category_choice",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("category_code", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_code"], ["category.code"], name=op.f("fk_category_choice_category_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category_choice")),
        sa.UniqueConstraint(
            "category_code", "kind", "name", name=op.f("uq_category_choice_category_code_kind_name")
        ),
    )


def _make_customer() -> None:
    op.create_table(
        "customer",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("phone_extension", sa.String(length=10), nullable=True),
        sa.Column("phone_tail", sa.String(length=10), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("inn", sa.String(length=12), nullable=True),
        sa.Column("kpp", sa.String(length=9), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("notify_by", sa.String(length=16), nullable=False),
        sa.Column("created_at", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_customer_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
    )
    op.create_index("ix_customer_inn", "customer", ["inn"], unique=False)
    op.create_index("ix_customer_name_key", "customer", ["name_key"], unique=False)
    op.create_index("ix_customer_phone_tail", "customer", ["phone_tail"], unique=False)


def _make_device_model() -> None:
    op.create_table(
        "device_model",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("brand_id", KEY, nullable=False),
        sa.Column("category_code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("warranty_months", sa.Integer(), nullable=True),
        sa.Column("service_life_years", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_device_model_brand_id")),
        sa.ForeignKeyConstraint(
            ["category_code"], ["category.code"], name=op.f("fk_device_model_category_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_model")),
        sa.UniqueConstraint(
            "brand_id",
            "category_code",
            "name_key",
            name=op.f("uq_device_model_brand_id_category_code_name_key"),
        ),
    )


def _make_journal_entry() -> None:
    op.create_table(
        "journal_entry",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("verb", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=24), nullable=False),
        sa.Column("subject_id", KEY, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_journal_entry_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
        sa.UniqueConstraint("branch_id", "seq", name=op.f("uq_journal_entry_branch_id_seq")),
    )
    op.create_index("ix_journal_entry_subject", "journal_entry", ["subject_id", "id"], unique=False)


def _make_journal_head() -> None:
    op.create_table(
        "journal_head",
        sa.Column("branch_id", KEY, autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_journal_head_branch_id")),
        sa.PrimaryKeyConstraint("branch_id", name=op.f("pk_journal_head")),
    )


def _make_station() -> None:
    op.create_table(
        "station",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_station_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station")),
        sa.UniqueConstraint("machine", name=op.f("uq_station_machine")),
    )


def _make_user_account() -> None:
    op.create_table(
        "user_account",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("pin_hash", sa.Text(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("failed_count", sa.Integer(), nullable=False),
        sa.Column("locked_until_at", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_user_account_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("login", name=op.f("uq_user_account_login")),
    )


def _make_device() -> None:
    op.create_table(
        "device",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("category_code", sa.String(length=32), nullable=False),
        sa.Column("brand_id", KEY, nullable=False),
        sa.Column("model_id", KEY, nullable=True),
        sa.Column("serial_number", sa.Text(), nullable=True),
        sa.Column("serial_key", sa.Text(), nullable=True),
        sa.Column("imei", sa.String(length=20), nullable=True),
        sa.Column("imei_key", sa.String(length=20), nullable=True),
        sa.Column("produced_on", sa.Date(), nullable=True),
        sa.Column("sold_on", sa.Date(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("seller", sa.Text(), nullable=True),
        sa.Column("price_paid_kopecks", sa.BigInteger(), nullable=True),
        sa.Column("weight_g", sa.Integer(), nullable=True),
        sa.Column("created_at", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_device_branch_id")),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_device_brand_id")),
        sa.ForeignKeyConstraint(["category_code"], ["category.code"], name=op.f("fk_device_category_code")),
        sa.ForeignKeyConstraint(["model_id"], ["device_model.id"], name=op.f("fk_device_model_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
    )
    op.create_index("ix_device_imei_key", "device", ["imei_key"], unique=False)
    op.create_index("ix_device_serial_key", "device", ["serial_key"], unique=False)


def _make_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("form", sa.String(length=32), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("station_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", KEY, nullable=False),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name=op.f("fk_draft_station_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_draft_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_user_id"), "draft", ["user_id"], unique=False)


def _make_issued_document() -> None:
    op.create_table(
        "issued_document",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("issued_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("print_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_issued_document_branch_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_issued_document_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_document")),
        sa.UniqueConstraint(
            "branch_id",
            "kind",
            "number",
            "version",
            name=op.f("uq_issued_document_branch_id_kind_number_version"),
        ),
    )


def _make_visit() -> None:
    op.create_table(
        "visit",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("one_act", sa.Boolean(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("power_of_attorney", sa.Text(), nullable=True),
        sa.Column("accepted_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("station_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_visit_branch_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_visit_customer_id")),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name=op.f("fk_visit_station_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_visit_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("request_id", name=op.f("uq_visit_request_id")),
    )
    op.create_index(op.f("ix_visit_customer_id"), "visit", ["customer_id"], unique=False)


def _make_print_job() -> None:
    op.create_table(
        "print_job",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("station_id", KEY, nullable=False),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("page", sa.String(length=16), nullable=False),
        sa.Column("recipient", sa.String(length=16), nullable=True),
        sa.Column("is_copy", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["issued_document.id"], name=op.f("fk_print_job_document_id")
        ),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name=op.f("fk_print_job_station_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_print_job_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
    )
    op.create_index(op.f("ix_print_job_document_id"), "print_job", ["document_id"], unique=False)
    op.create_index(
        "ix_print_job_pending",
        "print_job",
        ["station_id", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('waiting', 'printing', 'failed')"),
        postgresql_where=sa.text("state IN ('waiting', 'printing', 'failed')"),
    )


def _make_work_order() -> None:
    op.create_table(
        "work_order",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("branch_id", KEY, nullable=False),
        sa.Column("series", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("visit_id", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("device_id", KEY, nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("demand", sa.String(length=24), nullable=False),
        sa.Column("use", sa.String(length=16), nullable=False),
        sa.Column("demanded_on", sa.Date(), nullable=False),
        sa.Column("accepted_at", KEY, nullable=False),
        sa.Column("agreed_until", sa.Date(), nullable=True),
        sa.Column("legal_until", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("closed_at", KEY, nullable=True),
        sa.Column("reported_fault", sa.Text(), nullable=False),
        sa.Column("condition_code", sa.String(length=16), nullable=True),
        sa.Column("symptom_code", sa.String(length=16), nullable=True),
        sa.Column("appearance", sa.Text(), nullable=False),
        sa.Column("accessories", sa.Text(), nullable=False),
        sa.Column("seals", sa.String(length=16), nullable=False),
        sa.Column("papers", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("declared_value_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("prepayment_kopecks", sa.BigInteger(), nullable=True),
        sa.Column("wants_presence", sa.Boolean(), nullable=False),
        sa.Column("wants_loaner", sa.Boolean(), nullable=False),
        sa.Column("data_backup", sa.String(length=16), nullable=False),
        sa.Column("unlock_code_given", sa.Boolean(), nullable=False),
        sa.Column("unlock_code", sa.LargeBinary(), nullable=True),
        sa.Column("notify_by", sa.String(length=16), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("repeat_of_id", KEY, nullable=True),
        sa.Column("technician_id", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_work_order_branch_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_work_order_customer_id")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_work_order_device_id")),
        sa.ForeignKeyConstraint(["repeat_of_id"], ["work_order.id"], name=op.f("fk_work_order_repeat_of_id")),
        sa.ForeignKeyConstraint(
            ["technician_id"], ["user_account.id"], name=op.f("fk_work_order_technician_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_work_order_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_order")),
        sa.UniqueConstraint(
            "branch_id", "series", "year", "seq", name=op.f("uq_work_order_branch_id_series_year_seq")
        ),
        sa.UniqueConstraint("number", name=op.f("uq_work_order_number")),
    )
    op.create_index("ix_work_order_customer", "work_order", ["customer_id", "id"], unique=False)
    op.create_index("ix_work_order_device", "work_order", ["device_id", "id"], unique=False)
    op.create_index(
        "ix_work_order_open_due",
        "work_order",
        ["due_on", "id", "status"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "ix_work_order_open_new",
        "work_order",
        ["id", "status"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index("ix_work_order_status_due", "work_order", ["status", "due_on", "id"], unique=False)
    op.create_index(op.f("ix_work_order_visit_id"), "work_order", ["visit_id"], unique=False)


def _make_attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("added_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_attachment_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_attachment_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_order_id"), "attachment", ["order_id"], unique=False)


def _make_document_order() -> None:
    op.create_table(
        "document_order",
        sa.Column("document_id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["issued_document.id"], name=op.f("fk_document_order_document_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_document_order_order_id")),
        sa.PrimaryKeyConstraint("document_id", "order_id", name=op.f("pk_document_order")),
    )
    op.create_index("ix_document_order_order", "document_order", ["order_id"], unique=False)


def _make_status_change() -> None:
    op.create_table(
        "status_change",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("from_status", sa.String(length=24), nullable=True),
        sa.Column("to_status", sa.String(length=24), nullable=False),
        sa.Column("changed_at", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_status_change_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_status_change_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_change")),
    )
    op.create_index(op.f("ix_status_change_order_id"), "status_change", ["order_id"], unique=False)


def _make_search() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE order_search USING fts5"
            "(text, tokenize='trigram', detail=none, columnsize=0)"
        )
        return
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "order_search",
        sa.Column("rowid", KEY, autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("rowid", name=op.f("pk_order_search")),
    )
    op.execute("CREATE INDEX ix_order_search_text ON order_search USING gin (text gin_trgm_ops)")
