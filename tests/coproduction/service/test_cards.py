"""What each message shows at the moment it is drawn, and nothing when its subject is gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coproduction.breakouts import GROUP_CARD, MOVE_NOTE, RECALL, ROUND_CARD, SEAT_NOTE, Round
from coproduction.breakouts.sayings import Brought
from coproduction.checkins import Arrivals
from coproduction.consents import CONSENT
from coproduction.followups import NUDGE, PLEDGE, FollowUp, FollowUpState, Reply
from coproduction.ideas import IDEA_CARD, IdeaCard, IdeaKind, IdeasCard
from coproduction.levels import Level
from coproduction.messages import Message
from coproduction.people import MARKED, Actor
from coproduction.polls import POLL_CARD, Tally
from coproduction.reports import REPORT
from coproduction.reports.document import document_of
from coproduction.reports.releasing import everything
from coproduction.service import (
    checkins,
    followups,
    ideas,
    ideasupport,
    ideawithdrawals,
    members,
    people,
    polls,
    reports,
    sessioncards,
)
from coproduction.service.arrivals import Arrival
from coproduction.service.breakouts import cards as roundcards
from coproduction.service.breakouts import history
from coproduction.service.kinds import KINDS, kind_of
from coproduction.service.nudgecards import NudgeNote
from coproduction.service.sessioncards import SessionCard, Summary
from coproduction.sessions import SESSION_CARD, SUMMARY
from coproduction.stakeholders import TOLD, TOLD_OFF
from coproduction.talk import Wish
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    CY,
    DAY,
    DEE,
    HALL,
    HOUR,
    NOW,
    WEEK,
    Town,
    again,
    draft,
    form,
)


def shown(town: Town, kind: str, subject: str, recipient: str = "", part: int = 0) -> object:
    """What the message of that kind about that subject shows now."""
    message = Message("m", kind, subject, NOW, NOW, recipient=recipient, part=part)
    return town.do(kind_of(kind).content, message)


# Three show that nothing is kept; the others are about their reader, and about no thing that could be gone.
ABOUT_NOTHING = {CONSENT, MARKED, TOLD, TOLD_OFF, *(wish.value for wish in Wish)}


@pytest.mark.parametrize("kind", sorted(set(KINDS) - ABOUT_NOTHING))
def test_a_message_about_nothing_shows_nothing(town: Town, kind: str) -> None:
    assert shown(town, kind, "gone", "bo") is None


def test_a_session_card_shows_how_the_room_arrived_from_five_answers_on(town: Town) -> None:
    session = town.start()
    assert shown(town, SESSION_CARD, session.id) == SessionCard(session, Arrivals(0))
    town.arrive(session, BO, DEE, ANA)
    town.do(checkins.arrive, ADA, session.id, form("5", "zest"))
    assert shown(town, SESSION_CARD, session.id) == SessionCard(session, Arrivals(4))
    spoke = town.do(checkins.speak_unnamed, CY, session.id, form("2", "Worried", named=False))
    town.do(checkins.arrive, CY, session.id, form("2", "Worried", named=False), spoke)
    arrived = Arrivals(5, (0, 1, 0, 3, 1), ("Worried", "zest"))
    assert shown(town, SESSION_CARD, session.id) == SessionCard(session, arrived)
    town.do(checkins.arrive, ADA, session.id, again("1", "cross"))
    town.arrive(session, Actor("eve"))
    assert shown(town, SESSION_CARD, session.id) == SessionCard(session, replace(arrived, people=6))
    ended = town.end()
    assert shown(town, SESSION_CARD, session.id) == SessionCard(ended, replace(arrived, people=6))


def test_an_idea_card_shows_its_supporters_and_that_it_was_taken_back(town: Town) -> None:
    town.start()
    idea = town.idea()
    town.do(ideasupport.support, CY, idea.id)
    assert shown(town, IDEA_CARD, idea.id) == IdeasCard((IdeaCard(idea, 1),))
    gone = town.do(ideawithdrawals.withdraw, NOW, BO, idea.id)
    assert shown(town, IDEA_CARD, idea.id) == IdeasCard((IdeaCard(gone, 1),))


def test_a_poll_card_shows_the_count_and_that_it_closed(town: Town) -> None:
    town.start()
    poll = town.do(
        polls.open_poll,
        NOW,
        ANA,
        HALL,
        polls.PollForm("When?", ["Morning", "Evening"], "form:1", is_live=True),
    )
    assert shown(town, POLL_CARD, poll.id) == Tally(poll, (0, 0), 0)
    town.do(polls.vote, BO, poll.id, "1")
    assert shown(town, POLL_CARD, poll.id) == Tally(poll, (0, 1), 1)
    [closed] = town.do(polls.close, ANA, HALL)
    assert shown(town, POLL_CARD, poll.id) == Tally(closed, (0, 1), 1)


def test_a_breakout_shows_all_groups_to_the_room_and_to_each_member_their_own(town: Town) -> None:
    town.arrive(town.start(), BO, CY, DEE, Actor("eli"))
    round_ = town.going()
    groups = history.groups(town.memory, round_)
    assert len(groups) == 2
    card = roundcards.RoundCard(round_, groups, here=0, people=4, words=(), next_round=None)
    assert shown(town, ROUND_CARD, round_.id) == card
    for group in groups:
        assert shown(town, GROUP_CARD, round_.id, part=group.number) == roundcards.RoomCard(round_, group, ())
        assert shown(town, RECALL, round_.id, part=group.number) == roundcards.TimeNote(
            round_, group, is_over=True, has_card=False
        )
        for member in group.members:
            sectors = dict.fromkeys(group.members, "parents")
            note = roundcards.GroupNote(round_, group, member, sectors)
            assert shown(town, SEAT_NOTE, round_.id, member) == note
            assert shown(town, MOVE_NOTE, round_.id, member) == replace(note, is_new=True)
    assert shown(town, SEAT_NOTE, round_.id, "stranger") is None


def test_a_round_without_groups_tells_nobody_anything(town: Town) -> None:
    round_ = Round("r1", town.start().id, 1, ("What would help?",), "form:1", 5)
    town.memory.breakouts.add(round_, [])
    assert shown(town, ROUND_CARD, "r1") == roundcards.RoundCard(round_, (), 0, 0, (), None)
    assert shown(town, SEAT_NOTE, "r1", "bo") is None


def test_a_summary_shows_what_the_session_came_to_and_nothing_of_others(town: Town) -> None:
    town.start(NOW - WEEK)
    town.idea("Of the week before", "form:0")
    town.do(polls.open_poll, NOW, ANA, HALL, polls.PollForm("Before?", ["Yes", "No"], "form:1"))
    town.end(NOW - WEEK + HOUR)
    session = town.start()
    town.arrive(session, BO, CY)
    plain = town.idea("Plain", "form:2")
    loved = town.do(
        ideas.write, NOW, BO, HALL, ideas.IdeaDraft("Loved", IdeaKind.COLLABORATION, "form:3")
    ).idea
    gone = town.idea("Gone", "form:4")
    town.do(ideasupport.support, CY, loved.id)
    town.do(ideawithdrawals.withdraw, NOW, BO, gone.id)
    poll = town.do(
        polls.open_poll,
        NOW,
        ANA,
        HALL,
        polls.PollForm("When?", ["Morning", "Evening"], "form:5", level=Level.NAMED),
    )
    town.do(polls.vote, BO, poll.id, "0")
    ended = town.end()
    summary: Summary = shown(town, SUMMARY, session.id)  # type: ignore[assignment]
    assert replace(summary, parting=None) == Summary(
        session=ended,
        arrivals=Arrivals(2),
        ideas=(IdeaCard(loved, 1), IdeaCard(plain, 0)),
        collaborations=1,
        polls=(Tally(replace(poll, is_open=False, asked_by=None), (1, 0), 1),),
        brought=Brought(),
    )


def test_a_nudge_quotes_the_pledge_and_how_it_stands(town: Town) -> None:
    session, pledge = town.start(), town.pledge()
    first, *_ = town.memory.follow_ups.of(PLEDGE, pledge.id)
    note = NudgeNote(
        first,
        pledge,
        wants_reminders=True,
        facilitator=ANA.id,
        made_on=NOW.date(),
        session=session.title,
        goes_on=True,
    )
    assert shown(town, NUDGE, first.id, "bo") == note
    town.do(people.remind, BO, wanted=False)
    answered = town.do(followups.reply, BO, first.id, Reply.STUCK)
    assert shown(town, NUDGE, first.id, "bo") == replace(note, follow_up=answered, wants_reminders=False)


@pytest.mark.parametrize("asked_late", [0, 5])
def test_a_nudge_that_was_put_off_says_when_it_comes_again(town: Town, asked_late: int) -> None:
    session, pledge = town.start(), town.pledge()
    first, *_ = town.memory.follow_ups.of(PLEDGE, pledge.id)
    again_at = town.do(followups.put_off, first.due_at + asked_late * WEEK, BO, first.id, 7)
    put_off = replace(first, state=FollowUpState.PUT_OFF)
    assert shown(town, NUDGE, first.id, "bo") == NudgeNote(
        put_off,
        pledge,
        True,
        Arrival(again_at),
        ANA.id,
        made_on=NOW.date(),
        session=session.title,
        goes_on=True,
    )


def test_a_nudge_to_somebody_of_whom_nothing_is_remembered_is_wanted(town: Town) -> None:
    session, pledge = town.start(), town.pledge()
    follow_up = FollowUp("f9", pledge.id, "stranger", 9, NOW + DAY)
    town.memory.follow_ups.add(follow_up)
    assert shown(town, NUDGE, "f9", "stranger") == NudgeNote(
        follow_up,
        pledge,
        True,
        facilitator=ANA.id,
        made_on=NOW.date(),
        session=session.title,
        goes_on=True,
    )


def test_a_report_shows_the_figures_of_its_programme_as_they_were_when_it_was_asked_for(town: Town) -> None:
    town.start()
    as_asked = town.do(reports.figures, HALL, everything)
    report = town.do(reports.ask, NOW, ANA, HALL, "command:1")
    town.do(ideas.write, NOW, BO, HALL, draft())
    assert town.do(reports.post, NOW, ANA, report.id) == reports.Posted(HALL)
    [asked] = [card.subject for card in town.owed() if card.kind == REPORT]
    assert shown(town, REPORT, asked) == document_of(as_asked)
    assert town.do(reports.figures, HALL, everything).ideas == as_asked.ideas + 1


def test_all_words_of_a_session_are_those_that_its_card_stands_for(any_town: Town) -> None:
    session = any_town.start()
    people_there = [Actor(f"p{number}") for number in range(7)]
    for number, actor in enumerate(people_there[:5]):
        any_town.do(checkins.arrive, actor, session.id, replace(form(), word=f"word{number}"))
    words = {f"word{number}" for number in range(5)}
    any_town.do(checkins.arrive, people_there[5], session.id, replace(form(), word="mine alone"))
    any_town.do(members.read, HALL, [actor.id for actor in people_there], is_private=True)
    assert any_town.refusal(sessioncards.words_of, BO, session.id) == (members.NOT_THERE.one, None)
    assert set(any_town.do(sessioncards.words_of, people_there[5], session.id)) == words
