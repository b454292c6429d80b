"""The weeks after a session: the clock goes from one due time to the next, and people answer or do not."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from rehearsal.driver.sights import NotSeen
from rehearsal.driver.telling import tell
from story.acts import NO_MORE
from story.between import happenings
from story.calendar import PUT_OFF, STOP, Nudge
from story.company import PATIENCE, Company, Surprise
from story.promises import HEADS
from story.stage import BotProcess
from story.words import like, said

# Long enough for a bot that sends too early or at night to be caught at it; a slow one is not blamed.
A_MOMENT = 0.05
JUST_BEFORE = timedelta(minutes=1)
# A message of which nobody knows whether it was sent is looked for after a lease and a quiet period.
UNTIL_LOOKED_FOR = timedelta(seconds=125)
LOOKS = 5
# Of a nudge that is put off; where its day cannot be the chosen one, also why.
AGAIN = (
    "I will ask again on {time}.",
    "{meant} is a public holiday, so I will ask on {time}.",
    "{meant} is on a weekend, so I will ask on {time}.",
)


class Weeks:
    """Plays the nudges that are due in a stretch of time, and what else happens meanwhile."""

    def __init__(self, company: Company, bot: BotProcess, nudges: list[Nudge]) -> None:
        self._company = company
        self._bot = bot
        self._nudges = nudges
        batches = [list(batch) for _, batch in groupby(nudges, key=lambda nudge: nudge.due)]
        self._largest = max(batches, key=len, default=[])

    async def play(self, start: datetime, end: datetime) -> None:
        """From `start` until `end`."""
        due = [nudge for nudge in self._nudges if start <= nudge.due < end]
        now, answered = start, 0
        for moment, group in groupby(due, key=lambda nudge: nudge.due):
            batch = list(group)
            await self._until(now, moment - JUST_BEFORE, moment)
            await self._ask(batch, moment)
            for nudge in batch:  # of one message one after the other
                if nudge.reply and nudge.number:
                    await self._answer(nudge)
            await asyncio.gather(*(self._answer(each) for each in batch if each.reply and not each.number))
            answered += sum(nudge.reply is not None for nudge in batch)
            now = moment
        await self._until(now, end, end)
        days, silent = (end - start).days, len(due) - answered
        tell(f"  {days} days: {len(due)} nudges due, {answered} answered, {silent} without a reply")

    async def _until(self, now: datetime, last: datetime, end: datetime) -> None:
        """Pass weekends in silence, and whatever happens between two nudges in its turn."""
        between = [each for each in happenings(self._company, self._bot) if now <= each.at < end]
        moments = [(at, None) for at in (*_weekends(now, end), last)]
        acts = [(each.at, each.act) for each in between]
        for at, act in sorted([*moments, *acts], key=lambda each: each[0]):
            await self._company.room.moves_to(at)
            await (act() if act else asyncio.sleep(A_MOMENT))

    async def _ask(self, batch: list[Nudge], moment: datetime) -> None:
        since = await self._company.room.seq()
        await self._company.room.moves_to(moment)
        if not self._bot.lives:
            await self._bot.start(self._company.room)
        if batch == self._largest:
            await self._kill_amid(batch, since)
        else:
            self._all_here(batch, await self._arrived(_messages(batch), since, PATIENCE))

    async def _arrived(self, number: int, since: int, timeout: float) -> int:
        """Wait for so many messages to those who promised something; how many came."""
        came = 0
        while came < number:
            try:
                entry = await self._company.room.wait_for(
                    kind="call", method="chat.postMessage", ok=True, since=since, timeout=timeout
                )
            except NotSeen:
                return came
            since = int(entry["seq"])
            came += any(said(head) in str(entry["arguments"].get("text")) for head in HEADS)
        return came

    @staticmethod
    def _all_here(batch: list[Nudge], came: int) -> None:
        """Nobody can answer what did not come, so the story cannot go on."""
        if came < _messages(batch):
            due, people = batch[0].due, ", ".join(nudge.who for nudge in batch)
            raise Surprise(
                f"{came} of {_messages(batch)} nudges came that are due on {due:%d %B at %H:%M} UTC, "
                f"to {people}"
            )

    async def _kill_amid(self, batch: list[Nudge], since: int) -> None:
        """Kill the bot at the first message of a batch; afterwards each must arrive, and arrive once."""
        room = self._company.room
        if not await self._arrived(1, since, PATIENCE):
            raise Surprise("no nudge of the largest batch was sent, so the bot could not be killed amid it")
        await self._bot.kill()
        before = await self._arrived(_messages(batch), since, 0)
        started = await room.seq()
        await self._bot.start(room)
        # Though all are there, the bot may not know of some. First their lease has to end, then their quiet
        # period; then it looks for them, and only then it can show that they were answered.
        for _ in range(LOOKS):
            await room.forward(seconds=UNTIL_LOOKED_FOR.total_seconds())
            has_looked = await self._looks_for_what_is_unclear(started)
            if has_looked and await self._arrived(_messages(batch), since, 1) == _messages(batch):
                break
        after = await self._arrived(_messages(batch), since, 1)
        self._all_here(batch, after)
        tell(
            f"  bot killed amid {len(batch)} nudges: {before} were out by then, {after} after its next start"
        )

    async def _looks_for_what_is_unclear(self, since: int) -> bool:
        try:
            await self._company.room.wait_for(
                kind="call", method="conversations.history", since=since, timeout=1
            )
        except NotSeen:
            return False
        return True

    async def _answer(self, nudge: Nudge) -> None:
        person = self._company.person(nudge.who)
        reply = nudge.reply or ""
        press = person.chooses if reply in {STOP, *PUT_OFF} else person.clicks
        choice = said(reply)
        if nudge.number and reply in PUT_OFF:
            choice = said("{choice} (pledge {number})", choice=choice, number=nudge.number)
        elif nudge.number and reply == STOP:
            choice = said("Stop all reminders")
        await press(choice, on=nudge.what, channel="bot")
        await self._company.hears(nudge.who, _heard(reply), where="bot")


def _messages(batch: list[Nudge]) -> int:
    """What is due to a person at one moment comes in one message."""
    return len({nudge.who for nudge in batch})


def _heard(reply: str) -> re.Pattern[str]:
    """What the bot says to a button of a nudge."""
    if reply == STOP:
        return like(NO_MORE)
    if reply in PUT_OFF:
        return re.compile("|".join(like(words).pattern for words in AGAIN))
    return like("You said: {reply}", reply=said(reply))


def _weekends(start: datetime, end: datetime) -> Iterator[datetime]:
    """Ten o'clock on each Saturday and Sunday between two moments."""
    day = start.replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=1)
    while day < end - JUST_BEFORE:
        if day.isoweekday() > 5:
            yield day
        day += timedelta(days=1)
