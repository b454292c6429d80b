"""The card of a poll, and the closing question."""

from collections.abc import Mapping

from coproduction.polls import OPTION_LENGTH, POLL_CARD, QUESTION_LENGTH, Purpose, Tally
from coproduction.words import several
from handlers import ids
from handlers.blocks.kit import (
    Drawing,
    MessageDrawing,
    View,
    context,
    header,
    modal,
    paragraphs,
    text_input,
)
from handlers.blocks.questions import counts, inputs
from handlers.voice import Voice


def card(say: Voice, tally: Tally, _names: Mapping[str, str]) -> Drawing:
    """A poll while it is open, and its frozen result afterwards."""
    return _closing(say, tally) if tally.poll.purpose is Purpose.CLOSING else _poll(say, tally)


def form(say: Voice, private: str) -> View:
    """The form of a new poll."""
    hint = say("Two to ten options. Everybody sees the totals; I show nobody who chose what.")
    most, label = (OPTION_LENGTH + 1) * 10, say("Options, one on each line")
    blocks = [
        text_input("question", say("Your question"), most=QUESTION_LENGTH),
        text_input("options", label, most=most, multiline=True, hint=hint),
    ]
    return modal(say, say("New poll"), ids.POLL_FORM, say("Ask the room"), private, blocks)


def _poll(say: Voice, tally: Tally) -> Drawing:
    poll = tally.poll
    title = say("Poll") if poll.is_open else say("Poll: closed")
    head = [header(title), *paragraphs(poll.question), *counts(say, tally)]
    if poll.is_open:
        foot = say("You can change your answer until the poll closes. I show only totals.")
        answers = inputs(say, poll, ids.VOTE)
        return Drawing.of(say, [*head, *answers, context(f"{_answered(say, tally)} {foot}")])
    final = say("This is the final result.")
    return Drawing.of(say, [*head, context(f"{_answered(say, tally)} {final}")])


def _closing(say: Voice, tally: Tally) -> Drawing:
    """The closing question shows how many answered, and not what: nobody should feel pushed."""
    head = [header(say("Before you go")), *paragraphs(say.of(tally.poll.asks))]
    if tally.poll.is_open:
        foot = say("Every answer is fine. We only count, and show no names.")
        answers = inputs(say, tally.poll, ids.VOTE_CLOSING)
        return Drawing.of(say, [*head, *answers, context(f"{_answered(say, tally)} {foot}")])
    closed = say("This question is closed now.")
    return Drawing.of(say, [*head, context(f"{_answered(say, tally)} {closed}")])


def _answered(say: Voice, tally: Tally) -> str:
    if not tally.answered:
        return say("Nobody has answered yet.")
    return say(several(tally.answered, "{n} person has answered.", "{n} people have answered."))


DRAWINGS = (MessageDrawing(POLL_CARD, card),)
