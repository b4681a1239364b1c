"""What is asked for in an emergency."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "emergency_request",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("school_id", sa.String(16), nullable=False),
        sa.Column("asked_by", sa.String(16), nullable=False),
        sa.Column("asked_at", sa.String(27), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("answered_by", sa.String(16), nullable=True),
        sa.Column("answered_at", sa.String(27), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_emergency_request_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_emergency_request"),
        sqlite_strict=True,
    )
    op.create_index("ix_emergency_request_school_id", "emergency_request", ["school_id"])


def downgrade() -> None:
    op.drop_table("emergency_request")
