"""The composition root: the one place where the parts meet. Nothing is created at import."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiohttp
import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize

from bot.attendance import Attendance
from bot.census import Heart
from bot.clock import FollowedClock, Plans, real_time
from bot.config import Config
from bot.entrance import Entrance, SocketEntrance, SocketPatience
from bot.patience import PATIENT, Patience
from bot.plans import soonest
from bot.preflight import Installation, preflight
from bot.ticker import ticking
from coproduction.ports import Clock, Storage
from handlers.advance import let_time_pass
from handlers.breakouts import departures
from handlers.desk import Desk
from handlers.dispatch import commands
from handlers.dispatch.answering import Answering
from handlers.dispatch.switchboard import Switchboard
from handlers.people import retire_absent
from handlers.sending.live_cards import CardWriter, Rhythm
from handlers.sending.outbox import Outbox
from handlers.settings import Settings
from handlers.slack.aliases import StoredAliases
from handlers.slack.board import StoredBoard
from handlers.slack.calls import Slack
from handlers.slack.client import Client
from handlers.slack.directory import Directory
from handlers.slack.lastmoment import LastMomentRequest
from handlers.slack.memberships import Memberships
from handlers.slack.pace import Pace
from handlers.slack.patience import SlackPatience
from handlers.slack.quiet import Quiet
from handlers.voices import Voices
from handlers.workspaces import Workspace, Workspaces

log = structlog.get_logger(__name__)

FINISH_WITHIN = 4.0  # seconds; Slack may be away at the end, too


@dataclass(frozen=True, slots=True)
class Parts:
    """The bot's own parts, wired to each other and to nothing that runs yet."""

    app: AsyncApp
    switchboard: Switchboard
    workspaces: Workspaces
    attendance: Attendance

    def read_members(self) -> None:
        """Who came and went while nobody told us; who has left leads nobody any more."""
        for each in self.workspaces:
            each.desk.memberships.want_all()
            each.answering.background.run(retire_absent(each.desk), "absent")


@dataclass(frozen=True, slots=True)
class Bot:
    """A running bot."""

    parts: Parts
    entrance: Entrance


def connections(seconds: float) -> aiohttp.ClientSession:
    """Connections to Slack that stay open from one call to the next, each call waiting so long.

    Left alone, Slack's library makes a new one for each call, and shakes hands before it is answered.
    """
    return aiohttp.ClientSession(
        # an own limit for connecting, because nothing was sent when that takes too long
        timeout=aiohttp.ClientTimeout(total=seconds, connect=seconds / 2),
        connector=aiohttp.TCPConnector(limit=0),  # who waits for a connection would wait for other people
        cookie_jar=aiohttp.DummyCookieJar(),  # workspaces share the connections and nothing else
        request_class=LastMomentRequest,
    )


def web_clients(config: Config, clock: Clock, session: aiohttp.ClientSession) -> list[Client]:
    """A client for each token, over the connections they share."""
    return [Client(token.reveal(), config.slack_api_url, clock, session) for token in config.slack_bot_token]


def build(
    config: Config,
    clock: Clock,
    storage: Storage,
    installed: Sequence[Installation],
    patience: SlackPatience,
) -> Parts:
    """Wire the parts."""
    workspaces = Workspaces(_workspace(config, clock, storage, each, patience) for each in installed)

    async def scrub() -> None:
        await storage.let_secrets_go(clock())
        await storage.scrub()

    attendance = Attendance(
        lambda served: storage.due(clock(), served),
        {each.desk.workspace: partial(_attend_to, each) for each in workspaces},
        scrub,
    )
    for desk, cards in ((each.desk, each.cards) for each in workspaces):
        desk.consequences.connect(cards.refresh, attendance.wake, storage.forget, cards.waiting)
    app, switchboard = _bolt(installed, clock), Switchboard(workspaces)
    switchboard.connect(app)
    return Parts(app, switchboard, workspaces, attendance)


def _workspace(
    config: Config, clock: Clock, storage: Storage, installed: Installation, patience: SlackPatience
) -> Workspace:
    slack = Slack(installed.client, patience)
    installed.client.rests.share(StoredBoard(storage, installed.workspace, clock))
    settings = Settings(
        config.command_prefix,
        config.idea_emoji,
        lists_emails=config.emails == "yes",
        makes_channels=config.group_channels == "yes",
        gives_files=config.files == "yes",
        help_contacts=config.help_contacts,
        perspectives=config.perspective_names,
    )
    team = installed.workspace
    directory = Directory(slack, clock, team, StoredAliases(storage, team))
    typed, contacts = partial(commands.typed, settings), settings.help_contacts
    voices = Voices(storage, team, directory, clock, typed, contacts)
    memberships = Memberships(slack, storage, team, Pace(1.3 * config.pace))
    known = directory, voices, memberships, Quiet(slack, clock)
    desk = Desk(team, installed.bot_user, storage, clock, slack, *known, settings)
    memberships.connect(partial(departures.gone, desk))
    cards = CardWriter(desk, Rhythm(2.0 * config.pace, 1.3 * config.pace))
    return Workspace(desk, Outbox(desk, Pace(config.pace)), cards, Answering(desk))


async def _attend_to(workspace: Workspace) -> None:
    """Let time pass and send what is owed."""
    await let_time_pass(workspace.desk)
    await workspace.outbox.flush()


def _bolt(installed: Sequence[Installation], clock: Clock) -> AsyncApp:
    """Bolt without what costs time at every click and never comes over our socket."""
    # its client bears no token of its own: Bolt asks `authorize`, our calls go through `slack`
    bare = Client("", installed[0].client.base_url, clock)  # with it the socket asks for its addresses
    return AsyncApp(
        name="alongside",  # left alone, Bolt reads the source of every module on its way to find a name
        client=bare,
        process_before_response=True,  # our listeners store and return: no need to poll for their answer
        authorize=_Vouched(installed),
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

    def __init__(self, installed: Sequence[Installation]) -> None:
        self._known = {each.workspace: _authorized(each) for each in installed}

    async def __call__(self, *, team_id: str | None = None, **_context: Any) -> AuthorizeResult:
        """What Bolt knows of us in this workspace; the switchboard answers where we are not installed."""
        return self._known.get(team_id or "") or AuthorizeResult(enterprise_id=None, team_id=team_id)


def _authorized(installed: Installation) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None,
        team_id=installed.workspace,
        bot_user_id=installed.bot_user,
        bot_id=installed.bot,
        bot_token=installed.client.token,
    )


@asynccontextmanager
async def running(config: Config, storage: Storage, patience: Patience = PATIENT) -> AsyncIterator[Bot]:
    """A bot that serves until this is left; leaving it finishes what runs. The storage stays open."""
    async with AsyncExitStack() as leaving:
        session = await leaving.enter_async_context(connections(patience.slack.call))
        followed = FollowedClock(config.rehearsal_clock)
        clock = followed if config.rehearsal_clock else real_time
        clients = web_clients(config, clock, session)
        installed = await preflight(clients, config.slack_app_token, patience.start)
        parts = build(config, clock, storage, installed, patience.slack)
        if config.rehearsal_clock:
            storage.rehearse()
            await followed.catch_up()
            plans = _plans(storage, clock, parts)
            _in_background(leaving, followed.follow(parts.attendance.wake, plans), "clock")
        for each in parts.workspaces:
            await each.cards.catch_up()
        parts.attendance.begin()
        heart = Heart(storage, [each.workspace for each in installed], real_time)
        await heart.beat()
        leaving.push_async_callback(heart.stop)
        _in_background(leaving, heart.beat_on(), "heart")
        entrance = _entrance(config, parts, installed, patience.socket, heart)
        leaving.push_async_callback(_finish, parts, entrance)
        # the first connection may meet a dead ticket too, and then it is made only by the watchdog's help
        _in_background(leaving, entrance.watch(), "watchdog")
        await entrance.start()
        parts.read_members()
        _in_background(leaving, ticking(parts.attendance, config.tick_seconds), "tick")
        parts.attendance.wake()
        names = ", ".join(each.workspace_name for each in installed)
        told = (
            {}
            if config.help_contacts
            else {"help": "set HELP_CONTACTS, so that people see where they get it"}
        )
        log.info("ready", workspace=names, channels="invite me where sessions are held", **told)
        yield Bot(parts, entrance)


def _plans(storage: Storage, clock: Clock, parts: Parts) -> Plans:
    served = [each.desk.workspace for each in parts.workspaces]
    return lambda: soonest(lambda moment: storage.due(moment, served), clock)


def _entrance(
    config: Config, parts: Parts, installed: Sequence[Installation], patience: SocketPatience, heart: Heart
) -> SocketEntrance:
    clients = [each.client for each in installed]
    return SocketEntrance(
        parts.app,
        parts.switchboard.click,
        config.slack_app_token.reveal(),
        lambda: _any_answers(clients),
        parts.read_members,
        patience,
        heart,
    )


async def _finish(parts: Parts, entrance: Entrance) -> None:
    """Stop taking work, finish what runs: acts first, then words, then messages, then cards."""
    for each in parts.workspaces:
        each.outbox.stop()
        each.desk.memberships.stop()
    await entrance.drain()
    try:
        async with asyncio.timeout(FINISH_WITHIN):
            await asyncio.gather(*(each.words_are_said() for each in parts.workspaces))
            await parts.attendance.finish()
            await asyncio.gather(*(each.cards.finish() for each in parts.workspaces))
    except TimeoutError:  # Slack does not answer; all is stored, and the next start goes on with it
        log.warning("left_for_the_next_start")
    for each in parts.workspaces:
        each.answering.stop()


def _in_background(leaving: AsyncExitStack, work: Coroutine[Any, Any, None], name: str) -> None:
    """A task that is held, and cancelled on leaving."""
    task = asyncio.create_task(work, name=name)

    async def cancel() -> None:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    leaving.push_async_callback(cancel)


async def _any_answers(clients: Sequence[Client]) -> bool:
    """Whether Slack's Web API answers us in any workspace: in another our token may be worth nothing."""
    for client in clients:
        if await _answers(client):
            return True
    return False


async def _answers(client: Client) -> bool:
    """Whether Slack's Web API answers us now."""
    try:
        await client.auth_test()
    except Exception:  # noqa: BLE001 (whatever it is, Slack did not answer well)
        return False
    return True
