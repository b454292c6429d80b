"""A backup is restored while people have had what was sent since, and some have said stop."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

from coproduction.machine import QUIET
from storage import back_up, restore
from tests.handlers.database import tables
from tests.handlers.test_nudging import ASKED, MINUTE, nudges, promise
from tests.stage import ROOM, Stage

LONG_AFTER = timedelta(days=3)


async def restored(stage: Stage, file: Path) -> None:
    """The bot is stopped, what was stored then is put back, and another bot begins."""
    await stage.serving.aclose()
    await asyncio.to_thread(restore, stage.config.database_url, file, await stage.room.now())
    await stage.starts_bot()
    await stage.rests()


async def test_nobody_is_asked_twice_and_nobody_who_has_said_stop(stage: Stage, tmp_path: Path) -> None:
    ana, delroy, blessing = stage.people("Ana Pereira", "Delroy Francis", "Blessing Okafor")
    await promise(stage, ana, delroy, blessing)
    backup = tmp_path / "a.backup"
    await asyncio.to_thread(back_up, stage.config.database_url, backup, await stage.room.now())
    await blessing.types("/copro stop", channel=ROOM)
    await stage.rests()
    await stage.time_is(ASKED + MINUTE)
    assert [await nudges(each) for each in (ana, delroy, blessing)] == [1, 1, 0]
    posts = await stage.room.seq()

    await restored(stage, backup)
    await stage.time_is(ASKED + LONG_AFTER)

    assert [await nudges(each) for each in (ana, delroy, blessing)] == [1, 1, 0]
    assert await stage.room.log(kind="call", method="chat.postMessage", since=posts) == []
    states = {row["state"] for row in tables(stage)["message"]}
    assert states == {"sent", "cancelled"}


async def test_what_nobody_had_got_is_sent_once(stage: Stage, tmp_path: Path) -> None:
    await promise(stage, stage.ana)
    backup = tmp_path / "a.backup"
    await asyncio.to_thread(back_up, stage.config.database_url, backup, await stage.room.now())
    await stage.serving.aclose()
    await stage.room.moves_to(ASKED + MINUTE)  # its day comes while nobody serves

    await restored(stage, backup)
    await stage.time_is(ASKED + 2 * MINUTE + QUIET)  # so long it is not even looked for
    await stage.time_is(ASKED + LONG_AFTER)

    assert await nudges(stage.ana) == 1


async def test_an_anonymous_poll_that_was_open_has_no_result_and_whoever_closes_it_is_told_why(
    stage: Stage, tmp_path: Path
) -> None:
    await stage.session()
    await stage.poll('/poll anonymous "When to meet?" "Morning" "Evening"')
    await stage.ana.sees("Morning", channel=ROOM)
    await stage.ana.clicks("Evening", on="When to meet?", channel=ROOM)
    await stage.rests()
    backup = tmp_path / "a.backup"
    await asyncio.to_thread(back_up, stage.config.database_url, backup, await stage.room.now())

    await restored(stage, backup)
    await stage.miriam.types("/copro close", channel=ROOM)

    told = await stage.miriam.sees("The poll “When to meet?” is closed already.", channel=ROOM, private=True)
    assert "This poll has no result. A part of it is lost" in told.readable
    assert "No poll is open in this channel." in told.readable
    assert "Evening" not in told.readable
