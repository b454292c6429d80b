"""How a poll ends, by itself or cancelled, when people are reminded before, and how its options grow."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from coproduction.errors import Refusal
from coproduction.looks import alike
from coproduction.messages import Card
from coproduction.polloptions import option_of
from coproduction.polls import CHOICE, MOST, POLL_CARD, SEVERAL, Invited, Poll, closed
from coproduction.texts import refuse_short, required
from coproduction.words import Text

POLL_REMINDER: Final = "poll_reminder"
POLL_CARD_DELETED: Final = "poll_card_deleted"  # to its facilitators
REASON_LENGTH = 250

CLOSING_ASKED_FOR = timedelta(days=14)  # the closing question, where no session starts before
LONGEST, LONGEST_ANONYMOUS = timedelta(days=30), timedelta(days=14)
_MINUTE = timedelta(minutes=1)
LEAST_AHEAD = timedelta(seconds=30)  # to read a reminder and still answer
MOST_AHEAD = timedelta(days=1)
TAKES_OPTIONS = frozenset({CHOICE, SEVERAL})  # of which an answer names nothing but what was chosen

_HOW_LONG = Text("A poll can last from 1 minute to 30 days. Please say how long, such as: for 5 minutes.")
_NOT_SO_LONG = Text(
    "Between sessions an anonymous poll can be open for 14 days at most. "
    "Until it closes, its answers could still be traced."
)
_WHO_IS_ALL = Text(
    "Some people in a channel only read. So a poll that waits for all of them may never close. "
    "Please say who should answer, too: those who checked in, or a part of them. "
    "Type, for example: checked in, until all."
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
    "Please ask it without that, or make the poll confidential."
)
_FIXED = Text(
    "People can add options where they choose one or several. To this kind of question they cannot. "
    "Please ask it without that."
)
_NOT_TOLD = Text(
    "Nobody is told whether somebody has answered an anonymous poll. So it cannot be changed or taken back. "
    "You can cancel it with {/polls}, and ask again."
)
_CANCELLED = Text("This poll was cancelled, and its answers are deleted. The reason: {because}")


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


def _before(now: datetime, closes_at: datetime) -> datetime:
    """When to remind people once: three quarters through, but half a minute to a day before the end."""
    return closes_at - max(LEAST_AHEAD, min((closes_at - now) / 4, MOST_AHEAD))


def cards_of(poll: Poll, person: str) -> tuple[Card, ...]:
    """The cards that an answer of this person changes: that of the poll, and their reminder of it where they
    may have had one. Of an anonymous poll nobody is reminded by themselves.
    """
    is_reminded = poll.closes_at and poll.remind_at is None and not poll.is_anonymous
    own = (Card(POLL_REMINDER, poll.id, person),) if is_reminded else ()
    return Card(POLL_CARD, poll.id), *own


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


class Kept(Refusal):
    """A no to changing an open poll or taking it back: it can still be cancelled."""

    def __init__(self, told: Text, poll: Poll) -> None:
        self.poll = poll
        super().__init__(told)
        named(self, poll)


def no_more(poll: Poll, just_closed: Text) -> Refusal:
    """What somebody is told of a poll that is over; `just_closed` where it was not cancelled."""
    told = _CANCELLED.filled(because=poll.because) if poll.because else just_closed
    return named(Refusal(told), poll)


def named(refusal: Refusal, poll: Poll) -> Refusal:
    """The same no, which names the poll that it is about: it may be read when another card is in sight."""
    if all(name != "question" for name, _ in refusal.words.values):
        refusal.about = poll.heading or poll.in_short
    return refusal


@contextmanager
def naming(poll: Poll) -> Iterator[None]:
    """Whatever is refused inside names this poll."""
    try:
        yield
    except Refusal as no:
        named(no, poll)
        raise


def require_told(poll: Poll) -> None:
    """Raises Kept where nobody may find out whether a poll has an answer: of one that is anonymous.

    Whoever sees who is busy with it, or tries again and again, would know who gave the first.
    """
    if poll.is_anonymous:
        raise Kept(_NOT_TOLD, poll)


def taken_back(poll: Poll, by: str) -> Poll:
    """The poll as one that was asked by mistake."""
    return replace(closed(poll), taken_back_by=by)


def cancelled(poll: Poll, by: str, reason: str) -> Poll:
    """The poll as one that counts nowhere, and says why; or a Refusal where there is no reason."""
    nothing = Text("Please say why. People who answered will read it.")
    because = required(reason, most=REASON_LENGTH, field="reason", empty=nothing)
    refuse_short(because, "reason")
    return replace(taken_back(poll, by), because=because)


def with_option(poll: Poll, words: str) -> Poll:
    """The poll with one more option behind all others; or a Refusal where it is full or has one like it."""
    option = option_of(words, "option")
    for there in poll.options:
        if alike([there, option]):
            raise Refusal(
                "This option is there already: “{option}”. Please choose it on the card.",
                "option",
                option=there,
            )
    if len(poll.options) >= MOST:
        raise Refusal("This poll has {most} options, and no more fit.", "option", most=MOST)
    return replace(poll, options=(*poll.options, option))
