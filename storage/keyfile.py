"""SQLite's key: a file of its own beside the database, for this account alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from tempfile import mkstemp

from storage.keys import SHORTEST, BadKey, Key, new_text

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_LONGEST = 1_000  # characters; whoever points it at something else gets words, not a full memory


def path_beside(database: Path) -> Path:
    """Where the key of a SQLite file is kept."""
    return database.with_name(f"{database.name}.key")


def read_or_made(path: Path, *, is_needed: bool = False) -> Key:
    """The key in the file, which is made unless something is locked with one that must have been there.

    Of several processes that start at once one makes it, whole and at once, and all others read it.
    """
    text = _read(path)
    if text is None and is_needed:
        raise BadKey(
            f"The key file {path} is missing, and a live session's secret is locked with it. "
            "Put it back. If it is lost, type: python -m bot new-key"
        )
    if text is None:
        _make(path)
        text = _read(path)
    if text is None or not SHORTEST <= len(text) <= _LONGEST:
        raise BadKey(
            f"The key file {path} does not hold a key: it should be one line of 32 characters or more. "
            "Put the right one back. If it is lost, delete this one and type: python -m bot new-key"
        )
    return Key(text)


def _read(path: Path) -> str | None:
    """What stands in the file, None when there is none. Raises BadKey, never with anything of its content."""
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            if stat.S_IMODE(found.st_mode) & _OTHERS:
                raise BadKey(
                    f"The key file {path} can be read by other accounts. Type: chmod 600 {path} "
                    "(If others may have read it, delete it between two sessions: a start makes a new one.)"
                )
            return file.read(_LONGEST + 1).decode("ascii", "replace").strip()
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise BadKey(f"The key file {path} cannot be read: {fault.strerror}. {_HELP}") from fault


_HELP = "Let this account read and write it, or keep the key in the setting SECRET_KEY instead."


def _make(path: Path) -> None:
    """Give a finished file its name in one move, which fails when another process was faster."""
    try:
        handle, draft = mkstemp(prefix=f"{path.name}.", dir=path.parent)  # for this account alone: 0600
        try:
            with os.fdopen(handle, "w") as file:
                file.write(f"{new_text()}\n")
                file.flush()
                os.fsync(file.fileno())
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            Path(draft).unlink()
    except OSError as fault:
        raise BadKey(f"The key file {path} cannot be made: {fault.strerror}. {_HELP}") from fault
