"""What became of it all, as plain values that the checks read. Taken once, at the end."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from rehearsal.driver.room import Room
from rehearsal.driver.sights import Message
from rehearsal.model import Json
from story import setting
from story.script import Script
from story.welcoming import Welcome
from story.words import said

IN_THE_CALL = "in the call, without Slack"  # stands behind the name of who is


@dataclass(frozen=True)
class Seen:
    """A message that stayed: when it was written, what a person reads, and everything that is in it.

    Where a name is read, only `raw` says that its person has no Slack.
    """

    at: datetime
    words: str
    raw: str = ""
    mentions: frozenset[str] = frozenset()  # ids

    @classmethod
    def of(cls, message: Message, ids: frozenset[str]) -> Self:
        """From what the driver sees."""
        raw = json.dumps([message.text, message.blocks, message.metadata], ensure_ascii=False)
        mentions = frozenset(id_ for id_ in ids if f"<@{id_}>" in raw)
        words = message.readable.replace(f" ({said(IN_THE_CALL)})", "")
        return cls(datetime.fromtimestamp(float(message.ts), UTC), words, raw, mentions)


@dataclass(frozen=True)
class Act:
    """One thing a person did, and how the bot took it."""

    who: str
    what: str
    acked: bool
    ms: float | None = None
    missing: str = ""


@dataclass(frozen=True)
class Face:
    """A champion as the cast knows them."""

    id: str
    zone: str
    sector: str
    perspective: str


@dataclass(frozen=True)
class Record:
    """Everything the checks look at."""

    faces: Mapping[str, Face]  # champions by name
    channel: tuple[Seen, ...]  # the bot's messages in the channel, oldest first
    direct: Mapping[str, tuple[Seen, ...]]  # the bot's messages to each champion alone
    hosts: Mapping[str, tuple[Seen, ...]]  # and to each who leads
    acts: tuple[Act, ...]
    late: int  # acknowledgements that came after their three seconds
    pings: tuple[str, ...]  # what would have notified people in a channel
    violations: tuple[str, ...]
    bot_log: str
    refused: frozenset[str] = frozenset()  # calls for which the app was not granted the scope
    welcomes: Mapping[str, Sequence[Welcome]] = field(default_factory=dict)  # by name, in the order of time


async def take(room: Room, script: Script, bot_log: str, welcomes: Mapping[str, Sequence[Welcome]]) -> Record:
    """Ask the workspace for all of it."""
    names = {person.id: person.name for person in room.people()}
    calls = [*await room.log("call", method="chat.postMessage"), *await room.log("http")]
    direct = await _to_each(room, script.attending - set(script.without_slack))
    return Record(
        faces=_faces(room) | {who: _in_the_call(who) for who in script.without_slack},
        channel=await _written(room, script.admin, script.channel),
        direct=direct,
        hosts=await _to_each(room, script.hosts),
        acts=tuple(_act(entry, names) for entry in await room.log("deed")),
        late=len(await room.log("ack", late="True")),
        pings=tuple(", ".join(call["pings"]) for call in calls if call.get("pings") and not _in_thread(call)),
        violations=tuple(f"{each['rule']}: {each['words']}" for each in await room.violations()),
        bot_log=bot_log,
        refused=frozenset(each["method"] for each in await room.log("call", error="missing_scope")),
        welcomes=welcomes,
    )


async def keep(room: Room, path: Path) -> None:
    """The workspace's whole record, an entry a line: every call, envelope and acknowledgement in full."""
    entries = await room.log()
    lines = "".join(f"{json.dumps(entry, ensure_ascii=False)}\n" for entry in entries)
    await asyncio.to_thread(path.write_text, lines, "utf-8")


def _in_thread(call: Json) -> bool:
    """In the thread of their own group people are called on purpose: it is their clock."""
    return bool(call["arguments"].get("thread_ts"))


def _faces(room: Room) -> dict[str, Face]:
    return {
        person.name: Face(
            person.id, person.tz, person.facts.get("sector", ""), person.facts.get("perspective", "")
        )
        for person in room.people("champion")
    }


def _in_the_call(who: str) -> Face:
    known = setting.facts(who)
    return Face(f"{who} has no id", "Europe/London", known["sector"], known["perspective"])


async def _to_each(room: Room, people: Collection[str]) -> dict[str, tuple[Seen, ...]]:
    """The bot's messages to each of these people alone."""
    written = await asyncio.gather(*(_written(room, who, "bot") for who in people))
    return dict(zip(people, written, strict=True))


async def _written(room: Room, who: str, channel: str) -> tuple[Seen, ...]:
    """The bot's lasting messages: what only one person saw for a moment is not kept by Slack either."""
    ids = frozenset(person.id for person in room.people())
    messages = await room.person(who).messages(channel)
    return tuple(
        Seen.of(message, ids) for message in messages if not message.ephemeral and message.user not in ids
    )


def _act(entry: Json, names: Mapping[str, str]) -> Act:
    details = ", ".join(str(value) for value in entry["details"].values() if value)
    return Act(
        names[entry["person"]],
        f"{entry['deed']} {details}"[:120],
        entry["acked"],
        entry["ms"],
        entry["missing"],
    )
