"""Polls that are over, for who wants to close them and finds them closed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.polls import POLL_CARD, Poll, Purpose, Tally
from coproduction.ports import Memory
from coproduction.questions import would_hide
from coproduction.service import people, polls, tencards
from coproduction.words import Text

DOING = Text("close a poll")


@dataclass(frozen=True, slots=True)
class Here:
    """The polls of a channel: the open ones with how they are answered, and the others, newest first.

    `since`: when each open one was asked that another one has the words of, by its id.
    """

    open: list[Tally]
    over: list[Poll]
    since: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Over:
    """What came of a poll that is over, and whether another is open in its channel."""

    tally: Tally
    is_any_open: bool


def here(memory: Memory, actor: Actor, channel: str) -> Here:
    """All polls of this channel, for a facilitator who wants to close some; a Refusal where there is none."""
    people.require_facilitator(memory, actor, DOING, channel)
    asked = [poll for poll in memory.polls.of_channel(channel) if poll.purpose is Purpose.ANY]
    over = {poll.id: poll for poll in asked if not poll.is_open}
    if not over or len(over) < len(asked):
        there = polls.to_close(memory, actor, channel)
        return Here(there, _newest_first(memory, over), _asked_at(memory, _of_same_words(there)))
    return Here([], _newest_first(memory, over))


def for_nothing(memory: Memory, tallies: Sequence[Tally]) -> list[Tally]:
    """Those of these open polls of which nothing would be shown, for good, if they closed now."""
    return [tally for tally in tallies if would_hide(tally) or tencards.would_show_nothing(memory, tally)]


def _newest_first(memory: Memory, over: dict[str, Poll]) -> list[Poll]:
    asked = _asked_at(memory, over)
    return [over[poll] for poll in sorted(asked, key=lambda poll: asked[poll], reverse=True)]


def _asked_at(memory: Memory, polls_: Iterable[str]) -> dict[str, datetime]:
    cards = memory.messages.find_all([Card(POLL_CARD, poll) for poll in polls_]).values()
    return {card.subject: card.due_at for card in cards}


def _of_same_words(tallies: Sequence[Tally]) -> list[str]:
    words = [tally.poll.title or tally.poll.question for tally in tallies]
    so_often = Counter(words)
    return [tally.poll.id for tally, each in zip(tallies, words, strict=True) if so_often[each] > 1]


def outcome(memory: Memory, actor: Actor, poll_id: str) -> Over | None:
    """What came of a poll that is over, for a facilitator; None while it is open."""
    people.require_facilitator(memory, actor, DOING)
    poll = polls.asked_here(memory, actor, poll_id)
    if poll.is_open:
        return None
    is_any_open = any(each.purpose is Purpose.ANY for each in memory.polls.open_in(poll.channel))
    return Over(tencards.tallied(memory, poll), is_any_open)
