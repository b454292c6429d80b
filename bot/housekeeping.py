"""What an operator does beside serving: back up, restore, give another key. It answers in words."""

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from bot.clock import real_time
from bot.config import StorageConfig
from storage import BadDatabase, Restored, Unreachable, back_up, give_new_key, restore

USAGE = """\
python -m bot                serve, with the settings of the environment and .env
python -m bot backup FILE    write all that is stored to a new file, also while the bot runs
python -m bot restore FILE   put a backup in the place of what is stored now; stop the bot first
                             (--force does so although a bot seems to be at work there)
python -m bot new-key        when the key is lost: close what is locked with it, and start anew
"""


def keep_house(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Do what the arguments ask for. 0 when it is done, 2 and how to ask when they ask for nothing known.

    BadDatabase, NewerDatabase or ConfigFault when it cannot be done.
    """
    match arguments:
        case ["backup", str(name)]:
            act: Callable[[StorageConfig], list[str]] = partial(_back_up, file=Path(name))
        case ["restore", str(name)]:
            act = partial(_restore, file=Path(name))
        case ["restore", str(name), "--force"] | ["restore", "--force", str(name)]:
            act = partial(_restore, file=Path(name), force=True)
        case ["new-key"]:
            act = _new_key
        case _:
            sys.stderr.write(USAGE)
            return 2
    try:
        said = act(StorageConfig.from_env(environ))
    except Unreachable:
        raise BadDatabase("The database does not answer. Nothing was changed; please try again.") from None
    sys.stderr.write("".join(f"{line}\n" for line in said))
    return 0


def _back_up(config: StorageConfig, file: Path) -> list[str]:
    made = back_up(config.database_url, file, real_time())
    return [
        f"The backup is whole and was checked: {file} ({sum(made.rows.values())} rows).",
        "Keys and secrets are not in it: nobody can tell from it who spoke without their name.",
    ]


def _restore(config: StorageConfig, file: Path, *, force: bool = False) -> list[str]:
    done = restore(config.database_url, file, real_time(), force=force)
    return [
        f"What was stored at {done.backup.made_at} is back ({sum(done.backup.rows.values())} rows).",
        *_afterwards(done),
        "You can start the bot now.",
    ]


def _afterwards(done: Restored) -> list[str]:
    """What the operator should know, and tell others."""
    said = []
    if done.kept:
        said.append(f"Kept over it: what people have said no to (stops, what was taken back): {done.kept}.")
    if done.looked_for:
        said.append(
            f"Owed at that time: {done.looked_for} messages. The bot looks for each of them in Slack, and "
            "sends only those that are not there."
        )
    if done.live_sessions:
        said.append(
            f"Sessions live at that time: {done.live_sessions}. Checking in is closed in them, because their "
            "secrets are in no backup. A facilitator can end them, and start new ones."
        )
    return said


def _new_key(config: StorageConfig) -> list[str]:
    closed = give_new_key(config.database_url, config.secret_key.reveal())
    return [
        f"Sessions whose secret could not be opened any more: {closed}. Checking in is closed in them; what "
        "was said stays, and leads back to nobody.",
        "You can start the bot now.",
    ]
