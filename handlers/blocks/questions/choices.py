"""How a choice looks: one option, several of them, or yes, not yet or no."""

from coproduction.polls import CHOICE, SEVERAL, YES_NO, Poll, Tally
from coproduction.results import Counted
from coproduction.words import Text
from handlers.blocks.fields import boxes, choice
from handlers.blocks.kit import Block, actions
from handlers.blocks.questions.drawing import (
    AnswerForm,
    QuestionDrawing,
    Values,
    answer_button,
    options_and_button,
    rounded,
    skips,
    told,
    without_skips,
)
from handlers.voice import Voice


def _of_people(tally: Tally) -> Counted:
    return Counted(tally.poll.offers, tally.counts, tally.answered)


def _each_option(say: Voice, tally: Tally) -> list[Block]:
    counted = _of_people(tally)
    return told(say, counted, rounded(say, counted))


def _button_for_each(say: Voice, poll: Poll, action: str) -> list[Block]:
    offers = enumerate(poll.offers)
    return [actions(*(answer_button(say, poll, action, str(position), each) for position, each in offers))]


def _one_of_them(say: Voice, poll: Poll, before: str | None) -> list[Block]:
    offers = {str(position): say.of(option) for position, option in enumerate(poll.offers)}
    return [choice(say, "option", say.of(poll.asks), offers, initial=before or "")]


def _chosen(_poll: Poll, values: Values) -> str:
    return values.get("option") or ""


_AMONG_OTHERS = AnswerForm(_one_of_them, _chosen)


def _of_those_who_say(tally: Tally) -> Counted:
    return without_skips(tally.poll.offers, tally)


def _yes_or_no(say: Voice, tally: Tally) -> list[Block]:
    counted = _of_those_who_say(tally)
    return [*told(say, counted, rounded(say, counted)), *skips(say, tally)]


def _of_each_person(say: Voice, tally: Tally) -> list[Block]:
    note = Text("Up to {most} choices for each person. The shares are shares of people.")
    return told(say, _of_people(tally), say(note, most=tally.poll.most))


def _tick_boxes(say: Voice, poll: Poll, before: str | None) -> list[Block]:
    options = {str(position): option for position, option in enumerate(poll.options)}
    hint = say("Choose up to {most}.", most=poll.most)
    return [boxes("options", say.of(poll.asks), options, (before or "").split(), hint=hint)]


def _ticked(_poll: Poll, values: Values) -> str:
    return values.get("options") or ""


SINGLE_CHOICE = QuestionDrawing(CHOICE, _each_option, _button_for_each, _of_people, among=_AMONG_OTHERS)
YES_NOT_YET_NO = QuestionDrawing(YES_NO, _yes_or_no, _button_for_each, _of_those_who_say, among=_AMONG_OTHERS)
SEVERAL_CHOICES = QuestionDrawing(
    SEVERAL,
    _of_each_person,
    options_and_button(Text("Choose up to {most}.")),
    _of_people,
    AnswerForm(_tick_boxes, _ticked),
)
