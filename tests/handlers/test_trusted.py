"""Slack does not say who somebody is: what it said not long ago does, and makes nobody a facilitator."""

from __future__ import annotations

from datetime import timedelta

from tests.handlers.database import tables
from tests.stage import ROOM, Stage

UNKNOWN = "I could not ask Slack who you are, so nothing was done."


async def test_who_started_a_session_leads_it_on_while_slack_is_too_busy_to_say_who_she_is(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.time_is(await stage.room.now() + timedelta(minutes=30))
    await stage.room.disturb("users.info", what="429", lasting=True)

    await stage.tunde.types("/copro end now", channel=ROOM)
    await stage.miriam.types('/poll "When?" "Morning" "Evening"', channel=ROOM)

    await stage.tunde.sees(UNKNOWN, channel=ROOM, private=True)
    await stage.ana.sees("When?", channel=ROOM)
    await stage.time_is(await stage.room.now() + timedelta(minutes=60))
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.miriam.sees(UNKNOWN, channel=ROOM, private=True)
    assert [row["state"] for row in tables(stage)["session"]] == ["live"]


async def test_who_is_no_admin_any_more_leads_nothing_by_what_slack_said_before(stage: Stage) -> None:
    await stage.session()
    for is_admin in (True, False):
        async with stage.hears("user_change"):
            await stage.room.change_person(stage.tunde.id, is_admin=is_admin)
    await stage.time_is(await stage.room.now() + timedelta(minutes=30))
    await stage.room.disturb("users.info", what="429", lasting=True)

    await stage.tunde.types("/copro end now", channel=ROOM)

    await stage.tunde.sees("Only the people who lead can", channel=ROOM, private=True)
    assert [row["state"] for row in tables(stage)["session"]] == ["live"]
