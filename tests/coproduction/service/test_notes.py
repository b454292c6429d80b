"""What people are told in private about their group: until when, and never longer than it is true."""

from __future__ import annotations

from datetime import datetime, timedelta

from coproduction.breakouts import MOVE_NOTE, RECALL, SEAT_NOTE, Role, group_card, seat_note
from coproduction.messages import Card
from coproduction.messages import sent as sent_as
from coproduction.people import Actor
from coproduction.service import outbox, sessions
from coproduction.service.breakouts import presence, rounds
from coproduction.service.breakouts.cards import GroupNote, NoSeat, Older, TimeNote
from coproduction.service.breakouts.history import groups
from coproduction.service.kinds import kind_of
from tests.coproduction.service.test_rollcall import begun, shows
from tests.coproduction.service.test_rounds import arrive, sent, told
from tests.coproduction.town import ANA, HALL, MINUTE, NOW, Town
from tests.looks import draw
from tests.speaking import SAY

END = NOW + 10 * MINUTE
AT_ONCE = timedelta(0)


def lines(town: Town, card: Card) -> list[str]:
    """What its reader reads."""
    found = shows(town, card)
    assert isinstance(found, GroupNote | NoSeat | Older | TimeNote)
    return draw(SAY, found, {}).text.splitlines()


def until(end: datetime, time: str) -> str:
    """A day and time are said in one way everywhere, also where that is today."""
    spoken = f"Thursday 22 October 2026 at {time} UTC"
    return f"You have until <!date^{int(end.timestamp())}^{{date_long_pretty}} at {{time}}|{spoken}>."


def test_a_note_says_until_when_and_not_for_how_long(town: Town) -> None:
    arrive(town, town.start(), lived=2, working=2)
    round_ = town.going(minutes="10")
    sent(town, AT_ONCE)
    note = seat_note(round_.id, "lived0")
    assert until(END, "17:40") in "\n".join(lines(town, note))

    longer = town.effects(rounds.extend, NOW + MINUTE, ANA, round_.id, 5, END)

    assert set(told(town, SEAT_NOTE)) <= set(longer.cards)
    later = END + 5 * MINUTE
    assert until(later, "17:45") in "\n".join(lines(town, note))


def test_at_the_end_every_note_is_closed_also_of_who_sits_nowhere_and_has_no_button_left(town: Town) -> None:
    round_, _, silent = begun(town)
    town.do(presence.remove, NOW, ANA, round_.id, [silent.id])

    over = town.effects(rounds.call_back, NOW, ANA, round_.id)

    notes = told(town, SEAT_NOTE, MOVE_NOTE)
    assert len(notes) >= 8
    assert set(notes) <= set(over.cards)
    assert {lines(town, card)[-1] for card in notes if not isinstance(shows(town, card), Older)} == {
        "This round is over. Thank you."
    }


def test_of_two_notes_only_the_newest_says_where_somebody_sits(town: Town) -> None:
    round_, _, silent = begun(town)
    town.do(presence.remove, NOW, ANA, round_.id, [silent.id])
    town.do(presence.bring_back, NOW, ANA, round_.id, [silent.id])
    first = seat_note(round_.id, silent.id)
    (newer,) = (card for card in told(town, MOVE_NOTE) if card.recipient == silent.id)

    claimed = {each.card: each for each in town.do(outbox.claim_to_send, NOW, 99)}
    arrived = town.effects(outbox.settle, NOW, claimed[newer], sent_as("1900000000.000100"))

    assert first in arrived.cards
    assert lines(town, first) == [
        "You have moved to another group",
        "Where you sit now is in my newest message.",
    ]
    assert lines(town, newer)[0].startswith("You are in group ")


def test_a_call_to_come_back_names_report_back_as_long_as_groups_can(town: Town) -> None:
    round_, *_ = begun(town)
    town.do(rounds.call_back, NOW, ANA, round_.id)
    sent(town, AT_ONCE)
    (call, *_) = told(town, RECALL)
    asked = "Please come back to the whole room. What did you find? Press Report back above."
    assert lines(town, call)[0].endswith(asked)

    ended = town.effects(sessions.end, NOW, ANA, HALL)

    assert set(told(town, RECALL)) <= set(ended.cards)
    assert lines(town, call)[0].endswith("The session is over. Thank you for talking together.")


def test_who_takes_a_role_and_who_had_it_read_so_before_other_cards_are_redrawn(town: Town) -> None:
    round_, _, _ = begun(town)
    group = groups(town.memory, round_)[0]
    had_it = group.holder(Role.SCRIBE)
    takes = next(one for one in group.members if one != had_it)

    effects = town.effects(rounds.take_role, Actor(takes), round_.id, group.number, Role.SCRIBE)

    assert had_it
    assert {seat_note(round_.id, one) for one in (had_it, takes)} <= effects.wrong
    assert group_card(round_.id, group.number) in effects.wrong


def test_the_card_of_a_mended_group_and_the_note_of_its_new_scribe_mislead_until_they_are_redrawn(
    town: Town,
) -> None:
    round_, _, _ = begun(town)
    group = groups(town.memory, round_)[0]
    scribe = group.holder(Role.SCRIBE)
    assert scribe

    effects = town.effects(presence.remove, NOW, ANA, round_.id, [scribe])

    after = groups(town.memory, round_)[0]
    assert group_card(round_.id, 1) in effects.wrong
    assert seat_note(round_.id, after.holder(Role.SCRIBE) or "") in effects.wrong
    assert effects.wrong < set(effects.cards)


def test_notes_of_a_round_that_is_over_wait_for_those_of_the_next(town: Town) -> None:
    round_, _, _ = begun(town)
    (note, *_) = (each for each in town.messages() if each.kind == SEAT_NOTE)
    assert not kind_of(SEAT_NOTE).is_past(town.memory, note)

    town.do(rounds.call_back, NOW, ANA, round_.id)

    assert kind_of(SEAT_NOTE).is_past(town.memory, note)
