"""Which of several open polls is to be closed: each with what can be done with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from coproduction.polls import Tally
from coproduction.words import Text
from handlers import ids
from handlers.blocks.closings import SHOWN
from handlers.blocks.drafts.question import KINDS, how
from handlers.blocks.fitting import as_many
from handlers.blocks.kit import Block, Drawing, actions, asks, button, context, paragraphs
from handlers.blocks.pollends import until
from handlers.blocks.polls import ways
from handlers.blocks.questions.drawing import called, counted_at
from handlers.blocks.text import brief, moment
from handlers.voice import Voice

MOST_VALUE = 2_000  # characters that a button carries
BOTH = 2
_NONE: Mapping[str, datetime] = MappingProxyType({})


def which(
    say: Voice, tallies: Sequence[Tally], first: Text, since: Mapping[str, datetime] = _NONE
) -> Drawing:
    """The open polls, each with the button that closes it, and one that closes all of these.

    `since`: when those were asked, by their ids, that their words do not tell apart.
    """
    rows = [
        (1, _row(say, tally, number, since.get(tally.poll.id))) for number, tally in enumerate(tallies, 1)
    ]
    blocks = as_many(paragraphs(say(first)), rows, lambda left: _all_of_them(say, tallies, left))
    return Drawing.of(say, blocks)


def _row(say: Voice, tally: Tally, number: int, since: datetime | None) -> list[Block]:
    """One of them, with all that can be done with it where it is shown elsewhere."""
    told = paragraphs(brief(called(say, tally.poll), SHOWN))
    closes = [context(" ".join(lines)) for lines in [until(say, tally.poll)] if lines]
    apart = [_apart(say, tally, since)] if since else []
    return [*told, counted_at(say, tally), *closes, *apart, ways(say, tally, number)]


def _apart(say: Voice, tally: Tally, since: datetime) -> Block:
    """What tells a poll from another one of the same words: how people answer it, and since when."""
    poll, asked = tally.poll, say("Asked: {time}.", time=moment(say, since))
    is_one = poll.kind in KINDS and not tally.parts
    answers = [say("How people answer: {how}.", how=how(poll.kind, poll.most))] if is_one else []
    return context(" ".join([*answers, asked]))


def _all_of_them(say: Voice, tallies: Sequence[Tally], left: int) -> list[Block]:
    """The button for all, where it can carry which they are; a poll that is asked meanwhile stays open."""
    more = [context(say("{n} more open polls do not fit here.", n=left))] if left else []
    value = ",".join(tally.poll.id for tally in tallies)
    if len(value) > MOST_VALUE:
        return [*more, context(say("To close them all, type: {/close} all"))]
    if len(tallies) == 1:
        return more
    sure = asks(
        say,
        say("Close both polls?") if len(tallies) == BOTH else say("Close all {n} polls?", n=len(tallies)),
        say(
            "Nobody can answer them any more, and their cards show what came of them. They cannot be opened "
            "again. Nothing is shown of what too few have answered."
        ),
        say("Yes, close them"),
    )
    label = say("Close both polls") if len(tallies) == BOTH else say("Close all {n} polls", n=len(tallies))
    return [*more, actions(button(label, ids.CLOSE_POLLS, value, aloud=label, confirm=sure))]
