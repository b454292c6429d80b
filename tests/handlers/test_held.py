"""A database that somebody else holds, as people in Slack meet it: told in time, and nothing comes later."""

from __future__ import annotations

import asyncio
import re
from threading import Event

import sqlalchemy as sa

from coproduction.haste import SLACK_WAITS
from storage import Storage
from tests.handlers.database import tables
from tests.stage import ROOM, Opened, on_stage
from tests.storage.rows import PATIENCE
from tests.storage.test_bridge_troubles import holding

BUDDY = "A buddy for every new parent"


async def test_an_idea_is_not_saved_while_the_database_is_held_and_once_when_it_is_typed_again(
    database: Opened,
) -> None:
    async with on_stage(database) as stage:
        await stage.session()
        await stage.rests()
        with holding(database.url, "idea"):
            deed = await stage.ana.types(f"/idea {BUDDY}", channel=ROOM)
            assert deed.acked
            await stage.ana.sees("This was not saved", channel=ROOM, private=True)
        await stage.ana.types(f"/idea {BUDDY}", channel=ROOM)
        await stage.delroy.sees(BUDDY, channel=ROOM)
        assert [row["text"] for row in tables(stage)["idea"]] == [BUDDY]


async def test_what_was_being_committed_when_slack_gave_up_is_said_to_be_saved_when_it_is(
    ready_sqlite_url: str,
) -> None:
    async with on_stage(ready_sqlite_url) as stage:
        await stage.session()
        await stage.rests()
        assert isinstance(stage.storage, Storage)
        free = Event()
        writer = stage.storage._engines.writer
        sa.event.listen(writer, "commit", lambda _connection: free.wait(PATIENCE))
        asyncio.get_running_loop().call_later(SLACK_WAITS + 0.3, free.set)

        deed = await stage.ana.types(f"/idea {BUDDY}", channel=ROOM, allow_silence=True)

        assert not deed.acked
        told = await stage.ana.sees(re.compile(r"^(?!/idea failed)(?s:.)+$"), channel=ROOM, private=True)
        assert "Your idea" in told.readable
        await stage.delroy.sees(BUDDY, channel=ROOM)
        assert [row["text"] for row in tables(stage)["idea"]] == [BUDDY]
