"""conversations.*: the app makes channels, lets people in, sends them out and closes the doors."""

from __future__ import annotations

from rehearsal.model import Channel, Json, Kind
from rehearsal.refusals import SlackError
from rehearsal.webapi.methods.call import Call, Handler
from rehearsal.world.shapes import channel_json

LONGEST_NAME = 80
MOST_INVITED = 100  # in one call
_SCOPES: dict[Kind, str] = {"public": "channels:manage", "private": "groups:write"}


def _shown(call: Call, channel: Channel) -> Json:
    return channel_json(channel, call.slack.team_id, call.slack.workspace.bot.id)


def create(call: Call) -> Json:
    """conversations.create: a name is taken as long as there is a channel of it, archived or not."""
    kind: Kind = "private" if call.flag("is_private") else "public"
    call.need(_SCOPES[kind])
    slack, name = call.slack, _name(call)
    if slack.workspace.channel(name) is not None:
        raise SlackError("name_taken", pointer="/name")
    bot = slack.workspace.bot.id
    made = Channel(slack.ids.next("C"), name, kind, [bot], known_to_app=True, creator=bot)
    slack.workspace.add_channel(made)
    if kind == "public":
        slack.events.created(made, bot)
    return {"channel": _shown(call, made)}


def _name(call: Call) -> str:
    name = call.string("name")
    refusals = {
        "invalid_name_maxlength": len(name) > LONGEST_NAME,
        "invalid_name_specials": name != name.lower() or not all(c.isalnum() or c in "-_" for c in name),
        "invalid_name_punctuation": not any(c.isalnum() for c in name),
    }
    for code, is_so in refusals.items():
        if is_so:
            raise SlackError(code, pointer="/name")
    return name


def invite(call: Call) -> Json:
    """conversations.invite: all of them or nobody; with `force`, those who can be."""
    channel = _ruled(call)
    if channel.archived:
        raise SlackError("is_archived", pointer="/channel")
    wanted = [each.strip() for each in call.string("users").split(",") if each.strip()]
    if not wanted:
        raise SlackError("no_user", pointer="/users")
    if len(wanted) > MOST_INVITED:
        words = f"[ERROR] no more than {MOST_INVITED} items allowed [json-pointer:/users]"
        raise SlackError("invalid_arguments", [words], pointer="/users")
    why = {person: _why_not(call, channel, person) for person in wanted}
    errors = [{"user": person, "ok": False, "error": code} for person, code in why.items() if code]
    let_in = [person for person, code in why.items() if not code]
    if errors and not (let_in and call.flag("force")):
        raise SlackError(str(errors[0]["error"]), extra={"errors": errors}, pointer="/users")
    for person in let_in:
        channel.members.append(person)
        call.slack.events.membership(person, channel, joined=True, inviter=call.slack.workspace.bot.id)
    return {"channel": _shown(call, channel)} | ({"errors": errors} if errors else {})


def _why_not(call: Call, channel: Channel, id_: str) -> str:
    """Why somebody cannot be invited; empty if they can."""
    person = call.slack.workspace.people.get(id_)
    if id_ == call.slack.workspace.bot.id:
        return "cant_invite_self"
    if person is None:
        return "user_not_found"
    if id_ in channel.members:
        return "already_in_channel"
    return "cant_invite" if person.deleted else ""


def kick(call: Call) -> Json:
    """conversations.kick: somebody is sent out."""
    channel, bot = _ruled(call), call.slack.workspace.bot.id
    if call.string("user") == bot:
        raise SlackError("cant_kick_self", pointer="/user")
    person = call.person().id
    if channel.name == "general":
        raise SlackError("cant_kick_from_general", pointer="/channel")
    if person not in channel.members:
        raise SlackError("not_in_channel", pointer="/user")
    channel.members.remove(person)
    call.slack.events.membership(person, channel, joined=False)
    return {"errors": {}}


def archive(call: Call) -> Json:
    """conversations.archive: nobody can write there any more, and everybody can read."""
    channel = _ruled(call)
    if channel.archived:
        raise SlackError("already_archived", pointer="/channel")
    if channel.name == "general":
        raise SlackError("cant_archive_general", pointer="/channel")
    channel.archived = True
    call.slack.events.archived(channel, call.slack.workspace.bot.id)
    return {}


def _ruled(call: Call) -> Channel:
    """The channel it is about, which the bot is in and has the scope to change."""
    channel = call.channel()
    if channel.kind not in _SCOPES:
        raise SlackError("method_not_supported_for_channel_type", pointer="/channel")
    call.need(_SCOPES[channel.kind])
    return call.member_channel()


METHODS: dict[str, Handler] = {
    "conversations.archive": archive,
    "conversations.create": create,
    "conversations.invite": invite,
    "conversations.kick": kick,
}
