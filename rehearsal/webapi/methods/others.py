"""auth, api, apps, users, usergroups, team, reactions, dnd: the small families."""

from __future__ import annotations

from rehearsal.model import Json, Message, Person
from rehearsal.refusals import SlackError
from rehearsal.webapi.methods.call import Call, Handler
from rehearsal.world.quiet import window
from rehearsal.world.shapes import BOT_ID, message_json, user_json


def api_test(call: Call) -> Json:
    """api.test: says back what it was told."""
    if call.string("error"):
        raise SlackError(call.string("error"), blame=False)
    return {"args": call.given}


def auth_test(call: Call) -> Json:
    """auth.test: whose token this is."""
    workspace = call.slack.workspace
    enterprise = {"enterprise_id": workspace.enterprise_id} if workspace.enterprise_id else {}
    return enterprise | {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "user": workspace.bot.name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot.id,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> Json:
    """apps.connections.open: a single-use address for a socket."""
    ticket = call.slack.tickets.issue()
    return {"url": f"{call.slack.url.replace('http', 'ws', 1)}/_socket/?ticket={ticket}"}


def _user(call: Call, person: Person) -> Json:
    email = "users:read.email" in call.slack.manifest.scopes
    user = user_json(person, call.slack.workspace, call.slack.clock.now(), email=email)
    return user | {"locale": person.locale} if call.flag("include_locale") else user


def users_info(call: Call) -> Json:
    """users.info: one person, time zone included."""
    return {"user": _user(call, call.person())}


def users_list(call: Call) -> Json:
    """users.list: everybody, people who have left included."""
    ours = [person for person in call.slack.workspace.people.values() if not person.team]
    people = [_user(call, person) for person in ours]
    page, rest = call.page(people)
    return {"members": page, "cache_ts": int(call.slack.clock.now().timestamp()), **rest}


def team_info(call: Call) -> Json:
    """team.info: the workspace."""
    workspace = call.slack.workspace
    return {"team": {"id": workspace.team_id, "name": workspace.name, "domain": workspace.domain}}


def usergroups_list(call: Call) -> Json:
    """usergroups.list: the groups of people that can be mentioned."""
    groups = call.slack.workspace.user_groups.values()
    team = {"team_id": call.slack.workspace.team_id, "is_usergroup": True, "date_delete": 0}
    return {
        "usergroups": [{**team, "id": each.id, "name": each.name, "handle": each.handle} for each in groups]
    }


def _item(call: Call) -> Message:
    if not call.string("channel") or not call.string("timestamp"):
        raise SlackError("no_item_specified")
    return call.message(call.channel(), "timestamp")


def reactions_add(call: Call) -> Json:
    """reactions.add: the bot puts an emoji under a message."""
    bot = call.slack.workspace.bot.id
    message = _item(call)
    if call.channel().archived:
        raise SlackError("is_archived", pointer="/channel")
    name = call.string("name").strip(":")
    if not call.slack.workspace.emoji.has(name):
        raise SlackError("invalid_name", pointer="/name")
    people = message.reactions.setdefault(name, [])
    if bot in people:
        raise SlackError("already_reacted")
    people.append(bot)
    call.slack.events.reaction(bot, name, message, added=True)
    return {}


def reactions_get(call: Call) -> Json:
    """reactions.get: the emoji under a message."""
    message = _item(call)
    shown = message_json(message, call.slack.workspace)
    return {"type": "message", "channel": message.channel, "message": shown}


def dnd_info(call: Call) -> Json:
    """dnd.info: when somebody's Slack is quiet next, or now. Of others an app is told no more than this."""
    person = call.person() if call.string("user") else call.slack.workspace.bot
    begins, ends = window(person, call.slack.clock.now()) or (1, 1)
    return {"dnd_enabled": ends > 1, "next_dnd_start_ts": begins, "next_dnd_end_ts": ends}


METHODS: dict[str, Handler] = {
    "api.test": api_test,
    "auth.test": auth_test,
    "apps.connections.open": connections_open,
    "users.info": users_info,
    "users.list": users_list,
    "team.info": team_info,
    "usergroups.list": usergroups_list,
    "reactions.add": reactions_add,
    "reactions.get": reactions_get,
    "dnd.info": dnd_info,
}
