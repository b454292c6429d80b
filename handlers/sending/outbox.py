"""Sends the messages that are owed: claim, send, record, and look before sending again."""

import asyncio
from collections import defaultdict
from collections.abc import Callable

import structlog
from slack_sdk.errors import SlackApiError

from coproduction import messages
from coproduction.errors import Refusal
from coproduction.messages import Kind, Message, MessageState, Outcome
from coproduction.service import outbox
from handlers.blocks.kit import Drawing
from handlers.desk import Desk
from handlers.sending import places
from handlers.sending.showing import digest, drawn
from handlers.slack import channels
from handlers.slack.pace import Pace
from handlers.slack.slack_errors import SLACK_IS_AWAY

_NOT_A_MEMBER = {"not_in_channel", "channel_not_found"}  # Slack says the second of private channels
BOT_NAME = "Alongside"
BATCH = 60  # looked through at once, so that a busy conversation hides no other
LANE = 3  # sent of one conversation before all others have had their turn, at one a second
TRIES = 5  # of a message that cannot be drawn
AT_ONCE = 8  # conversations written to at the same time

log = structlog.get_logger(__name__)


class Outbox:
    """One sender for a process. `posted` hears of each message that Slack has, so that cards can catch up."""

    def __init__(self, desk: Desk, pace: Pace, posted: Callable[[Message], None]) -> None:
        self._desk = desk
        self._pace = pace
        self._posted = posted
        self._one_flush = asyncio.Lock()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._slack_is_away = False
        self._is_stopping = False

    def stop(self) -> None:
        """Begin nothing more: what is claimed but not sent goes back, for the next start."""
        self._is_stopping = True

    async def flush(self) -> None:
        """Send all that is due, and look for all that is unclear, until nothing is left for now."""
        async with self._one_flush:
            await self._look()
            while await self._send():
                pass

    async def _look(self) -> None:
        now = self._desk.clock()
        unclear = await self._desk.write(lambda memory: outbox.claim_to_look(memory, now, BATCH))
        await asyncio.gather(*(self._find(message) for message in unclear))

    async def _find(self, message: Message) -> None:
        """What has no conversation yet was never sent: that is stored before the first try."""
        thread, _ = await self._thread(message)
        is_to_see = message.channel and message.kind is not Kind.CLOSING
        found = await self._desk.slack.find(message, thread) if is_to_see else messages.absent()
        await self._settle(message, found)

    async def _send(self) -> bool:
        """Send one batch, each conversation in its order; False when nothing was due or Slack is away."""
        now = self._desk.clock()
        due = await self._desk.write(lambda memory: outbox.claim_to_send(memory, now, BATCH))
        lanes: dict[str, list[Message]] = defaultdict(list)
        for message in due:
            lanes[message.channel or message.recipient].append(message)
        lanes_done = await asyncio.gather(*map(self._send_lane, lanes.values()), return_exceptions=True)
        for fault in lanes_done:
            if fault:  # the database is away: all lanes have ended, and the round with them
                raise fault
        return bool(due) and not (self._slack_is_away or self._is_stopping)

    async def _send_lane(self, lane: list[Message]) -> None:
        """In its order; when one has to wait, those behind it wait too."""
        async with self._room:
            obstacle = None
            for place, message in enumerate(lane):
                if obstacle or place >= LANE or self._is_stopping:
                    await self._settle(
                        message, messages.behind(obstacle) if obstacle else messages.released()
                    )
                    continue
                await self._pace.turn(message.channel or message.recipient)
                outcome = await self._send_one(message)
                obstacle = outcome if outcome and _has_to_wait(outcome) else None

    async def _send_one(self, message: Message) -> Outcome | None:
        """What became of it; None when that is somebody else's to say."""
        ready = message if message.channel else await self._with_place(message)
        if not isinstance(ready, Message):
            return ready
        if not self._is_still_ours(ready):
            return None
        try:
            outcome = await self._post(ready)
        except Refusal:
            raise
        except Exception as fault:  # what cannot be drawn must not hold up the others for ever
            log.exception("message_not_drawn", kind=message.kind, message=message.id)
            name = type(fault).__name__
            last = message.attempt >= TRIES
            outcome = messages.rejected(name) if last else messages.not_sent(name, message.attempt)
            await self._settle(ready, outcome)
            return None
        await self._settle(ready, outcome)
        if outcome.reason in _NOT_A_MEMBER and ready.kind is Kind.SESSION and not ready.recipient:
            await self._ask_for_invitation(ready)
        return outcome

    def _is_still_ours(self, message: Message) -> bool:
        """A process that was frozen for longer than its lease must not send what another may have sent."""
        is_ours = message.lease_until is not None and self._desk.clock() < message.lease_until
        if not is_ours:
            log.warning("message_claim_lost", kind=message.kind, message=message.id)
        return is_ours

    async def _settle(self, message: Message, outcome: Outcome) -> None:
        now = self._desk.clock()
        held = await self._desk.write(lambda memory: outbox.settle(memory, now, message, outcome))
        self._note(message, outcome, held=held)
        if outcome.state is MessageState.SENT:
            self._posted(messages.settled(message, outcome, now))

    async def _post(self, message: Message) -> Outcome:
        if message.kind is Kind.CLOSING:
            return await channels.archive(self._desk.slack, message)
        obstacle = await places.open_doors(self._desk, message)
        return obstacle or await self._post_words(message)

    async def _post_words(self, message: Message) -> Outcome:
        drawing = await drawn(self._desk, message)
        if drawing is None:
            return messages.unwanted("what it was about is gone")
        thread, is_coming = await self._thread(message)
        if is_coming:
            return messages.not_sent("its thread is not there yet", message.attempt)
        outcome = await self._desk.slack.post(message, drawing, digest(drawing), thread)
        if message.recipient or outcome.reason not in _NOT_A_MEMBER:
            return outcome
        obstacle = await self._desk.slack.join(message)  # works for public channels
        if obstacle is None:
            return await self._desk.slack.post(message, drawing, digest(drawing), thread)
        return obstacle if obstacle.state is MessageState.PENDING else outcome

    async def _thread(self, message: Message) -> tuple[str | None, bool]:
        """The thread it belongs in, and whether that is still on its way; if it never comes, the channel."""
        under = message.under
        root = await self._desk.read(lambda memory: memory.messages.get(under)) if under else None
        return (root.ts, root.ts is None and root.state in messages.MOVING) if root else (None, False)

    async def _ask_for_invitation(self, message: Message) -> None:
        """Whoever started the session is asked; only now, because the invitation looks for what failed."""
        session = await self._desk.read(lambda memory: memory.sessions.get(message.subject))
        if session is None:
            return
        say = await self._desk.voice(session.started_by)
        words = say(
            "I cannot write in the channel of “{title}” yet. "
            "Please go there and type: /invite @{bot}\nThen I will post what is waiting.",
            title=session.title,
            bot=BOT_NAME,
        )
        try:
            await self._desk.slack.say_privately(session.started_by, Drawing.of_words(say, words))
        except (SlackApiError, *SLACK_IS_AWAY):
            log.warning("invitation_not_asked_for", session=session.id)

    async def _with_place(self, message: Message) -> Message | Outcome | None:
        """Find or make the conversation before sending, so that one knows where to look afterwards.

        An outcome when something keeps it, None when the claim is lost: both are dealt with.
        """
        ready = await places.obstacle_or_ready(self._desk, message)
        if isinstance(ready, Outcome):
            await self._settle(message, ready)
        elif ready is None:
            log.warning("message_claim_lost", kind=message.kind, message=message.id)
        return ready

    def _note(self, message: Message, outcome: Outcome, *, held: bool) -> None:
        """Say once that Slack is away and once that it is back; say each message that will not arrive."""
        if not held:
            log.warning("message_claim_lost", kind=message.kind, message=message.id)
        if outcome.state in {MessageState.FAILED, MessageState.UNCONFIRMED}:
            log.error("message_not_sent", kind=message.kind, message=message.id, reason=outcome.reason)
        is_away = outcome.state in {MessageState.PENDING, MessageState.UNKNOWN} and bool(outcome.wait)
        if is_away and not self._slack_is_away:
            log.warning("slack_is_not_taking_messages", reason=outcome.reason)
        elif self._slack_is_away and outcome.state is MessageState.SENT:
            log.info("slack_takes_messages_again")
        if is_away or outcome.state is MessageState.SENT:
            self._slack_is_away = is_away


def _has_to_wait(outcome: Outcome) -> bool:
    return outcome.state is MessageState.PENDING and bool(outcome.wait)
