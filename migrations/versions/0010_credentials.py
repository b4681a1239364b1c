"""What somebody signs in with, bound to them: sealed in their row."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("person", sa.Column("credentials", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("person", "credentials")
