"""Who people are in Slack: asked of Slack, kept for a while in memory, never stored."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError

from coproduction.callers import FORGOTTEN, IN_THE_CALL, is_caller
from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.ports import Clock
from coproduction.texts import tidy
from handlers.slack.calls import Slack
from handlers.slack.naming import Namesakes, name_of
from handlers.slack.pace import patiently
from handlers.slack.singlefile import SingleFile
from handlers.slack.slack_errors import SLACK_IS_AWAY, is_passing
from handlers.slack.usergroups import UserGroups
from handlers.voice import Voice

FRESH = timedelta(minutes=10)
TRUSTED = timedelta(hours=1)  # how much longer we do while Slack does not answer
BREATH = timedelta(seconds=3)  # a rest that a card waits for, so that it need not say "a participant"
AT_ONCE = 8  # calls in flight
FREE = 50  # calls a minute of which so many are in flight: Slack takes about 100, and may ask for a rest then


Aliases = Callable[[Collection[str]], Awaitable[Mapping[str, str]]]  # of people without Slack, by id


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says of a person, and until when we believe it."""

    actor: Actor
    name: str
    is_bot: bool
    email: str | None  # only where the app may know it; never stored
    until: datetime
    has_left: bool = False  # is no longer in the workspace
    tells_locale: bool = False  # an event that something changed does not
    updated: int = 0  # when Slack's own record of them changed last

    @property
    def is_an_admin(self) -> bool:
        """Whether this is a person who administers the workspace now."""
        return self.actor.is_admin and not (self.is_bot or self.has_left)


class Directory:
    """Profiles by person id."""

    def __init__(self, slack: Slack, clock: Clock, workspace: str, aliases: Aliases) -> None:
        self.patience = slack.patience
        self._slack = slack
        self._clock = clock
        self._workspace = workspace
        self._aliases = aliases
        self._known: dict[str, Profile] = {}
        self._namesakes = Namesakes()
        self.groups = UserGroups(slack, clock)
        self._room = asyncio.Semaphore(AT_ONCE)
        self._file = SingleFile(FREE)
        self._asking: dict[str, asyncio.Task[Profile]] = {}
        self._began: dict[str, float] = {}  # when, by the loop's clock
        self._untold: set[str] = set()  # of whom Slack had no time to tell

    async def actor(self, person: str, here: str | None = None) -> Actor:
        """Who is acting, and in which channel, for an act that needs to know it surely: a facilitator's.

        While Slack does not say, what it said not long ago does: an event would tell what has changed.
        """
        known = self._trusted(person)
        try:
            profile = await self._profile(person, self._soon(person) if known else self.patience.surely)
        except (SlackApiError, *SLACK_IS_AWAY) as fault:
            if known is None:
                raise Refusal(
                    "I could not ask Slack who you are, so nothing was done. Please try again in a minute."
                ) from fault
            profile = known
        return replace(profile.actor, here=here)

    async def participant(self, person: str, here: str | None = None) -> Actor:
        """Who is acting, for an act that anybody may do: Slack being slow must not lose it."""
        try:
            return replace((await self._profile(person, self._soon(person))).actor, here=here)
        except (SlackApiError, *SLACK_IS_AWAY):
            known = self._known.get(person)
            return Actor(person, zone=known.actor.zone if known else None, here=here)

    def expect(self, person: str) -> None:
        """Ask about a person now who will act in a moment, so that nobody waits for the answer then."""
        if not self._fresh(person):
            self._ask(person)

    async def is_bot(self, person: str) -> bool:
        """Whether this is surely an app and not a person."""
        try:
            return (await self._profile(person, self.patience.soon)).is_bot
        except (SlackApiError, *SLACK_IS_AWAY):
            return False

    async def has_left(self, person: str) -> bool:
        """Whether this person surely is no longer in the workspace: of who is known, an event would tell."""
        known = self._known.get(person)
        if known and not known.has_left:
            return False
        try:
            return (await self._profile(person, self.patience.soon)).has_left
        except (SlackApiError, *SLACK_IS_AWAY):
            return False

    async def locale(self, person: str) -> str | None:
        """In which language Slack speaks to them; None when it does not say so soon, or cannot."""
        if is_caller(person):
            return None
        known = self._known.get(person)
        if known and known.tells_locale:
            return known.actor.locale
        try:
            async with asyncio.timeout(self._soon(person)):
                return (await asyncio.shield(self._ask(person))).actor.locale
        except (SlackApiError, *SLACK_IS_AWAY):
            return known.actor.locale if known else None

    def _soon(self, person: str) -> float:
        """How long an act may still wait for an answer about a person: several of its steps may want one."""
        began = self._began.get(person)
        waited = asyncio.get_running_loop().time() - began if began is not None else 0.0
        return max(0.0, self.patience.soon - waited)

    async def rests(self) -> None:
        """Wait until Slack is asked nothing any more."""
        while self._asking:
            await asyncio.wait(set(self._asking.values()))

    async def names(
        self, say: Voice, people: Iterable[str], within: float | None = None
    ) -> Mapping[str, str]:
        """Names to print without pinging anybody; whoever Slack does not tell is "a participant"."""
        wanted = list(dict.fromkeys(people))
        known = {**await self.known_names(wanted, within), **await self._callers(say, wanted)}
        return {person: known.get(person) or say("a participant") for person in wanted}

    async def _callers(self, say: Voice, people: Iterable[str]) -> Mapping[str, str]:
        """Who has no Slack, by alias, which could be somebody's name here: so it is said of each."""
        without = [person for person in people if is_caller(person)]
        known = await self._aliases(without) if without else {}
        where = say(IN_THE_CALL)
        named = {person: f"{alias} ({where})" for person, alias in known.items()}
        return {person: named.get(person) or say(FORGOTTEN) for person in without}

    def are_untold(self, people: Iterable[str]) -> bool:
        """Whether any of these has no name yet only because Slack had no time to tell."""
        return not self._untold.isdisjoint(people)

    async def known_names(self, people: Iterable[str], within: float | None = None) -> Mapping[str, str]:
        """The same, without whoever Slack does not tell."""
        wanted = [person for person in dict.fromkeys(people) if not is_caller(person)]
        names = zip(wanted, await self._names(wanted, within), strict=True)
        return {person: self._namesakes.told_apart(person, name) for person, name in names if name}

    def held(self, people: Iterable[str]) -> list[str]:
        """What those people are called of whom it is in memory; Slack is asked nothing."""
        known = (self._known.get(person) for person in people)
        return [profile.name for profile in known if profile and profile.name and not profile.is_bot]

    async def channels(self, channels: Iterable[str], within: float) -> Mapping[str, str]:
        """The names of the public ones. What a private one is called is nobody else's business."""
        wanted = list(dict.fromkeys(channels))
        found = await asyncio.gather(*(self._channel(channel, within) for channel in wanted))
        return {channel: name for channel, name in zip(wanted, found, strict=True) if name}

    async def _channel(self, channel: str, within: float) -> str:
        try:
            async with asyncio.timeout(within):
                return await self._slack.public_name(channel)
        except (SlackApiError, *SLACK_IS_AWAY):
            return ""

    async def _names(self, people: Iterable[str], within: float | None = None) -> list[str]:
        seconds = self.patience.eventually if within is None else within
        return await asyncio.gather(*(self._name(person, seconds) for person in people))

    async def emails(self, people: Iterable[str]) -> Mapping[str, str]:
        """The addresses that Slack tells; nobody's where the app may not ask for them."""
        wanted = [person for person in dict.fromkeys(people) if not is_caller(person)]
        await self._names(wanted)
        known = {person: self._known[person].email for person in wanted if person in self._known}
        return {person: email for person, email in known.items() if email}

    def learn(self, user: Mapping[str, Any]) -> Profile:
        """Take in what Slack says of a person, as an answer or as an event; older news change nothing."""
        known, updated = self._known.get(user["id"]), int(user.get("updated") or 0)
        if known and updated < known.updated:
            return known
        learnt = Profile(
            actor=Actor(
                id=str(user["id"]),
                is_admin=bool(user.get("is_admin") or user.get("is_owner")) and self._is_ours(user),
                zone=user.get("tz") or None,
                locale=user.get("locale") or (known.actor.locale if known else None),
            ),
            name=name_of(user),
            is_bot=bool(user.get("is_bot")),
            email=(user.get("profile") or {}).get("email") or None,
            until=self._clock() + FRESH,
            has_left=bool(user.get("deleted")),
            tells_locale="locale" in user,
            updated=updated,
        )
        self._known[learnt.actor.id] = learnt
        self._untold.discard(learnt.actor.id)
        self._namesakes.learn(learnt.actor.id, learnt.name, tidy(str(user.get("name") or "")))
        return learnt

    def _is_ours(self, user: Mapping[str, Any]) -> bool:
        """Whether they work here now: who is an admin of a connected organisation is nobody's admin here."""
        on_grid = (user.get("enterprise_user") or {}).get("teams") or ()
        return not user.get("deleted") and self._workspace in (user.get("team_id"), *on_grid)

    def _trusted(self, person: str) -> Profile | None:
        known = self._known.get(person)
        return known if known and self._clock() < known.until + TRUSTED else None

    def _fresh(self, person: str) -> Profile | None:
        known = self._known.get(person)
        return known if known and self._clock() < known.until else None

    async def _profile(self, person: str, within: float) -> Profile:
        """Who waits gives up after `within` seconds; the question goes on, and the next has its answer."""
        known = self._fresh(person)
        if known:
            return known
        async with asyncio.timeout(within):
            return await asyncio.shield(self._ask(person))

    def _ask(self, person: str) -> asyncio.Task[Profile]:
        """One question about a person at a time, however many want to know."""
        if person not in self._asking:
            self._began[person] = asyncio.get_running_loop().time()
            self._asking[person] = asyncio.create_task(self._learn_of(person), name="profile")
            self._asking[person].add_done_callback(lambda asked: self._asked(person, asked))
        return self._asking[person]

    def _asked(self, person: str, asked: asyncio.Task[Profile]) -> None:
        del self._asking[person], self._began[person]
        if not asked.cancelled():
            asked.exception()  # whoever waits is told; if nobody does any more, nobody needs to know

    async def _learn_of(self, person: str) -> Profile:
        async with self._room:
            return self.learn(await patiently(lambda: self._told_by_slack(person), most=BREATH))

    async def _told_by_slack(self, person: str) -> dict[str, Any]:
        async with self._file.turn():
            return await self._slack.person(person)

    async def _name(self, person: str, within: float) -> str:
        """Empty when Slack does not tell."""
        known = self._known.get(person)
        if known:
            return known.name
        try:
            return (await self._profile(person, within)).name
        except (SlackApiError, *SLACK_IS_AWAY) as fault:
            if is_passing(fault):
                self._untold.add(person)
            return ""
