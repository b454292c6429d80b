"""Whoever was there says for seven days that a summary is wrong, and those who lead answer on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coproduction.corrections import CORRECTION, CORRECTION_ANSWERED, Wrong, frozen_at
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.service import corrections, ideawithdrawals, observing, reopening, sessions
from coproduction.service.corrections import CorrectionForm
from coproduction.service.kinds import KINDS
from coproduction.sessions import SUMMARY, Session
from coproduction.undoing import WAY_BACK
from handlers.blocks import partings
from handlers.blocks.corrections import replied, said
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    CY,
    DAY,
    DEE,
    HALL,
    MINUTE,
    NOW,
    ONLY_FACILITATORS,
    WEEK,
    Town,
)
from tests.speaking import SAY

SECOND = timedelta(seconds=1)
FROZEN = (
    "This session ended more than seven days ago, so its summary stays as it is. "
    "To have something changed all the same, please talk to the people who lead."
)
NOT_THERE = (
    "Only people who were in this session can say that. Were you there? Then please tell the people who lead."
)


def wrong(words: str = "We were 42", origin: str = "form:k", *, named: bool = False) -> CorrectionForm:
    """What somebody fills in."""
    return CorrectionForm(words, "numbers", named, origin)


def over(town: Town) -> Session:
    """A session with Bo and Cy in it that has ended."""
    town.arrive(town.start(), BO, CY)
    return town.end()


def summary(town: Town, session: Session) -> str:
    """What the newest card for all says now."""
    newest = town.memory.messages.about(SUMMARY, session.id)[-1]
    return partings.summary(SAY, KINDS[SUMMARY].content(town.memory, newest), {}).text


def test_what_is_wrong_goes_to_those_who_lead_without_a_name(any_town: Town) -> None:
    session = over(any_town)
    before = any_town.owed()
    told = any_town.do(corrections.say, NOW + DAY, BO, session.id, wrong())
    again = any_town.do(corrections.say, NOW + DAY, BO, session.id, wrong())
    assert (told, told.person, told.part) == (again, None, Wrong.NUMBERS)
    assert [each for each in any_town.owed() if each not in before] == [Card(CORRECTION, told.id, "ana")]
    assert "bo" not in "".join(any_town.rows()["correction"])
    shown = KINDS[CORRECTION].content(any_town.memory, any_town.messages()[-1])
    text = said(SAY, shown, {}).text
    assert "Somebody who was there says that the summary in <#C-HALL> is wrong" in text
    assert "We were 42" in text


def test_a_name_goes_with_it_for_whoever_wants_that(town: Town) -> None:
    session = over(town)
    told = town.do(corrections.say, NOW, BO, session.id, wrong(named=True))
    assert "<@bo> says" in said(SAY, corrections.Told(told, session), {}).text


def test_the_answer_stands_on_the_summary_and_a_second_one_is_told_of_the_first(any_town: Town) -> None:
    session = over(any_town)
    told = any_town.do(corrections.say, NOW, BO, session.id, wrong())
    effects = any_town.effects(corrections.answer, NOW, ANA, told.id, "", "It was 42.")
    assert {Card(SUMMARY, session.id), Card(CORRECTION, told.id, "ana")} == {*effects.cards}
    assert "Added later: It was 42." in summary(any_town, session)
    assert any_town.written(corrections.answer, NOW, ANA, told.id, "", "It was 42.") == {}  # sent twice
    quicker = "Somebody else has answered this. What they wrote is on the summary: “It was 42.”"
    assert any_town.refusal(corrections.answer, NOW, ADA, told.id, "", "No.") == (quicker, "answer")
    later = NOW + WAY_BACK
    any_town.do(corrections.answer, later - SECOND, ADA, told.id, "It was 42.", "It was 43.")
    assert "Added later: It was 43." in summary(any_town, session)
    stays = "This was answered more than ten minutes ago, so the answer stays as it is."
    assert any_town.refusal(corrections.answer, later, ADA, told.id, "It was 43.", "No.") == (stays, None)


def test_whoever_gave_their_name_is_told_the_answer_once_and_the_one_that_was_changed(any_town: Town) -> None:
    session = over(any_town)
    unnamed = any_town.do(corrections.say, NOW, CY, session.id, wrong(origin="form:l"))
    named = any_town.do(corrections.say, NOW, BO, session.id, wrong(named=True))
    before = any_town.owed()
    for each in (unnamed, named):
        any_town.do(corrections.answer, NOW, ANA, each.id, "", "It was 42.")
    reply = Card(CORRECTION_ANSWERED, named.id, "bo")
    assert [each for each in any_town.owed() if each not in before] == [reply]

    effects = any_town.effects(corrections.answer, NOW, ADA, named.id, "It was 42.", "It was 43.")
    assert reply in effects.cards
    message = any_town.memory.messages.find(reply)
    assert message
    told = replied(SAY, KINDS[CORRECTION_ANSWERED].content(any_town.memory, message), {}).text
    assert "You said: We were 42" in told
    assert "Added later: It was 43." in told
    assert KINDS[CORRECTION_ANSWERED].content(any_town.memory, replace(message, recipient="cy")) is None


def test_what_was_answered_for_everybody_is_not_said_to_be_for_those_who_lead_alone(town: Town) -> None:
    session = over(town)
    told = town.do(corrections.say, NOW, BO, session.id, wrong())
    alone = "Only those who lead this session read this."
    assert alone in said(SAY, corrections.Told(told, session), {}).text
    answered = town.do(corrections.answer, NOW, ANA, told.id, "", "It was 42.")
    text = said(SAY, answered, {}).text
    assert alone not in text
    assert "Only those who lead this session read what was said. The answer is for everybody." in text


def test_after_seven_days_the_summary_is_frozen_but_for_what_was_said_in_time(town: Town) -> None:
    session = over(town)
    assert frozen_at(session) == NOW + WEEK
    told = town.do(corrections.say, NOW + WEEK - SECOND, BO, session.id, wrong())
    assert town.refusal(corrections.before_saying, NOW + WEEK, BO, session.id) == (FROZEN, None)
    assert town.refusal(corrections.say, NOW + WEEK, BO, session.id, wrong(origin="late")) == (FROZEN, None)
    town.do(corrections.answer, NOW + WEEK + DAY, ANA, told.id, "", "Sorry: 42.")
    assert "Added later: Sorry: 42." in summary(town, session)


def test_an_idea_that_is_taken_back_goes_from_the_summary_also_when_it_is_frozen(town: Town) -> None:
    town.arrive(town.start(), BO)
    idea = town.idea()
    session = town.end()
    assert idea.text in summary(town, session)
    effects = town.effects(ideawithdrawals.withdraw, NOW + 2 * WEEK, BO, idea.id)
    assert Card(SUMMARY, session.id) in effects.cards
    assert idea.text not in summary(town, session)


def test_whoever_looked_on_may_say_it_and_nobody_else(town: Town) -> None:
    session = town.start()
    town.arrive(session, CY)
    town.do(observing.mark, ANA, CY.id, looks_on=True)
    town.end()
    assert town.refusal(corrections.say, NOW, DEE, session.id, wrong()) == (NOT_THERE, None)
    town.do(corrections.say, NOW, CY, session.id, wrong())


@pytest.mark.parametrize(
    ("words", "part", "field"),
    [("", "ideas", "words"), ("x" * 1001, "", "words"), ("No", "nonsense", "part")],
)
def test_what_cannot_be_kept_is_refused_at_its_field(town: Town, words: str, part: str, field: str) -> None:
    session = over(town)
    form = CorrectionForm(words, part, named=False, origin="form:k")
    assert town.refusal(corrections.say, NOW, BO, session.id, form)[1] == field
    told = town.do(corrections.say, NOW, BO, session.id, wrong())
    assert town.refusal(corrections.answer, NOW, ANA, told.id, "", " ")[1] == "answer"


def test_of_a_session_that_goes_on_or_was_cancelled_there_is_no_summary(town: Town) -> None:
    town.arrive(town.start(), BO)
    live = town.do(sessions.end, NOW, ANA, HALL)
    town.do(reopening.undo, NOW + MINUTE, ANA, live.id)
    goes_on = "This session goes on, so it has no summary yet. Please say it in the session."
    assert town.refusal(corrections.say, NOW, BO, live.id, wrong()) == (goes_on, None)
    town.do(sessions.cancel, NOW + MINUTE, ANA, live.id)
    gone = "This session was cancelled, so it has no summary."
    assert town.refusal(corrections.say, NOW, BO, live.id, wrong()) == (gone, None)


def test_only_those_who_lead_answer(town: Town) -> None:
    session = over(town)
    told = town.do(corrections.say, NOW, BO, session.id, wrong())
    no = (ONLY_FACILITATORS.format("answer what people say of a summary"), None)
    for who in (BO, Actor("nobody")):
        assert town.refusal(corrections.before_answering, who, told.id) == no
        assert town.refusal(corrections.answer, NOW, who, told.id, "", "Yes") == no
