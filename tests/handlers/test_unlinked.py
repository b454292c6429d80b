"""Whatever people do around it, nothing that is sent, logged or stored ties an unnamed idea to who wrote it.

What a row's place, the write-ahead log and the time of an edit tell, the intruder tries: `benchmarks/attack`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from itertools import chain

import pytest

from rehearsal.driver.room import Person
from rehearsal.model import Json
from tests.handlers.database import Row, tables
from tests.handlers.test_ideas import fills_in_unnamed
from tests.lengths import has_long_form, short_or_long
from tests.stage import ROOM, Stage
from tests.wiretap import Wiretap

Act = Callable[[], Awaitable[object]]
SENT = ("chat.postMessage", "chat.update", "chat.postEphemeral")


class Room:
    """Five people, each with an unnamed idea that nobody else could have worded so."""

    def __init__(self, stage: Stage, wiretap: Wiretap, chance: random.Random) -> None:
        self.stage, self.wiretap, self.chance = stage, wiretap, chance
        self.people = [stage.ana, stage.blessing, stage.delroy, stage.tunde, stage.miriam]
        self.words = {each.id: f"Begin with {chance.getrandbits(40):010x} chairs" for each in self.people}

    def acts(self) -> list[Act]:
        """All that they do, in an order that chance makes."""
        acts = list(chain.from_iterable(map(self._acts_of, self.people)))
        self.chance.shuffle(acts)
        return acts

    def _acts_of(self, person: Person) -> Iterator[Act]:
        yield partial(self._writes_unnamed, person)
        yield partial(self.stage.idea, person, f"A plan of {person.name}, with a name")
        yield partial(self.stage.check_in, person)
        yield partial(self._supports_another, person)

    async def _writes_unnamed(self, person: Person) -> None:
        await person.types("/idea", channel=ROOM)
        await fills_in_unnamed(person, self.words[person.id])

    async def _supports_another(self, person: Person) -> None:
        """One of those that stand there by now and are not their own."""
        shown = [row for row in tables(self.stage)["idea"] if row["text"] != self.words[person.id]]
        if theirs := [row for row in shown if row["author"] != person.id]:
            idea = self.chance.choice(theirs)
            card = await person.sees(idea["text"], channel=ROOM)
            on_shared = f"Support idea {idea['number']}"
            label = on_shared if on_shared in card.readable.splitlines() else "Support"
            await person.clicks(label, on=idea["text"], channel=ROOM)

    async def links(self) -> list[tuple[str, object]]:
        """Whatever holds somebody's unnamed idea, by its words or its id, and them, by their id or name."""
        await self.stage.rests()
        await self.stage.workspace.cards.rests()
        stored, sent = tables(self.stage), await self._sent()
        ids = {row["text"]: row["id"] for row in stored["idea"]}
        return [
            (person.name, thing)
            for person in self.people
            for thing in (*_rows(stored), *sent, *self.wiretap.lines.getvalue().splitlines())
            if _holds(thing, self.words[person.id], ids.get(self.words[person.id]))
            and _holds(thing, person.id, person.name)
        ]

    async def _sent(self) -> list[Json]:
        """Each block by itself: a card of many shows named ideas beside others."""
        calls = [each["arguments"] for each in await self.stage.room.log("call") if each["method"] in SENT]
        answers = [each["arguments"] for each in await self.stage.room.log("http", what="response_url")]
        return [block for said in (*calls, *answers) for block in _blocks(said)]


def _blocks(said: Json) -> Iterator[Json]:
    yield from said.get("blocks") or ()
    yield {name: value for name, value in said.items() if name not in ("blocks", "text")}


def _rows(stored: dict[str, list[Row]]) -> Iterator[Row]:
    """Without the card on which an idea stands: all that are written in the same seconds share one."""
    for row in chain.from_iterable(stored.values()):
        yield {name: value for name, value in row.items() if name != "shown_on"}


def _holds(thing: object, *words: str | None) -> bool:
    said = thing if isinstance(thing, str) else json.dumps(thing, ensure_ascii=False, default=str)
    return any(each in said for each in words if each)


@has_long_form
@pytest.mark.parametrize("seed", short_or_long([1], list(range(12))))
async def test_at_no_moment_anything_holds_an_unnamed_idea_and_its_author(
    stage: Stage, wiretap: Wiretap, seed: int
) -> None:
    await stage.session()
    room = Room(stage, wiretap, random.Random(seed))  # noqa: S311 - an order, no secret
    for act in room.acts():
        await act()
        assert await room.links() == []

    kept = tables(stage)
    assert set(room.words.values()) <= {row["text"] for row in kept["idea"]}
    assert kept["support"] != []
