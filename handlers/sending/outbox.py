"""Sends the messages that are owed: claim, send, record, and look before sending again.

While Slack refuses our token nothing is claimed: what is owed stays, and is sent or given up once it works.
"""

import asyncio
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from coproduction import messages
from coproduction.errors import Refusal
from coproduction.machine import LEASE, may_begin
from coproduction.messages import Message, MessageState, Outcome
from coproduction.service import outbox
from coproduction.service.kinds import kind_of
from coproduction.stuck import OBSTACLES
from coproduction.usage import Event, Use
from handlers.desk import Desk
from handlers.sending.busyness import Busyness
from handlers.sending.consequences import note
from handlers.sending.deeds import DEEDS
from handlers.sending.places import Waits, placed
from handlers.sending.undisturbed import against
from handlers.slack.pace import Pace
from handlers.slack.slack_errors import NO_ACCESS, TOO_BUSY, Resting

BATCH = 60  # messages claimed at once
TRIES = 5  # of a message that cannot be drawn
RESTS = {*TOO_BUSY, Resting.__name__}
SOON = timedelta(seconds=10)  # what waits no longer than this does not wait for the next tick
AT_ONCE = 8  # conversations written to, or looked into, at the same time

log = structlog.get_logger(__name__)


class Outbox:
    """One sender for a process."""

    def __init__(self, desk: Desk, pace: Pace) -> None:
        self._desk = desk
        self._pace = pace
        self._access = desk.slack.client.access
        self._one_flush = asyncio.Lock()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._slack_is_away = False  # said once, and once that it is over
        self._is_outage = False  # then this round is over: what is still due waits for the next
        self._is_stopping = False
        self._busyness = Busyness(desk.slack.client.rests)
        self._sent: Counter[Use] = Counter()  # in this round, of what is counted

    def stop(self) -> None:
        """Begin nothing more: what is claimed but not sent goes back, for the next start."""
        self._is_stopping = True

    async def flush(self) -> None:
        """Send all that is due, and look for all that is unclear, until nothing is left for now."""
        async with self._one_flush:
            now = self._desk.clock()
            if not await self._desk.read(lambda memory: outbox.is_anything_due(memory, now)):
                return
            if not await self._desk.slack.client.is_let_in():
                return
            self._is_outage = False
            self._sent.clear()
            try:
                has_time = await self._look()
                while self._may_send(has_time) and await self._send():
                    pass
            finally:
                for use, count in self._sent.items():
                    note(Event(use, {"messages": count}))

    def _may_send(self, has_time: bool) -> bool:
        return not self._access.is_refused and (has_time or not self._busyness.is_everywhere)

    async def _look(self) -> bool:
        """Look for all that is unclear, what is for a whole channel first; whether Slack had time for any."""
        now = self._desk.clock()
        unclear = await self._desk.write(lambda memory: outbox.claim_to_look(memory, now, BATCH))
        unclear.sort(key=lambda message: bool(message.recipient))
        outcomes = await asyncio.gather(*map(self._look_for, unclear))
        return not outcomes or any(outcome.reason not in RESTS for outcome in outcomes)

    async def _look_for(self, message: Message) -> Outcome:
        async with self._room:  # so many calls at once would all be too slow
            return await self._find(message)

    async def _find(self, message: Message) -> Outcome:
        """Where it would stand is asked first: a restored backup may have forgotten that, too."""
        ready: Message | None = message
        try:
            ready = await placed(self._desk, message)
            if ready is None:
                log.warning("message_claim_lost", kind=message.kind, message=message.id)
                return messages.released()
            outcome = await DEEDS[ready.call].look(self._desk, ready)
        except Waits as waits:
            outcome = messages.look_later(waits.outcome.reason or "", waits.outcome.wait)
        await self._settle(ready or message, outcome)
        return outcome

    async def _send(self) -> bool:
        """Send one batch, each conversation in its order; False when nothing was due, or Slack is away or too
        busy for anything.
        """
        now, is_a_try = self._desk.clock(), self._busyness.is_everywhere
        began, most = self._desk.slack.began(now), 1 if is_a_try else BATCH
        due = await self._desk.write(lambda memory: outbox.claim_to_send(memory, now, most, began))
        lanes: dict[str, list[Message]] = defaultdict(list)
        for message in due:
            lanes[message.lane].append(message)
        sending = (self._send_lane(lane, now + LEASE, is_a_try=is_a_try) for lane in lanes.values())
        lanes_done = await asyncio.gather(*sending, return_exceptions=True)
        for fault in lanes_done:
            if fault:  # the database is away: all lanes have ended, and the round with them
                raise fault
        return bool(due) and not (self._is_outage or self._is_stopping or self._busyness.is_everywhere)

    async def _send_lane(self, lane: list[Message], until: datetime, *, is_a_try: bool) -> None:
        """In its order; when one has to wait, those behind it wait too. What cannot begin in time goes back
        untouched: were its lease to end, it would be looked for first, and not sent for minutes. So does what
        Slack turns out to have no time for, unless it `is_a_try` whether it has.

        Their lease lasts `until` then by our own clock; it is stored by another, the database's.
        """

        def is_over() -> bool:
            is_busy = self._busyness.is_everywhere and not is_a_try
            return self._is_stopping or self._access.is_refused or is_busy or self._is_late(until)

        async with self._room:
            obstacle = None
            for message in lane:
                if not (obstacle or is_over()):
                    await self._pace.turn(message.lane)
                if obstacle or is_over():  # or it is by now, after the turn was waited for
                    await self._settle(
                        message, messages.behind(obstacle) if obstacle else messages.released()
                    )
                    continue
                outcome = await self._send_one(message, until)
                await self._busyness.heard(message.lane, outcome)
                obstacle = outcome if outcome and _has_to_wait(outcome) else None

    async def _send_one(self, message: Message, until: datetime) -> Outcome | None:
        """What became of it; None when that is somebody else's to say."""
        ready: Message | None = message
        try:
            ready = await placed(self._desk, message)  # which takes a while where a channel is made
            if ready and (spoken := await against(self._desk, ready)):  # what is behind it need not wait
                await self._settle(ready, spoken)
                return None
            if ready is None or not may_begin(replace(ready, lease_until=until), self._desk.clock()):
                log.warning("message_claim_lost", kind=message.kind, message=message.id)
                return None
            outcome = await DEEDS[message.call].do(self._desk, ready)
        except Refusal:
            raise
        except Waits as waits:
            outcome = waits.outcome
        except Exception as fault:  # what cannot be drawn must not hold up the others for ever
            log.exception("message_not_drawn", kind=message.kind, message=message.id)
            await self._settle(ready or message, _again_or_never(message, fault))
            return None
        await self._settle(ready or message, outcome)
        return outcome

    async def _settle(self, message: Message, outcome: Outcome) -> None:
        now = self._desk.clock()
        is_ours = await self._desk.write(lambda memory: outbox.settle(memory, now, message, outcome))
        if not is_ours:
            log.warning("message_claim_lost", kind=message.kind, message=message.id)
        use = kind_of(message.kind).sent_as
        if use and is_ours and outcome.state is MessageState.SENT:
            self._sent[use] += 1
        if outcome.state in {MessageState.FAILED, MessageState.UNCONFIRMED}:
            log.error("message_not_sent", kind=message.kind, message=message.id, reason=outcome.reason)
        if outcome.reason in RESTS and timedelta(0) < outcome.wait <= SOON:
            self._desk.consequences.wake_in(outcome.wait.total_seconds() + 0.05)
        self._is_outage = outcome.state is not MessageState.SENT and (self._is_outage or _is_outage(outcome))
        was_away, self._slack_is_away = self._slack_is_away, self._is_away_after(outcome)
        _log_once(was_away, self._slack_is_away, outcome.reason)

    def _is_late(self, until: datetime) -> bool:
        """Whether so little is left of a lease that it might end before a call that is begun now does."""
        return self._desk.clock() > until - timedelta(seconds=self._desk.slack.patience.call)

    def _is_away_after(self, outcome: Outcome) -> bool:
        """Whether Slack takes no messages: as the newest outcome says, if it says anything about it."""
        if outcome.state is MessageState.SENT:
            return False
        return self._slack_is_away or _is_refused_for_now(outcome)


def _is_refused_for_now(outcome: Outcome) -> bool:
    """By Slack, not by a conversation that takes nothing, or by ourselves because one rests. What is said of
    a refused token is said elsewhere (`Access`).
    """
    is_for_now = outcome.state in {MessageState.PENDING, MessageState.UNKNOWN} and bool(outcome.wait)
    return is_for_now and outcome.reason not in {*OBSTACLES, *NO_ACCESS, Resting.__name__}


def _is_outage(outcome: Outcome) -> bool:
    """Slack takes nothing anywhere; where it only is too busy, what it asks for is kept lane by lane."""
    return _is_refused_for_now(outcome) and outcome.reason not in TOO_BUSY


def _log_once(was_away: bool, is_away: bool, reason: str | None) -> None:
    """Once that Slack is away, and once that it is back."""
    if is_away and not was_away:
        log.warning("slack_is_not_taking_messages", reason=reason)
    elif was_away and not is_away:
        log.info("slack_takes_messages_again")


def _again_or_never(message: Message, fault: Exception) -> Outcome:
    """What becomes of a message on which we failed ourselves."""
    name = type(fault).__name__
    is_last = message.attempt >= TRIES
    return messages.rejected(name) if is_last else messages.not_sent(name, message.attempt)


def _has_to_wait(outcome: Outcome) -> bool:
    return outcome.state is MessageState.PENDING and bool(outcome.wait)
