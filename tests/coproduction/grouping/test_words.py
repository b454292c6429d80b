"""What a facilitator reads about the groups."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from coproduction.grouping import (
    NO_OTHERS,
    Guest,
    Wish,
    arrange,
    assess,
    in_words,
    is_mendable,
    judged,
    meetings,
    others,
    pairs_of,
    plan,
)
from tests.coproduction.grouping.rooms import FRONT, GOVERNING, LIVED, asked, room
from tests.lengths import short_or_long
from tests.speaking import in_english

Asked = tuple[list[Guest], Wish]
MIXES = (
    "{} would mix everybody. "
    "Nobody with lived experience is alone, "
    "and in no group do all work in the service or run it."
)


def said(people: list[Guest], *groups: str, wish: Wish | None = None, is_tried: bool = False) -> list[str]:
    """What is said of groups made by hand, written as ids with spaces between them; other sizes if tried."""
    made = [group.split() for group in groups]
    wished = wish or Wish(groups=len(groups))
    quality = assess(people, wished, made)
    return in_english(in_words(quality, sizes=others(people, wished, quality) if is_tried else NO_OTHERS))


def test_a_room_for_which_everything_works_out() -> None:
    views = [LIVED, LIVED, FRONT, FRONT, GOVERNING]
    people = [Guest(f"p{n}", f"s{n % 10}", views[n % 5], n % 9 == 0) for n in range(45)]
    first = arrange(people, Wish(groups=9))
    second = arrange(people, Wish(groups=9, met=meetings([first.groups])))

    assert in_english(in_words(second.quality)) == [
        "9 groups of 5 people.",
        "Every group has at least two people with lived experience.",
        "People from governing bodies are spread over the groups.",
        "Nobody meets again.",
        "No two people of one sector share a group.",
        "Every newcomer is with somebody who has been here before.",
        "No better mix of these people is possible.",
    ]


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        (("?0 ?1", "?2 ?3"), "2 groups of 2 people."),
        (("?0 ?1 ?2", "?3 ?4"), "2 groups of 2 or 3 people."),
        (("?0 ?1 ?2 ?3",), "One group of 4 people."),
        (("?0",), "One group of 1 person."),
    ],
)
def test_sizes(groups: tuple[str, ...], words: str) -> None:
    assert said(room("?????"), *groups)[0] == words


def test_uneven_groups_and_somebody_alone_are_said() -> None:
    assert said(room("??????"), "?0 ?1 ?2 ?3", "?4 ?5") == [
        "2 groups of 2 to 4 people.",
        "The sizes differ by more than one.",
    ]
    assert said(room("???"), "?0 ?1", "?2") == ["2 groups of 1 or 2 people.", "Somebody is alone in a group."]


def test_lived_experience() -> None:
    people = room("LLLFFFGG")
    assert said(people, "L0 L1 F3 G6", "L2 F4 F5 G7", is_tried=True)[1:4] == [
        MIXES.format("One group of 8 people"),
        "In one group somebody speaks from lived experience alone among professionals.",
        "In each group there is somebody who lives with it.",
    ]
    assert said(people, "L0 L1 L2 G6", "F3 F4 F5 G7", is_tried=True)[1:6] == [
        MIXES.format("One group of 8 people"),
        "Nobody with lived experience is alone among professionals.",
        "In one group, all work in the service or run it.",
        "If more of these groups had somebody to hear, somebody would be alone among professionals.",
        "4 people who work in the service or run it will not yet have met somebody who lives with it.",
    ]
    assert said(people, "F3 F4", "F5 G6")[1] == "Nobody here speaks from lived experience."


@pytest.mark.parametrize(
    ("people", "groups", "first"),
    [
        ("LLFF", ("L0 L1 F2 F3",), []),
        ("LLFFFF", ("L0 L1 F2", "F3 F4 F5"), ["In one group, all work"]),
        ("LLFFFF", ("L0 F2 F3", "L1 F4 F5"), ["In 2 groups somebody s"]),
        ("FF??", ("F0 F1", "?2 ?3"), ["Nobody here is known t", "2 people have not told"]),
        ("?" * 6, ("?0 ?1 ?2 ?3", "?4 ?5"), ["The sizes differ by mo"]),
    ],
)
def test_what_may_need_a_decision_is_told_apart_from_what_is_fine(
    people: str, groups: tuple[str, ...], first: list[str]
) -> None:
    there, wish = room(people), Wish(groups=len(groups))
    told = judged(assess(there, wish, [group.split() for group in groups]))
    assert [each[:22] for each in in_english(one.text for one in told if one.is_first)][1:] == first
    assert in_english(one.text for one in told) == said(there, *groups)


def test_needs_and_wishes_need_a_decision_only_while_they_are_not_met() -> None:
    need = frozenset({"captions"})
    people = [Guest("deaf", needs=need), Guest("typist", offers=need), *(Guest(one) for one in ("x", "y"))]
    wish = Wish(groups=2, apart=pairs_of(("x", "y")))
    met = judged(assess(people, wish, [["deaf", "typist"], ["x", "y"]]))
    kept = judged(assess(people, wish, [["deaf", "x"], ["typist", "y"]]))
    assert [[one.is_first for one in told[1:3]] for told in (met, kept)] == [[False, True], [True, False]]


def test_governing_bodies() -> None:
    assert said(room("FFGG"), "F0 F1", "G2 G3")[2] == (
        "People from governing bodies are not spread evenly over the groups."
    )


def test_why_people_sit_apart_is_never_said_nor_who() -> None:
    wish = Wish(groups=2, apart=pairs_of(("?0", "?1")))
    assert said(room("????"), "?0 ?1", "?2 ?3", wish=wish)[1:] == [
        "One wish about who sits with whom could not be kept."
    ]
    assert (
        said(room("????"), "?0 ?2", "?1 ?3", wish=wish)[1] == "All wishes about who sits with whom are kept."
    )


def test_repeats() -> None:
    met = meetings([[["?0", "?1"], ["?2", "?3"]]])
    assert said(room("????"), "?0 ?1", "?2 ?3", wish=Wish(groups=2, met=met))[1] == "2 pairs meet again."
    assert said(room("????"), "?0 ?2", "?1 ?3", wish=Wish(groups=2, met=met))[1] == "Nobody meets again."
    assert (
        said(room("??"), "?0 ?1", wish=Wish(groups=1, met=met))[1]
        == "One pair meets again, as few as possible."
    )


def test_sectors() -> None:
    people = [replace(guest, sector="ab"[number % 2]) for number, guest in enumerate(room("????????"))]
    assert said(people, "?0 ?2 ?1 ?3", "?4 ?5 ?6 ?7")[1] == "Sectors are as even as they can be."
    assert said(people, "?0 ?2 ?4 ?6", "?1 ?3 ?5 ?7")[1] == "Some groups have more of one sector than others."
    assert said(people, "?0 ?1", "?2 ?3")[1] == "No two people of one sector share a group."
    assert said(people, "?0 ?2", "?4 ?6")[1] == "Everybody whose sector is known is from the same one."


def test_no_need_is_blamed_for_what_two_who_change_places_would_mend() -> None:
    need, give = frozenset({"captions"}), frozenset({"captions"})
    people = [replace(one, needs=need) if one.id == "L0" else one for one in room("LLLLFFFF")]
    people = [replace(one, offers=give) if one.id == "F4" else one for one in people]
    groups, wish = [["L0", "F4", "F5", "F6"], ["L1", "L2", "L3", "F7"]], Wish(groups=2)
    assert is_mendable(people, wish, groups)
    told = in_english(in_words(assess(people, wish, groups), is_mendable=True))
    assert told[2:4] == [
        "In one group somebody speaks from lived experience alone among professionals.",
        "In each group there is somebody who lives with it.",
    ]
    assert told[4] == (
        "If two people changed places, fewer groups would be like that. People were swapped by hand, and I "
        "leave that as it is. To let me make the groups anew, press “Shuffle again”."
    )


def test_a_wish_that_leaves_people_alone_is_mended_by_no_swap() -> None:
    wish = Wish(groups=2, apart=pairs_of(["L0", "L1"]))
    assert not is_mendable(room("LLFFFF"), wish, [["L0", "F2", "F3"], ["L1", "F4", "F5"]])


def test_two_who_would_better_change_places_do_so_before_groups_are_shown() -> None:
    people, wish = room("FFLFFFFFFLFFF"), Wish(groups=5)
    [shown] = plan(people, wish, 1, budget=0)
    assert is_mendable(people, wish, arrange(people, wish, budget=0).groups)
    assert not is_mendable(people, wish, shown.groups)


def test_newcomers_and_needs() -> None:
    people = [
        Guest("new", is_newcomer=True),
        Guest("newer", is_newcomer=True),
        Guest("deaf", needs=frozenset({"captions"})),
    ]
    people.append(Guest("typist", offers=frozenset({"captions"})))
    assert said(people, "new newer", "deaf typist")[1:3] == [
        "Everybody who needs help with access or language is with somebody who can help.",
        "Some newcomers are in a group without anybody who has been here before.",
    ]
    assert said(people, "new deaf", "newer typist")[1:3] == [
        "In some group somebody needs help with access or language that only people of other groups can "
        "give. Shuffle again, or ask everybody what would help them.",
        "Every newcomer is with somebody who has been here before.",
    ]
    people.append(Guest("hoh", needs=frozenset({"captions"})))
    assert said(people, "new deaf", "newer typist hoh")[1] == "In some group nobody can help with: captions."


def test_a_need_that_one_person_alone_has_is_not_named() -> None:
    people = [Guest("deaf", needs=frozenset({"captions"})), Guest("new"), Guest("newer")]
    (told,) = (each for each in said(people, "new newer", "deaf") if "needs help" in each)
    assert told == (
        "Somebody here needs help that nobody else here can give. I tell them, and not what it is. "
        "You can ask everybody what would help."
    )
    people.append(Guest("hoh", needs=frozenset({"captions"})))
    quality = assess(people, Wish(size=2), [["deaf", "new"], ["newer", "hoh"]])
    assert "Nobody else here can help with: Live captions." in in_english(
        in_words(quality, {"captions": "Live captions"})
    )


def test_an_empty_room() -> None:
    assert in_english(in_words(arrange([], Wish(size=5)).quality)) == ["Nobody is here yet."]


@settings(max_examples=short_or_long(20, 60), deadline=None)
@given(asked(least=1))
def test_no_words_name_anybody_and_all_are_short(asked: Asked) -> None:
    people, wish = asked
    sentences = in_english(in_words(arrange(people, wish, budget=1_000).quality))
    everything = " ".join(sentences)

    assert [guest.id for guest in people if f"{guest.id} " in everything] == []
    assert [words for words in sentences if len(words) > 160 or not words.endswith(".")] == []
