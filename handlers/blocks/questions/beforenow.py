"""How a question looks that asks for before today and for now at once."""

from coproduction.ownquestions import UNDERSTAND
from coproduction.polls import BEFORE_NOW, Poll, Tally
from coproduction.questions.beforenow import MOVES, STEPS
from coproduction.results import moved_sentence
from coproduction.words import Text
from handlers.blocks.fields import menu
from handlers.blocks.kit import Block, line_by_line, paragraphs
from handlers.blocks.questions.drawing import AnswerForm, QuestionDrawing, Values, form_button
from handlers.blocks.questions.scales import ends_line, stepped
from handlers.voice import Voice

_STEP = Text("{step}: {before} before today, {now} now")
_MOVED = Text("{up} of {all} chose a higher number for now than for before today.")
# What a higher number means, where the question is ours.
_BETTER = {str(UNDERSTAND): Text("{up} of {all} understand better now than before.")}


def _counts(say: Voice, tally: Tally) -> list[Block]:
    """How many gave each number, both times; while it is open, how many moved up, too."""
    befores, nows = tally.counts[: len(STEPS)], tally.counts[len(STEPS) : -len(MOVES)]
    lines = [
        say(_STEP, step=step, before=before, now=now)
        for step, before, now in zip(STEPS, befores, nows, strict=True)
    ]
    moved = paragraphs(say(_moved_up(tally))) if tally.poll.is_open and tally.answered else []
    return [*ends_line(say, tally.poll, STEPS), *line_by_line(lines), *moved]


def _moved_up(tally: Tally) -> Text:
    """How many understand, or are, or can do more now than before, of all who answered."""
    words = _BETTER.get(tally.poll.question, _MOVED)
    return words.filled(up=tally.counts[-len(MOVES)], all=tally.answered)


def _moved(tally: Tally) -> list[Text]:
    """What it is asked for, in words."""
    _, same, down = tally.counts[-len(MOVES) :]
    return [_moved_up(tally), moved_sentence(same, down)] if tally.answered else []


def _two_menus(say: Voice, poll: Poll, before: str | None) -> list[Block]:
    then, _, now = (before or "").partition(" ")
    numbers = stepped(say, poll, STEPS)
    hint = say("Answer both, or leave both out.") if poll.is_optional else ""
    return [
        menu(say, "before", say("Before today"), numbers, initial=then, hint=hint),
        menu(say, "now", say("Now"), numbers, initial=now, hint=hint),
    ]


def _both(_poll: Poll, values: Values) -> str:
    return f"{values.get('before') or ''} {values.get('now') or ''}".rstrip()


BEFORE_AND_NOW = QuestionDrawing(
    BEFORE_NOW, _counts, form_button, form=AnswerForm(_two_menus, _both, is_labelled=False), said=_moved
)
