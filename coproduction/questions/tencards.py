"""Ten cards as a kind of question: its cards are no options, and are judged in a form of their own."""

from coproduction.errors import Refusal
from coproduction.polls import CARDS, Poll
from coproduction.questions.choices import as_given, no_options
from coproduction.questions.kind import QuestionKind, itself, no_names, nothing_counted


def _not_on_the_card(_poll: Poll, _answer: str) -> None:
    raise Refusal("Please press “See ten cards” on its card. You answer in the form that opens.")


# Its one answer only says that somebody has judged any card (`coproduction.service.tencards`).
TEN_CARDS = QuestionKind(
    name=CARDS,
    options=no_options,
    read=as_given,
    check=_not_on_the_card,
    words=itself,
    count=nothing_counted,
    names=no_names,
    has_options=False,
)
