"""The attack itself: room after room, with and without the naive row, and what came of it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.attack.databases import Database, stored
from benchmarks.attack.links import Pooled, guesses
from benchmarks.attack.rooms import Room
from benchmarks.attack.traces import Moment, Secret, Stream
from storage import Storage

PROMISED = (
    (Secret.VOTE, Moment.OPEN),
    (Secret.VOTE, Moment.AFTER),
    (Secret.IDEA, Moment.OPEN),
    (Secret.IDEA, Moment.AFTER),
    (Secret.CHECK_IN, Moment.AFTER),
)
Aim = tuple[Secret, Moment]


@dataclass
class Findings:
    """What the intruder found in the rooms of one database."""

    database: str
    is_naive: bool = False
    rooms: int = 0
    ways: dict[Aim, dict[str, Pooled]] = field(
        default_factory=lambda: {
            (secret, moment): defaultdict(Pooled) for secret in Secret for moment in Moment
        }
    )
    fewest: int | None = None  # people to whom a watcher of cards could narrow a mood or a word

    def add(self, aim: Aim, streams: list[Stream], truth: dict[str, str], people: list[str]) -> None:
        """Try every way to guess on the traces of one room."""
        for way, scores in guesses(streams, people, list(truth)):
            for item, person in truth.items():
                self.ways[aim][way].add(scores.get(item) or dict.fromkeys(people, 0.0), person)

    def best(self, aim: Aim) -> tuple[str, float]:
        """The way that told most, and how much."""
        found = self.ways[aim].items()
        return max(((way, pooled.power) for way, pooled in found), key=lambda each: each[1])

    def watched(self, fewest: int | None) -> None:
        """What somebody could tell who only watched the cards of one room."""
        self.fewest = min(filter(None, (self.fewest, fewest)), default=None)


async def attack(database: Database, rooms: Iterable[int], *, is_naive: bool = False) -> Findings:
    """Every one of these rooms, each its own database; a number makes the room the same again."""
    found = Findings(database.name, is_naive)
    async with stored(database) as storage:
        for number in rooms:
            await _attack(database, storage, random.Random(number), found)  # noqa: S311 - a room, no secret
    return found


async def _attack(database: Database, storage: Storage, chance: random.Random, found: Findings) -> None:
    database.empty()
    room, files = Room(storage, chance, found.is_naive), database.files()
    await room.begin()
    files.look()
    await room.goes_on(files.look)
    tokens, truth = await room.tokens()
    streams = [*files.streams(tokens), room.posted(tokens)]
    for secret, authors in truth.items():
        found.add((secret, Moment.OPEN), streams, authors, room.people)
    found.watched(room.watcher.fewest)
    await room.end()
    files = database.files()  # as they then are: who comes now has seen nothing before
    files.look()
    streams = list(files.streams(tokens))
    for secret, authors in truth.items():
        posts = [] if secret is Secret.CHECK_IN else [room.posted(tokens)]
        found.add((secret, Moment.AFTER), [*streams, *posts], authors, room.people)
    found.rooms += 1
