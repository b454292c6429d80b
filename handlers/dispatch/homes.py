"""Homes are shown one after the other for each person, and an older state never lands after a newer one."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from coproduction.errors import Refusal
from handlers.blocks.kit import Drawing, View
from handlers.edge.heard import Click, Heard
from handlers.edge.reply import Home, Reply
from handlers.whereabouts import is_at_home

log = structlog.get_logger(__name__)

Publish = Callable[[str, View], Awaitable[None]]
Read = Callable[[str, Drawing | None], Awaitable[Home]]


LATELY = 10.0  # seconds for which the words of an act stay above a Home that is shown anew for another


@dataclass(slots=True)
class _Shown:
    """What this process has shown a person: the turn of the newest, its words, the turn of the act that they
    answer (`said`), and when they were shown, by the event loop. Whoever shows another waits; `is_due`:
    somebody waits to read it anew, and reads all that is stored until then.
    """

    turn: int = 0
    words: Drawing | None = None
    said: int = 0
    at: float = 0.0
    is_due: bool = False
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Homes:
    """The order in which each person's Home is shown; `read` is given what an act has just answered."""

    def __init__(self, publish: Publish, read: Read) -> None:
        self._publish, self._read = publish, read
        self._shown: dict[str, _Shown] = {}

    async def show(self, person: str, home: Home) -> None:
        """Publish it, unless one that was read later has been published before: then its words alone are
        new, and stand above what is true by now.
        """
        shown, said = self._of(person), home.turn
        async with shown.lock:
            if home.words and shown.said < home.turn < shown.turn:
                home = await self._read(person, home.words)
            await self._put(person, shown, home, said)

    async def tell(self, person: str, words: Drawing) -> None:
        """Show these words above it."""
        await self.show(person, await self._read(person, words))

    async def renew(self, person: str) -> None:
        """Show it as it is by now, below what was just answered, however many acts ask for that at once."""
        shown = self._of(person)
        if shown.is_due:
            return
        shown.is_due = True
        async with shown.lock:
            shown.is_due = False
            try:
                home = await self._read(person, _words_of(shown))
            except Refusal:  # the database is away: it is shown with the next act, or when it is opened
                return
            except Exception:
                log.exception("home_not_shown")
                return
            await self._put(person, shown, home, shown.said)

    def _of(self, person: str) -> _Shown:
        return self._shown.setdefault(person, _Shown())

    async def _put(self, person: str, shown: _Shown, home: Home, said: int) -> None:
        if home.turn > shown.turn:
            await self._publish(person, home.view)
            shown.turn, shown.words, shown.said, shown.at = home.turn, home.words, said, _now()


def _words_of(shown: _Shown) -> Drawing | None:
    """What an act has just answered, which its person may be reading."""
    return shown.words if _now() < shown.at + LATELY else None


def _now() -> float:
    return asyncio.get_running_loop().time()


def is_old(heard: Heard, reply: Reply) -> bool:
    """Whether an act has stored something while its person looks at Home, or at a form that was opened there,
    and its answer does not show Home. A press on Home that is answered in words may show them there.
    """
    is_shown = reply.home or reply.brief or (isinstance(heard, Click) and heard.is_home and reply.words)
    return reply.confirms and is_at_home(heard) and not is_shown
