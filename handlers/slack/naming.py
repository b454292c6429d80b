"""What people are called: a name that can be read and told from another's."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from coproduction.texts import is_readable, tidy
from handlers.blocks.text import clip

LONGEST = 60  # characters of a name
# Letters of other alphabets that look the same as one of ours
_LOOK_ALIKE = str.maketrans("аеорсухіјѕԁһӏԛԝαορνικτυхᴀ0", "aeopcyxijsdhlqwaopviktuxao")


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
        self._look_of: dict[str, str] = {}

    def learn(self, person: str, name: str, handle: str) -> None:
        """Take in what somebody is called now."""
        before = self._look_of.pop(person, None)
        if before is not None:
            self._called[before].pop(person, None)
        if name:
            self._look_of[person] = look_of(name)
            self._called[look_of(name)][person] = handle

    def told_apart(self, person: str, name: str) -> str:
        """The name, with the handle where somebody else's looks the same."""
        alike = self._called.get(self._look_of.get(person, ""), {})
        handle = alike.get(person)
        is_alone = len(alike) < 2 or not handle or handle.casefold() == name.casefold()
        return name if is_alone else f"{name} (@{handle})"


def look_of(name: str) -> str:
    """The same for two names that a reader could take for one."""
    apart = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return " ".join(bare.translate(_LOOK_ALIKE).split())
