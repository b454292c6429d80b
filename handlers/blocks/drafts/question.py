"""The fields of one question that is composed: first its kind, then what this kind needs."""

from coproduction.drafts import (
    NUMBERS,
    USUAL,
    WITH_ENDS,
    Composed,
    Question,
)
from coproduction.polls import (
    BEFORE_NOW,
    CHOICE,
    DOTS,
    MOST,
    OPEN_TEXT,
    OPTION_LENGTH,
    QUESTION_LENGTH,
    RANKING,
    SCALE,
    SCALE_TEN,
    SEVERAL,
    YES_NO,
)
from coproduction.questions import KINDS as QUESTIONS
from coproduction.words import Text
from handlers.blocks.drafts.fields import flag, heard, named
from handlers.blocks.fields import menu, text_input
from handlers.blocks.kit import (
    Block,
    context,
    divider,
    paragraphs,
    section,
)
from handlers.voice import Voice

FIXED = Text("Nobody can change the words of this question. So we can compare the answers over time.")
MOST_OF_A_FIELD = 3_000  # characters that Slack takes
# What the form of a new poll offers; `coproduction.questions` has a row for each.
KINDS = {
    CHOICE: Text("Choose one option"),
    SEVERAL: Text("Choose several, up to a number"),
    YES_NO: Text("Yes, not yet or no"),
    SCALE: Text("A number from 1 to 5"),
    SCALE_TEN: Text("A number from 0 to 10"),
    BEFORE_NOW: Text("From 1 to 5, before and now"),
    DOTS: Text("Share out dots"),
    RANKING: Text("Rank the first three"),
    OPEN_TEXT: Text("In their own words"),
}
_WITH_NUMBER = {
    SEVERAL: Text("Choose several, {n} at most"),
    DOTS: Text("Share out dots: {n} for each person"),
}
_NUMBERS = {SEVERAL: Text("How many may each person choose?"), DOTS: Text("How many dots?")}


def question_fields(say: Voice, composed: Composed) -> list[Block]:
    """The fields of the question that is worked on: first its kind, then what this kind needs."""
    question, of = composed.here, len(composed.questions)
    if question.is_headline:
        return [divider(), *paragraphs(question.words), context(say(FIXED))]
    kinds = {kind: say(words) for kind, words in KINDS.items()}
    initial = question.kind if question.kind in KINDS else CHOICE
    label = say("How do people answer?")
    kind = heard(menu(say, named("kind", question), label, kinds, initial=initial))
    asked = _words(say, question)
    left_out = flag(
        named("is_optional", question),
        say("This question"),
        say("May be left out"),
        say("People can send the form without it."),
        is_on=question.is_optional,
    )
    if of == 1:
        return [kind, asked, *_needed(say, question)]
    which = section(say("*Question {number} of {of}*", number=composed.place + 1, of=of))
    return [divider(), which, kind, asked, *_needed(say, question), left_out]


def _words(say: Voice, question: Question) -> Block:
    """What it asks."""
    name, fits = named("words", question), say("Up to {most} characters fit.", most=QUESTION_LENGTH)
    most = _room(QUESTION_LENGTH, question.words)
    return text_input(name, say("Your question"), most=most, initial=question.words, hint=fits)


def _needed(say: Voice, question: Question) -> list[Block]:
    """What this kind of question needs beside its words."""
    if question.kind in WITH_ENDS:
        low, high = say("What the lowest number means"), say("What the highest number means")
        return [
            _end(named("lowest", question), low, question.lowest),
            _end(named("highest", question), high, question.highest),
        ]
    row = QUESTIONS.get(question.kind)
    if row is None or not row.has_options:
        return []
    return [_options(say, question), *_number(say, question)]


def _end(name: str, label: str, typed: str) -> Block:
    """What a number at the end of a scale means."""
    return text_input(name, label, most=_room(OPTION_LENGTH, typed), initial=typed, optional=True)


def _room(most: int, typed: str) -> int:
    """The characters that a field takes: as many as fit, or all that was typed before, so that none is cut
    off before words have said that it is too long."""
    return max(most, min(len(typed), MOST_OF_A_FIELD))


def _options(say: Voice, question: Question) -> Block:
    label, name = say("Options, one on each line"), named("options", question)
    most = _room((OPTION_LENGTH + 1) * MOST - 1, question.options)  # with the ends of lines
    return text_input(name, label, most=most, multiline=True, hint=so_many(say), initial=question.options)


def so_many(say: Voice) -> str:
    """How many options there can be."""
    return say("2 to 10 options, each up to {most} characters.", most=OPTION_LENGTH)


def _number(say: Voice, question: Question) -> list[Block]:
    """How many, where the kind of question asks for it."""
    if question.kind not in _NUMBERS:
        return []
    label, field = say(_NUMBERS[question.kind]), NUMBERS[question.kind]
    return [text_input(named(field, question), label, most=3, initial=question.number or USUAL[field])]


def kind_of(question: Question) -> Text:
    """How people answer it."""
    typed = question.number
    return how(question.kind, int(typed) if typed.isascii() and typed.isdigit() else None)


def how(kind: str, most: int | None) -> Text:
    """How people answer a question of this kind, with its number where it has one."""
    if kind in _WITH_NUMBER and most:
        return _WITH_NUMBER[kind].filled(n=most)
    return KINDS.get(kind, KINDS[CHOICE])
