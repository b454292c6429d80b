"""Writing and stamping postcards (what would be `coproduction/service/postcards.py`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, Message
from coproduction.ports import Memory
from coproduction.service.owing import owe, owe_privately
from tests.samples.postcards.rules import (
    POSTCARD,
    THANKS,
    Postcard,
    Postcards,
    card_of,
    greeting_of,
    still_there,
)

if TYPE_CHECKING:
    from datetime import datetime

    from coproduction.people import Actor


class PostcardMemory(Memory, Protocol):
    """What the sample adds to `coproduction.ports.Memory`."""

    @property
    def postcards(self) -> Postcards: ...


def write(
    memory: PostcardMemory, now: datetime, actor: Actor, channel: str, greeting: str, origin: str
) -> Postcard:
    """Somebody greets everybody."""
    postcard = Postcard(memory.new_id(), channel, actor.id, greeting_of(greeting), origin)
    memory.postcards.add(postcard)
    owe(memory, now, card_of(postcard.id), channel=channel)
    return postcard


def stamp(memory: PostcardMemory, now: datetime, postcard_id: str) -> None:
    """Somebody likes it; its writer hears of that once."""
    postcard = still_there(memory.postcards.get(postcard_id))
    memory.postcards.put(replace(postcard, stamps=postcard.stamps + 1))
    memory.changed(card_of(postcard.id))
    owe_privately(memory, now, Card(THANKS, postcard.id, postcard.writer))


def _shown(memory: PostcardMemory, message: Message) -> Postcard | None:
    return memory.postcards.get(message.subject)


KINDS = (
    MessageKind(name=POSTCARD, content=_shown, cause=Cause.OWN_ACT, keeps_changing=True),  # type: ignore[arg-type]  # a sample's memory
    MessageKind(name=THANKS, content=_shown, cause=Cause.OWN_ACT),  # type: ignore[arg-type]  # likewise
)
