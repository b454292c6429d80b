"""How Alembic runs a step: on the connection, and inside the transaction, that `storage.migrate` holds."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a column by making the table anew
)
context.run_migrations()
