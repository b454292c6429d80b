"""Whom the room has not heard yet: by what people did with their name, and by turns they had to speak.

What is said without a name tells nothing here, so no anonymous act can change a figure.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from coproduction.people import PERSPECTIVE_NAMES, SECTOR_NAMES, Person
from coproduction.words import Text

FEWEST = 3  # people of one kind; fewer are counted with others
OTHERS = Text("others")


@dataclass(frozen=True, slots=True)
class Counted:
    """So many people of one kind are here, and so many of them were not heard yet."""

    kind: Text
    here: int
    unheard: int


@dataclass(frozen=True, slots=True)
class Unheard:
    """How many of those who are here were not heard, in all, by sector and by perspective."""

    here: int
    unheard: int
    sectors: tuple[Counted, ...]
    perspectives: tuple[Counted, ...]


def counted(here: Iterable[Person], heard: Collection[str]) -> Unheard:
    """The figures of these people."""
    people = list(here)
    return Unheard(
        len(people),
        sum(each.id not in heard for each in people),
        _by(people, heard, _sector),
        _by(people, heard, _perspective),
    )


def _sector(person: Person) -> Text | None:
    return SECTOR_NAMES.get(person.known_sector or "")


def _perspective(person: Person) -> Text | None:
    return PERSPECTIVE_NAMES[person.perspective] if person.perspective else None


def _by(
    people: Iterable[Person], heard: Collection[str], kind: Callable[[Person], Text | None]
) -> tuple[Counted, ...]:
    """By kind, in the order of their English names; few people are never alone, nor are the others."""
    groups: defaultdict[str, list[Person]] = defaultdict(list)
    names: dict[str, Text] = {}
    for each in people:
        name = kind(each) or OTHERS
        groups[str(name)].append(each)
        names[str(name)] = name
    joined = _joined(groups)
    lines = [_counted(names[name], groups[name], heard) for name in sorted(set(groups) - joined)]
    together = [each for name in joined for each in groups[name]]
    return (*lines, _counted(OTHERS, together, heard)) if len(together) >= FEWEST else tuple(lines)


def _joined(groups: Mapping[str, Collection[Person]]) -> set[str]:
    """The kinds that are counted together: those of few, of nobody knows what, and as many as hide these."""
    rising = sorted(groups, key=lambda name: (len(groups[name]), name))
    found = {name for name in rising if len(groups[name]) < FEWEST or name == str(OTHERS)}
    for name in rising:
        if not found or sum(len(groups[each]) for each in found) >= FEWEST:
            break
        found.add(name)
    return found


def _counted(kind: Text, people: Collection[Person], heard: Collection[str]) -> Counted:
    return Counted(kind, len(people), sum(each.id not in heard for each in people))
