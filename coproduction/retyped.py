"""The same words typed again at once: one act, because whoever types them saw no answer, or an error."""

from datetime import datetime, timedelta

WITHIN = timedelta(minutes=1)


def is_again(before: datetime | None, now: datetime) -> bool:
    """Whether what was done before is so short ago that the same now means no second one."""
    return before is not None and now - before < WITHIN
