"""When something first might have left, and since when the mail server puts it off: neither moves with each try.

What waits at this moment begins to wait now, as far as this release can know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("first_due_at", sa.String(27), nullable=False, server_default=""))
    op.add_column("outbox", sa.Column("put_off_since", sa.String(27), nullable=True))
    op.execute("UPDATE outbox SET first_due_at = due_at")


def downgrade() -> None:
    for name in ("put_off_since", "first_due_at"):
        op.drop_column("outbox", name)
