"""How a migration runs: inside one transaction that the store opened, with the fences down while tables are rebuilt.

The fences go up again whatever the migration did (rebuilding a table on SQLite drops its triggers), so no migration
can forget them.
"""

from alembic import context
from sqlalchemy import Connection, text

from caseflow.records import Record, fences

connection: Connection = context.config.attributes["connection"]

fences.take_down(connection)
context.configure(connection=connection, target_metadata=Record.metadata, render_as_batch=True, transactional_ddl=True)
context.run_migrations()
fences.put_up(connection)

# SQLite does not look at foreign keys while tables are rebuilt, so it is asked once afterwards.
if connection.dialect.name == "sqlite" and (astray := connection.execute(text("PRAGMA foreign_key_check")).all()):
    raise RuntimeError(f"The migration left rows that point at nothing: {astray[:5]}")
