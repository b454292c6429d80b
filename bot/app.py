"""The composition root: the one place where the parts meet. Nothing is created at import."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import FollowedClock, real_time
from bot.config import Config
from bot.preflight import Identity, preflight
from bot.scheduler import Rounds, ticking
from bot.socket import PATIENT, Patience, Socket, Watchdog
from coproduction.ports import Clock, Storage
from handlers.answering import Answering
from handlers.cards import CardWriter, Rhythm
from handlers.desk import Desk
from handlers.directory import Directory
from handlers.manners import Manners
from handlers.outbox import Outbox
from handlers.pace import Pace
from handlers.rounds import call_roll
from handlers.slack import CALL_SECONDS, Slack
from handlers.switchboard import Switchboard

log = structlog.get_logger(__name__)

FINISH_WITHIN = 4.0  # seconds; Slack may be away at the end, too


@dataclass(frozen=True, slots=True)
class Parts:
    """The bot's own parts, wired to each other and to nothing that runs yet."""

    app: AsyncApp
    desk: Desk
    outbox: Outbox
    cards: CardWriter
    answering: Answering
    rounds: Rounds


@dataclass(frozen=True, slots=True)
class Bot:
    """A running bot."""

    parts: Parts
    socket: Socket
    lost: asyncio.Task[None]  # ends only when the connection cannot be made any more


def web_client(config: Config) -> AsyncWebClient:
    """A client that never repeats a call by itself: a repeated post would be a doubled message."""
    return AsyncWebClient(
        token=config.slack_bot_token.reveal(),
        base_url=config.slack_api_url,
        timeout=CALL_SECONDS,
        retry_handlers=[],
    )


def build(config: Config, clock: Clock, storage: Storage, client: AsyncWebClient, who: Identity) -> Parts:
    """Wire the parts."""
    slack = Slack(client)
    manners = Manners(
        config.command_prefix,
        config.idea_emoji,
        lists_emails=config.emails == "yes",
        makes_channels=config.group_channels == "yes",
    )
    directory = Directory(slack, clock, who.workspace)
    desk = Desk(who.workspace, who.bot_user, storage, clock, slack, directory, manners)
    cards = CardWriter(desk, Rhythm(2.0 * config.pace, 1.3 * config.pace))
    outbox = Outbox(desk, Pace(config.pace), cards.posted)

    async def one_round() -> None:
        cards.refresh(*await call_roll(desk))
        await outbox.flush()
        await storage.scrub()

    rounds = Rounds(one_round)
    answering = Answering(desk, cards, rounds.wake)
    app = _bolt(client, who)
    Switchboard(desk, answering).connect(app)
    return Parts(app, desk, outbox, cards, answering, rounds)


def _bolt(client: AsyncWebClient, who: Identity) -> AsyncApp:
    """Bolt without what costs time at every click and never comes over our socket."""
    # its client bears no token of its own: Bolt asks `authorize`, our calls go through `slack`
    bare = AsyncWebClient(base_url=client.base_url, retry_handlers=[])
    return AsyncApp(
        name="alongside",  # left alone, Bolt reads the source of every module on its way to find a name
        client=bare,
        process_before_response=True,  # our listeners store and return: no need to poll for their answer
        authorize=_Vouched(who, client.token or ""),
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        logger=logging.getLogger("slack_bolt"),  # left alone, Bolt's loggers take the level of the root
    )


class _Vouched(AsyncAuthorize):
    """The preflight has asked Slack who we are; Bolt need not ask again before the first answer.

    A plain function would do, but for one Bolt gathers whatever it might ask for, at every click.
    """

    def __init__(self, who: Identity, token: str) -> None:
        self._known = AuthorizeResult(
            enterprise_id=None,
            team_id=who.workspace,
            bot_user_id=who.bot_user,
            bot_id=who.bot,
            bot_token=token,
        )

    async def __call__(self, **_context: Any) -> AuthorizeResult:
        """The same for every click."""
        return self._known


@asynccontextmanager
async def running(config: Config, storage: Storage, patience: Patience = PATIENT) -> AsyncIterator[Bot]:
    """A bot that serves until this is left; leaving it finishes what runs. The storage stays open."""
    client = web_client(config)
    who = await preflight(client, config.slack_app_token)
    async with AsyncExitStack() as leaving:
        followed = FollowedClock(config.rehearsal_clock)
        clock = followed if config.rehearsal_clock else real_time
        parts = build(config, clock, storage, client, who)
        if config.rehearsal_clock:
            await followed.catch_up()
            _in_background(leaving, followed.follow(parts.rounds.wake), "clock")
        await parts.cards.catch_up()
        parts.rounds.begin()
        socket = Socket(parts.app, config.slack_app_token.reveal(), patience.ping_every)
        leaving.push_async_callback(_finish, parts, socket)
        watch = Watchdog(socket, lambda: _answers(client), patience).watch()
        lost = _in_background(leaving, watch, "watchdog")
        # the first connection may meet a dead ticket too, and then it ends only by the watchdog's help
        connected = _in_background(leaving, socket.connect(), "connecting")
        await asyncio.wait({connected, lost}, return_when=asyncio.FIRST_COMPLETED)
        scheduler = ticking(parts.rounds, config.tick_seconds)
        scheduler.start()
        leaving.callback(scheduler.shutdown, wait=False)
        parts.rounds.wake()
        if not lost.done():
            log.info("ready", workspace=who.workspace_name, channels="invite me where sessions are held")
        yield Bot(parts, socket, lost)


async def _finish(parts: Parts, socket: Socket) -> None:
    """Stop taking work, finish what runs: acts first, then words, then messages, then cards."""
    parts.outbox.stop()
    await socket.drain()
    try:
        async with asyncio.timeout(FINISH_WITHIN):
            await parts.answering.errands.done()
            await parts.desk.directory.rests()
            await parts.rounds.finish()
            await parts.cards.finish()
    except TimeoutError:  # Slack does not answer; all is stored, and the next start goes on with it
        log.warning("left_for_the_next_start")


def _in_background(leaving: AsyncExitStack, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
    """A task that is held, and cancelled on leaving."""
    task = asyncio.create_task(work, name=name)

    async def cancel() -> None:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    leaving.push_async_callback(cancel)
    return task


async def _answers(client: AsyncWebClient) -> bool:
    """Whether Slack's Web API answers us now."""
    try:
        await client.auth_test()
    except Exception:  # noqa: BLE001 (whatever it is, Slack did not answer well)
        return False
    return True
