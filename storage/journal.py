"""What was deleted, and where it could still be read."""

from sqlalchemy import Engine


def empty_journal(writer: Engine) -> None:
    """Move all that SQLite's journal holds into the file and cut it to nothing; waits for readers to end."""
    if writer.dialect.name != "sqlite":
        return
    connection = writer.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    finally:
        connection.close()
