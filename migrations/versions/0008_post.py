"""What leaves the building: the outbox, whether post leaves, and how often people want it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("school_id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("case_id", sa.String(16), nullable=True),
        sa.Column("notice_id", sa.String(16), nullable=True),
        sa.Column("about", sa.LargeBinary(), nullable=True),
        sa.Column("whom", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("message_id", sa.String(60), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("queued_at", sa.String(27), nullable=False),
        sa.Column("due_at", sa.String(27), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("lease", sa.String(16), nullable=True),
        sa.Column("lease_until", sa.String(27), nullable=True),
        sa.Column("done_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_outbox_school_id"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_outbox_case_id"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_outbox_notice_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("message_id", name="uq_outbox_message_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_outbox_school_id", "outbox", ["school_id"])
    op.create_index("ix_outbox_state_due", "outbox", ["state", "due_at"])
    for column in ("about", "whom", "lease"):
        op.create_index(f"ix_outbox_{column}", "outbox", [column])
    op.create_table(
        "post_state",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("seen_at", sa.String(27), nullable=False),
        sa.Column("tried_at", sa.String(27), nullable=True),
        sa.Column("failing_since", sa.String(27), nullable=True),
        sa.Column("trouble", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_post_state"),
        sqlite_strict=True,
    )
    op.create_table(
        "post_choice",
        sa.Column("person_id", sa.String(16), nullable=False),
        sa.Column("how_often", sa.String(10), nullable=False),
        sa.Column("set_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_post_choice_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_post_choice"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    for table in ("post_choice", "post_state", "outbox"):
        op.drop_table(table)
