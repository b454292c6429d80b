"""How what people type is read: quotes of every kind, how long a round lasts, calls for help."""

from __future__ import annotations

from datetime import date

import pytest

from coproduction.breakouts.shapes import shape_of
from coproduction.breakouts.typed import minutes_alone, minutes_first
from coproduction.errors import Refusal
from coproduction.numbers import in_digits, number_in
from handlers.breakouts.typed import read
from handlers.edge.nearest import same
from handlers.edge.typed import apart, asks_for_help, bare, numbered_first, unquoted
from handlers.edge.unnamedwords import asks_for_no_name, nameless
from handlers.pledges import without_quotes
from tests.speaking import SAY

BUDDY = "A buddy for every parent"
AROUND = [
    '""',
    "“”",
    "„“",
    "”“",
    "«»",
    "»«",
    "‹›",
    "「」",
    "『』",
    "''",
    "‘’",
    "‚‘",
    "＂＂",
    "《》",
    '“"',
    "``",
]


@pytest.mark.parametrize("quotes", AROUND)
def test_quotes_around_the_whole_are_removed_whatever_their_style(quotes: str) -> None:
    assert unquoted(f" {quotes[0]}{BUDDY}{quotes[1]} ") == BUDDY


@pytest.mark.parametrize(
    "text",
    [
        'A "buddy" for all',
        '"A buddy" for all',
        '"A" and "B"',
        "the parents' time",
        "'Tis the season",
        "rock 'n' roll",
        '"Half of it',
        '"',
        "",
    ],
)
def test_other_quotes_stay_where_they_are(text: str) -> None:
    assert unquoted(text) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (f'"{BUDDY}".', BUDDY),
        (f"“{BUDDY}”,", BUDDY),
        (f"'{BUDDY}'.", BUDDY),
        ('"Why not"?', "Why not?"),
        ('"Why not?".', "Why not?"),
    ],
)
def test_quotes_around_the_whole_are_removed_also_before_what_ends_a_sentence(typed: str, meant: str) -> None:
    assert unquoted(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ('"Call the school" by Friday', "Call the school by Friday"),
        ("“Call the school”, by Friday.", "Call the school by Friday."),
        ("'Call the school' by 2026-11-02", "Call the school by 2026-11-02"),
        ('"Call the school" tomorrow', "Call the school tomorrow"),
        ('by Friday "Call the school"', "Call the school by Friday"),
        ("«Llamar a la escuela» hasta el viernes", "Llamar a la escuela hasta el viernes"),
        ('"Call the school by Friday"', "Call the school by Friday"),
        ('"Call" the school by Friday', '"Call" the school by Friday'),
        ('Read "Momo" by Friday', 'Read "Momo" by Friday'),
        ('"Call" and "write" by Friday', '"Call" and "write" by Friday'),
    ],
)
def test_quotes_around_all_of_a_pledge_but_its_day_are_removed_and_no_others(typed: str, meant: str) -> None:
    assert without_quotes(typed, date(2026, 10, 22)) == meant


def test_an_apostrophe_is_no_quote() -> None:
    assert unquoted("‘A parent’s buddy’") == "A parent’s buddy"
    assert apart("'Who's in?' 'I'm in' 'Not me'") == ("", ["Who's in?", "I'm in", "Not me"], [])


def test_a_quote_within_quotes_of_another_kind_stays() -> None:
    assert apart('"He said «no»" “A”') == ("", ["He said «no»", "A"], [])


def test_what_stands_outside_of_the_quotes_is_found() -> None:
    assert apart('When? "A", "B" or so; "C" 5 min') == ("When?", ["A", "B", "C"], ["or so", "5 min"])


MINUTES = ["20 minutes", "20minutes", "20min", "20 min.", "20m", "20 M", "20'", "20 minutos", "1 minute"]


@pytest.mark.parametrize("typed", [*MINUTES, "for 20 minutes", "For 20min", "durante 20 minutos", "(20 min)"])
def test_minutes_are_read_as_people_type_them(typed: str) -> None:
    assert minutes_alone(typed) == ("1" if "1 " in typed else "20")


@pytest.mark.parametrize(
    "typed", ["20", "minutes", "20 people", "20 minutes each", "half an hour", "2 20 min"]
)
def test_other_words_are_no_minutes(typed: str) -> None:
    assert minutes_alone(typed) == ""


@pytest.mark.parametrize(
    ("typed", "minutes", "prompt"),
    [
        ("20 minutes What would help?", "20", "What would help?"),
        ("for 20 min: What would help?", "20", "What would help?"),
        ("What would help? 20 minutes", "20", "What would help?"),
        ("What would help, 20min", "20", "What would help"),
        ("What can we do in 20 minutes", "", "What can we do in 20 minutes"),
        ("20 more ideas", "", "20 more ideas"),
        ("20 minutes", "", "20 minutes"),
    ],
)
def test_a_prompt_without_quotes_keeps_its_own_words(typed: str, minutes: str, prompt: str) -> None:
    assert minutes_first(typed) == (minutes, prompt)


@pytest.mark.parametrize(
    ("typed", "size", "groups", "each"),
    [
        ("5", "5", "", ()),
        ("60 groups", "", "60", ()),
        ("60groups", "", "60", ()),
        ("1 group", "", "1", ()),
        ("in 6 groups", "", "6", ()),
        ("into 6 rooms", "", "6", ()),
        ("6 Groups of 7", "", "6", ("7",)),
        ("6 groups of 7 people", "", "6", ("7",)),
        ("6 groups of 7 or 8 people", "", "6", ("7", "8")),
        ("6 groups of 7-8", "", "6", ("7", "8")),
        ("groups of 4", "4", "", ()),
        ("in groups of 4 people", "4", "", ()),
        ("by 4", "4", "", ()),
        ("4 people", "4", "", ()),
        ("4 per group", "4", "", ()),
        ("4 people per group", "4", "", ()),
        ("4 in each group", "4", "", ()),
        ("4 each", "4", "", ()),
        ("pairs", "2", "", ()),
        ("in pairs", "2", "", ()),
        ("60 grupos", "", "60", ()),
        ("en 6 grupos", "", "6", ()),
        ("6 grupos de 7", "", "6", ("7",)),
        ("en grupos de 4 personas", "4", "", ()),
        ("de 4", "4", "", ()),
        ("4 personas por grupo", "4", "", ()),
        ("4 en cada grupo", "4", "", ()),
        ("en parejas", "2", "", ()),
    ],
)
@pytest.mark.parametrize("rest", ['"What would help?" 20 minutes', '20 minutes "What would help?"', ""])
def test_groups_are_a_number_of_groups_and_people_a_size(
    typed: str, size: str, groups: str, each: tuple[str, ...], rest: str
) -> None:
    assert shape_of(f"{typed} {rest}") == (size, groups, each, rest)


@pytest.mark.parametrize(
    ("typed", "shape"),
    [
        ("5 people here never speak. Why?", ("5", "", (), "people here never speak. Why?")),
        ("5 each parent has a story", ("5", "", (), "each parent has a story")),
        ("5 pairs well with tea?", ("5", "", (), "pairs well with tea?")),
        ("5 What helps in groups of 4?", ("5", "", (), "What helps in groups of 4?")),
        ("6 groups What would help?", ("", "6", (), "What would help?")),
        ('6 groups of 20 minutes "Why?"', ("", "6", (), 'of 20 minutes "Why?"')),
        ('6 groups please "Why?"', ("", "6", (), 'please "Why?"')),
        ('six groups "Why?"', ("six", "", (), 'groups "Why?"')),
        ('in 6 "Why?"', ("in", "", (), '6 "Why?"')),
        ("", ("", "", (), "")),
    ],
)
def test_what_says_no_shape_stays_and_is_judged_as_it_is(typed: str, shape: tuple[object, ...]) -> None:
    assert shape_of(typed) == shape


NO_NUMBER = (
    "I made no groups yet. How many in each group? Type for example: "
    '/copro breakout 5 "What would help?" Or how many groups? /copro breakout 6 groups "What would help?"'
)
ROUNDS = (
    "I made no groups yet. The form plans several rounds at once. To open it, type nothing more than: "
    "/copro breakout"
)


def near(typed: str, meant: str) -> str:
    return f"I made no groups yet. I do not know what “{typed}” means here. Did you mean “{meant}”?"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ('"What helps?"', NO_NUMBER),
        ("What helps?", NO_NUMBER),
        ("in groups of", NO_NUMBER),
        ('grops of 4 "What helps?"', near("grops", "groups")),
        ('5 "What helps?" 20 minuts', near("20 minuts", "20 minutes")),
        ('20 minuets "What helps?"', near("minuets", "minutes")),
        ('4 grops "What helps?"', near("grops", "groups")),
        ("4 grops What helps?", near("grops", "groups")),
        ('5 poeple "What helps?"', near("poeple", "people")),
        ('2 rounds "What helps?"', ROUNDS),
        ("2 rounds What helps?", ROUNDS),
        ('5 "What helps?" 3 rounds', ROUNDS),
        ("5 2 rounds", ROUNDS),
        (
            "6 groups of",
            "I made no groups yet. After “of” I miss a number: "
            '/copro breakout 6 groups of 7 "What would help?"',
        ),
        (
            '5 "What helps?" please',
            "I made no groups yet. I do not know what “please” means here. Put each question in quotes. "
            'Before or after them you can say how long: /copro breakout 5 "What would help?" 20 minutes',
        ),
    ],
)
def test_what_is_missing_or_misspelt_in_a_typed_breakout_is_named(words: str, told: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(words)
    assert SAY(refused.value.words) == told


@pytest.mark.parametrize(
    ("words", "minutes"), [("5 20 minutes", "20"), ("5 0 minutes", "0"), ("5 20'", "20")]
)
def test_a_length_alone_is_no_prompt(words: str, minutes: str) -> None:
    assert (read(words).prompts, read(words).minutes) == ([""], minutes)


@pytest.mark.parametrize(
    ("words", "shape", "minutes"),
    [
        ('"What?" by 4', ("4", "", ()), ""),
        ('"What?" 20 minutes by four.', ("4", "", ()), "20"),
        ("“What?” 6 grupos de 7, 20 minutes", ("", "6", ("7",)), "20"),
        ("«What?» por parejas", ("2", "", ()), ""),
    ],
)
def test_who_sits_how_may_stand_after_the_prompt(
    words: str, shape: tuple[str, str, tuple[str, ...]], minutes: str
) -> None:
    assert (read(words).shape[:3], read(words).prompts, read(words).minutes) == (shape, ["What?"], minutes)


@pytest.mark.parametrize(
    "words",
    [
        *('"What?"', '"What?" 20', '"What?" 20 minutes', '"What?" please'),
        *("20 minutes", "20min", '20min "What?"', "20 minutos", "20 minutes What would help?"),
    ],
)
def test_what_else_stands_after_the_prompt_is_no_size(words: str) -> None:
    with pytest.raises(Refusal, match="How many in each group"):
        read(words)


@pytest.mark.parametrize(
    "words", ["5 With whom do you talk?", "5 grows well in rounds?", "5 people talk. Why?"]
)
def test_a_prompt_without_quotes_is_mistaken_for_nothing_else(words: str) -> None:
    assert read(words).prompts == [words.removeprefix("5 ")]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12", (12, "")),
        ("#12", (12, "")),
        ("81 Es igual que la 12", (81, "Es igual que la 12")),
        ("12: too long", (12, "too long")),
        ("12 13", (None, "13")),
        ("twelve", (None, "")),
        ("", (None, "")),
        ("12345678", (None, "")),
    ],
)
def test_the_number_of_an_idea_may_have_words_after_it(typed: str, read: tuple[int | None, str]) -> None:
    assert numbered_first(typed) == read


@pytest.mark.parametrize(
    "typed", ["help", "HELP", " Help! ", "?", "??", "-h", "--help", "—help", "ayuda", "¿Ayuda?"]
)
def test_a_call_for_help_is_heard(typed: str) -> None:
    assert asks_for_help(typed)


@pytest.mark.parametrize("typed", ["", "!", "help me", "helpful", "no help", "-", "h"])
def test_other_words_are_no_call_for_help(typed: str) -> None:
    assert not asks_for_help(typed)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("two", 2),
        ("Twenty-five", 25),
        ("ninety nine", 99),
        ("treinta y uno", 31),
        ("dieciseis", 16),
        ("07", 7),
        ("-2", None),
        ("\N{MINUS SIGN}3", None),
        ("many", None),
        ("", None),
    ],
)
def test_a_number_is_read_in_words_of_either_language(words: str, number: int | None) -> None:
    assert number_in(words) == number


def test_numbers_in_words_become_digits_and_other_words_stay() -> None:
    assert in_digits("six groups of Seven or eight, someone") == "6 groups of 7 or 8, someone"


@pytest.mark.parametrize(
    "typed",
    ["When do we eat?", " when  do we EAT? ", "“When do we eat?”", '""When do we eat?""', "Whén do we eat?"],
)
def test_words_are_the_same_whatever_the_keyboard_made_of_case_quotes_spaces_and_accents(typed: str) -> None:
    assert same(typed, "When do we eat?")


@pytest.mark.parametrize("typed", ["When do we eet?", "When do we meet?", "When do we eat", "When", ""])
def test_words_with_another_letter_or_sign_are_not_the_same(typed: str) -> None:
    assert not same(typed, "When do we eat?")
    assert not same("かき", "がき")


def test_what_is_said_in_our_quotes_has_none_of_its_own() -> None:
    assert [bare(text) for text in ('"When?"', '""When?""', "“When?", "The “best” one", '"')] == [
        "When?",
        "When?",
        "When?",
        "The “best” one",
        '"',
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "Anonymously: x",
        "a bench, please anonymous",
        "without my name a bench",
        "Secret - a bench",
        "anónimo: x",
    ],
)
def test_words_that_ask_for_no_name_are_heard(typed: str) -> None:
    assert asks_for_no_name(typed)


@pytest.mark.parametrize(
    "typed", ["Private rooms for mothers", "A helpline that is anonymous", "Say no names aloud", "", "Names"]
)
def test_ideas_about_names_are_ideas(typed: str) -> None:
    assert not asks_for_no_name(typed)


@pytest.mark.parametrize(
    "typed",
    [
        f"anonymous {BUDDY}",
        f"Anonymously: {BUDDY}",
        f"anónimo {BUDDY}",
        f"ANO\u0301NIMA, {BUDDY}",
        f"anonimamente – {BUDDY}",
        f"without my name “{BUDDY}”",
        f"sin mi nombre: {BUDDY}",
    ],
)
def test_who_begins_by_asking_to_leave_their_name_out_is_heard(typed: str) -> None:
    assert nameless(typed) == BUDDY


def test_nothing_else_asks_to_leave_a_name_out() -> None:
    assert nameless("anonymous") == ""
    others = [BUDDY, "", "anonymised data for all", "Let us be anonymous", "anonimato para todas"]
    assert [nameless(each) for each in others] == [None] * 5
