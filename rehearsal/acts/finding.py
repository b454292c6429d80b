"""Finding things the way people do: by what they can see and read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from rehearsal.model import Channel, Entries, Json, Message, Person, View
from rehearsal.refusals import BadDeed
from rehearsal.rules.blocks import elements_of, flat
from rehearsal.slack import Slack
from rehearsal.texts import plain, readable, unescape

T = TypeVar("T")


@dataclass
class Place:
    """Something with blocks on a person's screen: a message, a modal or App Home."""

    blocks: list[Json]
    words: str
    message: Message | None = None
    view: View | None = None

    def entries(self, person: Person) -> Entries:
        """What this person has put into its inputs."""
        if self.view is not None:
            return self.view.entries
        assert self.message is not None  # noqa: S101 - a place is one or the other
        return self.message.entries.setdefault(person.id, {})


@dataclass
class Spot:
    """One element in a place."""

    place: Place
    block: Json
    element: Json


def person(slack: Slack, name: str) -> Person:
    """Somebody of the workspace who can act in it."""
    found = slack.workspace.person(name)
    if found is None:
        raise BadDeed(f"nobody here is called {name!r}")
    if found.deleted:
        raise BadDeed(f"{found.real_name} has left the workspace")
    return found


def channel(slack: Slack, who: Person, name: str) -> Channel:
    """A channel the person is in; `bot` is her direct conversation with the app."""
    if name == "bot":
        return slack.workspace.direct(who.id)
    found = slack.workspace.channel(name)
    if found is None:
        raise BadDeed(f"there is no channel {name!r}")
    if who.id not in found.members:
        raise BadDeed(f"{who.real_name} is not in #{found.name}")
    return found


def message(slack: Slack, who: Person, on: str, where: str | None) -> Message:
    """The newest message the person can see that says this."""
    for place in _messages(slack, who, where):
        if place.message is not None and on in place.words:
            return place.message
    raise BadDeed(f"{who.real_name} sees no message that says {on!r}")


def spot(
    slack: Slack, who: Person, on: str | None, where: str | None, fits: Callable[[Json], bool], what: str
) -> Spot:
    """The first fitting element: in her modal, else in the newest message, else in her Home."""
    seen: list[str] = []
    for place in _places(slack, who, where):
        if on is not None and on not in place.words:
            continue
        for block in flat(place.blocks):
            for element in elements_of([block]):
                if fits(element):
                    return Spot(place, block, element)
                seen.append(label_of(element))
    there = ", ".join(dict.fromkeys(filter(None, seen))) or "nothing to press"
    about = f" on {on!r}" if on else ""
    raise BadDeed(f"{who.real_name} sees no {what}{about}; there is: {there[:500]}")


def label_of(element: Json) -> str:
    """What is written on a button or in an empty menu."""
    text = element.get("text") or element.get("placeholder") or {}
    return unescape(str(text.get("text", "")))


def option_named(element: Json, words: str) -> Json | None:
    """The option with this visible text."""
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    for group in groups:
        for option in group["options"]:
            raw = str(option["text"]["text"])
            shown = unescape(raw) if option["text"]["type"] == "plain_text" else plain(raw)
            if shown == words:
                return dict(option)
    return None


def _places(slack: Slack, who: Person, where: str | None) -> Iterator[Place]:
    modal, home = slack.modals.top(who.id), slack.workspace.homes.get(who.id)
    if where is None and modal is not None:
        yield of_view(slack, modal)
    if where != "home":
        yield from _messages(slack, who, where)
    if where in (None, "home") and home is not None:
        yield of_view(slack, home)


def _messages(slack: Slack, who: Person, where: str | None) -> Iterator[Place]:
    room = channel(slack, who, where).id if where else None
    for each in slack.workspace.newest(who.id, room):
        words = f"{slack.workspace.read(each)}\n{plain(each.text, slack.workspace.label)}"
        yield Place(each.blocks, words, message=each)


def of_view(slack: Slack, view: View) -> Place:
    """A modal or Home as a place."""
    return Place(view.blocks, f"{title_of(view)}\n{readable(view.blocks, slack.workspace.label)}", view=view)


def title_of(view: View) -> str:
    """What a person reads at the top."""
    return unescape(view.title)
