"""A process that sends as the bot does: its storage, services, outbox and calls; watched from outside.

The points at which it may die are watched by wrapping what it is made of: nothing of the bot knows of them.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.chaos.fate import LONGEST, TEAM, TOKEN, Fate, Orders, Point
from benchmarks.chaos.hurry import real
from bot.app import connections
from bot.logs import set_up
from bot.preflight import Pauses, preflight
from bot.ticker import Ticker
from bot.values import Secret
from coproduction.messages import Card, Message, Outcome
from coproduction.ports import Clock
from handlers.advance import let_time_pass
from handlers.blocks.kit import Drawing
from handlers.desk import Desk
from handlers.dispatch import commands
from handlers.sending.outbox import Outbox
from handlers.settings import Settings
from handlers.slack.aliases import StoredAliases
from handlers.slack.board import StoredBoard
from handlers.slack.calls import Slack
from handlers.slack.client import Client
from handlers.slack.directory import Directory
from handlers.slack.memberships import Memberships
from handlers.slack.pace import Pace
from handlers.slack.patience import PATIENT, SlackPatience
from handlers.slack.quiet import Quiet
from handlers.voices import Voices
from storage import SqlMemory, Storage, clock
from storage.allowances import Allowances
from storage.engine import open_engines
from storage.messages import Messages

TICK = 0.1
_CALL = real(PATIENT.call)


def serve(orders: Orders, line: Connection) -> None:
    """Send what is owed until somebody ends this process."""
    log = Path(orders.log).open("a", buffering=1)  # noqa: SIM115 (until the end, which nobody foresees)
    sys.stderr = log
    set_up("text", log)
    clock.TIME = orders.hurry.of_the_database()
    with suppress(TimeoutError):
        asyncio.run(_serve(orders, Fate(orders, line), line))


async def _serve(orders: Orders, fate: Fate, line: Connection) -> None:
    now = orders.hurry.clock(orders.apart)
    async with asyncio.timeout(LONGEST), connections(_CALL) as session:
        client = Client(TOKEN, orders.slack, now, session)
        storage = Storage(open_engines(orders.url, readers=2), partial(_Memory, fate), readers=2)
        client.rests.share(StoredBoard(storage, TEAM, now))
        (installed,) = await preflight([client], Secret("xapp-chaos"), Pauses(0.05, 0.2))
        desk = desk_of(storage, _Slack(client, SlackPatience(call=_CALL), fate=fate), installed.bot_user, now)
        outbox = Outbox(desk, _Pace(fate))
        ticker = Ticker(_Work(desk, outbox))
        desk.consequences.connect(_redraw_nothing, ticker.wake, storage.forget, int)
        ticker.begin()
        while not line.poll():  # when whoever began this is gone, this ends, too
            ticker.tick()
            await asyncio.sleep(TICK)


def desk_of(storage: Storage, slack: Slack, bot_user: str, now: Clock) -> Desk:
    """As the bot's own (`bot.app`), for one workspace."""
    directory = Directory(slack, now, TEAM, StoredAliases(storage, TEAM))
    voices = Voices(storage, TEAM, directory, now, partial(commands.typed, Settings()))
    memberships = Memberships(slack, storage, TEAM, Pace(real(1.3)))
    return Desk(TEAM, bot_user, storage, now, slack, directory, voices, memberships, Quiet(slack, now))


class _Work:
    """What a tick does: what is due becomes due, in each of the processes, and what is owed is sent."""

    def __init__(self, desk: Desk, outbox: Outbox) -> None:
        self._desk = desk
        self._outbox = outbox

    async def __call__(self) -> None:
        await let_time_pass(self._desk)
        await self._outbox.flush()


class _Pace(Pace):
    """The first thing that is asked for when messages have been claimed."""

    def __init__(self, fate: Fate) -> None:
        super().__init__(real(1.0))
        self._fate = fate

    async def turn(self, lane: str) -> None:
        self._fate.comes_to(Point.CLAIMED)
        await super().turn(lane)


@dataclass(frozen=True)
class _Slack(Slack):
    fate: Fate = field(kw_only=True)

    async def post(
        self, message: Message, drawing: Drawing, digest: str, thread: str | None = None
    ) -> Outcome:
        self.fate.comes_to(Point.TO_SEND)
        outcome = await super().post(message, drawing, digest, thread)
        self.fate.comes_to(Point.SENT)
        return outcome

    async def find(self, message: Message, thread: str | None = None) -> Outcome:
        self.fate.comes_to(Point.LOOKING)
        outcome = await super().find(message, thread)
        self.fate.comes_to(Point.LOOKING)
        return outcome


class _Messages(Messages):
    fate: Fate

    def settle(self, message: Message, lease: str) -> bool:
        self.fate.comes_to(Point.TO_RECORD)
        return super().settle(message, lease)


class _Allowances(Allowances):
    fate: Fate

    def hold(self, person: str) -> None:
        super().hold(person)
        self.fate.comes_to(Point.PLANNING)

    def take(self, person: str, message: str, day: date) -> bool:
        self.fate.comes_to(Point.SPENDING)
        is_theirs = super().take(person, message, day)
        self.fate.comes_to(Point.SPENDING)
        return is_theirs


class _Memory(SqlMemory):
    def __init__(self, fate: Fate, *given: Any) -> None:
        super().__init__(*given)
        self._fate = fate

    @cached_property
    def messages(self) -> Messages:
        messages = _Messages(self._scope)
        messages.fate = self._fate
        return messages

    @cached_property
    def allowances(self) -> Allowances:
        allowances = _Allowances(self._scope)
        allowances.fate = self._fate
        return allowances


def _redraw_nothing(*cards: Card, wrong: Collection[Card] = (), awaited: Collection[Card] = ()) -> None:
    """Nothing here changes once it is posted."""
