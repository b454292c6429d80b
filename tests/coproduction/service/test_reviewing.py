"""A session looks back on what was promised and thought of before it, and shows nothing that is private."""

from __future__ import annotations

from dataclasses import replace

from coproduction.agendatemplates import FOLLOW_UP
from coproduction.followups import Reply
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.running import STEP_CARD
from coproduction.service import (
    idealists,
    ideas,
    ideawithdrawals,
    planned,
    pledges,
    sessions,
    sharing,
    stepping,
)
from coproduction.service.kinds import kind_of
from coproduction.service.reviewing import Review
from coproduction.service.sessioncards import SessionCard
from coproduction.service.stepcards import StepShown
from coproduction.sessions import SESSION_CARD, Session
from handlers.blocks.running import card
from tests.coproduction.service.test_running import FORM, START, TYPED
from tests.coproduction.town import ANA, BO, CY, DEE, HALL, NOW, Town, draft, promise
from tests.speaking import SAY

SIX = [Actor(f"p{number}") for number in range(6)]


def meets_again(town: Town) -> Session:
    """A week after the first session Ana starts a second one, by the agenda of a follow-up."""
    again = replace(FORM, template=FOLLOW_UP)
    town.do(planned.plan, NOW, ANA, HALL, again, "form:again", "en")
    return town.do(sessions.start, START, ANA, HALL, "")


def looked_back(town: Town, session: Session) -> Review:
    """What it looks back on now."""
    review = opened(town, session).review
    assert review
    return review


def opened(town: Town, session: Session) -> StepShown:
    """What the newest card of a step shows now."""
    newest = max(town.memory.messages.about(STEP_CARD, session.id), key=lambda each: each.part)
    shown: StepShown = kind_of(STEP_CARD).content(town.memory, newest)
    return shown


def test_it_opens_with_what_people_share_and_the_ideas_that_wait(any_town: Town) -> None:
    first = any_town.start()
    any_town.arrive(first, BO, CY, *SIX)
    idea, gone = any_town.idea(), any_town.idea("A lift for all", "form:2")
    any_town.do(ideawithdrawals.withdraw, NOW, BO, gone.id)
    open_, done = any_town.pledge(BO), any_town.pledge(CY, origin="form:3")
    for pledge, who in ((open_, BO), (done, CY)):
        any_town.do(sharing.share, NOW, who, pledge.id)
    any_town.do(pledges.answer, CY, done.id, Reply.DONE)
    for number, each in enumerate(SIX):
        any_town.pledge(each, origin=f"form:{number + 10}")
    any_town.end()
    second = meets_again(any_town)
    any_town.do(pledges.make, START, DEE, HALL, promise(origin="form:new"))
    shared = any_town.memory.pledges.get(open_.id)
    assert shared
    assert looked_back(any_town, second) == Review(
        (shared,), 1, 5, any_town.memory.sessions.get(first.id), (idea,)
    )
    said = card(SAY, opened(any_town, second), {}).text
    for words in ("<@bo> shares a pledge", "“Call the school”", "1. A buddy for every new parent"):
        assert words in said
    assert said.count("“Call the school”") == 1
    assert "At least 5 pledges are private" in said


def test_what_is_made_private_while_it_stands_there_goes_from_the_card(town: Town) -> None:
    town.arrive(town.start(), BO)
    pledge, idea = town.pledge(), town.idea()
    town.do(sharing.share, NOW, BO, pledge.id)
    town.end()
    second = meets_again(town)
    shows = Card(STEP_CARD, second.id, part=1, occasion="1")
    assert shows in town.effects(sharing.keep_private, BO, pledge.id).cards
    assert shows in town.effects(ideawithdrawals.withdraw, START, BO, idea.id).cards
    assert shows in town.effects(sharing.share, START, BO, pledge.id).cards
    assert shows in town.effects(pledges.withdraw, START, BO, pledge.id).cards
    assert (looked_back(town, second).promised, looked_back(town, second).ideas) == ((), ())
    assert "Nobody has shared a pledge" in card(SAY, opened(town, second), {}).text
    town.do(stepping.go_on, START, ANA, TYPED)
    assert shows not in town.effects(pledges.resume, START, BO, pledge.id).cards
    assert opened(town, second).review is None


def test_few_private_pledges_are_not_counted(town: Town) -> None:
    town.arrive(town.start(), *SIX)
    for number, who in enumerate([*SIX[:4], SIX[0], SIX[1]]):
        town.pledge(who, origin=f"form:{number}")
    town.end()
    assert looked_back(town, meets_again(town)).private == 0


def test_what_was_written_between_two_sessions_is_shown_at_the_next_opening(any_town: Town) -> None:
    any_town.arrive(any_town.start(), BO, CY)
    any_town.idea("In the first session")
    any_town.end()
    early = [any_town.idea(f"Between {n}", f"form:b{n}") for n in range(4)]
    any_town.do(ideawithdrawals.withdraw, NOW, BO, early[3].id)
    assert [idea for idea, _ in any_town.do(idealists.since_last, CY, HALL)] == early[:3]
    second = meets_again(any_town)
    inside = any_town.do(ideas.write, START, CY, HALL, draft("In the second session", "form:c")).idea
    assert looked_back(any_town, second).between == tuple(early[:3])
    assert "Written since last time" in card(SAY, opened(any_town, second), {}).text
    assert session_card(any_town, second).between == tuple(early[:3])
    shows = Card(SESSION_CARD, second.id)
    assert shows in any_town.effects(ideawithdrawals.withdraw, START, BO, early[0].id).cards
    assert shows not in any_town.effects(ideawithdrawals.withdraw, START, CY, inside.id).cards
    any_town.do(ideas.write, START, CY, HALL, draft("Again in the second", "form:d"))
    any_town.do(sessions.end, START, ANA, HALL)
    ended = any_town.memory.sessions.get(second.id)
    assert ended
    assert session_card(any_town, ended).between == ()
    assert any_town.do(idealists.since_last, CY, HALL) == []


def session_card(town: Town, session: Session) -> SessionCard:
    """What the card of a session shows now."""
    message = town.memory.messages.about(SESSION_CARD, session.id)[0]
    found: SessionCard = kind_of(SESSION_CARD).content(town.memory, message)
    return found
