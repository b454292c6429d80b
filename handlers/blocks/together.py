"""A poll with several questions: the form that asks them together, its card, and pages of its result."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from coproduction.ownquestions import CANDOUR, END_OF_SESSION, HEARD, UNDERSTAND
from coproduction.pollends import CLOSING_ASKED_FOR
from coproduction.polls import Poll, Purpose, Tally
from coproduction.releases import FEWEST
from coproduction.reports.endings import ending_of
from coproduction.reports.feedback import better, candid, heard
from coproduction.service.answers import Sheet
from coproduction.service.pollforms import field_of
from coproduction.words import Text, several
from handlers import ids
from handlers.blocks import pages
from handlers.blocks.charts import CHART, MOST_CHARTS
from handlers.blocks.fitting import fitting
from handlers.blocks.kit import (
    Block,
    Drawing,
    View,
    actions,
    bold,
    button,
    context,
    header,
    line_by_line,
    modal,
    paragraphs,
    plain,
)
from handlers.blocks.pollends import about
from handlers.blocks.questions import afterwards, counts, fields_of, picture
from handlers.blocks.questions.drawing import (
    Values,
    answer_button,
    answered,
    below,
    called,
    form_button,
    level,
    more_of,
)
from handlers.voice import Voice

ON_A_PAGE = 3
_HEADLINE = Text(
    "Every answer is fine. Nobody here sees what you press. "
    "I keep it with your name, so that the report counts each person once."
)
_ENDING = Text(
    "The other questions are confidential. When the next session starts, or after {days} days, I count them "
    "and forget who answered. What you write is then shown without your name. "
    "A result shows from {fewest} answers on.",
    days=CLOSING_ASKED_FOR.days,
    fewest=FEWEST,
)
_AT_THE_NEXT = Text(
    "This closes when the next session starts, or after {days} days. "
    "A result shows from {fewest} answers on.",
    days=CLOSING_ASKED_FOR.days,
    fewest=FEWEST,
)
_TOO_FEW = Text("Fewer than {fewest} people answered this, so I do not show it.", fewest=FEWEST)


def form(say: Voice, sheet: Sheet, private: str) -> View:
    """All questions in one form, with what the person has answered before; their level is said once."""
    asked = zip(sheet.questions, sheet.before, strict=True)
    fields = [_question(say, number, *each) for number, each in enumerate(asked, start=1)]
    is_closing = sheet.poll.purpose is Purpose.CLOSING
    more = more_of(say, *sheet.questions)
    foot = f"{more} {say(_AT_THE_NEXT)}" if is_closing else below(say, *sheet.questions)
    blocks = [level(say, *sheet.questions), *chain.from_iterable(fields), context(foot)]
    return modal(say, say("Your answers"), ids.ANSWER_FORM, say("Send"), private, blocks)


def given(sheet: Sheet, values: Values) -> list[str]:
    """What was filled in for each question, by place; empty where it was left out."""
    return [_given(question, values) for question in sheet.questions]


def card(say: Voice, tally: Tally) -> Drawing:
    """The poll while it is open, with the one button that answers all; then each question with its result."""
    poll = tally.poll
    questions = (tally, *tally.parts)
    if not poll.is_open:
        return Drawing.of(say, _closed(say, poll, questions))
    listed = results(say, questions) if poll.is_live else [_listed(say, questions)]
    foot = say("You can change your answers until the poll closes.")
    foot_of_all = [
        level(say, *(each.poll for each in questions)),
        *form_button(say, poll, ""),
        *about(say, poll),
        context(f"{answered(say, tally)} {foot}"),
        context(below(say, *(each.poll for each in questions))),
    ]
    return Drawing.of(say, cut(say, poll, [header(say("Poll")), *_titled(say, poll)], listed, foot_of_all))


def _closed(say: Voice, poll: Poll, questions: Sequence[Tally]) -> list[Block]:
    """Each question with its result, and with its chart as far as no question is left out for it."""
    head, final = [header(say("Poll: closed")), *_titled(say, poll)], _final(say, questions)
    told = results(say, questions)
    words = cut(say, poll, head, told, final)
    drawn = cut(say, poll, head, list(_with_charts(say, questions, told)), final)
    return drawn if [block for block in drawn if block["type"] != CHART] == words else words


def _with_charts(
    say: Voice, questions: Sequence[Tally], told: Iterable[Sequence[Block]]
) -> Iterator[list[Block]]:
    """The results, the first of which have a chart below: Slack takes few in one message."""
    left = MOST_CHARTS
    for tally, blocks in zip(questions, told, strict=True):
        below = picture(say, tally)[:left]
        left -= len(below)
        yield [*blocks, *below]


def results(say: Voice, questions: Sequence[Tally]) -> list[list[Block]]:
    """The blocks of each question: what it asks, and how it was answered."""
    return [
        [*paragraphs(_numbered(say, number, each.poll)), *counts(say, each)]
        for number, each in enumerate(questions, start=1)
    ]


def way_to_more(say: Voice, tally: Tally) -> list[Block]:
    """The button on the card of the closing question that opens the others."""
    if not tally.parts:
        return []
    return [actions(_further(say, tally.poll, len(tally.parts), ids.ANSWER_POLL))]


def ways_to_answer(say: Voice, poll: Poll, parts: int, number: int | str) -> Block:
    """The buttons of the closing question away from its card; `number` tells them from those of others."""
    action = ids.at(ids.VOTE_CLOSING, number)
    offers = enumerate(poll.offers)
    answers = [answer_button(say, poll, action, str(position), each) for position, each in offers]
    more = [_further(say, poll, parts, ids.at(ids.ANSWER_POLL, number))] if parts else []
    return actions(*answers, *more)


def _further(say: Voice, poll: Poll, parts: int, action: str) -> Block:
    """The button that opens so many further questions."""
    words = opening(poll, parts)
    aloud = say("{label}: {question}", label=say(words), question=say(END_OF_SESSION))
    return button(say(words), action, poll.id, aloud=aloud)


def opening(poll: Poll, questions: int) -> Text:
    """The label of the button that opens the form with so many questions."""
    if poll.purpose is not Purpose.CLOSING:
        return Text("Answer")
    return several(questions, "{n} more question, one minute", "{n} more questions, one minute")


def ending(say: Voice, parts: int) -> str:
    """What becomes of answers to a closing question, and to its further questions where it has any."""
    return " ".join([say(_HEADLINE), *([say(_ENDING)] if parts else [])])


def from_five_on(say: Voice, tally: Tally) -> list[list[Block]]:
    """The further questions of a session's end, each with as much as the report tells, or people's words."""
    if all(part.answered < FEWEST for part in tally.parts):
        return []
    ending = ending_of(tally.parts)
    lines = {str(HEARD): heard(ending), str(UNDERSTAND): better(ending), str(CANDOUR): candid(ending)}
    return [
        [*paragraphs(say.of(part.poll.asks)), *_from_five_on(say, part, lines.get(part.poll.question))]
        for part in tally.parts
    ]


def _from_five_on(say: Voice, part: Tally, line: Text | None) -> list[Block]:
    if line:
        return paragraphs(say(line))
    return counts(say, part) if part.written else [context(say(_TOO_FEW))]


def cut(
    say: Voice, poll: Poll, head: Sequence[Block], questions: Sequence[Sequence[Block]], foot: Sequence[Block]
) -> list[Block]:
    """As many questions as one message takes, and the way to the others."""
    for shown in range(len(questions), 0, -1):
        more = _more(say, poll, len(questions) - shown)
        blocks = [*head, *chain.from_iterable(questions[:shown]), *more, *foot]
        if len(fitting(blocks)) == len(blocks):
            return blocks
    return [*head, *_more(say, poll, len(questions)), *foot]


def page(say: Voice, tally: Tally, number: int, private: str) -> View:
    """A page of all results of a poll with several questions."""
    is_closing = tally.poll.purpose is Purpose.CLOSING
    lines = from_five_on(say, tally) if is_closing else results(say, (tally, *tally.parts))
    subject = tally.poll.id
    return pages.page(
        say, say("All results"), lines, number, ids.ALL_RESULTS, subject, private, per=ON_A_PAGE
    )


def _question(say: Voice, number: int, question: Poll, before: str | None) -> list[Block]:
    """The fields of one question. Their names say which it is, so that words about one stand there."""
    drawn = fields_of(question)
    blocks = drawn.fields(say, question, before)
    for block in blocks:
        if block["type"] == "input":
            block["block_id"] = field_of(block["block_id"], question.place)
            if question.is_optional:
                block["optional"] = True
    title = _numbered(say, number, question)
    if drawn.is_labelled:
        blocks[0]["label"] = plain(title)
    head = [] if drawn.is_labelled else bold(title)
    return [*head, *blocks]


def _given(question: Poll, values: Values) -> str:
    drawn = fields_of(question)
    own = {
        name.partition("/")[0]: value
        for name, value in values.items()
        if ids.choice(name) == (str(question.place) if question.place else "")
    }
    said = drawn.given(question, own)
    return "" if drawn.is_empty(said) else said


def _numbered(say: Voice, number: int, poll: Poll) -> str:
    return say("{number}. {question}", number=number, question=poll.asks)


def _titled(say: Voice, poll: Poll) -> list[Block]:
    return paragraphs(say.of(poll.heading))


def _listed(say: Voice, questions: Sequence[Tally]) -> list[Block]:
    return line_by_line(_numbered(say, number, each.poll) for number, each in enumerate(questions, start=1))


def _final(say: Voice, questions: Sequence[Tally]) -> list[Block]:
    is_lost = all(each.poll.is_lost for each in questions)
    return [] if is_lost else [*afterwards(say, *questions), context(say("This is the final result."))]


def _more(say: Voice, poll: Poll, left: int) -> list[Block]:
    if not left:
        return []
    label = say("All results")
    aloud = say("{label}: {question}", label=label, question=called(say, poll))
    told = say(several(left, "There is {n} more question.", "There are {n} more questions."))
    return [context(told), actions(button(label, ids.at(ids.ALL_RESULTS, 0), poll.id, aloud=aloud))]
