"""The words that a school has for its letters, version by version."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "letter_words",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("school_id", sa.String(16), nullable=False),
        sa.Column("letter", sa.String(10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("set_at", sa.String(27), nullable=False),
        sa.Column("set_by", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_letter_words_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_letter_words"),
        sa.UniqueConstraint("school_id", "letter", "version", name="uq_letter_words_school_id_letter_version"),
        sqlite_strict=True,
    )
    op.create_index("ix_letter_words_school_id", "letter_words", ["school_id"])


def downgrade() -> None:
    op.drop_table("letter_words")
