"""Sessions, second factors, and what slows down whoever guesses; a person no longer counts wrong passwords.

What was counted per person is counted per account and per place now. No row of `person` is rebuilt: a column is taken
out where it stands, so that the fences stay where they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

COUNTED = {"failures": sa.Column("failures", sa.Integer(), nullable=False, server_default="0")}
COUNTED["wait_until"] = sa.Column("wait_until", sa.String(27), nullable=True)


def upgrade() -> None:
    _of_a_person(
        "signed_in",
        sa.Column("secret_sha256", sa.String(64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        *(sa.Column(name, sa.String(27), nullable=False) for name in ("began_at", "seen_at", "idle_until", "ends_at")),
        sa.Column("ended_at", sa.String(27), nullable=True),
        sa.UniqueConstraint("secret_sha256", name="uq_signed_in_secret_sha256"),
    )
    op.create_index("ix_signed_in_person_id", "signed_in", ["person_id"])
    _of_a_person(
        "kept_form",
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.String(27), nullable=False),
    )
    op.create_index("ix_kept_form_person_place", "kept_form", ["person_id", "place"])
    op.create_table(
        "throttle",
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("wait_until", sa.String(27), nullable=True),
        sa.Column("tried_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_throttle"),
        sqlite_strict=True,
    )
    _of_a_person(
        "factor",
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("credential_sha256", sa.String(64), nullable=True),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.String(27), nullable=False),
        sa.Column("used_at", sa.String(27), nullable=True),
        sa.UniqueConstraint("credential_sha256", name="uq_factor_credential_sha256"),
    )
    op.create_index("ix_factor_person_id", "factor", ["person_id"])
    op.create_table(
        "spent",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("until", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_spent"),
        sqlite_strict=True,
    )
    _of_a_person(
        "recovery",
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("begun_at", sa.String(27), nullable=False),
        sa.Column("used_at", sa.String(27), nullable=True),
    )
    op.create_index("ix_recovery_person_id", "recovery", ["person_id"])
    _of_a_person(
        "identity",
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("linked_at", sa.String(27), nullable=False),
        sa.UniqueConstraint("mark", name="uq_identity_mark"),
    )
    op.create_index("ix_identity_person_id", "identity", ["person_id"])
    for name in COUNTED:
        op.drop_column("person", name)


def downgrade() -> None:
    for column in COUNTED.values():
        op.add_column("person", column._copy())
    for table in ("identity", "recovery", "spent", "factor", "throttle", "kept_form", "signed_in"):
        op.drop_table(table)


def _of_a_person(table: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("school_id", sa.String(16), nullable=False),
        sa.Column("person_id", sa.String(16), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=f"fk_{table}_person_id"),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=f"fk_{table}_school_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sqlite_strict=True,
    )
