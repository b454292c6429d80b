"""The attack itself: room after room, with and without the naive row, and what came of it."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from benchmarks.attack.databases import Database, Files, stored
from benchmarks.attack.links import NOTHING, Pooled, guesses
from benchmarks.attack.rooms import PEOPLE, Room
from benchmarks.attack.traces import Moment, Secret, Stream, Tokens
from benchmarks.attack.truth import Told, unmasked
from benchmarks.attack.watching import Watcher
from storage import Storage

PROMISED = (
    (Secret.VOTE, Moment.OPEN),
    (Secret.VOTE, Moment.AFTER),
    (Secret.IDEA, Moment.OPEN),
    (Secret.IDEA, Moment.AFTER),
    (Secret.CHECK_IN, Moment.AFTER),
)
_LUCK = 1.25  # of the best of many ways, in standard deviations of an AUC: 4.3, each 0.29 for one right pair
Aim = tuple[Secret, Moment]


@dataclass
class Findings:
    """What the intruder found in the rooms of one database: the naive ones, those with the whole bot and all
    others each by themselves. Among hundreds of others a few would be lost, whatever they told.
    """

    database: str
    is_naive: bool = False
    is_staged: bool = False  # with the whole bot
    rooms: int = 0
    ways: dict[Aim, dict[str, Pooled]] = field(
        default_factory=lambda: {
            (secret, moment): defaultdict(Pooled) for secret in Secret for moment in Moment
        }
    )
    logged: int = 0  # lines of the log that name anybody, or repeat what they said
    fewest: int | None = None  # people to whom a watcher of cards could narrow a mood or a word

    def add(self, aim: Aim, streams: list[Stream], truth: dict[str, str], people: list[str]) -> None:
        """Try every way to guess on the traces of one room."""
        for way, scores in guesses(streams, people, list(truth)):
            for item, person in truth.items():
                self.ways[aim][way].add(scores.get(item) or dict.fromkeys(people, 0.0), person)

    def best(self, aim: Aim) -> tuple[str, float]:
        """The way that told most, and how much."""
        ways = self.ways[aim]
        powers = [(way, pooled.within(ways[NOTHING]).power) for way, pooled in ways.items()]
        return max(powers, key=lambda each: each[1], default=(NOTHING, 0.5))

    @property
    def most(self) -> float:
        """What the best way may tell: with few rooms, chance alone has more of it than 0.52."""
        return 0.5 + max(0.02, _LUCK / math.sqrt(self.rooms * PEOPLE or 1))

    def watched(self, fewest: int | None) -> None:
        """What somebody could tell who only watched the cards of one room."""
        self.fewest = min(filter(None, (self.fewest, fewest)), default=None)


class Played(Protocol):
    """A room in which things happen."""

    told: Told
    watcher: Watcher
    workspace: str
    channel: str

    @property
    def storage(self) -> Storage: ...
    @property
    def people(self) -> list[str]:
        """Who is attacked."""

    @property
    def looks(self) -> dict[str, str]:
        """Each way in which these people are written, and whom it means."""

    async def begin(self) -> None: ...
    async def goes_on(self, look: Callable[[], None]) -> None:
        """Everybody does everything; `look` is called after each moment."""

    async def end(self) -> None:
        """The session ends, and nothing is left to do."""

    def posted(self, tokens: Tokens) -> list[Stream]:
        """What was left elsewhere than in the database."""


async def attack(database: Database, rooms: Iterable[int], *, is_naive: bool = False) -> Findings:
    """Every one of these rooms, each its own database; a number makes the room the same again."""
    found = Findings(database.name, is_naive)
    async with stored(database) as storage:
        for number in rooms:
            database.empty()
            chance = random.Random(number)  # noqa: S311 - makes a room, no secret
            await break_in(database.files, Room(storage, chance, is_naive), found)
    return found


async def break_in(files: Callable[[], Files], room: Played, found: Findings) -> None:
    """Follow one room from its begin, and come again when it is over: then without what was seen before."""
    seen = files()
    await room.begin()
    seen.look()
    await room.goes_on(seen.look)
    tokens, truth = await unmasked(room.storage, room.workspace, room.channel, room.looks, room.told)
    streams = [*seen.streams(tokens), *room.posted(tokens)]
    for secret, authors in truth.items():
        found.add((secret, Moment.OPEN), streams, authors, room.people)
    await room.end()
    seen = files()
    seen.look()
    streams = list(seen.streams(tokens))
    for secret, authors in truth.items():
        posted = [] if secret is Secret.CHECK_IN else room.posted(tokens)
        found.add((secret, Moment.AFTER), [*streams, *posted], authors, room.people)
    found.watched(room.watcher.fewest)
    found.rooms += 1
