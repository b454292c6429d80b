"""What facilitators type before a question: how the poll ends, who may answer it, and whether it can grow."""

from __future__ import annotations

import re

import pytest

from coproduction.levels import Level
from coproduction.polls import DOTS, SCALE_TEN, SEVERAL, YES_NO, Invited, Poll
from coproduction.service import pollforms
from coproduction.service.polls import PollForm
from handlers import asked
from tests.coproduction.town import HALL, NOW, refusal

ASKED = '"When to meet?" "Morning" "Evening"'
UNKNOWN = (
    "I do not know what “{}” means here, so I have asked nothing. Please put the question in quotes, "
    "or check the word before it. Before the question I know these words: anonymous, confidential, named, "
    "live, limit 2, dots 5, scale, rank, yesno, beforenow, text, add, checked in, until all, for 5 minutes. "
    "To ask only one group: lived experience, front line, governing body."
)
UNKNOWN_BEFORE = UNKNOWN.replace(
    "Please put the question in quotes, or check the word before it.", "Please check it, or leave it out."
)
NEAR = (
    "I do not know what “{}” means here, so I have asked nothing. Did you mean “{}”? "
    "If it is part of the question, please put the whole question in quotes."
)
NEAR_BEFORE = "I do not know what “{}” means here, so I have asked nothing. Did you mean “{}”?"


def test_what_is_said_to_be_known_is_every_word_that_is() -> None:
    for words in (UNKNOWN, UNKNOWN_BEFORE):
        told = re.split(
            r", |\. To ask only one group: ", words.partition("I know these words: ")[2].rstrip(".")
        )
        assert sorted(re.sub(r" \d.*", "", each) for each in told) == sorted(
            ["for", *(flag.one.partition(";")[0] for flag in asked.FLAGS.values())]
        )


def typed(flags: str) -> PollForm:
    return asked.typed(f"{flags} {ASKED}")


def opened(flags: str) -> list[Poll]:
    """What would be stored of it."""
    return pollforms.asked_in(HALL, "session", typed(flags), NOW, lambda: "poll")


@pytest.mark.parametrize(
    ("flags", "minutes"),
    [
        ("for 5m", 5),
        ("for 5 min", 5),
        ("For 5 minutes,", 5),
        ("5 min.", 5),
        ("for 2h", 120),
        ("for 2 hours", 120),
        ("1h30", 90),
        ("for 1 hour and 30 minutes", 90),
        ("for an hour", 60),
        ("for 1.5 hours", 90),
        ("for 3 days", 3 * 24 * 60),
        ("for a week", 7 * 24 * 60),
        ("durante 5 minutos", 5),
        ("por 2 horas", 120),
        ("durante una hora y 15 minutos", 75),
        ("durante 3 días", 3 * 24 * 60),
        ("durante 3 dias", 3 * 24 * 60),
        ("", None),
    ],
)
def test_how_long_a_poll_is_open_is_typed_as_people_say_it(flags: str, minutes: int | None) -> None:
    assert typed(flags) == PollForm("When to meet?", ["Morning", "Evening"], "", minutes=minutes)


@pytest.mark.parametrize(
    ("flags", "invited"),
    [
        ("checked in", Invited.CHECKED_IN),
        ("for checked in", Invited.CHECKED_IN),
        ("lived experience", Invited.LIVED),
        ("For front line:", Invited.FRONT_LINE),
        ("Governing Body", Invited.GOVERNING),
        ("llegada registrada", Invited.CHECKED_IN),
        ("atencion directa", Invited.FRONT_LINE),
    ],
)
def test_who_may_answer_is_typed_in_words(flags: str, invited: Invited) -> None:
    assert typed(flags) == PollForm("When to meet?", ["Morning", "Evening"], "", invited=invited)


@pytest.mark.parametrize(
    "flags",
    [
        "named live limit 2 for 10m add checked in until all",
        "until all, checked in, add, for 10 minutes, limit 2, live, named",
        "hasta todas llegada registrada añadir durante 10m límite 2 visible con nombre",
    ],
)
def test_all_of_it_can_be_said_at_once_in_any_order(flags: str) -> None:
    assert typed(flags.replace("con nombre", "named")) == PollForm(
        *("When to meet?", ["Morning", "Evening"], "", SEVERAL, Level.NAMED, True, 2),
        minutes=10,
        closes_when_all=True,
        invited=Invited.CHECKED_IN,
        may_add=True,
    )


@pytest.mark.parametrize(
    ("flags", "left"),
    [
        ("for ever", "for ever"),
        ("limit to", "to"),
        ("hidden", "hidden"),
        ("add options", "options"),
        ("everybody", "everybody"),
    ],
)
def test_words_that_nobody_can_place_are_given_back_and_nothing_is_asked(flags: str, left: str) -> None:
    assert refusal(typed, flags) == (UNKNOWN_BEFORE.format(left), None)


@pytest.mark.parametrize(
    ("flags", "left", "meant"),
    [
        ("for 5", "for 5", "for 5 minutes"),
        ("for five", "for five", "for five minutes"),
        ("for 5 men", "for 5 men", "for 5 minutes"),
        ("5 minuts", "5 minuts", "5 minutes"),
        ("durante 5", "durante 5", "durante 5 minutos"),
        ("durante dos hroas", "durante dos hroas", "durante dos horas"),
        ("live until", "until", "until all"),
        ("until nobody", "until nobody", "until all"),
        ("checked", "checked", "checked in"),
        ("check-in", "check-in", "checked in"),
        ("front", "front", "front line"),
        ("anonimous", "anonimous", "anonymous"),
        ("live anon", "anon", "anonymous"),
        ("confidental", "confidental", "confidential"),
        ("anonimo live anónim", "anónim", "anónima"),
        ("lived", "lived", "lived experience"),
        ("ranking", "ranking", "rank"),
        ("anonym", "anonym", "anonymous"),
        ("limt 2", "limt 2", "limit"),
        ("dost 5", "dost 5", "dots"),
        ("rnak", "rnak", "rank"),
        ("yes/no", "yes/no", "yesno"),
        ("before now", "before now", "beforenow"),
        ("añadri", "añadri", "añadir"),
    ],
)
def test_a_word_that_is_nearly_one_we_know_is_given_back_whole_with_the_one_that_was_meant(
    flags: str, left: str, meant: str
) -> None:
    assert refusal(typed, flags) == (NEAR_BEFORE.format(left, meant), None)
    told = NEAR if " " in left else NEAR_BEFORE  # several words could be the question, and these its answers
    assert refusal(asked.typed, f'{flags} "When to meet" "Morning" "Evening"') == (
        told.format(left, meant),
        None,
    )


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("no names", "anonymous"),
        ("No names please", "anonymous"),
        ("without names", "anonymous"),
        ("secretly, please", "anonymous"),
        ("private", "anonymous"),
        ("names hidden and shown to nobody", "anonymous"),
        ("sin nombres", "anónima"),
        ("en secreto", "anónima"),
    ],
)
@pytest.mark.parametrize("pieces", ['"Where?" "A" "B"', "'Where' 'A' 'B'", "«Where?» «A»", "‘Where’ ‘A’ ‘B’"])
def test_who_asks_for_no_names_in_other_words_is_told_of_the_word_for_it(
    words: str, meant: str, pieces: str
) -> None:
    told = NEAR_BEFORE if "?" in pieces or " " not in words else NEAR
    assert refusal(asked.typed, f"{words} {pieces}") == (told.format(words, meant), None)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ('quick poll "Where shall we meet" "A" "B"', "quick poll"),
        ('no one sees it "Where" "A" "B" "C"', "no one sees it"),
        ('Quick one: "Where" "A" "B"', "Quick one:"),
        ('anonymous, Quick one: "Where" "A" "B"', "Quick one:"),
        ('anonymous and then some words more "When" "A" "B"', "and then some words more"),
        ('limit 2 or three "Where" "A" "B"', "or three"),
        ("encuesta rápida «Dónde» «A» «B»", "encuesta rápida"),
        ("everyone sees it 'Where' 'A' 'B'", "everyone sees it"),
    ],
)
def test_only_what_is_surely_a_question_stands_without_quotes_before_its_answers(
    words: str, left: str
) -> None:
    assert refusal(asked.typed, words) == (UNKNOWN.format(left), None)


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ('When to meet "A" "B" "C"', "When to meet"),
        ('where do we go "A" "B"', "where do we go"),
        ("Lunch? 'A' 'B'", "Lunch?"),
        ('live Dónde nos vemos "A" "B"', "Dónde nos vemos"),
    ],
)
def test_what_ends_or_begins_like_a_question_may_stand_without_quotes(words: str, question: str) -> None:
    assert asked.typed(words).question == question


@pytest.mark.parametrize(
    ("flags", "form"),
    [
        ("limit two", PollForm("When to meet?", ["Morning", "Evening"], "", SEVERAL, most=2)),
        ("límite dos,", PollForm("When to meet?", ["Morning", "Evening"], "", SEVERAL, most=2)),
        ("dots five", PollForm("When to meet?", ["Morning", "Evening"], "", DOTS, most=5)),
        ("scale ten", PollForm("When to meet?", ["Morning", "Evening"], "", SCALE_TEN)),
        ("en vivo", PollForm("When to meet?", ["Morning", "Evening"], "", is_live=True)),
        ("en directo", PollForm("When to meet?", ["Morning", "Evening"], "", is_live=True)),
        ("durante tres minutos", PollForm("When to meet?", ["Morning", "Evening"], "", minutes=3)),
        ("for forty-five minutes", PollForm("When to meet?", ["Morning", "Evening"], "", minutes=45)),
        ("cuarenta y cinco minutos", PollForm("When to meet?", ["Morning", "Evening"], "", minutes=45)),
        ("for half an hour", PollForm("When to meet?", ["Morning", "Evening"], "", minutes=30)),
        ("media hora", PollForm("When to meet?", ["Morning", "Evening"], "", minutes=30)),
    ],
)
def test_numbers_in_words_and_what_people_say_in_either_language_are_understood(
    flags: str, form: PollForm
) -> None:
    assert typed(flags) == form


def test_a_question_without_quotes_that_begins_anew_keeps_the_words_before_it() -> None:
    assert asked.typed('anonymous for 5m When to meet? "Morning" "Evening"') == PollForm(
        "When to meet?", ["Morning", "Evening"], "", level=Level.ANONYMOUS, minutes=5
    )


@pytest.mark.parametrize(
    "words",
    [
        'Anonymous or named? "A" "B"',
        'anonymous when to meet? "A" "B"',
    ],
)
def test_where_it_is_not_sure_how_secret_a_poll_is_meant_quotes_are_asked_for(words: str) -> None:
    assert refusal(asked.typed, words) == (
        "Please put the question and each answer in quotes, for example: "
        '/poll "When to meet?" "Morning" "Evening"',
        None,
    )


def test_words_that_do_not_go_together_are_named_as_they_were_typed() -> None:
    assert refusal(typed, "puntos cinco orden") == (
        "A poll asks in one way. Please write only one of these words: puntos cinco, orden.",
        None,
    )
    assert refusal(asked.typed, "nominal plantilla poder") == (
        "These questions are not asked with names. Please leave out “nominal”.",
        None,
    )


def test_spanish_words_are_typed_as_people_say_them() -> None:
    said = [typed(words) for words in ("con nombre escala de 10", "nominal sí o no", "en vivo límite de 2")]
    assert said == [
        PollForm("When to meet?", ["Morning", "Evening"], "", SCALE_TEN, Level.NAMED),
        PollForm("When to meet?", ["Morning", "Evening"], "", YES_NO, Level.NAMED),
        PollForm("When to meet?", ["Morning", "Evening"], "", SEVERAL, is_live=True, most=2),
    ]


@pytest.mark.parametrize("word", ["anónimo", "ANÓNIMAS", "anonimos", "anonymously", "anónimamente,"])
def test_who_asks_for_anonymous_in_any_gender_and_number_is_understood(word: str) -> None:
    assert typed(word) == PollForm("When to meet?", ["Morning", "Evening"], "", level=Level.ANONYMOUS)


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        ("until 15:00", "until 15:00"),
        ("live, by 3pm", "by 3pm"),
        ("hasta las 15", "hasta las 15"),
        ("for 2 months", "for 2 months"),
        ("durante tres años", "durante tres años"),
        (f"for {'9' * 400} years", f"for {'9' * 400} years"),
    ],
)
def test_a_time_that_is_no_length_in_our_units_is_told_how_a_length_is_written(
    flags: str, words: str
) -> None:
    assert refusal(typed, flags) == (
        f"I cannot read “{words}” as how long the poll is open, so I have asked nothing. "
        "Please write it like this: for 5 minutes, for 2 hours, for 3 days. "
        "It can be open for 30 days at most.",
        None,
    )


@pytest.mark.parametrize(
    "flags", ["for 99999999h", "durante 99999999h", "for 31 days", f"for {'9' * 400} weeks", "for 0m"]
)
def test_whatever_length_is_typed_is_told_how_long_a_poll_can_last(flags: str) -> None:
    told = "A poll can last from 1 minute to 30 days. Please say how long, such as: for 5 minutes."
    assert refusal(opened, flags) == (told, "minutes")


@pytest.mark.parametrize(
    ("flags", "words"),
    [("limit 9999", "How many"), ("dots 99999999", "How many dots"), ("limit 0", "How many")],
)
def test_a_number_that_is_far_too_large_is_told_what_fits(flags: str, words: str) -> None:
    said, field = refusal(opened, flags)
    assert (said.startswith(words), field) == (True, "most")


@pytest.mark.parametrize("words", ["anonymous", "anónimo, durante 5m", "limit 2"])
def test_what_says_how_a_poll_is_meant_stands_before_it_and_behind_it_is_told_so(words: str) -> None:
    assert refusal(asked.typed, f"{ASKED} {words}") == (
        f"“{words}” stands behind the quotes. Please write it before the question, "
        f'like this: /poll {words} "Question" "A" "B"',
        None,
    )


def test_two_lengths_of_time_are_refused() -> None:
    said = "A poll is open for one length of time, and here are two. Please leave out “{}”."
    assert refusal(typed, "for 5m for 10m") == (said.format("for 10m"), None)
    assert refusal(typed, "durante 5m, live 1h anónimo") == (said.format("1h anónimo"), None)


def test_two_groups_of_people_are_refused() -> None:
    assert refusal(typed, "front line lived experience") == (
        "A poll asks everybody, or those who checked in, or one part of them. "
        "Please write only one of these.",
        None,
    )


def test_a_question_that_only_begins_like_a_time_stays_whole() -> None:
    assert asked.typed('5 days or 4? "Five" "Four"') == PollForm("5 days or 4?", ["Five", "Four"], "")


def test_a_question_in_own_words_can_have_an_end_without_quotes() -> None:
    form = asked.typed("text for 5m How are you")
    assert (form.question, form.kind, form.minutes) == ("How are you", "text", 5)
