"""Who people are in Slack: asked of Slack, kept for a while in memory, never stored."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.ports import Clock
from handlers.errands import Errands
from handlers.slack import SLACK_IS_AWAY, Slack

FRESH = timedelta(minutes=10)
PATIENCE = 1.0  # seconds that an act which anybody may do waits for Slack to say who they are
AT_ONCE = 8  # calls in flight; users.info allows about 100 a minute


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says of a person, and until when we believe it."""

    actor: Actor
    name: str
    is_bot: bool
    until: datetime


class Directory:
    """Profiles by person id."""

    def __init__(self, slack: Slack, clock: Clock) -> None:
        self._slack = slack
        self._clock = clock
        self._known: dict[str, Profile] = {}
        self._room = asyncio.Semaphore(AT_ONCE)
        self.errands = Errands()

    async def actor(self, person: str) -> Actor:
        """Who is acting, for an act that needs to know it surely: a facilitator's."""
        try:
            return (await self._profile(person)).actor
        except (SlackApiError, *SLACK_IS_AWAY) as fault:
            raise Refusal(
                "I could not ask Slack who you are, so nothing was done. Please try again in a minute."
            ) from fault

    async def participant(self, person: str) -> Actor:
        """Who is acting, for an act that anybody may do: Slack being slow must not lose it."""
        try:
            async with asyncio.timeout(PATIENCE):
                return (await self._profile(person)).actor
        except (SlackApiError, *SLACK_IS_AWAY):
            known = self._known.get(person)
            return Actor(person, zone=known.actor.zone if known else None)

    def expect(self, person: str) -> None:
        """Ask about a person now who will act in a moment, so that nobody waits for the answer then."""
        self.errands.run(self._expect(person), "expect")

    async def _expect(self, person: str) -> None:
        with suppress(SlackApiError, *SLACK_IS_AWAY):  # then the act itself will ask
            await self._profile(person)

    async def is_bot(self, person: str) -> bool:
        """Whether this is an app and not a person."""
        return (await self._profile(person)).is_bot

    async def names(self, people: Iterable[str]) -> Mapping[str, str]:
        """Names to print without pinging anybody; whoever Slack does not tell is "a participant"."""
        wanted = list(dict.fromkeys(people))
        return dict(zip(wanted, await asyncio.gather(*map(self._name, wanted)), strict=True))

    def learn(self, user: Mapping[str, Any]) -> Profile:
        """Take in what Slack says of a person, as an answer or as an event."""
        profile = user.get("profile") or {}
        names = (
            profile.get("display_name"),
            profile.get("real_name"),
            user.get("real_name"),
            user.get("name"),
        )
        learnt = Profile(
            actor=Actor(
                id=str(user["id"]),
                is_admin=bool(user.get("is_admin") or user.get("is_owner")) and not user.get("deleted"),
                zone=user.get("tz") or None,
            ),
            name=next((name for name in names if name), "a participant"),
            is_bot=bool(user.get("is_bot")),
            until=self._clock() + FRESH,
        )
        self._known[learnt.actor.id] = learnt
        return learnt

    async def _profile(self, person: str) -> Profile:
        known = self._known.get(person)
        if known and self._clock() < known.until:
            return known
        async with self._room:
            known = self._known.get(person)  # somebody may have asked while we waited
            if known and self._clock() < known.until:
                return known
            return self.learn(await self._slack.person(person))

    async def _name(self, person: str) -> str:
        known = self._known.get(person)
        if known:
            return known.name
        try:
            return (await self._profile(person)).name
        except (SlackApiError, *SLACK_IS_AWAY):
            return "a participant"
