"""How each kind of question looks: its counts, and what people answer it with."""

from collections.abc import Callable
from dataclasses import dataclass

from coproduction.polls import CARDS, CHOICE, Poll, Tally
from coproduction.shares import ROUNDED, Share, adds_up
from coproduction.words import Text
from handlers import ids
from handlers.blocks import audited, tencards
from handlers.blocks.kit import Block, actions, bar, button, context, paragraphs
from handlers.voice import Voice

_LOST = Text(
    "This poll has no result. The secret that let each person count once is gone, so I do not guess. "
    "Please ask again."
)


@dataclass(frozen=True)
class QuestionDrawing:
    """How one kind of question is drawn: what was counted, and the buttons to answer with.

    The buttons' action is told, because it depends on what the poll is for and not on its kind.
    """

    kind: str
    counts: Callable[[Voice, Tally], list[Block]]
    inputs: Callable[[Voice, Poll, str], list[Block]]


def counts(say: Voice, tally: Tally) -> list[Block]:
    """How a poll was answered, as far as anybody may see it."""
    if tally.poll.is_lost:
        return paragraphs(say(_LOST))
    if tally.released:
        return audited.result(say, tally.poll.offers, tally.released)
    if tally.judged:
        return tencards.told(say, tally.judged.result, tally.judged.titles)
    if not tally.counts:
        return []
    return DRAWINGS[tally.poll.kind].counts(say, tally)


def rounded(say: Voice, tally: Tally) -> list[Block]:
    """A word where the shares as they are shown do not make 100 %."""
    shares = (Share(count, tally.answered) for count in tally.counts)
    return [] if adds_up(shares) else [context(say(ROUNDED))]


def inputs(say: Voice, poll: Poll, action: str) -> list[Block]:
    """What people answer an open poll with."""
    return DRAWINGS[poll.kind].inputs(say, poll, action)


def line(say: Voice, option: str | Text, count: int, answered: int) -> str:
    """An answer with its count, its share and a bar."""
    percent = Share(count, answered).percent
    words = Text("{option}: {number}") if percent is None else Text("{option}: {number} ({percent} %)")
    said = say(words, option=option, number=count, **({} if percent is None else {"percent": percent}))
    return f"{said} {bar(count, answered)}"


def answer_button(say: Voice, poll: Poll, action: str, given: str, option: str | Text) -> Block:
    """A button that gives an answer. A screen reader hears what it is about: the label may be just "Yes"."""
    aloud = say("{option}, to answer: {question}", option=option, question=poll.asks)
    return button(say.of(option), ids.at(action, given), poll.id, aloud=aloud)


def _each_option(say: Voice, tally: Tally) -> list[Block]:
    told = zip(tally.poll.offers, tally.counts, strict=True)
    lines = "\n".join(line(say, option, count, tally.answered) for option, count in told)
    return [*paragraphs(lines), *rounded(say, tally)]


def _button_for_each(say: Voice, poll: Poll, action: str) -> list[Block]:
    offers = enumerate(poll.offers)
    return [actions(*(answer_button(say, poll, action, str(position), each) for position, each in offers))]


def _nothing_yet(_say: Voice, _tally: Tally) -> list[Block]:
    """What came of ten cards is no count of options: see `Tally.judged`."""
    return []


DRAWINGS: dict[str, QuestionDrawing] = {
    drawing.kind: drawing
    for drawing in (
        QuestionDrawing(CHOICE, _each_option, _button_for_each),
        QuestionDrawing(CARDS, _nothing_yet, tencards.opening),
    )
}
