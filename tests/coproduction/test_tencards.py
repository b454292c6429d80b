"""Ten cards: who is dealt which card, what is kept of the verdicts, and what they say."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduction.cardresults import result
from coproduction.dealing import Dealt, at_once
from coproduction.people import Perspective
from coproduction.tencards import (
    Card,
    Count,
    Counted,
    Hand,
    Judgement,
    Turn,
    Verdict,
    back,
    bridge,
    deal,
    settle,
    verdict_on,
)
from tests.coproduction.town import refusal
from tests.lengths import short_or_long

LIVED, FRONT, GOVERNING = Perspective
HELPS, NOT_SURE, DOES_NOT_HELP = Verdict
PEOPLE = {"ana": LIVED, "bo": LIVED, "cy": FRONT, "dee": FRONT, "eve": GOVERNING, "fay": None}


def cards(number: int) -> list[Card]:
    """So many cards of which nobody knows the author."""
    return [Card(f"c{each}") for each in range(number)]


class Table:
    """People who are dealt cards, as storage would remember it."""

    def __init__(self, of: list[Card], people: int | None = None) -> None:
        self.cards = of
        self.people = people
        self.hands = {person: Hand("p", person) for person in PEOPLE}
        self.shown: Counter[str] = Counter()
        self.judged: Counter[str] = Counter()
        self.dealt: defaultdict[Perspective | None, Counter[str]] = defaultdict(Counter)

    def opens(self, person: str, *, another: bool = False) -> Turn:
        """What this person is shown, and that it was."""
        hand, alike = self.hands.setdefault(person, Hand("p", person)), self.dealt[PEOPLE.get(person)]
        turn = deal(self.cards, hand, Dealt(self.shown, self.judged, alike, self.people), another=another)
        if turn.card is not None and turn.card not in hand.shown:
            self.hands[person] = replace(hand, shown=(*hand.shown, turn.card))
            self.shown[turn.card] += 1
            alike[turn.card] += 1
        return turn

    def judges(self, person: str, *, another: bool = False) -> Turn:
        """They judge what they are shown, if anything."""
        turn = self.opens(person, another=another)
        if turn.card is not None:
            hand = self.hands[person]
            self.hands[person] = replace(hand, verdicts={**hand.verdicts, turn.card: HELPS})
            self.judged[turn.card] += 1
        return turn


def test_a_person_judges_ten_cards_and_then_ten_more_if_they_want() -> None:
    table = Table(cards(23))
    rounds = [[table.judges("ana", another=at == 0) for at in range(10)] for _ in range(2)]
    assert [[(turn.number, turn.of) for turn in each] for each in rounds] == [
        [(n, 10) for n in range(1, 11)],
        [(n, 10) for n in range(1, 11)],
    ]
    assert table.opens("ana") == Turn(None, 10, 10, left=3)
    last = [table.judges("ana", another=True) for _ in range(3)]
    assert [(turn.number, turn.of, turn.left) for turn in last] == [(1, 3, 2), (2, 3, 1), (3, 3, 0)]
    assert table.opens("ana", another=True) == Turn(None, 3, 3, left=0)
    shown = table.hands["ana"].shown
    assert sorted(shown) == sorted(card.id for card in table.cards)


def test_who_stops_goes_on_with_the_same_card_and_a_second_press_deals_no_other() -> None:
    table = Table(cards(30))
    for _ in range(3):
        table.judges("ana")
    fourth = table.opens("ana")
    assert [table.opens("ana"), table.opens("ana", another=True)] == [fourth, fourth]
    assert (fourth.number, len(table.hands["ana"].shown)) == (4, 4)


def test_asking_twice_for_ten_more_begins_them_once() -> None:
    table = Table(cards(30))
    for _ in range(10):
        table.judges("ana")
    eleventh = table.opens("ana", another=True)
    assert table.opens("ana", another=True) == table.opens("ana") == eleventh
    assert (eleventh.number, eleventh.of) == (1, 10)


def test_nobody_is_asked_about_their_own_idea() -> None:
    table = Table([Card("hers", author="ana"), Card("his", author="bo")])
    assert table.judges("ana") == Turn("his", 1, 1, left=0)
    assert table.judges("ana") == Turn(None, 1, 1, left=0)
    assert Table([Card("hers", author="ana")]).opens("ana") == Turn(None, 0, 0, left=0)
    assert Table([]).opens("ana") == Turn(None, 0, 0, left=0)


def test_a_card_that_was_taken_away_is_not_waited_for_and_what_was_judged_still_counts() -> None:
    table = Table(cards(12))
    first, waiting = table.judges("ana"), table.opens("ana")
    table.cards = [card for card in table.cards if card.id not in {first.card, waiting.card}]
    turn = table.judges("ana")
    assert turn.card not in {first.card, waiting.card}
    assert (turn.number, turn.of, turn.left) == (2, 10, 9)


def test_where_people_are_too_few_for_all_cards_ten_are_drawn_whenever_these_have_their_answers() -> None:
    table = Table(cards(192), people=46)
    for number in range(46):
        for _ in range(10):
            table.judges(f"person {number}")
    assert Counter(table.judged.values()) == {5: 90, 1: 10}  # the last person is one of the next five


def test_people_who_stop_before_they_judge_do_not_keep_a_card_from_five_answers() -> None:
    table = Table(cards(60), people=40)
    for number in range(40):
        for _ in range(5):
            table.judges(f"person {number}")
        table.opens(f"person {number}")  # the sixth, and gone
    enough = sum(answers >= 5 for answers in table.judged.values())
    assert enough > 30  # of 200 answers, which are enough for 40 cards


@pytest.mark.parametrize(
    ("ideas", "people", "first"),
    [(192, 46, 10), (30, 46, 30), (12, 9, 12), (13, 9, 10), (192, 4, 0), (3, 5, 3), (30, 5, 10), (0, 9, 0)],
)
def test_how_many_cards_are_drawn_at_first_is_known_before(ideas: int, people: int, first: int) -> None:
    assert at_once(ideas, people) == first


def test_a_small_perspective_sees_in_turn_also_what_is_drawn_where_people_are_too_few_for_all() -> None:
    """Ten people with thirty ideas: two of one perspective see five each of the ten that are drawn."""
    table = Table(cards(30), people=10)
    for person in ("cy", "dee"):
        for _ in range(5):
            table.judges(person)
    drawn = set(table.dealt[FRONT])
    assert (len(drawn), set(table.dealt[FRONT].values())) == (10, {1})
    for number in range(4):
        for _ in range(10):
            table.judges(f"person {number}")
    assert table.judged == dict.fromkeys(drawn, 5)
    following = [table.judges(person).card for person in ("cy", "dee", "person 4")]
    assert drawn.isdisjoint(following)


@pytest.mark.parametrize(("people", "ideas", "enough"), [(9, 25, 11), (6, 30, 10)])
def test_who_wrote_some_of_the_drawn_ideas_goes_on_with_the_next_and_draws_them_for_nobody_else(
    people: int, ideas: int, enough: int
) -> None:
    """All who judge have written some of the ideas, so nobody judges all ten that are drawn."""
    table = Table([Card(f"c{n}", f"person {n % people}") for n in range(ideas)], people=people)
    for number in range(people):
        for _ in range(10):
            table.judges(f"person {number}")
    assert sum(answers >= 5 for answers in table.judged.values()) == enough


def test_who_asks_for_ten_more_at_once_does_not_keep_the_drawn_ideas_from_five_answers() -> None:
    table = Table(cards(25), people=6)
    for at in range(20):
        table.judges("person 0", another=at >= 10)
    for number in range(1, 6):
        for _ in range(10):
            table.judges(f"person {number}")
    assert sorted(table.judged.values()) == [2] * 10 + [5] * 10


def test_ideas_that_too_few_can_judge_hold_up_nothing() -> None:
    """Of five people, four judge what the fifth wrote."""
    theirs = [Card(f"c{n}", f"person {n % 5}") for n in range(15)]
    table = Table([*theirs, *(Card(f"d{n}") for n in range(15))], people=5)
    for number in range(5):
        for at in range(30):
            table.judges(f"person {number}", another=at % 10 == 0)
    assert Counter(table.judged.values()) == {4: 15, 5: 15}


def test_each_perspective_is_dealt_all_cards_in_turn_whatever_others_have_seen() -> None:
    table = Table(cards(20))
    for number in range(10):  # of no perspective, who give each card its five answers
        for _ in range(10):
            table.judges(f"person {number}")
    for person in ("ana", "bo", "cy", "dee"):
        for _ in range(10):
            table.judges(person)
    assert set(table.dealt[LIVED].values()) == set(table.dealt[FRONT].values()) == {1}
    assert len(table.dealt[LIVED]) == len(table.dealt[FRONT]) == 20


@pytest.mark.parametrize("others", [0, 42])
def test_three_people_of_a_small_perspective_see_all_thirty_cards_together(
    others: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever comes before and between them, in rounds of ten."""
    monkeypatch.setitem(PEOPLE, "gil", FRONT)
    table = Table(cards(30), people=others + 3)
    for number in range(10 * others):
        table.judges(f"person {number % max(others, 1)}")
        if number % 60 == 0:
            table.judges("cy")
    for person in ("cy", "dee", "gil"):
        while table.judges(person).card is not None:
            pass
    assert set(table.dealt[FRONT].values()) == {1}
    assert len(table.dealt[FRONT]) == 30


def test_among_cards_shown_as_often_each_person_and_each_poll_has_an_order_of_its_own() -> None:
    thirty = cards(30)
    firsts = {deal(thirty, Hand("p", f"person {n}"), Dealt()).card for n in range(40)}
    polls = {deal(thirty, Hand(f"poll {n}", "ana"), Dealt()).card for n in range(40)}
    assert len(firsts) > 15
    assert len(polls) > 15
    assert deal(thirty[::-1], Hand("p", "ana"), Dealt()) == deal(thirty, Hand("p", "ana"), Dealt())


def test_the_order_is_the_same_in_every_process_and_version() -> None:
    firsts = [deal(cards(30), Hand("p", person), Dealt()).card for person in PEOPLE]
    assert firsts == ["c23", "c18", "c12", "c22", "c24", "c6"]


moves = st.lists(st.tuples(st.sampled_from(sorted(PEOPLE)), st.booleans(), st.booleans()), max_size=120)
authors = st.lists(st.sampled_from([None, *PEOPLE]), max_size=14)


@given(authors, moves)
@settings(max_examples=short_or_long(20, 60), deadline=None)
def test_whoever_comes_and_goes_nobody_sees_a_card_twice_and_the_least_shown_comes_first(
    wrote: list[str | None], made: list[tuple[str, bool, bool]]
) -> None:
    table = Table([Card(f"c{n}", author) for n, author in enumerate(wrote)])
    for person, judges, another in made:
        hand, before = table.hands[person], table.dealt[PEOPLE[person]].copy()
        dealt = Dealt(table.shown.copy(), table.judged.copy())
        turn = (table.judges if judges else table.opens)(person, another=another)
        free = [c.id for c in table.cards if c.author != person and c.id not in hand.shown]
        if turn.card in hand.shown:
            assert turn.card not in hand.verdicts
            assert len(table.hands[person].shown) == len(hand.shown)
        elif turn.card is not None:
            assert turn.card in free
            assert before[turn.card] == min(before[card] for card in free)
            alike = [card for card in free if before[card] == before[turn.card]]
            assert dealt.is_begun(turn.card) or not any(map(dealt.is_begun, alike))
        else:
            assert not free or (len(hand.verdicts) % 10 == 0 and hand.verdicts and not another)
        assert 0 <= turn.number <= turn.of <= 10


def test_one_goes_back_to_the_card_before_to_change_a_verdict() -> None:
    table = Table(cards(12))
    one, two = table.judges("ana"), table.judges("ana")
    three = table.opens("ana")
    hand = table.hands["ana"]
    assert back(table.cards, hand, three.card) == replace(two, verdict=HELPS, left=9)
    assert back(table.cards, hand, two.card) == replace(one, verdict=HELPS, left=9)
    assert back(table.cards, hand, one.card) is None
    assert back([card for card in table.cards if card.id != two.card], hand, three.card) == replace(
        one, verdict=HELPS, left=9
    )


def test_from_the_end_of_a_round_one_goes_back_to_its_last_card() -> None:
    table = Table(cards(12))
    tenth = [table.judges("ana") for _ in range(10)][-1]
    turn = back(table.cards, table.hands["ana"], None)
    assert turn == replace(tenth, verdict=HELPS)
    assert (tenth.number, tenth.of) == (10, 10)


def test_only_a_card_that_was_dealt_and_still_lies_there_is_judged() -> None:
    three = cards(3)
    hand = Hand("p", "ana", shown=("c0", "gone"))
    assert [verdict_on(three, hand, "c0", each.value) for each in Verdict] == list(Verdict)
    words = "You cannot judge this card now. Please open the ten cards again."
    for card in ("c1", "gone", "", "c0/1"):
        assert refusal(verdict_on, three, hand, card, "helps") == (words, None)
    for verdict in ("", "HELPS", "yes", "not sure"):
        assert refusal(verdict_on, three, hand, "c0", verdict) == (
            "Please press one of the buttons below the card.",
            None,
        )


def said(card: str, perspective: Perspective | None, *counts: int) -> list[Judgement]:
    """So many people of a perspective: helps, not sure, does not help."""
    given = zip(Verdict, counts, strict=False)
    return [Judgement(card, perspective, verdict) for verdict, count in given for _ in range(count)]


def test_a_card_with_fewer_than_five_answers_keeps_no_count() -> None:
    assert settle(["a", "b"], said("a", LIVED, 4)) == [Counted("a"), Counted("b")]
    assert settle(["a"], said("a", LIVED, 3) + said("a", None, 1, 1))[0].total == Count(4, 1, 0)


def test_verdicts_on_a_card_that_was_taken_away_are_not_counted() -> None:
    assert settle([], said("gone", LIVED, 9)) == []


def test_perspectives_are_told_apart_from_five_answers_each() -> None:
    (one,) = settle(["a"], said("a", LIVED, 5, 1) + said("a", FRONT, 2, 2, 2))
    assert one.total == Count(7, 3, 2)
    assert one.split == {LIVED: Count(5, 1, 0), FRONT: Count(2, 2, 2)}
    assert one.known == (LIVED, FRONT)


def test_a_small_perspective_is_not_what_is_left_of_the_total() -> None:
    """Three of the governing body would be the total less the two others: the smaller of these joins them."""
    (one,) = settle(["a"], said("a", LIVED, 9) + said("a", FRONT, 6) + said("a", GOVERNING, 0, 0, 3))
    assert one.total == Count(15, 0, 3)
    assert one.split == {LIVED: Count(9, 0, 0)}
    assert one.known == (LIVED, FRONT)


def test_two_small_perspectives_that_are_five_together_are_what_is_left() -> None:
    (one,) = settle(["a"], said("a", LIVED, 9) + said("a", FRONT, 0, 3) + said("a", None, 0, 0, 2))
    assert one.split == {LIVED: Count(9, 0, 0)}
    (two,) = settle(["a"], said("a", LIVED, 9) + said("a", None, 2))
    assert two.split == {}


counts_of_one = st.dictionaries(
    st.sampled_from([*Perspective, None]), st.tuples(*(st.integers(0, 6),) * 3), max_size=4
)


@given(counts_of_one)
@settings(max_examples=short_or_long(50, 150), deadline=None)
def test_no_count_that_is_kept_nor_any_difference_is_of_fewer_than_five(
    told: dict[Perspective | None, tuple[int, int, int]],
) -> None:
    (kept,) = settle(["a"], [each for who, counts in told.items() for each in said("a", who, *counts)])
    everybody = sum(map(sum, told.values()))
    assert (kept.total is None) is (everybody < 5)
    sizes = [count.answers for count in kept.split.values()]
    assert all(size >= 5 for size in sizes)
    rest = everybody - sum(sizes)
    assert kept.total is None or rest == 0 or rest >= 5
    assert set(kept.split) <= set(kept.known)
    if kept.total is not None:
        assert kept.total.answers == everybody
        assert list(kept.known) == [each for each in Perspective if sum(told.get(each, (0,))) >= 5]


def test_a_score_is_drawn_to_a_half_while_few_have_answered() -> None:
    assert Count().score == 0.5
    assert Count(4, 1, 1).score == 5 / 8
    assert Count(0, 0, 8).score == 0.1


def test_a_bridge_is_the_geometric_mean_over_declared_perspectives_with_five_answers() -> None:
    two: dict[Perspective | None, Count] = {LIVED: Count(5, 0, 1), FRONT: Count(2, 0, 4)}
    assert bridge(two) == pytest.approx(sqrt(6 / 8 * 3 / 8))
    assert bridge({**two, GOVERNING: Count(0, 4, 0), None: Count(0, 0, 9)}) == bridge(two)
    assert bridge({**two, GOVERNING: Count(5, 0, 0)}) == pytest.approx((6 / 8 * 3 / 8 * 6 / 7) ** (1 / 3))
    assert bridge({LIVED: Count(9, 0, 0), FRONT: Count(4, 0, 0), None: Count(9, 0, 0)}) is None
    assert bridge({}) is None


def test_a_result_names_first_what_helps_most_and_what_bridges_best() -> None:
    rows = [
        *said("loved by many", LIVED, 15, 0, 0),
        *said("loved by many", FRONT, 0, 0, 5),
        *said("liked by all", LIVED, 10, 5, 0),
        *said("liked by all", FRONT, 4, 1, 0),
        *said("liked by two", LIVED, 4, 2, 0),
        *said("liked by two", GOVERNING, 3, 1, 1),
        *said("little known", LIVED, 4, 0, 0),
        *said("disliked", LIVED, 0, 0, 9),
    ]
    told = result(
        settle(["disliked", "little known", "liked by two", "liked by all", "loved by many"], rows), 30
    )
    assert [card.card for card in told.helpful] == ["loved by many", "liked by all", "liked by two"]
    assert told.bridging is not None
    assert [(card.card, card.bridge, card.known) for card in told.bridging] == [
        ("liked by all", 1, (LIVED, FRONT)),
        ("liked by two", 2, (LIVED, GOVERNING)),
    ]
    assert (told.people, told.cards, told.enough, told.missing) == (30, 5, 4, ())


def test_of_cards_that_help_as_many_the_one_comes_first_that_fewer_reject() -> None:
    rows = [*said("a", LIVED, 4, 0, 2), *said("b", LIVED, 4, 2, 0), *said("c", LIVED, 4, 1, 1)]
    assert [card.card for card in result(settle(["a", "b", "c"], rows), 6).helpful] == ["b", "c", "a"]


def test_a_result_names_three_at_most_and_equal_ones_in_the_order_of_the_cards() -> None:
    rows = [each for card in "abcd" for who in (LIVED, FRONT) for each in said(card, who, 5)]
    told = result(settle(list("dbca"), rows), 10)
    assert [card.card for card in told.helpful] == list("dbc")
    assert [card.card for card in told.bridging or ()] == list("dbc")
    assert (told.as_helpful, told.as_bridging, told.perhaps_bridging) == (1, 1, 0)


def test_whether_a_bridge_is_level_is_told_only_of_counts_that_are_kept() -> None:
    kept = [each for card in "abcd" for who in (LIVED, FRONT) for each in said(card, who, 5)]
    worse = [*said("e", LIVED, 4, 1), *said("e", FRONT, 5)]
    hidden = [*kept, *said("d", GOVERNING, 0, 0, 2)]  # what is kept of d by itself is one perspective's
    assert [
        (told.as_bridging, told.perhaps_bridging)
        for told in (result(settle(list("abcde"), rows), 10) for rows in (kept + worse, kept[:-10], hidden))
    ] == [(1, 0), (0, 0), (0, 1)]
    last = [*kept, *said("c", GOVERNING, 0, 0, 2)]
    assert result(settle(list("abcd"), last), 10).perhaps_bridging == 1


def test_what_half_find_helpful_is_not_what_most_find_helpful() -> None:
    told = result(settle(["a"], said("a", LIVED, 5, 5, 0)), 10)
    assert (told.helpful, told.enough) == ((), 1)


def test_without_two_perspectives_it_cannot_know_and_names_those_that_are_missing() -> None:
    one = result(settle(["a", "b"], said("a", LIVED, 9) + said("a", FRONT, 4) + said("b", FRONT, 4)), 13)
    assert (one.bridging, one.missing) == (None, (FRONT, GOVERNING))
    apart = [each for card, who in zip("abc", Perspective, strict=True) for each in said(card, who, 5)]
    assert result(settle(list("abc"), apart), 15).bridging is None
    assert result(settle(list("abc"), apart), 15).missing == ()


def test_what_one_side_rejects_does_not_bridge() -> None:
    told = result(settle(["a"], said("a", LIVED, 15) + said("a", FRONT, 0, 0, 5)), 20)
    assert told.bridging == ()
    assert [card.card for card in told.helpful] == ["a"]


def test_a_high_mean_does_not_bridge_where_most_of_one_side_do_not_find_it_helpful() -> None:
    """All of 18, but of six others two, three or four: the mean alone is above a half each time."""
    others = {"a": (2, 0, 4), "b": (2, 4, 0), "c": (3, 0, 3), "d": (4, 1, 1)}
    rows = [each for card, six in others.items() for each in said(card, LIVED, 18) + said(card, FRONT, *six)]
    told = result(settle(["nobody", *others], rows), 24)
    assert [card.card for card in told.bridging or ()] == ["d", "c"]
