"""The look across workspaces: it names those in which something is due, from the very moment on it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from coproduction.agendas import StepForm, added
from coproduction.agendatemplates import SHORT
from coproduction.breakouts import ASKED_AFTER, ROLL_CALL
from coproduction.champions import FIELDS, SILENT_AFTER, InvitationState
from coproduction.consents import LAPSES_AFTER
from coproduction.drafts import KEPT_FOR, filled
from coproduction.due import Due
from coproduction.followups import PLEDGE
from coproduction.ideas import Idea, IdeaKind
from coproduction.machine import LEASE, MOVING, QUIET
from coproduction.messages import Message, MessageState, not_sent, unclear
from coproduction.notes import KEPT_UNPLACED, Note, Told
from coproduction.planforms import PlanForm
from coproduction.planned import A_DAY
from coproduction.pollends import CLOSING_ASKED_FOR
from coproduction.polls import Invited
from coproduction.progress import STALLED
from coproduction.running import LEFT_AFTER
from coproduction.service import (
    advance,
    announcing,
    bodies,
    champions,
    closing,
    consents,
    deciding,
    drafts,
    holding,
    ideas,
    notes,
    outbox,
    planned,
    polls,
    sessions,
    stakeholders,
    takingpart,
    ties,
    yousaid,
)
from coproduction.service.bodies import BodyForm
from coproduction.service.deciding import Recorded
from coproduction.sessions import FORGOTTEN_AFTER, SESSION_CARD
from coproduction.stakeholders import StakeholderForm
from coproduction.steps import TALK
from coproduction.ties import ALIVE_AFTER
from coproduction.undoing import WAY_BACK
from storage import across
from tests.coproduction.town import ANA, BO, CY, HALL, HOUR, MINUTE, NOW, WEEK, Town, draft

MOMENT = timedelta(microseconds=1)
AFTER_ALL = NOW + 30 * WEEK
Case = Callable[[Town], datetime]  # prepares a town, and says when the one thing in it becomes due


def quiet(town: Town) -> None:
    """Everything that was owed has arrived."""
    for message in town.messages(MessageState.PENDING):
        assert town.memory.messages.move_on(replace(message, state=MessageState.SENT), message.state)


def question(town: Town) -> datetime:
    town.arrive(town.start(), BO, CY)
    town.going(minutes="10")
    quiet(town)
    return NOW + ASKED_AFTER


def roll_call(town: Town) -> datetime:
    town.passes(question(town))
    return NOW + ROLL_CALL


def end_of_a_round(town: Town) -> datetime:
    town.passes(roll_call(town))
    return NOW + 10 * MINUTE


def forgotten_session(town: Town) -> datetime:
    town.start()
    return NOW + FORGOTTEN_AFTER


def time_of_a_step(town: Town) -> datetime:
    """Of a step of two minutes, of which nobody is warned."""
    form = PlanForm("New parents", "2026-10-22", "18:40", minutes="300")
    plan = town.do(planned.plan, NOW, ANA, HALL, form, "form:9", "en")
    step = StepForm(TALK, "2")
    town.do(planned.arrange, NOW, ANA, plan.id, lambda agenda: added(agenda, "1", step))
    town.do(sessions.start, NOW, ANA, HALL, "")
    return NOW + 2 * MINUTE


def session_left_running(town: Town) -> datetime:
    form = PlanForm("New parents", "2026-10-22", "18:40", minutes="10")
    plan = town.do(planned.plan, NOW, ANA, HALL, form, "form:9", "en")
    town.do(sessions.start, NOW, ANA, HALL, "")
    return plan.ends_at + LEFT_AFTER


def follow_up(town: Town) -> datetime:
    town.start()
    town.pledge()
    town.end(NOW + HOUR)
    return min(each.due_at for each in town.memory.follow_ups.of_channel(HALL))


def timed_poll(town: Town) -> datetime:
    town.start()
    poll = town.do(polls.open_poll, NOW, ANA, HALL, replace(ASKED, minutes=2))
    town.memory.polls.revise(replace(poll, remind_at=None))  # people were reminded
    return NOW + 2 * MINUTE


def reminder(town: Town) -> datetime:
    town.start()
    town.do(polls.open_poll, NOW, ANA, HALL, replace(ASKED, minutes=60))
    return NOW + 45 * MINUTE


def answered_poll(town: Town) -> datetime:
    town.arrive(town.start(), BO)
    form = replace(ASKED, closes_when_all=True, invited=Invited.CHECKED_IN)
    poll = town.do(polls.open_poll, NOW, ANA, HALL, form)
    town.do(polls.vote, BO, poll.id, "0")
    return NOW


def unanswered(town: Town) -> datetime:
    town.start()
    town.do(consents.ask, NOW, BO, "cy", HALL, draft())
    town.end(NOW + HOUR)
    town.do(consents.ask, NOW + HOUR, BO, "cy", HALL, draft())
    return NOW + HOUR + LAPSES_AFTER


def forgotten_draft(town: Town) -> datetime:
    town.start()
    town.end()
    words = {"words": "When to meet?"}
    town.do(drafts.keep, NOW, ANA, HALL, lambda composed: filled(composed, "1", words))
    return NOW + KEPT_FOR


def planned_reminder(town: Town) -> datetime:
    form = PlanForm("New parents", "2026-10-29", "18:30", template=SHORT)
    plan = town.do(planned.plan, NOW, ANA, HALL, form, "form:1", "en")
    town.do(announcing.announce, NOW, ANA, plan.id, announcing.stamp(plan))
    quiet(town)
    return plan.starts_at - A_DAY


def needs(town: Town) -> datetime:
    at = planned_reminder(town) + A_DAY
    [plan] = town.memory.planned.waiting(NOW)
    town.do(announcing.answer, NOW, BO, plan.id, "yes")
    town.do(takingpart.tell, NOW, BO, plan.id, ["captions"], None, None)
    town.do(sessions.start, at, ANA, HALL, "")
    town.end(at)
    quiet(town)
    return plan.ends_at + WEEK * 2


def line_to_ask(town: Town) -> datetime:
    """A head of a library is to be asked."""
    town.start()
    form = StakeholderForm("Head of the library", "schools", "to_ask")
    line = town.do(stakeholders.add, NOW, ANA, HALL, "form:1", form)
    town.end(NOW)
    quiet(town)
    return line.forget_at


def unanswered_invitation(town: Town) -> datetime:
    """Cy is invited."""
    town.start()
    words = dict.fromkeys(FIELDS, "Soup")
    kept = town.do(champions.keep, NOW, ANA, HALL, "form:1", words, "cy").invitation
    assert kept
    town.end(NOW)
    quiet(town)
    return kept.asked_at + SILENT_AFTER


def invitation(town: Town) -> datetime:
    """The same, and Cy has answered."""
    town.start()
    words = dict.fromkeys(FIELDS, "Soup")
    kept = town.do(champions.keep, NOW, ANA, HALL, "form:1", words, "cy").invitation
    assert kept
    town.do(champions.answer, NOW, CY, kept.id, InvitationState.NOT_NOW)
    town.end(NOW)
    quiet(town)
    return kept.forget_at


def weekly_summary(town: Town) -> datetime:
    town.start()
    town.end(NOW + HOUR)
    [wanted] = town.memory.digests.of(ANA.id)
    assert wanted.next_at
    return wanted.next_at


def words_about_nothing_known(town: Town) -> datetime:
    town.start()
    asked = town.memory.follow_ups.of(PLEDGE, town.pledge(by="2026-11-30").id)[0]
    town.do(notes.keep, asked, Note("message:1", asked.id, BO.id, Told.UNPLACED, "They came", NOW))
    town.end(NOW + HOUR)
    return NOW + KEPT_UNPLACED


def way_back(town: Town) -> datetime:
    town.start()
    town.do(sessions.end, NOW, ANA, HALL)
    return NOW + WAY_BACK


def _sent(town: Town) -> Idea:
    town.arrive(town.start(), BO, CY)
    form = BodyForm("Board", "what clinics spend", "vote", "form:board", owner="cy")
    body = town.do(bodies.name, NOW, ANA, HALL, form)
    idea = town.idea()
    town.do(deciding.send, NOW, ANA, idea.id, body.id)
    return idea


def body_is_asked(town: Town) -> datetime:
    """Cy answers for the board, on Monday."""
    _sent(town)
    town.end(NOW + HOUR)
    quiet(town)
    return datetime(2026, 10, 26, 10, tzinfo=UTC)


def day_has_come(town: Town) -> datetime:
    """An idea is in somebody's hands, and nothing moves."""
    town.arrive(town.start(), BO, CY)
    town.do(holding.own, NOW, ANA, town.idea().id, "cy")
    town.end(NOW + HOUR)
    for month in town.do(yousaid.due, NOW + STALLED):
        town.do(yousaid.draft, NOW + STALLED, month)
    quiet(town)
    return NOW + STALLED


def month_is_over(town: Town) -> datetime:
    """An idea was answered in October."""
    town.arrive(town.start(), BO, CY)
    town.do(deciding.record, NOW, ANA, town.idea().id, "yes", Recorded(""))
    town.end(NOW + HOUR)
    quiet(town)
    return datetime(2026, 11, 2, 10, tzinfo=UTC)


def tie_is_old(town: Town) -> datetime:
    """Cy works on it with Bo."""
    town.arrive(town.start(), BO, CY)
    draft = ideas.IdeaDraft("Reading hours with the library", IdeaKind.COLLABORATION, "form:c")
    idea = town.do(ideas.write, NOW, BO, HALL, draft).idea
    town.do(ties.ask, NOW, BO, idea.id, ["cy"])
    town.do(ties.reply, NOW, CY, idea.id, agrees=True)
    town.end(NOW + HOUR)
    quiet(town)
    return NOW + ALIVE_AFTER


STEPS: dict[str, Case] = {
    "question to the silent": question,
    "roll call": roll_call,
    "end of a round": end_of_a_round,
    "time of a step": time_of_a_step,
    "end of a forgotten session": forgotten_session,
    "way back from an end": way_back,
    "end of a poll": timed_poll,
    "poll that all have answered": answered_poll,
    "reminder of a poll": reminder,
    "time of a planned session": planned_reminder,
    "question without an answer": unanswered,
    "words of which nobody said what they are about": words_about_nothing_known,
    "follow-up": follow_up,
    "weekly summary": weekly_summary,
    "what a body is asked": body_is_asked,
    "idea whose day has come": day_has_come,
    "what became of ideas in a month": month_is_over,
    "tie after twelve weeks": tie_is_old,
    "end of what would help": needs,
    "end of a line of people to ask": line_to_ask,
    "invitation without an answer": unanswered_invitation,
    "end of an invitation": invitation,
    "forgotten draft": forgotten_draft,
}


AT_ONCE = {"poll that all have answered"}  # what waits for people, and not for a moment
ASKED = polls.PollForm("When?", ["Today", "Soon"], "form:1")


def owes(town: Town, due_at: datetime = NOW) -> None:
    """A message is owed from this moment on."""
    town.memory.messages.add(Message("m1", SESSION_CARD, "s1", due_at, due_at, HALL))


def waiting(town: Town) -> datetime:
    owes(town, NOW + MINUTE)
    return NOW + MINUTE


def again(town: Town) -> datetime:
    owes(town)
    [message] = town.do(outbox.claim_to_send, NOW, 9)
    town.do(outbox.settle, NOW, message, not_sent("ratelimited", 1, HOUR))
    return NOW + HOUR


def unclear_whether_sent(town: Town) -> datetime:
    owes(town)
    [message] = town.do(outbox.claim_to_send, NOW, 9)
    town.do(outbox.settle, NOW, message, unclear("timeout"))
    return NOW + QUIET


def claimed_by_the_dead(town: Town) -> datetime:
    owes(town)
    assert town.do(outbox.claim_to_send, NOW, 9)
    return NOW + LEASE + MOMENT


def looked_for_by_the_dead(town: Town) -> datetime:
    began = unclear_whether_sent(town)
    assert town.do(outbox.claim_to_look, began, 9)
    return began + LEASE + MOMENT


MESSAGES: tuple[Case, ...] = (
    waiting,
    again,
    unclear_whether_sent,
    claimed_by_the_dead,
    looked_for_by_the_dead,
)


def due(town: Town, at: datetime, *workspaces: str) -> set[str]:
    """Where anything is due at this moment, of these workspaces or of both."""
    return set(across.due(town.connection, at, workspaces or ("T1", "T2")))


def steps_inside(town: Town, at: datetime) -> list[str]:
    """The steps that are due here, each asked by itself."""
    return [step.name for step in advance.STEPS for _ in step.due(town.memory, at)]


def is_due_inside(town: Town, at: datetime) -> bool:
    """What the workspace says itself."""
    return bool(steps_inside(town, at)) or outbox.is_anything_due(town.memory, at)


@pytest.mark.parametrize("step", advance.STEPS, ids=lambda step: step.name)
def test_it_names_a_workspace_from_the_moment_on_at_which_a_step_is_due(
    each_town: Town, step: advance.Step
) -> None:
    assert step.name in STEPS, "a new step needs a case here, and perhaps a look in storage.across"
    moment = STEPS[step.name](each_town)
    quiet(each_town)
    if step.name != "weekly summary":  # which everybody gets who has led a session
        each_town.memory.digests.drop(ANA.id)
    if moment > NOW + CLOSING_ASKED_FOR:  # by then the closing question of a session is over, too
        each_town.do(closing.close_left_open, HALL)
    assert [found.name for found, _ in advance.due(each_town.memory, moment)] == [step.name]
    before = {"T1"} if step.name in AT_ONCE else set()
    assert (due(each_town, moment - MOMENT), due(each_town, moment)) == (before, {"T1"})


def test_every_case_is_a_step_and_every_kind_of_what_time_brings_has_one() -> None:
    assert list(STEPS) == [step.name for step in advance.STEPS] == list(Due)


@pytest.mark.parametrize("case", MESSAGES)
def test_it_names_a_workspace_from_the_moment_on_at_which_a_message_is_due(
    each_town: Town, case: Case
) -> None:
    moment = case(each_town)
    assert (due(each_town, moment - MOMENT), due(each_town, moment)) == (set(), {"T1"})


@pytest.mark.parametrize("case", [*STEPS.values(), session_left_running, *MESSAGES])
def test_it_agrees_with_what_each_workspace_says_itself(each_town: Town, case: Case) -> None:
    moment = case(each_town)
    for at in (NOW - MOMENT, NOW, moment - MOMENT, moment, moment + MOMENT, AFTER_ALL):
        assert ("T1" in due(each_town, at)) == is_due_inside(each_town, at)
        assert [step.name for step, _ in advance.due(each_town.memory, at)] == steps_inside(each_town, at)


def test_it_names_only_those_in_which_something_is_due_and_which_were_asked_about(each_town: Town) -> None:
    other = Town(each_town.connection, "T2")
    other.found()
    owes(each_town, NOW + HOUR)
    owes(other, NOW)

    assert due(each_town, NOW) == {"T2"}
    assert due(each_town, NOW + HOUR) == {"T1", "T2"}
    assert due(each_town, NOW + HOUR, "T1") == {"T1"}
    assert due(each_town, NOW + HOUR, "T3") == set()


def test_what_came_to_its_end_is_due_nowhere(each_town: Town) -> None:
    for number, state in enumerate(sorted(set(MessageState) - MOVING)):
        ended = Message(f"m{number}", SESSION_CARD, f"s{number}", NOW, NOW, HALL, state=state)
        each_town.memory.messages.add(replace(ended, lease="dead", lease_until=NOW))
    follow_up(each_town)
    each_town.passes(AFTER_ALL)
    quiet(each_town)
    assert due(each_town, AFTER_ALL) == set()


# How it looks


@contextmanager
def overheard(connection: sa.Connection) -> Iterator[list[tuple[str, Any]]]:
    """The statements that are run inside, with their values."""
    heard: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        heard.append((statement, values))

    sa.event.listen(connection, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        sa.event.remove(connection, "before_cursor_execute", hear)


def plan(town: Town, ask: str) -> list[str]:
    """How the database would find what is due."""
    with overheard(town.connection) as heard:
        due(town, NOW)
    [(statement, values)] = heard
    rows = town.connection.exec_driver_sql(f"{ask} {statement}", values)
    return [str(row[-1]).strip() for row in rows]


INDEXES = (
    "ix_message_workspace_state_next_at",
    "ix_follow_up_workspace_state_due_at",
    "uq_breakout_round_workspace_session",
    "uq_session_workspace_channel",
)


def test_on_sqlite_no_table_is_walked_through(town: Town) -> None:
    tables = [line for line in plan(town, "EXPLAIN QUERY PLAN") if line.startswith(("SCAN", "SEARCH"))]

    assert [line for line in tables if line.startswith("SCAN")] == []
    assert {index for index in INDEXES for line in tables if f"INDEX {index} (workspace=?" in line} == set(
        INDEXES
    )
