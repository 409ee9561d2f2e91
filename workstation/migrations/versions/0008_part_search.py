"""A search table of parts beside that of orders, and what fits a category without reading every line."""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LATIN = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
BATCH = 1000


def upgrade() -> None:
    """Make the table and fill it with the parts that are there."""
    op.create_index(op.f("ix_part_fit_category_code"), "part_fit", ["category_code"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE part_search USING fts5(text, tokenize='trigram', detail=none, columnsize=0)"
        )
    else:
        op.create_table(
            "part_search",
            sa.Column("rowid", KEY, autoincrement=False, nullable=False),
            sa.Column("text", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("rowid", name=op.f("pk_part_search")),
        )
        op.execute("CREATE INDEX ix_part_search_text ON part_search USING gin (text gin_trgm_ops)")
    _fill()


def _fill() -> None:
    connection = op.get_bind()
    models: dict[int, list[str]] = defaultdict(list)
    fits = "SELECT part_id, model_key FROM part_fit WHERE model_key IS NOT NULL ORDER BY part_id, id"
    for row in connection.execute(sa.text(fits)):
        models[row.part_id].append(row.model_key)
    parts = connection.execute(sa.text("SELECT id, number_key, name_key, brand_key FROM part ORDER BY id"))
    texts = []
    for row in parts:
        words = [row.number_key, *row.name_key.split(), *row.brand_key.split(), *models[row.id]]
        folded = dict.fromkeys(word.upper().replace("Ё", "Е").translate(LATIN).lower() for word in words)
        texts.append({"rowid": row.id, "text": f" {' '.join(folded)} "})
    insert = sa.text("INSERT INTO part_search (rowid, text) VALUES (:rowid, :text)")
    for start in range(0, len(texts), BATCH):
        connection.execute(insert, texts[start : start + BATCH])
