"""What storage keeps of the messages the bot owes: the outbox."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from coproduction.machine import Event, MessageState
from coproduction.messages import Card, Message

Ranks = tuple[Collection[str], Collection[str]]  # the kinds that go first, and those that go second


class Messages(Protocol):
    """What storage keeps of messages."""

    def add(self, message: Message) -> bool:
        """False, and nothing stored, when a message with the same card is already owed."""

    def add_all(self, messages: Collection[Message]) -> int:
        """The same for many in one statement; how many were not owed yet and are stored."""

    def get(self, message: str) -> Message | None: ...
    def find(self, card: Card) -> Message | None: ...
    def find_all(self, cards: Collection[Card]) -> dict[Card, Message]:
        """Those of these cards that are owed or were sent; one look for each kind and subject among them."""

    def about(self, kind: str, subject: str, *others: str) -> list[Message]:
        """All messages of one kind, or of `others` too, about one subject, whoever they are for, in order."""

    def move_on(self, message: Message, was: MessageState, ts: str | None = None) -> bool:
        """Store it only while it is still in the state it `was` read in; False when that has changed.

        With the `ts` of a post, only while it is still that post which stands in Slack.
        """

    def settle(self, message: Message, lease: str) -> bool:
        """Store it only while `lease` still holds it; False when somebody else has it now."""

    def is_anything_due(self, now: datetime) -> bool:
        """Whether `lapse` or `claim` would find anything at this moment."""

    def shared_time(self, now: datetime) -> datetime:
        """The time by the one clock that all processes share, the database's; `now` in a rehearsal.

        Leases and quiet times are given and judged by it: the clocks of two machines may differ.
        """

    def lapse(self, now: datetime, quiet_until: datetime) -> int:
        """Free what a dead process left claimed: a send becomes unknown until `quiet_until`."""

    def claim(self, event: Event, now: datetime, *, lease: str, until: datetime, most: int) -> list[Message]:
        """Take at most `most` waiting messages that are due, in order, so that no one else can take them.

        The event is one of the machine's that begin a lease, and says what they wait for.
        """

    def claim_in_turn(
        self, now: datetime, *, lease: str, until: datetime, most: int, began: datetime, ranks: Ranks
    ) -> list[Message]:
        """The same for pending ones to send, but of each conversation only the next message of each rank.

        Of more than `most` those of the higher ranks come first.
        """

    def hold(self, channel: str, until: datetime, reason: str) -> int:
        """What is pending for a channel waits until then, for this reason; how many had not."""

    def let_go(self, channel: str, reasons: Collection[str], now: datetime) -> int:
        """What waits in a channel for one of these reasons is due now; how many did."""

    def freeze(self, channel: str, reason: str | None) -> int:
        """What stands in a channel cannot be redrawn, for this reason (None: it can). How much that is."""

    def frozen(self, channel: str) -> str | None: ...

    def with_states(self, states: Collection[MessageState], kind: str | None = None) -> list[Message]: ...
    def sent_cards(
        self, kinds: Collection[str], since: datetime, people: Collection[str] | None = None
    ) -> list[Message]:
        """The sent messages of those kinds that fell due since then: all, or those to these people."""

    def waiting_for(self, recipient: str) -> list[Message]:
        """What is pending for a person."""

    def cancelled_for(self, recipient: str) -> list[Message]:
        """What was cancelled before it could be sent to a person."""

    def told_in(self, message: str) -> list[Message]:
        """What goes along with this one, whatever has become of it, in order."""

    def states(self, kind: str, subjects: Collection[str]) -> dict[str, MessageState]:
        """Subject to the state of its message of that kind, of those that have one."""
