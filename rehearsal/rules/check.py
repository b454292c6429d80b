"""A small language for rules: each says what may stand in one place, and how Slack refuses the rest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from math import isfinite

from rehearsal.model import Json


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where."""

    words: str
    pointer: str

    def __str__(self) -> str:
        return f"{self.words} [json-pointer:{self.pointer}]"


Faults = list[Fault]
# A rule looks at a value, knows where it stands, and returns what is wrong with it.
Rule = Callable[[object, str], Faults]
# A rule about an object as a whole, asked only when each of its fields is right by itself.
Whole = Callable[[Json, str], Faults]


def fault(words: str, pointer: str) -> Faults:
    """The one fault."""
    return [Fault(words, pointer)]


def anything(_value: object, _pointer: str) -> Faults:
    """Whatever stands here is right."""
    return []


def nothing_more(_value: Json, _pointer: str) -> Faults:
    """The fields were all there was to say."""
    return []


def string(most: int | None = None, least: int = 0) -> Rule:
    """A string of a length between `least` and `most`."""

    def rule(value: object, pointer: str) -> Faults:
        if not isinstance(value, str):
            return fault("must provide a string", pointer)
        if most is not None and len(value) > most:
            return fault(f"must be less than {most + 1} characters", pointer)
        if len(value) < least:
            return fault(f"must be more than {least - 1} characters", pointer)
        return []

    return rule


def boolean(value: object, pointer: str) -> Faults:
    """True or false."""
    return [] if isinstance(value, bool) else fault("must provide a boolean", pointer)


def integer(least: int, most: int) -> Rule:
    """A whole number in a range."""

    def rule(value: object, pointer: str) -> Faults:
        if not isinstance(value, int) or isinstance(value, bool):
            return fault("must provide an integer", pointer)
        if not least <= value <= most:
            return fault(f"must be between {least} and {most}", pointer)
        return []

    return rule


def numeral(value: object, pointer: str) -> Faults:
    """A number, written out."""
    try:
        is_one = isinstance(value, str) and isfinite(float(value))
    except ValueError:
        is_one = False
    return [] if is_one else fault("must provide a number in a string", pointer)


def number(value: object, pointer: str) -> Faults:
    """Any number."""
    is_one = isinstance(value, int | float) and not isinstance(value, bool)
    return [] if is_one else fault("must provide a number", pointer)


def one_of(*allowed: str) -> Rule:
    """One of a few words."""

    def rule(value: object, pointer: str) -> Faults:
        return [] if value in allowed else fault("must be a valid enum value", pointer)

    return rule


def matching(words: str, fits: Callable[[str], bool]) -> Rule:
    """A string of a certain form, such as a date."""

    def rule(value: object, pointer: str) -> Faults:
        return [] if isinstance(value, str) and fits(value) else fault(words, pointer)

    return rule


def array(item: Rule, most: int | None = None, least: int = 1) -> Rule:
    """A list of things that all follow one rule."""

    def rule(value: object, pointer: str) -> Faults:
        if not isinstance(value, list):
            return fault("must provide an array", pointer)
        faults: Faults = []
        if most is not None and len(value) > most:
            faults += fault(f"no more than {most} items allowed", pointer)
        if len(value) < least:
            faults += fault(f"no fewer than {least} items allowed", pointer)
        for index, each in enumerate(value):
            faults += item(each, f"{pointer}/{index}")
        return faults

    return rule


def obj(fields: Mapping[str, Rule], required: Collection[str] = (), also: Whole = nothing_more) -> Rule:
    """An object with these fields and no others; `also` sees it whole when its fields are right."""

    def rule(value: object, pointer: str) -> Faults:
        if not isinstance(value, dict):
            return fault("must provide an object", pointer)
        faults = [Fault(f"missing required field: {name}", pointer) for name in required if name not in value]
        for name, each in value.items():
            if name in fields:
                faults += fields[name](each, f"{pointer}/{name}")
            else:
                faults += fault(f"invalid additional property: {name}", pointer)
        return faults or also(value, pointer)

    return rule


def by_type(kinds: Mapping[str, Rule]) -> Rule:
    """An object whose `type` decides which rule it follows."""

    def rule(value: object, pointer: str) -> Faults:
        if not isinstance(value, dict):
            return fault("must provide an object", pointer)
        if "type" not in value:
            return fault("missing required field: type", pointer)
        kind = value["type"]
        if not isinstance(kind, str) or kind not in kinds:
            return fault(f"unsupported type: {kind}", f"{pointer}/type")
        return kinds[kind](value, pointer)

    return rule


def text(most: int, *, plain: bool = False) -> Rule:
    """A text object. Slack reports a bad one twice: the object, then the reason."""
    plain_only = {"type": one_of("plain_text"), "text": string(most, 1), "emoji": boolean}
    either = {
        "type": one_of("plain_text", "mrkdwn"),
        "text": string(most, 1),
        "emoji": boolean,
        "verbatim": boolean,
    }
    fields: dict[str, Rule] = plain_only if plain else either
    inner = obj(fields, required=("type", "text"), also=_no_emoji_in_mrkdwn)

    def rule(value: object, pointer: str) -> Faults:
        faults = inner(value, pointer)
        return [Fault("failed to match all allowed schemas", pointer), *faults] if faults else []

    return rule


def _no_emoji_in_mrkdwn(value: Json, pointer: str) -> Faults:
    wrong = value["type"] == "mrkdwn" and "emoji" in value
    return fault("invalid additional property: emoji", pointer) if wrong else []


def duplicates(things: list[Json], field: str) -> set[str]:
    """The values of a field that occur more than once."""
    values = [str(thing[field]) for thing in things if thing.get(field)]
    return {value for value in values if values.count(value) > 1}
