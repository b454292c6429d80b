"""Nobody is taken out of a group for their silence before they and whoever facilitates were told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coproduction.breakouts import (
    ASKED_AFTER,
    GRACE,
    MOVE_NOTE,
    ROLL_CALL,
    SEAT_CHANGES,
    SEAT_NOTE,
    SILENT,
    STILL_HERE,
    TAKEN_OUT,
    Presence,
    Round,
    round_card,
    seat_note,
)
from coproduction.breakouts.changes import Shift
from coproduction.messages import Card, Message, MessageState
from coproduction.people import Actor
from coproduction.service import people, planned
from coproduction.service.breakouts import presence, rollcall, roundnow, rounds
from coproduction.service.breakouts.cards import GroupNote, NoSeat, Older, RoundCard
from coproduction.service.breakouts.rollcall import Question, SeatChanges, Silent, TakenOut
from coproduction.service.kinds import kind_of
from handlers.blocks.breakouts import rollcall as drawn
from tests.coproduction.service.test_rounds import arrive, seat_of, sent, sitting, told
from tests.coproduction.service.test_running import FORM, START
from tests.coproduction.town import ADA, ANA, HALL, HOUR, MINUTE, NOW, Town
from tests.looks import draw
from tests.speaking import SAY

if TYPE_CHECKING:
    from datetime import datetime

THREE = NOW + ROLL_CALL


def begun(town: Town, size: str = "4") -> tuple[Round, list[Actor], Actor]:
    """A round of eight of whom one says nothing; the notes have been sent."""
    there = arrive(town, town.start(), lived=4, working=4)
    round_ = town.going(size=size)
    sent(town, MINUTE * 0)
    *here, silent = there
    for person in here:
        town.do(presence.here, NOW, person, round_.id)
    return round_, here, silent


def asked(town: Town, round_: Round) -> None:
    """Two minutes have passed, and the question has reached who was silent."""
    town.do(rollcall.ask_silent, NOW + ASKED_AFTER, round_.id)
    sent(town, ASKED_AFTER)


def read(town: Town, card: Card) -> list[str]:
    """What the reader of a private message reads."""
    found = shows(town, card)
    assert isinstance(found, GroupNote | TakenOut)
    return draw(SAY, found, {}).text.splitlines()


def shows(town: Town, card: Card) -> object:
    message = town.memory.messages.find(card)
    assert message
    return town.do(kind_of(card.kind).content, message)


def taken_out(town: Town, card: Card) -> TakenOut:
    seen = shows(town, card)
    assert isinstance(seen, TakenOut)
    return seen


def test_the_silent_are_asked_and_whoever_facilitates_is_told_before_anybody_is_taken_out(town: Town) -> None:
    round_, _, silent = begun(town)
    assert rollcall.questions_due(town.memory, NOW + ASKED_AFTER - MINUTE / 60) == []
    assert rollcall.questions_due(town.memory, NOW + ASKED_AFTER) == [round_.id]
    asked(town, round_)
    question, summary = Card(STILL_HERE, round_.id, silent.id), Card(SILENT, round_.id, ANA.id)
    assert told(town, STILL_HERE, SILENT, TAKEN_OUT) == [question, summary] or told(
        town, STILL_HERE, SILENT, TAKEN_OUT
    ) == [summary, question]
    seen = shows(town, summary)
    assert isinstance(seen, Silent)
    assert (seen.people, seen.is_open) == ((silent.id,), True)
    assert seat_of(town, round_.id, silent.id)[1] is Presence.EXPECTED


def test_afterwards_both_know(town: Town) -> None:
    round_, _, silent = begun(town)
    group = seat_of(town, round_.id, silent.id)[0]
    asked(town, round_)
    town.do(rollcall.call_roll, THREE, round_.id)
    assert seat_of(town, round_.id, silent.id)[1] is Presence.ABSENT
    assert told(town, TAKEN_OUT) == [Card(TAKEN_OUT, round_.id, silent.id)]
    [changes] = [message for message in town.messages() if message.kind == SEAT_CHANGES]
    assert changes.recipient == ANA.id
    seen = shows(town, changes.card)
    assert isinstance(seen, SeatChanges)
    assert Shift(silent.id, group, None) in seen.shifts
    closed, out = shows(town, Card(SILENT, round_.id, ANA.id)), shows(town, told(town, TAKEN_OUT)[0])
    assert isinstance(closed, Silent)
    assert isinstance(out, TakenOut)
    assert (closed.is_open, out.is_open) == (False, True)


def test_who_answers_the_question_stays(town: Town) -> None:
    round_, _, silent = begun(town)
    asked(town, round_)
    effects = town.effects(presence.here, NOW + ASKED_AFTER, silent, round_.id)
    assert Card(STILL_HERE, round_.id, silent.id) in effects.cards
    assert Card(SILENT, round_.id, ANA.id) in effects.wrong  # she acts by it, so it goes before other cards
    town.do(rollcall.call_roll, THREE, round_.id)
    assert seat_of(town, round_.id, silent.id)[1] is Presence.HERE
    assert told(town, TAKEN_OUT, SEAT_CHANGES) == []
    question = shows(town, Card(STILL_HERE, round_.id, silent.id))
    assert isinstance(question, Question)
    assert not question.is_open


@pytest.mark.parametrize("became", [MessageState.FAILED, MessageState.PENDING, MessageState.UNKNOWN])
def test_whom_the_question_has_not_reached_is_not_taken_out(town: Town, became: MessageState) -> None:
    round_, _, silent = begun(town)
    town.do(rollcall.ask_silent, NOW + ASKED_AFTER, round_.id)
    question = town.memory.messages.find(Card(STILL_HERE, round_.id, silent.id))
    assert question
    _becomes(town, question, became)
    town.do(rollcall.call_roll, THREE, round_.id)
    assert seat_of(town, round_.id, silent.id)[1] is Presence.EXPECTED


def _becomes(town: Town, message: Message, state: MessageState) -> None:
    assert town.memory.messages.move_on(replace(message, state=state), message.state)


def test_after_a_pause_of_the_bot_there_is_still_a_minute_to_answer(town: Town) -> None:
    round_, _, _ = begun(town)
    late = NOW + 10 * MINUTE
    assert town.passes(late) == ["question to the silent"]
    assert town.passes(late + GRACE - MINUTE / 60) == []
    assert rollcall.rolls_due(town.memory, late + GRACE) == [round_.id]


def reaches(town: Town, kind: str, round_: Round, person: Actor, at: datetime) -> None:
    """This message arrives at this moment."""
    message = town.memory.messages.find(Card(kind, round_.id, person.id))
    assert message
    there = replace(message, state=MessageState.SENT, next_at=at)
    assert town.memory.messages.move_on(there, message.state)


def asked_of(town: Town, round_: Round) -> list[str]:
    return [message.recipient for message in town.memory.messages.about(STILL_HERE, round_.id)]


def test_each_is_asked_two_minutes_after_their_own_note_and_out_a_minute_after_their_own_question(
    town: Town,
) -> None:
    there = arrive(town, town.start(), lived=4, working=4)
    round_ = town.going(size="4")
    early, late, *here = there
    for person in here:
        town.do(presence.here, NOW, person, round_.id)
    reaches(town, SEAT_NOTE, round_, early, NOW + MINUTE / 6)  # the other's is still under way
    assert town.passes(NOW + ASKED_AFTER) == ["question to the silent"]
    assert asked_of(town, round_) == []
    reaches(town, SEAT_NOTE, round_, late, NOW + 2.5 * MINUTE)

    ask_early = NOW + ASKED_AFTER + MINUTE / 6
    assert [town.passes(ask_early - MINUTE / 60), town.passes(ask_early)] == [[], ["roll call"]]
    assert asked_of(town, round_) == [early.id]
    reaches(town, STILL_HERE, round_, early, ask_early + MINUTE / 2)
    knows = ask_early + MINUTE * 2 / 3  # who facilitates, and can say for a minute that nobody is missing
    reaches(town, SILENT, round_, ANA, knows)
    for at in (ask_early, ask_early + MINUTE / 2):
        town.passes(at + GRACE)
        assert seat_of(town, round_.id, early.id)[1] is Presence.EXPECTED
    town.passes(knows + GRACE)
    assert seat_of(town, round_.id, early.id)[1] is Presence.ABSENT

    ask_late = NOW + 2.5 * MINUTE + ASKED_AFTER
    assert [town.passes(ask_late - MINUTE / 60), asked_of(town, round_)] == [[], [early.id]]
    effects = town.effects(rollcall.call_roll, ask_late, round_.id)
    summary = Card(SILENT, round_.id, ANA.id)
    assert summary in effects.cards  # who facilitates is told once, and reads then of the other
    seen = shows(town, summary)
    assert isinstance(seen, Silent)
    assert (seen.people, seen.is_open, len(told(town, SILENT))) == ((late.id,), True, 1)
    reaches(town, STILL_HERE, round_, late, ask_late)
    town.passes(ask_late + GRACE)
    assert seat_of(town, round_.id, late.id)[1] is Presence.ABSENT
    silent = [line.split()[1] for lines in changes_told(town) for line in lines if "did not press" in line]
    assert silent == [early.id, late.id]
    assert town.passes(ask_late + HOUR) == []  # it is settled


def test_nobody_is_out_before_somebody_who_leads_has_known_of_it_for_a_minute(town: Town) -> None:
    round_, _, silent = begun(town)
    town.passes(NOW + ASKED_AFTER)
    reaches(town, STILL_HERE, round_, silent, NOW + ASKED_AFTER)
    town.passes(THREE)
    assert seat_of(town, round_.id, silent.id)[1] is Presence.EXPECTED
    reaches(town, SILENT, round_, ANA, THREE)
    town.passes(THREE + GRACE)
    assert seat_of(town, round_.id, silent.id)[1] is Presence.ABSENT


def test_who_was_told_only_a_moment_ago_is_not_counted_among_the_silent(town: Town) -> None:
    there = arrive(town, town.start(), lived=4, working=4)
    round_ = town.going(size="4")
    told_first = there[:5]
    for person in told_first[:3]:
        town.do(presence.here, NOW, person, round_.id)
    for person in told_first[3:]:
        reaches(town, SEAT_NOTE, round_, person, NOW)
    town.passes(NOW + ASKED_AFTER)
    assert sorted(asked_of(town, round_)) == sorted(person.id for person in told_first[3:])


def test_a_facilitator_who_knows_better_keeps_everybody(town: Town) -> None:
    round_, _, silent = begun(town)
    asked(town, round_)
    assert town.do(rollcall.keep_all, NOW + ASKED_AFTER, ANA, round_.id)
    assert not town.do(rollcall.keep_all, NOW + ASKED_AFTER, ANA, round_.id)
    assert rollcall.rolls_due(town.memory, THREE) == []
    town.do(rollcall.call_roll, THREE, round_.id)
    assert seat_of(town, round_.id, silent.id)[1] is Presence.EXPECTED


def test_whoever_said_go_is_told_as_well_as_whoever_started_the_session_or_was_named_to_help(
    town: Town,
) -> None:
    for one in ("dee", "cy"):
        town.do(people.add_facilitator, ADA, one)
    town.do(planned.plan, NOW, ANA, HALL, replace(FORM, helpers=["cy"]), "form:1", "en")
    arrive(town, town.start(START), lived=4, working=4)
    draft = town.proposed(size="4")
    round_ = town.do(rounds.go, NOW, Actor("dee"), draft.round.id).round
    town.do(presence.gone, NOW, "lived0", HALL)
    assert sorted(card.recipient for card in told(town, SEAT_CHANGES)) == ["ana", "cy", "dee"]
    over = town.do(rounds.call_back, NOW, ANA, round_.id).round
    assert (over.led_by, town.memory.breakouts.changes(round_.id)) == (None, [])


def test_a_facilitator_sees_who_has_not_pressed(town: Town) -> None:
    round_, here, silent = begun(town)
    seen = town.do(presence.sitting, ANA, round_.id)
    assert (set(seen.here), seen.silent, seen.is_telling) == ({one.id for one in here}, (silent.id,), True)


def test_marking_somebody_without_a_seat_changes_nothing_and_says_so(town: Town) -> None:
    round_, _, _ = begun(town)
    before = town.rows()
    mended = town.do(presence.remove, NOW, ANA, round_.id, ["nobody", "nobody"])
    assert (mended.shifts, mended.seatless) == ((), ("nobody",))
    assert town.rows() == before


def test_who_is_said_to_be_missing_is_told_each_time_and_is_back_in_their_own_group(town: Town) -> None:
    round_, [ana, *_], _ = begun(town)
    group = seat_of(town, round_.id, ana.id)[0]
    for times in (1, 2):
        town.do(presence.remove, NOW + times * MINUTE, ANA, round_.id, [ana.id])
        out = [card for card in told(town, TAKEN_OUT) if card.recipient == ana.id]
        assert len(out) == times
        shown = [taken_out(town, card) for card in out]
        assert all(not each.was_silent for each in shown)
        assert [each.is_open for each in shown] == [*[False] * (times - 1), True]
        back = town.do(presence.here, NOW + times * MINUTE + MINUTE / 2, ana, round_.id)
        assert (back.group.number, back.is_late, back.is_back) == (group, True, True)
        shown = [taken_out(town, card) for card in out]
        assert [each.is_back for each in shown] == [*[False] * (times - 1), True]
    assert town.do(presence.here, NOW + 3 * MINUTE, ana, round_.id).is_again


def test_nobody_goes_back_to_where_somebody_sits_by_now_whom_they_are_kept_from(town: Town) -> None:
    there = arrive(town, town.start(), lived=0, working=6)
    round_ = town.going(size="3")
    town.memory.breakouts.put(replace(round_, apart=(there[0].id, there[1].id)))
    home = seat_of(town, round_.id, there[0].id)[0]
    town.do(presence.remove, NOW, ANA, round_.id, [there[0].id])
    seat = next(each for each in town.memory.breakouts.seats(round_.id) if each.person == there[1].id)
    town.memory.breakouts.seat(replace(seat, group=home, order=9))
    assert town.do(presence.here, NOW + MINUTE, there[0], round_.id).group.number == 3 - home


def test_who_is_missing_and_who_moves_for_it_is_named_to_who_said_so(town: Town) -> None:
    there = arrive(town, town.start(), lived=0, working=6)
    round_ = town.going(size="2")
    gone = [one.id for one in there if seat_of(town, round_.id, one.id)[0] == 1]
    mended = town.do(presence.remove, NOW, ANA, round_.id, [gone[0], "nobody"])
    before = {shift.person: (shift.before, shift.after) for shift in mended.shifts}
    assert before.pop(gone[0]) == (1, None)
    for person, (_, after) in before.items():
        assert seat_of(town, round_.id, person)[0] == after
    assert mended.seatless == ("nobody",)
    assert told(town, SEAT_CHANGES) == []  # she has just read it


def test_who_presses_while_a_facilitator_still_ticks_them_keeps_the_place_they_were_told_of(
    any_town: Town,
) -> None:
    town = any_town
    round_, here, silent = begun(town)
    seen = town.do(presence.sitting, ANA, round_.id)
    told_of = town.do(presence.here, NOW, silent, round_.id).group.number
    ticked = [
        silent.id,
        here[0].id,
    ]  # of whom she sees for herself that they are not there, though they pressed
    mended = town.do(presence.remove, NOW, ANA, round_.id, ticked, seen.silent)
    assert mended.here == (silent.id,)
    assert [shift.person for shift in mended.shifts if shift.after is None] == [here[0].id]
    assert seat_of(town, round_.id, silent.id) == (told_of, Presence.HERE)


def test_they_are_here_after_all(town: Town) -> None:
    round_, _, silent = begun(town)
    town.do(presence.remove, NOW, ANA, round_.id, [silent.id])
    back = town.do(presence.bring_back, NOW, ANA, round_.id, [silent.id, silent.id, "stranger"])
    assert [(shift.person, shift.before) for shift in back.shifts] == [(silent.id, None)]
    assert seat_of(town, round_.id, silent.id)[1] is Presence.HERE
    assert town.do(presence.bring_back, NOW, ANA, round_.id, [silent.id]).shifts == ()


def test_who_is_back_reads_where_they_sit_and_is_not_asked_again_whether_they_are_here(town: Town) -> None:
    round_, _, silent = begun(town)
    town.do(presence.remove, NOW, ANA, round_.id, [silent.id])
    sent(town, MINUTE)
    (out,) = told(town, TAKEN_OUT)
    assert [*read(town, out)][-1] == "Buttons: I'm here"

    effects = town.effects(presence.here, NOW + MINUTE, silent, round_.id)
    assert out in effects.wrong  # its button goes before a whole room's notes are drawn
    number, _ = seat_of(town, round_.id, silent.id)
    sent(town, 2 * MINUTE)

    assert read(town, out) == [
        "You have a place again. Round 1",
        "My message with your group says where you sit. Please join your group in the video call.",
    ]
    lines = read(town, seat_note(round_.id, silent.id))
    assert (lines[0], lines[-2]) == (f"You are in group {number}", "Buttons: Report back, We need a hand")
    assert [card for card in told(town, MOVE_NOTE) if card.recipient == silent.id] == []


def test_who_moves_twice_before_the_message_about_it_is_sent_is_told_once(town: Town) -> None:
    round_, _, silent = begun(town)
    for _ in range(2):
        town.do(presence.remove, NOW, ANA, round_.id, [silent.id])
        town.do(presence.bring_back, NOW, ANA, round_.id, [silent.id])

    assert [card.recipient for card in told(town, MOVE_NOTE)].count(silent.id) == 1


def test_whoever_leads_reads_that_the_roll_was_called_and_nobody_else_took_people_out(town: Town) -> None:
    round_, _, silent = begun(town)
    asked(town, round_)
    town.do(rollcall.call_roll, THREE, round_.id)
    (changes,) = (card for card in told(town, SEAT_CHANGES) if card.recipient == ANA.id)
    seen = shows(town, changes)
    assert isinstance(seen, SeatChanges)
    text = drawn.changes(SAY, seen, {shift.person: shift.person for shift in seen.shifts}).text

    assert f"• {silent.id} did not press I'm here when I asked: out of group " in text


def test_who_is_back_before_their_first_note_went_out_was_reached_by_a_later_one(town: Town) -> None:
    there = arrive(town, town.start(), lived=4, working=4)
    round_ = town.going(size="4")
    back, lost, out = there[:3]
    town.do(presence.remove, NOW, ANA, round_.id, [back.id, out.id])
    for one in (back, out):  # who sits nowhere is sent no note
        first = town.memory.messages.find(seat_note(round_.id, one.id))
        assert first
        _becomes(town, first, MessageState.CANCELLED)
    sent(town, MINUTE * 0)
    town.do(presence.bring_back, NOW, ANA, round_.id, [back.id])
    sent(town, MINUTE)
    note = town.memory.messages.find(seat_note(round_.id, lost.id))
    assert note
    _becomes(town, note, MessageState.FAILED)

    card = shows(town, round_card(round_.id))
    assert isinstance(card, RoundCard)
    assert (card.people, card.told, card.untold, card.out) == (7, 6, 1, 1)
    text = draw(SAY, card, {one.id: one.id for one in there}).text
    assert "of 7 people that they are here. 1 person is out of this round." in text
    session = town.memory.sessions.get(round_.session)
    assert session
    panel = town.do(roundnow.of, NOW, session)
    assert panel
    assert (panel.told, panel.untold, panel.out) == (6, 1, 1)
    named = town.do(roundnow.unreached, ANA, round_.id)
    assert [(group.number, people) for group, people in named.items()] == [
        (seat_of(town, round_.id, lost.id)[0], (lost.id,))
    ]
    assert town.refusal(roundnow.unreached, out, round_.id)[0].startswith(
        "Only the people who lead can list the groups"
    )


def changes_told(town: Town) -> list[list[str]]:
    """The lines about people of each card about changes that whoever leads has got, the oldest first."""
    cards = (town.memory.messages.find(card) for card in told(town, SEAT_CHANGES) if card.recipient == ANA.id)
    found = sorted((card for card in cards if card), key=lambda card: card.occasion)
    seen = [kind_of(SEAT_CHANGES).content(town.memory, card) for card in found]
    there = [each for each in seen if isinstance(each, SeatChanges)]
    names = {shift.person: shift.person for each in there for shift in each.shifts}
    return [drawn.changes(SAY, each, names).text.splitlines()[1:] for each in there]


def test_who_comes_by_themselves_is_never_said_to_have_been_silent(town: Town) -> None:
    round_, (leaver, *_), silent = begun(town)
    asked(town, round_)
    town.do(rollcall.call_roll, THREE, round_.id)
    town.do(presence.here, THREE + MINUTE, silent, round_.id)
    town.do(presence.gone, THREE + 2 * MINUTE, leaver.id, HALL)

    roll, back, left = changes_told(town)
    group = seat_of(town, round_.id, silent.id)[0]
    assert roll[0] == f"• {silent.id} did not press I'm here when I asked: out of group {group}"
    assert back == [
        f"• {silent.id} came: to group {group}",
        "I tell everybody who sits elsewhere now. Please move them in your video call.",
    ]
    assert left[0].startswith(f"• {leaver.id} is not there: out of group ")
    assert "did not press" not in "\n".join(back + left)


def test_who_comes_in_the_very_moment_of_the_roll_call_stands_without_its_reason(town: Town) -> None:
    round_, (leaver, *_), silent = begun(town)
    asked(town, round_)
    town.do(rollcall.call_roll, THREE, round_.id)
    town.do(presence.gone, THREE + MINUTE / 60, leaver.id, HALL)
    (together,) = changes_told(town)
    assert [("did not press" in line, line.split()[1]) for line in together[:2]] == [
        (True, silent.id),
        (False, leaver.id),
    ]


def test_a_whole_group_that_was_there_after_all_sits_together_again_and_nobody_else_moves(town: Town) -> None:
    round_, _, silent = begun(town)
    before = sitting(town, round_.id)
    theirs = next(group for group in before if silent.id in group)
    town.do(presence.remove, NOW, ANA, round_.id, theirs)
    back = town.do(presence.bring_back, NOW, ANA, round_.id, theirs)
    assert sitting(town, round_.id) == before
    assert {shift.person for shift in back.shifts} == theirs


def test_the_notes_of_somebody_without_a_seat_show_no_group_any_more(town: Town) -> None:
    round_, _, silent = begun(town)
    note = Card(SEAT_NOTE, round_.id, silent.id)
    effects = town.effects(presence.remove, NOW, ANA, round_.id, [silent.id])
    assert note in effects.cards
    assert shows(town, note) == NoSeat(round_)
    town.do(presence.bring_back, NOW, ANA, round_.id, [silent.id])
    assert isinstance(shows(town, note), GroupNote)  # until the newer one is there
    sent(town, MINUTE * 0)
    assert shows(town, note) == Older(round_)


def test_every_note_of_somebody_who_moves_again_is_redrawn_and_the_newest_shows_where_they_sit(
    town: Town,
) -> None:
    round_, _, silent = begun(town)
    for _ in range(2):  # gone and back, twice
        town.do(presence.remove, NOW, ANA, round_.id, [silent.id])
        town.do(presence.bring_back, NOW, ANA, round_.id, [silent.id])
        sent(town, MINUTE * 0)
    moved = told(town, MOVE_NOTE)
    effects = town.effects(presence.remove, NOW, ANA, round_.id, [silent.id])
    assert [card.recipient for card in moved] == [silent.id] * 2
    assert set(moved) <= set(effects.cards)
    assert sorted(map(repr, (shows(town, card) for card in moved))) == sorted(
        map(repr, [NoSeat(round_), Older(round_)])
    )
    over = town.effects(rounds.call_back, NOW, ANA, round_.id)
    assert set(moved) <= set(over.cards)


def test_where_do_i_sit_is_answered_to_anybody_at_once(town: Town) -> None:
    there = arrive(town, town.start(), lived=4, working=4)
    round_ = town.going(size="4")  # nobody's note has been sent yet
    for person in there:
        found = town.do(presence.where, person, round_.id)
        assert (found.group.number, found.member) == (seat_of(town, round_.id, person.id)[0], person.id)
    assert town.refusal(presence.where, Actor("stranger"), round_.id) == (
        "Please check in first: press “Check in”. Then I find you a group.",
        None,
    )


def test_the_rounds_card_counts_the_private_notes_on_their_way(town: Town) -> None:
    arrive(town, town.start(), lived=4, working=4)
    round_ = town.going(size="4")
    card = Card("round", round_.id)
    before = shows(town, card)
    [first, second, *_] = [message for message in town.messages() if message.kind == SEAT_NOTE]
    _becomes(town, first, MessageState.SENT)
    _becomes(town, second, MessageState.FAILED)
    after = shows(town, card)
    counts = [(each.told, each.untold, each.people) for each in (before, after)]  # type: ignore[attr-defined]
    assert counts == [(0, 0, 8), (1, 1, 8)]
