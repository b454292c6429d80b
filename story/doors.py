"""Other ways through the same story, each to the same figures, and the check that the way was taken."""

from __future__ import annotations

import argparse
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from story import behalf, setting
from story.record import Record
from story.script import Script
from story.words import locale, shape

REFUSED = "refused"  # the workspace grants none of the optional scopes
BEHALF = "behalf"  # some have no Slack, and whoever leads enters what they say
TYPED = "typed"  # what can be typed is typed, and of messages only their text is read
DOORS = (REFUSED, BEHALF, TYPED)
BARS = "▰▱"  # are drawn in blocks, and a text says the number alone
CAN_BE_TYPED = (  # instead of pressing it
    "Start it now",
    "Next: {step}",
    "Next: end the session",
    "Back: {step}",
    "For facilitators",
    "Show ten cards to everybody",
    "Check in",
    "Write an idea",
)
ASKED = "dnd.info"  # the one call of the story that an optional scope is for


def add_option(parser: argparse.ArgumentParser) -> None:
    """`--door`, through which the story is played in another way."""
    parser.add_argument("--door", choices=DOORS, default="", help="another way to the same figures")


def script(door: str, story: Script) -> Script:
    """The story as it is played through this door."""
    return behalf.of(story) if door == BEHALF else story


def arguments(door: str, story: Script, folder: Path, language: str) -> tuple[str, ...]:
    """For the workspace; `folder` is for its files."""
    cast = setting.without(story.without_slack, folder) if story.without_slack else setting.CAST
    more = {REFUSED: ("--refuse-optional",), TYPED: ("--text-alone",)}.get(door, ())
    return (*setting.arguments(locale=locale(language), cast=cast), *more)


def faults(door: str, story: Script, record: Record, report: str) -> list[str]:
    """In what the story went another way than through this door."""
    if door == BEHALF:
        return behalf.faults(story, record, report)
    if door == TYPED:
        return [*_pressed(record), *_looked_at(record)]
    return [*_scopes(refused=door == REFUSED, calls=record.refused)]


def _scopes(*, refused: bool, calls: Collection[str]) -> Iterator[str]:
    """The bot asked for what it was not granted, and lived with the no; else it had all that it asked for."""
    wanted = {ASKED} if refused else set[str]()
    if set(calls) != wanted:
        yield f"the bot was refused {sorted(calls)} for want of a scope, and not {sorted(wanted)}"


def _pressed(record: Record) -> Iterator[str]:
    """What can be typed was."""
    labels = [*(shape(each) for each in CAN_BE_TYPED), shape("{n} more minute", "{n} more minutes")]
    control = re.compile(rf"(?:clicks|chooses) (?:{'|'.join(labels)})(?:,|$)")
    yield from (
        f"{act.who} {act.what}, and could have typed it" for act in record.acts if control.match(act.what)
    )


def _looked_at(record: Record) -> Iterator[str]:
    """Of messages only their text was read."""
    seen = [seen.words for seen in record.channel if any(sign in seen.words for sign in BARS)]
    yield from (f"this was read in blocks: {words.splitlines()[0]}" for words in seen)
