"""What people are called: a name that can be read and told from another's."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from coproduction.looks import keys_of
from coproduction.texts import is_readable, tidy
from handlers.blocks.text import clip

LONGEST = 60  # characters of a name


def name_of(user: Mapping[str, Any]) -> str:
    """What a person is called, by the first of their names that can be read; empty when none can."""
    profile = user.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
    readable = (tidy(str(name)) for name in names if name and is_readable(str(name)))
    return clip(next(readable, ""), LONGEST)


class Namesakes:
    """Who looks to be called the same as somebody else: they are told apart by their handles."""

    def __init__(self) -> None:
        self._called: defaultdict[str, dict[str, str]] = defaultdict(dict)  # a look to people and handles
        self._looks_of: dict[str, frozenset[str]] = {}

    def learn(self, person: str, name: str, handle: str) -> None:
        """Take in what somebody is called now."""
        for before in self._looks_of.pop(person, ()):
            self._called[before].pop(person, None)
        if name:
            self._looks_of[person] = keys_of(name)
            for look in self._looks_of[person]:
                self._called[look][person] = handle

    def told_apart(self, person: str, name: str) -> str:
        """The name, with the handle where somebody else's looks the same."""
        alike = max((self._called[look] for look in self._looks_of.get(person, ())), key=len, default={})
        handle = alike.get(person)
        is_alone = len(alike) < 2 or not handle or handle.casefold() == name.casefold()
        return name if is_alone else f"{name} (@{handle})"
