"""Which processes are at work here, and whether a bot with the same token is at work somewhere else."""

from datetime import datetime

from coproduction.ports import Memory


def beat(memory: Memory, process: str, now: datetime, strangers: int = 0) -> None:
    """This process is at work, and has found so many bots that use its token on another database."""
    memory.heartbeats.beat(process, now, strangers)


def stop(memory: Memory, process: str) -> None:
    """This process ends in good order."""
    memory.heartbeats.stop(process)


def processes(memory: Memory, now: datetime) -> int:
    """How many processes are at work on this database."""
    return len(memory.heartbeats.live(now))


def strangers(memory: Memory) -> int:
    """How many bots with the same token are at work on another database, as far as any process has found.

    Each of them is handed a part of what people do here, and none of that is stored in this database.
    No clock is needed: whoever asks is at work, and has all those forgotten that are not.
    """
    return max((each.strangers for each in memory.heartbeats.known()), default=0)
