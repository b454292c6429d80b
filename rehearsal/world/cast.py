"""The people and channels a workspace starts with, read from data."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from pathlib import Path

from rehearsal.model import Channel, Json, Person, Role, UserGroup

SHIPPED = Path(__file__).with_name("cast.json")
ENTERPRISE_ID = "E0REHEARSAL"
_PERSON_ID = re.compile(r'"U(?=[A-Z0-9]{8,}")')
_PERSON_FIELDS = {field.name for field in fields(Person)}


@dataclass(frozen=True)
class Cast:
    """A fresh set of people and channels; every workspace gets its own copies."""

    workspace: str
    domain: str
    people: list[Person]
    channels: list[Channel]
    roles: list[Role]
    enterprise_id: str | None = None
    emoji: tuple[str, ...] = ()  # that the workspace made for itself
    user_groups: tuple[UserGroup, ...] = ()

    @classmethod
    def read(cls, path: Path | None, bot: Person, *, grid: bool = False, locale: str = "") -> Cast:
        """From a cast file (by default a small one), with the app's bot user added.

        On an Enterprise Grid the people belong to the organisation, and their ids begin with W. In `locale`
        everybody reads Slack of whom the file does not say in which. What does not fit is a ValueError.
        """
        words = (path or SHIPPED).read_text("utf-8")
        whole: Json = json.loads(_PERSON_ID.sub('"W', words) if grid else words)
        try:
            return cls._of(whole, bot, locale or Person.locale, ENTERPRISE_ID if grid else None)
        except (TypeError, KeyError, AttributeError) as wrong:
            raise ValueError(f"the cast {(path or SHIPPED).name}: {wrong}") from None

    @classmethod
    def _of(cls, whole: Json, bot: Person, locale: str, enterprise_id: str | None) -> Cast:
        usual = {"locale": locale}
        people = [_person(usual | entry) for entry in whole["people"]]
        everybody = [person.id for person in people]
        return cls(
            workspace=whole["workspace"]["name"],
            domain=whole["workspace"]["domain"],
            people=[*people, bot],
            channels=[_channel(entry, everybody, bot.id) for entry in whole["channels"]],
            roles=_roles(whole.get("roles", []), people),
            enterprise_id=enterprise_id,
            emoji=tuple(whole["workspace"].get("emoji", [])),
            user_groups=tuple(UserGroup(**entry) for entry in whole.get("user_groups", [])),
        )


def _person(entry: Json) -> Person:
    unknown = set(entry) - _PERSON_FIELDS
    if unknown:
        raise ValueError(f"{entry.get('id')}: a person has no {', '.join(sorted(unknown))}")
    return Person(**entry)


def _roles(entries: list[Json], people: list[Person]) -> list[Role]:
    """Those that the cast describes, in its order, then those that it only uses."""
    roles = {entry["name"]: Role(**entry) for entry in entries}
    for person in people:
        roles.setdefault(person.role, Role(person.role, person.role.capitalize()))
    return list(roles.values())


def _channel(entry: Json, everybody: list[str], bot: str) -> Channel:
    members = everybody if entry["members"] == "everybody" else entry["members"]
    return Channel(
        id=entry["id"],
        name=entry["name"],
        kind=entry["kind"],
        members=[*members, *([bot] if entry["bot"] else [])],
        known_to_app=bool(entry["bot"]),
    )
