"""The judge of calls: methods, arguments and errors, against what Slack documents of each method."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from rehearsal.model import Json
from rehearsal.world.log import Log

REFERENCE = Path(__file__).parent.parent / "slack-reference"

# Slack's own clients add the workspace to calls made while handling an envelope; Slack lets it pass.
UNDOCUMENTED = {"team_id"}
# Any method may be asked wrongly, or with no right to; the reference lists these for a few methods only.
ANYWHERE = {"invalid_auth", "invalid_arguments", "internal_error", "invalid_json", "json_not_object"}
# Not in the method's own list, and Slack says it all the same: slack-platform.md has the facts.
SEEN = {
    # "sum of rendered block characters ≈ 13 200 → msg_blocks_too_long", of every message with blocks.
    ("chat.postEphemeral", "msg_blocks_too_long"),
    ("chat.scheduleMessage", "msg_blocks_too_long"),
    ("chat.update", "msg_blocks_too_long"),
    # "Targets: channel_not_found, not_in_channel, …, user_disabled"; "no DM can be opened: user_disabled".
    ("chat.postMessage", "user_disabled"),
    ("chat.scheduleMessage", "user_disabled"),
    # "invalid_thread_ts: [ERROR] 0 is not a valid thread_ts": the words of an answer that people have posted.
    *((f"chat.{name}", "invalid_thread_ts") for name in ("postEphemeral", "postMessage", "scheduleMessage")),
}


@cache
def methods() -> dict[str, Any]:
    """Slack's methods, by name."""
    return dict(_reference("methods")["methods"])


@cache
def common_errors() -> frozenset[str]:
    """What every method may answer."""
    return frozenset(_reference("methods")["common_errors"]) | ANYWHERE


@cache
def events() -> dict[str, list[str]]:
    """The scopes that each event asks for; any one of them is enough for its kind of conversation."""
    return dict(_reference("events")["events"])


def _reference(name: str) -> Json:
    whole: Json = json.loads((REFERENCE / f"{name}.json").read_text("utf-8"))
    return whole


def scopes() -> set[str]:
    """Every scope that a method or an event asks for."""
    asked = [method["bot_scopes"] for method in methods().values()] + list(events().values())
    return {scope for each in asked for scope in each}


def faults(log: Log) -> list[str]:
    """What the reference has against the calls of a record, and against what the rehearsal answered."""
    found = [fault for entry in log.entries("call") if "disturbed" not in entry for fault in _of(entry)]
    return sorted(set(found))


def _of(entry: Json) -> Iterator[str]:
    name, given = entry["method"], set(entry["arguments"]) - UNDOCUMENTED
    method = methods().get(name)
    if method is None:
        yield f"{name}: Slack has no such method"
        return
    yield from (f"{name}: no argument is called {each}" for each in sorted(given - set(method["args"])))
    missing = set(method["required"]) - {"token"} - given
    yield from (f"{name}: {each} is missing" for each in sorted(missing))
    error = entry.get("error")
    if error and error not in common_errors() and error not in method["errors"] and (name, error) not in SEEN:
        yield f"{name}: {error} is no answer of Slack's"
