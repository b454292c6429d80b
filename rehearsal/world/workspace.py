"""The state of one workspace: its people, channels and messages. It knows no network and no rules."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile
from operator import attrgetter

from rehearsal.model import Channel, Message, Person, View
from rehearsal.texts import plain, readable
from rehearsal.world.cast import Cast
from rehearsal.world.emoji import Emoji
from rehearsal.world.ids import Ids, Timestamps
from rehearsal.world.memory import Memory
from rehearsal.world.threads import Threads

_by_ts = attrgetter("ts")


class Workspace:
    """Everything in it is found by id; people and channels also by name."""

    def __init__(
        self,
        cast: Cast,
        team_id: str,
        bot: Person,
        ids: Ids,
        timestamps: Timestamps,
        *,
        text_alone: bool = False,
    ) -> None:
        self.team_id = team_id
        self.enterprise_id = cast.enterprise_id
        self.name = cast.workspace
        self.domain = cast.domain
        self.bot = bot
        self.roles = cast.roles
        self.people = {person.id: person for person in cast.people}
        self.channels = {channel.id: channel for channel in cast.channels}
        self.user_groups = {group.id: group for group in cast.user_groups}
        self.homes: dict[str, View] = {}
        self._directs: dict[str, Channel] = {}
        self.memory = Memory(self._let_go)
        self.threads = Threads()
        self.emoji = Emoji(cast.emoji)
        self._changes = 0
        self._by_change: dict[str, Message] = {}  # those at hand, the last changed last
        self._put_away = 0  # the newest change of any message that is not among them
        # A crowd reads the same message often: by ts, which change was read, and how it read.
        self._readings: dict[str, tuple[int, str]] = {}
        self._ids = ids
        self._timestamps = timestamps
        self._text_alone = text_alone  # blocks are pressed and not read

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

    def rename(self, channel: Channel, new: str) -> None:
        """A room has another id; what was said there was said under that one."""
        self.memory.move(channel.id, new)
        del self.channels[channel.id]
        channel.id = new
        self.channels[new] = channel

    def direct(self, person: str) -> Channel:
        """The direct conversation of this person with the bot, opened if need be."""
        if person not in self._directs:
            fresh = Channel(self._ids.next("D"), "directmessage", "im", [person, self.bot.id], person=person)
            fresh.known_to_app = True
            self._directs[person] = self.add_channel(fresh)
        return self._directs[person]

    def locale_in(self, room: Channel) -> str:
        """In what most people of a room read Slack; when nobody is in it, most of the workspace."""
        people = [each for each in self.people.values() if not (each.is_bot or each.deleted or each.team)]
        here = [each for each in people if each.id in room.members] or people
        return Counter(each.locale for each in here).most_common(1)[0][0] if here else Person.locale

    def meets_bot(self, person: Person) -> bool:
        """Whether they are in a room together."""
        return any({person.id, self.bot.id} <= set(each.members) for each in self.channels.values())

    def next_ts(self) -> str:
        """The time of the next message."""
        return self._timestamps.next()

    def keep(self, message: Message) -> Message:
        """Store a message."""
        self.touch(message)
        self.memory.keep(message)
        self.threads.keep(message)
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

    def changed_since(self, number: int, person: str) -> Iterator[Message]:
        """What this person sees new or different since change `number`, newest message first."""
        if number < self._put_away:
            return (each for each in self.newest(person) if each.changed > number)
        newer = takewhile(lambda message: message.changed > number, reversed(self._by_change.values()))
        seen = (each for each in newer if self.sees(person, each))
        return iter(sorted(seen, key=_by_ts, reverse=True))

    def forget_readings(self) -> None:
        """Names in messages may read differently now."""
        self._readings.clear()

    def drop(self, message: Message) -> None:
        """Delete a message."""
        self._changes += 1
        self.memory.drop(message)
        self.threads.drop(message)
        self._readings.pop(message.ts, None)
        self._by_change.pop(message.ts, None)

    def _let_go(self, message: Message) -> None:
        """A message is not at hand any more; it can still be found."""
        self._readings.pop(message.ts, None)
        if self._by_change.pop(message.ts, None) is not None:
            self._put_away = max(self._put_away, message.changed)

    def message(self, channel: str, ts: str) -> Message | None:
        """The message of this time."""
        return self.memory.find(channel, ts)

    def public_messages(self, channel: str) -> list[Message]:
        """What the channel remembers, oldest first: ephemeral messages were never there."""
        return list(self.memory.newest(channel))[::-1]

    def newest(self, person: str, channel: str | None = None) -> Iterator[Message]:
        """What this person can see, newest first, in one channel or in all of hers."""
        rooms = [self.channels[channel]] if channel else list(self.channels.values())
        hers = (self.memory.newest(room.id, person) for room in rooms if person in room.members)
        return heapq.merge(*hers, key=_by_ts, reverse=True)

    def visible(self, person: str, channel: str | None = None) -> list[Message]:
        """What this person can see, oldest first, in one channel or in all of hers."""
        return list(self.newest(person, channel))[::-1]

    def sees(self, person: str, message: Message) -> bool:
        """Whether this person can see it."""
        return message.only_for in (None, person) and person in self.channels[message.channel].members

    def label(self, id_: str) -> str:
        """The name behind an id, as a person sees it."""
        if id_ in self.people:
            return self.people[id_].real_name
        if id_ in self.user_groups:
            return self.user_groups[id_].handle
        return self.channels[id_].name if id_ in self.channels else id_

    def read(self, message: Message) -> str:
        """A message as a person reads it: its blocks if it has any and they see them, otherwise its text."""
        known = self._readings.get(message.ts)
        if known is None or known[0] != message.changed:
            known = self._readings[message.ts] = (message.changed, self._read(message))
        return known[1]

    def _read(self, message: Message) -> str:
        if message.blocks and not self._text_alone:
            return readable(message.blocks, self.label)
        names = [str(each["name"]) for each in message.files]
        pieces = [plain(message.text, self.label)]
        pieces += [plain(str(each.get("text", "")), self.label) for each in message.attachments]
        return "\n".join(piece for piece in [*pieces, *names] if piece)
