"""What was shown is what happens: who comes or goes between the preview and Go, and who comes after it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coproduction.breakouts import GROUP_CARD, SEAT_CHANGES, SEAT_NOTE, Presence, Role, Round, RoundState
from coproduction.errors import Refusal
from coproduction.grouping import Guest, Wish
from coproduction.people import Actor, Perspective
from coproduction.service import checkins, people
from coproduction.service.breakouts import history, presence, proposing, rounds
from coproduction.service.breakouts.history import Attending
from coproduction.service.breakouts.places import placed
from coproduction.service.breakouts.plannedrounds import Replaced
from coproduction.service.breakouts.proposing import Proposal
from coproduction.sessions import Session
from tests.coproduction.town import ADA, ANA, HALL, MINUTE, NOW, Town, groups_for


def arrive(town: Town, session: Session, *names: str) -> None:
    """Who is called "lived…" has lived it, everybody else works there."""
    for name in names:
        knows = Perspective.LIVED if name.startswith("lived") else Perspective.FRONT_LINE
        form = checkins.CheckInForm("3", None, True, "schools", knows)
        town.do(checkins.arrive, Actor(name), session.id, form)


def crowd(of: str, lived: int, works: int) -> list[str]:
    return [f"lived-{of}{n}" for n in range(lived)] + [f"works-{of}{n}" for n in range(works)]


def in_turn(names: list[str], step: int = 7) -> list[str]:
    """The same names in an order that is none."""
    return [names[(place * step) % len(names)] for place in range(len(names))]


def groups(town: Town, round_id: str) -> list[set[str]]:
    round_ = town.memory.breakouts.get(round_id)
    assert round_
    return [set(group.members) for group in history.groups(town.memory, round_)]


def shown(draft: Proposal) -> list[set[str]]:
    return [set(group.members) for group in draft.groups]


def made_anew(town: Town, draft: Proposal) -> Proposal:
    """What the facilitator sees next when Go has asked again."""
    ready = town.do(proposing.prepare_again, ANA, draft.round.id, luck=0)
    made = groups_for(ready)
    return town.do(proposing.reshuffle, NOW, ANA, ready, made)


def says_go(town: Town, draft: Proposal, actor: Actor = ANA) -> rounds.Change:
    return town.do(rounds.go, NOW, actor, draft.round.id, draft.stamp)


def lone(groups_: list[set[str]]) -> list[set[str]]:
    """Groups of three or more in which one person with lived experience sits among professionals."""
    return [
        group
        for group in groups_
        if len(group) > 2 and sum(one.startswith("lived") for one in group) == 1
    ]  # fmt: skip


def test_who_was_shown_is_who_sits_there(town: Town) -> None:
    arrive(town, town.start(), *crowd("a", 6, 7))
    draft = town.proposed(size="3")
    town.do(people.describe, Actor("works-a1"), "schools", "lived")  # so what was said is untrue by now
    told = says_go(town, draft)
    assert (told.asks, told.retold, told.round.state) == (True, True, RoundState.PLANNED)
    draft = made_anew(town, draft)
    change = says_go(town, draft)
    assert (change.is_new, change.asks, change.shifts) == (True, False, ())
    assert groups(town, draft.round.id) == shown(draft)


def test_a_crowd_since_the_preview_is_asked_about_and_seated_by_the_rules(town: Town) -> None:
    arrive(town, session := town.start(), *crowd("a", 6, 7))
    draft = town.proposed(size="3")
    arrive(town, session, *in_turn(crowd("b", 15, 18)))
    before = town.rows()

    change = says_go(town, draft)

    assert (change.asks, change.round.state) == (True, RoundState.PLANNED)
    assert town.rows() == before
    anew = made_anew(town, draft)
    assert sum(map(len, shown(anew))) == 46
    assert says_go(town, anew).is_new
    assert groups(town, draft.round.id) == shown(anew)
    sizes = {len(group) for group in shown(anew)}
    assert max(sizes) <= 4
    assert max(sizes) - min(sizes) <= 1


def test_one_in_ten_joins_without_a_question_and_one_more_is_asked_about(town: Town) -> None:
    arrive(town, session := town.start(), *crowd("a", 10, 10))
    draft = town.proposed(size="4")
    arrive(town, session, "lived-b1", "works-b1")

    change = says_go(town, draft)

    sitting = groups(town, draft.round.id)
    assert [(shift.person, shift.before) for shift in change.shifts] == [
        ("lived-b1", None),
        ("works-b1", None),
    ]
    assert [group - {"lived-b1", "works-b1"} for group in sitting] == shown(draft)
    assert max(map(len, sitting)) <= 5
    seats = town.memory.breakouts.seats(draft.round.id)
    assert {each.person for each in seats if each.role is Role.SCRIBE} & {"lived-b1", "works-b1"} == set()
    notes = [message.recipient for message in town.messages() if message.kind == SEAT_NOTE]
    assert notes.count("lived-b1") == 1
    assert {seat.presence for seat in town.memory.breakouts.seats(draft.round.id)} == {Presence.EXPECTED}


@pytest.mark.parametrize(
    ("newcomers", "seated", "asks"), [(2, 20, False), (3, 20, True), (3, 29, True), (3, 30, False)]
)
def test_the_question_comes_with_more_than_one_in_ten(
    town: Town, newcomers: int, seated: int, asks: bool
) -> None:
    arrive(town, session := town.start(), *crowd("a", 0, seated))
    draft = town.proposed(size="4")
    arrive(town, session, *crowd("b", 0, newcomers))
    assert says_go(town, draft).asks is asks


def test_a_newcomer_for_whom_no_group_has_room_is_asked_about(town: Town) -> None:
    arrive(town, session := town.start(), *crowd("a", 0, 11))
    draft = town.proposed(size="10")  # one group of eleven
    arrive(town, session, "works-b")
    assert [len(group) for group in shown(draft)] == [11]
    assert says_go(town, draft).asks
    assert says_go(town, made_anew(town, draft)).is_new


def test_a_newcomer_who_would_be_alone_among_professionals_is_asked_about(town: Town) -> None:
    arrive(town, session := town.start(), *crowd("a", 0, 12))
    draft = town.proposed(size="4")
    arrive(town, session, "lived-b")
    assert says_go(town, draft).asks


def test_groups_that_somebody_else_made_anew_are_looked_at_before_they_start(town: Town) -> None:
    arrive(town, town.start(), *crowd("a", 6, 6))
    draft = town.proposed(size="4")
    ready = town.do(proposing.prepare_again, ADA, draft.round.id)
    other = town.do(proposing.reshuffle, NOW, ADA, ready, groups_for(ready))
    assert shown(other) != shown(draft)

    with pytest.raises(Replaced) as no:
        says_go(town, draft)

    assert no.value.newer == other.round
    assert says_go(town, other).is_new
    assert groups(town, draft.round.id) == shown(other)


def test_a_swap_that_was_not_seen_is_looked_at_too(town: Town) -> None:
    arrive(town, town.start(), *crowd("a", 6, 6))
    draft = town.proposed(size="4")
    one, other = (sorted(group)[0] for group in shown(draft)[:2])
    town.do(proposing.swap_two, NOW, ADA, draft.round.id, one, other)
    with pytest.raises(Replaced):
        says_go(town, draft)


def test_of_two_facilitators_who_press_go_one_starts_the_round(town: Town) -> None:
    arrive(town, town.start(), *crowd("a", 6, 6))
    draft = town.proposed(size="4")
    first, second = says_go(town, draft), says_go(town, draft, ADA)
    assert ([first.is_new, second.is_new], second.asks) == ([True, False], False)
    assert second.round == first.round
    assert first.round.led_by == ANA.id


def test_who_left_since_the_preview_is_not_seated_and_the_groups_are_shown_again(town: Town) -> None:
    arrive(town, town.start(), *crowd("a", 6, 6))
    draft = town.proposed(size="4")
    town.do(presence.gone, NOW, "lived-a0", HALL)

    assert says_go(town, draft).asks

    anew = made_anew(town, draft)
    assert "lived-a0" not in set().union(*shown(anew))
    assert says_go(town, anew).is_new
    assert groups(town, draft.round.id) == shown(anew)


def test_who_left_does_not_count_as_a_newcomer_whatever_is_done_with_the_groups(town: Town) -> None:
    arrive(town, session := town.start(), *crowd("a", 6, 6))
    draft = town.proposed(size="4")
    town.do(presence.gone, NOW, "lived-a0", HALL)
    left = town.do(proposing.draft, ANA, draft.round.id)
    one, other = (sorted(group)[0] for group in shown(left)[:2])
    swapped = town.do(proposing.swap_two, NOW, ANA, draft.round.id, one, other)
    again = town.proposed(size="4", origin="form:2")
    assert "lived-a0" not in set().union(*shown(swapped), *shown(again))
    assert says_go(town, again).is_new
    town.do(rounds.call_back, NOW, ANA, again.round.id)
    later = town.proposed(size="4", origin="form:3")
    assert "lived-a0" not in set().union(*shown(later))
    town.do(presence.join, NOW, session, "lived-a0")  # they are back, and check in again
    assert "lived-a0" in set().union(*shown(town.proposed(size="4", origin="form:4")))


def test_who_was_missing_in_one_round_is_expected_in_none_until_they_are_back(town: Town) -> None:
    arrive(town, town.start(), *crowd("a", 6, 6))
    first = town.going(size="4")
    town.do(presence.remove, NOW, ANA, first.id, ["lived-a0"])
    town.do(rounds.call_back, NOW, ANA, first.id)
    for number in (2, 3):
        draft = town.proposed(size="4", origin=f"form:{number}")
        assert "lived-a0" not in set().union(*shown(draft))
        assert says_go(town, draft).is_new
        town.do(rounds.call_back, NOW, ANA, draft.round.id)


def late_crowd(town: Town, session: Session, names: list[str]) -> None:
    for number, name in enumerate(names):
        arrive(town, session, name)
        assert town.do(presence.join, NOW + number * MINUTE / 60, session, name)


@pytest.mark.parametrize("order", [sorted, lambda names: sorted(names, reverse=True), in_turn])
def test_a_late_crowd_gets_groups_of_its_own_by_the_same_rules(
    town: Town, order: Callable[[list[str]], list[str]]
) -> None:
    arrive(town, session := town.start(), *crowd("a", 6, 7))
    draft = town.proposed(size="3")
    says_go(town, draft)
    late = order(crowd("b", 15, 18))

    late_crowd(town, session, late)

    sitting = groups(town, draft.round.id)
    assert sorted(one for group in sitting for one in group) == sorted([*crowd("a", 6, 7), *late])
    assert max(map(len, sitting)) <= 4
    assert min(map(len, sitting)) >= 2
    assert len(lone(sitting)) <= len(lone(shown(draft)))


def test_a_latecomer_is_joined_by_one_more_before_a_group_is_opened_for_two() -> None:
    lived, works = ["ana", "comfort", "harjit", "dwayne"], ["gareth", "grace", "delroy", "priya", "eze"]
    guests = [Guest(name, None, Perspective.LIVED) for name in lived]
    guests += [Guest(name, None, Perspective.FRONT_LINE) for name in works]
    professionals, full = ("gareth", "grace", "delroy"), ("ana", "comfort", "harjit", "priya", "eze")
    room = Attending(tuple(guests), Wish(size=4))

    after = placed(room, (professionals, full), "dwayne", most=5)

    assert [len(group) for group in after] == [5, 4]
    moved = set(after[0]) - {*professionals, "dwayne"}
    assert len(moved) == 1
    assert moved < {"ana", "comfort", "harjit"}


def test_a_late_group_has_a_card_and_roles_and_its_people_know_it(town: Town) -> None:
    arrive(town, session := town.start(), *crowd("a", 0, 6))
    round_ = town.going(size="3", minutes="10")
    late_crowd(town, session, crowd("b", 0, 3))  # two find room, for the third one of a group moves

    sitting = groups(town, round_.id)
    new = sitting[2]
    assert [len(group) for group in sitting] == [4, 3, 2] or [len(group) for group in sitting] == [3, 4, 2]
    assert "works-b2" in new
    cards = [message.part for message in town.messages() if message.kind == GROUP_CARD]
    assert sorted(cards) == [1, 2, 3]
    told = {message.recipient for message in town.messages() if message.kind == SEAT_NOTE}
    assert new <= told
    round_now = town.memory.breakouts.get(round_.id)
    assert round_now
    group = history.groups(town.memory, round_now)[2]
    assert {seat.role for seat in group.seats} != {None}


def test_whoever_facilitates_is_told_of_a_crowd_in_few_messages(town: Town) -> None:
    arrive(town, session := town.start(), *crowd("a", 0, 6))
    round_ = town.going(size="3")
    late_crowd(town, session, crowd("b", 0, 9))
    batches = [message for message in town.messages() if message.kind == SEAT_CHANGES]
    assert {message.recipient for message in batches} == {ANA.id}
    assert 1 <= len(batches) <= 2  # nine seconds
    changes = town.memory.breakouts.changes(round_.id)
    assert {change.person for change in changes if change.before is None} == set(crowd("b", 0, 9))


def test_a_number_of_groups_that_was_asked_for_does_not_let_them_grow_without_end(town: Town) -> None:
    arrive(town, session := town.start(), *crowd("a", 0, 13))
    draft = town.proposed(size="5", groups="4")
    assert sorted(map(len, shown(draft))) == [3, 3, 3, 4]
    assert says_go(town, draft).is_new
    late_crowd(town, session, crowd("b", 0, 20))
    assert max(map(len, groups(town, draft.round.id))) <= 5


def test_who_is_kept_apart_is_kept_apart_from_latecomers_too(town: Town) -> None:
    arrive(town, session := town.start(), *crowd("a", 0, 6))
    ready = town.do(proposing.prepare, ANA, HALL, _apart("works-a0", "works-b0"))
    draft = town.do(proposing.propose, NOW, ANA, ready, groups_for(ready))
    says_go(town, draft)
    late_crowd(town, session, ["works-b0"])
    assert [group for group in groups(town, draft.round.id) if {"works-a0", "works-b0"} <= group] == []


def _apart(*people: str) -> proposing.RoundForm:
    return proposing.RoundForm(prompts=["Why?"], origin="form:1", size="3", apart=people)


def test_a_round_that_goes_on_refuses_groups_for_another_at_the_form(town: Town) -> None:
    arrive(town, town.start(), *crowd("a", 2, 2))
    round_: Round = town.going(size="2")
    words = (
        "Round 1 is still going on. Call everyone back first. "
        "To do that, press “For facilitators” on its card.",
        None,
    )
    assert town.refusal(proposing.ask, ANA, HALL) == words
    for reader, by in ((ANA, ""), (ADA, "ana")):
        with pytest.raises(Refusal) as no:
            town.do(proposing.ask, reader, HALL)
        assert no.value.started_by == by
    assert town.refusal(proposing.prepare, ANA, HALL, _apart()) == words
    town.do(rounds.call_back, NOW, ANA, round_.id)
    town.do(proposing.ask, ANA, HALL)


def test_who_comes_late_and_needs_help_sits_beside_it_also_where_that_group_is_full() -> None:
    lived, front, captions = Perspective.LIVED, Perspective.FRONT_LINE, frozenset({"captions"})
    guests = (
        Guest("helps", perspective=front, offers=captions),
        Guest("needs", perspective=front, needs=captions),
        *(Guest(one, perspective=lived) for one in ("l0", "l1")),
        *(Guest(one, perspective=front) for one in ("f0", "f1")),
        Guest("late", perspective=lived, needs=captions),
    )
    sitting = (("helps", "l0", "l1", "needs"), ("f0", "f1"))

    after = placed(Attending(guests, Wish(size=3)), sitting, "late", 4)

    assert sorted(map(len, after)) == [3, 4]
    assert {"helps", "needs", "late"} <= set(after[0])
    assert {"f0", "f1"} < set(after[1])


def test_who_comes_late_and_can_help_sits_beside_who_lacks_it_also_where_that_group_is_full() -> None:
    front, captions = Perspective.FRONT_LINE, frozenset({"captions"})
    guests = (
        Guest("needs", perspective=front, needs=captions),
        *(Guest(f"f{n}", perspective=front) for n in range(5)),
        Guest("late", perspective=front, offers=captions),
    )
    known = Attending(guests, Wish(size=3))

    after = placed(known, (("needs", "f0", "f1", "f2"), ("f3", "f4")), "late", 4)
    assert {"needs", "late"} < set(after[0])
    assert sorted(map(len, after)) == [3, 4]
    with_room = placed(known, (("f0", "f1", "f2"), ("needs", "f3", "f4")), "late", 4)
    assert with_room == (("f0", "f1", "f2"), ("needs", "f3", "f4", "late"))  # where nobody has to move
