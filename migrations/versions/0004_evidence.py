"""Items of evidence, files of reports not yet sent, and how many files somebody added within the hour."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NO_FILE = "blob IS NULL AND blob_key IS NULL AND size IS NULL AND copy IS NULL AND copy_key IS NULL"


def upgrade() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("case_id", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("image_flag", sa.String(6), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("blob", sa.String(32), nullable=True),
        sa.Column("blob_key", sa.LargeBinary(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("copy", sa.String(32), nullable=True),
        sa.Column("copy_key", sa.LargeBinary(), nullable=True),
        sa.Column("added_at", sa.String(27), nullable=False),
        sa.Column("frozen_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_evidence_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.UniqueConstraint("case_id", "number", name="uq_evidence_case_id_number"),
        sa.UniqueConstraint("blob", name="uq_evidence_blob"),
        sa.CheckConstraint("image_flag IN ('no', 'yes', 'unsure')", name="ck_evidence_flag"),
        sa.CheckConstraint(f"image_flag = 'no' OR ({NO_FILE})", name="ck_evidence_no_file_unless_no"),
        sa.CheckConstraint(
            "frozen_at IS NULL OR (copy IS NULL AND copy_key IS NULL)", name="ck_evidence_frozen_has_no_copy"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_evidence_case_id", "evidence", ["case_id"])
    op.create_table(
        "draft_file",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("draft_id", sa.String(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("blob", sa.String(32), nullable=False),
        sa.Column("copy", sa.String(32), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name="fk_draft_file_draft_id"),
        sa.PrimaryKeyConstraint("id", name="pk_draft_file"),
        sqlite_strict=True,
    )
    op.create_index("ix_draft_file_draft_id", "draft_file", ["draft_id"])
    op.create_table(
        "upload",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_upload"),
        sqlite_strict=True,
    )
    op.create_index("ix_upload_who_at", "upload", ["who", "at"])


def downgrade() -> None:
    for table in ("upload", "draft_file", "evidence"):
        op.drop_table(table)
