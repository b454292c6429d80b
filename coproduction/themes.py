"""Themes: ideas sorted by what they are about. The bot proposes, and those who lead decide.

How a programme's ideas are sorted is one value. Each change stores a further one with the next number, so
two people who change it at once lose nothing of each other's, and the last change can be undone.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Protocol

from coproduction.errors import Refusal
from coproduction.texts import required
from coproduction.words import Text

TITLE_LENGTH = 60
MOST = 40  # themes of a programme
CHANGES_KEPT = 20  # of which each can be undone
_GONE = Text("This theme is gone: somebody has merged or changed it. Please look at the themes again.")


@dataclass(frozen=True, slots=True)
class Theme:
    """Ideas (their ids) that belong together; `key` tells it from others. A proposal until it is accepted."""

    key: str
    title: str
    ideas: tuple[str, ...]
    is_accepted: bool = False


AllThemes = tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class Sorting:
    """How the ideas of a programme are sorted: the `number`-th way, from 1."""

    channel: str
    number: int
    themes: AllThemes


class Themes(Protocol):
    """What storage keeps of this noun."""

    def newest(self, channel: str) -> Sorting | None: ...
    def add(self, sorting: Sorting) -> None:
        """Raises Taken when there is one with this number. What is too old to go back to is deleted."""

    def drop(self, sorting: Sorting) -> bool:
        """False when somebody else has dropped it."""


def title_of(text: str) -> str:
    """A theme's name, or a Refusal."""
    return required(text, most=TITLE_LENGTH, field="title", empty=Text("Please give this theme a name."))


def found(themes: AllThemes, key: str) -> Theme:
    """The theme of this key, or a Refusal when it is gone."""
    theme = next((each for each in themes if each.key == key), None)
    if theme is None:
        raise Refusal(_GONE)
    return theme


def sorted_anew(themes: AllThemes, proposed: Sequence[Theme]) -> AllThemes:
    """What was accepted, as it is, and then the new proposals for all other ideas."""
    accepted = tuple(each for each in themes if each.is_accepted)
    taken = {idea for each in accepted for idea in each.ideas}
    rest = (replace(each, ideas=tuple(i for i in each.ideas if i not in taken)) for each in proposed)
    return _kept((*accepted, *rest))


def accepted(themes: AllThemes, key: str) -> AllThemes:
    """With this theme as it is."""
    return _with(themes, replace(found(themes, key), is_accepted=True))


def renamed(themes: AllThemes, key: str, title: str) -> AllThemes:
    """With another name for a theme, which so is somebody's own."""
    theme = found(themes, key)
    return themes if title == theme.title else _with(themes, replace(theme, title=title, is_accepted=True))


def merged(themes: AllThemes, key: str, into: str) -> AllThemes:
    """With all ideas of one theme in another, which keeps its name."""
    theme, target = found(themes, key), found(themes, into)
    if theme is target:
        raise Refusal("Please choose another theme to put this one into.", "into")
    grown = replace(target, ideas=(*target.ideas, *theme.ideas), is_accepted=True)
    return _with(tuple(each for each in themes if each.key != key), grown)


def moved(themes: AllThemes, ideas: Sequence[str], to: str | None) -> AllThemes:
    """With these ideas in another theme, or in none; a theme without ideas is gone."""
    target = found(themes, to) if to else None
    left = tuple(replace(each, ideas=tuple(i for i in each.ideas if i not in ideas)) for each in themes)
    if target is None:
        return _kept(left)
    now = next(each for each in left if each.key == target.key)
    return _kept(_with(left, replace(now, ideas=(*now.ideas, *ideas), is_accepted=True)))


def split(themes: AllThemes, ideas: Sequence[str], key: str, title: str) -> AllThemes:
    """With these ideas in a new theme of their own."""
    if len(themes) >= MOST:
        raise Refusal("There are {most} themes already. Please merge some first.", "where", most=MOST)
    return moved((*themes, Theme(key, title, (), is_accepted=True)), ideas, key)


def _with(themes: AllThemes, theme: Theme) -> AllThemes:
    return tuple(theme if each.key == theme.key else each for each in themes)


def _kept(themes: AllThemes) -> AllThemes:
    return tuple(each for each in themes if each.ideas)[:MOST]


def frozen(themes: AllThemes) -> str:
    """Themes as JSON."""
    return json.dumps([asdict(each) for each in themes], ensure_ascii=False)


def thawed(content: str) -> AllThemes:
    """The themes that were frozen."""
    read: list[dict[str, Any]] = json.loads(content)
    return tuple(Theme(**{**each, "ideas": tuple(each["ideas"])}) for each in read)
