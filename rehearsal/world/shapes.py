"""People, channels, messages and views in the form Slack sends them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from rehearsal.model import Channel, Json, Message, Person, View
from rehearsal.world.state import state_of
from rehearsal.world.workspace import Workspace

APP_ID = "A0REHEARSAL"
BOT_ID = "B0REHEARSAL"
ENTERPRISE = "Rehearsal Grid"  # the organisation's name, where there is one


def user_json(person: Person, workspace: Workspace, now: datetime, *, email: bool = False) -> Json:
    """A user object. The offset is the one in force at the workspace's present moment.

    With `email`, as an app sees it that has the permission `users:read.email`.
    """
    team_id = person.team or workspace.team_id
    user: Json = {
        "id": person.id,
        "team_id": team_id,
        "name": person.name,
        "deleted": person.deleted,
        "profile": {
            "real_name": person.real_name,
            "display_name": "" if person.is_bot else person.real_name,
            "real_name_normalized": person.real_name,
            "team": team_id,
            **({"email": f"{person.name}@{workspace.domain}.example"} if email and not person.is_bot else {}),
        },
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": int(now.timestamp()),
    }
    if person.team:
        user["is_stranger"] = not workspace.meets_bot(person)
    elif workspace.enterprise_id:
        user["enterprise_user"] = _enterprise_user(person, workspace)
    # Slack says much less about people who have left.
    return user if person.deleted else user | _standing(person, now)


def _enterprise_user(person: Person, workspace: Workspace) -> Json:
    return {
        "id": person.id,
        "enterprise_id": workspace.enterprise_id,
        "enterprise_name": ENTERPRISE,
        "is_admin": False,
        "is_owner": False,
        "teams": [workspace.team_id],
    }


def _standing(person: Person, now: datetime) -> Json:
    zone = now.astimezone(ZoneInfo(person.tz))
    offset = zone.utcoffset()
    return {
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": zone.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_primary_owner": person.is_owner,
        "is_restricted": False,
        "is_ultra_restricted": False,
    }


def channel_json(channel: Channel, team_id: str, bot: str) -> Json:
    """A conversation object, as the bot sees it."""
    both: Json = {"id": channel.id, "is_archived": channel.archived, "context_team_id": team_id}
    if channel.kind == "im":
        return both | {"is_im": True, "is_org_shared": False, "user": channel.person}
    return both | {
        "name": channel.name,
        "name_normalized": channel.name,
        "creator": channel.creator,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind in {"private", "mpim"},
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "is_general": channel.name == "general",
        "is_member": bot in channel.members,
        "is_shared": bool(channel.connected),
        "is_ext_shared": bool(channel.connected),
        "shared_team_ids": [team_id, *channel.connected],
        "is_org_shared": False,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def message_json(message: Message, workspace: Workspace, *, metadata: bool = True) -> Json:
    """A message object; `metadata` only where Slack gives it."""
    shown: Json = {"type": "message", "ts": message.ts, "user": message.user, "text": message.text}
    if message.subtype:
        shown["subtype"] = message.subtype
    if message.by_bot:
        shown |= {"bot_id": BOT_ID, "app_id": APP_ID, "team": workspace.team_id}
    shown |= _from_afar(workspace.people.get(message.user))
    for field in ("client_msg_id", "blocks", "attachments", "files", "thread_ts"):
        if value := getattr(message, field):
            shown[field] = value
    shown |= _threaded(message, workspace)
    if message.edited:
        shown["edited"] = {"user": message.user, "ts": message.edited}
    if message.metadata and metadata:
        shown["metadata"] = message.metadata
    if message.reactions:
        shown["reactions"] = [
            {"name": name, "users": users, "count": len(users)} for name, users in message.reactions.items()
        ]
    return shown


def _threaded(message: Message, workspace: Workspace) -> Json:
    """What a first message says of its thread, or a reply of the first message."""
    above = workspace.message(message.channel, message.thread_ts) if message.thread_ts else None
    return {"parent_user_id": above.user} if above else workspace.threads.about(message)


def _from_afar(author: Person | None) -> Json:
    """What a message says besides when somebody of another organisation wrote it."""
    if author is None or not author.team:
        return {}
    return {"team": author.team, "user_team": author.team, "source_team": author.team}


_MODAL_DEFAULTS: Json = {"submit": None, "close": None, "clear_on_close": False, "notify_on_close": False}


def view_json(view: View, team_id: str) -> Json:
    """A view object, with everything its person has put into it so far."""
    defaults = _MODAL_DEFAULTS if view.body["type"] == "modal" else {}
    return {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        **defaults,
        **view.body,
        "id": view.id,
        "team_id": team_id,
        "app_id": APP_ID,
        "app_installed_team_id": team_id,
        "bot_id": BOT_ID,
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "state": {"values": state_of(view.blocks, view.entries)},
    } | ({"title": None} if view.body["type"] == "home" else {})
