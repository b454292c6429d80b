"""Whom the bot must remind of a session, and when: worked out from the script alone.

From the promise made to people (who says that they come, or may come, is reminded a day and ten minutes
before; nobody else is), not from the bot's code, so that the two can disagree.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from story.record import Seen
from story.script import Session
from story.words import shape

COMING, MAYBE, CANNOT = "Coming", "Maybe", "Can't"  # what can be pressed
A_DAY, SOON = timedelta(days=1), timedelta(minutes=10)
LATEST = timedelta(minutes=5)
HEADS = {  # the shorter time first: what it says fits the longer one, too
    SOON: "*Reminder:* a session begins in ten minutes or less, {when}.",
    A_DAY: "*Reminder:* a session begins {when}.",
}


@dataclass(frozen=True, order=True)
class Reminder:
    """One message that must come: when, to whom, of which session, and so long before it begins."""

    due: datetime
    who: str
    title: str
    before: timedelta


def answers(session: Session) -> dict[str, str]:
    """What each person says in the end, of those who said anything."""
    invitation = session.plan.invitation if session.plan else None
    return {who: pressed[-1] for who, pressed in invitation.says.items()} if invitation else {}


def reminders(sessions: Collection[Session]) -> list[Reminder]:
    """Every one of these sessions, in the order of time."""
    return sorted(
        Reminder(session.plan.starts(session.begins.date()) - before, who, session.title, before)
        for session in sessions
        if session.plan
        for who, said in answers(session).items()
        if said != CANNOT
        for before in HEADS
    )


def each_once(expected: Collection[Reminder], seen: Mapping[str, Collection[Seen]]) -> list[str]:
    """Each came once, in its own minutes, and names the session and its time as Slack tells it in one's own
    zone; nobody got another one.
    """
    found = []
    for who in sorted(seen):
        came = sorted(_came(seen[who]), key=lambda each: each[1].at)
        wanted = sorted(each for each in expected if each.who == who)
        if [before for before, _ in came] != [each.before for each in wanted]:
            found.append(f"{who} was reminded {len(came)} times instead of {len(wanted)} of a session")
            continue
        found += [
            words for each, (_, message) in zip(wanted, came, strict=True) for words in _one(each, message)
        ]
    unseen = sorted({each.who for each in expected} - set(seen))
    return [*found, *(f"nobody has looked at what {who} was reminded of" for who in unseen)]


def head(before: timedelta) -> re.Pattern[str]:
    """How one begins that comes so long before."""
    return re.compile(shape(HEADS[before]))


def _came(seen: Collection[Seen]) -> Iterator[tuple[timedelta, Seen]]:
    for message in seen:
        before = next((each for each in HEADS if head(each).match(message.words)), None)
        if before:
            yield before, message


def _one(reminder: Reminder, message: Seen) -> Iterator[str]:
    if not reminder.due <= message.at <= reminder.due + LATEST:
        at, due = f"{message.at:%d %B %H:%M}", f"{reminder.due:%d %B %H:%M}"
        yield f"{reminder.who} was reminded at {at} UTC instead of {due}"
    if reminder.title not in message.words:
        yield f"a reminder to {reminder.who} does not say of which session"
    begins = reminder.due + reminder.before
    if f"<!date^{int(begins.timestamp())}^" not in message.raw:
        yield f"a reminder to {reminder.who} does not say that it begins on {begins:%d %B at %H:%M} UTC"
