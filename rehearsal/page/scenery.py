"""What the page shows besides the workspace: the cast's roles, steps to try, and what a crowd would do."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from rehearsal.model import Json


@dataclass(frozen=True)
class Player:
    """Somebody whom the steps need: the `number`th of a role, counted from 0."""

    role: str
    words: str  # what they are there for
    number: int = 0


@dataclass(frozen=True)
class Step:
    """One thing to try. `who` and `plays` name players.

    It is done when every sign was said or pressed, and the app has posted what it `shows` then.
    """

    title: str
    words: str
    signs: list[str]  # regular expressions, for what is typed or written on a button
    who: str = ""  # who types what `says` holds
    says: list[str] = field(default_factory=list)
    plays: list[str] = field(default_factory=list)
    form: bool = False  # a form must have been sent after the sign
    shows: str = ""  # what the app posts when it was done, a regular expression; else the signs are enough
    skips: str = ""  # to the next message to somebody alone that says this, a regular expression


@dataclass(frozen=True)
class Guide:
    """Steps for somebody who has never used the app, read from data."""

    words: str
    players: dict[str, Player]
    steps: list[Step]
    good_to_know: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)  # words of the cast, in another language

    @classmethod
    def read(cls, path: Path) -> Self:
        """From a file; what does not fit is a ValueError that says so."""
        whole: Json = json.loads(path.read_text("utf-8"))
        try:
            players = {name: Player(**entry) for name, entry in whole["players"].items()}
            steps = [Step(**entry) for entry in whole["steps"]]
            guide = cls(**{**whole, "players": players, "steps": steps})
        except (TypeError, KeyError, AttributeError) as wrong:
            raise ValueError(f"the guide {path.name}: {wrong}") from None
        for step in steps:
            _check(step, players)
        return guide


def _check(step: Step, players: dict[str, Player]) -> None:
    strangers = {step.who, *step.plays} - {"", *players}
    if strangers or (step.says and not step.who):
        raise ValueError(f"the step {step.title!r} needs players who are not there: {sorted(strangers)}")
    for sign in (*step.signs, step.shows, step.skips):
        try:
            re.compile(sign)
        except re.error as wrong:
            raise ValueError(f"the step {step.title!r}: {sign!r} is no regular expression: {wrong}") from None
