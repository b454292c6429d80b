"""The Slack app's manifest, from the same tables that make dispatch and help.

`python -m bot.manifest > manifest.json`; with COMMAND_PREFIX set, the commands carry it, and with EMAILS=yes
it asks for people's e-mail addresses, with GROUP_CHANNELS=yes for private channels, with FILES=yes for files.
"""

import json
import os
import sys
from typing import Any

from coproduction.words import ENGLISH, Language
from handlers.dispatch import commands, nouns
from handlers.edge.listeners import OnShortcut, Verb
from handlers.settings import Settings
from handlers.voice import Voice

# Each permission with its reason; none is asked for "in case".
SCOPES = {
    "commands": "the slash commands and shortcuts",
    "chat:write": "cards, groups, nudges",
    "users:read": "names, time zones, and who is an admin",
    "im:write": "private messages: groups and nudges",
    "channels:join": "post in the public channel in which a session was started",
    "channels:history": "look whether a message arrived before sending it again; nothing else reads history",
    "groups:history": "the same in private channels",
    "im:history": "the same in private messages, and hear what people write to the bot",
}

EMAIL_SCOPE = "users:read.email"  # asked for only where the rooms of a video call are made from a file
CHANNELS_SCOPE = "groups:write"  # only where breakout groups may have private channels
FILES_SCOPE = "files:write"  # only where results are handed over as files

# Each that who installs the app may refuse, with its reason: without it all works, but for that.
OPTIONAL = {
    "dnd:read": "let reminders wait while somebody's Slack is set to do not disturb",
    "usergroups:read": "keep the name of a user group that people mention in what becomes an idea or a note",
}


def manifest(settings: Settings, language: Language = ENGLISH) -> dict[str, Any]:
    """The manifest as Slack takes it: in one language, because Slack shows everybody the same."""
    say = commands.voice(settings, language)
    scopes = {*SCOPES, *OPTIONAL, *(scope for event in nouns.EVENTS.values() for scope in event.scopes)}
    if settings.lists_emails:
        scopes.add(EMAIL_SCOPE)
    if settings.makes_channels:
        scopes.add(CHANNELS_SCOPE)
    if settings.gives_files:
        scopes.add(FILES_SCOPE)
    return {
        "display_information": {
            "name": "Alongside",
            "description": say("Runs co-production sessions and follows up on what people pledged."),
            "background_color": "#1d4f5e",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Alongside", "always_online": True},
            "shortcuts": [_shortcut(say, each) for each in nouns.SHORTCUTS.values()],
            "slash_commands": [
                _command(say, settings.command(word), verb) for word, verb in commands.commands().items()
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(scopes), "bot_optional": sorted(OPTIONAL)}},
        "settings": {
            "event_subscriptions": {
                "bot_events": sorted(each.subscription or each.id for each in nouns.EVENTS.values())
            },
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def _command(say: Voice, typed: str, verb: Verb | None) -> dict[str, Any]:
    if verb is None:
        described, hint = say("Run a co-production session"), commands.VERBS["help"].word
    else:
        does = say(verb.does)
        described, hint = does[:1].upper() + does[1:], say(verb.example) if verb.example else ""
    # should_escape gives us the id of a mentioned person; only the root command takes one
    command = {"command": typed, "description": described, "should_escape": verb is None}
    return {**command, "usage_hint": hint} if hint else command


def _shortcut(say: Voice, shortcut: OnShortcut) -> dict[str, str]:
    return {
        "name": say(shortcut.title),
        "type": "message" if shortcut.on_message else "global",
        "callback_id": shortcut.id,
        "description": say(shortcut.does),
    }


if __name__ == "__main__":
    wanted = Settings(
        os.environ.get("COMMAND_PREFIX", ""),
        lists_emails=os.environ.get("EMAILS") == "yes",
        makes_channels=os.environ.get("GROUP_CHANNELS") == "yes",
        gives_files=os.environ.get("FILES") == "yes",
    )
    json.dump(manifest(wanted), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
