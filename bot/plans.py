"""When time will bring something next: what a rehearsal asks before it moves its clock on."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from coproduction.ports import Clock

AHEAD = timedelta(days=366)
EXACT = timedelta(seconds=1)


async def soonest(is_due_by: Callable[[datetime], Awaitable[object]], clock: Clock) -> datetime | None:
    """The first moment by which something is due, to a second; None when nothing is within a year.

    Found by halving, from the one question that the bot has: is anything due by then?
    """
    early = clock()
    if await is_due_by(early):
        return early
    late = early + AHEAD
    if not await is_due_by(late):
        return None
    while late - early > EXACT:
        middle = early + (late - early) / 2
        if await is_due_by(middle):
            late = middle
        else:
            early = middle
    return late
