"""The end of a session is undone for ten minutes by whoever leads, but never a poll; then it is sealed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coproduction.messages import Card, MessageState
from coproduction.polls import POLL_CARD
from coproduction.reopening import TOO_LATE
from coproduction.running import LEFT_AFTER
from coproduction.service import (
    answers,
    checkins,
    now,
    openings,
    people,
    polls,
    reopening,
    running,
    sealing,
    sessions,
)
from coproduction.service.kinds import KINDS
from coproduction.service.partings import PARTING, Parting
from coproduction.sessions import ENDED_BY_ITSELF, FORGOTTEN_AFTER, SESSION_CARD, SUMMARY, Session
from coproduction.undoing import WAY_BACK
from handlers.blocks import partings
from storage import secrets
from tests.coproduction.service.test_running import END, START, begins
from tests.coproduction.town import ADA, ANA, BO, CY, HALL, NOW, ONLY_FACILITATORS, Town, form
from tests.speaking import SAY

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
ASKED = polls.PollForm("When?", ["Morning", "Evening"], "form:1")


def ends(town: Town) -> Session:
    """A session with Bo in it and an open poll has just ended."""
    session = town.start()
    town.arrive(session, BO)
    town.do(polls.open_poll, NOW, ANA, HALL, ASKED)
    town.do(sessions.end, NOW, ANA, HALL)
    return session


def told(town: Town, kind: str) -> list[Parting]:
    """What each card or message of this kind shows now, the oldest first."""
    messages = (each for each in town.messages() if each.kind == kind)
    shown = [KINDS[kind].content(town.memory, each) for each in messages]
    return [each.parting if kind == SUMMARY else each for each in shown]


def test_two_who_lead_undo_at_once_and_the_session_goes_on_once(town: Town) -> None:
    session = ends(town)
    first = town.effects(reopening.undo, NOW + MINUTE, ANA, session.id)
    again = town.do(reopening.undo_here, NOW + MINUTE, ADA, HALL)
    assert (again.session, again.is_new) == (session, False)
    assert town.memory.sessions.live_in(HALL) == session
    assert {Card(SESSION_CARD, session.id), Card(SUMMARY, session.id), Card(PARTING, session.id, BO.id)} == {
        *first.cards
    }
    assert first.wrong == {Card(SUMMARY, session.id)}  # the room reads it, so it is drawn first
    assert [each.is_on for each in (*told(town, SUMMARY), *told(town, PARTING))] == [True, True]
    guard = KINDS[SUMMARY].guard
    assert all(guard(town.memory, each, NOW) for each in town.messages() if each.kind in {SUMMARY, PARTING})


def test_its_polls_stay_closed_and_people_check_in_again(any_town: Town) -> None:
    session = ends(any_town)
    any_town.do(reopening.undo, NOW + MINUTE, ANA, session.id)
    [poll] = [each for each in any_town.memory.polls.of_session(session.id) if each.question == "When?"]
    assert not poll.is_open
    any_town.arrive(session, CY)
    spoke = any_town.do(checkins.speak_unnamed, ADA, session.id, form(named=False))
    any_town.do(checkins.arrive, ADA, session.id, form(named=False), spoke)
    assert any_town.memory.sessions.attendees(session.id) == ["ada", "bo", "cy"]


def test_an_idea_that_came_after_its_end_is_its_own_when_the_session_goes_on(town: Town) -> None:
    town.start()
    town.do(sessions.end, NOW, ANA, HALL)
    before = town.idea("Before it", "form:0")
    session = town.start(NOW + 60 * MINUTE, title="Next time")
    during = town.idea("During it", "form:1")
    town.do(sessions.end, NOW + 61 * MINUTE, ANA, HALL)
    late = town.idea("From a form that was open", "form:2")
    assert (before.session, during.session, late.session) == (None, session.id, None)
    town.do(reopening.undo, NOW + 62 * MINUTE, ANA, session.id)
    of_sessions = [each.session for each in town.memory.ideas.of(HALL)]
    assert of_sessions == [None, session.id, session.id]


def test_ended_again_it_is_summed_up_anew_and_what_was_answered_is_kept(any_town: Town) -> None:
    session = ends(any_town)
    [closing] = any_town.memory.polls.open_in(HALL)
    any_town.do(polls.vote, BO, closing.id, "0")
    any_town.do(reopening.undo, NOW + MINUTE, ANA, session.id)
    any_town.arrive(session, CY)
    any_town.do(sessions.end, NOW + 2 * MINUTE, ANA, HALL)
    assert any_town.memory.polls.open_in(HALL) == [closing]
    assert any_town.memory.polls.ballots(closing.id) == {"bo": "0"}
    assert [each.is_anew for each in told(any_town, SUMMARY)] == [True, False]
    assert [(each.is_on, each.is_anew) for each in told(any_town, PARTING)] == [
        *((False, True), (False, False), (False, False)),
    ]
    end = any_town.memory.endings.get(session.id)
    assert end
    assert end.seals_at == NOW + 2 * MINUTE + WAY_BACK


def test_the_private_message_of_a_second_end_says_what_its_reader_has_answered(any_town: Town) -> None:
    session = ends(any_town)
    [closing] = any_town.memory.polls.open_in(HALL)
    any_town.do(answers.vote_at_the_end, BO, closing.id, "0")
    any_town.do(reopening.undo, NOW + MINUTE, ANA, session.id)
    any_town.arrive(session, CY)
    any_town.do(sessions.end, NOW + 2 * MINUTE, ANA, HALL)
    said = "You have answered this already: “{}”. It counts. You can change it."

    def shown(part: int) -> dict[str, str]:
        messages = [each for each in any_town.memory.messages.about(PARTING, session.id) if each.part == part]
        read = ((each.recipient, KINDS[PARTING].content(any_town.memory, each)) for each in messages)
        return {who: partings.parting(SAY, content, {}).text for who, content in read}

    assert {who: said.format("Yes") in text for who, text in shown(1).items()} == {"bo": True, "cy": False}
    assert not any("answered this already" in text for text in shown(0).values())

    effects = any_town.effects(answers.vote_at_the_end, BO, closing.id, "2")
    assert Card(PARTING, session.id, "bo", 1) in effects.cards
    assert said.format("No") in shown(1)["bo"]

    any_town.do(people.remind, CY, wanted=False)
    unasked = "until you share it. You stopped reminders, so I will not ask you about it."
    later = "until you share it. I ask you later how it went."
    assert (unasked in shown(1)["cy"], later in shown(1)["cy"]) == (True, False)
    assert (unasked in shown(1)["bo"], later in shown(1)["bo"]) == (False, True)
    assert shown(1)["bo"].splitlines()[:2] == ["Before you go", f"“{session.title}”"]


def test_after_ten_minutes_there_is_no_way_back_even_before_it_is_sealed(town: Town) -> None:
    session = ends(town)
    assert reopening.can_be_undone(town.memory, NOW + WAY_BACK - SECOND, session)
    no = (SAY(TOO_LATE), None)
    assert town.refusal(reopening.undo, NOW + WAY_BACK, ANA, session.id) == no
    town.passes(NOW + WAY_BACK)
    assert town.refusal(reopening.undo, NOW + MINUTE, ANA, session.id) == no
    assert not reopening.can_be_undone(town.memory, NOW, session)


def test_it_is_sealed_once_whichever_process_is_quicker(any_town: Town) -> None:
    session = ends(any_town)
    spoken = any_town.memory.checkins.of(session.id)
    assert any_town.memory.checkins.pepper(session.id)
    any_town.do(sealing.seal, NOW + WAY_BACK - SECOND, session.id)  # too early is nothing
    assert any_town.memory.checkins.pepper(session.id)
    assert any_town.effects(sealing.seal, NOW + WAY_BACK, session.id).forgets
    assert any_town.memory.checkins.pepper(session.id) is None
    before = any_town.rows()
    any_town.do(sealing.seal, NOW + WAY_BACK, session.id)
    assert any_town.rows() == before
    assert any_town.memory.checkins.of(session.id) == spoken


def test_a_start_of_the_bot_in_between_keeps_the_secret_and_a_workspace_served_no_more_loses_it(
    any_town: Town,
) -> None:
    session = ends(any_town)
    assert secrets.outlived(any_town.connection, NOW + WAY_BACK) == []
    hour_later = NOW + WAY_BACK + timedelta(hours=1)
    assert secrets.outlived(any_town.connection, hour_later) == [("T1", session.id)]
    any_town.do(reopening.undo, NOW + MINUTE, ANA, session.id)
    assert any_town.memory.checkins.pepper(session.id)


def test_whoever_does_not_lead_undoes_nothing_and_nothing_is_undone_under_a_newer_session(town: Town) -> None:
    session = ends(town)
    words = ONLY_FACILITATORS.format("undo the end of a session")
    assert town.refusal(reopening.undo, NOW, BO, session.id) == (words, None)
    assert town.refusal(reopening.undo, NOW, ANA, "nothing") == (SAY(TOO_LATE), None)
    newer = town.start(NOW + MINUTE)
    assert not reopening.can_be_undone(town.memory, NOW + MINUTE, session)
    no, _ = town.refusal(reopening.undo, NOW + MINUTE, ANA, session.id)
    assert no.startswith("Another session is live in this channel now")
    assert town.memory.sessions.live_in(HALL) == newer
    assert town.refusal(reopening.undo_here, NOW + MINUTE, ANA, HALL) == (no, None)
    town.passes(NOW + WAY_BACK)
    assert town.memory.checkins.pepper(session.id) is None
    nothing, _ = town.refusal(reopening.undo_here, NOW + WAY_BACK, ANA, HALL)
    assert nothing == "No session has ended in this channel, so there is nothing to undo."


def test_its_agenda_goes_on_at_the_step_where_it_was(any_town: Town) -> None:
    session = begins(any_town)
    before = any_town.memory.running.get(session.id)
    any_town.do(sessions.end, START + MINUTE, ANA, HALL)
    any_town.do(reopening.undo, START + 2 * MINUTE, ANA, session.id)
    after = any_town.memory.running.get(session.id)
    assert before
    assert after
    same = (before.step, before.opened_at, before.ends_at, before.rings_at)
    assert (after.step, after.opened_at, after.ends_at, after.rings_at) == same
    assert after.turn > before.turn
    assert any_town.do(running.standing, session)


@pytest.mark.parametrize("planned", [True, False])
def test_one_that_closed_by_itself_goes_on_for_an_hour_and_those_who_lead_are_told_each_time(
    any_town: Town, *, planned: bool
) -> None:
    session = begins(any_town) if planned else any_town.start()
    closes = END + LEFT_AFTER if planned else NOW + FORGOTTEN_AFTER
    any_town.passes(closes)
    any_town.do(reopening.undo, closes + MINUTE, ANA, session.id)
    any_town.passes(closes + 2 * MINUTE)
    assert any_town.memory.sessions.live_in(HALL) == session
    again = closes + MINUTE + LEFT_AFTER
    any_town.passes(again - SECOND)
    assert any_town.memory.sessions.live_in(HALL) == session
    any_town.passes(again)
    assert any_town.memory.sessions.live_in(HALL) is None
    own = [each for each in any_town.messages() if each.kind == ENDED_BY_ITSELF]
    assert [(each.recipient, each.part) for each in own] == [(ANA.id, 0), (ANA.id, 1)]


def test_a_session_that_goes_on_asks_its_closing_question_of_nobody_until_it_ends_again(town: Town) -> None:
    session = ends(town)

    def asks() -> tuple[bool, bool]:
        [led], asked = town.do(now.seen, NOW, ANA, HALL), town.do(openings.seen, BO, "")
        return led.closing is not None, any(each.asked for each in asked.each)

    assert asks() == (True, True)
    town.do(reopening.undo, NOW, ANA, session.id)
    assert asks() == (False, False)
    town.do(sessions.end, NOW, ANA, HALL)
    assert asks() == (True, True)


def test_the_closing_question_is_asked_once_and_in_no_channel(town: Town) -> None:
    ends(town)
    [closing] = town.memory.polls.open_in(HALL)
    assert town.memory.messages.find(Card(POLL_CARD, closing.id)) is None
    waiting = town.messages(MessageState.PENDING)
    assert [each.recipient for each in waiting if each.kind == PARTING] == [BO.id]
