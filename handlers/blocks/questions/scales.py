"""How a scale looks: a button for each number, and what its two ends mean."""

from coproduction.polls import RATHER_NOT, SCALE, SCALE_TEN, Poll, Tally
from coproduction.questions.scales import SKIP, STEPS, ends_of
from coproduction.results import Counted
from coproduction.words import Text
from handlers.blocks.kit import Block, actions, paragraphs
from handlers.blocks.questions.drawing import (
    QuestionDrawing,
    answer_button,
    rounded,
    skips,
    told,
    without_skips,
)
from handlers.voice import Voice

_ENDS = Text("{least} is “{low}”. {most} is “{high}”.")


def _ends(say: Voice, poll: Poll) -> list[Block]:
    low, high = ends_of(poll)
    steps = STEPS[poll.kind]
    return paragraphs(say(_ENDS, least=steps[0], low=low, most=steps[-1], high=high))


def _of_those_who_say(tally: Tally) -> Counted:
    return without_skips(STEPS[tally.poll.kind], tally)


def _counts(say: Voice, tally: Tally) -> list[Block]:
    counted = _of_those_who_say(tally)
    ends = [] if tally.poll.is_open else _ends(say, tally.poll)
    return [*ends, *told(say, counted, rounded(say, counted)), *skips(say, tally)]


def _buttons(say: Voice, poll: Poll, action: str) -> list[Block]:
    steps = actions(*(answer_button(say, poll, action, step, step) for step in STEPS[poll.kind]))
    rather_not = actions(answer_button(say, poll, action, SKIP, RATHER_NOT))
    return [*_ends(say, poll), steps, rather_not]


ONE_TO_FIVE = QuestionDrawing(SCALE, _counts, _buttons, _of_those_who_say)
ZERO_TO_TEN = QuestionDrawing(SCALE_TEN, _counts, _buttons, _of_those_who_say)
