"""How each person arrives: a mood and a word or a few, with their name or without it."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

from coproduction import voices
from coproduction.errors import Refusal
from coproduction.releases import FEWEST, may_show
from coproduction.texts import optional
from coproduction.words import Text

MOODS = {1: Text("very low"), 2: Text("low"), 3: Text("so-so"), 4: Text("good"), 5: Text("very good")}
WORD_LENGTH = 40
STEPS = range(1, 6)  # of candour


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One person's arrival. `voice` is their id, or for an anonymous one a tag (`voices`)."""

    session: str
    voice: str
    is_named: bool
    mood: int
    word: str | None = None
    candour: int | None = None  # 1-5: how far they could say what they think; kept until the session ends

    def under(self, voice: str) -> Self:
        """The same arrival of another voice, which is nobody's name."""
        return replace(self, voice=voice, is_named=False)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How the room arrived, as everybody was shown it at some time: the spread of moods, and the words.

    `marks` tell which answers stand in it, and nothing without the session's secret. They are needed while
    there may be another one (`releases`), and empty afterwards.
    """

    session: str
    number: int  # 1, 2, 3, … within the session
    moods: tuple[int, ...]  # how many chose 1, 2, 3, 4, 5
    words: tuple[str, ...]  # in alphabetical order, so that the order of arriving tells nothing
    marks: tuple[str, ...] = ()
    candours: tuple[int, ...] = ()  # how many said 1, 2, 3, 4, 5 of what they could say; empty for too few
    candour_marks: tuple[str, ...] = ()

    @property
    def states(self) -> frozenset[str]:
        """Its marks, to compare it with others."""
        return frozenset(self.marks)

    @property
    def candour_states(self) -> frozenset[str]:
        """The same of what they said of candour, which not everybody does: it is renewed by itself."""
        return frozenset(self.candour_marks)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How the room arrived, as everybody may see it now: how many, and what the latest snapshot shows."""

    people: int
    moods: tuple[int, ...] = (0,) * len(MOODS)
    words: tuple[str, ...] = ()
    candours: tuple[int, ...] = ()

    @property
    def told(self) -> int:
        """How many answers the moods and words are of; those of the others are not shown (yet)."""
        return sum(self.moods)


class CheckIns(Protocol):
    """What storage keeps of this noun: how people arrived, and the secret that keeps some anonymous."""

    def keep_pepper(self, session: str, pepper: bytes) -> None:
        """Raises Taken when the session has one already."""

    def pepper(self, session: str) -> bytes | None: ...
    def destroy_pepper(self, session: str) -> None: ...
    def get(self, session: str, voice: str) -> CheckIn | None: ...
    def put(self, checkin: CheckIn) -> None:
        """Store it, or replace what the same voice said before in this session."""

    def remove(self, session: str, voice: str) -> None: ...

    def of(self, session: str) -> list[CheckIn]: ...
    def clear(self, session: str) -> None:
        """Delete all of a session."""

    def show(self, snapshot: Snapshot) -> bool:
        """False, and nothing stored, when the session has a snapshot of this number."""

    def snapshots(self, session: str) -> list[Snapshot]:
        """All that everybody was shown of a session so far, in order."""

    def latest(self, session: str) -> Snapshot | None:
        """What everybody sees now."""

    def settle(self, session: str) -> None:
        """Keep the latest snapshot of a session, without its marks, and no other."""


def mood_of(text: str) -> int:
    """The mood 1-5 that was chosen, or a Refusal."""
    if text not in {str(mood) for mood in MOODS}:
        raise Refusal("Please choose how you are today, from 1 to 5.", "mood")
    return int(text)


def candour_of(text: str | None) -> int | None:
    """How far somebody could say what they think, 1-5, None for who leaves it out, or a Refusal."""
    if not text:
        return None
    if text not in {str(step) for step in STEPS}:
        raise Refusal("Please choose a number from 1 to 5, or leave this out.", "candour")
    return int(text)


def word_of(text: str | None) -> str | None:
    """The word, or the few, if any."""
    return optional(text, most=WORD_LENGTH, field="word")


def arrivals(people: int, latest: Snapshot | None) -> Arrivals:
    """What everybody may see when `people` attend and were shown the latest snapshot, if there is one yet."""
    if latest is None:
        return Arrivals(people)
    return Arrivals(people, latest.moods, latest.words, latest.candours)


def mark(pepper: bytes, workspace: str, checkin: CheckIn) -> str:
    """What a snapshot keeps of one person's answer: enough to see that it changed, named or not."""
    voice = voices.tag(pepper, workspace, checkin.voice) if checkin.is_named else checkin.voice
    return voices.mark(pepper, f"{voice}|{checkin.mood}|{checkin.word or ''}")


def candour_mark(pepper: bytes, workspace: str, checkin: CheckIn) -> str:
    """The same of what they said of candour."""
    voice = voices.tag(pepper, workspace, checkin.voice) if checkin.is_named else checkin.voice
    return voices.mark(pepper, f"{voice}|candour|{checkin.candour}")


def with_candour(following: Snapshot, earlier: Sequence[Snapshot], given: Mapping[str, int]) -> Snapshot:
    """The next snapshot with what was `given` of candour (mark to number), where that tells of five more
    people than any earlier one; else with what everybody sees already.
    """
    if may_show(frozenset(given), (each.candour_states for each in earlier if each.candour_marks)):
        said = Counter(given.values())
        counts, marks = tuple(said[step] for step in STEPS), tuple(sorted(given))
        return replace(following, candours=counts, candour_marks=marks)
    if not earlier:
        return following
    return replace(following, candours=earlier[-1].candours, candour_marks=earlier[-1].candour_marks)


def standing(pepper: bytes, workspace: str, said: Iterable[CheckIn]) -> list[CheckIn]:
    """One answer of each person: who says it anew without their name has taken the name off the other one."""
    given = list(said)
    unnamed = {each.voice for each in given if not each.is_named}
    return [
        each
        for each in given
        if not (each.is_named and unnamed and voices.tag(pepper, workspace, each.voice) in unnamed)
    ]


def snapshot(session: str, number: int, checkins: Iterable[CheckIn], marks: Iterable[str]) -> Snapshot:
    """All these answers of a session as everybody could see them, with their marks."""
    given = list(checkins)
    moods = Counter(checkin.mood for checkin in given)
    words = sorted((checkin.word for checkin in given if checkin.word), key=str.casefold)
    return Snapshot(session, number, tuple(moods[mood] for mood in MOODS), tuple(words), tuple(sorted(marks)))


def names_stay(shown: int, named: int) -> bool:
    """Whether names may stay beside what everybody was shown: so many answers, of which so many are named.

    Whoever leaves those out finds the others, so there must be none of them, or at least five.
    """
    return shown == named or shown - named >= FEWEST


def together(words: Iterable[str]) -> list[tuple[str, int]]:
    """Each word with how many said it, the most frequent first: "Calm!" and "calm" are one word.

    It is spelled as most people did, and of two spellings as the first in the alphabet.
    """
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word in words:
        spelled[_sounding(word)][word] += 1
    found = [(_usual(spellings), spellings.total()) for spellings in spelled.values()]
    return sorted(found, key=lambda each: (-each[1], each[0].casefold(), each[0]))


_DRAWN_OUT = "~^`"  # what people put around a word as they put dots, which Unicode calls symbols


def _sounding(word: str) -> str:
    """What makes it the same word: letters without their case, and no marks around them."""
    folded = unicodedata.normalize("NFKC", word).casefold()
    marks = (char for char in folded if char in _DRAWN_OUT or unicodedata.category(char).startswith("P"))
    bare = folded.strip("".join(marks))
    return bare.strip() or folded


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda word: (-spellings[word], word))
