"""Closing polls by hand: the button beside each, and which of several is meant."""

from collections.abc import Sequence
from itertools import chain

from coproduction.polls import CARDS, Poll, Tally
from coproduction.releases import FEWEST
from coproduction.service.closings import Over
from coproduction.service.polls import NONE_OPEN
from coproduction.words import Text
from handlers import ids
from handlers.blocks.callings import calling
from handlers.blocks.fitting import as_many, fitting
from handlers.blocks.kit import Block, Drawing, actions, asks, button, context, paragraphs
from handlers.blocks.questions import counts
from handlers.blocks.questions.drawing import answered, called
from handlers.blocks.text import brief
from handlers.blocks.together import results
from handlers.voice import Voice

MOST_VALUE = 2_000  # characters that a button carries
IN_CONFIRM = 80  # of a question in what Slack asks before a press, which takes 300 with all else
_SHOWN = 200  # characters of a question that only tells its poll from others
_NEVER_AGAIN = Text(
    "Nobody can answer it any more, and its card shows the result. It cannot be opened again."
)
_CLOSED_BEFORE = Text("The poll “{question}” is closed already.")
_BEFORE = Text("The poll “{question}” is closed already. This is its result:")
_TAKEN_BACK = Text("The poll “{question}” was taken back, so there is nothing to close.")
_CANCELLED = Text("The poll “{question}” was cancelled, so there is nothing to close.")
_FEW = Text("Nothing is shown of ideas with fewer than {fewest} answers.", fewest=FEWEST)


def closing_button(say: Voice, poll: Poll, number: int) -> Block:
    """The way to close an open poll; `number` tells it from others of the same message."""
    named = say("“{title}”", title=brief(called(say, poll), IN_CONFIRM))
    what = "\n".join([named, say(_NEVER_AGAIN), *([say(_FEW)] if poll.kind == CARDS else [])])
    words = calling(poll)
    yes = say("Yes, close them") if poll.kind == CARDS else say("Yes, close it")
    sure = asks(say, say(words.sure_to_close), what, yes)
    aloud = say("{label}: {question}", label=words.close, question=brief(called(say, poll), 50))
    return button(say(words.close), ids.at(ids.CLOSE_POLL, number), poll.id, aloud=aloud, confirm=sure)


def which(say: Voice, tallies: Sequence[Tally], first: Text) -> Drawing:
    """The open polls, each with the button that closes it, and one that closes all of these."""
    rows = [(1, _row(say, tally, number)) for number, tally in enumerate(tallies, start=1)]
    blocks = as_many(paragraphs(say(first)), rows, lambda left: _all_of_them(say, tallies, left))
    return Drawing.of(say, blocks)


def _row(say: Voice, tally: Tally, number: int) -> list[Block]:
    [told] = paragraphs(f"{brief(called(say, tally.poll), _SHOWN)}\n{answered(say, tally)}")
    return [{**told, "accessory": closing_button(say, tally.poll, number)}]


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
        say("Close all {n} polls?", n=len(tallies)),
        say(
            "Nobody can answer them any more, and their cards show the results. They cannot be opened again."
        ),
        say("Yes, close them all"),
    )
    label = say("Close all {n} polls", n=len(tallies))
    return [*more, actions(button(label, ids.CLOSE_POLLS, value, aloud=label, confirm=sure))]


def closed_before(say: Voice, over: Over) -> Drawing:
    """What somebody is told who wants to close a poll that is closed: which, and what came of it."""
    tally, poll = over.tally, over.tally.poll
    foot = [] if over.is_any_open else [context(say(NONE_OPEN))]
    if poll.is_taken_back:
        gone = _CANCELLED if poll.because else _TAKEN_BACK
        return Drawing.of_words(say, say(gone, question=called(say, poll)), *foot)
    whole = results(say, (tally, *tally.parts)) if tally.parts else [counts(say, tally)]
    before = _CLOSED_BEFORE if poll.is_lost else _BEFORE
    named = paragraphs(say(before, question=brief(called(say, poll), _SHOWN)))
    drawn = [*named, *chain.from_iterable(whole)]
    return Drawing.of(say, fitting([*drawn, *foot], keep=len(foot)))
