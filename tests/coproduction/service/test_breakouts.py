"""Proposed groups: read, made, kept, made again; told to nobody."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from coproduction.breakouts import RoundState
from coproduction.breakouts.losses import Loss, Lost
from coproduction.errors import Over
from coproduction.grouping import Others, arrange, others
from coproduction.people import SECTORS, Actor
from coproduction.service import checkins, people
from coproduction.service.breakouts import history, proposing, rounds
from coproduction.service.breakouts.plannedrounds import Replaced
from coproduction.service.breakouts.stamps import made_of
from coproduction.sessions import Session
from handlers.blocks.breakouts.preview import preview
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    CY,
    DEE,
    HALL,
    HOUR,
    MINUTE,
    NO_LIVE_SESSION,
    NOW,
    ONLY_FACILITATORS,
    Town,
    groups_for,
    wished,
)
from tests.speaking import SAY

TOO_FEW = "Groups need at least two people who have checked in. Ask everybody to press Check in."
REPLACED = "There are newer groups than these. Please use the newest, or make them again: /copro breakout"


def arrive_from_all_sectors(town: Town, session: Session, people: int) -> None:
    for number in range(people):
        sector = SECTORS[number % len(SECTORS)]
        given = checkins.CheckInForm("3", None, is_named=True, sector=sector, perspective="front")
        town.do(checkins.arrive, Actor(f"p{number}"), session.id, given)


def members(draft: proposing.Proposal) -> list[tuple[str, ...]]:
    return [group.members for group in draft.groups]


def test_forty_five_people_of_ten_sectors_make_nine_groups_of_five_sectors(town: Town) -> None:
    arrive_from_all_sectors(town, town.start(), 45)
    made = town.proposed(size="5")
    placed = [member for group in members(made) for member in group]
    assert sorted(placed) == sorted(f"p{number}" for number in range(45))
    assert sorted(map(len, members(made))) == [5] * 9
    for group in members(made):
        assert max(Counter(int(member[1:]) % 10 for member in group).values()) == 1
    assert made.quality.is_optimal


def test_a_proposal_is_told_to_nobody_and_kept(town: Town) -> None:
    town.arrive(town.start(), BO, CY, DEE)
    owed = town.owed()
    made = town.proposed()
    assert town.owed() == owed
    assert made.round.state is RoundState.PLANNED
    assert town.do(proposing.draft, ANA, made.round.id) == made


def test_rounds_are_numbered_within_their_session(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    first = town.proposed(origin="form:1")
    assert town.proposed(origin="form:2").round.number == first.round.number == 1
    town.do(rounds.call_back, NOW, ANA, town.going().id)
    assert town.proposed(origin="form:3").round.number == 2
    town.end()
    town.arrive(town.start(NOW + HOUR), BO, CY)
    assert town.proposed(origin="form:4").round.number == 1


def test_the_same_form_arriving_twice_is_one_proposal(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO, CY)
    ready = town.do(proposing.prepare, ANA, HALL, wished())
    made = [arrange(ready.room.guests, ready.room.wish)]
    first = town.do(proposing.propose, NOW, ANA, ready, made)
    before = town.rows()
    assert town.do(proposing.propose, NOW, ANA, ready, made) == first
    assert town.rows() == before


def test_several_rounds_are_planned_together_and_nobody_meets_twice(town: Town) -> None:
    arrive_from_all_sectors(town, session := town.start(), 8)
    made = town.proposed(size="2", rounds="3")
    planned = town.memory.breakouts.of(session.id)
    assert ([round_.number for round_ in planned], made.planned) == ([1, 2, 3], 3)
    pairs = [frozenset(group.members) for round_ in planned for group in history.groups(town.memory, round_)]
    assert len(set(pairs)) == len(pairs) == 12


def test_a_newer_proposal_forgets_the_older_and_its_later_rounds(town: Town) -> None:
    town.arrive(session := town.start(), BO, CY, DEE, ADA)
    older = town.proposed(origin="form:1", rounds="3")
    newer = town.proposed(origin="form:2")
    assert [round_.id for round_ in town.memory.breakouts.of(session.id)] == [newer.round.id]
    assert town.refusal(proposing.draft, ANA, older.round.id) == (REPLACED, None)
    assert town.refusal(rounds.go, NOW, ANA, older.round.id) == (REPLACED, None)


def test_shuffling_again_seats_the_same_people_with_other_luck(town: Town) -> None:
    arrive_from_all_sectors(town, town.start(), 20)
    before = town.proposed(size="5")
    ready = town.do(proposing.prepare_again, ANA, before.round.id)
    after = town.do(proposing.reshuffle, NOW, ANA, ready, groups_for(ready))
    assert (after.round.id, after.round.seed) == (before.round.id, before.round.seed + 1)
    assert {frozenset(group) for group in members(after)} != {frozenset(group) for group in members(before)}


def test_two_people_swap_places_and_the_quality_is_told_anew(town: Town) -> None:
    arrive_from_all_sectors(town, town.start(), 20)
    before = town.proposed(size="10")  # two groups with each sector once
    (one, *_), (other, *_) = members(before)
    sectors = {person: int(person[1:]) % 10 for group in members(before) for person in group}
    other = next(person for person in members(before)[1] if sectors[person] != sectors[one])
    after = town.do(proposing.swap_two, NOW, ANA, before.round.id, one, other)
    assert [set(group) for group in members(after)] == [
        {*members(before)[0], other} - {one},
        {*members(before)[1], one} - {other},
    ]
    assert before.quality.is_optimal
    assert after.quality.cost > before.quality.cost


def test_what_a_swap_by_hand_has_cost_is_said_with_the_groups_and_as_its_doing(town: Town) -> None:
    session = town.start()
    for knows in ("lived", "front"):
        for number in range(4):
            given = checkins.CheckInForm("3", None, is_named=True, sector="schools", perspective=knows)
            town.do(checkins.arrive, Actor(f"{knows}{number}"), session.id, given)
    made = town.proposed(size="4")
    one, other = (
        next(person for person in group if person.startswith(knows))
        for group, knows in zip(members(made), ("lived", "front"), strict=True)
    )
    swapped = town.do(proposing.swap_two, NOW, ANA, made.round.id, one, other)
    assert (swapped.losses, swapped.is_mendable) == ((Lost(Loss.LONE_VOICE, 1),), True)
    names = {person: person for person in swapped.guests}
    first, points, ways, *below = preview(SAY, swapped, "", names)["blocks"]
    assert first["text"]["text"].splitlines() == [
        "*This swap has a price.* To undo it, press “Swap two people” and let "
        f"<@{one}> and <@{other}> change places again.",
        "• In group 1, only one person is known to speak from lived experience now.",
    ]
    size, lone, by_hand = points["text"]["text"].splitlines()  # nothing else needs a decision
    assert (size, lone[:14], by_hand[:25]) == (
        "• 2 groups of 4 people.",
        "• In one group",
        "• If two people changed p",
    )
    assert [each["text"]["text"] for each in ways["elements"]] == [
        "Shuffle again",
        "Swap two people",
        "Back to the form",
    ]
    headings = [block["text"]["text"].splitlines()[0][:18] for block in below if "text" in block]
    assert headings == [
        "*Group 1*",
        "*Group 2*",
        "• In each group th",
        "*They will talk ab",
        "What would help?",
    ]
    seen_later = town.do(proposing.draft, ANA, made.round.id)
    assert (seen_later.losses, seen_later.is_mendable) == ((), True)
    town.memory.breakouts.forget_changes(made.round.id)
    assert not town.do(proposing.draft, ANA, made.round.id).is_mendable  # nobody is told of a swap
    back = town.do(proposing.swap_two, NOW, ANA, made.round.id, one, other)
    assert (made.is_mendable, back.losses, back.is_mendable) == (False, (), False)


def test_groups_that_are_made_anew_say_that_a_swap_by_hand_is_gone_and_how_it_is_done_again(
    any_town: Town,
) -> None:
    arrive_from_all_sectors(any_town, any_town.start(), 8)
    made = any_town.proposed(size="4")
    one, other = (group[0] for group in members(made))

    def anew() -> proposing.Proposal:
        ready = any_town.do(proposing.prepare_again, ANA, made.round.id)
        return any_town.do(proposing.reshuffle, NOW, ANA, ready, groups_for(ready))

    swapped = any_town.do(proposing.swap_two, NOW, ANA, made.round.id, one, other)
    assert (made.undone, swapped.undone) == ((), ())
    gone = anew()
    assert set(gone.undone) == {one, other}
    names = {person: person for person in gone.guests}
    words, *_ = preview(SAY, gone, "", names)["blocks"]
    assert words["text"]["text"] == (
        f"*These groups are new, so your swap by hand is gone.* It was about <@{gone.undone[0]}> and "
        f"<@{gone.undone[1]}>. Do you want it again? Press “Swap two people”."
    )
    assert anew().undone == ()  # it is said once
    one, other = (group[0] for group in members(any_town.do(proposing.draft, ANA, made.round.id)))
    for _ in range(2):
        any_town.do(proposing.swap_two, NOW, ANA, made.round.id, one, other)
    assert anew().undone == ()  # there and back again
    one, other = (group[0] for group in members(any_town.do(proposing.draft, ANA, made.round.id)))
    any_town.do(proposing.swap_two, NOW, ANA, made.round.id, one, other)
    by_others = any_town.do(proposing.prepare_again, ADA, made.round.id)
    anew_by_ada = any_town.do(proposing.reshuffle, NOW, ADA, by_others, groups_for(by_others))
    assert (set(anew_by_ada.undone), anew_by_ada.before) == ({one, other}, proposing.Made("ana", NOW))
    words, *_ = preview(SAY, anew_by_ada, "", names)["blocks"]
    said = words["text"]["text"].splitlines()
    assert said[0].startswith(
        "*These groups are new, so what <@ana> swapped by hand is gone.* It was about <@"
    )
    assert said[1].startswith("They take the place of the groups as <@ana> left them: <!date^")
    one, other = (group[0] for group in members(anew_by_ada))
    any_town.do(proposing.swap_two, NOW, ANA, made.round.id, one, other)
    again = any_town.proposed(size="2", origin="form:other")
    assert (set(again.undone), again.before) == ({one, other}, None)


def test_a_need_that_a_swap_by_hand_leaves_is_no_fault_of_the_size(town: Town) -> None:
    arrive_from_all_sectors(town, town.start(), 8)
    for who, told in (("p0", {"needs": "Urdu"}), ("p1", {"offers": "Urdu"})):
        town.do(people.introduce, Actor(who), people.Introduction("schools", "front", **told))
    made = town.proposed(size="4")
    apart = next(group for group in members(made) if "p1" not in group)[0]
    swapped = town.do(proposing.swap_two, NOW, ANA, made.round.id, "p1", apart)
    assert swapped.losses[0].loss is Loss.HELP
    assert others(swapped.guests.values(), swapped.wish, swapped.quality).serving
    assert others(swapped.guests.values(), swapped.wish, swapped.sizes_of) == Others()


def test_groups_that_others_changed_are_not_swapped_unseen_and_what_became_of_them_is_said(
    town: Town,
) -> None:
    arrive_from_all_sectors(town, town.start(), 8)
    made, here = town.proposed(size="4"), replace(ANA, here=HALL)
    one, other = (group[0] for group in members(made))
    town.do(proposing.swap_two, NOW + MINUTE, ADA, made.round.id, one, other)
    seen = made_of(made.round)
    with pytest.raises(Replaced) as no:
        town.do(proposing.swap_two, NOW + MINUTE, ANA, made.round.id, one, other, seen)
    assert (no.value.newer.made_by, no.value.newer.made_at) == ("ada", NOW + MINUTE)
    newer = town.proposed(size="4", origin="form:2")
    with pytest.raises(Replaced) as no:
        town.do(rounds.go, NOW, here, made.round.id, made.stamp)
    assert no.value.newer == newer.round
    town.do(rounds.go, NOW, ANA, newer.round.id, newer.stamp)
    still = ("Round 1 is still going on. Call everyone back first. To do that, press “For facilitators” on "
             "its card.")  # fmt: skip
    for act in (proposing.draft, proposing.prepare_again):
        assert town.refusal(act, here, made.round.id) == (still, None)
    told = "Round 1 has started already. Its card says how many people I have told their group."
    for who, by in ((ANA, ""), (ADA, "ana")):
        with pytest.raises(Over, match=told) as begun:
            town.do(proposing.draft, who, newer.round.id)
        assert begun.value.started_by == by
        assert town.do(rounds.go, NOW, who, newer.round.id).is_new is False
    town.do(rounds.call_back, NOW, ANA, newer.round.id)
    over = "Round 1 is over already. To make groups for another round: /copro breakout"
    assert town.refusal(proposing.draft, here, newer.round.id) == (over, None)
    assert town.memory.breakouts.of(newer.round.session)[0].made_by is None


def test_a_swap_by_hand_is_no_move_of_the_round_that_begins_with_it(any_town: Town) -> None:
    arrive_from_all_sectors(any_town, any_town.start(), 8)
    made = any_town.proposed(size="4")
    one, other = (group[0] for group in members(made))
    swapped = any_town.do(proposing.swap_two, NOW, ANA, made.round.id, one, other)
    any_town.do(rounds.go, NOW, ANA, made.round.id, swapped.stamp)
    assert any_town.memory.breakouts.changes(made.round.id) == []


def test_who_sat_together_before_sits_apart_where_that_can_be(town: Town) -> None:
    arrive_from_all_sectors(town, town.start(), 4)
    first = town.going(size="2")
    town.do(rounds.call_back, NOW, ANA, first.id)
    second = town.proposed(size="2", origin="form:2")
    before = {frozenset(group.members) for group in history.groups(town.memory, first)}
    assert not before & {frozenset(group) for group in members(second)}


def test_earlier_sessions_of_the_programme_count_as_well(town: Town) -> None:
    arrive_from_all_sectors(town, town.start(), 4)
    first = town.going(size="2")
    before = {frozenset(group.members) for group in history.groups(town.memory, first)}
    town.end()
    arrive_from_all_sectors(town, town.start(NOW + HOUR), 4)
    assert not before & {frozenset(group) for group in members(town.proposed(size="2", origin="form:2"))}


def test_unnamed_people_are_placed_like_everybody_else(town: Town) -> None:
    session = town.start()
    town.do(checkins.arrive, BO, session.id, checkins.CheckInForm("1", None, False, "schools", "front"))
    town.arrive(session, CY)
    assert [sorted(group) for group in members(town.proposed())] == [["bo", "cy"]]


@pytest.mark.parametrize("present", [[], [BO]])
def test_a_room_of_fewer_than_two_makes_no_groups(town: Town, present: list[Actor]) -> None:
    town.arrive(town.start(), *present)
    assert town.refusal(proposing.prepare, ANA, HALL, wished()) == (TOO_FEW, None)


def test_only_facilitators_propose_shuffle_and_swap(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    made = town.proposed()
    words = (ONLY_FACILITATORS.format("start a breakout"), None)
    ready = town.do(proposing.prepare, ANA, HALL, wished(origin="form:2"))
    assert town.refusal(proposing.prepare, BO, HALL, wished()) == words
    assert town.refusal(proposing.propose, NOW, BO, ready, []) == words
    assert town.refusal(proposing.prepare_again, BO, made.round.id) == words
    assert town.refusal(proposing.reshuffle, NOW, BO, ready, []) == words
    assert town.refusal(proposing.swap_two, NOW, BO, made.round.id, "bo", "cy") == words
    assert town.refusal(proposing.draft, BO, made.round.id) == words


def test_there_is_nothing_to_split_between_sessions(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    town.end()
    assert town.refusal(proposing.prepare, ANA, HALL, wished()) == (NO_LIVE_SESSION, None)


def test_an_attendee_of_whom_nothing_else_is_remembered_is_placed_too(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO)
    town.memory.sessions.attend(session.id, "ghost")
    assert [sorted(group) for group in members(town.proposed())] == [["bo", "ghost"]]


def test_the_preview_offers_each_size_that_does_more_and_names_a_group_of_four_without_help(
    town: Town,
) -> None:
    arrive_from_all_sectors(town, town.start(), 8)
    made = town.proposed(size="4")
    (asks, *_), (gives, *_) = members(made)
    for who, told in ((asks, {"needs": "Urdu"}), (gives, {"offers": "Urdu"})):
        town.do(people.introduce, Actor(who), people.Introduction("schools", "front", **told))
    draft = town.do(proposing.draft, ANA, made.round.id)
    names = {person: person for person in draft.guests}
    words, ways, *_ = preview(SAY, draft, "", names, Others(serving=(8,), mixing=(3, 3, 2)))["blocks"]
    assert [
        (each["text"]["text"], each["value"], each["accessibility_label"])
        for each in ways["elements"][:2]
    ] == [
        ("Make 3 groups", f"{draft.round.id}:3", "Make 3 groups, to mix everybody"),
        ("Make one group", f"{draft.round.id}:1", "Make one group, to leave nobody without help"),
    ]  # fmt: skip
    assert "• In group 1, somebody needs help with access or language" in words["text"]["text"]
    assert "In one group of 8 people, nobody would be without help" in words["text"]["text"]
    ready = town.do(proposing.prepare_resized, ANA, draft.round.id, "1")
    assert (ready.is_offered, ready.room.wish.groups, ready.room.wish.size) == (True, 1, None)
