"""Who is spoken to in which language: their choice, else what Slack shows them, else English."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from coproduction.errors import Refusal
from coproduction.ports import Clock, Storage
from coproduction.words import LANGUAGES, Language, language_of
from handlers.slack.directory import Directory
from handlers.voice import Voice

FRESH = timedelta(minutes=5)


class _Kept(NamedTuple):
    """What was chosen, if anything, and until when we believe it."""

    code: str | None
    until: datetime


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a person's or a programme's choice is stored."""

    kind: str
    id: str


class Voices:
    """The voices of one workspace. What was looked up is kept in memory for a few minutes."""

    def __init__(
        self,
        storage: Storage,
        workspace: str,
        directory: Directory,
        clock: Clock,
        commands: Callable[[Language], Mapping[str, str]],
        contacts: str = "",
    ) -> None:
        self._storage = storage
        self._workspace = workspace
        self._directory = directory
        self._clock = clock
        self._commands = commands
        self._contacts = contacts
        self._kept: dict[_Place, _Kept] = {}
        self._speaking: dict[str, Voice] = {}  # by the code of its language

    async def of(self, person: str) -> Voice:
        """For a person. Neither storage nor Slack may hold an answer up, nor spoil it: then it is English."""
        chosen = await self._chosen(_Place("person", person), self._stored_for_person) if person else None
        return await self.chosen_or_guessed(chosen, person)

    async def of_channel(self, channel: str) -> Voice:
        """For everybody in the channel of a programme."""
        return self.in_language(await self._chosen(_Place("channel", channel), self._stored_for_channel))

    async def chosen_or_guessed(self, chosen: str | None, person: str) -> Voice:
        """In the language a person chose; without a choice, in the one that Slack shows them."""
        if chosen is None and person:
            chosen = await self._directory.locale(person)
        return self.in_language(chosen)

    def in_language(self, locale: str | None) -> Voice:
        """In this language, or English."""
        return self.speaking(language_of(locale))

    def speaking(self, language: Language) -> Voice:
        """In this language."""
        if language.code not in self._speaking:
            self._speaking[language.code] = Voice(language, self._commands(language), self._contacts)
        return self._speaking[language.code]

    def by_command(self) -> Mapping[str, str]:
        """What texts call each command ("/close"), by what is typed for it in any of our languages."""
        spoken = [self.speaking(language).commands for language in LANGUAGES.values()]
        return {typed: verb for commands in spoken for verb, typed in commands.items()}

    def forget(self, person_or_channel: str) -> None:
        """Something else has just been chosen."""
        for kind in ("person", "channel"):
            self._kept.pop(_Place(kind, person_or_channel), None)

    async def _chosen(self, place: _Place, stored: Callable[[str], Awaitable[str | None]]) -> str | None:
        known = self._kept.get(place)
        if known and self._clock() < known.until:
            return known.code
        try:
            async with asyncio.timeout(self._directory.patience.soon):
                code = await stored(place.id)
        except (Refusal, TimeoutError):
            return known.code if known else None
        self._kept[place] = _Kept(code, self._clock() + FRESH)
        return code

    async def _stored_for_person(self, id_: str) -> str | None:
        person = await self._storage.read(self._workspace, lambda memory: memory.people.get(id_))
        return person.language if person else None

    async def _stored_for_channel(self, channel: str) -> str | None:
        return await self._storage.read(self._workspace, lambda memory: memory.sessions.language_of(channel))
