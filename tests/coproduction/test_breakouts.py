"""What is asked of a round, as it is typed; and how prompts, names and seats make its groups."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coproduction.breakouts import (
    Part,
    Presence,
    Round,
    RoundState,
    Seat,
    ended,
    groups_of,
    longer,
    seats_of,
    started,
)
from coproduction.breakouts.forms import (
    LARGEST,
    SMALLEST,
    count_of,
    minutes_of,
    names_of,
    prompts_of,
    rounds_of,
    size_of,
    word_of,
)
from tests.coproduction.town import MINUTE, NOW, refusal

SIZE_WORDS = (
    'A group can have 2 to 20 people. For example: /copro breakout 5 "What would help?" '
    'Do you mean how many groups? Type: /copro breakout 6 groups "What would help?"'
)
COUNT_WORDS = "There can be 1 to 100 groups. Without a number I go by the size of a group."
TIME_WORDS = "A round can last 1 to 120 minutes. Without a number it has no clock."
NAMES_WORDS = "Please give each room a name of its own, at most 100."
NO_NUMBERS = ["0", "-5", "5.0", "five", "５", "²", "9" * 5_000, "0005999"]
ROUND = Round("r", "s", 1, ("Why?", "How?"), "o", 5, names=("Kitchen",))


@pytest.mark.parametrize("size", range(SMALLEST, LARGEST + 1))
def test_a_group_can_have_two_to_twenty_people(size: int) -> None:
    assert size_of(f" {size} ") == size


@pytest.mark.parametrize("text", ["", "1", "21", *NO_NUMBERS])
def test_any_other_size_is_refused_with_an_example(text: str) -> None:
    assert refusal(size_of, text) == (SIZE_WORDS, "size")


def test_numbers_that_are_left_empty_have_their_usual_meaning() -> None:
    assert (count_of(" "), minutes_of(""), rounds_of(" ")) == (0, None, 1)
    assert (count_of("100"), minutes_of("120"), rounds_of("6")) == (100, 120, 6)


@pytest.mark.parametrize("text", ["999", *NO_NUMBERS])
def test_other_numbers_are_refused_under_their_field(text: str) -> None:
    assert refusal(count_of, text) == (COUNT_WORDS, "groups")
    assert refusal(minutes_of, text) == (TIME_WORDS, "minutes")
    assert refusal(rounds_of, text) == ("You can plan 1 to 6 rounds at once.", "rounds")


@pytest.mark.parametrize("size", ["", " ", "5", " 5 "])
def test_a_number_of_groups_counts_beside_the_size_that_stood_there(size: str) -> None:
    assert count_of("3", size) == 3


def test_a_number_of_groups_beside_another_size_is_refused_at_its_field() -> None:
    words = "Please say how many groups, or how many people in each, and not both. Leave one empty."
    assert refusal(count_of, "3", "6") == (words, "groups")
    assert count_of(" ", "6") == 0


def test_groups_need_something_to_talk_about() -> None:
    assert prompts_of([" What  would help? ", " ", "And why?"]) == ("What would help?", "And why?")
    words = 'Groups need something to talk about, for example: /copro breakout 5 "What would help?"'
    assert refusal(prompts_of, [" ", ""]) == (words, "prompt")


def test_prompts_may_be_three_thousand_characters_long_together() -> None:
    assert prompts_of(["x" * 3_000]) == ("x" * 3_000,)
    words = "This is 3,001 characters long and 3,000 fit. Please shorten it and send it again."
    assert refusal(prompts_of, ["x" * 1_500, "y" * 1_500]) == (words, "prompt")


def test_each_room_has_a_name_of_its_own() -> None:
    assert names_of(" Kitchen \n\nGarden") == ("Kitchen", "Garden")
    assert refusal(names_of, "Kitchen\nKitchen") == (NAMES_WORDS, "names")
    assert refusal(names_of, "\n".join(map(str, range(101)))) == (NAMES_WORDS, "names")


def test_an_empty_word_is_none_and_a_long_one_is_refused_under_its_field() -> None:
    assert word_of("  ", Part.IDEA) is None
    assert refusal(word_of, "x" * 1_001, Part.DIFFER)[1] == "differ"


def test_prompts_take_turns_over_groups_and_rounds() -> None:
    assert [ROUND.prompt(group) for group in (1, 2, 3)] == ["Why?", "How?", "Why?"]
    second = Round("r", "s", 2, ROUND.prompts, "o", 5)
    assert [second.prompt(group) for group in (1, 2, 3)] == ["How?", "Why?", "How?"]


def test_rooms_without_a_name_are_numbered() -> None:
    assert [str(ROUND.name(group)) for group in (1, 2)] == ["Kitchen", "Group 2"]


def test_who_is_absent_sits_nowhere_and_their_group_is_still_there() -> None:
    seats = [*seats_of(ROUND, [("ana", "bo")]), Seat("r", "cy", 2, 0, presence=Presence.ABSENT)]
    groups = groups_of(ROUND, reversed(seats))
    assert [(group.number, group.members) for group in groups] == [(1, ("ana", "bo")), (2, ())]


def test_who_was_to_sit_apart_or_together_is_forgotten_with_the_round() -> None:
    wished = replace(started(ROUND, NOW), apart=("ana", "bo"), together=("cy", "dee"))
    over = ended(wished, NOW)
    assert (over.state, over.ended_at, over.apart, over.together) == (RoundState.ENDED, NOW, (), ())


def test_a_round_without_a_clock_gets_none_by_more_time() -> None:
    assert started(ROUND, NOW).ends_at is None
    assert refusal(longer, started(ROUND, NOW), NOW, 5) == (
        "This round has no clock: it goes on until you call everyone back.",
        None,
    )


def test_more_time_counts_from_the_end_or_from_now_when_that_has_passed() -> None:
    timed = started(Round("r", "s", 1, ("Why?",), "o", 5, minutes=10), NOW)
    assert longer(timed, NOW, 5).ends_at == NOW + 15 * MINUTE
    assert longer(timed, NOW + 20 * MINUTE, 5).ends_at == NOW + 25 * MINUTE
