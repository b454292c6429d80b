"""How people's own words look: shown when the poll has closed, on its card as far as they fit."""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from coproduction.polls import OPEN_TEXT, Poll, Tally
from coproduction.questions.openwords import TEXT_LENGTH
from coproduction.results import written_sentences
from coproduction.words import Text, several
from handlers import ids
from handlers.blocks.fields import text_input
from handlers.blocks.kit import Block, View, actions, button, context, line_by_line, notice
from handlers.blocks.questions.drawing import AnswerForm, QuestionDrawing, Values, form_button
from handlers.blocks.text import brief
from handlers.voice import Voice

ON_A_CARD = 1_500  # characters of people's words; the others are one press away
ON_A_PAGE = 20


def _words(say: Voice, tally: Tally) -> list[Block]:
    """As many as fit on the card, and the way to the others."""
    written = _merged(tally)
    lengths = accumulate(map(len, written))
    shown = max(1, sum(length <= ON_A_CARD for length in lengths))
    left = len(written) - shown
    more = [] if left <= 0 else [context(_left(say, left)), actions(_all_button(say, tally.poll))]
    return [*_listed(written[:shown]), *more]


def _merged(tally: Tally) -> list[str]:
    """What was written, each once, with how many wrote the same."""
    return [words if n == 1 else f"{words} × {n}" for words, n in Counter(tally.written).items()]


def _left(say: Voice, left: int) -> str:
    return say(several(left, "There is {n} more answer.", "There are {n} more answers."))


def _listed(written: Sequence[str]) -> list[Block]:
    """One below the other, each with a bullet."""
    return line_by_line(f"• {words}" for words in written)


def _all_button(say: Voice, poll: Poll) -> Block:
    label = say("All answers")
    aloud = say("{label}: {question}", label=label, question=brief(say.of(poll.asks), 50))
    return button(label, ids.at(ids.ALL_ANSWERS, poll.id), f"{poll.id}:0", aloud=aloud)


def page(say: Voice, tally: Tally, number: int, private: str) -> View:
    """A page of all that people wrote, with the ways to the others."""
    written = _merged(tally)
    pages = max(1, -(-len(written) // ON_A_PAGE))
    here = min(max(number, 0), pages - 1)
    turns = [
        button(label, ids.at(ids.ALL_ANSWERS, place), f"{tally.poll.id}:{there}")
        for place, label, there in (
            ("earlier", say("Earlier page"), here - 1),
            ("next", say("Next page"), here + 1),
        )
        if 0 <= there < pages
    ]
    which = context(say("Page {page} of {pages}", page=here + 1, pages=pages))
    shown = _listed(written[here * ON_A_PAGE : (here + 1) * ON_A_PAGE])
    return notice(say, say("All answers"), [which, *shown, *([actions(*turns)] if turns else [])], private)


def _said(tally: Tally) -> list[Text]:
    return written_sentences(tally.written, is_anonymous=tally.poll.is_anonymous)


def _box(say: Voice, poll: Poll, before: str | None) -> list[Block]:
    hint = say("No names, please: neither yours nor those of others.")
    label = say.of(poll.asks)
    return [
        text_input("words", label, most=TEXT_LENGTH, multiline=True, initial=before or "", hint=hint),
    ]


def _written(_poll: Poll, values: Values) -> str:
    return values.get("words") or ""


OWN_WORDS = QuestionDrawing(OPEN_TEXT, _words, form_button, form=AnswerForm(_box, _written), said=_said)
