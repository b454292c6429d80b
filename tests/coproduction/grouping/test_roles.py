"""Who writes and who keeps the time: fair over time, and never those by default who are there to be heard."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from coproduction.grouping import Duty, Guest, Wish, arrange, roles
from tests.coproduction.grouping.rooms import LIVED, guests, room
from tests.lengths import short_or_long


def holders(duties: list[Duty]) -> list[str | None]:
    return [who for duty in duties for who in (duty.scribe, duty.timekeeper)]


@settings(max_examples=short_or_long(16, 50), deadline=None)
@given(guests(least=2, most=20), st.integers(0, 4))
def test_a_group_has_two_people_with_a_duty_and_lived_experience_only_when_nobody_else_is_free(
    people: list[Guest], rounds: int
) -> None:
    groups = arrange(people, Wish(size=4), budget=500).groups
    lived = {guest.id for guest in people if guest.perspective is LIVED}
    history: list[list[Duty]] = []
    for _ in range(rounds + 1):
        history.append(roles(people, groups, history))

    for group, duty in zip(groups, history[-1], strict=True):
        asked = {duty.scribe, duty.timekeeper}
        assert asked <= set(group)
        assert len(asked) == 2
        assert len(asked & lived) == max(0, 2 - len(set(group) - lived))


@settings(max_examples=short_or_long(16, 50), deadline=None)
@given(st.integers(4, 9), st.integers(1, 12))
def test_over_time_everybody_of_a_steady_group_has_each_duty_about_equally_often(
    people: int, rounds: int
) -> None:
    present = room("F" * people)
    group, history = [guest.id for guest in present], list[list[Duty]]()
    for _ in range(rounds):
        history.append(roles(present, [group], history))

    for one in ([duty.scribe for (duty,) in history], [duty.timekeeper for (duty,) in history]):
        times = Counter(one)
        assert max(times.values()) - min(times[who] for who in group) <= 2
    for (before,), (after,) in pairwise(history):
        assert {before.scribe, before.timekeeper} & {after.scribe, after.timekeeper} == set()


def test_a_newcomer_is_not_asked_first() -> None:
    present = [Guest("new", is_newcomer=True), Guest("old"), Guest("older")]
    assert set(holders(roles(present, [["new", "old", "older"]]))) == {"old", "older"}


def test_the_same_question_has_the_same_answer() -> None:
    present, groups = room("FFFFFF"), [["F0", "F1", "F2"], ["F3", "F4", "F5"]]
    assert roles(present, groups) == roles(present, groups)


def test_who_is_alone_has_both_duties_and_an_empty_group_none() -> None:
    assert roles(room("L"), [["L0"], []]) == [Duty("L0", "L0"), Duty(None, None)]


def test_who_came_late_or_needs_help_takes_notes_last() -> None:
    needy = Guest("needy", needs=frozenset({"Urdu"}))
    people = [needy, Guest("new", is_newcomer=True), Guest("late"), *room("LL")]

    def of(*group: str, so_far: tuple[Duty, ...] = ()) -> Duty:
        (duty,) = roles(people, [group], so_far=so_far, late=["late"])
        return duty

    assert of("needy", "late", "new").scribe == of("L0", "late", "needy", "new").scribe == "new"
    spared = of("L0", "L1", "needy")  # somebody with lived experience is asked in any case
    assert (spared.scribe in {"L0", "L1"}, spared.timekeeper) == (True, "needy")
    assert of("needy", "late").scribe in {"needy", "late"}
    assert of("L0", "new", "needy", so_far=(Duty("needy", None),)) == Duty("needy", "new")
