"""A group that is stuck calls somebody who leads: once, without saying who pressed, and one of them goes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coproduction.breakouts import ASKED_AFTER, SILENT, Round, group_card, seat_note
from coproduction.breakouts.helpcalls import HELP_CALL
from coproduction.messages import Card, MessageState
from coproduction.people import Actor
from coproduction.service import members, now, outbox, people
from coproduction.service.breakouts import helpcalls, presence, rollcall, rounds
from coproduction.service.breakouts.cards import GroupNote, RoomCard
from coproduction.service.breakouts.helpcalls import SOON, Called, HandWanted
from coproduction.service.breakouts.history import groups
from coproduction.service.kinds import kind_of
from handlers.blocks.kit import Drawing
from handlers.blocks.now import panel
from tests.coproduction.service.test_rollcall import begun, shows
from tests.coproduction.service.test_rounds import OVER, sent, told
from tests.coproduction.town import ADA, ANA, HALL, MINUTE, NOW, ONLY_FACILITATORS, Town
from tests.looks import draw
from tests.speaking import SAY

if TYPE_CHECKING:
    from datetime import datetime

NAMES = {"ada": "Ada", "ana": "Ana <3"}


def inside(town: Town, round_: Round, number: int = 1) -> list[Actor]:
    """Who sits in this group."""
    return [Actor(one) for one in groups(town.memory, round_)[number - 1].members]


def lines(town: Town, card: Card) -> list[str]:
    """What its reader reads."""
    found = shows(town, card)
    assert isinstance(found, GroupNote | HandWanted | RoomCard)
    ids = {card.recipient, *found.group.members}
    return draw(SAY, found, {**{one: one for one in ids}, **NAMES}).text.splitlines()


def calls(town: Town, round_: Round, number: int = 1, at: datetime = NOW + MINUTE) -> Called:
    """Somebody of the group presses We need a hand."""
    return town.do(helpcalls.call, at, inside(town, round_, number)[0], round_.id, number)


def in_panel(town: Town) -> list[str]:
    """The first lines of what Ana sees of the round in /copro now."""
    found = town.do(now.seen, NOW + MINUTE, ANA, HALL)
    shown = Drawing.of(SAY, panel(SAY, found)).text.splitlines()
    return [line for line in shown if "hand" in line]


def test_three_of_a_group_press_and_those_who_lead_are_told_once_and_before_all_else(town: Town) -> None:
    round_, *_ = begun(town)
    town.do(rollcall.ask_silent, NOW + ASKED_AFTER, round_.id)  # of this Ana is told, too
    three, late = inside(town, round_)[:3], NOW + ASKED_AFTER + MINUTE

    made = [town.do(helpcalls.call, late, one, round_.id, 1) for one in three]

    assert [each.is_new for each in made] == [True, False, False]
    assert told(town, HELP_CALL) == [Card(HELP_CALL, round_.id, ANA.id, 1, "1")]
    assert {SILENT, HELP_CALL} < {card.kind for card in town.owed()}
    (first,) = town.do(outbox.claim_to_send, late, 1)
    assert first.kind == HELP_CALL
    assert all(one.id not in str(town.rows()["breakout_help_call"]) for one in three)


def test_whoever_leads_is_told_though_they_have_neither_come_nor_made_the_groups(town: Town) -> None:
    for person in ("eve", "far"):
        town.do(people.add_facilitator, ADA, person)
    round_, *_ = begun(town)
    town.do(members.joined, HALL, "eve")

    calls(town, round_)

    assert {card.recipient for card in told(town, HELP_CALL)} == {ANA.id, "eve"}  # not who is elsewhere


def test_who_leads_reads_which_group_calls_and_who_sits_in_it(town: Town) -> None:
    round_, *_ = begun(town)
    calls(town, round_)

    sit = [one.id for one in inside(town, round_)]
    (card,) = told(town, HELP_CALL)
    assert lines(town, card)[:2] == ["Group 1 would like a hand", f"{', '.join(sit[:-1])} and {sit[-1]}"]
    (where,) = (one for one in inside(town, round_) if one.id == sit[0])
    fewer = town.effects(presence.remove, NOW + MINUTE, ANA, round_.id, [where.id])
    assert card in fewer.cards
    assert where.id not in lines(town, card)[1]


def test_a_call_and_who_is_on_the_way_are_shown_to_the_group_before_other_cards(town: Town) -> None:
    round_, *_ = begun(town)
    sit = inside(town, round_)
    card, notes = group_card(round_.id, 1), {seat_note(round_.id, one.id) for one in sit}
    called = town.effects(helpcalls.call, NOW, sit[0], round_.id, 1)
    assert {card, *notes} <= called.wrong
    waits = "I am telling those who lead that you would like a hand."
    assert waits in lines(town, card)
    assert all(waits in lines(town, note) for note in notes)

    gone = town.effects(helpcalls.go, ADA, round_.id, 1)

    assert {card, *notes, *told(town, HELP_CALL)} <= gone.wrong
    assert "Ada is on the way." in lines(town, card)
    assert all("Ada is on the way." in lines(town, note) for note in notes)
    assert "Ada is on the way, so you need not go." in lines(town, told(town, HELP_CALL)[0])
    other = seat_note(round_.id, inside(town, round_, 2)[0].id)
    assert not [line for line in lines(town, other) if "on the way" in line]


def test_the_first_who_says_so_goes_and_then_the_group_can_call_again(town: Town) -> None:
    round_, *_ = begun(town)
    calls(town, round_)
    first = town.do(helpcalls.go, ANA, round_.id, 1)
    later = [town.do(helpcalls.go, who, round_.id, 1) for who in (ADA, ANA)]
    assert (first.is_new, first.call.taken_by) == (True, "ana")
    assert [(each.is_new, each.call.taken_by) for each in later] == [(False, "ana")] * 2
    assert "You are on the way. The group knows." in lines(town, told(town, HELP_CALL)[0])

    soon = calls(town, round_)
    again = calls(town, round_, at=NOW + MINUTE + SOON)

    assert (soon.is_new, soon.call.number, soon.call.taken_by) == (False, 1, "ana")
    assert (again.is_new, again.call.number) == (True, 2)
    assert {card.occasion for card in told(town, HELP_CALL)} == {"1", "2"}
    assert "Ana &lt;3 is on the way." not in lines(town, group_card(round_.id, 1))


def test_who_made_the_groups_is_called_though_they_have_not_come(town: Town) -> None:
    round_, *_ = begun(town)
    town.memory.breakouts.put(replace(round_, made_by=ADA.id))
    calls(town, round_)
    assert {card.recipient for card in told(town, HELP_CALL)} == {ANA.id, ADA.id}


def test_who_is_no_longer_needed_is_told_nothing_any_more(town: Town) -> None:
    round_, *_ = begun(town)
    calls(town, round_)
    town.do(helpcalls.go, ADA, round_.id, 1)
    calls(town, round_, number=2)
    waiting = [each for each in town.messages(MessageState.PENDING) if each.kind == HELP_CALL]
    guarded = [kind_of(HELP_CALL).guard(town.memory, each, NOW) for each in waiting]
    assert [each is None for each in guarded] == [each.part == 2 for each in waiting]


def test_what_goes_on_shows_calls_only_while_there_are_any(town: Town) -> None:
    round_, *_ = begun(town)
    assert in_panel(town) == []
    calls(town, round_, number=2)
    calls(town, round_, number=1)
    spoken = "<!date^1792690260^{date_long_pretty} at {time}|Thursday 22 October 2026 at 17:31 UTC>"
    assert in_panel(town) == [f"Group {number} would like a hand, since {spoken}." for number in (2, 1)]
    town.do(helpcalls.go, ANA, round_.id, 1)
    assert [line[:7] for line in in_panel(town)] == ["Group 1"]


def test_with_the_round_calls_are_over_and_say_so(town: Town) -> None:
    round_, *_ = begun(town)
    calls(town, round_)
    sent(town, MINUTE)

    over = town.effects(rounds.call_back, NOW + MINUTE, ANA, round_.id)

    (card,) = told(town, HELP_CALL)
    assert card in over.cards
    assert lines(town, card)[-1] == "This round is over, so nobody needs to go there any more."
    assert town.rows()["breakout_help_call"] == []
    assert in_panel(town) == []
    assert town.refusal(helpcalls.call, NOW, inside(town, round_)[0], round_.id, 1) == (OVER, None)
    assert town.refusal(helpcalls.go, ANA, round_.id, 1) == (OVER, None)
    assert not [line for line in lines(town, group_card(round_.id, 1)) if "hand" in line]


def test_who_does_not_sit_there_or_does_not_lead_is_refused_and_nothing_is_stored(town: Town) -> None:
    round_, *_ = begun(town)
    not_there = "You are not in Group 1. Only who is in a group can ask for a hand."
    other = inside(town, round_, 2)[0]
    gone = "This group is no longer there. Please use the newest message."
    no_call = "I do not find this call of a group. Please use the newest message."
    for who in (other, ANA):
        assert town.refusal(helpcalls.call, NOW, who, round_.id, 1) == (not_there, None)
    assert town.refusal(helpcalls.call, NOW, other, round_.id, 9) == (gone, None)
    assert town.refusal(helpcalls.go, ANA, round_.id, 1) == (no_call, None)
    calls(town, round_)
    only = ONLY_FACILITATORS.format("go to a group that would like a hand")
    assert town.refusal(helpcalls.go, inside(town, round_)[1], round_.id, 1) == (only, None)
    assert [each.taken_by for each in town.memory.help_calls.of(round_.id)] == [None]
