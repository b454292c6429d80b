"""Announcing a planned session: as it was seen, once; each person has one answer, and hears of changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from coproduction.effects import Effects
from coproduction.kinds import Cause
from coproduction.messages import Card, MessageState
from coproduction.people import Actor
from coproduction.planforms import PlanForm
from coproduction.planned import CALLED_OFF, INVITATION, SESSION_MOVED, SESSION_REMINDER, Coming, Planned
from coproduction.service import announcing, outbox, partings, people, planned, reminders, sessions, stuck
from coproduction.service.announcing import Invitation, stamp
from coproduction.service.kinds import KINDS, shown
from coproduction.service.partings import PARTING
from coproduction.sessions import SUMMARY
from coproduction.stuck import STUCK
from handlers.blocks.announcing import reminder
from handlers.blocks.text import moment
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    CY,
    DAY,
    DEE,
    HALL,
    HOUR,
    MINUTE,
    NOW,
    ONLY_FACILITATORS,
    Town,
)
from tests.speaking import SAY

FORM = PlanForm("New parents", "2026-10-29", "18:30", template="first")
START = datetime(2026, 10, 29, 18, 30, tzinfo=UTC)
LATER = replace(FORM, hour="19:00")


def plans(town: Town, form: PlanForm = FORM) -> Planned:
    return town.do(planned.plan, NOW, ANA, HALL, form, "form:1", "es")


def announces(town: Town, form: PlanForm = FORM) -> Planned:
    plan = plans(town, form)
    return town.do(announcing.announce, NOW, ANA, plan.id, stamp(plan))


def says(town: Town, plan: Planned, who: Actor, said: str, now: datetime = NOW) -> announcing.Answered:
    return town.do(announcing.answer, now, who, plan.id, said)


def told(town: Town, kind: str) -> list[str]:
    return [card.recipient for card in town.owed() if card.kind == kind]


def test_its_card_is_owed_once_and_nobody_is_told_before(any_town: Town) -> None:
    plan = plans(any_town)
    assert any_town.owed() == []
    announced = any_town.do(announcing.announce, NOW, ANA, plan.id, stamp(plan))
    assert announced == replace(plan, announced_at=NOW, wake_at=START - DAY)
    assert any_town.do(announcing.announce, NOW + HOUR, ADA, plan.id, "whatever") == announced
    assert any_town.owed() == [Card(INVITATION, plan.id)]


def test_what_names_it_as_the_next_session_is_drawn_anew_with_every_change_of_it(town: Town) -> None:
    session = town.start(NOW - HOUR)
    town.arrive(session, BO)
    town.end(NOW - HOUR)
    names_it = {Card(SUMMARY, session.id), Card(PARTING, session.id, "bo")}
    plan = plans(town)
    seen = town.effects(planned.change, NOW, ANA, plan.id, replace(FORM, title="Families"), plan.stamp)
    assert not names_it & {*seen.cards}
    plan = town.do(planned.led, ANA, plan.id)
    assert names_it <= {*town.effects(announcing.announce, NOW, ANA, plan.id, stamp(plan)).cards}
    for form in (LATER, replace(LATER, title="Parents")):
        plan = town.do(planned.led, ANA, plan.id)
        assert names_it <= {*town.effects(planned.change, NOW, ANA, plan.id, form, plan.stamp).cards}
        assert partings.of(town.memory, session, "bo").next == town.do(planned.led, ANA, plan.id)
    assert names_it <= {*town.effects(planned.cancel, NOW, ANA, plan.id, "Nobody can come.").cards}
    assert partings.of(town.memory, town.memory.sessions.of(HALL)[0], "bo").next is None


def test_what_is_announced_is_what_was_seen(town: Town) -> None:
    plan = plans(town)
    town.do(planned.arrange, NOW, ADA, plan.id, lambda it: it[1:])
    words = "I have announced nothing. The plan was changed meanwhile. Please look at it again."
    assert town.refusal(announcing.announce, NOW, ANA, plan.id, stamp(plan)) == (words, None)
    assert town.owed() == []


def test_without_steps_after_its_time_or_by_somebody_else_nothing_is_announced(town: Town) -> None:
    plan = plans(town, replace(FORM, template="blank"))
    empty = "The agenda has no steps yet. Please add one, so that people know what to expect."
    assert town.refusal(announcing.announce, NOW, ANA, plan.id, stamp(plan)) == (empty, None)
    no = (ONLY_FACILITATORS.format("plan a session"), None)
    assert town.refusal(announcing.announce, NOW, BO, plan.id, stamp(plan)) == no
    full = town.do(planned.plan, NOW, ANA, HALL, FORM, "form:2", "en")
    past = "The time of this session is over. To announce it, change its day and time first."
    after = START + 2 * HOUR
    assert town.refusal(announcing.announce, after, ANA, full.id, stamp(full)) == (past, None)


def test_the_newest_answer_of_each_person_counts_and_the_card_knows_only_numbers(any_town: Town) -> None:
    plan = announces(any_town)
    for who, said in ((BO, "yes"), (CY, "yes"), (CY, "no"), (DEE, "maybe")):
        assert says(any_town, plan, who, said).is_new
    assert not says(any_town, plan, BO, "yes").is_new
    assert any_town.memory.planned.answers(plan.id) == {
        "bo": Coming.YES,
        "cy": Coming.NO,
        "dee": Coming.MAYBE,
    }
    [card] = any_town.messages(MessageState.PENDING)
    assert any_town.do(shown, card) == (Invitation(plan, (1, 1, 1)), "es")


def test_the_card_is_redrawn_only_when_an_answer_is_another_one(town: Town) -> None:
    plan = announces(town)
    card = Card(INVITATION, plan.id)
    assert town.effects(announcing.answer, NOW, BO, plan.id, "yes") == Effects((card,))
    assert town.effects(announcing.answer, NOW, BO, plan.id, "yes") == Effects()


@pytest.mark.parametrize("said", ["", "perhaps", "YES", "yes/1"])
def test_a_forged_answer_is_refused(town: Town, said: str) -> None:
    plan = announces(town)
    words = ("Please use the buttons of the newest message.", None)
    assert town.refusal(announcing.answer, NOW, BO, plan.id, said) == words
    gone = "I do not know this planned session any more. To see what is planned, type /copro plan."
    assert town.refusal(announcing.answer, NOW, BO, "nothing", "yes") == (gone, None)


def test_an_answer_comes_too_late_once_it_has_begun_is_cancelled_or_over(town: Town) -> None:
    plan = announces(town)
    over = "The time of this session is over, so there is nothing to answer any more."
    assert says(town, plan, BO, "yes", START + HOUR).is_new
    assert town.refusal(announcing.answer, START + 2 * HOUR, BO, plan.id, "no") == (over, None)
    town.do(sessions.start, START, ANA, HALL, "")
    begun = "This session has begun, so its plan cannot be changed any more."
    assert town.refusal(announcing.answer, START, BO, plan.id, "no") == (begun, None)


def test_another_time_is_told_to_everybody_who_answered_and_only_the_newest(any_town: Town) -> None:
    plan = announces(any_town)
    for who, said in ((BO, "yes"), (CY, "no")):
        says(any_town, plan, who, said)
    moved = any_town.do(planned.change, NOW, ANA, plan.id, LATER, plan.stamp)
    assert (moved.revision, moved.starts_at) == (1, START + HOUR / 2)
    assert sorted(told(any_town, SESSION_MOVED)) == ["bo", "cy"]
    again = any_town.do(planned.change, NOW, ANA, plan.id, FORM, moved.stamp)
    assert again.revision == 2
    guard = KINDS[SESSION_MOVED].guard
    news = [each for each in any_town.messages(MessageState.PENDING) if each.kind == SESSION_MOVED]
    wanted = [(each.recipient, each.occasion) for each in news if guard(any_town.memory, each, NOW) is None]
    assert sorted(wanted) == [("bo", "2"), ("cy", "2")]
    assert [guard(any_town.memory, each, START + 2 * HOUR) is None for each in news] == [False] * 4


def test_another_title_is_told_nobody_and_nothing_is_told_before_it_was_announced(town: Town) -> None:
    plan = plans(town)
    moved = town.do(planned.change, NOW, ANA, plan.id, LATER, plan.stamp)
    assert moved.revision == 1
    town.do(announcing.announce, NOW, ANA, plan.id, stamp(moved))
    says(town, plan, BO, "yes")
    town.do(planned.change, NOW, ANA, plan.id, replace(LATER, title="Families"), moved.stamp)
    assert town.owed() == [Card(INVITATION, plan.id)]


def test_that_it_is_cancelled_is_told_to_everybody_who_answered_until_its_time_is_over(town: Town) -> None:
    plan = announces(town)
    for who, said in ((BO, "yes"), (CY, "maybe")):
        says(town, plan, who, said)
    gone = town.do(planned.cancel, NOW, ADA, plan.id, "The hall is closed.")
    assert sorted(told(town, CALLED_OFF)) == ["bo", "cy"]
    guard = KINDS[CALLED_OFF].guard
    news = [each for each in town.messages(MessageState.PENDING) if each.kind == CALLED_OFF]
    assert [guard(town.memory, each, NOW) for each in news] == [None, None]
    assert all(guard(town.memory, each, gone.ends_at) for each in news)


def test_changes_come_outside_the_budget_at_any_hour_but_not_to_who_said_stop(town: Town) -> None:
    assert {KINDS[kind].cause for kind in (SESSION_MOVED, CALLED_OFF)} == {Cause.CHANGE}
    plan = announces(town)
    for who in (BO, CY):
        says(town, plan, who, "yes")
        town.do(people.meet, who)
    town.do(people.remind, CY, wanted=False)
    town.do(reminders.choose, NOW, BO, reminders.Wish("light", "2026-10-28"))
    night = datetime(2026, 10, 25, 3, tzinfo=UTC)  # a Sunday
    town.do(planned.change, night, ANA, plan.id, LATER, plan.stamp)
    claimed = {(each.kind, each.recipient) for each in town.do(outbox.claim_to_send, night, 9)}
    assert claimed == {(INVITATION, ""), (SESSION_MOVED, "bo")}


def reminded(town: Town, now: datetime) -> list[str]:
    """Who gets a reminder when it is this late."""
    town.passes(now)
    owed = [each for each in town.messages(MessageState.PENDING) if each.kind == SESSION_REMINDER]
    against = KINDS[SESSION_REMINDER].guard
    return sorted(each.recipient for each in owed if against(town.memory, each, now) is None)


def test_who_comes_or_may_come_is_reminded_a_day_and_ten_minutes_before_at_whatever_hour(
    any_town: Town,
) -> None:
    plan = announces(any_town, replace(FORM, day="2026-10-31", hour="23:00"))  # a Saturday, at night
    for who, said in ((BO, "yes"), (CY, "maybe"), (DEE, "no")):
        says(any_town, plan, who, said)
    start = plan.starts_at
    assert any_town.passes(start - DAY - MINUTE) == []
    assert reminded(any_town, start - DAY) == ["bo", "cy"]
    says(any_town, plan, CY, "no", start - HOUR)
    assert any_town.passes(start - 11 * MINUTE) == []
    assert reminded(any_town, start - 10 * MINUTE) == ["bo"]
    assert any_town.passes(start) == []


def test_a_reminder_that_is_late_is_the_last_one_and_none_comes_once_it_has_begun(town: Town) -> None:
    plan = announces(town)
    says(town, plan, BO, "yes")
    assert town.passes(START - 5 * MINUTE) == ["time of a planned session"]
    [waits] = [each for each in town.messages(MessageState.PENDING) if each.kind == SESSION_REMINDER]
    content = KINDS[SESSION_REMINDER].content
    assert content(town.memory, waits).is_soon
    guard = KINDS[SESSION_REMINDER].guard
    assert guard(town.memory, waits, START - MINUTE) is None
    assert guard(town.memory, waits, START)
    town.passes(START + HOUR)
    assert told(town, SESSION_REMINDER) == ["bo"]


def test_both_reminders_begin_with_the_day_and_the_hour(town: Town) -> None:
    plan = announces(town)
    says(town, plan, BO, "yes")
    town.passes(START - DAY)
    [waits] = [each for each in town.messages(MessageState.PENDING) if each.kind == SESSION_REMINDER]
    told = KINDS[SESSION_REMINDER].content(town.memory, waits)
    assert not told.is_soon
    when = moment(SAY, plan.starts_at)
    first = [reminder(SAY, each, {}).text.splitlines()[0] for each in (told, replace(told, is_soon=True))]
    assert first == [
        f"Reminder: a session begins {when}. It takes 110 minutes.",
        f"Reminder: a session begins in ten minutes or less, {when}. It takes 110 minutes.",
    ]


def test_a_session_that_moved_is_reminded_of_at_its_new_time_and_a_cancelled_one_never(town: Town) -> None:
    plan = announces(town)
    says(town, plan, BO, "yes")
    assert reminded(town, START - DAY) == ["bo"]
    later = replace(FORM, day="2026-11-05")
    moved = town.do(planned.change, START - HOUR, ANA, plan.id, later, plan.stamp)
    assert moved.wake_at == moved.starts_at - DAY
    assert reminded(town, moved.starts_at - DAY) == ["bo"]
    town.do(planned.cancel, moved.starts_at - HOUR, ANA, plan.id, "Nobody can come")
    assert reminded(town, moved.starts_at - 10 * MINUTE) == []


def test_a_card_that_its_channel_does_not_take_is_told_to_who_planned_it(town: Town) -> None:
    plan = announces(town, replace(FORM, helpers=["dee"]))
    town.do(stuck.tell, NOW, HALL, "is_archived")
    assert sorted(told(town, STUCK)) == ["ana", "dee"]
    town.do(planned.cancel, NOW, ANA, plan.id, "Nobody can come")
    [invitation] = [each for each in town.messages(MessageState.PENDING) if each.kind == INVITATION]
    assert KINDS[INVITATION].guard(town.memory, invitation, NOW)


def test_ground_rules_can_be_read_also_once_it_has_begun(town: Town) -> None:
    plan = announces(town)
    town.do(sessions.start, START + MINUTE, ANA, HALL, "")
    assert town.do(announcing.rules_of, Actor("eve", here=HALL), plan.id).ground_rules == plan.ground_rules
