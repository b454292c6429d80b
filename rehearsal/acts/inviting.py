"""`/invite`, a command of Slack's own: people and apps come into a channel by their names."""

from __future__ import annotations

import re

from rehearsal.acts import composing, fate
from rehearsal.acts.deed import Deed
from rehearsal.model import Channel, Json, Person
from rehearsal.slack import Slack
from rehearsal.texts import escape, unescape

COMMAND = "/invite"
LISTED: Json = {
    "command": COMMAND,
    "usage_hint": "@name",
    "description": "Slack’s own: add somebody, or an app",
}

_MENTIONED = re.compile(r"<([@#])([A-Z0-9]+)(?:\|[^>]*)?>")
_WHOM = "Please say whom: /invite @name. That may be a member or an app."
_NOBODY = "Nobody here is called {name}. Check the name, and write it as it stands in the list of members."
_HERE_ALREADY = "{name} is already in this channel."
_NOT_IN_A_DIRECT = "/invite does not work in a direct conversation: nobody can be added to it."
_NOT_THERE = "You are not in #{room}, so you cannot add anybody to it."
_CLOSED = "#{room} is archived, so nobody can be added to it."
_OUTSIDER = "{name} is a member of another organisation, with which #{room} is not shared."
_DONE = "You added {name} to #{room}."


async def invite(slack: Slack, who: Person, here: Channel, typed: str) -> tuple[Deed, str]:
    """`@name`, or several; `#channel` when it is not this one. What became of it, and what `who` is told.

    Everybody comes in who can. Nobody does where one of the names is nobody's.
    """
    names, room, unknown = _read(slack, here, typed)
    if refusal := _refused(who, room, names, unknown):
        return Deed(warning=refusal), refusal
    done, lines, left = Deed(), [], []
    for person in names:
        why_not = _why_not(person, room)
        if not why_not:
            done = await Deed.told_by(fate.come_in(slack, room, person.id, inviter=who.id))
        left += [why_not] if why_not else []
        lines.append(why_not or _DONE.format(name=person.real_name, room=room.name))
    done.warning = " ".join(left)
    return done, "\n".join(lines)


def _read(slack: Slack, here: Channel, typed: str) -> tuple[list[Person], Channel, str]:
    """Who is named, where to, and what names nobody."""
    text = composing.with_mentions(slack, escape(typed), labelled=False)
    named = {kind: [id_ for each, id_ in _MENTIONED.findall(text) if each == kind] for kind in "@#"}
    people, rooms = slack.workspace.people, slack.workspace.channels
    found = [people[id_] for id_ in dict.fromkeys(named["@"])]
    rest = unescape(" ".join(_MENTIONED.sub(" ", text).split()))
    if alone := _called(slack, rest):
        found, rest = [*found, alone], ""
    room = rooms[named["#"][0]] if named["#"] else here
    gone = [each.real_name for each in found if each.deleted]
    return found, room, ", ".join([*gone, *([rest] if rest else [])])


def _called(slack: Slack, name: str) -> Person | None:
    """Names are found however they are written, large or small, and without their @."""
    wanted = name.removeprefix("@").casefold()
    everybody = slack.workspace.people.values()
    return next(
        (each for each in everybody if wanted in (each.name.casefold(), each.real_name.casefold())), None
    )


def _refused(who: Person, room: Channel, names: list[Person], unknown: str) -> str:
    """Why nobody comes in; empty if somebody may."""
    if room.kind in ("im", "mpim"):
        return _NOT_IN_A_DIRECT
    if who.id not in room.members:
        return _NOT_THERE.format(room=room.name)
    if room.archived:
        return _CLOSED.format(room=room.name)
    if unknown:
        return _NOBODY.format(name=unknown)
    return "" if names else _WHOM


def _why_not(person: Person, room: Channel) -> str:
    """Why this one does not come in; empty if they do."""
    if person.id in room.members:
        return _HERE_ALREADY.format(name=person.real_name)
    is_outside = person.team and person.team not in room.connected
    return _OUTSIDER.format(name=person.real_name, room=room.name) if is_outside else ""
