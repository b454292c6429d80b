"""Rounds that go on: told once, mended with few moves, ended for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coproduction.breakouts import (
    ASKED_AFTER,
    GROUP_CARD,
    MOVE_NOTE,
    RECALL,
    ROLL_CALL,
    ROUND_CARD,
    SEAT_NOTE,
    SILENT,
    STILL_HERE,
    TIME_WARNING,
    WARNING,
    Part,
    Presence,
    Role,
    RoundState,
    group_card,
    seat_note,
)
from coproduction.breakouts.sayings import Brought, Saying, Sayings
from coproduction.effects import NOTHING
from coproduction.messages import Card, MessageState
from coproduction.people import Actor, Perspective
from coproduction.reports.freezing import thawed
from coproduction.service import checkins, members, outbox, reports
from coproduction.service import people as service_of_people
from coproduction.service.breakouts import (
    cards,
    history,
    presence,
    proposing,
    reportbacks,
    rollcall,
    rounds,
)
from coproduction.service.kinds import kind_of
from coproduction.service.partings import PARTING
from coproduction.service.sessioncards import Summary
from coproduction.sessions import SESSION_CARD, SUMMARY, Session
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    CY,
    DEE,
    HALL,
    HOUR,
    MINUTE,
    NOW,
    ONLY_FACILITATORS,
    Town,
    groups_for,
    wished,
)

ENDED = (
    "This session has ended, so its groups report no more, and its figures stay as they are. "
    "You can copy what you wrote, and type an idea with /idea."
)
UNSAID = (
    "This session has ended, so its groups report no more, and its figures stay as they are. "
    "You can type an idea with /idea."
)
OVER = "This round is over, and everybody has been called back."


def arrive(town: Town, session: Session, lived: int, working: int) -> list[Actor]:
    """So many people with lived experience and so many who work there, from sectors of their own."""
    people = [Actor(f"lived{n}") for n in range(lived)] + [Actor(f"works{n}") for n in range(working)]
    for person in people:
        is_lived = person.id.startswith("lived")
        sector = "parents" if is_lived else "primary-care"
        knows = Perspective.LIVED if is_lived else Perspective.FRONT_LINE
        town.do(checkins.arrive, person, session.id, checkins.CheckInForm("3", None, True, sector, knows))
    return people


def sitting(town: Town, round_id: str) -> list[set[str]]:
    round_ = town.memory.breakouts.get(round_id)
    assert round_
    return [set(group.members) for group in history.groups(town.memory, round_)]


def seat_of(town: Town, round_id: str, person: str) -> tuple[int, Presence]:
    seat = next(each for each in town.memory.breakouts.seats(round_id) if each.person == person)
    return seat.group, seat.presence


def told(town: Town, *kinds: str) -> list[Card]:
    return [message.card for message in town.messages() if message.kind in kinds]


def sent(town: Town, now: timedelta) -> list[str]:
    """What the outbox would send by then; it is sent."""
    kinds: list[str] = []
    while due := town.do(outbox.claim_to_send, NOW + now, 99):
        kinds += [message.kind for message in due]
        for message in due:
            town.memory.messages.settle(
                replace(message, state=MessageState.SENT, lease=None, lease_until=None, ts=_ts(town)),
                message.lease or "",
            )
    return kinds


def _ts(town: Town) -> str:
    """As Slack numbers messages: each higher than all before it."""
    return f"{1_800_000_000 + len(town.messages(MessageState.SENT))}.000100"


def call_roll(town: Town, round_id: str, asked: timedelta = ASKED_AFTER) -> None:
    """Who was told where they sit and is silent is asked; a minute later it is looked who has answered."""
    sent(town, MINUTE * 0)
    town.do(rollcall.ask_silent, NOW + asked, round_id)
    sent(town, asked)
    town.do(rollcall.call_roll, NOW + asked + MINUTE, round_id)


def is_lived(person: str) -> bool:
    return person.startswith("lived")


def lone_voices(town: Town, round_id: str) -> list[set[str]]:
    return [
        group
        for group in sitting(town, round_id)
        if sum(person.startswith("lived") for person in group) == 1 and len(group) > 1
        and any(person.startswith("works") for person in group)
    ]  # fmt: skip


def test_the_room_is_told_first_then_each_group_then_each_member_once_in_private(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO, CY, DEE, ADA, ANA)  # Ana facilitates, and has no seat
    round_ = town.going()
    room = [Card(ROUND_CARD, round_.id), *(group_card(round_.id, n) for n in (1, 2))]
    notes = [Card(SEAT_NOTE, round_.id, person) for person in ("ada", "bo", "cy", "dee")]
    owed = [card for card in town.owed() if card.kind != SESSION_CARD]
    assert owed[0] == room[0]
    assert sorted(owed) == sorted(room + notes)


def test_going_twice_is_one_round(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    round_ = town.going()
    before = town.rows()
    assert town.do(rounds.go, NOW + MINUTE, ANA, round_.id).round == round_
    assert town.rows() == before


def test_each_group_has_a_scribe_and_a_timekeeper_who_are_not_the_parents(town: Town) -> None:
    arrive(town, town.start(), lived=4, working=4)
    round_ = town.going(size="4")
    for group in history.groups(town.memory, round_):
        assert {group.holder(Role.SCRIBE), group.holder(Role.TIMEKEEPER)} == {
            person for person in group.members if person.startswith("works")
        }


def test_nobody_with_lived_experience_is_left_alone_when_another_does_not_come(town: Town) -> None:
    arrive(town, town.start(), lived=8, working=4)
    round_ = town.going(size="4")
    fewest = min(sitting(town, round_.id), key=lambda group: sum(map(is_lived, group)))
    lonely = next(filter(is_lived, fewest))
    sent(town, timedelta(0))
    before = town.memory.breakouts.seats(round_.id)
    effects = town.effects(presence.remove, NOW, ANA, round_.id, [lonely])
    after = {seat.person: seat.group for seat in town.memory.breakouts.seats(round_.id)}
    moved = [seat.person for seat in before if seat.person != lonely and after[seat.person] != seat.group]
    assert lone_voices(town, round_.id) == []
    assert len(moved) <= 1
    assert [card.recipient for card in told(town, MOVE_NOTE)] == moved
    assert effects.owes is bool(moved)


def test_a_group_whose_scribe_leaves_gets_another(town: Town) -> None:
    arrive(town, town.start(), lived=0, working=6)
    round_ = town.going(size="3")
    scribe = history.groups(town.memory, round_)[0].holder(Role.SCRIBE)
    assert scribe
    town.do(presence.remove, NOW, ANA, round_.id, [scribe])
    holders = [group.holder(Role.SCRIBE) for group in history.groups(town.memory, round_)]
    assert None not in holders
    assert scribe not in holders


def test_the_roll_is_called_once_three_minutes_after_the_start(town: Town) -> None:
    people = arrive(town, town.start(), lived=4, working=4)
    round_ = town.going(size="4")
    sent(town, MINUTE * 0)
    for person in people[:-1]:
        town.do(presence.here, NOW, person, round_.id)
    town.do(rollcall.ask_silent, NOW + ASKED_AFTER, round_.id)
    sent(town, ASKED_AFTER)
    early = NOW + ROLL_CALL - MINUTE / 60
    assert rollcall.rolls_due(town.memory, early) == []
    assert town.effects(rollcall.call_roll, early, round_.id) == NOTHING
    assert rollcall.rolls_due(town.memory, NOW + ROLL_CALL) == [round_.id]
    assert town.effects(rollcall.call_roll, NOW + ROLL_CALL, round_.id).cards
    assert seat_of(town, round_.id, people[-1].id)[1] is Presence.ABSENT
    assert rollcall.rolls_due(town.memory, NOW + HOUR) == []
    assert town.effects(rollcall.call_roll, NOW + HOUR, round_.id) == NOTHING


def test_where_hardly_anybody_says_so_silence_is_not_absence(town: Town) -> None:
    people = arrive(town, town.start(), lived=4, working=4)
    round_ = town.going(size="4")
    for person in people[:3]:
        town.do(presence.here, NOW, person, round_.id)
    call_roll(town, round_.id)
    assert told(town, STILL_HERE, SILENT) == []
    assert {seat.presence for seat in town.memory.breakouts.seats(round_.id)} == {
        Presence.HERE,
        Presence.EXPECTED,
    }


def test_who_was_absent_is_welcome_back_and_told_where(town: Town) -> None:
    people = arrive(town, town.start(), lived=4, working=4)
    round_ = town.going(size="4")
    sent(town, timedelta(0))
    town.do(presence.remove, NOW, ANA, round_.id, [people[0].id])
    found = town.do(presence.here, NOW, people[0], round_.id)
    assert (found.is_late, people[0].id in found.group.members) == (True, True)
    assert people[0].id not in [card.recipient for card in told(town, MOVE_NOTE)]  # the answer told them
    assert lone_voices(town, round_.id) == []


def test_people_who_were_absent_before_are_not_counted_as_here(town: Town) -> None:
    people = arrive(town, session := town.start(), lived=5, working=5)
    first = town.going(size="5", rounds="2")
    town.do(presence.remove, NOW, ANA, first.id, [person.id for person in people[:5]])
    town.do(rounds.call_back, NOW, ANA, first.id)
    second = town.memory.breakouts.of(session.id)[1]
    town.do(rounds.go, NOW, ANA, second.id)
    call_roll(town, second.id)
    assert set().union(*sitting(town, second.id)) == {person.id for person in people[5:]}


def test_when_everybody_was_gone_the_first_who_comes_gets_a_group(town: Town) -> None:
    people = arrive(town, town.start(), lived=2, working=2)
    round_ = town.going(size="2")
    town.do(presence.remove, NOW, ANA, round_.id, [person.id for person in people])
    for person in people:
        assert person.id in town.do(presence.here, NOW, person, round_.id).group.members


def test_the_groups_that_go_tells_are_those_that_were_shown(town: Town) -> None:
    people = arrive(town, town.start(), lived=5, working=6)
    first = town.going(size="4")
    town.do(presence.remove, NOW, ANA, first.id, [people[0].id, people[-1].id])
    town.do(rounds.call_back, NOW, ANA, first.id)
    shown = town.proposed(size="3", origin="form:2")
    town.do(rounds.go, NOW, ANA, shown.round.id)
    assert shown.away == 2
    assert sitting(town, shown.round.id) == [set(group.members) for group in shown.groups]


def test_who_comes_back_between_two_rounds_is_expected_in_the_next(town: Town) -> None:
    people = arrive(town, session := town.start(), lived=4, working=4)
    first = town.going(size="4")
    town.do(presence.remove, NOW, ANA, first.id, [people[0].id])
    town.do(rounds.call_back, NOW, ANA, first.id)
    assert not town.do(presence.join, NOW, session, people[0].id)
    shown = town.proposed(size="4", origin="form:2")
    assert people[0].id in {member for group in shown.groups for member in group.members}
    assert people[0].id not in set().union(*sitting(town, first.id))


def test_who_leaves_between_two_rounds_is_not_seated_in_the_next(town: Town) -> None:
    people = arrive(town, town.start(), lived=4, working=4)
    shown = town.proposed(size="4")
    town.do(presence.gone, NOW, people[0].id, HALL)
    town.do(rounds.go, NOW, ANA, shown.round.id)
    assert people[0].id not in set().union(*sitting(town, shown.round.id))


def test_a_latecomer_whose_note_is_still_owed_is_told_once(town: Town) -> None:
    arrive(town, town.start(), lived=8, working=4)
    round_ = town.going(size="4")
    fewest = min(sitting(town, round_.id), key=lambda group: sum(map(is_lived, group)))
    town.do(presence.remove, NOW, ANA, round_.id, [next(filter(is_lived, fewest))])
    assert told(town, MOVE_NOTE) == []


def test_nobody_with_lived_experience_is_asked_while_somebody_else_is_free(town: Town) -> None:
    arrive(town, town.start(), lived=3, working=3)
    round_ = town.going(size="6")
    (group,) = history.groups(town.memory, round_)
    timekeeper = group.holder(Role.TIMEKEEPER)
    assert timekeeper
    town.do(presence.remove, NOW, ANA, round_.id, [timekeeper])
    (after,) = history.groups(town.memory, round_)
    assert [is_lived(after.holder(role) or "lived") for role in Role] == [False, False]


def test_two_who_swap_roles_leave_none_vacant(town: Town) -> None:
    arrive(town, town.start(), lived=2, working=4)
    round_ = town.going(size="6")
    (group,) = history.groups(town.memory, round_)
    scribe, timekeeper = group.holder(Role.SCRIBE), group.holder(Role.TIMEKEEPER)
    assert scribe
    taken = town.do(rounds.take_role, Actor(scribe), round_.id, 1, Role.TIMEKEEPER)
    (after,) = history.groups(town.memory, round_)
    assert (after.holder(Role.SCRIBE), after.holder(Role.TIMEKEEPER)) == (timekeeper, scribe)
    assert (taken.group, taken.had_it, taken.is_new) == (after, timekeeper, True)
    assert not town.do(rounds.take_role, Actor(scribe), round_.id, 1, Role.TIMEKEEPER).is_new


def test_a_session_that_ends_calls_no_group_back_and_its_figures_stay(town: Town) -> None:
    people = arrive(town, town.start(), lived=2, working=2)
    round_ = town.going(size="4")
    said = {Part.IDEA: "A later start"}
    assert town.do(reportbacks.report, NOW, people[0], round_.id, 1, said, "form:7").idea
    town.end(NOW + MINUTE)
    assert told(town, RECALL) == []
    before, words = town.rows(), {Part.IDEA: "Free breakfast"}
    report = town.refusal(reportbacks.report, NOW + MINUTE, people[0], round_.id, 1, words, "form:8")
    assert report == (ENDED, None)
    nothing = {Part.IDEA: " ", Part.AGREE: None}
    report = town.refusal(reportbacks.report, NOW + MINUTE, people[0], round_.id, 1, nothing, "form:9")
    assert report == town.refusal(reportbacks.table, people[0], round_.id, 1) == (UNSAID, None)
    assert town.rows() == before


def test_calls_that_are_still_on_their_way_stop_when_the_session_ends(town: Town) -> None:
    arrive(town, town.start(), lived=2, working=2)
    round_ = town.going(size="4")
    sent(town, timedelta(0))
    town.do(rounds.call_back, NOW, ANA, round_.id)
    assert told(town, RECALL) == [Card(RECALL, round_.id, part=1)]
    town.end(NOW + MINUTE)
    assert set(sent(town, MINUTE)) == {SUMMARY, PARTING}


def test_groups_for_whose_cards_there_was_no_time_get_none_when_the_session_has_ended(town: Town) -> None:
    arrive(town, town.start(), lived=2, working=2)
    town.going(size="4")
    town.end(NOW + MINUTE)
    assert set(sent(town, MINUTE)) & {GROUP_CARD, SEAT_NOTE} == set()


def test_a_group_that_was_called_back_may_report_while_its_session_goes_on(town: Town) -> None:
    people = arrive(town, town.start(), lived=2, working=2)
    round_ = town.going(size="4")
    town.do(rounds.call_back, NOW, ANA, round_.id)
    said = {Part.AGREE: "Mornings are hard"}
    assert len(town.do(reportbacks.report, NOW, people[0], round_.id, 1, said, "form:8").words) == 1


def test_what_a_group_says_again_is_kept_once_and_is_one_idea(town: Town) -> None:
    people = arrive(town, town.start(), lived=2, working=2)
    round_ = town.going(size="4")
    for number, text in enumerate(("A later start", "a later  start.", "A LATER START!")):
        said = {Part.IDEA: text}
        town.do(reportbacks.report, NOW, people[number], round_.id, 1, said, f"form:{number}")
    [word] = town.memory.breakouts.words(round_.id)
    [idea] = town.memory.ideas.of(HALL)
    assert (word.text, idea.text) == ("A later start", "A later start")
    both = {Part.AGREE: "Mornings are hard", Part.IDEA: "A later start"}
    more = town.do(reportbacks.report, NOW, people[3], round_.id, 1, both, "form:9")
    assert ([word.part for word in more.words], more.idea, more.again) == ([Part.AGREE], None, (Part.IDEA,))
    assert more.brought == idea


def test_two_groups_may_say_the_same(town: Town) -> None:
    people = arrive(town, town.start(), lived=4, working=4)
    round_ = town.going(size="4")
    for person in people:
        number = seat_of(town, round_.id, person.id)[0]
        said = {Part.IDEA: "A later start"}
        town.do(reportbacks.report, NOW, person, round_.id, number, said, f"form:{person.id}")
    assert len(town.memory.ideas.of(HALL)) == 2


def test_what_groups_agreed_on_stands_in_the_summary_and_the_report(town: Town) -> None:
    session = town.start()
    people = arrive(town, session, lived=4, working=4)
    round_ = town.going(size="4")
    for person in people:
        number = seat_of(town, round_.id, person.id)[0]
        said = {Part.AGREE: "Mornings are hard", Part.DIFFER: f"What {number} buses cost"}
        town.do(reportbacks.report, NOW, person, round_.id, number, said, f"form:{person.id}")
    ended = town.end(NOW + MINUTE)
    [summary] = [each for each in town.messages() if each.kind == SUMMARY]
    shown = kind_of(SUMMARY).content(town.memory, summary)
    costs = Saying("What 1 buses cost"), Saying("What 2 buses cost")
    both = Brought(Sayings(2, (Saying("Mornings are hard", 2),)), Sayings(2, costs))
    assert isinstance(shown, Summary)
    assert replace(shown.brought, differed=both.differed) == both
    assert set(shown.brought.differed.said) == set(costs)
    told = thawed(town.do(reports.ask, NOW + HOUR, ANA, HALL, "command:1").figures)
    assert told is not None
    assert (ended.id, told.brought) == (session.id, shown.brought)


def test_the_roll_is_not_called_after_the_end(town: Town) -> None:
    people = arrive(town, town.start(), lived=2, working=2)
    round_ = town.going(size="4", minutes="1")
    for person in people[:3]:
        town.do(presence.here, NOW, person, round_.id)
    assert town.passes(NOW + ASKED_AFTER) == ["end of a round"]
    assert rollcall.questions_due(town.memory, NOW + ROLL_CALL) == []
    assert rollcall.rolls_due(town.memory, NOW + ROLL_CALL) == []


def test_who_was_absent_in_a_round_is_not_expected_in_the_next_but_told_how_to_get_a_place(
    town: Town,
) -> None:
    people = arrive(town, session := town.start(), lived=4, working=4)
    first = town.going(size="4", rounds="2")
    town.do(presence.remove, NOW, ANA, first.id, [people[0].id])
    town.do(rounds.call_back, NOW, ANA, first.id)
    second = town.memory.breakouts.of(session.id)[1]
    town.do(rounds.go, NOW, ANA, second.id)
    assert people[0].id not in set().union(*sitting(town, second.id))
    told = {each.card: cards.note(town.memory, each) for each in town.messages() if each.kind == SEAT_NOTE}
    note = seat_note(second.id, people[0].id)
    assert told[note] == cards.NoSeat(town.memory.breakouts.get(second.id))  # type: ignore[arg-type]
    assert len([each for each in told if each.subject == second.id]) == len(people)
    town.do(presence.here, NOW + MINUTE, people[0], second.id)
    there = town.memory.messages.find(note)
    assert there
    assert isinstance(cards.note(town.memory, there), cards.GroupNote)


def test_who_was_left_out_is_told_so_as_the_round_begins_and_who_leads_or_has_gone_is_not(town: Town) -> None:
    people = arrive(town, session := town.start(), lived=3, working=3)
    town.arrive(session, ANA)
    form = replace(wished(size="2"), left_out=(people[0].id, people[1].id, ANA.id, "never-came"))
    ready = town.do(proposing.prepare, ANA, HALL, form)
    round_ = town.do(proposing.propose, NOW, ANA, ready, groups_for(ready)).round
    in_channel = [one.id for one in (ANA, people[0], *people[2:])]
    town.do(members.read, HALL, in_channel, is_private=False)
    town.do(rounds.go, NOW, ANA, round_.id)
    without = {each.recipient: each for each in town.messages() if each.kind == SEAT_NOTE}
    assert without.keys() == {people[0].id, *(one.id for one in people[2:])}
    shown = cards.note(town.memory, without[people[0].id])
    assert isinstance(shown, cards.NoSeat)
    assert "Whoever leads has left you out of this round." in str(shown.why)


def test_somebody_who_leaves_the_channel_leaves_the_round_of_that_channel_only(town: Town) -> None:
    people = arrive(town, town.start(), lived=4, working=4)
    round_ = town.going(size="4")
    assert town.effects(presence.gone, NOW, people[0].id, "C-ELSEWHERE") == NOTHING
    town.do(presence.gone, NOW, people[0].id, HALL)
    assert seat_of(town, round_.id, people[0].id)[1] is Presence.ABSENT


def test_everybody_may_leave_and_the_round_still_stands(town: Town) -> None:
    people = arrive(town, town.start(), lived=2, working=2)
    round_ = town.going(size="2")
    town.do(presence.remove, NOW, ANA, round_.id, [person.id for person in people])
    assert sitting(town, round_.id) == [set(), set()]
    assert town.do(rounds.call_back, NOW, ANA, round_.id).round.state is RoundState.ENDED


def test_the_warning_goes_with_the_end_it_is_about(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    round_ = town.going(minutes="10")
    sent(town, timedelta(0))
    town.do(rounds.extend, NOW + MINUTE, ANA, round_.id, 5, round_.ends_at)
    again = town.do(rounds.extend, NOW + MINUTE, ANA, round_.id, 5, round_.ends_at)  # pressed twice
    assert (again.is_new, again.round.ends_at) == (False, NOW + 15 * MINUTE)
    assert sent(town, 10 * MINUTE - WARNING) == []
    assert sent(town, 15 * MINUTE - WARNING) == [TIME_WARNING]


def test_a_round_of_two_minutes_is_not_warned(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    town.going(minutes="2")
    assert told(town, TIME_WARNING) == []


def test_nobody_is_sent_into_a_group_that_was_called_back(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    round_ = town.going(minutes="10")
    town.do(rounds.call_back, NOW, ANA, round_.id)
    assert set(sent(town, HOUR)) == {SESSION_CARD, ROUND_CARD, RECALL}


def test_what_a_group_brings_back_is_kept_once_without_who_typed_it(town: Town) -> None:
    people = arrive(town, town.start(), lived=2, working=2)
    round_ = town.going(size="4")
    said = {Part.AGREE: "Mornings are hard", Part.DIFFER: None, Part.IDEA: "A later start"}
    kept = town.do(reportbacks.report, NOW, people[0], round_.id, 1, said, "form:7")
    assert [(word.part, word.text) for word in kept.words] == [
        (Part.AGREE, "Mornings are hard"),
        (Part.IDEA, "A later start"),
    ]
    assert kept.idea
    assert (kept.idea.author, kept.idea.credit) == (None, "From group 1, round 1")
    rows = [row for row in town.rows()["breakout_word"] if people[0].id in row]
    assert rows == []
    words = ("This has just been saved.", None)
    assert town.refusal(reportbacks.report, NOW, people[0], round_.id, 1, said, "form:7") == words
    more = {Part.AGREE: "Evenings are hard"}
    effects = town.effects(reportbacks.report, NOW, people[0], round_.id, 1, more, "form:8")
    assert effects.wrong == {group_card(round_.id, 1)}  # which is said to show it: it goes before all else


def test_who_sits_in_another_group_by_now_is_told_in_which(town: Town) -> None:
    people = arrive(town, town.start(), lived=4, working=4)
    round_ = town.going(size="4")
    own = seat_of(town, round_.id, people[0].id)[0]
    other = 3 - own
    assert town.refusal(reportbacks.table, people[0], round_.id, other) == (
        f"You sit in Group {own}, not in Group {other}, so you cannot report for that one. "
        "Please press the button on the card of your group.",
        None,
    )
    town.do(service_of_people.add_facilitator, ADA, people[0].id)
    assert town.do(reportbacks.table, people[0], round_.id, other).group.number == other


def test_who_was_taken_out_is_told_so_where_they_report_or_ask_and_what_gives_them_a_place(
    town: Town,
) -> None:
    one, *_ = arrive(town, town.start(), lived=4, working=4)
    round_ = town.going(size="4")
    own = seat_of(town, round_.id, one.id)[0]
    town.do(presence.remove, NOW, ANA, round_.id, [one.id])
    out = f"You were taken out of Group {own}. Press I'm here, and you have a place again."
    said = {Part.AGREE: "Mornings are hard"}
    assert town.refusal(reportbacks.report, NOW, one, round_.id, own, said, "form:7") == (out, None)
    assert town.refusal(presence.where, one, round_.id) == (out, None)
    town.do(presence.here, NOW, one, round_.id)
    town.do(reportbacks.report, NOW, one, round_.id, own, said, "form:7")
    town.do(presence.remove, NOW, ANA, round_.id, [one.id])
    town.do(rounds.call_back, NOW, ANA, round_.id)
    assert town.refusal(reportbacks.table, one, round_.id, own) == (
        f"You had no place when this round ended, so you cannot report for Group {own}. "
        "Somebody who sat in it can. You can also type an idea with /idea.",
        None,
    )


def test_who_never_had_a_place_is_told_how_to_get_one_and_not_to_ask_an_admin(town: Town) -> None:
    session = town.start()
    arrive(town, session, lived=2, working=2)
    round_ = town.going(size="4", left_out=("works1",))  # type: ignore[arg-type]
    not_yet = "You have no place in this round yet. Press I'm here, and I find you a group."
    assert town.refusal(reportbacks.table, BO, round_.id, 1) == (not_yet, None)
    left_out = (
        "Whoever leads has left you out of this round. Is that a mistake? "
        "Please tell them: they can give you a place."
    )
    assert town.refusal(reportbacks.table, Actor("works1"), round_.id, 1) == (left_out, None)


@pytest.mark.parametrize("part", list(Part))
def test_a_word_that_is_too_long_is_refused_under_its_field(town: Town, part: Part) -> None:
    people = arrive(town, town.start(), lived=2, working=2)
    round_ = town.going(size="4")
    refused = town.refusal(reportbacks.report, NOW, people[0], round_.id, 1, {part: "x" * 1_001}, "form:7")
    assert refused[1] == part.value


def test_only_facilitators_run_a_round(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    round_ = town.going()
    acts = {
        "start a breakout": lambda m: rounds.go(m, NOW, BO, round_.id),
        "say who is missing": lambda m: presence.remove(m, NOW, BO, round_.id, ["cy"]),
        "give a round more time": lambda m: rounds.extend(m, NOW, BO, round_.id, 5, None),
        "call everyone back": lambda m: rounds.call_back(m, NOW, BO, round_.id),
        "list the groups": lambda m: rounds.listed(m, BO, round_.id),
    }
    others = (
        ("say who is missing", lambda m: presence.sitting(m, BO, round_.id)),
        ("say who is missing", lambda m: presence.bring_back(m, NOW, BO, round_.id, ["cy"])),
        ("say who is missing", lambda m: rollcall.keep_all(m, NOW, BO, round_.id)),
        ("give a round more time", lambda m: rounds.shorten(m, NOW, BO, round_.id, NOW, NOW)),
    )
    before = town.rows()
    for what, act in (*acts.items(), *others):
        assert town.refusal(act) == (ONLY_FACILITATORS.format(what), None)
    assert town.rows() == before


def test_nothing_happens_in_a_round_that_is_over(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    round_ = town.going()
    town.do(rounds.call_back, NOW, ANA, round_.id)
    assert town.refusal(presence.here, NOW, BO, round_.id) == (OVER, None)
    assert town.refusal(presence.remove, NOW, ANA, round_.id, ["bo"]) == (OVER, None)
    assert town.refusal(rounds.take_role, BO, round_.id, 1, Role.SCRIBE) == (OVER, None)
    assert town.refusal(rounds.extend, NOW, ANA, round_.id, 5, None) == (OVER, None)
    assert town.refusal(rounds.shorten, NOW, ANA, round_.id, NOW, NOW) == (OVER, None)
    assert town.refusal(rounds.listed, ANA, round_.id) == (OVER, None)
    assert town.refusal(presence.where, BO, round_.id) == (OVER, None)
    assert town.refusal(presence.sitting, ANA, round_.id) == (OVER, None)
    assert town.refusal(presence.bring_back, NOW, ANA, round_.id, ["bo"]) == (OVER, None)
    assert town.refusal(rollcall.keep_all, NOW, ANA, round_.id) == (OVER, None)


def test_who_sat_with_whom_can_still_be_read_when_the_round_is_over(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    round_ = town.going()
    seated = town.do(rounds.shown, BO, round_.id)
    town.do(rounds.call_back, NOW, ANA, round_.id)
    assert town.do(rounds.shown, BO, round_.id) == seated
    assert town.refusal(rounds.shown, BO, "gone") == (OVER, None)


def test_more_time_gives_no_clock_to_a_round_that_has_none(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    round_ = town.going()
    words = "This round has no clock: it goes on until you call everyone back."
    assert town.refusal(rounds.extend, NOW, ANA, round_.id, 5, None) == (words, None)
    after = town.memory.breakouts.get(round_.id)
    assert after
    assert (after.ends_at, told(town, TIME_WARNING)) == (None, [])


def test_more_time_can_be_taken_back_until_that_time_is_over(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    round_ = town.going(minutes="10")
    assert round_.ends_at
    more = town.do(rounds.extend, NOW, ANA, round_.id, 5, round_.ends_at).round
    assert more.ends_at
    late = NOW + 11 * MINUTE
    words = "The time before that is over already. You can call everyone back instead."
    assert town.refusal(rounds.shorten, late, ANA, round_.id, more.ends_at, round_.ends_at) == (words, None)
    back = town.do(rounds.shorten, NOW, ANA, round_.id, more.ends_at, round_.ends_at)
    assert (back.is_new, back.round.ends_at) == (True, round_.ends_at)
    again = town.do(rounds.shorten, NOW, ANA, round_.id, more.ends_at, round_.ends_at)
    assert (again.is_new, again.round.ends_at) == (False, round_.ends_at)
    assert town.passes(round_.ends_at) == ["end of a round"]
