"""Who has had their time to say something, each from when it reached them; and when to look again.

What a whole room is told arrives over minutes when Slack takes little. People are not looked at one by one:
their groups would be mended each second.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

Reached = Mapping[str, datetime | None]  # when something reached whom; None: it is still under way to them


def had_their_time(reached: Reached, now: datetime, wait: timedelta) -> tuple[str, ...]:
    """Those whom it reached at least `wait` ago."""
    return tuple(person for person, at in reached.items() if at and at + wait <= now)


def next_look(waiting: Iterable[tuple[Reached, timedelta]], now: datetime, most: timedelta) -> datetime:
    """When to look again at people who each have so long: when as many as possible have had their time.

    That is the last of their moments within `most`; without one in `most` where anything is under way, else
    at the next moment.
    """
    ends = [at + wait if at else None for reached, wait in waiting for at in reached.values()]
    later = [end for end in ends if end and end > now]
    soon = [end for end in later if end <= now + most]
    if soon or None in ends:
        return max(soon, default=now + most)
    return min(later, default=now + most)
