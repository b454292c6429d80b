"""Who is in a crowd: the cast's champions first, then members invented in their likeness."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rehearsal.acts import fate
from rehearsal.model import Channel, Person
from rehearsal.slack import Slack

NAMES = Path(__file__).with_name("names.json")
ROLE = "champion"


@dataclass(frozen=True)
class Newcomer:
    """Somebody who is not in the workspace yet."""

    real_name: str
    like: Person | None  # whose sector, perspective and time zone they share


def candidates(slack: Slack, people: int, seed: int) -> list[Person | Newcomer]:
    """So many people whom nobody plays on a page, in an order that only the seed decides."""
    dice = random.Random(f"candidates {seed}")  # noqa: S311 - the same crowd every time
    champions = [each for each in slack.workspace.people.values() if _free(slack, each)]
    found: list[Person | Newcomer] = list(dice.sample(champions, min(people, len(champions))))
    names = _names(slack, dice)
    models = _models(slack)
    for number in range(people - len(found)):
        like = models[number % len(models)] if models else None
        found.append(Newcomer(next(names), like))
    dice.shuffle(found)
    return found


def come_in(slack: Slack, who: Person | Newcomer, room: Channel) -> Person:
    """They join the workspace if need be, and the channel; the app hears of both as from Slack."""
    person = who if isinstance(who, Person) else _joined(slack, who)
    if person.id not in room.members:
        fate.change_channel(slack, room.id, "invite", person.id)
    return person


def _free(slack: Slack, person: Person) -> bool:
    left = person.deleted or person.is_bot or person.team
    return person.role == ROLE and not left and person.id not in slack.workspace.played


def _joined(slack: Slack, newcomer: Newcomer) -> Person:
    plain = unicodedata.normalize("NFKD", newcomer.real_name.replace("ı", "i")).encode("ascii", "ignore")
    letter = "W" if slack.workspace.enterprise_id else "U"  # on a grid, people belong to the organisation
    person = Person(slack.ids.next(letter), ".".join(plain.decode().lower().split()), newcomer.real_name)
    if newcomer.like is not None:
        person.sector, person.perspective = newcomer.like.sector, newcomer.like.perspective
        person.tz = newcomer.like.tz
    slack.workspace.people[person.id] = person
    slack.events.person_changed(person, "team_join")
    return person


def _models(slack: Slack) -> list[Person]:
    """The champions of the cast, in an order in which the first few are as mixed as all of them."""
    everybody = [each for each in slack.workspace.people.values() if each.role == ROLE and not each.team]
    return random.Random(len(everybody)).sample(everybody, len(everybody))  # noqa: S311


def _names(slack: Slack, dice: random.Random) -> Iterator[str]:
    """Names that nobody has yet."""
    known = json.loads(NAMES.read_text("utf-8"))
    taken = {each.real_name for each in slack.workspace.people.values()}
    while True:
        name = f"{dice.choice(known['first'])} {dice.choice(known['last'])}"
        if name not in taken:
            taken.add(name)
            yield name
