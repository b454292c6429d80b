"""How each person arrives: a mood and one word, with their name or without it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol, Self

from coproduction.errors import Refusal
from coproduction.texts import optional
from coproduction.words import Text

MOODS = {1: Text("very low"), 2: Text("low"), 3: Text("so-so"), 4: Text("good"), 5: Text("very good")}
WORD_LENGTH = 40


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One person's arrival. `voice` is their id, or for an anonymous one a tag (`voices`)."""

    session: str
    voice: str
    is_named: bool
    mood: int
    word: str | None = None

    def under(self, voice: str) -> Self:
        """The same arrival of another voice."""
        return replace(self, voice=voice)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How the room arrived, as everybody may see it: how many, the spread of moods, the words."""

    people: int
    moods: tuple[int, ...]  # how many chose 1, 2, 3, 4, 5
    words: tuple[str, ...]  # in alphabetical order, so that the order of arriving tells nothing


class CheckIns(Protocol):
    """What storage keeps of this noun: how people arrived, and the secret that keeps some anonymous."""

    def keep_pepper(self, session: str, pepper: bytes) -> None:
        """Raises Taken when the session has one already."""

    def pepper(self, session: str) -> bytes | None: ...
    def destroy_pepper(self, session: str) -> None: ...
    def get(self, session: str, voice: str) -> CheckIn | None: ...
    def put(self, checkin: CheckIn) -> None:
        """Store it, or replace what the same voice said before in this session."""

    def of(self, session: str) -> list[CheckIn]: ...
    def clear(self, session: str) -> None:
        """Delete all of a session."""


def mood_of(text: str) -> int:
    """The mood 1-5 that was chosen, or a Refusal."""
    if text not in {str(mood) for mood in MOODS}:
        raise Refusal("Please choose how you are today, from 1 to 5.", "mood")
    return int(text)


def word_of(text: str | None) -> str | None:
    """The one word, if any. A few words are welcome too."""
    return optional(text, most=WORD_LENGTH, field="word")


def arrivals(people: int, checkins: Iterable[CheckIn]) -> Arrivals:
    """The spread of the check-ins of `people` attending."""
    given = list(checkins)
    moods = Counter(checkin.mood for checkin in given)
    words = sorted((checkin.word for checkin in given if checkin.word), key=str.casefold)
    return Arrivals(people, tuple(moods[mood] for mood in MOODS), tuple(words))
