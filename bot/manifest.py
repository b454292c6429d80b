"""The Slack app's manifest, from the same tables that make dispatch and help.

`python -m bot.manifest > manifest.json`; with COMMAND_PREFIX set, the commands carry it, and with EMAILS=yes
it asks for people's e-mail addresses, with GROUP_CHANNELS=yes for private channels.
"""

import json
import os
import sys
from typing import Any

from handlers.dispatch import commands, nouns
from handlers.manners import Manners

# Each permission with its reason; none is asked for "in case".
SCOPES = {
    "commands": "the slash commands and shortcuts",
    "chat:write": "cards, groups, nudges",
    "users:read": "names, time zones, and who is an admin",
    "im:write": "private messages: groups and nudges",
    "channels:join": "post in the public channel in which a session was started",
    "channels:history": "look whether a message arrived before sending it again; nothing else reads history",
    "groups:history": "the same in private channels",
    "im:history": "the same in private messages",
}

EMAIL_SCOPE = "users:read.email"  # asked for only where the rooms of a video call are made from a file
CHANNELS_SCOPE = "groups:write"  # only where breakout groups may have private channels


def manifest(manners: Manners) -> dict[str, Any]:
    """The manifest as Slack takes it."""
    scopes = {*SCOPES, *(scope for event in nouns.EVENTS.values() for scope in event.scopes)}
    if manners.lists_emails:
        scopes.add(EMAIL_SCOPE)
    if manners.makes_channels:
        scopes.add(CHANNELS_SCOPE)
    return {
        "display_information": {
            "name": "Alongside",
            "description": "Runs co-production sessions and follows up on what people promised.",
            "background_color": "#1d4f5e",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Alongside", "always_online": True},
            "shortcuts": [_shortcut(each) for each in nouns.SHORTCUTS.values()],
            "slash_commands": [_command(name, manners) for name in commands.commands()],
        },
        "oauth_config": {"scopes": {"bot": sorted(scopes)}},
        "settings": {
            "event_subscriptions": {"bot_events": sorted(nouns.EVENTS)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def _command(name: str, manners: Manners) -> dict[str, Any]:
    if name == commands.ROOT:
        described, hint = "Run a co-production session", "help"
    else:
        verb = commands.VERBS[name]
        described, hint = verb.does[:1].upper() + verb.does[1:], verb.example.removeprefix(name).strip()
    # should_escape gives us the id of a mentioned person; only the root command takes one
    command = {
        "command": manners.command(name),
        "description": described,
        "should_escape": name == commands.ROOT,
    }
    return {**command, "usage_hint": hint} if hint else command


def _shortcut(shortcut: Any) -> dict[str, str]:
    return {
        "name": shortcut.title,
        "type": "message" if shortcut.on_message else "global",
        "callback_id": shortcut.id,
        "description": shortcut.does,
    }


if __name__ == "__main__":
    wanted = Manners(
        os.environ.get("COMMAND_PREFIX", ""),
        lists_emails=os.environ.get("EMAILS") == "yes",
        makes_channels=os.environ.get("GROUP_CHANNELS") == "yes",
    )
    json.dump(manifest(wanted), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
