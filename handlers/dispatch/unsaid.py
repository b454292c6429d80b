"""Private words that Slack did not take because it had no time for us: said as soon as it has.

Whoever acted then waits for an answer, or reads an older one that is not true any more. So what could not be
said is tried again for a while, one after the other; of what is about one thing only the newest, which is
drawn when it is said. It is held in memory only: some of it ties a person to what stands without their name.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import structlog
from slack_sdk.errors import SlackApiError

from handlers.slack.slack_errors import SLACK_IS_AWAY, is_busy, is_passing, may_have_arrived, reason_of

AT_ONCE = 8  # words that are tried at the same time

log = structlog.get_logger(__name__)

Say = Callable[[], Awaitable[object]]


class About(NamedTuple):
    """Of two words for one person about the same thing, the newer takes the older's place."""

    person: str
    thing: str

    @property
    def unconfirmed(self) -> "About":
        """Where words are kept that confirm nothing: what was stored before them is still confirmed."""
        return About(self.person, f"no {self.thing}")


@dataclass(slots=True)
class Tries:
    """How often private words may be said at most of which Slack does not tell whether they arrived.

    Nobody can look for them. What confirms an act, which its card shows, too, is never said again; who reads
    nothing at all does not know what became of theirs, so other words are said again, a little later.
    """

    left: int = 3

    @classmethod
    def only_one(cls) -> "Tries":
        """Of words that confirm."""
        return cls(1)

    def is_spent(self, fault: Exception) -> bool:
        """Whether they count as said after this."""
        self.left -= may_have_arrived(fault)
        return self.left <= 0


@dataclass(frozen=True, slots=True)
class Persistence:
    """Seconds between two tries, which grow while Slack takes nothing, and until nobody waits for words.

    An address that came with an act is good for half an hour. `most`: words that are held at once.
    """

    first: float = 1.0
    longest: float = 15.0
    kept: float = 20 * 60.0
    most: int = 2_000


PERSISTENT = Persistence()


@dataclass(frozen=True, slots=True)
class _Late:
    say: Say
    until: float


class Unsaid:
    """What is still to be said, the oldest first."""

    def __init__(self, persistence: Persistence = PERSISTENT) -> None:
        self._persistence = persistence
        self._waiting: dict[About, _Late] = {}
        self._working: asyncio.Task[None] | None = None

    def keep(self, about: About, say: Say) -> None:
        """Say this as soon as Slack takes it; `say` raises what Slack answers."""
        self.drop(about)
        until = asyncio.get_running_loop().time() + self._persistence.kept
        self._waiting[about] = _Late(say, until)
        for oldest in list(islice(self._waiting, max(0, len(self._waiting) - self._persistence.most))):
            self._give_up(oldest, "too many")
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work(), name="unsaid")

    def drop(self, about: About) -> None:
        """Something newer is being said about it."""
        self._waiting.pop(about, None)

    def has(self, about: About) -> bool:
        """Whether anything about it is still to be said."""
        return about in self._waiting

    def outdate(self, about: About, *, confirms: bool) -> About:
        """Something newer is being said about it. Where to keep that: a no takes no confirmation's place."""
        self.drop(about.unconfirmed)
        if not confirms:
            return about.unconfirmed
        self.drop(about)
        return about

    async def rests(self) -> None:
        """Wait until all of it is said, or given up."""
        if self._working:
            await asyncio.shield(self._working)

    def stop(self) -> None:
        """The process ends."""
        if self._working:
            self._working.cancel()

    async def _work(self) -> None:
        pause = self._persistence.first
        while self._waiting:
            await asyncio.sleep(pause)
            takes_words = await self._say_all()
            pause = self._persistence.first if takes_words else min(2 * pause, self._persistence.longest)

    async def _say_all(self) -> bool:
        """Whether Slack takes words: some are tried at a time, so that one that hangs keeps nobody waiting.

        What it does not take is the last of the next round, which comes at once when it has no time.
        """
        waiting, takes_words = list(self._waiting.items()), False
        for at in range(0, len(waiting), AT_ONCE):
            told = await asyncio.gather(*(self._say(*each) for each in waiting[at : at + AT_ONCE]))
            takes_words = takes_words or None in told
            if any(fault and is_busy(fault) for fault in told):
                break
        return takes_words

    async def _say(self, about: About, late: _Late) -> Exception | None:
        """What keeps it from being said for now."""
        if self._waiting.get(about) is not late:
            return None  # something newer has been said, or waits
        if late.until <= asyncio.get_running_loop().time():
            self._give_up(about, "too late")
            return None
        fault = await _fault_of(late.say)
        if self._waiting.get(about) is late:
            del self._waiting[about]
            if fault:
                self._waiting[about] = late
        return fault

    def _give_up(self, about: About, reason: str) -> None:
        self.drop(about)
        log.warning("words_not_delivered", reason=reason)


async def _fault_of(say: Say) -> Exception | None:
    """What keeps it from being said for now; None when it is said, or never will be."""
    try:
        await say()
    except (SlackApiError, *SLACK_IS_AWAY) as fault:
        if is_passing(fault):
            return fault
        log.info("words_not_delivered", reason=reason_of(fault))
    except Exception:
        log.exception("words_not_delivered")
    return None
