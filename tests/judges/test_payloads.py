"""Every payload the bot can say, before judges that are not ours. Where they disagree, both are shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from handlers import (
    board,
    bodies,
    callers,
    chairs,
    champions,
    conditions,
    hiding,
    idearevealing,
    ids,
    initiatives,
    leadoffers,
    listeningnotes,
    posters,
    progress,
    shortlists,
    stakeholders,
    themes,
    ties,
    unnamedideas,
    videocalls,
    worked,
    yousaid,
)
from handlers.dispatch import commands, nouns
from rehearsal.model import Json
from rehearsal.world.log import Log
from tests.judges import calls, live
from tests.judges.opinions import QUICK, disagreements, ours, shown
from tests.judges.payloads import Kind, Payload, gathered
from tests.lengths import has_long_form

pytestmark = pytest.mark.timeout(180)  # whoever comes first walks the whole tour, and the others wait


def envelopes(logs: list[Log], kind: str) -> list[Json]:
    """What the people of the tour did, as Slack told it."""
    found = [entry["payload"] for log in logs for entry in log.entries("envelope")]
    return [payload for payload in found if kind in (payload.get("type"), *payload)]


@has_long_form
def test_our_rules_and_slacks_own_library_have_nothing_against_any_payload(everything: list[Payload]) -> None:
    found = disagreements(everything, QUICK)

    assert found == [], "\n\n".join(found)


@has_long_form
def test_slacks_own_types_have_nothing_against_any_payload(
    everything: list[Payload], by_types: dict[str, list[str]]
) -> None:
    faulty = {payload.shape: payload for payload in everything if by_types.get(payload.shape)}

    said = [
        shown(each, {"our rules": ours(each), "types": by_types[shape]}) for shape, each in faulty.items()
    ]
    assert said == [], "\n\n".join(said)


FINAL = {  # what nobody can undo, where no form asks first; `tests/words/test_aloud.py` has more
    "call_back",
    "cancel",
    "close_poll",
    "close_polls",
    "delete_agenda",
    "delete_template",
    "drop_cards",
    "drop_month",
    "drop_note",
    "let_go",
    "take_back_poll",
    "take_over",
    "withdraw",
    "withdraw_message",
}


def _buttons(part: object) -> Iterator[Json]:
    if isinstance(part, dict):
        if part.get("type") == "button":
            yield part
        for each in part.values():
            yield from _buttons(each)
    elif isinstance(part, list):
        for each in part:
            yield from _buttons(each)


@has_long_form
def test_what_cannot_be_undone_asks_before_it_is_done(everything: list[Payload]) -> None:
    found = [button for payload in everything for button in _buttons(payload.body)]
    owned = [
        (ids.base(ids.read_inside(str(each["action_id"]))[1] or each["action_id"]), each) for each in found
    ]
    final = [(own, each["text"]["text"], "confirm" in each) for own, each in owned if own in FINAL]
    assert {own for own, _, _ in final} == FINAL
    assert {(own, label) for own, label, asks in final if not asks} == set()


def _plain_texts(part: object) -> Iterator[str]:
    """What stands in a payload as plain text, where Slack shows markup as it is spelled."""
    if isinstance(part, dict):
        if part.get("type") == "plain_text":
            yield str(part["text"])
        for each in part.values():
            yield from _plain_texts(each)
    elif isinstance(part, list):
        for each in part:
            yield from _plain_texts(each)


@has_long_form
def test_nobody_reads_our_markup_as_it_is_spelled(everything: list[Payload]) -> None:
    words = {text for payload in everything for text in _plain_texts(payload.body)}

    assert not [text for text in words if re.search(r"<#C0|<!date\^|(?<!\S)\*[A-Z][\w ]+\*", text)]


@has_long_form
def test_every_call_of_the_tour_is_one_that_slack_documents(logs: list[Log]) -> None:
    assert [fault for log in logs for fault in calls.faults(log)] == []


# What these nouns have to press is pressed in their own scenes and in `test_roles`, and not on the tour.
IN_SCENES = tuple(
    noun.NOUN
    for noun in (
        *(board, bodies, callers, chairs, champions, conditions, hiding, idearevealing, initiatives),
        *(leadoffers, listeningnotes, posters, progress, shortlists, stakeholders, themes, ties),
        *(unnamedideas, videocalls, worked, yousaid),
    )
)


def test_the_tour_presses_every_button_and_sends_every_form(logs: list[Log]) -> None:
    pressed = [each["actions"][0]["action_id"] for each in envelopes(logs, "block_actions")]
    sent = [each["view"]["callback_id"] for each in envelopes(logs, "view_submission")]
    pressed, sent = ([*some, *(ids.read_inside(each)[1] for each in some)] for some in (pressed, sent))

    elsewhere = {each.id for noun in IN_SCENES for each in (*noun.clicks, *noun.submissions)}
    only_of_old_messages = {ids.PUT_OFF}
    assert set(nouns.CLICKS) - set(map(ids.base, pressed)) - elsewhere == only_of_old_messages
    assert set(nouns.SUBMISSIONS) - set(map(ids.base, sent)) - elsewhere == set()


def test_the_tour_types_every_verb_and_uses_every_shortcut(logs: list[Log]) -> None:
    typed = {
        word
        for each in envelopes(logs, "command")
        for word in (each["command"].removeprefix("/"), *each["text"].split()[:1])
    }
    used = {each["callback_id"] for kind in ("message_action", "shortcut") for each in envelopes(logs, kind)}

    assert set(commands.VERBS) - typed == set()
    assert set(nouns.SHORTCUTS) - used == set()


def test_the_tour_meets_every_event(logs: list[Log]) -> None:
    met = {each["event"]["type"] for each in envelopes(logs, "event")}

    assert set(nouns.EVENTS) - met == set()


def test_the_tour_says_something_of_every_kind(logs: list[Log]) -> None:
    payloads = [payload for log in logs for payload in gathered(log)]
    said = {payload.kind for payload in payloads}
    by = {payload.said_by for payload in payloads}

    assert said == set(Kind)
    assert by >= {"ack", "response_url", "chat.postMessage", "chat.update", "chat.postEphemeral"}
    assert by >= {"views.open", "views.publish"}


def test_a_live_judge_is_asked_about_each_payload_in_a_call_of_its_own() -> None:
    message = Payload(Kind.MESSAGE, {"text": "it's", "blocks": [{"type": "divider"}]}, "ack")
    modal = Payload(Kind.MODAL, {"type": "modal"}, "views.open")

    asked = [live.call(each) for each in (message, modal)]

    assert asked[0].endswith("'message=" + json.dumps(message.body).replace("'", "'\"'\"'") + "'")
    assert asked[1].endswith('\'view={"type": "modal"}\'')
    assert all(each.startswith("curl -sS https://slack.com/api/blocks.validate ") for each in asked)
