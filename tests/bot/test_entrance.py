"""The connection to Slack: it comes back from every way of being lost, and it closes quickly."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from aiohttp import web

from bot.app import Bot, running
from bot.config import Config
from bot.entrance import Socket, SocketPatience, Watchdog
from bot.patience import Patience
from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from tests.bot.door import PING_EVERY, Door
from tests.bot.tape import Tape
from tests.stage import ROOM, Opened, settings

QUICK = SocketPatience(look_every=0.05, forget_ticket_after=0.3, begin_anew_after=60, ping_every=PING_EVERY)
CONNECTION = ("slack_connection_lost", "slack_connection_back", "slack_connection_cannot_be_made")


@asynccontextmanager
async def serving(slack: Rehearsal, database: Opened, patience: SocketPatience = QUICK) -> AsyncIterator[Bot]:
    """The whole bot, less patient than in life."""
    config = Config.from_env(settings(slack, database.url))
    less_patient = Patience(socket=patience)
    async with running(config, database.storage, less_patient) as bot:
        yield bot


async def connected_again(room: Room, since: int) -> None:
    """Wait for the next connection."""
    await room.wait_for(kind="socket", what="open", since=since, timeout=20)


async def a_session_begins(room: Room) -> None:
    """Ideas are kept in channels that have had a session."""
    await room.person("Miriam Adler").types('/copro start "A playground"', channel=ROOM)
    await room.person("Delroy Francis").sees("A playground", channel=ROOM)


async def idea_is_taken(room: Room, words: str) -> None:
    """Somebody types an idea, and others see exactly one card of it."""
    await room.person("Ana Pereira").types(f"/idea {words}", channel=ROOM)
    await room.person("Delroy Francis").sees(words, channel=ROOM)
    cards = await room.person("Delroy Francis").messages(ROOM)  # ideas of one moment share a card
    assert sum(words in card.readable for card in cards) == 1


# A dead ticket: the address was given, but opens no socket


async def test_a_dead_ticket_at_the_start_is_got_rid_of(
    slack: Rehearsal, room: Room, database: Opened, tape: Tape
) -> None:
    await room.dead_ticket(times=3)  # the first is only looked at, to check the token

    async with serving(slack, database):
        await tape.says("slack_connection_back")
        await a_session_begins(room)
        await idea_is_taken(room, "More benches")

    assert tape.events(*CONNECTION) == ["slack_connection_lost", "slack_connection_back"]


async def test_a_dead_ticket_at_a_refresh_is_got_rid_of(
    slack: Rehearsal, room: Room, database: Opened, tape: Tape
) -> None:
    async with serving(slack, database):
        await a_session_begins(room)
        await room.dead_ticket(times=2)
        since = await room.seq()
        await room.drop_sockets("refresh_requested")
        await connected_again(room, since)
        await tape.says("slack_connection_back")
        await idea_is_taken(room, "More benches")

    assert tape.events(*CONNECTION) == ["slack_connection_lost", "slack_connection_back"]


async def test_when_slack_answers_and_no_ticket_works_it_begins_anew_and_never_gives_up(
    slack: Rehearsal, room: Room, database: Opened, tape: Tape
) -> None:
    soon = SocketPatience(ping_every=0.1, look_every=0.02, forget_ticket_after=0.1, begin_anew_after=0.3)

    async with serving(slack, database, soon):
        await a_session_begins(room)
        await room.dead_ticket(times=1_000_000)
        await room.drop_sockets("tcp")
        await tape.says("slack_connection_cannot_be_made", times=2)
        slack.slack.tickets.spare_all()
        await tape.says("slack_connection_back")
        await idea_is_taken(room, "More benches")


async def test_the_first_connection_may_take_several_clients(
    slack: Rehearsal, room: Room, database: Opened, tape: Tape
) -> None:
    soon = SocketPatience(ping_every=0.1, look_every=0.02, forget_ticket_after=0.1, begin_anew_after=0.3)
    await room.dead_ticket(times=1_000_000)
    starting = asyncio.create_task(_serve_one_idea(slack, room, database, soon))
    await tape.says("slack_connection_cannot_be_made")
    slack.slack.tickets.spare_all()
    await starting


async def _serve_one_idea(slack: Rehearsal, room: Room, database: Opened, patience: SocketPatience) -> None:
    async with serving(slack, database, patience):
        await a_session_begins(room)
        await idea_is_taken(room, "More benches")


# Every way in which Slack ends a connection


@pytest.mark.parametrize("how", ["refresh_requested", "warning", "too_many_websockets", "tcp"])
async def test_a_lost_connection_is_made_again_and_nothing_is_handled_twice(
    slack: Rehearsal, room: Room, database: Opened, how: str
) -> None:
    ana = room.person("Ana Pereira")
    async with serving(slack, database):
        await a_session_begins(room)
        await idea_is_taken(room, "Before it was lost")
        await ana.types("A swing for the yard", channel=ROOM)
        since = await room.seq()
        await room.drop_sockets(how)
        await ana.reacts("bulb", on="A swing for the yard", channel=ROOM, allow_silence=True)
        await connected_again(room, since)
        await idea_is_taken(room, "Right afterwards")
        event = (await room.log(kind="envelope", name="reaction_added"))[-1]["payload"]["event_id"]
        acked_again = await room.redeliver(event)
        await idea_is_taken(room, "Last of all")
        cards = [each for each in await room.person("Delroy Francis").messages(ROOM) if each.user != ana.id]

    assert acked_again
    assert sum("swing" in card.readable for card in cards) == 1


async def test_a_refresh_is_nothing_to_speak_of(
    slack: Rehearsal, room: Room, database: Opened, tape: Tape
) -> None:
    async with serving(slack, database):
        await a_session_begins(room)
        for _ in range(3):
            since = await room.seq()
            await room.drop_sockets("refresh_requested")
            await connected_again(room, since)
        await idea_is_taken(room, "More benches")

    assert tape.events("ready", *CONNECTION) == ["ready"]


# The watchdog


async def test_patience_counts_only_while_slack_answers(socket: Socket, tape: Tape) -> None:
    """Slack is away, answers for a while, is away again: it begins anew after the third answer in a row."""
    answers = iter([False, False, False, True, True, False, True, True, True, False])
    asked: list[bool] = []

    async def slack_answers() -> bool:
        asked.append(next(answers))
        return asked[-1]

    patience = SocketPatience(look_every=0.005, forget_ticket_after=0.01, begin_anew_after=0.025)
    watching = asyncio.create_task(Watchdog(socket, slack_answers, lambda: None, patience).watch())
    await tape.says("slack_connection_cannot_be_made")
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching

    assert asked == [False, False, False, True, True, False, True, True, True]
    assert tape.events(*CONNECTION)[:2] == ["slack_connection_lost", "slack_connection_cannot_be_made"]


async def test_it_asks_nothing_while_there_is_a_connection(socket: Socket, tape: Tape) -> None:
    looks = asyncio.Semaphore(0)

    async def never() -> bool:
        raise AssertionError("Slack was asked")

    is_connected = socket.is_connected

    async def counted() -> bool:
        looks.release()
        return await is_connected()

    socket.is_connected = counted  # type: ignore[method-assign]
    await socket.connect()
    watching = asyncio.create_task(
        Watchdog(socket, never, lambda: None, SocketPatience(look_every=0.001, begin_anew_after=0)).watch()
    )
    async with asyncio.timeout(20):
        for _ in range(50):
            await looks.acquire()
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching

    assert tape.events(*CONNECTION) == []


async def test_a_connection_that_is_made_anew_is_a_return_and_the_first_one_is_none(
    socket: Socket, room: Room
) -> None:
    looks, returns = asyncio.Semaphore(0), asyncio.Semaphore(0)
    is_connected = socket.is_connected

    async def counted() -> bool:
        looks.release()
        return await is_connected()

    async def answers() -> bool:
        return True

    socket.is_connected = counted  # type: ignore[method-assign]
    watchdog = Watchdog(socket, answers, returns.release, SocketPatience(look_every=0.001))
    watching = asyncio.create_task(watchdog.watch())  # as the bot does, before it connects
    async with asyncio.timeout(20):
        await looks.acquire()
        await socket.connect()
        while not looks.locked():  # those from before the connection
            await looks.acquire()
        for _ in range(20):
            await looks.acquire()
        assert returns.locked()
        since = await room.seq()
        await room.drop_sockets("refresh_requested")
        await connected_again(room, since)
        await returns.acquire()
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching


# Closing


async def test_closing_waits_for_what_runs_and_its_acknowledgement_arrives(
    socket: Socket, door: Door, room: Room
) -> None:
    await socket.connect()
    typing = asyncio.create_task(room.person("Ana Pereira").types("/idea More benches", channel=ROOM))
    await asyncio.wait_for(door.heard.wait(), 10)
    draining = asyncio.create_task(socket.drain())
    closed_early, _ = await asyncio.wait({draining}, timeout=0)
    door.may_answer.set()
    deed = await typing
    await draining

    assert (closed_early, deed.acked) == (set(), True)


async def test_what_arrives_while_closing_is_left_for_somebody_else(
    socket: Socket, door: Door, room: Room
) -> None:
    await socket.connect()
    ana, delroy = room.person("Ana Pereira"), room.person("Delroy Francis")
    first = asyncio.create_task(ana.types("/idea One", channel=ROOM))
    await asyncio.wait_for(door.heard.wait(), 10)
    draining = asyncio.create_task(socket.drain())
    await asyncio.wait({draining}, timeout=0)
    since = await room.seq()
    second = asyncio.create_task(delroy.types("/idea Two", channel=ROOM, allow_silence=True))
    await room.wait_for(kind="envelope", since=since)
    door.may_answer.set()
    await draining
    second.cancel()

    assert ((await first).acked, door.times) == (True, 1)


async def test_closing_a_polite_connection_takes_no_time(socket: Socket) -> None:
    await socket.connect()
    began = time.monotonic()
    await socket.drain()

    assert time.monotonic() - began < 0.5


async def test_closing_does_not_wait_for_the_goodbye_of_a_silent_other_side(socket: Socket) -> None:
    async with silent_slack() as url:
        socket.client.wss_uri = url
        await socket.connect()
        began = time.monotonic()
        await socket.drain()

        assert time.monotonic() - began < 2


async def test_closing_twice_and_closing_what_was_never_open_are_no_trouble(socket: Socket) -> None:
    await socket.drain()
    await socket.drain()

    assert not await socket.is_connected()


@asynccontextmanager
async def silent_slack() -> AsyncIterator[str]:
    """The address of a socket that opens and never says or hears anything."""
    over = asyncio.Event()

    async def never_answer(request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse(autoclose=False)
        await ws.prepare(request)
        await over.wait()
        return ws

    app = web.Application()
    app.router.add_get("/", never_answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"ws://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        over.set()
        await runner.cleanup()
