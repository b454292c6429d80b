"""How each kind of question looks: its counts, and what people answer it with. One row for each kind."""

from coproduction.levels import Level
from coproduction.polls import CARDS, ONE_PERSPECTIVE, OPEN_TEXT, Poll, Tally
from coproduction.questions import names_of
from coproduction.releases import FEWEST
from coproduction.results import released_sentences
from coproduction.words import Text, listed
from handlers.blocks import audited, cardresults, tencards
from handlers.blocks.charts import chart
from handlers.blocks.kit import Block, context, line_by_line, paragraphs
from handlers.blocks.questions.beforenow import BEFORE_AND_NOW
from handlers.blocks.questions.choices import SEVERAL_CHOICES, SINGLE_CHOICE, YES_NOT_YET_NO
from handlers.blocks.questions.drawing import AnswerForm, QuestionDrawing, answer_button, in_words, line
from handlers.blocks.questions.openwords import OWN_WORDS
from handlers.blocks.questions.points import FIRST_THREE, SHARED_DOTS
from handlers.blocks.questions.scales import ONE_TO_FIVE, ZERO_TO_TEN
from handlers.voice import Voice

__all__ = [
    "DRAWINGS",
    "QuestionDrawing",
    "afterwards",
    "answer_button",
    "counts",
    "form_of",
    "inputs",
    "line",
    "picture",
]

_BY_PERSPECTIVE = Text("By perspective:")
_NO_SPLIT = Text(
    "Where no counts by perspective stand, only one group answered, or one has fewer than {fewest} answers. "
    "Who told me no perspective is a group, too.",
    fewest=FEWEST,
)
_WHERE = Text("Those who lead can read who answered what: {/results}")
_UNSPLIT = (CARDS, OPEN_TEXT)
_OF_ONE = Text("– {whose}, {people} people: {chosen}")
_LOST = Text(
    "This poll has no result. A part of it is lost, and without it I cannot count each person once. "
    "Please ask again."
)


def _in_the_form(_say: Voice, _tally: Tally) -> list[Block]:
    """What came of ten cards is no count of options: see `Tally.judged`."""
    return []


TEN_CARDS = QuestionDrawing(CARDS, _in_the_form, tencards.opening)

DRAWINGS: dict[str, QuestionDrawing] = {
    drawing.kind: drawing
    for drawing in (
        SINGLE_CHOICE,
        SEVERAL_CHOICES,
        YES_NOT_YET_NO,
        ONE_TO_FIVE,
        ZERO_TO_TEN,
        BEFORE_AND_NOW,
        SHARED_DOTS,
        FIRST_THREE,
        OWN_WORDS,
        TEN_CARDS,
    )
}


def counts(say: Voice, tally: Tally) -> list[Block]:
    """How a poll was answered, as far as anybody may see it; in plain sentences too when it has closed."""
    poll, drawing = tally.poll, DRAWINGS[tally.poll.kind]
    if poll.is_lost:
        return paragraphs(say(_LOST))
    if tally.judged:
        return cardresults.told(say, tally.judged.result, tally.judged.titles)
    if tally.released:
        names = names_of(poll)
        said = released_sentences(names, tally.released)
        return [*audited.result(say, names, tally.released), *in_words(say, tally, said)]
    if poll.is_open:
        return drawing.counts(say, tally) if tally.counts else []
    words = in_words(say, tally, drawing.sentences(tally))
    return [*drawing.counts(say, tally), *words, *by_perspective(say, tally)]


def by_perspective(say: Voice, tally: Tally) -> list[Block]:
    """What each perspective chose, where that may be shown; not what nobody of it chose."""
    lines = [say(_BY_PERSPECTIVE)]
    for part in tally.split:
        named = zip(names_of(tally.poll), part.counts, strict=True)
        chosen = listed(
            Text("{option}: {number}", option=name, number=count) for name, count in named if count
        )
        lines.append(say(_OF_ONE, whose=part.whose, people=part.answered, chosen=chosen))
    return line_by_line(lines) if tally.split else []


def afterwards(say: Voice, *questions: Tally) -> list[Block]:
    """What the promise of a closed poll leaves to ask: why nothing stands by perspective, or who reads where
    what each person answered."""
    poll = questions[0].poll
    if poll.is_lost:
        return []
    if poll.level is Level.NAMED:
        return [context(say(_WHERE))] if any(each.answered for each in questions) else []
    counted = [each for each in questions if each.counts and each.answered and each.poll.kind not in _UNSPLIT]
    is_promised = (
        poll.level is Level.CONFIDENTIAL and not poll.is_live and poll.invited not in ONE_PERSPECTIVE
    )
    return [context(say(_NO_SPLIT))] if is_promised and not all(each.split for each in counted) else []


def picture(say: Voice, tally: Tally) -> list[Block]:
    """The result of a closed poll as a chart, where its counts are shown as they are."""
    poll = tally.poll
    if poll.is_open or poll.is_lost or not tally.counts:
        return []
    return chart(say, say.of(poll.asks), DRAWINGS[poll.kind].counted(tally))


def inputs(say: Voice, poll: Poll, action: str) -> list[Block]:
    """What people answer an open poll with."""
    return DRAWINGS[poll.kind].inputs(say, poll, action)


def fields_of(poll: Poll) -> AnswerForm:
    """The fields of one of several questions that are answered in one form."""
    form = form_of(poll)
    if form is None:
        raise LookupError(poll.kind)
    return form


def form_of(poll: Poll) -> AnswerForm | None:
    """The form in which a poll is answered, away from its card also where that has a button for each answer;
    None of ten cards, which are a form of their own."""
    drawing = DRAWINGS[poll.kind]
    return drawing.among or drawing.form
