"""How a poll ends by itself, when people are reminded before, and what that asks of a poll."""

from dataclasses import replace
from datetime import datetime, timedelta

from coproduction.errors import Refusal
from coproduction.polls import CHOICE, SEVERAL, Invited, Poll
from coproduction.words import Text

LONGEST, LONGEST_ANONYMOUS = timedelta(days=30), timedelta(days=14)
_MINUTE = timedelta(minutes=1)
NOT_REMINDED = timedelta(minutes=3)  # nobody is reminded of a poll that is open for less
MOST_AHEAD = timedelta(days=1)
TAKES_OPTIONS = frozenset({CHOICE, SEVERAL})  # of which an answer names nothing but what was chosen

_HOW_LONG = Text("A poll can last from 1 minute to 30 days. Please say how long, such as: for 5 minutes.")
_NOT_SO_LONG = Text(
    "Between sessions an anonymous poll can be open for 14 days at most. "
    "Until it closes, its answers could still be traced."
)
_WHO_IS_ALL = Text(
    "I cannot know when all of a channel have answered. Please say who should answer, too: those who "
    "checked in, or a part of them. Type, for example: checked in, until all."
)
_GIVES_AWAY = Text(
    "An anonymous poll cannot close when all have answered. I do not know who has, and its end would show "
    "it. Please let it close at a time, or make the poll confidential."
)
_NO_SESSION = Text(
    "No session is live here, so nobody has checked in. Please ask everybody, or start a session first."
)
_FOUND_OUT = Text(
    "People cannot add options to an anonymous poll. Others could find out who did. "
    "Please leave out “add”, or make the poll confidential."
)
_FIXED = Text(
    "People can add options where they choose one or several. To this kind of question they cannot. "
    "Please leave out “add”."
)


def timed(poll: Poll, now: datetime, minutes: int | None) -> Poll:
    """The poll, which closes by itself so long after now; or a Refusal.

    Without minutes it closes when a facilitator or its session does that. Between sessions no session will,
    so it closes by itself as late as such a poll may.
    """
    if minutes is None and poll.session:
        return poll
    lasts = longest(poll) if minutes is None else minutes * _MINUTE
    if not _MINUTE <= lasts <= LONGEST:
        raise Refusal(_HOW_LONG, "minutes")
    if lasts > longest(poll):
        raise Refusal(_NOT_SO_LONG, "minutes")
    closes_at = now + lasts
    return replace(poll, closes_at=closes_at, remind_at=_before(now, closes_at))


def longest(poll: Poll) -> timedelta:
    """For how long a poll may be open: an anonymous one outside a session not so long, because until it
    closes its answers could still be traced."""
    return LONGEST_ANONYMOUS if poll.is_anonymous and poll.session is None else LONGEST


def _before(now: datetime, closes_at: datetime) -> datetime | None:
    """When to remind people once: three quarters through, but at most a day before the end."""
    lasts = closes_at - now
    return None if lasts < NOT_REMINDED else closes_at - min(lasts / 4, MOST_AHEAD)


def require_fit(poll: Poll) -> None:
    """Raises a Refusal when a poll of this level or kind cannot end, ask or grow as it is meant to."""
    if poll.closes_when_all and poll.is_anonymous:
        raise Refusal(_GIVES_AWAY, "closes_when_all")
    if poll.closes_when_all and poll.invited is Invited.EVERYBODY:
        raise Refusal(_WHO_IS_ALL, "invited")
    if poll.invited is not Invited.EVERYBODY and poll.session is None:
        raise Refusal(_NO_SESSION, "invited")
    if poll.may_add and poll.is_anonymous:
        raise Refusal(_FOUND_OUT, "may_add")
    if poll.may_add and poll.kind not in TAKES_OPTIONS:
        raise Refusal(_FIXED, "may_add")
