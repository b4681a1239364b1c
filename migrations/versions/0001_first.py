"""The first tables: schools and their people, cases and what hangs on them, the sealed log.

Going down from here takes everything away, the log too: it is for an empty database and for tests.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TABLES = (
    "school",
    "setting_value",
    "person",
    "post",
    "case",
    "position",
    "part",
    "clock",
    "letter",
    "notice",
    "draft",
    "request",
    "audit_leaf",
    "audit_node",
    "audit_head",
    "audit_payload",
    "audit_checkpoint",
)


def upgrade() -> None:
    op.create_table(
        "school",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("letterhead", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_school"),
        sqlite_strict=True,
    )
    op.create_table(
        "setting_value",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("school_id", sa.String(16), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("value", sa.String(400), nullable=False),
        sa.Column("holds_from", sa.String(10), nullable=False),
        sa.Column("set_at", sa.String(27), nullable=False),
        sa.Column("set_by", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_setting_value_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_setting_value"),
        sa.UniqueConstraint(
            "school_id", "key", "holds_from", "set_at", name="uq_setting_value_school_id_key_holds_from_set_at"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_setting_value_school_id", "setting_value", ["school_id"])
    op.create_table(
        "person",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("school_id", sa.String(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("email_mark", sa.LargeBinary(), nullable=False),
        sa.Column("password", sa.String(200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("credential", sa.String(16), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("wait_until", sa.String(27), nullable=True),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_person_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("school_id", "email_mark", name="uq_person_school_id_email_mark"),
        sqlite_strict=True,
    )
    op.create_index("ix_person_email_mark", "person", ["email_mark"])
    op.create_index("ix_person_school_id", "person", ["school_id"])
    op.create_table(
        "post",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("person_id", sa.String(16), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_post_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_post"),
        sa.UniqueConstraint("person_id", "role", name="uq_post_person_id_role"),
        sqlite_strict=True,
    )
    op.create_index("ix_post_person_id", "post", ["person_id"])
    op.create_table(
        "case",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("school_id", sa.String(16), nullable=False),
        sa.Column("reference", sa.String(14), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.String(27), nullable=False),
        sa.Column("updated_at", sa.String(27), nullable=False),
        sa.Column("headline", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_case_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case"),
        sa.UniqueConstraint("reference", name="uq_case_reference"),
        sqlite_strict=True,
    )
    op.create_index("ix_case_school_id", "case", ["school_id"])
    op.create_index("ix_case_school_updated", "case", ["school_id", "updated_at", "id"])
    op.create_table(
        "position",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("case_id", sa.String(16), nullable=False),
        sa.Column("track", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("since", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_position_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_position"),
        sa.UniqueConstraint("case_id", "track", name="uq_position_case_id_track"),
        sqlite_strict=True,
    )
    op.create_index("ix_position_case_id", "position", ["case_id"])
    op.create_index("ix_position_state_case", "position", ["state", "case_id"])
    op.create_table(
        "part",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("case_id", sa.String(16), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("since", sa.String(27), nullable=False),
        sa.Column("until", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_part_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_part"),
        sqlite_strict=True,
    )
    op.create_index("ix_part_case_id", "part", ["case_id"])
    op.create_index("ix_part_case_role", "part", ["case_id", "role"])
    op.create_index("ix_part_who_role_case", "part", ["who", "role", "case_id"])
    op.create_table(
        "clock",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("case_id", sa.String(16), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("started_at", sa.String(27), nullable=False),
        sa.Column("first_due_at", sa.String(27), nullable=False),
        sa.Column("due_at", sa.String(27), nullable=False),
        sa.Column("met_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_clock_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_clock"),
        sqlite_strict=True,
    )
    op.create_index("ix_clock_case_id", "clock", ["case_id"])
    op.create_index("ix_clock_case_met", "clock", ["case_id", "met_at"])
    op.create_table(
        "letter",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("case_id", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(10), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("due_since", sa.String(27), nullable=False),
        sa.Column("updated_at", sa.String(27), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("issued_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_letter_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
        sa.UniqueConstraint("case_id", "number", name="uq_letter_case_id_number"),
        sqlite_strict=True,
    )
    op.create_index("ix_letter_case_id", "letter", ["case_id"])
    op.create_table(
        "notice",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("school_id", sa.String(16), nullable=False),
        sa.Column("person_id", sa.String(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("about", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("read_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_notice_person_id"),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_notice_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sqlite_strict=True,
    )
    op.create_index("ix_notice_person_read", "notice", ["person_id", "read_at"])
    op.create_index("ix_notice_school_id", "notice", ["school_id"])
    op.create_table(
        "draft",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("school_id", sa.String(16), nullable=False),
        sa.Column("person_id", sa.String(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("begun_at", sa.String(27), nullable=False),
        sa.Column("updated_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_draft_person_id"),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_draft_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sqlite_strict=True,
    )
    op.create_index("ix_draft_person_id", "draft", ["person_id"])
    op.create_index("ix_draft_school_id", "draft", ["school_id"])
    op.create_table(
        "request",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(16), nullable=False),
        sa.Column("body", sa.String(64), nullable=False),
        sa.Column("answer", sa.String(200), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_request"),
        sqlite_strict=True,
    )
    op.create_table(
        "audit_leaf",
        sa.Column("school_id", sa.String(16), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("prev", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_audit_leaf_school_id"),
        sa.PrimaryKeyConstraint("school_id", "seq", name="pk_audit_leaf"),
        sa.UniqueConstraint("school_id", "hash", name="uq_audit_leaf_school_id_hash"),
        sqlite_strict=True,
    )
    op.create_table(
        "audit_node",
        sa.Column("school_id", sa.String(16), nullable=False),
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("idx", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_audit_node_school_id"),
        sa.PrimaryKeyConstraint("school_id", "level", "idx", name="pk_audit_node"),
        sqlite_strict=True,
    )
    op.create_table(
        "audit_head",
        sa.Column("school_id", sa.String(16), nullable=False),
        sa.Column("next_seq", sa.Integer(), nullable=False),
        sa.Column("last_hash", sa.LargeBinary(), nullable=False),
        sa.Column("last_time", sa.String(24), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_audit_head_school_id"),
        sa.PrimaryKeyConstraint("school_id", name="pk_audit_head"),
        sqlite_strict=True,
    )
    op.create_table(
        "audit_payload",
        sa.Column("school_id", sa.String(16), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.String(24), nullable=False),
        sa.Column("scope_seq", sa.Integer(), nullable=False),
        sa.Column("ct", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_audit_payload_school_id"),
        sa.PrimaryKeyConstraint("school_id", "seq", name="pk_audit_payload"),
        sa.UniqueConstraint("scope", "scope_seq", name="uq_audit_payload_scope_scope_seq"),
        sqlite_strict=True,
    )
    op.create_index("ix_audit_payload_scope_seq", "audit_payload", ["scope", "seq"])
    op.create_table(
        "audit_checkpoint",
        sa.Column("school_id", sa.String(16), nullable=False),
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_audit_checkpoint_school_id"),
        sa.PrimaryKeyConstraint("school_id", "size", name="pk_audit_checkpoint"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
