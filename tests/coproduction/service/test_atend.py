"""The figures of a session that has ended are those of its end; who takes something back changes them."""

from __future__ import annotations

from dataclasses import asdict

from coproduction.messages import Card
from coproduction.people import Actor, Perspective
from coproduction.reports.figures import Figures
from coproduction.reports.releasing import everything
from coproduction.service import checkins, ideasupport, observing, people, reopening, reports, sessions
from coproduction.service.kinds import KINDS
from coproduction.service.partings import PARTING
from coproduction.sessions import SUMMARY, Session
from handlers.blocks import partings
from tests.coproduction.town import ADA, ANA, BO, CY, DEE, HALL, MINUTE, NOW, WEEK, Town
from tests.speaking import SAY

SECTORS = ("parents", "family", "schools", "parents", "parents", "parents", "parents", "parents")
EVE = Actor("p3")
ROOM = (BO, CY, DEE, EVE, *(Actor(f"p{number}") for number in range(4, 8)))


def live(town: Town) -> Session:
    """Eight people of three sectors, and an idea of Bo's that Cy supports."""
    session = town.start()
    for actor, sector in zip(ROOM, SECTORS, strict=True):
        told = checkins.CheckInForm("4", None, True, sector, "front")
        town.do(checkins.arrive, actor, session.id, told)
    town.do(ideasupport.support, CY, town.idea().id)
    return session


def told(town: Town, session: Session) -> tuple[str, str, tuple[int, int], Figures]:
    """What the card for all says, what Bo's message says, who came, and the figures of the programme."""
    card = town.memory.messages.about(SUMMARY, session.id)[-1]
    theirs = [each for each in town.memory.messages.about(PARTING, session.id) if each.recipient == "bo"]
    figures = town.do(reports.figures, HALL, everything)
    came = figures.sessions[0].attended, figures.sessions[0].observers
    summary = partings.summary(SAY, KINDS[SUMMARY].content(town.memory, card), {}).text
    own = partings.parting(SAY, KINDS[PARTING].content(town.memory, theirs[-1]), {}).text
    return summary, own, came, figures


def changes(town: Town) -> None:
    """Dee looks on, Cy tells another sector and perspective, Eve leads, and others support the idea."""
    town.do(observing.mark, ANA, DEE.id, looks_on=True)
    town.do(people.introduce, CY, people.Introduction("parents", "lived"))
    town.do(people.add_facilitator, ADA, EVE.id)
    [idea] = town.memory.ideas.of(HALL)
    for actor in (EVE, ROOM[-1]):
        town.do(ideasupport.support, actor, idea.id)


def test_what_people_tell_and_do_after_the_end_changes_nothing_of_the_session(each_town: Town) -> None:
    session = live(each_town)
    each_town.do(sessions.end, NOW, ANA, HALL)
    before = told(each_town, session)
    assert ("8 people checked in" in before[0], "3 sectors" in before[0], before[2]) == (True, True, (8, 0))
    changes(each_town)
    after = told(each_town, session)
    assert after[:3] == before[:3]
    assert (after[3].sectors, after[3].perspectives) == (3, {Perspective.FRONT_LINE: 7})
    assert asdict(after[3])["sessions"] == asdict(before[3])["sessions"]


def test_who_takes_something_back_is_no_figure_any_more_and_the_summary_follows(town: Town) -> None:
    session = live(town)
    town.end()
    [idea] = town.memory.ideas.of(HALL)
    assert "(1 supporter)" in told(town, session)[1]
    effects = town.effects(people.introduce, CY, people.Introduction("unsaid", "unsaid"))
    assert Card(SUMMARY, session.id) in effects.cards
    assert Card(SUMMARY, session.id) in town.effects(ideasupport.take_back, CY, idea.id).cards
    summary, own, came, figures = told(town, session)
    assert ("2 sectors" in summary, "(0 supporters)" in own, came) == (True, True, (8, 0))
    assert (figures.sectors, figures.perspectives) == (2, {Perspective.FRONT_LINE: 7})
    assert "family" not in "".join(town.rows()["came_as"])


def test_an_end_that_was_undone_keeps_nothing_and_the_next_one_is_as_it_is_then(any_town: Town) -> None:
    session = live(any_town)
    any_town.do(sessions.end, NOW, ANA, HALL)
    any_town.do(reopening.undo, NOW + MINUTE, ANA, session.id)
    assert any_town.memory.at_end.of(session.id) == []
    changes(any_town)
    any_town.do(sessions.end, NOW + 2 * MINUTE, ANA, HALL)
    summary, own, came, _ = told(any_town, session)
    assert ("7 people checked in" in summary, "sectors" in summary, came) == (True, False, (6, 1))
    assert "(3 supporters)" in own


def test_who_starts_a_later_session_was_no_facilitator_of_this_one(town: Town) -> None:
    session = live(town)
    town.arrive(session, ADA)
    town.end()
    town.do(sessions.start, NOW + WEEK, ADA, HALL, "Again")
    assert told(town, session)[2] == (9, 0)
