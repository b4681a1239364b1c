"""How a clock was counted, what people did to it, of which due time they were told; term dates; diary feeds.

The columns are added and not rebuilt, so the fences stay where they are. What is added stays empty for clocks that
ran before: nobody can say any more how they were counted.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

COLUMNS = {
    "unit": sa.String(30),
    "amount": sa.Integer(),
    "reminded_for": sa.String(27),
    "missed_for": sa.String(27),
}


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.add_column("clock", sa.Column(name, kind, nullable=True))
    op.create_table(
        "clock_edit",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("case_id", sa.String(16), nullable=False),
        sa.Column("clock_id", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("until", sa.String(27), nullable=True),
        sa.Column("look_again", sa.String(27), nullable=True),
        sa.Column("due_before", sa.String(27), nullable=False),
        sa.Column("due_after", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_clock_edit_case_id"),
        sa.ForeignKeyConstraint(["clock_id"], ["clock.id"], name="fk_clock_edit_clock_id"),
        sa.PrimaryKeyConstraint("id", name="pk_clock_edit"),
        sqlite_strict=True,
    )
    op.create_index("ix_clock_edit_case_id", "clock_edit", ["case_id"])
    op.create_index("ix_clock_edit_clock_id", "clock_edit", ["clock_id"])
    op.create_table(
        "calendar_entry",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("school_id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("first", sa.String(10), nullable=False),
        sa.Column("last", sa.String(10), nullable=False),
        sa.Column("set_at", sa.String(27), nullable=False),
        sa.Column("set_by", sa.String(16), nullable=False),
        sa.Column("withdrawn_at", sa.String(27), nullable=True),
        sa.Column("withdrawn_by", sa.String(16), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_calendar_entry_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_entry"),
        sqlite_strict=True,
    )
    op.create_index("ix_calendar_entry_school_id", "calendar_entry", ["school_id"])
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("school_id", sa.String(16), nullable=False),
        sa.Column("person_id", sa.String(16), nullable=False),
        sa.Column("secret_sha256", sa.String(64), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.Column("read_on", sa.String(10), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_calendar_feed_person_id"),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_calendar_feed_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_feed"),
        sa.UniqueConstraint("person_id", name="uq_calendar_feed_person_id"),
        sa.UniqueConstraint("secret_sha256", name="uq_calendar_feed_secret_sha256"),
        sqlite_strict=True,
    )
    op.create_index("ix_calendar_feed_school_id", "calendar_feed", ["school_id"])


def downgrade() -> None:
    for table in ("calendar_feed", "calendar_entry", "clock_edit"):
        op.drop_table(table)
    for name in reversed(COLUMNS):
        op.drop_column("clock", name)
