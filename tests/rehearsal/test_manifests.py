"""A manifest that Slack would not take is not taken here: what it does not know is named, with its like."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from rehearsal.world.manifest import Manifest
from tests.rehearsal.app import Json, manifest

CHECKOUT = Path(__file__).parents[2]


def changed(path: str, old: str, new: str) -> Json:
    """The small app's manifest, with another word at this place."""
    whole = copy.deepcopy(manifest())
    place: Any = whole
    for each in path.split("."):
        place = place[int(each) if each.isdigit() else each]
    if isinstance(place, list):
        place[place.index(old)] = new
    else:
        place[new] = place.pop(old)
    return whole


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("settings", "socket_mode_enabled", "socket_mode_enable"),
        ("settings", "interactivity", "interactivty"),
        ("features.app_home", "home_tab_enabled", "home_tab_enable"),
        ("features.slash_commands.0", "should_escape", "shuold_escape"),
        ("features.shortcuts.1", "callback_id", "callbackid"),
        ("oauth_config.scopes", "bot", "bots"),
        ("oauth_config.scopes.bot", "chat:write", "chat:wirte"),
        ("settings.event_subscriptions.bot_events", "reaction_added", "reactions_added"),
    ],
)
def test_a_misspelt_word_is_named_with_what_was_meant(path: str, old: str, new: str) -> None:
    with pytest.raises(ValueError, match="Slack would not take this manifest") as caught:
        Manifest.read(changed(path, old, new))
    assert new in str(caught.value)
    assert f"did you mean {old!r}?" in str(caught.value)


def test_all_of_them_are_named_at_once() -> None:
    with pytest.raises(ValueError, match="manifest") as caught:
        Manifest.read({"feature": {}, "setings": {}, "features": []})
    said = str(caught.value)
    assert [each in said for each in ("'features'", "'settings'", "features must be an object")] == [True] * 3


def test_what_slack_takes_is_taken() -> None:
    Manifest.read(json.loads((CHECKOUT / "manifest.json").read_text("utf-8")))
    Manifest.read({})
    Manifest.read(
        {"_metadata": {"major_version": 2}, "functions": {"any": {}}, "settings": {"siws_links": {}}}
    )
