"""What each message shows at the moment it is drawn, and nothing when its subject is gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coproduction.breakouts import Round
from coproduction.checkins import Arrivals
from coproduction.followups import FollowUp, FollowUpState, Reply
from coproduction.ideas import IdeaKind
from coproduction.messages import Kind, Message
from coproduction.polls import Tally
from coproduction.service import cards, checkins, ideas, people, pledges, polls, reports
from coproduction.service.breakouts import cards as roundcards
from coproduction.service.breakouts import history
from tests.coproduction.town import (
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


def shown(town: Town, kind: Kind, subject: str, recipient: str = "") -> cards.Content | None:
    """What the message of that kind about that subject shows now."""
    return town.do(cards.content, Message("m", kind, subject, NOW, NOW, recipient=recipient))


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.REPORT])
def test_a_message_about_nothing_shows_nothing(town: Town, kind: Kind) -> None:
    assert shown(town, kind, "gone", "bo") is None


def test_a_session_card_shows_how_the_room_arrived(town: Town) -> None:
    session = town.start()
    assert shown(town, Kind.SESSION, session.id) == cards.SessionCard(session, Arrivals(0, (0,) * 5, ()))
    town.do(checkins.arrive, NOW, BO, session.id, form("5", "zest"))
    town.do(checkins.arrive, NOW, CY, session.id, form("2", "Worried", named=False))
    town.do(checkins.speak_unnamed, CY, session.id, again("2", "Worried", named=False))
    arrived = Arrivals(2, (0, 1, 0, 0, 1), ("Worried", "zest"))
    assert shown(town, Kind.SESSION, session.id) == cards.SessionCard(session, arrived)
    ended = town.end()
    assert shown(town, Kind.SESSION, session.id) == cards.SessionCard(ended, arrived)


def test_an_idea_card_shows_its_supporters_and_that_it_was_taken_back(town: Town) -> None:
    town.start()
    idea = town.idea()
    town.do(ideas.support, CY, idea.id)
    assert shown(town, Kind.IDEA, idea.id) == cards.IdeaCard(idea, 1)
    gone = town.do(ideas.withdraw, BO, idea.id)
    assert shown(town, Kind.IDEA, idea.id) == cards.IdeaCard(gone, 1)


def test_a_poll_card_shows_the_count_and_that_it_closed(town: Town) -> None:
    town.start()
    poll = town.do(polls.open_poll, NOW, ANA, HALL, "When?", ["Morning", "Evening"], "form:1")
    assert shown(town, Kind.POLL, poll.id) == Tally(poll, (0, 0))
    town.do(polls.vote, BO, poll.id, 1)
    assert shown(town, Kind.POLL, poll.id) == Tally(poll, (0, 1))
    [closed] = town.do(polls.close, ANA, HALL)
    assert shown(town, Kind.POLL, poll.id) == Tally(closed, (0, 1))


def test_a_breakout_shows_all_groups_to_the_room_and_to_each_member_their_own(town: Town) -> None:
    town.arrive(town.start(), BO, CY, DEE, ANA)
    round_ = town.going()
    groups = history.groups(town.memory, round_)
    assert len(groups) == 2
    card = roundcards.RoundCard(round_, groups, here=0, people=4, words=(), next_round=None)
    assert shown(town, Kind.BREAKOUT, round_.id) == card
    for group in groups:
        key = f"{round_.id}:{group.number}"
        assert shown(town, Kind.ROOM, key) == roundcards.RoomCard(round_, group, ())
        assert shown(town, Kind.RECALL, key) == roundcards.TimeNote(round_, group, is_over=True)
        for member in group.members:
            sectors = dict.fromkeys(group.members, "parents")
            note = roundcards.GroupNote(round_, group, member, sectors)
            assert shown(town, Kind.GROUP, round_.id, member) == note
            assert shown(town, Kind.MOVED, f"{round_.id}:x", member) == replace(note, is_new=True)
    assert shown(town, Kind.GROUP, round_.id, "stranger") is None


def test_a_round_without_groups_tells_nobody_anything(town: Town) -> None:
    round_ = Round("r1", town.start().id, 1, ("What would help?",), "form:1", 5)
    town.memory.breakouts.add(round_, [])
    assert shown(town, Kind.BREAKOUT, "r1") == roundcards.RoundCard(round_, (), 0, 0, (), None)
    assert shown(town, Kind.GROUP, "r1", "bo") is None


def test_a_summary_shows_what_the_session_came_to_and_nothing_of_others(town: Town) -> None:
    town.start(NOW - WEEK)
    town.idea("Of the week before", "form:0")
    town.do(polls.open_poll, NOW, ANA, HALL, "Before?", ["Yes", "No"], "form:1")
    town.end(NOW - WEEK + HOUR)
    session = town.start()
    town.arrive(session, BO, CY)
    plain = town.idea("Plain", "form:2")
    loved = town.do(ideas.write, NOW, BO, HALL, ideas.Draft("Loved", IdeaKind.COLLABORATION, "form:3")).idea
    gone = town.idea("Gone", "form:4")
    town.do(ideas.support, CY, loved.id)
    town.do(ideas.withdraw, BO, gone.id)
    poll = town.do(polls.open_poll, NOW, ANA, HALL, "When?", ["Morning", "Evening"], "form:5")
    town.do(polls.vote, BO, poll.id, 0)
    ended = town.end()
    assert shown(town, Kind.SUMMARY, session.id) == cards.Summary(
        session=ended,
        arrivals=Arrivals(2, (0, 0, 0, 2, 0), ()),
        ideas=(cards.IdeaCard(loved, 1), cards.IdeaCard(plain, 0)),
        collaborations=1,
        polls=(Tally(replace(poll, is_open=False), (1, 0)),),
    )


def test_a_nudge_quotes_the_pledge_and_how_it_stands(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    first, *_ = town.memory.follow_ups.of_pledge(pledge.id)
    assert shown(town, Kind.NUDGE, first.id, "bo") == cards.NudgeNote(first, pledge, wants_reminders=True)
    town.do(people.remind, BO, wanted=False)
    answered = town.do(pledges.reply, BO, first.id, Reply.STUCK)
    assert shown(town, Kind.NUDGE, first.id, "bo") == cards.NudgeNote(answered, pledge, wants_reminders=False)


@pytest.mark.parametrize("asked_late", [0, 5])
def test_a_nudge_that_was_put_off_says_when_it_comes_again(town: Town, asked_late: int) -> None:
    town.start()
    pledge = town.pledge()
    first, *_ = town.memory.follow_ups.of_pledge(pledge.id)
    again_at = town.do(pledges.put_off, first.due_at + asked_late * WEEK, BO, first.id, 7)
    put_off = replace(first, state=FollowUpState.PUT_OFF)
    assert shown(town, Kind.NUDGE, first.id, "bo") == cards.NudgeNote(put_off, pledge, True, again_at)


def test_a_nudge_to_somebody_of_whom_nothing_is_remembered_is_wanted(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    follow_up = FollowUp("f9", pledge.id, "stranger", 9, NOW + DAY)
    town.memory.follow_ups.add(follow_up)
    assert shown(town, Kind.NUDGE, "f9", "stranger") == cards.NudgeNote(follow_up, pledge, True)


def test_a_report_shows_the_figures_of_its_programme_as_they_are_now(town: Town) -> None:
    town.start()
    asked = town.do(reports.ask, NOW, ANA, HALL, "command:1")
    town.do(ideas.write, NOW, BO, HALL, draft())
    assert shown(town, Kind.REPORT, asked.subject) == town.do(reports.figures, HALL)
    assert town.do(reports.figures, HALL).ideas == 1
