"""The rehearsal, the manifest and the bot's own words for errors, beside Slack's documentation as data."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from handlers.slack import slack_errors
from rehearsal.model import Json
from rehearsal.webapi.methods.call import REFERENCE as OURS
from rehearsal.webapi.methods.table import METHODS
from tests.judges.calls import common_errors, events, methods, scopes

ROOT = Path(__file__).parents[2]
MANIFEST: Json = json.loads((ROOT / "manifest.json").read_text("utf-8"))
COMMANDS = "commands"  # asked for by no method and no event: it is what slash commands need
# No method answers these: they are how a response_url refuses, and an answer to a form that makes no sense.
# The last one Slack answers too, and lists nowhere.
NOT_OF_METHODS = {
    "expired_url",
    "used_url",
    "invalid_payload",
    "invalid_response_action",
    "invalid_thread_ts",
}


@pytest.mark.parametrize("name", sorted(METHODS))
def test_the_rehearsal_knows_a_method_as_slack_documents_it(name: str) -> None:
    ours, theirs = OURS[name], methods()[name]

    arguments = {each: kind for each, kind in theirs["args"].items() if each != "token"}
    assert set(ours["arguments"]) == set(arguments)
    assert set(ours["required"]) == set(theirs["required"]) - {"token"}
    assert sorted(ours["scopes"]) == sorted(theirs["bot_scopes"])
    assert ours["tier"] == (theirs["tier"] or "t5"), "what has no tier is special"
    assert set(ours["errors"]) <= set(theirs["errors"]) | common_errors()


def test_the_rehearsals_table_holds_nothing_but_the_methods_it_answers() -> None:
    assert {name for name in OURS if name} == set(METHODS)


def test_every_error_the_rehearsal_can_answer_is_one_of_slacks() -> None:
    known = common_errors() | NOT_OF_METHODS | {each for one in methods().values() for each in one["errors"]}

    assert {f"{file}: {code}" for file, code in raised() if code not in known} == set()


def raised() -> set[tuple[str, str]]:
    """Every error that the rehearsal's code names, with its file."""
    return {
        (path.name, node.args[0].value)
        for path in (ROOT / "rehearsal").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "SlackError"
        if node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    }


def test_every_scope_and_event_of_the_manifest_is_one_of_slacks() -> None:
    asked = set(MANIFEST["oauth_config"]["scopes"]["bot"])
    heard = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])

    assert asked - scopes() == {COMMANDS}
    assert heard - set(events()) == set()


def test_every_event_of_the_manifest_comes_with_a_scope_that_lets_it_through() -> None:
    asked = set(MANIFEST["oauth_config"]["scopes"]["bot"])
    heard = MANIFEST["settings"]["event_subscriptions"]["bot_events"]

    assert [event for event in heard if events()[event] and not asked & set(events()[event])] == []


def test_every_error_the_bot_understands_is_one_a_post_may_get() -> None:
    understood = slack_errors._LATER | slack_errors._UNCLEAR

    assert understood - set(methods()["chat.postMessage"]["errors"]) - common_errors() == set()
