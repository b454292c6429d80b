"""Closing polls by hand: the button beside each, and what came of one that is closed."""

from itertools import chain

from coproduction.levels import Level
from coproduction.polls import CARDS, Poll
from coproduction.releases import FEWEST
from coproduction.service.closings import Over
from coproduction.service.polls import NONE_OPEN
from coproduction.words import Text
from handlers import ids
from handlers.blocks.callings import calling
from handlers.blocks.fitting import fitting
from handlers.blocks.kit import Block, Drawing, asks_about, button, context, paragraphs
from handlers.blocks.questions import counts
from handlers.blocks.questions.drawing import called
from handlers.blocks.text import brief
from handlers.blocks.together import results
from handlers.voice import Voice

SHOWN = 200  # characters of a question that only tells its poll from others
_NEVER_AGAIN = Text(
    "Nobody can answer it any more, and its card shows what came of it. It cannot be opened again."
)
_CLOSED_BEFORE = Text("The poll “{question}” is closed already.")
_BEFORE = Text("The poll “{question}” is closed already. This is its result:")
_CARDS_BEFORE = Text("The cards “{question}” are closed already. This is their result:")
_TAKEN_BACK = Text("The poll “{question}” was taken back, so there is nothing to close.")
_CANCELLED = Text("The poll “{question}” was cancelled, so there is nothing to close.")
_FEW = Text("Nothing is shown of ideas with fewer than {fewest} answers.", fewest=FEWEST)
_OF_FEW = Text("Nothing is shown if fewer than {fewest} people have answered.", fewest=FEWEST)


def closing_button(say: Voice, poll: Poll, number: int) -> Block:
    """The way to close an open poll; `number` tells it from others of the same message."""
    what = "\n".join([say(_NEVER_AGAIN), *_of_few(say, poll)])
    words = calling(poll)
    yes = say("Yes, close them") if poll.kind == CARDS else say("Yes, close it")
    sure = asks_about(say, called(say, poll), say(words.sure_to_close), what, yes)
    aloud = say("{label}: {question}", label=words.close, question=brief(called(say, poll), 50))
    return button(say(words.close), ids.at(ids.CLOSE_POLL, number), poll.id, aloud=aloud, confirm=sure)


def _of_few(say: Voice, poll: Poll) -> list[str]:
    """That nothing is shown where too few have answered."""
    if poll.kind == CARDS:
        return [say(_FEW)]
    return [] if poll.level is Level.NAMED or poll.is_live else [say(_OF_FEW)]


def closed_before(say: Voice, over: Over) -> Drawing:
    """What somebody is told who wants to close a poll that is closed: which, and what came of it."""
    tally, poll = over.tally, over.tally.poll
    foot = [] if over.is_any_open else [context(say(NONE_OPEN))]
    if poll.is_taken_back:
        gone = _CANCELLED if poll.because else _TAKEN_BACK
        return Drawing.of_words(say, say(gone, question=called(say, poll)), *foot)
    whole = results(say, (tally, *tally.parts)) if tally.parts else [counts(say, tally)]
    with_result = _CARDS_BEFORE if poll.kind == CARDS else _BEFORE
    before = _CLOSED_BEFORE if poll.is_lost else with_result
    named = paragraphs(say(before, question=brief(called(say, poll), SHOWN)))
    drawn = [*named, *chain.from_iterable(whole)]
    return Drawing.of(say, fitting([*drawn, *foot], keep=len(foot)))
