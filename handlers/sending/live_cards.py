"""Live cards: one writer sends the latest state, no more often than Slack allows, and always the last one.

Slack takes about 50 updates a minute from an app in a workspace. So with n cards changing, each is redrawn
at most every max(2 s, 1.3 s * n): the writer leaves 1.3 s between any two calls and 2 s between two of one
card. When there are many, some overtake others (`turns`). A vote only marks its card; what is drawn is read
from storage when its turn comes. Processes that share a database share these pauses, too (`cardturns`).
"""

import asyncio
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from math import inf

import structlog
from slack_sdk.errors import SlackApiError

from coproduction.errors import Refusal
from coproduction.messages import Card, Message
from coproduction.ports import Memory
from coproduction.service import along, outbox
from coproduction.service.kinds import kind_of
from coproduction.stuck import obstacle_of
from handlers.blocks.kit import Drawing
from handlers.desk import Desk
from handlers.sending.cardturns import CardTurns
from handlers.sending.showing import digest, drawn
from handlers.sending.turns import Turns
from handlers.slack.slack_errors import error_of

AWAY_PAUSE = 2.0  # seconds before a card is tried again while the database is away, or our token refused

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds between two updates of one card, and between any two updates."""

    card: float = 2.0
    call: float = 1.3


class CardWriter:
    """Redraws posted cards."""

    def __init__(self, desk: Desk, rhythm: Rhythm) -> None:
        self._desk = desk
        self._rhythm = rhythm
        self._turns = Turns(rhythm.card)
        self._shared = CardTurns(desk, rhythm.card, rhythm.call)
        self._next_call = 0.0
        self._writing: asyncio.Task[None] | None = None
        self._hurry = asyncio.Event()

    def refresh(self, *changed: Card, wrong: Collection[Card] = (), awaited: Collection[Card] = ()) -> None:
        """These cards changed; they will show it soon, first those that are `wrong` for their readers, and
        those that are `awaited` before others of their kind.
        """
        self._turns.add(asyncio.get_running_loop().time(), *changed, wrong=wrong, awaited=awaited)
        if self._turns and (self._writing is None or self._writing.done()):
            self._writing = asyncio.create_task(self._write_all(), name="cards")

    def waiting(self) -> int:
        """How many cards wait to be redrawn."""
        return len(self._turns)

    async def catch_up(self) -> None:
        """After a restart: whatever changed just before the end, or meanwhile, is shown now."""
        now = self._desk.clock()
        if self._shared.are_shared:
            await self._desk.write(lambda memory: memory.card_turns.forget())
        recent = await self._desk.read(lambda memory: outbox.recent_cards(memory, now))
        self.refresh(*(message.card for message in recent))

    async def finish(self) -> None:
        """Send what is left without the pauses between cards; for the end of the process.

        Hundreds of private notes are left for the next start, which redraws what is out of date.
        """
        self._turns.leave_last()
        self._hurry.set()
        await self.rests()

    async def rests(self) -> None:
        """Wait until every card that changed shows it."""
        if self._writing:
            await asyncio.shield(self._writing)

    async def _write_all(self) -> None:
        while self._turns:
            await self._wait_until(max(self._next_call, self._turns.ready_at()))
            # who waited for the next call may have been overtaken meanwhile, so the choice is made after it
            card = self._turns.take(inf if self._hurry.is_set() else asyncio.get_running_loop().time())
            if card is None:
                continue
            if not await self._desk.slack.client.is_let_in():
                self._later(card, AWAY_PAUSE)
                continue
            try:
                await self._write(card)
            except Refusal:  # the database is away, which others say: the card waits, and the end does not
                self._later(card, AWAY_PAUSE)
            except Exception:
                log.exception("card_not_drawn", kind=card.kind, subject=card.subject)

    async def _wait_until(self, at: float) -> None:
        left = at - asyncio.get_running_loop().time()
        if left > 0 and not self._hurry.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._hurry.wait()

    async def _write(self, card: Card) -> None:
        message, drawing = await self._latest(card)
        if message is None or not _is_outdated(message, drawing):
            return
        if await self._is_past(message) and self._turns.defer(card):
            return
        if not self._shared.are_shared:
            await self._draw(message, drawing)
        elif await self._takes_turn(message) and not await self._draw(*await self._latest(card)):
            await self._shared.give_back()

    async def _takes_turn(self, message: Message) -> bool:
        """Whether this card is ours to draw now. In the end whoever draws it just now looks once more."""
        is_last = self._hurry.is_set()
        waits = await self._shared.take(message.id, is_last=is_last)
        if waits and not is_last:
            now = asyncio.get_running_loop().time()
            self._next_call = max(self._next_call, now + waits.call.total_seconds())
            again = min(waits.card.total_seconds(), self._rhythm.card)  # who draws it is mostly done by then
            self._turns.put_back(message.card, now + again)
        return not waits

    async def _draw(self, message: Message | None, drawing: Drawing | None) -> bool:
        """Draw a card in our turn; False when it was not drawn, which is not always a reason to try again."""
        if message is None or drawing is None or not _is_outdated(message, drawing):
            return False
        if not self._shared.is_fresh:
            self._later(message.card, 0.0)
            return False
        try:
            wait = await self._desk.slack.update(message, drawing)
        except SlackApiError as refusal:
            await self._refused(message, error_of(refusal))
            return False
        if wait is not None:
            self._later(message.card, max(wait.total_seconds(), self._rhythm.call))
            return False
        shown = digest(drawing)
        await self._desk.write(lambda memory: self._note(memory, message, shown))
        now = asyncio.get_running_loop().time()
        self._next_call = now + self._rhythm.call
        self._turns.drawn(message.card, now)
        await self._look_again(message.card, shown)
        return True

    def _note(self, memory: Memory, message: Message, shown: str) -> None:
        if self._shared.ends(memory):
            outbox.redrawn(memory, self._desk.clock(), message.id, shown)
        else:
            outbox.uncertain(memory, message.card)

    async def _is_past(self, message: Message) -> bool:
        return await self._desk.read(lambda memory: kind_of(message.kind).is_past(memory, message))

    async def _refused(self, message: Message, reason: str) -> None:
        """It was deleted; or the channel is archived, we are not in it, …: whoever acts there is told so."""
        now = self._desk.clock()
        if reason == "message_not_found":
            await self._desk.write(lambda memory: outbox.deleted(memory, now, message))
            return
        await self._desk.write(lambda memory: outbox.not_redrawn(memory, now, message.id, reason))
        log.warning("card_not_updated", kind=message.kind, subject=message.subject, reason=reason)

    def _later(self, card: Card, seconds: float) -> None:
        """Try the card whose turn it is again, in the same turn; at the end there is no time for that, and
        the next start redraws it."""
        self._next_call = asyncio.get_running_loop().time() + seconds
        if not self._hurry.is_set():
            self._turns.put_back(card, self._next_call)

    async def _look_again(self, card: Card, shown: str) -> None:
        """Another process may have drawn a newer state before our older one arrived: then draw once more."""
        _, now_showing = await self._latest(card)
        if now_showing and digest(now_showing) != shown:
            self._turns.add(asyncio.get_running_loop().time(), card)

    async def _latest(self, card: Card) -> tuple[Message | None, Drawing | None]:
        message = await self._desk.read(lambda memory: along.where(memory, card))
        if message is None:
            return None, None
        return message, await drawn(self._desk, message)


def _is_outdated(message: Message, drawing: Drawing | None) -> bool:
    """Whether it shows something else in Slack, or nobody knows what."""
    if message.ts is None or drawing is None:
        return False
    return digest(drawing) != message.drawn or obstacle_of(message) is not None
