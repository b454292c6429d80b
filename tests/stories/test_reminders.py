"""The check of reminders finds what is lost, doubled, untimely, wrong, or not asked for."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from story import reminders
from story.performance import checked_script
from story.record import Seen

ANA, BEN, CEM = "Ana Pereira", "Ravi Patel", "Suharto"
BEGINS = datetime(2027, 3, 2, 10, 10, tzinfo=UTC)
STAMP = f"<!date^{int(BEGINS.timestamp())}^{{date_long_pretty}}|Tuesday>"
TITLE = "Support for new parents"
DAY = Seen(
    BEGINS - timedelta(days=1),
    f"Reminder: a session begins Tuesday 2 March 2027 at 10:10 UTC. It takes 110 minutes.\n{TITLE}",
    raw=STAMP,
)
SOON = Seen(
    BEGINS - timedelta(minutes=10),
    f"Reminder: a session begins in ten minutes or less, Tuesday. It takes 110 minutes.\n{TITLE}",
    raw=STAMP,
)
EXPECTED = [
    reminders.Reminder(message.at, who, TITLE, BEGINS - message.at)
    for who in (ANA, BEN)
    for message in (DAY, SOON)
]
SEEN = {ANA: [DAY, SOON], BEN: [SOON, DAY], CEM: [Seen(BEGINS, "You are in group 1\nPlease talk")]}


def test_reminders_that_came_as_promised_pass() -> None:
    assert reminders.each_once(EXPECTED, SEEN) == []


def test_the_script_has_who_comes_or_may_come_reminded_twice_and_nobody_else() -> None:
    first, second = checked_script().sessions
    assert first.plan is not None
    assert first.plan.invitation is not None
    due = reminders.reminders([first, second])

    comes = {who for who, said in first.plan.invitation.says.items() if said[-1] != "Can't"}
    assert {each.who for each in due} == comes
    assert len(due) == 2 * len(comes)
    assert {each.due for each in due} == {DAY.at, SOON.at}
    assert "Linh Nguyễn" in comes  # thought again, as did:
    assert "Malik Johnson" not in comes


@pytest.mark.parametrize(("came", "times"), [([SOON], 1), ([DAY, DAY, SOON], 3), ([SOON, SOON], 2), ([], 0)])
def test_a_lost_or_doubled_reminder_is_found(came: list[Seen], times: int) -> None:
    assert reminders.each_once(EXPECTED, SEEN | {BEN: came}) == [
        f"{BEN} was reminded {times} times instead of 2 of a session"
    ]


def test_a_reminder_to_who_does_not_come_is_found_and_so_is_one_that_nobody_looked_at() -> None:
    assert reminders.each_once(EXPECTED, SEEN | {CEM: [DAY]}) == [
        f"{CEM} was reminded 1 times instead of 0 of a session"
    ]
    assert reminders.each_once(EXPECTED, {BEN: SEEN[BEN]}) == [
        f"nobody has looked at what {ANA} was reminded of"
    ]


def test_a_reminder_of_another_time_or_session_is_found() -> None:
    late = dataclasses.replace(SOON, at=BEGINS)
    other = dataclasses.replace(DAY, words=DAY.words.replace(TITLE, "Another one"), raw="<!date^1^x|y>")

    assert reminders.each_once(EXPECTED, SEEN | {ANA: [other, late]}) == [
        f"a reminder to {ANA} does not say of which session",
        f"a reminder to {ANA} does not say that it begins on 02 March at 10:10 UTC",
        f"{ANA} was reminded at 02 March 10:10 UTC instead of 02 March 10:00",
    ]
