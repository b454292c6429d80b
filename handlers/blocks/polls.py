"""The card of a poll, and the closing question."""

from collections.abc import Mapping

from coproduction.polls import OPTION_LENGTH, POLL_CARD, QUESTION_LENGTH, Purpose, Tally
from coproduction.shares import Share
from coproduction.words import Text, several
from handlers import ids
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    bar,
    button,
    context,
    header,
    modal,
    paragraphs,
    text_input,
)
from handlers.voice import Voice


def card(say: Voice, tally: Tally, _names: Mapping[str, str]) -> Drawing:
    """A poll while it is open, and its frozen result afterwards."""
    return _closing(say, tally) if tally.poll.purpose is Purpose.CLOSING else _poll(say, tally)


def lines(say: Voice, tally: Tally) -> list[Block]:
    """Each option with its count, its share and a bar."""
    shown = []
    for option, count in zip(tally.poll.offers, tally.counts, strict=True):
        percent = Share(count, tally.answered).percent
        words = Text("{option}: {number}") if percent is None else Text("{option}: {number} ({percent} %)")
        said = say(words, option=option, number=count, **({} if percent is None else {"percent": percent}))
        shown.append(f"{said} {bar(count, tally.answered)}")
    return paragraphs("\n".join(shown))


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
    head = [header(title), *paragraphs(poll.question), *lines(say, tally)]
    if poll.is_open:
        foot = say("You can change your answer until the poll closes. I show only totals.")
        return Drawing.of(say, [*head, _buttons(say, tally), context(f"{_answered(say, tally)} {foot}")])
    final = say("This is the final result.")
    return Drawing.of(say, [*head, context(f"{_answered(say, tally)} {final}")])


def _closing(say: Voice, tally: Tally) -> Drawing:
    """The closing question shows how many answered, and not what: nobody should feel pushed."""
    head = [header(say("Before you go")), *paragraphs(say.of(tally.poll.asks))]
    if tally.poll.is_open:
        foot = say("Every answer is welcome. Only totals are ever shown, in the report.")
        return Drawing.of(say, [*head, _buttons(say, tally), context(f"{_answered(say, tally)} {foot}")])
    closed = say("This question is closed now.")
    return Drawing.of(say, [*head, context(f"{_answered(say, tally)} {closed}")])


def _answered(say: Voice, tally: Tally) -> str:
    if not tally.answered:
        return say("Nobody has answered yet.")
    return say(several(tally.answered, "{n} person has answered.", "{n} people have answered."))


def _buttons(say: Voice, tally: Tally) -> Block:
    """A screen reader hears what each is about: the label alone may be just "Yes"."""
    poll = tally.poll
    action = ids.VOTE_CLOSING if poll.purpose is Purpose.CLOSING else ids.VOTE
    return actions(
        *(
            button(
                say.of(option),
                ids.at(action, position),
                poll.id,
                aloud=say("{option}, to answer: {question}", option=option, question=poll.asks),
            )
            for position, option in enumerate(poll.offers)
        )
    )


DRAWINGS = (MessageDrawing(POLL_CARD, card),)
