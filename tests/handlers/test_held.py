"""A database that somebody else holds, as people in Slack meet it: told in time, and nothing comes later."""

from __future__ import annotations

from tests.handlers.database import tables
from tests.stage import ROOM, Opened, on_stage
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
