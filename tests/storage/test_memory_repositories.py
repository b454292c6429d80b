"""Every shelf keeps its promises in `coproduction.ports`, on both databases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from coproduction.askings import AskingState
from coproduction.breakouts import RoundState, Seat
from coproduction.checkins import CheckIn
from coproduction.followups import NUDGE, PLEDGE, FollowUp, FollowUpState, Reply
from coproduction.ideas import IDEA_CARD
from coproduction.messages import Card, Message, MessageState
from coproduction.people import Person
from coproduction.polls import OPEN_TEXT, YES_NO, Poll, Purpose
from coproduction.sessions import ended
from tests.storage import world
from tests.storage.world import LIVE, MINUTE, NOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

    from coproduction.ports import Memory

    Store = Callable[[Memory, Any], object]
    Load = Callable[[Memory], object]


@pytest.fixture
def memory(scratch: Engine) -> Iterator[Memory]:
    with world.memory_over(scratch) as memory:
        yield memory


def test_what_was_never_stored_is_none(memory: Memory) -> None:
    assert memory.people.get("ana") is None
    assert memory.sessions.get("s9") is None
    assert memory.sessions.live_in("C9") is None
    assert memory.checkins.get("s1", "ana") is None
    assert memory.checkins.pepper("s1") is None
    assert memory.breakouts.get("r1") is None
    assert memory.ideas.get("i1") is None
    assert memory.polls.from_origin("form:3") is None
    assert memory.pledges.get("g1") is None
    assert memory.follow_ups.get("f1") is None
    assert memory.reports.get("e1") is None
    assert memory.messages.find(Card(NUDGE, "f1", "ana")) is None


def test_putting_a_person_again_replaces_what_was_told_before(memory: Memory) -> None:
    memory.people.put(world.PERSON)
    memory.people.put(Person("ana", wants_reminders=False))
    memory.people.put(Person("Zoë"))
    assert memory.people.all() == [Person("Zoë"), Person("ana", wants_reminders=False)]


def test_putting_some_fields_of_a_person_leaves_the_others_as_they_are(memory: Memory) -> None:
    memory.people.put(world.PERSON)
    memory.people.put(Person("ana", zone="Asia/Kolkata"), "zone")
    memory.people.put(Person("Zoë", sector="schools"), "zone")  # new: there is nothing to leave as it is
    assert memory.people.all() == [
        Person("Zoë", sector="schools"),
        replace(world.PERSON, zone="Asia/Kolkata"),
    ]


def test_a_message_moves_on_only_from_the_state_it_was_read_in(memory: Memory) -> None:
    memory.sessions.open_programme("C1", NOW)
    memory.messages.add(world.PENDING)
    assert [memory.messages.is_anything_due(now) for now in (NOW - MINUTE, NOW)] == [False, True]
    failed = replace(world.PENDING, state=MessageState.FAILED)
    assert memory.messages.move_on(failed, MessageState.PENDING)
    assert not memory.messages.move_on(world.PENDING, MessageState.PENDING)
    assert memory.messages.get(world.PENDING.id) == failed
    there = replace(failed, state=MessageState.SENT, ts="1.0")
    assert memory.messages.move_on(there, MessageState.FAILED)
    for was, ts in ((MessageState.FAILED, "1.0"), (MessageState.SENT, "2.0")):
        assert not memory.messages.move_on(failed, was, ts)
    assert memory.messages.get(world.PENDING.id) == there


def test_putting_what_is_not_there_is_a_fault_and_not_a_silent_loss(memory: Memory) -> None:
    with pytest.raises(LookupError, match="Idea"):
        memory.ideas.put(world.IDEA)
    with pytest.raises(LookupError, match="Poll"):
        memory.polls.put(world.POLL)


def test_a_programme_is_opened_once_and_counts_on(memory: Memory) -> None:
    assert [memory.sessions.next_idea_number("C1") for _ in range(2)] == [1, 2]
    memory.sessions.open_programme("C1", NOW + MINUTE)
    assert memory.sessions.next_idea_number("C1") == 3
    assert memory.sessions.has_programme("C1")
    assert not memory.sessions.has_programme("C2")


def test_an_idea_number_of_a_channel_without_a_programme_is_a_fault(memory: Memory) -> None:
    with pytest.raises(LookupError, match="C2"):
        memory.sessions.next_idea_number("C2")


def test_sessions_come_in_the_order_they_started(memory: Memory) -> None:
    memory.sessions.add(world.ENDED)
    assert memory.sessions.of("C1") == [world.ENDED, LIVE]
    assert memory.sessions.live_in("C1") == LIVE


def test_an_ended_session_makes_room_for_the_next(memory: Memory) -> None:
    assert memory.sessions.revise(ended(LIVE, NOW + MINUTE))
    assert memory.sessions.live_in("C1") is None
    following = replace(LIVE, id="s2", started_at=NOW + 2 * MINUTE)
    memory.sessions.add(following)
    assert memory.sessions.live_in("C1") == following


def test_attending_twice_is_attending_once_and_who_came_first_is_not_kept(memory: Memory) -> None:
    assert memory.sessions.attend("s1", "zoe")
    assert memory.sessions.attend("s1", "ana")
    assert not memory.sessions.attend("s1", "zoe")
    assert memory.sessions.attendees("s1") == ["ana", "zoe"]
    memory.sessions.settle("s1")
    assert memory.sessions.attendees("s1") == ["ana", "zoe"]


def test_of_two_processes_that_show_the_next_snapshot_one_is_quicker(memory: Memory) -> None:
    assert memory.checkins.latest("s1") is None
    assert memory.checkins.show(world.SNAPSHOT)
    assert not memory.checkins.show(replace(world.SNAPSHOT, words=("other",)))
    assert memory.checkins.snapshots("s1") == [world.SNAPSHOT]


def test_the_latest_snapshot_is_what_is_left_without_its_marks(memory: Memory) -> None:
    memory.checkins.settle("s1")
    assert memory.checkins.snapshots("s1") == []
    second = replace(world.SNAPSHOT, number=2, words=("second",))
    for number in range(3, 12):  # ten is after nine, and not after one
        memory.checkins.show(replace(world.SNAPSHOT, number=number))
    memory.checkins.show(second)
    assert [each.number for each in memory.checkins.snapshots("s1")] == list(range(2, 12))
    memory.checkins.settle("s1")
    assert memory.checkins.snapshots("s1") == [replace(world.SNAPSHOT, number=11, marks=())]


def test_only_live_sessions_are_attended_live(memory: Memory) -> None:
    memory.sessions.add(world.ENDED)
    for session in ("s0", "s1"):
        memory.sessions.attend(session, "ana")
    memory.sessions.attend("s0", "ben")
    assert memory.sessions.attended_live("ana") == [LIVE]
    assert memory.sessions.attended_live("ben") == []


def test_a_voice_that_checks_in_again_replaces_its_own_words(memory: Memory) -> None:
    memory.checkins.put(CheckIn("s1", "zzz", False, 3, "müde"))
    memory.checkins.put(world.CHECKIN)
    memory.checkins.put(CheckIn("s1", "zzz", False, 5))
    assert memory.checkins.of("s1") == [world.CHECKIN, CheckIn("s1", "zzz", False, 5)]


def test_a_destroyed_pepper_is_gone_and_may_be_destroyed_again(memory: Memory) -> None:
    memory.checkins.keep_pepper("s1", b"x")
    memory.checkins.destroy_pepper("s1")
    memory.checkins.destroy_pepper("s1")
    assert memory.checkins.pepper("s1") is None


def test_seats_come_by_group_and_place_and_change_one_by_one(memory: Memory) -> None:
    memory.breakouts.add(world.ROUND, world.SEATS[::-1])
    assert memory.breakouts.seats("r1") == world.SEATS
    moved = replace(world.SEATS[1], group=2, order=1)
    memory.breakouts.seat(moved)
    assert memory.breakouts.seats("r1") == [world.SEATS[0], world.SEATS[2], moved]
    memory.breakouts.clear_seats("r1")
    assert memory.breakouts.seats("r1") == []


def test_who_changed_places_is_kept_in_order_until_it_is_forgotten(memory: Memory) -> None:
    memory.breakouts.add(world.ROUND, [])
    memory.breakouts.add(world.PLANNED, [])
    earlier = replace(world.CHANGE, id="h9", changed_at=world.NOW)
    elsewhere = replace(world.CHANGE, id="h8", round=world.PLANNED.id)
    memory.breakouts.note_changes([world.CHANGE, earlier, elsewhere])
    memory.breakouts.note_changes([])
    assert memory.breakouts.changes(world.ROUND.id) == [earlier, world.CHANGE]
    memory.breakouts.forget_changes(world.ROUND.id)
    assert (memory.breakouts.changes(world.ROUND.id), memory.breakouts.changes(world.PLANNED.id)) == (
        [],
        [elsewhere],
    )


def test_rounds_come_by_number_and_the_live_ones_are_found(memory: Memory) -> None:
    memory.breakouts.add(world.PLANNED, [])
    memory.breakouts.add(world.ROUND, [])
    assert memory.breakouts.of("s1") == [world.ROUND, world.PLANNED]
    assert memory.breakouts.live() == [world.ROUND]
    ended = replace(world.ROUND, state=RoundState.ENDED, ended_at=NOW)
    memory.breakouts.put(ended)
    assert (memory.breakouts.live(), memory.breakouts.of("s0")) == ([], [])


def test_only_a_planned_round_can_be_dropped_and_its_seats_go_with_it(memory: Memory) -> None:
    memory.breakouts.add(world.PLANNED, [Seat("r0", "ana", 1, 0)])
    memory.breakouts.add(world.ROUND, [])
    memory.breakouts.drop("r0")
    assert (memory.breakouts.get("r0"), memory.breakouts.seats("r0")) == (None, [])
    with pytest.raises(LookupError, match="r1"):
        memory.breakouts.drop("r1")


def test_what_groups_bring_back_comes_in_the_order_it_was_said(memory: Memory) -> None:
    memory.breakouts.add(world.ROUND, world.SEATS)
    second = replace(world.WORD, id="w0", order=1, origin="form:13")
    memory.breakouts.say(second)
    memory.breakouts.say(world.WORD)
    assert memory.breakouts.words("r1") == [world.WORD, second]


def test_ideas_come_by_number_and_by_author(memory: Memory) -> None:
    memory.ideas.add(world.ANONYMOUS)
    memory.ideas.add(world.IDEA)
    assert memory.ideas.of("C1") == [world.IDEA, world.ANONYMOUS]
    assert memory.ideas.by("ana") == [world.IDEA]


def test_supporting_twice_counts_once_and_is_taken_back_once(memory: Memory) -> None:
    memory.ideas.add(world.IDEA)
    memory.ideas.add(world.ANONYMOUS)
    assert memory.ideas.support("i1", "ana")
    assert memory.ideas.support("i1", "ben")
    assert not memory.ideas.support("i1", "ben")
    assert memory.ideas.supporters("i1") == 2
    assert memory.ideas.support_of("C1") == {"i1": 2}
    assert memory.ideas.take_back("i1", "ben")
    assert not memory.ideas.take_back("i1", "ben")
    assert memory.ideas.supporters("i1") == 1
    assert memory.ideas.supporters("i2") == 0


def test_a_ballot_says_whether_it_changed_anything(memory: Memory) -> None:
    memory.polls.add(world.POLL)
    assert memory.polls.cast("p1", "ana", "1")
    assert not memory.polls.cast("p1", "ana", "1")
    assert memory.polls.cast("p1", "ana", "0")
    assert memory.polls.cast("p1", "ben", "0")
    assert memory.polls.votes("p1") == {"0": 2}
    assert memory.polls.ballots("p1") == {"ana": "0", "ben": "0"}


def test_only_an_open_poll_takes_an_answer_and_only_one_of_its_own(memory: Memory) -> None:
    memory.polls.add(world.POLL)
    memory.polls.add(world.CLOSED)
    others = [("p1", "2"), ("p1", "-1"), ("p1", "1 "), ("p1", "\x00"), ("p2", "0"), ("no such poll", "0")]
    answers = [("p1", "1"), *others]
    assert [memory.polls.cast(poll, "ana", answer) for poll, answer in answers] == [True, *[False] * 6]
    assert [memory.polls.ballots(poll) for poll in ("p1", "p2")] == [{"ana": "1"}, {}]


def test_a_poll_of_another_kind_takes_no_answer_as_a_single_choice(memory: Memory) -> None:
    memory.polls.add(scale := replace(world.POLL, kind="scale"))
    assert not memory.polls.cast("p1", "ana", "1")
    assert memory.polls.ballots("p1") == {}
    assert memory.polls.lock("p1") == scale


def test_yes_or_no_is_stored_by_the_one_statement_of_a_single_choice(memory: Memory) -> None:
    memory.polls.add(replace(world.POLL, kind=YES_NO, options=("Yes", "Not yet", "No", "Rather not say")))
    assert [memory.polls.cast("p1", "ana", answer) for answer in "034"] == [True, True, False]
    assert (memory.polls.answer_of("p1", "ana"), memory.polls.answer_of("p1", "ben")) == ("3", None)


def test_no_text_in_a_poll_of_words_is_taken_for_an_option(memory: Memory) -> None:
    memory.polls.add(replace(world.POLL, kind=OPEN_TEXT, options=()))
    assert not memory.polls.cast("p1", "ana", "1")
    assert memory.polls.keep("p1", "ana", "1")


def test_an_answer_of_any_kind_says_whether_it_changed_anything(memory: Memory) -> None:
    memory.polls.add(replace(world.POLL, kind="scale"))
    answers = ["5", "5", "more of a story", "5"]
    assert [memory.polls.keep("p1", "ana", answer) for answer in answers] == [True, False, True, True]
    assert memory.polls.ballots("p1") == {"ana": "5"}
    assert memory.polls.lock("no such poll") is None


def test_a_closed_poll_is_not_among_the_open_ones(memory: Memory) -> None:
    second = Poll("p0", "C1", "s1", "And?", ("a", "b"), Purpose.ANY, "form:0")
    for poll in (world.POLL, world.CLOSED, second):
        memory.polls.add(poll)
    assert memory.polls.open_in("C1") == [second, world.POLL]
    memory.polls.put(closed := replace(second, is_open=False))
    assert memory.polls.open_in("C1") == [world.POLL]
    assert memory.polls.of_session("s1") == [closed, world.POLL]


def test_the_questions_of_a_poll_come_by_place_and_stand_in_no_other_list(memory: Memory) -> None:
    second = replace(world.PART, id="pa", origin="form:3a/2", place=2)
    for poll in (world.WHOLE, second, world.PART):
        memory.polls.add(poll)
    assert memory.polls.parts_of("p0") == [world.PART, second]
    assert (memory.polls.open_in("C1"), memory.polls.of_session("s1")) == ([world.WHOLE], [world.WHOLE])


def test_pledges_come_in_the_order_they_were_made(memory: Memory) -> None:
    memory.pledges.add(world.OPEN_PLEDGE)
    memory.pledges.add(world.PLEDGE)
    assert memory.pledges.by("ana") == memory.pledges.of("C1") == [world.PLEDGE, world.OPEN_PLEDGE]
    assert memory.pledges.by("ben") == memory.pledges.of("C2") == []


def test_what_is_asked_waits_once_for_each_wish_and_is_found_from_both_sides(memory: Memory) -> None:
    memory.pledges.add(world.PLEDGE)
    for asking in (world.AGREED, world.ASKING):
        memory.askings.add(asking)
    both = [world.ASKING, world.AGREED]
    assert memory.askings.of("g1") == memory.askings.of_person("ana") == both
    assert (memory.askings.to("ben"), memory.askings.to("zoe")) == ([world.ASKING], [world.AGREED])
    declined = replace(world.ASKING, state=AskingState.DECLINED)
    assert memory.askings.move_on(declined, AskingState.WAITS)
    assert not memory.askings.move_on(declined, AskingState.WAITS)
    assert memory.askings.to("ben") == []


def test_a_plan_is_kept_in_the_place_of_the_one_before_and_found_by_its_person(memory: Memory) -> None:
    memory.pledges.add(world.PLEDGE)
    memory.plans.put(world.PLAN)
    memory.plans.put(other := replace(world.PLAN, barriers=(), confidence=None))
    assert memory.plans.of_person("ana") == {"g1": other}
    assert memory.plans.of_person("ben") == {}
    memory.plans.drop("g1")
    assert memory.plans.get("g1") is None


def test_ideas_are_found_that_somebody_wrote_or_supports_and_that_stand(memory: Memory) -> None:
    memory.ideas.add(world.IDEA)
    memory.ideas.add(replace(world.ANONYMOUS, is_withdrawn=False, withdrawn_at=None))
    assert memory.ideas.of_person("C1", "ana") == [world.IDEA]
    assert memory.ideas.of_person("C1", "ben") == memory.ideas.of_person("C2", "ana") == []
    memory.ideas.support("i1", "ben")
    assert memory.ideas.of_person("C1", "ben") == [world.IDEA]
    memory.ideas.put(replace(world.IDEA, is_withdrawn=True))
    assert memory.ideas.of_person("C1", "ben") == memory.ideas.of_person("C1", "ana") == []


def test_follow_ups_are_found_by_pledge_by_person_by_programme_and_when_they_are_due(memory: Memory) -> None:
    memory.pledges.add(world.PLEDGE)
    other = replace(world.FOLLOW_UP, id="f9", about="another noun", person="Zoë")
    memory.follow_ups.add(replace(other, state=FollowUpState.CANCELLED))
    later = FollowUp("f0", "g1", "ana", 1, NOW + 20 * MINUTE, FollowUpState.ANSWERED, Reply.WORKING)
    memory.follow_ups.add(later)
    memory.follow_ups.add(world.FOLLOW_UP)
    third = replace(later, id="f8", subject="g2", person="Zoë", asked_in="f0")
    memory.follow_ups.add(third)
    both = [world.FOLLOW_UP, later]
    assert [memory.follow_ups.asked_in(each) for each in ("f0", "f1")] == [[later, third], [world.FOLLOW_UP]]
    assert memory.follow_ups.of(PLEDGE, "g1") == both
    assert memory.follow_ups.of_person("ana") == both
    assert memory.follow_ups.of_channel("C1") == both
    assert memory.follow_ups.of_channel("C2") == []
    at = world.FOLLOW_UP.due_at
    assert [memory.follow_ups.due(now) for now in (at - MINUTE, at, later.due_at)] == [[], ["f1"], ["f1"]]
    found = [memory.follow_ups.planned_before(until) for until in (at, later.due_at + MINUTE)]
    assert found == [[], [world.FOLLOW_UP]]


def test_an_answered_follow_up_is_stored_in_place_of_the_planned_one(memory: Memory) -> None:
    memory.pledges.add(world.PLEDGE)
    memory.follow_ups.add(world.FOLLOW_UP)
    memory.follow_ups.put(done := replace(world.FOLLOW_UP, state=FollowUpState.ANSWERED, reply=Reply.DONE))
    assert memory.follow_ups.get("f1") == done


def test_a_report_of_the_same_origin_is_not_kept_twice(memory: Memory) -> None:
    assert memory.reports.add(world.REPORT)
    assert not memory.reports.add(replace(world.REPORT, id="e9", figures="{}"))
    assert (memory.reports.get("e1"), memory.reports.get("e9")) == (world.REPORT, None)


def test_new_ids_differ_and_say_nothing(memory: Memory) -> None:
    ids = {memory.new_id() for _ in range(1_000)}
    assert len(ids) == 1_000
    assert {len(id_) for id_ in ids} == {32}


async def test_what_is_owed_already_is_not_owed_twice(ready_database_url: str) -> None:
    async with world.storage_at(ready_database_url) as storage:
        await storage.write("T1", world.fill)
        again = replace(world.PENDING, id="m9")
        assert not await storage.write("T1", lambda m: m.messages.add(again))
        assert await storage.write("T1", lambda m: m.messages.add(replace(again, recipient="ben")))
        assert await storage.read("T1", lambda m: m.messages.get("m1")) == world.PENDING
        assert await storage.read("T1", lambda m: len(m.messages.with_states(list(MessageState), NUDGE))) == 2


def test_a_message_for_nobody_in_particular_is_found_without_a_recipient(memory: Memory) -> None:
    card = Message("m1", IDEA_CARD, "i1", NOW, NOW, "C1")
    memory.messages.add(card)
    assert memory.messages.find(Card(IDEA_CARD, "i1")) == card
    assert memory.messages.find(Card(IDEA_CARD, "i1", "ana")) is None
