"""The state of one workspace: its people, channels and messages. It knows no network and no rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import takewhile

from rehearsal.cast import Cast
from rehearsal.ids import Ids, Timestamps
from rehearsal.model import Channel, Message, Person, View
from rehearsal.texts import plain, readable

NEWEST_MESSAGES = 10_000  # of each channel; a session of a whole day has some hundreds


class Workspace:
    """Everything in it is found by id; people and channels also by name."""

    def __init__(self, cast: Cast, team_id: str, bot: Person, ids: Ids, timestamps: Timestamps) -> None:
        self.team_id = team_id
        self.enterprise_id = cast.enterprise_id
        self.name = cast.workspace
        self.domain = cast.domain
        self.bot = bot
        self.people = {person.id: person for person in cast.people}
        self.channels = {channel.id: channel for channel in cast.channels}
        self.homes: dict[str, View] = {}
        self._messages: dict[str, dict[str, Message]] = {}
        self._changes = 0
        self._by_change: dict[str, Message] = {}  # the last changed last
        # A crowd reads the same message often: by ts, which change was read, and how it read.
        self._readings: dict[str, tuple[int, str]] = {}
        self.forgotten: Counter[str] = Counter()  # messages of each channel that made room for newer ones
        self._ids = ids
        self._timestamps = timestamps

    def person(self, name: str) -> Person | None:
        """Somebody by id, real name or handle."""
        if name in self.people:
            return self.people[name]
        return next((each for each in self.people.values() if name in (each.real_name, each.name)), None)

    def channel(self, name: str) -> Channel | None:
        """A channel by id or by name, with or without its #."""
        if name in self.channels:
            return self.channels[name]
        wanted = name.removeprefix("#")
        named = (each for each in self.channels.values() if each.kind != "im" and each.name == wanted)
        return next(named, None)

    def add_channel(self, channel: Channel) -> Channel:
        """A new room."""
        self.channels[channel.id] = channel
        return channel

    def direct(self, person: str) -> Channel:
        """The direct conversation of this person with the bot, opened if need be."""
        for channel in self.channels.values():
            if channel.kind == "im" and channel.person == person:
                return channel
        fresh = Channel(self._ids.next("D"), "directmessage", "im", [person, self.bot.id], person=person)
        fresh.known_to_app = True
        return self.add_channel(fresh)

    def meets_bot(self, person: Person) -> bool:
        """Whether they are in a room together."""
        return any({person.id, self.bot.id} <= set(each.members) for each in self.channels.values())

    def next_ts(self) -> str:
        """The time of the next message."""
        return self._timestamps.next()

    def keep(self, message: Message) -> Message:
        """Store a message; where there are too many, the oldest makes room."""
        kept = self._messages.setdefault(message.channel, {})
        kept[message.ts] = message
        self.touch(message)
        if len(kept) > NEWEST_MESSAGES:
            self.drop(next(iter(kept.values())))
            self.forgotten[message.channel] += 1
        return message

    @property
    def changes(self) -> int:
        """The number of the newest change to a message."""
        return self._changes

    def touch(self, message: Message) -> None:
        """A message is new or different."""
        self._changes += 1
        message.changed = self._changes
        self._by_change.pop(message.ts, None)
        self._by_change[message.ts] = message

    def changed_since(self, number: int) -> list[Message]:
        """What is new or different since change `number`, newest message first."""
        newer = takewhile(lambda message: message.changed > number, reversed(self._by_change.values()))
        return sorted(newer, key=lambda message: message.ts, reverse=True)

    def forget_readings(self) -> None:
        """Names in messages may read differently now."""
        self._readings.clear()

    def drop(self, message: Message) -> None:
        """Delete a message."""
        self._changes += 1
        self._messages.get(message.channel, {}).pop(message.ts, None)
        self._readings.pop(message.ts, None)
        self._by_change.pop(message.ts, None)

    def message(self, channel: str, ts: str) -> Message | None:
        """The message of this time."""
        return self._messages.get(channel, {}).get(ts)

    def messages(self, channel: str) -> Iterator[Message]:
        """All messages of a channel, oldest first, ephemeral ones of everybody included."""
        return iter(self._messages.get(channel, {}).values())

    def public_messages(self, channel: str) -> list[Message]:
        """What the channel remembers: ephemeral messages were never there."""
        return [message for message in self.messages(channel) if message.only_for is None]

    def visible(self, person: str, channel: str | None = None) -> list[Message]:
        """What this person can see, oldest first, in one channel or in all of hers."""
        rooms = [channel] if channel else list(self.channels)
        found = [each for room in rooms for each in self.messages(room) if self.sees(person, each)]
        return sorted(found, key=lambda message: message.ts)

    def sees(self, person: str, message: Message) -> bool:
        """Whether this person can see it."""
        return message.only_for in (None, person) and person in self.channels[message.channel].members

    def label(self, id_: str) -> str:
        """The name behind an id, as a person sees it."""
        if id_ in self.people:
            return self.people[id_].real_name
        return self.channels[id_].name if id_ in self.channels else id_

    def read(self, message: Message) -> str:
        """A message as a person reads it: its blocks if it has any, otherwise its text."""
        known = self._readings.get(message.ts)
        if known is None or known[0] != message.changed:
            known = self._readings[message.ts] = (message.changed, self._read(message))
        return known[1]

    def _read(self, message: Message) -> str:
        if message.blocks:
            return readable(message.blocks, self.label)
        pieces = [plain(message.text, self.label)]
        pieces += [plain(str(each.get("text", "")), self.label) for each in message.attachments]
        return "\n".join(piece for piece in pieces if piece)
