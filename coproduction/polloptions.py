"""The words of a poll: its question and its options, as somebody may write them."""

from typing import Final

from coproduction.errors import Refusal, Unasked
from coproduction.looks import alike
from coproduction.polls import FEWEST, MOST, OPTION_LENGTH, QUESTION_LENGTH
from coproduction.texts import required, tidy
from coproduction.words import Text

_NO_QUESTION: Final = Text("A poll needs a question. Please write what you want to ask.")
_FEW_OPTIONS = Text(
    "A poll needs {fewest} options or more, and this has {given}. Please write what people can choose from.",
    fewest=FEWEST,
)
_MANY_OPTIONS = Text(
    "A poll takes {most} options at most, and these are {given}. Please leave out {over}.", most=MOST
)


def question_of(text: str) -> str:
    """The question, or a Refusal."""
    if not tidy(text):
        raise Unasked(_NO_QUESTION, "question")
    return required(text, most=QUESTION_LENGTH, field="question", empty=_NO_QUESTION)


def options_of(texts: list[str]) -> tuple[str, ...]:
    """Two to ten different options, or a Refusal."""
    _require_as_many(len(texts))
    options = tuple(_option(number, text) for number, text in enumerate(texts, start=1))
    if same := alike(options):
        raise Refusal(
            "Two options look the same: “{one}” and “{other}”. Please make each one different.",
            "options",
            one=same[0],
            other=same[1],
        )
    return options


def _require_as_many(options: int) -> None:
    """A Refusal where these are too few or too many options, which says by how many."""
    if options < FEWEST:
        raise Unasked(_FEW_OPTIONS.filled(given=options), "options")
    if options > MOST:
        raise Refusal(_MANY_OPTIONS.filled(given=options, over=options - MOST), "options")


def option_of(text: str, field: str) -> str:
    """One option, or a Refusal."""
    return required(text, most=OPTION_LENGTH, field=field, empty=Text("An option has no words."))


def _option(number: int, text: str) -> str:
    option = tidy(text)
    if not option:
        raise Refusal("Option {number} has no words.", "options", number=number)
    if len(option) > OPTION_LENGTH:
        raise Refusal(
            "Option {number} is {length:,} characters long, and {most} fit. Please shorten it.",
            "options",
            number=number,
            length=len(option),
            most=OPTION_LENGTH,
        )
    return option
