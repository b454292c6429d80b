"""Who is in a channel now: what people may see and do of a programme follows it."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Protocol


class Door(StrEnum):
    """How somebody stands to a channel."""

    OPEN = "open"  # they are in it, or nobody has told us yet who is
    PUBLIC = "public"  # they are not, and may walk in
    CLOSED = "closed"  # they are not, and somebody there would have to add them


class Members(Protocol):
    """What storage keeps of this noun: who is in the channels of a workspace, as Slack tells.

    Until the members of a channel have been read once (`read`), nobody is shut out of it.
    """

    def read(self, channel: str, people: Collection[str], *, is_private: bool) -> None:
        """These are in the channel, and nobody else is."""

    def join(self, channel: str, person: str) -> None: ...
    def leave(self, channel: str, person: str) -> None: ...
    def of(self, channel: str) -> frozenset[str]: ...
    def how_many(self, channel: str) -> int: ...
    def channels_of(self, person: str) -> frozenset[str]: ...
    def door(self, channel: str, person: str) -> Door:
        """How this person stands to this channel."""

    def door_of_round(self, round_: str, person: str) -> tuple[str, Door]:
        """The channel of a breakout round's programme, and how this person stands to it; "" for none."""

    def came(self, session: str) -> Mapping[str, bool]:
        """Who attends a session and takes part, in an order that says nothing about when they came; and
        whether each was surely taken out of its private channel since.
        """

    def move(self, old: str, new: str) -> None:
        """The channel has another id: all that is kept of it, of every noun, is that one's now."""
