"""The app's manifest: what it may do here. It is law."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from rehearsal.model import Json
from rehearsal.world import spelling


@dataclass(frozen=True)
class Shortcut:
    """A line in Slack's shortcut menus."""

    name: str
    callback_id: str
    kind: str  # "message" or "global"


@dataclass(frozen=True)
class Manifest:
    """The parts of a manifest that change what the workspace allows."""

    name: str
    bot_name: str
    scopes: frozenset[str]
    optional: frozenset[str]  # of the scopes: without them an app is installed, too
    commands: dict[str, Json]
    shortcuts: tuple[Shortcut, ...]
    events: frozenset[str]
    home: bool
    messages: bool  # whether there is a place for direct messages at all
    writable: bool  # whether people can write there
    interactive: bool

    @classmethod
    def read(cls, source: Json | Path) -> Manifest:
        """From a manifest as an object, or from its JSON file; what Slack would not take is a ValueError."""
        whole: Json = json.loads(source.read_text("utf-8")) if isinstance(source, Path) else source
        if wrong := spelling.faults(whole):
            raise ValueError("Slack would not take this manifest: " + "; ".join(wrong))
        features: Json = whole.get("features", {})
        scopes: Json = whole.get("oauth_config", {}).get("scopes", {})
        tabs: Json = features.get("app_home", {})
        settings: Json = whole.get("settings", {})
        name = str(whole.get("display_information", {}).get("name", "App"))
        return cls(
            name=name,
            bot_name=str(features.get("bot_user", {}).get("display_name", name)),
            scopes=frozenset(scopes.get("bot", [])),
            optional=frozenset(scopes.get("bot_optional", [])),
            commands={command["command"]: command for command in features.get("slash_commands", [])},
            shortcuts=tuple(_shortcut(each) for each in features.get("shortcuts", [])),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
            home=bool(tabs.get("home_tab_enabled", False)),
            messages=bool(tabs.get("messages_tab_enabled", False)),
            writable=not tabs.get("messages_tab_read_only_enabled", False),
            interactive=bool(settings.get("interactivity", {}).get("is_enabled", False)),
        )

    def without_optional(self) -> Manifest:
        """What an app may do that was installed with none of its optional scopes."""
        return replace(self, scopes=self.scopes - self.optional)

    def shortcut(self, name: str, kind: str) -> Shortcut | None:
        """The shortcut a person finds under this name."""
        return next((each for each in self.shortcuts if each.name == name and each.kind == kind), None)


def _shortcut(entry: Json) -> Shortcut:
    return Shortcut(entry["name"], entry["callback_id"], entry["type"])
