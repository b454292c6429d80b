"""How dots that are shared out look, and a ranking of the first three."""

from coproduction.polls import DOTS, RANKING, Poll, Tally
from coproduction.questions.points import BORDA, NO_OPTION, PLACES
from coproduction.results import Counted, Unit
from coproduction.words import Text
from handlers.blocks.fields import menu
from handlers.blocks.kit import Block, context
from handlers.blocks.questions.drawing import (
    AnswerForm,
    QuestionDrawing,
    Values,
    options_and_button,
    rounded,
    told,
)
from handlers.voice import Voice

_DOTS = Text("Each person has {most} dots. The shares are shares of all dots.")
_RANK = Text("Choose what comes first for you. You can add a second and a third.")
_POINTS = Text(
    "A first place counts {first} points, a second {second}, a third {third}. "
    "The shares are shares of all points."
)


def _all_dots(tally: Tally) -> Counted:
    return Counted(tally.poll.options, tally.counts, sum(tally.counts), Unit.DOTS)


def _dots(say: Voice, tally: Tally) -> list[Block]:
    return _told(say, _all_dots(tally), say(_DOTS, most=tally.poll.most))


def _dots_field(position: int) -> str:
    return f"dots{position}"


def _dots_fields(say: Voice, poll: Poll, before: str | None) -> list[Block]:
    given = (before or "").split() or ["0"] * len(poll.options)
    numbers = {str(number): str(number) for number in range(poll.most + 1)}
    told = say("You have {most} dots. Share them out as you like.", most=poll.most)
    return [
        context(told),
        *(
            menu(say, _dots_field(position), option, numbers, initial=given[position])
            for position, option in enumerate(poll.options)
        ),
    ]


def _dots_given(poll: Poll, values: Values) -> str:
    return " ".join(values.get(_dots_field(position)) or "0" for position in range(len(poll.options)))


def _no_dots(given: str) -> bool:
    return not any(dots != "0" for dots in given.split())


def _all_points(tally: Tally) -> Counted:
    return Counted(tally.poll.options, tally.counts, sum(tally.counts), Unit.POINTS)


def _points(say: Voice, tally: Tally) -> list[Block]:
    first, second, third = BORDA
    return _told(say, _all_points(tally), say(_POINTS, first=first, second=second, third=third))


def _told(say: Voice, counted: Counted, shares_of: str) -> list[Block]:
    return told(say, counted, " ".join(filter(None, [shares_of, rounded(say, counted)])))


def _place_field(place: int) -> str:
    return f"place{place}"


def _places(say: Voice, poll: Poll, before: str | None) -> list[Block]:
    options = {str(position): option for position, option in enumerate(poll.options)}
    given = [*(before or "").split(), "", "", ""]
    return [
        menu(say, _place_field(place), say(name), options, initial=given[place], optional=place > 0)
        for place, name in enumerate(PLACES)
    ]


def _ranked(_poll: Poll, values: Values) -> str:
    """What stands at each place. One that was left out before a later one shows, so that it is asked for."""
    given = [values.get(_place_field(place)) or NO_OPTION for place in range(len(PLACES))]
    while given and given[-1] == NO_OPTION:
        given.pop()
    return " ".join(given)


SHARED_DOTS = QuestionDrawing(
    DOTS,
    _dots,
    options_and_button(Text("Each person has {most} dots to share out.")),
    _all_dots,
    AnswerForm(_dots_fields, _dots_given, is_labelled=False, is_empty=_no_dots),
)
FIRST_THREE = QuestionDrawing(
    RANKING, _points, options_and_button(_RANK), _all_points, AnswerForm(_places, _ranked, is_labelled=False)
)
