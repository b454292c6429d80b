"""What an intruder reads: traces of people and of what they said unnamed, in the order they were left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Secret(StrEnum):
    """What each person says without their name."""

    VOTE = "vote"
    IDEA = "idea"
    CHECK_IN = "check-in"


class Moment(StrEnum):
    """When the intruder comes."""

    OPEN = "while open"
    AFTER = "afterwards"


@dataclass(frozen=True, slots=True)
class Event:
    """Who and what is named in one place: a commit, a row, a post, a line of a log."""

    people: frozenset[str]
    items: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.people or self.items)


@dataclass(frozen=True, slots=True)
class Stream:
    """Such places in the order in which they were written, or lie."""

    name: str
    events: tuple[Event, ...]


class Tokens:
    """How the people of a room, and what they said, look in bytes; an item may have several looks."""

    def __init__(self, people: Mapping[str, str], items: Mapping[str, str]) -> None:
        self._people = {token.encode(): person for token, person in people.items()}
        self._items = {token.encode(): item for token, item in items.items()}
        longest_first = sorted([*self._people, *self._items], key=len, reverse=True)
        self._any = re.compile(b"|".join(map(re.escape, longest_first)))

    def event(self, *places: bytes) -> Event:
        """All that is named there, together."""
        found = {token for place in places for token in self._any.findall(place)}
        people = frozenset(self._people[token] for token in found if token in self._people)
        return Event(people, frozenset(self._items[token] for token in found if token in self._items))

    def stream(self, name: str, places: Iterable[Iterable[bytes]]) -> Stream:
        """An event for each place where anything is named."""
        return Stream(name, tuple(event for place in places if (event := self.event(*place))))

    def bytewise(self, name: str, places: Iterable[bytes]) -> Stream:
        """An event for each name, wherever it stands: also where no row is any more."""
        return Stream(name, tuple(event for place in places for event in self._each(place)))

    def _each(self, place: bytes) -> Iterator[Event]:
        return (self.event(token) for token in self._any.findall(place))
