"""Presses of a poll's buttons as Socket Mode sends them, made into raw frames ahead of the storm."""

import json
import struct
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from benchmarks.slack import BOT_USER, CROWD, TEAM
from coproduction.polls import Poll
from coproduction.questions import tally
from handlers import ids
from handlers.dispatch.commands import voice
from handlers.settings import Settings
from tests.looks import draw

_TEXT_FRAME = 0x81  # a whole text message in one frame
_TWO_BYTES, _EIGHT_BYTES = 126, 127  # how a length that needs more than seven bits is announced


@dataclass(frozen=True, slots=True)
class Storm:
    """One press of each person."""

    envelopes: frozenset[str]
    answers: dict[str, str]  # of each person who must be counted
    frames: tuple[bytes, ...]


def storm_on(poll: Poll, people: int, reply_to: str, refused_every: int = 0) -> Storm:
    """Everybody presses once, the options in turn; each person is new to the poll, so each press is a row.

    `reply_to` is where Slack lets an app answer who pressed. With `refused_every`, one of so many
    presses the button of a poll that is gone, and must be refused.
    """
    presses = {who: number % len(poll.options) for number, who in enumerate(CROWD[:people])}
    refused = set(list(presses)[::refused_every]) if refused_every else set()
    gone = replace(poll, id=f"{poll.id}-gone")
    card = list(draw(voice(Settings()), tally(poll, {}), {}).blocks)
    press = partial(_press, card=card, reply_to=reply_to)
    envelopes = [
        _envelope(press(gone if who in refused else poll, person=who, option=option))
        for who, option in presses.items()
    ]
    return Storm(
        frozenset(each["envelope_id"] for each in envelopes),
        {who: str(option) for who, option in presses.items() if who not in refused},
        tuple(_frame(json.dumps(each)) for each in envelopes),
    )


def _envelope(press: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "interactive",
        "envelope_id": press["trigger_id"],
        "accepts_response_payload": False,
        "payload": press,
    }


def _press(
    poll: Poll, *, card: list[dict[str, Any]], person: str, option: int, reply_to: str
) -> dict[str, Any]:
    """What Slack tells of a press in a channel: the whole card comes with it."""
    ts = "1700000000.000001"
    return {
        "type": "block_actions",
        "user": {"id": person, "username": person.lower(), "name": person.lower(), "team_id": TEAM},
        "api_app_id": "A0BENCHMARK",
        "token": "benchmark",
        "container": {
            "type": "message",
            "message_ts": ts,
            "channel_id": poll.channel,
            "is_ephemeral": False,
        },
        "trigger_id": f"1.{poll.id}.{person}",
        "team": {"id": TEAM, "domain": "benchmark"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": poll.channel, "name": "benchmark"},
        "message": {"type": "message", "user": BOT_USER, "ts": ts, "text": poll.question, "blocks": card},
        "state": {"values": {}},
        "response_url": reply_to,
        "actions": [_action(poll, option)],
    }


def _action(poll: Poll, option: int) -> dict[str, Any]:
    return {
        "type": "button",
        "action_id": ids.at(ids.VOTE_UNNAMED if poll.is_anonymous else ids.VOTE, option),
        "block_id": "answers",
        "text": {"type": "plain_text", "text": poll.options[option], "emoji": True},
        "value": poll.id,
        "action_ts": "1700000001.000001",
    }


def _frame(text: str) -> bytes:
    """A WebSocket frame as a server sends it, without a mask (RFC 6455, 5.2)."""
    body = text.encode()
    if len(body) < _TWO_BYTES:
        return struct.pack("!BB", _TEXT_FRAME, len(body)) + body
    if len(body) < 1 << 16:
        return struct.pack("!BBH", _TEXT_FRAME, _TWO_BYTES, len(body)) + body
    return struct.pack("!BBQ", _TEXT_FRAME, _EIGHT_BYTES, len(body)) + body
