"""Who is in a crowd: people of the cast first, then members invented in their likeness."""

from __future__ import annotations

import itertools
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rehearsal.acts import fate
from rehearsal.model import Channel, Person
from rehearsal.slack import Slack

Names = dict[str, list[str]]  # `first` and `last`


@dataclass(frozen=True)
class Newcomer:
    """Somebody who is not in the workspace yet."""

    real_name: str
    like: Person | None  # whose role, facts and time zone they share


def candidates(slack: Slack, people: int, seed: int, known: Names) -> list[Person | Newcomer]:
    """So many people whom nobody plays on a page, in an order that only the seed decides."""
    dice = random.Random(f"candidates {seed}")  # noqa: S311 - the same crowd every time
    free = [each for each in slack.workspace.people.values() if _free(slack, each)]
    found: list[Person | Newcomer] = list(dice.sample(free, min(people, len(free))))
    names = _names(slack, dice, known)
    models = _models(slack)
    for number in range(people - len(found)):
        like = models[number % len(models)] if models else None
        found.append(Newcomer(next(names), like))
    dice.shuffle(found)
    return found


def come_in(slack: Slack, who: Person | Newcomer, room: Channel) -> Person:
    """They join the workspace if need be, and the channel; the app hears of both as from Slack."""
    person = who if isinstance(who, Person) else _joined(slack, who, room)
    if person.id not in room.members:
        fate.change_channel(slack, room.id, "invite", person.id)
    return person


def is_played(slack: Slack, who: Person | Newcomer) -> bool:
    """Whether somebody acts as them on a page."""
    return isinstance(who, Person) and who.id in slack.played


def _free(slack: Slack, person: Person) -> bool:
    left = person.deleted or person.is_bot or person.team
    return person.role in _roles(slack) and not left and not is_played(slack, person)


def _joined(slack: Slack, newcomer: Newcomer, room: Channel) -> Person:
    plain = unicodedata.normalize("NFKD", newcomer.real_name.replace("ı", "i")).encode("ascii", "ignore")
    letter = "W" if slack.workspace.enterprise_id else "U"  # on a grid, people belong to the organisation
    person = Person(slack.ids.next(letter), ".".join(plain.decode().lower().split()), newcomer.real_name)
    person.locale = slack.workspace.locale_in(room)
    if newcomer.like is not None:
        person.role, person.tz = newcomer.like.role, newcomer.like.tz
        person.facts = dict(newcomer.like.facts)
    slack.workspace.people[person.id] = person
    slack.events.person_changed(person, "team_join")
    return person


def _models(slack: Slack) -> list[Person]:
    """Those of the cast who make a crowd, in an order in which the first few are as mixed as all of them."""
    everybody = [each for each in slack.workspace.people.values() if each.role in _roles(slack)]
    everybody = [each for each in everybody if not each.team]
    return random.Random(len(everybody)).sample(everybody, len(everybody))  # noqa: S311


def _roles(slack: Slack) -> set[str]:
    """The roles that the cast has for a crowd; when it has none, everybody's."""
    roles = slack.workspace.roles
    return {each.name for each in roles if each.crowd} or {each.name for each in roles}


def _names(slack: Slack, dice: random.Random, known: Names) -> Iterator[str]:
    """Names that nobody has yet."""
    if not known:
        yield from (f"Guest {number}" for number in itertools.count(1))
    taken = {each.real_name for each in slack.workspace.people.values()}
    while True:
        name = f"{dice.choice(known['first'])} {dice.choice(known['last'])}"
        if name not in taken:
            taken.add(name)
            yield name
