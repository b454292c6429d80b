"""Sorting the ideas of a programme into themes, and changing that; each change can be undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coproduction.errors import Refusal, Taken
from coproduction.ideas import Idea
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import idealists, members, people, places
from coproduction.themes import (
    TITLE_LENGTH,
    AllThemes,
    Sorting,
    Theme,
    accepted,
    found,
    merged,
    moved,
    renamed,
    sorted_anew,
    split,
    title_of,
)
from coproduction.themesorting import FEWEST_TEXTS, MOST_TEXTS, name_of
from coproduction.words import Text

DOING = Text("sort ideas into themes")
NEW, NONE = "new", "none"  # where ideas go that leave a theme, when not to another
_TOO_FEW = Text("There are fewer than {fewest} ideas here, so there is nothing to sort yet.")
_QUICKER = Text("Somebody else has just changed the themes. Please look at them again.")
_NOTHING_TO_UNDO = Text("There is nothing to undo any more.")
_WHERE = Text("Please choose where these ideas go.")
_WHICH = Text("Please choose which ideas go there.")


@dataclass(frozen=True, slots=True)
class ThemeShown:
    """A theme with those of its ideas that people may see."""

    theme: Theme
    ideas: tuple[Idea, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """All themes of a programme, and its ideas that are in none. `number`: the change that can be undone."""

    channel: str
    number: int
    themes: tuple[ThemeShown, ...]
    loose: tuple[Idea, ...]


@dataclass(frozen=True, slots=True)
class ThemeForm:
    """What somebody filled in to change one theme; `ideas` go `where`, and the rest of it `into` another."""

    title: str
    ideas: tuple[str, ...] = ()
    where: str | None = None
    into: str | None = None


def channel_for(memory: Memory, actor: Actor, channel: str) -> str:
    """The programme whose ideas a facilitator sorts who types it here."""
    people.require_facilitator(memory, actor, DOING, channel)
    return places.newest(memory, actor, channel).channel


def panel(memory: Memory, actor: Actor, channel: str) -> Panel:
    """The themes of a programme as they are, for a facilitator."""
    _require(memory, actor, channel)
    ideas, newest = _ideas(memory, channel), memory.themes.newest(channel)
    themes = newest.themes if newest else ()
    shown = (ThemeShown(each, tuple(ideas[idea] for idea in each.ideas if idea in ideas)) for each in themes)
    inside = {idea for each in themes for idea in each.ideas}
    loose = tuple(idea for id_, idea in ideas.items() if id_ not in inside)
    there = tuple(each for each in shown if each.ideas)
    return Panel(channel, newest.number if newest else 0, there, loose)


def to_sort(memory: Memory, actor: Actor, channel: str) -> list[Idea]:
    """The ideas that can be sorted: all that are in no theme which somebody has accepted, the newest of many.

    A Refusal where there are too few.
    """
    now = panel(memory, actor, channel)
    open_ = [idea for each in now.themes if not each.theme.is_accepted for idea in each.ideas]
    ideas = sorted((*open_, *now.loose), key=lambda idea: idea.number)
    if len(ideas) < FEWEST_TEXTS:
        raise Refusal(_TOO_FEW.filled(fewest=FEWEST_TEXTS))
    return ideas[-MOST_TEXTS:]


def propose(
    memory: Memory, actor: Actor, channel: str, ideas: Sequence[Idea], groups: Sequence[Sequence[int]]
) -> None:
    """Keep these ideas in these groups as proposals: an idea that is alone is in no theme."""
    _require(memory, actor, channel)
    proposed = [
        Theme(_key(memory), _name(ideas, group), tuple(ideas[place].id for place in group))
        for group in groups
        if len(group) > 1
    ]
    _change(memory, channel, lambda themes: sorted_anew(themes, proposed))


def accept(memory: Memory, actor: Actor, channel: str, key: str) -> None:
    """A theme is as those who lead want it."""
    _require(memory, actor, channel)
    _change(memory, channel, lambda themes: accepted(themes, key))


def change(memory: Memory, actor: Actor, channel: str, key: str, form: ThemeForm) -> None:
    """Rename a theme, move ideas out of it or split them off, and merge it with another: in this order."""
    _require(memory, actor, channel)
    title = title_of(form.title)
    if form.ideas and not form.where:
        raise Refusal(_WHERE, "where")
    if form.where and not form.ideas:
        raise Refusal(_WHICH, "ideas")

    def act(themes: AllThemes) -> AllThemes:
        theme = found(themes, key)
        here = tuple(idea for idea in form.ideas if idea in theme.ideas)
        done = renamed(themes, key, title) if form.where != NEW else themes
        if form.where == NEW:
            done = split(done, here, _key(memory), title)
        elif form.where:
            done = moved(done, here, None if form.where == NONE else form.where)
        return merged(done, key, form.into) if form.into and here != theme.ideas else done

    _change(memory, channel, act)


def undo(memory: Memory, actor: Actor, channel: str, number: int) -> None:
    """Take the last change back, which is this one: a button of an older panel takes back nothing."""
    _require(memory, actor, channel)
    newest = memory.themes.newest(channel)
    if newest is None:
        raise Refusal(_NOTHING_TO_UNDO)
    if newest.number != number or not memory.themes.drop(newest):
        raise Refusal(_QUICKER)


def _change(memory: Memory, channel: str, act: Callable[[AllThemes], AllThemes]) -> None:
    newest = memory.themes.newest(channel)
    themes = newest.themes if newest else ()
    after = act(themes)
    if after == themes:
        return
    try:
        memory.themes.add(Sorting(channel, newest.number + 1 if newest else 1, after))
    except Taken:  # at another process at the same moment
        raise Refusal(_QUICKER) from None


def _require(memory: Memory, actor: Actor, channel: str) -> None:
    people.require_facilitator(memory, actor, DOING, channel)
    members.require(memory, actor, channel)


def _ideas(memory: Memory, channel: str) -> dict[str, Idea]:
    found = (idea for idea, _ in idealists.supported(memory, channel))
    return {idea.id: idea for idea in sorted(found, key=lambda idea: idea.number)}


def _key(memory: Memory) -> str:
    return memory.new_id()[:8]


def _name(ideas: Sequence[Idea], group: Sequence[int]) -> str:
    inside = [ideas[place].text for place in group]
    outside = [idea.text for place, idea in enumerate(ideas) if place not in group]
    return name_of(inside, outside)[:TITLE_LENGTH]
