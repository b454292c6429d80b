"""Every message of a workspace: the newest at hand, the others in an archive, none forgotten."""

from __future__ import annotations

import heapq
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, ItemsView, Iterator
from operator import attrgetter

from rehearsal.model import Message
from rehearsal.world.archive import Archive

AT_HAND = 2_000  # of what everybody in one conversation can see
NEWEST_DROPPED = 10_000
AT_HAND_FOR_ONE = 200  # of what only one person can see in one conversation

Shelf = OrderedDict[str, Message]  # by ts, oldest first
Place = tuple[str, str]  # a conversation, and whom its messages are for; nobody means everybody
_by_ts = attrgetter("ts")


class Memory:
    """Each conversation has one shelf for everybody, and one for each person who was told things alone."""

    def __init__(self, let_go: Callable[[Message], None]) -> None:
        """`let_go` hears of every message that is no longer at hand."""
        self._shelves: dict[Place, Shelf] = {}
        self._at_hand: dict[tuple[str, str], Message] = {}
        self._counts: Counter[Place] = Counter()  # of all there are, wherever they are kept
        self._archive = Archive(let_go)
        self._dropped: deque[tuple[str, str]] = deque(maxlen=NEWEST_DROPPED)

    def keep(self, message: Message) -> None:
        """A new message."""
        place = _place(message)
        shelf = self._shelves.setdefault(place, OrderedDict())
        shelf[message.ts] = self._at_hand[message.channel, message.ts] = message
        self._counts[place] += 1
        if len(shelf) > (AT_HAND_FOR_ONE if message.only_for else AT_HAND):
            oldest = shelf.popitem(last=False)[1]
            del self._at_hand[oldest.channel, oldest.ts]
            self._archive.keep(oldest)

    def drop(self, message: Message) -> None:
        """Delete a message; once more does no harm."""
        if self.find(message.channel, message.ts) is None:
            return
        place = _place(message)
        if self._at_hand.pop((message.channel, message.ts), None) is not None:
            del self._shelves[place][message.ts]
        else:
            self._archive.drop(message.channel, message.ts)
        self._counts[place] -= 1
        self._dropped.append((message.channel, message.ts))

    def move(self, old: str, new: str) -> None:
        """The conversation has another id."""
        self._archive.move(old, new)
        for place in [place for place in self._counts if place[0] == old]:
            there = (new, place[1])
            self._counts[there] = self._counts.pop(place)
            shelf = self._shelves[there] = self._shelves.pop(place, OrderedDict())
            for ts, message in shelf.items():
                del self._at_hand[old, ts]
                message.channel = new
                self._at_hand[new, ts] = message

    def had(self, channel: str, ts: str) -> bool:
        """Whether there was such a message, until somebody deleted it."""
        return (channel, ts) in self._dropped

    def find(self, channel: str, ts: str) -> Message | None:
        """The message of this time."""
        return self._at_hand.get((channel, ts)) or self._archive.find(channel, ts)

    def newest(self, channel: str, person: str = "") -> Iterator[Message]:
        """Newest first: what this person sees of a conversation, or without a person what everybody does."""
        places = {(channel, ""), (channel, person)}
        # Copies, because whoever reads may wait between two messages while new ones come.
        found = [iter([*self._shelves[place].values()][::-1]) for place in places & self._shelves.keys()]
        if any(self._counts[place] > len(self._shelves.get(place, ())) for place in places):
            found.append(self._archive.newest(channel, person))
        return heapq.merge(*found, key=_by_ts, reverse=True)

    def count(self, channel: str, person: str) -> int:
        """How many messages this person can see."""
        return self._counts[channel, ""] + self._counts[channel, person]

    def count_alone(self, channel: str, person: str) -> int:
        """How many of them only this person can see."""
        return self._counts[channel, person]

    def shelves(self) -> ItemsView[Place, Shelf]:
        """What is at hand, by place."""
        return self._shelves.items()

    def at_hand(self) -> int:
        """How many messages are in memory at this moment."""
        return len(self._at_hand) + self._archive.recalled()


def _place(message: Message) -> Place:
    return message.channel, message.only_for or ""
