"""The same words typed again at once: one act, because whoever types them saw no answer, or an error."""

from datetime import datetime, timedelta

from coproduction.polls import Poll
from coproduction.texts import tidy

WITHIN = timedelta(minutes=1)


def is_again(before: datetime | None, now: datetime) -> bool:
    """Whether what was done before is so short ago that the same now means no second one."""
    return before is not None and now - before < WITHIN


def folded(text: str) -> str:
    """What makes two texts of one person the same: no case, no spaces and lines, no mark at the end."""
    words = tidy(text).casefold()
    return words.rstrip(" .!?…") or words


def asks_the_same(one: Poll, other: Poll) -> bool:
    """Whether two polls ask the same in the same way, whoever asked them and whenever."""
    return _asks(one) == _asks(other)


def _asks(poll: Poll) -> tuple[object, ...]:
    how = poll.level, poll.is_live, poll.closes_at is None, poll.closes_when_all, poll.invited, poll.may_add
    words = tuple(map(folded, (poll.title or "", poll.question, *poll.options)))
    return words, poll.kind, poll.most, *how
