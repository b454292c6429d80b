"""Three judges quick enough for every payload of every test: our own rules, Slack's own library, and who asks
whether people's words stayed words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from rehearsal.model import Json
from rehearsal.refusals import SlackError
from rehearsal.rules.messages import check_blocks
from rehearsal.rules.views import check_view
from rehearsal.world.log import Log
from tests.judges import calls
from tests.judges.harmless import harmless
from tests.judges.payloads import Kind, Payload, gathered

SHOWN = 1_500  # characters of a payload in a failure
_LINE = {"type": "divider"}  # for each block of a form or a Home, which the library only counts

Judge = Callable[[Payload], list[str]]


def ours(payload: Payload) -> list[str]:
    """What the rehearsal's rules have against it."""
    if payload.kind is Kind.FORM_ANSWER:
        return _of_form_answer(payload.body)
    try:
        if payload.kind is Kind.MESSAGE:
            check_blocks(payload.body.get("blocks"))
            return [] if payload.body.get("text") else ["a message without words for those who see no blocks"]
        check_view(payload.body, payload.kind)
    except SlackError as refusal:
        return list(refusal.messages) or [refusal.code]
    return []


def _of_form_answer(body: dict[str, Any]) -> list[str]:
    errors = body.get("errors")
    if not isinstance(errors, dict) or not errors or body != {"response_action": "errors", "errors": errors}:
        return ["an answer to a form is errors, each under the name of its field"]
    return [f"no words under {field!r}" for field, words in errors.items() if not (field and words)]


def sdk(payload: Payload) -> list[str]:
    """What `slack_sdk.models` has against it: a refusal, or something that it would lose."""
    blocks = payload.known.get("blocks") or []
    found = [words for block in blocks for words in _of_block(json.dumps(block))]
    if payload.kind in (Kind.MODAL, Kind.HOME):
        found += _read_as(_view, payload.known | {"blocks": [_LINE] * len(blocks)})
    return found


@cache
def _of_block(block: str) -> list[str]:
    """What it has against a block, given as JSON: scene after scene says the same ones."""
    return _read_as(_block, json.loads(block))


def _block(body: Any) -> object:
    return [block.to_dict() for block in Block.parse_all([body])]


def _view(body: Any) -> object:
    return [View(**body).to_dict()]


def _read_as(read: Callable[[Any], object], thing: Json) -> list[str]:
    copy = json.loads(json.dumps(thing))  # because the library changes what it reads
    try:
        return _lost([thing], read(copy))
    except (SlackObjectFormationError, TypeError, ValueError, AttributeError, KeyError) as refusal:
        return [f"{type(refusal).__name__}: {refusal}"]


def _lost(given: object, read: object) -> list[str]:
    before, after = (json.dumps(_said(each), sort_keys=True) for each in (given, read))
    return [] if before == after else [f"reads it as something else: {after[:SHOWN]}"]


def _said(thing: object) -> object:
    """Without the empty strings, which the library leaves out."""
    if isinstance(thing, dict):
        return {name: _said(value) for name, value in thing.items() if value != ""}
    return [_said(each) for each in thing] if isinstance(thing, list) else thing


QUICK: dict[str, Judge] = {"our rules": ours, "slack_sdk": sdk, "people's words": harmless}


def disagreements(payloads: Iterable[Payload], judges: dict[str, Judge]) -> list[str]:
    """Each payload that a judge has something against, with what every judge says of it."""
    found = []
    for payload in payloads:
        opinions = {name: judge(payload) for name, judge in judges.items()}
        if any(opinions.values()):
            found.append(shown(payload, opinions))
    return found


def shown(payload: Payload, opinions: dict[str, Sequence[str]] | dict[str, list[str]]) -> str:
    """A payload and what is said of it, as a failure shows it."""
    lines = [f"{name}: {'; '.join(words) or 'right'}" for name, words in opinions.items()]
    body = json.dumps(payload.body, ensure_ascii=False)[:SHOWN]
    return "\n".join([f"{payload.kind} by {payload.said_by}", *lines, body])


_judged: set[str] = set()


def judge(log: Log) -> None:
    """At the end of every scene: whatever the bot said in it that no earlier scene of this process judged."""
    said = {payload.key: payload for payload in gathered(log)}  # the same card is said again and again
    new = [payload for key, payload in said.items() if key not in _judged]
    _judged.update(said)
    found = [*disagreements(new, QUICK), *calls.faults(log)]
    assert found == [], "\n\n".join(found)
