"""Everything the bot says to Slack, as the rehearsal's record kept it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rehearsal.model import Json
from rehearsal.world.log import Log

_CONTENT = ("text", "blocks", "metadata")
_NEWER = {"data_visualization"}  # than Slack's libraries, which know nothing of it
_NAME = re.compile(r"[a-z_]{1,40}")  # what may be a word of Slack's own, such as a type or a style


class Kind(StrEnum):
    """Where a payload goes."""

    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"
    FORM_ANSWER = "form_answer"  # to a form that was sent: what stands under its fields


@dataclass(frozen=True)
class Payload:
    """One thing the bot said: `said_by` names the call, the address or the acknowledgement."""

    kind: Kind
    body: Json
    said_by: str

    @property
    def known(self) -> Json:
        """What Slack's libraries know of it: they can be asked about nothing newer than themselves."""
        blocks = [block for block in self.body.get("blocks") or () if not _is_newer(block)]
        return {**self.body, "blocks": blocks} if "blocks" in self.body else self.body

    @property
    def key(self) -> str:
        """Equal for equal payloads."""
        return f"{self.kind}{json.dumps(self.body, sort_keys=True)}"

    @property
    def shape(self) -> str:
        """Equal for payloads that differ in people's words alone, which no type looks at."""
        return f"{self.kind}{json.dumps(without_words(self.known), sort_keys=True)}"


def _is_newer(block: object) -> bool:
    return isinstance(block, dict) and block.get("type") in _NEWER


def without_words(thing: object) -> object:
    """The same thing, with a placeholder for whatever is no word of Slack's own."""
    if isinstance(thing, dict):
        return {name: without_words(value) for name, value in thing.items()}
    if isinstance(thing, list):
        return [without_words(each) for each in thing]
    if isinstance(thing, str):
        return thing if _NAME.fullmatch(thing) else "Words"
    return thing


def gathered(log: Log) -> Iterator[Payload]:
    """Every payload in a rehearsal's record, accepted or not."""
    for entry in log.entries():
        match entry["kind"]:
            case "call":
                yield from _of_call(entry["method"], entry["arguments"])
            case "http":
                yield from _of_message(entry["what"], entry["arguments"])
            case "ack":
                yield from _of_ack(entry.get("payload") or {})


def _of_call(method: str, given: Json) -> Iterator[Payload]:
    if "view" in given:
        yield Payload(Kind.HOME if method == "views.publish" else Kind.MODAL, given["view"], method)
    elif method.startswith("chat."):
        yield from _of_message(method, given)


def _of_message(said_by: str, given: Json) -> Iterator[Payload]:
    body = {name: given[name] for name in _CONTENT if name in given}
    if body:
        yield Payload(Kind.MESSAGE, body, said_by)


def _of_ack(payload: Json) -> Iterator[Payload]:
    if "view" in payload:
        yield Payload(Kind.MODAL, payload["view"], "ack")
    elif "response_action" in payload:
        yield Payload(Kind.FORM_ANSWER, payload, "ack")
    else:
        yield from _of_message("ack", payload)


def distinct(payloads: Iterator[Payload]) -> list[Payload]:
    """Each payload once, in the order they came."""
    return list({payload.key: payload for payload in payloads}.values())
