"""Who leads hears what a group has lost when somebody left or moved, and can mend it."""

from __future__ import annotations

import pytest

from coproduction.breakouts import SEAT_CHANGES, Presence, Round, Seat
from coproduction.breakouts.changes import Shift
from coproduction.breakouts.losses import Loss, Lost, lost, undone
from coproduction.grouping import Guest
from coproduction.people import Actor, Perspective
from coproduction.service import checkins, people
from coproduction.service.breakouts import moving, presence, rollcall, rounds
from coproduction.service.breakouts.rollcall import SeatChanges
from handlers.blocks.breakouts.losses import lines
from tests.coproduction.service.test_rollcall import shows
from tests.coproduction.service.test_rounds import told
from tests.coproduction.town import ADA, ANA, DEE, HALL, MINUTE, NOW, ONLY_FACILITATORS, Town
from tests.speaking import SAY

GONE = "These changes are gone. Please use the newest message."
LIVED, FRONT, UNKNOWN = Perspective.LIVED, Perspective.FRONT_LINE, None
GUESTS = {
    **{f"l{n}": Guest(f"l{n}", perspective=LIVED) for n in range(4)},
    **{f"f{n}": Guest(f"f{n}", perspective=FRONT) for n in range(8)},
    "u": Guest("u"),
    "needs": Guest("needs", perspective=FRONT, needs=frozenset({"polish"})),
    "gives": Guest("gives", perspective=FRONT, offers=frozenset({"polish"})),
}


@pytest.mark.parametrize(
    ("before", "after", "losses"),
    [
        ("l0 l1 f0 f1", "f0 f1", [Loss.UNHEARD]),  # both have left
        ("l0 l1 f0 f1", "l0 f0 f1", [Loss.LONE_VOICE]),
        ("l0 l1 u", "u", [Loss.ALONE]),
        ("l0 l1 u l2", "u", [Loss.ALONE]),
        ("l0 l1 u u2", "u u2", [Loss.UNHEARD]),  # of whom nothing is known
        ("u u2", "u f0", [Loss.UNHEARD]),  # has become a group of professionals
        ("", "f0 f1", [Loss.UNHEARD]),  # a new group of latecomers
        ("l0 f0 f1", "l1 f0 f1", [Loss.LONE_VOICE]),  # it is somebody else's turn to be alone
        ("l0 f0", "l0 f0 f1", [Loss.LONE_VOICE]),  # in a pair nobody was
        ("needs gives f0", "needs f0", [Loss.HELP]),
        ("l0 l1 f0 apart0", "l0 l1 apart1 apart0", [Loss.APART]),
        ("l0 f0 f1", "l0 f0 f1 f2", []),  # as it was
        ("f0 f1 f2", "f0 f1", []),
        ("l0 l1 f0", "l0 l1", []),
        ("l0 l1 f0", "", []),  # nobody is there to lose anything
        ("f0", "f0", []),
    ],
)
def test_what_is_worse_than_it_was_is_a_loss(before: str, after: str, losses: list[Loss]) -> None:
    found = lost({2: before.split()}, {2: after.split()}, GUESTS, ["apart0", "apart1"])
    assert found == tuple(Lost(loss, 0 if loss is Loss.HELP else 2) for loss in losses)


def test_the_group_where_help_is_missing_is_named_unless_that_points_to_one_of_few() -> None:
    others = ["f0", "f1", "f2"]
    large = lost({2: ["needs", "gives", *others]}, {2: ["needs", *others]}, GUESTS)
    small = lost({2: ["needs", "gives", "f0", "f1"]}, {2: ["needs", "f0", "f1"]}, GUESTS)
    came = lost({1: others, 2: ["gives", "f4"]}, {1: ["needs", *others], 2: ["gives", "f4"]}, GUESTS)
    moved = lost({1: ["needs", *others], 2: ["f4"]}, {1: others, 2: ["needs", "f4"]}, GUESTS)
    assert (large, small, came) == ((Lost(Loss.HELP, 2),), (Lost(Loss.HELP),), (Lost(Loss.HELP, 1),))
    assert Loss.HELP not in {each.loss for each in moved}  # nobody helped them before


def test_every_group_that_has_become_smaller_than_it_need_be_is_named() -> None:
    before = {1: ["u0", "u1", "u2", "u3"], 2: ["u4", "u5", "u6", "u7"], 3: ["u8", "u9"]}
    after = {1: ["u0", "u1"], 2: ["u4", "u5", "u6", "u7"], 3: ["u8", "u9", "u2", "u3"]}
    assert lost(before, after, {}) == (Lost(Loss.SMALL, 1, 2),)
    assert lost(before, before, {}) == ()


def test_before_a_change_everybody_sat_where_they_came_from() -> None:
    shifts = (Shift("a", 1, None), Shift("b", 2, 1), Shift("c", None, 2), Shift("b", 1, 2))
    assert undone({1: ["d"], 2: ["c", "b"]}, shifts) == {1: ["d", "a"], 2: ["b"]}


def begun(town: Town, *groups: str) -> Round:
    """A round with these groups: who is called l… has lived it, all others work there."""
    session = town.start()
    people_ = [one for group in groups for one in group.split()]
    for one in people_:
        knows = LIVED if one.startswith("l") else FRONT
        town.do(
            checkins.arrive, Actor(one), session.id, checkins.CheckInForm("3", None, True, "schools", knows)
        )
    round_ = town.going(size="4")
    town.memory.breakouts.clear_seats(round_.id)
    town.memory.breakouts.seat_all(
        [
            Seat(round_.id, one, number, order, presence=Presence.HERE)
            for number, group in enumerate(groups, start=1)
            for order, one in enumerate(group.split())
        ]
    )
    return round_


def sits(town: Town, round_: Round) -> list[set[str]]:
    seats = [seat for seat in town.memory.breakouts.seats(round_.id) if seat.is_taken]
    return [
        {seat.person for seat in seats if seat.group == number} for number in sorted({s.group for s in seats})
    ]


def test_who_says_that_somebody_is_missing_reads_what_their_group_lost(town: Town) -> None:
    round_ = begun(town, "l0 l1 f0 f1", "f2 f3 f4 f5")
    mended = town.do(presence.remove, NOW, ANA, round_.id, ["l0", "l1"])
    assert mended.losses == (Lost(Loss.UNHEARD, 1),)


def test_what_a_group_has_lost_is_said_until_it_is_mended(town: Town) -> None:
    round_ = begun(town, "l0 l1 f0 f1 f2", "l2 l3 f3")
    out = ["l0", "l1", "f0"]
    removed = town.do(presence.remove, NOW, ANA, round_.id, out)
    town.do(presence.here, NOW + MINUTE, Actor("l0"), round_.id)
    town.do(presence.here, NOW + MINUTE, Actor("l1"), round_.id)
    back = town.do(presence.bring_back, NOW + 2 * MINUTE, ANA, round_.id, out)
    again = town.do(presence.bring_back, NOW + 3 * MINUTE, ANA, round_.id, out)
    unheard = (Lost(Loss.UNHEARD, 1),)
    and_small = (*unheard, Lost(Loss.SMALL, 1, 3))
    assert (removed.losses, back.losses, again.losses) == (unheard, and_small, and_small)
    assert [shift.person for shift in back.shifts] == ["f0"]


def test_a_group_that_is_partly_mended_is_warned_of_until_it_is_whole(town: Town) -> None:
    round_ = begun(town, "l0 l1 f0 f1", "l2 l3 l4 f2 f3", "l5 l6 l7 f4 f5")
    town.do(moving.move, NOW, ANA, round_.id, "l0", 2)
    town.do(moving.move, NOW, ANA, round_.id, "l1", 3)
    joined = town.do(moving.move, NOW + MINUTE, ANA, round_.id, "f2", 1)
    mended = town.do(moving.move, NOW + MINUTE, ANA, round_.id, "l2", 1)

    assert joined.losses == (Lost(Loss.UNHEARD, 1), Lost(Loss.SMALL, 1, 3))
    assert mended.losses == (Lost(Loss.LONE_VOICE, 1),)


def test_of_a_group_of_two_it_is_said_that_they_are_two(town: Town) -> None:
    round_ = begun(town, "f0 f1 f2", "f3 f4 f5 f6")
    moved = town.do(moving.move, NOW, ANA, round_.id, "f0", 2)

    assert lines(SAY, moved.losses, moved.groups)[1] == (
        "• Only two people sit in group 1 now, fewer than elsewhere."
    )


def test_who_was_a_lone_voice_before_is_back_in_their_own_group(town: Town) -> None:
    round_ = begun(town, "l0 f0 f1 f2", "l1 l2 f3")
    town.do(presence.remove, NOW, ANA, round_.id, ["l0", "f0"])
    back = town.do(presence.here, NOW + MINUTE, Actor("l0"), round_.id)
    assert (back.group.number, back.home) == (1, None)
    town.do(presence.remove, NOW + 2 * MINUTE, ANA, round_.id, ["l0", "f1", "f2"])
    town.do(presence.bring_back, NOW + 2 * MINUTE, ANA, round_.id, ["l0", "f0", "f1", "f2"])
    assert sits(town, round_) == [{"l0", "f0", "f1", "f2"}, {"l1", "l2", "f3"}]


def test_who_cannot_sit_where_they_sat_reads_why(town: Town) -> None:
    round_ = begun(town, "l0 l1 f0 f1", "l2 l3 f3")
    town.do(presence.remove, NOW, ANA, round_.id, ["l0", "l1"])
    changed = town.do(presence.here, NOW + MINUTE, Actor("l0"), round_.id)
    assert (changed.group.number, changed.home and changed.home.number, changed.is_full) == (2, 1, False)
    for one in ("f5", "f6", "f7"):
        town.memory.breakouts.seat(Seat(round_.id, one, 1, 9, presence=Presence.HERE))
    full = town.do(presence.here, NOW + MINUTE, Actor("l1"), round_.id)
    assert (full.group.number, full.home and full.home.number, full.is_full) == (2, 1, True)


def test_no_group_is_named_from_where_nobody_could_come(town: Town) -> None:
    round_ = begun(town, "l0 l1", "f2 f3")
    mended = town.do(presence.remove, NOW, ANA, round_.id, ["l0"])
    assert mended.losses
    assert "Most people" not in lines(SAY, mended.losses, mended.groups)[-1]


def test_when_somebody_leaves_the_channel_who_leads_is_told_what_is_lost_by_then(each_town: Town) -> None:
    town = each_town
    begun(town, "l0 l1 f0 f1", "f2 f3 f4 f5")
    town.do(presence.gone, NOW, "l0", HALL)
    town.do(presence.gone, NOW + MINUTE, "l1", HALL)

    seen = [shows(town, card) for card in told(town, SEAT_CHANGES)]

    assert all(isinstance(each, SeatChanges) and each.is_open for each in seen)
    assert [each.losses for each in seen if isinstance(each, SeatChanges)] == [
        (Lost(Loss.LONE_VOICE, 1),),
        (Lost(Loss.UNHEARD, 1),),
    ]
    for batch in (each for each in seen if isinstance(each, SeatChanges)):
        about = batch.round.id, batch.occasion
        assert town.do(rollcall.changes_seen, ANA, *about) == batch
        assert town.refusal(rollcall.changes_seen, DEE, *about)[0].startswith("Only the people")
        assert town.refusal(rollcall.changes_seen, ANA, batch.round.id, "soon") == (GONE, None)


def test_a_facilitator_swaps_two_or_moves_one_and_they_are_told(each_town: Town) -> None:
    town = each_town
    round_ = begun(town, "l0 l1 f0 f1", "f2 f3 f4 f5")
    town.do(people.add_facilitator, ADA, "f5")

    swapped = town.do(moving.move, NOW, ANA, round_.id, "l1", "f2")
    assert swapped.shifts == (Shift("f2", 2, 1), Shift("l1", 1, 2))
    assert swapped.losses == (Lost(Loss.LONE_VOICE, 1), Lost(Loss.LONE_VOICE, 2))
    assert sits(town, round_) == [{"l0", "f0", "f1", "f2"}, {"l1", "f3", "f4", "f5"}]
    assert {card.recipient for card in told(town, SEAT_CHANGES)} == {"f5"}  # Ana has just read it

    moved = town.do(moving.move, NOW, ANA, round_.id, "l0", 2)
    assert moved.losses == (Lost(Loss.UNHEARD, 1), Lost(Loss.SMALL, 1, 3))
    assert sits(town, round_) == [{"f0", "f1", "f2"}, {"l0", "l1", "f3", "f4", "f5"}]
    assert lines(SAY, moved.losses, moved.groups)[1:] == [
        "• In group 1, nobody is known to speak from lived experience now.",
        "• Only 3 people sit in group 1 now, fewer than elsewhere.",
        "You can move somebody, or let two people change places: press “Move somebody”. "
        "Most people sit in group 2.",
    ]


def test_who_has_got_another_place_since_who_leads_looked_is_not_moved_once_more(town: Town) -> None:
    round_ = begun(town, "l0 l1 f0 f1", "f2 f3 f4 f5", "l2 l3")
    elsewhere = (
        "They have another place by now than when you opened this. "
        "Please close it and press “Move somebody” again."
    )
    town.do(moving.move, NOW, ANA, round_.id, "l1", 2)
    before = town.rows()
    act, seen = moving.move, {"l1": 1, "f5": 2, "l2": 3}
    assert town.refusal(act, NOW, ANA, round_.id, "l1", 3, seen) == (elsewhere, "one")
    assert town.refusal(act, NOW, ANA, round_.id, "l2", "l1", seen) == (elsewhere, "other")
    assert town.do(act, NOW, ANA, round_.id, "l1", 2, seen).shifts == ()  # that is where they are
    assert town.rows() == before
    assert town.do(act, NOW, ANA, round_.id, "f5", 3, seen).shifts == (Shift("f5", 2, 3),)


def test_who_has_come_in_since_who_leads_looked_keeps_the_place_they_were_told_of(town: Town) -> None:
    round_ = begun(town, "l0 l1 f0 f1", "f2 f3 f4")
    town.do(presence.remove, NOW, ANA, round_.id, ["l1"])
    town.do(presence.here, NOW, Actor("l1"), round_.id)
    assert town.refusal(moving.move, NOW, ANA, round_.id, "l1", 2, {"l1": 0})[1] == "one"


def test_what_cannot_be_moved_is_said_and_changes_nothing(town: Town) -> None:
    round_ = begun(town, "l0 l1 f0 f1", "f2 f3 f4 f5")
    gone = "They have no place in this round any more. Please look again and choose anew."
    before = town.rows()
    assert town.do(moving.move, NOW, ANA, round_.id, "l0", 1).shifts == ()
    act = moving.move
    assert town.refusal(act, NOW, ANA, round_.id, "nobody", 1) == (gone, "one")
    assert town.refusal(act, NOW, ANA, round_.id, "l0", 3) == (gone, "other")
    assert town.refusal(act, NOW, ANA, round_.id, "l0", "nobody") == (gone, "other")
    assert town.refusal(act, NOW, ANA, round_.id, "l0", "l1") == (
        "Choose two people who are in different groups.", None,
    )  # fmt: skip
    assert town.refusal(act, NOW, Actor("l0"), round_.id, "l0", 2) == (
        ONLY_FACILITATORS.format("move somebody"), None,
    )  # fmt: skip
    assert town.rows() == before
    town.do(rounds.call_back, NOW, ANA, round_.id)
    assert town.refusal(act, NOW, ANA, round_.id, "l0", 2)[0].startswith("This round is over")
