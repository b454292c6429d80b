"""The card of a poll, and the closing question."""

from collections.abc import Mapping, Sequence
from itertools import chain

from coproduction.audited import BEFORE_OPENING
from coproduction.drafts import WITH_ENDS
from coproduction.levels import Level
from coproduction.ownquestions import is_headline
from coproduction.polls import (
    CARDS,
    MOST,
    ONE_PERSPECTIVE,
    OPTION_LENGTH,
    POLL_CARD,
    QUESTION_LENGTH,
    Poll,
    Purpose,
    Tally,
)
from coproduction.questions import KINDS as QUESTIONS
from coproduction.releases import FEWEST
from coproduction.service.pollforms import field_of
from coproduction.words import Text
from handlers import ids
from handlers.blocks import together
from handlers.blocks.callings import calling
from handlers.blocks.closings import closing_button
from handlers.blocks.drafts.question import FIXED, how, so_many
from handlers.blocks.fields import text_input
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    asks_about,
    bold,
    button,
    context,
    header,
    modal,
    paragraphs,
    section,
)
from handlers.blocks.pollends import about, cancel_button, cancelled, growing
from handlers.blocks.pollreceipts import which
from handlers.blocks.questions import afterwards, counts, form_of, inputs, picture
from handlers.blocks.questions.drawing import answered, below, called, counted_at, level
from handlers.blocks.text import brief, moment
from handlers.voice import Voice

_ON_ITS_WAY = Text(
    "Your poll is on its way. Close it with {/close}. "
    "Until somebody answers, you can change it or take it back."
)
_ON_ITS_WAY_UNNAMED = Text(
    "Your poll is on its way. Close it with {/close}. "
    "Nobody is told whether somebody has answered. So if it is wrong, cancel it and ask again."
)
GIVEN = Text("You have answered this. You can change it.")
_OF_FEW = Text("If fewer than {fewest} of those whom it asks answer, nothing of it is shown.", fewest=FEWEST)


def card(say: Voice, tally: Tally, _names: Mapping[str, str]) -> Drawing:
    """A poll while it is open, and its frozen result afterwards."""
    return _closing(say, tally) if tally.poll.purpose is Purpose.CLOSING else _poll(say, tally)


def change_form(say: Voice, questions: Sequence[Poll]) -> View:
    """The form with the words of a poll that nobody has answered yet, those of all its questions."""
    fields = chain.from_iterable(_fields(say, each, len(questions)) for each in questions)
    private = ids.private(questions[0].channel, questions[0].id)
    title = say(calling(questions[0]).change)
    return modal(say, title, ids.CHANGE_POLL_FORM, say("Save"), private, [*fields])


def answer_form(say: Voice, poll: Poll, before: str | None, private: str) -> View:
    """The form in which somebody answers a poll, with what they answered before; its card has one button."""
    form = form_of(poll)
    head = bold(say.of(poll.asks)) if form and not form.is_labelled else []
    fields = form.fields(say, poll, before) if form else []
    blocks = [level(say, poll), *head, *fields, context(below(say, poll))]
    return modal(say, say("Your answer"), ids.ANSWER_FORM, say("Send"), private, blocks)


def on_its_way(say: Voice, poll: Poll, later: Sequence[Block] = ()) -> Drawing:
    """What whoever has just asked a poll is told, with the way back; `later`: that its card has to wait."""
    told = say(_ON_ITS_WAY_UNNAMED if poll.is_anonymous else _ON_ITS_WAY)
    hidden = _may_be_hidden(say, poll)
    below = (which(say, poll), *later, *between_sessions(say, poll), *asked(say, poll))
    return Drawing.of_words(say, f"{told}{hidden}", *below)


def _may_be_hidden(say: Voice, poll: Poll) -> str:
    """What is said before anybody answers of results that are not shown."""
    if poll.is_anonymous:
        return f" {say(BEFORE_OPENING)}"
    is_of_some = poll.invited in ONE_PERSPECTIVE and poll.level is Level.CONFIDENTIAL and not poll.is_live
    return f" {say(_OF_FEW)}" if is_of_some else ""


def between_sessions(say: Voice, poll: Poll) -> list[Block]:
    """When a poll closes at the latest that no session closes."""
    if poll.session or poll.closes_at is None:
        return []
    closes = moment(say, poll.closes_at)
    return [context(say("No session closes it. At the latest, it closes on {when}.", when=closes))]


def asked(say: Voice, poll: Poll, number: int = 1) -> list[Block]:
    """The way back for whoever has just asked a poll; `number` tells it from others of the same message.

    One that is anonymous can only be cancelled, answered or not.
    """
    if poll.is_anonymous:
        return [actions(cancel_button(say, poll, number))]
    about, words = brief(called(say, poll), 50), calling(poll)
    sure = asks_about(
        say,
        called(say, poll),
        say(words.sure_to_take_back),
        say("Its card will say that it was taken back. You can then ask a new one."),
        say("Yes, take it back"),
    )
    change, back = ids.at(ids.CHANGE_POLL, number), ids.at(ids.TAKE_BACK_POLL, number)
    changing = say("{label}: {question}", label=words.change, question=about)
    taking = say("{label}: {question}", label=words.take_back, question=about)
    return [
        actions(
            button(say(words.change), change, poll.id, aloud=changing),
            button(say(words.take_back), back, poll.id, aloud=taking, confirm=sure),
        )
    ]


def open_ones(say: Voice, tallies: Sequence[Tally]) -> Drawing:
    """The open polls, and the way back from those that nobody has answered."""
    blocks: list[Block] = [header(say("Open polls"))]
    for number, tally in enumerate(tallies, start=1):
        blocks += open_one(say, tally, number)
    return Drawing.of(say, [*blocks, context(say("To close them all, type: {/close} all"))])


def open_one(say: Voice, tally: Tally, number: int, *, is_given: bool = False) -> list[Block]:
    """An open poll, how many have answered, and what a facilitator can do with it, who may have answered."""
    poll = tally.poll
    between = "" if poll.session else say("Asked between sessions.")
    return [
        *paragraphs(called(say, poll)),
        counted_at(say, tally, between),
        *([context(say(GIVEN))] if is_given else []),
        *about(say, poll),
        ways(say, tally, number),
    ]


def ways(say: Voice, tally: Tally, number: int) -> Block:
    """Close it; or take it back or change it while nobody has answered, and then cancel it with a reason."""
    poll = tally.poll
    row = actions(cancel_button(say, poll, number))
    if not tally.answered:
        [row] = asked(say, poll, number)
    return actions(closing_button(say, poll, number), *row["elements"])


def _fields(say: Voice, poll: Poll, questions: int) -> list[Block]:
    """The words of one question, in fields with its place, and how it is answered, which stays; the words of
    the headline stand, too.
    """
    if is_headline(poll.question):
        return [*paragraphs(say.of(poll.asks)), context(say(FIXED))]
    number = poll.place + 1
    question = say("Your question") if questions == 1 else say("Question {number}", number=number)
    name = field_of("question", poll.place)
    asking = text_input(name, question, most=QUESTION_LENGTH, initial=say.of(poll.asks))
    answers = context(say("How people answer: {how}.", how=how(poll.kind, poll.most)))
    asks_so = [asking] if poll.kind == CARDS else [asking, answers]
    if not QUESTIONS[poll.kind].has_options:
        return asks_so
    has_ends = poll.kind in WITH_ENDS
    hint = say("What the lowest number means, then the highest. Or nothing.") if has_ends else so_many(say)
    label = (
        say("Options, one on each line")
        if questions == 1
        else say("Options of question {number}, one on each line", number=number)
    )
    lines = "\n".join(map(say.of, poll.offers))
    name, most = field_of("options", poll.place), (OPTION_LENGTH + 1) * MOST - 1  # with the ends of lines
    options = text_input(name, label, most=most, multiline=True, hint=hint, initial=lines, optional=has_ends)
    return [*asks_so, options]


def _poll(say: Voice, tally: Tally) -> Drawing:
    poll, words = tally.poll, calling(tally.poll)
    if poll.because:
        return cancelled(say, poll)
    if poll.is_taken_back:
        title = header(say(words.is_taken_back))
        return Drawing.of(say, [title, *_about(say, poll), section(say(words.gone))])
    if tally.parts:
        return together.card(say, tally)
    heading = header(say(words.is_open if poll.is_open else words.is_closed))
    head = [heading, *_about(say, poll), *counts(say, tally)]
    if poll.is_open:
        answers = inputs(say, poll, ids.VOTE_UNNAMED if poll.is_anonymous else ids.VOTE)
        feet = context(f"{answered(say, tally)} {say(words.foot)}"), context(below(say, poll))
        return Drawing.of(
            say, [*head, level(say, poll), *answers, *growing(say, poll), *about(say, poll), *feet]
        )
    final = [] if poll.is_lost else [context(say("This is the final result."))]
    return Drawing.of(say, [*head, *afterwards(say, tally), *final, *picture(say, tally)])


def _about(say: Voice, poll: Poll) -> list[Block]:
    """The title of a poll, where it has one, and its question."""
    titled = paragraphs(say.of(poll.heading)) if poll.heading else []
    return [*titled, *paragraphs(say.of(poll.asks))]


def closing_questions(say: Voice, tally: Tally, *, counted: bool = False) -> list[Block]:
    """The closing question with its answers and the way to the further ones, and what becomes of all that;
    how many have answered where it is `counted`, and never what: nobody should feel pushed.
    """
    head = [header(say("Before you go")), *paragraphs(say.of(tally.poll.asks))]
    if not tally.poll.is_open:
        return [*head, context(say("This question is closed now."))]
    head += paragraphs(say("In other words: will you change one thing after today?"))
    answers = inputs(say, tally.poll, ids.VOTE_CLOSING)
    so_many = f"{answered(say, tally)} " if counted else ""
    foot = context(f"{so_many}{together.ending(say, len(tally.parts))}")
    return [*head, *answers, *together.way_to_more(say, tally), foot]


def _closing(say: Voice, tally: Tally) -> Drawing:
    """The card of a closing question that an earlier version posted: how many answered, and not what."""
    if tally.poll.is_open:
        return Drawing.of(say, closing_questions(say, tally, counted=True))
    head = [header(say("Before you go")), *paragraphs(say.of(tally.poll.asks))]
    closed = say("This question is closed now.")
    counted = say("The report counts the answers. To get it, facilitators type {/report}.")
    head.append(context(f"{answered(say, tally)} {closed} {counted}"))
    return Drawing.of(say, together.cut(say, tally.poll, head, together.from_five_on(say, tally), ()))


DRAWINGS = (MessageDrawing(POLL_CARD, card),)
