"""A room of twenty who each vote, write an idea and check in without their names, amid much that is named.

The real services on the real storage, everything in an order that chance makes and some of it at once; what
was said comes with the truth of who said it, which the intruder has not.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Concatenate, ParamSpec, TypeVar, cast

from benchmarks.attack.naive import Remembering
from benchmarks.attack.traces import Stream, Tokens
from benchmarks.attack.truth import Told
from benchmarks.attack.watching import Watcher
from coproduction.errors import Refusal
from coproduction.ideas import IdeaKind
from coproduction.levels import Level
from coproduction.messages import Card
from coproduction.people import SECTORS, Actor, Perspective
from coproduction.ports import Memory
from coproduction.service import checkins, conditions, ideas, ideasupport, pledges, polls, sealing, sessions
from coproduction.service.ideacards import card_of
from coproduction.service.kinds import kind_of
from coproduction.service.sessioncards import SessionCard
from coproduction.sessions import SESSION_CARD, ended
from coproduction.undoing import WAY_BACK
from storage import Storage

P = ParamSpec("P")
T = TypeVar("T")
Act = Callable[[], Awaitable[object]]

PEOPLE, OTHERS = 20, 6  # who are attacked, and who do everything with their names
AT_ONCE = 4  # acts at most that come in the same moment
TEAM, HALL = "T0ATTACKED", "C0ATTACKED"
HOST = Actor("U0HOST", is_admin=True, here=HALL)
_BEGINS = datetime(2026, 10, 22, 17, 30, tzinfo=UTC)


@dataclass
class Room:
    """One session. `is_naive`: each thing is said beside a row that says who took part."""

    storage: Storage
    chance: random.Random
    is_naive: bool = False
    now: datetime = _BEGINS
    session: str = ""
    asked: dict[Level, str] = field(default_factory=dict)
    told: Told = field(default_factory=Told)
    posts: list[bytes] = field(default_factory=list)  # each card as it was posted or edited
    watcher: Watcher = field(default_factory=Watcher)
    _ideas: list[str] = field(default_factory=list)
    _changed: set[Card] = field(default_factory=set)

    workspace, channel = TEAM, HALL

    def __post_init__(self) -> None:
        names = [f"U{self.chance.getrandbits(40):010X}" for _ in range(PEOPLE + OTHERS)]
        self.people, self.others = names[:PEOPLE], names[PEOPLE:]

    @property
    def looks(self) -> dict[str, str]:
        """People are written as their ids."""
        return {person: person for person in self.people}

    async def do(self, act: Callable[Concatenate[Memory, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One unit of work; what it changed is posted after this moment."""
        done = await self.storage.perform(TEAM, lambda memory: act(memory, *args, **kwargs))
        self._changed.update(done.effects.cards)
        if done.effects.forgets:
            self.storage.forget()  # as the desk does
        return done.value

    async def begin(self) -> None:
        """The session and its two polls."""
        session = await self.do(sessions.start, self.now, HOST, HALL, "Support for new parents")
        self.session = session.id
        for level in (Level.ANONYMOUS, Level.NAMED):
            form = polls.PollForm(f"{level}?", ["Yes", "Not yet", "No"], f"form:{level}", level=level)
            self.asked[level] = (await self.do(polls.open_poll, self.now, HOST, HALL, form)).id

    async def goes_on(self, look: Callable[[], None]) -> None:
        """Everybody does everything; `look` is called after each moment."""
        acts = [act for person in self.people for act in self._acts_of(person)]
        acts += [act for person in self.others for act in self._named_acts_of(person, checks_in=True)]
        self.chance.shuffle(acts)
        while acts:
            moment = [acts.pop() for _ in range(min(len(acts), self.chance.randint(1, AT_ONCE)))]
            await asyncio.gather(*(act() for act in moment))
            await self._post()
            self.now += timedelta(seconds=self.chance.uniform(0.2, 15))
            look()

    async def end(self) -> None:
        """The session ends and is sealed: secrets are destroyed, files scrubbed. The naive one just ends."""
        if self.is_naive:
            await self.do(self._just_ends)
            return
        await self.do(sessions.end, self.now, HOST, HALL)
        self.now += WAY_BACK
        await self.do(sealing.seal, self.now, self.session)
        await self._post()
        while not await self.storage.scrub():
            pass  # somebody reads: ask again when they have been heard

    def _just_ends(self, memory: Memory) -> None:
        live = memory.sessions.get(self.session)
        if live:
            memory.sessions.revise(ended(live, self.now))

    # What people do

    def _acts_of(self, person: str) -> Iterator[Act]:
        word = f"w{self.chance.getrandbits(40):010x}"
        idea = f"Idea {self.chance.getrandbits(40):010x}"
        self.told.words[word], self.told.ideas[idea] = person, person
        for _ in range(self.chance.choice((1, 1, 1, 2))):  # some change their answer, and others their mood
            answer = str(self.chance.randrange(3))
            yield lambda answer=answer: self._votes(person, answer)  # type: ignore[misc]
        for _ in range(self.chance.choice((1, 1, 1, 2))):
            mood = str(self.chance.randint(1, 5))
            yield lambda mood=mood: self._checks_in(person, mood, word, named=False)  # type: ignore[misc]
        yield lambda: self._writes(person, idea, named=False)
        yield from self._named_acts_of(person)

    def _named_acts_of(self, person: str, *, checks_in: bool = False) -> Iterator[Act]:
        answer = str(self.chance.randrange(3))
        yield lambda: self.do(polls.vote, _actor(person), self.asked[Level.NAMED], answer)
        for number in range(self.chance.randint(0, 2)):
            yield lambda number=number: self._supports(person, number)  # type: ignore[misc]
        if self.chance.random() < 0.3:
            yield lambda: self._says_what_would_help(person)
        if self.chance.random() < 0.5:
            yield lambda: self._writes(person, f"Mine: {person}", named=True)
        if self.chance.random() < 0.3:
            promise = pledges.PledgeForm("Call the school", None, f"pledge:{person}")
            yield lambda: self.do(pledges.make, self.now, _actor(person), HALL, promise)
        if checks_in:
            yield lambda: self._checks_in(person, "4", "hopeful", named=True)

    async def _votes(self, person: str, answer: str) -> None:
        poll = self.asked[Level.ANONYMOUS]

        def voting(memory: Memory) -> None:
            polls.vote(memory, _actor(person), poll, answer, unnamed=True)
            self._take_part(memory, "poll", person)

        await self.do(voting)

    async def _writes(self, person: str, text: str, *, named: bool) -> None:
        draft = ideas.IdeaDraft(text, IdeaKind.CHANGE, f"form:{text}", is_anonymous=not named)

        def writing(memory: Memory) -> ideas.Captured:
            if not named:
                self._take_part(memory, "ideas", person)
            return ideas.write(memory, self.now, _actor(person), HALL, draft)

        idea = (await self.do(writing)).idea
        self._ideas.append(idea.id)
        self._changed.add(card_of(idea))

    async def _supports(self, person: str, number: int) -> None:
        if self._ideas:
            idea = self._ideas[(number + self.chance.randrange(99)) % len(self._ideas)]
            with suppress(Refusal):  # it may be their own
                await self.do(ideasupport.support, _actor(person), idea)

    async def _says_what_would_help(self, person: str) -> None:
        if self._ideas:
            idea = self.chance.choice(self._ideas)
            with suppress(Refusal):  # it may be their own
                await self.do(conditions.say, self.now, _actor(person), idea, "Only in the evening")

    async def _checks_in(self, person: str, mood: str, word: str, *, named: bool) -> None:
        """As the form's listener does: what has no name is stored by itself."""
        sector, perspective = self.chance.choice(SECTORS), self.chance.choice(list(Perspective))
        form = checkins.CheckInForm(mood, word, named, sector, perspective)

        def naively(memory: Memory) -> None:
            spoke = checkins.speak_unnamed(memory, _actor(person), self.session, form)
            checkins.arrive(memory, _actor(person), self.session, form, spoke)
            self._take_part(memory, "arrivals", person)

        if self.is_naive and not named:
            await self.do(naively)
        else:
            spoke = None
            if not named:
                spoke = await self.do(checkins.speak_unnamed, _actor(person), self.session, form)
            await self.do(checkins.arrive, _actor(person), self.session, form, spoke)
        self.watcher.came(person)

    def _take_part(self, memory: Memory, about: str, person: str) -> None:
        if self.is_naive:
            cast("Remembering", memory).take_part(about, person)

    # What everybody sees, and what the intruder is measured by

    async def _post(self) -> None:
        """Every card that shows something else now, at once: the bot edits none that often."""
        changed, self._changed = sorted(self._changed | {Card(SESSION_CARD, self.session)}), set()
        for shown in await self.storage.read(TEAM, lambda memory: _contents(memory, changed)):
            self.posts.append(repr(shown).encode())
            if isinstance(shown, SessionCard):
                self.watcher.sees(shown.arrivals)

    def posted(self, tokens: Tokens) -> list[Stream]:
        """What the bot posted and edited, in its order."""
        return [tokens.stream("posts and edits", ([post] for post in self.posts))]


def _contents(memory: Memory, cards: list[Card]) -> list[object]:
    found = [(card, memory.messages.find(card)) for card in cards]
    return [kind_of(card.kind).content(memory, message) for card, message in found if message]


def _actor(person: str) -> Actor:
    return Actor(person, zone="Europe/London", here=HALL)
