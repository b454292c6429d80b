"""Who was not heard yet: named acts and turns count, and nothing that is done without a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproduction.ideas import IdeaKind
from coproduction.levels import Level
from coproduction.people import Actor
from coproduction.polls import YES_NO
from coproduction.service import checkins, ideas, listening, polls, turns
from tests.coproduction.town import ANA, BO, HALL, NOW, ONLY_FACILITATORS, Town, again, draft
from tests.lengths import short_or_long

if TYPE_CHECKING:
    from coproduction.sessions import Session
    from coproduction.unheard import Unheard

PEOPLE = [Actor(f"p{number}") for number in range(6)]
ACTS = ("check in", "idea", "vote")


def held(town: Town) -> Session:
    session = town.start()
    town.arrive(session, ANA, *PEOPLE)
    town.do(turns.turn, NOW, ANA, HALL, is_on=True)
    return session


def figures(town: Town, session: Session) -> Unheard:
    told = town.do(listening.of, session).unheard
    assert told
    return told


def anonymously(town: Town, session: Session, poll: str, act: str, actor: Actor, number: int) -> None:
    """One act without a name."""
    if act == "check in":
        said = again(str(number % 5 + 1), named=False)
        spoke = town.do(checkins.speak_unnamed, actor, session.id, said)
        town.do(checkins.arrive, actor, session.id, said, spoke)
    elif act == "idea":
        unsigned = ideas.IdeaDraft("Nobody's", IdeaKind.CHANGE, f"form:{number}", is_anonymous=True)
        town.do(ideas.write, NOW, actor, HALL, unsigned)
    else:
        town.do(polls.vote, actor, poll, str(number % 2), unnamed=True)


def test_who_wrote_an_idea_answered_by_name_promised_or_spoke_is_heard(town: Town) -> None:
    session = held(town)
    assert (figures(town, session).here, figures(town, session).unheard) == (6, 6)
    town.do(ideas.write, NOW, PEOPLE[0], HALL, draft())
    named = polls.PollForm("Again?", [], "form:n", kind=YES_NO, level=Level.NAMED)
    town.do(polls.vote, PEOPLE[1], town.do(polls.open_poll, NOW, ANA, HALL, named).id, "0")
    town.pledge(PEOPLE[2])
    town.do(turns.raise_hand, NOW, PEOPLE[3], session.id)
    assert figures(town, session).unheard == 3
    town.do(turns.spoke, ANA, session.id, "p3")
    assert figures(town, session).unheard == 2
    assert town.do(listening.quiet, ANA, session.id) == ("p4", "p5")


@settings(
    max_examples=short_or_long(6, 15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    done=st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(PEOPLE)), max_size=8),
    named=st.sets(st.sampled_from(PEOPLE)),
)
def test_any_sequence_of_anonymous_acts_leaves_the_figures_as_they_are(
    town: Town, done: list[tuple[str, Actor]], named: set[Actor]
) -> None:
    with_rollback = town.connection.begin_nested()
    session = held(town)
    asked = polls.PollForm("Well?", [], "form:a", kind=YES_NO, level=Level.ANONYMOUS)
    poll = town.do(polls.open_poll, NOW, ANA, HALL, asked)
    for number, actor in enumerate(sorted(named, key=lambda each: each.id)):
        town.do(ideas.write, NOW, actor, HALL, draft(f"Idea {number}", f"named:{number}"))
    before = figures(town, session)
    for number, (act, actor) in enumerate(done):
        anonymously(town, session, poll.id, act, actor, number)
    assert figures(town, session) == before
    with_rollback.rollback()


def test_names_are_for_who_facilitates_and_asks(town: Town) -> None:
    session = held(town)
    no = (ONLY_FACILITATORS.format("see who was not heard yet"), None)
    assert town.refusal(listening.quiet, BO, session.id) == no
    assert town.refusal(listening.in_channel, BO, HALL) == no


def test_too_few_are_not_counted(town: Town) -> None:
    session = town.start()
    town.arrive(session, ANA, BO)
    assert town.do(listening.of, session).unheard is None
