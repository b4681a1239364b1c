"""The versions of the policy: its clauses, what each breach rests on, reviews, publication, and who has read which.

A school that is here already is given the first version by the program, with an entry of the log that vouches for it;
a migration holds no keys and could not write one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TABLES = ("policy_text", "policy_clause", "policy_basis", "policy_review", "policy_publication", "policy_reading")


def upgrade() -> None:
    op.create_table(
        "policy_text",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("school_id", sa.String(16), nullable=False),
        sa.Column("key", sa.String(20), nullable=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("approved", sa.String(10), nullable=True),
        sa.Column("holds_from", sa.String(10), nullable=True),
        sa.Column("review_due", sa.String(10), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("begun_at", sa.String(27), nullable=False),
        sa.Column("begun_by", sa.String(16), nullable=False),
        sa.Column("proposed_at", sa.String(27), nullable=True),
        sa.Column("proposed_by", sa.String(16), nullable=True),
        sa.Column("adopted_at", sa.String(27), nullable=True),
        sa.Column("adopted_by", sa.String(16), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_policy_text_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_policy_text"),
        sa.UniqueConstraint("school_id", "key", name="uq_policy_text_school_id_key"),
        sqlite_strict=True,
    )
    op.create_index("ix_policy_text_school_id", "policy_text", ["school_id"])
    op.create_table(
        "policy_clause",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("text_id", sa.String(16), nullable=False),
        sa.Column("key", sa.String(12), nullable=False),
        sa.Column("section", sa.String(200), nullable=False),
        sa.Column("lead", sa.String(300), nullable=False),
        sa.Column("words", sa.String(4000), nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["policy_text.id"], name="fk_policy_clause_text_id"),
        sa.PrimaryKeyConstraint("id", name="pk_policy_clause"),
        sa.UniqueConstraint("text_id", "key", name="uq_policy_clause_text_id_key"),
        sqlite_strict=True,
    )
    op.create_index("ix_policy_clause_text_id", "policy_clause", ["text_id"])
    op.create_table(
        "policy_basis",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("text_id", sa.String(16), nullable=False),
        sa.Column("category", sa.String(10), nullable=False),
        sa.Column("clause", sa.String(12), nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["policy_text.id"], name="fk_policy_basis_text_id"),
        sa.PrimaryKeyConstraint("id", name="pk_policy_basis"),
        sa.UniqueConstraint("text_id", "category", name="uq_policy_basis_text_id_category"),
        sqlite_strict=True,
    )
    op.create_index("ix_policy_basis_text_id", "policy_basis", ["text_id"])
    op.create_table(
        "policy_review",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("text_id", sa.String(16), nullable=False),
        sa.Column("reviewed_on", sa.String(10), nullable=False),
        sa.Column("next_due", sa.String(10), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", sa.String(27), nullable=False),
        sa.Column("recorded_by", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["policy_text.id"], name="fk_policy_review_text_id"),
        sa.PrimaryKeyConstraint("id", name="pk_policy_review"),
        sqlite_strict=True,
    )
    op.create_index("ix_policy_review_text_id", "policy_review", ["text_id"])
    op.create_table(
        "policy_publication",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("text_id", sa.String(16), nullable=False),
        sa.Column("published_at", sa.String(27), nullable=False),
        sa.Column("published_by", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["policy_text.id"], name="fk_policy_publication_text_id"),
        sa.PrimaryKeyConstraint("id", name="pk_policy_publication"),
        sa.UniqueConstraint("text_id", name="uq_policy_publication_text_id"),
        sqlite_strict=True,
    )
    op.create_table(
        "policy_reading",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("text_id", sa.String(16), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("read_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["policy_text.id"], name="fk_policy_reading_text_id"),
        sa.PrimaryKeyConstraint("id", name="pk_policy_reading"),
        sa.UniqueConstraint("text_id", "who", name="uq_policy_reading_text_id_who"),
        sqlite_strict=True,
    )
    op.create_index("ix_policy_reading_who", "policy_reading", ["who"])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
