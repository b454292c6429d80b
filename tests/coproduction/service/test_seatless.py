"""Who leads sits in no group unless they say so, for good or for one round; anybody can be left out."""

from __future__ import annotations

import pytest

from coproduction.breakouts import Presence, Round
from coproduction.people import IN_GROUPS, LEADS, Actor
from coproduction.service import checkins, people, sessions
from coproduction.service.breakouts import history, moving, presence, proposing, rounds, seatless
from coproduction.service.people import Introduction
from tests.coproduction.service.test_rounds import seat_of
from tests.coproduction.town import ADA, ANA, BO, CY, DEE, HALL, MINUTE, NOW, Town, form, groups_for, wished

EVE = Actor("eve")
YOU_LEAD = (
    "You lead here, so you have no place in this round. Do you want to sit in a group? "
    "Say so with /copro profile, then press I'm here again."
)
LEFT_OUT = (
    "Whoever leads has left you out of this round. Is that a mistake? Please tell them: they can give you a "
    "place."
)


def says(town: Town, actor: Actor, place: str) -> None:
    town.do(people.introduce, actor, Introduction("parents", "lived", takes_part=place))


def sitting(town: Town, round_: Round) -> set[str]:
    return {one for group in history.groups(town.memory, round_) for one in group.members}


def test_who_says_that_they_take_part_is_seated_until_they_take_it_back(any_town: Town) -> None:
    town = any_town
    session = town.start()
    town.arrive(session, ANA, BO, CY)
    assert town.do(seatless.leading_in, HALL) == (ANA.id,)
    assert town.proposed().round.left_out == (ANA.id,)

    says(town, ANA, IN_GROUPS)
    assert town.do(seatless.leading_in, HALL) == ()
    assert sitting(town, town.proposed(origin="form:2").round) == {ANA.id, BO.id, CY.id}
    town.do(people.introduce, ANA, Introduction("parents", "lived"))  # a form in which it was not asked
    assert town.do(seatless.leading_in, HALL) == ()

    says(town, ANA, LEADS)
    assert town.proposed(origin="form:3").round.left_out == (ANA.id,)


def test_who_started_the_session_leads_also_as_an_admin_whom_nobody_has_added(town: Town) -> None:
    town.do(people.remove_facilitator, ADA, ANA.id)
    town.do(people.add_facilitator, ADA, DEE.id)
    session = town.do(sessions.start, NOW, ADA, HALL, "New parents")
    town.arrive(session, ADA, BO, CY, DEE)
    assert town.do(seatless.leading_in, HALL) == (ADA.id, DEE.id)


def test_for_one_round_the_form_decides_whatever_somebody_has_said_for_good(town: Town) -> None:
    town.arrive(town.start(), ANA, BO, CY, DEE)
    for number, left_out in enumerate([(), (CY.id,)]):
        ready = town.do(proposing.prepare, ANA, HALL, wished(origin=f"form:{number}", left_out=left_out))  # type: ignore[arg-type]
        draft = town.do(proposing.propose, NOW, ANA, ready, groups_for(ready))
        assert sitting(town, draft.round) == {ANA.id, BO.id, CY.id, DEE.id} - set(left_out)


def test_who_leads_and_comes_late_is_seated_by_nobody_and_told_why(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO, CY, DEE)
    draft = town.proposed()
    town.arrive(session, ANA)
    again = town.do(proposing.prepare_again, ANA, draft.round.id)
    shuffled = town.do(proposing.reshuffle, NOW, ANA, again, groups_for(again))
    assert shuffled.round.left_out == (ANA.id,)
    round_ = town.do(rounds.go, NOW, ANA, draft.round.id, shuffled.stamp).round
    assert ANA.id not in sitting(town, round_)
    town.do(people.add_facilitator, ADA, EVE.id)
    town.arrive(session, EVE)
    for who in (ANA, EVE):
        assert not town.do(presence.join, NOW, session, who.id)
        for act in (presence.here, lambda m, _now, actor, id_: presence.where(m, actor, id_)):
            assert town.refusal(act, NOW, who, round_.id) == (YOU_LEAD, None)

    says(town, ANA, IN_GROUPS)

    assert town.do(presence.here, NOW, ANA, round_.id).is_late
    says(town, ANA, LEADS)  # who has a place keeps it
    assert town.do(presence.here, NOW + MINUTE, ANA, round_.id).is_again


@pytest.mark.parametrize("is_told", [True, False])
def test_who_was_left_out_reads_so_and_can_be_given_a_place(town: Town, is_told: bool) -> None:
    session = town.start()
    town.arrive(session, BO, CY, DEE)
    asked = wished(left_out=(DEE.id,))  # type: ignore[arg-type]
    ready = town.do(proposing.prepare, ANA, HALL, asked)
    draft = town.do(proposing.propose, NOW, ANA, ready, groups_for(ready))
    round_ = town.do(rounds.go, NOW, ANA, draft.round.id).round
    if is_told:
        assert town.refusal(presence.here, NOW, DEE, round_.id) == (LEFT_OUT, None)
    assert town.do(checkins.arrive, DEE, session.id, form()).session == session
    assert DEE.id not in sitting(town, round_)

    assert town.refusal(moving.move, NOW, ANA, round_.id, DEE.id, BO.id)[1] == "other"
    moved = town.do(moving.move, NOW, ANA, round_.id, DEE.id, 1)

    assert [(shift.person, shift.before, shift.after) for shift in moved.shifts] == [(DEE.id, None, 1)]
    assert seat_of(town, round_.id, DEE.id) == (1, Presence.EXPECTED)
    assert town.do(presence.here, NOW, DEE, round_.id).group.number == 1


def test_what_is_no_place_is_refused_and_changes_nothing(town: Town) -> None:
    town.arrive(town.start(), BO)
    before = town.rows()
    words = "Please choose whether you sit in a group."
    told = Introduction("parents", "lived", takes_part="nowhere")
    assert town.refusal(people.introduce, BO, told) == (words, "takes_part")
    assert town.rows() == before
