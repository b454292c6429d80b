"""Who has set Slack to do not disturb gets a reminder when that is over, and everything else as before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.slack.quiet import quiet_time
from tests.disturbances.faces import faces
from tests.handlers.test_pledges import ASKED, MINUTE, READING, answers, nudges, promises
from tests.stage import ROOM, Stage
from tests.wiretap import Wiretap

HOUR = timedelta(hours=1)
NOW = datetime(2027, 3, 10, 10, 1, tzinfo=UTC)
STAMP = int(NOW.timestamp())


async def questions(stage: Stage) -> list[str]:
    """About whom Slack was asked, in this order."""
    calls = await stage.room.log("call", method="dnd.info")
    return [call["arguments"]["user"] for call in calls]


@faces("a person's quiet changes")
async def test_a_reminder_waits_for_the_end_of_the_hours_that_somebody_set(stage: Stage) -> None:
    await promises(stage, stage.ana)
    await stage.room.change_person(stage.ana.id, quiet="07:30-13:00")

    await stage.time_is(ASKED + MINUTE)
    assert await nudges(stage.ana) == []
    await stage.time_is(ASKED + 2 * HOUR)
    assert await nudges(stage.ana) == []
    await stage.time_is(ASKED + 3 * HOUR + MINUTE)

    assert len(await nudges(stage.ana)) == 1
    assert await questions(stage) == [stage.ana.id] * 2  # when it was due, and when that was over


@faces("a person's snoozed_until changes")
async def test_a_reminder_that_waits_for_the_evening_comes_in_the_morning(stage: Stage) -> None:
    await promises(stage, stage.ana)
    await stage.room.change_person(stage.ana.id, snoozed_until=int((ASKED + 9 * HOUR).timestamp()))

    await stage.time_is(ASKED + MINUTE)
    await stage.time_is(ASKED + 10 * HOUR)
    assert await nudges(stage.ana) == []
    await stage.time_is(ASKED + 24 * HOUR + MINUTE)

    assert len(await nudges(stage.ana)) == 1


async def test_of_a_snooze_that_goes_on_too_long_nothing_is_left_but_the_report(stage: Stage) -> None:
    await promises(stage, stage.ana)
    await stage.room.change_person(stage.ana.id, snoozed_until=int((ASKED + 900 * HOUR).timestamp()))

    for days in range(8):
        await stage.time_is(ASKED + days * 24 * HOUR + MINUTE)

    assert await nudges(stage.ana) == []
    await stage.miriam.types("/copro nudges", channel=ROOM)
    await stage.miriam.sees("Too late to send: 1", channel=ROOM, private=True)


async def test_what_somebody_asked_for_or_does_themselves_is_not_held_back(stage: Stage) -> None:
    await promises(stage, stage.ana)
    await stage.time_is(ASKED + MINUTE)
    await answers(stage.ana, "Not now: in 3 days", "so I will ask on")
    await stage.room.change_person(stage.ana.id, quiet="00:00-23:59")
    await stage.time_is(ASKED + 5 * 24 * HOUR + MINUTE)  # three days after is a Saturday

    assert len(await nudges(stage.ana)) == 2
    assert await questions(stage) == [stage.ana.id]


async def test_what_waits_holds_up_nothing_behind_it(stage: Stage) -> None:
    await promises(stage, stage.ana)
    await stage.room.change_person(stage.ana.id, quiet="07:30-13:00")
    await stage.time_is(ASKED + MINUTE)
    assert await nudges(stage.ana) == []

    await stage.ana.types("stop", channel="bot")

    await stage.ana.sees("I have stopped your reminders.", channel="bot")


@pytest.mark.parametrize(
    "what", ["error:missing_scope", "error:user_not_visible", "429", "slow", "text_after"]
)
async def test_where_slack_does_not_say_it_the_reminder_goes_out_as_before(stage: Stage, what: str) -> None:
    await promises(stage, stage.ana)
    await stage.room.change_person(stage.ana.id, quiet="07:30-13:00")
    await stage.room.disturb("dnd.info", what=what, seconds=3, retry_after=30, lasting=True)

    await stage.time_is(ASKED + MINUTE)

    assert len(await nudges(stage.ana)) == 1


async def test_a_permission_that_was_not_granted_is_said_once_and_not_asked_again_that_day(
    stage: Stage, wiretap: Wiretap
) -> None:
    await promises(stage, stage.ana)
    await stage.pledge(stage.delroy, READING, "2027-03-12")
    await stage.room.disturb("dnd.info", what="error:missing_scope", lasting=True)

    await stage.time_is(ASKED + MINUTE)

    assert [len(await nudges(person)) for person in (stage.ana, stage.delroy)] == [1, 1]
    assert len(await questions(stage)) <= 2  # both may be on their way at the same moment
    assert wiretap.lines.getvalue().count("do_not_disturb_is_not_told") == 1


@pytest.mark.parametrize(
    ("told", "until"),
    [
        ({"dnd_enabled": True, "next_dnd_start_ts": STAMP - 60, "next_dnd_end_ts": STAMP + 60}, 60),
        ({"dnd_enabled": False, "next_dnd_start_ts": STAMP - 60, "next_dnd_end_ts": STAMP + 60}, None),
        ({"dnd_enabled": True, "next_dnd_start_ts": STAMP + 60, "next_dnd_end_ts": STAMP + 90}, None),
        ({"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}, None),
        ({"snooze_enabled": True, "snooze_endtime": STAMP + 30, "dnd_enabled": False}, 30),
        ({"snooze_enabled": True, "snooze_endtime": STAMP - 30, "dnd_enabled": False}, None),
        ({"dnd_enabled": True, "next_dnd_start_ts": "soon", "next_dnd_end_ts": None}, None),
        ({"dnd_enabled": True, "next_dnd_start_ts": 1, "next_dnd_end_ts": 10**30}, None),
        ({"dnd_enabled": "yes"}, None),
        ({}, None),
    ],
)
def test_what_slack_says_is_read_strictly(told: dict[str, object], until: int | None) -> None:
    begins, ends = quiet_time(told, NOW)
    is_quiet = begins <= NOW < ends
    assert (int(ends.timestamp()) - STAMP if is_quiet else None) == until
