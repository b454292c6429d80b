"""Who was taken out of a private channel is put into no group, and reads nothing of what groups say."""

from __future__ import annotations

import pytest

from coproduction.breakouts import (
    ARCHIVE,
    GROUP_CARD,
    RECALL,
    ROUND_CARD,
    SEAT_CHANGES,
    SEAT_NOTE,
    TIME_WARNING,
    UNMET,
)
from coproduction.messages import Message
from coproduction.people import Actor
from coproduction.service import callers, members, outbox, people, reaching
from coproduction.service.breakouts import history, messages, moving, presence, proposing, rounds, unmet
from coproduction.service.breakouts.cards import NoSeat
from coproduction.service.kinds import kind_of
from handlers.blocks.breakouts.preview import preview
from tests.coproduction.service.test_callers import ROSA
from tests.coproduction.service.test_rounds import sent, sitting
from tests.coproduction.service.test_shut_out import goes
from tests.coproduction.town import ANA, BO, CY, DEE, HALL, MINUTE, NOW, Town, wished
from tests.speaking import SAY

ELI = Actor("eli")
THERE = ("ana", "cy", "dee", "eli")
TO_A_ROOM = {ROUND_CARD, GROUP_CARD, TIME_WARNING, RECALL, ARCHIVE}


def is_public(town: Town, *left: str) -> None:
    """These are left in the channel, and everybody may walk in."""
    town.do(lambda memory: memory.members.read(HALL, left, is_private=False))


def remarks(made: proposing.Proposal) -> list[str]:
    """What stands in small print below proposed groups."""
    names = {person: person for person in (*made.guests, *made.shut_out)}
    blocks = preview(SAY, made, "", names)["blocks"]
    return [block["elements"][0]["text"] for block in blocks if block["type"] == "context"]


def seated(made: proposing.Proposal) -> set[str]:
    return {member for group in made.groups for member in group.members}


@pytest.mark.parametrize("is_private", [True, False])
def test_who_was_taken_out_is_in_no_group_and_who_leads_reads_who_that_is(
    any_town: Town, is_private: bool
) -> None:
    town = any_town
    town.arrive(town.start(), BO, CY, DEE, ELI)
    (goes if is_private else is_public)(town, *THERE)
    made = town.proposed(apart=("bo", "cy"), together=("bo", "dee"))  # type: ignore[arg-type]
    assert seated(made) == {"cy", "dee", "eli"} | (set() if is_private else {"bo"})
    gone = ["Not in this channel any more, so in no group: <@bo>"] if is_private else []
    assert [line for line in remarks(made) if "<@bo>" in line] == gone
    assert (made.shut_out, made.away) == (("bo",) if is_private else (), 0)
    town.do(rounds.go, NOW, ANA, made.round.id, made.stamp)
    notes = town.memory.messages.about(SEAT_NOTE, made.round.id)
    assert {note.recipient for note in notes} == seated(made)


def test_who_has_no_slack_is_seated_and_so_is_everybody_while_nobody_tells_who_is_there(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO, CY, DEE)
    rosa = town.do(callers.enter, NOW, ANA, HALL, ROSA).caller.id
    goes(town, "ana", "cy", "dee")
    assert seated(town.proposed()) == {"cy", "dee", rosa}
    goes(town)  # the bot is out
    assert set(history.can_come(town.memory, session)) == {"bo", "cy", "dee", rosa}


def test_one_who_is_left_makes_no_group_and_who_leads_reads_why(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    assert seated(town.proposed()) == {"bo", "cy"}
    goes(town, "ana", "cy")
    words, _ = town.refusal(proposing.prepare, ANA, HALL, wished(origin="form:2"))
    assert words == "Groups need at least two people who have checked in and are still in this channel."


def test_who_was_taken_out_since_the_groups_were_shown_is_not_sent_into_one(town: Town) -> None:
    town.arrive(town.start(), BO, CY, DEE, ELI)
    made = town.proposed()
    goes(town, *THERE)  # read from Slack: no event has told of it
    going = town.do(rounds.go, NOW, ANA, made.round.id, made.stamp)
    assert [(shift.person, shift.after) for shift in going.shifts if shift.after is None] == [("bo", None)]
    assert set().union(*sitting(town, made.round.id)) == {"cy", "dee", "eli"}
    assert "bo" not in {note.recipient for note in town.memory.messages.about(SEAT_NOTE, made.round.id)}


def test_who_is_taken_out_while_groups_are_out_is_told_so_and_their_group_and_who_leads_too(
    town: Town,
) -> None:
    town.arrive(town.start(), BO, CY, DEE, ELI)
    round_ = town.going()
    sent(town, MINUTE * 0)
    note = next(each for each in town.messages() if (each.kind, each.recipient) == (SEAT_NOTE, "bo"))
    goes(town, *THERE)
    told = town.effects(presence.gone, NOW, "bo", HALL)
    assert set().union(*sitting(town, round_.id)) == {"cy", "dee", "eli"}
    shown = kind_of(SEAT_NOTE).content(town.memory, note)
    assert isinstance(shown, NoSeat)
    assert shown.why
    assert SAY(shown.why) == "You are not in this channel any more, so you have no place in this round."
    assert note.card in told.wrong
    assert {each.recipient for each in town.memory.messages.about(SEAT_CHANGES, round_.id)} == {"ana"}


def test_nobody_moves_or_brings_back_who_was_taken_out_nor_counts_on_their_help(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO, CY, DEE, ELI)
    town.do(people.introduce, CY, people.Introduction("parents", "lived", needs="Dari"))
    town.do(people.introduce, BO, people.Introduction("parents", "lived", offers="Dari"))
    assert town.do(unmet.of_person, "cy") is None
    round_ = town.going()
    town.do(presence.remove, NOW, ANA, round_.id, ["bo"])
    assert town.do(moving.movable, ANA, round_.id).seatless == ("bo",)
    goes(town, *THERE)
    assert town.do(moving.movable, ANA, round_.id).seatless == ()
    assert town.do(presence.bring_back, NOW, ANA, round_.id, ["bo"]).shifts == ()
    missed = town.do(unmet.of_person, "cy")
    assert missed
    assert missed.needs == ("Dari",)
    town.do(rounds.call_back, NOW, ANA, round_.id)
    again = town.proposed(origin="form:2")
    assert (again.away, again.shut_out) == (0, ("bo",))  # they are not missing: they cannot come


def test_every_private_message_of_a_round_is_for_who_is_in_the_private_channel(town: Town) -> None:
    private = [kind for kind in messages.KINDS if kind.for_members]
    assert {kind.name for kind in messages.KINDS} - {kind.name for kind in private} == TO_A_ROOM
    session = town.start()
    town.arrive(session, BO, CY)
    round_ = town.going()
    goes(town, "ana", "cy")
    for kind in private:
        subject = session.id if kind.name == UNMET else round_.id
        to = {one: Message("m", kind.name, subject, NOW, NOW, recipient=one) for one in ("bo", "cy")}
        found = {one: reaching.is_shut_out(town.memory, kind, each) for one, each in to.items()}
        assert found == {"bo": True, "cy": False}, kind.name
    claimed = town.do(outbox.claim_to_send, NOW, 99)
    assert [each.recipient for each in claimed if each.kind == SEAT_NOTE] == ["cy"]
    assert history.can_come(town.memory, session) == ("cy",)


def test_who_is_read_to_be_in_a_channel_no_more_is_known_to_have_gone(town: Town) -> None:
    town.arrive(town.start(), BO, CY, DEE)
    there = [ANA.id, CY.id, "eve"]
    assert town.do(members.read, HALL, [*there, BO.id, DEE.id], is_private=False) == ()
    assert town.do(members.read, HALL, [*there, BO.id], is_private=False) == (DEE.id,)
    assert town.do(members.read, HALL, there, is_private=False) == (BO.id,)
    assert town.do(members.read, HALL, there, is_private=True) == (BO.id, DEE.id)  # nobody walks in there
    assert town.do(members.read, HALL, [], is_private=True) == ()  # the bot is out, and nobody tells it


def test_nobody_is_known_to_have_gone_where_no_programme_is(town: Town) -> None:
    assert town.do(members.read, HALL, [BO.id], is_private=True) == ()
    assert town.do(members.read, HALL, [], is_private=True) == ()
