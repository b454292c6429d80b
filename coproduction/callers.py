"""Callers: people in the video call who have no Slack, such as a grandmother on the phone.

They have an alias in one programme, with their consent, and an id that Slack does not know. What a
facilitator enters for them is stored under that id as everybody's is under theirs: so it counts in the same
totals, and the id tells where it came from.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from coproduction.errors import Refusal
from coproduction.texts import is_readable, required
from coproduction.words import Text

ALIAS_LENGTH = 40
MOST = 90  # in one programme: a menu of Slack's holds a hundred
_MARK: Final = "call-"  # begins the id of a caller, and of nobody whom Slack knows
_MARKUP = frozenset("<>@#`*_~|")

IN_THE_CALL = Text("in the call, without Slack")
FORGOTTEN = Text("somebody in the call, without Slack")


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody in the call without Slack: their alias in the programme of `channel`, and who said that they
    agree, and when (aware UTC). `followed_by` is asked about what they promise. `look` is the same for two
    aliases that a reader could take for one.
    """

    id: str
    channel: str
    alias: str
    look: str
    entered_by: str
    followed_by: str
    agreed_at: datetime


class Callers(Protocol):
    """What storage keeps of this noun."""

    def add(self, caller: Caller) -> None:
        """Raises Taken when an alias that looks the same is there."""

    def put(self, caller: Caller) -> None:
        """The same."""

    def get(self, caller: str) -> Caller | None: ...
    def some(self, callers: Collection[str]) -> dict[str, Caller]:
        """Those of these that are there, by id."""

    def of(self, channel: str) -> list[Caller]:
        """All of a programme, by alias."""

    def drop(self, caller: str) -> None:
        """Forget the alias, and who entered it."""


def id_of(new_id: str) -> str:
    """The id of a new caller."""
    return f"{_MARK}{new_id}"


def is_caller(person: str) -> bool:
    """Whether this is the id of somebody in the call without Slack."""
    return person.startswith(_MARK)


def alias_of(text: str, field: str = "alias") -> str:
    """An alias, or a Refusal: it must read as a name, and be no mention and no markup."""
    alias = required(text, most=ALIAS_LENGTH, field=field, empty=Text("Please write a name to call them by."))
    if not is_readable(alias) or not _MARKUP.isdisjoint(alias):
        raise Refusal("Please write a name in plain letters. For example: Rosa", field)
    return alias
