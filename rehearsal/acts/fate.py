"""What happens to a workspace from outside: people change, channels come and go, membership moves."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rehearsal.delivery.events import Told
from rehearsal.model import Channel, Json, Person
from rehearsal.refusals import BadDeed
from rehearsal.slack import Slack
from rehearsal.world.quiet import is_schedule

_CHANNEL_NAME = re.compile(r"[\w-]{1,80}")
CHANGEABLE = {
    "name": str,
    "real_name": str,
    "tz": str,
    "locale": str,
    "is_admin": bool,
    "deleted": bool,
    "quiet": str,
    "snoozed_until": int,
}
UNHEARD = {"quiet", "snoozed_until"}  # Slack's own record of a person has none of these


def change_person(slack: Slack, name: str, changes: Json) -> Json:
    """A new name, time zone or standing; the app gets `user_change`."""
    person = slack.workspace.person(name)
    if person is None:
        raise BadDeed(f"nobody here is called {name!r}")
    for field, value in changes.items():
        if field not in CHANGEABLE or not isinstance(value, CHANGEABLE[field]):
            raise BadDeed(f"a person's {field} cannot be changed to {value!r}")
    _known_zone(changes.get("tz"))
    if not is_schedule(changes.get("quiet", "")):
        raise BadDeed("do not disturb goes from one hour to another, such as 22:00-08:00")
    for field, value in changes.items():
        setattr(person, field, value)
    slack.workspace.forget_readings()
    if set(changes) - UNHEARD:
        slack.events.person_changed(person)
    slack.log.add("fate", what="change_person", person=person.id, changes=changes)
    return {"id": person.id}


def _known_zone(name: str | None) -> None:
    if name is None:
        return
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadDeed(f"{name!r} is not a time zone") from None


def new_channel(slack: Slack, name: str, kind: str, members: list[str]) -> Json:
    """A new channel with these people in it (everybody if none are named), and without the bot."""
    if slack.workspace.channel(name) is not None:
        raise BadDeed(f"there is already a channel #{name}")
    if not _CHANNEL_NAME.fullmatch(name) or name != name.lower():
        raise BadDeed("a channel's name has small letters, digits, - and _, and at most 80 of them")
    everybody = [each.id for each in slack.workspace.people.values() if not each.is_bot]
    ids = [_id(slack, each) for each in members] or everybody
    channel = Channel(slack.ids.next("C"), name, "private" if kind == "private" else "public", ids)
    slack.workspace.add_channel(channel)
    if channel.kind == "public":
        slack.events.created(channel, ids[0])
    slack.log.add("fate", what="create", channel=channel.id)
    return {"id": channel.id, "name": channel.name}


def new_stranger(slack: Slack, name: str, team: str, channel: str) -> Json:
    """Somebody of another organisation comes into a channel, which is from now on shared with them."""
    room = slack.workspace.channel(channel)
    if room is None:
        raise BadDeed(f"there is no channel {channel!r}")
    if slack.workspace.person(name) is not None:
        raise BadDeed(f"there is already somebody called {name!r}")
    handle = ".".join(name.lower().split())
    person = Person(slack.ids.next("U"), handle, name, role="stranger", team=team)
    person.locale = slack.workspace.locale_in(room)
    slack.workspace.people[person.id] = person
    if team not in room.connected:
        room.connected.append(team)
    slack.log.add("fate", what="stranger", person=person.id, channel=room.id, team=team)
    come_in(slack, room, person.id)
    return {"id": person.id}


def change_channel(slack: Slack, name: str, what: str, who: str) -> Json:
    """`invite` or `kick` somebody (`bot` is the app), `archive`, `unarchive`, or `share`."""
    channel = slack.workspace.channel(name)
    if channel is None:
        raise BadDeed(f"there is no channel {name!r}")
    match what:
        case "invite":
            come_in(slack, channel, _id(slack, who))
        case "kick":
            _kick(slack, channel, _id(slack, who))
        case "archive":
            channel.archived = True
            slack.events.archived(channel, next(iter(channel.members), slack.workspace.bot.id))
        case "unarchive":
            channel.archived = False
            slack.events.unarchived(channel, next(iter(channel.members), slack.workspace.bot.id))
        case "share":
            _share(slack, channel)
        case _:
            raise BadDeed(f"a channel knows invite, kick, archive, unarchive and share, not {what!r}")
    slack.log.add("fate", what=what, channel=channel.id, person=who)
    return {"id": channel.id, "members": channel.members, "archived": channel.archived}


def _id(slack: Slack, name: str) -> str:
    person = slack.workspace.bot if name == "bot" else slack.workspace.person(name)
    if person is None:
        raise BadDeed(f"nobody here is called {name!r}")
    return person.id


def come_in(slack: Slack, channel: Channel, person: str, inviter: str = "") -> Told:
    """Somebody is in the channel from now on; whether the app hears of it."""
    if person in channel.members:
        return None
    channel.members.append(person)
    channel.known_to_app = channel.known_to_app or person == slack.workspace.bot.id
    slack.bell.ring()
    return slack.events.membership(person, channel, joined=True, inviter=inviter)


def _kick(slack: Slack, channel: Channel, person: str) -> None:
    if person not in channel.members:
        return
    channel.members.remove(person)
    slack.events.membership(person, channel, joined=False)


def _share(slack: Slack, channel: Channel) -> None:
    """A private channel is shared with another organisation, and has another id from then on."""
    if channel.kind != "private":
        raise BadDeed("only a private channel gets another id when it is shared")
    old = channel.id
    slack.workspace.rename(channel, slack.ids.next("C"))
    slack.events.id_changed(channel, old)
