"""conversations.*: the app looks around."""

from __future__ import annotations

from rehearsal.model import Channel, Json, Kind, Message, Person
from rehearsal.refusals import SlackError
from rehearsal.webapi.methods.call import Call, Handler
from rehearsal.world.shapes import channel_json, message_json

_KINDS = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
_TO_WRITE: dict[Kind, str] = {"im": "im:write", "mpim": "mpim:write"}
MOST_TOGETHER = 8  # people in one conversation, the app not counted
_SCOPES = {"public": "channels:read", "private": "groups:read", "im": "im:read", "mpim": "mpim:read"}


def _json(call: Call, channel: Channel) -> Json:
    return channel_json(channel, call.slack.team_id, call.slack.workspace.bot.id)


def info(call: Call) -> Json:
    """conversations.info: what the bot may know about one conversation."""
    channel = call.channel()
    call.need_for(channel, "read")
    shown = _json(call, channel)
    if call.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def _of_types(call: Call) -> list[Channel]:
    wanted: set[str] = set()
    for name in (call.string("types") or "public_channel").split(","):
        if name.strip() not in _KINDS:
            raise SlackError("invalid_types", pointer="/types")
        kind = _KINDS[name.strip()]
        call.need(_SCOPES[kind])
        wanted.add(kind)
    skip_archived = call.flag("exclude_archived")
    return [
        channel
        for channel in call.slack.workspace.channels.values()
        if channel.kind in wanted and not (skip_archived and channel.archived)
    ]


def list_(call: Call) -> Json:
    """conversations.list: public ones, and the others the bot is in."""
    seen = [each for each in _of_types(call) if each.kind == "public" or call.is_member(each)]
    page, rest = call.page([_json(call, channel) for channel in seen])
    return {"channels": page, **rest}


def of_a_person(call: Call) -> Json:
    """users.conversations: where somebody, by default the bot, is a member."""
    person = call.person().id if call.string("user") else call.slack.workspace.bot.id
    found = [each for each in _of_types(call) if person in each.members]
    seen = [each for each in found if each.kind == "public" or call.is_member(each)]
    page, rest = call.page([_json(call, channel) for channel in seen])
    return {"channels": page, **rest}


def members(call: Call) -> Json:
    """conversations.members: ids, in the order they joined."""
    channel = call.channel()
    call.need_for(channel, "read")
    page, rest = call.page([{"id": each} for each in channel.members])
    return {"members": [each["id"] for each in page], **rest}


def open_(call: Call) -> Json:
    """conversations.open: the direct conversation with one person, or with up to eight together."""
    if call.string("channel"):
        channel = call.channel()
        if channel.kind not in _TO_WRITE:
            raise SlackError("method_not_supported_for_channel_type", pointer="/channel")
        call.need(_TO_WRITE[channel.kind])
        return {"channel": {"id": channel.id}}
    people = _people(call)
    call.need(_TO_WRITE["im" if len(people) == 1 else "mpim"])
    for person in people:
        if person.team and not call.slack.workspace.meets_bot(person):
            raise SlackError("user_not_visible", pointer="/users")
        if person.deleted:
            raise SlackError("user_disabled", pointer="/users")
    channel = _together(call, people)
    return {"channel": _json(call, channel) if call.flag("return_im") else {"id": channel.id}}


def _people(call: Call) -> list[Person]:
    users = list(dict.fromkeys(name.strip() for name in call.string("users").split(",") if name.strip()))
    if not users:
        raise SlackError("users_list_not_supplied", pointer="/users")
    if len(users) > MOST_TOGETHER:
        raise SlackError("too_many_users", pointer="/users")
    known = call.slack.workspace.people
    if any(name not in known for name in users):
        raise SlackError("user_not_found", pointer="/users")
    return [known[name] for name in users]


def _together(call: Call, people: list[Person]) -> Channel:
    """The conversation of exactly these with the bot: the same one whoever is named first."""
    slack = call.slack
    if len(people) == 1:
        return slack.workspace.direct(people[0].id)
    ids = [person.id for person in people] + [slack.workspace.bot.id]
    for each in slack.workspace.channels.values():
        if each.kind == "mpim" and set(each.members) == set(ids):
            return each
    name = "-".join(["mpdm", *(f"{person.name}-" for person in people), f"{slack.workspace.bot.name}-1"])
    fresh = Channel(slack.ids.next("G"), name, "mpim", ids, known_to_app=True, creator=ids[-1])
    return slack.workspace.add_channel(fresh)


def join(call: Call) -> Json:
    """conversations.join: the bot walks into a public channel."""
    call.need("channels:join")
    channel = call.channel()
    if channel.kind != "public":
        raise SlackError("method_not_supported_for_channel_type", pointer="/channel")
    if channel.archived:
        raise SlackError("is_archived", pointer="/channel")
    if call.is_member(channel):
        return {"channel": _json(call, channel), "warning": "already_in_channel"}
    bot = call.slack.workspace.bot.id
    channel.members.append(bot)
    channel.known_to_app = True
    call.slack.events.membership(bot, channel, joined=True)
    return {"channel": _json(call, channel)}


def _readable(call: Call) -> Channel:
    channel = call.member_channel()
    call.need_for(channel, "history")
    return channel


def _within(call: Call, messages: list[Message]) -> list[Message]:
    """The messages between `oldest` and `latest`. Times are compared as numbers, not as words."""
    oldest, latest = _bound(call, "oldest", 0.0), _bound(call, "latest", float("inf"))
    if call.flag("inclusive"):
        return [each for each in messages if oldest <= float(each.ts) <= latest]
    return [each for each in messages if oldest < float(each.ts) < latest]


def _bound(call: Call, name: str, default: float) -> float:
    try:
        return float(call.string(name) or default)
    except ValueError:
        raise SlackError(f"invalid_ts_{name}", pointer=f"/{name}") from None


def _page(call: Call, messages: list[Message]) -> Json:
    metadata = call.flag("include_all_metadata")
    workspace = call.slack.workspace
    page, rest = call.page([message_json(each, workspace, metadata=metadata) for each in messages], most=999)
    more = bool(rest["response_metadata"]["next_cursor"])
    return {"messages": page, "has_more": more, **(rest if more else {})}


def history(call: Call) -> Json:
    """conversations.history: newest first, without the replies of threads, without ephemeral messages."""
    channel = _readable(call)
    public = call.slack.workspace.public_messages(channel.id)
    top = [each for each in public if each.thread_ts in (None, each.ts)]
    answer = _page(call, _within(call, top)[::-1])
    return answer | {"pin_count": 0, "channel_actions_ts": None, "channel_actions_count": 0}


def replies(call: Call) -> Json:
    """conversations.replies: a thread, its first message included, oldest first."""
    channel = _readable(call)
    ts = call.string("ts")
    public = call.slack.workspace.public_messages(channel.id)
    thread = [each for each in public if ts in (each.ts, each.thread_ts)]
    if not thread:
        raise SlackError("thread_not_found", pointer="/ts")
    return _page(call, _within(call, thread))


METHODS: dict[str, Handler] = {
    "conversations.info": info,
    "conversations.list": list_,
    "conversations.members": members,
    "conversations.open": open_,
    "conversations.join": join,
    "conversations.history": history,
    "conversations.replies": replies,
    "users.conversations": of_a_person,
}
