"""Reads from Slack who is in the channels of programmes, in the background: no act waits for it.

Events tell of everybody who comes and goes from then on. So it is read when the bot starts, when it was out
of reach, and when a channel becomes a programme's or the bot is let in.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from functools import partial

import structlog
from slack_sdk.errors import SlackApiError

from coproduction.errors import Refusal
from coproduction.ports import Storage
from coproduction.service import members
from handlers.slack.calls import Slack
from handlers.slack.pace import Pace, patiently
from handlers.slack.slack_errors import SLACK_IS_AWAY, error_of, passing, reason_of

log = structlog.get_logger(__name__)

_LANE = "members"
_HIDDEN = "channel_not_found"
PAGE = 200
MOST_TRIES = 5  # for one channel, until something asks for it again
MOST_REMEMBERED = 10_000  # comings and goings, so that an older one that is late changes nothing


Gone = Callable[[str, str], Awaitable[object]]  # a person, and the channel in which they are not any more


async def _nobody_is_told(_person: str, _channel: str) -> None: ...


class Memberships:
    """Who is in which channel of one workspace, as far as it is to be read."""

    def __init__(self, slack: Slack, storage: Storage, workspace: str, pace: Pace) -> None:
        self._slack = slack
        self._storage = storage
        self._workspace = workspace
        self._pace = pace  # of these calls, so that there is room for those that somebody waits for
        self._wanted: dict[str, None] = {}  # in their order
        self._wants_all = False
        self._public: set[str] = set()  # as they were read
        self._moves: OrderedDict[tuple[str, str], tuple[float, bool]] = OrderedDict()
        self._meanwhile: set[tuple[str, str]] = set()  # who came or went since the reading began
        self._reading: asyncio.Task[None] | None = None
        self._is_stopping = False
        self._gone: Gone = _nobody_is_told

    def connect(self, gone: Gone) -> None:
        """What is to be done for each of whom it is read that they have gone, as after the event."""
        self._gone = gone

    def look_again(self, channel: str) -> None:
        """Groups are made: read once more who is in a private channel, in case an event was lost. Nobody
        waits for it.
        """
        if channel not in self._public:
            self.want(channel)

    def want(self, channel: str) -> None:
        """Read who is in this channel."""
        self._wanted[channel] = None
        self._begin()

    def want_all(self) -> None:
        """Read who is in each channel that has a programme."""
        self._wants_all = True
        self._begin()

    def seems_private(self, channel: str) -> None:
        """Slack calls it so in passing, and tells in no event that a public one became private: read anew."""
        if channel in self._public:
            self._public.discard(channel)
            self.want(channel)

    def moved(self, channel: str, person: str, at: float, *, is_there: bool) -> bool:
        """Somebody came or went at that time; False when newer news of them has come before."""
        key = (channel, person)
        if at < self._moves.get(key, (0.0, False))[0]:
            return False
        self._moves[key] = at, is_there
        self._moves.move_to_end(key)
        self._meanwhile.add(key)
        if len(self._moves) > MOST_REMEMBERED:
            self._moves.popitem(last=False)
        return True

    async def rests(self) -> None:
        """Wait until nothing is to be read any more."""
        while self._reading:
            await asyncio.wait({self._reading})

    def stop(self) -> None:
        """Read no more; the next start reads anew."""
        self._is_stopping = True
        if self._reading:
            self._reading.cancel()

    def _begin(self) -> None:
        if self._reading is None and not self._is_stopping:
            self._reading = asyncio.create_task(self._read_all(), name="members")
            self._reading.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._reading = None
        if task.cancelled():
            return
        if fault := task.exception():
            log.error("members_not_read", reason=type(fault).__name__)
        elif self._wants_all or self._wanted:  # since it looked for the last time
            self._begin()

    async def _read_all(self) -> None:
        while self._wants_all or self._wanted:
            if self._wants_all:
                await self._want_programmes()
            for channel in list(self._wanted):
                del self._wanted[channel]
                await self._try(channel)

    async def _want_programmes(self) -> None:
        try:
            programmes = await self._storage.read(
                self._workspace, lambda memory: memory.sessions.programmes()
            )
        except Refusal:  # the database is away
            await asyncio.sleep(self._slack.patience.again_after.total_seconds())
            return
        self._wants_all = False
        self._wanted |= dict.fromkeys(programmes)

    async def _try(self, channel: str) -> None:
        for _ in range(MOST_TRIES):
            try:
                await self._read(channel)
            except (SlackApiError, Refusal, *SLACK_IS_AWAY) as fault:
                wait = passing(fault, self._slack.patience)
                if wait is None:
                    await self._not_told(channel, fault)
                    return
                await asyncio.sleep(wait.total_seconds())
            else:
                return
        log.warning("members_not_read", channel=channel)

    async def _not_told(self, channel: str, fault: Exception) -> None:
        """Slack hides private channels from who is not in them; of whom it told before, some may be gone."""
        log.info("members_not_told", channel=channel, reason=reason_of(fault))
        if isinstance(fault, SlackApiError) and error_of(fault) == _HIDDEN:
            await self._storage.write(self._workspace, lambda memory: members.shut(memory, channel))

    async def _read(self, channel: str) -> None:
        """One channel, if it has a programme; whoever came or went meanwhile is as the event says."""
        if not await self._storage.read(
            self._workspace, lambda memory: memory.sessions.has_programme(channel)
        ):
            return
        self._meanwhile.clear()
        is_private, there = await self._told(channel)
        (self._public.discard if is_private else self._public.add)(channel)
        for key in self._meanwhile:
            if key[0] == channel:
                (there.add if self._moves[key][1] else there.discard)(key[1])
        gone = await self._storage.write(
            self._workspace, lambda memory: members.read(memory, channel, there, is_private=is_private)
        )
        for person in gone:
            await self._gone(person, channel)

    async def _told(self, channel: str) -> tuple[bool, set[str]]:
        """Whether the channel is private, and who is in it, page by page."""
        client = self._slack.client
        await self._pace.turn(_LANE)
        about = await patiently(lambda: client.conversations_info(channel=channel))
        there: set[str] = set()
        cursor: str | None = None
        while True:
            await self._pace.turn(_LANE)
            ask = partial(client.conversations_members, channel=channel, limit=PAGE, cursor=cursor)
            page = await patiently(ask)
            there |= set(map(str, page["members"]))
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return bool(about["channel"].get("is_private")), there
