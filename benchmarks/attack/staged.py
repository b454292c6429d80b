"""The same room through Slack: the whole bot on the rehearsal, with what it really posts, edits and logs."""

from __future__ import annotations

import json
import random
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field

from benchmarks.attack.databases import Database
from benchmarks.attack.intruder import Findings, break_in
from benchmarks.attack.rooms import PEOPLE
from benchmarks.attack.traces import Stream, Tokens
from benchmarks.attack.truth import Told
from benchmarks.attack.watching import Watcher
from coproduction.levels import Level
from coproduction.undoing import WAY_BACK
from rehearsal.driver.room import Person
from storage import Storage
from tests.stage import ROOM, SECRET_KEY, Stage, on_stage, profile_of
from tests.wiretap import Wiretap, tapped

Act = Callable[[], Awaitable[object]]
CHANNEL = "C0PARENT0"  # the id of ROOM in the cast
_POSTS = ("chat.postMessage", "chat.update")


async def attack_stages(database: Database, rooms: Iterable[int]) -> Findings:
    """Every one of these rooms, each its own database."""
    found = Findings(database.name, is_staged=True)
    for number in rooms:
        database.empty()
        with tapped() as tap:
            async with on_stage(database.url, SECRET_KEY=SECRET_KEY) as stage:
                room = Staged(stage, random.Random(number), tap)  # noqa: S311 - makes a room, no secret
                await break_in(database.files, room, found)
                found.logged += room.logged
    return found


@dataclass
class Staged:
    """A room of the rehearsal's people, who press buttons and fill in forms."""

    stage: Stage
    chance: random.Random
    tap: Wiretap
    told: Told = field(default_factory=Told)
    watcher: Watcher = field(default_factory=Watcher)
    posts: list[bytes] = field(default_factory=list)
    logged: int = 0

    def __post_init__(self) -> None:
        self._everybody = self.stage.room.people("champion")[:PEOPLE]
        self.workspace = self.stage.team.team_id
        self.channel = CHANNEL

    @property
    def storage(self) -> Storage:
        """As the bot has opened it."""
        assert isinstance(self.stage.storage, Storage)  # noqa: S101 - tells the types apart
        return self.stage.storage

    @property
    def people(self) -> list[str]:
        """Their ids."""
        return [person.id for person in self._everybody]

    @property
    def looks(self) -> dict[str, str]:
        """They are written as their ids, and as their names."""
        return {look: person.id for person in self._everybody for look in (person.id, person.name)}

    async def begin(self) -> None:
        """Miriam starts a session and asks two questions."""
        await self.stage.session()
        for level in (Level.ANONYMOUS, Level.NAMED):
            await self.stage.poll(f'/poll {level} "{level}?" "Yes" "Not yet" "No"')
            # its card: what Miriam alone reads of it names it, too
            await self._everybody[0].sees(f"{level}?", channel=ROOM)

    async def goes_on(self, look: Callable[[], None]) -> None:
        """One after the other, in an order that chance makes."""
        acts = [act for person in self._everybody for act in self._acts_of(person)]
        self.chance.shuffle(acts)
        for act in acts:
            await act()
            look()
        await self.stage.workspace.cards.rests()
        await self._read_posts()

    async def end(self) -> None:
        """Miriam ends the session, and when there is no way back any more the bot seals it."""
        await self.stage.miriam.types("/copro end now", channel=ROOM)
        await self.stage.rests()
        await self.stage.time_is(await self.stage.room.now() + WAY_BACK)
        await self.stage.workspace.cards.rests()
        while not await self.storage.scrub():
            pass  # somebody reads, PostgreSQL's own vacuum, say: the bot asks again at its next tick
        await self._read_posts()

    def posted(self, tokens: Tokens) -> list[Stream]:
        """What the bot posted in the channel, with its edits; and the lines of its log that name anybody."""
        lines = tokens.stream("log", ([line.encode()] for line in self.tap.lines.getvalue().splitlines()))
        self.logged = len(lines.events)
        return [tokens.stream("posts and edits", ([post] for post in self.posts)), lines]

    async def _read_posts(self) -> None:
        calls = await self.stage.room.log(kind="call")
        self.posts = [
            json.dumps(call["arguments"]).encode()
            for call in calls
            if call["method"] in _POSTS and call["arguments"].get("channel") == self.channel
        ]

    def _acts_of(self, person: Person) -> Iterator[Act]:
        word, idea = f"w{self.chance.getrandbits(40):010x}", f"Idea {self.chance.getrandbits(40):010x}"
        self.told.words[word], self.told.ideas[idea] = person.id, person.id
        answers = [self.chance.choice(("Yes", "Not yet", "No")) for _ in Level]
        yield lambda: person.clicks(answers[0], on="anonymous?", channel=ROOM)
        yield lambda: person.clicks(answers[1], on="named?", channel=ROOM)
        yield lambda: self._writes(person, idea)
        yield lambda: self._checks_in(person, word)
        if self.chance.random() < 0.5:
            yield lambda: self.stage.idea(person, f"Mine: {person.name}")

    async def _writes(self, person: Person, idea: str) -> None:
        await person.types("/idea", channel=ROOM)
        await person.modal("New idea")
        await person.clicks("Share it without my name")
        await person.modal("Without your name")
        await person.fills({"Your idea": idea})
        await person.submits()
        await person.modal("Without your name", "This is what everybody will read:")
        await person.submits()

    async def _checks_in(self, person: Person, word: str) -> None:
        await person.types("/checkin", channel=ROOM)
        form = await person.modal("Check in")
        fields = {"How are you today?": "3 – so-so", "Your name": "Without my name"}
        fields["How do you feel? A word or a few."] = word
        if "Who are you here as?" in form.labels:
            fields |= profile_of(person)
        await person.fills(fields)
        await person.submits()
        await person.sees("You are checked in", channel=ROOM, private=True)
