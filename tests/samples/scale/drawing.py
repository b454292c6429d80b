"""How a scale looks (what would be a drawing of `handlers/blocks/questions`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coproduction.words import Text
from handlers.blocks.kit import Block, actions, context, paragraphs
from handlers.blocks.questions import QuestionDrawing, answer_button, line
from tests.samples.scale.row import SCALE, STEPS

if TYPE_CHECKING:
    from coproduction.polls import Poll, Tally
    from handlers.voice import Voice

_ENDS = Text("1 is “{least}”, 5 is “{most}”.")


def _counts(say: Voice, tally: Tally) -> list[Block]:
    told = zip(STEPS, tally.counts, strict=True)
    return paragraphs("\n".join(line(say, step, count, tally.answered) for step, count in told))


def _inputs(say: Voice, poll: Poll, action: str) -> list[Block]:
    least, most = poll.options
    row = actions(*(answer_button(say, poll, action, step, step) for step in STEPS))
    return [context(say(_ENDS, least=least, most=most)), row]


DRAWING = QuestionDrawing(SCALE, _counts, _inputs)
