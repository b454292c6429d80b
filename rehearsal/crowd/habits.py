"""What a crowd does, read from data: nothing here knows the app that is rehearsed."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from rehearsal.model import Json, Person

ANY_BUTTON = "*"


@dataclass(frozen=True)
class Fill:
    """How whatever form opens is filled in: what is written, and how often its buttons are pressed."""

    texts: list[list[object]]  # `[what, how often]`; null is nothing, where nothing may be left
    presses: tuple[int, int] = (3, 12)  # at least and at most, in a form that has nothing to send

    def __post_init__(self) -> None:
        if not any(text for text, _ in self.texts):
            raise ValueError("fill needs texts")
        if not 0 <= self.presses[0] <= self.presses[1]:
            raise ValueError("presses are at least and at most")

    @classmethod
    def of(cls, rule: Json) -> Fill | None:
        """What the rule of a button says of it, if anything."""
        return cls(**rule["fill"]) if "fill" in rule else None


@dataclass(frozen=True)
class Habit:
    """One thing people do where a message reads like `on`: press, type or react."""

    name: str
    says: list[str]  # how it is counted aloud: one of them, and more
    on: re.Pattern[str]
    weight: float = 1
    first: bool = False
    named: bool = False  # only where the message names the person
    each: bool = False  # every button of a message once, instead of one of them
    most: int = 1_000  # times for each person
    press: dict[str, Json] = field(default_factory=dict)
    type: str = ""
    texts: list[list[str]] = field(default_factory=list)
    react: list[list[object]] = field(default_factory=list)

    @classmethod
    def read(cls, entry: Json) -> Habit:
        """From its entry; a word it does not know is a mistake in the data."""
        try:
            habit = cls(**{**entry, "on": re.compile(entry["on"])})
            filled = [rule for rule in habit.press.values() if Fill.of(rule)]
        except (TypeError, KeyError, ValueError, re.error) as wrong:
            raise ValueError(f"the habit {entry.get('name')!r}: {wrong}") from None
        if sum(map(bool, (habit.press, habit.type, habit.react))) != 1:
            raise ValueError(f"the habit {habit.name!r} must press, type or react")
        if any("form" in rule for rule in filled):
            raise ValueError(f"the habit {habit.name!r}: one button has a form, or fills in what opens")
        return habit

    def button(self, words: str) -> Json | None:
        """What is known of a button by what is written on it; None if it is not one of these."""
        return self.press.get(words, self.press.get(ANY_BUTTON))


@dataclass(frozen=True)
class Habits:
    """All of them, and the pace of a crowd; times in seconds."""

    arrive_within: float
    between_acts: float
    idle: float
    stay: float
    start_first: str
    habits: list[Habit]
    words: str = ""  # what a page says of the crowd
    again: list[str] = field(default_factory=list)  # buttons that open a form which did not come in time
    wait: re.Pattern[str] | None = None  # private words by which somebody knows that the button comes later
    names: dict[str, list[str]] = field(default_factory=dict)  # first and last, of whom it is made up

    @classmethod
    def read(cls, path: Path) -> Self:
        """From a file; `about` in it is for whoever reads the file. What does not fit is a ValueError."""
        whole: Json = json.loads(path.read_text("utf-8"))
        try:
            whole.pop("about", None)
            if whole.get("wait"):
                whole["wait"] = re.compile(whole["wait"])
            return cls(**{**whole, "habits": [Habit.read(entry) for entry in whole["habits"]]})
        except (TypeError, KeyError, AttributeError, re.error) as wrong:
            raise ValueError(f"the crowd {path.name}: {wrong}") from None


def words_for(wanted: object, person: Person, dice: random.Random) -> object:
    """What this person puts into an input: one of several, or something about themselves."""
    if isinstance(wanted, dict):
        known = person.facts.get(wanted["fact"])
        return wanted["as"].get(known, next(iter(wanted["as"].values())))
    return one_of(wanted, dice) if isinstance(wanted, list) else wanted


def one_of(weighted: list[list[object]], dice: random.Random) -> object:
    """One of `[what, how often]`."""
    return dice.choices([each[0] for each in weighted], [float(str(each[1])) for each in weighted])[0]
