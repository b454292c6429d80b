"""What may be said of people, sessions, ideas, polls and pledges, and the words when it may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from coproduction.errors import Busy, Refusal, Taken
from coproduction.ideas import Idea, IdeaKind, kind_named, put_back, require_author, text_of, withdrawn
from coproduction.ideas import text_kept as idea_text_of
from coproduction.levels import Level
from coproduction.people import (
    HOME_ZONE,
    OTHER,
    SECTORS,
    UNSAID,
    Person,
    Perspective,
    alike,
    help_named,
    known_zone,
    perspective_named,
    sector_named,
    zone_of,
)
from coproduction.pledges import by_date, first_step_of, what_of
from coproduction.polloptions import options_of
from coproduction.polloptions import question_of as poll_question_of
from coproduction.polls import (
    CLOSING_OPTIONS,
    NO,
    NOT_YET,
    OPEN_TEXT,
    YES,
    Poll,
    Purpose,
    closed,
)
from coproduction.questions import answer_to, tally, words_of
from coproduction.sessions import Session, SessionState, ended, title_of
from tests.coproduction.town import refusal
from tests.speaking import in_english

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 10, 22, 17, 30, tzinfo=UTC)
TODAY = NOW.date()
SESSION = Session("s1", "C1", "New parents", SessionState.LIVE, "ana", NOW)
IDEA = Idea("i1", "C1", "s1", 1, IdeaKind.CHANGE, "A buddy for every new parent", "bo", "form:1")
POLL = Poll("p1", "C1", "s1", "When to meet?", ("Morning", "Evening"), Purpose.ANY, "form:2")
TOO_FEW = "A poll needs 2 options or more, and this has {}. Please write what people can choose from."
TOO_MANY = "A poll takes 10 options at most, and these are {}. Please leave out {}."
LOOK_THE_SAME = "Two options look the same: “{}” and “{}”. Please make each one different."


@pytest.mark.parametrize(
    ("rule", "field", "most", "empty"),
    [
        (
            title_of,
            "title",
            120,
            'A session needs a title, for example: /copro start "Support for new parents"',
        ),
        (
            idea_text_of,
            *("text", 1_000),
            "Your idea has no words yet. For example: /idea A buddy for every new parent",
        ),
        (
            poll_question_of,
            *("question", 250),
            "A poll needs a question. Please write what you want to ask.",
        ),
        (what_of, "what", 500, "Please write the one thing you will do. A small thing counts."),
    ],
)
def test_words_are_required_tidied_and_never_cut(
    rule: Callable[[str], str], field: str, most: int, empty: str
) -> None:
    assert rule("  two \t words\u202e ") == "two words"
    assert rule("ä" * most) == "ä" * most
    assert refusal(rule, " \u200b ") == (empty, field)
    too_long = f"This is {most + 1:,} characters long and {most:,} fit. Please shorten it and send it again."
    assert refusal(rule, "ä" * (most + 1)) == (too_long, field)


@pytest.mark.parametrize("short", ["no", "\U0001f600" * 20, "!!! ??? !!! ???", "Benches."])
def test_an_idea_says_enough_for_others_to_understand_it(short: str) -> None:
    words, field = refusal(text_of, short)
    assert (words[:19], field) == ("This is very short.", "text")


def test_of_an_idea_each_sign_counts_as_in_its_form() -> None:
    assert text_of("Park \U0001f600" * 100) == "Park \U0001f600" * 100
    assert refusal(text_of, "Park \U0001f600" * 101) == (
        "This is 606 characters long and 600 fit. Please shorten it and send it again.",
        "text",
    )


def test_a_first_step_may_be_left_out() -> None:
    assert first_step_of(None) is None
    assert first_step_of(" find the  number ") == "find the number"
    assert refusal(first_step_of, "x" * 301) == (
        "This is 301 characters long and 300 fit. Please shorten it and send it again.",
        "first_step",
    )


@pytest.mark.parametrize(
    ("chosen", "by"),
    [
        (None, None),
        ("", None),
        ("2026-10-22", TODAY),
        ("2026-10-25", date(2026, 10, 25)),
        ("2027-10-23", TODAY + timedelta(days=366)),
    ],
)
def test_a_date_may_be_open_today_at_a_weekend_or_within_a_year(chosen: str | None, by: date | None) -> None:
    assert by_date(chosen, TODAY) == by


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ("2026-10-21", "This date is in the past. Please choose today or a later day."),
        ("0001-01-01", "This date is in the past. Please choose today or a later day."),
        ("2027-10-24", "Please choose a date within a year, so that I can still ask you about it."),
        ("9999-12-31", "Please choose a date within a year, so that I can still ask you about it."),
        ("2026-02-30", "Please choose the date from the calendar."),
        ("tomorrow", "Please choose the date from the calendar."),
    ],
)
def test_any_other_date_is_refused(chosen: str, words: str) -> None:
    assert refusal(by_date, chosen, TODAY) == (words, "by")


def test_a_session_ends_once() -> None:
    over = ended(SESSION, NOW)
    assert over == replace(SESSION, state=SessionState.ENDED, ended_at=NOW)
    assert (SESSION.is_live, over.is_live) == (True, False)
    assert refusal(ended, over, NOW) == ("The session “New parents” has already ended.", None)


def test_only_its_author_takes_an_idea_back() -> None:
    words = "Only the person whose idea this is can take it back."
    require_author(IDEA, "bo")
    assert refusal(require_author, IDEA, "cy") == (words, None)
    assert refusal(require_author, replace(IDEA, author=None), "bo") == (words, None)


def test_an_idea_that_was_taken_back_can_be_put_back_for_ten_minutes() -> None:
    gone = withdrawn(IDEA, NOW)
    assert gone == replace(IDEA, is_withdrawn=True, withdrawn_at=NOW)
    assert put_back(gone, NOW + timedelta(minutes=10, microseconds=-1)) == IDEA
    assert refusal(put_back, gone, NOW + timedelta(minutes=10)) == (
        "More than 10 minutes have passed, so idea 1 stays taken back. You can share it again with /idea.",
        None,
    )


def test_an_idea_is_of_a_kind() -> None:
    assert [kind_named(kind) for kind in ("change", "collaboration", "matters")] == list(IdeaKind)
    assert refusal(kind_named, "dream") == ("Please choose what kind of idea this is.", "kind")


@pytest.mark.parametrize("options", [["Yes", "No"], [str(n) for n in range(10)], ["x" * 70, "y" * 70]])
def test_a_poll_has_two_to_ten_different_options(options: list[str]) -> None:
    assert options_of(options) == tuple(options)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], TOO_FEW.format(0)),
        (["Yes"], TOO_FEW.format(1)),
        ([str(n) for n in range(11)], TOO_MANY.format(11, 1)),
        ([str(n) for n in range(40)], TOO_MANY.format(40, 30)),
        (["Yes", " "], "Option 2 has no words."),
        (["Straße", "STRASSE"], LOOK_THE_SAME.format("Straße", "STRASSE")),
        (["Yes", "Yes\u200b"], LOOK_THE_SAME.format("Yes", "Yes")),
        (["Yes", "x" * 71], "Option 2 is 71 characters long, and 70 fit. Please shorten it."),
        (["x" * 3_000, "Yes"], "Option 1 is 3,000 characters long, and 70 fit. Please shorten it."),
    ],
)
def test_other_options_are_refused(options: list[str], words: str) -> None:
    assert refusal(options_of, options) == (words, "options")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yes", "Yеs"),  # with a letter of another alphabet
        ("Yes", "Ｙｅｓ"),  # full width
        ("Yes", "𝐘𝐞𝐬"),  # bold
        ("YES", "YЕS"),
        ("Вечер", "вечер"),
        ("Room 1", "Room l"),
        ("Room O", "Room 0"),
        ("10–12", "10-12"),
        ("Early evening", "Early\u00a0evening"),
        ("Family", "Fam\u200dily"),
        ("❤", "❤️"),
        ("Café", "Cafe\u0301"),
        ("ﬁne", "fine"),
    ],
)
def test_options_that_nobody_can_tell_apart_are_refused(one: str, other: str) -> None:
    words, field = refusal(options_of, ["Something else", one, other])
    assert (words.startswith("Two options look the same: "), field) == (True, "options")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Si", "Sí"), ("L", "I"), ("Room 1", "Room 2"), ("Да", "Нет"), ("A", "AA"), ("👍", "👍🏽")],
)
def test_options_that_look_different_are_two(one: str, other: str) -> None:
    assert options_of([one, other]) == (one, other)


def test_the_words_of_a_pressed_option_are_told() -> None:
    assert [words_of(POLL, answer_to(POLL, pressed)) for pressed in ("0", "1")] == ["Morning", "Evening"]


@pytest.mark.parametrize("option", ["-1", "2", "1000000000"])
def test_an_option_that_is_not_on_the_card_cannot_be_pressed(option: str) -> None:
    words = "This poll has no such option. Please press one of the buttons on its card."
    assert refusal(answer_to, POLL, option) == (words, None)


def test_a_late_vote_is_refused_kindly() -> None:
    words = "This poll has closed, so this answer was not counted. If you gave one before, it still counts."
    assert refusal(answer_to, closed(POLL), "0") == (words, None)
    assert refusal(answer_to, closed(POLL), "99") == (words, None)


def test_a_tally_counts_every_option_in_the_order_of_the_poll() -> None:
    for level in Level:  # hidden while it is open, however many have answered
        asked = replace(POLL, level=level)
        assert [tally(asked, {"1": people}).counts for people in (3, 30)] == [(), ()]
    assert tally(closed(POLL), {"1": 5}).counts == (0, 5)
    assert tally(POLL, {"1": 3, "0": 2}).answered == 5
    assert tally(POLL, {}).answered == 0


@pytest.mark.parametrize("people", [1, 4, 5])
def test_a_confidential_result_is_shown_from_five_answers_on(people: int) -> None:
    told = tally(closed(POLL), {"1": people})
    assert (told.counts, told.released is None) == (((0, 5), True) if people == 5 else ((), False))
    assert tally(replace(closed(POLL), level=Level.NAMED), {"1": people}).counts == (0, people)
    assert tally(replace(closed(POLL), is_live=True), {"1": people}).counts == (0, people)
    written = tally(replace(closed(POLL), kind=OPEN_TEXT), {f"Words {number}": 1 for number in range(people)})
    assert len(written.written) == (5 if people == 5 else 0)


def test_the_closing_options_stand_where_the_report_looks_for_them() -> None:
    assert in_english(CLOSING_OPTIONS[int(answer)] for answer in (YES, NOT_YET, NO)) == [
        "Yes",
        "Not yet",
        "No",
    ]


def test_a_profile_is_there_once_somebody_was_asked_whatever_they_said() -> None:
    whole = Person("bo", sector="parents", perspective=Perspective.LIVED)
    assert whole.has_profile
    assert not Person("bo").has_profile
    assert replace(whole, sector=UNSAID, perspective=None).has_profile
    told = [replace(whole, sector=each).known_sector for each in ("parents", OTHER, UNSAID, None)]
    assert told == ["parents", None, None, None]


def test_sectors_and_perspectives_come_from_the_list() -> None:
    assert [sector_named(sector) for sector in SECTORS] == list(SECTORS)
    assert [perspective_named(perspective) for perspective in Perspective] == list(Perspective)
    assert refusal(sector_named, "Parents") == ("Please choose who you are here as.", "sector")
    assert [sector_named(OTHER), sector_named(UNSAID), perspective_named(UNSAID)] == [OTHER, UNSAID, None]
    words = "Please choose from where you know the service."
    assert refusal(perspective_named, "") == (words, "perspective")


@pytest.mark.parametrize("name", ["Asia/Kolkata", "America/Argentina/Buenos_Aires", "UTC"])
def test_a_known_time_zone_is_kept(name: str) -> None:
    assert known_zone(name) == name
    assert zone_of(Person("bo", zone=name)).key == name


@pytest.mark.parametrize("name", [None, "", "Mars/Olympus", "europe/london ", "../../etc/passwd"])
def test_an_unknown_time_zone_is_the_programmes_home(name: str | None) -> None:
    assert known_zone(name) == HOME_ZONE


def test_a_refusal_reads_as_its_words() -> None:
    assert str(Refusal("Not now.")) == "Not now."
    assert refusal(_raise, Busy()) == (
        "I am very busy this second, and this was not saved. Please press again.",
        None,
    )
    assert str(Taken("uq_idea_origin")) == "uq_idea_origin"
    assert Taken("uq_idea_origin").name == "uq_idea_origin"


def _raise(error: Exception) -> None:
    raise error


def test_help_is_told_in_a_few_words_as_they_were_typed_and_each_counts_once() -> None:
    assert help_named("Captions,  Polish; captions\n\nSign  language", "needs") == (
        "captions",
        "Polish",
        "Sign language",
    )
    assert help_named(None, "needs") == ()


@pytest.mark.parametrize(
    ("need", "fits"),
    [
        ("captions <!here>", True),
        ("captions @here", True),
        ("<@U0CHAMP01> captions", True),
        ("Captions, please", True),
        ("I need captions. Thank you!", True),
        ("Subtítulos, por favor", False),
        ("live captions", False),
        ("captions in Polish", False),
        ("caption", True),
    ],
)
def test_a_need_fits_an_offer_of_the_same_plain_words_whatever_stands_around_them(
    need: str, fits: bool
) -> None:
    (typed,) = help_named(need, "needs")
    same = alike([typed, "captions"])
    assert (same[typed] == same["captions"]) is fits


def test_what_only_says_please_or_calls_somebody_is_no_need() -> None:
    assert help_named("Captions, please; <!here>\nthank you\n\N{EAR}", "needs") == ("Captions", "\N{EAR}")


def test_too_much_help_at_once_is_refused_under_its_field() -> None:
    assert refusal(help_named, "a,b,c,d,e,f", "needs") == (
        "Please name 5 at most, the most important ones.",
        "needs",
    )
    assert refusal(help_named, "x" * 41, "offers")[1] == "offers"
