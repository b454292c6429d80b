"""How a scale looks: a button for each number, and what its two ends mean."""

from coproduction.polls import RATHER_NOT, SCALE, SCALE_TEN, Poll, Tally
from coproduction.questions.scales import SKIP, STEPS, ends_of
from coproduction.results import Counted
from coproduction.words import Text
from handlers.blocks.fields import menu
from handlers.blocks.kit import Block, actions, paragraphs
from handlers.blocks.questions.drawing import (
    AnswerForm,
    QuestionDrawing,
    Values,
    answer_button,
    rounded,
    skips,
    told,
    without_skips,
)
from handlers.voice import Voice

_ENDS = Text("{least} is “{low}”. {most} is “{high}”.")


def ends_line(say: Voice, poll: Poll, steps: tuple[str, ...]) -> list[Block]:
    """What the two ends mean; nothing where that was not said: the numbers speak for themselves."""
    if not poll.offers:
        return []
    low, high = ends_of(poll)
    return paragraphs(say(_ENDS, least=steps[0], low=low, most=steps[-1], high=high))


def _of_those_who_say(tally: Tally) -> Counted:
    return without_skips(STEPS[tally.poll.kind], tally)


def _counts(say: Voice, tally: Tally) -> list[Block]:
    counted = _of_those_who_say(tally)
    ends = [] if tally.poll.is_open else ends_line(say, tally.poll, STEPS[tally.poll.kind])
    return [*ends, *told(say, counted, rounded(say, counted)), *skips(say, tally)]


def _buttons(say: Voice, poll: Poll, action: str) -> list[Block]:
    steps = actions(*(answer_button(say, poll, action, step, step) for step in STEPS[poll.kind]))
    rather_not = actions(answer_button(say, poll, action, SKIP, RATHER_NOT))
    return [*ends_line(say, poll, STEPS[poll.kind]), steps, rather_not]


def stepped(say: Voice, poll: Poll, steps: tuple[str, ...]) -> dict[str, str]:
    """The numbers to choose from, with what the two ends mean."""
    low, high = (say.of(each) for each in ends_of(poll))
    said = {steps[0]: low, steps[-1]: high}
    return {step: f"{step} – {said[step]}" if step in said else step for step in steps}


def _menu(say: Voice, poll: Poll, before: str | None) -> list[Block]:
    numbers = {**stepped(say, poll, STEPS[poll.kind]), SKIP: say(RATHER_NOT)}
    return [menu(say, "number", say.of(poll.asks), numbers, initial=before or "")]


def _chosen(_poll: Poll, values: Values) -> str:
    return values.get("number") or ""


_AMONG_OTHERS = AnswerForm(_menu, _chosen)
ONE_TO_FIVE = QuestionDrawing(SCALE, _counts, _buttons, _of_those_who_say, among=_AMONG_OTHERS)
ZERO_TO_TEN = QuestionDrawing(SCALE_TEN, _counts, _buttons, _of_those_who_say, among=_AMONG_OTHERS)
