"""Owing a message, in the unit of work of the act that owes it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from coproduction.machine import Event, can
from coproduction.messages import Call, Card, Message, decided, id_of
from coproduction.ports import Memory
from coproduction.service.people import remember_conversation


def owe(
    memory: Memory,
    due_at: datetime,
    card: Card,
    *,
    channel: str | None = None,
    order: int = 0,
    under: str | None = None,
    call: Call = Call.POST,
) -> bool:
    """Owe a message from `due_at` on; False when the same is already owed.

    Without a channel it goes to its recipient, or to the place that its kind makes for it. `under` is the id
    of the message in whose thread it belongs; of messages due at the same instant a lower `order` goes first.
    """
    return memory.messages.add(
        owed(memory, due_at, card, channel=channel, order=order, under=under, call=call)
    )


def owed(
    memory: Memory,
    due_at: datetime,
    card: Card,
    *,
    channel: str | None = None,
    order: int = 0,
    under: str | None = None,
    call: Call = Call.POST,
) -> Message:
    """The message that `owe` stores, for who owes many and stores them with `memory.messages.add_all`."""
    return Message(
        **card._asdict(),
        id=id_of(memory.workspace, card),
        due_at=due_at,
        next_at=due_at,
        channel=channel,
        order=order,
        under=under,
        call=call,
    )


def owe_privately(memory: Memory, due_at: datetime, card: Card, *, order: int = 0) -> bool:
    """The same for a message to one person, in the conversation that they have with the bot, if any yet."""
    known = memory.people.get(card.recipient)
    return owe(memory, due_at, card, channel=known.conversation if known else None, order=order)


def owe_all_privately(memory: Memory, due_at: datetime, cards: Collection[Card], *, order: int = 0) -> None:
    """The same for many, each to its own person, in one look and one statement."""
    known = memory.people.some([card.recipient for card in cards])
    conversations = {id_: person.conversation for id_, person in known.items()}
    memory.messages.add_all(
        [owed(memory, due_at, card, channel=conversations.get(card.recipient), order=order) for card in cards]
    )


def want_again(memory: Memory, card: Card, at: datetime) -> None:
    """It was owed before, and given up unsent because nobody wanted it for a while."""
    owed_before = memory.messages.find(card)
    if owed_before and can(Event.WANTED_AGAIN, owed_before):
        memory.messages.move_on(decided(owed_before, Event.WANTED_AGAIN, at), owed_before.state)


def keep_place(memory: Memory, message: Message, channel: str) -> Message | None:
    """Keep the conversation in which a message will stand, before it is sent.

    None when the claim was lost to somebody else meanwhile: then the message is theirs to send.
    """
    if message.recipient:
        remember_conversation(memory, message.recipient, channel)
    known = replace(message, channel=channel)
    return known if memory.messages.settle(known, message.lease or "") else None
