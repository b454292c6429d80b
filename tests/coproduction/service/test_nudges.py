"""How the nudges are going: week by week where who looks lives, with the reasons of those that failed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from coproduction.followups import NUDGE, PLEDGE, FollowUpState
from coproduction.messages import Message, MessageState, rejected, sent
from coproduction.nudges import Nudges, Week, Why, weeks_around
from coproduction.people import Actor
from coproduction.service import belongings, members, nudges, outbox, people, pledges, reminders
from handlers.blocks import nudges as drawn
from tests.coproduction.town import ADA, ANA, BO, CY, DAY, HALL, NOW, PARK, WEEK, Town, promise
from tests.speaking import SAY

ASKED = datetime(2026, 11, 5, 10, tzinfo=UTC)  # two weeks after the promise


def settled(town: Town, at: datetime, *refused: str) -> None:
    """The questions that are due arrive, but for those to people of whom Slack takes nothing."""
    town.passes(at)
    for message in town.do(outbox.claim_to_send, at, 99):
        is_refused = message.recipient in refused
        outcome = rejected("user_disabled") if is_refused else sent("1.2", channel="D1")
        town.do(outbox.settle, at, message, outcome)


def test_each_week_says_how_many_were_planned_sent_and_refused_and_why(each_town: Town) -> None:
    town = each_town
    town.start()
    town.pledge(BO, origin="form:1")
    town.pledge(CY, origin="form:2")
    settled(town, ASKED, CY.id)

    shown = town.do(nudges.overview, ASKED + DAY, ANA)

    sent_one = {MessageState.SENT: 1, MessageState.FAILED: 1}
    assert shown.counts == {**sent_one, MessageState.PENDING: 4}
    assert shown.weeks == [
        Week(date(2026, 11, 2), sent_one),
        Week(date(2026, 11, 30), {MessageState.PENDING: 2}),  # the third is more than four weeks ahead: later
    ]
    assert shown.later == 2
    assert shown.reasons == [Why(MessageState.FAILED, "user_disabled", 1)]
    assert [(each.recipient, each.reason) for each in shown.to_look_at] == [(CY.id, "user_disabled")]
    assert shown.earlier == 0

    later = town.do(nudges.overview, ASKED + 5 * WEEK, ANA)
    listed = sum(sum(week.counts.values()) for week in later.weeks)
    assert (later.earlier, listed + later.later + later.earlier) == (2, sum(later.counts.values()))
    assert "Before these weeks: 2" in drawn.overview(SAY, later, {}).text


def test_questions_that_share_a_message_count_each_before_it_is_sent_and_after(town: Town) -> None:
    town.start()
    for person, origin in ((BO, "form:1"), (BO, "form:2"), (CY, "form:3"), (CY, "form:4")):
        town.pledge(person, "2026-11-07", origin)
    assert town.do(nudges.overview, NOW, ANA).counts == {MessageState.PENDING: 4}
    settled(town, ASKED, CY.id)

    shown = town.do(nudges.overview, ASKED, ANA)
    assert shown.counts == {MessageState.SENT: 2, MessageState.FAILED: 2}
    assert [week.counts for week in shown.weeks] == [shown.counts]
    assert shown.reasons == [Why(MessageState.FAILED, "user_disabled", 2)]
    assert len(shown.to_look_at) == 1


def test_who_is_away_counts_in_the_week_in_which_they_are_asked_as_their_own_list_says(
    each_town: Town,
) -> None:
    town = each_town
    town.start()
    mine = town.pledge(BO, origin="form:1")
    town.pledge(CY, origin="form:2")
    town.do(reminders.set_away, NOW, BO, "2026-11-18")

    shown = town.do(nudges.overview, NOW, ANA)

    told = town.do(belongings.of, BO).comes[mine.id]
    assert told.at.date() == date(2026, 11, 18)
    assert shown.weeks == [
        Week(date(2026, 11, 2), {MessageState.PENDING: 1}),
        Week(date(2026, 11, 16), {MessageState.PENDING: 1}),
    ]
    assert shown.later == 4
    assert "Later: 4" in drawn.overview(SAY, shown, {}).text


def test_a_week_is_a_week_where_the_reader_lives(each_town: Town) -> None:
    town = each_town
    town.start()
    pledge = town.pledge()
    sunday_in_london = datetime(2026, 11, 8, 23, 30, tzinfo=UTC)
    [first, *_] = town.memory.follow_ups.of(PLEDGE, pledge.id)
    town.memory.follow_ups.put(replace(first, due_at=sunday_in_london, state=FollowUpState.DUE))
    owed = Message("m1", NUDGE, first.id, sunday_in_london, sunday_in_london, HALL, recipient="bo")
    town.memory.messages.add(owed)
    assert town.do(nudges.overview, NOW + 2 * WEEK, ANA).weeks[0] == (
        Week(date(2026, 11, 2), {MessageState.PENDING: 1})
    )


def test_who_leads_sees_only_the_programmes_they_are_in_and_only_what_will_be_asked(each_town: Town) -> None:
    town = each_town
    town.start()
    town.pledge(BO, origin="form:1")
    town.pledge(CY, origin="form:2")
    town.do(people.remind, CY, wanted=False)
    assert town.do(nudges.overview, NOW, ANA).counts == {MessageState.PENDING: 3}
    settled(town, ASKED, BO.id)
    stranger = Actor("eve", is_admin=True)
    town.memory.members.read(HALL, [ANA.id, BO.id, CY.id], is_private=True)
    assert len(town.do(nudges.overview, ASKED, ANA).to_look_at) == 1
    assert town.do(nudges.overview, ASKED + DAY, stranger) == Nudges({}, [], [], [])


def test_a_message_that_asks_about_two_programmes_counts_in_both(town: Town) -> None:
    for channel, leads in ((HALL, ANA), (PARK, ADA)):
        town.start(channel=channel)
        town.do(members.read, channel, [leads.id, BO.id], is_private=True)
        town.do(pledges.make, NOW, BO, channel, promise("2026-11-07", f"form:{channel}"))
    settled(town, ASKED)
    assert sum(each.kind == NUDGE for each in town.messages()) == 1
    for leads in (ANA, ADA):
        shown = town.do(nudges.overview, ASKED, leads)
        assert (shown.counts, shown.weeks) == (
            {MessageState.SENT: 1},
            [Week(date(2026, 11, 2), {MessageState.SENT: 1})],
        )


def test_the_weeks_follow_each_other_without_a_gap_also_when_the_clocks_change() -> None:
    weeks = weeks_around(NOW, ZoneInfo("Europe/London"))
    assert [monday.isoformat() for monday, _, _ in weeks] == [
        "2026-09-28", "2026-10-05", "2026-10-12", "2026-10-19",
        "2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16",
    ]  # fmt: skip
    assert [ends for _, _, ends in weeks[:-1]] == [begins for _, begins, _ in weeks[1:]]
