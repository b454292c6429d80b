"""What every listener has at hand. One desk serves one workspace."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from coproduction.effects import NOTHING
from coproduction.haste import stored
from coproduction.ports import Clock, Memory, Storage
from handlers.searching import searched
from handlers.sending.consequences import Consequences
from handlers.settings import Settings
from handlers.slack.calls import Slack
from handlers.slack.directory import Directory
from handlers.slack.memberships import Memberships
from handlers.slack.quiet import Quiet
from handlers.voice import Voice
from handlers.voices import Voices

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """Storage, time, Slack and chance, for the workspace and the bot user they are about."""

    workspace: str
    bot_user: str
    storage: Storage
    clock: Clock
    slack: Slack
    directory: Directory
    voices: Voices
    memberships: Memberships
    quiet: Quiet
    settings: Settings = field(default_factory=Settings)
    chance: random.Random = field(default_factory=random.SystemRandom)
    consequences: Consequences = field(default_factory=Consequences)

    async def voice(self, person: str) -> Voice:
        """How to speak to this person."""
        return await self.voices.of(person)

    async def voice_of_channel(self, channel: str) -> Voice:
        """How to speak in the channel of this programme."""
        return await self.voices.of_channel(channel)

    async def write(self, work: Callable[[Memory], T]) -> T:
        """One unit of work, stored when this returns; what follows from it has begun."""
        done = await searched(lambda run: self.storage.perform(self.workspace, run), work)
        stored()  # of the act: what is kept on the way, such as who is in a channel, is none of it
        if done.effects is not NOTHING:
            self.consequences.follow(done.effects)
        return done.value

    async def read(self, work: Callable[[Memory], T]) -> T:
        """One look at what is stored."""
        return await self.storage.read(self.workspace, work)
