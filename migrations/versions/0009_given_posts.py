"""Posts that were given and wait for a second person."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "given_post",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("school_id", sa.String(16), nullable=False),
        sa.Column("person_id", sa.String(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("answered_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_given_post_school_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_given_post_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_given_post"),
        sqlite_strict=True,
    )
    op.create_index("ix_given_post_school_id", "given_post", ["school_id"])
    op.create_index("ix_given_post_person_id", "given_post", ["person_id"])


def downgrade() -> None:
    op.drop_table("given_post")
