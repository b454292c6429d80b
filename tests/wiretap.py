"""Reads every log line of a test and finds in it what must never be there: tokens, and people's words."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.logs import set_up
from rehearsal.model import Json
from rehearsal.world.log import Log

TOKENS = ("xoxb-", "xapp-", "xoxp-")
SHORTEST = 6  # a word like "Yes" says nothing


@dataclass
class Wiretap:
    """What was logged, and what people said meanwhile."""

    lines: io.StringIO = field(default_factory=io.StringIO)
    said: set[str] = field(default_factory=set)

    def hear(self, log: Log) -> None:
        """Learn what people typed and filled in, from a rehearsal's record of envelopes."""
        for entry in log.entries("envelope"):
            self.said.update(_words(entry.get("payload") or entry))

    def leaks(self) -> list[str]:
        """Every log line that holds a token or somebody's words."""
        forbidden = [*TOKENS, *(words for words in self.said if len(words) >= SHORTEST)]
        return [
            line for line in self.lines.getvalue().splitlines() if any(each in line for each in forbidden)
        ]


_listening: list[Wiretap] = []


def overhear(log: Log) -> None:
    """Tell whoever listens now what was said in this rehearsal."""
    for tap in _listening:
        tap.hear(log)


@contextmanager
def tapped() -> Iterator[Wiretap]:
    """Log as in life, but to where the test can read it."""
    tap = Wiretap()
    _listening.append(tap)
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    set_up("text", tap.lines)
    try:
        yield tap
    finally:
        _listening.remove(tap)
        root.handlers[:] = before
        root.setLevel(level)


def _words(payload: Json) -> Iterator[str]:
    """The text of a command and of every text field of a form."""
    text = payload.get("text")
    if isinstance(text, str) and payload.get("command"):
        said = text.partition(" ")[2] if payload["command"].endswith("copro") else text  # the verb is ours
        yield from (piece.strip() for piece in said.split('"') if piece.strip())
    values = ((payload.get("view") or {}).get("state") or {}).get("values") or {}
    for block in values.values():
        for answer in block.values():
            if isinstance(answer.get("value"), str):
                yield answer["value"]
