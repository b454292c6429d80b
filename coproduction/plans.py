"""A plan: what makes a pledge easier to keep. All of it is asked for later, none of it is needed."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from coproduction.errors import Refusal
from coproduction.pledges import FIRST_STEP_LENGTH, WHAT_LENGTH
from coproduction.texts import optional, tidy
from coproduction.words import Text

CUE_LENGTH = 200
SENTENCE_LENGTH = WHAT_LENGTH + FIRST_STEP_LENGTH + CUE_LENGTH
LEAST_SURE, SUREST = 1, 5
_PROMISING = re.compile(
    r"^(i will|i\W?ll|i want to|i am going to|i\W?m going to|voy a|quiero)\s+", re.IGNORECASE
)
_LINKING = re.compile(r"^(when|after|if|cuando|después de|despues de|si)\s+", re.IGNORECASE)


class Cue(StrEnum):
    """What will remind a person by itself to take the first step."""

    PLACE = "place"
    AFTER = "after"
    HARD = "hard"


class Barrier(StrEnum):
    """What might get in the way."""

    TIME = "time"
    PEOPLE = "people"
    MONEY = "money"
    PERMISSION = "permission"
    PERSONAL = "personal"


class Hours(StrEnum):
    """How many hours it will take, about."""

    ONE = "up_to_1"
    FIVE = "up_to_5"
    TWENTY = "up_to_20"
    MORE = "more"


_SENTENCES = {
    Cue.PLACE: Text("{when}: I will {step}."),
    Cue.AFTER: Text("After {when}, I will {step}."),
    Cue.HARD: Text("If {when}, I will {step}."),
    None: Text("{when}: I will {step}."),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person thought of to keep a pledge. `sentence` is when and what in one, as they confirmed it."""

    pledge: str
    person: str
    cue: Cue | None = None
    when: str | None = None
    sentence: str | None = None
    confidence: int | None = None
    barriers: tuple[str, ...] = ()
    hours: Hours | None = None


class Plans(Protocol):
    """What storage keeps of this noun."""

    def put(self, plan: Plan) -> None:
        """Keep it in the place of what was planned before."""

    def get(self, pledge: str) -> Plan | None: ...
    def drop(self, pledge: str) -> None: ...
    def of_person(self, person: str) -> dict[str, Plan]:
        """The plans for this person's own pledges, by pledge."""


def in_one_sentence(cue: Cue | None, when: str, step: str) -> Text:
    """When this happens, I will do that; to be read and changed by who means it."""
    words = tidy(when).rstrip(".,;:!")
    is_bare = cue in {Cue.AFTER, Cue.HARD}  # the sentence begins with words of its own
    told = _LINKING.sub("", words) if is_bare else words[:1].upper() + words[1:]
    return _SENTENCES[cue].filled(when=told, step=_as_step(step))


def _as_step(words: str) -> str:
    """The words as they stand after "I will"."""
    step = _PROMISING.sub("", tidy(words)).rstrip(".,;:! ")
    first = step.split(" ", 1)[0]
    return step[:1].lower() + step[1:] if first[1:].islower() else step


def cue_named(text: str | None) -> Cue | None:
    """The cue of that name, if one was chosen, or a Refusal."""
    return _named(Cue, text, "cue")


def when_of(text: str | None) -> str | None:
    """When and where, if the person says so."""
    return optional(text, most=CUE_LENGTH, field="when")


def sentence_of(text: str | None) -> str | None:
    """The whole plan in one sentence."""
    return optional(text, most=SENTENCE_LENGTH, field="sentence")


def confidence_of(text: str | None) -> int | None:
    """How sure they are, from 1 to 5, if they say so, or a Refusal."""
    if not text:
        return None
    if text not in {str(number) for number in range(LEAST_SURE, SUREST + 1)}:
        raise Refusal("Please choose a number from 1 to 5.", "confidence")
    return int(text)


def barriers_named(texts: Collection[str]) -> tuple[str, ...]:
    """What might get in the way, each once, or a Refusal."""
    found = {_named(Barrier, text, "barriers") for text in texts}
    return tuple(each.value for each in Barrier if each in found)


def hours_named(text: str | None) -> Hours | None:
    """About how many hours, if they say so, or a Refusal."""
    return _named(Hours, text, "hours")


E = TypeVar("E", bound=StrEnum)


def _named(enum: type[E], text: str | None, field: str) -> E | None:
    try:
        return enum(text) if text else None
    except ValueError:
        raise Refusal("Please choose from the list.", field) from None
