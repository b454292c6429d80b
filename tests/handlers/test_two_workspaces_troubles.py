"""What goes wrong in one of two workspaces is felt there and nowhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.app import running
from bot.entrance import SocketPatience
from bot.patience import Patience
from bot.preflight import BadToken
from tests.disturbances.scene import said
from tests.handlers.database import change
from tests.handlers.teams import HERE, THERE, Place, Places, on_stages
from tests.stage import ROOM, Opened
from tests.wiretap import Wiretap

BENCHES, TREES = "More benches", "More trees"
SOON = Patience(
    socket=SocketPatience(ping_every=0.1, look_every=0.02, forget_ticket_after=0.1, begin_anew_after=0.3)
)


@pytest.fixture
async def places(database: Opened) -> AsyncIterator[Places]:
    async with on_stages(database) as places:
        for each in places:
            await each.session()
            await each.rests()
        yield places
        assert [await each.room.violations() for each in places] == [[], []]


def states(place: Place, kind: str) -> list[str]:
    """Where the messages of this kind stand."""
    return [row["state"] for row in place.rows()["message"] if row["kind"] == kind]


async def everything_arrives(places: Places) -> None:
    """The trouble is over, and what waited has had its time."""
    await places.here.room.undisturb()
    for _ in range(2):
        await places.time_is(await places.here.room.now() + timedelta(minutes=5))


@pytest.mark.parametrize("trouble", ["429", "500_before", "token_revoked", "account_inactive"])
async def test_while_slack_refuses_one_the_other_is_served_and_nothing_is_lost(
    places: Places, trouble: str
) -> None:
    here, there = places
    if trouble.startswith(("429", "500")):
        await here.room.disturb("*", what=trouble, lasting=True)
    else:
        await here.room.refuse_token(trouble)

    await here.ana.types(f"/idea {BENCHES}", channel=ROOM)
    await there.idea(there.ana, TREES)
    await there.delroy.clicks("Support", on=TREES, channel=ROOM)
    await there.ana.sees("1 supporter", channel=ROOM)
    await there.miriam.types("/copro end now", channel=ROOM)
    await there.ana.sees("Before you go", channel=ROOM)
    assert await said(here.delroy, BENCHES, channel=ROOM) == 0

    await everything_arrives(places)
    assert [await said(each.delroy, BENCHES, channel=ROOM) for each in places] == [1, 0]
    assert [states(each, "idea") for each in places] == [["sent"], ["sent"]]


async def test_while_slack_takes_long_in_one_the_other_does_not_wait(places: Places) -> None:
    here, there = places
    await here.room.disturb("chat.postMessage", what="slow", seconds=8)
    await here.idea(here.ana, BENCHES)  # it is there, but Slack has not said so yet

    await there.idea(there.ana, TREES)
    await there.rests()

    assert [states(each, "idea") for each in places] == [["sending"], ["sent"]]


@pytest.mark.parametrize("error", ["account_inactive", "token_revoked"])
async def test_one_that_removed_the_app_does_not_keep_the_bot_from_starting_for_the_other(
    places: Places, wiretap: Wiretap, error: str
) -> None:
    here, there = places
    await here.room.disturb("chat.postMessage", what="500_before", lasting=True)
    await here.ana.types(f"/idea {BENCHES}", channel=ROOM)
    await here.room.refuse_token(error)
    await places.bot_restarts()

    await there.idea(there.ana, TREES)
    await here.ana.types("/copro mine", channel=ROOM)
    await here.ana.sees("I am not installed in this workspace any more", channel=ROOM, private=True)
    assert wiretap.lines.getvalue().count("workspace_left_out") == 1

    await here.room.refuse_token("")
    await here.room.undisturb()
    await places.bot_restarts()
    await everything_arrives(places)
    assert [await said(each.delroy, BENCHES, channel=ROOM) for each in places] == [1, 0]
    assert [await said(each.delroy, TREES, channel=ROOM) for each in places] == [0, 1]


async def test_when_all_have_removed_the_app_or_a_token_is_wrong_it_does_not_start(places: Places) -> None:
    here, there = places
    await here.serving.aclose()

    await there.room.refuse_token("invalid_auth")
    with pytest.raises(BadToken, match="Slack does not know it"):
        await places.bot_starts()
    for each in places:
        await each.room.refuse_token("token_revoked")
    with pytest.raises(BadToken, match="it was revoked"):
        await places.bot_starts()


async def test_a_connection_that_cannot_be_made_is_begun_anew_though_the_first_token_is_worth_nothing(
    places: Places, wiretap: Wiretap
) -> None:
    here = places.here
    await here.serving.aclose()
    await places.bot_starts()
    async with running(here.config, here.storage, SOON):
        await here.room.refuse_token("token_revoked")
        since = await here.room.seq()
        await here.room.dead_ticket(times=12)
        await here.room.drop_sockets()
        await here.room.wait_for(kind="socket", what="open", since=since, timeout=30)

    assert "slack_connection_cannot_be_made" in wiretap.lines.getvalue()


@pytest.mark.parametrize("gone", [HERE, THERE])
async def test_what_fails_inside_one_is_said_and_stops_nobody_else(places: Places, gone: str) -> None:
    """A row that cannot be read: whatever is due there fails, at every tick."""
    broken, other = (places.here, places.there) if gone == HERE else (places.there, places.here)
    await broken.room.disturb("chat.postMessage", what="500_before", lasting=True)
    await broken.ana.types(f"/idea {BENCHES}", channel=ROOM)
    await broken.rests()
    change(broken, f"UPDATE message SET next_at = 0, call = 'nonsense' WHERE workspace = '{gone}'")  # noqa: S608

    await other.idea(other.ana, TREES)
    await other.rests()

    assert states(other, "idea") == ["sent"]
