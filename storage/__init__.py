"""What Alongside remembers, in SQLite or PostgreSQL: the only package that speaks SQL."""

from storage.bridge import Bridge
from storage.engine import open_engines
from storage.memory import SqlMemory
from storage.migrate import NewerDatabase, migrate

__all__ = ["NewerDatabase", "SqlMemory", "open_storage"]


def open_storage(url: str, *, waiting_limit: int = 5_000, readers: int = 4) -> Bridge[SqlMemory]:
    """The storage behind a database URL, its tables brought up to date; `close()` it at the end.

    ValueError when the URL is not accepted, NewerDatabase when a newer version has been at work there.
    """
    engines = open_engines(url, readers=readers)
    try:
        migrate(engines.writer)
    except BaseException:
        engines.dispose()
        raise
    return Bridge(engines, SqlMemory, waiting_limit=waiting_limit, readers=readers)
