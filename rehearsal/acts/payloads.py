"""Interactions in the form the app receives them."""

from __future__ import annotations

from rehearsal.acts.finding import Place
from rehearsal.model import Channel, Json, Message, Person, View
from rehearsal.slack import Slack
from rehearsal.world.shapes import APP_ID, ENTERPRISE, message_json, view_json
from rehearsal.world.state import state_of, value_of

_CHANNEL_NAME = {"im": "directmessage", "private": "privategroup"}


def interaction(
    slack: Slack, kind: str, person: Person, view: View | None = None, channel: str | None = None
) -> Json:
    """What every interaction has in common: who, where from, and a trigger."""
    # In a view the team is that of the person; the app's own is in the view.
    team = (person.team if view else "") or slack.team_id
    return {
        "type": kind,
        "token": "rehearsal-verification-token",
        "team": {"id": team, "domain": slack.workspace.domain} | _enterprise(slack),
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": person.team or slack.team_id,
        },
        "api_app_id": APP_ID,
        "enterprise": {"id": slack.workspace.enterprise_id, "name": ENTERPRISE}
        if _enterprise(slack)
        else None,
        "is_enterprise_install": False,
        "trigger_id": slack.triggers.issue(
            person.id, view.id if view else None, view.channel if view else channel
        ),
    }


def _enterprise(slack: Slack) -> Json:
    """What a Grid adds beside a workspace."""
    organisation = slack.workspace.enterprise_id
    return {"enterprise_id": organisation, "enterprise_name": ENTERPRISE} if organisation else {}


def channel_pair(channel: Channel) -> Json:
    """A channel in an interaction. Slack does not tell the names of private places."""
    return {"id": channel.id, "name": _CHANNEL_NAME.get(channel.kind, channel.name)}


def response_url(slack: Slack, person: Person, channel: Channel, message: Message | None = None) -> str:
    """A fresh address for answering this act."""
    name = slack.response_urls.issue(person.id, channel.id, message.ts if message else None)
    return f"{slack.url}/_response/{name}"


def command(slack: Slack, person: Person, channel: Channel, name: str, text: str) -> Json:
    """A slash command. It is a flat form, with words instead of true and false."""
    return _enterprise(slack) | {
        "token": "rehearsal-verification-token",
        "team_id": slack.team_id,
        "team_domain": slack.workspace.domain,
        "channel_id": channel.id,
        "channel_name": _CHANNEL_NAME.get(channel.kind, channel.name),
        "user_id": person.id,
        "user_name": person.name,
        "command": name,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url(slack, person, channel),
        "trigger_id": slack.triggers.issue(person.id, channel=channel.id),
    }


def _in_message(slack: Slack, message: Message) -> Json:
    """Where in the workspace. An ephemeral message is not repeated to the app: it was never stored."""
    channel = slack.workspace.channels[message.channel]
    ephemeral = message.only_for is not None
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    where: Json = {"container": container, "channel": channel_pair(channel)}
    return where if ephemeral else where | {"message": message_json(message, slack.workspace)}


def _in_view(slack: Slack, view: View) -> Json:
    return {
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(view, slack.team_id),
    }


def actions_in_message(slack: Slack, person: Person, message: Message, action: Json) -> Json:
    """A press in a message."""
    channel = slack.workspace.channels[message.channel]
    about = {
        "state": {"values": state_of(message.blocks, message.entries.get(person.id, {}))},
        "response_url": response_url(slack, person, channel, message),
        "actions": [action],
    }
    act = interaction(slack, "block_actions", person, channel=channel.id)
    return act | _in_message(slack, message) | about


def actions_in_view(slack: Slack, person: Person, view: View, action: Json) -> Json:
    """A press in a modal or in App Home."""
    where = _in_view(slack, view)
    return interaction(slack, "block_actions", person, view) | where | {"actions": [action]}


def suggestion(slack: Slack, person: Person, place: Place, asked: Json) -> Json:
    """Something typed into a menu that asks the app. It carries no trigger: nothing may be opened."""
    payload = interaction(slack, "block_suggestion", person, place.view)
    del payload["trigger_id"]
    if place.view is not None:
        return payload | _in_view(slack, place.view) | asked
    assert place.message is not None  # noqa: S101 - a place is one or the other
    return payload | _in_message(slack, place.message) | asked


def submission(slack: Slack, person: Person, view: View) -> Json:
    """A modal sent off."""
    about: Json = {
        "view": view_json(view, slack.team_id),
        "response_urls": _response_urls(slack, person, view),
    }
    return interaction(slack, "view_submission", person, view) | about


def _response_urls(slack: Slack, person: Person, view: View) -> list[Json]:
    """An address for each channel that was chosen in a menu which asks for one."""
    chosen = [
        (block, block["element"], held)
        for block in view.blocks
        if block["type"] == "input" and block["element"].get("response_url_enabled")
        if (held := _one_channel(value_of(block["block_id"], block["element"], view.entries)))
    ]
    return [
        {
            "block_id": block["block_id"],
            "action_id": element["action_id"],
            "channel_id": channel,
            "response_url": response_url(slack, person, slack.workspace.channels[channel]),
        }
        for block, element, channel in chosen
    ]


def _one_channel(held: Json) -> str | None:
    return held.get("selected_conversation") or held.get("selected_channel")


def closed(slack: Slack, person: Person, view: View, *, cleared: bool) -> Json:
    """A modal closed by its person. It carries no trigger: nothing may be opened in its place."""
    payload = interaction(slack, "view_closed", person)
    del payload["trigger_id"]
    return payload | {"view": view_json(view, slack.team_id), "is_cleared": cleared}


def message_shortcut(slack: Slack, person: Person, message: Message, callback_id: str) -> Json:
    """A line of a message's own menu."""
    channel = slack.workspace.channels[message.channel]
    return interaction(slack, "message_action", person, channel=channel.id) | {
        "callback_id": callback_id,
        "action_ts": slack.workspace.next_ts(),
        "channel": channel_pair(channel),
        "message_ts": message.ts,
        "message": message_json(message, slack.workspace),
        "response_url": response_url(slack, person, channel, message),
    }


def global_shortcut(slack: Slack, person: Person, callback_id: str) -> Json:
    """A line of the workspace's own menu."""
    about = {"callback_id": callback_id, "action_ts": slack.workspace.next_ts()}
    return interaction(slack, "shortcut", person) | about
